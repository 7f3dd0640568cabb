import CRuntime

// Attributes of any value. The interpreter's inline caches answer most of these questions before they come here.

extension Context {
  /// `value.name`, for an interned name.
  public func getAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    let type = type(of: value)
    if type.flags.contains(.ordinaryAttributes) { return try ordinaryAttribute(value, name) }
    guard let function = type.binary(.getAttribute) else { throw raiseNoAttribute(value, name) }
    try checkNativeStack()
    return try check(function(self, value, name))
  }

  /// The same, but *empty* where there is no such attribute.
  public func findAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    do throws(Raised) {
      if type(of: value).flags.contains(.ordinaryAttributes) { return try findOrdinaryAttribute(value, name) }
      return try getAttribute(value, name)
    } catch {
      if !isPending(.attributeError) { throw error }
      pointee.pendingException = .empty
      return .empty
    }
  }

  /// `value.name = attribute`; `del value.name` for an *empty* attribute.
  public func setAttribute(_ value: Value, _ name: Value, _ attribute: Value) throws(Raised) {
    guard let function = type(of: value).ternary(.setAttribute) else { throw raiseNoAttribute(value, name) }
    try checkNativeStack()
    _ = try check(function(self, value, name, attribute))
  }

  // MARK: The ordinary way

  /// What `object.__getattribute__` does: a data descriptor of the class, the object's own attribute, any other
  /// attribute of the class.
  func ordinaryAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    let found = try findOrdinaryAttribute(value, name)
    if found.isEmpty { throw raiseNoAttribute(value, name) }
    return found
  }

  /// The same; *empty* where neither the class nor the object has one.
  func findOrdinaryAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    let type = type(of: value)
    let classAttribute = try type.lookup(self, name)
    if classAttribute.isEmpty { return try ownAttribute(value, name) }
    let descriptor = self.type(of: classAttribute)
    if descriptor.has(.setDescriptor), let get = descriptor.ternary(.getDescriptor) {
      try checkNativeStack()
      return try check(get(self, classAttribute, value, type.value))
    }
    let own = try ownAttribute(value, name)
    if !own.isEmpty { return own }
    if let get = descriptor.ternary(.getDescriptor) {
      try checkNativeStack()
      return try check(get(self, classAttribute, value, type.value))
    }
    return classAttribute
  }

  /// What `object.__setattr__` does: a data descriptor of the class is asked, else the object gets the attribute.
  func setOrdinaryAttribute(_ value: Value, _ name: Value, _ attribute: Value) throws(Raised) {
    let type = type(of: value)
    let classAttribute = try type.lookup(self, name)
    if !classAttribute.isEmpty, let set = self.type(of: classAttribute).ternary(.setDescriptor) {
      try checkNativeStack()
      _ = try check(set(self, classAttribute, value, attribute))
      return
    }
    if attribute.isEmpty {
      if try deleteOwnAttribute(value, name) { return }
      let hasDict = type.flags.contains(.hasDict) || Type(ifHas: value) != nil
      if hasDict { throw raiseNoAttribute(value, name) }
      throw raiseCannotSet(value, name, isReadOnly: !classAttribute.isEmpty)
    } else if try !setOwnAttribute(value, name, attribute) {
      throw raiseCannotSet(value, name, isReadOnly: !classAttribute.isEmpty)
    }
  }

  // MARK: Errors

  public func raiseNoAttribute(_ value: Value, _ name: Value) -> Raised {
    let message: String
    if let type = Type(ifHas: value) {
      message = "type object '\(String(Text(type.pointer.pointee.name)))' has no attribute '\(String(Text(name)))'"
    } else {
      message = "'\(typeName(of: value))' object has no attribute '\(String(Text(name)))'"
    }
    return raiseAttributeError(message, value, name)
  }

  private func raiseCannotSet(_ value: Value, _ name: Value, isReadOnly: Bool) -> Raised {
    let owner = typeName(of: value)
    let name_ = String(Text(name))
    let message =
      isReadOnly
      ? "'\(owner)' object attribute '\(name_)' is read-only"
      : "'\(owner)' object has no attribute '\(name_)' and no __dict__ for setting new attributes"
    return raiseAttributeError(message, value, name)
  }

  /// AttributeError with its `obj` and `name`, from which tracebacks make suggestions.
  public func raiseAttributeError(_ message: String, _ value: Value, _ name: Value) -> Raised {
    let raised = raise(.attributeError, message)
    if let exception = Exception(ifHas: pointee.pendingException), isPending(.attributeError) {
      exception.setField(.attributeName, name)
      exception.setField(.attributeObject, value)
    }
    return raised
  }
}
