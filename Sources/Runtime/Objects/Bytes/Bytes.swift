import CRuntime

// `bytes`: immutable, in one leaf cell.
//
//     ┌────────┬────────┬────────┬──────────────┐
//     │ header │ hash   │ count  │ bytes …      │
//     └────────┴────────┴────────┴──────────────┘
//
// A zero follows the bytes of a `bytes` itself, so that C takes them for a string.

public struct BytesLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// 0 where it is not known yet.
  public var hash: Int64
  public var count: Int64
}

public struct Bytes: ObjectReference {
  public let pointer: UnsafeMutablePointer<BytesLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<BytesLayout>) { self.pointer = pointer }

  @inlinable @inline(__always) public static var kind: Kind { .bytes }
  static var traceRule: TraceRule { .leaf }

  @inlinable @inline(__always) public var count: Int { Int(pointer.pointee.count) }

  /// The address of the first byte.
  @inlinable @inline(__always)
  public var base: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + MemoryLayout<BytesLayout>.size }

  /// The bytes, as long as the object is alive.
  @inlinable @inline(__always)
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The bytes as code points below 256: searching and comparing bytes is searching and comparing such text.
  @inlinable @inline(__always)
  public var units: TextUnits { TextUnits(base: UnsafeRawPointer(base), count: count, width: .one) }
}

// MARK: Making

extension Bytes {
  /// Zero bytes, or any if the caller says that it fills them before anybody sees them.
  public static func allocate(_ context: Context, count: Int, isFilled: Bool = false) throws(Raised) -> Bytes {
    let (size, overflow) = count.addingReportingOverflow(MemoryLayout<BytesLayout>.size + 1)
    guard !overflow, size < Int.max - 4096,
      let cell = Heap.allocate(context, size: size, space: .leaf, isFilled: isFilled)
    else { throw context.raiseMemoryError() }
    let bytes = Bytes(pointer: cell.assumingMemoryBound(to: BytesLayout.self))
    bytes.pointer.pointee = BytesLayout(
      header: ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: 0, lock: 0, gc: 0),
      hash: 0, count: Int64(count))
    if isFilled {
      bytes.base.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
    } else if size <= SizeClass.largest {
      bytes.base.initializeMemory(as: UInt8.self, repeating: 0, count: count + 1)
    }
    return bytes
  }

  /// Bytes that a zero follows: a copy, where the object is of a class derived from `bytes`.
  public func terminated(_ context: Context) throws(Raised) -> Bytes {
    pointer.pointee.header.kind == Bytes.kind.rawValue ? self : try Bytes.make(context, bytes)
  }

  public static func make(_ context: Context, _ source: UnsafeRawBufferPointer) throws(Raised) -> Bytes {
    let bytes = try allocate(context, count: source.count, isFilled: true)
    if let base = source.baseAddress { bytes.base.copyMemory(from: base, byteCount: source.count) }
    return bytes
  }

  public static func make(_ context: Context, _ source: [UInt8]) throws(Raised) -> Bytes {
    let bytes = try allocate(context, count: source.count, isFilled: true)
    for index in 0..<source.count { bytes.base.storeBytes(of: source[index], toByteOffset: index, as: UInt8.self) }
    return bytes
  }

  /// Drops those from `count` on, of bytes that nobody else has.
  public func cut(to count: Int) {
    pointer.pointee.count = Int64(count)
    base.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
  }

  /// The bytes from `start` up to `end`, which lie within bounds.
  public static func slice(_ context: Context, _ bytes: Bytes, _ start: Int, _ end: Int) throws(Raised) -> Bytes {
    if start == 0, end == bytes.count, bytes.pointer.pointee.header.kind == kind.rawValue { return bytes }
    return try make(context, UnsafeRawBufferPointer(rebasing: bytes.bytes[start..<end]))
  }

  /// The text's generalised UTF-8.
  public static func make(_ context: Context, utf8 text: Text) throws(Raised) -> Bytes {
    if text.isASCII { return try make(context, UnsafeRawBufferPointer(start: text.base, count: text.count)) }
    let bytes = try allocate(context, count: text.units.utf8Count, isFilled: true)
    text.units.encodeUTF8(to: bytes.base.assumingMemoryBound(to: UInt8.self))
    return bytes
  }
}
