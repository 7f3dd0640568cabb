import CUnicodeTables

/// The normalisation forms of Unicode Standard Annex 15.
public enum NormalizationForm: Sendable {
  case nfc, nfd, nfkc, nfkd

  var isCompatibility: Bool { self == .nfkc || self == .nfkd }
  var isComposed: Bool { self == .nfc || self == .nfkc }
}

extension Unicode16 {
  /// The NFKC form of UTF-8 text, in which Python compares identifiers.
  public static func normalizeNFKC(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    normalize(text, to: .nfkc)
  }

  /// A normal form of UTF-8 text, which may hold surrogates as three bytes.
  public static func normalize(
    _ text: UnsafeBufferPointer<UInt8>, to form: NormalizationForm, in edition: UnicodeEdition = .current
  ) -> [UInt8] {
    if text.allSatisfy({ $0 < 0x80 }) { return Array(text) }
    var codes: [UInt32] = []
    codes.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      decompose(decodeUTF8(text, &position), compatibly: form.isCompatibility, in: edition, into: &codes)
    }
    orderMarks(&codes)
    if form.isComposed { compose(&codes) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for code in codes { encodeUTF8(code, to: &result) }
    return result
  }

  /// Appends the full decomposition of a code point.
  static func decompose(
    _ code: UInt32, compatibly: Bool, in edition: UnicodeEdition, into codes: inout [UInt32]
  ) {
    if code &- Hangul.syllableBase < Hangul.syllableCount {
      let index = code - Hangul.syllableBase
      codes.append(Hangul.leadBase + index / Hangul.blockCount)
      codes.append(Hangul.vowelBase + index % Hangul.blockCount / Hangul.trailCount)
      if index % Hangul.trailCount != 0 { codes.append(Hangul.trailBase + index % Hangul.trailCount) }
      return
    }
    guard code < codePointLimit else { return codes.append(code) }
    if edition == .old {
      if let old = oldDecomposition(of: code) { return codes.append(old) }
      if !isAssigned(code, in: .old) { return codes.append(code) }
    }
    let mapping = unicode_decomposition(code)!
    let count = Int(mapping[0] & 0xFF)
    guard count > 0, compatibly || mapping[0] >> 8 == 0 else { return codes.append(code) }
    var unit = 1
    while unit <= count {
      var part = UInt32(mapping[unit])
      if part & 0xFC00 == 0xD800 {
        unit += 1
        part = 0x10000 + (part & 0x3FF) << 10 + UInt32(mapping[unit]) & 0x3FF
      }
      unit += 1
      decompose(part, compatibly: compatibly, in: edition, into: &codes)
    }
  }

  /// Sorts every run of combining marks by their classes, keeping the order of equals.
  private static func orderMarks(_ codes: inout [UInt32]) {
    var start = 0
    while start < codes.count {
      guard combiningClass(codes[start]) != 0 else {
        start += 1
        continue
      }
      var end = start + 1
      while end < codes.count, combiningClass(codes[end]) != 0 { end += 1 }
      if end - start > 1 { sortRun(&codes, start..<end) }
      start = end
    }
  }

  /// Sorts by counting the classes, which stays linear in hostile text that is one long run.
  private static func sortRun(_ codes: inout [UInt32], _ run: Range<Int>) {
    var sorted = true
    for i in run.dropFirst() where combiningClass(codes[i - 1]) > combiningClass(codes[i]) { sorted = false }
    if sorted { return }
    var starts = [Int](repeating: 0, count: 257)
    for i in run { starts[Int(combiningClass(codes[i])) + 1] += 1 }
    for mark in 1..<257 { starts[mark] += starts[mark - 1] }
    let unordered = Array(codes[run])
    for code in unordered {
      let mark = Int(combiningClass(code))
      codes[run.lowerBound + starts[mark]] = code
      starts[mark] += 1
    }
  }

  /// Joins each starter with the marks and letters that compose with it (the annex's canonical composition).
  private static func compose(_ codes: inout [UInt32]) {
    var end = 0
    var starter: Int?
    var lastClass: UInt8 = 0
    for code in codes {
      let mark = combiningClass(code)
      // A mark is blocked from the starter by one of its own or a higher class in between.
      if let place = starter, end == place + 1 || (lastClass != 0 && lastClass < mark),
        let composite = composition(codes[place], code)
      {
        codes[place] = composite
        continue
      }
      if mark == 0 { starter = end }
      lastClass = mark
      codes[end] = code
      end += 1
    }
    codes.removeLast(codes.count - end)
  }

  /// What two code points compose to.
  private static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- Hangul.leadBase < Hangul.leadCount, second &- Hangul.vowelBase < Hangul.vowelCount {
      let block = (first - Hangul.leadBase) * Hangul.vowelCount + second - Hangul.vowelBase
      return Hangul.syllableBase + block * Hangul.trailCount
    }
    if first &- Hangul.syllableBase < Hangul.syllableCount, (first - Hangul.syllableBase) % Hangul.trailCount == 0,
      second > Hangul.trailBase, second < Hangul.trailBase + Hangul.trailCount
    {
      return first + second - Hangul.trailBase
    }
    let pairs = unicode_composition_pairs()!
    var (low, high) = (0, Int(unicode_composition_pair_count()))
    while low < high {
      let middle = (low + high) / 2
      if (pairs[middle].first, pairs[middle].second) < (first, second) { low = middle + 1 } else { high = middle }
    }
    guard low < Int(unicode_composition_pair_count()), pairs[low].first == first, pairs[low].second == second else {
      return nil
    }
    return pairs[low].composite
  }
}

/// The arithmetic of Hangul syllables (the Unicode Standard, 3.12): a block of syllables for every lead
/// consonant and vowel, first the one without a trailing consonant.
enum Hangul {
  static let syllableBase: UInt32 = 0xAC00
  static let leadBase: UInt32 = 0x1100
  static let vowelBase: UInt32 = 0x1161
  /// One before the first: index 0 says "no trailing consonant".
  static let trailBase: UInt32 = 0x11A7
  static let leadCount: UInt32 = 19
  static let vowelCount: UInt32 = 21
  static let trailCount: UInt32 = 28
  static let blockCount = vowelCount * trailCount
  static let syllableCount = leadCount * blockCount
}
