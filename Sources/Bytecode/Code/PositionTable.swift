/// Where in the source each instruction word comes from, delta-coded in about two bytes an instruction.
///
/// An entry is for a run of up to 32 words with one position:
///
///     ┌──────┬────────────┐
///     │ form │ length − 1 │  numbers, each a varint of 7 bits a byte, low ones first
///     └──────┴────────────┘
///       7..5      4..0
///
///     form 0  no position
///     form 1  Δline                                        a line without columns
///     form 2  Δcolumn, width                               on the line of the entry before
///     form 3  Δline, column, width                         on one line
///     form 4  Δline, endLine − line, column, endColumn
///
/// Δ is the (zigzag) difference from the last entry that had it; the line starts as the function's first.
public struct PositionTable: Hashable, Sendable {
  public let bytes: [UInt8]
  let firstLine: Int32

  init(bytes: [UInt8], firstLine: Int32) {
    self.bytes = bytes
    self.firstLine = firstLine
  }

  /// A run of instruction words of one position.
  public struct Run: BitwiseCopyable, Hashable, Sendable {
    public var start, end: Int
    public var position: SourcePosition
  }

  /// The runs in order, adjoining ones of one position possibly apart. Stops early where the bytes are damaged.
  public func forEachRun(_ body: (Run) -> Void) {
    var index = 0
    var position = SourcePosition(line: firstLine, endLine: firstLine, column: 0, endColumn: 0)
    var start = 0
    while index < bytes.count {
      let head = bytes[index]
      index += 1
      let end = start + Int(head & 31) + 1
      var run = position
      switch head >> 5 {
      case 0:
        run = .none
      case 1:
        position.line &+= delta(&index)
        run = .line(position.line)
      case 2:
        position.column &+= delta(&index)
        position.endLine = position.line
        position.endColumn = position.column &+ number(&index)
        run = position
      case 3:
        position.line &+= delta(&index)
        position.endLine = position.line
        position.column = number(&index)
        position.endColumn = position.column &+ number(&index)
        run = position
      case 4:
        position.line &+= delta(&index)
        position.endLine = position.line &+ number(&index)
        position.column = number(&index)
        position.endColumn = number(&index)
        run = position
      default:
        return
      }
      body(Run(start: start, end: end, position: run))
      start = end
    }
  }

  /// The position of one instruction word: a walk along the table, since only tracebacks ask.
  public subscript(word: Int) -> SourcePosition {
    var found = SourcePosition.none
    forEachRun { if $0.start <= word, word < $0.end { found = $0.position } }
    return found
  }

  /// `co_positions()`: the position of each instruction word.
  public func positions() -> [SourcePosition] {
    var all: [SourcePosition] = []
    forEachRun { all.append(contentsOf: repeatElement($0.position, count: $0.end - $0.start)) }
    return all
  }

  /// A range of instruction words of one line, or of none where `line` is −1.
  public struct LineRange: BitwiseCopyable, Hashable, Sendable {
    public var start, end: Int
    public var line: Int32
  }

  /// `co_lines()`: the instruction words by line; neighbours differ in their line.
  public func lines() -> [LineRange] {
    var ranges: [LineRange] = []
    forEachRun { run in
      if let last = ranges.last, last.line == run.position.line {
        ranges[ranges.count - 1].end = run.end
      } else {
        ranges.append(LineRange(start: run.start, end: run.end, line: run.position.line))
      }
    }
    return ranges
  }

  private func number(_ index: inout Int) -> Int32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      value |= UInt32(byte & 127) << shift  // a smart shift: beyond 32 bits it gives 0
      if byte < 128 { break }
      shift &+= 7
    }
    return Int32(bitPattern: value)
  }

  private func delta(_ index: inout Int) -> Int32 {
    let value = UInt32(bitPattern: number(&index))
    return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
  }
}

/// Makes a position table, run by run.
struct PositionTableBuilder {
  private var bytes: [UInt8] = []
  private let firstLine: Int32
  private var line: Int32
  private var column: Int32 = 0

  init(firstLine: Int32, capacity: Int) {
    (self.firstLine, line) = (firstLine, firstLine)
    bytes.reserveCapacity(capacity)
  }

  mutating func append(_ position: SourcePosition, count: Int) {
    var rest = count
    while rest > 0 {
      let part = min(rest, 32)
      rest -= part
      append(position, length: UInt8(truncatingIfNeeded: part - 1))
    }
  }

  private mutating func append(_ position: SourcePosition, length: UInt8) {
    guard position.hasLine else { return bytes.append(length) }
    let lineDelta = position.line &- line
    line = position.line
    guard position.hasColumns else {
      bytes.append(1 << 5 | length)
      return append(delta: lineDelta)
    }
    // A form without `endColumn` cannot say that a span ends before it begins; only the last form can.
    if position.endLine == position.line, position.endColumn >= position.column {
      if lineDelta == 0 {
        bytes.append(2 << 5 | length)
        append(delta: position.column &- column)
      } else {
        bytes.append(3 << 5 | length)
        append(delta: lineDelta)
        append(position.column)
      }
      append(position.endColumn &- position.column)
    } else {
      bytes.append(4 << 5 | length)
      append(delta: lineDelta)
      append(position.endLine &- position.line)
      append(position.column)
      append(position.endColumn)
    }
    column = position.column
  }

  private mutating func append(_ number: Int32) {
    var value = UInt32(bitPattern: number)
    while value >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 128)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  private mutating func append(delta: Int32) { append((delta << 1) ^ (delta >> 31)) }

  consuming func finish() -> PositionTable { PositionTable(bytes: bytes, firstLine: firstLine) }
}
