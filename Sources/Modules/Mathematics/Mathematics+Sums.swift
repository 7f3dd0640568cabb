import CRuntime
import Glibc
import Runtime

// `math`'s functions of rows of numbers.

extension Mathematics {
  static let sums: [NativeEntry] = [
    .window("prod", "(iterable, /, *, start=1)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let iterator = try c.iterator(over: a[0])
        var product = a[1]
        while case let factor = try c.next(iterator), !factor.isEmpty {
          product = try c.binary(.multiply, product, factor)
        }
        return product
      }
    },
    .one("fsum", "(seq, /)", .function) { c, s in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, exactSum(c, s)) }
    },
    .window("hypot", "(*coordinates)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let coordinates = Tuple(a[0])
        return try PythonFloat.make(c, norm(c, count: coordinates.count) { (index) throws(Raised) in
          try double(c, coordinates[index])
        })
      }
    },
    .two("dist", "(p, q, /)", .function) { c, p, q in
      bridge(c) { () throws(Raised) in
        let (p, q) = (try c.tuple(of: p), try c.tuple(of: q))
        if p.count != q.count {
          throw c.raise(.valueError, "both points must have the same number of dimensions")
        }
        return try PythonFloat.make(c, norm(c, count: p.count) { (index) throws(Raised) in
          let start = try double(c, p[index])
          return try start - double(c, q[index])
        })
      }
    },
    .two("sumprod", "(p, q, /)", .function) { c, p, q in bridge(c) { () throws(Raised) in try sumOfProducts(c, p, q) } },
  ]

  // MARK: fsum

  /// The sum without any rounding but one at the end: Shewchuk's partial sums, which do not overlap. ("Adaptive precision
  /// floating-point arithmetic", 1997.)
  private static func exactSum(_ context: Context, _ iterable: Value) throws(Raised) -> Double {
    var partials: [Double] = []
    var (specialSum, infinities) = (0.0, 0.0)
    let iterator = try context.iterator(over: iterable)
    while case let element = try context.next(iterator), !element.isEmpty {
      let given = try double(context, element)
      var x = given
      var kept = 0
      for partial in partials {
        let (large, small) = x.magnitude < partial.magnitude ? (partial, x) : (x, partial)
        let high = large + small
        let low = small - (high - large)
        if low != 0 {
          partials[kept] = low
          kept += 1
        }
        x = high
      }
      partials.removeSubrange(kept...)
      if x == 0 { continue }
      if x.isFinite {
        partials.append(x)
        continue
      }
      if given.isFinite { throw context.raise(.overflowError, "intermediate overflow in fsum") }
      if given.isInfinite { infinities += given }
      specialSum += given
      partials.removeAll()
    }
    if specialSum != 0 || specialSum.isNaN {
      if infinities.isNaN { throw context.raise(.valueError, "-inf + inf in fsum") }
      return specialSum
    }
    return rounded(partials)
  }

  /// The double nearest to the sum of partial sums, of which the last is the largest.
  private static func rounded(_ partials: [Double]) -> Double {
    guard var high = partials.last else { return 0 }
    var low = 0.0
    var index = partials.count - 1
    while index > 0 {
      index -= 1
      let (x, y) = (high, partials[index])
      high = x + y
      low = y - (high - x)
      if low != 0 { break }
    }
    // Half-way cases are decided by what is below.
    if index > 0, (low < 0) == (partials[index - 1] < 0) {
      let doubled = low * 2
      let next = high + doubled
      if doubled == next - high { high = next }
    }
    return high
  }

  // MARK: hypot

  /// The square root of the sum of squares. The numbers are scaled by a power of two, squares added with what rounding
  /// loses kept apart, and the root corrected once.
  private static func norm(
    _ context: Context, count: Int, _ number: (Int) throws(Raised) -> Double
  ) throws(Raised) -> Double {
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    var (largest, hasNaN) = (0.0, false)
    for index in 0..<count {
      let magnitude = try number(index).magnitude
      numbers.append(magnitude)
      hasNaN = hasNaN || magnitude.isNaN
      largest = max(largest, magnitude)
    }
    if largest.isInfinite || numbers.contains(.infinity) { return .infinity }
    if hasNaN { return .nan }
    if largest == 0 || count <= 1 { return largest }
    let exponent = Int(largest.exponent) + 1
    if exponent < -1023 { return subnormalNorm(numbers) }
    return scalbn(norm(numbers, scale: -exponent), exponent)
  }

  /// Numbers so small that their scale would overflow are made larger first.
  private static func subnormalNorm(_ numbers: [Double]) -> Double {
    let enlarged = numbers.map { $0 / Double.leastNormalMagnitude }
    let exponent = Int(enlarged.max().unsafelyUnwrapped.exponent) + 1
    return Double.leastNormalMagnitude * scalbn(norm(enlarged, scale: -exponent), exponent)
  }

  private static func norm(_ numbers: [Double], scale: Int) -> Double {
    // From 1, so that every square is smaller than the sum.
    var (sum, lostSquares, lostSums) = (1.0, 0.0, 0.0)
    func add(_ x: Double, _ y: Double) {
      let product = x * y
      lostSquares += (-product).addingProduct(x, y)
      let total = sum + product
      lostSums += product - (total - sum)
      sum = total
    }
    for number in numbers {
      let scaled = scalbn(number, scale)
      add(scaled, scaled)
    }
    let root = (sum - 1 + (lostSquares + lostSums)).squareRoot()
    add(-root, root)
    return root + (sum - 1 + (lostSquares + lostSums)) / (2 * root)
  }

  // MARK: sumprod

  /// Ints are added exactly, floats with three doubles for the sum, all else by `*` and `+`.
  private static func sumOfProducts(_ context: Context, _ p: Value, _ q: Value) throws(Raised) -> Value {
    let (left, right) = (try context.iterator(over: p), try context.iterator(over: q))
    var total = Value(smallInt: 0)
    var (ints, floats) = (Int64(0), TripleSum())
    while true {
      let (a, b) = (try context.next(left), try context.next(right))
      if a.isEmpty != b.isEmpty { throw context.raise(.valueError, "Inputs are not the same length") }
      if a.isEmpty { break }
      if Value.areSmallInts(a, b) {
        let (product, tooLarge) = a.smallInt.multipliedReportingOverflow(by: b.smallInt)
        let (sum, overflow) = ints.addingReportingOverflow(product)
        if !tooLarge, !overflow {
          ints = sum
          continue
        }
      } else if let x = floatFactor(a), let y = floatFactor(b), !(a.isSmallInt && b.isSmallInt) {
        var sum = floats
        sum.add(x, y)
        if sum.isFinite {
          floats = sum
          continue
        }
      }
      total = try context.binary(.add, total, PythonInt.make(context, ints))
      ints = 0
      if floats.isUsed { total = try context.binary(.add, total, PythonFloat.make(context, floats.value)) }
      floats = TripleSum()
      total = try context.binary(.add, total, context.binary(.multiply, a, b))
    }
    total = try context.binary(.add, total, PythonInt.make(context, ints))
    return try floats.isUsed ? context.binary(.add, total, PythonFloat.make(context, floats.value)) : total
  }

  /// A float, or an int that is one without loss.
  private static func floatFactor(_ value: Value) -> Double? {
    if value.isInlineFloat { return value.inlineFloat }
    if value.isSmallInt { return value.smallInt.magnitude <= 1 << 53 ? Double(value.smallInt) : nil }
    return HeapFloat(ifExactly: value)?.number
  }
}

/// A sum of products in three doubles: two-fold compensation (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005).
private struct TripleSum {
  private var (high, middle, low) = (0.0, 0.0, 0.0)
  private(set) var isUsed = false

  var isFinite: Bool { high.isFinite }

  mutating func add(_ x: Double, _ y: Double) {
    isUsed = true
    let product = x * y
    let lost = (-product).addingProduct(x, y)
    let (sum, first) = TripleSum.twoSum(high, product)
    high = sum
    let (rest, second) = TripleSum.twoSum(middle, lost)
    let (carried, third) = TripleSum.twoSum(rest, first)
    middle = carried
    low += second + third
  }

  var value: Double {
    let (sum, lost) = TripleSum.twoSum(high, middle)
    return sum + (low + lost)
  }

  private static func twoSum(_ a: Double, _ b: Double) -> (sum: Double, lost: Double) {
    let sum = a + b
    let other = sum - a
    return (sum, (a - (sum - other)) + (b - other))
  }
}
