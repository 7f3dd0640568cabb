import CRuntime

// How the built-in types come to be: their slots from their declarations at start, their dicts when somebody asks.

extension Interpreter {
  /// Makes the built-in types. `object` and `type` refer to each other, so all shapes and types are made before they
  /// are filled in.
  func makeBuiltinTypes(_ context: Context) throws(Raised) {
    for declaration in TypeDeclaration.all { _ = try Shape(builtin: declaration.shape, context) }
    let layouts = [Kind.type, .shape, .shapeNames, .signature, .textBuffer, .attributeStorage]
    for kind in layouts where state.pointee.shapes.table[Int(kind.rawValue)] == nil {
      _ = try Shape(builtin: UInt32(kind.rawValue), context)
    }
    for (index, declaration) in TypeDeclaration.all.enumerated() {
      try Type.make(context, declaration, number: index + 1)
    }
    for declaration in TypeDeclaration.all { try type(shape: declaration.shape).link(context, declaration) }
  }

  /// Makes the exception classes, each of which has its own shape.
  func makeExceptionTypes(_ context: Context) throws(Raised) {
    let root = type(Kind.exception)
    state.pointee.exceptionTypes[0] = root.value
    for row in ExceptionRow.all.dropFirst() {
      var bases = try Tuple.make(context, type(row.base).value)
      if row.kind == .exceptionGroup {
        bases = try Tuple.make(context, type(.baseExceptionGroup).value, type(ExceptionKind.exception).value)
      }
      let type = try Type.makeDerived(context, row.name, bases: bases, flags: [.base, .hasDict])
      if !row.fields.isEmpty { type.flags.insert(.ownFields) }
      state.pointee.exceptionTypes[Int(row.kind.rawValue)] = type.value
      try Exception.declare(context, row, in: type)
    }
  }
}

extension Type {
  /// The name as error messages show it: that of a built-in has its module's before it, except in `builtins`.
  public var shortName: String { String(Text(pointer.pointee.name)) }

  /// The name of a built-in without its module's, and that.
  func splitName(_ context: Context) throws(Raised) -> (name: Text, module: Text) {
    let whole = Text(pointer.pointee.name)
    guard let dot = whole.units.lastIndex(ofUnit: UInt32(UInt8(ascii: "."))) else {
      return (whole, try Text.make(context, "builtins" as StaticString))
    }
    return (
      try Text.slice(context, whole, dot + 1, whole.count), try Text.slice(context, whole, 0, dot)
    )
  }

  /// Zeroed but for what every type has.
  static func allocate(_ context: Context, metaclass: Type?) throws(Raised) -> Type {
    let size = MemoryLayout<TypeLayout>.size
    if let metaclass { return Type(Value(try context.allocateObject(metaclass, size: size))) }
    let cell = try context.allocate(size, .plain)
    let type = Type(pointer: cell.assumingMemoryBound(to: TypeLayout.self))
    type.pointer.pointee.header = .exact(.type)
    return type
  }

  /// The first half of making a built-in type: all but what refers to its base.
  fileprivate static func make(_ context: Context, _ declaration: TypeDeclaration, number: Int) throws(Raised) {
    let type = try allocate(context, metaclass: nil)
    let entry = Interpreter(of: context).state.pointee.shapes.table[Int(declaration.shape)].unsafelyUnwrapped
    let shape = Shape(pointer: UnsafeMutablePointer(mutating: entry.assumingMemoryBound(to: ShapeLayout.self)))
    publish(type.value, to: &shape.pointer.pointee.type)
    type.pointer.pointee.rootShape = shape.value
    type.pointer.pointee.builtinShape = declaration.shape
    try type.take(context, declaration, number: number)
  }

  /// A native module's type.
  static func make(
    _ context: Context, _ declaration: TypeDeclaration, base: Type, metaclass: Type? = nil
  ) throws(Raised) -> Type {
    let type = try allocate(context, metaclass: metaclass)
    try type.take(context, declaration, number: TypeDeclaration.all.count + Int(declaration.nativeNumber))
    // An ordinary instance has no layout that another class might lack.
    if declaration.kind != .instance { type.pointer.pointee.nativeType = declaration.nativeNumber }
    type.pointer.pointee.inlineSlots = base.pointer.pointee.inlineSlots
    if declaration.kind != .native, declaration.kind != .instance { type.flags.insert(.derivedInstances) }
    try type.makeRootShape(context)
    try type.link(context, declaration, base: base)
    return type
  }

