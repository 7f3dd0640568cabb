import CRuntime

extension PythonInt {
  /// What `int` answers to an operator: nothing where the other operand is no int.
  @inline(__always)
  private static func binary(
    _ context: Context, _ left: Value, _ right: Value,
    _ body: (Context, Value, Value) throws(Raised) -> Value
  ) -> Value {
    guard let left = operand(left), let right = operand(right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in try body(context, left, right) }
  }

  private static func compare(_ left: Value, _ right: Value, _ body: (Int) -> Bool) -> Value {
    guard let left = operand(left), let right = operand(right) else { return .notImplemented }
    return Value(body(compare(left, right)))
  }

  /// The int of a value that is one.
  static func number(_ value: Value) -> Value { operand(value) ?? Value(smallInt: 0) }

  static func divmod(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if sign(right) == 0 { throw context.raise(.zeroDivisionError, "division by zero") }
    let division = try divide(context, left, right)
    return try Tuple.make(context, division.quotient, division.remainder).value
  }

  static func trueQuotient(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    try PythonFloat.make(context, trueDivide(context, left, right))
  }

  private static func floatPower(_ context: Context, _ base: Value, _ exponent: Value) throws(Raised) -> Value {
    if sign(exponent) < 0 {
      if sign(base) == 0 { throw context.raise(.zeroDivisionError, "zero to a negative power") }
      let power = try PythonFloat.power(context, double(context, base), double(context, exponent))
      return try PythonFloat.make(context, power ?? .nan)
    }
    return try power(context, base, exponent)
  }

  // MARK: int(…)

  /// `int(value)`, `int(text, base)`.
  static func convert(_ context: Context, _ value: Value, base: Value) throws(Raised) -> Value {
    if base.isEmpty { return value.isEmpty ? Value(smallInt: 0) : try convert(context, value) }
    if value.isEmpty { throw context.raise(.typeError, "int() missing string argument") }
    let number = try context.index(of: base)
    let base = number.isSmallInt ? number.smallInt : -1
    if base != 0, base < 2 || base > 36 {
      throw context.raise(.valueError, "int() base must be >= 2 and <= 36, or 0")
    }
    if let text = Text(ifHas: value) { return try parsed(context, text.units, value, Int32(base)) }
    if Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil {
      return try parsed(context, UnitString(value).units, Bytes.constant(context, value), Int32(base))
    }
    throw context.raise(.typeError, "int() can't convert non-string with explicit base")
  }

  private static func parsed(
    _ context: Context, _ units: TextUnits, _ value: Value, _ base: Int32
  ) throws(Raised) -> Value {
    // What is white space as a character may not be as a byte.
    if Text(ifHas: value) != nil || units.codePointBound < 0x80, let number = try parse(context, units, base: base) {
      return number
    }
    throw invalidLiteral(context, base: base, shown: try context.repr(value))
  }

  private static func convert(_ context: Context, _ value: Value) throws(Raised) -> Value {
    let type = context.type(of: value)
    if let function = type.unary(.int) {
      let result = try check(function(context, value))
      guard let number = operand(result) else {
        throw context.raise(.typeError, "__int__ returned non-int (type \(context.typeName(of: result)))")
      }
      try context.warnOfDerivedInt(result, "__int__")
      return try exact(context, number)
    }
    if type.has(.index) { return try context.index(of: value) }
    if let text = Text(ifHas: value) { return try parsed(context, text.units, value, 10) }
    if let units = try context.bytes(of: value) { return try parsed(context, units, Bytes.constant(context, value), 10) }
    throw context.raise(
      .typeError,
      "int() argument must be a string, a bytes-like object or a real number, not '\(type.shortName)'")
  }

  private static func isLittleEndian(
    _ context: Context, _ order: Value, _ function: StaticString
  ) throws(Raised) -> Bool {
    guard let name = Text(ifHas: order) else {
      throw context.raise(
        .typeError, "\(function)() argument 'byteorder' must be str, not \(context.typeName(of: order))")
    }
    if name == "little" { return true }
    if name == "big" { return false }
    throw context.raise(.valueError, "byteorder must be either 'little' or 'big'")
  }

  /// The bytes of a bytes-like object, of an iterable of ints, or of what a `__bytes__` answers.
  private static func bytes(_ context: Context, _ value: Value) throws(Raised) -> Bytes {
    if try context.bytes(of: value) != nil { return Bytes(try Bytes.constant(context, value)) }
    let type = context.type(of: value)
    let isIterable = type.has(.iterate) || type.has(.getItem)
    let isConverted = try !type.lookup(context, context.name(.__bytes__)).isEmpty
    if Text(ifHas: value) != nil || !isIterable && !isConverted {
      throw context.raise(.typeError, "cannot convert '\(context.typeName(of: value))' object to bytes")
    }
    return Bytes(try context.call(Interpreter(of: context).type(.bytes).value, value))
  }

