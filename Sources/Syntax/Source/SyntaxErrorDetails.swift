/// What the attributes of Python's `SyntaxError` hold.
public struct SyntaxErrorDetails: Sendable {
  /// Nil stands for None.
  public var line, offset, endLine, endOffset: Int32?
  public var text: String?
}

extension SyntaxError {
  /// The attributes that Python's exception has, for an error in this source; without one (it could not
  /// be decoded) there is no text beyond what the error brings.
  ///
  /// Offsets count from 1, in characters of `text`. CPython counts them by decoding the text up to the
  /// byte column, which ends where the text does, and lets what is not positive stand.
  public func details(in source: Source?) -> SyntaxErrorDetails {
    var details = SyntaxErrorDetails()
    if range.line < 0 { return details }
    let excerpt = excerptBytes(in: source)
    let counts = countsCharacters
    func offset(of column: Int32) -> Int32 {
      guard let excerpt, counts, column >= 0 else { return column + 1 }
      return Int32(truncatingIfNeeded: characterCount(excerpt[..<min(Int(column) + 1, excerpt.count)]))
        + (Int(column) >= excerpt.count ? 1 : 0)
    }
    details.line = range.line
    details.offset = offset(of: range.column)
    if hasEnd {
      details.endLine = range.endLine
      details.endOffset = offset(of: range.endColumn)
    }
    details.text = text(excerpt)
    return details
  }

  private var countsCharacters: Bool {
    switch excerpt {
    case .line, .endedLine: true
    case .text, .absent: false
    }
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>?) -> String? {
    if case .text(let text) = excerpt { return text }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  private func excerptBytes(in source: Source?) -> UnsafeBufferPointer<UInt8>? {
    guard let source else { return nil }
    switch excerpt {
    case .line:
      let (start, end) = source.line(range.line)
      return source[start, end]
    case .endedLine:
      let (start, end) = source.line(range.line)
      return source[start, min(end + 1, Int32(truncatingIfNeeded: source.count))]
    case .text, .absent: return nil
    }
  }
}