  private func take(_ context: Context, _ declaration: TypeDeclaration, number: Int) throws(Raised) {
    pointer.pointee.flags = declaration.flags
    pointer.pointee.instanceKind = declaration.kind.rawValue
    pointer.pointee.declaration = UInt32(number)
    pointer.pointee.version = Interpreter(of: context).nextTypeVersion()
    pointer.pointee.name = try Text.make(context, declaration.name).value
    pointer.pointee.qualifiedName = try splitName(context).name.value
    pointer.pointee.dict = try Dict.make(context).value
  }

  /// The second half: base, resolution order and slots. The base's were made before.
  fileprivate func link(_ context: Context, _ declaration: TypeDeclaration) throws(Raised) {
    if declaration.shape == BuiltinShape.object {
      pointer.pointee.base = .none
      pointer.pointee.bases = try Tuple.empty(context).value
      pointer.pointee.mro = try Tuple.make(context, value).value
      fill(from: declaration)
    } else {
      try link(context, declaration, base: Interpreter(of: context).type(shape: declaration.base))
    }
  }

  private func link(_ context: Context, _ declaration: TypeDeclaration, base: Type) throws(Raised) {
    pointer.pointee.base = base.value
    pointer.pointee.bases = try Tuple.make(context, base.value).value
    let mro = try Tuple.allocate(context, count: base.mro.count + 1)
    mro.elements[0] = value
    (mro.elements + 1).fill(from: base.mro.elements, count: base.mro.count)
    pointer.pointee.mro = mro.value
    address(of: .repr).update(from: base.address(of: .repr), count: Slot.count)
    try base.addSubclass(context, self)
    fill(from: declaration)
  }

  private func fill(from declaration: TypeDeclaration) {
    let slots = declaration.ownSlots
    if slots.contains(where: { $0.slot == .equal }) { self[.hash] = 0 }
    for entry in slots { self[entry.slot] = entry.body }
    updateFlags()
  }

  /// Fills a built-in's dict from its declaration. One thread does so at a time, and others see the dict only when it
  /// is full; that thread itself may come here again, for this type or another, and finds what there is.
  func fillDict(_ context: Context) throws(Raised) {
    let tables = context.interpreter.pointee.tables
    let thread = UInt(bitPattern: context)
    if load_relaxed_word(&tables.pointee.fillingThread) == thread { return try fillDictLocked(context) }
    let lock = Interpreter(of: context).type(.type).object
    ByteLock.acquire(context, lock)
    store_relaxed_word(&tables.pointee.fillingThread, thread)
    defer {
      store_relaxed_word(&tables.pointee.fillingThread, 0)
      ByteLock.release(context, lock)
    }
    try fillDictLocked(context)
  }

  private func fillDictLocked(_ context: Context) throws(Raised) {
    let number = pointer.pointee.declaration
    if number == 0 || pointer.pointee.isFilling != 0 { return }
    pointer.pointee.isFilling = 1
    defer { pointer.pointee.isFilling = 0 }
    let native = Int(number) - TypeDeclaration.all.count
    let declaration =
      native > 0
      ? context.interpreter.pointee.nativeTypes.pointee.declarations[native].unsafelyUnwrapped
      : TypeDeclaration.all[Int(number) - 1]
    try fillDict(context, from: declaration)
    store_release_u32(&pointer.pointee.declaration, 0)
  }

  /// The declaration of a built-in or a native module's type; nil for any other.
  func declared(_ context: Context) -> TypeDeclaration? {
    if flags.contains(.heap) { return nil }
    let (shape, native) = (pointer.pointee.builtinShape, Int(pointer.pointee.nativeType))
    if shape != 0 { return TypeDeclaration.all.first { $0.shape == shape } }
    return native == 0 ? nil : context.interpreter.pointee.nativeTypes.pointee.declarations[native]
  }

