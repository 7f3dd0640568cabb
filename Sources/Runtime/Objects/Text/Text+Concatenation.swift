import CRuntime

extension Text {
  /// A result shorter than this many bytes is never given a buffer: copying it costs less.
  private static var leastBufferSize: Int { 128 }

  /// `left + right`.
  public static func concatenate(_ context: Context, _ left: Text, _ right: Text) throws(Raised) -> Text {
    if right.isEmpty, left.pointer.pointee.header.kind == kind.rawValue { return left }
    if left.isEmpty, right.pointer.pointee.header.kind == kind.rawValue { return right }
    let (count, overflow) = left.count.addingReportingOverflow(right.count)
    if overflow { throw context.raise(.overflowError, "strings are too large to concat") }
    let width = max(left.width, right.width)
    let flags = width.rawValue | (left.flags & right.flags & TextFlags.ascii)
    if left.isBuffered, width == left.width {
      let buffer = TextBuffer(left.bufferSlot.pointee)
      if buffer.claim(from: left.byteCount, to: count << width.shift) {
        right.units.copy(to: buffer.base + left.byteCount, width: width)
        return try onBuffer(context, buffer, count: count, flags: flags)
      }
    }
    if left.flags & (TextFlags.buffered | TextFlags.concatenated) != 0, count << width.shift >= leastBufferSize {
      return try concatenateWithRoom(context, left, right, count, flags)
    }
    let text = try allocate(context, count: count, flags: flags | TextFlags.concatenated)
    left.units.copy(to: text.base, width: width)
    right.units.copy(to: text.base + left.count << width.shift, width: width)
    return text
  }

  /// Extends a text that nobody else has seen; false where that takes another buffer. The caller sees to it that no
  /// other thread does the same.
  public func extend(by other: Text) -> Bool {
    guard isBuffered, other.width <= width else { return false }
    let buffer = TextBuffer(bufferSlot.pointee)
    let (start, end) = (byteCount, (count + other.count) << width.shift)
    if !buffer.claim(from: start, to: end) { return false }
    other.units.copy(to: buffer.base + start, width: width)
    if !other.isASCII { pointer.pointee.header.flags &= ~TextFlags.ascii }
    pointer.pointee.count += Int64(other.count)
    return true
  }

  /// Whether nobody else can have seen the text that concatenation has made of this one and another.
  public func isExtension(of left: Text, by right: Text) -> Bool {
    isBuffered && value != left.value && value != right.value
  }

  @inline(never)
  private static func concatenateWithRoom(
    _ context: Context, _ left: Text, _ right: Text, _ count: Int, _ flags: UInt8
  ) throws(Raised) -> Text {
    let width = max(left.width, right.width)
    let (size, overflow) = count.multipliedReportingOverflow(by: 1 << width.shift)
    if overflow { throw context.raiseMemoryError() }
    let buffer = try TextBuffer.make(context, capacity: withRoom(size), used: size)
    left.units.copy(to: buffer.base, width: width)
    right.units.copy(to: buffer.base + left.count << width.shift, width: width)
    return try onBuffer(context, buffer, count: count, flags: flags)
  }

  /// The capacity of a buffer that holds `size` bytes and is likely to grow.
  static func withRoom(_ size: Int) -> Int {
    let (sum, overflow) = size.addingReportingOverflow(size < 16 << 20 ? size : size >> 1)
    return overflow ? size : sum
  }

  /// `text * times`.
  public static func repeated(_ context: Context, _ text: Text, times: Int) throws(Raised) -> Text {
    if times <= 0 || text.isEmpty { return empty(context) }
    if times == 1, text.pointer.pointee.header.kind == kind.rawValue { return text }
    let (count, overflow) = text.count.multipliedReportingOverflow(by: times)
    if overflow { throw context.raise(.overflowError, "repeated string is too long") }
    let result = try allocate(context, count: count, flags: text.flags & (TextFlags.width | TextFlags.ascii))
    repeatBytes(of: UnsafeRawPointer(text.base), text.byteCount, times: times, to: result.base)
    return result
  }
}

/// Fills `target` with `times` copies of some bytes, copying what is there already in ever larger parts.
func repeatBytes(
  of source: UnsafeRawPointer, _ size: Int, times: Int, to target: UnsafeMutableRawPointer
) {
  if size == 1 {
    target.initializeMemory(as: UInt8.self, repeating: source.load(as: UInt8.self), count: times)
    return
  }
  let total = size * times
  target.copyMemory(from: source, byteCount: size)
  var done = size
  while done < total {
    let part = min(done, total - done)
    (target + done).copyMemory(from: target, byteCount: part)
    done += part
  }
}