  /// An instance of a class derived from `int`.
  private static func derived(_ context: Context, _ number: Value, as type: Type) throws(Raised) -> Value {
    if !type.flags.contains(.derivedInstances) { return number }
    let big = try BigInt.operand(context, number)
    return try context.derived(big.value, size: MemoryLayout<BigIntLayout>.size + big.count * 8, as: type)
  }

  static let declaration = TypeDeclaration(
    "int", kind: .int, flags: [.base, .matchesSelf],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        if let object = onlyArgument(type, arguments, count, names) {
          return bridge(c) { () throws(Raised) in try convert(c, object, base: .empty) }
        }
        return initializing(c, "int", "(type, x=<unset>, /, base=<unset>) unpacking", { c, a in
          bridge(c) { () throws(Raised) in try derived(c, convert(c, a[1], base: a[2]), as: Type(a[0])) }
        }, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try decimalText(c, number(s)).value } },
      .unary(.hash) { _, s in Value(smallInt: hash(number(s))) },
      .unary(.bool) { _, s in Value(sign(number(s)) != 0) },
      .unary(.int) { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .unary(.index) { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .unary(.float) { c, s in
        bridge(c) { () throws(Raised) in try PythonFloat.make(c, double(c, number(s))) }
      },
      .unary(.negative) { c, s in bridge(c) { () throws(Raised) in try negate(c, number(s)) } },
      .unary(.positive) { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .unary(.absolute) { c, s in bridge(c) { () throws(Raised) in try absolute(c, number(s)) } },
      .unary(.invert) { c, s in bridge(c) { () throws(Raised) in try invert(c, number(s)) } },
      .binary(.equal) { _, s, o in compare(s, o) { $0 == 0 } },
      .binary(.notEqual) { _, s, o in compare(s, o) { $0 != 0 } },
      .binary(.less) { _, s, o in compare(s, o) { $0 < 0 } },
      .binary(.lessEqual) { _, s, o in compare(s, o) { $0 <= 0 } },
      .binary(.greater) { _, s, o in compare(s, o) { $0 > 0 } },
      .binary(.greaterEqual) { _, s, o in compare(s, o) { $0 >= 0 } },
      .binary(.add) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try add(c, l, r) } },
      .binary(.reflectedAdd) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try add(c, l, r) } },
      .binary(.subtract) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try subtract(c, l, r) } },
      .binary(.reflectedSubtract) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try subtract(c, l, r) } },
      .binary(.multiply) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try multiply(c, l, r) } },
      .binary(.reflectedMultiply) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try multiply(c, l, r) } },
      .binary(.divide) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try trueQuotient(c, l, r) } },
      .binary(.reflectedDivide) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try trueQuotient(c, l, r) } },
      .binary(.floorDivide) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try floorDivide(c, l, r) } },
      .binary(.reflectedFloorDivide) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try floorDivide(c, l, r) } },
      .binary(.modulo) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try modulo(c, l, r) } },
      .binary(.reflectedModulo) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try modulo(c, l, r) } },
      .binary(.power) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try floatPower(c, l, r) } },
      .binary(.reflectedPower) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try floatPower(c, l, r) } },
      .binary(.leftShift) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try shiftLeft(c, l, r) } },
      .binary(.reflectedLeftShift) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try shiftLeft(c, l, r) } },
      .binary(.rightShift) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try shiftRight(c, l, r) } },
      .binary(.reflectedRightShift) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try shiftRight(c, l, r) } },
      .binary(.bitAnd) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try and(c, l, r) } },
      .binary(.reflectedBitAnd) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try and(c, l, r) } },
      .binary(.bitOr) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try or(c, l, r) } },
      .binary(.reflectedBitOr) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try or(c, l, r) } },
      .binary(.bitXor) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try exclusiveOr(c, l, r) } },
      .binary(.reflectedBitXor) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try exclusiveOr(c, l, r) } },
    ],
    methods: [
      .one("__sizeof__") { _, s in
        // A small int is the word that refers to it.
        guard let number = BigInt(ifHas: s) else { return Value(smallInt: Int64(MemoryLayout<Value>.size)) }
        return Value(smallInt: Int64(MemoryLayout<BigIntLayout>.size + number.count * MemoryLayout<UInt64>.size))
      },
      .one("bit_length") { _, s in Value(smallInt: Int64(bitLength(number(s)))) },
      .one("bit_count") { _, s in Value(smallInt: Int64(bitCount(number(s)))) },
      .one("conjugate") { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .one("is_integer") { _, _ in .true },
      .one("__trunc__") { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .one("__floor__") { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .one("__ceil__") { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } },
      .two("__round__", "(self, ndigits=None, /)") { c, s, digits in
        bridge(c) { () throws(Raised) in try round(c, number(s), digits) }
      },
      .one("as_integer_ratio") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, exact(c, number(s)), Value(smallInt: 1)).value }
      },
      .two("__divmod__", "(self, value, /)") { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try divmod(c, l, r) } },
      .two("__rdivmod__", "(self, value, /)") { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try divmod(c, l, r) } },
      .one("__getnewargs__") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, exact(c, number(s))).value }
      },
      .window("to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)") { c, a in
        bridge(c) { () throws(Raised) in
          let length = try c.sizeArgument(a[1])
          let isLittleEndian = try isLittleEndian(c, a[2], "to_bytes")
          let isSigned = try c.isTrue(a[3])
          if length < 0 { throw c.raise(.valueError, "length argument must be non-negative") }
          let bytes = try Bytes.allocate(c, count: length)
          try write(
            c, number(a[0]), to: bytes.base.assumingMemoryBound(to: UInt8.self), count: length,
            isLittleEndian: isLittleEndian, isSigned: isSigned)
          return bytes.value
        }
      },
      .window("from_bytes", "(type, /, bytes, byteorder='big', *, signed=False)", .classMethod) { c, a in
        bridge(c) { () throws(Raised) in
          let isLittleEndian = try isLittleEndian(c, a[2], "from_bytes")
          let bytes = try bytes(c, a[1])
          let number = try make(c, bytes: bytes.bytes, isLittleEndian: isLittleEndian, isSigned: c.isTrue(a[3]))
          return Type(a[0]) == Interpreter(of: c).type(.int) ? number : try c.call(a[0], number)
        }
      },
      .two("__format__", "(self, format_spec, /)") { c, s, specification in
        bridge(c) { () throws(Raised) in
          try FormatSpecification.format(c, int: s, FormatSpecification.given(c, specification)).value
        }
      },
      .getter("real", { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } }),
      .getter("imag", { _, _ in Value(smallInt: 0) }),
      .getter("numerator", { c, s in bridge(c) { () throws(Raised) in try exact(c, number(s)) } }),
      .getter("denominator", { _, _ in Value(smallInt: 1) }),
    ])

  /// `round(number, digits)`: to a multiple of a power of ten, halves to even.
  private static func round(_ context: Context, _ number: Value, _ digits: Value) throws(Raised) -> Value {
    if digits == .none { return try exact(context, number) }
    let places = try context.index(of: digits)
    if sign(places) >= 0 { return try exact(context, number) }
    let unit = try power(context, Value(smallInt: 10), negate(context, places))
    return try multiply(context, divideToNearest(context, number, unit), unit)
  }
}

