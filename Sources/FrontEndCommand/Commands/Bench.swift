import ArgumentParser
import Syntax

/// Measures phases over many files held in memory, for Benchmarks/frontend.py.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Run a phase (ast, symtable, code) over all files for every one named on the standard input.")

  @Argument(help: "Python sources, or folders of them.")
  var paths: [String]

  func run() throws {
    var requests: [CompileRequest] = []
    for path in try pythonFiles(under: paths) {
      var request = CompileRequest()
      request.source = try readFile(path)
      requests.append(request)
    }
    while let name = readLine() {
      guard let phase = Self.phases[name] else { throw ValidationError("no such phase: \(name)") }
      var failures = 0
      let elapsed = ContinuousClock().measure {
        for request in requests where !phase(request) { failures += 1 }
      }
      var text = ByteText()
      text.append("\(Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)) \(failures)\n")
      printBytes(text.bytes)
    }
  }

  /// Runs a phase; false where the source is refused.
  private static let phases: [String: @Sendable (CompileRequest) -> Bool] = [
    "ast": { request in (try? Pipeline.parseForAST(request)) != nil },
    "symtable": { request in
      do {
        _ = try Pipeline.symbols(of: try Pipeline.parse(request).tree, request)
        return true
      } catch {
        return false
      }
    },
    "code": { request in (try? Pipeline.compile(Pipeline.parse(request).tree, request)) != nil },
  ]
}
