import CRuntime

// Generalised UTF-8: surrogates are coded like any other code point. Strict UTF-8, which refuses them, is the codec's.

extension Text {
  /// A text of well-formed bytes. Malformed ones yield some text.
  public static func make(_ context: Context, utf8 bytes: UnsafeBufferPointer<UInt8>) throws(Raised) -> Text {
    if bytes.count == 0 { return empty(context) }
    let base = bytes.baseAddress.unsafelyUnwrapped
    let (count, bound) = measure(bytes)
    if bound < 0x80 {
      if bytes.count == 1 { return try make(context, codePoint: UInt32(base[0])) }
      return try make(context, ascii: bytes)
    }
    if count == 1 {
      var position = 0
      return try make(context, codePoint: decodeUTF8(base, &position, bytes.count))
    }
    let text = try allocate(context, count: count, flags: flags(codePointBound: bound))
    switch text.width {
    case .one: decode(bytes, to: text.base.assumingMemoryBound(to: UInt8.self))
    case .two: decode(bytes, to: text.base.assumingMemoryBound(to: UInt16.self))
    case .four: decode(bytes, to: text.base.assumingMemoryBound(to: UInt32.self))
    }
    return text
  }

  /// How many code points, and a bound of them.
  private static func measure(_ bytes: UnsafeBufferPointer<UInt8>) -> (count: Int, bound: UInt32) {
    var bits: UInt8 = 0
    for byte in bytes { bits |= byte }
    if bits < 0x80 { return (bytes.count, UInt32(bits)) }
    let base = bytes.baseAddress.unsafelyUnwrapped
    var count = 0
    var position = 0
    var bound: UInt32 = 0
    while position < bytes.count {
      if hasASCIIWord(base, position, bytes.count) {
        position += 8
        count += 8
        continue
      }
      bound |= decodeUTF8(base, &position, bytes.count)
      count += 1
    }
    return (count, bound)
  }

  @inline(__always)
  private static func decode<Unit: FixedWidthInteger>(
    _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<Unit>
  ) {
    let base = bytes.baseAddress.unsafelyUnwrapped
    var position = 0
    var index = 0
    while position < bytes.count {
      if base[position] < 0x80, hasASCIIWord(base, position, bytes.count) {
        for place in 0..<8 { target[index + place] = Unit(truncatingIfNeeded: base[position + place]) }
        position += 8
        index += 8
        continue
      }
      target[index] = Unit(truncatingIfNeeded: decodeUTF8(base, &position, bytes.count))
      index += 1
    }
  }
}

extension TextUnits {
  /// How many bytes `encodeUTF8` writes.
  public var utf8Count: Int {
    switch width {
    case .one: TextUnits.utf8Count(bound(to: UInt8.self))
    case .two: TextUnits.utf8Count(bound(to: UInt16.self))
    case .four: TextUnits.utf8Count(bound(to: UInt32.self))
    }
  }

  @inline(__always)
  private static func utf8Count<Unit: FixedWidthInteger>(_ units: UnsafeBufferPointer<Unit>) -> Int {
    var bytes = units.count
    var place = 0
    // As many units at a time as can be counted in one: so the loop is vectorised.
    while place < units.count {
      let end = min(place + 64, units.count)
      var more: Unit = 0
      for index in place..<end {
        let code = UInt32(truncatingIfNeeded: units[index])
        more &+= (code >= 0x80 ? 1 : 0) &+ (code >= 0x800 ? 1 : 0) &+ (code >= 0x10000 ? 1 : 0)
      }
      bytes += Int(truncatingIfNeeded: more)
      place = end
    }
    return bytes
  }

  /// Writes the units as UTF-8.
  public func encodeUTF8(to target: UnsafeMutablePointer<UInt8>) { _ = encode(to: target, isStrict: false) }

  /// The most bytes that `encodeStrictUTF8` writes.
  public var utf8Bound: Int { width == .one ? 2 * count : width == .two ? 3 * count : 4 * count }

  /// Writes the units as UTF-8 and answers how many bytes they are; nil where there is a surrogate among them.
  public func encodeStrictUTF8(to target: UnsafeMutablePointer<UInt8>) -> Int? { encode(to: target, isStrict: true) }

  @inline(__always)
  private func encode(to target: UnsafeMutablePointer<UInt8>, isStrict: Bool) -> Int? {
    switch width {
    case .one: TextUnits.encode(bound(to: UInt8.self), to: target, isStrict)
    case .two: TextUnits.encode(bound(to: UInt16.self), to: target, isStrict)
    case .four: TextUnits.encode(bound(to: UInt32.self), to: target, isStrict)
    }
  }

