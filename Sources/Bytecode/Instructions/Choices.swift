// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

/// What a replacement field does to its value before formatting it: nothing, `!s`, `!r`, `!a`.
public enum FormatConversion: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case none, str, repr, ascii
}

/// What `setFunctionAttribute` sets: `__defaults__`, `__kwdefaults__`, `__annotate__`, `__type_params__`.
public enum FunctionAttribute: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case defaults, keywordDefaults, annotate, typeParameters
}

/// `T`, `T: bound`, `T: (constraints)`, `**P`, `*Ts`.
public enum TypeParameterKind: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case variable, variableWithBound, variableWithConstraints, parameterSpecification, variableTuple
}

/// `__enter__`, `__exit__`, `__aenter__`, `__aexit__`.
public enum SpecialMethod: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case enter, exit, asyncEnter, asyncExit
}

/// What gave the object that is awaited; words the TypeError when it cannot be.
public enum AwaitSource: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case expression, asyncEnter, asyncExit
}

/// What `assert` raises, and an annotation asked for in a format that it does not know; functions whose calls with a
/// generator expression are loops.
public enum CommonBuiltin: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case assertionError, notImplementedError, all, any
}

/// The enums that operands of the role `choice` choose from.
public enum Choice: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case formatConversion, functionAttribute, typeParameterKind, specialMethod, awaitSource, commonBuiltin

  /// How many there are to choose from.
  public var count: UInt8 {
    switch self {
    case .formatConversion: 4
    case .functionAttribute: 4
    case .typeParameterKind: 5
    case .specialMethod: 4
    case .awaitSource: 3
    case .commonBuiltin: 4
    }
  }

  /// The name of a choice, for listings.
  public func name(of value: UInt8) -> StaticString {
    switch (self, value) {
    case (.formatConversion, 0): "none"
    case (.formatConversion, 1): "str"
    case (.formatConversion, 2): "repr"
    case (.formatConversion, 3): "ascii"
    case (.functionAttribute, 0): "defaults"
    case (.functionAttribute, 1): "keywordDefaults"
    case (.functionAttribute, 2): "annotate"
    case (.functionAttribute, 3): "typeParameters"
    case (.typeParameterKind, 0): "variable"
    case (.typeParameterKind, 1): "variableWithBound"
    case (.typeParameterKind, 2): "variableWithConstraints"
    case (.typeParameterKind, 3): "parameterSpecification"
    case (.typeParameterKind, 4): "variableTuple"
    case (.specialMethod, 0): "enter"
    case (.specialMethod, 1): "exit"
    case (.specialMethod, 2): "asyncEnter"
    case (.specialMethod, 3): "asyncExit"
    case (.awaitSource, 0): "expression"
    case (.awaitSource, 1): "asyncEnter"
    case (.awaitSource, 2): "asyncExit"
    case (.commonBuiltin, 0): "assertionError"
    case (.commonBuiltin, 1): "notImplementedError"
    case (.commonBuiltin, 2): "all"
    case (.commonBuiltin, 3): "any"
    default: "?"
    }
  }
}
