import CRuntime
import Runtime

// The native modules of the standard library, a folder each. A module states a `ModuleDeclaration` beside its functions
// and is a line here; its types have numbers in `NativeTypes.swift`.

public enum NativeModules {
  /// All of them, for `ProgramSettings.modules`.
  public static let all: [ModuleDeclaration] = system + data

  /// What asks the system for something, and what the interpreter itself needs.
  private static let system: [ModuleDeclaration] = [
    ErrorNumbers.module,
    SyntaxTrees.module,
    BytecodeModule.module,
    Structures.module,
    TokenIterator.module,
    Codecs.module,
    ThreadModule.module,
    ImportModule.module,
    MarshalModule.module,
    QueueModule.module,
    FileControl.module,
    FileModes.module,
    InputOutputModule.module,
    Locales.module,
    PosixModule.module,
    ChildStarting.module,
    Faults.module,
    Selecting.module,
    Sockets.module,
    Resources.module,
    MemoryMap.module,
    TerminalModule.module,
    Signals.module,
    TimeModule.module,
    RegularExpressions.module,
  ]

  /// For `ProgramSettings.syntaxObjects`.
  public static let syntaxObjects = SyntaxTrees.objects

  /// What works on objects alone.
  private static let data: [ModuleDeclaration] = [
    IterationTools.module,
    AbstractClasses.module,
    TypesModule.module,
    TypesModule.typing,
    Operators.module,
    Collections.module,
    Functions.module,
    ContextVariables.module,
    Warnings.module,
    NameSuggestions.module,
    Heaps.module,
    Bisection.module,
    Mathematics.module,
    Statistics.module,
    RandomNumbers.module,
    FormatStrings.module,
    ExitFunctions.module,
  ] + Digests.modules + Accounts.modules + text

  /// What reads and writes text and numbers.
  private static let text: [ModuleDeclaration] = [
    Arrays.module,
    BinaryText.module,
    ComplexMathematics.module,
    SymbolTables.module,
    UnicodeData.module,
    JsonModule.module,
    SeparatedValues.module,
    Zlib.module,
    Bzip2.module,
    Lzma.module,
  ]

  /// For `ProgramSettings.handleSignals`.
  public static func handleSignals(_ context: Context) throws(Raised) { try Signals.runHandlers(context) }

  /// Has a signal that ends the process show what it was doing: `-X faulthandler`.
  public static func watchFaults(_ context: Context) { Faults.enable(context) }

  /// For `ProgramSettings.standardStream`.
  public static func standardStream(_ context: Context, _ descriptor: Int) throws(Raised) -> Value {
    try StandardStreams.make(context, descriptor)
  }
}
