import CRuntime
import Compiler
import Runtime
import Syntax

/// A scope of a source as `_symtable` shows it. All of a source's are made at once.
struct SymbolTableEntryLayout: BitwiseCopyable {
  var header: ObjectHeader
  var line: Int64
  var type: Int64
  var isNested: Int64
  var name: Value
  /// A dict of names and flags.
  var symbols: Value
  /// A list of the parameters' names.
  var parameters: Value
  /// A list of the scopes inside.
  var children: Value
}

struct SymbolTableEntry: NativeObject {
  let pointer: UnsafeMutablePointer<SymbolTableEntryLayout>
  init(pointer: UnsafeMutablePointer<SymbolTableEntryLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .symbolTableEntry }

  /// Where the binding stands in a symbol's flags.
  static var bindingShift: Int64 { 12 }

  private var identity: Int64 { Int64(bitPattern: value.bits) }

  /// The entry of a scope, with all inside.
  static func make(
    _ context: Context, _ table: borrowing SymbolTable, _ index: ScopeIndex
  ) throws(Raised) -> SymbolTableEntry {
    try context.checkNativeStack()
    let scope = table[index]
    let entry = try allocate(context)
    entry.pointer.pointee.line = Int64(table.range(of: index).line)
    entry.pointer.pointee.type = number(of: scope.kind)
    entry.pointer.pointee.isNested = scope.flags.contains(.nested) ? 1 : 0
    entry.pointer.pointee.name = try name(context, table, scope.name)
    let (symbols, parameters) = (try Dict.make(context), try List.make(context))
    entry.pointer.pointee.symbols = symbols.value
    entry.pointer.pointee.parameters = parameters.value
    for symbol in table.symbols(of: index) {
      let name = try name(context, table, symbol.name)
      let flags = Int64(symbol.binding.rawValue) << bindingShift | Int64(symbol.flags.rawValue)
      try symbols.set(context, name, to: Value(smallInt: flags))
      if symbol.flags.contains(.parameter) { try parameters.append(context, name) }
    }
    let children = try List.make(context)
    entry.pointer.pointee.children = children.value
    for child in table.children(of: index) {
      try children.append(context, make(context, table, child).value)
    }
    return entry
  }

  private static func name(_ context: Context, _ table: borrowing SymbolTable, _ name: Name) throws(Raised) -> Value {
    try Text.interned(context, Text.make(context, utf8: table[name])).value
  }

  /// The number by which `_symtable` has a scope's kind.
  private static func number(of kind: ScopeKind) -> Int64 {
    switch kind {
    case .function: 0
    case .class: 1
    case .module: 2
    case .annotation: 3
    case .typeAlias: 4
    case .typeParameters: 5
    case .typeVariable: 6
    }
  }

  static let declaration = TypeDeclaration(
    native: .symbolTableEntry, "symtable entry", trace: .words(from: 32),
    slots: [
      .noConstructor,
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let entry = SymbolTableEntry(s)
          let name = String(Text(entry.pointer.pointee.name))
          return try Text.make(
            c, "<symtable entry \(name)(\(entry.identity)), line \(entry.pointer.pointee.line)>").value
        }
      },
    ],
    methods: [
      .member("id") { c, s in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, SymbolTableEntry(s).identity) }
      },
      .member("name") { _, s in SymbolTableEntry(s).pointer.pointee.name },
      .member("symbols") { _, s in SymbolTableEntry(s).pointer.pointee.symbols },
      .member("varnames") { _, s in SymbolTableEntry(s).pointer.pointee.parameters },
      .member("children") { _, s in SymbolTableEntry(s).pointer.pointee.children },
      .member("nested") { _, s in Value(smallInt: SymbolTableEntry(s).pointer.pointee.isNested) },
      .member("type") { _, s in Value(smallInt: SymbolTableEntry(s).pointer.pointee.type) },
      .member("lineno") { _, s in Value(smallInt: SymbolTableEntry(s).pointer.pointee.line) },
    ])
}
