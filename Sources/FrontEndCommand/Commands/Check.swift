import ArgumentParser

/// Compiles sources and counts.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run the whole front end over all sources, verify the code, and print the errors and a count.")

  @Option(name: .customShort("O"), help: "1 without assertions, 2 without docstrings as well.")
  var optimization: Int32 = 0

  @Argument(help: "Python sources, or folders of them.")
  var paths: [String]

  func run() throws {
    var (size, failures) = (0, 0)
    let files = try pythonFiles(under: paths)
    let elapsed = try ContinuousClock().measure {
      for file in files {
        var request = CompileRequest()
        request.source = try readFile(file)
        request.optimize = optimization
        size += request.source.count
        do throws(LocatedError) {
          let code = try Pipeline.compile(try Pipeline.parse(request).tree, request).code
          let complaints = code.verify()
          if !complaints.isEmpty { failures += 1 }
          for complaint in complaints { print("\(file): \(complaint.description)") }
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
