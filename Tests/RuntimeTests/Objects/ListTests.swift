import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct ListTests {
  @Test(arguments: [false, true]) func appendsInOrder(isStressed: Bool) {
    withObjects(isStressed: isStressed) { context in
      let list = list(context, 0..<5000)
      #expect(list.numbers == Array(0..<5000))
      #expect(list.element(5000).isEmpty)
      #expect(list.element(-1).isEmpty)
    }
  }

  @Test func insertsWithinBounds() {
    withObjects { context in
      let list = list(context, 0..<3)
      try! list.insert(context, int(9), at: -100)
      try! list.insert(context, int(8), at: 100)
      try! list.insert(context, int(7), at: -1)
      #expect(list.numbers == [9, 0, 1, 2, 7, 8])
    }
  }

  @Test func popsFromAnyPlace() {
    withObjects { context in
      let list = list(context, 0..<4)
      #expect(try! list.pop(context, at: 1) == int(1))
      #expect(try! list.pop(context) == int(3))
      #expect(list.numbers == [0, 2])
      #expect(
        raised(context) { () throws(Raised) in _ = try list.pop(context, at: 7) }
          == "indexError: pop index out of range")
      list.clear(context)
      #expect(
        raised(context) { () throws(Raised) in _ = try list.pop(context) } == "indexError: pop from empty list")
    }
  }

  @Test func removesTheFirstThatIsEqual() {
    withObjects { context in
      let list = list(context, [1, 2, 1])
      #expect(try! list.remove(context, int(1)))
      #expect(list.numbers == [2, 1])
      #expect(try! !list.remove(context, int(5)))
    }
  }

  @Test func shrinkingGivesMemoryBack() {
    withObjects { context in
      let list = list(context, 0..<1000)
      for _ in 0..<990 { _ = try! list.pop(context) }
      #expect(list.storage!.capacity < 100)
      #expect(list.numbers == Array(0..<10))
    }
  }

  private func copies(_ context: Context, of value: Value, _ count: Int) -> List {
    let list = try! List.make(context)
    try! list.append(context, value)
    return try! list.repeated(context, Int64(count))
  }

  @Test(arguments: [false, true]) func aLongListOfSmallValuesHasBytes(isStressed: Bool) {
    withObjects(isStressed: isStressed) { context in
      let list = copies(context, of: .false, 5000)
      #expect(list.row != nil)
      #expect(list.storageSize < 6000)
      for value in [Value.true, .none, int(63), int(-64)] {
        #expect(try! list.setElement(context, 4999, value))
        #expect(list.element(4999) == value)
      }
      #expect(list.row != nil)
      #expect(list.element(5000).isEmpty)
      #expect(try! !list.setElement(context, 5000, .true))
      #expect(try! list.copy(context).row != nil)
      #expect(try! list.concatenated(context, with: list).row != nil)
    }
  }

  @Test func whatAByteDoesNotSayMakesWordsOfAll() {
    withObjects(isStressed: true) { context in
      for value in [int(64), int(-65), Value.empty] {
        let list = copies(context, of: .false, 5000)
        if value.isEmpty { try! list.append(context, .none) } else { #expect(try! list.setElement(context, 7, value)) }
        #expect(list.row == nil)
        #expect(list.element(7) == (value.isEmpty ? .false : value))
        #expect((0..<5000).allSatisfy { $0 == 7 || list.element($0) == .false })
      }
    }
  }

  @Test func shortListsAndFloatsHaveWords() {
    withObjects { context in
      #expect(copies(context, of: .false, 4095).row == nil)
      // 0.0, whose word a byte would say.
      #expect(copies(context, of: Value(bits: 2), 5000).row == nil)
    }
  }

  @Test func extendsByItself() {
    withObjects(isStressed: true) { context in
      let list = list(context, 0..<20)
      try! list.extend(context, by: list.value)
      #expect(list.numbers == Array(0..<20) + Array(0..<20))
      try! list.extend(context, by: tuple(context, [7, 8]).value)
      #expect(list.numbers.suffix(2) == [7, 8])
    }
  }

  @Test func repeats() {
    withObjects { context in
      let list = list(context, 0..<3)
      #expect(try! list.repeated(context, 3).numbers == [0, 1, 2, 0, 1, 2, 0, 1, 2])
      #expect(try! list.repeated(context, -1).count == 0)
      #expect(raised(context) { () throws(Raised) in _ = try list.repeated(context, 1 << 60) } == "memoryError")
      try! list.repeatInPlace(context, 2)
      #expect(list.numbers == [0, 1, 2, 0, 1, 2])
    }
  }

  /// Every slice of a short list, read and deleted, against the same worked out from its definition.
  @Test func slicesAreThoseOfTheirIndices() {
    withObjects { context in
      let bounds: [Int?] = [nil, -7, -5, -2, -1, 0, 1, 3, 5, 9]
      for start in bounds {
        for stop in bounds {
          for step in [nil, 1, 2, 3, 7, -1, -2, -5] as [Int?] {
            let slice = slice(context, start, stop, step)
            let expected = selected(start, stop, step ?? 1, 6)
            #expect(try! list(context, 0..<6).slice(context, slice).numbers == expected)
            let indices = try! slice.indices(context, length: 6)
            #expect(try! tuple(context, Array(0..<6)).slice(context, indices).numbers == expected)
            let rest = list(context, 0..<6)
            try! rest.deleteSlice(context, slice)
            #expect(rest.numbers == (0..<6).filter { !expected.contains($0) })
          }
        }
      }
    }
  }

  private func selected(_ start: Int?, _ stop: Int?, _ step: Int, _ count: Int) -> [Int] {
    func place(_ bound: Int) -> Int {
      let place = bound < 0 ? bound + count : bound
      return step > 0 ? min(max(place, 0), count) : min(max(place, -1), count - 1)
    }
    let first = start.map(place) ?? (step > 0 ? 0 : count - 1)
    let last = stop.map(place) ?? (step > 0 ? count : -1)
    return Array(stride(from: first, to: last, by: step))
  }

  @Test func sliceAssignmentResizes() {
    withObjects(isStressed: true) { context in
      let list = list(context, 0..<6)
      try! list.setSlice(context, slice(context, 1, 3), to: tuple(context, [10, 11, 12, 13]).value)
      #expect(list.numbers == [0, 10, 11, 12, 13, 3, 4, 5])
      try! list.setSlice(context, slice(context, 1, 7), to: tuple(context, [9]).value)
      #expect(list.numbers == [0, 9, 5])
      try! list.setSlice(context, slice(context, nil, nil), to: list.value)
      #expect(list.numbers == [0, 9, 5])
      try! list.setSlice(context, slice(context, 1, 1), to: list.value)
      #expect(list.numbers == [0, 0, 9, 5, 9, 5])
      try! list.setSlice(context, slice(context, nil, nil, -2), to: tuple(context, [1, 2, 3]).value)
      #expect(list.numbers == [0, 3, 9, 2, 9, 1])
    }
  }

  @Test func extendedSlicesKeepTheirSize() {
    withObjects { context in
      let list = list(context, 0..<3)
      let one = tuple(context, [1]).value
      #expect(
        raised(context) { () throws(Raised) in try list.setSlice(context, slice(context, nil, nil, 2), to: one) }
          == "valueError: attempt to assign sequence of size 1 to extended slice of size 2")
      #expect(
        raised(context) { () throws(Raised) in try list.setSlice(context, slice(context, nil, nil, 0), to: one) }
          == "valueError: slice step cannot be zero")
    }
  }

  @Test func comparingAListThatShrinksMeanwhile() {
    withObjects { context in
      let list = try! List.make(context)
      for _ in 0..<5 { try! list.append(context, instance(context, hash: 1)) }
      instanceEquality = { (context, _, _) throws(Raised) in
        list.clear(context)
        return false
      }
      defer { instanceEquality = nil }
      #expect(try! list.firstIndex(context, of: instance(context, hash: 2)) == nil)
      #expect(try! list.occurrences(context, of: int(1)) == 0)
    }
  }

  @Test func reverses() {
    withObjects { context in
      let list = list(context, 0..<5)
      list.reverse(context)
      #expect(list.numbers == [4, 3, 2, 1, 0])
    }
  }

  @Test func iteratesOverWhatIsAppendedMeanwhile() {
    withObjects { context in
      let list = list(context, 0..<3)
      let iterator = try! Iterator.make(context, over: list)
      var seen: [Int] = []
      while case let value = try! iterator.next(context), !value.isEmpty {
        seen.append(Int(value.smallInt))
        if seen.count < 6 { try! list.append(context, int(seen.count * 10)) }
      }
      #expect(seen == [0, 1, 2, 10, 20, 30, 40, 50])
      try! list.append(context, int(1))
      #expect(try! iterator.next(context).isEmpty)
      let reversed = try! Iterator.make(context, reversing: list)
      #expect(try! reversed.next(context) == int(1))
      #expect(reversed.remainingCount == 8)
    }
  }
}
