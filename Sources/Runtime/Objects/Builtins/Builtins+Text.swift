import CRuntime

extension Builtins {
  /// Text, and its output.
  static let text: [NativeEntry] = [
    .one("repr", "(obj, /)", .function) { c, value in bridge(c) { () throws(Raised) in try c.repr(value).value } },
    .one("ascii", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        let shown = try c.repr(value)
        if shown.isASCII { return shown.value }
        var builder = try TextBuilder(c)
        for index in 0..<shown.count {
          let code = shown.codePoint(at: index)
          if code < 0x80 {
            try builder.append(c, codePoint: code)
          } else {
            try builder.appendEscape(c, code, quote: 0)
          }
        }
        return try builder.finish(c).value
      }
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
    .one("ord", "(c, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        if let text = Text(ifHas: value) {
          if text.count == 1 { return Value(smallInt: Int64(text.codePoint(at: 0))) }
          throw c.raise(.typeError, "ord() expected a character, but string of length \(text.count) found")
        }
        if let bytes = Bytes(ifHas: value) {
          if bytes.count == 1 { return Value(smallInt: Int64(bytes.bytes[0])) }
          throw c.raise(.typeError, "ord() expected a character, but string of length \(bytes.count) found")
        }
        throw c.raise(.typeError, "ord() expected string of length 1, but \(c.typeName(of: value)) found")
      }
    },
    .window("print", "(*args, sep=None, end=None, file=None, flush=False)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try print(c, Tuple(a[0]), separator: a[1], end: a[2], file: a[3]) }
    },
  ]

  private static func print(
    _ context: Context, _ values: Tuple, separator: Value, end: Value, file: Value
  ) throws(Raised) {
    for (name, value) in [("sep", separator), ("end", end)] where value != .none && Text(ifHas: value) == nil {
      throw context.raise(.typeError, "\(name) must be None or a string, not \(context.typeName(of: value))")
    }
    var builder = try TextBuilder(context)
    for index in 0..<values.count {
      if index > 0 {
        if separator == .none { try builder.append(context, " ") } else { try builder.append(context, Text(separator)) }
      }
      try builder.append(context, context.str(values[index]))
    }
    if end == .none { try builder.append(context, "\n") } else { try builder.append(context, Text(end)) }
    let text = try builder.finish(context)
    if file != .none {
      _ = try context.call(context.getAttribute(file, Text.make(context, "write" as StaticString).value), text.value)
      return
    }
    let bytes = try Bytes.make(context, utf8: text)
    if !host_write(1, bytes.base, bytes.count) { throw context.raise(.osError, "cannot write to the standard output") }
  }
}
