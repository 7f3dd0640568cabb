extension Source {
  /// From a source's bytes: UTF-8, or what its byte order mark and its declaration say (PEP 263).
  ///
  /// - Parameter decoder: Decodes what is neither UTF-8 nor Latin-1 nor ASCII.
  public convenience init(
    bytes: UnsafeBufferPointer<UInt8>, mode: ParseOptions.Mode = .file, decoder: (any SourceDecoder)? = nil
  ) throws(SyntaxError) {
    var buffer = TextBuffer(bytes, endsLastLine: mode == .file)
    if buffer.hasNull { throw Source.nullBytes }
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let hasMark = buffer.text.starts(with: mark)
    if hasMark { buffer.removeFirst(mark.count) }

    if let declaration = EncodingDeclaration(buffer.text), !declaration.isUTF8 {
      if hasMark { throw Source.contradiction(declaration, in: buffer.text) }
      try buffer.decode(from: declaration.name, decoder)
    } else if let fault = UTF8Fault.first(in: buffer.text) {
      throw Source.undeclared(fault, in: buffer)
    }
    try Source.verifySize(buffer.count)
    let (base, count) = buffer.release()
    self.init(adopting: base, count: count)
  }

  /// From text that is decoded already: UTF-8 in which lone surrogates, which no source may have, are
  /// coded like other code points.
  public convenience init(text: UnsafeBufferPointer<UInt8>, mode: ParseOptions.Mode = .file) throws(SyntaxError) {
    if let error = Source.surrogates(in: text) { throw error }
    try Source.verifySize(text.count)
    var buffer = TextBuffer(text, endsLastLine: mode == .file)
    if buffer.hasNull { throw Source.nullBytes }
    let (base, count) = buffer.release()
    self.init(adopting: base, count: count)
  }

  // MARK: Errors

  /// The position of errors that have none.
  private static let nowhere = SourceRange(line: -1, column: -1, endLine: -1, endColumn: -1)
  /// CPython gives errors of decoding the line 0 and the offset -1.
  private static let beforeStart = SourceRange(line: 0, column: -2, endLine: 0, endColumn: -2)

  fileprivate static var nullBytes: SyntaxError {
    SyntaxError(
      .syntax, "source code string cannot contain null bytes", at: nowhere, hasEnd: false, excerpt: .absent)
  }

  fileprivate static func undecodable(_ message: String) -> SyntaxError {
    SyntaxError(.syntax, message, at: beforeStart, hasEnd: false, excerpt: .absent)
  }

  /// Offsets are 32 bits wide throughout.
  private static func verifySize(_ count: Int) throws(SyntaxError) {
    if count >= Int(Int32.max) - padding {
      throw SyntaxError(.tooComplex, "source is too long", at: nowhere, hasEnd: false, excerpt: .absent)
    }
  }

  private static func contradiction(
    _ declaration: EncodingDeclaration, in text: UnsafeBufferPointer<UInt8>
  ) -> SyntaxError {
    let line = UnsafeBufferPointer(rebasing: text[declaration.lineStart..<declaration.lineEnd])
    // CPython counts the second line with the "\n" before it.
    let end = Int32(truncatingIfNeeded: characterCount(line)) + declaration.line - 2
    return SyntaxError(
      .syntax, "encoding problem: \(declaration.name) with BOM",
      at: SourceRange(line: declaration.line, column: -1, endLine: declaration.line, endColumn: end),
      excerpt: .text(String(decoding: line, as: UTF8.self)))
  }

  private static func undeclared(_ fault: UTF8Fault, in buffer: borrowing TextBuffer) -> SyntaxError {
    let text = buffer.text
    var line: Int32 = 1
    var lineStart = 0
    for place in 0..<fault.start where text[place] == UInt8(ascii: "\n") {
      line += 1
      lineStart = place + 1
    }
    let column = Int32(truncatingIfNeeded: characterCount(text[lineStart..<fault.start]))
    var lineEnd = fault.start
    while lineEnd < text.count, text[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
    let excerpt = String(decoding: UnsafeBufferPointer(rebasing: text[lineStart..<lineEnd]), as: UTF8.self)
    return SyntaxError(
      .syntax, "Non-UTF-8 code starting with '\\x\(lowerHexadecimal(text[fault.start]))' on line \(line), but no encoding "
        + "declared; see https://peps.python.org/pep-0263/ for details",
      at: SourceRange(line: line, column: column, endLine: line, endColumn: column), excerpt: .text(excerpt))
  }

  /// What Python's UTF-8 encoder says of the first lone surrogates.
  private static func surrogates(in text: UnsafeBufferPointer<UInt8>) -> SyntaxError? {
    guard let fault = UTF8Fault.first(in: text) else { return nil }
    let position = characterCount(text[..<fault.start])
    var end = fault.start
    while end + 2 < text.count, text[end] == 0xed, text[end + 1] >= 0xa0 { end += 3 }
    let count = (end - fault.start) / 3
    let subject: String
    if count > 1 {
      subject = "characters in position \(position)-\(position + count - 1)"
    } else {
      var scalar: UInt32 = 0xfffd
      if count == 1 { scalar = UTF8Scalar(at: text.baseAddress! + fault.start).value }
      subject = "character '\\u\(String(scalar, radix: 16))' in position \(position)"
    }
    return SyntaxError(
      .unicodeEncode, "'utf-8' codec can't encode \(subject): surrogates not allowed", at: nowhere, hasEnd: false,
      excerpt: .absent)
  }
}

/// How many characters UTF-8 text has.
func characterCount(_ text: some Collection<UInt8>) -> Int {
  var count = 0
  for byte in text where byte & 0xc0 != 0x80 { count += 1 }
  return count
}

private func lowerHexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

/// A source's buffer while it is being made: text, then zeroes.
private struct TextBuffer: ~Copyable {
  var base: UnsafeMutablePointer<UInt8>
  var count: Int
  private var ownsBase = true

  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Copies text while it turns "\r\n" and "\r" to "\n", and ends the last line if asked to.
  init(_ text: UnsafeBufferPointer<UInt8>, endsLastLine: Bool) {
    let capacity = text.count + 1 + Source.padding
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
    count = text.count
    if let source = text.baseAddress { base.update(from: source, count: count) }
    unifyLineEnds()
    if endsLastLine, count == 0 || base[count - 1] != UInt8(ascii: "\n") {
      base[count] = UInt8(ascii: "\n")
      count += 1
    }
    for place in count..<capacity { base[place] = 0 }
  }

  /// Turns "\r\n" and "\r" to "\n" in place.
  private mutating func unifyLineEnds() {
    let carriageReturn = UInt8(ascii: "\r")
    var read = UnsafePointer(base).distance(to: carriageReturn, or: carriageReturn, within: count)
    var written = read
    while read < count {
      let byte = base[read]
      read += 1
      if byte == carriageReturn, read < count, base[read] == UInt8(ascii: "\n") { read += 1 }
      base[written] = byte == carriageReturn ? UInt8(ascii: "\n") : byte
      written += 1
    }
    count = written
  }

  var hasNull: Bool { UnsafePointer(base).distance(to: 0, or: 0, within: count) < count }

  /// Copies text whose line ends are right.
  private init(_ text: [UInt8]) {
    count = text.count
    base = .allocate(capacity: count + Source.padding)
    for place in 0..<count { (base + place).initialize(to: text[place]) }
    (base + count).initialize(repeating: 0, count: Source.padding)
  }

  deinit {
    if ownsBase { base.deallocate() }
  }

  /// Hands the buffer over. (Embedded Swift has no `discard self`.)
  mutating func release() -> (UnsafeMutablePointer<UInt8>, Int) {
    ownsBase = false
    return (base, count)
  }

  mutating func removeFirst(_ removed: Int) {
    for place in removed..<count { base[place - removed] = base[place] }
    count -= removed
    base[count] = 0
  }

  mutating func decode(from encoding: String, _ decoder: (any SourceDecoder)?) throws(SyntaxError) {
    switch SourceEncoding(encoding) {
    case .utf8:
      if let fault = UTF8Fault.first(in: text) { throw Source.undecodable(message(of: fault)) }
    case .ascii:
      for place in 0..<count where base[place] >= 128 {
        throw Source.undecodable(
          "'ascii' codec can't decode byte 0x\(lowerHexadecimal(base[place])) in position \(place): "
            + "ordinal not in range(128)")
      }
    case .latin1:
      decodeLatin1()
    case nil:
      switch decoder?.decode(text, encoding: encoding) ?? .failure("unknown encoding: \(encoding)") {
      case .failure(let message): throw Source.undecodable(message)
      case .text(let decoded):
        if let fault = decoded.withUnsafeBufferPointer({ UTF8Fault.first(in: $0) }) {
          throw Source.undecodable(message(of: fault))
        }
        if decoded.contains(0) { throw Source.nullBytes }
        self = TextBuffer(decoded)
      }
    }
  }

  private func message(of fault: UTF8Fault) -> String {
    let subject =
      fault.length == 1
      ? "byte 0x\(lowerHexadecimal(base[fault.start])) in position \(fault.start)"
      : "bytes in position \(fault.start)-\(fault.start + fault.length - 1)"
    return "'utf-8' codec can't decode \(subject): \(fault.reason)"
  }

  private mutating func decodeLatin1() {
    var widened: [UInt8] = []
    widened.reserveCapacity(count * 2)
    for byte in text {
      if byte < 128 {
        widened.append(byte)
      } else {
        widened.append(0xc0 | byte >> 6)
        widened.append(0x80 | byte & 0x3f)
      }
    }
    self = TextBuffer(widened)
  }
}
