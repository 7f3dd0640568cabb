import Bytecode
import Compiler
import CRuntime
import Syntax

// The prompt: statements are read line by line, compiled once they are complete and run in the module `__main__`.

/// Reads statements from `sys.stdin`.
struct InteractiveLoop {
  let context: Context
  let module: Module

  /// What a statement's lines turned out to be.
  private enum Reading {
    case code(Value)
    case incomplete
  }

  /// Runs statements until there are no more.
  func run() -> ProgramEnd {
    do throws(Raised) {
      for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] as [(StaticString, StaticString)] {
        let system = try context.systemModule().dict
        let key = try interned(name)
        if try system.value(context, for: key).isEmpty {
          try system.set(context, key, to: Text.make(context, prompt).value)
        }
      }
    } catch {
      return finish("")
    }
    while true {
      var source = ""
      do throws(Raised) {
        guard try step(&source) else {
          context.writeError("\n")
          return .status(0)
        }
      } catch {
        if context.isPending(.systemExit) { return finish(source) }
        let isInterrupted = context.isPending(.keyboardInterrupt) && source.isEmpty
        if isInterrupted {
          context.pointee.pendingException = .empty
          context.writeError("\nKeyboardInterrupt\n")
        } else {
          _ = finish(source)
        }
      }
    }
  }

  private func interned(_ name: StaticString) throws(Raised) -> Value {
    try Text.interned(context, Text.make(context, name)).value
  }

  /// Shows the pending exception, or takes the status from it that it ends the program with.
  private func finish(_ source: String) -> ProgramEnd {
    var source = source
    let exception = context.takeException()
    remember(exception)
    return source.withUTF8 { context.finish(exception, UnsafeRawBufferPointer($0), "<stdin>") }
  }

  /// `sys.last_exc` and its kind, for debuggers.
  private func remember(_ exception: Exception) {
    do throws(Raised) {
      let system = try context.systemModule().dict
      let traceback = orNone(load(&exception.pointer.pointee.traceback))
      for (name, value) in [
        ("last_exc", exception.value), ("last_type", context.type(of: exception.value).value),
        ("last_value", exception.value), ("last_traceback", traceback),
      ] as [(StaticString, Value)] { try system.set(context, interned(name), to: value) }
    } catch {
      context.pointee.pendingException = .empty
    }
  }

  // MARK: One statement

  /// Reads and runs a statement; false at the end of the input.
  private func step(_ source: inout String) throws(Raised) -> Bool {
    var lines = ""
    var prompt: StaticString = "ps1"
    while true {
      guard let line = try readLine(prompt) else {
        // What has been begun is complete as it is, or never.
        if lines.isEmpty { return false }
        source = lines
        try execute(compile(lines, isWhole: true))
        return true
      }
      if lines.isEmpty, line.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\n" }) { return true }
      lines += line
      source = lines
      switch try read(lines) {
      case .incomplete: prompt = "ps2"
      case .code(let code):
        try execute(code)
        return true
      }
    }
  }

  private func execute(_ code: Value) throws(Raised) {
    _ = try context.run(code, globals: module.dict)
    _ = context.flushStandardStreams()
  }

  /// The code of some lines, if they are a whole statement. One with a block is, when an empty line has ended it: the
  /// same lines are well-formed with and without the end of the last one.
  private func read(_ lines: String) throws(Raised) -> Reading {
    let body = lines.hasSuffix("\n") ? String(lines.dropLast()) : lines
    do throws(Raised) {
      return .code(try compile(body, isWhole: false))
    } catch {
      if !context.isPending(.syntaxError) { throw error }
      context.pointee.pendingException = .empty
    }
    do throws(Raised) {
      _ = try compile(body + "\n", isWhole: false)
      return .incomplete
    } catch {
      if !context.isPending(.syntaxError) { throw error }
      let isIncomplete = context.isPending(.incompleteInputError)
      context.pointee.pendingException = .empty
      if isIncomplete { return .incomplete }
    }
    return .code(try compile(lines, isWhole: true))
  }

  private func compile(_ lines: String, isWhole: Bool) throws(Raised) -> Value {
    var options = try CompileOptions(context, isInheriting: false)
    options.mode = .interactive
    options.filename = Bytecode.Text("<stdin>" as StaticString)
    var parse = ParseOptions(context, options)
    parse.allowsIncompleteInput = !isWhole
    parse.impliesDedents = isWhole
    let bytes = try Bytes.make(context, Array(lines.utf8))
    return try context.compile(bytes.bytes.assumingMemoryBound(to: UInt8.self), isDecoded: true, options, parse)
  }

  /// The next line with its end; nil where there is none.
  private func readLine(_ prompt: StaticString) throws(Raised) -> String? {
    let shown = try context.systemModule().dict.value(context, for: interned(prompt))
    context.writeError(shown.isEmpty ? "" : String(try context.str(shown)))
    let stream = try context.systemModule().dict.value(context, for: interned("stdin"))
    let line = try context.callMethod(stream, "readline")
    guard let text = Text(ifHas: line), text.count > 0 else { return nil }
    return String(text)
  }
}
