import Glibc

/// A thread that does jobs one after the other: LLVM's half of compiling, beside the program.
final class CompilerThread: @unchecked Sendable {
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var jobs: [@Sendable () -> Void] = []
  private var unfinished = 0
  private var isStarted = false
  private let stackSize = 16 << 20

  init() {
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&changed, nil)
  }

  /// Has a job done. The thread is started with the first. False where there can be none.
  func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    if !isStarted {
      if !start() { return false }
      isStarted = true
    }
    jobs.append(job)
    unfinished += 1
    pthread_cond_broadcast(&changed)
    return true
  }

  /// Waits until all jobs are done.
  func finish() {
    pthread_mutex_lock(&mutex)
    while unfinished > 0 { pthread_cond_wait(&changed, &mutex) }
    pthread_mutex_unlock(&mutex)
  }

  private func start() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // Signals are the program's.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let argument = Unmanaged.passUnretained(self).toOpaque()
    return pthread_create(&thread, &attributes, { argument in
      Unmanaged<CompilerThread>.fromOpaque(argument.unsafelyUnwrapped).takeUnretainedValue().work()
    }, argument) == 0
  }

  private func work() -> Never {
    while true {
      pthread_mutex_lock(&mutex)
      while jobs.isEmpty { pthread_cond_wait(&changed, &mutex) }
      let job = jobs.removeFirst()
      pthread_mutex_unlock(&mutex)
      job()
      pthread_mutex_lock(&mutex)
      unfinished -= 1
      pthread_cond_broadcast(&changed)
      pthread_mutex_unlock(&mutex)
    }
  }
}
