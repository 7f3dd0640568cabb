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

/// Replaces a file's contents.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(FileError) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard descriptor >= 0 else { throw FileError(path: path) }
  defer { close(descriptor) }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, bytes.count - written) }
    if count < 0 { throw FileError(path: path) }
    written += count
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
