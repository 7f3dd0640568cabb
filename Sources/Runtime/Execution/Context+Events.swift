import CRuntime

// Event points: back-edges and calls, where a thread finds a request in its `poll` word.

extension Context {
  /// Does what the poll word asks for.
  @inline(never)
  func handleEvents() throws(Raised) {
    let reasons = load_acquire_u32(pollWord(self))
    if reasons & PollReason.stop != 0 { Heap(of: self).safePoint(self) }
    if reasons & PollReason.finalization != 0 {
      _ = fetch_and_u32(pollWord(self), ~PollReason.finalization)
      runFinalizers()
    }
  }

  /// Runs the finalisers of objects that a collection found dead, and the callbacks of weak references that it cleared.
  /// What they raise goes nowhere, as Python has it.
  private func runFinalizers() {
    let pending = pointee.pendingException
    let handled = pointee.handledException
    let heap = Heap(of: self)
    while let object = heap.takeFinalizable(self) {
      if let finalize = type(of: Value(object)).unary(.delete) { _ = finalize(self, Value(object)) }
      pointee.pendingException = .empty
    }
    while let holder = heap.takeClearedHolder(self) {
      if let reference = WeakReference(ifHas: Value(holder)), !reference.pointer.pointee.callback.isEmpty {
        _ = try? call(reference.pointer.pointee.callback, reference.value)
      }
      pointee.pendingException = .empty
    }
    pointee.pendingException = pending
    pointee.handledException = handled
  }
}
