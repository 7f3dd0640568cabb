import CRuntime

/// A virtual environment (PEP 405): the folder with a file `pyvenv.cfg` whose `bin` the command was called from.
struct VirtualEnvironment {
  let prefix: String
  /// The folder of the command that it was made with.
  let home: String?

  /// Nil for a command that belongs to none.
  init?(executable: String) {
    guard let folder = executable.lastIndex(of: "/").map({ executable[..<$0] }) else { return nil }
    let outer = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
    for candidate in [folder, outer] {
      guard let lines = Self.lines(of: "\(candidate)/pyvenv.cfg") else { continue }
      prefix = String(outer)
      home = lines.lazy.compactMap { Self.value(of: "home", in: $0) }.first
      return
    }
    return nil
  }

  private static func lines(of path: String) -> [Substring]? {
    var count = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(path, &count, &error) else { return nil }
    defer { host_free(bytes) }
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    return text.split(whereSeparator: { $0.isNewline })
  }

  /// What a line `key = value` says.
  private static func value(of key: String, in line: Substring) -> String? {
    let parts = line.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, trimmed(parts[0]) == key else { return nil }
    return trimmed(parts[1])
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
