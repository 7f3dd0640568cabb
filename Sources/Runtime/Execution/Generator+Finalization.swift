import Bytecode
import CRuntime

// What becomes of a frame that was put aside and that nobody can resume any more: its `finally` bodies run. A
// coroutine that nobody has awaited is reported.

extension Generator {
  /// Has the collector hand over the generator when it dies, if there may be anything to do then: there are `finally`
  /// bodies to run, a coroutine was not awaited, or an asynchronous generator's hook wants to know.
  ///
  /// - Parameter frame: The one that it is made of, still on top.
  func registerFinalizer(_ context: Context, from frame: FramePointer) throws(Raised) {
    if function.code.pointer.pointee.isProtected == 0 {
      if form == .generator || form == .coroutine && Self.isAwaitedAtOnce(frame) { return }
    }
    try registerFinalizer(context)
  }

  /// The same for a function whose code has `finally` bodies.
  func registerFinalizer(_ context: Context) throws(Raised) {
    if !Heap(of: context).registerFinalizer(context, for: object) { throw context.raiseMemoryError() }
  }

  /// Whether the caller's next instruction awaits the result: `await f()`, as most coroutines are made; or the one that it
  /// is at gets the next step of an `async for`.
  private static func isAwaitedAtOnce(_ frame: FramePointer) -> Bool {
    if frame.pointee.flags & UInt32(frameIsEntry.rawValue) != 0 { return false }
    guard let next = (frame - 1).pointee.pc else { return false }
    let word = InstructionWord(bits: next.pointee)
    if word.trustedOpcode == .getAwaitable { return UInt32(word.b) == frame.pointee.result }
    return InstructionWord(bits: (next - 1).pointee).trustedOpcode == .getAsyncNext
  }

  /// Whether an object is a generator that has come to its end: it has nothing to do when it dies.
  static func isSpent(at address: UInt) -> Bool {
    guard let generator = Generator(ifHas: Value(bits: UInt64(address))) else { return false }
    return generator.state == .closed
  }

  /// Nothing reaches it any more.
  func finalize(_ context: Context) throws(Raised) {
    let hook = isAsyncGenerator ? load(&pointer.pointee.origin) : .empty
    if !hook.isEmpty, state != .closed, state != .running {
      publish(.empty, to: &pointer.pointee.origin)
      _ = try context.call(hook, value)
      return
    }
    switch state {
    case .closed, .running: return
    case .created:
      if isCoroutine { context.warnNeverAwaited(self) }
      close()
    case .suspended: _ = try context.close(self)
    }
  }
}

extension Context {
  /// Says so with the place where the program is now.
  fileprivate func warnNeverAwaited(_ generator: Generator) {
    if let module = try? importedModule("warnings"), !module.isEmpty, module != .none {
      let function = try? getAttribute(module, interned("_warn_unawaited_coroutine"))
      if function.flatMap({ try? call($0, generator.value) }) == nil {
        reportUnraisable("while finalizing coroutine", generator.value)
      }
      return
    }
    let name = displayString(Text(generator.pointer.pointee.qualifiedName))
    var (place, excerpt) = ("<sys>:0", "")
    let frame = pointee.frame.unsafelyUnwrapped
    if frame >= pointee.framesBase.unsafelyUnwrapped {
      let filename = displayString(Text(frame.code.pointer.pointee.filename))
      let line = frame.code.position(at: frame.currentWord).line
      place = "\(filename):\(line)"
      var sources = SourceTexts()
      if let lines = sources.lines(of: filename, from: line, through: line) {
        excerpt = SourceExcerpt(lines, .line(line)).text.dropFirst(2).description
      }
    }
    writeError(
      """
      \(place): RuntimeWarning: coroutine '\(name)' was never awaited
      \(excerpt)RuntimeWarning: Enable tracemalloc to get the object allocation traceback

      """)
  }
}
