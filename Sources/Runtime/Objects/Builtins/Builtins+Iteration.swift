import CRuntime

extension Builtins {
  /// Over elements.
  static let iteration: [NativeEntry] = [
    .one("len", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try PythonInt.make(c, Int64(c.length(value))) }
    },
    .window("iter", "(object, sentinel=<unset>, /) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        if a[1].isEmpty { return try c.iterator(over: a[0]) }
        if !c.type(of: a[0]).has(.call) { throw c.raise(.typeError, "iter(v, w): v must be callable") }
        return try Adaptor.make(c, BuiltinShape.callableIterator, a[0], companion: a[1]).value
      }
    },
    .window("next", "(iterator, default=<unset>, /) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let type = c.type(of: a[0])
        if type.flags.contains(.heap), type.has(.next) { return try nextOfClass(c, a[0], orElse: a[1]) }
        c.pointee.generatorResult = .none
        let element = try c.next(a[0])
        if !element.isEmpty { return element }
        if a[1].isEmpty { throw c.raiseStop(c.pointee.generatorResult) }
        return a[1]
      }
    },
    .window("sorted", "(iterable, /, *, key=None, reverse=False)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let list = try c.list(of: a[0])
        try list.sort(c, isReversed: c.isTrue(a[2]), key: a[1])
        return list.value
      }
    },
    .window("min", "(*args, key=None, default=<unset>) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in try extreme(c, "min", a, .less) }
    },
    .window("max", "(*args, key=None, default=<unset>) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in try extreme(c, "max", a, .greater) }
    },
    .two("sum", "(iterable, /, start=0)", .function) { c, iterable, start in
      bridge(c) { () throws(Raised) in
        if Text(ifHas: start) != nil {
          throw c.raise(.typeError, "sum() can't sum strings [use ''.join(seq) instead]")
        }
        if try c.bytes(of: start) != nil {
          let kind = Bytes(ifHas: start) == nil ? "bytearray" : "bytes"
          throw c.raise(.typeError, "sum() can't sum \(kind) [use b''.join(seq) instead]")
        }
        return try sum(c, iterable, start)
      }
    },
    .one("any", "(iterable, /)", .function) { c, iterable in
      bridge(c) { () throws(Raised) in
        var found = false
        var test = TruthTest(wanted: false)
        try c.forEach(in: iterable, refusedBy: &test) { (element, _) throws(Raised) in
          found = try c.isTrue(element)
          return !found
        }
        return Value(found)
      }
    },
    .one("all", "(iterable, /)", .function) { c, iterable in
      bridge(c) { () throws(Raised) in
        var holds = true
        var test = TruthTest(wanted: true)
        try c.forEach(in: iterable, refusedBy: &test) { (element, _) throws(Raised) in
          holds = try c.isTrue(element)
          return holds
        }
        return Value(holds)
      }
    },
  ]

  /// The StopIteration that a class's `__next__` raises goes on as it is.
  private static func nextOfClass(_ context: Context, _ iterator: Value, orElse other: Value) throws(Raised) -> Value {
    do throws(Raised) {
      return try context.callSpecial(.__next__, iterator)
    } catch {
      if other.isEmpty || !context.isPending(.stopIteration) { throw error }
      context.pointee.pendingException = .empty
      return other
    }
  }

  private static func extreme(
    _ context: Context, _ name: StaticString, _ a: UnsafeMutablePointer<Value>, _ comparison: Comparison
  ) throws(Raised) -> Value {
    let arguments = Tuple(a[0])
    if arguments.count == 0 {
      throw context.raise(.typeError, "\(name) expected at least 1 argument, got 0")
    }
    if arguments.count > 1, !a[2].isEmpty {
      throw context.raise(.typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
    }
    var extreme = Extreme(context, comparison, key: a[1])
    if arguments.count > 1 {
      for index in 0..<arguments.count { try extreme.consider(arguments[index]) }
    } else {
      try context.forEach(in: arguments[0], refusedBy: &extreme) { (element, extreme) throws(Raised) in
        try extreme.consider(element)
        return true
      }
    }
    if !extreme.best.isEmpty { return extreme.best }
    if a[2].isEmpty { throw context.raise(.valueError, "\(name)() iterable argument is empty") }
    return a[2]
  }
}

/// The least or the greatest of some elements. A structure, since variables that closures share might be kept where the
/// collector does not look.
struct Extreme: ItemConsumer {
  private let context: Context
  private let comparison: Comparison
  private let key: Value
  private(set) var best = Value.empty
  private var bestKey = Value.empty
  var number: ConsumerNumber { .extreme }

  init(_ context: Context, _ comparison: Comparison, key: Value) {
    (self.context, self.comparison, self.key) = (context, comparison, key)
  }

  mutating func consider(_ element: Value) throws(Raised) {
    let key = key == .none ? element : try context.call(key, element)
    let isBetter: Bool
    if best.isEmpty {
      isBetter = true
    } else if let isBetterNumber = isBetterNumber(key) {
      isBetter = isBetterNumber
    } else {
      isBetter = try context.isTrue(context.compare(comparison, key, bestKey))
    }
    if isBetter { (best, bestKey) = (element, key) }
  }

  /// Considers a number in one word, if the best so far is one too.
  @inline(__always)
  mutating func take(_ context: Context, _ number: Value) -> Bool {
    guard key == .none, let isBetter = isBetterNumber(number) else { return false }
    if isBetter { (best, bestKey) = (number, number) }
    return true
  }

  private func isBetterNumber(_ key: Value) -> Bool? {
    let (left, right) = comparison == .less ? (key, bestKey) : (bestKey, key)
    if Value.areSmallInts(left, right) { return left.smallInt < right.smallInt }
    if left.isInlineFloat, right.isInlineFloat { return left.inlineFloat < right.inlineFloat }
    return nil
  }
}
