import CRuntime
import Glibc
import Runtime

/// The module `cmath`.
enum ComplexMathematics {
  static let module = ModuleDeclaration(
    "cmath", "Mathematical functions of complex numbers.", functions: elementary + [
      .window("log", "(z, base=<unset>, /)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let number = try apply(c, a[0], .log)
          if a[1].isEmpty { return try Complex.make(c, number) }
          let base = try apply(c, a[1], .log)
          return try c.binary(.divide, Complex.make(c, number), Complex.make(c, base))
        }
      },
      .one("log10", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let number = try apply(c, z, .log)
          return try Complex.make(c, ComplexNumber(number.real / M_LN10, number.imaginary / M_LN10))
        }
      },
      .one("phase", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let z = try number(c, z)
          return try PythonFloat.make(c, atan2(z.imaginary, z.real))
        }
      },
      .one("polar", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let z = try number(c, z)
          let length = hypot(z.real, z.imaginary)
          if length.isInfinite, z.real.isFinite, z.imaginary.isFinite { throw Mathematics.rangeError(c) }
          return try Tuple.make(c, PythonFloat.make(c, length), PythonFloat.make(c, atan2(z.imaginary, z.real))).value
        }
      },
      .two("rect", "(r, phi, /)", .function) { c, r, phi in
        bridge(c) { () throws(Raised) in
          let (length, angle) = (try Mathematics.double(c, r), try Mathematics.double(c, phi))
          if angle.isInfinite, !length.isNaN, length != 0 { throw Mathematics.domainError(c) }
          return try Complex.make(c, rectangular(length, angle))
        }
      },
      .one("isfinite", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let z = try number(c, z)
          return Value(z.real.isFinite && z.imaginary.isFinite)
        }
      },
      .one("isinf", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let z = try number(c, z)
          return Value(z.real.isInfinite || z.imaginary.isInfinite)
        }
      },
      .one("isnan", "(z, /)", .function) { c, z in
        bridge(c) { () throws(Raised) in
          let z = try number(c, z)
          return Value(z.real.isNaN || z.imaginary.isNaN)
        }
      },
      .window("isclose", "(a, b, *, rel_tol=<unset>, abs_tol=<unset>)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let (x, y) = (try number(c, a[0]), try number(c, a[1]))
          let relative = a[2].isEmpty ? 1e-09 : try Mathematics.double(c, a[2])
          let absolute = a[3].isEmpty ? 0 : try Mathematics.double(c, a[3])
          if relative < 0 || absolute < 0 { throw c.raise(.valueError, "tolerances must be non-negative") }
          return Value(areClose(x, y, relative, absolute))
        }
      },
    ],
    fill: { (c, module) throws(Raised) in
      for (name, number) in [("pi", .pi), ("e", M_E), ("tau", 2 * .pi), ("inf", .infinity), ("nan", .nan)] as [(StaticString, Double)] {
        try module.set(c, name, PythonFloat.make(c, number))
      }
      try module.set(c, "infj", Complex.make(c, ComplexNumber(0, .infinity)))
      try module.set(c, "nanj", Complex.make(c, ComplexNumber(0, .nan)))
    })

  private static let elementary: [NativeEntry] = [
    .one("acos", "(z, /)", .function) { c, z in value(c, z, .acos) },
    .one("acosh", "(z, /)", .function) { c, z in value(c, z, .acosh) },
    .one("asin", "(z, /)", .function) { c, z in value(c, z, .asin) },
    .one("asinh", "(z, /)", .function) { c, z in value(c, z, .asinh) },
    .one("atan", "(z, /)", .function) { c, z in value(c, z, .atan) },
    .one("atanh", "(z, /)", .function) { c, z in value(c, z, .atanh) },
    .one("cos", "(z, /)", .function) { c, z in value(c, z, .cos) },
    .one("cosh", "(z, /)", .function) { c, z in value(c, z, .cosh) },
    .one("exp", "(z, /)", .function) { c, z in value(c, z, .exp) },
    .one("sin", "(z, /)", .function) { c, z in value(c, z, .sin) },
    .one("sinh", "(z, /)", .function) { c, z in value(c, z, .sinh) },
    .one("sqrt", "(z, /)", .function) { c, z in value(c, z, .sqrt) },
    .one("tan", "(z, /)", .function) { c, z in value(c, z, .tan) },
    .one("tanh", "(z, /)", .function) { c, z in value(c, z, .tanh) },
  ]

  private static func value(_ context: Context, _ z: Value, _ function: ComplexFunction) -> Value {
    bridge(context) { () throws(Raised) in try Complex.make(context, apply(context, z, function)) }
  }

  private static func apply(
    _ context: Context, _ value: Value, _ function: ComplexFunction
  ) throws(Raised) -> ComplexNumber {
    let z = try number(context, value)
    let result = function(z)
    if z.real.isFinite, z.imaginary.isFinite {
      if !result.real.isInfinite, !result.imaginary.isInfinite { return result }
      throw function.hasPoles ? Mathematics.domainError(context) : Mathematics.rangeError(context)
    }
    if function.isUndefined(at: z) { throw Mathematics.domainError(context) }
    return result
  }

  /// A complex number, what `__complex__` answers, or a real number; TypeError for anything else.
  private static func number(_ context: Context, _ value: Value) throws(Raised) -> ComplexNumber {
    if let complex = Complex(ifExactly: value) { return complex.number }
    let method = try context.specialMethod("__complex__", of: value)
    if method.isEmpty { return ComplexNumber(try Mathematics.double(context, value)) }
    let result = try context.call(method)
    if let complex = Complex(ifHas: result) { return complex.number }
    throw context.raise(.typeError, "__complex__ returned non-complex (type \(context.typeName(of: result)))")
  }

  private static func rectangular(_ length: Double, _ angle: Double) -> ComplexNumber {
    if length.isInfinite, angle.isFinite, angle != 0 {
      return ComplexNumber(
        Double(signOf: cos(angle), magnitudeOf: length) * (length < 0 ? -1 : 1),
        Double(signOf: sin(angle), magnitudeOf: length) * (length < 0 ? -1 : 1))
    }
    // On the axis, and at zero whatever the angle, nothing is multiplied that could make a NaN.
    if angle == 0 { return ComplexNumber(length, length.isNaN ? 0 : length.sign == .minus ? -angle : angle) }
    if length.isInfinite { return ComplexNumber(.infinity, .nan) }
    if length == 0, !angle.isFinite { return ComplexNumber(0, 0) }
    return ComplexNumber(length * cos(angle), length * sin(angle))
  }

  private static func areClose(
    _ x: ComplexNumber, _ y: ComplexNumber, _ relative: Double, _ absolute: Double
  ) -> Bool {
    if x == y { return true }
    if [x, y].contains(where: { $0.real.isInfinite || $0.imaginary.isInfinite }) { return false }
    let difference = hypot(x.real - y.real, x.imaginary - y.imaginary)
    let (first, second) = (hypot(x.real, x.imaginary), hypot(y.real, y.imaginary))
    return difference <= relative * second || difference <= relative * first || difference <= absolute
  }
}
