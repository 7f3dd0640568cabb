import Runtime

/// The numbers of the types that these modules bring: any below 100, as long as each is used once; those of modules that
/// work on objects alone are in `NativeTypes+Data.swift`.
extension NativeType {
  // _ast, _tokenize
  static var syntaxNode: NativeType { NativeType(90) }

  static var tokenIterator: NativeType { NativeType(91) }

  static var structTime: NativeType { NativeType(40) }

  // _sre
  static var pattern: NativeType { NativeType(60) }
  static var match: NativeType { NativeType(61) }
  static var scanner: NativeType { NativeType(62) }
  static var replacementTemplate: NativeType { NativeType(63) }
  // _thread, _queue
  static var threadLock: NativeType { NativeType(50) }
  static var recursiveLock: NativeType { NativeType(51) }
  static var threadLocal: NativeType { NativeType(52) }
  static var threadHandle: NativeType { NativeType(53) }
  static var exceptHookArguments: NativeType { NativeType(54) }
  static var simpleQueue: NativeType { NativeType(55) }
}
