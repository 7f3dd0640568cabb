import Bytecode
import Syntax

/// How a source is compiled.
public struct CompileOptions: Sendable {
  public enum Mode: Sendable {
    /// A module; one statement at a prompt, whose value is displayed; an expression, whose value is the result.
    case module, interactive, expression
  }

  public var mode: Mode = .module
  /// What tracebacks call the source.
  public var filename = Text("<unknown>")
  /// 1 drops `assert` and makes `__debug__` false; 2 drops docstrings as well.
  public var optimization = 0
  /// The `from __future__` imports in force at the caller of `compile`; none where it says `dont_inherit`.
  public var inheritedFeatures: FutureFeatures = []
  /// Flags of `from __future__` imports that change nothing any more, but show in `co_flags`.
  public var inheritedFlags: CodeFlags = []
  /// Accept `await`, `async for` and `async with` at the top level (`ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`).
  public var allowsTopLevelAwait = false
  /// How deep expressions and statements may nest before compilation ends in `RecursionError`.
  public var depthLimit = 4000
  /// The same for chains such as `a.b.c` and `a + b + c`, which take no native stack here but do in other tools.
  public var chainLimit = 100_000

  public init() {}
}

/// What became of a source.
public struct Compilation: Sendable {
  public var code: CodeObject
  /// In the order in which CPython gives them.
  public var warnings: [SyntaxWarning]
}

/// The compiler: from a syntax tree to code objects.
public enum Compiler {
  /// Compiles a tree; throws the first thing that is wrong with it.
  public static func compile(_ tree: SyntaxTree, options: CompileOptions) throws(SyntaxError) -> Compilation {
    let future = try FutureImports(of: tree, inherited: options.inheritedFeatures)
    let warnings = try FinallyWarnings.all(in: tree)
    let table = try SymbolTable.build(for: tree, future: future, allowsTopLevelAwait: options.allowsTopLevelAwait)
    var compilation = try compile(table, options: options)
    compilation.warnings = warnings + compilation.warnings
    return compilation
  }

  /// Compiles the tree of a symbol table.
  public static func compile(
    _ table: consuming SymbolTable, options: CompileOptions
  ) throws(SyntaxError) -> Compilation {
    var generator = CodeGenerator(table, options: options)
    let code = try generator.module()
    return Compilation(code: code, warnings: generator.warnings)
  }
}
