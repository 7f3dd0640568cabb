/// Decodes the sources whose encoding Syntax does not know itself, which are all but UTF-8, Latin-1 and
/// ASCII. A module above that has codecs implements it.
public protocol SourceDecoder: AnyObject {
  /// The text as UTF-8, or what Python says of why there is none (`unknown encoding: …`).
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String) -> SourceDecoding
}

public enum SourceDecoding {
  case text([UInt8])
  case failure(String)
}

/// The encodings of sources that Syntax decodes.
enum SourceEncoding {
  case utf8, latin1, ascii

  /// By any of the names that Python's codecs have for it.
  init?(_ name: String) {
    switch Self.normalized(name) {
    case "utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001":
      self = .utf8
    case "latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859", "cp819", "ibm819",
      "csisolatin1", "iso_8859_1_1987", "iso_ir_100":
      self = .latin1
    case "ascii", "us_ascii", "us", "646", "cp367", "ibm367", "csascii", "iso646_us", "iso_646.irv_1991",
      "iso_ir_6", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986":
      self = .ascii
    default:
      return nil
    }
  }

  /// As the `encodings` package looks names up: in lower case, with "_" for any run of punctuation.
  private static func normalized(_ name: String) -> String {
    var result = ""
    var isAfterPunctuation = false
    for byte in name.utf8 {
      if isDigit(byte) || byte == UInt8(ascii: ".") || lowercased(byte) &- UInt8(ascii: "a") < 26 {
        if isAfterPunctuation, !result.isEmpty { result += "_" }
        isAfterPunctuation = false
        let isUpper = byte &- UInt8(ascii: "A") < 26
        result.unicodeScalars.append(Unicode.Scalar(isUpper ? lowercased(byte) : byte))
      } else {
        isAfterPunctuation = true
      }
    }
    return result
  }
}
