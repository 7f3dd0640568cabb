import CRuntime
import Glibc
import Runtime

// Calls of the system's that may take long. Others may collect meanwhile, and a signal that ends such a call has its
// handler run before it is made again.

private struct BlockedBody {
  let body: () -> Int
  var result = 0
}

extension Context {
  /// What `body` answers, which runs no code of the runtime's.
  func blocking(_ body: () -> Int) -> Int {
    withoutActuallyEscaping(body) { body in
      var call = BlockedBody(body: body)
      withUnsafeMutablePointer(to: &call) { call in
        _ = Interpreter(of: self).heap.blocking(self, call) { argument in
          let call = argument.unsafelyUnwrapped.assumingMemoryBound(to: BlockedBody.self)
          call.pointee.result = call.pointee.body()
          return nil
        }
      }
      return call.result
    }
  }

  /// The result of a call that answers −1 for an error, or the negated error number.
  @inline(__always)
  func attempt(_ body: () -> Int) -> Int {
    blocking {
      let result = body()
      return result == -1 ? -Int(errno) : result
    }
  }

  /// The same with OSError raised, about a path or two where they are given.
  @discardableResult
  func system(_ path: Value = .none, _ second: Value = .none, _ body: () -> Int) throws(Raised) -> Int {
    while true {
      let result = attempt(body)
      if result >= 0 { return result }
      if result != -Int(EINTR) { throw raiseSystemError(Int32(-result), path: path, second: second) }
      try handleEvents()
    }
  }
}
