import CRuntime
import Compiler
import Runtime
import Syntax

/// The module `_symtable`: what the compiler knows of names.
enum SymbolTables {
  static let module = ModuleDeclaration(
    "_symtable", "The compiler's symbol tables.",
    functions: [
      .three("symtable", "(source, filename, startstr, /)", .function) { c, source, filename, mode in
        bridge(c) { () throws(Raised) in try table(c, source, filename, mode) }
      }
    ],
    hiddenTypes: [SymbolTableEntry.declaration],
    fill: { (c, module) throws(Raised) in
      for (name, number) in constants { try module.set(c, name, Value(smallInt: number)) }
    })

  private static func table(
    _ context: Context, _ source: Value, _ filename: Value, _ mode: Value
  ) throws(Raised) -> Value {
    guard let mode = Text(ifHas: mode) else {
      throw context.raise(.typeError, "symtable() argument 3 must be str, not \(context.typeName(of: mode))")
    }
    let filename = try context.pathText(filename)
    let kind: CompileOptions.Mode
    if mode == "exec" {
      kind = .module
    } else if mode == "eval" {
      kind = .expression
    } else if mode == "single" {
      kind = .interactive
    } else {
      throw context.raise(.valueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    }
    guard let tree = try context.tree(of: source, filename: filename, mode: kind) else {
      throw context.raise(.typeError, "symtable() arg 1 must be a string or bytes object")
    }
    let table: SymbolTable
    do throws(SyntaxError) {
      table = try SymbolTable.build(for: tree, future: FutureImports(of: tree, inherited: []))
    } catch {
      throw context.raise(error, in: nil, filename: filename)
    }
    return try SymbolTableEntry.make(context, table, .module).value
  }

  private static let constants: [(StaticString, Int64)] = [
    ("USE", flags(.used)), ("DEF_GLOBAL", flags(.global)), ("DEF_NONLOCAL", flags(.nonlocal)),
    ("DEF_LOCAL", flags(.local)), ("DEF_PARAM", flags(.parameter)), ("DEF_TYPE_PARAM", flags(.typeParameter)),
    ("DEF_IMPORT", flags(.imported)), ("DEF_BOUND", flags([.local, .parameter, .imported])),
    ("DEF_ANNOT", flags(.annotated)), ("DEF_FREE_CLASS", flags(.freeInClass)),
    ("DEF_COMP_ITER", flags(.comprehensionIterator)), ("DEF_COMP_CELL", flags(.comprehensionCell)),
    ("TYPE_FUNCTION", 0), ("TYPE_CLASS", 1), ("TYPE_MODULE", 2), ("TYPE_ANNOTATION", 3), ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5), ("TYPE_TYPE_VARIABLE", 6),
    ("LOCAL", binding(.local)), ("GLOBAL_EXPLICIT", binding(.globalExplicit)),
    ("GLOBAL_IMPLICIT", binding(.globalImplicit)), ("FREE", binding(.free)), ("CELL", binding(.cell)),
    ("SCOPE_OFF", SymbolTableEntry.bindingShift), ("SCOPE_MASK", 15),
  ]

  private static func flags(_ flags: SymbolFlags) -> Int64 { Int64(flags.rawValue) }
  private static func binding(_ binding: Binding) -> Int64 { Int64(binding.rawValue) }
}
