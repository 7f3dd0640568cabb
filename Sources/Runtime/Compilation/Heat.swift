import Bytecode
import CRuntime

// When code is compiled. A code object has a budget, `heat`: calls and back-edges use it up. At its end what the code
// meets is recorded, and then a compiler gets to see it.
//
//     cold ── budget used up ──▶ recording ── budget used up again ──▶ running ──▶ ready ──▶ installed
//       ▲                                                                                       │
//       └────────────── left too often, or hot where it has no entry, a few times ──────────────┘
//
// Back-edges are counted for the thread, not for the code: every `interval` of them it looks what it is running, and may
// go on in machine code there.

/// A compiler of code objects, as the interpreter calls it.
public struct CodeCompiler: Sendable {
  /// Begins to compile a code object, whose profile is recorded, and returns; or is done with it when it returns.
  /// Stores the result into the code's `CodeCompilation`.
  public var compile: @Sendable (Context, Code) -> Void
  /// Gives up what it made, which nothing uses any more.
  public var discard: @Sendable (UnsafeMutablePointer<CodeCompilation>) -> Void
  /// How much code may do before it counts as hot; 1 has everything compiled at its first call, unrecorded.
  public var threshold: UInt32
  /// Nothing is recorded, nor compiled, before the program has run for so many nanoseconds of processor time.
  public var leastRunTime: Int64
  /// The compiler's own: the address of an object that lives as long as the program, or 0.
  public var handle: UInt

  public init(
    threshold: UInt32, leastRunTime: Int64 = 0, handle: UInt = 0,
    compile: @escaping @Sendable (Context, Code) -> Void,
    discard: @escaping @Sendable (UnsafeMutablePointer<CodeCompilation>) -> Void
  ) {
    (self.threshold, self.leastRunTime, self.handle) = (threshold, leastRunTime, handle)
    (self.compile, self.discard) = (compile, discard)
  }

  /// Whether code is compiled unrecorded, at its first call.
  var isEager: Bool { threshold <= 1 }
  /// How many instructions are recorded at a time.
  var recordingLength: UInt32 { min(6000, threshold * 20) }
  /// How much code may do after that.
  var recordedBudget: UInt32 { min(1000, threshold / 4) }
  /// Back-edges from one look to the next.
  var interval: UInt32 { isEager ? 1 : 64 }
  /// Code that was left so often is compiled anew.
  var exitLimit: UInt32 { max(400, threshold / 16) }
  /// Behind the first of so many exits at one place, so many instructions are recorded.
  static var exitsPerRecording: UInt32 { 32 }
  static var exitRecordingLength: UInt32 { 200 }
  static var attemptLimit: UInt32 { 6 }
  /// The same with what was compiled anew because another loop of it was hot.
  static var totalLimit: UInt32 { 20 }

  /// Whether the program has run long enough for machine code to pay.
  var isWorthwhile: Bool { leastRunTime == 0 || host_process_time() >= leastRunTime }
}

extension Context {
  /// Has the thread look for hot code from now on, if there is a compiler.
  public func watchHeat() { pointee.heat = compiler?.interval ?? .max }

  /// The budget of new code.
  var initialHeat: UInt32 { compiler?.threshold ?? .max }

  fileprivate var compiler: CodeCompiler? { interpreter.pointee.settings.compiler }

  /// A look at what the thread runs, after some back-edges, whose last will go on at a place.
  func noteBackEdges(_ frame: FramePointer, to place: UnsafePointer<UInt64>) {
    guard let compiler else {
      pointee.heat = .max
      return
    }
    pointee.heat = compiler.interval
    let code = frame.code
    if frame.isMounted { code.requireCompilation().pointee.isConsumed = 1 }
    let heat = load_relaxed_u32(&code.pointer.pointee.heat)
    if heat > compiler.interval {
      store_relaxed_u32(&code.pointer.pointee.heat, heat - compiler.interval)
    } else {
      noteHot(code, at: place, from: frame.pointee.pc.unsafelyUnwrapped - 1)
    }
  }

