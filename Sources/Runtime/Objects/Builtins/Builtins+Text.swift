import CRuntime

extension Builtins {
  /// Text, and its output.
  static let text: [NativeEntry] = [
    .one("repr", "(obj, /)", .function) { c, value in bridge(c) { () throws(Raised) in try c.repr(value).value } },
    .one("ascii", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try c.repr(value).escapedASCII(c).value }
    },
    .two("format", "(value, format_spec='', /)", .function) { c, value, specification in
      bridge(c) { () throws(Raised) in
        guard let text = Text(ifHas: specification) else {
          throw c.raise(.typeError, "format() argument 2 must be str, not \(c.typeName(of: specification))")
        }
        return try c.format(value, text).value
      }
    },
    .one("chr", "(i, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        let number = try c.index(of: value)
        guard number.isSmallInt, number.smallInt >= 0, number.smallInt < 0x110000 else {
          throw c.raise(.valueError, "chr() arg not in range(0x110000)")
        }
        return try Text.make(c, codePoint: UInt32(number.smallInt)).value
      }
    },
    .one("ord", "(character, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        if let text = Text(ifHas: value) {
          if text.count == 1 { return Value(smallInt: Int64(text.codePoint(at: 0))) }
          throw c.raise(.typeError, "ord() expected a character, but string of length \(text.count) found")
        }
        if Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil {
          let bytes = UnitString(value).units
          if bytes.count == 1 { return Value(smallInt: Int64(bytes[0])) }
          throw c.raise(.typeError, "ord() expected a character, but string of length \(bytes.count) found")
        }
        throw c.raise(.typeError, "ord() expected string of length 1, but \(c.typeName(of: value)) found")
      }
    },
  ]
}
