import CRuntime

extension PythonFloat {
  /// The number that a float's operator takes: of a float or an int; nil for anything else.
  @inline(__always)
  private static func operand(_ context: Context, _ value: Value) throws(Raised) -> Double? {
    if let number = number(value) { return number }
    if let integer = PythonInt.operand(value) { return try PythonInt.double(context, integer) }
    return nil
  }

  @inline(__always)
  private static func binary(
    _ context: Context, _ left: Value, _ right: Value,
    _ body: (Context, Double, Double) throws(Raised) -> Value
  ) -> Value {
    bridge(context) { () throws(Raised) in
      guard let left = try operand(context, left), let right = try operand(context, right) else {
        return .notImplemented
      }
      return try body(context, left, right)
    }
  }

  private static func compare(
    _ left: Value, _ right: Value, _ floats: (Double, Double) -> Bool, _ order: (Int) -> Bool, unordered: Bool
  ) -> Value {
    guard let left = number(left) else { return .notImplemented }
    if let right = number(right) { return Value(floats(left, right)) }
    guard let right = PythonInt.operand(right) else { return .notImplemented }
    return Value(compare(left, right).map(order) ?? unordered)
  }

  private static func of(_ value: Value) -> Double { number(value) ?? 0 }

  private static func power(_ context: Context, _ left: Double, _ right: Double) throws(Raised) -> Value {
    guard let result: Double = try power(context, left, right) else {
      return try Complex.power(context, ComplexNumber(left), ComplexNumber(right))
    }
    return try make(context, result)
  }

  static func divmod(_ context: Context, _ left: Double, _ right: Double) throws(Raised) -> Value {
    let result = try divideWithRemainder(context, left, right)
    return try Tuple.make(context, make(context, result.0), make(context, result.1)).value
  }

  /// `float(value)`.
  static func convert(_ context: Context, _ value: Value) throws(Raised) -> Double {
    if let number = number(value) {
      // A class derived from float may say otherwise.
      if !value.isPointer || value.object.pointee.kind == Kind.float.rawValue { return number }
    }
    let type = context.type(of: value)
    if let function = type.unary(.float) {
      let result = try check(function(context, value))
      guard let number = number(result) else {
        throw context.raise(
          .typeError, "\(type.shortName).__float__ returned non-float (type \(context.typeName(of: result)))")
      }
      try context.warnOfDerived(result, "\(type.shortName).__float__", "float", .float)
      return number
    }
    if type.has(.index) { return try PythonInt.double(context, context.index(of: value)) }
    let units = Text(ifHas: value) != nil ? Text(value).units : try context.bytes(of: value)
    if let units {
      // What is white space as a character may not be as a byte.
      if Text(ifHas: value) != nil || units.codePointBound < 0x80, let number = parse(units) { return number }
      throw invalidText(context, shown: try context.repr(value))
    }
    throw context.raise(
      .typeError, "float() argument must be a string or a real number, not '\(type.shortName)'")
  }

  /// A real number as C code takes it; TypeError for what is none, text among it.
  public static func realNumber(_ context: Context, _ value: Value) throws(Raised) -> Double {
    if let number = number(value) { return number }
    let type = context.type(of: value)
    if !type.has(.float), !type.has(.index) {
      throw context.raise(.typeError, "must be real number, not \(context.typeName(of: value))")
    }
    return try convert(context, value)
  }

  /// The result of a class method: an instance of that class.
  private static func make(_ context: Context, _ number: Double, as type: Value) throws(Raised) -> Value {
    let value = try make(context, number)
    return Type(type) == Interpreter(of: context).type(.float) ? value : try context.call(type, value)
  }

