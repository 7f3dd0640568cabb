/// The encoding that a source declares in a comment of its first two lines (PEP 263):
/// `# -*- coding: latin-1 -*-`.
struct EncodingDeclaration {
  /// As the source states it, but one name for UTF-8 and one for Latin-1 in their common spellings.
  var name: String
  /// Of the line that states it.
  var line: Int32
  var lineStart, lineEnd: Int

  /// Nil if there is none.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for number: Int32 in [1, 2] {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
      if end == text.count { return nil }
      guard let comment = Self.comment(in: text, from: start, to: end) else { return nil }
      if let name = Self.name(in: text, from: comment, to: end) {
        self.name = Self.normalized(name)
        line = number
        (lineStart, lineEnd) = (start, end)
        return
      }
      start = end + 1
    }
    return nil
  }

  var isUTF8: Bool { name == "utf-8" }

  /// Where the comment of a line begins that holds nothing else; its end for a blank line. Nil if it
  /// holds more: then no declaration follows.
  private static func comment(in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    for place in start..<end {
      switch text[place] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), formFeed: continue
      case UInt8(ascii: "#"): return place
      default: return nil
      }
    }
    return end
  }

  /// `coding`, `:` or `=`, blanks, the name.
  private static func name(in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> String? {
    let word: StaticString = "coding"
    var place = start
    while place + word.utf8CodeUnitCount < end {
      var next = place
      while next - place < word.utf8CodeUnitCount, text[next] == word.utf8Start[next - place] { next += 1 }
      let isWord = next - place == word.utf8CodeUnitCount
      place += 1
      if !isWord || text[next] != UInt8(ascii: ":") && text[next] != UInt8(ascii: "=") { continue }
      next += 1
      while next < end, text[next] == UInt8(ascii: " ") || text[next] == UInt8(ascii: "\t") { next += 1 }
      let nameStart = next
      while next < end, isNamePart(text[next]) { next += 1 }
      if next > nameStart {
        return String(decoding: UnsafeBufferPointer(rebasing: text[nameStart..<next]), as: UTF8.self)
      }
    }
    return nil
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: isDigit(byte) || lowercased(byte) &- UInt8(ascii: "a") < 26
    }
  }

  /// CPython looks at the first twelve characters only.
  private static func normalized(_ name: String) -> String {
    var start = ""
    for byte in name.utf8.prefix(12) {
      let isUpper = byte &- UInt8(ascii: "A") < 26
      let character = byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : isUpper ? lowercased(byte) : byte
      start.unicodeScalars.append(Unicode.Scalar(character))
    }
    if start == "utf-8" || hasPrefix(start, "utf-8-") { return "utf-8" }
    for latin in ["latin-1", "iso-8859-1", "iso-latin-1"] where start == latin || hasPrefix(start, latin + "-") {
      return "iso-8859-1"
    }
    return name
  }

  private static func hasPrefix(_ text: String, _ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }
}
