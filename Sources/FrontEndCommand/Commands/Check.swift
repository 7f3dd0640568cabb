import ArgumentParser

/// Compiles sources and counts.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run the whole front end over all sources and print the errors and a count.")

  @Argument(help: "Python sources, or folders of them.")
  var paths: [String]

  func run() throws {
    var (size, failures) = (0, 0)
    let files = try pythonFiles(under: paths)
    let elapsed = try ContinuousClock().measure {
      for file in files {
        var request = CompileRequest()
        request.source = try readFile(file)
        size += request.source.count
        do throws(LocatedError) {
          try Pipeline.compile(try Pipeline.parse(request).tree, request)
        } catch {
          failures += 1
          print("\(file): \(error)")
        }
      }
    }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = (Double(size) / 1e5 / seconds).rounded() / 10
    print("\(files.count) files, \(size) bytes, \(rate) MB/s: \(files.count - failures) passed, \(failures) failed")
    if failures > 0 { throw ExitCode.failure }
  }
}
