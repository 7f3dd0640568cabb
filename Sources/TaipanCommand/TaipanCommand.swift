import CRuntime
import ForeignFunctions
import Glibc
import JIT
import Modules
import Runtime

// taipan [OPTION …] [-c COMMAND | -m MODULE | FILE | bench | -] [ARGUMENT …]

@main
struct TaipanCommand {
  /// Bytes of the program's native stack: twice what a program has under CPython, and little enough for endless
  /// recursion through native code to end soon. Untouched pages cost nothing.
  private static var stackSize: Int { 16 << 20 }

  /// Does what the process's arguments say, on a thread whose native stack is reserved large: deep recursion ends in
  /// RecursionError long before it is used up.
  static func main() {
    let body: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> Void = { _ in TaipanCommand.runProcess() }
    _ = host_run_on_stack(stackSize, body, nil)
    exit(1)
  }

  /// Ends the process, too: in a child of `fork` there is no other thread to do it.
  private static func runProcess() {
    switch run(CommandLineOptions(arguments)) {
    case .status(let status): end(status & 0xff)
    case .interrupted:
      host_end_by_interrupt()
      end(130)
    }
  }

  /// The command's words as the system has them.
  private static var arguments: [[UInt8]] {
    (0..<Int(CommandLine.argc)).map { index in
      guard let word = CommandLine.unsafeArgv[index] else { return [] }
      return Array(UnsafeRawBufferPointer(start: word, count: strlen(word)))
    }
  }

  /// Ends the process at once: other threads may be at work, LLVM's among them, with data that the C library's own way
  /// would take down under them.
  private static func end(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }

  private static func run(_ options: CommandLineOptions) -> ProgramEnd {
    switch options.action {
    case .fail(let reason):
      write(2, reason + usage(options) + "Try `python -h' for more information.\n")
      return .status(2)
    case .failFatally(let reason):
      write(2, reason)
      return .status(1)
    case .showHelp:
      write(1, usage(options) + help)
      return .status(0)
    case .showVersion(let isLong):
      write(1, isLong ? "Python 3.14.0 (Taipan)\n" : "Python 3.14.0\n")
      return .status(0)
    case .run(let program): return run(program, options)
    }
  }

  private static func run(_ program: MainProgram, _ options: CommandLineOptions) -> ProgramEnd {
    guard let hashKey = options.hashKey() else {
      write(
        2, "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n")
      return .status(1)
    }
    var start = InterpreterOptions()
    start.settings = options.settings
    start.settings.modules = NativeModules.all + [ForeignFunctions.module] + CompilerModule.modules
    start.settings.syntaxObjects = NativeModules.syntaxObjects
    start.settings.handleSignals = { (context) throws(Raised) in try NativeModules.handleSignals(context) }
    start.settings.standardStream = NativeModules.standardStream
    start.hashKey = hashKey
    if let setting = host_environment("TAIPAN_GC") {
      guard let heap = HeapOptions(setting: String(cString: setting)) else {
        write(2, "taipan: TAIPAN_GC must be stress or stress:N, either with ,verify\n")
        return .status(2)
      }
      start.heap = heap
    }
    guard let context = Interpreter.start(start) else {
      write(2, "taipan: not enough memory\n")
      return .status(1)
    }
    host_ignore_broken_pipes()
    context.watchInterrupt()
    if options.watchesFaults { NativeModules.watchFaults(context) }
    return context.runMain(program)
  }

  private static func write(_ descriptor: Int32, _ text: String) {
    var text = text
    text.withUTF8 { _ = host_write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func usage(_ options: CommandLineOptions) -> String {
    "usage: \(options.settings.executable) [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
  }

  private static let help = """
    -c cmd     run a command; the last option
    -m mod     run a module as a script; the last option
    -          read the program from the standard input
    bench      run the benchmark programs (bench --help says how)
    -B         write no files of bytecode
    -E         ignore the environment's PYTHON…
    -I         isolated: -E, -P and -s
    -O, -OO    drop assert statements, and docstrings
    -P         do not search the program's folder for modules
    -q         be quiet at the start
    -s, -S     do not look for the user's or any site's modules
    -u         write the standard output at once
    -V         show the version
    -W arg     a filter for warnings
    -X opt     an option of this implementation

    """
}