  /// A generator is resumed in interpreted code, where its frame stands.
  func noteResumption(_ frame: FramePointer) {
    let (code, place) = (frame.code, frame.pointee.pc.unsafelyUnwrapped)
    if frame.isMounted { code.requireCompilation().pointee.isConsumed = 1 }
    // A generator that delegates is resumed before the instruction, to repeat it.
    if InstructionWord(bits: place.pointee).trustedOpcode == .delegate {
      store_relaxed_u32(&code.pointer.pointee.heat, initialHeat)
    } else {
      noteHot(code, at: place, from: place - 1)
    }
  }

  /// A code object's budget is used up, by calls.
  func noteHot(_ code: Code) { noteHot(code, at: UnsafePointer(code.pointer.pointee.instructions), from: nil) }

  /// A code object's budget is used up.
  ///
  /// - Parameter place: Where it goes on.
  /// - Parameter origin: The back-edge or the yield after which it does.
  private func noteHot(_ code: Code, at place: UnsafePointer<UInt64>, from origin: UnsafePointer<UInt64>?) {
    guard let compiler else {
      code.pointer.pointee.heat = .max
      return
    }
    code.pointer.pointee.heat = compiler.threshold
    let compilation = code.requireCompilation()
    switch load_acquire_u32(&compilation.pointee.state) {
    case UInt32(compilationCold.rawValue):
      if compiler.isEager { return compile(code, compilation, from: compilationCold, compiler) }
      if !compiler.isWorthwhile {
        code.pointer.pointee.heat = compiler.threshold / 4
        return
      }
      code.pointer.pointee.heat = compiler.recordedBudget
      _ = code.requireProfile()
      if beginRecording(compiler.recordingLength) { compilation.change(to: compilationRecording) }
    case UInt32(compilationRecording.rawValue):
      if pointee.recording != 0 { return }
      compile(code, compilation, from: compilationRecording, compiler)
    case UInt32(compilationReady.rawValue): code.install(self)
    case UInt32(compilationInstalled.rawValue):
      if let origin, mayCover(place, origin, of: code, compilation) {
        renew(code, compilation, compiler, limit: CodeCompiler.totalLimit)
      }
    default: break
    }
  }

  /// Machine code of a function was left since something is not as it was recorded. What comes now is recorded from time to
  /// time, so that the next machine code knows of it.
  func noteRefutation(_ exit: UnsafeMutablePointer<CompiledExit>, of code: Code) {
    let compilation = exit.pointee.owner
    compilation.pointee.exits &+= 1
    if exit.pointee.reason == CompiledExit.Reason.magnitude.rawValue { compilation.pointee.hasLargeInts = 1 }
    if exit.pointee.reason == CompiledExit.Reason.ahead.rawValue { compilation.pointee.isUneven = 1 }
    if exit.pointee.count % CodeCompiler.exitsPerRecording == 1 { _ = beginRecording(CodeCompiler.exitRecordingLength) }
    guard let compiler, compilation.pointee.exits > compiler.exitLimit, compilation.state == compilationInstalled else { return }
    renew(code, compilation, compiler, limit: CodeCompiler.attemptLimit)
  }

  /// Has code compiled that is not yet, hot or not.
  public func beginCompiling(_ code: Code) {
    guard let compiler else { return }
    let compilation = code.requireCompilation()
    let state = compilation.state
    if state == compilationCold || state == compilationRecording { compile(code, compilation, from: state, compiler) }
  }

  /// Has calls of code go to its machine code, if there is any. Whether there is.
  public func beginUsing(_ code: Code) -> Bool {
    guard let compilation = code.pointer.pointee.compilation else { return false }
    if compilation.state == compilationReady { code.install(self) }
    return compilation.state == compilationInstalled
  }

