import CRuntime

// `bytearray`: a part of a storage, which is an object of bytes that nobody else has.
//
//     ByteArray                                 Bytes
//     ┌────────┬───────┬───────┬───────┬─────────┐      ┌────────┬──────┬──────────┬───────────────────────┐
//     │ header │ count │ start │ holds │ storage │─────▶│ header │ hash │ capacity │ gone │ bytes … │ room │
//     └────────┴───────┴───────┴───────┴─────────┘      └────────┴──────┴──────────┴───────────────────────┘
//     0        8       16      24      32                                          ◀start▶◀─count─▶
//
// Taking bytes from the front moves `start`; a storage that is too small is replaced, so that whoever still reads the
// old one reads memory that is kept. Changes hold the byte lock.

public struct ByteArrayLayout: BitwiseCopyable {
  public var header: ObjectHeader
  var count: Int64
  var start: Int64
  /// Who keeps the size from changing: see `ByteArray+Holding.swift`.
  var holds: UInt64
  /// *Empty* for an array that has none yet.
  var storage: Value
}

public struct ByteArray: ObjectReference {
  public let pointer: UnsafeMutablePointer<ByteArrayLayout>
  @inline(__always) public init(pointer: UnsafeMutablePointer<ByteArrayLayout>) { self.pointer = pointer }
  @inline(__always) public static var kind: Kind { .byteArray }
  static var traceRule: TraceRule { .words(from: 32) }

  @inline(__always) var storage: Bytes? {
    let word = load(&pointer.pointee.storage)
    return word.isEmpty ? nil : Bytes(word)
  }

  @inline(__always) public var count: Int { Int(load_acquire_u64(UnsafeMutableRawPointer(pointer) + 8)) }

  /// The bytes as they are now, never beyond the storage.
  @inline(__always) public var units: TextUnits {
    guard let storage else { return TextUnits(base: UnsafeRawPointer(pointer), count: 0, width: .one) }
    let start = Int(pointer.pointee.start)
    return TextUnits(
      base: UnsafeRawPointer(storage.base) + start, count: max(0, min(count, storage.count - start)), width: .one)
  }

  @inline(__always) var mutableBase: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(mutating: units.base).assumingMemoryBound(to: UInt8.self)
  }
}

// MARK: Making

extension ByteArray {
  /// An array of the first `count` bytes of a storage.
  static func make(_ context: Context, storage: Bytes?, count: Int) throws(Raised) -> ByteArray {
    let cell = try context.allocate(MemoryLayout<ByteArrayLayout>.size, .plain)
    let array = ByteArray(pointer: cell.assumingMemoryBound(to: ByteArrayLayout.self))
    array.pointer.pointee = ByteArrayLayout(
      header: header, count: Int64(count), start: 0, holds: 0, storage: storage?.value ?? .empty)
    return array
  }

  public static func make(_ context: Context, _ units: TextUnits) throws(Raised) -> ByteArray {
    let storage = try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
    return try make(context, storage: storage, count: units.count)
  }
}
