import UnicodeTables

/// Why the escapes of a string mean nothing: what `SyntaxError` says of it.
struct EscapeError: Error {
  /// The kind of Python exception that CPython turns into a SyntaxError.
  var cause: StaticString
  var reason: String

  var message: String { "(\(cause)) \(reason)" }
}

/// The first escape of a string that Python warns about, and how many line ends stand before it.
struct InvalidEscape {
  var message: String
  var lineOffset: Int32
  /// The character after the backslash is a brace.
  var isBrace: Bool
}

extension SyntaxTreeBuilder {
  /// Appends the text that a string's body stands for, the quotes taken off.
  /// Answers the first escape that is invalid.
  mutating func appendUnescaped(_ body: UnsafeBufferPointer<UInt8>) throws(EscapeError) -> InvalidEscape? {
    var invalid: InvalidEscape?
    var place = 0
    while place < body.count {
      let runStart = place
      while place < body.count, body[place] != UInt8(ascii: "\\") { place += 1 }
      appendText(UnsafeBufferPointer(rebasing: body[runStart..<place]))
      if place == body.count { break }

      let start = place
      place += 1
      // An f-string's field may follow a backslash at once.
      if place == body.count || body[place] >= 128 {
        appendText(UInt8(ascii: "\\"))
        continue
      }
      if appendSimpleEscape(in: body, at: &place, &invalid) { continue }
      let kind = body[place]
      place += 1
      switch kind {
      case UInt8(ascii: "x"):
        appendScalar(try hexadecimalEscape(in: body, from: start, at: &place, digits: 2, "\\xXX"))
      case UInt8(ascii: "u"):
        appendScalar(try hexadecimalEscape(in: body, from: start, at: &place, digits: 4, "\\uXXXX"))
      case UInt8(ascii: "U"):
        appendScalar(try hexadecimalEscape(in: body, from: start, at: &place, digits: 8, "\\UXXXXXXXX"))
      case UInt8(ascii: "N"):
        appendScalar(try namedCharacter(in: body, from: start, at: &place))
      default:
        appendText(UInt8(ascii: "\\"))
        appendText(kind)
        noteInvalidEscape(&invalid, in: body, from: start, to: place)
      }
    }
    return invalid
  }

  /// Appends the bytes that a bytes literal's body stands for.
  mutating func appendUnescapedBytes(_ body: UnsafeBufferPointer<UInt8>) throws(EscapeError) -> InvalidEscape? {
    var invalid: InvalidEscape?
    var place = 0
    while place < body.count {
      if body[place] != UInt8(ascii: "\\") || place + 1 == body.count {
        appendText(body[place])
        place += 1
        continue
      }
      let start = place
      place += 1
      if appendSimpleEscape(in: body, at: &place, isBytes: true, &invalid) { continue }
      let kind = body[place]
      place += 1
      if kind != UInt8(ascii: "x") {
        appendText(UInt8(ascii: "\\"))
        appendText(kind)
        noteInvalidEscape(&invalid, in: body, from: start, to: place)
      } else if place + 1 < body.count, isHexDigit(body[place]), isHexDigit(body[place + 1]) {
        appendText(digitValue(body[place]) << 4 | digitValue(body[place + 1]))
        place += 2
      } else {
        throw EscapeError(cause: "value error", reason: "invalid \\x escape at position \(start)")
      }
    }
    return invalid
  }

