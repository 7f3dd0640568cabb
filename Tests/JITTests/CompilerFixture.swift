import CRuntime
import Runtime
import Testing

@testable import JIT

/// Runs a program, which has the module as `jit` and raises nothing.
func check(
  _ source: String, _ mode: CompilationMode = .on, memory: Int, at location: SourceLocation = #_sourceLocation
) {
  var options = CompilerOptions()
  options.memoryLimit = memory
  check(source, mode, options, at: location)
}

func check(
  _ source: String, _ mode: CompilationMode = .on, _ compilerOptions: CompilerOptions = CompilerOptions(),
  at location: SourceLocation = #_sourceLocation
) {
  var options = InterpreterOptions()
  options.settings.modules = CompilerModule.modules
  options.settings.compiler = JustInTimeCompiler.make(mode, compilerOptions)
  guard let context = Interpreter.start(options) else { preconditionFailure("no memory") }
  defer { Interpreter.stop(context) }
  let bytes = Array(("from taipan import jit\n" + source).utf8)
  do {
    let code = try bytes.withUnsafeBytes { try context.compile($0, filename: "test") }
    _ = try context.run(code, globals: Dict.make(context))
  } catch {
    let raised = context.pointee.pendingException
    context.pointee.pendingException = .empty
    Issue.record("raised \((try? context.reprString(raised)) ?? context.typeName(of: raised))", sourceLocation: location)
  }
}
