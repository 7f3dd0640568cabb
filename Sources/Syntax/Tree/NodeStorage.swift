// The arena in which a module's syntax tree lives.
//
// Nodes are runs of 32-bit words, addressed by the index of their first word; a node refers to its
// children by their indices, so that a tree of any depth is freed in one step and never by recursion:
//
//     offset ─▶ ┌──────┬──────┬────────┬─────────┬───────────┬─────────┬─────
//               │ kind │ line │ column │ endLine │ endColumn │ field 0 │ …      a node
//               └──────┴──────┴────────┴─────────┴───────────┴─────────┴─────
//     offset ─▶ ┌───────┬──────────┬──────────┬─────
//               │ count │ member 0 │ member 1 │ …                               a list
//               └───────┴──────────┴──────────┴─────
//
// Word 0 of the arena is unused, so that index 0 says "absent"; word 1 is the empty list.

/// What reads nodes out of an arena: the finished `SyntaxTree` and the builder that still grows one.
public protocol NodeStorage: ~Copyable {
  var words: UnsafeMutablePointer<UInt32> { get }
}

/// The number of words before a node's first field.
@usableFromInline let nodeHeaderWords: UInt32 = 5

extension NodeStorage where Self: ~Copyable {
  @inlinable @inline(__always)
  public func kind(at offset: UInt32) -> NodeKind {
    unsafeBitCast(UInt8(truncatingIfNeeded: words[Int(offset)]), to: NodeKind.self)
  }

  @inlinable @inline(__always)
  public func kind<Handle: NodeHandle>(of node: Handle) -> NodeKind { kind(at: node.offset) }

  @inlinable @inline(__always)
  public func range<Handle: NodeHandle>(of node: Handle) -> SourceRange {
    let header = words + Int(node.offset)
    return SourceRange(
      line: Int32(bitPattern: header[1]), column: Int32(bitPattern: header[2]),
      endLine: Int32(bitPattern: header[3]), endColumn: Int32(bitPattern: header[4]))
  }

  /// The raw word of a field, for code that walks nodes by their schema.
  @inlinable @inline(__always)
  public func fieldWord(_ index: Int, of offset: UInt32) -> UInt32 {
    words[Int(offset &+ 5) &+ index]
  }

  @inlinable @inline(__always)
  func field<Field: TreeWord>(_ index: Int, of offset: UInt32) -> Field {
    Field(word: fieldWord(index, of: offset))
  }

  @inlinable @inline(__always)
  public subscript<Member: TreeWord>(_ list: NodeList<Member>) -> NodeListView<Member> {
    let start = words + Int(list.offset)
    return NodeListView(base: start + 1, count: Int(start.pointee))
  }
}

/// What fits a field of a node: a child, a name, an operator, a number.
public protocol TreeWord: BitwiseCopyable {
  init(word: UInt32)
  var word: UInt32 { get }
}

/// A typed index of a node.
public protocol NodeHandle: TreeWord, Equatable {
  init(offset: UInt32)
  var offset: UInt32 { get }
}

extension NodeHandle {
  @inlinable @inline(__always) public init(word: UInt32) { self.init(offset: word) }
  @inlinable @inline(__always) public var word: UInt32 { offset }
}

extension Optional: TreeWord where Wrapped: TreeWord {
  @inlinable @inline(__always) public init(word: UInt32) { self = word == 0 ? nil : Wrapped(word: word) }
  @inlinable @inline(__always) public var word: UInt32 { self?.word ?? 0 }
}

extension Int32: TreeWord {
  @inlinable @inline(__always) public init(word: UInt32) { self.init(bitPattern: word) }
  @inlinable @inline(__always) public var word: UInt32 { UInt32(bitPattern: self) }
}

extension TreeWord where Self: RawRepresentable, RawValue == UInt32 {
  @inlinable @inline(__always) public init(word: UInt32) { self = Self(rawValue: word)! }
  @inlinable @inline(__always) public var word: UInt32 { rawValue }
}

/// Refers to a list of children.
public struct NodeList<Member: TreeWord>: TreeWord {
  public let offset: UInt32
  @inlinable @inline(__always) public init(word: UInt32) { offset = word }
  @inlinable @inline(__always) public var word: UInt32 { offset }
  /// The list without members.
  @inlinable public static var empty: Self { Self(word: 1) }
}

/// The members of a list, read in place; valid while the tree lives (and its builder does not grow).
public struct NodeListView<Member: TreeWord>: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<UInt32>
  public let count: Int
  @inlinable @inline(__always)
  init(base: UnsafePointer<UInt32>, count: Int) { (self.base, self.count) = (base, count) }
  @inlinable @inline(__always) public var startIndex: Int { 0 }
  @inlinable @inline(__always) public var endIndex: Int { count }
  @inlinable @inline(__always) public subscript(index: Int) -> Member { Member(word: base[index]) }
}

/// Where a node stands in its source: lines from 1, columns in UTF-8 bytes from 0, the end exclusive.
public struct SourceRange: BitwiseCopyable, Equatable, Sendable {
  public var line, column, endLine, endColumn: Int32

  @inlinable
  public init(line: Int32, column: Int32, endLine: Int32, endColumn: Int32) {
    (self.line, self.column, self.endLine, self.endColumn) = (line, column, endLine, endColumn)
  }

  /// The position of nodes that have none.
  public static var none: SourceRange { SourceRange(line: 0, column: 0, endLine: 0, endColumn: 0) }

  /// From the start of this range to the end of another.
  @inlinable
  public func through(_ other: SourceRange) -> SourceRange {
    SourceRange(line: line, column: column, endLine: other.endLine, endColumn: other.endColumn)
  }
}

/// A rule of the grammar: a sum of constructors or, with one constructor of its own name, a product.
public struct SyntaxRule: Sendable {
  public let name: StaticString
  public let isProduct: Bool
  public let hasPosition: Bool
  /// Each as `Name(type name, type? name, type* name, …)`.
  public let constructors: [StaticString]

  init(_ name: StaticString, isProduct: Bool, hasPosition: Bool, _ constructors: [StaticString]) {
    (self.name, self.isProduct, self.hasPosition, self.constructors) = (name, isProduct, hasPosition, constructors)
  }
}

/// What a field holds.
public enum FieldType: Sendable {
  case node, identifier, string, constant, integer
  case context, booleanOperator, binaryOperator, unaryOperator, comparisonOperator
}

public enum FieldArity: Sendable { case one, optional, list, optionalList }

/// A field of a node kind, by the name that the `ast` module gives it.
public struct FieldSchema: Sendable {
  public let name: StaticString
  public let type: FieldType
  public let arity: FieldArity

  init(_ name: StaticString, _ type: FieldType, _ arity: FieldArity = .one) {
    (self.name, self.type, self.arity) = (name, type, arity)
  }
}
