import CRuntime
import ForeignFunctions
import Runtime

@testable import JIT

/// The graphs of what a program's functions become once they are hot, by their names.
func graphs(of source: String) -> [String: String] {
  let found = Found()
  var options = InterpreterOptions()
  options.settings.compiler = CodeCompiler(
    threshold: 40,
    compile: { (context, code) in
      let readable = CompilableCode(context, code)
      if let graph = GraphBuilder.build(readable) { found.texts[readable.name] = graph.description }
      store_release_u32(&readable.compilation.pointee.state, UInt32(compilationGivenUp.rawValue))
    },
    discard: { CodeProfiles.release($0) })
  options.settings.modules.append(ForeignFunctions.module)
  guard let context = Interpreter.start(options) else { preconditionFailure("no memory") }
  defer { Interpreter.stop(context) }
  let bytes = Array(source.utf8)
  guard let code = bytes.withUnsafeBytes({ try? context.compile($0, filename: "test") }),
    let globals = try? Dict.make(context), (try? context.run(code, globals: globals)) != nil
  else { preconditionFailure("the program raised") }
  return found.texts
}

private final class Found: @unchecked Sendable {
  var texts: [String: String] = [:]
}
