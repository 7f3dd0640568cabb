import CRuntime
import Runtime

// Attributes of objects, classes and modules, by what the instruction's inline cache has seen: a record for each shape of
// objects, which says where they have the attribute, or what they share.

extension GraphBuilder {
  mutating func loadAttribute() {
    let records = code.records(instruction.start)
    if records.count > 1, records.allSatisfy({ $0.form == .classValue }) {
      return write(instruction.a, valueOfClass(records, of: asWord(value(.b))).value)
    }
    if records.count > 1, records.allSatisfy({ $0.form == .slot }) {
      guardCaches()
      let object = guardKinds(asWord(value(.b)), .objects, .shape, at: instruction.start)
      return writeBound(add(.slot(object, records.map(\.place), exit(.shape)), .word, .anything))
    }
    if records.count == 1 { return loadAttribute(records[0]) }
    if records.isEmpty || !seen(.b).isSubset(of: .objects) { return perform() }
    forEach(records) { builder, record in builder.loadAttribute(record) }
  }

  /// Does something in a branch for each of the objects that were seen; the last is the guard's.
  private mutating func forEach(_ records: [CachedAnswer], _ body: (inout GraphBuilder, CachedAnswer) -> Void) {
    let object = guardKinds(asWord(value(.b)), .objects, .shape, at: instruction.start)
    branch(
      overEach: records,
      if: { builder, record in
        if !record.isOfOne { return builder.add(.hasShape(object, record.shape), .bit) }
        builder.keep(record.owner)
        return builder.add(.same(object, builder.constant(record.owner)), .bit)
      }, body)
  }

  /// The attribute of objects of one shape.
  private mutating func loadAttribute(_ record: CachedAnswer) {
    switch record.form {
    case .property: getProperty(record)
    case .slot: loadSlot(record, of: asWord(value(.b)))
    case .storage:
      let (storage, offset) = storage(of: asWord(value(.b)), record)
      writeBound(add(.field(storage, offset: offset), .word, .anything))
    default:
      guard let found = shared(record, of: asWord(value(.b))) else { return perform() }
      write(instruction.a, record.form == .method ? newMethod(found.value, found.receiver) : found.value)
    }
  }

  private mutating func loadSlot(_ record: CachedAnswer, of object: Reference) {
    guardCaches()
    let object = guardShape(object, record.shape)
    writeBound(add(.field(object, offset: Int(record.offset)), .word, .anything))
  }

  /// Writes what an object has in a slot, if it has that.
  private mutating func writeBound(_ value: Reference) {
    write(instruction.a, add(.guardNot(value, 0, exit(.value)), .word, .anything.subtracting(.unbound)))
  }

  /// The storage of what does not fit into an object, and where an attribute is in it. Another thread's shape may be seen
  /// before its storage, which must reach so far.
  private mutating func storage(of object: Reference, _ record: CachedAnswer) -> (Reference, offset: Int) {
    guardCaches()
    let object = guardShape(object, record.shape)
    let storage = add(.field(object, offset: code.storageOffset(ofShape: record.shape)), .word, .anything)
    add(.guardNot(storage, 0, exit(.value)))
    let capacity = add(.field(storage, offset: CompiledLayout.storageCapacity), .word, .smallInt)
    let index = constant(Value(smallInt: Int64(record.offset)))
    add(.guardBit(add(.compareIntegers(.greater, capacity, index), .bit), true, exit(.value)))
    return (storage, CompiledLayout.storageSlots + 8 * Int(record.offset))
  }

  mutating func storeAttribute() {
    let records = code.records(instruction.start)
    if records.count == 1, records[0].form == .storage, records[0].newShape == 0 {
      let (item, object) = (asWord(value(.b)), asWord(value(.a)))
      let (storage, _) = storage(of: object, records[0])
      add(.setStored(object, storage: storage, records[0].place, item, exit(.shape)))
      return
    }
    guard !records.isEmpty, records.allSatisfy({ $0.form == .slot || $0.form == .newSlot }) else { return perform() }
    guardCaches()
    let value = asWord(value(.b))
    if records.count > 1 {
      let object = guardKinds(asWord(self.value(.a)), .objects, .shape, at: instruction.start)
      add(.setSlot(object, records.map(\.place), value, exit(.shape)))
      return
    }
    let (record, object) = (records[0], guardShape(asWord(self.value(.a)), records[0].shape))
    if record.newShape != 0 {
      add(.setSlot(object, [record.place], value, exit(.shape)))
    } else {
      add(.confirmShape(object, record.shape, exit(.shape)))
      add(.setField(object, offset: Int(record.offset), value))
    }
  }

