import Bytecode

/// The lines of an instruction, with `~~~^^^` under the part that it stands for (PEP 657): carets under what is special
/// about it, an operator or what is called with, tildes under its operands.
struct SourceExcerpt {
  /// The lines with their common indentation taken off.
  private let lines: [SourceLine]
  /// Where the instruction begins in the first line and ends in the last, in characters.
  private var start = 0
  private var end = 0
  private var anchors: CaretAnchors?
  private var showsCarets = false

  init(_ original: [SourceLine], _ position: SourcePosition) {
    let shown = position.hasColumns ? original : [original[0]]
    let margin = Self.commonMargin(shown)
    lines = shown.map { Array($0.dropFirst(margin)) }
    guard position.hasColumns else { return }
    start = max(0, Self.character(atByte: Int(position.column), of: original[0]) - margin)
    end = max(0, Self.character(atByte: Int(position.endColumn), of: original[original.count - 1]) - margin)
    anchors = CaretAnchors(segment)
    showsCarets = needsCarets
  }

  // MARK: What to mark

  /// The part of the lines that is the instruction's.
  private var segment: [SourceLine] {
    var part = lines
    part[part.count - 1] = Array(part[part.count - 1].prefix(end))
    part[0] = Array(part[0].dropFirst(start))
    return part
  }

  /// Carets say nothing where all the lines would have them: a call whose result is returned or assigned, or
  /// anything else that has no inner structure to show.
  private var needsCarets: Bool {
    if StatementShape(lines).isWholeCall(from: start, to: end) { return false }
    if anchors != nil { return true }
    let before = lines[0].prefix(start).contains { !$0.properties.isWhitespace }
    return before || lines[lines.count - 1].dropFirst(end).contains { !$0.properties.isWhitespace }
  }

  /// The lines that are shown where there are too many: first and last, and those around the anchors.
  private var significantLines: [Int] {
    var shown: Swift.Set<Int> = [0, lines.count - 1]
    if let anchors {
      for line in [anchors.left.line, anchors.right.line] { shown.formUnion(line - 1...line + 1) }
    }
    return shown.filter { lines.indices.contains($0) }.sorted()
  }

  // MARK: Text

  var text: String {
    var rows: [SourceLine] = []
    var previous: Int?
    for line in significantLines {
      if let previous {
        if line - previous == 2 { append(line - 1, to: &rows) }
        if line - previous > 2 { rows.append(Array("...<\(line - previous - 1) lines>...".unicodeScalars)) }
      }
      append(line, to: &rows)
      previous = line
    }
    let margin = Self.commonMargin(rows)
    var text = String.UnicodeScalarView()
    for row in rows {
      text.append(contentsOf: "    ".unicodeScalars)
      if row.contains(where: { !$0.properties.isWhitespace }) { text.append(contentsOf: row.dropFirst(margin)) }
      text.append("\n")
    }
    return String(text)
  }

  private func append(_ number: Int, to rows: inout [SourceLine]) {
    let line = lines[number]
    rows.append(line)
    if !showsCarets { return }
    let indent = line.prefix { $0.properties.isWhitespace }.count
    let width = number == lines.count - 1 ? DisplayWidth.of(line.prefix(end)) : DisplayWidth.of(line[...])
    let first = number == 0 ? DisplayWidth.of(line.prefix(start)) : 0
    let inner = innerColumns(of: number)
    rows.append(
      (0..<width).map { column in
        if column < indent || column < first { return " " }
        return inner.map { $0.contains(column) ? "^" : "~" } ?? "^"
      })
  }

  /// The columns of a line that lie between the anchors; nil where there are none.
  private func innerColumns(of line: Int) -> Swift.Range<Int>? {
    guard let anchors else { return nil }
    if line < anchors.left.line || line > anchors.right.line { return 0..<0 }
    let left = line == anchors.left.line ? column(of: anchors.left) : 0
    let right = line == anchors.right.line ? column(of: anchors.right) : .max
    return left..<max(left, right)
  }

  private func column(of place: CaretAnchors.Place) -> Int {
    DisplayWidth.of(lines[place.line].prefix(place.column + (place.line == 0 ? start : 0)))
  }

  // MARK: Columns

  private static func character(atByte offset: Int, of line: SourceLine) -> Int {
    var (bytes, count) = (0, 0)
    while count < line.count, bytes < offset {
      bytes += UTF8.width(line[count])
      count += 1
    }
    return count
  }

  /// How much white space all lines begin with, blank ones aside.
  private static func commonMargin(_ lines: [SourceLine]) -> Int {
    var margin: ArraySlice<Unicode.Scalar>?
    for line in lines where line.contains(where: { !$0.properties.isWhitespace }) {
      let indent = line.prefix { $0 == " " || $0 == "\t" }
      guard let known = margin else {
        margin = indent
        continue
      }
      margin = known.prefix(zip(known, indent).prefix { $0 == $1 }.count)
    }
    return margin?.count ?? 0
  }
}
