import CRuntime
import Glibc
import Runtime

/// The module `math`.
enum Mathematics {
  static let module = ModuleDeclaration(
    "math", "The mathematical functions defined by the C standard, and some more.",
    functions: elementary + special + pairs + parts + tests + integers + sums,
    fill: { (c, module) throws(Raised) in
      try module.set(c, "pi", PythonFloat.make(c, .pi))
      try module.set(c, "e", PythonFloat.make(c, 2.718281828459045))
      try module.set(c, "tau", PythonFloat.make(c, 2 * .pi))
      try module.set(c, "inf", PythonFloat.make(c, .infinity))
      try module.set(c, "nan", PythonFloat.make(c, .nan))
    })

  // MARK: Arguments and results

  /// A number as a double; TypeError for what is none.
  @inline(__always)
  static func double(_ context: Context, _ value: Value) throws(Raised) -> Double {
    if value.isInlineFloat { return value.inlineFloat }
    if value.isSmallInt { return Double(value.smallInt) }
    return try doubleSlowly(context, value)
  }

  @inline(never)
  private static func doubleSlowly(_ context: Context, _ value: Value) throws(Raised) -> Double {
    if let number = PythonFloat.number(value) { return number }
    if let number = PythonInt.operand(value) { return try PythonInt.double(context, number) }
    let type = context.type(of: value)
    if let function = type.unary(.float) {
      let result = try check(function(context, value))
      if let number = PythonFloat.number(result) { return number }
      throw context.raise(
        .typeError,
        "\(context.typeName(of: value)).__float__ returned non-float (type \(context.typeName(of: result)))")
    }
    if type.has(.index) { return try PythonInt.double(context, context.index(of: value)) }
    throw context.raise(.typeError, "must be real number, not \(context.typeName(of: value))")
  }

  private static let outOfDomain: StaticString = "math domain error"

  static func rangeError(_ context: Context) -> Raised { context.raise(.overflowError, "math range error") }
  static func domainError(_ context: Context) -> Raised { context.raise(.valueError, "\(outOfDomain)") }

  /// ValueError with a message that ends with the argument.
  @inline(never)
  static func domainError(_ context: Context, _ message: StaticString, _ argument: Double) -> Raised {
    do throws(Raised) {
      let shown = try context.reprString(PythonFloat.make(context, argument))
      return context.raise(.valueError, "\(message), got \(shown)")
    } catch {
      return error
    }
  }

