import CRuntime
import Runtime

/// The command line of the process, read as CPython reads its own: options up to what is run, then the program's
/// arguments.
struct CommandLineOptions {
  enum Action {
    case run(MainProgram)
    case showVersion(isLong: Bool)
    case showHelp
    case fail(String)
    /// A setting that an interpreter cannot start with.
    case failFatally(String)
  }

  var action = Action.run(.standardInput)
  var settings = ProgramSettings()
  private var versionCount = 0
  /// `-R`.
  var randomizesHashes = false

  init(_ given: [[UInt8]]) {
    settings.originalArguments = given
    let arguments = given.map { String(decoding: $0, as: UTF8.self) }
    settings.executable = Self.executable(arguments.first ?? "taipan")
    var reader = OptionReader(arguments)
    while let option = reader.next() {
      guard read(option) else { return }
      // What is run ends the options.
      if case .run(.standardInput) = action { continue }
      break
    }
    if versionCount > 0 {
      action = .showVersion(isLong: versionCount > 1)
      return
    }
    let rest = Array(given.suffix(reader.rest.count))
    if case .run(.command(let command)) = action, let fault = Self.fault(in: given[given.count - rest.count - 1], command) {
      action = .failFatally("Unable to decode the command from the command line:\n\(fault)\n")
      return
    }
    if case .run(.standardInput) = action, reader.rest.first == "bench", let program = benchmarkProgram() {
      settings.arguments = [Array(program.utf8)] + rest.dropFirst()
      action = .run(.file(program))
    } else if case .run(.standardInput) = action, let first = reader.rest.first {
      settings.arguments = rest
      // What tracebacks and `__file__` show does not depend on the folder later on.
      if first != "-" { action = .run(.file(first.hasPrefix("/") ? first : "\(Self.realPath(".") ?? "")/\(first)")) }
    } else if case .run(let program) = action {
      settings.arguments = [Array(Self.name(of: program).utf8)] + rest
    }
    readEnvironment()
    findModules()
  }

