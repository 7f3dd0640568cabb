import ArgumentParser
import Compiler

/// Prints symbol tables.
struct SymbolTables: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "symtable", abstract: "Print the scopes of sources, with the symbols of each.")

  @Argument(help: "Python sources; - is the standard input.")
  var files: [String]

  func run() throws {
    for file in files {
      var request = CompileRequest()
      request.source = try readFile(file)
      printBytes(SymbolTableDump.dump(try Pipeline.symbols(of: try Pipeline.parse(request).tree, request)))
    }
  }
}
