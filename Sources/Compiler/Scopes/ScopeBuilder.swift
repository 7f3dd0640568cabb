import Syntax

/// Reads a tree once, in the order in which CPython does, and notes the scopes, their symbols and how each
/// scope mentions them. Which variable each symbol is, `ScopeAnalysis` finds out afterwards.
///
/// The reading itself is in extensions by theme: statements, expressions, definitions, annotations.
struct ScopeBuilder: ~Copyable {
  let tree: SyntaxTree
  let allowsTopLevelAwait: Bool
  var table: SymbolTable
  /// The scope whose code is being read.
  var current: ScopeIndex
  /// How deep the recursion over nodes is.
  var depth = 0
  /// Left operands still to be finished; see `visit(_: Expression)`.
  var spine = Arena<UInt32>(capacity: 64)

  /// For each name of the tree: whether a class mangles it.
  private let isPrivate: Arena<UInt8>

  /// Beyond this depth the native stack might end.
  static var depthLimit: Int { 4000 }

  init(tree: SyntaxTree, future: FutureImports, allowsTopLevelAwait: Bool) {
    self.tree = tree
    self.allowsTopLevelAwait = allowsTopLevelAwait
    table = SymbolTable(emptyFor: tree, future: future)
    current = .absent
    isPrivate = Arena(zeroes: tree.nameCount)
    for index in 1..<tree.nameCount {
      isPrivate[index] = SymbolTable.isPrivate(tree[Name(word: UInt32(truncatingIfNeeded: index))]) ? 1 : 0
    }
  }

  consuming func finished() -> SymbolTable { table }

  func error(_ message: String, at node: UInt32) -> SyntaxError {
    SyntaxError(compiling: message, at: tree.range(of: Statement(offset: node)))
  }

  /// Runs before each level of recursion, `depth -= 1` after it.
  @inline(__always)
  mutating func descend(to node: UInt32) throws(SyntaxError) {
    depth += 1
    if depth > Self.depthLimit { throw .recursion(at: tree.range(of: Statement(offset: node))) }
  }

  // MARK: Scopes

  var scope: Scope {
    @inline(__always) get { table[current] }
    @inline(__always) _modify { yield &table[current] }
  }

  var kind: ScopeKind { scope.kind }

  /// Makes a scope within the current one, without entering it.
  mutating func makeScope(
    _ kind: ScopeKind, _ name: Name, at node: UInt32, comprehension: ComprehensionKind = .none
  ) -> ScopeIndex {
    var flags: ScopeFlags = []
    let outer = scope
    if outer.flags.contains(.nested) || outer.kind.isFunctionLike { flags.insert(.nested) }
    if kind == .function && outer.kind == .class { flags.insert(.method) }
    table.scopes.append(
      Scope(
        kind: kind, comprehension: comprehension, flags: flags, name: name, privateClass: outer.privateClass,
        node: node, parent: current))
    return ScopeIndex(word: UInt32(truncatingIfNeeded: table.scopes.count - 1))
  }

  /// Notes that a scope is found by a node.
  mutating func note(_ scope: ScopeIndex, as role: SymbolTable.ScopeRole, of node: UInt32) {
    _ = table.scopesByNode.value(node, role.rawValue, orInsert: scope.word)
  }

  /// Goes on in a scope made within the current one, for the first time or, with `again`, for another.
  mutating func enter(_ inner: ScopeIndex, again: Bool = false) {
    let outer = scope
    let kind = table[inner].kind
    table[inner].iterableDepth = outer.iterableDepth
    if kind != .class { table[inner].manglingHeader = outer.manglingHeader }
    let isText = kind == .annotation && table.future.features.contains(.annotations)
    if !again && !isText {
      if outer.lastChild.isAbsent {
        scope.firstChild = inner
      } else {
        table[outer.lastChild].nextSibling = inner
      }
      scope.lastChild = inner
    }
    current = inner
  }