  /// What is wrong with a command that is, or ends, a word that is no UTF-8; nil for nothing.
  private static func fault(in word: [UInt8], _ command: String) -> String? {
    var position = command.unicodeScalars.count - String(decoding: word, as: UTF8.self).unicodeScalars.count
    var (bytes, place) = (word.makeIterator(), 0)
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let scalar): (position, place) = (position + 1, place + scalar.count)
      case .emptyInput: return nil
      case .error:
        let surrogate = "\\udc\(String(word[place], radix: 16))"
        return "UnicodeEncodeError: 'utf-8' codec can't encode character '\(surrogate)' in position \(position): surrogates not allowed"
      }
    }
  }

  /// The first of `sys.argv`.
  private static func name(of program: MainProgram) -> String {
    switch program {
    case .command: "-c"
    case .module: "-m"
    default: ""
    }
  }

  /// What an option does. False where no other is to be read.
  private mutating func read(_ option: OptionReader.Option) -> Bool {
    switch option {
    case .missingArgument(let letter): action = .fail("Argument expected for the -\(letter) option\n")
    case .unknown(let text): action = .fail("Unknown option: -\(text)\n")
    case .long("help"), .long("help-all"), .long("help-env"), .long("help-xoptions"): action = .showHelp
    case .long("version"): action = .showVersion(isLong: false)
    case .long(let name): action = .fail("Unknown option: --\(name)\n")
    case .letter("c", let command):
      action = .run(.command(command))
      return true
    case .letter("m", let module):
      action = .run(.module(module))
      return true
    case .letter("W", let filter):
      settings.warningOptions.append(filter)
      return true
    case .letter("X", let name):
      settings.implementationOptions.append(name)
      return true
    case .letter(let letter, _):
      return setFlag(letter)
    }
    return false
  }

  private mutating func setFlag(_ letter: Character) -> Bool {
    switch letter {
    case "b": settings.flags.bytesWarning += 1
    case "B": settings.flags.writesNoBytecode = true
    case "d": settings.flags.debug += 1
    case "E": settings.flags.ignoresEnvironment = true
    case "i": (settings.flags.inspect, settings.flags.interactive) = (1, 1)
    case "I":
      settings.flags.isIsolated = true
      settings.flags.ignoresEnvironment = true
      settings.flags.hasNoUserSite = true
      settings.flags.pathIsSafe = true
    case "O": settings.optimization = min(2, settings.optimization + 1)
    case "P": settings.flags.pathIsSafe = true
    case "q": settings.flags.isQuiet = true
    case "R": randomizesHashes = true
    case "s": settings.flags.hasNoUserSite = true
    case "S": settings.flags.hasNoSite = true
    case "u": settings.flags.isUnbuffered = true
    case "v": settings.flags.verbose += 1
    case "V": versionCount += 1
    case "x": settings.skipsFirstLine = true
    case "h", "?":
      action = .showHelp
      return false
    default: break
    }
    return true
  }

  // MARK: Folders

  /// `sys.path`: the program's folder, `PYTHONPATH`, the library.
  private mutating func findModules() {
    guard case .run(let program) = action else { return }
    if !settings.flags.pathIsSafe {
      switch program {
      case .command, .standardInput: settings.programFolder = ""
      case .module: settings.programFolder = Self.realPath(".") ?? ""
      case .file(let path):
        let real = Self.realPath(path) ?? path
        settings.programFolder = real.lastIndex(of: "/").map { String(real[..<$0]) } ?? ""
      }
    }
    if let path = environment("PYTHONPATH") {
      settings.searchPath += path.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    }
    let environment = VirtualEnvironment(executable: settings.executable)
    let folders = libraryFolders(environment)
    settings.searchPath += folders.all
    settings.libraryFolder = folders.library
    settings.basePrefix = folders.prefix ?? "/usr"
    settings.prefix = environment?.prefix ?? settings.basePrefix
  }

  private func libraryFolders(_ environment: VirtualEnvironment?) -> LibraryFolders {
    LibraryFolders(
      executable: Self.realPath("/proc/self/exe") ?? settings.executable, home: environment?.home,
      named: host_environment("TAIPAN_STDLIB").map { String(cString: $0) })
  }

  /// What `taipan bench` runs; nil where it is not there, or where a file has that name.
  private func benchmarkProgram() -> String? {
    guard host_file_kind("bench") != hostPlainFile.rawValue,
      let prefix = libraryFolders(VirtualEnvironment(executable: settings.executable)).prefix
    else { return nil }
    let program = "\(prefix)/Benchmarks/run.py"
    return host_file_kind(program) == hostPlainFile.rawValue ? program : nil
  }

  private static func realPath(_ path: String) -> String? {
    guard let found = host_real_path(path) else { return nil }
    defer { host_free(found) }
    return String(cString: found)
  }

  /// The path by which the command was called, found as a shell finds it. It may be a link: that of a virtual
  /// environment says where this is.
  private static func executable(_ name: String) -> String {
    if name.hasPrefix("/") { return name }
    if name.contains("/") { return "\(realPath(".") ?? "")/\(name)" }
    let folders = host_environment("PATH").map { String(cString: $0) } ?? ""
    for folder in folders.split(separator: ":") where host_file_kind("\(folder)/\(name)") == hostPlainFile.rawValue {
      return "\(folder)/\(name)"
    }
    return realPath("/proc/self/exe") ?? name
  }
}

/// Takes options apart: letters may stand together, an argument may stand in the same word or in the next.
struct OptionReader {
  enum Option {
    /// A letter with its argument, which is empty for those that take none.
    case letter(Character, String)
    case long(String)
    case missingArgument(Character)
    case unknown(String)
  }

  private static let flags = "bBdEhiIOPqRsStuvVx?"
  private static let withArgument = "cmWX"

  /// What has not been read.
  private(set) var rest: [String]
  /// The letters of the word that is being read.
  private var letters = Substring()

  init(_ arguments: [String]) { rest = Array(arguments.dropFirst()) }

  mutating func next() -> Option? {
    if letters.isEmpty {
      guard let word = rest.first, word.hasPrefix("-"), word != "-" else { return nil }
      rest.removeFirst()
      if word == "--" { return nil }
      if word.hasPrefix("--") { return .long(String(word.dropFirst(2))) }
      letters = word.dropFirst()
    }
    let letter = letters.removeFirst()
    if Self.flags.contains(letter) { return .letter(letter, "") }
    guard Self.withArgument.contains(letter) else { return .unknown(String(letter)) }
    var argument = String(letters)
    letters = Substring()
    if argument.isEmpty {
      guard !rest.isEmpty else { return .missingArgument(letter) }
      argument = rest.removeFirst()
    }
    return .letter(letter, argument)
  }
}
