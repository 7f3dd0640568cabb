import Compiler
import Syntax

/// The text of a source's symbol tables that `Tools/frontend/compare_symtable.py` also makes of CPython's:
///
///     module top line=0 optimized=0 nested=0
///       x 4114                                   a symbol and what `_symtable` gives for it
///       function f line=1 optimized=1 nested=0   a scope inside, after the symbols
///
/// Names that only inner scopes use come last, sorted, since CPython lists them in the order of their hashes.
struct SymbolTableDump: ~Copyable {
  private let table: SymbolTable
  private var text = ""

  private init(of table: consuming SymbolTable) { self.table = table }

  /// The dump of a source, or what is wrong with it in the form of `SyntaxError`'s attributes.
  static func text(ofBytes bytes: [UInt8]) -> String {
    var source: Source?
    do throws(SyntaxError) {
      let read = try bytes.withUnsafeBufferPointer { bytes throws(SyntaxError) in try Source(bytes: bytes) }
      source = read
      let tree = try Parser.parse(read).tree
      let future = try FutureImports(of: tree)
      var dump = SymbolTableDump(of: try SymbolTable.build(for: tree, future: future))
      dump.add(.module, indent: "")
      return dump.text
    } catch {
      return "error " + error.message + error.details(in: source).positions + "\n"
    }
  }

  private mutating func add(_ index: ScopeIndex, indent: String) {
    let scope = table[index]
    text += indent + Self.name(of: scope.kind) + " " + table.string(scope.name)
    text += " line=\(table.range(of: index).line) optimized=\(scope.kind == .function ? 1 : 0)"
    text += " nested=\(scope.flags.contains(.nested) ? 1 : 0)\n"
    let inner = indent + "  "
    var passedOn: [Symbol] = []
    for symbol in table.symbols(of: index) {
      if symbol.flags.isEmpty { passedOn.append(symbol) } else { add(symbol, inner) }
    }
    passedOn.sort { table.precedes($0.name, $1.name) }
    for symbol in passedOn { add(symbol, inner) }
    for child in table.children(of: index) { add(child, indent: inner) }
  }

  private mutating func add(_ symbol: Symbol, _ indent: String) {
    let value = Int(symbol.binding.rawValue) << 12 | Int(symbol.flags.rawValue)
    text += "\(indent)\(table.string(symbol.name)) \(value)\n"
  }

  /// The kind as `symtable.SymbolTable.get_type` names it.
  private static func name(of kind: ScopeKind) -> String {
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

extension SyntaxErrorDetails {
  /// Line, offset, end line and end offset, as Python prints them.
  var positions: String {
    [line, offset, endLine, endOffset].map { $0.map { " \($0)" } ?? " None" }.joined()
  }
}
