import Testing

@testable import Syntax

/// The source of a Swift string.
func source(_ text: String, mode: ParseOptions.Mode = .file) throws -> Source {
  let bytes = Array(text.utf8)
  return try bytes.withUnsafeBufferPointer { try Source(text: $0, mode: mode) }
}

/// The source of bytes.
func source(bytes: [UInt8]) throws -> Source {
  try bytes.withUnsafeBufferPointer { try Source(bytes: $0) }
}

/// What reading all tokens of a text gives.
struct Tokens {
  var kinds: [TokenKind] = []
  var texts: [String] = []
  /// `line:column-line:column`
  var places: [String] = []
  var warnings: [String] = []
  var typeIgnores: [String] = []
  var error: SyntaxErrorDetails?
  var message: String?
  var errorKind: SyntaxError.Kind?

  init(_ text: String, mode: ParseOptions.Mode = .file, typeComments: Bool = false) throws {
    let source = try source(text, mode: mode)
    var lexer = Lexer(source, options: LexerOptions(typeComments: typeComments))
    do {
      repeat {
        let token = try lexer.next()
        kinds.append(token.kind)
        texts.append(String(decoding: source[token.start, token.end], as: UTF8.self))
        let range = token.range
        places.append("\(range.line):\(range.column)-\(range.endLine):\(range.endColumn)")
      } while kinds.last != .endOfFile
    } catch {
      self.error = error.details(in: source)
      message = error.message
      errorKind = error.kind
    }
    warnings = lexer.warnings.map { "\($0.range.line): \($0.message)" }
    typeIgnores = lexer.typeIgnores.map {
      "\($0.line): \(String(decoding: source[$0.start, $0.end], as: UTF8.self))"
    }
  }
}

/// What is wrong with a text, as `message (line:offset-line:offset)`; empty if nothing is.
func lexicalError(_ text: String) throws -> String {
  let tokens = try Tokens(text)
  guard let message = tokens.message, let error = tokens.error else { return "" }
  func number(_ value: Int32?) -> String { value.map { "\($0)" } ?? "None" }
  let place = "\(number(error.line)):\(number(error.offset))-\(number(error.endLine)):\(number(error.endOffset))"
  return "\(message) (\(place))"
}

/// The value of an expression's first constant.
struct ParsedLiteral {
  let tree: SyntaxTree
  let warnings: [SyntaxWarning]

  init(_ text: String) throws {
    var options = ParseOptions()
    options.mode = .expression
    (tree, warnings) = try Parser.parse(try source(text, mode: .expression), options: options)
  }

  var expression: Expression? {
    if case .expression(let body) = tree[tree.root] { return body }
    return nil
  }

  var value: LiteralValue? {
    guard let expression, case .constant(let value, _) = tree[expression] else { return nil }
    return tree[value]
  }

  /// The bytes of a text, bytes or big int constant.
  var bytes: [UInt8]? {
    switch value {
    case .text(let range), .bytes(let range), .bigInteger(let range): Array(tree[range])
    default: nil
    }
  }

  var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
}

/// What Python says of a source that the parser refuses.
func parseError(_ text: String) throws -> String {
  do {
    _ = try Parser.parse(try source(text))
    return ""
  } catch let error as SyntaxError {
    return error.message
  }
}
