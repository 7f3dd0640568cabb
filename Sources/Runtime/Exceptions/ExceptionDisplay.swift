import Bytecode
import CRuntime

// How an exception that nobody caught is shown: the frames it passed, its causes before it.

extension Context {
  /// Runs a program as the module `__main__`: its exit status. What it raises is written to the standard error.
  public func runMain(_ source: UnsafeRawBufferPointer, filename: String) -> Int32 {
    defer { runRemainingFinalizers() }
    do throws(Raised) {
      let module = try Module.make(self, name: name(.__main__))
      try module.dict.set(self, name(.__builtins__), to: builtinsModule())
      try module.dict.set(self, name(.__file__), to: Text.make(self, filename).value)
      let modules = Dict(Interpreter(of: self).state.pointee.modules)
      try modules.set(self, name(.__main__), to: module.value)
      let code = try compile(source, filename: filename)
      _ = try run(code, globals: module.dict)
      return 0
    } catch {
      return report(takeException(), source: source, filename: filename)
    }
  }

  private func report(_ exception: Exception, source: UnsafeRawBufferPointer, filename: String) -> Int32 {
    if type(of: exception.value).isSubtype(of: Interpreter(of: self).type(.systemExit)) {
      let code = exception.field(0).pointee
      if code.isEmpty || code == .none { return 0 }
      if code.isSmallInt { return Int32(truncatingIfNeeded: code.smallInt) }
      writeError("\((try? reprString(code)) ?? "")\n")
      return 1
    }
    let display = ExceptionDisplay(context: self, lines: SourceLines(source), filename: filename)
    writeError(display.text(exception))
    return 1
  }

  func writeError(_ text: String) {
    var text = text
    _ = text.withUTF8 { host_write(2, $0.baseAddress, $0.count) }
  }
}

/// The lines of the main program, for the excerpts of tracebacks.
struct SourceLines {
  private let source: UnsafeRawBufferPointer

  init(_ source: UnsafeRawBufferPointer) { self.source = source }

  /// A line's bytes, by its number from 1.
  subscript(number: Int) -> [UInt8] {
    var line = 1
    var start = 0
    for index in 0..<source.count where source[index] == 10 {
      if line == number { return Array(source[start..<index]) }
      line += 1
      start = index + 1
    }
    return line == number ? Array(source[start...]) : []
  }
}

struct ExceptionDisplay {
  let context: Context
  let lines: SourceLines
  let filename: String

  /// The exception with its causes and contexts before it.
  func text(_ exception: Exception) -> String {
    var parts: [String] = []
    var seen = 0
    append(exception, to: &parts, &seen)
    return parts.joined()
  }

  private func append(_ exception: Exception, to parts: inout [String], _ seen: inout Int) {
    seen += 1
    let layout = exception.pointer.pointee
    if seen < 100 {
      if let cause = Exception(ifHas: layout.cause) {
        append(cause, to: &parts, &seen)
        parts.append("\nThe above exception was the direct cause of the following exception:\n\n")
      } else if let earlier = Exception(ifHas: layout.context), layout.suppressContext != .true {
        append(earlier, to: &parts, &seen)
        parts.append("\nDuring handling of the above exception, another exception occurred:\n\n")
      }
    }
    if let traceback = Traceback(ifExactly: layout.traceback) {
      parts.append("Traceback (most recent call last):\n")
      var entry: Traceback? = traceback
      while let current = entry {
        parts.append(text(current))
        entry = current.next
      }
    }
    parts.append(title(exception))
  }

  private func title(_ exception: Exception) -> String {
    let name = context.typeName(of: exception.value)
    let message = (try? context.str(exception.value)).map { String($0) } ?? "<exception str() failed>"
    context.pointee.pendingException = .empty
    return message.isEmpty ? "\(name)\n" : "\(name): \(message)\n"
  }

  /// A frame: where, the line, and under it the part that was being executed (PEP 657).
  private func text(_ entry: Traceback) -> String {
    let position = entry.position
    let code = entry.function.code
    let file = String(Text(code.pointer.pointee.filename))
    var text = "  File \"\(file)\", line \(position.line), in \(String(Text(code.name)))\n"
    if file != filename { return text }
    let line = lines[Int(position.line)]
    let indent = line.prefix { $0 == 32 || $0 == 9 }.count
    let body = line[indent...]
    if body.isEmpty { return text }
    text += "    \(String(decoding: body, as: UTF8.self))\n"
    let end = position.endLine == position.line ? Int(position.endColumn) : line.count
    let start = Int(position.column)
    if start >= indent, end > start, !(start == indent && end == line.count) {
      let before = String(decoding: line[indent..<min(start, line.count)], as: UTF8.self).count
      let marked = String(decoding: line[min(start, line.count)..<min(end, line.count)], as: UTF8.self).count
      text += "    \(String(repeating: " ", count: before))\(String(repeating: "^", count: marked))\n"
    }
    return text
  }
}
