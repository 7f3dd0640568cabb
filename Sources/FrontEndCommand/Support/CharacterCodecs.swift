import Glibc
import Syntax

/// Decodes sources in the encodings of the C library, and words its refusals as Python's codecs do.
final class CharacterCodecs: SourceDecoder {
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String) -> SourceDecoding {
    let codec = Self.codecName(of: encoding)
    if Self.transforms.contains(codec) {
      return .failure("'\(encoding)' is not a text encoding; use codecs.decode() to handle arbitrary codecs")
    }
    let descriptor = iconv_open("UTF-8", encoding)
    guard descriptor != iconv_t(bitPattern: -1) else { return .failure("unknown encoding: \(encoding)") }
    defer { iconv_close(descriptor) }
    // No character of any encoding takes more than four times its bytes.
    var text = [UInt8](repeating: 0, count: bytes.count * 4 + 16)
    var (left, inputLeft) = (text.count, bytes.count)
    let status = text.withUnsafeMutableBytes { target in
      var input = UnsafeMutablePointer(mutating: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self))
      var output: UnsafeMutablePointer<CChar>? = target.baseAddress!.assumingMemoryBound(to: CChar.self)
      return iconv(descriptor, &input, &inputLeft, &output, &left)
    }
    if status == -1 { return .failure(Self.complaint(of: codec, about: bytes, at: bytes.count - inputLeft)) }
    text.removeLast(left)
    return .text(text)
  }

  /// What Python's codec says of the byte that it stops at.
  private static func complaint(
    of codec: String, about bytes: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> String {
    let isMultibyte = multibyte.contains { codec.hasPrefix($0) }
    var text = ByteText()
    text.append("'\(isMultibyte ? codec : "charmap")' codec can't decode byte 0x")
    text.append(hexadecimal: UInt32(bytes[place]), digits: 2)
    text.append(" in position \(place): ")
    text.append(isMultibyte ? "illegal multibyte sequence" : "character maps to <undefined>")
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The name of Python's module for an encoding.
  private static func codecName(of encoding: String) -> String {
    let name = encoding.lowercased().replacing("-", with: "_")
    return name == "sjis" ? "shift_jis" : name
  }

  /// What the names of encodings begin with whose characters may take several bytes.
  private static let multibyte = ["shift_jis", "euc_", "big5", "gb", "cp932", "cp949", "cp950", "iso2022", "johab", "hz"]

  /// Python's codecs that decode to no text.
  private static let transforms: Set<String> = [
    "base64", "base64_codec", "bz2", "bz2_codec", "hex", "hex_codec", "quopri", "quopri_codec", "rot13", "rot_13", "uu",
    "uu_codec", "zip", "zlib", "zlib_codec",
  ]
}
