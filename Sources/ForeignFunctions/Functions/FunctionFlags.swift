/// `_flags_` of function types.
struct FunctionFlags: OptionSet, BitwiseCopyable {
  let rawValue: UInt8
  static let cDeclaration = FunctionFlags(rawValue: 1)
  /// The function is the interpreter's own: it runs no foreign code, and may raise.
  static let pythonAPI = FunctionFlags(rawValue: 4)
  static let usesErrno = FunctionFlags(rawValue: 8)
  static let usesLastError = FunctionFlags(rawValue: 16)
}
