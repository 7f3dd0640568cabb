/// The columns of the blocks that are open.
struct IndentationStack: ~Copyable {
  struct Level: BitwiseCopyable {
    /// With tabs to multiples of eight; with each tab as one column.
    var column, alternateColumn: Int
  }

  private let levels: UnsafeMutablePointer<Level>
  private(set) var depth = 0
  /// Tokens owed to the parser: indents if above zero, dedents if below.
  var pending = 0

  /// CPython's limit, the module's own level included.
  static let limit = 100

  init() {
    levels = .allocate(capacity: Self.limit)
    levels.initialize(to: Level(column: 0, alternateColumn: 0))
  }

  deinit { levels.deallocate() }

  var last: Level { levels[depth] }
  var isFull: Bool { depth + 1 >= Self.limit }

  mutating func push(_ level: Level) {
    depth += 1
    (levels + depth).initialize(to: level)
    pending += 1
  }

  mutating func pop() {
    depth -= 1
    pending -= 1
  }
}

extension Lexer {
  static let tabWidth = 8

  /// At the start of a line: moves over its indentation and notes what blocks it opens or closes.
  /// Says whether the line is blank or a comment alone, which no block minds.
  mutating func measureIndentation() throws(SyntaxError) -> Bool {
    beginLine()
    var level = IndentationStack.Level(column: 0, alternateColumn: 0)
    // What stands before the first backslash is the indentation of the joined line.
    var continuedColumn = 0
    scan: while true {
      switch base[cursor] {
      case UInt8(ascii: " "):
        level.column += 1
        level.alternateColumn += 1
      case UInt8(ascii: "\t"):
        level.column = (level.column / Self.tabWidth + 1) * Self.tabWidth
        level.alternateColumn += 1
      case formFeed:
        level = IndentationStack.Level(column: 0, alternateColumn: 0)
      case UInt8(ascii: "\\"):
        if continuedColumn == 0 { continuedColumn = level.column }
        cursor += 1
        try continueLine()
        continue
      default:
        break scan
      }
      cursor += 1
    }
    if base[cursor] == UInt8(ascii: "#") || base[cursor] == UInt8(ascii: "\n") { return true }
    if brackets.count > 0 { return false }
    if continuedColumn != 0 {
      level = IndentationStack.Level(column: continuedColumn, alternateColumn: continuedColumn)
    }
    try settle(level)
    if cursor == source.count { hasReachedEnd = true }
    return false
  }

  /// Opens or closes blocks so that the innermost has these columns.
  @inline(__always)
  private mutating func settle(_ level: IndentationStack.Level) throws(SyntaxError) {
    let current = indentation.last
    if level.column == current.column {
      if level.alternateColumn != current.alternateColumn { throw inconsistentTabs() }
    } else if level.column > current.column {
      if indentation.isFull {
        moveToLineEnd()
        throw localError(.indentation, "too many levels of indentation", column: 0)
      }
      if level.alternateColumn <= current.alternateColumn { throw inconsistentTabs() }
      indentation.push(level)
    } else {
      while indentation.depth > 0, level.column < indentation.last.column { indentation.pop() }
      if level.column != indentation.last.column {
        moveToLineEnd()
        throw localError(
          .indentation, "unindent does not match any outer indentation level",
          column: cursor - lineStart - 1, endColumn: -2)
      }
      if level.alternateColumn != indentation.last.alternateColumn { throw inconsistentTabs() }
    }
  }

  /// Lets the dedents of all open blocks come next: an interactive source has ended.
  mutating func closeBlocks() {
    while indentation.depth > 0 { indentation.pop() }
  }

  private mutating func inconsistentTabs() -> SyntaxError {
    moveToLineEnd()
    return localError(.tab, "inconsistent use of tabs and spaces in indentation", column: 0)
  }

  /// One of the indents or dedents owed; they have no column of their own.
  mutating func pendingIndentation() -> Token {
    tokenStart = cursor
    if indentation.pending > 0 {
      indentation.pending -= 1
      return token(.indent, column: -1)
    }
    indentation.pending += 1
    return token(.dedent, column: -1)
  }
}
