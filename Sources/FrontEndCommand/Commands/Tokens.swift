import ArgumentParser
import Syntax

/// Prints tokens.
struct Tokens: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "Print the tokens of sources, with their positions.")

  @Argument(help: "Python sources; - is the standard input.")
  var files: [String]

  func run() throws {
    for file in files {
      var request = CompileRequest()
      request.source = try readFile(file)
      printBytes(try TokenDump.dump(try Pipeline.source(of: request), options: request.options).text)
    }
  }
}
