import CRuntime
import Glibc
import Runtime

// The compiler's thread: from a graph to machine code that is ready to be used.

extension JustInTimeCompiler {
  struct Job: @unchecked Sendable {
    let graph: Graph
    let instructions: UInt
    let wordCount: Int
    let perfName: String
    let code: CompiledCode
    /// What the cache knows the graph by.
    var encoded: EncodedGraph?
  }

  /// Machine code in memory, with its exits.
  struct GeneratedCode {
    let machine: MachineCode
    let exits: [LoweredExit]
  }

  /// LLVM's half of a compilation.
  ///
  /// - Parameter isLate: Whether the job has waited until it is time for LLVM.
  func finish(_ job: Job, isLate: Bool = false) {
    // What frees a dead compilation is another job.
    if store.isDead(job.code) { return }
    if !isLate, !waits, Self.isEarly { return thread.submitForLater { [self] in finish(job, isLate: true) } }
    // Jobs that had to wait for another one may find no room any more.
    if store.needsRoom { return postpone(job.code.compilation) }
    do throws(BackendError) {
      try install(job) { (exits) throws(BackendError) in try compile(job, exits: exits) }
    } catch {
      if options.log != .none || options.isAskedFor && !isUnavailable { report("taipan: nothing is compiled: \(error.message)") }
      isUnavailable = isUnavailable || generator == nil
      store.count { $0.failures += 1 }
      giveUp(job.code.compilation)
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

  /// Has the program find machine code at its next look, with what belongs to it.
  ///
  /// - Parameter make: Makes it, for exits whose records are at an address; nil where there is no room for it.
  func install(
    _ job: Job, fromCache isKept: Bool = false, _ make: (UInt) throws(BackendError) -> GeneratedCode?
  ) throws(BackendError) {
    let started = host_thread_time()
    let exits = UnsafeMutablePointer<CompiledExit>.allocate(capacity: max(job.graph.exitRecordLimit, 1))
    let code: GeneratedCode?
    do throws(BackendError) {
      code = try make(UInt(bitPattern: exits))
    } catch {
      exits.deallocate()
      throw error
    }
    guard let code else {
      exits.deallocate()
      return postpone(job.code.compilation)
    }
    fill(exits, code.exits, job)
    store.count { $0.compilations += 1 }
    if options.log != .none {
      let time = (host_thread_time() - started) / 1_000_000
      report(
        "taipan: \(isKept ? "loaded" : "compiled") \(job.graph.name): \(job.graph.nodes.count) nodes, "
          + "\(code.machine.range.count) bytes, \(time) ms")
    }
    install(
      CompiledCode.Version(machine: code.machine, exits: exits, exitCount: code.exits.count, entries: entries(of: job)), job)
  }

  /// Compiles a graph, and keeps the machine code where there is a cache; nil where there is no room for it.
  private func compile(_ job: Job, exits: UInt) throws(BackendError) -> GeneratedCode? {
    let generator = try requireGenerator()
    let lowered = lower(job, exits: exits)
    defer { lowered.dispose() }
    let object = try emit(lowered, with: generator)
    if let image = object.file.image(entry: lowered.name, lowered.exits) {
      object.dispose()
      if lowered.isRelocatable { keep(image, job) }
      return try load(image, job, exits: exits)
    }
    if job.encoded != nil {
      // The linker knows no symbols.
      object.dispose()
      var plain = job
      plain.encoded = nil
      return try compile(plain, exits: exits)
    }
    let machine = try place(object.file.mappedSize, orElse: object.dispose) { () throws(BackendError) in
      try generator.link(object, name: lowered.name)
    }
    return machine.map { GeneratedCode(machine: $0, exits: lowered.exits) }
  }

  private func lower(_ job: Job, exits: UInt) -> LoweredCode {
    count += 1
    return store.timing(.lower) {
      var lowering =
        if let encoded = job.encoded {
          Lowering(job.graph, instructions: job.instructions, encoded.literals)
        } else {
          Lowering(
            job.graph, name: "taipan_\(count)", instructions: job.instructions, exitRecords: exits, forced: forced)
        }
      return lowering.lower()
    }
  }

  /// Brings an image into memory; nil where there is no room for it.
  func load(_ image: CodeImage, _ job: Job, exits: UInt) throws(BackendError) -> GeneratedCode? {
    let literals = job.encoded?.literals ?? Literals()
    let machine = try place(image.mappedSize) { () throws(BackendError) in try image.load(literals, exits: exits) }
    return machine.map { GeneratedCode(machine: $0, exits: image.exits) }
  }

  /// LLVM's work on a module: the object file of its machine code.
  private func emit(_ lowered: LoweredCode, with generator: CodeGenerator) throws(BackendError) -> CodeGenerator.ObjectCode {
    try store.timing(.optimize) { () throws(BackendError) in
      try generator.prepare(lowered)
      if options.log == .modules { report(generator.text(of: lowered)) }
      try generator.optimize(lowered)
      if options.log == .modules { report(generator.text(of: lowered)) }
    }
    return try store.timing(.emit) { () throws(BackendError) in try generator.emit(lowered) }
  }

  /// Has machine code brought into memory, of which it takes so many bytes; nil where there is no room, and then something
  /// else is done.
  private func place(
    _ size: Int, orElse giveUp: () -> Void = {}, _ body: () throws(BackendError) -> MachineCode
  ) throws(BackendError) -> MachineCode? {
    if size > store.limit {
      giveUp()
      throw BackendError(message: "\(size) bytes of machine code are more than -X jit-memory has room for")
    }
    guard store.reserve(size) else {
      giveUp()
      return nil
    }
    do throws(BackendError) {
      return try store.timing(.link, body)
    } catch {
      store.release(size)
      throw error
    }
  }

  private func install(_ version: CompiledCode.Version, _ job: Job) {
    let compilation = job.code.compilation
    store.add(version, to: job.code)
    compilation.pointee.windowCount = max(compilation.pointee.windowCount, UInt32(job.graph.windowCount))
    compilation.pointee.entries = UnsafePointer(version.entries)
    compilation.pointee.entry = UnsafeRawPointer(bitPattern: version.machine.address)
    compilation.change(to: compilationReady)
    if job.perfName.isEmpty { return }
    _ = thread.submit { [self] in
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

  private func fill(_ exits: UnsafeMutablePointer<CompiledExit>, _ lowered: [LoweredExit], _ job: Job) {
    for (index, exit) in lowered.enumerated() {
      let snapshot = job.graph.snapshots[exit.snapshot]
      let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: max(exit.numbers.count, 1))
      for (place, register) in exit.numbers.enumerated() { numbers[place] = UInt32(register) }
      let frames = UnsafeMutablePointer<CompiledFrame>.allocate(capacity: max(snapshot.frames.count, 1))
      for (place, frame) in snapshot.frames.enumerated() { (frames + place).initialize(to: CompiledFrame(frame)) }
      (exits + index).initialize(
        to: CompiledExit(
          word: UInt32(snapshot.word), count: 0, numbers: UnsafePointer(numbers), numberCount: UInt32(exit.numbers.count),
          reason: exit.reason.rawValue, objectCount: UInt32(snapshot.objects.count),
          objects: CompiledObject.row(of: snapshot, in: job.graph), frames: UnsafePointer(frames),
          frameCount: UInt32(snapshot.frames.count), owner: job.code.compilation))
    }
  }

  func release(_ version: CompiledCode.Version) {
    switch version.machine.owner {
    case .linker(let tracker): generator?.remove(tracker)
    case .mapping: munmap(UnsafeMutableRawPointer(bitPattern: version.machine.range.lowerBound), version.machine.mappedSize)
    }
    store.release(version.machine.mappedSize)
    version.deallocate()
  }
}

extension CompiledFrame {
  fileprivate init(_ frame: InlinedFrame) {
    self.init(
      returnAddress: UnsafePointer(bitPattern: frame.returnAddress), code: frame.callee.code,
      function: frame.holder == nil ? frame.callee.function : .empty, holder: UInt32(frame.holder ?? 0),
      base: UInt32(frame.base), result: UInt32(frame.result), flags: frame.role.flags)
  }
}
