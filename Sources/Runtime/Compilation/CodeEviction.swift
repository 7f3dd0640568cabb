import CRuntime

// How a compiler takes machine code away that is still valid, for want of memory. Machine code that *rests* is not in
// use: the next call, or the next look at a loop, begins to use it again. What still rests after a while nobody needs, and
// it may be freed once no thread is in it or returns to it.

extension Code {
  /// The code object that is at an address. It is alive: `CodeCompiler.discard` says when it dies.
  public init(at address: UInt) { self.init(Value(bits: UInt64(address))) }

  public var address: UInt { UInt(bitPattern: pointer) }

  /// Has machine code that is in use rest. False where there is none in use.
  public func rest() -> Bool {
    guard let compilation = pointer.pointee.compilation, compilation.state == compilationInstalled else { return false }
    uninstall()
    compilation.change(to: compilationReady)
    store_relaxed_u32(&pointer.pointee.heat, 0)
    return true
  }

  /// Forgets machine code that is to be freed; what is hot again is compiled again. All threads are stopped.
  public func forgetMachineCode() {
    guard let compilation = pointer.pointee.compilation else { return }
    uninstall()
    compilation.pointee.entry = nil
    compilation.pointee.entries = nil
    if compilation.state == compilationReady { compilation.postpone() }
  }
}

extension UnsafeMutablePointer where Pointee == CodeCompilation {
  public var state: CompilationState { CompilationState(load_acquire_u32(&pointee.state)) }

  public func change(to state: CompilationState) { store_release_u32(&pointee.state, UInt32(state.rawValue)) }

  /// Has the code compiled once another budget is used up, with what was recorded.
  public func postpone() {
    pointee.attempts -= min(pointee.attempts, 1)
    change(to: pointee.profile == nil ? compilationCold : compilationRecording)
  }
}

extension Context {
  /// Runs `body` while all other threads are stopped. It must not allocate in the heap.
  public func withStoppedThreads(_ body: (StoppedThreads) -> Void) {
    let heap = Heap(of: self)
    heap.stopped(self) { body(StoppedThreads(heap: heap)) }
  }
}

/// The threads of a program, none of which runs Python code at the moment.
public struct StoppedThreads {
  fileprivate let heap: Heap

  /// Calls `body` with every word that may be the address of machine code that a thread is in or returns to, or of
  /// something else that such code has at hand.
  public func forEachReturnAddress(_ body: (UInt) -> Void) {
    heap.forEachContext { thread in
      heap.forEachWord(from: thread.pointee.nativeStackTop, to: thread.pointee.nativeStackBase, body)
      guard var frame = thread.pointee.framesBase, let top = thread.pointee.frame else { return }
      while frame < top {
        let isCompiled = frame[1].flags & UInt32(frameIsCalledCompiled.rawValue) != 0
        if isCompiled, let resume = frame.pointee.resume { body(UInt(bitPattern: resume)) }
        frame += 1
      }
    }
  }
}
