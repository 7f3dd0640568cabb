import Glibc
import UnicodeTables

/// A class of characters that has a name: `\d`, `\s`, `\w`, their opposites, and line breaks, as ASCII, the C locale or
/// Unicode defines them. Numbered as `re._constants` does.
enum CharacterCategory: UInt32 {
  case digit, notDigit
  case space, notSpace
  case word, notWord
  case lineBreak, notLineBreak
  case localeWord, notLocaleWord
  case unicodeDigit, notUnicodeDigit
  case unicodeSpace, notUnicodeSpace
  case unicodeWord, notUnicodeWord
  case unicodeLineBreak, notUnicodeLineBreak

  /// Every second one is the opposite of the one before it.
  var isNegated: Bool { rawValue & 1 != 0 }

  /// Whether the answer may change while the program runs.
  var dependsOnLocale: Bool { self == .localeWord || self == .notLocaleWord }

  func contains(_ code: UInt32) -> Bool {
    let isMember =
      switch self {
      case .digit, .notDigit: code &- 0x30 < 10
      case .space, .notSpace: code == 0x20 || code &- 0x09 < 5
      case .word, .notWord: CharacterCategory.isASCIIWord(code)
      case .lineBreak, .notLineBreak: code == 0x0a
      case .localeWord, .notLocaleWord: code < 0x100 && (isalnum(Int32(code)) != 0 || code == 0x5f)
      case .unicodeDigit, .notUnicodeDigit: code < 0x80 ? code &- 0x30 < 10 : Unicode16.isDecimal(code)
      case .unicodeSpace, .notUnicodeSpace: Unicode16.isWhitespace(code)
      case .unicodeWord, .notUnicodeWord: CharacterCategory.isUnicodeWord(code)
      case .unicodeLineBreak, .notUnicodeLineBreak: CharacterCategory.isUnicodeLineBreak(code)
      }
    return isMember != isNegated
  }

  static func isASCIIWord(_ code: UInt32) -> Bool {
    (code | 0x20) &- 0x61 < 26 || code &- 0x30 < 10 || code == 0x5f
  }

  static func isUnicodeWord(_ code: UInt32) -> Bool {
    if code < 0x80 { return isASCIIWord(code) }
    return Unicode16.isAlphabetic(code) || Unicode16.isDecimal(code) || Unicode16.isDigit(code)
      || Unicode16.isNumeric(code)
  }

  private static func isUnicodeLineBreak(_ code: UInt32) -> Bool {
    code &- 0x0a < 4 || code &- 0x1c < 3 || code == 0x85 || code == 0x2028 || code == 0x2029
  }
}

/// How a pattern that ignores case compares: letters are mapped one by one, as `_sre.unicode_tolower` does.
enum CaseFolding: UInt8 {
  case none, ascii, unicode, locale

  func lower(_ code: UInt32) -> UInt32 {
    switch self {
    case .none: code
    case .ascii: code &- 0x41 < 26 ? code | 0x20 : code
    case .unicode: CaseFolding.unicodeLower(code)
    case .locale: code < 0x100 ? UInt32(tolower(Int32(code))) : code
    }
  }

  func upper(_ code: UInt32) -> UInt32 {
    switch self {
    case .none: code
    case .ascii: code &- 0x61 < 26 ? code & ~0x20 : code
    case .unicode: Unicode16.mapping(of: code, to: .upper)[0]
    case .locale: code < 0x100 ? UInt32(toupper(Int32(code))) : code
    }
  }

  static func unicodeLower(_ code: UInt32) -> UInt32 {
    if code < 0x80 { return code &- 0x41 < 26 ? code | 0x20 : code }
    return Unicode16.mapping(of: code, to: .lower)[0]
  }

  /// Whether the code point has another case.
  func isCased(_ code: UInt32) -> Bool { lower(code) != code || upper(code) != code }
}
