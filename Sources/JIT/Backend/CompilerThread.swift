import Glibc

/// A thread that does jobs one after the other: LLVM's half of compiling, beside the program.
final class CompilerThread: @unchecked Sendable {
  private var mutex = pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var jobs: [@Sendable () -> Void] = []
  /// Jobs that are for later, and whether their time has come.
  private var waiting: [@Sendable () -> Void] = []
  private let isDue: @Sendable () -> Bool
  /// How long the thread sleeps before it looks at those again: longer and longer, in nanoseconds.
  private var pause = leastPause
  private var unfinished = 0
  /// How many threads wait until all jobs are done.
  private var impatient = 0
  private var isStarted = false
  private let stackSize = 16 << 20
  private static let leastPause = 4_000_000
  private static let longestPause = 500_000_000

  /// - Parameter isDue: whether it is time for the jobs that were submitted for later.
  init(isDue: @escaping @Sendable () -> Bool) {
    self.isDue = isDue
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

  /// Has a job done once it is time, or once somebody waits for it. Called by other jobs.
  func submitForLater(_ job: @escaping @Sendable () -> Void) {
    pthread_mutex_lock(&mutex)
    waiting.append(job)
    pause = Self.leastPause
    unfinished += 1
    pthread_mutex_unlock(&mutex)
  }

  /// Waits until all jobs are done.
  func finish() {
    pthread_mutex_lock(&mutex)
    impatient += 1
    pthread_cond_broadcast(&changed)
    while unfinished > 0 { pthread_cond_wait(&changed, &mutex) }
    impatient -= 1
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

  /// Sleeps until there may be something to do.
  private func awaitJobs() {
    if waiting.isEmpty {
      pthread_cond_wait(&changed, &mutex)
      return
    }
    if impatient > 0 { return beginWaiting() }
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = end.tv_nsec + pause
    (end.tv_sec, end.tv_nsec) = (end.tv_sec + nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000)
    pthread_cond_timedwait(&changed, &mutex, &end)
    pause = min(pause * 2, Self.longestPause)
    if isDue() { beginWaiting() }
  }

  private func beginWaiting() {
    jobs += waiting
    waiting = []
  }

  private func work() -> Never {
    while true {
      pthread_mutex_lock(&mutex)
      while jobs.isEmpty { awaitJobs() }
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
