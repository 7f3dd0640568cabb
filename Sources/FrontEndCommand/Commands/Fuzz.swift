import ArgumentParser
import Glibc
import Syntax

/// Runs the front end over mutated sources: no crash, and no input that takes longer than a second.
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz", abstract: "Run the whole front end over mutated sources.",
    discussion: "Each input is written to a file before it is run, so that one that crashes or hangs is at hand.")

  @Option(help: "How many inputs to run.")
  var count = 200_000

  @Option(help: "Where the sequence of inputs begins; equal seeds give equal inputs.")
  var seed: UInt64 = 1

  @Argument(help: "The sources to mutate, or folders of them.")
  var paths: [String]

  @Option(help: "Where to write the input before running it.")
  var input = "fuzz-input.py"

  func run() throws {
    let corpus = try pythonFiles(under: paths).map { try readFile($0) }
    guard !corpus.isEmpty else { throw ValidationError("no sources in \(paths)") }
    var mutator = Mutator(corpus: corpus, seed: seed)
    let file = try ReplaceableFile(input)
    let watchdog = Watchdog(input: input)
    var accepted = 0
    for number in 1...max(1, count) {
      let mutant = mutator.next()
      file.replace(with: mutant)
      watchdog.begin()
      if runFrontEnd(mutant, mode: mutator.chooseMode()) { accepted += 1 }
      watchdog.end()
      if number % 50_000 == 0 || number == count { print("\(number) inputs, \(accepted) of them programs") }
    }
    unlink(input)
    print("fuzz: no crash, no hang; the slowest input took \(watchdog.slowest) ms")
  }

  /// Runs all phases; whether the input is a program.
  private func runFrontEnd(_ source: [UInt8], mode: ParseOptions.Mode) -> Bool {
    let request = CompileRequest(mode: mode, source: source)
    do throws(LocatedError) {
      try Pipeline.compile(try Pipeline.parse(request).tree, request)
      return true
    } catch {
      _ = error.error.details(in: error.source)
      return false
    }
  }
}
