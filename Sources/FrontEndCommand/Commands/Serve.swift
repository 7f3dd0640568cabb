import ArgumentParser
import Syntax

/// Answers compile requests, one after another, for the comparisons in Tools/frontend.
///
///     request: │ report SP mode SP flags SP feature_version SP optimize SP is_text SP length LF │ source │
///     answer:  │ status SP length SP warnings_length LF │ payload │ warnings as JSON │
///
/// The status is `ok`, the payload then the report, or `error`, the payload then the exception as JSON.
/// An empty line ends the service.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer compile requests from the standard input.")

  typealias Handler = @Sendable (CompileRequest) throws(LocatedError) -> Report

  /// What may be asked for. A new report is a line here.
  private static let reports: [String: Handler] = [
    "tokens": { (request) throws(LocatedError) in
      let (text, warnings) = try TokenDump.dump(try Pipeline.source(of: request), options: request.options)
      return Report(payload: text, warnings: warnings)
    },
    "ast": { (request) throws(LocatedError) in
      let (tree, warnings) = try Pipeline.parseForAST(request)
      return Report(payload: TreeDump.dump(tree), warnings: warnings)
    },
    "symtable": { (request) throws(LocatedError) in
      let (tree, warnings) = try Pipeline.parse(request)
      return Report(payload: SymbolTableDump.dump(try Pipeline.symbols(of: tree, request)), warnings: warnings)
    },
    "compile": { (request) throws(LocatedError) in
      let (tree, warnings) = try Pipeline.parse(request)
      return Report(payload: [], warnings: warnings + (try Pipeline.compile(tree, request)).warnings)
    },
    "code": { (request) throws(LocatedError) in
      let (tree, warnings) = try Pipeline.parse(request)
      let compilation = try Pipeline.compile(tree, request)
      return Report(payload: CodeDump.dump(compilation.code), warnings: warnings + compilation.warnings)
    },
  ]

  struct Report {
    var payload: [UInt8]
    var warnings: [SyntaxWarning]
  }

  func run() throws {
    while let line = readLine(), !line.isEmpty {
      let (report, request) = try Self.request(line)
      var text = ByteText()
      do throws(LocatedError) {
        let result = try report(request)
        text.append(answer: "ok", result.payload, result.warnings)
      } catch {
        var payload = ByteText()
        payload.append(json: error.error, in: error.source)
        text.append(answer: "error", payload.bytes, [])
      }
      printBytes(text.bytes)
    }
  }

  private static func request(_ line: String) throws -> (report: Handler, request: CompileRequest) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 7, let report = reports[words[0]], let mode = modes[words[1]], let flags = UInt32(words[2]),
      let feature = Int32(words[3]), let optimize = Int32(words[4]), let length = Int(words[6])
    else { throw ValidationError("not a request: \(line)") }
    var request = CompileRequest(
      mode: mode, flags: .init(rawValue: flags), featureVersion: feature, optimize: optimize,
      isText: words[5] == "1")
    request.source = readBytes(length)
    return (report, request)
  }

  private static let modes: [String: ParseOptions.Mode] = [
    "exec": .file, "single": .interactive, "eval": .expression, "func_type": .functionType,
  ]
}

extension ByteText {
  fileprivate mutating func append(answer status: StaticString, _ payload: [UInt8], _ warnings: [SyntaxWarning]) {
    var tail = ByteText()
    tail.append(json: warnings)
    append(status)
    append(" ")
    append(payload.count)
    append(" ")
    append(tail.bytes.count)
    append("\n")
    payload.withUnsafeBufferPointer { append($0) }
    tail.bytes.withUnsafeBufferPointer { append($0) }
  }
}
