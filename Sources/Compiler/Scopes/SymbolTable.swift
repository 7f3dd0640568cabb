import Syntax

/// The scopes of a syntax tree and the symbols of each: CPython 3.14's symbol table, which decides what
/// variable every name is.
///
/// Scopes and symbols are rows of flat arrays, linked by their indices; a hash table leads from (scope, name)
/// to a symbol, another from a node to its scope:
///
///     scopes  ─▶ │ module │ f │ f.<annotations> │ C │ …    linked as a tree: parent, children in order
///     symbols ─▶ │ module.x │ f.a │ module.f │ f.b │ …     linked as lists: a scope's in order of mention
///
/// A module of a hundred thousand names costs a handful of allocations.
public struct SymbolTable: ~Copyable {
  public let tree: SyntaxTree
  /// The `from __future__` imports in force.
  public let future: FutureImports

  var scopes: Arena<Scope>
  var symbols: Arena<Symbol>
  var symbolsByName: PairMap
  var scopesByNode: PairMap
  /// Names that the source does not spell: mangled ones, the first parts of dotted ones. Their indices
  /// continue the tree's.
  private var moreNames: NameTable
  /// Where names are declared global or nonlocal.
  var declarations = Arena<Declaration>(capacity: 16)
  /// The type parameters of generic classes that have private names.
  var privateTypeParameters = Arena<PrivateTypeParameter>(capacity: 0)

  /// Reads the scopes of a tree and resolves all names; throws what Python's symbol table finds wrong.
  public static func build(
    for tree: SyntaxTree, future: FutureImports, allowsTopLevelAwait: Bool = false
  ) throws(SyntaxError) -> SymbolTable {
    var builder = ScopeBuilder(tree: tree, future: future, allowsTopLevelAwait: allowsTopLevelAwait)
    try builder.readModule()
    var analysis = ScopeAnalysis(of: builder.finished())
    try analysis.resolveAll()
    return analysis.finished()
  }

  /// An empty table, for `ScopeBuilder` to fill.
  init(emptyFor tree: SyntaxTree, future: FutureImports) {
    self.tree = tree
    self.future = future
    scopes = Arena(capacity: 64)
    scopes.append(
      Scope(kind: .module, comprehension: .none, name: Name(word: 0), node: 0, parent: .absent))  // index 0 is "absent"
    // Over CPython's library there are 2.3 symbols to a name.
    symbols = Arena(capacity: 64 + tree.nameCount * 3)
    symbolsByName = PairMap(capacity: 64 + tree.nameCount * 3)
    scopesByNode = PairMap(capacity: 64)
    moreNames = NameTable(capacity: 16)
    symbols.append(Symbol(name: Name(word: 0), flags: [], binding: .unresolved, next: SymbolIndex(word: 0)))
  }

  // MARK: Scopes

  public subscript(_ scope: ScopeIndex) -> Scope {
    @inline(__always) get { scopes.base[Int(scope.word)] }
    @inline(__always) _modify { yield &scopes.base[Int(scope.word)] }
  }

  /// The scopes directly inside one, in source order; those inside inlined comprehensions are among them,
  /// the comprehensions are not.
  public func children(of scope: ScopeIndex) -> ScopeChildren {
    ScopeChildren(scopes: scopes.base, rest: self[scope].firstChild)
  }

  /// Where a scope stands in the source; the module stands nowhere.
  public func range(of scope: ScopeIndex) -> SourceRange {
    let node = self[scope].node
    return node == 0 ? .none : tree.range(of: Statement(offset: node))
  }

  /// The scope of a function's or class's body, or of a type alias's value.
  public func scope(of statement: Statement) -> ScopeIndex { scope(at: statement.offset, .body) }

  /// The scope of a lambda, comprehension or generator expression.
  public func scope(of expression: Expression) -> ScopeIndex { scope(at: expression.offset, .body) }

  /// The scope that the type parameters of a generic function, class or type alias live in.
  public func typeParameterScope(of statement: Statement) -> ScopeIndex { scope(at: statement.offset, .typeParameters) }

  /// The scope of a function's annotations, by its parameters.
  public func annotationScope(of parameters: Parameters) -> ScopeIndex { scope(at: parameters.offset, .annotations) }

  /// The scope of a type variable's bound or constraints.
  public func boundScope(of parameter: TypeParameter) -> ScopeIndex { scope(at: parameter.offset, .bound) }

  /// The scope of a type parameter's default.
  public func defaultScope(of parameter: TypeParameter) -> ScopeIndex { scope(at: parameter.offset, .default) }

  /// What of a node a scope is; nodes may have several.
  enum ScopeRole: UInt32 {
    case body = 1, typeParameters, annotations, bound, `default`
  }

  private func scope(at node: UInt32, _ role: ScopeRole) -> ScopeIndex {
    ScopeIndex(word: scopesByNode[node, role.rawValue])
  }

  // MARK: Symbols

  public subscript(_ symbol: SymbolIndex) -> Symbol {
    @inline(__always) get { symbols.base[Int(symbol.word)] }
    @inline(__always) _modify { yield &symbols.base[Int(symbol.word)] }
  }

