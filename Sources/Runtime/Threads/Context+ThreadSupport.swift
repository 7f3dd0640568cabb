import CRuntime

// What the modules of threads ask of the runtime.

extension Context {
  /// Has the main thread do at its next event point what it does after a signal.
  public func interruptMainThread(_ signal: Int32) {
    guard let main = interpreter.pointee.threads.pointee.main else { return }
    host_note_signal(signal)
    _ = fetch_or_u32(pollWord(main), PollReason.interrupt)
  }

  /// The plain weak reference to an object.
  public func weakReference(to target: Value) throws(Raised) -> Value { try WeakReference.make(self, to: target).value }

  /// What a weak reference leads to; *empty* where that is dead.
  public func target(ofWeakReference reference: Value) -> Value { WeakReference(reference).target }

  /// `value.name` as `object.__getattribute__` finds it, with a dict in the place of the object's own.
  public func attribute(of value: Value, _ name: Value, in dict: Dict) throws(Raised) -> Value {
    let type = type(of: value)
    let classAttribute = try type.lookup(self, name)
    let get = classAttribute.isEmpty ? nil : self.type(of: classAttribute).ternary(.getDescriptor)
    if let get, self.type(of: classAttribute).has(.setDescriptor) {
      return try check(get(self, classAttribute, value, type.value))
    }
    let own = try dict.value(self, for: name)
    if !own.isEmpty { return own }
    if let get { return try check(get(self, classAttribute, value, type.value)) }
    if classAttribute.isEmpty { throw raiseNoAttribute(value, name) }
    return classAttribute
  }

  /// `value.name = attribute`, or `del value.name` for an *empty* attribute, with a dict in the place of the object's
  /// own.
  public func setAttribute(of value: Value, _ name: Value, _ attribute: Value, in dict: Dict) throws(Raised) {
    let classAttribute = try type(of: value).lookup(self, name)
    if !classAttribute.isEmpty, let set = type(of: classAttribute).ternary(.setDescriptor) {
      _ = try check(set(self, classAttribute, value, attribute))
    } else if !attribute.isEmpty {
      try dict.set(self, name, to: attribute)
    } else if try dict.remove(self, name).isEmpty {
      throw raiseNoAttribute(value, name)
    }
  }
}
