import CRuntime

extension Complex {
  /// What stands on one side of an operator: a complex number, or a real one, which stays so.
  private enum Operand {
    case complex(ComplexNumber)
    case real(Double)

    var number: ComplexNumber {
      switch self {
      case .complex(let number): number
      case .real(let number): ComplexNumber(number)
      }
    }
  }

  private static func operand(_ context: Context, _ value: Value) throws(Raised) -> Operand? {
    if let complex = Complex(ifHas: value) { return .complex(complex.number) }
    if let number = PythonFloat.number(value) { return .real(number) }
    if let integer = PythonInt.operand(value) { return .real(try PythonInt.double(context, integer)) }
    return nil
  }

  @inline(__always)
  private static func binary(
    _ context: Context, _ left: Value, _ right: Value, _ both: (ComplexNumber, ComplexNumber) -> ComplexNumber,
    _ byReal: (ComplexNumber, Double) -> ComplexNumber, _ ofReal: (Double, ComplexNumber) -> ComplexNumber
  ) -> Value {
    bridge(context) { () throws(Raised) in
      guard let left = try operand(context, left), let right = try operand(context, right) else {
        return .notImplemented
      }
      switch (left, right) {
      case (.complex(let left), .complex(let right)): return try make(context, both(left, right))
      case (.complex(let left), .real(let right)): return try make(context, byReal(left, right))
      case (.real(let left), .complex(let right)): return try make(context, ofReal(left, right))
      case (.real, .real): return .notImplemented
      }
    }
  }

  private static func quotient(_ context: Context, _ left: Value, _ right: Value) -> Value {
    bridge(context) { () throws(Raised) in
      guard let divisor = try operand(context, right), try operand(context, left) != nil else { return .notImplemented }
      if divisor.number.isZero { throw context.raise(.zeroDivisionError, "division by zero") }
      return try check(binary(context, left, right, { $0 / $1 }, { $0 / $1 }, { $0 / $1 }))
    }
  }

  private static func power(_ context: Context, _ base: Value, _ exponent: Value) -> Value {
    bridge(context) { () throws(Raised) in
      guard let base = try operand(context, base), let exponent = try operand(context, exponent) else {
        return .notImplemented
      }
      return try power(context, base.number, exponent.number)
    }
  }

  private static func isEqual(_ left: Value, _ right: Value) -> Bool? {
    let left = Complex(left).number
    if let right = Complex(ifHas: right) { return left == right.number }
    if let right = PythonFloat.number(right) { return left == ComplexNumber(right) }
    guard let right = PythonInt.operand(right) else { return nil }
    return left.imaginary == 0 && PythonFloat.compare(left.real, right) == 0
  }

  // MARK: complex(…)

  /// What `__complex__` answers, or the number that the value is; nil where it is none.
  private static func convert(_ context: Context, _ value: Value) throws(Raised) -> ComplexNumber? {
    if let complex = Complex(ifExactly: value) { return complex.number }
    let type = context.type(of: value)
    if try !type.lookup(context, context.name(.__complex__)).isEmpty {
      let result = try context.callSpecial(.__complex__, value)
      guard let complex = Complex(ifHas: result) else {
        throw context.raise(.typeError, "__complex__ returned non-complex (type \(context.typeName(of: result)))")
      }
      try context.warnOfDerived(result, "__complex__", "complex", .complex)
      return complex.number
    }
    if let number = try operand(context, value) { return number.number }
    if !type.has(.float), !type.has(.index) { return nil }
    return ComplexNumber(try PythonFloat.convert(context, value))
  }

  /// A number as C code takes it; TypeError for what is none.
  public static func number(_ context: Context, _ value: Value) throws(Raised) -> ComplexNumber {
    if Text(ifHas: value) == nil, let number = try convert(context, value) { return number }
    throw context.raise(.typeError, "must be real number, not \(context.typeName(of: value))")
  }

  /// One of the two parts that a complex number is made of.
  private static func part(_ context: Context, _ value: Value, _ name: StaticString) throws(Raised) -> ComplexNumber {
    if Text(ifHas: value) == nil, let number = try convert(context, value) { return number }
    throw context.raise(
      .typeError, "complex() argument '\(name)' must be a real number, not \(context.typeName(of: value))")
  }

  /// - Parameter isNamed: Whether any part was given by its name: a single one is then the real part, and no text.
  private static func make(
    _ context: Context, real: Value, imaginary: Value, isNamed: Bool
  ) throws(Raised) -> ComplexNumber {
    if imaginary.isEmpty, real.isEmpty || !isNamed {
      if real.isEmpty { return ComplexNumber(0) }
      if let text = Text(ifHas: real) { return try parse(context, real, text.units) }
      if let number = try convert(context, real) { return number }
      throw context.raise(
        .typeError, "complex() argument must be a string or a number, not \(context.typeName(of: real))")
    }
    var number = real.isEmpty ? ComplexNumber(0) : try part(context, real, "real")
    if !imaginary.isEmpty, Complex(ifHas: imaginary) == nil,
      try !context.type(of: imaginary).lookup(context, context.name(.__complex__)).isEmpty,
      !context.type(of: imaginary).has(.float)
    {
      throw context.raise(
        .typeError, "complex() argument 'imag' must be a real number, not \(context.typeName(of: imaginary))")
    }
    // Parts may be complex themselves, for now: real + imaginary · i.
    for (value, name) in [(real, "real"), (imaginary, "imag")] where !value.isEmpty {
      if Complex(ifHas: value) == nil,
        try context.type(of: value).lookup(context, context.name(.__complex__)).isEmpty
      { continue }
      let message = "complex() argument '\(name)' must be a real number, not \(context.typeName(of: value))"
      try context.warn(.deprecationWarning, message)
    }
    if imaginary.isEmpty { return number }
    let other = try part(context, imaginary, "imag")
    if Complex(ifHas: imaginary) != nil { number.real -= other.imaginary }
    number.imaginary = number.imaginary == 0 ? other.real : number.imaginary + other.real
    return number
  }

