import CRuntime

/// What a program is started with: the command line's options and arguments, as `sys` shows them.
public struct ProgramSettings: Sendable {
  /// `sys.argv`, `sys.orig_argv`.
  public var arguments: [String] = [""]
  public var originalArguments: [String] = []
  public var executable = ""
  /// `sys.path` to begin with.
  public var searchPath: [String] = []
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
  /// The arguments of `-W` and `-X`.
  public var warningOptions: [String] = []
  public var implementationOptions: [String] = []

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
  /// `-u`: the standard output is written at once.
  public var isUnbuffered = false

  public init() {}
}
