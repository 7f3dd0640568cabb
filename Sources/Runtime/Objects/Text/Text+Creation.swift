import CRuntime

extension Text {
  /// A text whose units the caller fills before anybody sees it. `flags` has the width.
  @inline(__always)
  static func allocate(_ context: Context, count: Int, flags: UInt8) throws(Raised) -> Text {
    let (size, overflow) = count.multipliedReportingOverflow(by: 1 << Int(flags & TextFlags.width))
    guard !overflow, size < Int.max - 4096,
      let cell = Heap.allocate(context, size: size + unitsOffset, space: .leaf, isFilled: true)
    else { throw context.raiseMemoryError() }
    return initialize(cell, count: count, flags: flags)
  }

  @inline(__always)
  private static func initialize(_ cell: UnsafeMutableRawPointer, count: Int, flags: UInt8) -> Text {
    let text = Text(pointer: cell.assumingMemoryBound(to: TextLayout.self))
    text.pointer.pointee = TextLayout(
      header: ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: flags, lock: 0, gc: 0),
      hash: 0, count: Int64(count))
    return text
  }

  /// A text of the first `count` units of a buffer, which has them already.
  static func onBuffer(
    _ context: Context, _ buffer: TextBuffer, count: Int, flags: UInt8
  ) throws(Raised) -> Text {
    guard let cell = Heap.allocate(context, size: unitsOffset + 8, space: .plain) else {
      throw context.raiseMemoryError()
    }
    let text = initialize(cell, count: count, flags: flags | TextFlags.buffered)
    text.bufferSlot.pointee = buffer.value
    return text
  }

  /// A text of the first `count` units of a buffer that nobody else has, in the buffer's own cell: both have their units
  /// at the same place. Nil where a cell for the text would be smaller.
  static func inPlace(of buffer: TextBuffer, count: Int, flags: UInt8) -> Text? {
    let size = count << Int(flags & TextFlags.width) + unitsOffset
    let room = buffer.capacity + unitsOffset
    if room > SizeClass.largest || SizeClass.index(for: room) != SizeClass.index(for: size) { return nil }
    return initialize(UnsafeMutableRawPointer(buffer.pointer), count: count, flags: flags)
  }

  /// The flags of a text none of whose code points is above `bound`, or above the next power of two.
  @inline(__always)
  static func flags(codePointBound bound: UInt32) -> UInt8 {
    TextWidth(for: bound).rawValue | (bound < 0x80 ? TextFlags.ascii : 0)
  }

  public static func empty(_ context: Context) -> Text { Text(context.interpreter.pointee.texts.empty) }

  /// The text of one code point.
  @inline(__always)
  public static func make(_ context: Context, codePoint: UInt32) throws(Raised) -> Text {
    if codePoint < 0x100 { return context.interpreter.pointee.texts.character(codePoint) }
    let text = try allocate(context, count: 1, flags: TextWidth(for: codePoint).rawValue)
    if codePoint < 0x10000 {
      text.base.storeBytes(of: UInt16(codePoint), as: UInt16.self)
    } else {
      text.base.storeBytes(of: codePoint, as: UInt32.self)
    }
    return text
  }

  /// A text of these units, in the narrowest width that holds them.
  public static func make(_ context: Context, _ units: TextUnits) throws(Raised) -> Text {
    if units.count == 0 { return empty(context) }
    if units.count == 1 { return try make(context, codePoint: units[0]) }
    return try make(context, units, flags: flags(codePointBound: units.codePointBound))
  }

  /// A text of these units, which `flags` describe.
  static func make(_ context: Context, _ units: TextUnits, flags: UInt8) throws(Raised) -> Text {
    let text = try allocate(context, count: units.count, flags: flags & (TextFlags.width | TextFlags.ascii))
    units.copy(to: text.base, width: text.width)
    return text
  }

  /// A text of code points.
  public static func make(
    _ context: Context, codePoints: UnsafeBufferPointer<UInt32>
  ) throws(Raised) -> Text {
    guard let base = codePoints.baseAddress else { return empty(context) }
    return try make(context, TextUnits(base: UnsafeRawPointer(base), count: codePoints.count, width: .four))
  }

  /// A text of bytes below 128.
  public static func make(_ context: Context, ascii bytes: UnsafeBufferPointer<UInt8>) throws(Raised) -> Text {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return empty(context) }
    return try make(
      context, TextUnits(base: UnsafeRawPointer(base), count: bytes.count, width: .one), flags: TextFlags.ascii)
  }

  /// A text of a Swift string, for messages and names.
  public static func make(_ context: Context, _ string: String) throws(Raised) -> Text {
    try make(context, utf8: Array(string.utf8))
  }

  /// A text of well-formed generalised UTF-8, as code objects have it.
  public static func make(_ context: Context, utf8 bytes: [UInt8]) throws(Raised) -> Text {
    let copy = try Bytes.make(context, bytes)
    return try make(context, utf8: copy.bytes.assumingMemoryBound(to: UInt8.self))
  }

  /// A text of a literal of the runtime, which the interpreter keeps but once.
  public static func make(_ context: Context, _ literal: StaticString) throws(Raised) -> Text {
    let bytes = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    return try interned(context, try make(context, utf8: bytes))
  }
}
