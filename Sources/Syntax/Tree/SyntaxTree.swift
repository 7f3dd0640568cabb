/// A finished, immutable syntax tree: the nodes, names, constants and text of one source.
///
/// Nodes are read by their handles, `tree[expression]`, as enums that a `switch` takes apart:
///
///     switch tree[expression] {
///     case .binOp(let left, let op, let right): …
///     case .name(let id, _): tree.text(of: id) …
public final class SyntaxTree: NodeStorage {
  private let nodes: Arena<UInt32>
  private let literals: Arena<LiteralValue>
  private let text: Arena<UInt8>
  private let names: NameTable
  public let root: Module
  public let words: UnsafeMutablePointer<UInt32>

  init(
    root: Module, nodes: consuming Arena<UInt32>, literals: consuming Arena<LiteralValue>,
    text: consuming Arena<UInt8>, names: consuming NameTable
  ) {
    self.root = root
    words = nodes.base
    self.nodes = nodes
    self.literals = literals
    self.text = text
    self.names = names
  }

  /// How many names there are, counting the index 0, "absent".
  public var nameCount: Int { names.count }

  /// How many constants there are, counting the index 0, "absent".
  public var literalCount: Int { literals.count }

  public subscript(_ literal: Literal) -> LiteralValue { literals[Int(literal.index)] }

  /// Bytes of the text arena; valid while the tree lives.
  public subscript(_ range: TextRange) -> UnsafeBufferPointer<UInt8> { text.view(range.start, range.count) }

  /// The UTF-8 bytes of a name; valid while the tree lives.
  public subscript(_ name: Name) -> UnsafeBufferPointer<UInt8> { names[name] }

  /// The name with these bytes, if the tree has it.
  public func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Name? { names.find(bytes) }

  /// A name as a Swift string.
  public func string(_ name: Name) -> String { String(decoding: self[name], as: UTF8.self) }
}
