import CUnicodeTables

/// The editions that the module `unicodedata` has.
public enum UnicodeEdition: Sendable {
  /// 16.0.0.
  case current
  /// 3.2.0, by which domain names are prepared (RFC 3454).
  case old

  fileprivate var isOld: Int32 { self == .old ? 1 : 0 }
}

extension Unicode16 {
  private static func row(_ code: UInt32, _ edition: UnicodeEdition) -> unicode_class {
    unicode_class_of(code, edition.isOld)
  }

  /// The general category of a code point below 0x110000: two letters.
  public static func category(of code: UInt32, in edition: UnicodeEdition) -> UnsafePointer<CChar> {
    unicode_category(row(code, edition))!
  }

  /// The bidirectional class; no letters for those that have none.
  public static func direction(of code: UInt32, in edition: UnicodeEdition) -> UnsafePointer<CChar> {
    unicode_direction(row(code, edition))!
  }

  /// The East Asian width.
  public static func width(of code: UInt32, in edition: UnicodeEdition) -> UnsafePointer<CChar> {
    unicode_width(row(code, edition))!
  }

  public static func isMirrored(_ code: UInt32, in edition: UnicodeEdition) -> Bool {
    row(code, edition).is_mirrored != 0
  }

  public static func isAssigned(_ code: UInt32, in edition: UnicodeEdition) -> Bool {
    let category = category(of: code, in: edition)
    return category[0] != CChar(UInt8(ascii: "C")) || category[1] != CChar(UInt8(ascii: "n"))
  }

  /// A number that a code point stands for.
  public struct Number: Sendable {
    public enum Kind: UInt8, Comparable, Sendable {
      case any = 1, digit, decimal

      public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    public let kind: Kind
    public let numerator: Double
    public let denominator: Double
  }

  public static func number(of code: UInt32, in edition: UnicodeEdition) -> Number? {
    let row = unicode_number_of(code, edition.isOld)
    guard let kind = Number.Kind(rawValue: row.kind) else { return nil }
    return Number(kind: kind, numerator: row.numerator, denominator: Double(row.denominator))
  }

  /// What a code point below 0x110000 decomposes to, as UnicodeData.txt has it, and a number of the tag in
  /// `decompositionTags`.
  public static func decomposition(of code: UInt32, in edition: UnicodeEdition) -> (tag: Int, codes: [UInt32]) {
    var codes: [UInt32] = []
    if code &- Hangul.syllableBase < Hangul.syllableCount {
      decompose(code, compatibly: false, in: edition, into: &codes)
      return (0, codes)
    }
    if edition == .old, !isAssigned(code, in: edition) { return (0, []) }
    let mapping = unicode_decomposition(code)!
    let units = UnsafeBufferPointer(start: mapping + 1, count: Int(mapping[0] & 0xff))
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars { codes.append(scalar.value) }
    return (Int(mapping[0] >> 8), codes)
  }

  /// The tags of decompositions that are not canonical, by number.
  public static let decompositionTags: [StaticString] = [
    "", "<font>", "<noBreak>", "<initial>", "<medial>", "<final>", "<isolated>", "<circle>", "<super>", "<sub>",
    "<vertical>", "<wide>", "<narrow>", "<small>", "<square>", "<fraction>", "<compat>",
  ]

  /// What a code point decomposed to until the mistake was corrected.
  static func oldDecomposition(of code: UInt32) -> UInt32? {
    let corrections = UnsafeBufferPointer(
      start: unicode_old_decompositions(), count: Int(unicode_old_decomposition_count()))
    return corrections.first { $0.code == code }?.decomposition
  }
}
