import CRuntime

extension Text {
  /// Whether two texts have the same code points.
  @inline(__always)
  public static func areEqual(_ left: Text, _ right: Text) -> Bool {
    if left == right { return true }
    if left.pointer.pointee.count != right.pointer.pointee.count { return false }
    // Of two interned texts with the same content there is but one.
    if left.flags & right.flags & TextFlags.interned != 0 { return false }
    if (left.flags ^ right.flags) & (TextFlags.width | TextFlags.ascii) != 0 { return false }
    return bytes_compare(left.base, right.base, Int64(left.byteCount)) == 0
  }

  /// Whether two texts are equal, where that is told by their counts, their first units, or their being interned.
  @inline(__always)
  static func areEqualAtOnce(_ left: Text, _ right: Text) -> FastArithmetic.Answer {
    if left == right { return .true }
    let count = left.count
    if count != right.count || left.flags & right.flags & TextFlags.interned != 0 { return .false }
    let description = TextFlags.width | TextFlags.ascii
    if (left.flags ^ right.flags) & description != 0 { return .false }
    // Those in a buffer are long.
    if (left.flags | right.flags) & TextFlags.buffered != 0 { return .unknown }
    let (first, second) = (left.bufferSlot, right.bufferSlot)
    if load_relaxed_u8(first) != load_relaxed_u8(second) { return count == 0 ? .true : .false }
    return count == 1 && left.width == .one ? .true : .unknown
  }

  /// Negative, zero or positive: the order of the first code points that differ.
  public static func compare(_ left: Text, _ right: Text) -> Int { TextUnits.compare(left.units, right.units) }

  public func hasPrefix(_ prefix: Text) -> Bool { has(prefix, at: 0) }
  public func hasSuffix(_ suffix: Text) -> Bool { has(suffix, at: count - suffix.count) }

  /// Whether `part` stands at a place, wherever that is.
  public func has(_ part: Text, at place: Int) -> Bool {
    if place < 0 || part.count > count - place { return false }
    return TextUnits.areEqual(units.slice(place, place + part.count), part.units)
  }

  /// Whether the text is this literal.
  public static func == (text: Text, literal: StaticString) -> Bool {
    text.isASCII && text.count == literal.utf8CodeUnitCount
      && bytes_compare(text.base, literal.utf8Start, Int64(text.count)) == 0
  }
}

extension TextUnits {
  /// Whether two runs have the same code points, whatever their widths.
  public static func areEqual(_ left: TextUnits, _ right: TextUnits) -> Bool {
    if left.count != right.count { return false }
    if left.width == right.width { return bytes_compare(left.base, right.base, Int64(left.byteCount)) == 0 }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }

  static func compare(_ left: TextUnits, _ right: TextUnits) -> Int {
    let common = min(left.count, right.count)
    if left.width == .one, right.width == .one {
      let order = bytes_compare(left.base, right.base, Int64(common))
      if order != 0 { return Int(order) }
    } else {
      for index in 0..<common {
        let (a, b) = (left[index], right[index])
        if a != b { return a < b ? -1 : 1 }
      }
    }
    return left.count - right.count
  }
}
