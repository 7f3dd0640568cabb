import CUnicodeTables

extension Unicode16 {
  /// The code point of this name or alias, as Python's `\N{…}` finds it: in any case, otherwise to the
  /// letter, and without the named sequences.
  public static func scalar(named name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let code = hangulSyllable(named: name) ?? numbered(name) { return code }
    guard let listed = listed(name), listed & UInt32(unicode_name_is_sequence) == 0 else { return nil }
    return listed & ~UInt32(unicode_name_is_alias)
  }

  /// What the module `unicodedata` finds under a name: one code point, or those of a named sequence. The old edition has
  /// neither aliases nor sequences, but newer names.
  public static func codePoints(
    named name: UnsafeBufferPointer<UInt8>, in edition: UnicodeEdition
  ) -> [UInt32]? {
    guard let found = hangulSyllable(named: name) ?? numbered(name) ?? listed(name) else { return nil }
    let marks = UInt32(unicode_name_is_alias) | UInt32(unicode_name_is_sequence)
    let code = found & ~marks
    if edition == .old, found & marks != 0 { return nil }
    if found & UInt32(unicode_name_is_sequence) == 0 { return [code] }
    let sequence = unicode_sequences()! + Int(code)
    return (1...Int(sequence[0])).map { UInt32(sequence[$0]) }
  }

  /// What names in the graph stand for, with its mark.
  private static func listed(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var cursor = GraphCursor(base: unicode_names()!)
    var position = 0
    var number: UInt32 = 0
    nodes: while true {
      let node = cursor.offset
      let header = cursor.integer()
      if position == name.count { return header & 1 == 1 ? unicode_named_code_point(number) : nil }
      number += header & 1
      let edges = cursor.integer()
      for _ in 0..<edges {
        let edge = cursor.integer()
        let target = node + Int(edge >> 1)
        let length = edge & 1 == 1 ? Int(cursor.byte()) : 1
        if cursor.skip(length, ifEqual: name, &position) {
          cursor.offset = target
          continue nodes
        }
        var skipped = GraphCursor(base: cursor.base, offset: target)
        number += skipped.integer() >> 1
      }
      return nil
    }
  }

  /// `CJK UNIFIED IDEOGRAPH-4E00` and the like.
  private static func numbered(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let hyphen = name.lastIndex(of: UInt8(ascii: "-")), 4...5 ~= name.count - hyphen - 1 else { return nil }
    var code: UInt32 = 0
    for byte in name[(hyphen + 1)...] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      code = code << 4 | digit
    }
    // Numbers have no leading zeroes beyond the fourth digit.
    guard (code > 0xFFFF) == (name.count - hyphen - 1 == 5) else { return nil }
    // CPython finds these characters by their names, though it knows no names for them.
    if tangut.contains(where: { $0.contains(code) }) {
      return hyphen == 16 && starts(name, at: 0, with: "TANGUT IDEOGRAPH-") ? code : nil
    }
    let ranges = unicode_numbered_names()!
    for i in 0..<Int(unicode_numbered_name_count()) where ranges[i].first <= code && code <= ranges[i].last {
      let prefix = UnsafeRawPointer(ranges[i].prefix!).assumingMemoryBound(to: UInt8.self)
      return (0...hyphen).allSatisfy { uppercase(name[$0]) == prefix[$0] } && prefix[hyphen + 1] == 0 ? code : nil
    }
    return nil
  }

  private static var tangut: [ClosedRange<UInt32>] { [0x17000...0x187F7, 0x18D00...0x18D08] }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch uppercase(byte) {
    case let digit where UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit: UInt32(digit - UInt8(ascii: "0"))
    case let digit where UInt8(ascii: "A")...UInt8(ascii: "F") ~= digit: UInt32(digit - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// `HANGUL SYLLABLE GAG`: the short names of the lead consonant, the vowel and the trailing consonant.
  private static func hangulSyllable(named name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    var position = 0
    guard starts(name, at: position, with: "HANGUL SYLLABLE ") else { return nil }
    position += "HANGUL SYLLABLE ".utf8.count
    guard let lead = longest(Hangul.leads, name, &position), let vowel = longest(Hangul.vowels, name, &position),
      let trail = longest(Hangul.trails, name, &position), position == name.count
    else { return nil }
    return Hangul.syllableBase + (lead * Hangul.vowelCount + vowel) * Hangul.trailCount + trail
  }

  /// The index of the longest of these space-separated letters with which the rest of the name begins.
  private static func longest(
    _ letters: StaticString, _ name: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> UInt32? {
    var best: (index: UInt32, length: Int)?
    var (index, length, matches): (UInt32, Int, Bool) = (0, 0, true)
    for offset in 0...letters.utf8CodeUnitCount {
      let byte = offset < letters.utf8CodeUnitCount ? letters.utf8Start[offset] : UInt8(ascii: " ")
      if byte != UInt8(ascii: " ") {
        matches = matches && position + length < name.count && uppercase(name[position + length]) == byte
        length += 1
        continue
      }
      if matches, length > best?.length ?? -1 { best = (index, length) }
      (index, length, matches) = (index + 1, 0, true)
    }
    position += best?.length ?? 0
    return best?.index
  }

  private static func starts(
    _ name: UnsafeBufferPointer<UInt8>, at position: Int, with prefix: StaticString
  ) -> Bool {
    guard position + prefix.utf8CodeUnitCount <= name.count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { uppercase(name[position + $0]) == prefix.utf8Start[$0] }
  }
}

extension Hangul {
  /// The letters' short names; the silent lead consonant and the missing trailing one have an empty name.
  static let leads: StaticString = "G GG N D DD R M B BB S SS  J JJ C K T P H"
  static let vowels: StaticString = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I"
  static let trails: StaticString = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H"
}

@inline(__always)
private func uppercase(_ byte: UInt8) -> UInt8 {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte ? byte &- 0x20 : byte
}

/// Reads the graph of names.
struct GraphCursor {
  let base: UnsafePointer<UInt8>
  var offset = 0

  mutating func byte() -> UInt8 {
    offset += 1
    return base[offset - 1]
  }

  mutating func integer() -> UInt32 {
    var (value, shift): (UInt32, UInt32) = (0, 0)
    while true {
      let next = byte()
      value |= UInt32(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  /// Moves behind a label, and `position` in the name with it if the name goes on with that label.
  mutating func skip(
    _ length: Int, ifEqual name: UnsafeBufferPointer<UInt8>, _ position: inout Int
  ) -> Bool {
    defer { offset += length }
    guard position + length <= name.count else { return false }
    for i in 0..<length where base[offset + i] != uppercase(name[position + i]) { return false }
    position += length
    return true
  }
}
