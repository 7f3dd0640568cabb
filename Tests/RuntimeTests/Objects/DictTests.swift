import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct DictTests {
  private func dict(_ context: Context, _ keys: some Sequence<Int>) -> Dict {
    let dict = try! Dict.make(context)
    for key in keys { try! dict.set(context, int(key), to: int(key * 2)) }
    return dict
  }

  /// Random insertions and deletions against a Swift dictionary and an array for the order.
  @Test(arguments: [false, true]) func keepsKeysInOrder(isStressed: Bool) {
    withObjects(isStressed: isStressed) { context in
      let dict = try! Dict.make(context)
      var (model, order, random) = ([Int: Int](), [Int](), Random(seed: 1))
      for step in 0..<6000 {
        let key = Int(random.next() % 800) << Int(random.next() % 3 * 9)
        if random.next() % 3 == 0 {
          let removed = try! dict.remove(context, int(key))
          #expect(removed == (model[key].map(int) ?? .empty))
          if model.removeValue(forKey: key) != nil { order.removeAll { $0 == key } }
        } else {
          try! dict.set(context, int(key), to: int(step))
          if model.updateValue(step, forKey: key) == nil { order.append(key) }
        }
      }
      #expect(dict.pairs == order.map { [$0, model[$0]!] })
      #expect(dict.count == model.count)
      for key in 0..<800 { #expect(try! dict.value(context, for: int(key)) == (model[key].map(int) ?? .empty)) }
    }
  }

  @Test(arguments: [false, true]) func findsText(isStressed: Bool) {
    withObjects(isStressed: isStressed) { context in
      let dict = try! Dict.make(context)
      for index in 0..<1000 { try! dict.set(context, text(context, "key \(index)"), to: int(index)) }
      for index in 0..<1000 {
        #expect(try! dict.value(context, for: text(context, "key \(index)")) == int(index))
        #expect(try! dict.value(context, for: text(context, "no key \(index)")).isEmpty)
      }
      #expect(dict.storage!.isTextOnly)
      try! dict.set(context, int(5), to: .true)
      #expect(!dict.storage!.isTextOnly)
      #expect(try! dict.value(context, for: text(context, "key 7")) == int(7))
      #expect(try! dict.value(context, for: int(5)) == .true)
      #expect(dict.count == 1001)
    }
  }

  @Test func looksUpOtherKeysInADictOfText() {
    withObjects { context in
      let dict = try! Dict.make(context)
      // A hash that a small int holds.
      let name = (0...).lazy.map { text(context, "name\($0)") }.first { Value.fitsSmallInt(try! context.hash($0)) }!
      try! dict.set(context, name, to: int(1))
      let twin = instance(context, hash: Int(try! context.hash(name)))
      instanceEquality = { (_, _, _) throws(Raised) in true }
      defer { instanceEquality = nil }
      #expect(try! dict.value(context, for: twin) == int(1))
    }
  }

  @Test func popsTheLast() {
    withObjects { context in
      let dict = dict(context, 0..<1000)
      for key in (0..<1000).reversed() {
        let last = dict.removeLast(context)!
        #expect(last.key == int(key) && last.value == int(key * 2))
      }
      #expect(dict.removeLast(context) == nil)
      try! dict.set(context, int(1), to: int(2))
      #expect(dict.pairs == [[1, 2]])
    }
  }

  @Test func setDefaultKeepsWhatIsThere() {
    withObjects { context in
      let dict = dict(context, 0..<3)
      #expect(try! dict.setDefault(context, int(1), to: int(9)) == int(2))
      #expect(try! dict.setDefault(context, int(7), to: int(9)) == int(9))
      #expect(dict.pairs == [[0, 0], [1, 2], [2, 4], [7, 9]])
    }
  }

  @Test func copiesAreIndependent() {
    withObjects(isStressed: true) { context in
      let dict = dict(context, 0..<100)
      let dense = try! dict.copy(context)
      for key in stride(from: 0, to: 100, by: 3) { _ = try! dict.remove(context, int(key)) }
      let sparse = try! dict.copy(context)
      #expect(dense.pairs == (0..<100).map { [$0, $0 * 2] })
      #expect(sparse.pairs == dict.pairs)
      dict.clear(context)
      #expect(dict.count == 0 && dict.pairs.isEmpty && sparse.count == 66)
    }
  }

  @Test func mergesAndCompares() {
    withObjects(isStressed: true) { context in
      let left = dict(context, 0..<4)
      let right = try! Dict.make(context)
      for key in [3, 9] { try! right.set(context, int(key), to: int(1)) }
      #expect(try! left.union(context, with: right).pairs == [[0, 0], [1, 2], [2, 4], [3, 1], [9, 1]])
      try! right.merge(context, from: left, isOverriding: false)
      #expect(right.pairs == [[3, 1], [9, 1], [0, 0], [1, 2], [2, 4]])
      #expect(try! left.isEqual(context, to: left.copy(context)))
      #expect(try! !left.isEqual(context, to: right))
    }
  }

  @Test func mergingNoticesChanges() {
    withObjects { context in
      let source = try! Dict.make(context)
      for _ in 0..<3 { try! source.set(context, instance(context, hash: 1), to: int(1)) }
      let target = try! Dict.make(context)
      try! target.set(context, int(1), to: int(1))
      instanceEquality = { (context, _, _) throws(Raised) in
        source.clear(context)
        return false
      }
      defer { instanceEquality = nil }
      #expect(
        raised(context) { () throws(Raised) in try target.merge(context, from: source) }
          == "runtimeError: dict mutated during update")
    }
  }

  /// `__eq__` that grows the dict under the search: it begins again, and ends.
  @Test func lookingUpInADictThatChangesMeanwhile() {
    withObjects(isStressed: true) { context in
      let dict = try! Dict.make(context)
      for _ in 0..<4 { try! dict.set(context, instance(context, hash: 1), to: int(1)) }
      var calls = 0
      instanceEquality = { (context, _, _) throws(Raised) in
        calls += 1
        if calls < 20 { try dict.set(context, int(calls + 100), to: int(0)) }
        return false
      }
      defer { instanceEquality = nil }
      let key = instance(context, hash: 1)
      try! dict.set(context, key, to: int(7))
      #expect(try! dict.value(context, for: key) == int(7))
      #expect(dict.count == 5 + 19)
    }
  }

  @Test func iterationNoticesChanges() {
    withObjects { context in
      let dict = dict(context, 0..<3)
      let grown = try! Iterator.make(context, over: dict, .keys)
      #expect(try! grown.next(context) == int(0))
      try! dict.set(context, int(10), to: int(0))
      for _ in 0..<2 {
        #expect(
          raised(context) { () throws(Raised) in _ = try grown.next(context) }
            == "runtimeError: dictionary changed size during iteration")
      }
      let replaced = try! Iterator.make(context, over: dict, .keys)
      for key in 20..<24 {
        _ = try! replaced.next(context)
        _ = dict.removeLast(context)
        try! dict.set(context, int(key), to: int(0))
      }
      #expect(
        raised(context) { () throws(Raised) in _ = try replaced.next(context) }
          == "runtimeError: dictionary keys changed during iteration")
    }
  }

  @Test func iteratesOverItemsBothWays() {
    withObjects(isStressed: true) { context in
      let dict = dict(context, 0..<50)
      for key in 0..<25 { _ = try! dict.remove(context, int(key * 2)) }
      let iterator = try! Iterator.make(context, reversing: dict, .items)
      var seen: [[Int]] = []
      while case let item = try! iterator.next(context), !item.isEmpty { seen.append(Tuple(item).numbers) }
      #expect(seen == dict.pairs.reversed())
      #expect(try! dict.list(context, of: .values).numbers == dict.pairs.map { $0[1] })
    }
  }

  // MARK: Globals

  @Test func aCellFollowsItsName() {
    withObjects(isStressed: true) { context in
      let globals = try! Dict.make(context)
      let (name, other) = (text(context, "name"), text(context, "other"))
      let cell = try! globals.cell(context, for: name)
      #expect(cell.value.isEmpty)
      #expect(globals.count == 0 && globals.removeLast(context) == nil)
      #expect(!cell.assign(context, int(3)))
      try! globals.set(context, other, to: int(2))
      try! globals.set(context, name, to: int(1))
      #expect(cell.value == int(1) && globals.count == 2)
      #expect(cell.assign(context, int(5)))
      #expect(try! globals.value(context, for: name) == int(5))
      #expect(try! globals.list(context, of: .values).numbers == [2, 5])
    }
  }

  @Test func aDeletedNameGetsItsCellBack() {
    withObjects(isStressed: true) { context in
      let globals = try! Dict.make(context)
      let (name, other) = (text(context, "name"), text(context, "other"))
      try! globals.set(context, name, to: int(1))
      try! globals.set(context, other, to: int(2))
      let cell = try! globals.cell(context, for: name)
      #expect(try! globals.remove(context, name) == int(1))
      #expect(cell.value.isEmpty && globals.count == 1)
      #expect(try! !globals.contains(context, name))
      #expect(try! globals.remove(context, name).isEmpty)
      // Whatever is done in between, storage replaced and all.
      for index in 0..<100 { try! globals.set(context, text(context, "n\(index)"), to: int(index)) }
      for index in 0..<100 { _ = try! globals.remove(context, text(context, "n\(index)")) }
      try! globals.set(context, name, to: int(9))
      #expect(cell.value == int(9))
      #expect(try! globals.cell(context, for: name) == cell)
      #expect(try! globals.list(context, of: .values).numbers == [2, 9])
      globals.clear(context)
      #expect(cell.value.isEmpty && globals.count == 0)
      #expect(try! globals.copy(context).pairs.isEmpty)
    }
  }
}