  /// Makes a scope and enters it.
  mutating func enter(
    _ kind: ScopeKind, _ name: Name, at node: UInt32, comprehension: ComprehensionKind = .none
  ) throws(SyntaxError) {
    enter(makeScope(kind, name, at: node, comprehension: comprehension))
    if kind == .annotation || kind == .typeVariable || kind == .typeAlias {
      // The evaluation function that the scope becomes takes the wanted format.
      try define(Name(.hiddenFormat), [.parameter, .used], at: node)
    }
  }

  mutating func leave() { current = scope.parent }

  /// Lets an annotation scope see the names of the class around it.
  mutating func seeClassScope(at node: UInt32) throws(SyntaxError) {
    scope.flags.insert(.seesClassScope)
    try define(Name(.classDict), .used, at: node)
  }

  // MARK: Symbols

  /// Notes that the current scope mentions a name.
  @inline(__always)
  mutating func define(
    _ name: Name, _ flags: SymbolFlags, at node: UInt32, context: ExpressionContext = .store
  ) throws(SyntaxError) {
    if !flags.isDisjoint(with: .written) { try checkWritable(name, at: node, context: context) }
    try define(name, flags, in: current, at: node)
  }

  /// Refuses `__debug__` as something to assign or delete.
  @inline(__always)
  func checkWritable(_ name: Name, at node: UInt32, context: ExpressionContext) throws(SyntaxError) {
    if name == .debug && context != .load {
      throw error(context == .del ? "cannot delete __debug__" : "cannot assign to __debug__", at: node)
    }
  }

  /// Notes that a scope, the current one or one around it, mentions a name.
  mutating func define(
    _ name: Name, _ flags: SymbolFlags, in target: ScopeIndex, at node: UInt32
  ) throws(SyntaxError) {
    let key = mangle(name)
    let index = symbol(key, in: target)
    var all = table[index].flags
    if flags.contains(.parameter) && all.contains(.parameter) {
      throw error("duplicate argument '\(tree.string(name))' in function definition", at: node)
    }
    if flags.contains(.typeParameter) && all.contains(.typeParameter) {
      throw error("duplicate type parameter '\(tree.string(name))'", at: node)
    }
    all.formUnion(flags)
    if table[target].flags.contains(.inIterationTarget) {
      if !all.isDisjoint(with: [.global, .nonlocal]) {
        throw error(
          "comprehension inner loop cannot rebind assignment expression target '\(tree.string(name))'", at: node)
      }
      all.insert(.comprehensionIterator)
    }
    table[index].flags = all
    if flags.contains(.global) { table[symbol(key, in: .module)].flags.insert(.global) }
  }

  /// The symbol of a mangled name in a scope, new or not.
  @inline(__always)
  private mutating func symbol(_ name: Name, in target: ScopeIndex) -> SymbolIndex {
    let fresh = UInt32(truncatingIfNeeded: table.symbols.count)
    let index = table.symbolsByName.value(target.word, name.word, orInsert: fresh)
    if index == fresh { table.appendSymbol(name, to: target) }
    return SymbolIndex(word: index)
  }

  /// How the code of a scope has mentioned a name so far.
  mutating func flags(of name: Name, in target: ScopeIndex) -> SymbolFlags {
    table.lookup(mangle(name), in: target)?.flags ?? []
  }

  /// Remembers where a name is declared global or nonlocal, for errors that only resolution finds.
  mutating func noteDeclaration(of name: Name, at node: UInt32) {
    table.declarations.append(Declaration(scope: current, name: mangle(name), node: node))
  }

  // MARK: Mangling

  /// A name as the current scope means it.
  @inline(__always)
  private mutating func mangle(_ name: Name) -> Name {
    scope.privateClass.index == 0 || !isPrivate(name) ? name : table.mangle(name, in: current)
  }

  /// Notes a type parameter before it is defined: private names of those are mangled in a class's header.
  mutating func noteTypeParameter(_ name: Name) {
    let header = scope.manglingHeader
    if !header.isAbsent && isPrivate(name) {
      table.privateTypeParameters.append(PrivateTypeParameter(header: header, name: name))
    }
  }

  @inline(__always)
  private func isPrivate(_ name: Name) -> Bool {
    Int(name.index) < isPrivate.count ? isPrivate[Int(name.index)] != 0 : SymbolTable.isPrivate(table[name])
  }
}
