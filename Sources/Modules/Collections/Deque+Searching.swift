import CRuntime
import Runtime

extension Deque {
  /// Calls `body` with each element until it answers true: which one that was, nil if none. `==` may change the deque.
  func firstIndex(
    _ context: Context, of value: Value, from start: Int = 0, to end: Int = .max, orRaise kind: ExceptionKind
  ) throws(Raised) -> Int? {
    let version = version
    var index = start
    while index < end, case let element = element(context, at: index), !element.isEmpty {
      let isEqual = try areElementsEqual(context, element, value)
      if version != self.version { throw context.raise(kind, "deque mutated during iteration") }
      if isEqual { return index }
      index += 1
    }
    return nil
  }

  func occurrences(_ context: Context, of value: Value) throws(Raised) -> Int {
    var (count, index) = (0, 0)
    while let found = try firstIndex(context, of: value, from: index, orRaise: .runtimeError) {
      count += 1
      index = found + 1
    }
    return count
  }

  func remove(_ context: Context, _ value: Value) throws(Raised) {
    guard let index = try firstIndex(context, of: value, orRaise: .indexError) else {
      throw context.raise(.valueError, "deque.remove(x): x not in deque")
    }
    _ = removeElement(context, at: index)
  }

  static func compare(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let left = Deque(ifHas: left), let right = Deque(ifHas: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      try context.checkNativeStack()
      if left == right, comparison == .equal || comparison == .notEqual { return Value(comparison == .equal) }
      if left.count != right.count, comparison == .equal || comparison == .notEqual {
        return Value(comparison == .notEqual)
      }
      let (a, b) = (try DequeIterator.make(context, over: left), try DequeIterator.make(context, over: right))
      while true {
        let (x, y) = (try a.next(context), try b.next(context))
        if x.isEmpty || y.isEmpty { return Value(comparison.holds(x.isEmpty ? 0 : 1, y.isEmpty ? 0 : 1)) }
        if try areElementsEqual(context, x, y) { continue }
        if comparison == .equal || comparison == .notEqual { return Value(comparison == .notEqual) }
        return try context.compare(comparison, x, y)
      }
    }
  }
}
