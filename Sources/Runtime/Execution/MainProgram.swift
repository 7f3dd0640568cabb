import Bytecode
import Compiler
import CRuntime
import Syntax

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
    applyWarningFilters()
    importSite()
    var end: ProgramEnd
    do throws(Raised) {
      try enterFolder(of: program)
      end = start(program, in: module)
    } catch {
      end = finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), "<string>")
    }
    runEndings()
    stopOtherThreads()
    runRemainingFinalizers()
    if interpreter.pointee.settings.implementationOptions.contains("heap-stats") { reportHeap() }
    if !flushStandardStreams(isLast: true), end != .interrupted { end = .status(120) }
    return end
  }

  /// Runs the program, and the prompt where it is asked for.
  private func start(_ program: MainProgram, in module: Module) -> ProgramEnd {
    let flags = interpreter.pointee.settings.flags
    let isPrompted = flags.interactive > 0 || host_is_terminal(0)
    if case .standardInput = program, isPrompted {
      if !flags.isQuiet { showBanner() }
      return prompt(in: module)
    }
    let end = run(program, in: module)
    let asksForPrompt = flags.inspect > 0 || !flags.ignoresEnvironment && host_environment("PYTHONINSPECT").map { $0.pointee != 0 } ?? false
    return asksForPrompt && isPrompted ? prompt(in: module) : end
  }

  private func prompt(in module: Module) -> ProgramEnd {
    // From here on SystemExit ends the program.
    interpreter.pointee.settings.flags.inspect = 0
    return InteractiveLoop(context: self, module: module).run()
  }

  private func showBanner() {
    writeError(
      "Python 3.14.0 (Taipan) on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n")
  }

  private func run(_ program: MainProgram, in module: Module) -> ProgramEnd {
    switch program {
    case .command(let text):
      var text = Self.withoutCommonIndentation(text) + "\n"
      return text.withUTF8 { run(UnsafeRawBufferPointer($0), isDecoded: true, filename: "<string>", in: module) }
    case .file(let path):
      if isContainer(path) { return run(container: path) }
      return withFile(path) { source in
        guard let source else { return .status(2) }
        do throws(Raised) {
          try module.dict.set(self, name(.__file__), to: Text.make(self, path).value)
          try module.dict.set(self, Text.interned(self, Text.make(self, "__cached__" as StaticString)).value, to: .none)
        } catch {
          return finish(takeException(), source, path)
        }
        // The line that is skipped still counts.
        if let null = source.firstIndex(of: 0), !path.hasSuffix(".pyc") {
          return finish(raiseNull(at: null, in: source, path), source, path)
        }
        if path.hasSuffix(".pyc") { return run(compiled: path, in: module) }
        let end = interpreter.pointee.settings.skipsFirstLine ? source.firstIndex(of: 0x0a) ?? source.count : 0
        return run(UnsafeRawBufferPointer(rebasing: source[end...]), filename: path, in: module)
      }
    case .module(let name): return run(moduleNamed: name, in: module)
    case .standardInput:
      do throws(Raised) {
        try module.dict.set(self, name(.__file__), to: Text.make(self, "<stdin>" as StaticString).value)
        let bytes = try standardFile(0).readBytes(self)
        defer { keep_alive(bytes.value) }
        return run(bytes.bytes, filename: "<stdin>", in: module)
      } catch {
        return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), "<stdin>")
      }
    }
  }

  // MARK: Folders and archives

  /// Whether a path is a folder, or an archive with modules in it.
  private func isContainer(_ path: String) -> Bool {
    if host_file_kind(path) == hostDirectory.rawValue { return true }
    if path.hasSuffix(".py") { return false }
    var (count, error): (Int, Int32) = (0, 0)
    guard let bytes = host_read_file(path, &count, &error) else { return false }
    defer { host_free(bytes) }
    // An archive may follow something else: what it ends with tells it.
    let content = UnsafeRawBufferPointer(start: bytes, count: count)
    let tail = content.suffix(22 + 65536)
    let mark: [UInt8] = [0x50, 0x4b, 0x05, 0x06]
    guard tail.count >= 22 else { return false }
    for start in stride(from: tail.endIndex - 22, through: tail.startIndex, by: -1) where content[start] == mark[0] {
      if content[start..<start + 4].elementsEqual(mark) { return true }
    }
    return false
  }

  /// Runs the module `__main__` of a folder or an archive, which is the first place of `sys.path`.
  private func run(container path: String) -> ProgramEnd {
    do throws(Raised) {
      _ = try importModule("zipimport")
      let runner = try attribute("_run_module_as_main", ofModule: "runpy")
      try List(interpreter.pointee.searchPath).insert(self, Text.make(self, path).value, at: 0)
      _ = try call(runner, Text.make(self, "__main__" as StaticString).value, .false)
      return .status(0)
    } catch {
      return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), path)
    }
  }

  // MARK: The start

  /// Puts where the program is first on `sys.path`.
  private func enterFolder(of program: MainProgram) throws(Raised) {
    var folder = interpreter.pointee.settings.programFolder
    // That of a folder or an archive that is run comes when what runs it is there.
    if case .file(let path) = program, isContainer(path) { folder = nil }
    guard let folder else { return }
    if interpreter.pointee.system.isEmpty { return interpreter.pointee.settings.searchPath.insert(folder, at: 0) }
    try List(interpreter.pointee.searchPath).insert(self, Text.make(self, folder).value, at: 0)
  }

  /// The library's `warnings` reads the filters that the program was started with.
  private func applyWarningFilters() {
    if interpreter.pointee.settings.warningOptions.isEmpty { return }
    do throws(Raised) {
      _ = try systemModule()
      _ = try importModule("warnings")
    } catch {
      pointee.pendingException = .empty
    }
  }

  private func makeMain() throws(Raised) -> Module {
    let module = try Module.make(self, name: name(.__main__))
    try module.dict.set(self, name(.__builtins__), to: builtinsModule())
    try Dict(interpreter.pointee.modules).set(self, name(.__main__), to: module.value)
    return module
  }

  /// Takes from each line what all that are not blank begin with of blanks and tabs; blank lines become empty.
  private static func withoutCommonIndentation(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var common: Substring?
    for index in lines.indices {
      let indentation = lines[index].prefix { $0 == " " || $0 == "\t" }
      if indentation.count == lines[index].count {
        lines[index] = ""
      } else {
        let known = common ?? indentation
        common = known.prefix(zip(known, indentation).prefix { $0 == $1 }.count)
      }
    }
    guard let common, !common.isEmpty else { return text }
    return lines.map { $0.dropFirst(common.count) }.joined(separator: "\n")
  }

  private func run(
    _ source: UnsafeRawBufferPointer, isDecoded: Bool = false, filename: String, in module: Module
  ) -> ProgramEnd {
    do throws(Raised) {
      var options = try CompileOptions(self, isInheriting: false)
      options.filename = Bytecode.Text(filename)
      let code = try compile(source.assumingMemoryBound(to: UInt8.self), isDecoded: isDecoded, isFile: !isDecoded, options)
      if Code(code).portable.mentions(ImportMachinery.namesForIt) { try ImportMachinery(context: self).load() }
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

  /// The exception for a file with a null byte in it.
  private func raiseNull(at place: Int, in source: UnsafeRawBufferPointer, _ path: String) -> Exception {
    let lines = source[..<place].split(separator: 0x0a, omittingEmptySubsequences: false)
    let line = Int32(truncatingIfNeeded: lines.count)
    let error = SyntaxError(
      .syntax, "source code cannot contain null bytes",
      at: SourceRange(line: line, column: -1, endLine: line, endColumn: -1),
      excerpt: .text(String(decoding: lines[lines.count - 1], as: UTF8.self)))
    _ = raise(error, in: nil, filename: path)
    return takeException()
  }

  // MARK: -m

  /// A source in a folder is run as it is. Packages, whatever else there may be, and what is wrong are the library's
  /// `runpy`'s to deal with.
  private func run(moduleNamed name: String, in module: Module) -> ProgramEnd {
    do throws(Raised) {
      guard let found = try Importer(context: self).findMain(name), let file = found.file else {
        let run = try attribute("_run_module_as_main", ofModule: "runpy")
        _ = try call(run, Text.make(self, name).value)
        return .status(0)
      }
      let spec = try Importer(context: self).describe(module, Text.make(self, found.name), found)
      try ModuleSpec.set(self, spec, "_initializing", .false)
      let argv = try systemModule().dict.value(self, for: Text.interned(self, Text.make(self, "argv" as StaticString)).value)
      if let argv = List(ifHas: argv), argv.count > 0 { _ = try argv.setElement(self, 0, try Text.make(self, file).value) }
      return withFile(file) { source in
        guard let source else { return .status(1) }
        return run(source, filename: file, in: module)
      }
    } catch {
      return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), name)
    }
  }

  // MARK: Compiled files

  /// Runs the code in a compiled file.
  private func run(compiled path: String, in module: Module) -> ProgramEnd {
    do throws(Raised) {
      let loaderType = try attribute("SourcelessFileLoader", ofModule: "importlib.machinery")
      let loader = try call(loaderType, name(.__main__), Text.make(self, path).value)
      let read = try getAttribute(loader, Text.make(self, "get_code" as StaticString).value)
      let code = try call(read, name(.__main__))
      try module.dict.set(self, name(.__loader__), to: loader)
      _ = try run(code, globals: module.dict)
      return .status(0)
    } catch {
      return finish(takeException(), UnsafeRawBufferPointer(start: nil, count: 0), path)
    }
  }

  // MARK: The end

  func finish(_ exception: Exception, _ source: UnsafeRawBufferPointer, _ filename: String) -> ProgramEnd {
    _ = flushStandardStreams()
    let type = type(of: exception.value)
    let systemExit = Interpreter(of: self).type(.systemExit)
    // Who asked for a prompt sees what ended the program.
    if type.isSubtype(of: systemExit), interpreter.pointee.settings.flags.inspect == 0 {
      return .status(exitStatus(exception.field(0).pointee))
    }
    let isPiped = filename == "<stdin>" && interpreter.pointee.settings.flags.interactive == 0
    let sources = isPiped ? SourceTexts() : SourceTexts(main: source, named: filename)
    switch showByHook(exception, sources) {
    case .shown: break
    case .notShown: writeError(ExceptionDisplay(self, sources).text(exception))
    case .ended(let status): return .status(status)
    }
    return type.isSubtype(of: Interpreter(of: self).type(.keyboardInterrupt)) ? .interrupted : .status(1)
  }

  /// What the program's own `sys.excepthook` has done about an exception.
  private enum HookOutcome {
    case shown
    /// There is none, or it failed.
    case notShown
    /// It raised SystemExit.
    case ended(Int32)
  }

  /// Has the program's own `sys.excepthook` show an exception.
  private func showByHook(_ exception: Exception, _ sources: SourceTexts) -> HookOutcome {
    if interpreter.pointee.system.isEmpty { return .notShown }
    do throws(Raised) {
      let names = Module(interpreter.pointee.system).dict
      func attribute(_ name: StaticString) throws(Raised) -> Value {
        try names.value(self, for: Text.interned(self, Text.make(self, name)).value)
      }
      let hook = try attribute("excepthook")
      if hook.isEmpty { writeError("sys.excepthook is missing\n") }
      let original = try attribute("__excepthook__")
      if hook.isEmpty || hook == original { return .notShown }
      let traceback = orNone(load(&exception.pointer.pointee.traceback))
      try audit("sys.excepthook", hook, exception.value)
      _ = try call(hook, type(of: exception.value).value, exception.value, traceback)
      return flushStandardStreams() ? .shown : .notShown
    } catch {
      let raised = takeException()
      if type(of: raised.value).isSubtype(of: Interpreter(of: self).type(.systemExit)) {
        return .ended(exitStatus(raised.field(0).pointee))
      }
      writeError("Error in sys.excepthook:\n\(ExceptionDisplay(self, sources).text(raised))\nOriginal exception was:\n")
      return .notShown
    }
  }

  /// Calls what modules have for a program's end: `threading`, if the program uses it, waits for the threads that are
  /// not daemons; then comes what was registered with `atexit`.
  private func runEndings() {
    for (module, function) in [("threading", "_shutdown"), ("atexit", "_run_exitfuncs")] as [(StaticString, StaticString)] {
      do throws(Raised) {
        let name = try Text.interned(self, Text.make(self, module)).value
        let module = try Dict(interpreter.pointee.modules).value(self, for: name)
        if module.isEmpty || module == .none { continue }
        _ = try callMethod(module, function)
      } catch {
        writeError(
          "Exception ignored on \(module) shutdown:\n\(ExceptionDisplay(self, SourceTexts()).text(takeException()))")
      }
    }
  }

  /// Imports `site`, which finds the site's and the user's modules, where there are a library and a system to ask.
  private func importSite() {
    if interpreter.pointee.settings.flags.hasNoSite { return }
    for name in ["posix", "_io"] as [StaticString] {
      guard let text = try? Text.make(self, name), isBuiltinModule(text) else { return }
    }
    do throws(Raised) {
      // Where to look for it is in `sys.path`.
      _ = try systemModule()
      _ = try importModule("site")
    } catch {
      let isMissing = isPending(.moduleNotFoundError)
      let exception = takeException()
      if isMissing, String((try? str(exception.value)) ?? Text.empty(self)) == "No module named 'site'" { return }
      writeError("Failed to import the site module\n\(ExceptionDisplay(self, SourceTexts()).text(exception))")
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
  /// failed, which the last time is said.
  func flushStandardStreams(isLast: Bool = false) -> Bool {
    var isDone = true
    for name in [WellKnown.stdout, .stderr] where !interpreter.pointee.system.isEmpty {
      do throws(Raised) {
        let stream = try standardStream(name)
        if stream.isEmpty || stream == .none || TextFile(ifExactly: stream) != nil { continue }
        let closed = try findAttribute(stream, Text.make(self, "closed" as StaticString).value)
        if !closed.isEmpty, try isTrue(closed) { continue }
        _ = try callMethod(stream, "flush")
      } catch {
        let exception = takeException()
        if name == .stderr { continue }
        isDone = false
        if isLast { reportUnraisable(exception, "Exception ignored while flushing sys.stdout") }
      }
    }
    return flushStandardFiles() && isDone
  }
}

extension Importer {
  /// The module that `-m` runs, where its source lies in a folder of `sys.path`, and it is no package.
  func findMain(_ name: String) throws(Raised) -> FoundModule? {
    if name.utf8.contains(0x2e) { return nil }
    _ = try context.systemModule()
    let search = try ModuleFinder(context: context).search(Text.make(context, name), in: searchPath())
    guard case .found(let found) = search, !found.isPackage else { return nil }
    return found
  }
}
