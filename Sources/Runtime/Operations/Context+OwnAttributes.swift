import CRuntime

// The attributes of any object itself, whatever its class has.

extension Context {
  /// The attribute that the object itself has, whatever its class has; *empty* where there is none.
  @inline(__always)
  func ownAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    if let attributes = Attributes(named: value) {
      return try attributes.value(self, name)
    }
    guard let dict = try ownDict(value, isMaking: false) else { return .empty }
    return try dict.value(self, for: name)
  }

  /// Sets an attribute of the object itself; false where it has none.
  func setOwnAttribute(_ value: Value, _ name: Value, _ attribute: Value) throws(Raised) -> Bool {
    if let attributes = Attributes(named: value) {
      if !type(of: value).flags.contains(.hasDict) { return false }
      try attributes.set(self, name, to: attribute)
      return true
    }
    guard let dict = try ownDict(value, isMaking: true) else { return false }
    try dict.set(self, name, to: attribute)
    return true
  }

  /// Whether the object had it.
  func deleteOwnAttribute(_ value: Value, _ name: Value) throws(Raised) -> Bool {
    if let attributes = Attributes(named: value) {
      return try attributes.delete(self, name)
    }
    guard let dict = try ownDict(value, isMaking: false) else { return false }
    return try !dict.remove(self, name).isEmpty
  }

  /// `__dict__` of an object that has one; nil for any other.
  func ownDict(_ value: Value, isMaking: Bool = true) throws(Raised) -> Dict? {
    guard value.isPointer else { return nil }
    if let type = Type(ifHas: value) { return try type.dict(self) }
    if let function = Function(ifExactly: value) {
      if isMaking, function.pointer.pointee.dict.isEmpty {
        publish(try Dict.make(self).value, to: &function.pointer.pointee.dict)
      }
      return Dict(ifHas: load(&function.pointer.pointee.dict))
    }
    if let module = Module(ifHas: value) { return module.dict }
    guard let attributes = Attributes(named: value), type(of: value).flags.contains(.hasDict) else { return nil }
    return try attributes.dictionary(self)
  }
}
