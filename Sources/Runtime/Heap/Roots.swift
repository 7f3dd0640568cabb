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

  /// Calls `body` with every attached thread. The world is stopped.
  func forEachContext(_ body: (Context) -> Void) {
    var context = state.pointee.world.contexts
    while let thread = context {
      body(thread)
      context = thread.pointee.next
    }
  }

  func markRoots(_ marker: Marker) {
    forEachContext { thread in
      markStack(from: thread.pointee.nativeStackTop, to: thread.pointee.idleStack ?? thread.pointee.nativeStackBase, marker)
      markStack(from: thread.pointee.idleStackEnd, to: thread.pointee.nativeStackBase, marker)
      markRegisters(thread, marker)
      marker.mark(thread.pointee.pendingException)
      marker.mark(thread.pointee.handledException)
      marker.mark(thread.pointee.outerException)
      if let tracing = thread.tracing {
        marker.mark(tracing.pointee.traceFunction)
        marker.mark(tracing.pointee.profileFunction)
        marker.mark(tracing.pointee.asyncFirst)
        marker.mark(tracing.pointee.asyncFinalizer)
      }
      marker.mark(thread.pointee.shownContainers)
      marker.mark(thread.pointee.threadLocals)
      marker.mark(thread.pointee.variables)
    }
    marker.mark(state.pointee.emptyTuple)
    for index in 0..<state.pointee.roots.count {
      let root = state.pointee.roots[index]
      root.trace(UnsafeMutableRawPointer(state), root.argument)
    }
  }

  /// Frames' windows, and what native code has reserved between and above them.
  private func markRegisters(_ thread: Context, _ marker: Marker) {
    guard let base = thread.pointee.framesBase, let top = thread.pointee.frame else { return }
    var position = thread.pointee.registersBase
    var frame = base
    while frame <= top {
      marker.mark(frame.pointee.function)
      marker.mark(frame.pointee.locals)
      marker.mark(frame.pointee.owner)
      marker.mark(frame.pointee.object)
      markStack(from: position, to: frame.pointee.registers, marker)
      // From where the next window begins, registers are the callee's.
      let end = frame < top ? min(frame.windowEnd, (frame + 1).pointee.registers) : frame.compiledWindowEnd(thread)
      if frame == top, frame.runsCompiled, frame != thread.pointee.steadyFrame {
        // Only machine code knows which instruction it is at.
        markStack(from: frame.pointee.registers, to: end, marker)
      } else if !frame.isParked {
        marker.markWindow(frame.pointee.registers, end: end, of: frame.code, nextWord: frame.currentWord + 1)
      }
      position = end
      frame += 1
    }
    markStack(from: thread.pointee.bindingBase ?? position, to: thread.pointee.nativeTop, marker)
  }

  private func markStack(from start: UnsafeRawPointer?, to end: UnsafeRawPointer?, _ marker: Marker) {
    forEachWord(from: start, to: end) { marker.markConservatively($0) }
  }

  /// Calls `body` with the words of a stopped thread's native stack, or of its register stack.
  @inline(__always)
  func forEachWord(from start: UnsafeRawPointer?, to end: UnsafeRawPointer?, _ body: (UInt) -> Void) {
    guard let start, let end else { return }
    var word = UInt(bitPattern: start) & ~7
    while word < UInt(bitPattern: end) {
      // A neighbouring frame may be another thread's business to ThreadSanitizer: read as a racing access.
      body(UInt(load_relaxed_u64(UnsafeRawPointer(bitPattern: word))))
      word += 8
    }
  }
}

extension Marker {
  /// The variables of a window whose code goes on at a word, and those of its temporaries that may still be read. A
  /// word that liveness lets pass on account of another path may be stale, so it need not be an object's address.
  func markWindow(
    _ registers: UnsafeMutablePointer<Value>, end: UnsafeMutablePointer<Value>, of code: Code, nextWord: Int
  ) {
    let temporaries = registers + Int(code.pointer.pointee.variableCount)
    guard let row = code.liveTemporaries(at: nextWord) else { return markHolders(from: registers, to: end) }
    markHolders(from: registers, to: min(temporaries, end))
    var word = 0
    while temporaries + word * 64 < end {
      var bits = row[word]
      while bits != 0 {
        let register = temporaries + (word * 64 + bits.trailingZeroBitCount)
        if register < end { markHolders(from: register, to: register + 1) }
        bits &= bits - 1
      }
      word += 1
    }
  }

  private func markHolders(from start: UnsafeMutablePointer<Value>, to end: UnsafeMutablePointer<Value>) {
    Heap(state).forEachWord(from: start, to: end) { mark(holderOf: $0) }
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Whether the frame may be in machine code.
  fileprivate var runsCompiled: Bool { code.pointer.pointee.compilation?.pointee.entry != nil }

  /// The first register above the window and those of the calls that machine code has inlined.
  fileprivate func compiledWindowEnd(_ thread: Context) -> UnsafeMutablePointer<Value> {
    guard let compilation = code.pointer.pointee.compilation, let limit = thread.pointee.registersLimit else {
      return windowEnd
    }
    return min(max(windowEnd, pointee.registers + Int(compilation.pointee.windowCount)), limit)
  }
}
