import CRuntime
import Syntax

/// A line of a source, by characters.
typealias SourceLine = [Unicode.Scalar]

/// The sources that tracebacks quote: read from their files, or the main program's text, which is in memory.
struct SourceTexts {
  private var known: [String: Source] = [:]
  private var missing: Swift.Set<String> = []

  init() {}

  init(main: UnsafeRawBufferPointer, named filename: String) {
    if let source = try? Source(bytes: main.assumingMemoryBound(to: UInt8.self)) { known[filename] = source }
  }

  /// The lines from one to another, counted from 1, without white space at their ends; nil where there is no such file.
  mutating func lines(of filename: String, from first: Int32, through last: Int32) -> [SourceLine]? {
    guard let source = source(filename) else { return nil }
    let found = (first...max(first, last)).map { number in
      let (start, end) = source.line(number)
      var line = Array(String(decoding: source[start, end], as: UTF8.self).unicodeScalars)
      while let last = line.last, last.properties.isWhitespace { line.removeLast() }
      return line
    }
    return found.allSatisfy { $0.isEmpty } ? nil : found
  }

  private mutating func source(_ filename: String) -> Source? {
    if let source = known[filename] { return source }
    if missing.contains(filename) || filename.utf8.first == UInt8(ascii: "<") { return nil }
    var size = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(filename, &size, &error) else {
      missing.insert(filename)
      return nil
    }
    defer { host_free(bytes) }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size).assumingMemoryBound(to: UInt8.self)
    guard let source = try? Source(bytes: buffer) else {
      missing.insert(filename)
      return nil
    }
    known[filename] = source
    return source
  }
}

extension Context {
  /// A line of a file without white space at its end; nil where there is none.
  public func sourceLine(of filename: String, _ number: Int) -> String? {
    guard let number = Int32(exactly: number), number > 0 else { return nil }
    var sources = SourceTexts()
    guard let line = sources.lines(of: filename, from: number, through: number)?.first else { return nil }
    var text = ""
    text.unicodeScalars.append(contentsOf: line)
    return text
  }
}
