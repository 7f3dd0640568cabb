import Bytecode
import CRuntime
import Runtime

// What people ask of the compiler, through the module `taipan.jit`.

/// A stage in which a function can be looked at.
enum CompilationStage: String, CaseIterable {
  case bytecode, graph, llvm, optimized, assembly
}

/// An exit that was taken.
struct TakenExit {
  let function: String
  let line: Int
  let instruction: String
  let reason: String
  let count: Int
}

extension JustInTimeCompiler {
  /// Compiles code now, if it is not yet, and waits. Whether there is machine code that calls go to.
  func compileNow(_ context: Context, _ code: Code) -> Bool {
    context.beginCompiling(code)
    thread.finish()
    return context.beginUsing(code)
  }

  /// The exits that were taken of a code object's machine code, most often taken first.
  func exits(of code: CompilableCode, fromNewest: Bool = false) -> [TakenExit] {
    store.withVersions(of: code) { versions in
      var taken: [TakenExit] = []
      for version in fromNewest ? versions.suffix(1) : versions[...] {
        for index in 0..<version.exitCount where version.exits[index].count > 0 {
          let exit = version.exits[index]
          let (place, word) = (code.innermost(of: exit), Int(exit.word))
          taken.append(
            TakenExit(
              function: place.name, line: place.line(at: word), instruction: "\(place.word(word).trustedOpcode)",
              reason: CompiledExit.Reason(rawValue: exit.reason).map { "\($0)" } ?? "", count: Int(exit.count)))
        }
      }
      return taken.sorted { $0.count > $1.count }
    }
  }

  /// A function as it is in a stage: machine code as it runs, the stages before as they would be if it were compiled now.
  func text(of code: CompilableCode, _ stage: CompilationStage) throws(BackendError) -> String {
    switch stage {
    case .bytecode: return code.code.portable.listing()
    case .graph: return try graph(of: code).description
    case .llvm, .optimized: return try module(of: code, isOptimized: stage == .optimized)
    case .assembly: return try assembly(of: code)
    }
  }

  private func graph(of code: CompilableCode) throws(BackendError) -> Graph {
    guard let graph = GraphBuilder.build(code) else { throw BackendError(message: "\(code.name) cannot be compiled") }
    return graph
  }

  private func module(of code: CompilableCode, isOptimized: Bool) throws(BackendError) -> String {
    let graph = try graph(of: code)
    let instructions = UInt(bitPattern: code.instructions)
    return try onCompilerThread { (compiler) throws(BackendError) in
      let generator = try compiler.requireGenerator()
      // Nobody will run it: where its exits would be is of no account.
      var lowering = Lowering(graph, name: graph.name, instructions: instructions, exitRecords: 0)
      let lowered = lowering.lower()
      defer { lowered.dispose() }
      try generator.prepare(lowered)
      if isOptimized { try generator.optimize(lowered) }
      return generator.text(of: lowered)
    }
  }

  private func assembly(of code: CompilableCode) throws(BackendError) -> String {
    thread.finish()
    guard let machine = store.withVersions(of: code, { $0.last?.machine }) else {
      throw BackendError(message: "\(code.name) has no machine code; taipan.jit.compile() makes it")
    }
    // What is removed is removed by that thread, and the code object lives meanwhile.
    return try onCompilerThread { (compiler) throws(BackendError) in
      try compiler.requireGenerator().assembly(of: machine)
    }
  }

  /// Does something on the compiler's thread, which LLVM belongs to, and waits.
  private func onCompilerThread(
    _ body: @escaping @Sendable (JustInTimeCompiler) throws(BackendError) -> String
  ) throws(BackendError) -> String {
    let answer = Answer()
    let isStarted = thread.submit { [self] in
      do throws(BackendError) { answer.result = .success(try body(self)) } catch { answer.result = .failure(error) }
    }
    if !isStarted { throw BackendError(message: "no thread can be started") }
    thread.finish()
    return try answer.result.get()
  }

  private final class Answer: @unchecked Sendable {
    var result = Result<String, BackendError>.failure(BackendError(message: "nothing was done"))
  }
}
