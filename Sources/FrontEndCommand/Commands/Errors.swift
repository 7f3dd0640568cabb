import ArgumentParser
import Syntax

/// Prints the errors of sources.
struct Errors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors", abstract: "Print, as JSON, the exception that each source raises, or its warnings.")

  @Argument(help: "Python sources; - is the standard input.")
  var files: [String]

  func run() throws {
    for file in files {
      var request = CompileRequest()
      request.source = try readFile(file)
      var text = ByteText()
      do throws(LocatedError) {
        let (tree, warnings) = try Pipeline.parse(request)
        try Pipeline.compile(tree, request)
        text.append(json: warnings)
      } catch {
        text.append(json: error.error, in: error.source)
      }
      text.append("\n")
      printBytes(text.bytes)
    }
  }
}
