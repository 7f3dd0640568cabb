import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct SortTests {
  @Test(arguments: [0, 1, 2, 3, 31, 64, 65, 100, 1000, 20_000]) func sortsInts(count: Int) {
    withObjects { context in
      var random = Random(seed: UInt64(count))
      for shape in Shape.allCases {
        let numbers = shape.numbers(count, &random)
        let list = list(context, numbers)
        try! list.sort(context)
        #expect(list.numbers == numbers.sorted())
        try! list.sort(context, isReversed: true)
        #expect(list.numbers == numbers.sorted(by: >))
      }
    }
  }

  @Test func sortsFloatsAndText() {
    withObjects { context in
      var random = Random(seed: 3)
      let numbers = (0..<5000).map { _ in Double(Int64(bitPattern: random.next()) >> 20) / 1000 }
      let floats = try! List.make(context)
      for number in numbers { try! floats.append(context, float(number)) }
      try! floats.sort(context)
      #expect((0..<5000).map { floats.element($0).inlineFloat } == numbers.sorted())

      let words = (0..<5000).map { _ in String(random.next() % 3000, radix: 7 + Int(random.next() % 20)) + "prefix" }
      let texts = try! List.make(context)
      for word in words { try! texts.append(context, text(context, word)) }
      try! texts.sort(context)
      let sorted = words.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      #expect((0..<5000).map { string(texts.element($0)) } == sorted)
    }
  }

  @Test(arguments: [false, true]) func isStableByKeys(isReversed: Bool) {
    withObjects(isStressed: true) { context in
      var random = Random(seed: 5)
      let numbers = (0..<2000).map { _ in Int(random.next() % 1_000_000) }
      let list = list(context, numbers)
      instanceCall = { (_, value) throws(Raised) in Value(smallInt: value.smallInt % 10) }
      defer { instanceCall = nil }
      try! list.sort(context, isReversed: isReversed, key: instance(context, hash: 0))
      let pairs = numbers.enumerated().sorted {
        let (left, right) = ($0.element % 10, $1.element % 10)
        return left == right ? $0.offset < $1.offset : isReversed ? left > right : left < right
      }
      #expect(list.numbers == pairs.map(\.element))
    }
  }

  @Test func keepsAllElementsWhenAComparisonRaises() {
    withObjects(isStressed: true) { context in
      for limit in [5, 50, 700] {
        let list = try! List.make(context)
        for index in 0..<600 {
          let number = int(index * 7919 % 601)
          try! list.append(context, index % 3 == 0 ? instance(context, hash: index) : number)
        }
        var calls = 0
        instanceEquality = { (context, left, right) throws(Raised) in
          calls += 1
          if calls == limit { throw context.raise(.typeError, "no order") }
          return left.bits < right.bits
        }
        defer { instanceEquality = nil }
        let before = (0..<600).map { list.element($0).bits }
        #expect(raised(context) { () throws(Raised) in try list.sort(context) } == "typeError: no order")
        #expect((0..<600).map { list.element($0).bits }.sorted() == before.sorted())
      }
    }
  }

  @Test func isEmptyMeanwhileAndNoticesChanges() {
    withObjects { context in
      let list = list(context, [3, 1, 2])
      var sizes: [Int] = []
      instanceCall = { (context, value) throws(Raised) in
        sizes.append(list.count)
        return value
      }
      try! list.sort(context, key: instance(context, hash: 0))
      #expect(sizes == [0, 0, 0])
      instanceCall = { (context, value) throws(Raised) in
        try list.append(context, value)
        _ = try list.pop(context)
        return value
      }
      defer { instanceCall = nil }
      #expect(
        raised(context) { () throws(Raised) in try list.sort(context, key: instance(context, hash: 0)) }
          == "valueError: list modified during sort")
      #expect(list.numbers == [1, 2, 3])
    }
  }

  /// What a row may look like before it is sorted.
  private enum Shape: CaseIterable {
    case random, ascending, descending, fewValues, sawTooth, almostSorted

    func numbers(_ count: Int, _ random: inout Random) -> [Int] {
      switch self {
      case .random: (0..<count).map { _ in Int(truncatingIfNeeded: random.next()) >> 2 }
      case .ascending: Array(0..<count)
      case .descending: Array((0..<count).reversed())
      case .fewValues: (0..<count).map { _ in Int(random.next() % 4) }
      case .sawTooth: (0..<count).map { $0 % 137 }
      case .almostSorted: (0..<count).map { $0 % 50 == 7 ? count - $0 : $0 }
      }
    }
  }
}

/// Knuth's linear congruence, upper bits first: the same numbers as `Tools/runtime/set_orders.py` draws.
struct Random {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
