import CRuntime
import Runtime

/// The module `_bisect`.
enum Bisection {
  static let module = ModuleDeclaration(
    "_bisect", "Bisection algorithms.",
    functions: [
      .window("bisect_left", "(a, x, lo=0, hi=None, *, key=None)", .function) { c, a in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, place(c, a, a[1], isLeft: true)) }
      },
      .window("bisect_right", "(a, x, lo=0, hi=None, *, key=None)", .function) { c, a in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, place(c, a, a[1], isLeft: false)) }
      },
      .window("insort_left", "(a, x, lo=0, hi=None, *, key=None)", .function) { c, a in
        bridge(c) { () throws(Raised) -> Void in try insert(c, a, isLeft: true) }
      },
      .window("insort_right", "(a, x, lo=0, hi=None, *, key=None)", .function) { c, a in
        bridge(c) { () throws(Raised) -> Void in try insert(c, a, isLeft: false) }
      },
    ])

  /// Where a value belongs: before its equals if `isLeft`, else after them.
  private static func place(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ value: Value, isLeft: Bool
  ) throws(Raised) -> Int64 {
    let (sequence, key) = (a[0], a[4])
    var low = try Int64(context.sizeArgument(a[2]))
    if low < 0 { throw context.raise(.valueError, "lo must be non-negative") }
    var high = a[3] == .none ? -1 : try Int64(context.sizeArgument(a[3]))
    if high < 0, a[3] == .none || high == -1 { high = Int64(try context.length(sequence)) }
    while low < high {
      let middle = low + (high - low) >> 1
      let item = try context.item(of: sequence, PythonInt.make(context, middle))
      let compared = key == .none ? item : try context.call(key, item)
      let isBefore =
        try isLeft
        ? context.isTrue(context.compare(.less, compared, value))
        : !context.isTrue(context.compare(.less, value, compared))
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func insert(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, isLeft: Bool
  ) throws(Raised) {
    let value = a[4] == .none ? a[1] : try context.call(a[4], a[1])
    let place = try place(context, a, value, isLeft: isLeft)
    if let list = List(ifExactly: a[0]) { return try list.insert(context, a[1], at: place) }
    _ = try context.call(
      context.getAttribute(a[0], context.interned("insert")), PythonInt.make(context, place), a[1])
  }
}
