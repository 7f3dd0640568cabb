import CRuntime

// Objects whose bytes others may read and write: `bytes`, `bytearray`, and those of native types with the flag
// `exportsBytes`, which keep their bytes in an object of one of the first two:
//
//     ┌────────┬────────┬────────┬───────┬───
//     │ header │ format │ detail │ bytes │ …
//     └────────┴────────┴────────┴───────┴───
//     0        8        12       16

/// How the layout of a native type with the flag `exportsBytes` begins.
public struct ExporterLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// The letter that the module `struct` has for the items.
  public var format: UInt32
  /// Whatever the type has to say besides.
  public var detail: UInt32
  /// A `bytes` or a `bytearray`.
  public var bytes: Value
}

/// How the layout of a native type with the flag `exportsMemory` begins: with bytes that lie wherever it says.
public struct MemoryExporterLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var address: UInt
  public var count: Int64
  /// What lies there: a tuple of the format, the bytes of an item, and a tuple of the dimensions; *empty* for bytes, None
  /// for bytes that must not be changed.
  public var description: Value
}

struct Exporter: BitwiseCopyable {
  /// A `bytes`, a `bytearray`, or an object that begins with a `MemoryExporterLayout`.
  let holder: Value
  /// A letter of the module `struct`.
  let format: UInt32
  /// That of a `MemoryExporterLayout`, or *empty*.
  private(set) var description = Value.empty
  let isReadOnly: Bool

  /// Nil for an object that exports nothing.
  @inline(__always)
  init?(_ context: Context, _ value: Value) {
    if Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil {
      (holder, format, isReadOnly) = (value, ItemFormat.byte, Bytes(ifHas: value) != nil)
      return
    }
    guard value.isPointer, value.object.pointee.kind & 0x7f == Kind.native.rawValue else { return nil }
    let flags = context.type(of: value).flags
    if flags.contains(.exportsMemory) {
      (holder, format) = (value, ItemFormat.byte)
      let layout = UnsafeMutableRawPointer(value.object).assumingMemoryBound(to: MemoryExporterLayout.self)
      let known = load(&layout.pointee.description)
      isReadOnly = known == .none
      if !isReadOnly { description = known }
      return
    }
    if !flags.contains(.exportsBytes) { return nil }
    let layout = UnsafeMutableRawPointer(value.object).assumingMemoryBound(to: ExporterLayout.self)
    (holder, format) = (load(&layout.pointee.bytes), layout.pointee.format)
    isReadOnly = Bytes(ifHas: holder) != nil
  }

  /// The bytes as they are now.
  var units: TextUnits {
    if holder.object.pointee.kind & 0x7f != Kind.native.rawValue { return UnitString(holder).units }
    let layout = UnsafeMutableRawPointer(holder.object).assumingMemoryBound(to: MemoryExporterLayout.self)
    // No bytes have any address.
    let address = UnsafeRawPointer(bitPattern: layout.pointee.address) ?? UnsafeRawPointer(holder.object)
    return TextUnits(base: address, count: Int(layout.pointee.count), width: .one)
  }
}

extension Context {
  /// What the `__buffer__` of a class written in Python gives; nil for any other value.
  func exportedView(of value: Value) throws(Raised) -> MemoryView? {
    guard value.isPointer, Exporter(self, value) == nil, case let type = type(of: value), type.flags.contains(.heap),
      try !type.lookup(self, name(.__buffer__)).isEmpty
    else { return nil }
    // What may be read, in whatever order it stands: `inspect.BufferFlags.FULL_RO`.
    let result = try callSpecial(.__buffer__, value, Value(smallInt: 284))
    if let view = MemoryView(ifHas: result) { return view }
    throw raise(.typeError, "__buffer__ returned non-memoryview object")
  }
}

extension NativeEntry {
  /// `__buffer__` of a type whose instances export their bytes.
  public static var buffer: NativeEntry {
    .two("__buffer__", "(self, flags, /)") { c, s, flags in
      bridge(c) { () throws(Raised) in
        _ = try c.intArgument(flags)
        return try MemoryView.make(c, of: s).value
      }
    }
  }

  /// `__release_buffer__` of such a type.
  public static var releaseBuffer: NativeEntry {
    .two("__release_buffer__", "(self, buffer, /)") { c, s, buffer in
      bridge(c) { () throws(Raised) -> Void in
        guard let view = MemoryView(ifHas: buffer) else { throw c.raise(.typeError, "expected a memoryview object") }
        let exporter = load(&view.pointer.pointee.exporter)
        if exporter.isEmpty { throw c.raise(.valueError, "memoryview's buffer has already been released") }
        if exporter != s { throw c.raise(.valueError, "memoryview's buffer is not this object") }
        try view.release(c)
      }
    }
  }
}
