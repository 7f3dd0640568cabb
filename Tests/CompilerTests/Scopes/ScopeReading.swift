import Compiler
import Syntax

/// The tree of a source that parses.
func parse(_ source: String) throws -> SyntaxTree {
  let bytes = Array(source.utf8)
  let source = try bytes.withUnsafeBufferPointer { bytes throws(SyntaxError) in try Source(text: bytes) }
  return try Parser.parse(source).tree
}

/// The symbol tables of a source.
func scopes(_ source: String) throws -> ScopeReading {
  let tree = try parse(source)
  return ScopeReading(try SymbolTable.build(for: tree, future: try FutureImports(of: tree)))
}

/// A symbol table that tests may look at in `#expect`, which takes copyable values only.
final class ScopeReading {
  private let table: SymbolTable

  init(_ table: consuming SymbolTable) { self.table = table }

  var tree: SyntaxTree { table.tree }
  var future: FutureImports { table.future }

  subscript(scope: ScopeIndex) -> Scope { table[scope] }

  /// The scope reached from the module by these names, the first of several of one name; a kind picks among
  /// those at the end.
  func scope(_ path: String..., kind: ScopeKind? = nil) -> ScopeIndex? {
    var scope = ScopeIndex.module
    for (depth, name) in path.enumerated() {
      let wanted = depth == path.count - 1 ? kind : nil
      let found = children(of: scope).first {
        table.string(table[$0].name) == name && (wanted == nil || table[$0].kind == wanted)
      }
      guard let found else { return nil }
      scope = found
    }
    return scope
  }

  func scope(of statement: Statement) -> ScopeIndex { table.scope(of: statement) }
  func scope(of expression: Expression) -> ScopeIndex { table.scope(of: expression) }
  func typeParameterScope(of statement: Statement) -> ScopeIndex { table.typeParameterScope(of: statement) }
  func boundScope(of parameter: TypeParameter) -> ScopeIndex { table.boundScope(of: parameter) }
  func defaultScope(of parameter: TypeParameter) -> ScopeIndex { table.defaultScope(of: parameter) }

  func children(of scope: ScopeIndex) -> [ScopeIndex] { Array(table.children(of: scope)) }

  func line(of scope: ScopeIndex) -> Int32 { table.range(of: scope).line }

  /// The names of a scope's symbols, in order.
  func names(in scope: ScopeIndex?) -> [String] {
    guard let scope else { return [] }
    return table.symbols(of: scope).map { table.string($0.name) }
  }

  /// The symbol of a name in a scope.
  func symbol(_ name: String, in scope: ScopeIndex?) -> Symbol? {
    guard let scope else { return nil }
    return table.symbols(of: scope).first { table.string($0.name) == name }
  }

  func cells(of scope: ScopeIndex) -> [String] { table.cellVariables(of: scope).map { table.string($0) } }

  func freeNames(of scope: ScopeIndex) -> [String] { table.freeVariables(of: scope).map { table.string($0) } }
}