/// `bool`, the subclass of int that has two values.
enum PythonBool {
  private static func logical(
    _ context: Context, _ left: Value, _ right: Value, _ slot: Slot, _ body: (Bool, Bool) -> Bool
  ) -> Value {
    let isLeft = left == .true || left == .false
    if isLeft, right == .true || right == .false { return Value(body(left == .true, right == .true)) }
    guard let function = Interpreter(of: context).type(Kind.int).binary(slot) else { return .notImplemented }
    return function(context, left, right)
  }

  private static var deprecatedInversion: String {
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise "
      + "inversion of the underlying int object and is usually not what you expect from negating a bool. "
      + "Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."
  }

  static let declaration = TypeDeclaration(
    "bool", kind: .int, shape: BuiltinShape.bool, base: UInt32(Kind.int.rawValue), flags: [.matchesSelf],
    signature: "(object=False, /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        if let object = onlyArgument(type, arguments, count, names) {
          return bridge(c) { () throws(Raised) in Value(try c.isTrue(object)) }
        }
        return initializing(c, "bool", "(type, object=False, /)", { c, a in
          bridge(c) { () throws(Raised) in Value(try c.isTrue(a[1])) }
        }, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in try Text.make(c, s == .true ? "True" : "False" as StaticString).value }
      },
      .unary(.invert) { c, s in
        bridge(c) { () throws(Raised) in
          try c.warn(.deprecationWarning, deprecatedInversion)
          return try PythonInt.invert(c, Value(smallInt: s == .true ? 1 : 0))
        }
      },
      .binary(.bitAnd) { c, s, o in logical(c, s, o, .bitAnd) { $0 && $1 } },
      .binary(.bitOr) { c, s, o in logical(c, s, o, .bitOr) { $0 || $1 } },
      .binary(.bitXor) { c, s, o in logical(c, s, o, .bitXor) { $0 != $1 } },
    ])
}

extension Bytes {
  /// A bytes-like object as `bytes`.
  static func constant(_ context: Context, _ value: Value) throws(Raised) -> Value {
    if Bytes(ifHas: value) != nil { return value }
    return try context.call(Interpreter(of: context).type(.bytes).value, value)
  }
}