  mutating func loadMethod() {
    let records = code.records(instruction.start)
    if records.count > 1, records.allSatisfy({ $0.form == .method }) {
      return loadMethod(records, of: asWord(value(.b)))
    }
    if records.count == 1 {
      let object = asWord(value(.b))
      // What is no heap object has no shape.
      let isObject = graph[object].kinds.isSubset(of: .objects) || seen(.b).isSubset(of: .objects) && !seen(.b).isEmpty
      return records[0].form == .method && !isObject ? perform() : loadMethod(records[0], of: object)
    }
    if records.isEmpty || !seen(.b).isSubset(of: .objects) { return perform() }
    forEach(records) { builder, record in builder.loadMethod(record, of: builder.asWord(builder.value(.b))) }
  }

  /// What is called of objects of one shape: a method, or a callable that is in the object itself, as a library's functions
  /// are in the library, or that belongs to a class or a module.
  private mutating func loadMethod(_ record: CachedAnswer, of object: Reference) {
    if record.form == .slot {
      loadSlot(record, of: object)
      return write(instruction.a + 1, constant(.empty))
    }
    guard let found = shared(record, of: object) else { return perform() }
    write(instruction.a, found.value)
    write(instruction.a + 1, found.receiver)
  }

  private mutating func loadMethod(_ records: [CachedAnswer], of object: Reference) {
    let (function, receiver) = valueOfClass(records, of: object)
    write(instruction.a, function)
    write(instruction.a + 1, receiver)
  }

  /// What the classes of objects have that have one of several shapes, and the object. What all have from one class is a
  /// constant.
  private mutating func valueOfClass(
    _ records: [CachedAnswer], of object: Reference
  ) -> (value: Reference, object: Reference) {
    guardCaches()
    let object = guardKinds(object, .objects, .shape, at: instruction.start)
    for record in records {
      guardVersion(of: record.owner, record.version)
      keep(record.value)
    }
    let choices = records.map { MethodChoice(shape: $0.shape, function: $0.value.bits) }
    let found = records.reduce(into: ValueKinds()) { $0.formUnion(kinds(ofConstant: $1.value)) }
    let value = add(.method(object, choices, exit(.shape)), .word, found)
    return (records.allSatisfy { $0.value == records[0].value } ? constant(records[0].value) : value, object)
  }

  /// What an object's class has, or a class or a module itself, and what a call of it takes as its first argument, or
  /// *empty*. Nil for an answer that is of another form.
  private mutating func shared(
    _ record: CachedAnswer, of object: Reference
  ) -> (value: Reference, receiver: Reference)? {
    switch record.form {
    case .method, .classValue, .classMethodOfInstance, .ownValue, .classMethod, .moduleVariable: break
    default: return nil
    }
    guardCaches()
    let object = guardShape(object, record.shape)
    if record.isOfOne {
      keep(record.owner)
      add(.guardWord(object, record.owner.bits, exit(.shape)))
    }
    if record.form == .moduleVariable { return (content(ofCell: record.value), constant(.empty)) }
    guardVersion(of: record.owner, record.version)
    let receiver =
      switch record.form {
      case .method: object
      case .classMethod, .classMethodOfInstance: constant(record.owner)
      default: constant(.empty)
      }
    return (constant(record.value), receiver)
  }

  /// A method of the classes behind the one around the caller.
  mutating func loadSuperMethod() {
    let (records, first) = (code.records(instruction.start), instruction.b)
    guard let behind = records.first?.behind, records.allSatisfy({ $0.behind == behind }),
      records.count == 1 || records.allSatisfy({ $0.form == .method })
    else { return perform() }
    let object = asWord(read(first + 2))
    for (register, known) in [(first, code.superType), (first + 1, behind)] {
      keep(known)
      add(.guardWord(asWord(read(register)), known.bits, exit(.shape)))
    }
    if records.count > 1 { loadMethod(records, of: object) } else { loadMethod(records[0], of: object) }
  }

  /// What a class has is what it had at a version of it.
  mutating func guardVersion(of type: Value, _ version: UInt32) {
    keep(type)
    let current = add(.memory32(type.bits, offset: CompiledLayout.typeVersion), .word, .anything)
    add(.guardVersion(current, version, exit(.shape)))
  }

  mutating func guardShape(_ object: Reference, _ shape: UInt32) -> Reference {
    let pointer = guardKinds(object, .objects, .shape, at: instruction.start)
    let guarded = add(.guardShape(pointer, shape, exit(.shape)), .word, graph[pointer].kinds)
    refine(pointer, to: guarded)
    return guarded
  }
}

extension CachedAnswer {
  /// Whether it is for one object, its owner, alone.
  fileprivate var isOfOne: Bool {
    switch form {
    case .ownValue, .classMethod, .moduleVariable: true
    default: false
    }
  }

  fileprivate var place: ShapeOffset { ShapeOffset(shape: shape, offset: offset, newShape: newShape) }
}
