import ArgumentParser
import UnicodeTables

/// Prints the Unicode tables, for Tools/frontend/compare_unicode.py.
struct UnicodeTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unicode", abstract: "Print properties and normal forms of every code point, or look up names.")

  @Flag(help: "Read names, a line each, and print their code points, 0 for none.")
  var names = false

  func run() throws {
    var text = ByteText()
    if names {
      while let name = readLine() {
        text.append(Array(name.utf8).withUnsafeBufferPointer { Unicode16.scalar(named: $0) } ?? 0)
        text.append("\n")
      }
    } else {
      for code: UInt32 in 0..<0x110000 { appendRow(code, to: &text) }
    }
    printBytes(text.bytes)
  }

  /// Flags, combining class and, where they differ from the code point, the normal forms.
  private func appendRow(_ code: UInt32, to text: inout ByteText) {
    text.append(Unicode16.isIdentifierStart(code) ? "S" : "-")
    text.append(Unicode16.isIdentifierContinue(code) ? "C" : "-")
    text.append(Unicode16.isPrintable(code) ? "P" : "-")
    text.append(Unicode16.combiningClass(code))
    if let scalar = Unicode.Scalar(code) {
      let plain = Array(String(scalar).utf8)
      for form: NormalizationForm in [.nfc, .nfd, .nfkc, .nfkd] {
        text.append(" ")
        let normal = plain.withUnsafeBufferPointer { Unicode16.normalize($0, to: form) }
        if normal != plain { normal.withUnsafeBufferPointer { text.append($0) } }
      }
    }
    text.append("\n")
  }
}
