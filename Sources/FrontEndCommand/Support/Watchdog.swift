import Glibc
import Synchronization

/// Ends the process when a piece of work takes more than a second of its thread's processor time, so that
/// a busy machine raises no alarm.
final class Watchdog: Sendable {
  private static let limit: Int64 = 1000

  private let input: String
  private let clock: clockid_t
  /// When the work began, in milliseconds of the clock; -1 when there is none.
  private let start = Atomic<Int64>(-1)
  private let longest = Atomic<Int64>(0)

  /// Watches the calling thread; `input` is the file that the alarm names.
  init(input: String) {
    self.input = input
    var clock = clockid_t()
    pthread_getcpuclockid(pthread_self(), &clock)
    self.clock = clock
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Watchdog>.fromOpaque(context!).takeUnretainedValue().watch()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  func begin() { start.store(now, ordering: .relaxed) }

  func end() {
    longest.max(now - start.exchange(-1, ordering: .relaxed), ordering: .relaxed)
  }

  /// The longest piece of work so far, in milliseconds.
  var slowest: Int64 { longest.load(ordering: .relaxed) }

  private var now: Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  private func watch() {
    while true {
      usleep(100_000)
      let began = start.load(ordering: .relaxed)
      if began >= 0, now - began > Self.limit {
        print("fuzz: over a second on the input in \(input)")
        exit(2)
      }
    }
  }
}
