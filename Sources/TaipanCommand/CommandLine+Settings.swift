import CRuntime
import JIT
import Runtime

// What the environment and the options `-X` and `-W` set.

extension CommandLineOptions {
  /// A variable of the environment that is set and not empty.
  func environment(_ name: String) -> String? {
    if settings.flags.ignoresEnvironment { return nil }
    guard let value = host_environment(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether a signal that ends the process is to show what it was doing.
  var watchesFaults: Bool {
    settings.flags.isDevelopment || environment("PYTHONFAULTHANDLER") != nil || option("faulthandler") != nil
  }

  /// The key of text's hashes; nil where `PYTHONHASHSEED` is no number that may be one.
  func hashKey() -> HashKey? {
    guard let seed = environment("PYTHONHASHSEED"), seed != "random", !randomizesHashes else { return .random() }
    return UInt32(seed).map { HashKey(seed: $0) }
  }

  /// A variable that counts like a repeated option: its number, or 1 for what is none.
  private func level(_ name: String) -> Int {
    guard let text = environment(name) else { return 0 }
    return max(0, Int(text) ?? 1)
  }

  /// What an option `-X` is given; *empty* where it has no value.
  private func option(_ name: String) -> String? {
    for option in settings.implementationOptions.reversed() {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts[0] == name { return parts.count > 1 ? String(parts[1]) : "" }
    }
    return nil
  }

  private mutating func readImportTimes() {
    let isAsked = environment("PYTHONPROFILEIMPORTTIME") != nil
    guard let given = option("importtime") ?? (isAsked ? environment("PYTHONPROFILEIMPORTTIME") : nil) else { return }
    settings.importTimes = given == "2" ? 2 : 1
    if option("importtime") != nil, let number = Int(given), !(1...2).contains(number) {
      action = .failFatally(
        "Fatal Python error: config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.\n")
    }
  }

  mutating func readEnvironment() {
    settings.optimization = max(settings.optimization, UInt8(min(2, level("PYTHONOPTIMIZE"))))
    settings.flags.debug = max(settings.flags.debug, min(1, level("PYTHONDEBUG")))
    settings.flags.verbose = max(settings.flags.verbose, level("PYTHONVERBOSE"))
    settings.flags.inspect = max(settings.flags.inspect, min(1, level("PYTHONINSPECT")))
    if level("PYTHONDONTWRITEBYTECODE") > 0 { settings.flags.writesNoBytecode = true }
    if level("PYTHONUNBUFFERED") > 0 { settings.flags.isUnbuffered = true }
    if environment("PYTHONSAFEPATH") != nil { settings.flags.pathIsSafe = true }
    if level("PYTHONNOUSERSITE") > 0 { settings.flags.hasNoUserSite = true }
    settings.flags.hashesAreRandom = randomizesHashes || environment("PYTHONHASHSEED") != "0"
    settings.flags.hidesColumns = option("no_debug_ranges") != nil || environment("PYTHONNODEBUGRANGES") != nil
    settings.flags.isDevelopment = option("dev") != nil || environment("PYTHONDEVMODE") != nil
    settings.flags.warnsOfDefaultEncoding =
      option("warn_default_encoding") != nil || environment("PYTHONWARNDEFAULTENCODING") != nil
    let prefix = option("pycache_prefix") ?? environment("PYTHONPYCACHEPREFIX") ?? ""
    settings.bytecodePrefix = prefix.isEmpty ? nil : prefix
    settings.streamEncoding = environment("PYTHONIOENCODING")
    readImportTimes()
    readDigitLimit()
    readCompilation()
    readTextMode()
    if let count = option("cpu_count") ?? environment("PYTHON_CPU_COUNT"), count != "default" {
      settings.processorCount = Int(count) ?? 0
      if settings.processorCount < 1 {
        fail(
          "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0",
          "preinitialized")
      }
    }
    settings.warningOptions = warningFilters()
  }

  /// The filters in the order in which they are applied.
  private func warningFilters() -> [String] {
    var filters = settings.flags.isDevelopment ? ["default"] : []
    if let given = environment("PYTHONWARNINGS") { filters += given.split(separator: ",").map { String($0) } }
    filters += settings.warningOptions
    if settings.flags.bytesWarning > 0 {
      filters.append(settings.flags.bytesWarning > 1 ? "error::BytesWarning" : "default::BytesWarning")
    }
    return filters
  }

  /// `-X jit=off|on|eager|threshold:COUNT`, `-X jit-log[=graphs|modules]`, `-X jit-memory=MB`,
  /// `-X jit-cache=DIRECTORY`, `-X jit-exit=N` and `-X perf`.
  private mutating func readCompilation() {
    let asked = option("jit") ?? environment("TAIPAN_JIT")
    let mode = asked ?? "on"
    guard let compilation = CompilationMode(mode) else {
      return fail("-X jit: invalid mode '\(mode)'; must be off, on, eager or threshold:COUNT.", "preinitialized")
    }
    var options = CompilerOptions()
    options.isAskedFor = asked != nil
    options.log = option("jit-log").map { $0 == "modules" ? .modules : $0 == "graphs" ? .graphs : .lines } ?? .none
    options.writesPerfMap = option("perf") != nil || level("PYTHONPERFSUPPORT") > 0
    if let size = option("jit-memory") {
      guard let megabytes = Int(size), 1...(1 << 20) ~= megabytes else {
        return fail("-X jit-memory: invalid size '\(size)'; must be a number of megabytes.", "preinitialized")
      }
      options.memoryLimit = megabytes << 20
    }
    if let directory = option("jit-cache") ?? environment("TAIPAN_JIT_CACHE"), !directory.isEmpty {
      options.cacheDirectory = directory
    }
    if let interval = option("jit-exit") {
      guard let count = UInt64(interval), count > 0 else {
        return fail("-X jit-exit: invalid count '\(interval)'; must be a positive number.", "preinitialized")
      }
      options.exitInterval = count
    }
    settings.compiler = JustInTimeCompiler.make(compilation, options)
  }

  private mutating func readDigitLimit() {
    for (given, source) in [
      (option("int_max_str_digits"), "-X int_max_str_digits"), (environment("PYTHONINTMAXSTRDIGITS"), "PYTHONINTMAXSTRDIGITS"),
    ] {
      guard let given else { continue }
      guard let limit = Int64(given), limit == 0 || limit >= 640 && limit <= Int64(Int32.max) else {
        return fail(
          "config_init_int_max_str_digits: \(source): invalid limit; must be >= 640 or 0 for unlimited.", "preinitialized")
      }
      settings.digitLimit = limit
      return
    }
  }

  private mutating func readTextMode() {
    if let mode = option("utf8") {
      if !["", "0", "1"].contains(mode) {
        return fail("preconfig_init_utf8_mode: invalid -X utf8 option value", "preinitializing")
      }
      settings.flags.usesUTF8 = mode != "0"
    } else if let mode = environment("PYTHONUTF8") {
      if mode != "0", mode != "1" {
        return fail("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value", "preinitializing")
      }
      settings.flags.usesUTF8 = mode == "1"
    } else {
      settings.flags.usesUTF8 = ["", "C", "POSIX"].contains(localeName)
    }
  }

  /// The locale of characters that the environment names.
  private var localeName: String {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      if let value = host_environment(name).map({ String(cString: $0) }), !value.isEmpty { return value }
    }
    return ""
  }

  private mutating func fail(_ message: String, _ stage: String) {
    action = .failFatally("Fatal Python error: \(message)\nPython runtime state: \(stage)\n\n")
  }
}
