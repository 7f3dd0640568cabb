import CRuntime
import UnicodeTables

// What a class's instances hold: the slots that `__slots__` names, a `__dict__`, weak references; and where.

extension Type {
  /// Reads `__slots__`, notes what instances have, and checks it against the base. Returns the names of the slots, in
  /// the order in which instances hold them.
  func declareLayout(_ context: Context, _ dict: Dict) throws(Raised) -> List {
    let names = try List.make(context)
    let base = Type(pointer.pointee.base)
    let mayAddDict = !base.flags.contains(.hasDict)
    let mayAddWeakReferences = !base.flags.contains(.hasWeakReferences) && !base.hasElements
    let slots = try dict.value(context, for: context.name(.__slots__))
    if slots.isEmpty {
      flags.insert(.hasDict)
      if mayAddWeakReferences { flags.insert(.hasWeakReferences) }
    } else {
      try readSlots(context, slots, dict, mayAddDict, mayAddWeakReferences, names)
    }
    let bases = Tuple(pointer.pointee.bases)
    for index in 0..<bases.count {
      flags.formUnion(Type(bases[index]).flags.intersection([.hasDict, .hasWeakReferences]))
    }
    if Int(pointer.pointee.fixedSlots) + names.count > Self.mostFixedSlots {
      throw context.raise(.valueError, "too many __slots__")
    }
    return names
  }

  /// Instances end with elements of which there may be any number: nothing can be added behind them.
  var hasElements: Bool {
    instanceKind == .int || instanceKind == .tuple || instanceKind == .bytes || instanceKind == .type
  }

  private func readSlots(
    _ context: Context, _ slots: Value, _ dict: Dict, _ mayAddDict: Bool, _ mayAddWeakReferences: Bool, _ names: List
  ) throws(Raised) {
    let given = Text(ifHas: slots) != nil ? try Tuple.make(context, slots) : try context.tuple(of: slots)
    if given.count > 0, hasElements {
      throw context.raise(
        .typeError, "nonempty __slots__ not supported for subtype of '\(Type(pointer.pointee.base).shortName)'")
    }
    let (dictName, weakName) = (context.name(.__dict__), context.name(.__weakref__))
    for index in 0..<given.count {
      let text = try checkedSlotName(context, given[index])
      if text.value == dictName {
        if !mayAddDict || flags.contains(.hasDict) {
          throw context.raise(.typeError, "__dict__ slot disallowed: we already got one")
        }
        flags.insert(.hasDict)
      } else if text.value == weakName {
        if !mayAddWeakReferences || flags.contains(.hasWeakReferences) {
          throw context.raise(.typeError, "__weakref__ slot disallowed: we already got one")
        }
        flags.insert(.hasWeakReferences)
      } else {
        try names.append(context, Text.interned(context, mangled(context, text)).value)
      }
    }
    for index in 0..<names.count {
      let name = names.element(index)
      if name == context.name(.__qualname__) || name == context.name(.__classcell__) { continue }
      if try dict.contains(context, name) {
        let message = "\(try context.reprString(name)) in __slots__ conflicts with class variable"
        throw context.raise(.valueError, message)
      }
    }
    try names.sort(context)
  }

  private func checkedSlotName(_ context: Context, _ given: Value) throws(Raised) -> Text {
    guard let text = Text(ifHas: given) else {
      throw context.raise(.typeError, "__slots__ items must be strings, not '\(context.typeName(of: given))'")
    }
    var isIdentifier = !text.isEmpty
    for index in 0..<text.count {
      let code = text.codePoint(at: index)
      let fits = index == 0 ? Unicode16.isIdentifierStart(code) : Unicode16.isIdentifierContinue(code)
      if !fits { isIdentifier = false }
    }
    if !isIdentifier { throw context.raise(.typeError, "__slots__ must be identifiers") }
    return try Text.interned(context, text)
  }

  /// A private name with the class's before it.
  private func mangled(_ context: Context, _ text: Text) throws(Raised) -> Text {
    let name = String(text)
    let owner = shortName.drop { $0 == "_" }
    if !name.hasPrefix("__") || name.hasSuffix("__") || owner.isEmpty { return text }
    return try Text.make(context, "_\(owner)\(name)")
  }

  // MARK: Placing

