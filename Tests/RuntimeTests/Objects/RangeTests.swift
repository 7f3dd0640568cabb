import CRuntime
import Testing

@testable import Runtime

@Suite(.serialized) struct RangeTests {
  private func numbers(_ context: Context, _ range: Range) -> [Int] {
    let iterator = try! Iterator.make(context, over: range)
    var result: [Int] = []
    while case let value = try! iterator.next(context), !value.isEmpty { result.append(Int(value.smallInt)) }
    return result
  }

  @Test func countsUpAndDown() {
    withObjects { context in
      for (start, stop, step) in [(0, 5, 1), (0, 5, 2), (5, 0, -1), (5, 0, -2), (3, 3, 1), (0, 5, -1), (-4, 4, 3)] {
        let range = try! Range.make(context, int(start), int(stop), int(step))
        let expected = Array(stride(from: start, to: stop, by: step))
        #expect(numbers(context, range) == expected)
        #expect(range.length == int(expected.count))
        for number in -6..<8 {
          let place = expected.firstIndex(of: number).map(int) ?? .empty
          #expect(try! range.index(context, of: int(number)) == place)
        }
      }
    }
  }

  @Test func reachesTheEndsOfSmallInts() {
    withObjects { context in
      let most = 1 << 62 - 1
      let range = try! Range.make(context, int(-most - 1), int(most), int(most))
      #expect(numbers(context, range) == [-most - 1, -1, most - 1])
    }
  }

  @Test func raisesAsCPython() {
    withObjects { context in
      #expect(
        raised(context) { () throws(Raised) in _ = try Range.make(context, int(1), int(2), int(0)) }
          == "valueError: range() arg 3 must not be zero")
      let range = try! Range.make(context, int(0), int(5))
      #expect(
        raised(context) { () throws(Raised) in _ = try range.element(context, at: int(7)) }
          == "indexError: range object index out of range")
      #expect(try! range.element(context, at: int(-1)) == int(4))
    }
  }

  @Test func slicesAreRanges() {
    withObjects { context in
      let range = try! Range.make(context, int(10), int(30), int(3))
      for (start, stop, step) in [(1, 4, 1), (5, 0, -2), (0, 7, 3)] {
        let part = try! range.slice(context, SliceIndices(start: start, stop: stop, step: step, length: 7))
        #expect(numbers(context, part) == stride(from: start, to: stop, by: step).map { 10 + 3 * $0 })
      }
    }
  }

  @Test func equalityIsThatOfTheNumbers() {
    withObjects { context in
      let range = try! Range.make(context, int(0), int(5), int(2))
      #expect(try! range.isEqual(context, to: Range.make(context, int(0), int(6), int(2))))
      #expect(try! !range.isEqual(context, to: Range.make(context, int(0), int(5), int(1))))
      #expect(
        try! Range.make(context, int(3), int(3)).isEqual(context, to: Range.make(context, int(9), int(1), int(4))))
    }
  }
}
