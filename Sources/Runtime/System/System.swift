import CRuntime

/// The module `sys`.
enum System {
  static let module = ModuleDeclaration(
    "sys", "The interpreter: its settings, its state, its standard files.",
    functions: state + threads + memory + tracing + limits + hooks + breakpoints + auditing + coroutines + settings, fill: { (c, module) throws(Raised) in try fill(c, module) })

  // MARK: Named tuples

  static let versionFields: [StaticString] = ["major", "minor", "micro", "releaselevel", "serial"]
  static let flagFields = SequenceFields(
    [
      "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
      "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode",
      "warn_default_encoding", "safe_path", "int_max_str_digits", "gil", "thread_inherit_context",
      "context_aware_warnings",
    ], visible: 18)
  static let hashFields: [StaticString] = [
    "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff",
  ]
  static let floatFields: [StaticString] = [
    "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds",
  ]
  static let intFields: [StaticString] = [
    "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold",
  ]
  static let unraisableFields: [StaticString] = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"]
  static let threadFields: [StaticString] = ["name", "lock", "version"]

  /// The version of the language, and `PY_VERSION_HEX`.
  private static var micro: Int64 { 0 }
  private static var hexadecimalVersion: Int64 { 0x030e_00f0 | micro << 8 }

  private static func sequence(
    _ context: Context, _ type: LibraryType, _ values: [Int64], _ texts: [(Int, StaticString)] = []
  ) throws(Raised) -> Value {
    let elements = try Tuple.allocate(context, count: values.count)
    for (index, value) in values.enumerated() { elements.elements[index] = try PythonInt.make(context, value) }
    for (index, text) in texts { elements.elements[index] = try Text.make(context, text).value }
    return try StructSequence.make(context, context.type(type), elements)
  }

  private static func version(_ context: Context) throws(Raised) -> Value {
    try sequence(context, .versionInfo, [3, 14, micro, 0, 0], [(3, "final")])
  }

  private static func flags(_ context: Context) throws(Raised) -> Value {
    let flags = context.interpreter.pointee.settings.flags
    let bits: [Int64] = [
      Int64(flags.debug), Int64(flags.inspect), Int64(flags.interactive), Int64(context.interpreter.pointee.optimization),
      flags.writesNoBytecode ? 1 : 0, flags.hasNoUserSite ? 1 : 0, flags.hasNoSite ? 1 : 0,
      flags.ignoresEnvironment ? 1 : 0, Int64(flags.verbose), Int64(flags.bytesWarning), flags.isQuiet ? 1 : 0,
      flags.hashesAreRandom ? 1 : 0, flags.isIsolated ? 1 : 0, 0, flags.usesUTF8 ? 1 : 0,
      flags.warnsOfDefaultEncoding ? 1 : 0, 0, context.interpreter.pointee.maxDecimalDigits,
    ]
    return try StructSequence.make(context, context.type(.flags), flagFields) { (elements) throws(Raised) in
      for (index, bit) in bits.enumerated() { elements[index] = try PythonInt.make(context, bit) }
      elements[13] = Value(flags.isDevelopment)
      elements[16] = Value(flags.pathIsSafe)
      // As in CPython's build without the lock.
      for (index, bit) in [0, 1, 1].enumerated() { elements[bits.count + index] = Value(smallInt: Int64(bit)) }
    }
  }

  private static func floatInfo(_ context: Context) throws(Raised) -> Value {
    let value = try sequence(context, .floatInfo, [0, 1024, 308, 0, -1021, -307, 15, 53, 0, 2, 1])
    for (index, number) in [
      (0, Double.greatestFiniteMagnitude), (3, Double.leastNormalMagnitude), (8, Double.ulpOfOne),
    ] { store(try PythonFloat.make(context, number), to: Tuple(value).elements + index) }
    return value
  }

  /// `sys._jit`: whether there is a compiler of hot code.
  private static let compilation = ModuleDeclaration(
    "sys._jit", "What is known of the compiler of hot code.",
    functions: [
      .none("is_available") { _ in .false }, .none("is_enabled") { _ in .false }, .none("is_active") { _ in .false },
    ])

  /// As Debian names the machine, by which the library finds what it knows of it.
  private static var multiarch: StaticString {
    #if arch(arm64)
      "aarch64-linux-gnu"
    #else
      "x86_64-linux-gnu"
    #endif
  }

  private static func implementation(_ context: Context, _ version: Value) throws(Raised) -> Value {
    let namespace = try Instance.make(
      context, Interpreter(of: context).type(shape: BuiltinShape.simpleNamespace)).value
    let rows: [(StaticString, Value)] = [
      ("name", try Text.make(context, "taipan" as StaticString).value),
      ("cache_tag", try Text.make(context, "taipan-314" as StaticString).value), ("version", version),
      ("hexversion", Value(smallInt: hexadecimalVersion)), ("supports_isolated_interpreters", .true),
      ("_multiarch", try Text.make(context, multiarch).value),
    ]
    for (name, value) in rows {
      try context.setAttribute(namespace, Text.interned(context, Text.make(context, name)).value, value)
    }
    return namespace
  }

  static func list(_ context: Context, _ strings: [String]) throws(Raised) -> Value {
    let list = try List.make(context)
    for string in strings { try list.append(context, Text.make(context, string).value) }
    return list.value
  }

  /// Texts of bytes; those that are no UTF-8 become surrogates.
  private static func list(_ context: Context, _ strings: [[UInt8]]) throws(Raised) -> Value {
    let list = try List.make(context)
    let errors = try Text.make(context, "surrogateescape" as StaticString)
    for string in strings {
      let bytes = try Bytes.make(context, string)
      try list.append(context, Encoding.utf8.decode(context, bytes.value, bytes.units, errors).text.value)
    }
    return list.value
  }

