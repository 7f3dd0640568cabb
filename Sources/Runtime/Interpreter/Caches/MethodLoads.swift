import Bytecode
import CRuntime

// Inline caches of `object.name(…)`: the function and what it takes as its first argument, without a bound method.

extension Activation {
  func loadMethod() throws(Raised) {
    let word = frame.lastInstruction
    let object = frame.valueB(operands)
    let target = frame.register(operands.a)
    if word.trustedOpcode.hasSite, context.loadCachedMethod(frame.pointee.constants.cache(word.c), object, to: target) {
      return
    }
    let name = attributeName(operands.c)
    if let site = cacheSite(megamorphic: .loadMethodAny) {
      add(
        try context.describeMethod(object, name), to: site,
        as: { $0.form == .method && site.record(context)?.areMethods ?? true ? .loadMethodCached : .loadMethodBound },
        orElse: .loadMethodAny)
    }
    let (function, receiver) = try context.method(object, name)
    target[0] = function
    target[1] = receiver
  }
}

extension Value {
  /// The shape by which caches know an object: an int or float that is no heap object has the one of those that are. 0
  /// for constants, which no cache knows.
  @inline(__always)
  var shapeOfClass: UInt32 {
    if operandIsPointer { return load_relaxed_u32(object) }
    return UInt32(isSmallInt ? Kind.int.rawValue : isInlineFloat ? Kind.float.rawValue : 0)
  }
}

extension CacheRecord {
  /// Whether all from here on are functions of the objects' classes.
  fileprivate var areMethods: Bool {
    var record = self
    while record.form == .method {
      if record.next.isEmpty { return true }
      record = CacheRecord(record.next)
    }
    return false
  }
}

extension Context {
  /// What the records of a site say: function and receiver, or any callable and *empty*. False where they say nothing of
  /// such an object.
  ///
  /// - Parameter behind: Of `super`, the class behind which the attribute is looked for.
  func loadCachedMethod(
    _ cache: Value, _ object: Value, behind: Value = .empty, to target: UnsafeMutablePointer<Value>
  ) -> Bool {
    let shape = object.shapeOfClass
    var record = CacheRecord(cache)
    while true {
      if record.pointer.pointee.shape == shape, record.pointer.pointee.behind == behind, let callee = method(record, object) {
        target[0] = callee.function
        target[1] = callee.receiver
        return true
      }
      if record.next.isEmpty { return false }
      record = CacheRecord(record.next)
    }
  }

  private func method(_ record: CacheRecord, _ object: Value) -> (function: Value, receiver: Value)? {
    let layout = record.pointer.pointee
    switch record.form {
    case .method: return record.isCurrent ? (layout.value, object) : nil
    case .classMethod: return layout.owner == object && record.isCurrent ? (layout.value, object) : nil
    case .classMethodOfInstance: return record.isCurrent ? (layout.value, layout.owner) : nil
    case .ownValue: return layout.owner == object && record.isCurrent ? (layout.value, .empty) : nil
    case .classValue: return record.isCurrent ? (layout.value, .empty) : nil
    case .moduleVariable:
      if layout.owner != object { return nil }
      let value = GlobalCell(layout.value).value
      return value.isEmpty ? nil : (value, .empty)
    case .slot:
      let value = load(object.slot(at: layout.offset))
      return value.isEmpty ? nil : (value, .empty)
    case .storage, .newSlot, .property, .instance, .exception: return nil
    }
  }

  /// A record for calls of `object.name` on objects like this one; nil where there can be none.
  func describeMethod(_ object: Value, _ name: Value) throws(Raised) -> CacheRecord? {
    let shape = object.shapeOfClass
    if shape == 0 { return nil }
    if let owner = Type(ifHas: object) { return try describeMethod(ofClass: owner, name) }
    if let module = Module(ifHas: object) { return try describeModuleVariable(module, name) }
    let type = type(of: object)
    guard type.flags.contains(.ordinaryAttributes) else { return nil }
    let found = try type.lookup(self, name)
    if !found.isEmpty, type.version != 0, case .absent = place(of: name, in: object) {
      func record(_ form: CacheForm, _ function: Value) -> CacheRecord? {
        CacheRecord.make(self, form, shape: shape, owner: type.value, version: type.version, value: function)
      }
      if takesReceiver(found, type) { return record(.method, found) }
      if let wrapper = Wrapper(self, classMethod: found), Function(ifExactly: wrapper.callable) != nil {
        return record(.classMethodOfInstance, wrapper.callable)
      }
    }
    guard object.isPointer, let record = try describeLoad(object, name) else { return nil }
    switch record.form {
    case .classValue, .moduleVariable, .slot: return record
    default: return nil
    }
  }

  private func describeMethod(ofClass owner: Type, _ name: Value) throws(Raised) -> CacheRecord? {
    let found = try owner.lookup(self, name)
    let metaclass = type(of: owner.value)
    if let wrapper = Wrapper(self, classMethod: found), Function(ifExactly: wrapper.callable) != nil, owner.version != 0,
      metaclass[.getAttribute] == TypeType.getAttributeBody,
      try metaclass.lookup(self, name).isEmpty
    {
      return CacheRecord.make(
        self, .classMethod, shape: owner.object.pointee.shape, owner: owner.value, version: owner.version,
        value: wrapper.callable)
    }
    return try describeLoad(owner.value, name)
  }
}
