import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct TupleTests {
  @Test func thereIsOneEmptyTuple() {
    withObjects(isStressed: true) { context in
      let empty = try! Tuple.empty(context)
      #expect(try! tuple(context, [1]).repeated(context, 0) == empty)
      #expect(try! tuple(context, [1, 2]).slice(context, SliceIndices(start: 2, stop: 2, step: 1, length: 2)) == empty)
    }
  }

  /// Numbers printed by CPython 3.14.
  @Test func hashesAreCPythons() {
    withObjects { context in
      #expect(try! tuple(context, [1, 2, 3]).hash(context) == 529_344_067_295_497_451)
      #expect(try! Tuple.empty(context).hash(context) == 5_740_354_900_026_072_187)
      #expect(try! slice(context, 1, 2, 3).hash(context) == -2_340_833_382_717_974_474)
      #expect(try! Range.make(context, int(0), int(0)).hash(context) == 2_676_694_398_852_732_306)
    }
  }

  @Test func concatenatesAndRepeats() {
    withObjects { context in
      let pair = tuple(context, [1, 2])
      #expect(try! pair.concatenated(context, with: tuple(context, [3])).numbers == [1, 2, 3])
      #expect(try! pair.repeated(context, 3).numbers == [1, 2, 1, 2, 1, 2])
      #expect(raised(context) { () throws(Raised) in _ = try pair.repeated(context, 1 << 61) } == "memoryError")
    }
  }

  @Test func comparesByElements() {
    withObjects { context in
      let (left, right) = (tuple(context, [1, 2, 3]), tuple(context, [1, 5, 3]))
      #expect(try! left.firstDifference(context, from: right) == 1)
      #expect(try! left.isEqual(context, to: tuple(context, [1, 2, 3])))
      #expect(try! right.firstIndex(context, of: int(3)) == 2)
      #expect(try! tuple(context, [1, 2, 1]).occurrences(context, of: int(1)) == 2)
    }
  }
}
