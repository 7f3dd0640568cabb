import CRuntime
import Runtime

// `math`'s functions of ints.

extension Mathematics {
  static let integers: [NativeEntry] = [
    .window("gcd", "(*integers)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let numbers = Tuple(a[0])
        var result = Value(smallInt: 0)
        for index in 0..<numbers.count {
          result = try PythonInt.greatestCommonDivisor(c, result, c.index(of: numbers[index]))
        }
        return result
      }
    },
    .window("lcm", "(*integers)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let numbers = Tuple(a[0])
        var result = Value(smallInt: 1)
        for index in 0..<numbers.count {
          let number = try c.index(of: numbers[index])
          result = try leastCommonMultiple(c, result, number)
        }
        return result
      }
    },
    .one("isqrt", "(n, /)", .function) { c, n in
      bridge(c) { () throws(Raised) in
        let number = try c.index(of: n)
        if PythonInt.sign(number) < 0 { throw c.raise(.valueError, "isqrt() argument must be nonnegative") }
        return try PythonInt.squareRoot(c, number)
      }
    },
    .one("factorial", "(n, /)", .function) { c, n in
      bridge(c) { () throws(Raised) in try factorial(c, c.index(of: n)) }
    },
    .two("comb", "(n, k, /)", .function) { c, n, k in
      bridge(c) { () throws(Raised) in
        let (n, k) = (try c.index(of: n), try c.index(of: k))
        if PythonInt.sign(n) < 0 { throw c.raise(.valueError, "n must be a non-negative integer") }
        if PythonInt.sign(k) < 0 { throw c.raise(.valueError, "k must be a non-negative integer") }
        return try combinations(c, n, k)
      }
    },
    .two("perm", "(n, k=None, /)", .function) { c, n, k in
      bridge(c) { () throws(Raised) in
        if k == .none { return try factorial(c, c.index(of: n)) }
        let (n, k) = (try c.index(of: n), try c.index(of: k))
        if PythonInt.sign(n) < 0 { throw c.raise(.valueError, "n must be a non-negative integer") }
        if PythonInt.sign(k) < 0 { throw c.raise(.valueError, "k must be a non-negative integer") }
        if PythonInt.compare(n, k) < 0 { return Value(smallInt: 0) }
        guard k.isSmallInt else {
          throw c.raise(.overflowError, "k must not exceed \(Int64.max)")
        }
        return try falling(c, from: n, count: k.smallInt)
      }
    },
  ]

  private static func leastCommonMultiple(
    _ context: Context, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    if PythonInt.sign(left) == 0 || PythonInt.sign(right) == 0 { return Value(smallInt: 0) }
    let divisor = try PythonInt.greatestCommonDivisor(context, left, right)
    let quotient = try PythonInt.floorDivide(context, left, divisor)
    return try PythonInt.absolute(context, PythonInt.multiply(context, quotient, right))
  }

  private static func factorial(_ context: Context, _ number: Value) throws(Raised) -> Value {
    if PythonInt.sign(number) < 0 {
      throw context.raise(.valueError, "factorial() not defined for negative values")
    }
    guard let count = PythonInt.int64(number) else {
      throw context.raise(.overflowError, "factorial() argument should not exceed \(Int64.max)")
    }
    return try falling(context, from: number, count: count)
  }

  /// `start · (start − 1) · …`, `count` factors: the product of two halves, so that factors are of like size.
  private static func falling(_ context: Context, from start: Value, count: Int64) throws(Raised) -> Value {
    if count == 0 { return Value(smallInt: 1) }
    if count <= 8 {
      var product = start
      for step in 1..<max(1, count) {
        product = try PythonInt.multiply(
          context, product, PythonInt.subtract(context, start, Value(smallInt: step)))
      }
      return product
    }
    let half = count / 2
    let first = try falling(context, from: start, count: half)
    let rest = try falling(
      context, from: PythonInt.subtract(context, start, Value(smallInt: half)), count: count - half)
    return try PythonInt.multiply(context, first, rest)
  }

  private static func combinations(_ context: Context, _ n: Value, _ k: Value) throws(Raised) -> Value {
    let others = try PythonInt.subtract(context, n, k)
    if PythonInt.sign(others) < 0 { return Value(smallInt: 0) }
    let chosen = PythonInt.compare(k, others) > 0 ? others : k
    guard let count = PythonInt.int64(chosen) else {
      throw context.raise(.overflowError, "min(n - k, k) must not exceed \(Int64.max)")
    }
    return try choose(context, n, count)
  }

  /// C(n, k) = C(n, j) · C(n − j, k − j) / C(k, j), for j half of k.
  private static func choose(_ context: Context, _ n: Value, _ k: Int64) throws(Raised) -> Value {
    if k == 0 { return Value(smallInt: 1) }
    if k == 1 { return n }
    if k <= 20 {
      return try PythonInt.floorDivide(
        context, falling(context, from: n, count: k), falling(context, from: Value(smallInt: k), count: k))
    }
    let half = k / 2
    let first = try choose(context, n, half)
    let rest = try choose(context, PythonInt.subtract(context, n, Value(smallInt: half)), k - half)
    return try PythonInt.floorDivide(
      context, PythonInt.multiply(context, first, rest), choose(context, Value(smallInt: k), half))
  }
}
