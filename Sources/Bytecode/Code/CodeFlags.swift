/// CPython's `co_flags`: the same bits, the same meaning.
public struct CodeFlags: OptionSet, BitwiseCopyable, Hashable, Sendable {
  public var rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let optimized = CodeFlags(rawValue: 0x1)
  public static let newLocals = CodeFlags(rawValue: 0x2)
  /// Takes `*args`.
  public static let variableArguments = CodeFlags(rawValue: 0x4)
  /// Takes `**kwargs`.
  public static let variableKeywords = CodeFlags(rawValue: 0x8)
  public static let nested = CodeFlags(rawValue: 0x10)
  public static let generator = CodeFlags(rawValue: 0x20)
  public static let coroutine = CodeFlags(rawValue: 0x80)
  public static let iterableCoroutine = CodeFlags(rawValue: 0x100)
  public static let asyncGenerator = CodeFlags(rawValue: 0x200)
  public static let futureDivision = CodeFlags(rawValue: 0x20000)
  public static let futureAbsoluteImport = CodeFlags(rawValue: 0x40000)
  public static let futureWithStatement = CodeFlags(rawValue: 0x80000)
  public static let futurePrintFunction = CodeFlags(rawValue: 0x100000)
  public static let futureUnicodeLiterals = CodeFlags(rawValue: 0x200000)
  public static let futureBarryAsBDFL = CodeFlags(rawValue: 0x400000)
  public static let futureGeneratorStop = CodeFlags(rawValue: 0x800000)
  public static let futureAnnotations = CodeFlags(rawValue: 0x1000000)
  /// The first constant is the docstring.
  public static let hasDocstring = CodeFlags(rawValue: 0x4000000)
  /// Defined in a class body.
  public static let method = CodeFlags(rawValue: 0x8000000)

  /// Any kind of function whose frame outlives a call.
  public static let suspends: CodeFlags = [.generator, .coroutine, .iterableCoroutine, .asyncGenerator]
}
