import CRuntime

/// A table of the runtime that holds Values outside the heap: it marks them when asked.
public struct RootTracer: BitwiseCopyable {
  let trace: @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer?) -> Void
  let argument: UnsafeMutableRawPointer?
}

extension Heap {
  /// Has `trace(marker, argument)` called at every collection; `Marker(opaque:)` makes the first one a marker.
  public func addRoot(
    _ argument: UnsafeMutableRawPointer?,
    _ trace: @escaping @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer?) -> Void
  ) {
    if !state.pointee.roots.append(RootTracer(trace: trace, argument: argument)) {
      preconditionFailure("no memory for the heap's tables")
    }
  }

  /// Has `sweep(marker, argument)` called at every collection, when all that lives is marked and before anything is
  /// freed: a table of the runtime that does not keep its objects alive drops there what `isMarked` denies.
  public func addWeakTable(
    _ argument: UnsafeMutableRawPointer?,
    _ sweep: @escaping @convention(c) (UnsafeMutableRawPointer, UnsafeMutableRawPointer?) -> Void
  ) {
    if !state.pointee.weakTables.append(RootTracer(trace: sweep, argument: argument)) {
      preconditionFailure("no memory for the heap's tables")
    }
  }

  func sweepWeakTables() {
    for index in 0..<state.pointee.weakTables.count {
      let table = state.pointee.weakTables[index]
      table.trace(UnsafeMutableRawPointer(state), table.argument)
    }
  }

  func markRoots(_ marker: Marker) {
    var context = state.pointee.world.contexts
    while let thread = context {
      markStack(from: thread.pointee.nativeStackTop, to: thread.pointee.nativeStackBase, marker)
      markRegisters(thread, marker)
      marker.mark(thread.pointee.pendingException)
      marker.mark(thread.pointee.handledException)
      marker.mark(thread.pointee.outerException)
      marker.mark(thread.pointee.shownContainers)
      context = thread.pointee.next
    }
    marker.mark(state.pointee.emptyTuple)
    for index in 0..<state.pointee.roots.count {
      let root = state.pointee.roots[index]
      root.trace(UnsafeMutableRawPointer(state), root.argument)
    }
  }

  /// Windows are searched word by word like native stacks: what is dead in them may be stale.
  private func markRegisters(_ thread: Context, _ marker: Marker) {
    guard let base = thread.pointee.framesBase, let top = thread.pointee.frame else { return }
    var frame = base
    while frame <= top {
      marker.mark(frame.pointee.function)
      marker.mark(frame.pointee.locals)
      marker.mark(frame.pointee.owner)
      marker.mark(frame.pointee.object)
      frame += 1
    }
    let end = thread.pointee.nativeTop ?? top.windowEnd
    markStack(from: thread.pointee.registersBase, to: end, marker)
  }

  private func markStack(from start: UnsafeRawPointer?, to end: UnsafeRawPointer?, _ marker: Marker) {
    guard let start, let end else { return }
    var word = UInt(bitPattern: start) & ~7
    while word < UInt(bitPattern: end) {
      // A neighbouring frame may be another thread's business to ThreadSanitizer: read as a racing access.
      marker.markConservatively(UInt(load_relaxed_u64(UnsafeRawPointer(bitPattern: word))))
      word += 8
    }
  }
}
