import CRuntime

/// What a program is started with: the command line's options and arguments, as `sys` shows them.
public struct ProgramSettings: Sendable {
  /// `sys.argv`, `sys.orig_argv`, as the system has them: bytes that should be UTF-8.
  public var arguments: [[UInt8]] = [[]]
  public var originalArguments: [[UInt8]] = []
  public var executable = ""
  /// `sys.path` to begin with, and what comes before it once `site` is imported: where the program is.
  public var searchPath: [String] = []
  public var programFolder: String?
  /// `sys.prefix`, `sys.base_prefix`, and where the library is that was borrowed.
  public var prefix = "/usr"
  public var basePrefix = "/usr"
  public var libraryFolder: String?
  /// `-X importtime`: 1 shows how long imports take, 2 also those of modules that are there already.
  public var importTimes = 0
  /// `sys.pycache_prefix`.
  public var bytecodePrefix: String?
  /// Modules written in Swift, beside the runtime's own.
  public var modules: [ModuleDeclaration] = []
  /// What makes `ast` objects of syntax trees, and the other way round, for `compile`.
  public var syntaxObjects: SyntaxObjects?
  /// Makes the standard input (0), output (1) or error (2) as `sys` shows them. Until a program imports that, the
  /// runtime's own files stand for them.
  public var standardStream: (@Sendable (Context, Int) throws(Raised) -> Value)?
  /// Runs what a program has set for the signals that came. Without it, any of them raises KeyboardInterrupt.
  public var handleSignals: (@Sendable (Context) throws(Raised) -> Void)?

  /// 1 for `-O`, 2 for `-OO`.
  public var optimization: UInt8 = 0
  public var flags = ProgramFlags()
  /// `-x`: the program begins with its second line.
  public var skipsFirstLine = false
  /// `sys.get_int_max_str_digits()` to begin with.
  public var digitLimit: Int64 = 4300
  /// What `os.cpu_count()` is to say; −1 for what the machine has.
  public var processorCount = -1
  /// `PYTHONIOENCODING`: the encoding of the standard files and, after a colon, the error handler.
  public var streamEncoding: String?
  /// The filters of `-W` and all that stands for one, and the arguments of `-X`.
  public var warningOptions: [String] = []
  public var implementationOptions: [String] = []

  /// What compiles hot code; nil where everything is interpreted.
  public var compiler: CodeCompiler?

  public init() {}
}

/// `sys.flags`, those that options set.
public struct ProgramFlags: Sendable {
  public var debug = 0
  public var inspect = 0
  public var interactive = 0
  public var writesNoBytecode = false
  public var hasNoUserSite = false
  public var hasNoSite = false
  public var ignoresEnvironment = false
  public var verbose = 0
  public var bytesWarning = 0
  public var isQuiet = false
  public var hashesAreRandom = true
  public var isIsolated = false
  public var isDevelopment = false
  public var pathIsSafe = false
  public var usesUTF8 = false
  public var warnsOfDefaultEncoding = false
  /// `-X no_debug_ranges`: positions in the source are lines.
  public var hidesColumns = false
  /// `-u`: the standard output is written at once.
  public var isUnbuffered = false

  public init() {}
}

extension Context {
  /// What the program was started with.
  public var programSettings: ProgramSettings { interpreter.pointee.settings }
}
