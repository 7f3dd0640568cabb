import Compiler
import Syntax

/// The text of symbol tables that `Tools/frontend/compare_symtable.py` also makes of CPython's:
///
///     module top line=0 optimized=0 nested=0
///       x 4114                                   a symbol and what `_symtable` gives for it
///       function f line=1 optimized=1 nested=0   a scope inside, after the symbols
///
/// Names that only inner scopes use come last, sorted, since CPython lists them in the order of their hashes.
struct SymbolTableDump: ~Copyable {
  private let table: SymbolTable
  private var text = ByteText()

  private init(of table: consuming SymbolTable) { self.table = table }

  static func dump(_ table: consuming SymbolTable) -> [UInt8] {
    var dump = SymbolTableDump(of: table)
    dump.add(.module, depth: 0)
    return dump.text.bytes
  }

  private mutating func add(_ index: ScopeIndex, depth: Int) {
    let scope = table[index]
    indent(depth)
    text.append(Self.name(of: scope.kind))
    text.append(" ")
    text.append(table[scope.name])
    text.append(" line=")
    text.append(table.range(of: index).line)
    text.append(" optimized=")
    text.append(scope.kind == .function ? 1 : 0)
    text.append(" nested=")
    text.append(scope.flags.contains(.nested) ? 1 : 0)
    text.append("\n")
    var passedOn: [Symbol] = []
    for symbol in table.symbols(of: index) {
      if symbol.flags.isSubset(of: .freeInClass) { passedOn.append(symbol) } else { add(symbol, depth + 1) }
    }
    passedOn.sort { table.precedes($0.name, $1.name) }
    for symbol in passedOn { add(symbol, depth + 1) }
    for child in table.children(of: index) { add(child, depth: depth + 1) }
  }

  private mutating func add(_ symbol: Symbol, _ depth: Int) {
    indent(depth)
    text.append(table[symbol.name])
    text.append(" ")
    text.append(Int(symbol.binding.rawValue) << 12 | Int(symbol.flags.rawValue))
    text.append("\n")
  }

  private mutating func indent(_ depth: Int) {
    for _ in 0..<depth { text.append("  ") }
  }

  /// The kind as `symtable.SymbolTable.get_type` names it.
  private static func name(of kind: ScopeKind) -> StaticString {
    switch kind {
    case .module: "module"
    case .function: "function"
    case .class: "class"
    case .annotation: "annotation"
    case .typeAlias: "type alias"
    case .typeParameters: "type parameters"
    case .typeVariable: "type variable"
    }
  }
}
