import CRuntime
import Glibc
import Runtime

/// How a program is compiled: `-X jit=…`.
public enum CompilationMode: Equatable, Sendable {
  case off
  /// What is hot, beside the program, which goes on meanwhile.
  case on
  /// Everything at its first call, for which the program waits.
  case eager
  /// What has been called so often, for which the program waits.
  case threshold(UInt32)

  /// The mode that an option names; nil where none is called so.
  public init?(_ text: String) {
    switch text {
    case "off", "0": self = .off
    case "on", "1": self = .on
    case "eager": self = .eager
    default:
      guard text.hasPrefix("threshold:"), let count = UInt32(text.dropFirst(10)), count > 0 else { return nil }
      self = .threshold(count)
    }
  }
}

/// What is reported of compilations: `-X jit-log` one line for each, `-X jit-log=graphs` the graphs,
/// `-X jit-log=modules` what LLVM got and made of them.
public enum CompilationLog: Sendable {
  case none, lines, graphs, modules
}

/// Compiles hot code objects: the first half, which reads the heap, on the program's own thread, LLVM's on one of its own.
public final class JustInTimeCompiler: @unchecked Sendable {
  private let thread = CompilerThread()
  private let waits: Bool
  private let log: CompilationLog
  private let process = getpid()
  /// Of the compiler's thread.
  private var generator: CodeGenerator?
  private var isUnavailable = false
  private var count = 0

  private init(waits: Bool, log: CompilationLog) { (self.waits, self.log) = (waits, log) }

  /// What the interpreter needs; nil where nothing is to be compiled.
  ///
  /// - Parameter log: What is reported on the standard error.
  public static func make(_ mode: CompilationMode, log: CompilationLog = .none) -> CodeCompiler? {
    let threshold: UInt32
    let waits: Bool
    switch mode {
    case .off: return nil
    case .on: (threshold, waits) = (4000, false)
    case .eager: (threshold, waits) = (1, true)
    case .threshold(let count): (threshold, waits) = (count + 1, true)
    }
    let compiler = JustInTimeCompiler(waits: waits, log: log)
    return CodeCompiler(
      threshold: threshold, compile: { compiler.compile($0, $1) }, discard: { compiler.discard($0) })
  }

  // MARK: The program's thread

  private func compile(_ context: Context, _ code: Code) {
    let readable = CompilableCode(context, code)
    let compilation = readable.compilation
    // A child process has none of its parent's threads.
    guard getpid() == process, let graph = GraphBuilder.build(readable) else { return giveUp(compilation) }
    let job = Job(
      graph: graph, instructions: UInt(bitPattern: readable.instructions), wordCount: readable.wordCount,
      compilation: UInt(bitPattern: compilation))
    if log == .graphs { report(graph.description) }
    if log != .none { reportExits(readable) }
    if !thread.submit({ [self] in finish(job) }) { return giveUp(compilation) }
    if waits { thread.finish() }
  }

  /// Where the code that is to be replaced was left most often.
  private func reportExits(_ code: CompilableCode) {
    guard let opaque = code.compilation.pointee.handle else { return }
    let handle = Unmanaged<Handle>.fromOpaque(opaque).takeUnretainedValue()
    guard let last = handle.codes.last else { return }
    for index in 0..<last.exitCount where last.exits[index].count > 20 {
      let exit = last.exits[index]
      let reason = CompiledExit.Reason(rawValue: exit.reason).map { "\($0)" } ?? ""
      let place = code.innermost(of: exit)
      report(
        "taipan: left \(code.name) \(exit.count) times at line \(place.line(at: Int(exit.word)))"
          + "\(exit.frameCount == 0 ? "" : " of \(place.name)"), \(place.word(Int(exit.word)).trustedOpcode): \(reason)")
    }
  }

  private func giveUp(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    store_release_u32(&compilation.pointee.state, UInt32(compilationGivenUp.rawValue))
  }

  /// The code object is dead.
  private func discard(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    let address = UInt(bitPattern: compilation)
    guard getpid() == process, thread.submit({ [self] in
      guard let compilation = UnsafeMutablePointer<CodeCompilation>(bitPattern: address) else { return }
      release(compilation)
    }) else { return }
  }

  // MARK: The compiler's thread

  private struct Job: Sendable {
    let graph: Graph
    let instructions: UInt
    let wordCount: Int
    let compilation: UInt
  }

  /// What belongs to the machine code of one code object, newest last: older code may still be running.
  private final class Handle {
    var codes: [(machine: CodeGenerator.MachineCode, exits: UnsafeMutablePointer<CompiledExit>, exitCount: Int)] = []
  }

