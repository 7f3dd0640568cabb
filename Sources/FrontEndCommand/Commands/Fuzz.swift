import ArgumentParser
import Glibc
import Syntax

/// Runs the front end over mutated sources: no crash, no code that the verifier refuses, and no input that takes longer than a second.
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz", abstract: "Run the whole front end, and the verifier, over mutated sources.",
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
      if try runFrontEnd(mutant, mode: mutator.chooseMode()) { accepted += 1 }
      watchdog.end()
      if number % 50_000 == 0 || number == count { print("\(number) inputs, \(accepted) of them programs") }
    }
    unlink(input)
    print("fuzz: no crash, no hang, no invalid code; the slowest input took \(watchdog.slowest) ms")
  }

  /// Runs all phases and the verifier; whether the input is a program.
  private func runFrontEnd(_ source: [UInt8], mode: ParseOptions.Mode) throws -> Bool {
    let request = CompileRequest(mode: mode, source: source)
    let complaint: String?
    do throws(LocatedError) {
      complaint = try Pipeline.compile(try Pipeline.parse(request).tree, request).code.verify().first?.description
    } catch {
      _ = error.error.details(in: error.source)
      return false
    }
    if let complaint { throw InvalidCode(input: input, complaint: complaint) }
    return true
  }
}

/// The verifier refuses code that the compiler made.
private struct InvalidCode: Error, CustomStringConvertible {
  let input, complaint: String
  var description: String { "the code of \(input) is not valid: \(complaint)" }
}
