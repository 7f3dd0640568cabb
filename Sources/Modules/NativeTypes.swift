import Runtime

/// The numbers of the types that these modules bring: any, as long as each is used once.
extension NativeType {
  static var syntaxNode: NativeType { NativeType(90) }

  static var tokenIterator: NativeType { NativeType(91) }

  // itertools
  static var count: NativeType { NativeType(100) }
  static var cycle: NativeType { NativeType(101) }
  static var repetition: NativeType { NativeType(102) }
  static var compress: NativeType { NativeType(103) }
  static var dropWhile: NativeType { NativeType(104) }
  static var takeWhile: NativeType { NativeType(105) }
  static var filterFalse: NativeType { NativeType(106) }
  static var slice: NativeType { NativeType(107) }
  static var accumulate: NativeType { NativeType(108) }
  static var chain: NativeType { NativeType(109) }
  static var starMap: NativeType { NativeType(110) }
  static var pairwise: NativeType { NativeType(111) }
  static var zipLongest: NativeType { NativeType(112) }
  static var groupBy: NativeType { NativeType(113) }
  static var grouper: NativeType { NativeType(114) }
  static var batched: NativeType { NativeType(115) }
  static var product: NativeType { NativeType(116) }
  static var permutations: NativeType { NativeType(117) }
  static var combinations: NativeType { NativeType(118) }
  static var combinationsWithReplacement: NativeType { NativeType(119) }
  static var tee: NativeType { NativeType(120) }
  static var teeSegment: NativeType { NativeType(121) }
  static var structTime: NativeType { NativeType(40) }
  // _thread, _queue
  static var threadLock: NativeType { NativeType(60) }
  static var recursiveLock: NativeType { NativeType(61) }
  static var threadLocal: NativeType { NativeType(62) }
  static var threadHandle: NativeType { NativeType(63) }
  static var exceptHookArguments: NativeType { NativeType(64) }
  static var simpleQueue: NativeType { NativeType(65) }
}
