import ArgumentParser
import Syntax

/// Prints trees.
struct AST: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ast", abstract: "Print what ast.dump(tree, include_attributes=True) prints under CPython.")

  @Argument(help: "Python sources; - is the standard input.")
  var files: [String]

  func run() throws {
    for file in files {
      var request = CompileRequest()
      request.source = try readFile(file)
      var text = TreeDump.dump(try Pipeline.parseForAST(request).tree)
      text.append(UInt8(ascii: "\n"))
      printBytes(text)
    }
  }
}
