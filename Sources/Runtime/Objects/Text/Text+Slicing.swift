import CRuntime

extension Context {
  /// `text[index]` of text with units of one byte; *empty* where there is none.
  @inline(__always)
  func character(of text: Text, at index: Int64) -> Value {
    let place = index < 0 ? index &+ text.pointer.pointee.count : index
    guard UInt64(bitPattern: place) < UInt64(bitPattern: text.pointer.pointee.count) else { return .empty }
    let unit = text.base.load(fromByteOffset: Int(truncatingIfNeeded: place), as: UInt8.self)
    return interpreter.pointee.texts.character(UInt32(unit)).value
  }
}

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
    let result = try allocate(context, count: count, flags: text.flags & (TextFlags.width | TextFlags.ascii))
    switch units.width {
    case .one: pick(units.bound(to: UInt8.self), start, step, result)
    case .two: pick(units.bound(to: UInt16.self), start, step, result)
    case .four: pick(units.bound(to: UInt32.self), start, step, result)
    }
    // What was picked may need less than the whole does.
    return text.isASCII && count > 1 ? result : try make(context, result.units)
  }

  @inline(__always)
  private static func pick<Unit: FixedWidthInteger>(
    _ units: UnsafeBufferPointer<Unit>, _ start: Int, _ step: Int, _ result: Text
  ) {
    let target = result.base.assumingMemoryBound(to: Unit.self)
    for place in 0..<result.count { target[place] = units[start + place * step] }
  }
}
