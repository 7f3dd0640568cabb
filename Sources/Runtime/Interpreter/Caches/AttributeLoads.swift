import Bytecode
import CRuntime

// Inline caches of `object.name`.

extension Activation {
  /// `loadAttribute` in all its forms. A property's getter becomes a frame of its own.
  func loadAttribute() throws(Raised) -> Outcome {
    let word = frame.lastInstruction
    let object = frame.valueB(operands)
    if word.trustedOpcode.hasSite {
      switch context.cachedAttribute(frame.pointee.constants.cache(word.c), object) {
      case .found(let value):
        setA(value)
        return .next
      case .getter(let function): return try beginGetter(function, object)
      case .raised: throw Raised()
      case .unknown: break
      }
    }
    let name = attributeName(operands.c)
    if let site = cacheSite(megamorphic: .loadAttributeAny) {
      add(
        try context.describeLoad(object, name), to: site,
        as: { $0.areSlots && site.record(context)?.areSlots ?? true ? .loadAttributeSlot : .loadAttributeCached },
        orElse: .loadAttributeAny)
    }
    setA(try context.getAttribute(object, name))
    return .next
  }

  /// The name that a word's operand `index` stands for: what was compiled, where a cache's site has taken its place.
  func attributeName(_ index: Int32) -> Value {
    let word = frame.lastInstruction
    if !word.trustedOpcode.hasSite { return frame.name(index) }
    return frame.name(Int32(frame.code.originalWord(frame.currentWord).c))
  }

  private func beginGetter(_ function: Function, _ object: Value) throws(Raised) -> Outcome {
    let window = frame.windowEnd
    if window + 1 >= context.pointee.registersLimit.unsafelyUnwrapped { throw context.raiseRecursionError() }
    window.pointee = object
    try context.begin(
      function, window, count: 1, names: .empty, result: UInt32(bitPattern: operands.a), flags: 0)
    return .frameChanged
  }
}

/// What a cache says of an attribute.
enum CachedAttribute {
  case found(Value)
  /// A property's getter, to be called with the object.
  case getter(Function)
  /// Nothing.
  case unknown
  case raised
}

extension Context {
  /// What the records of a site say of an object's attribute.
  func cachedAttribute(_ cache: Value, _ object: Value) -> CachedAttribute {
    if !object.isPointer { return .unknown }
    let shape = load_relaxed_u32(object.object)
    var record = CacheRecord(cache)
    while true {
      if record.pointer.pointee.shape == shape, let answer = attribute(record, object) { return answer }
      if record.next.isEmpty { return .unknown }
      record = CacheRecord(record.next)
    }
  }

  private func attribute(_ record: CacheRecord, _ object: Value) -> CachedAttribute? {
    let layout = record.pointer.pointee
    switch record.form {
    case .slot:
      let value = load(object.slot(at: layout.offset))
      return value.isEmpty ? nil : .found(value)
    case .storage:
      guard let slot = Attributes(object)?.storageSlot(Int(layout.offset)) else { return nil }
      let value = load(slot)
      return value.isEmpty ? nil : .found(value)
    case .classValue: return record.isCurrent ? .found(layout.value) : nil
    case .method:
      if !record.isCurrent { return nil }
      let bound = try? Method.make(self, layout.value, object)
      return bound.map { .found($0.value) } ?? .raised
    case .property: return record.isCurrent ? .getter(Function(layout.value)) : nil
    case .moduleVariable:
      if layout.owner != object { return nil }
      let value = GlobalCell(layout.value).value
      return value.isEmpty ? nil : .found(value)
    case .ownValue: return layout.owner == object && record.isCurrent ? .found(layout.value) : nil
    case .newSlot, .classMethod, .classMethodOfInstance, .instance, .exception: return nil
    }
  }

