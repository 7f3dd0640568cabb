import CRuntime
import Runtime

// On whose behalf a thread runs foreign code.

extension Context {
  /// The calling thread runs foreign code for this context from now on.
  @inline(__always)
  func noteForeignCall() { pointee.foreignCaller?.pointee = UnsafeRawPointer(self) }

  /// The context for which the calling thread runs foreign code; nil on a thread that foreign code has started.
  static var ofForeignCall: Context? {
    host_foreign_caller().pointee.map { Context(mutating: $0.assumingMemoryBound(to: ThreadContext.self)) }
  }
}
