import CRuntime
import Glibc
import Runtime

// The bound on machine code. Each compilation takes whole pages of memory, which are counted; one that would exceed the
// bound is postponed, and then room is made: all code is sent to rest, and what nobody has brought back by the next time
// is freed, if no thread is in it (the clock algorithm of paging, whose bit is `rest`). What was replaced goes at once.

/// All machine code there is. Program threads, the compiler's and the collector come here: nothing is done under the lock
/// that waits for a thread.
final class CodeStore: @unchecked Sendable {
  let limit: Int
  private var mutex = pthread_mutex_t()
  /// By the addresses of their compilations.
  private var codes: [UInt: CompiledCode] = [:]
  private var statistics = CompilationStatistics()
  private var isShort = false
  private var lastMadeRoom: UInt64 = 0

  /// How long code must have rested that is freed: a tenth of a second, in nanoseconds.
  private static let restingTime: UInt64 = 100_000_000

  init(limit: Int) {
    self.limit = limit
    pthread_mutex_init(&mutex, nil)
  }

  private func withLock<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    return body()
  }

  // MARK: Counting

  func count(_ change: (inout CompilationStatistics) -> Void) { withLock { change(&statistics) } }

  /// What compiling has come to so far.
  var summary: CompilationStatistics {
    withLock {
      var summary = statistics
      for code in codes.values where !code.versions.isEmpty {
        summary.functions += 1
        for version in code.versions {
          summary.codeBytes += version.machine.range.count
          summary.exitPoints += version.exitCount
          summary.exits += version.taken
        }
      }
      return summary
    }
  }

  /// Takes so many bytes of the bound, unless that would exceed it.
  func reserve(_ bytes: Int) -> Bool {
    withLock {
      if statistics.mappedBytes + bytes > limit {
        isShort = true
        return false
      }
      statistics.mappedBytes += bytes
      return true
    }
  }

  /// Gives them back.
  func release(_ bytes: Int) { withLock { statistics.mappedBytes -= bytes } }

  /// Whether a compilation was postponed since room was last made.
  var needsRoom: Bool { withLock { isShort } }

  // MARK: Codes

  /// Where the machine code of a code object is to be.
  func record(_ compilation: UnsafeMutablePointer<CodeCompilation>, of code: Code) -> CompiledCode {
    withLock {
      if let known = codes[UInt(bitPattern: compilation)] { return known }
      let record = CompiledCode(compilation, of: code)
      codes[UInt(bitPattern: compilation)] = record
      return record
    }
  }

  func add(_ version: CompiledCode.Version, to code: CompiledCode) {
    withLock {
      code.versions.append(version)
      code.isResting = false
    }
  }

  /// Runs `body` with the machine code of a code object, newest last.
  func withVersions<Result>(of code: CompilableCode, _ body: ([CompiledCode.Version]) -> Result) -> Result {
    withLock { body(codes[UInt(bitPattern: code.compilation)]?.versions ?? []) }
  }

  /// The code object is dead.
  func remove(_ compilation: UnsafeMutablePointer<CodeCompilation>) -> CompiledCode? {
    withLock {
      let code = codes.removeValue(forKey: UInt(bitPattern: compilation))
      code?.isDead = true
      return code
    }
  }

  func isDead(_ code: CompiledCode) -> Bool { withLock { code.isDead } }

  // MARK: Making room

  /// Whether it is time to make room again.
  func beginMakingRoom(at time: UInt64) -> Bool {
    withLock {
      if time - lastMadeRoom < Self.restingTime { return false }
      lastMadeRoom = time
      return true
    }
  }

  /// Has all code rest, and takes out what has rested since the last time, what was replaced, and what is not used any
  /// more, unless a thread is in it.
  func takeUnneeded(_ threads: StoppedThreads) -> [CompiledCode.Version] {
    withLock {
      let running = CodeInUse(codes.values, threads)
      var taken: [CompiledCode.Version] = []
      for code in codes.values where !code.versions.isEmpty {
        let isFree = code.versions.map { !running.contains($0) }
        if code.isUnneeded, isFree.allSatisfy({ $0 }) {
          Code(at: code.address).forgetMachineCode()
          taken += code.versions
          code.versions = []
          statistics.discarded += 1
          continue
        }
        let newest = code.versions.count - 1
        taken += code.versions.indices.filter { $0 < newest && isFree[$0] }.map { code.versions[$0] }
        code.versions = code.versions.indices.filter { $0 == newest || !isFree[$0] }.map { code.versions[$0] }
        code.isResting = Code(at: code.address).rest() || code.isResting
      }
      if !taken.isEmpty { isShort = false }
      return taken
    }
  }
}

extension CompiledCode {
  /// Whether nobody has begun to use the machine code since it was sent to rest, or nobody will again.
  fileprivate var isUnneeded: Bool {
    switch compilation.state {
    case compilationReady: isResting
    case compilationInstalled, compilationRunning: false
    default: true
    }
  }
}

extension CompiledCode.Version {
  /// How often its exits were taken.
  var taken: Int { (0..<exitCount).reduce(0) { $0 + Int(exits[$1].count) } }
}

/// The machine code that threads are in, or return to.
private struct CodeInUse {
  private var addresses: Swift.Set<UInt> = []

  init(_ codes: some Sequence<CompiledCode>, _ threads: StoppedThreads) {
    var places: [(range: Swift.Range<UInt>, address: UInt)] = []
    for code in codes {
      for version in code.versions { places += version.ranges.map { ($0, version.machine.address) } }
    }
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    guard let first = places.first, let last = places.last else { return }
    let whole = first.range.lowerBound..<last.range.upperBound
    var found: Swift.Set<UInt> = []
    threads.forEachReturnAddress { word in
      guard whole.contains(word) else { return }
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].range.lowerBound <= word { low = middle + 1 } else { high = middle }
      }
      if low > 0, places[low - 1].range.contains(word) { found.insert(places[low - 1].address) }
    }
    addresses = found
  }

  func contains(_ version: CompiledCode.Version) -> Bool { addresses.contains(version.machine.address) }
}
