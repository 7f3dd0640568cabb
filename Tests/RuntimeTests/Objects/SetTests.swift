import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct SetTests {
  private func set(_ context: Context, _ keys: some Sequence<Int>, isFrozen: Bool = false) -> Set {
    let set = try! Set.make(context, isFrozen: isFrozen)
    for key in keys { try! set.add(context, int(key)) }
    return set
  }

  // MARK: Order

  /// Digests printed by `Tools/runtime/set_orders.py` under CPython 3.14: what sets of ints are iterated like after
  /// random operations.
  @Test(arguments: [
    (1, 11_248_181_069_364_391_593), (2, 13_644_582_801_187_774_904), (3, 7_925_225_557_843_395_786),
    (4, 14_042_648_329_257_323_708), (5, 16_604_323_109_896_606_887),
  ] as [(Int, UInt64)])
  func ordersIntsAsCPython(seed: Int, digest: UInt64) {
    withObjects { context in #expect(runOperations(context, seed, int) == digest) }
  }

  /// The same for text, with `PYTHONHASHSEED=0`.
  @Test(arguments: [
    (1, 3_528_504_773_184_975_958), (2, 6_923_333_954_800_733_589), (3, 8_174_702_750_493_662_709),
    (4, 7_480_497_557_482_619_091), (5, 3_262_488_577_650_720_137),
  ] as [(Int, UInt64)])
  func ordersTextAsCPython(seed: Int, digest: UInt64) {
    withObjects { context in #expect(runOperations(context, seed) { text(context, "\($0)") } == digest) }
  }

  private func runOperations(_ context: Context, _ seed: Int, _ element: (Int) -> Value) -> UInt64 {
    var random = Random(seed: UInt64(seed))
    let sets = try! List.make(context)
    for _ in 0..<4 { try! sets.append(context, try! Set.make(context).value) }
    var digest: UInt64 = 14_695_981_039_346_656_037
    func mix(_ hash: Int64) { digest = (digest ^ UInt64(bitPattern: hash)) &* 1_099_511_628_211 }
    func mix(_ set: Set) {
      var position = 0
      while case let key = set.next(&position), !key.isEmpty { mix(try! context.hash(key)) }
    }
    for _ in 0..<4000 {
      let operation = random.next() % 20
      let (i, j, k) = (Int(random.next() % 4), Int(random.next() % 4), Int(random.next() % 4))
      let spread = [10, 100, 1000, 1 << 30][Int(random.next() % 4)]
      let key = element(Int(random.next()) % spread)
      let (a, b) = (Set(sets.element(i)), Set(sets.element(j)))
      func put(_ set: Set) { _ = try! sets.setElement(context, k, set.value) }
      switch operation {
      case 0..<4: try! a.add(context, key)
      case 4: for n in 0..<Int(random.next() % 60) { try! a.add(context, element(n * spread)) }
      case 5: try! a.discard(context, key)
      case 6: for n in 0..<Int(random.next() % 60) { try! a.discard(context, element(n * spread)) }
      case 7: put(try! a.union(context, b))
      case 8: try! a.merge(context, b)
      case 9: put(try! a.intersection(context, b))
      case 10: try! a.intersect(context, b)
      case 11: put(try! a.difference(context, b))
      case 12: try! a.subtract(context, b)
      case 13: put(try! a.symmetricDifference(context, b))
      case 14: try! a.formSymmetricDifference(context, b)
      case 15: put(try! a.copy(context))
      case 16: if a.count > 0 { mix(try! context.hash(a.pop(context))) }
      case 17:
        let dict = try! Dict.make(context)
        for n in 0..<Int(random.next() % 20) { try! dict.set(context, element(n), to: .none) }
        try! a.merge(context, keysOf: dict)
      case 18:
        mix(try! a.copy(context, isFrozen: true).hash)
        mix(try! a.isSubset(context, of: b) ? 1 : 0)
        mix(try! a.isDisjoint(context, with: b) ? 1 : 0)
        mix(try! a.isEqual(context, to: b) ? 1 : 0)
      default: if random.next() % 4 == 0 { a.clear(context) }
      }
      mix(Set(sets.element(i)))
      mix(Set(sets.element(k)))
      if a.count > 5000 { a.clear(context) }
    }
    return digest
  }

  // MARK: Elements

  @Test(arguments: [false, true]) func holdsWhatWasAdded(isStressed: Bool) {
    withObjects(isStressed: isStressed) { context in
      let set = set(context, 0..<3000)
      for key in stride(from: 0, to: 3000, by: 2) { try! set.discard(context, int(key)) }
      #expect(set.count == 1500)
      for key in 0..<3000 { #expect(try! set.contains(context, int(key)) == (key % 2 == 1)) }
    }
  }

  @Test func hashesOfFrozenSetsAreCPythons() {
    withObjects { context in
      #expect(set(context, [], isFrozen: true).hash == 133_146_708_735_736)
      #expect(set(context, [1, 2, 3], isFrozen: true).hash == -272_375_401_224_217_160)
    }
  }

  @Test func searchingASetThatChangesMeanwhile() {
    withObjects(isStressed: true) { context in
      let set = try! Set.make(context)
      for _ in 0..<4 { try! set.add(context, instance(context, hash: 1)) }
      var calls = 0
      instanceEquality = { (context, _, _) throws(Raised) in
        calls += 1
        if calls < 20 { try set.add(context, int(calls + 100)) }
        return false
      }
      defer { instanceEquality = nil }
      #expect(try! set.add(context, instance(context, hash: 1)))
      #expect(set.count == 5 + 19)
    }
  }

  @Test func iterationNoticesChanges() {
    withObjects { context in
      let set = set(context, 0..<3)
      let iterator = try! Iterator.make(context, over: set)
      #expect(try! iterator.next(context) == int(0))
      try! set.add(context, int(7))
      #expect(
        raised(context) { () throws(Raised) in _ = try iterator.next(context) }
          == "runtimeError: Set changed size during iteration")
    }
  }
}
