/// CPython's `co_flags`: the same bits, the same meaning.
public struct CodeFlags: OptionSet, BitwiseCopyable, Hashable, Sendable {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  @inlinable public static var optimized: CodeFlags { CodeFlags(rawValue: 0x1) }
  @inlinable public static var newLocals: CodeFlags { CodeFlags(rawValue: 0x2) }
  /// Takes `*args`.
  @inlinable public static var variableArguments: CodeFlags { CodeFlags(rawValue: 0x4) }
  /// Takes `**kwargs`.
  @inlinable public static var variableKeywords: CodeFlags { CodeFlags(rawValue: 0x8) }
  @inlinable public static var nested: CodeFlags { CodeFlags(rawValue: 0x10) }
  @inlinable public static var generator: CodeFlags { CodeFlags(rawValue: 0x20) }
  @inlinable public static var coroutine: CodeFlags { CodeFlags(rawValue: 0x80) }
  @inlinable public static var iterableCoroutine: CodeFlags { CodeFlags(rawValue: 0x100) }
  @inlinable public static var asyncGenerator: CodeFlags { CodeFlags(rawValue: 0x200) }
  @inlinable public static var futureDivision: CodeFlags { CodeFlags(rawValue: 0x20000) }
  @inlinable public static var futureAbsoluteImport: CodeFlags { CodeFlags(rawValue: 0x40000) }
  @inlinable public static var futureWithStatement: CodeFlags { CodeFlags(rawValue: 0x80000) }
  @inlinable public static var futurePrintFunction: CodeFlags { CodeFlags(rawValue: 0x100000) }
  @inlinable public static var futureUnicodeLiterals: CodeFlags { CodeFlags(rawValue: 0x200000) }
  @inlinable public static var futureBarryAsBDFL: CodeFlags { CodeFlags(rawValue: 0x400000) }
  @inlinable public static var futureGeneratorStop: CodeFlags { CodeFlags(rawValue: 0x800000) }
  @inlinable public static var futureAnnotations: CodeFlags { CodeFlags(rawValue: 0x1000000) }
  /// The first constant is the docstring.
  @inlinable public static var hasDocstring: CodeFlags { CodeFlags(rawValue: 0x4000000) }
  /// Defined in a class body.
  @inlinable public static var method: CodeFlags { CodeFlags(rawValue: 0x8000000) }

  /// Any kind of function whose frame outlives a call.
  @inlinable public static var suspends: CodeFlags { [.generator, .coroutine, .iterableCoroutine, .asyncGenerator] }
}
