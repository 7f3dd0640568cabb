import CRuntime
import Glibc
import Runtime

/// Compiles hot code objects: the first half, which reads the heap, on the program's own thread, LLVM's on one of its own
/// (`JustInTimeCompiler+Generation.swift`).
public final class JustInTimeCompiler: @unchecked Sendable {
  let thread: CompilerThread
  let mode: CompilationMode
  let options: CompilerOptions
  let store: CodeStore
  /// Whether the program waits for each compilation.
  let waits: Bool
  private let process = getpid()

  /// The exits that tests force.
  let forced: ForcedExits?
  /// Where machine code is kept.
  let cache: CodeCache?

  // Of the compiler's thread.
  var generator: CodeGenerator?
  var isUnavailable = false
  var perfMap: PerfMap?
  var count = 0
  /// Bytes that were kept since the cache was last trimmed; nil before that.
  var keptBytes: Int?

  private init(_ mode: CompilationMode, waits: Bool, _ options: CompilerOptions) {
    (self.mode, self.waits, self.options) = (mode, waits, options)
    thread = CompilerThread(isDue: { !Self.isEarly })
    store = CodeStore(limit: options.memoryLimit)
    forced = options.exitInterval.map { ForcedExits(interval: $0) }
    cache = forced == nil && CodeCache.isSupported ? options.cacheDirectory.map { CodeCache($0) } : nil
  }

  /// Programs that end before have no use for LLVM: loading it alone takes a sixth of that. Nanoseconds.
  private static let leastRunTime: Int64 = 150_000_000
  static var isEarly: Bool { host_process_time() < leastRunTime }

  /// What the interpreter needs; nil where nothing is to be compiled.
  public static func make(_ mode: CompilationMode, _ options: CompilerOptions = CompilerOptions()) -> CodeCompiler? {
    let threshold: UInt32
    let waits: Bool
    switch mode {
    case .off: return nil
    case .on: (threshold, waits) = (64_000, false)
    case .eager: (threshold, waits) = (1, true)
    case .threshold(let count): (threshold, waits) = (count + 1, true)
    }
    let compiler = JustInTimeCompiler(mode, waits: waits, options)
    return CodeCompiler(
      // What the cache has does not take LLVM.
      threshold: threshold, leastRunTime: waits || compiler.cache != nil ? 0 : leastRunTime,
      handle: UInt(bitPattern: Unmanaged.passUnretained(compiler).toOpaque()),
      compile: { compiler.compile($0, $1) }, discard: { compiler.discard($0) })
  }

  /// The compiler of a program; nil where nothing is compiled.
  static func of(_ context: Context) -> JustInTimeCompiler? {
    guard let handle = context.programSettings.compiler?.handle, let opaque = UnsafeRawPointer(bitPattern: handle) else {
      return nil
    }
    let compiler = Unmanaged<JustInTimeCompiler>.fromOpaque(opaque).takeUnretainedValue()
    return compiler.isHere ? compiler : nil
  }

  /// A child process has none of its parent's threads, and may have a lock that one of them held.
  private var isHere: Bool { getpid() == process }

  // MARK: The program's thread

  private func compile(_ context: Context, _ code: Code) {
    let readable = CompilableCode(context, code)
    let compilation = readable.compilation
    guard isHere else { return giveUp(compilation) }
    if store.needsRoom, !makeRoom(context) {
      store.count { $0.postponed += 1 }
      return compilation.postpone()
    }
    guard let graph = store.timing(.build, { GraphBuilder.build(readable) }) else { return giveUp(compilation) }
    let record = store.record(compilation, of: code)
    var job = Job(
      graph: graph, instructions: UInt(bitPattern: readable.instructions), wordCount: readable.wordCount,
      perfName: options.writesPerfMap ? readable.perfName : "", code: record)
    if options.log == .graphs { report(graph.description) }
    if options.log != .none { reportExits(readable) }
    job.encoded = encode(job)
    if useKept(job) { return }
    let unfinished = job
    if !thread.submit({ [self] in finish(unfinished) }) { return giveUp(compilation) }
    if waits { thread.finish() }
  }

  /// Frees what nobody needs, if that was not done a moment ago; false where nothing was freed.
  private func makeRoom(_ context: Context) -> Bool {
    if !store.beginMakingRoom(at: host_monotonic_time()) { return false }
    var versions: [CompiledCode.Version] = []
    context.withStoppedThreads { versions = store.takeUnneeded($0) }
    if versions.isEmpty { return false }
    let unneeded = versions
    if thread.submit({ [self] in unneeded.forEach(release) }), waits { thread.finish() }
    return true
  }

  /// Where the code that is to be replaced was left most often.
  private func reportExits(_ code: CompilableCode) {
    for exit in exits(of: code, fromNewest: true) where exit.count > 20 {
      report(
        "taipan: left \(code.name) \(exit.count) times at line \(exit.line)"
          + "\(exit.function == code.name ? "" : " of \(exit.function)"), \(exit.instruction): \(exit.reason)")
    }
  }

  func giveUp(_ compilation: UnsafeMutablePointer<CodeCompilation>) { compilation.change(to: compilationGivenUp) }

  /// The code object is dead.
  private func discard(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    guard isHere else { return }
    let address = UInt(bitPattern: compilation)
    let versions = store.remove(compilation)?.versions ?? []
    _ = thread.submit { [self] in
      versions.forEach(release)
      if let compilation = UnsafeMutablePointer<CodeCompilation>(bitPattern: address) { CodeProfiles.release(compilation) }
    }
  }

  func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
