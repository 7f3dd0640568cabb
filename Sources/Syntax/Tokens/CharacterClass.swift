/// What a byte may begin, which is what the lexer branches on.
enum CharacterClass: UInt8 {
  /// An ASCII letter, `_`, or a byte of a character beyond ASCII. This and the next class make up identifiers.
  case identifier
  case digit
  case newline, quote, dot
  /// Punctuation and whatever is none of the others.
  case other
  /// The sentinel.
  case end
}

/// The class of each byte, as a table that each lexer holds a pointer to.
struct CharacterClassTable: ~Copyable {
  let classes: UnsafeMutablePointer<CharacterClass>

  init() {
    classes = .allocate(capacity: 256)
    classes.initialize(repeating: .other, count: 256)
    for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
      classes[Int(byte)] = .identifier
      classes[Int(byte) - 32] = .identifier
    }
    classes[Int(UInt8(ascii: "_"))] = .identifier
    for byte in 128..<256 { classes[byte] = .identifier }
    for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { classes[Int(byte)] = .digit }
    classes[Int(UInt8(ascii: "\n"))] = .newline
    classes[Int(UInt8(ascii: "\""))] = .quote
    classes[Int(UInt8(ascii: "'"))] = .quote
    classes[Int(UInt8(ascii: "."))] = .dot
    classes[0] = .end
  }

  deinit { classes.deallocate() }

  @inline(__always)
  subscript(byte: UInt8) -> CharacterClass { classes[Int(byte)] }

  /// Whether a byte may stand inside an identifier, or make one of a number before it.
  @inline(__always)
  func continuesIdentifier(_ byte: UInt8) -> Bool {
    classes[Int(byte)].rawValue <= CharacterClass.digit.rawValue
  }
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

@inline(__always) func isHexDigit(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte | 32) &- UInt8(ascii: "a") < 6
}

@inline(__always) func isDigit(_ byte: UInt8, inBase radix: UInt8) -> Bool {
  radix == 16 ? isHexDigit(byte) : byte &- UInt8(ascii: "0") < radix
}

/// An ASCII letter in lower case; other bytes change too, but none becomes a letter.
@inline(__always) func lowercased(_ byte: UInt8) -> UInt8 { byte | 32 }

/// The value of a decimal or hexadecimal digit.
@inline(__always)
func digitValue(_ digit: UInt8) -> UInt8 {
  isDigit(digit) ? digit - UInt8(ascii: "0") : lowercased(digit) &- UInt8(ascii: "a") &+ 10
}
