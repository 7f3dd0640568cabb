import CRuntime

extension Builtins {
  static let numbers: [NativeEntry] = [
    .one("abs", "(x, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try c.unary(.absolute, value) }
    },
    .two("divmod", "(x, y, /)", .function) { c, x, y in
      bridge(c) { () throws(Raised) in try divmod(c, x, y) }
    },
    .three("pow", "(base, exp, mod=None)", .function) { c, base, exponent, modulus in
      bridge(c) { () throws(Raised) in try c.power(base, exponent, modulus) }
    },
    .two("round", "(number, ndigits=None)", .function) { c, number, digits in
      bridge(c) { () throws(Raised) in
        if digits == .none {
          if number.isSmallInt { return number }
          if number.isInlineFloat { return try PythonFloat.round(c, number.inlineFloat) }
        }
        let method = try c.type(of: number).lookup(c, c.name(.__round__))
        if method.isEmpty {
          throw c.raise(.typeError, "type \(c.typeName(of: number)) doesn't define __round__ method")
        }
        if digits == .none { return try c.callSpecial(.__round__, number) }
        return try c.callSpecial(.__round__, number, digits)
      }
    },
    .one("bin", "(number, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try prefixed(c, value, 2, "0b") }
    },
    .one("oct", "(number, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try prefixed(c, value, 8, "0o") }
    },
    .one("hex", "(number, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try prefixed(c, value, 16, "0x") }
    },
  ]

  private static func prefixed(
    _ context: Context, _ value: Value, _ base: Int32, _ prefix: StaticString
  ) throws(Raised) -> Value {
    let number = try context.index(of: value)
    if number.isSmallInt {
      return try PythonInt.text(
        context, number.smallInt, bitsPerDigit: base.trailingZeroBitCount, after: prefix).value
    }
    let digits = String(try PythonInt.text(context, PythonInt.absolute(context, number), base: base))
    return try Text.make(context, (PythonInt.sign(number) < 0 ? "-" : "") + "\(prefix)" + digits).value
  }

  private static func divmod(_ context: Context, _ x: Value, _ y: Value) throws(Raised) -> Value {
    if let x = PythonInt.operand(x), let y = PythonInt.operand(y) { return try PythonInt.divmod(context, x, y) }
    for (name, receiver, other) in [(WellKnown.__divmod__, x, y), (.__rdivmod__, y, x)] {
      if try context.type(of: receiver).lookup(context, context.name(name)).isEmpty { continue }
      let result = try context.callSpecial(name, receiver, other)
      if result != .notImplemented { return result }
    }
    throw context.raise(
      .typeError,
      "unsupported operand type(s) for divmod(): '\(context.typeName(of: x))' and '\(context.typeName(of: y))'")
  }
}