  private static func make(_ context: Context, _ number: ComplexNumber, as type: Value) throws(Raised) -> Value {
    try context.derived(make(context, number), size: MemoryLayout<ComplexLayout>.size, as: Type(type))
  }

  private static var newSignature: StaticString { "(type, /, real=<unset>, imag=<unset>)" }

  static let declaration = TypeDeclaration(
    "complex", kind: .complex, flags: [.base],
    documentation: "A number with a real and an imaginary part, from a string or from numbers.",
    signature: "(real=0, imag=0)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        names.isEmpty
          ? initializing(c, "complex", newSignature, { c, a in
            bridge(c) { () throws(Raised) in try make(c, make(c, real: a[1], imaginary: a[2], isNamed: false), as: a[0]) }
          }, type, arguments, Int(count), names)
          : initializing(c, "complex", newSignature, { c, a in
            bridge(c) { () throws(Raised) in try make(c, make(c, real: a[1], imaginary: a[2], isNamed: true), as: a[0]) }
          }, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, Complex(s).number).value } },
      .unary(.hash) { c, s in
        let number = Complex(s).number
        let isOrdinary = !number.real.isNaN && !number.imaginary.isNaN
        return bridge(c) { () throws(Raised) in try PythonInt.make(c, isOrdinary ? hash(number) : s.identityHash) }
      },
      .unary(.bool) { _, s in Value(!Complex(s).number.isZero) },
      .unary(.negative) { c, s in bridge(c) { () throws(Raised) in try make(c, -Complex(s).number) } },
      .unary(.positive) { c, s in bridge(c) { () throws(Raised) in try make(c, Complex(s).number) } },
      .unary(.absolute) { c, s in
        bridge(c) { () throws(Raised) in
          let number = Complex(s).number
          let magnitude = number.magnitude
          if magnitude.isInfinite, number.isFinite {
            throw c.raise(.overflowError, "absolute value too large")
          }
          return try PythonFloat.make(c, magnitude)
        }
      },
      .binary(.equal) { _, s, o in isEqual(s, o).map { Value($0) } ?? .notImplemented },
      .binary(.notEqual) { _, s, o in isEqual(s, o).map { Value(!$0) } ?? .notImplemented },
      .binary(.add) { c, s, o in binary(c, s, o, { $0 + $1 }, { $0 + $1 }, { $0 + $1 }) },
      .binary(.reflectedAdd) { c, s, o in binary(c, o, s, { $0 + $1 }, { $0 + $1 }, { $0 + $1 }) },
      .binary(.subtract) { c, s, o in binary(c, s, o, { $0 - $1 }, { $0 - $1 }, { $0 - $1 }) },
      .binary(.reflectedSubtract) { c, s, o in binary(c, o, s, { $0 - $1 }, { $0 - $1 }, { $0 - $1 }) },
      .binary(.multiply) { c, s, o in binary(c, s, o, { $0 * $1 }, { $0 * $1 }, { $0 * $1 }) },
      .binary(.reflectedMultiply) { c, s, o in binary(c, o, s, { $0 * $1 }, { $0 * $1 }, { $0 * $1 }) },
      .binary(.divide) { c, s, o in quotient(c, s, o) },
      .binary(.reflectedDivide) { c, s, o in quotient(c, o, s) },
      .binary(.power) { c, s, o in power(c, s, o) },
      .binary(.reflectedPower) { c, s, o in power(c, o, s) },
    ],
    methods: [
      .member("real") { c, s in bridge(c) { () throws(Raised) in try PythonFloat.make(c, Complex(s).number.real) } },
      .member("imag") { c, s in
        bridge(c) { () throws(Raised) in try PythonFloat.make(c, Complex(s).number.imaginary) }
      },
      .one("conjugate") { c, s in
        bridge(c) { () throws(Raised) in
          try make(c, ComplexNumber(Complex(s).number.real, -Complex(s).number.imaginary))
        }
      },
      .one("__complex__") { c, s in bridge(c) { () throws(Raised) in try make(c, Complex(s).number) } },
      .one("__getnewargs__") { c, s in
        bridge(c) { () throws(Raised) in
          let number = Complex(s).number
          return try Tuple.make(
            c, PythonFloat.make(c, number.real), PythonFloat.make(c, number.imaginary)).value
        }
      },
      .two("__format__", "(self, format_spec, /)") { c, s, specification in
        bridge(c) { () throws(Raised) in
          try FormatSpecification.format(c, complex: s, FormatSpecification.given(c, specification)).value
        }
      },
      .two("from_number", "(type, number, /)", .classMethod) { c, type, value in
        bridge(c) { () throws(Raised) in
          guard let number = try convert(c, value) else {
            throw c.raise(.typeError, "must be real number, not \(c.typeName(of: value))")
          }
          if Type(type).pointer.pointee.builtinShape != 0 { return try make(c, number) }
          return try c.call(type, make(c, number))
        }
      },
    ])
}
