/// The growing arena that the parser fills (or that a conversion from `ast` objects does); its
/// `finished(root:)` is the tree.
public struct SyntaxTreeBuilder: ~Copyable, NodeStorage {
  private var nodes: Arena<UInt32>
  private var literals: Arena<LiteralValue>
  private var text: Arena<UInt8>
  private var names: NameTable

  /// `sourceSize`, in bytes, sizes the arenas so that ordinary sources never grow them.
  public init(sourceSize: Int) {
    nodes = Arena(capacity: 64 + sourceSize * 3)
    literals = Arena(capacity: 16 + sourceSize / 32)
    text = Arena(capacity: 64 + sourceSize / 4)
    names = NameTable(capacity: 64 + sourceSize / 64)
    nodes.append(0)  // "absent"
    nodes.append(0)  // the empty list
    literals.append(.none)  // "absent"
    for name in WellKnownName.allCases { _ = intern(name.text) }
  }

  public var words: UnsafeMutablePointer<UInt32> { nodes.base }

  public consuming func finished(root: Module) -> SyntaxTree {
    SyntaxTree(root: root, nodes: nodes, literals: literals, text: text, names: names)
  }

  // MARK: Nodes

  /// Starts a node, whose fields `store` then appends in order.
  mutating func begin(_ kind: NodeKind, fields: Int, at range: SourceRange) -> UInt32 {
    nodes.reserve(Int(nodeHeaderWords) + fields)
    let offset = UInt32(truncatingIfNeeded: nodes.count)
    nodes.appendReserved(kind.rawValue)
    nodes.appendReserved(UInt32(bitPattern: range.line))
    nodes.appendReserved(UInt32(bitPattern: range.column))
    nodes.appendReserved(UInt32(bitPattern: range.endLine))
    nodes.appendReserved(UInt32(bitPattern: range.endColumn))
    return offset
  }

  mutating func store<Field: TreeWord>(_ field: Field) { nodes.appendReserved(field.word) }

  /// A node of any kind from the words of its fields, for code that builds nodes by their schema.
  public mutating func add(_ kind: NodeKind, fields words: [UInt32], at range: SourceRange) -> UInt32 {
    let offset = begin(kind, fields: words.count, at: range)
    for word in words { nodes.appendReserved(word) }
    return offset
  }

  /// A list of the members given.
  public mutating func list<Member: TreeWord>(_ members: some Collection<Member>) -> NodeList<Member> {
    if members.isEmpty { return .empty }
    let offset = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(UInt32(truncatingIfNeeded: members.count))
    for member in members { nodes.append(member.word) }
    return NodeList(word: offset)
  }

  /// A list of members given by their words.
  @inline(__always)
  mutating func list<Member: TreeWord>(words: some Collection<UInt32>) -> NodeList<Member> {
    let count = words.count
    if count == 0 { return .empty }
    nodes.reserve(count + 1)
    let offset = UInt32(truncatingIfNeeded: nodes.count)
    nodes.appendReserved(UInt32(truncatingIfNeeded: count))
    for word in words { nodes.appendReserved(word) }
    return NodeList(word: offset)
  }

  /// Moves a node that is already built: a parenthesised tuple takes in its parentheses.
  public func setRange<Handle: NodeHandle>(_ range: SourceRange, of node: Handle) {
    let header = nodes.base + Int(node.offset)
    header[1] = UInt32(bitPattern: range.line)
    header[2] = UInt32(bitPattern: range.column)
    header[3] = UInt32(bitPattern: range.endLine)
    header[4] = UInt32(bitPattern: range.endColumn)
  }

  /// Overwrites a field of a node that is already built: an expression turned target gets its context.
  func setField<Field: TreeWord>(_ index: Int, of offset: UInt32, to field: Field) {
    nodes.base[Int(offset &+ nodeHeaderWords) + index] = field.word
  }

  // MARK: Names, constants, text

  public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name { names.intern(bytes) }

  public mutating func intern(_ text: StaticString) -> Name {
    names.intern(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public mutating func add(_ literal: LiteralValue) -> Literal {
    literals.append(literal)
    return Literal(word: UInt32(truncatingIfNeeded: literals.count - 1))
  }

  public subscript(_ literal: Literal) -> LiteralValue { literals[Int(literal.index)] }

  /// The UTF-8 bytes of a name; valid until a name is interned.
  public subscript(_ name: Name) -> UnsafeBufferPointer<UInt8> { names[name] }

  /// Where the next byte of text will stand.
  public var textEnd: Int32 { Int32(truncatingIfNeeded: text.count) }

  public mutating func appendText(_ byte: UInt8) { text.append(byte) }

  public mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) { text.append(contentsOf: bytes) }

  /// Appends text of the arena once more.
  mutating func repeatText(_ range: TextRange) -> TextRange {
    text.reserve(Int(range.count))
    let start = textEnd
    text.append(contentsOf: self[range])
    return text(since: start)
  }

  /// The text appended since `textEnd` was `start`.
  public func text(since start: Int32) -> TextRange { TextRange(start: start, count: textEnd - start) }

  /// Bytes of the text arena; valid until text is appended.
  public subscript(_ range: TextRange) -> UnsafeBufferPointer<UInt8> { text.view(range.start, range.count) }
}
