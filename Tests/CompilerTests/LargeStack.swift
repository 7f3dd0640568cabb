import Foundation

/// Does work on a thread whose stack holds the recursion of a debug build, which takes several times that of a
/// release build.
func onLargeStack<Result>(_ work: @escaping @Sendable () -> Result) -> Result {
  nonisolated(unsafe) var result: Result?
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = work()
    done.signal()
  }
  thread.stackSize = 128 << 20
  thread.start()
  done.wait()
  return result!
}