  private static func moduleNames(_ context: Context) throws(Raised) -> Value {
    let names = try List.make(context)
    for declaration in ModuleDeclaration.builtin + context.interpreter.pointee.settings.modules {
      try names.append(context, Text.make(context, declaration.name).value)
    }
    try names.append(context, context.name(.builtins))
    try names.sort(context)
    return try Tuple.make(context, copying: names.storageElements, count: names.count).value
  }

  private static func text(_ context: Context, _ text: String?) throws(Raised) -> Value {
    try text.map { (text) throws(Raised) in try Text.make(context, text).value } ?? .none
  }

  private static func libraryNameSet(_ context: Context) throws(Raised) -> Value {
    let names = try Set.make(context, isFrozen: true)
    for name in libraryNames { _ = try names.add(context, Text.interned(context, Text.make(context, name)).value) }
    return names.value
  }

  // MARK: Filling

  private static func fill(_ context: Context, _ module: ModuleBuilder) throws(Raised) {
    let state = context.interpreter
    state.pointee.system = module.module.value
    let settings = state.pointee.settings
    let version = try version(context)
    let path = List(state.pointee.searchPath)
    for folder in settings.searchPath { try path.append(context, Text.make(context, folder).value) }
    try module.set(context, "modules", state.pointee.modules)
    try module.set(context, "path", path.value)
    try module.set(context, "argv", list(context, settings.arguments))
    try module.set(context, "orig_argv", list(context, settings.originalArguments))
    try module.set(context, "warnoptions", list(context, settings.warningOptions))
    try module.set(context, "_xoptions", implementationOptions(context, settings.implementationOptions))
    for name in ["meta_path", "path_hooks"] as [StaticString] { try module.set(context, name, List.make(context).value) }
    try module.set(context, "path_importer_cache", Dict.make(context).value)
    try module.set(context, "builtin_module_names", moduleNames(context))

    try module.set(context, "version_info", version)
    try module.set(context, "version", "3.14.\(micro) (main) [Taipan]")
    try module.set(context, "hexversion", Value(smallInt: hexadecimalVersion))
    try module.set(context, "api_version", Value(smallInt: 1013))
    try module.set(context, "implementation", implementation(context, version))
    try module.set(context, "copyright", "Taipan: see its LICENSE.")
    try module.set(context, "platform", "linux")
    try module.set(context, "byteorder", "little")
    try module.set(context, "float_repr_style", "short")
    try module.set(context, "platlibdir", "lib")
    try module.set(context, "abiflags", "")
    try module.set(context, "maxsize", PythonInt.make(context, Int64.max))
    try module.set(context, "maxunicode", Value(smallInt: 0x10ffff))
    try module.set(context, "dont_write_bytecode", Value(settings.flags.writesNoBytecode))
    try module.set(context, "pycache_prefix", text(context, settings.bytecodePrefix))
    try module.set(context, "_stdlib_dir", text(context, settings.libraryFolder))
    try module.set(context, "_framework", "")
    try module.set(context, "_git", Tuple.make(
      context, Text.make(context, "Taipan" as StaticString).value, Text.empty(context).value, Text.empty(context).value).value)
    try module.set(context, "stdlib_module_names", libraryNameSet(context))
    try module.set(context, "executable", settings.executable)
    try module.set(context, "_base_executable", settings.executable)
    for name in ["prefix", "exec_prefix"] as [StaticString] { try module.set(context, name, settings.prefix) }
    for name in ["base_prefix", "base_exec_prefix"] as [StaticString] { try module.set(context, name, settings.basePrefix) }
    try module.set(context, "flags", flags(context))
    try module.set(context, "_jit", compilation.make(context).value)
    try module.set(context, "monitoring", monitoring.make(context).value)
    try module.set(context, "float_info", floatInfo(context))
    try module.set(context, "int_info", sequence(context, .intInfo, [30, 4, 4300, 640]))
    try module.set(
      context, "hash_info",
      sequence(context, .hashInfo, [64, (1 << 61) - 1, 314_159, 0, 1_000_003, 0, 64, 128, 0], [(5, "siphash13")]))
    try module.set(
      context, "thread_info", sequence(context, .threadInfo, [0, 0, 0], [(0, "pthread"), (1, "semaphore"), (2, "NPTL")]))

    for (index, name) in (["stdin", "stdout", "stderr"] as [StaticString]).enumerated() {
      let file = try context.standardFile(index)
      guard let make = settings.standardStream else {
        try module.set(context, name, file.value)
        continue
      }
      // What was written before comes before.
      try file.flush(context)
      try module.set(context, name, make(context, index))
    }
    for (copy, name) in [
      ("__stdin__", "stdin"), ("__stdout__", "stdout"), ("__stderr__", "stderr"), ("__displayhook__", "displayhook"),
      ("__excepthook__", "excepthook"), ("__unraisablehook__", "unraisablehook"), ("__breakpointhook__", "breakpointhook"),
    ] as [(StaticString, StaticString)] {
      let value = try module.module.dict.value(context, for: Text.make(context, name).value)
      try module.set(context, copy, value)
    }
  }

  private static func implementationOptions(_ context: Context, _ options: [String]) throws(Raised) -> Value {
    let dict = try Dict.make(context)
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? try Text.make(context, String(parts[1])).value : .true
      try dict.set(context, Text.interned(context, Text.make(context, String(parts[0]))).value, to: value)
    }
    return dict.value
  }
}

extension Context {
  /// The module `sys`, made when it is first needed.
  func systemModule() throws(Raised) -> Module {
    let known = interpreter.pointee.system
    return known.isEmpty ? try System.module.make(self) : Module(known)
  }
}