  /// After a backslash: an escape that text and bytes share, or false.
  private mutating func appendSimpleEscape(
    in body: UnsafeBufferPointer<UInt8>, at place: inout Int, isBytes: Bool = false, _ invalid: inout InvalidEscape?
  ) -> Bool {
    switch body[place] {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): appendText(body[place])
    case UInt8(ascii: "a"): appendText(7)
    case UInt8(ascii: "b"): appendText(8)
    case UInt8(ascii: "t"): appendText(9)
    case UInt8(ascii: "n"): appendText(10)
    case UInt8(ascii: "v"): appendText(11)
    case UInt8(ascii: "f"): appendText(12)
    case UInt8(ascii: "r"): appendText(13)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let start = place
      var value: UInt32 = 0
      while place < body.count, place < start + 3, isDigit(body[place], inBase: 8) {
        value = value << 3 | UInt32(digitValue(body[place]))
        place += 1
      }
      if value > 0o377 { noteInvalidEscape(&invalid, in: body, from: start - 1, to: place, "octal ") }
      if isBytes { appendText(UInt8(truncatingIfNeeded: value)) } else { appendScalar(value) }
      return true
    default: return false
    }
    place += 1
    return true
  }

  private func noteInvalidEscape(
    _ invalid: inout InvalidEscape?, in body: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int,
    _ kind: StaticString = ""
  ) {
    if invalid != nil { return }
    var lines: Int32 = 0
    for byte in body[..<start] where byte == UInt8(ascii: "\n") { lines += 1 }
    let escape = String(decoding: UnsafeBufferPointer(rebasing: body[start..<end]), as: UTF8.self)
    let isBrace = body[start + 1] == UInt8(ascii: "{") || body[start + 1] == UInt8(ascii: "}")
    invalid = InvalidEscape(message: invalidEscapeMessage(escape, kind), lineOffset: lines, isBrace: isBrace)
  }

  private func hexadecimalEscape(
    in body: UnsafeBufferPointer<UInt8>, from start: Int, at place: inout Int, digits: Int, _ form: StaticString
  ) throws(EscapeError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      if place == body.count || !isHexDigit(body[place]) {
        throw unicodeEscapeError(in: body, from: start, to: place, "truncated \(form) escape")
      }
      value = value << 4 | UInt32(digitValue(body[place]))
      place += 1
    }
    if value > 0x10ffff { throw unicodeEscapeError(in: body, from: start, to: place, "illegal Unicode character") }
    return value
  }

  /// After `\N`: `{…}`.
  private func namedCharacter(
    in body: UnsafeBufferPointer<UInt8>, from start: Int, at place: inout Int
  ) throws(EscapeError) -> UInt32 {
    let malformed = "malformed \\N character escape"
    if place == body.count || body[place] != UInt8(ascii: "{") {
      throw unicodeEscapeError(in: body, from: start, to: place, malformed)
    }
    place += 1
    let nameStart = place
    while place < body.count, body[place] != UInt8(ascii: "}") { place += 1 }
    if place == body.count || place == nameStart {
      throw unicodeEscapeError(in: body, from: start, to: place, malformed)
    }
    let name = UnsafeBufferPointer(rebasing: body[nameStart..<place])
    place += 1
    guard let scalar = Unicode16.scalar(named: name) else {
      throw unicodeEscapeError(in: body, from: start, to: place, "unknown Unicode character name")
    }
    return scalar
  }

  /// CPython counts positions in a rewritten body: characters beyond ASCII stand there as `\UXXXXXXXX`,
  /// and a backslash before one as `\u005c`.
  private func unicodeEscapeError(
    in body: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, _ reason: String
  ) -> EscapeError {
    func position(_ end: Int) -> Int {
      var position = 0
      for i in 0..<end {
        let byte = body[i]
        if byte >= 128 {
          if byte >= 0xc0 { position += 10 }
        } else {
          let isBeforeNonASCII = byte == UInt8(ascii: "\\") && i + 1 < body.count && body[i + 1] >= 128
          position += isBeforeNonASCII && !isEscaped(i) ? 6 : 1
        }
      }
      return position
    }
    func isEscaped(_ place: Int) -> Bool {
      var backslashes = 0
      while backslashes < place, body[place - 1 - backslashes] == UInt8(ascii: "\\") { backslashes += 1 }
      return backslashes % 2 == 1
    }
    return EscapeError(
      cause: "unicode error",
      reason: "'unicodeescape' codec can't decode bytes in position "
        + "\(position(start))-\(position(end) - 1): \(reason)")
  }

  /// Appends a code point, a lone surrogate like any other.
  mutating func appendScalar(_ scalar: UInt32) {
    func trail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift & 0x3f | 0x80) }
    switch scalar {
    case ..<0x80:
      appendText(UInt8(truncatingIfNeeded: scalar))
      return
    case ..<0x800:
      appendText(UInt8(truncatingIfNeeded: scalar >> 6 | 0xc0))
    case ..<0x10000:
      appendText(UInt8(truncatingIfNeeded: scalar >> 12 | 0xe0))
      appendText(trail(6))
    default:
      appendText(UInt8(truncatingIfNeeded: scalar >> 18 | 0xf0))
      appendText(trail(12))
      appendText(trail(6))
    }
    appendText(trail(0))
  }
}

/// What CPython warns of an escape that means nothing.
func invalidEscapeMessage(_ escape: String, _ kind: StaticString = "") -> String {
  "\"\(escape)\" is an invalid \(kind)escape sequence. Such sequences will not work in the future. "
    + "Did you mean \"\\\(escape)\"? A raw string is also an option."
}
