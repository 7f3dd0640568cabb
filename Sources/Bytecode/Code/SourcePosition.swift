/// The span of source that an instruction comes from: lines from 1, columns in UTF-8 bytes from 0; −1 where unknown.
public struct SourcePosition: BitwiseCopyable, Hashable, Sendable {
  public var line, endLine, column, endColumn: Int32

  @inlinable
  public init(line: Int32, endLine: Int32, column: Int32, endColumn: Int32) {
    (self.line, self.endLine, self.column, self.endColumn) = (line, endLine, column, endColumn)
  }

  /// Of an instruction that no line of the source stands for: tracing does not see it.
  @inlinable public static var none: SourcePosition { SourcePosition(line: -1, endLine: -1, column: -1, endColumn: -1) }

  /// A line without columns.
  public static func line(_ line: Int32) -> SourcePosition {
    SourcePosition(line: line, endLine: line, column: -1, endColumn: -1)
  }

  @inlinable public var hasLine: Bool { line >= 0 }
  @inlinable public var hasColumns: Bool { column >= 0 }
}
