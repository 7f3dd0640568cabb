import CRuntime
import Runtime

// `compress`, `dropwhile`, `takewhile`, `filterfalse`, `islice`.

extension ToolIterator {
  static let filtering: [TypeDeclaration] = [
    declare(
      .compress, "itertools.compress", "The elements whose selectors are true.",
      signature: "(data, selectors)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "compress", "(type, data, selectors)", { c, a in
          bridge(c) { () throws(Raised) in
            let data = try c.iterator(over: a[1])
            return try make(c, a[0], data, first: c.iterator(over: a[2]))
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfCompress(c) } }),
    declare(
      .dropWhile, "itertools.dropwhile", "The elements from the first for which the predicate is false.",
      signature: "(predicate, iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "dropwhile", "(type, predicate, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a[0], c.iterator(over: a[2]), first: a[1]) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfDropWhile(c) } }),
    declare(
      .takeWhile, "itertools.takewhile", "The elements before the first for which the predicate is false.",
      signature: "(predicate, iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "takewhile", "(type, predicate, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a[0], c.iterator(over: a[2]), first: a[1]) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfTakeWhile(c) } }),
    declare(
      .filterFalse, "itertools.filterfalse", "The elements for which the function is false.",
      signature: "(function, iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "filterfalse", "(type, function, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let isPlain = a[1] == .none || a[1] == Interpreter(of: c).type(shape: BuiltinShape.bool).value
            return try make(c, a[0], c.iterator(over: a[2]), first: isPlain ? .empty : a[1])
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfFilterFalse(c) } }),
    declare(
      .slice, "itertools.islice", "The elements that a slice selects.",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "islice", "(type, iterable, start, stop=<unset>, step=None, /)", { c, a in
          bridge(c) { () throws(Raised) in try makeSlice(c, a) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfSlice(c) } }),
  ]

  private func nextOfCompress(_ context: Context) throws(Raised) -> Value {
    let (data, selectors) = (source, first)
    while true {
      let element = try context.next(data)
      if element.isEmpty { return .empty }
      let selector = try context.next(selectors)
      if selector.isEmpty { return .empty }
      if try context.isTrue(selector) { return element }
    }
  }

  /// `count` is 1 once an element was kept.
  private func nextOfDropWhile(_ context: Context) throws(Raised) -> Value {
    let source = source
    while case let element = try context.next(source), !element.isEmpty {
      if count != 0 { return element }
      if try !context.isTrue(context.call(first, element)) {
        count = 1
        return element
      }
    }
    return .empty
  }

  private func nextOfTakeWhile(_ context: Context) throws(Raised) -> Value {
    let source = source
    if source.isEmpty { return .empty }
    let element = try context.next(source)
    if element.isEmpty { return .empty }
    return try context.isTrue(context.call(first, element)) ? element : finish()
  }

  private func nextOfFilterFalse(_ context: Context) throws(Raised) -> Value {
    let (source, function) = (source, first)
    while case let element = try context.next(source), !element.isEmpty {
      if try !context.isTrue(function.isEmpty ? element : context.call(function, element)) { return element }
    }
    return .empty
  }

  // MARK: islice

  // `count` elements have been taken from the source, `limit` is the index of the next one to give, `first` the end of
  // the slice.

  private static let stopMessage: StaticString =
    "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."

  private static func makeSlice(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let hasStart = !a[3].isEmpty
    let start = hasStart ? bound(context, a[2], absent: 0) : 0
    let stop = bound(context, hasStart ? a[3] : a[2], absent: .max)
    if stop == -1 { throw context.raise(.valueError, "\(stopMessage)") }
    if start < 0 || stop < 0 {
      throw context.raise(
        .valueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    }
    let step = bound(context, a[4], absent: 1)
    if step < 1 { throw context.raise(.valueError, "Step for islice() must be a positive integer or None.") }
    let iterator = try context.iterator(over: a[1])
    return try make(context, a[0], iterator, first: PythonInt.make(context, stop), limit: start, step: step)
  }

  /// A bound of the slice; −1 for what can be none.
  private static func bound(_ context: Context, _ value: Value, absent: Int64) -> Int64 {
    if value == .none { return absent }
    do throws(Raised) {
      return PythonInt.int64(try context.index(of: value)) ?? -1
    } catch {
      _ = context.takeException()
      return -1
    }
  }

  private func nextOfSlice(_ context: Context) throws(Raised) -> Value {
    let source = source
    if source.isEmpty { return .empty }
    let end = PythonInt.int64(first) ?? .max
    let place = limit
    do throws(Raised) {
      // Where nothing more is to be given, elements up to the end are taken all the same.
      let last = min(place, end)
      while count < last {
        if try context.next(source).isEmpty { return finish() }
        count += 1
      }
      if count >= end { return finish() }
      let element = try context.next(source)
      if element.isEmpty { return finish() }
      count += 1
      let (following, overflow) = place.addingReportingOverflow(step)
      limit = overflow || following > end ? end : following
      return element
    } catch {
      _ = finish()
      throw error
    }
  }
}