  private func finish(_ job: Job) {
    guard let compilation = UnsafeMutablePointer<CodeCompilation>(bitPattern: job.compilation) else { return }
    do throws(BackendError) {
      try generate(job, compilation)
      store_release_u32(&compilation.pointee.state, UInt32(compilationReady.rawValue))
    } catch {
      if log != .none || !isUnavailable { report("taipan: nothing is compiled: \(error.message)") }
      isUnavailable = isUnavailable || generator == nil
      giveUp(compilation)
    }
  }

  private func generate(_ job: Job, _ compilation: UnsafeMutablePointer<CodeCompilation>) throws(BackendError) {
    if generator == nil {
      if isUnavailable { throw BackendError(message: "LLVM is not there") }
      generator = try CodeGenerator()
    }
    guard let generator else { return }
    count += 1
    let exits = UnsafeMutablePointer<CompiledExit>.allocate(capacity: max(job.graph.snapshots.count, 1))
    var lowering = Lowering(
      job.graph, name: "taipan_\(count)", instructions: job.instructions, exitRecords: UInt(bitPattern: exits))
    let lowered = lowering.lower()
    let machine: CodeGenerator.MachineCode
    let started = clock()
    do throws(BackendError) {
      machine = try generator.generate(lowered, log: log == .modules ? { self.report($0) } : nil)
    } catch {
      exits.deallocate()
      throw error
    }
    fill(exits, lowered.exits, compilation)
    let handle: Handle
    if let known = compilation.pointee.handle {
      handle = Unmanaged<Handle>.fromOpaque(known).takeUnretainedValue()
    } else {
      handle = Handle()
      compilation.pointee.handle = Unmanaged.passRetained(handle).toOpaque()
    }
    handle.codes.append((machine, exits, lowered.exits.count))
    let entries = UnsafeMutablePointer<UInt16>.allocate(capacity: job.wordCount)
    entries.initialize(repeating: 0, count: job.wordCount)
    for (number, entry) in job.graph.entries.enumerated() where !entry.isContinuation && entries[entry.word] == 0 {
      entries[entry.word] = UInt16(truncatingIfNeeded: number + 1)
    }
    compilation.pointee.windowCount = max(compilation.pointee.windowCount, UInt32(job.graph.windowCount))
    compilation.pointee.entries = UnsafePointer(entries)
    compilation.pointee.entry = UnsafeRawPointer(bitPattern: machine.address)
    if log != .none {
      report("taipan: compiled \(job.graph.name): \(job.graph.nodes.count) nodes, \((clock() - started) / 1000) ms")
    }
  }

  private func fill(
    _ exits: UnsafeMutablePointer<CompiledExit>, _ lowered: [LoweredExit], _ compilation: UnsafeMutablePointer<CodeCompilation>
  ) {
    for (index, exit) in lowered.enumerated() {
      let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: max(exit.numbers.count, 1))
      for (place, register) in exit.numbers.enumerated() { numbers[place] = UInt32(register) }
      let frames = UnsafeMutablePointer<CompiledFrame>.allocate(capacity: max(exit.frames.count, 1))
      for (place, frame) in exit.frames.enumerated() { (frames + place).initialize(to: CompiledFrame(frame)) }
      (exits + index).initialize(
        to: CompiledExit(
          word: UInt32(exit.word), count: 0, numbers: UnsafePointer(numbers), numberCount: UInt32(exit.numbers.count),
          reason: exit.reason.rawValue, frames: UnsafePointer(frames), frameCount: UInt32(exit.frames.count),
          owner: compilation))
    }
  }

  private func release(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    if let opaque = compilation.pointee.handle {
      let handle = Unmanaged<Handle>.fromOpaque(opaque)
      for code in handle.takeUnretainedValue().codes {
        generator?.remove(code.machine)
        for index in 0..<code.exitCount {
          code.exits[index].numbers?.deallocate()
          code.exits[index].frames?.deallocate()
        }
        code.exits.deallocate()
      }
      handle.release()
    }
    compilation.pointee.entries?.deallocate()
    CodeProfiles.release(compilation)
  }

  private func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}

extension CompiledFrame {
  fileprivate init(_ frame: InlinedFrame) {
    self.init(
      returnAddress: UnsafePointer(bitPattern: frame.returnAddress), function: frame.callee.function,
      base: UInt32(frame.base), result: UInt32(frame.result), flags: frame.role.flags)
  }
}
