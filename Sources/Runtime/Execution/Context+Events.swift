import CRuntime

// Event points: back-edges and calls, where a thread finds a request in its `poll` word.

extension Context {
  /// An event point of native code that runs for long: signal handlers, finalisers and callbacks may run here, and other
  /// threads may have the world stopped.
  @inline(__always)
  public func checkEvents() throws(Raised) {
    if load_relaxed_u32(pollWord(self)) != 0 { try handleEvents() }
  }

  /// Does what the poll word asks for.
  @inline(never)
  public func handleEvents() throws(Raised) {
    let reasons = load_acquire_u32(pollWord(self))
    if reasons & PollReason.stop != 0 { Heap(of: self).safePoint(self) }
    if reasons & PollReason.finalization != 0 {
      _ = fetch_and_u32(pollWord(self), ~PollReason.finalization)
      runFinalizers()
    }
    if reasons & PollReason.interrupt != 0 {
      _ = fetch_and_u32(pollWord(self), ~PollReason.interrupt)
      try handleSignals()
    }
  }

  private func handleSignals() throws(Raised) {
    if let handle = interpreter.pointee.settings.handleSignals { return try handle(self) }
    throw raise(.keyboardInterrupt, args: try Tuple.empty(self))
  }

  /// Runs the callbacks of weak references that a collection cleared, and the finalisers of objects that it found dead.
  /// What they raise has no caller to go to and is reported.
  func runFinalizers() {
    if pointee.isFinalizing != 0 { return }
    pointee.isFinalizing = 1
    defer { pointee.isFinalizing = 0 }
    let pending = pointee.pendingException
    let handled = pointee.handledException
    let heap = Heap(of: self)
    while let link = heap.takeClearedLink(self) {
      let callback = WeakReference(Value(link)).callback
      if !callback.isEmpty, (try? call(callback, Value(link))) == nil {
        reportUnraisable("while calling weakref callback", callback)
      }
    }
    while let object = heap.takeFinalizable(self) {
      finalize(Value(object))
    }
    pointee.pendingException = pending
    pointee.handledException = handled
  }

  private func finalize(_ object: Value) {
    let type = type(of: object)
    guard let function = type.unary(.delete), function(self, object).isEmpty else { return }
    if Generator(ifHas: object) != nil { return reportUnraisable("while closing generator", object) }
    let exception = pointee.pendingException
    let method = try? type.lookup(self, name(.__del__))
    pointee.pendingException = exception
    reportUnraisable("while calling deallocator", method ?? object)
  }

  /// Runs the finalisers of all that is still there at the end of a program, and of what those make.
  func runRemainingFinalizers() {
    let heap = Heap(of: self)
    for _ in 0..<Self.finalRounds where heap.hasFinalizable {
      heap.queueAllFinalizable(self)
      runFinalizers()
    }
  }

  /// Finalisers that make objects with finalisers get no further than this.
  private static var finalRounds: Int { 16 }

  /// Has the object's `__del__` called once when nothing reaches it any more.
  @inline(never)
  public func registerFinalizer(of object: ObjectPointer) throws(Raised) {
    if !Heap(of: self).registerFinalizer(self, for: object) { throw raiseMemoryError() }
  }
}

extension Context {
  /// From now on signals are handled by this thread, at its next event point: SIGINT raises KeyboardInterrupt.
  public func watchInterrupt() {
    let word = pollWord(self).assumingMemoryBound(to: UInt32.self)
    host_watch_signals(word, PollReason.interrupt)
  }
}