  /// A function of one argument. Where it is not defined, ValueError; where the result is too large, OverflowError if it
  /// can be.
  @inline(__always)
  private static func apply(
    _ context: Context, _ value: Value, _ message: StaticString = outOfDomain, overflows: Bool = false,
    _ function: (Double) -> Double
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let argument = try double(context, value)
      let result = function(argument)
      if !result.isFinite {
        if result.isNaN, !argument.isNaN { throw domainError(context, message, argument) }
        if result.isInfinite, argument.isFinite {
          throw overflows ? rangeError(context) : domainError(context, message, argument)
        }
      }
      return try PythonFloat.make(context, result)
    }
  }

  // MARK: Functions of one number

  private static let range: StaticString = "expected a number in range from -1 up to 1"
  private static let finite: StaticString = "expected a finite input"

  private static let elementary: [NativeEntry] = [
    .one("acos", "(x, /)", .function) { c, x in apply(c, x, range) { acos($0) } },
    .one("acosh", "(x, /)", .function) { c, x in apply(c, x, "expected argument value not less than 1") { acosh($0) } },
    .one("asin", "(x, /)", .function) { c, x in apply(c, x, range) { asin($0) } },
    .one("asinh", "(x, /)", .function) { c, x in apply(c, x) { asinh($0) } },
    .one("atan", "(x, /)", .function) { c, x in apply(c, x) { atan($0) } },
    .one("atanh", "(x, /)", .function) { c, x in apply(c, x, "expected a number between -1 and 1") { atanh($0) } },
    .one("cbrt", "(x, /)", .function) { c, x in apply(c, x) { cbrt($0) } },
    .one("cos", "(x, /)", .function) { c, x in apply(c, x, finite) { cos($0) } },
    .one("cosh", "(x, /)", .function) { c, x in apply(c, x, overflows: true) { cosh($0) } },
    .one("degrees", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, double(c, x) * (180 / .pi)) }
    },
    .one("exp", "(x, /)", .function) { c, x in apply(c, x, overflows: true) { exp($0) } },
    .one("exp2", "(x, /)", .function) { c, x in apply(c, x, overflows: true) { exp2($0) } },
    .one("expm1", "(x, /)", .function) { c, x in apply(c, x, overflows: true) { expm1($0) } },
    .one("fabs", "(x, /)", .function) { c, x in apply(c, x) { $0.magnitude } },
    .one("log1p", "(x, /)", .function) { c, x in apply(c, x, "expected argument value > -1") { log1p($0) } },
    .one("radians", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, double(c, x) * (.pi / 180)) }
    },
    .one("sin", "(x, /)", .function) { c, x in apply(c, x, finite) { sin($0) } },
    .one("sinh", "(x, /)", .function) { c, x in apply(c, x, overflows: true) { sinh($0) } },
    .one("sqrt", "(x, /)", .function) { c, x in
      apply(c, x, "expected a nonnegative input") { $0.squareRoot() }
    },
    .one("tan", "(x, /)", .function) { c, x in apply(c, x, finite) { tan($0) } },
    .one("tanh", "(x, /)", .function) { c, x in apply(c, x) { tanh($0) } },
  ]

  private static let special: [NativeEntry] = [
    .one("erf", "(x, /)", .function) { c, x in apply(c, x) { erf($0) } },
    .one("erfc", "(x, /)", .function) { c, x in apply(c, x) { erfc($0) } },
    .one("gamma", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, Gamma.value(c, double(c, x))) }
    },
    .one("lgamma", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, Gamma.logarithm(c, double(c, x))) }
    },
    .window("log", "(x, base=<unset>, /) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let number = try logarithm(c, a[0]) { log($0) }
        if a[1].isEmpty { return try PythonFloat.make(c, number) }
        let base = try logarithm(c, a[1]) { log($0) }
        return try PythonFloat.make(c, PythonFloat.divide(c, number, base))
      }
    },
    .one("log2", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, logarithm(c, x) { log2($0) }) }
    },
    .one("log10", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in try PythonFloat.make(c, logarithm(c, x) { log10($0) }) }
    },
  ]

  /// A logarithm, also of ints that are too large for a double.
  private static func logarithm(
    _ context: Context, _ value: Value, _ function: (Double) -> Double
  ) throws(Raised) -> Double {
    let message: StaticString = "expected a positive input"
    if let number = PythonInt.operand(value) {
      if PythonInt.sign(number) <= 0 { throw context.raise(.valueError, "\(message)") }
      let direct = PythonInt.nearestDouble(number)
      if direct.isFinite { return function(direct) }
      let bits = PythonInt.bitLength(number)
      let top = try PythonInt.shiftRight(context, number, Value(smallInt: Int64(bits - 128)))
      let fraction = scalbn(PythonInt.nearestDouble(top), -128)
      return function(fraction) + function(2) * Double(bits)
    }
    let number = try double(context, value)
    if number <= 0 { throw domainError(context, message, number) }
    return function(number)
  }

  // MARK: Functions of two and three

  private static let pairs: [NativeEntry] = [
    .two("atan2", "(y, x, /)", .function) { c, y, x in
      bridge(c) { () throws(Raised) in
        let ordinate = try double(c, y)
        return try PythonFloat.make(c, atan2(ordinate, double(c, x)))
      }
    },
    .two("copysign", "(x, y, /)", .function) { c, x, y in
      bridge(c) { () throws(Raised) in
        let magnitude = try double(c, x)
        return try PythonFloat.make(c, Double(signOf: double(c, y), magnitudeOf: magnitude))
      }
    },
    .two("fmod", "(x, y, /)", .function) { c, x, y in
      bridge(c) { () throws(Raised) in
        let (x, y) = (try double(c, x), try double(c, y))
        if y.isInfinite, x.isFinite { return try PythonFloat.make(c, x) }
        let result = fmod(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw domainError(c) }
        return try PythonFloat.make(c, result)
      }
    },
    .two("pow", "(x, y, /)", .function) { c, x, y in
      bridge(c) { () throws(Raised) in
        let (x, y) = (try double(c, x), try double(c, y))
        let result = pow(x, y)
        if !result.isFinite, x.isFinite, y.isFinite {
          throw result.isNaN || x == 0 ? domainError(c) : rangeError(c)
        }
        return try PythonFloat.make(c, result)
      }
    },
    .two("remainder", "(x, y, /)", .function) { c, x, y in
      bridge(c) { () throws(Raised) in
        let (x, y) = (try double(c, x), try double(c, y))
        let result = x.remainder(dividingBy: y)
        if result.isNaN, !x.isNaN, !y.isNaN { throw domainError(c) }
        return try PythonFloat.make(c, result)
      }
    },
    .three("fma", "(x, y, z, /)", .function) { c, x, y, z in
      bridge(c) { () throws(Raised) in
        let (x, y, z) = (try double(c, x), try double(c, y), try double(c, z))
        let result = z.addingProduct(x, y)
        if result.isNaN, !x.isNaN, !y.isNaN, !z.isNaN { throw c.raise(.valueError, "invalid operation in fma") }
        if result.isInfinite, x.isFinite, y.isFinite, z.isFinite {
          throw c.raise(.overflowError, "overflow in fma")
        }
        return try PythonFloat.make(c, result)
      }
    },
    .window("nextafter", "(x, y, /, *, steps=None)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (x, y) = (try double(c, a[0]), try double(c, a[1]))
        if a[2] == .none { return try PythonFloat.make(c, nextafter(x, y)) }
        let steps = try c.index(of: a[2])
        if PythonInt.sign(steps) < 0 { throw c.raise(.valueError, "steps must be a non-negative integer") }
        return try PythonFloat.make(c, neighbour(of: x, towards: y, steps: word(c, steps)))
      }
    },
  ]

  /// A number that is not negative; the greatest word for a greater one.
  private static func word(_ context: Context, _ number: Value) throws(Raised) -> UInt64 {
    if let small = PythonInt.int64(number) { return UInt64(small) }
    if PythonInt.bitLength(number) > 64 { return .max }
    var word: UInt64 = 0
    try withUnsafeMutableBytes(of: &word) { (bytes) throws(Raised) in
      try PythonInt.write(
        context, number, to: bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self), count: 8,
        isLittleEndian: true, isSigned: false)
    }
    return word
  }

  /// The double so many steps from another one.
  private static func neighbour(of x: Double, towards y: Double, steps: UInt64) -> Double {
    if steps == 0 { return x }
    if x.isNaN || y.isNaN { return x + y }
    if x == y { return y }
    let (from, to) = (x.magnitude.bitPattern, y.magnitude.bitPattern)
    if x.sign != y.sign {
      if from + to <= steps { return y }
      if from < steps { return Double(signOf: y, magnitudeOf: Double(bitPattern: steps - from)) }
      return Double(signOf: x, magnitudeOf: Double(bitPattern: from - steps))
    }
    if max(from, to) - min(from, to) <= steps { return y }
    let reached = from > to ? from - steps : from + steps
    return Double(signOf: x, magnitudeOf: Double(bitPattern: reached))
  }

  // MARK: Parts of numbers

  private static let parts: [NativeEntry] = [
    .one("ceil", "(x, /)", .function) { c, x in rounded(c, x, .__ceil__) { $0.rounded(.up) } },
    .one("floor", "(x, /)", .function) { c, x in rounded(c, x, .__floor__) { $0.rounded(.down) } },
    .one("trunc", "(x, /)", .function) { c, x in
      if x.isSmallInt { return x }
      return bridge(c) { () throws(Raised) in
        if x.isInlineFloat { return try PythonInt.make(c, truncating: x.inlineFloat) }
        if try c.type(of: x).lookup(c, c.name(.__trunc__)).isEmpty {
          throw c.raise(.typeError, "type \(c.unqualifiedTypeName(of: x)) doesn't define __trunc__ method")
        }
        return try c.callSpecial(.__trunc__, x)
      }
    },
    .one("frexp", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in
        let number = try double(c, x)
        var exponent: Int32 = 0
        let fraction = number.isFinite ? frexp(number, &exponent) : number
        return try Tuple.make(c, PythonFloat.make(c, fraction), Value(smallInt: Int64(exponent))).value
      }
    },
    .two("ldexp", "(x, i, /)", .function) { c, x, i in
      bridge(c) { () throws(Raised) in
        let number = try double(c, x)
        guard let given = PythonInt.operand(i) else {
          throw c.raise(.typeError, "Expected an int as second argument to ldexp.")
        }
        if number == 0 || !number.isFinite { return try PythonFloat.make(c, number) }
        let bound = Int64(Int32.max)
        let exponent = PythonInt.int64(given) ?? (PythonInt.sign(given) < 0 ? -bound : bound)
        let result = scalbn(number, Int(max(-bound, min(exponent, bound))))
        if result.isInfinite { throw rangeError(c) }
        return try PythonFloat.make(c, result)
      }
    },
    .one("modf", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in
        let number = try double(c, x)
        let whole = number.rounded(.towardZero)
        let fraction = number.isNaN ? number : Double(signOf: number, magnitudeOf: number.isInfinite ? 0 : number - whole)
        return try Tuple.make(c, PythonFloat.make(c, fraction), PythonFloat.make(c, whole)).value
      }
    },
    .one("ulp", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in
        let number = try double(c, x).magnitude
        return try PythonFloat.make(c, number.isInfinite ? number : number.ulp)
      }
    },
  ]

  @inline(__always)
  private static func rounded(
    _ context: Context, _ value: Value, _ method: WellKnown, _ function: (Double) -> Double
  ) -> Value {
    if value.isSmallInt { return value }
    return bridge(context) { () throws(Raised) in
      if value.isInlineFloat { return try PythonInt.make(context, truncating: function(value.inlineFloat)) }
      if try !context.type(of: value).lookup(context, context.name(method)).isEmpty {
        return try context.callSpecial(method, value)
      }
      return try PythonInt.make(context, truncating: function(double(context, value)))
    }
  }

  private static let tests: [NativeEntry] = [
    .one("isfinite", "(x, /)", .function) { c, x in
      bridge(c) { () throws(Raised) in Value(try double(c, x).isFinite) }
    },
    .one("isinf", "(x, /)", .function) { c, x in bridge(c) { () throws(Raised) in Value(try double(c, x).isInfinite) } },
    .one("isnan", "(x, /)", .function) { c, x in bridge(c) { () throws(Raised) in Value(try double(c, x).isNaN) } },
    .window("isclose", "(a, b, *, rel_tol=<1e-09>, abs_tol=<0.0>)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (x, y) = (try double(c, a[0]), try double(c, a[1]))
        let relative = a[2].isEmpty ? 1e-09 : try double(c, a[2])
        let absolute = a[3].isEmpty ? 0 : try double(c, a[3])
        if relative < 0 || absolute < 0 { throw c.raise(.valueError, "tolerances must be non-negative") }
        if x == y { return .true }
        if x.isInfinite || y.isInfinite { return .false }
        let difference = (x - y).magnitude
        return Value(
          difference <= (relative * y).magnitude || difference <= (relative * x).magnitude || difference <= absolute)
      }
    },
  ]
}
