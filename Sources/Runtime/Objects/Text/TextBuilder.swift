import CRuntime

/// Text in the making: units in a buffer that grows and widens as needed. It holds a reference into the heap and so
/// lives on the native stack only.
public struct TextBuilder {
  private var buffer: TextBuffer
  public private(set) var count = 0
  public private(set) var width = TextWidth.one
  private var isASCII = true

  /// Room for `capacity` code points below 256.
  public init(_ context: Context, capacity: Int = 104) throws(Raised) {
    buffer = try TextBuffer.make(context, capacity: max(capacity, 8), used: 0)
  }

  /// The address of the first unit that is free, once there is room for `more` of at least a width.
  @inline(__always)
  private mutating func reserve(_ context: Context, _ more: Int, _ least: TextWidth) throws(Raised) {
    let (total, overflow) = count.addingReportingOverflow(more)
    if overflow || least > width || total > buffer.capacity >> width.shift {
      try grow(context, more, max(least, width))
    }
  }

  @inline(never)
  private mutating func grow(_ context: Context, _ more: Int, _ newWidth: TextWidth) throws(Raised) {
    let (total, overflow) = count.addingReportingOverflow(more)
    let (size, tooLarge) = total.multipliedReportingOverflow(by: 1 << newWidth.shift)
    if overflow || tooLarge { throw context.raiseMemoryError() }
    let larger = try TextBuffer.make(context, capacity: Text.withRoom(size), used: 0)
    TextUnits(base: UnsafeRawPointer(buffer.base), count: count, width: width).copy(to: larger.base, width: newWidth)
    buffer = larger
    width = newWidth
  }

  /// Appends a code point.
  @inline(__always)
  public mutating func append(_ context: Context, codePoint: UInt32) throws(Raised) {
    try reserve(context, 1, TextWidth(for: codePoint))
    let end = buffer.base + count << width.shift
    switch width {
    case .one: end.storeBytes(of: UInt8(truncatingIfNeeded: codePoint), as: UInt8.self)
    case .two: end.storeBytes(of: UInt16(truncatingIfNeeded: codePoint), as: UInt16.self)
    case .four: end.storeBytes(of: codePoint, as: UInt32.self)
    }
    if codePoint >= 0x80 { isASCII = false }
    count &+= 1
  }

  public mutating func append(_ context: Context, _ text: Text) throws(Raised) {
    if !text.isASCII { isASCII = false }
    try append(context, text.units)
  }

  public mutating func append(_ context: Context, _ literal: StaticString) throws(Raised) {
    try append(
      context,
      TextUnits(base: UnsafeRawPointer(literal.utf8Start), count: literal.utf8CodeUnitCount, width: .one))
  }

  /// Appends bytes below 128.
  public mutating func append(_ context: Context, ascii bytes: UnsafeBufferPointer<UInt8>) throws(Raised) {
    guard let base = bytes.baseAddress else { return }
    try append(context, TextUnits(base: UnsafeRawPointer(base), count: bytes.count, width: .one))
  }

  /// Appends a part of a text that may have code points beyond ASCII.
  public mutating func append(_ context: Context, sliceOf text: Text, _ start: Int, _ end: Int) throws(Raised) {
    let units = text.units.slice(start, end)
    if !text.isASCII { return try append(context, measuring: units) }
    try append(context, units)
  }

  /// Appends units whose width may be more than they need, such as a part of a text.
  public mutating func append(_ context: Context, measuring units: TextUnits) throws(Raised) {
    let bound = units.codePointBound
    if bound >= 0x80 { isASCII = false }
    try reserve(context, units.count, TextWidth(for: bound))
    put(units)
  }

  /// Appends bytes, for a builder that bytes are made of and never text.
  public mutating func append(_ context: Context, bytes: TextUnits) throws(Raised) { try append(context, bytes) }

  /// What is there so far.
  public var units: TextUnits { TextUnits(base: UnsafeRawPointer(buffer.base), count: count, width: width) }

  /// Appends `times` copies of a code point.
  public mutating func append(_ context: Context, codePoint: UInt32, times: Int) throws(Raised) {
    if times <= 0 { return }
    try reserve(context, times, TextWidth(for: codePoint))
    if codePoint >= 0x80 { isASCII = false }
    let end = buffer.base + count << width.shift
    switch width {
    case .one: end.initializeMemory(as: UInt8.self, repeating: UInt8(truncatingIfNeeded: codePoint), count: times)
    case .two: end.initializeMemory(as: UInt16.self, repeating: UInt16(truncatingIfNeeded: codePoint), count: times)
    case .four: end.initializeMemory(as: UInt32.self, repeating: codePoint, count: times)
    }
    count += times
  }

  private mutating func append(_ context: Context, _ units: TextUnits) throws(Raised) {
    try reserve(context, units.count, units.width)
    put(units)
  }

  private mutating func put(_ units: TextUnits) {
    units.copy(to: buffer.base + count << width.shift, width: width)
    count += units.count
  }

  /// The text. The builder is spent.
  public func finish(_ context: Context) throws(Raised) -> Text {
    let units = units
    if count < 2 { return try Text.make(context, units) }
    let flags = width.rawValue | (isASCII ? TextFlags.ascii : 0)
    if let text = Text.inPlace(of: buffer, count: count, flags: flags) { return text }
    if units.byteCount < 1024 || units.byteCount < buffer.capacity / 8 * 7 {
      return try Text.make(context, units, flags: flags)
    }
    buffer.pointer.pointee.used = UInt64(units.byteCount)
    return try Text.onBuffer(context, buffer, count: count, flags: flags)
  }
}