  /// The symbol that a scope's code means by a name, which must be mangled already.
  public func lookup(_ name: Name, in scope: ScopeIndex) -> Symbol? {
    let index = symbolsByName[scope.word, name.word]
    return index == 0 ? nil : symbols[Int(index)]
  }

  /// Adds a symbol, which `symbolsByName` must be told of, at the end of a scope's list.
  @inline(__always)
  mutating func appendSymbol(_ name: Name, to scope: ScopeIndex) {
    let index = SymbolIndex(word: UInt32(truncatingIfNeeded: symbols.count))
    symbols.append(Symbol(name: name, flags: [], binding: .unresolved, next: SymbolIndex(word: 0)))
    let last = self[scope].lastSymbol
    if last.word == 0 {
      self[scope].firstSymbol = index
    } else {
      self[last].next = index
    }
    self[scope].lastSymbol = index
  }

  /// Adds a symbol that a scope does not have yet.
  mutating func addSymbol(_ name: Name, _ flags: SymbolFlags, _ binding: Binding, to scope: ScopeIndex) {
    let index = UInt32(truncatingIfNeeded: symbols.count)
    _ = symbolsByName.value(scope.word, name.word, orInsert: index)
    appendSymbol(name, to: scope)
    symbols.base[Int(index)].flags = flags
    symbols.base[Int(index)].binding = binding
  }

  /// The symbols of a scope, in order of first mention; names that only scopes inside it use come last.
  public func symbols(of scope: ScopeIndex) -> ScopeSymbols {
    ScopeSymbols(symbols: symbols.base, rest: self[scope].firstSymbol)
  }

  /// The names of a scope's cells, sorted as `co_cellvars` is.
  public func cellVariables(of scope: ScopeIndex) -> [Name] {
    var names = names(of: scope, bound: .cell, or: .comprehensionCell)
    let flags = self[scope].flags
    if self[scope].kind == .class {
      if flags.contains(.needsClassCell) { names.append(Name(.class)) }
      if flags.contains(.needsClassDictCell) { names.append(Name(.classDict)) }
      if flags.contains(.conditionalAnnotations) { names.append(Name(.conditionalAnnotations)) }
    }
    return names
  }

  /// The names of the cells a scope takes from those around it, sorted as `co_freevars` is.
  public func freeVariables(of scope: ScopeIndex) -> [Name] { names(of: scope, bound: .free, or: .freeInClass) }

  private func names(of scope: ScopeIndex, bound binding: Binding, or flag: SymbolFlags) -> [Name] {
    var names: [Name] = []
    for symbol in symbols(of: scope) where symbol.binding == binding || symbol.flags.contains(flag) {
      names.append(symbol.name)
    }
    if names.count > 1 { names.sort { precedes($0, $1) } }
    return names
  }

  /// Whether a name sorts before another; UTF-8 orders as the code points do.
  public func precedes(_ first: Name, _ second: Name) -> Bool {
    let (first, second) = (self[first], self[second])
    for index in 0..<min(first.count, second.count) where first[index] != second[index] {
      return first[index] < second[index]
    }
    return first.count < second.count
  }

  // MARK: Names

  /// The UTF-8 bytes of a name of the tree or of this table; valid until a name is added.
  public subscript(_ name: Name) -> UnsafeBufferPointer<UInt8> {
    let count = UInt32(truncatingIfNeeded: tree.nameCount)
    return name.index < count ? tree[name] : moreNames[Name(word: name.index - count + 1)]
  }

  /// A name as a Swift string.
  public func string(_ name: Name) -> String { String(decoding: self[name], as: UTF8.self) }

  /// One more than the highest index of a name.
  var nameCount: Int { tree.nameCount + moreNames.count - 1 }

  /// The name with these bytes, new or not.
  public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
    if let name = tree.find(bytes) { return name }
    return Name(word: moreNames.intern(bytes).word + UInt32(truncatingIfNeeded: tree.nameCount) - 1)
  }
}

/// A name that a scope declares global or nonlocal, at a node.
struct Declaration: BitwiseCopyable {
  var scope: ScopeIndex
  var name: Name
  var node: UInt32
}

/// The scopes directly inside one; valid while the table lives.
public struct ScopeChildren: Sequence, IteratorProtocol {
  let scopes: UnsafeMutablePointer<Scope>
  var rest: ScopeIndex

  public mutating func next() -> ScopeIndex? {
    if rest.isAbsent { return nil }
    let scope = rest
    rest = scopes[Int(scope.word)].nextSibling
    return scope
  }
}

/// The symbols of a scope; valid while the table lives (and, while it is made, until a symbol is added).
public struct ScopeSymbols: Sequence, IteratorProtocol {
  let symbols: UnsafeMutablePointer<Symbol>
  var rest: SymbolIndex

  public mutating func next() -> Symbol? {
    if rest.word == 0 { return nil }
    let symbol = symbols[Int(rest.word)]
    rest = symbol.next
    return symbol
  }
}
