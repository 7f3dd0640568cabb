import Glibc
import Syntax

/// Decodes sources in the encodings of the C library.
final class CharacterCodecs: SourceDecoder {
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, encoding: String) -> SourceDecoding {
    let descriptor = iconv_open("UTF-8", encoding)
    guard descriptor != iconv_t(bitPattern: -1) else { return .failure("unknown encoding: \(encoding)") }
    defer { iconv_close(descriptor) }
    // No character of any encoding takes more than four times its bytes.
    var text = [UInt8](repeating: 0, count: bytes.count * 4 + 16)
    let capacity = text.count
    var left = capacity
    let status = text.withUnsafeMutableBytes { target in
      var input = UnsafeMutablePointer(mutating: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self))
      var inputLeft = bytes.count
      var output: UnsafeMutablePointer<CChar>? = target.baseAddress!.assumingMemoryBound(to: CChar.self)
      return iconv(descriptor, &input, &inputLeft, &output, &left)
    }
    if status == -1 { return .failure("'\(encoding)' codec can't decode the source") }
    text.removeLast(left)
    return .text(text)
  }
}
