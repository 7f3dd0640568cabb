import CUnicodeTables

extension Unicode16 {
  /// The code point's own name; nil for those without, such as control characters.
  public static func name(of code: UInt32) -> String? {
    if code &- Hangul.syllableBase < Hangul.syllableCount { return hangulName(of: code - Hangul.syllableBase) }
    let ranges = unicode_numbered_names()!
    for index in 0..<Int(unicode_numbered_name_count()) where ranges[index].first <= code && code <= ranges[index].last {
      return String(cString: ranges[index].prefix!) + String(code, radix: 16, uppercase: true)
    }
    let numbers = unicode_name_numbers()!
    var (low, high) = (0, Int(unicode_own_name_count()))
    while low < high {
      let middle = (low + high) / 2
      if unicode_named_code_point(UInt32(numbers[middle])) < code { low = middle + 1 } else { high = middle }
    }
    if low == Int(unicode_own_name_count()) || unicode_named_code_point(UInt32(numbers[low])) != code { return nil }
    return listedName(UInt32(numbers[low]))
  }

  /// The name of that number in the graph.
  private static func listedName(_ number: UInt32) -> String {
    var bytes: [UInt8] = []
    var cursor = GraphCursor(base: unicode_names()!)
    var rest = number
    while true {
      let node = cursor.offset
      let isFinal = cursor.integer() & 1
      if isFinal == 1, rest == 0 { return String(decoding: bytes, as: UTF8.self) }
      rest -= isFinal
      for _ in 0..<cursor.integer() {
        let edge = cursor.integer()
        let length = edge & 1 == 1 ? Int(cursor.byte()) : 1
        var target = GraphCursor(base: cursor.base, offset: node + Int(edge >> 1))
        let count = target.integer() >> 1
        if rest < count {
          for _ in 0..<length { bytes.append(cursor.byte()) }
          cursor.offset = node + Int(edge >> 1)
          break
        }
        rest -= count
        cursor.offset += length
      }
    }
  }

  private static func hangulName(of index: UInt32) -> String {
    func letter(_ letters: StaticString, _ place: UInt32) -> String {
      let parts = "\(letters)".split(separator: " ", omittingEmptySubsequences: false)
      return String(parts[Int(place)])
    }
    return "HANGUL SYLLABLE " + letter(Hangul.leads, index / Hangul.blockCount)
      + letter(Hangul.vowels, index % Hangul.blockCount / Hangul.trailCount)
      + letter(Hangul.trails, index % Hangul.trailCount)
  }
}
