import Bytecode
import Compiler
import CRuntime

/// What the interpreter runs as the module `__main__`.
public enum MainProgram {
  case command(String)
  case file(String)
  /// `-m`.
  case module(String)
  case standardInput
}

/// How a program ended.
public enum ProgramEnd: Equatable, Sendable {
  case status(Int32)
  /// KeyboardInterrupt that nobody caught: the process is to end by the signal.
  case interrupted
}

extension Context {
  /// Runs a program from beginning to end; what it raises is shown on the standard error.
  public func runMain(_ program: MainProgram) -> ProgramEnd {
    let module: Module
    do throws(Raised) {
      module = try makeMain()
    } catch {
      return .status(1)
    }
    var end = run(program, in: module)
    awaitThreads()
    runExitFunctions()
    stopOtherThreads()
    runRemainingFinalizers()
    if interpreter.pointee.settings.implementationOptions.contains("heap-stats") { reportHeap() }
    if !flushAtExit(), end == .status(0) { end = .status(120) }
    return end
  }

  private func run(_ program: MainProgram, in module: Module) -> ProgramEnd {
    switch program {
    case .command(let text):
      var text = text + "\n"
      return text.withUTF8 { run(UnsafeRawBufferPointer($0), filename: "<string>", in: module) }
    case .file(let path):
      var (path, isFolder) = (path, false)
      if host_file_kind(path) == hostDirectory.rawValue {
        (path, isFolder) = ("\(path)/__main__.py", true)
        if host_file_kind(path) != hostPlainFile.rawValue {
          writeError("\(interpreter.pointee.settings.executable): can't find '__main__' module in '\(path.dropLast(12))'\n")
          return .status(1)
        }
      }
      return withFile(path) { source in
        guard let source else { return .status(2) }
        do throws(Raised) {
          try module.dict.set(self, name(.__file__), to: Text.make(self, path).value)
          if isFolder { try module.dict.set(self, name(.__package__), to: Text.empty(self).value) }
        } catch {
          return finish(takeException(), source, path)
        }
        return run(source, filename: path, in: module)
      }
    case .module(let name): return run(moduleNamed: name, in: module)
    case .standardInput:
      do throws(Raised) {
        let text = try standardFile(0).readAll(self)
        let bytes = try Bytes.make(self, utf8: text)
        return withExtendedLifetime(bytes) { run(bytes.bytes, filename: "<stdin>", in: module) }
      } catch {
        return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), "<stdin>")
      }
    }
  }

  /// What the program asked `atexit` to call.
  private func runExitFunctions() {
    do throws(Raised) {
      let module = try importedModule("atexit")
      if !module.isEmpty { _ = try call(getAttribute(module, interned("_run_exitfuncs"))) }
    } catch {
      _ = takeException()
    }
  }

  private func makeMain() throws(Raised) -> Module {
    let module = try Module.make(self, name: name(.__main__))
    try module.dict.set(self, name(.__builtins__), to: builtinsModule())
    try Dict(interpreter.pointee.modules).set(self, name(.__main__), to: module.value)
    return module
  }

  private func run(_ source: UnsafeRawBufferPointer, filename: String, in module: Module) -> ProgramEnd {
    do throws(Raised) {
      var options = try CompileOptions(self, isInheriting: false)
      options.filename = Bytecode.Text(filename)
      let code = try compile(source.assumingMemoryBound(to: UInt8.self), isDecoded: false, options)
      _ = try run(code, globals: module.dict)
      return .status(0)
    } catch {
      return finish(takeException(), source, filename)
    }
  }

  /// Calls `body` with a file's content; nil where it cannot be read, which is said on the standard error.
  private func withFile(_ path: String, _ body: (UnsafeRawBufferPointer?) -> ProgramEnd) -> ProgramEnd {
    var count = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(path, &count, &error) else {
      let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        host_error_text(error, buffer.baseAddress.unsafelyUnwrapped, buffer.count)
        return String(cString: buffer.baseAddress.unsafelyUnwrapped)
      }
      writeError("\(interpreter.pointee.settings.executable): can't open file '\(path)': [Errno \(error)] \(text)\n")
      return body(nil)
    }
    defer { host_free(bytes) }
    return body(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  // MARK: -m

  private func run(moduleNamed name: String, in module: Module) -> ProgramEnd {
    do throws(Raised) {
      let importer = Importer(context: self)
      var found: FoundModule?
      do throws(Raised) {
        found = try importer.findMain(name)
      } catch {
        if !isPending(.importError) { throw error }
        let reason = String(try str(takeException().value))
        writeError("\(interpreter.pointee.settings.executable): \(reason)\n")
        return .status(1)
      }
      guard let found, let file = found.file else {
        writeError("\(interpreter.pointee.settings.executable): No module named \(name)\n")
        return .status(1)
      }
      let spec = try importer.describe(module, Text.make(self, found.name), found)
      try ModuleSpec.set(self, spec, "_initializing", .false)
      let argv = try systemModule().dict.value(self, for: Text.interned(self, Text.make(self, "argv" as StaticString)).value)
      if let argv = List(ifHas: argv), argv.count > 0 { _ = argv.setElement(self, 0, try Text.make(self, file).value) }
      return withFile(file) { source in
        guard let source else { return .status(1) }
        return run(source, filename: file, in: module)
      }
    } catch {
      return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), name)
    }
  }

  // MARK: The end

  private func finish(_ exception: Exception, _ source: UnsafeRawBufferPointer, _ filename: String) -> ProgramEnd {
    _ = flushAtExit()
    let type = type(of: exception.value)
    if type.isSubtype(of: Interpreter(of: self).type(.systemExit)) { return .status(exitStatus(exception.field(0).pointee)) }
    writeError(ExceptionDisplay(self, SourceTexts(main: source, named: filename)).text(exception))
    return type.isSubtype(of: Interpreter(of: self).type(.keyboardInterrupt)) ? .interrupted : .status(1)
  }

  /// Has `threading`, if the program uses it, wait for the threads that are not daemons.
  private func awaitThreads() {
    do throws(Raised) {
      let name = try Text.interned(self, Text.make(self, "threading" as StaticString)).value
      let module = try Dict(interpreter.pointee.modules).value(self, for: name)
      if module.isEmpty || module == .none { return }
      _ = try callMethod(module, "_shutdown")
    } catch {
      reportUnraisable("on threading shutdown", .none)
    }
  }

  /// The status that `SystemExit(code)` stands for.
  private func exitStatus(_ code: Value) -> Int32 {
    if code.isEmpty || code == .none { return 0 }
    if isInt(code) { return PythonInt.int64(PythonInt.operand(code) ?? code).map { Int32(truncatingIfNeeded: $0) } ?? -1 }
    do throws(Raised) {
      let stream = try standardStream(.stderr)
      try write(str(code), to: stream)
      try write(Text.make(self, "\n" as StaticString), to: stream)
    } catch {
      pointee.pendingException = .empty
    }
    _ = flushStandardFiles()
    return 1
  }

  /// Writes what waits to be written: in the standard files, and in what took their places in `sys`. False where that
  /// failed.
  private func flushAtExit() -> Bool {
    var isDone = true
    for name in [WellKnown.stdout, .stderr] where !interpreter.pointee.system.isEmpty {
      do throws(Raised) {
        let stream = try standardStream(name)
        if stream.isEmpty || stream == .none || TextFile(ifExactly: stream) != nil { continue }
        let closed = try findAttribute(stream, Text.make(self, "closed" as StaticString).value)
        if !closed.isEmpty, try isTrue(closed) { continue }
        _ = try callMethod(stream, "flush")
      } catch {
        pointee.pendingException = .empty
        isDone = false
      }
    }
    return flushStandardFiles() && isDone
  }
}

extension Importer {
  /// The module that `-m` runs: of a package its submodule `__main__`.
  func findMain(_ name: String) throws(Raised) -> FoundModule? {
    let text = try Text.make(context, name)
    _ = try context.systemModule()
    var path = context.interpreter.pointee.searchPath
    if let parent = try text.beforeLastDot(context) {
      path = try context.findAttribute(module(named: parent), context.name(.__path__))
      if path.isEmpty { throw raiseNotFound(text, "No module named '\(name)'") }
    }
    guard var found = try ModuleFinder(context: context).find(text, in: path) else { return nil }
    if found.isPackage {
      let package = try context.getAttribute(module(named: text), context.name(.__path__))
      let main = try Text.make(context, "\(name).__main__")
      guard let inner = try ModuleFinder(context: context).find(main, in: package) else {
        throw raiseNotFound(
          main, "No module named \(name).__main__; '\(name)' is a package and cannot be directly executed")
      }
      found = inner
    }
    return found
  }
}
