import Syntax

/// Tokens as text, one on each line: `kind line:column-line:column start-end`, the last two in bytes of
/// the source.
enum TokenDump {
  static func dump(_ source: Source, options: ParseOptions) throws(LocatedError) -> (text: [UInt8], [SyntaxWarning]) {
    var lexer = Lexer(source, options: LexerOptions(typeComments: options.typeComments))
    var text = ByteText()
    do throws(SyntaxError) {
      var kind = TokenKind.newline
      while kind != .endOfFile {
        let token = try lexer.next()
        kind = token.kind
        text.append("\(kind) ")
        text.append(position: token.range.line, token.range.column)
        text.append("-")
        text.append(position: token.range.endLine, token.range.endColumn)
        text.append(" \(token.start)-\(token.end)\n")
      }
    } catch {
      throw LocatedError(error: error, source: source)
    }
    return (text.bytes, lexer.warnings)
  }
}

extension ByteText {
  fileprivate mutating func append(position line: Int32, _ column: Int32) {
    append(line)
    append(":")
    append(column)
  }
}