  private func fillDict(_ context: Context, from declaration: TypeDeclaration) throws(Raised) {
    let dict = Dict(pointer.pointee.dict)
    let slots = declaration.ownSlots
    for row in DunderRow.all {
      guard let entry = slots.first(where: { $0.slot == row.slot }) else { continue }
      let name = context.name(row.name)
      let deletes = row.name == .__delattr__ || row.name == .__delitem__ || row.name == .__delete__
      let function = try NativeFunction.make(
        context, row.slot, entry.body, name: name, owner: self, deletes: deletes)
      try dict.set(context, name, to: function.value)
    }
    if slots.contains(where: { $0.slot == .equal }), !slots.contains(where: { $0.slot == .hash }) {
      try dict.set(context, context.name(.__hash__), to: .none)
    }
    for entry in declaration.entries {
      let name = try Text.make(context, entry.name).value
      try dict.set(context, name, to: attribute(context, entry, name: name))
    }
    if let fields = declaration.sequence { try StructSequence.declare(context, fields, in: self) }
    if !declaration.matchArguments.isEmpty {
      let names = try Tuple.allocate(context, count: declaration.matchArguments.count)
      for (index, name) in declaration.matchArguments.enumerated() {
        names.elements[index] = try Text.interned(context, Text.make(context, name)).value
      }
      try dict.set(context, context.name(.__match_args__), to: names.value)
    }
    if try dict.value(context, for: context.name(.__doc__)).isEmpty {
      let text = declaration.documentation
      let documentation = text.utf8CodeUnitCount == 0 ? Value.none : try Text.make(context, text).value
      try dict.set(context, context.name(.__doc__), to: documentation)
    }
  }

  /// What a row of a declaration is in the class's dict.
  func attribute(_ context: Context, _ entry: NativeEntry, name: Value) throws(Raised) -> Value {
    switch entry.form {
    case .getter, .member: return try Member.make(context, entry, name: name, owner: self).value
    case .staticMethod:
      let function = try NativeFunction.make(context, entry, name: name, owner: value)
      return try Wrapper.make(context, .staticMethod, function.value).value
    default: return try NativeFunction.make(context, entry, name: name, owner: value).value
    }
  }

  /// A built-in class that adds nothing to its bases' layout: the exceptions.
  static func makeDerived(
    _ context: Context, _ name: StaticString, bases: Tuple, flags: TypeFlags
  ) throws(Raised) -> Type {
    let text = try Text.make(context, name).value
    let type = try Type.make(
      context, metaclass: Interpreter(of: context).type(.type), name: text, bases: bases, base: Type(bases[0]),
      dict: Dict.make(context))
    type.flags.subtract(.heap)
    type.flags.formUnion(flags)
    for index in 0..<bases.count { try Type(bases[index]).addSubclass(context, type) }
    try type.fillSlots(context)
    return type
  }

  /// Forgets a class that derives from this one no longer.
  func removeSubclass(_ context: Context, _ subclass: Type) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let list = List(ifHas: load(&pointer.pointee.subclasses)) else { return }
    var index = 0
    while index < list.count {
      if WeakReference(list.element(index)).target == subclass.value {
        _ = try? list.removeElement(context, index)
      } else {
        index += 1
      }
    }
  }

  /// Notes a class that derives from this one, as long as it lives.
  func addSubclass(_ context: Context, _ subclass: Type) throws(Raised) {
    let reference = try WeakReference.make(context, to: subclass.value).value
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if load(&pointer.pointee.subclasses).isEmpty {
      publish(try List.make(context).value, to: &pointer.pointee.subclasses)
    }
    let list = List(load(&pointer.pointee.subclasses))
    // A dead one's place is taken over.
    for index in 0..<list.count where WeakReference(list.element(index)).target.isEmpty {
      _ = try list.setElement(context, index, reference)
      return
    }
    try list.append(context, reference)
  }
}

extension TypeDeclaration {
  /// The slots that the type fills. One that says when instances are equal answers all six comparisons, so that those
  /// of its bases, and of classes after it in a resolution order, are not asked.
  fileprivate var ownSlots: [SlotEntry] {
    if !slots.contains(where: { $0.slot == .equal }) { return slots }
    return slots + Self.otherComparisons.filter { other in !slots.contains { $0.slot == other.slot } }
  }

  private static let otherComparisons: [SlotEntry] = [
    .binary(.notEqual) { c, s, o in
      bridge(c) { () throws(Raised) -> Value in
        // By the built-in type's equality, whatever a class derived from it says of its own.
        var type = c.type(of: s)
        while type.flags.contains(.heap), let base = Type(ifHas: load(&type.pointer.pointee.base)) { type = base }
        return try ObjectType.isUnequal(c, s, o, by: type)
      }
    }
  ] + ObjectType.orderings
}
