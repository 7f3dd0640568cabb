import CRuntime
import Runtime

// `count`, `cycle`, `repeat`.

extension ToolIterator {
  static let infinite: [TypeDeclaration] = [
    declare(
      .count, "itertools.count", "Evenly spaced numbers from start, without end.",
      signature: "(start=0, step=1)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "count", "(type, start=0, step=1)", { c, a in
          bridge(c) { () throws(Raised) in try makeCount(c, a[0], start: a[1], step: a[2]) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfCount(c) } },
      slots: [.unary(.repr) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).countText(c).value } }]),
    declare(
      .cycle, "itertools.cycle", "The elements of an iterable, over and over.",
      signature: "(iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "cycle", "(type, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let iterator = try c.iterator(over: a[1])
            return try make(c, a[0], iterator, first: List.make(c).value)
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfCycle(c) } }),
    declare(
      .repetition, "itertools.repeat", "An object, a number of times or without end.",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "repeat", "(type, object, times=<unset>)", { c, a in
          bridge(c) { () throws(Raised) in
            let times = a[2].isEmpty ? -1 : max(0, try c.sizeArgument(a[2]))
            return try make(c, a[0], a[1], count: Int64(times))
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in ToolIterator(s).nextOfRepetition() },
      slots: [.unary(.repr) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).repetitionText(c).value } }],
      methods: [
        .one("__length_hint__") { c, s in
          bridge(c) { () throws(Raised) in
            if ToolIterator(s).count < 0 { throw c.raise(.typeError, "len() of unsized object") }
            return Value(smallInt: ToolIterator(s).count)
          }
        }
      ]),
  ]

  // MARK: count

  // While number and step are small, the number is `count` and the step `step`. Later the number is `first`. The step
  // as it was given is `second`.

  private static func makeCount(
    _ context: Context, _ type: Value, start: Value, step: Value
  ) throws(Raised) -> Value {
    if !context.isNumber(start) || !context.isNumber(step) { throw context.raise(.typeError, "a number is required") }
    if Value.areSmallInts(start, step) {
      return try make(context, type, .none, second: step, count: start.smallInt, step: step.smallInt)
    }
    return try make(context, type, .none, first: start, second: step)
  }

  private func nextOfCount(_ context: Context) throws(Raised) -> Value {
    while true {
      let (isDone, large, number) = countSmall(context)
      if isDone { return Value(smallInt: number) }
      // No lock is held while Python code may add.
      let current = large.isEmpty ? Value(smallInt: number) : large
      let following = try context.binary(.add, current, second)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if first == large, count == number {
        first = following
        return current
      }
    }
  }

  /// Counts on if that takes no more than small ints, and answers what the number was.
  private func countSmall(_ context: Context) -> (isDone: Bool, first: Value, count: Int64) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let (large, number) = (first, count)
    let (following, overflow) = number.addingReportingOverflow(step)
    let isSmall = large.isEmpty && !overflow && Value.fitsSmallInt(following)
    if isSmall { count = following }
    return (isSmall, large, number)
  }

  private func countText(_ context: Context) throws(Raised) -> Text {
    let number = try context.reprString(first.isEmpty ? Value(smallInt: count) : first)
    if let step = PythonInt.operand(second), step == Value(smallInt: 1) {
      return try Text.make(context, "\(context.unqualifiedTypeName(of: value))(\(number))")
    }
    return try Text.make(context, "\(context.unqualifiedTypeName(of: value))(\(number), \(context.reprString(second)))")
  }

  // MARK: cycle

  // `first` is the list of all elements, once they have been seen; `count` the place in it.

  private func nextOfCycle(_ context: Context) throws(Raised) -> Value {
    let seen = List(first)
    let source = source
    if !source.isEmpty {
      let element = try context.next(source)
      if !element.isEmpty {
        try seen.append(context, element)
        return element
      }
      self.source = .empty
    }
    let place = Int(count)
    let element = seen.element(place)
    if element.isEmpty { return .empty }
    count = place + 1 >= seen.count ? 0 : Int64(place + 1)
    return element
  }

  // MARK: repeat

  private func nextOfRepetition() -> Value {
    let left = count
    if left == 0 { return .empty }
    if left > 0 { count = left - 1 }
    return source
  }

  private func repetitionText(_ context: Context) throws(Raised) -> Text {
    let (name, shown) = (context.unqualifiedTypeName(of: value), try context.reprString(source))
    return try Text.make(context, count < 0 ? "\(name)(\(shown))" : "\(name)(\(shown), \(count))")
  }
}
