import CUnicodeTables

/// The Unicode database, version 16.0: the one that Python 3.14 has, whatever Swift's own is.
///
/// Every theme (properties of code points, normalisation, names, …) is an extension in a file of its own
/// over constant tables in `CUnicodeTables`, which `Tools/generate/unicode_tables.py` writes; nothing is
/// computed at start-up. A code point is a `UInt32`, since Python's text may hold surrogates; values of
/// 0x110000 and above are no code points and have no property.
public enum Unicode16 {
  static let codePointLimit: UInt32 = 0x110000

  @inline(__always)
  static func properties(_ code: UInt32) -> unicode_record {
    code < codePointLimit ? unicode_properties(code) : unicode_record()
  }

  @inline(__always)
  static func has(_ flag: unicode_flag, _ code: UInt32) -> Bool {
    UInt32(properties(code).flags) & flag.rawValue != 0
  }

  /// Whether an identifier may begin with this code point: `XID_Start` or `_`.
  public static func isIdentifierStart(_ code: UInt32) -> Bool { has(unicode_identifier_start, code) }

  /// Whether an identifier may go on with this code point: `XID_Continue`.
  public static func isIdentifierContinue(_ code: UInt32) -> Bool { has(unicode_identifier_continue, code) }

  /// Whether `repr` shows this code point as itself: `str.isprintable`.
  public static func isPrintable(_ code: UInt32) -> Bool { has(unicode_printable, code) }

  /// The canonical combining class.
  public static func combiningClass(_ code: UInt32) -> UInt8 { properties(code).combining_class }
}
