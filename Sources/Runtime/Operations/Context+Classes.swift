import CRuntime

// `isinstance` and `issubclass`.

extension Context {
  /// `isinstance(value, classes)`.
  public func isInstance(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    if type(of: value).value == classes { return true }
    if let type = Type(ifExactly: classes) { return try isPlainInstance(value, of: type) }
    if let tuple = alternatives(classes) {
      try checkNativeStack()
      for index in 0..<tuple.count { if try isInstance(value, of: tuple[index]) { return true } }
      return false
    }
    let hook = try type(of: classes).lookup(self, name(.__instancecheck__))
    if !hook.isEmpty { return try isTrue(callSpecial(.__instancecheck__, classes, value)) }
    if try bases(of: classes) == nil {
      throw raise(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
    }
    return try derives(findAttribute(value, name(.__class__)), from: classes)
  }

  /// The classes of a tuple or a union.
  private func alternatives(_ classes: Value) -> Tuple? {
    if let tuple = Tuple(ifHas: classes) { return tuple }
    guard let union = GenericAlias(ifExactly: classes), union.isUnion else { return nil }
    return union.arguments
  }

  /// `issubclass(value, classes)`.
  public func isSubclass(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    if let tuple = alternatives(classes) {
      try checkNativeStack()
      for index in 0..<tuple.count { if try isSubclass(value, of: tuple[index]) { return true } }
      return false
    }
    let hook = try type(of: classes).lookup(self, name(.__subclasscheck__))
    if Type(ifExactly: classes) == nil, !hook.isEmpty {
      return try isTrue(callSpecial(.__subclasscheck__, classes, value))
    }
    return try isPlainSubclass(value, of: classes)
  }

  /// Without asking the class: by its real class, or what it says its `__class__` is.
  func isPlainInstance(_ value: Value, of type: Type) throws(Raised) -> Bool {
    let actual = self.type(of: value)
    if actual.isSubtype(of: type) { return true }
    // Only a class that defines `__class__`, or finds attributes in its own way, can say otherwise.
    if actual.flags.contains(.ordinaryAttributes), try actual.lookup(self, name(.__class__)) == objectClassDescriptor() { return false }
    let claimed = try findAttribute(value, name(.__class__))
    guard let claimedType = Type(ifHas: claimed), claimedType != actual else { return false }
    return claimedType.isSubtype(of: type)
  }

  private func objectClassDescriptor() throws(Raised) -> Value {
    try Interpreter(of: self).type(shape: BuiltinShape.object).lookup(self, name(.__class__))
  }

  func isPlainSubclass(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    if let type = Type(ifHas: value), let other = Type(ifHas: classes) { return type.isSubtype(of: other) }
    if try bases(of: value) == nil { throw raise(.typeError, "issubclass() arg 1 must be a class") }
    if try bases(of: classes) == nil {
      throw raise(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
    }
    return try derives(value, from: classes)
  }

  // MARK: What only looks like a class

  /// `__bases__` of a class, or of anything that has some; nil for what has none.
  private func bases(of value: Value) throws(Raised) -> Tuple? {
    Tuple(ifHas: try findAttribute(value, name(.__bases__)))
  }

  /// Whether one leads to the other by way of `__bases__`.
  private func derives(_ value: Value, from other: Value) throws(Raised) -> Bool {
    if value == other { return true }
    try checkNativeStack()
    guard !value.isEmpty, let bases = try bases(of: value) else { return false }
    for index in 0..<bases.count { if try derives(bases[index], from: other) { return true } }
    return false
  }
}