  static let declaration = TypeDeclaration(
    "float", kind: .float, flags: [.base, .matchesSelf],
    signature: "(x=0, /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        if let object = onlyArgument(type, arguments, count, names) {
          return bridge(c) { () throws(Raised) in try make(c, convert(c, object)) }
        }
        return initializing(c, "float", "(type, x=0, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let number = try convert(c, a[1])
            if !Type(a[0]).flags.contains(.derivedInstances) { return try make(c, number) }
            let exact = try HeapFloat.make(c, number).value
            return try c.derived(exact, size: MemoryLayout<HeapFloatLayout>.size, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, of(s)).value } },
      .unary(.hash) { _, s in
        let number = of(s)
        return Value(smallInt: number.isNaN ? s.identityHash >> 1 : hash(number))
      },
      .unary(.bool) { _, s in Value(of(s) != 0) },
      .unary(.float) { c, s in bridge(c) { () throws(Raised) in try make(c, of(s)) } },
      .unary(.int) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, truncating: of(s)) } },
      .unary(.negative) { c, s in bridge(c) { () throws(Raised) in try make(c, -of(s)) } },
      .unary(.positive) { c, s in bridge(c) { () throws(Raised) in try make(c, of(s)) } },
      .unary(.absolute) { c, s in bridge(c) { () throws(Raised) in try make(c, of(s).magnitude) } },
      .binary(.equal) { _, s, o in compare(s, o, { $0 == $1 }, { $0 == 0 }, unordered: false) },
      .binary(.notEqual) { _, s, o in compare(s, o, { $0 != $1 }, { $0 != 0 }, unordered: true) },
      .binary(.less) { _, s, o in compare(s, o, { $0 < $1 }, { $0 < 0 }, unordered: false) },
      .binary(.lessEqual) { _, s, o in compare(s, o, { $0 <= $1 }, { $0 <= 0 }, unordered: false) },
      .binary(.greater) { _, s, o in compare(s, o, { $0 > $1 }, { $0 > 0 }, unordered: false) },
      .binary(.greaterEqual) { _, s, o in compare(s, o, { $0 >= $1 }, { $0 >= 0 }, unordered: false) },
      .binary(.add) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, l + r) } },
      .binary(.reflectedAdd) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, l + r) } },
      .binary(.subtract) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, l - r) } },
      .binary(.reflectedSubtract) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, l - r) } },
      .binary(.multiply) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, l * r) } },
      .binary(.reflectedMultiply) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, l * r) } },
      .binary(.divide) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, divide(c, l, r)) } },
      .binary(.reflectedDivide) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, divide(c, l, r)) } },
      .binary(.floorDivide) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, floorDivide(c, l, r)) } },
      .binary(.reflectedFloorDivide) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, floorDivide(c, l, r)) } },
      .binary(.modulo) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try make(c, modulo(c, l, r)) } },
      .binary(.reflectedModulo) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try make(c, modulo(c, l, r)) } },
      .binary(.power) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try power(c, l, r) } },
      .binary(.reflectedPower) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try power(c, l, r) } },
    ],
    methods: [
      .one("is_integer") { _, s in Value(isInteger(of(s))) },
      .one("conjugate") { c, s in bridge(c) { () throws(Raised) in try make(c, of(s)) } },
      .one("hex") { c, s in bridge(c) { () throws(Raised) in try hexadecimal(c, of(s)).value } },
      .one("__trunc__") { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, truncating: of(s)) } },
      .one("__floor__") { c, s in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, truncating: of(s).rounded(.down)) }
      },
      .one("__ceil__") { c, s in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, truncating: of(s).rounded(.up)) }
      },
      .two("__round__", "(self, ndigits=None, /)") { c, s, digits in
        bridge(c) { () throws(Raised) in
          if digits == .none { return try round(c, of(s)) }
          let places = try c.index(of: digits)
          let clamped = PythonInt.int64(places) ?? PythonInt.sign(places) * 10_000
          return try make(c, round(c, of(s), places: Int(max(-10_000, min(10_000, clamped)))))
        }
      },
      .one("as_integer_ratio") { c, s in
        bridge(c) { () throws(Raised) in
          let ratio = try integerRatio(c, of(s))
          return try Tuple.make(c, ratio.0, ratio.1).value
        }
      },
      .two("fromhex", "(type, string, /)", .classMethod) { c, type, text in
        bridge(c) { () throws(Raised) in
          guard let text = Text(ifHas: text) else {
            throw c.raise(.typeError, "bad argument type for built-in operation")
          }
          return try make(c, parseHexadecimal(c, text.units), as: type)
        }
      },
      .two("from_number", "(type, number, /)", .classMethod) { c, type, value in
        bridge(c) { () throws(Raised) in
          if Text(ifHas: value) != nil || !c.type(of: value).has(.float) && !c.type(of: value).has(.index) {
            throw c.raise(.typeError, "must be real number, not \(c.typeName(of: value))")
          }
          return try make(c, convert(c, value), as: type)
        }
      },
      .two("__getformat__", "(type, typestr, /)", .classMethod) { c, _, name in
        bridge(c) { () throws(Raised) in
          guard let text = Text(ifHas: name) else {
            throw c.raise(.typeError, "__getformat__() argument must be str, not \(c.typeName(of: name))")
          }
          if text == "double" || text == "float" { return try Text.make(c, "IEEE, little-endian").value }
          throw c.raise(.valueError, "__getformat__() argument 1 must be 'double' or 'float'")
        }
      },
      .one("__getnewargs__") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, make(c, of(s))).value }
      },
      .two("__divmod__", "(self, value, /)") { c, s, o in
        binary(c, s, o) { (c, l, r) throws(Raised) in try divmod(c, l, r) }
      },
      .two("__rdivmod__", "(self, value, /)") { c, s, o in
        binary(c, o, s) { (c, l, r) throws(Raised) in try divmod(c, l, r) }
      },
      .two("__format__", "(self, format_spec, /)") { c, s, specification in
        bridge(c) { () throws(Raised) in
          let given = try FormatSpecification.given(c, specification)
          if given.count == 0 { return try c.str(s).value }
          return try FormatSpecification.format(c, float: of(s), given).value
        }
      },
      .getter("real", { c, s in bridge(c) { () throws(Raised) in try make(c, of(s)) } }),
      .getter("imag", { c, _ in bridge(c) { () throws(Raised) in try make(c, 0) } }),
    ])
}
