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

struct Exporter: BitwiseCopyable {
  /// A `bytes` or a `bytearray`.
  let holder: Value
  /// A letter of the module `struct`.
  let format: UInt32

  /// Nil for an object that exports nothing.
  @inline(__always)
  init?(_ context: Context, _ value: Value) {
    if Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil {
      (holder, format) = (value, ItemFormat.byte)
      return
    }
    guard value.isPointer, value.object.pointee.kind & 0x7f == Kind.native.rawValue,
      context.type(of: value).flags.contains(.exportsBytes)
    else { return nil }
    let layout = UnsafeMutableRawPointer(value.object).assumingMemoryBound(to: ExporterLayout.self)
    (holder, format) = (load(&layout.pointee.bytes), layout.pointee.format)
  }

  var isReadOnly: Bool { Bytes(ifHas: holder) != nil }

  /// The bytes as they are now.
  var units: TextUnits { UnitString(holder).units }
}
