import Runtime

/// The numbers of the types that these modules bring: any below 100, as long as each is used once; those of modules that
/// work on objects alone are in `NativeTypes+Data.swift`.
extension NativeType {
  // _struct
  static var structure: NativeType { NativeType(92) }
  static var structureIterator: NativeType { NativeType(93) }

  // _ast, _tokenize
  static var syntaxNode: NativeType { NativeType(90) }

  static var tokenIterator: NativeType { NativeType(91) }

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

  // time
  static var structTime: NativeType { NativeType(40) }

  // posix
  static var statResult: NativeType { NativeType(41) }
  static var statvfsResult: NativeType { NativeType(42) }
  static var directoryEntry: NativeType { NativeType(43) }
  static var directoryIterator: NativeType { NativeType(44) }
  static var unameResult: NativeType { NativeType(45) }
  static var timesResult: NativeType { NativeType(46) }
  static var terminalSize: NativeType { NativeType(47) }
  static var waitidResult: NativeType { NativeType(48) }

  // _io
  static var streamBase: NativeType { NativeType(70) }
  static var rawBase: NativeType { NativeType(71) }
  static var bufferedBase: NativeType { NativeType(72) }
  static var textBase: NativeType { NativeType(73) }
  static var rawFile: NativeType { NativeType(74) }
  static var bufferedReader: NativeType { NativeType(75) }
  static var bufferedWriter: NativeType { NativeType(76) }
  static var bufferedRandom: NativeType { NativeType(77) }
  static var bufferedPair: NativeType { NativeType(78) }
  static var memoryBytes: NativeType { NativeType(79) }
  static var memoryText: NativeType { NativeType(80) }
  static var textStream: NativeType { NativeType(81) }
  static var newlineDecoder: NativeType { NativeType(82) }

  // select
  static var poll: NativeType { NativeType(83) }
  static var eventPoll: NativeType { NativeType(84) }
}
