import Bytecode
import Compiler
import Syntax

/// The code of a source, as the tests read it.
func compile(
  _ source: String, optimization: Int = 0, mode: CompileOptions.Mode = .module
) throws(SyntaxError) -> Compilation {
  var options = CompileOptions()
  options.optimization = optimization
  options.mode = mode
  var parseOptions = ParseOptions()
  parseOptions.mode = mode == .interactive ? .interactive : mode == .expression ? .expression : .file
  var bytes = Array(source.utf8)
  let parsed = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(SyntaxError) in
    try Parser.parse(try Source(text: UnsafeBufferPointer(buffer), mode: parseOptions.mode), options: parseOptions)
  }
  return try Compiler.compile(parsed.tree, options: options)
}

/// The first code object inside a source's that has this name.
func function(_ name: String, of source: String, optimization: Int = 0) throws -> CodeObject {
  var pending = [try compile(source, optimization: optimization).code]
  while let code = pending.popLast() {
    if code.header.name.string == name { return code }
    for case .code(let nested) in code.constants { pending.append(nested) }
  }
  throw Missing(name: name)
}

struct Missing: Error { let name: String }

/// The instructions of a function `f`, without numbers, lines and blanks: `add x ← a, b`.
func instructions(_ source: String, of name: String = "f", optimization: Int = 0) throws -> [String] {
  let code = try function(name, of: source, optimization: optimization)
  let listing = code.listing().split(separator: "\n", omittingEmptySubsequences: false)
  var result: [String] = []
  for line in listing.dropFirst() {
    if line.hasPrefix("function ") || line.hasPrefix("body ") || line.contains("exceptions") { break }
    let words = line.split(separator: " ")
    // A label may stand before the number of the word.
    let index = words.first?.hasSuffix(":") == true ? 1 : 0
    guard index + 1 < words.count, Int(words[index]) != nil, words[index + 1] != "│" else { continue }
    result.append(words[(index + 1)...].joined(separator: " "))
  }
  return result
}

/// The error of a source that is none.
func error(_ source: String) -> (message: String, line: Int32, column: Int32)? {
  do {
    _ = try compile(source)
    return nil
  } catch {
    return (error.message, error.range.line, error.range.column)
  }
}
