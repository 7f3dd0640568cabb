import CRuntime
import Glibc

/// Runs `body` with a number on each of `count` threads of the machine at once, and waits for all.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  var threads: [pthread_t] = []
  for number in 0..<count {
    let job = Unmanaged.passRetained(ThreadJob { body(number) })
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 64 << 20)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        Unmanaged<ThreadJob>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, job.toOpaque())
    precondition(status == 0, "no thread")
    pthread_attr_destroy(&attributes)
    threads.append(thread)
  }
  for thread in threads { pthread_join(thread, nil) }
}

private final class ThreadJob {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}