  /// Puts the descriptors of slots, `__dict__` and `__weakref__` into the class, and decides how many attributes an
  /// instance holds inside itself.
  func layOut(_ context: Context, _ dict: Dict, _ slots: List) throws(Raised) {
    for index in 0..<slots.count {
      let name = slots.element(index)
      let slot = Int(pointer.pointee.fixedSlots)
      pointer.pointee.fixedSlots += 1
      try dict.set(context, name, to: Member.make(context, slot: slot, name: name, owner: self).value)
    }
    let base = Type(load(&pointer.pointee.base))
    let added = flags.subtracting(base.flags)
    if added.contains(.hasDict) { try declare(context, Attributes.dictEntry, .__dict__, dict) }
    if added.contains(.hasWeakReferences) { try declare(context, Attributes.weakReferenceEntry, .__weakref__, dict) }
    if instanceKind == .instance { try chooseInlineSlots(context, dict, base) }
    try makeRootShape(context)
  }

  private func declare(
    _ context: Context, _ entry: NativeEntry, _ name: WellKnown, _ dict: Dict
  ) throws(Raised) {
    let name = context.name(name)
    if try dict.contains(context, name) { return }
    try dict.set(context, name, to: Member.make(context, entry, name: name, owner: self).value)
  }

  private func chooseInlineSlots(_ context: Context, _ dict: Dict, _ base: Type) throws(Raised) {
    var inline = Int(pointer.pointee.fixedSlots)
    if flags.contains(.hasDict) {
      let inherited = base.pointer.pointee
      let names = Tuple(ifHas: try dict.value(context, for: context.name(.__static_attributes__)))?.count ?? 0
      inline += Int(inherited.inlineSlots) - Int(inherited.fixedSlots) + names
      if inherited.inlineSlots == inherited.fixedSlots, names == 0 { inline += Self.leastInlineSlots }
    }
    pointer.pointee.inlineSlots = UInt8(min(inline, max(Self.mostInlineSlots, Int(pointer.pointee.fixedSlots))))
  }

  func makeRootShape(_ context: Context) throws(Raised) {
    let shape = try Shape(
      root: value, inlineCapacity: Int(pointer.pointee.inlineSlots), fixedSlots: Int(pointer.pointee.fixedSlots),
      context)
    publish(shape.value, to: &pointer.pointee.rootShape)
  }

  /// Inside an instance of whose attributes the class's body tells nothing.
  private static var leastInlineSlots: Int { 2 }
  private static var mostInlineSlots: Int { 60 }
  private static var mostFixedSlots: Int { 250 }

  // MARK: Comparing layouts

  /// The nearest class on the way to `object` that adds to its instances' layout: a built-in with a layout of its own,
  /// or a class with `__slots__`.
  var layoutOwner: Type {
    var type = self
    while let base = Type(ifHas: load(&type.pointer.pointee.base)) {
      let addsSlots = type.pointer.pointee.fixedSlots != base.pointer.pointee.fixedSlots
      if addsSlots || type.flags.contains(.ownFields) { return type }
      if type.pointer.pointee.instanceKind != base.pointer.pointee.instanceKind { return type }
      if type.pointer.pointee.nativeType != base.pointer.pointee.nativeType { return type }
      type = base
    }
    return type
  }

  /// Whether an instance of one class can become one of the other as it is: both derive their layout from one class, or
  /// from classes that add the same slots to it.
  func hasLayout(_ context: Context, of other: Type) -> Bool {
    if flags.contains(.hasDict) != other.flags.contains(.hasDict) || instanceKind != other.instanceKind { return false }
    if pointer.pointee.nativeType != other.pointer.pointee.nativeType { return false }
    if flags.contains(.hasWeakReferences) != other.flags.contains(.hasWeakReferences) { return false }
    var (left, right) = (layoutOwner, other.layoutOwner)
    while left != right {
      if left.pointer.pointee.fixedSlots != right.pointer.pointee.fixedSlots { return false }
      guard let leftBase = Type(ifHas: left.pointer.pointee.base), let rightBase = Type(ifHas: right.pointer.pointee.base)
      else { return false }
      // The names of the slots are those of the members that are in the class itself, in the order of their places.
      for slot in Int(leftBase.pointer.pointee.fixedSlots)..<Int(left.pointer.pointee.fixedSlots) {
        if left.slotName(slot) != right.slotName(slot) { return false }
      }
      (left, right) = (leftBase.layoutOwner, rightBase.layoutOwner)
    }
    return true
  }

  /// The name of a slot that the class itself declares; *empty* where its member is no longer in the class.
  private func slotName(_ slot: Int) -> Value {
    var position = 0
    while let (key, value) = Dict(pointer.pointee.dict).next(&position) {
      if let member = Member(ifExactly: value), !member.isComputed, member.owner == self,
        member.pointer.pointee.getter == UInt(slot)
      {
        return key
      }
    }
    return .empty
  }
}
