import CRuntime
import Glibc
import Runtime

/// What the command line asks for, and running it.
struct CommandLineProgram {
  private enum Source {
    case file(String)
    case command(String)
    case nothing
  }

  private var source = Source.nothing
  private let usage = "usage: taipan [-S] [-c cmd | file] [arg] ...\n"

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "-S", "-I", "-E", "-s", "-B", "-u": continue
      case "-c":
        source = rest.popFirst().map { .command($0) } ?? .nothing
        return
      default:
        source = .file(argument)
        return
      }
    }
  }

  /// Bytes of the program's native stack. Untouched pages cost nothing.
  private static var stackSize: Int { 1 << 30 }

  /// Does what the process's arguments say, on a thread whose native stack is reserved large: deep recursion ends in
  /// RecursionError long before it is used up. The exit status.
  static func runOnLargeStack() -> Int32 {
    var status: Int32 = 1
    _ = host_run_on_stack(
      stackSize,
      { status in
        status?.assumingMemoryBound(to: Int32.self).pointee = CommandLineProgram(CommandLine.arguments).run()
      }, &status)
    return status
  }

  /// The exit status.
  private func run() -> Int32 {
    let text: [UInt8]
    let name: String
    switch source {
    case .nothing:
      Self.complain(usage)
      return 2
    case .command(let command): (text, name) = (Array(command.utf8) + [10], "<string>")
    case .file(let path):
      guard let bytes = Self.contents(of: path) else {
        Self.complain("taipan: can't open file '\(path)': [Errno \(errno)] \(String(cString: strerror(errno)))\n")
        return 2
      }
      (text, name) = (bytes, Self.absolute(path))
    }
    var options = InterpreterOptions()
    if let setting = getenv("TAIPAN_GC").map({ String(cString: $0) }) {
      guard let heap = HeapOptions(setting: setting) else {
        Self.complain("taipan: TAIPAN_GC must be stress or stress:N, either with ,verify\n")
        return 2
      }
      options.heap = heap
    }
    guard let context = Interpreter.start(options) else {
      Self.complain("taipan: not enough memory\n")
      return 1
    }
    return text.withUnsafeBytes { context.runMain($0, filename: name) }
  }

  private static func complain(_ text: String) {
    var text = text
    text.withUTF8 { _ = host_write(2, $0.baseAddress, $0.count) }
  }

  /// A path as tracebacks and `__file__` show it.
  private static func absolute(_ path: String) -> String {
    guard path.utf8.first != UInt8(ascii: "/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
