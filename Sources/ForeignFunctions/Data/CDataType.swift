import CRuntime
import Runtime

/// `_CData`: what instances of all C types have.
enum CDataType {
  /// Makes an instance, whatever the arguments.
  static let new: SlotEntry = .window(.new) { c, type, _, _, _ in
    bridge(c) { () throws(Raised) in try CData.make(c, Type(type)).value }
  }

  static let declaration = TypeDeclaration(
    native: .data, "_ctypes._CData", metaclass: .typeClass, flags: [.base, .exportsMemory, .hasWeakReferences],
    trace: CData.trace, documentation: "XXX to be provided",
    slots: [
      .noConstructor,
      .unary(.hash) { c, _ in bridge(c) { () throws(Raised) -> Value in throw c.raise(.typeError, "unhashable type") } },
    ],
    methods: [
      .member("_b_base_") { _, s in orNone(load(&CData(s).pointer.pointee.base)) },
      .member("_b_needsfree_") { _, s in Value(smallInt: CData(s).pointer.pointee.ownsMemory ? 1 : 0) },
      .member("_objects") { _, s in orNone(load(&CData(s).pointer.pointee.objects)) },
      .one("__ctypes_from_outparam__") { _, s in s },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try reduction(c, CData(s)) } },
      .three("__setstate__", "(self, dict, data, /)") { c, s, dict, data in
        bridge(c) { () throws(Raised) -> Void in try restore(c, CData(s), dict, data) }
      },
      .buffer,
    ])

  // MARK: Pickling

  private static func reduction(_ context: Context, _ data: CData) throws(Raised) -> Value {
    if try data.record(context).traits.contains(.hasPointer) {
      throw context.raise(.valueError, "ctypes objects containing pointers cannot be pickled")
    }
    let dict = try context.getAttribute(data.value, context.interned("__dict__"))
    let bytes = try Bytes.make(context, UnsafeRawBufferPointer(start: data.address, count: data.size))
    let state = try Tuple.make(context, dict, bytes.value)
    let arguments = try Tuple.make(context, data.type(context).value, state.value)
    return try Tuple.make(context, context.value(of: .unpickle), arguments.value).value
  }

  private static func restore(_ context: Context, _ data: CData, _ dict: Value, _ bytes: Value) throws(Raised) {
    guard Dict(ifHas: dict) != nil else {
      throw context.raise(
        .typeError, "__setstate__() argument 1 must be dict, not \(context.unqualifiedTypeName(of: dict))")
    }
    let source = try context.bytesLike(bytes)
    data.address.copyMemory(from: source.base, byteCount: min(source.count, data.size))
    let own = try context.getAttribute(data.value, context.interned("__dict__"))
    _ = try context.call(context.getAttribute(own, context.interned("update")), dict)
  }
}
