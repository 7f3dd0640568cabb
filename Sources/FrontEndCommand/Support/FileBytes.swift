@preconcurrency import Glibc

/// Why a file could not be read or written.
struct FileError: Error, CustomStringConvertible {
  let path: String
  let code = errno
  var description: String { "\(path): \(String(cString: strerror(code)))" }
}

/// The bytes of a file; "-" is the standard input.
func readFile(_ path: String) throws(FileError) -> [UInt8] {
  let descriptor = path == "-" ? 0 : open(path, O_RDONLY)
  guard descriptor >= 0 else { throw FileError(path: path) }
  defer { if descriptor != 0 { close(descriptor) } }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { throw FileError(path: path) }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
}

/// A file whose contents are replaced again and again. It stays open, because file systems flush one that
/// is truncated when opened and then closed.
struct ReplaceableFile: ~Copyable {
  private let descriptor: Int32

  init(_ path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path) }
  }

  deinit { close(descriptor) }

  func replace(with bytes: [UInt8]) {
    ftruncate(descriptor, off_t(bytes.count))
    pwrite(descriptor, bytes, bytes.count, 0)
  }
}

/// The next bytes of the standard input, through the buffer that `readLine` reads from.
func readBytes(_ count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
    read = count == 0 ? 0 : fread(buffer.baseAddress, 1, count, stdin)
  }
}

/// Writes bytes to the standard output at once.
func printBytes(_ bytes: [UInt8]) {
  _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stdout) }
  fflush(stdout)
}
