import Glibc

/// `/tmp/perf-PID.map`, in which `perf` finds the names of code that is in no file: a line for each piece of code, with its
/// address, its size and its name.
struct PerfMap {
  private let descriptor: Int32

  /// Nil where the file cannot be made. A link that someone has put in its place is not followed.
  init?() {
    descriptor = open("/tmp/perf-\(getpid()).map", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { return nil }
  }

  func add(_ range: Range<UInt>, name: String) {
    let text = String(name.map { $0.isNewline ? " " : $0 })
    let line = "\(String(range.lowerBound, radix: 16)) \(String(range.count, radix: 16)) \(text)\n"
    let bytes = Array(line.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
