import CRuntime

extension Text {
  /// `text[index]` for an index within bounds.
  @inline(__always)
  public static func character(_ context: Context, of text: Text, at index: Int) throws(Raised) -> Text {
    try make(context, codePoint: text.codePoint(at: index))
  }

  /// `text[start:end]`, for bounds with 0 ≤ start ≤ end ≤ count.
  public static func slice(_ context: Context, _ text: Text, _ start: Int, _ end: Int) throws(Raised) -> Text {
    if start == 0, end == text.count, text.pointer.pointee.header.kind == kind.rawValue { return text }
    let units = text.units.slice(start, end)
    if text.isASCII, units.count > 1 { return try make(context, units, flags: TextFlags.ascii) }
    return try make(context, units)
  }

  /// `text[start::step]` of `count` code points, all within bounds.
  public static func slice(
    _ context: Context, _ text: Text, start: Int, step: Int, count: Int
  ) throws(Raised) -> Text {
    if step == 1 { return try slice(context, text, start, start + count) }
    if count <= 0 { return empty(context) }
    let units = text.units
    var bound: UInt32 = 0
    for place in 0..<count { bound |= units[start + place * step] }
    if count == 1 { return try make(context, codePoint: bound) }
    let result = try allocate(context, count: count, flags: flags(codePointBound: bound))
    switch result.width {
    case .one: pick(units, start, step, count, result.base.assumingMemoryBound(to: UInt8.self))
    case .two: pick(units, start, step, count, result.base.assumingMemoryBound(to: UInt16.self))
    case .four: pick(units, start, step, count, result.base.assumingMemoryBound(to: UInt32.self))
    }
    return result
  }

  @inline(__always)
  private static func pick<Unit: FixedWidthInteger>(
    _ units: TextUnits, _ start: Int, _ step: Int, _ count: Int, _ target: UnsafeMutablePointer<Unit>
  ) {
    for place in 0..<count { target[place] = Unit(truncatingIfNeeded: units[start + place * step]) }
  }
}
