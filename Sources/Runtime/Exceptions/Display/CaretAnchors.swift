import Syntax

/// What is special about an expression: the operator of a binary one, the brackets of a subscript or a call.
struct CaretAnchors {
  /// A line and a character, both from 0.
  struct Place: Comparable {
    var line, column: Int

    static func < (one: Place, other: Place) -> Bool { (one.line, one.column) < (other.line, other.column) }
  }

  private(set) var left: Place
  private(set) var right: Place

  /// Nil where the lines are no such expression.
  init?(_ lines: [SourceLine]) {
    // Between brackets, lines that belong together parse as one expression.
    guard let parsed = ParsedLines(lines, isBracketed: true), case .expr(let expression)? = parsed.onlyStatement else {
      return nil
    }
    let tree = parsed.tree
    let text = CharacterWalk(lines)
    switch tree[expression] {
    case .binOp(let operand, _, let second):
      guard let sign = text.first(from: parsed.end(of: operand), where: { !$0.properties.isWhitespace && $0 != ")" })
      else { return nil }
      left = sign
      right = Place(line: sign.line, column: sign.column + 1)
      // An operator of two characters ends before the second operand.
      if right.column < lines[right.line].count, right < parsed.start(of: second) {
        let next = lines[right.line][right.column]
        if !next.properties.isWhitespace, next != "\\", next != "#" { right.column += 1 }
      }
    case .subscript(let value, _, _):
      guard let bracket = text.first(from: parsed.end(of: value), where: { $0 == "[" }) else { return nil }
      (left, right) = (bracket, parsed.end(of: expression))
    case .call(let function, _, _):
      guard let bracket = text.first(from: parsed.end(of: function), where: { $0 == "(" }) else { return nil }
      (left, right) = (bracket, parsed.end(of: expression))
    default: return nil
    }
  }
}

/// Whether lines are a statement that is all one call.
struct StatementShape {
  private let lines: [SourceLine]

  init(_ lines: [SourceLine]) { self.lines = lines }

  /// `return f(…)` or `x = f(…)`, where the call stands from a character of the first line to one of the last.
  func isWholeCall(from start: Int, to end: Int) -> Bool {
    guard let parsed = ParsedLines(lines, isBracketed: false), let statement = parsed.firstStatement else { return false }
    let call: Expression
    switch statement {
    case .return(let value?): call = value
    case .assign(_, let value, _): call = value
    default: return false
    }
    guard case .call(let function, _, _) = parsed.tree[call] else { return false }
    if case .return = statement {
      guard case .name = parsed.tree[function] else { return false }
    }
    let range = parsed.tree.range(of: call)
    return range.line == 1 && Int(range.endLine) == lines.count && Int(range.column) == start && Int(range.endColumn) == end
  }
}

/// Some lines of a source as a syntax tree.
private struct ParsedLines {
  let tree: SyntaxTree
  private let lines: [SourceLine]
  private let isBracketed: Bool

  /// Nil where they are not valid by themselves.
  init?(_ lines: [SourceLine], isBracketed: Bool) {
    var text = String.UnicodeScalarView()
    if isBracketed { text.append(contentsOf: "(\n".unicodeScalars) }
    for line in lines {
      text.append(contentsOf: line)
      text.append("\n")
    }
    if isBracketed { text.append(")") }
    let bytes = Array(String(text).utf8)
    let source = bytes.withUnsafeBufferPointer { try? Source(bytes: $0) }
    guard let source, let parsed = try? Parser.parse(source) else { return nil }
    (tree, self.lines, self.isBracketed) = (parsed.tree, lines, isBracketed)
  }

  private var body: NodeList<Statement>? {
    if case .module(let body, _) = tree[tree.root] { body } else { nil }
  }

  var firstStatement: StatementNode? {
    guard let body, let first = tree[body].first else { return nil }
    return tree[first]
  }

  var onlyStatement: StatementNode? {
    guard let body, tree[body].count == 1 else { return nil }
    return firstStatement
  }

  func start(of expression: Expression) -> CaretAnchors.Place {
    let range = tree.range(of: expression)
    return place(range.line, range.column)
  }

  func end(of expression: Expression) -> CaretAnchors.Place {
    let range = tree.range(of: expression)
    return place(range.endLine, range.endColumn)
  }

  private func place(_ line: Int32, _ byte: Int32) -> CaretAnchors.Place {
    let number = Int(line) - (isBracketed ? 2 : 1)
    var (bytes, column) = (0, 0)
    while column < lines[number].count, bytes < Int(byte) {
      bytes += UTF8.width(lines[number][column])
      column += 1
    }
    return CaretAnchors.Place(line: number, column: column)
  }
}

/// Looks for characters of code: comments and continued lines are skipped.
private struct CharacterWalk {
  private let lines: [SourceLine]

  init(_ lines: [SourceLine]) { self.lines = lines }

  func first(
    from start: CaretAnchors.Place, where isWanted: (Unicode.Scalar) -> Bool
  ) -> CaretAnchors.Place? {
    var place = start
    while place.line < lines.count {
      let line = lines[place.line]
      if place.column >= line.count || line[place.column] == "\\" || line[place.column] == "#" {
        place = CaretAnchors.Place(line: place.line + 1, column: 0)
      } else if isWanted(line[place.column]) {
        return place
      } else {
        place.column += 1
      }
    }
    return nil
  }
}
