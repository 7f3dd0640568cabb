import Runtime

// The native modules of the standard library, a folder each. A module states a `ModuleDeclaration` beside its functions
// and is a line here; its types have numbers in `NativeTypes.swift`.

public enum NativeModules {
  /// All of them, for `ProgramSettings.modules`.
  public static let all: [ModuleDeclaration] = [
    ErrorNumbers.module,
    SyntaxTrees.module,
    BytecodeModule.module,
    TokenIterator.module,
    IterationTools.module,
    Codecs.module,
    ThreadModule.module,
    QueueModule.module,
    TimeModule.module,
  ]

  /// For `ProgramSettings.syntaxObjects`.
  public static let syntaxObjects = SyntaxTrees.objects
}
