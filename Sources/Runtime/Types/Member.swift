import CRuntime

// Descriptors of attributes that are not in a dict: a slot of `__slots__` (`member_descriptor`), and what a built-in type
// computes (`getset_descriptor`). The header's shape tells them apart.

struct MemberLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Of a slot its index; of a computed attribute the address of the function that gets it.
  var getter: UInt
  /// The address of the function that sets it, 0 where it cannot be set.
  var setter: UInt
  var name: Value
  /// The class that declares it.
  var owner: Value
}

struct Member: ObjectReference {
  let pointer: UnsafeMutablePointer<MemberLayout>
  init(pointer: UnsafeMutablePointer<MemberLayout>) { self.pointer = pointer }
  static var kind: Kind { .member }
  static var traceRule: TraceRule { .words(from: 24) }

  var name: String { String(Text(pointer.pointee.name)) }
  var owner: Type { Type(pointer.pointee.owner) }
  var isComputed: Bool { pointer.pointee.header.flags & Self.computed != 0 }
  private static var computed: UInt8 { 1 }

  /// Of a tuple with named elements: the element at the index that `getter` is.
  var isElement: Bool { pointer.pointee.header.flags & Self.element != 0 }
  private static var element: UInt8 { 2 }

  /// How Python sees it: as a `getset_descriptor` or as a `member_descriptor`.
  private var isGetSet: Bool { pointer.pointee.header.shape == BuiltinShape.getSetDescriptor }

  /// What stands as the setter of an exception's field.
  static var field: UInt { 1 }
  static var readOnlyField: UInt { 2 }

  /// Of an exception: a field of its layout.
  var isField: Bool { !isComputed && pointer.pointee.setter != 0 }

  /// Of `__slots__`: which slot it is.
  var slotIndex: Int? { isComputed || isField ? nil : Int(pointer.pointee.getter) }

  static func make(_ context: Context, slot: Int, name: Value, owner: Type) throws(Raised) -> Member {
    try make(context, UInt32(kind.rawValue), getter: UInt(slot), setter: 0, name: name, owner: owner)
  }

  static func make(_ context: Context, _ entry: NativeEntry, name: Value, owner: Type) throws(Raised) -> Member {
    let shape = entry.form == .member ? UInt32(kind.rawValue) : BuiltinShape.getSetDescriptor
    let member = try make(context, shape, getter: entry.body, setter: entry.setter, name: name, owner: owner)
    member.pointer.pointee.header.flags = computed
    return member
  }

  static func make(_ context: Context, element index: Int, name: Value, owner: Type) throws(Raised) -> Member {
    let member = try make(context, slot: index, name: name, owner: owner)
    member.pointer.pointee.header.flags = element
    return member
  }

  private static func make(
    _ context: Context, _ shape: UInt32, getter: UInt, setter: UInt, name: Value, owner: Type
  ) throws(Raised) -> Member {
    let cell = try context.allocate(MemoryLayout<MemberLayout>.size, .plain)
    let member = Member(pointer: cell.assumingMemoryBound(to: MemberLayout.self))
    member.pointer.pointee = MemberLayout(
      header: ObjectHeader(shape: shape, kind: kind.rawValue, flags: 0, lock: 0, gc: 0), getter: getter,
      setter: setter, name: name, owner: owner.value)
    return member
  }

  // MARK: As a descriptor

  func get(_ context: Context, _ object: Value) throws(Raised) -> Value {
    try checkReceiver(context, object)
    if isComputed {
      return try check(unsafeBitCast(pointer.pointee.getter, to: UnaryFunction.self)(context, object))
    }
    if isElement { return Tuple(object)[Int(pointer.pointee.getter)] }
    if isField { return orNone(load(Exception(object).field(Int(pointer.pointee.getter)))) }
    var found = Value.empty
    if let slot = slot(context, object) { found = load(slot) }
    if found.isEmpty { throw context.raiseNoAttribute(object, pointer.pointee.name) }
    return found
  }

  /// An *empty* value deletes.
  func set(_ context: Context, _ object: Value, _ value: Value) throws(Raised) {
    try checkReceiver(context, object)
    if isComputed {
      guard let setter = unsafeBitCast(pointer.pointee.setter, to: TernaryFunction?.self) else {
        if !isGetSet { throw context.raise(.attributeError, "readonly attribute") }
        throw context.raise(
          .attributeError,
          "attribute '\(name)' of '\(owner.shortName)' objects is not writable")
      }
      _ = try check(setter(context, object, value, pointer.pointee.name))
      return
    }
    if isElement { throw context.raise(.attributeError, "readonly attribute") }
    if isField {
      if pointer.pointee.setter == Self.readOnlyField { throw context.raise(.attributeError, "readonly attribute") }
      return publish(value, to: Exception(object).field(Int(pointer.pointee.getter)))
    }
    guard let attributes = Attributes(object) else { throw context.raiseNoAttribute(object, pointer.pointee.name) }
    if slot(context, object) == nil {
      let fixed = Int(context.type(of: object).pointer.pointee.fixedSlots)
      publish(try AttributeStorage.make(context, capacity: max(fixed, 1)).value, to: attributes.word)
    }
    guard let slot = slot(context, object) else { throw context.raiseMemoryError() }
    if value.isEmpty, load(slot).isEmpty { throw context.raise(.attributeError, name) }
    store(value, to: slot)
  }

  private func slot(_ context: Context, _ object: Value) -> UnsafeMutablePointer<Value>? {
    Attributes(object)?.slot(Int(pointer.pointee.getter), context.shape(of: object.object))
  }

  private func checkReceiver(_ context: Context, _ object: Value) throws(Raised) {
    if context.type(of: object).isSubtype(of: owner) { return }
    throw context.raise(
      .typeError,
      "descriptor '\(name)' for '\(owner.shortName)' objects doesn't apply to a '\(context.typeName(of: object))' object")
  }

  private static let slots: [SlotEntry] = [
    .ternary(.getDescriptor) { c, s, object, owner in
      if object.isEmpty { return s }
      return bridge(c) { () throws(Raised) in try Member(s).get(c, object) }
    },
    .ternary(.setDescriptor) { c, s, object, value in
      bridge(c) { () throws(Raised) in try Member(s).set(c, object, value) }
    },
    .unary(.repr) { c, s in
      bridge(c) { () throws(Raised) in
        let member = Member(s)
        let what = member.isGetSet ? "attribute" : "member"
        return try Text.make(c, "<\(what) '\(member.name)' of '\(member.owner.shortName)' objects>").value
      }
    },
  ]

  private static let entries: [NativeEntry] = [
    .member("__objclass__") { _, s in Member(s).pointer.pointee.owner },
    .member("__name__") { _, s in Member(s).pointer.pointee.name },
    .getter("__doc__", { _, _ in .none }),
    .getter("__qualname__", { c, s in
      bridge(c) { () throws(Raised) in
        try Text.make(c, "\(Member(s).owner.shortName).\(Member(s).name)").value
      }
    }),
  ]

  static let memberDeclaration = TypeDeclaration("member_descriptor", kind: .member, slots: slots, methods: entries)
  static let getSetDeclaration = TypeDeclaration(
    "getset_descriptor", kind: .member, shape: BuiltinShape.getSetDescriptor, slots: slots, methods: entries)
}
