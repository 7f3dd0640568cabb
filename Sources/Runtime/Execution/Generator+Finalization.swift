import Bytecode
import CRuntime

// What becomes of a frame that was put aside and that nobody can resume any more: its `finally` bodies run. A
// coroutine that nobody has awaited is reported.

extension Generator {
  /// Has the collector hand over the generator when it dies, if there may be anything to do then.
  func registerFinalizer(_ context: Context) throws(Raised) {
    if form == .generator, function.code.pointer.pointee.isProtected == 0 { return }
    if !Heap(of: context).registerFinalizer(context, for: object) { throw context.raiseMemoryError() }
  }

  /// Nothing reaches it any more.
  func finalize(_ context: Context) throws(Raised) {
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
  fileprivate func warnNeverAwaited(_ generator: Generator) {
    let name = String(Text(generator.pointer.pointee.qualifiedName))
    writeError("RuntimeWarning: coroutine '\(name)' was never awaited\n")
  }
}
