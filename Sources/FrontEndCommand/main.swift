import ArgumentParser

/// The developers' tool of the front end: it shows what each phase makes of a source, answers the
/// comparisons with CPython in Tools/frontend, measures and fuzzes. A subcommand is a file of Commands/.
struct FrontEnd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taipan-frontend", abstract: "What Taipan's front end makes of Python sources.",
    subcommands: [
      Tokens.self,
      AST.self,
      SymbolTables.self,
      Code.self,
      Check.self,
      Errors.self,
      Serve.self,
      Bench.self,
      Fuzz.self,
      UnicodeTable.self,
    ])
}

// Reports walk syntax trees by recursion, whose depth is the sources'.
onLargeStack { FrontEnd.main() }
