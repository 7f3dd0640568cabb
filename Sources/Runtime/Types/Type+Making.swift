import CRuntime

// Making a class: what `type(name, bases, namespace)` and a `class` statement do. The order of the steps and of the
// checks is CPython's, since programs see it.

extension Type {
  /// The type whose metaclass a new class gets: the most derived of the one asked for and those of the bases.
  static func winner(_ context: Context, _ metaclass: Type, _ bases: Tuple) throws(Raised) -> Type {
    var winner = metaclass
    for index in 0..<bases.count {
      let other = context.type(of: bases[index])
      if winner.isSubtype(of: other) { continue }
      if other.isSubtype(of: winner) {
        winner = other
        continue
      }
      throw context.raise(
        .typeError,
        "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
    }
    return winner
  }

  /// `type` itself, unlike a `class` statement, puts nothing in the place of bases that are no classes.
  static func refuseEntries(_ context: Context, in bases: Tuple) throws(Raised) {
    for index in 0..<bases.count where Type(ifHas: bases[index]) == nil {
      if try !context.findAttribute(bases[index], context.name(.__mro_entries__)).isEmpty {
        throw context.raise(.typeError, "type() doesn't support MRO entry resolution; use types.new_class()")
      }
    }
  }

  /// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
  static func make(
    _ context: Context, metaclass: Type, name: Value, bases given: Tuple, namespace: Dict, keywords: Dict?
  ) throws(Raised) -> Type {
    var bases = given
    if bases.count == 0 { bases = try Tuple.make(context, Interpreter(of: context).type(shape: BuiltinShape.object).value) }
    let base = try bestBase(context, bases)
    let dict = try namespace.copy(context)
    // Before slots take their names.
    let cell = try dict.remove(context, context.name(.__classcell__))
    let type = try make(context, metaclass: metaclass, name: name, bases: bases, base: base, dict: dict)
    let slots = try type.declareLayout(context, dict)
    try type.checkName(context, name)
    try type.takeNames(context, dict)
    try type.wrapImplicitMethods(context, dict)
    try type.layOut(context, dict, slots)
    if let cell = Cell(ifHas: cell) {
      cell.content = type.value
    } else if !cell.isEmpty {
      let message = "__classcell__ must be a nonlocal cell, not \(try context.reprString(context.type(of: cell).value))"
      throw context.raise(.typeError, message)
    }
    if let cell = Cell(ifHas: try dict.remove(context, context.name(.__classdictcell__))) { cell.content = dict.value }
    let documentation = try dict.value(context, for: context.name(.__doc__))
    if let documentation = Text(ifHas: documentation) { try context.refuseSurrogates(documentation) }
    if documentation.isEmpty {
      try dict.set(context, context.name(.__doc__), to: .none)
    }
    if try dict.contains(context, context.name(.__eq__)), try !dict.contains(context, context.name(.__hash__)) {
      // What says anew when objects are equal must say anew how they are hashed.
      try dict.set(context, context.name(.__hash__), to: .none)
    }
    try type.resolveOrder(context)
    for index in 0..<bases.count { try Type(bases[index]).addSubclass(context, type) }
    try type.fillSlots(context)
    try type.announceNames(context, namespace)
    try type.announceSubclass(context, keywords)
    return type
  }

  /// A type with its bases and dict, which does nothing yet.
  static func make(
    _ context: Context, metaclass: Type, name: Value, bases: Tuple, base: Type, dict: Dict
  ) throws(Raised) -> Type {
    let exactMetaclass = metaclass == Interpreter(of: context).type(.type)
    let type = try allocate(context, metaclass: exactMetaclass ? nil : metaclass)
    let layout = type.pointer
    layout.pointee.flags = [.heap, .base]
    layout.pointee.flags.formUnion(
      base.flags.intersection([
        .hasDict, .hasWeakReferences, .hasFinalizer, .matchesSelf, .metaclass, .exception, .derivedInstances,
        .concatenates, .exportsBytes, .exportsMemory,
      ]))
    layout.pointee.instanceKind = base.pointer.pointee.instanceKind
    layout.pointee.nativeType = base.pointer.pointee.nativeType
    if base.instanceKind != .instance { layout.pointee.flags.insert(.derivedInstances) }
    layout.pointee.fixedSlots = base.pointer.pointee.fixedSlots
    layout.pointee.inlineSlots = base.pointer.pointee.inlineSlots
    layout.pointee.version = Interpreter(of: context).nextTypeVersion()
    layout.pointee.name = name
    layout.pointee.qualifiedName = name
    layout.pointee.base = base.value
    layout.pointee.bases = bases.value
    layout.pointee.dict = dict.value
    layout.pointee.mro = try Tuple.make(context, type.value).value
    try type.makeRootShape(context)
    let order = try type.linearized(context)
    layout.pointee.mro = order.value
    // Patterns take it for what the first of its bases that says so is.
    for index in 1..<order.count {
      let collection = Type(order[index]).flags.intersection([.sequence, .mapping])
      if collection.isEmpty { continue }
      layout.pointee.flags.formUnion(collection)
      break
    }
    return type
  }

  // MARK: Bases

  /// The base that the class inherits its instances' layout from.
  static func bestBase(_ context: Context, _ bases: Tuple) throws(Raised) -> Type {
    var best: Type?
    for index in 0..<bases.count {
      guard let candidate = Type(ifHas: bases[index]) else {
        throw context.raise(.typeError, "bases must be types")
      }
      if !candidate.flags.contains(.base) {
        throw context.raise(.typeError, "type '\(candidate.shortName)' is not an acceptable base type")
      }
      guard let current = best else {
        best = candidate
        continue
      }
      let (layout, other) = (current.layoutOwner, candidate.layoutOwner)
      if layout.isSubtype(of: other) { continue }
      if other.isSubtype(of: layout) {
        best = candidate
      } else {
        throw context.raise(.typeError, "multiple bases have instance lay-out conflict")
      }
    }
    return best.unsafelyUnwrapped
  }

  // MARK: Namespace

  /// ValueError for a name that no class may have.
  func checkName(_ context: Context, _ name: Value) throws(Raised) {
    if hasNull(Text(name)) { throw context.raise(.valueError, "type name must not contain null characters") }
    try context.refuseSurrogates(Text(name))
  }

  private func hasNull(_ text: Text) -> Bool { text.units.firstIndex(ofUnit: 0) != nil }

  private func takeNames(_ context: Context, _ dict: Dict) throws(Raised) {
    let qualified = try dict.remove(context, context.name(.__qualname__))
    if !qualified.isEmpty {
      guard Text(ifHas: qualified) != nil else {
        throw context.raise(
          .typeError, "type __qualname__ must be a str, not \(context.typeName(of: qualified))")
      }
      pointer.pointee.qualifiedName = qualified
    }
    if try dict.value(context, for: context.name(.__module__)).isEmpty, let frame = context.pointee.frame,
      frame >= context.pointee.framesBase.unsafelyUnwrapped, let globals = Dict(ifHas: frame.function.pointer.pointee.globals)
    {
      // The module of whoever called `type`.
      let module = try globals.value(context, for: context.name(.__name__))
      if !module.isEmpty { try dict.set(context, context.name(.__module__), to: module) }
    }
  }

  /// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods without being told.
  private func wrapImplicitMethods(_ context: Context, _ dict: Dict) throws(Raised) {
    for (name, form) in [
      (WellKnown.__new__, Wrapper.Form.staticMethod), (.__init_subclass__, .classMethod),
      (.__class_getitem__, .classMethod),
    ] {
      let found = try dict.value(context, for: context.name(name))
      if Function(ifExactly: found) == nil { continue }
      try dict.set(context, context.name(name), to: Wrapper.make(context, form, found).value)
    }
  }

  // MARK: Hooks

  /// Calls `__set_name__` of what was assigned in the class's body.
  private func announceNames(_ context: Context, _ namespace: Dict) throws(Raised) {
    let names = try namespace.list(context, of: .items)
    for index in 0..<names.count {
      let item = Tuple(names.element(index))
      let hook = try context.type(of: item[1]).lookup(context, context.name(.__set_name__))
      if hook.isEmpty { continue }
      do throws(Raised) {
        _ = try context.callSpecial(.__set_name__, item[1], value, item[0])
      } catch {
        throw try noteFailure(context, error, item[1], item[0])
      }
    }
  }

  /// Adds to what `__set_name__` raised where that was.
  private func noteFailure(
    _ context: Context, _ raised: Raised, _ attribute: Value, _ name: Value
  ) throws(Raised) -> Raised {
    let exception = context.takeException()
    let note =
      "Error calling __set_name__ on '\(context.typeName(of: attribute))' instance \(try context.reprString(name)) in '\(shortName)'"
    let add = try context.getAttribute(exception.value, Text.make(context, "add_note").value)
    _ = try context.call(add, Text.make(context, note).value)
    context.pointee.pendingException = exception.value
    return raised
  }

  /// Calls `__init_subclass__` of the class after this one in its resolution order.
  private func announceSubclass(_ context: Context, _ keywords: Dict?) throws(Raised) {
    let hook = try lookup(context, after: self, context.name(.__init_subclass__))
    if hook.isEmpty { return }
    let bound = try context.bind(hook, to: .empty, of: self)
    _ = try context.call(bound, Tuple.empty(context), keywords: keywords)
  }

  /// The attribute that `super()` sees in a method of `owner`: from what follows it in the resolution order.
  func lookup(_ context: Context, after owner: Type, _ name: Value) throws(Raised) -> Value {
    let mro = self.mro
    var index = 0
    while index < mro.count, mro[index] != owner.value { index += 1 }
    index += 1
    while index < mro.count {
      let found = try Type(mro[index]).ownAttribute(context, name)
      if !found.isEmpty { return found }
      index += 1
    }
    return .empty
  }
}
