/// What a code object is called, where it stands and what it takes: everything but its instructions.
public struct CodeHeader: Sendable {
  public var name: Text
  public var qualifiedName: Text
  public var filename: Text
  public var firstLine: Int32
  /// Positional parameters, the positional-only ones included (`co_argcount`).
  public var positionalCount: Int32 = 0
  public var positionalOnlyCount: Int32 = 0
  public var keywordOnlyCount: Int32 = 0
  public var flags: CodeFlags = []
  /// `co_varnames`: the parameters, `*args` and `**kwargs` last, then the other local variables. These are the first
  /// registers.
  public var variableNames: [Text] = []
  /// `co_cellvars`.
  public var cellNames: [Text] = []
  /// The register of each cell: a parameter's own, or one after the variables.
  public var cellRegisters: [Register] = []
  /// `co_freevars`.
  public var freeNames: [Text] = []
  /// Where the function that makes this one finds the cell of each free variable.
  public var captures: [Capture] = []

  public init(name: Text, qualifiedName: Text, filename: Text, firstLine: Int32) {
    (self.name, self.qualifiedName, self.filename) = (name, qualifiedName, filename)
    self.firstLine = firstLine
  }

  /// How many registers the caller fills, `*args` and `**kwargs` included.
  public var parameterCount: Int {
    Int(positionalCount) + Int(keywordOnlyCount) + (flags.contains(.variableArguments) ? 1 : 0)
      + (flags.contains(.variableKeywords) ? 1 : 0)
  }
}

/// Where a cell that a nested function closes over is found in the function around it.
public enum Capture: BitwiseCopyable, Hashable, Sendable {
  case register(Register)
  case free(FreeIndex)
}

/// Instruction words `start ..< end` whose exceptions go to the handler at the word `handler`.
public struct ExceptionRange: BitwiseCopyable, Hashable, Sendable {
  public var start, end, handler: Int32

  public init(start: Int32, end: Int32, handler: Int32) {
    (self.start, self.end, self.handler) = (start, end, handler)
  }
}

/// A compiled function, class body, module or expression: immutable and portable. The runtime makes a Python code
/// object of it.
public final class CodeObject: Sendable {
  public let header: CodeHeader
  /// `co_names`.
  public let names: [Text]
  public let constants: [Constant]
  public let instructions: [InstructionWord]
  public let positions: PositionTable
  /// By `start`, apart from each other: nested `try` statements are flattened, the innermost handler standing for each
  /// word, so that a look-up is one binary search.
  public let exceptionRanges: [ExceptionRange]
  /// The size of the window.
  public let registerCount: Int

  init(
    header: CodeHeader, names: [Text], constants: [Constant], instructions: [InstructionWord],
    positions: PositionTable, exceptionRanges: [ExceptionRange], registerCount: Int
  ) {
    self.header = header
    (self.names, self.constants, self.instructions) = (names, constants, instructions)
    (self.positions, self.exceptionRanges, self.registerCount) = (positions, exceptionRanges, registerCount)
  }

  /// Whether it, or a function or class in it, uses one of these as a global, a built-in or an attribute.
  public func mentions(_ wanted: Set<Text>) -> Bool {
    if names.contains(where: wanted.contains) { return true }
    return constants.contains { constant in
      if case .code(let inner) = constant { inner.mentions(wanted) } else { false }
    }
  }

  /// The same code under another header, whose variables, parameters and captures are the same.
  public func replacing(_ header: CodeHeader) -> CodeObject {
    CodeObject(
      header: header, names: names, constants: constants, instructions: instructions, positions: positions,
      exceptionRanges: exceptionRanges, registerCount: registerCount)
  }

  /// The same code under another header, with other code objects among its constants.
  public func replacing(_ header: CodeHeader, constants: [Constant]) -> CodeObject {
    CodeObject(
      header: header, names: names, constants: constants, instructions: instructions, positions: positions,
      exceptionRanges: exceptionRanges, registerCount: registerCount)
  }

  /// The handler of exceptions that the instruction at a word raises.
  public func handler(at word: Int) -> Int? {
    var (low, high) = (0, exceptionRanges.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(exceptionRanges[middle].end) <= word { low = middle + 1 } else { high = middle }
    }
    guard low < exceptionRanges.count, Int(exceptionRanges[low].start) <= word else { return nil }
    return Int(exceptionRanges[low].handler)
  }
}
