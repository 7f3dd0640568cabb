import CRuntime
import Runtime

/// The package `taipan` with its module `jit`: what programs may know of the compiler, and have it do.
public enum CompilerModule {
  public static let modules = [package, module]

  private static let package = ModuleDeclaration(
    "taipan", "What this implementation of Python has beside the language and its library.",
    fill: { (c, module) throws(Raised) in
      // A package has a path; this one finds nothing there but what is built in.
      try module.set(c, "__path__", List.make(c).value)
      try module.set(c, "__package__", "taipan")
    })

  private static let module = ModuleDeclaration(
    "taipan.jit", "The compiler of hot functions to machine code.",
    functions: [
      .none("stats") { c in bridge(c) { () throws(Raised) in try statistics(c) } },
      .two("dump", "(f, stage='bytecode')", .function) { c, function, stage in
        bridge(c) { () throws(Raised) in try dump(c, function, stage) }
      },
      .one("compile", "(f, /)", .function) { c, function in
        bridge(c) { () throws(Raised) in
          let code = try code(c, of: function)
          return Value(JustInTimeCompiler.of(c)?.compileNow(c, code) ?? false)
        }
      },
      .one("exits", "(f, /)", .function) { c, function in
        bridge(c) { () throws(Raised) in try exits(c, code(c, of: function)) }
      },
    ])

  /// The code that an argument stands for: a function's, a method's, or itself.
  private static func code(_ context: Context, of value: Value) throws(Raised) -> Code {
    let callee = Method(ifExactly: value)?.function ?? value
    if let code = Code(ifExactly: callee) { return code }
    if let function = CompilableFunction(callee) { return Code(function.code) }
    throw context.raise(
      .typeError, "f must be a Python function, method or code object, not \(context.typeName(of: value))")
  }

  // MARK: stats

  private static func statistics(_ context: Context) throws(Raised) -> Value {
    let compiler = JustInTimeCompiler.of(context)
    let summary = compiler?.store.summary ?? CompilationStatistics()
    let result = try Dict.make(context)
    func set(_ name: StaticString, _ value: Value) throws(Raised) {
      try result.set(context, context.interned(name), to: value)
    }
    try set("mode", Runtime.Text.make(context, (compiler?.mode ?? .off).description).value)
    let numbers: [(StaticString, Int)] = [
      ("compilations", summary.compilations), ("failures", summary.failures), ("postponed", summary.postponed),
      ("discarded", summary.discarded), ("functions", summary.functions), ("code_bytes", summary.codeBytes),
      ("memory_bytes", summary.mappedBytes), ("memory_limit", compiler?.store.limit ?? 0),
      ("cache_hits", summary.cacheHits), ("cache_misses", summary.cacheMisses),
      ("cache_bytes_read", summary.cacheBytesRead), ("cache_bytes_written", summary.cacheBytesWritten),
      ("exit_points", summary.exitPoints), ("exits", summary.exits),
    ]
    for (name, number) in numbers { try set(name, Value(smallInt: Int64(number))) }
    let seconds = try Dict.make(context)
    for phase in CompilationPhase.allCases {
      let time = try PythonFloat.make(context, Double(summary.time[phase.rawValue]) * 1e-9)
      try seconds.set(context, Runtime.Text.make(context, "\(phase)").value, to: time)
    }
    try set("seconds", seconds.value)
    return result.value
  }

  // MARK: exits

  private static func exits(_ context: Context, _ code: Code) throws(Raised) -> Value {
    let list = try List.make(context)
    for exit in JustInTimeCompiler.of(context)?.exits(of: CompilableCode(context, code)) ?? [] {
      let row = try Dict.make(context)
      func set(_ name: StaticString, _ value: Value) throws(Raised) {
        try row.set(context, context.interned(name), to: value)
      }
      try set("function", Runtime.Text.make(context, exit.function).value)
      try set("line", Value(smallInt: Int64(exit.line)))
      try set("instruction", Runtime.Text.make(context, exit.instruction).value)
      try set("reason", Runtime.Text.make(context, exit.reason).value)
      try set("count", Value(smallInt: Int64(exit.count)))
      try list.append(context, row.value)
    }
    return list.value
  }

  // MARK: dump

  private static func dump(_ context: Context, _ function: Value, _ stage: Value) throws(Raised) -> Value {
    let code = try code(context, of: function)
    let name = String(try context.textArgument(stage, "stage"))
    guard let stage = CompilationStage(rawValue: name) else {
      let known = CompilationStage.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw context.raise(.valueError, "stage must be one of \(known), not '\(name)'")
    }
    if stage == .bytecode { return try Runtime.Text.make(context, code.portable.listing()).value }
    guard let compiler = JustInTimeCompiler.of(context) else {
      throw context.raise(.runtimeError, "nothing is compiled: the option -X jit=on asks for it")
    }
    let text: String
    do throws(BackendError) {
      text = try compiler.text(of: CompilableCode(context, code), stage)
    } catch {
      throw context.raise(.runtimeError, error.message)
    }
    return try Runtime.Text.make(context, text).value
  }
}
