/// The parser's stack of children that are waiting for their list: one growing buffer of node words
/// instead of a Swift array per list.
///
///     let mark = children.mark
///     … children.push(statement) …
///     let body: NodeList<Statement> = children.popList(from: mark, into: &tree)
struct ChildStack: ~Copyable {
  private var base: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private(set) var mark = 0

  init() {
    capacity = 256
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  mutating func push<Member: TreeWord>(_ member: Member) {
    if mark == capacity { grow() }
    (base + mark).initialize(to: member.word)
    mark += 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
    larger.initialize(from: base, count: capacity)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  /// What was pushed since `mark`, as a list of the tree.
  @inline(__always)
  mutating func popList<Member: TreeWord>(
    from mark: Int, into tree: inout SyntaxTreeBuilder
  ) -> NodeList<Member> {
    let words = UnsafeBufferPointer(start: UnsafePointer(base + mark), count: self.mark - mark)
    self.mark = mark
    return tree.list(words: words)
  }

  /// Where a construct begins that still waits for its end.
  mutating func push(start: SourceRange) {
    push(start.line)
    push(start.column)
  }

  /// The start on top, as a range without an end.
  mutating func popStart() -> SourceRange {
    let column = Int32(word: pop())
    return SourceRange(line: Int32(word: pop()), column: column, endLine: 0, endColumn: 0)
  }

  /// The word on top.
  @inline(__always)
  mutating func pop() -> UInt32 {
    mark -= 1
    return base[mark]
  }

  /// Forgets what was pushed since `mark`.
  @inline(__always)
  mutating func drop(to mark: Int) { self.mark = mark }

  /// A word pushed earlier.
  @inline(__always)
  subscript(index: Int) -> UInt32 { base[index] }

  /// Pushes a member below those from `place` on.
  mutating func insert<Member: TreeWord>(_ member: Member, at place: Int) {
    push(member)
    var index = mark - 1
    while index > place {
      base[index] = base[index - 1]
      index -= 1
    }
    base[place] = member.word
  }

  /// Where members of two kinds alternate: those at `mark`, `mark + 2` … as a list. They stay on the stack.
  func alternateList<Member: TreeWord>(from mark: Int, into tree: inout SyntaxTreeBuilder) -> NodeList<Member> {
    let base = base
    return tree.list(words: stride(from: mark, to: self.mark, by: 2).lazy.map { base[$0] })
  }
}