  @inline(__always)
  private static func encode<Unit: FixedWidthInteger>(
    _ units: UnsafeBufferPointer<Unit>, to target: UnsafeMutablePointer<UInt8>, _ isStrict: Bool
  ) -> Int? {
    var next = target
    func put(_ byte: UInt32) {
      next.pointee = UInt8(truncatingIfNeeded: byte)
      next += 1
    }
    var place = 0
    while place < units.count {
      if place + 8 <= units.count {
        // Eight units are taken as if all were ASCII; what comes after those that are is overwritten.
        for index in 0..<8 { next[index] = UInt8(truncatingIfNeeded: units[place + index]) }
        let plain = leadingASCII(units, place)
        next += plain
        place += plain
        if plain == 8 { continue }
      }
      let code = UInt32(truncatingIfNeeded: units[place])
      place += 1
      if code < 0x80 {
        put(code)
        continue
      }
      if code < 0x800 {
        put(code >> 6 | 0xc0)
      } else {
        if code < 0x10000 {
          if isStrict, code & 0xf800 == 0xd800 { return nil }
          put(code >> 12 | 0xe0)
        } else {
          put(code >> 18 | 0xf0)
          put(code >> 12 & 0x3f | 0x80)
        }
        put(code >> 6 & 0x3f | 0x80)
      }
      put(code & 0x3f | 0x80)
    }
    return next - target
  }

  /// How many of eight units are below 128 before one that is not.
  @inline(__always)
  private static func leadingASCII<Unit: FixedWidthInteger>(_ units: UnsafeBufferPointer<Unit>, _ place: Int) -> Int {
    let words = UnsafeRawPointer(units.baseAddress.unsafelyUnwrapped + place)
    // All bits of a word's units but the lowest seven of each.
    let high = ~(UInt64.max / UInt64(Unit.max) * 0x7f)
    for index in 0..<MemoryLayout<Unit>.size {
      let bits = UInt64(littleEndian: words.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)) & high
      if bits != 0 { return index * 8 / MemoryLayout<Unit>.size + bits.trailingZeroBitCount / Unit.bitWidth }
    }
    return 8
  }

  /// The place of the first surrogate, which strict UTF-8 does not have.
  public var firstSurrogate: Int? {
    switch width {
    case .one: nil
    case .two: TextUnits.firstSurrogate(bound(to: UInt16.self))
    case .four: TextUnits.firstSurrogate(bound(to: UInt32.self))
    }
  }

  @inline(__always)
  private static func firstSurrogate<Unit: FixedWidthInteger>(_ units: UnsafeBufferPointer<Unit>) -> Int? {
    let (mask, mark) = (Unit(truncatingIfNeeded: 0xffff_f800), Unit(truncatingIfNeeded: 0xd800))
    var place = 0
    while place < units.count {
      let end = min(place + 64, units.count)
      var found: Unit = 0
      for index in place..<end { found |= units[index] & mask == mark ? 1 : 0 }
      if found != 0 { return (place..<end).first { units[$0] & mask == mark } }
      place = end
    }
    return nil
  }
}

extension Text {
  /// The text as a Swift string, for messages: surrogates become U+FFFD.
  public var string: String { String(self) }
}

extension String {
  public init(_ text: Text) { self.init(text.units) }

  /// The units as a Swift string; surrogates become U+FFFD.
  public init(_ units: TextUnits) {
    self.init(unsafeUninitializedCapacity: units.utf8Count) { bytes in
      let count = units.utf8Count
      if let base = bytes.baseAddress { units.encodeUTF8(to: base) }
      return count
    }
  }
}

/// Whether eight bytes are left and all are below 128.
@inline(__always)
func hasASCIIWord(_ bytes: UnsafePointer<UInt8>, _ position: Int, _ end: Int) -> Bool {
  position + 8 <= end
    && UnsafeRawPointer(bytes).loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
}

/// The code point that begins at `position`, which moves behind it, never beyond `end`.
@inline(__always)
private func decodeUTF8(_ bytes: UnsafePointer<UInt8>, _ position: inout Int, _ end: Int) -> UInt32 {
  let lead = UInt32(bytes[position])
  position += 1
  if lead < 0xc0 { return lead }
  let trailing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
  var code = lead & (0x3f >> UInt32(trailing))
  let stop = min(position + trailing, end)
  while position < stop {
    code = code << 6 | UInt32(bytes[position] & 0x3f)
    position += 1
  }
  return min(code, 0x10ffff)
}
