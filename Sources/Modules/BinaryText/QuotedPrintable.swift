import CRuntime
import Runtime

/// The quoted-printable encoding of RFC 2045, with the underscores of RFC 2047 in headers.
struct QuotedPrintable {
  let context: Context
  let data: UnsafeBufferPointer<UInt8>
  let quotesBlanks: Bool
  let isText: Bool
  let isHeader: Bool
  private var output: [UInt8] = []
  private var lineLength = 0
  private var endsLinesWithCR = false

  /// Characters in a line of output, and the `=` that ends it early.
  private static var longestLine: Int { 76 }

  init(
    context: Context, data: UnsafeBufferPointer<UInt8>, quotesBlanks: Bool, isText: Bool, isHeader: Bool
  ) {
    (self.context, self.data) = (context, data)
    (self.quotesBlanks, self.isText, self.isHeader) = (quotesBlanks, isText, isHeader)
  }

  // MARK: Encoding

  mutating func encode() throws(Raised) -> Value {
    // Lines are ended as the first one is.
    if let first = data.firstIndex(of: 0x0a) { endsLinesWithCR = first > 0 && data[first - 1] == 0x0d }
    var place = 0
    while place < data.count {
      let byte = data[place]
      let next = place + 1 < data.count ? data[place + 1] : nil
      if mustQuote(byte, next) {
        if lineLength + 3 >= Self.longestLine { breakLine() }
        appendQuoted(byte)
        lineLength += 3
        place += 1
      } else if isText, byte == 0x0a || byte == 0x0d && next == 0x0a {
        if let last = output.last, last == 0x20 || last == 0x09 {
          output.removeLast()
          appendQuoted(last)
        }
        endLine()
        place += byte == 0x0d ? 2 : 1
      } else {
        if let next, next != 0x0a, lineLength + 1 >= Self.longestLine { breakLine() }
        output.append(isHeader && byte == 0x20 ? UInt8(ascii: "_") : byte)
        lineLength += 1
        place += 1
      }
    }
    return try Bytes.make(context, output).value
  }

  private func mustQuote(_ byte: UInt8, _ next: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: "="): true
    case UInt8(ascii: "_"): isHeader
    // Mail takes a dot alone in a line for its end.
    case UInt8(ascii: "."): lineLength == 0 && (next == nil || next == 0x0a || next == 0x0d || next == 0)
    case 0x0a, 0x0d: !isText
    case 0x09, 0x20: next == nil || quotesBlanks
    default: byte < 0x21 || byte > 0x7e
    }
  }

  private mutating func appendQuoted(_ byte: UInt8) {
    output += [
      UInt8(ascii: "="), BinaryText.hexadecimalDigit(byte >> 4, isUpper: true),
      BinaryText.hexadecimalDigit(byte & 15, isUpper: true),
    ]
  }

  private mutating func breakLine() {
    output.append(UInt8(ascii: "="))
    endLine()
  }

  private mutating func endLine() {
    if endsLinesWithCR { output.append(0x0d) }
    output.append(0x0a)
    lineLength = 0
  }

  // MARK: Decoding

  static func decode(_ context: Context, _ text: UnsafeBufferPointer<UInt8>, isHeader: Bool) throws(Raised) -> Value {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte != UInt8(ascii: "=") {
        output.append(isHeader && byte == UInt8(ascii: "_") ? 0x20 : byte)
        continue
      }
      if place >= text.count { break }
      if text[place] == 0x0a || text[place] == 0x0d {
        // A line that goes on: with all that stands between it and the newline.
        while place < text.count, text[place] != 0x0a { place += 1 }
        place += 1
      } else if text[place] == UInt8(ascii: "=") {
        output.append(byte)
        place += 1
      } else if place + 1 < text.count, let high = BinaryText.digit(text[place]), let low = BinaryText.digit(text[place + 1]) {
        output.append(high << 4 | low)
        place += 2
      } else {
        output.append(byte)
      }
    }
    return try Bytes.make(context, output).value
  }
}
