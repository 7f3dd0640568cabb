import ArgumentParser
import Bytecode
import Compiler

/// Prints code objects.
struct Code: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code", abstract: "Print the code of sources: an instruction on each line, registers by their names.")

  @Argument(help: "Python sources; - is the standard input.")
  var files: [String]

  @Option(name: .customShort("O"), help: "1 without assertions, 2 without docstrings as well.")
  var optimization: Int32 = 0

  @Flag(help: "Only let the verifier see the code, and print what it objects to.")
  var verify = false

  func run() throws {
    var objections = 0
    for file in files {
      var request = CompileRequest()
      request.source = try readFile(file)
      request.optimize = optimization
      let code = try Pipeline.compile(try Pipeline.parse(request).tree, request).code
      var text = ByteText()
      if verify {
        for complaint in code.verify() {
          text.append("\(file): \(complaint.description)\n")
          objections += 1
        }
      } else {
        text.append(code.listing(source: request.source))
        text.append("\n")
      }
      printBytes(text.bytes)
    }
    if objections > 0 { throw ExitCode.failure }
  }
}
