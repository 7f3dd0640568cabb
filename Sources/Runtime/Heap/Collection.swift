import CRuntime

extension Heap {
  /// Collects now. A safe point.
  public func collect(_ context: Context) {
    host_with_spilled_registers(
      { top, argument in
        let context = Heap.recordStack(top, argument)
        let heap = Heap(of: context)
        heap.state.pointee.world.lock()
        if heap.state.pointee.world.stop(context) {
          heap.collectStopped()
          heap.state.pointee.world.resume(context)
        }
        heap.state.pointee.world.unlock()
      }, context)
  }

  /// Blocks while another thread has stopped the world: what a thread does when it finds `PollReason.stop`.
  public func safePoint(_ context: Context) {
    host_with_spilled_registers(
      { top, argument in
        let context = Heap.recordStack(top, argument)
        let heap = Heap(of: context)
        heap.state.pointee.world.lock()
        heap.state.pointee.world.waitWhileStopped(context)
        heap.state.pointee.world.unlock()
      }, context)
  }

  /// Runs `body(argument)`, which waits or is foreign code, while others may collect. It must not touch the heap.
  public func blocking(
    _ context: Context, _ argument: UnsafeMutableRawPointer?,
    _ body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
  ) -> UnsafeMutableRawPointer? {
    var call = BlockedCall(context: context, body: body, argument: argument)
    return host_call_blocked(context, { BlockedCall.run($0) }, { Heap.leaveBlocked($0) }, &call)
  }

  /// Runs `body`, code of the runtime's that foreign code within `blocking` has called on the same thread.
  public func running<Result>(_ context: Context, _ body: () -> Result) -> Result {
    let top = context.pointee.nativeStackTop
    Heap.leaveBlocked(context)
    let result = body()
    context.pointee.nativeStackTop = top
    store_release_u32(stateWord(context), UInt32(threadBlockedAgain.rawValue))
    Heap.noteBlocked(context)
    return result
  }

  /// The thread has just blocked. Another one that stops the world may have seen it run a moment ago and sleep until told
  /// otherwise.
  static func noteBlocked(_ context: Context) {
    if load_relaxed_u32(pollWord(context)) & PollReason.stop != 0 { Heap(of: context).state.pointee.world.noteBlocked() }
  }

  static func leaveBlocked(_ context: Context) {
    store_relaxed_u32(stateWord(context), UInt32(threadRunning.rawValue))
    // Acquires what a collection in the meantime has written, the thread's allocation runs among it.
    if load_acquire_u32(pollWord(context)) & PollReason.stop == 0 { return }
    let world = Heap(of: context).state.pointee.world
    world.lock()
    world.waitWhileStopped(context)
    world.unlock()
  }

  // MARK: Phases

  private func collectStopped() {
    let start = host_monotonic_time()
    prepare()
    let held = countObjects()
    let marker = Marker(self)
    if state.pointee.finalizesAll { takeAllAsDying(marker) }
    markRoots(marker)
    marker.drain()
    processDead(marker)
    state.pointee.liveBitmap = marker.bitmap
    sweep()
    state.pointee.statistics.freedObjects = held - state.pointee.statistics.liveObjects
    if state.pointee.options.verifies, let fault = verifyStopped() {
      preconditionFailure("\(fault.what) at 0x\(String(fault.address, radix: 16))")
    }
    record(from: start, to: host_monotonic_time())
  }

  /// Ends all allocation runs, so that the blocks say which cells hold objects, and clears the marks to be made.
  private func prepare() {
    flushAllRuns()
    for index in 0..<state.pointee.blocks.count {
      let block = state.pointee.blocks.block(index)
      if block.header.isInUse { block.clearMarks(1 - state.pointee.liveBitmap) }
    }
    state.pointee.large.prepareForMarking()
  }

  /// Sorts the blocks by what is left in them. Cells are not touched: allocation finds the free ones by their marks.
  private func sweep() {
    for index in 0..<Int(allocationRunCount) { state.pointee.unsweptBlocks[index] = 0 }
    var liveBytes = 0
    var liveObjects = 0
    // From the last block to the first, so that the lists run by address.
    var index = state.pointee.blocks.count
    while index > 0 {
      index -= 1
      let block = state.pointee.blocks.block(index)
      if !block.header.isInUse { continue }
      let live = block.markedCount(in: state.pointee.liveBitmap)
      if state.pointee.options.stressInterval > 0 { scribble(block) }
      block.header.handedOut = 0
      block.header.isFresh = false
      liveObjects += live
      liveBytes += live * Int(block.header.cellSize)
      if live == 0 {
        state.pointee.blocks.release(block)
      } else if live < Int(block.header.cellCount) {
        let run = Int(block.header.space) * SizeClass.count + Int(block.header.sizeClass)
        block.header.next = state.pointee.unsweptBlocks[run]
        state.pointee.unsweptBlocks[run] = block.address
      }
    }
    state.pointee.large.sweep()
    state.pointee.statistics.liveBytes = liveBytes + state.pointee.large.bytes
    state.pointee.statistics.liveObjects = liveObjects + state.pointee.large.count
  }

