import CRuntime

/// The parts of a compilation, in their order; the first is done on the program's thread.
enum CompilationPhase: Int, CaseIterable {
  case build
  /// Looking for machine code that was kept, and keeping what was made.
  case cache
  case lower, optimize, emit, link
}

/// What compiling has come to.
struct CompilationStatistics {
  /// How many graphs became machine code, and how many did not: LLVM failed, or there was no room.
  var compilations = 0
  var failures = 0
  var postponed = 0
  /// How many code objects lost their machine code for want of room.
  var discarded = 0
  /// How many graphs there was machine code for that an earlier run had kept, and how many not.
  var cacheHits = 0
  var cacheMisses = 0
  /// Bytes of files.
  var cacheBytesRead = 0
  var cacheBytesWritten = 0
  /// The memory that machine code takes: whole pages.
  var mappedBytes = 0
  /// Processor time of each phase, in nanoseconds.
  var time = [Int64](repeating: 0, count: CompilationPhase.allCases.count)

  /// Of the machine code that there is now.
  var functions = 0
  var codeBytes = 0
  var exitPoints = 0
  var exits = 0
}

extension CodeStore {
  /// Counts the time that `body` takes as a phase's.
  func timing<Result, Failure>(
    _ phase: CompilationPhase, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = host_thread_time()
    defer {
      let end = host_thread_time()
      count { $0.time[phase.rawValue] += end - start }
    }
    return try body()
  }
}
