import Glibc
import Synchronization
import Testing

@testable import JIT

/// When jobs are done.
@Suite struct CompilerThreadTests {
  private final class Record: Sendable {
    let events = Mutex<[String]>([])
    let isDue = Atomic(false)
    func add(_ event: String) { events.withLock { $0.append(event) } }
    var all: [String] { events.withLock { $0 } }
  }

  private func begin(_ record: Record) -> CompilerThread {
    let thread = CompilerThread(isDue: { record.isDue.load(ordering: .relaxed) })
    #expect(
      thread.submit {
        thread.submitForLater { record.add("later") }
        record.add("now")
      })
    return thread
  }

  @Test func whatIsForLaterWaitsUntilItIsDue() {
    let record = Record()
    let thread = begin(record)
    while record.all.isEmpty { usleep(1000) }
    #expect(thread.submit { record.add("another") })
    while record.all.count < 2 { usleep(1000) }
    usleep(30_000)
    #expect(record.all == ["now", "another"])
    record.isDue.store(true, ordering: .relaxed)
    while record.all.count < 3 { usleep(1000) }
    #expect(record.all == ["now", "another", "later"])
  }

  @Test func whoeverWaitsForAllJobsNeedNotWaitForThat() {
    let record = Record()
    begin(record).finish()
    #expect(record.all == ["now", "later"])
  }
}