  /// A record that answers `object.name` for objects like this one; nil where there can be none.
  func describeLoad(_ object: Value, _ name: Value) throws(Raised) -> CacheRecord? {
    guard object.isPointer else { return nil }
    let type = type(of: object)
    let shape = load_relaxed_u32(object.object)
    if let module = Module(ifHas: object) { return try describeModuleVariable(module, name) }
    guard type.flags.contains(.ordinaryAttributes) || Type(ifHas: object) != nil else { return nil }
    if let owner = Type(ifHas: object) { return try describeOwnValue(owner, name) }
    var found = try type.lookup(self, name)
    if !found.isEmpty, self.type(of: found).has(.setDescriptor) {
      if let member = Member(ifExactly: found) { return describeSlot(member, object) }
      guard let getter = Property.plainGetter(found) else { return nil }
      return CacheRecord.make(
        self, .property, shape: shape, owner: type.value, version: type.version, value: getter.value)
    }
    switch place(of: name, in: object) {
    case .slot(let offset): return CacheRecord.make(self, .slot, shape: shape, offset: offset)
    case .storage(let index): return CacheRecord.make(self, .storage, shape: shape, offset: index)
    case .unknown: return nil
    case .absent: break
    }
    if found.isEmpty || type.version == 0 { return nil }
    if Function(ifExactly: found) != nil {
      return CacheRecord.make(self, .method, shape: shape, owner: type.value, version: type.version, value: found)
    }
    if let wrapper = Wrapper(self, staticMethod: found) {
      found = wrapper.callable
    } else if self.type(of: found).has(.getDescriptor) {
      return nil
    }
    return CacheRecord.make(self, .classValue, shape: shape, owner: type.value, version: type.version, value: found)
  }

  func describeModuleVariable(_ module: Module, _ name: Value) throws(Raised) -> CacheRecord? {
    let type = type(of: module.value)
    let plain = Interpreter(of: self).type(Module.kind)
    guard type[.getAttribute] == plain[.getAttribute], try type.lookup(self, name).isEmpty else { return nil }
    guard let dict = Dict(ifExactly: module.dict.value), try !dict.value(self, for: name).isEmpty else { return nil }
    let cell = try dict.cell(self, for: name)
    return CacheRecord.make(
      self, .moduleVariable, shape: module.object.pointee.shape, owner: module.value, value: Value(cell.object))
  }

  private func describeOwnValue(_ owner: Type, _ name: Value) throws(Raised) -> CacheRecord? {
    let metaclass = type(of: owner.value)
    guard metaclass[.getAttribute] == TypeType.getAttributeBody, owner.version != 0,
      try metaclass.lookup(self, name).isEmpty
    else { return nil }
    var found = try owner.lookup(self, name)
    if found.isEmpty { return nil }
    if let wrapper = Wrapper(self, staticMethod: found) {
      found = wrapper.callable
    } else if Function(ifExactly: found) == nil, type(of: found).has(.getDescriptor) {
      return nil
    }
    return CacheRecord.make(
      self, .ownValue, shape: owner.object.pointee.shape, owner: owner.value, version: owner.version, value: found)
  }

  /// A slot of `__slots__`.
  func describeSlot(_ member: Member, _ object: Value) -> CacheRecord? {
    guard let index = member.slotIndex, Attributes(object) != nil else { return nil }
    let shape = shape(of: object.object)
    if index >= shape.inlineCapacity { return nil }
    return CacheRecord.make(
      self, .slot, shape: load_relaxed_u32(object.object), offset: Instance.slotsOffset + index * MemoryLayout<Value>.size)
  }

  /// Where an object has an attribute of its own.
  func place(of name: Value, in object: Value) -> AttributePlace {
    guard Attributes(named: object) != nil else {
      // Functions and their like have a dict that no shape describes.
      return object.isFunctionWithDict ? .unknown : .absent
    }
    let shape = shape(of: object.object)
    if shape.hasDictionary { return .unknown }
    guard let index = shape.slot(self, of: name) else { return .absent }
    if index < shape.inlineCapacity {
      return .slot(offset: Instance.slotsOffset + index * MemoryLayout<Value>.size)
    }
    return .storage(index: index - shape.inlineCapacity)
  }
}

/// Where an object's own attribute is, as its shape says.
enum AttributePlace {
  case slot(offset: Int)
  case storage(index: Int)
  case absent
  /// The shape does not say.
  case unknown
}

extension Value {
  /// A slot of an object, by its distance in bytes.
  @inline(__always)
  func slot(at offset: UInt32) -> UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(object) + Int(offset)).assumingMemoryBound(to: Value.self)
  }

  fileprivate var isFunctionWithDict: Bool {
    Function(ifHas: self) != nil || Module(ifHas: self) != nil || Type(ifHas: self) != nil
  }
}

extension Attributes {
  /// A slot of the object's storage; nil where it does not reach that far.
  @inline(__always)
  func storageSlot(_ index: Int) -> UnsafeMutablePointer<Value>? {
    guard let storage, index < storage.capacity else { return nil }
    return storage.slots + index
  }
}
