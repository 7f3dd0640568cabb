import CRuntime

// Forking. The world stands still meanwhile, so the child's copy of the heap is whole. The child has one thread, the
// one that forked; what the others held is nobody's there.

extension Context {
  /// As the system's `fork`: the child's number, 0 in the child, or a negated error number.
  public func fork() -> Int32 {
    var job = ForkJob(context: self)
    withUnsafeMutablePointer(to: &job) { job in
      host_with_spilled_registers({ top, argument in
        argument.unsafelyUnwrapped.assumingMemoryBound(to: ForkJob.self).pointee.run(top)
      }, job)
    }
    if job.process == 0 { becomeMainThread() }
    return job.process
  }

  private func becomeMainThread() {
    let table = interpreter.pointee.threads
    if table.pointee.main == self {
      table.pointee.count = 0
      return
    }
    table.pointee.count = 1
    table.pointee.main = self
    watchInterrupt()
  }
}

extension Context {
  /// Calls `body`, which allocates nothing, with all objects of a native type and those derived from it; dead ones that
  /// have not been collected may be among them.
  public func forEachObject<Object: NativeObject>(_ body: (Object) -> Void) {
    let heap = Heap(of: self)
    heap.stopped(self) {
      heap.forEachObject { walked in
        if let object = Object(ifHas: Value(walked.object)) { body(object) }
      }
    }
  }
}

private struct ForkJob {
  let context: Context
  var process: Int32 = 0

  mutating func run(_ stackTop: UnsafeRawPointer) {
    let heap = Heap(of: context)
    let world = heap.state.pointee.world
    context.pointee.nativeStackTop = stackTop
    world.lock()
    while !world.stop(context) {}
    process = host_fork()
    if process == 0 { heap.keepOnly(context) }
    world.resume(context)
    world.unlock()
  }
}

extension Heap {
  /// Forgets all threads but one, and frees the locks that they held.
  fileprivate func keepOnly(_ context: Context) {
    let world = state.pointee.world
    let wasAlone = world.contexts == context && context.pointee.next == nil
    if !wasAlone {
      flushAllRuns()
      var next = world.contexts
      while let other = next {
        next = other.pointee.next
        if other != context { Interpreter(of: context).freeContext(other) }
      }
      host_monitor_reset(state.pointee.lockWaiters)
      forEachObject { walked in
        if walked.object.pointee.lock != 0 { walked.object.pointee.lock = 0 }
      }
    }
    world.keepOnly(context)
  }
}