  /// Has code compiled, by the first of the threads that come to it.
  private func compile(
    _ code: Code, _ compilation: UnsafeMutablePointer<CodeCompilation>, from state: CompilationState,
    _ compiler: CodeCompiler
  ) {
    let (expected, desired) = (UInt32(state.rawValue), UInt32(compilationRunning.rawValue))
    if !exchange_if_u32(&compilation.pointee.state, expected, desired) { return }
    compilation.pointee.attempts += 1
    compiler.compile(self, code)
    switch load_acquire_u32(&compilation.pointee.state) {
    case UInt32(compilationReady.rawValue): code.install(self)
    case UInt32(compilationRecording.rawValue): code.pointer.pointee.heat = compiler.threshold / 4
    default: break
    }
  }

  /// Whether machine code might have an entry where it has none: once for each origin. A function of several loops, or a
  /// script, is compiled when the first of them is hot.
  private func mayCover(
    _ place: UnsafePointer<UInt64>, _ origin: UnsafePointer<UInt64>, of code: Code,
    _ compilation: UnsafeMutablePointer<CodeCompilation>
  ) -> Bool {
    let start = UnsafePointer(code.pointer.pointee.instructions)
    guard code.compiledEntry(at: place - start) == nil, let profile = compilation.pointee.profile else { return false }
    if compilation.pointee.attempts >= CodeCompiler.totalLimit { return false }
    let word = profile + (origin - start)
    if word.pointee & InstructionProfile.uncovered != 0 { return false }
    word.pointee |= InstructionProfile.uncovered
    return true
  }

  /// Has code that is left too often compiled without what did not hold, if that may help.
  private func renew(
    _ code: Code, _ compilation: UnsafeMutablePointer<CodeCompilation>, _ compiler: CodeCompiler, limit: UInt32
  ) {
    code.uninstall()
    compilation.pointee.exits = 0
    if compilation.pointee.attempts >= limit {
      return compilation.change(to: compilationGivenUp)
    }
    compilation.change(to: compilationCold)
    code.pointer.pointee.heat = compiler.recordedBudget
  }
}

extension Code {
  /// Begins to use machine code: from now on calls go to it.
  fileprivate func install(_ context: Context) {
    guard let compilation = pointer.pointee.compilation, let entries = compilation.pointee.entries else { return }
    if !cachesGlobals { return giveUpCompiling() }
    // Frames in machine code that this replaces have counted as well.
    compilation.pointee.exits = 0
    store_release_u32(&compilation.pointee.state, UInt32(compilationInstalled.rawValue))
    if entries[0] != 0 { pointer.pointee.start = UnsafePointer(Interpreter(of: context).state.pointee.compiledStart) }
  }

  /// Machine code knows where the global variables are: code with several globals has none.
  func giveUpCompiling() {
    guard let compilation = pointer.pointee.compilation else { return }
    uninstall()
    let state = load_acquire_u32(&compilation.pointee.state)
    // What a compiler is at work on is not installed once it is done.
    if state == UInt32(compilationRunning.rawValue) { return }
    store_release_u32(&compilation.pointee.state, UInt32(compilationGivenUp.rawValue))
  }

  /// The code object is dead.
  func releaseCompilation(_ settings: ProgramSettings) {
    guard let compilation = pointer.pointee.compilation else { return }
    settings.compiler?.discard(compilation)
  }

  /// Stops using machine code; frames that are in it go on to their next exit.
  func uninstall() { pointer.pointee.start = UnsafePointer(pointer.pointee.instructions) }

  /// The machine code's entry before an instruction: its number, or nil.
  @inline(__always)
  func compiledEntry(at word: Int) -> (entry: UnsafeRawPointer, number: UInt64)? {
    guard let compilation = pointer.pointee.compilation,
      load_acquire_u32(&compilation.pointee.state) == UInt32(compilationInstalled.rawValue),
      let entries = compilation.pointee.entries, entries[word] != 0, let entry = compilation.pointee.entry
    else { return nil }
    return (entry, UInt64(entries[word] - 1))
  }
}
