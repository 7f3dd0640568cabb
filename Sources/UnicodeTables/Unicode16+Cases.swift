import CUnicodeTables

/// Which letters a text is to be written in.
public enum LetterCase: Sendable {
  case upper, lower, title, folded
}

extension Unicode16 {
  public static func isAlphabetic(_ code: UInt32) -> Bool { has(unicode_alphabetic, code) }

  /// Whether the code point is a digit of a decimal system: `str.isdecimal`.
  public static func isDecimal(_ code: UInt32) -> Bool { has(unicode_decimal, code) }

  /// Whether the code point stands for a digit: `str.isdigit`.
  public static func isDigit(_ code: UInt32) -> Bool { has(unicode_digit, code) }

  /// Whether the code point stands for a number: `str.isnumeric`.
  public static func isNumeric(_ code: UInt32) -> Bool { has(unicode_numeric, code) }

  public static func isLowercase(_ code: UInt32) -> Bool { has(unicode_lowercase, code) }
  public static func isUppercase(_ code: UInt32) -> Bool { has(unicode_uppercase, code) }

  /// Whether the code point is a capital followed by small letters, like U+01C5 (category Lt).
  public static func isTitlecase(_ code: UInt32) -> Bool { has(unicode_titlecase, code) }

  /// Whether the code point is a letter of any case.
  public static func isCased(_ code: UInt32) -> Bool {
    let cased = unicode_lowercase.rawValue | unicode_uppercase.rawValue | unicode_titlecase.rawValue
    return UInt32(properties(code).flags) & cased != 0
  }

  /// Whether a sigma's look at the letters around it passes over the code point (the Unicode Standard, 3.13).
  public static func isCaseIgnorable(_ code: UInt32) -> Bool { has(unicode_case_ignorable, code) }

  /// The one code point that stands for this one in a case; nil where there are several.
  public static func singleMapping(of code: UInt32, to letterCase: LetterCase) -> UInt32? {
    let change = change(of: code, to: letterCase)
    return change < unicode_case_expansion_base ? UInt32(truncatingIfNeeded: Int32(truncatingIfNeeded: code) &+ change) : nil
  }

  @inline(__always)
  private static func change(of code: UInt32, to letterCase: LetterCase) -> Int32 {
    let properties = properties(code)
    return switch letterCase {
    case .upper: properties.upper
    case .lower: properties.lower
    case .title: properties.title
    case .folded: properties.folded
    }
  }

  /// The code points, up to three, that stand for this one in a case.
  public static func mapping(of code: UInt32, to letterCase: LetterCase) -> CaseMapping {
    let change = change(of: code, to: letterCase)
    var mapping = CaseMapping(UInt32(truncatingIfNeeded: Int32(truncatingIfNeeded: code) &+ change))
    if change < unicode_case_expansion_base { return mapping }
    let expansion = unicode_case_expansions()! + Int(change) - Int(unicode_case_expansion_base)
    mapping.count = Int(expansion[0])
    for place in 0..<mapping.count { mapping.codes[place] = expansion[place + 1] }
    return mapping
  }
}

/// What a code point becomes in another case.
public struct CaseMapping: Sendable {
  public fileprivate(set) var count = 1
  fileprivate var codes: InlineArray<3, UInt32>

  fileprivate init(_ code: UInt32) { codes = [code, 0, 0] }

  public subscript(place: Int) -> UInt32 { codes[place] }
}
