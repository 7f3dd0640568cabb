import Runtime

/// The numbers of the types of modules that work on objects alone: from 100 up.
extension NativeType {
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

  // _abc, _types
  static var classRegistry: NativeType { NativeType(122) }
  static var capsule: NativeType { NativeType(123) }

  // _operator
  static var attributeGetter: NativeType { NativeType(124) }
  static var itemGetter: NativeType { NativeType(125) }
  static var methodCaller: NativeType { NativeType(126) }

  // _functools
  static var partial: NativeType { NativeType(127) }
  static var placeholder: NativeType { NativeType(128) }
  static var comparisonKey: NativeType { NativeType(129) }
  static var cachedFunction: NativeType { NativeType(130) }
  static var cacheLink: NativeType { NativeType(136) }

  // _collections
  static var deque: NativeType { NativeType(131) }
  static var dequeIterator: NativeType { NativeType(132) }
  static var reverseDequeIterator: NativeType { NativeType(133) }
  static var defaultDict: NativeType { NativeType(134) }
  static var tupleGetter: NativeType { NativeType(135) }
  static var orderedDict: NativeType { NativeType(198) }
  static var orderedKeys: NativeType { NativeType(199) }
  static var orderedValues: NativeType { NativeType(200) }
  static var orderedItems: NativeType { NativeType(201) }
  static var orderedDictIterator: NativeType { NativeType(202) }

  // _contextvars
  static var variableContext: NativeType { NativeType(137) }
  static var contextVariable: NativeType { NativeType(138) }
  static var variableToken: NativeType { NativeType(139) }
  static var missingToken: NativeType { NativeType(140) }

  // _random
  static var randomGenerator: NativeType { NativeType(143) }

  // _md5, _sha1, _sha2
  static var md5: NativeType { NativeType(146) }
  static var sha1: NativeType { NativeType(147) }
  static var sha224: NativeType { NativeType(148) }
  static var sha256: NativeType { NativeType(149) }
  static var sha384: NativeType { NativeType(150) }
  static var sha512: NativeType { NativeType(151) }

  // _sha3, _blake2
  static var sha3_224: NativeType { NativeType(190) }
  static var sha3_256: NativeType { NativeType(191) }
  static var sha3_384: NativeType { NativeType(192) }
  static var sha3_512: NativeType { NativeType(193) }
  static var shake128: NativeType { NativeType(194) }
  static var shake256: NativeType { NativeType(195) }
  static var blake2b: NativeType { NativeType(196) }
  static var blake2s: NativeType { NativeType(197) }

  // _string
  static var formatReader: NativeType { NativeType(144) }
  static var fieldNameReader: NativeType { NativeType(145) }
}

/// What they keep for each interpreter, by numbers of their own.
extension NativeVariable {
  static var placeholder: NativeVariable { NativeVariable(21) }
  static var keywordMark: NativeVariable { NativeVariable(22) }
  static var registrationCount: NativeVariable { NativeVariable(20) }
  static var structures: NativeVariable { NativeVariable(31) }
  static var structureError: NativeVariable { NativeVariable(32) }
  static var syntaxClasses: NativeVariable { NativeVariable(30) }
  static var warningFilters: NativeVariable { NativeVariable(23) }
  static var warnedOnce: NativeVariable { NativeVariable(24) }
  static var warningsContext: NativeVariable { NativeVariable(25) }
  static var warningVersion: NativeVariable { NativeVariable(26) }
  static var warningLock: NativeVariable { NativeVariable(27) }
  static var missingToken: NativeVariable { NativeVariable(28) }
  static var exitFunctions: NativeVariable { NativeVariable(29) }
}
