import CRuntime
import Runtime

/// `_Pointer`: an address, and what lies there.
enum PointerData {
  static let declaration = TypeDeclaration(
    native: .pointer, "_ctypes._Pointer", nativeBase: .data, metaclass: .pointerClass, flags: [.base, .exportsMemory],
    trace: CData.trace, documentation: "XXX to be provided",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          guard let record = CType(of: Type(type)) else {
            throw c.raise(.typeError, "Cannot create instance: has no _type_")
          }
          _ = try record.elementType(c)
          return try CData.make(c, Type(type)).value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "POINTER", "(self, value=<unset>, /)", { c, a in
          bridge(c) { () throws(Raised) -> Void in
            if !a[1].isEmpty { try setContents(c, CData(a[0]), a[1]) }
          }
        }, s, arguments, Int(count), names)
      },
      .unary(.bool) { _, s in Value(target(CData(s)) != nil) },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try item(c, CData(s), key) } },
      .ternary(.setItem) { c, s, key, value in
        bridge(c) { () throws(Raised) -> Void in try setItem(c, CData(s), key, value) }
      },
    ],
    methods: [
      .getter(
        "contents", { c, s in bridge(c) { () throws(Raised) in try contents(c, CData(s)) } },
        set: { c, s, value, _ in
          bridge(c) { () throws(Raised) -> Void in
            if value.isEmpty { throw c.raise(.typeError, "Pointer does not support item deletion") }
            try setContents(c, CData(s), value)
          }
        }),
      .buffer,
    ])

  static func target(_ data: CData) -> UnsafeMutableRawPointer? {
    UnsafeMutableRawPointer(bitPattern: data.address.loadUnaligned(as: UInt.self))
  }

  private static func requireTarget(_ context: Context, _ data: CData) throws(Raised) -> UnsafeMutableRawPointer {
    if let target = target(data) { return target }
    throw context.raise(.valueError, "NULL pointer access")
  }

  private static func contents(_ context: Context, _ data: CData) throws(Raised) -> Value {
    let target = try requireTarget(context, data)
    return try CData.make(context, data.record(context).elementType(context), at: target, base: data).value
  }

  private static func setContents(_ context: Context, _ data: CData, _ value: Value) throws(Raised) {
    let type = try data.record(context).elementType(context)
    guard let source = CData(ifHas: value) else {
      throw context.raise(
        .typeError, "expected \(type.plainName) instead of \(context.unqualifiedTypeName(of: value))")
    }
    data.address.storeBytes(of: source.pointer.pointee.address, as: UInt.self)
    try data.keep(context, value, at: 1)
    try data.keep(context, source.keptObjects(context), at: 0)
  }

  // MARK: As an array without an end

  private static func row(_ context: Context, _ data: CData) throws(Raised) -> ArrayView {
    ArrayView(
      owner: data, try data.record(context).elementType(context), base: try requireTarget(context, data), count: .max)
  }

  private static func index(_ context: Context, _ key: Value) throws(Raised) -> Int {
    if !context.type(of: key).has(.index) { throw context.raise(.typeError, "Pointer indices must be integer") }
    return try Int(context.machineIndex(of: key, .indexError))
  }

  private static func item(_ context: Context, _ data: CData, _ key: Value) throws(Raised) -> Value {
    if let element = PlainElement(context, data, key) { return try element.code.load(context, element.address) }
    if let slice = Slice(ifExactly: key) {
      let indices = try indices(context, slice)
      return try row(context, data).slice(context, indices)
    }
    let index = try index(context, key)
    let row = try row(context, data)
    return try data.item(context, row.elementType, at: row.base + index &* row.element.size, index: index)
  }

  private static func setItem(_ context: Context, _ data: CData, _ key: Value, _ value: Value) throws(Raised) {
    if value.isSmallInt || value.isInlineFloat, let element = PlainElement(context, data, key) {
      _ = try element.code.store(context, value, to: element.address)
      return
    }
    if value.isEmpty { throw context.raise(.typeError, "Pointer does not support item deletion") }
    let row = try row(context, data)
    let index = try index(context, key)
    try data.setItem(context, row.elementType, at: row.base + index &* row.element.size, index: index, to: value)
  }

  /// The indices of a slice, whose end must be said, for there is none.
  private static func indices(_ context: Context, _ slice: Slice) throws(Raised) -> SliceIndices {
    let step = slice.step == .none ? 1 : try Int(context.machineIndex(of: slice.step, .valueError))
    if step == 0 { throw context.raise(.valueError, "slice step cannot be zero") }
    if slice.start == .none, step < 0 {
      throw context.raise(.valueError, "slice start is required for step < 0")
    }
    let start = slice.start == .none ? 0 : try Int(context.machineIndex(of: slice.start, .valueError))
    if slice.stop == .none { throw context.raise(.valueError, "slice stop is required") }
    let stop = try Int(context.machineIndex(of: slice.stop, .valueError))
    let distance = step > 0 ? stop - start : start - stop
    let count = distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
    var indices = SliceIndices(start: 0, stop: 0, step: 1, length: 0)
    (indices.start, indices.stop, indices.step, indices.count) = (start, stop, step, count)
    return indices
  }
}
