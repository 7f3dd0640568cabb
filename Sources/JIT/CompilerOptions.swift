/// How a program is compiled: `-X jit=…`.
public enum CompilationMode: Equatable, Sendable, CustomStringConvertible {
  case off
  /// What is hot, beside the program, which goes on meanwhile.
  case on
  /// Everything at its first call, for which the program waits.
  case eager
  /// What has been called so often, for which the program waits.
  case threshold(UInt32)

  /// The mode that an option names; nil where none is called so.
  public init?(_ text: String) {
    switch text {
    case "off", "0": self = .off
    case "on", "1": self = .on
    case "eager": self = .eager
    default:
      guard text.hasPrefix("threshold:"), let count = UInt32(text.dropFirst(10)), count > 0 else { return nil }
      self = .threshold(count)
    }
  }

  public var description: String {
    switch self {
    case .off: "off"
    case .on: "on"
    case .eager: "eager"
    case .threshold(let count): "threshold:\(count)"
    }
  }
}

/// What is reported of compilations: `-X jit-log` one line for each, `-X jit-log=graphs` the graphs,
/// `-X jit-log=modules` what LLVM got and made of them.
public enum CompilationLog: Sendable {
  case none, lines, graphs, modules
}

/// What may be asked of the compiler beside its mode.
public struct CompilerOptions: Sendable {
  /// Whether somebody wants the compiler, and is to be told where there is none.
  public var isAskedFor = true
  /// What is reported on the standard error.
  public var log = CompilationLog.none
  /// The most memory that machine code takes, in bytes: `-X jit-memory=MB`.
  public var memoryLimit = 64 << 20
  /// Where machine code is kept for later runs: `-X jit-cache=DIRECTORY`. With `exitInterval` nothing is.
  public var cacheDirectory: String?
  /// Whether `perf` is told of machine code: `-X perf`.
  public var writesPerfMap = false
  /// Has every so many-th guard fail that machine code comes to, as a test of exits: `-X jit-exit=N`.
  public var exitInterval: UInt64?

  public init() {}
}