  private func record(from start: UInt64, to end: UInt64) {
    let pause = end - start
    if pause * 20 > end - state.pointee.lastEnd, state.pointee.doublings < state.pointee.options.mostDoublings {
      state.pointee.doublings += 1
    }
    state.pointee.lastEnd = end
    let live = state.pointee.statistics.liveBytes
    state.pointee.threshold = state.pointee.options.threshold(
      afterKeeping: live, doublings: state.pointee.doublings)
    state.pointee.blocks.trim(keeping: state.pointee.threshold >> Block.sizeShift)
    state.pointee.large.trim(keeping: state.pointee.threshold + PageChunk.size)
    state.pointee.bytesSinceCollection = 0
    state.pointee.finalizableKept = state.pointee.finalizable.count
    state.pointee.statistics.collections += 1
    state.pointee.statistics.lastPause = pause
    state.pointee.statistics.longestPause = max(state.pointee.statistics.longestPause, pause)
    state.pointee.statistics.totalPause += pause
    if !state.pointee.finalizationQueue.isEmpty || !state.pointee.clearedLinks.isEmpty {
      var context = state.pointee.world.contexts
      while let thread = context {
        _ = fetch_or_u32(pollWord(thread), PollReason.finalization)
        context = thread.pointee.next
      }
    }
  }

  /// Overwrites free cells, so that whoever still uses one shows it.
  private func scribble(_ block: Block) {
    var cell = 0
    while let run = block.freeRun(from: cell, in: state.pointee.liveBitmap) {
      UnsafeMutableRawPointer(bitPattern: block.cell(run.lowerBound)).unsafelyUnwrapped
        .initializeMemory(as: UInt8.self, repeating: 0xdb, count: run.count * Int(block.header.cellSize))
      cell = run.upperBound
    }
  }

  // MARK: Threads

  /// Makes the calling thread one whose stack is searched and which may allocate.
  public func attach(_ context: Context) {
    context.pointee.heap = UnsafeMutableRawPointer(state)
    context.pointee.state = UInt32(threadRunning.rawValue)
    context.pointee.nativeStackBase = host_stack_base()
    context.pointee.foreignCaller = host_foreign_caller()
    state.pointee.world.attach(context)
  }

  /// Attaches a thread that is about to be started by the calling one: it is blocked until it calls `enter`. What its
  /// registers hold lives.
  func attach(_ context: Context, startedBy parent: Context) {
    context.pointee.heap = UnsafeMutableRawPointer(state)
    context.pointee.state = UInt32(threadBlocked.rawValue)
    state.pointee.world.attach(context, startedBy: parent)
  }

  /// The calling thread is the one that was attached, and runs from now on.
  func enter(_ context: Context) {
    context.pointee.nativeStackBase = host_stack_base()
    context.pointee.foreignCaller = host_foreign_caller()
    state.pointee.world.enter(context)
  }

  /// From now on no thread runs but the calling one.
  func stopOthersForGood(_ context: Context) {
    host_with_spilled_registers(
      { top, argument in
        let context = Heap.recordStack(top, argument)
        let world = Heap(of: context).state.pointee.world
        world.lock()
        while !world.stop(context) {}
        world.end(with: context)
        world.unlock()
      }, context)
  }

  /// The calling thread's registers no longer hold Values; its native stack is not searched any more.
  public func detach(_ context: Context) {
    safePoint(context)
    state.pointee.world.lock()
    flushRuns(of: context)
    state.pointee.world.detach(context)
    state.pointee.world.unlock()
  }

  public var statistics: HeapStatistics { state.pointee.statistics }

  /// About how much was allocated since the last collection.
  var bytesSinceCollection: Int { withLock { state.pointee.bytesSinceCollection } }

  /// Has collections wait until there is several times as much garbage as usual.
  func setReluctant(_ isReluctant: Bool) { withLock { state.pointee.isReluctant = isReluctant } }

  /// Notes in the context, which is `argument`, where the thread's stack ends.
  private static func recordStack(_ top: UnsafeRawPointer, _ argument: UnsafeMutableRawPointer?) -> Context {
    let context = argument.unsafelyUnwrapped.assumingMemoryBound(to: ThreadContext.self)
    context.pointee.nativeStackTop = top
    return context
  }
}

/// What `Heap.blocking` runs once the thread's state says so.
private struct BlockedCall {
  let context: Context
  let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
  let argument: UnsafeMutableRawPointer?

  static func run(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let call = raw.unsafelyUnwrapped.assumingMemoryBound(to: BlockedCall.self).pointee
    Heap.noteBlocked(call.context)
    return call.body(call.argument)
  }
}
