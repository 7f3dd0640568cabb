import CRuntime

extension Type {
  /// Fills the slots of a class made by a `class` statement: each from the attributes that its special methods' names
  /// lead to.
  func fillSlots(_ context: Context) throws(Raised) {
    if let base = Type(ifHas: load(&pointer.pointee.base)), resolvesLike(base) {
      try inheritSlots(context, base)
    } else {
      for slot in Slot.allCases { try updateSlot(slot, context) }
    }
    updateFlags()
  }

  /// Whether whatever the class has not itself it has from this base.
  private func resolvesLike(_ base: Type) -> Bool {
    let (own, inherited) = (mro, base.mro)
    if own.count != inherited.count + 1 || own[0] != value { return false }
    for index in 0..<inherited.count where own[index + 1] != inherited[index] { return false }
    return true
  }

  /// Takes the base's slots over, but for those of special methods that the class has itself.
  private func inheritSlots(_ context: Context, _ base: Type) throws(Raised) {
    address(of: .repr).update(from: base.address(of: .repr), count: Slot.count)
    let dict = try dict(context)
    var position = 0
    while let (key, _) = dict.next(&position) {
      guard let text = Text(ifHas: key), text.count > 4, text.codePoint(at: 1) == UInt32(UInt8(ascii: "_")) else {
        continue
      }
      let name = text.isInterned ? key : try Text.interned(context, text).value
      if name == context.name(.__getattr__) { try updateSlot(.getAttribute, context) }
      for row in DunderRow.all where context.name(row.name) == name { try updateSlot(row.slot, context) }
    }
  }

  /// Keeps the slots of the class and its subclasses right after an attribute has changed.
  func attributeChanged(_ context: Context, _ name: Value) throws(Raised) {
    invalidateVersion(context)
    if try escapesCaches(context, name) { Interpreter(of: context).emptyCaches(context) }
    if name == context.name(.__getattr__) { return try updateSlots(.getAttribute, context) }
    for row in DunderRow.all where context.name(row.name) == name { try updateSlots(row.slot, context) }
  }

  /// Whether a change of an attribute is one that inline caches do not check: they take it for granted that an object's
  /// own attribute is found before the class's, which a data descriptor or an attribute hook changes.
  private func escapesCaches(_ context: Context, _ name: Value) throws(Raised) -> Bool {
    let hooks: [WellKnown] = [
      .__getattribute__, .__getattr__, .__setattr__, .__delattr__, .__get__, .__set__, .__delete__,
    ]
    for hook in hooks where context.name(hook) == name { return true }
    let found = try ownAttribute(context, name)
    return !found.isEmpty && context.type(of: found).has(.setDescriptor)
  }

  private func updateSlots(_ slot: Slot, _ context: Context) throws(Raised) {
    try updateSlot(slot, context)
    updateFlags()
    try forEachSubclass { (subclass) throws(Raised) in try subclass.updateSlots(slot, context) }
  }

  /// A slot holds a native function where every special method behind it is that one's (`__setitem__` and `__delitem__`
  /// share theirs), else the trampoline that calls what was found.
  private func updateSlot(_ slot: Slot, _ context: Context) throws(Raised) {
    var (isFound, native, trampoline): (Bool, UInt?, UInt) = (false, nil, 0)
    var isNative = true
    for row in DunderRow.all where row.slot == slot {
      let found = try lookup(context, context.name(row.name))
      if found.isEmpty { continue }
      trampoline = row.trampoline
      if found == .none, slot == .hash { continue }
      isFound = true
      if let function = NativeFunction(ifExactly: found), function.slot == slot, isSubtype(of: function.owner),
        native == nil || native == function.body
      {
        native = function.body
      } else {
        isNative = false
      }
    }
    // `__getattr__` makes even an inherited `__getattribute__` one that must be called through the trampoline.
    if slot == .getAttribute, try !lookup(context, context.name(.__getattr__)).isEmpty { isNative = false }
    self[slot] = isFound ? (isNative ? native ?? trampoline : trampoline) : 0
  }

  func updateFlags() {
    if self[.getAttribute] == ObjectType.getAttributeBody {
      flags.insert(.ordinaryAttributes)
    } else {
      flags.remove(.ordinaryAttributes)
    }
    if has(.delete) { flags.insert(.hasFinalizer) }
  }

  // MARK: Versions

  /// A new version for the class and all that derive from it: whatever caches relied on the old one no longer match.
  func invalidateVersion(_ context: Context) {
    store_relaxed_u32(&pointer.pointee.version, Interpreter(of: context).nextTypeVersion())
    try? forEachSubclass { (subclass) throws(Raised) in subclass.invalidateVersion(context) }
  }

  public func forEachSubclass(_ body: (Type) throws(Raised) -> Void) throws(Raised) {
    guard let list = List(ifHas: load(&pointer.pointee.subclasses)) else { return }
    var index = 0
    while let reference = WeakReference(ifHas: list.element(index)) {
      if !reference.target.isEmpty { try body(Type(reference.target)) }
      index += 1
    }
  }
}

extension Interpreter {
  /// The next version number for a type; 0 once they are used up, which no cache trusts.
  func nextTypeVersion() -> UInt32 {
    withHeapLock {
      let version = state.pointee.tables.pointee.nextTypeVersion
      if version != 0 { state.pointee.tables.pointee.nextTypeVersion &+= 1 }
      return version
    }
  }
}
