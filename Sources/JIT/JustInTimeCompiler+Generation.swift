import CRuntime
import Runtime

// The compiler's thread: from a graph to machine code that is ready to be used.

extension JustInTimeCompiler {
  struct Job: @unchecked Sendable {
    let graph: Graph
    let instructions: UInt
    let wordCount: Int
    let perfName: String
    let code: CompiledCode
  }

  func finish(_ job: Job) {
    let compilation = job.code.compilation
    // Jobs that had to wait for another one may find no room any more.
    if store.needsRoom { return postpone(compilation) }
    do throws(BackendError) {
      guard let version = try generate(job) else { return postpone(compilation) }
      install(version, job)
    } catch {
      if options.log != .none || options.isAskedFor && !isUnavailable { report("taipan: nothing is compiled: \(error.message)") }
      isUnavailable = isUnavailable || generator == nil
      store.count { $0.failures += 1 }
      giveUp(compilation)
    }
  }

  private func postpone(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    store.count { $0.postponed += 1 }
    compilation.postpone()
  }

  /// LLVM, loaded when it is first needed.
  func requireGenerator() throws(BackendError) -> CodeGenerator {
    if let generator { return generator }
    if isUnavailable { throw BackendError(message: "LLVM is not there") }
    let made = try CodeGenerator()
    generator = made
    return made
  }

  /// Machine code and what belongs to it; nil where there is no room for it.
  private func generate(_ job: Job) throws(BackendError) -> CompiledCode.Version? {
    let generator = try requireGenerator()
    count += 1
    let started = host_thread_time()
    let exits = UnsafeMutablePointer<CompiledExit>.allocate(capacity: max(job.graph.snapshots.count, 1))
    let lowered = store.timing(.lower) {
      var lowering = Lowering(
        job.graph, name: "taipan_\(count)", instructions: job.instructions, exitRecords: UInt(bitPattern: exits),
        forced: forced)
      return lowering.lower()
    }
    let machine: CodeGenerator.MachineCode?
    do throws(BackendError) {
      defer { lowered.dispose() }
      machine = try link(lowered, with: generator)
    } catch {
      exits.deallocate()
      throw error
    }
    guard let machine else {
      exits.deallocate()
      return nil
    }
    fill(exits, lowered.exits, job.code.compilation)
    store.count { $0.compilations += 1 }
    if options.log != .none {
      let time = (host_thread_time() - started) / 1_000_000
      report(
        "taipan: compiled \(job.graph.name): \(job.graph.nodes.count) nodes, \(machine.range.count) bytes, \(time) ms")
    }
    return CompiledCode.Version(
      machine: machine, exits: exits, exitCount: lowered.exits.count, entries: entries(of: job))
  }

  private func link(
    _ lowered: LoweredCode, with generator: CodeGenerator
  ) throws(BackendError) -> CodeGenerator.MachineCode? {
    try store.timing(.optimize) { () throws(BackendError) in
      try generator.prepare(lowered)
      if options.log == .modules { report(generator.text(of: lowered)) }
      try generator.optimize(lowered)
      if options.log == .modules { report(generator.text(of: lowered)) }
    }
    let object = try store.timing(.emit) { () throws(BackendError) in try generator.emit(lowered) }
    let size = object.file.mappedSize
    if size > store.limit {
      object.dispose()
      throw BackendError(message: "\(size) bytes of machine code are more than -X jit-memory has room for")
    }
    guard store.reserve(size) else {
      object.dispose()
      return nil
    }
    do throws(BackendError) {
      return try store.timing(.link) { () throws(BackendError) in try generator.link(object, name: lowered.name) }
    } catch {
      store.release(size)
      throw error
    }
  }

  /// Has the program find the code at its next look.
  private func install(_ version: CompiledCode.Version, _ job: Job) {
    let compilation = job.code.compilation
    store.add(version, to: job.code)
    compilation.pointee.windowCount = max(compilation.pointee.windowCount, UInt32(job.graph.windowCount))
    compilation.pointee.entries = UnsafePointer(version.entries)
    compilation.pointee.entry = UnsafeRawPointer(bitPattern: version.machine.address)
    compilation.change(to: compilationReady)
    if !job.perfName.isEmpty {
      if perfMap == nil { perfMap = PerfMap() }
      perfMap?.add(version.machine.range, name: job.perfName)
    }
  }

  private func entries(of job: Job) -> UnsafeMutablePointer<UInt16> {
    let entries = UnsafeMutablePointer<UInt16>.allocate(capacity: job.wordCount)
    entries.initialize(repeating: 0, count: job.wordCount)
    for (number, entry) in job.graph.entries.enumerated() where !entry.isContinuation && entries[entry.word] == 0 {
      entries[entry.word] = UInt16(truncatingIfNeeded: number + 1)
    }
    return entries
  }

  private func fill(
    _ exits: UnsafeMutablePointer<CompiledExit>, _ lowered: [LoweredExit],
    _ compilation: UnsafeMutablePointer<CodeCompilation>
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

  func release(_ version: CompiledCode.Version) {
    generator?.remove(version.machine)
    store.release(version.machine.mappedSize)
    version.deallocate()
  }
}

extension CompiledFrame {
  fileprivate init(_ frame: InlinedFrame) {
    self.init(
      returnAddress: UnsafePointer(bitPattern: frame.returnAddress), function: frame.callee.function,
      base: UInt32(frame.base), result: UInt32(frame.result), flags: frame.role.flags)
  }
}
