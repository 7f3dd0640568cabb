import CRuntime
import Runtime

/// The module `_codecs`: the registry of codecs and error handlers, and the encoders and decoders behind the library's
/// `encodings`. A codec's function returns its result and how much of its input it has used.
enum Codecs {
  static let module = ModuleDeclaration(
    "_codecs", "", functions: registry + unicode + Self.ascii + escapes + characterMaps)

  // MARK: The registry

  private static let registry: [NativeEntry] = [
    .one("register", "(search_function, /)", .function) { c, function in
      bridge(c) { () throws(Raised) -> Void in try CodecRegistry(c).register(function) }
    },
    .one("unregister", "(search_function, /)", .function) { c, function in
      bridge(c) { () throws(Raised) -> Void in try CodecRegistry(c).unregister(function) }
    },
    .one("lookup", "(encoding, /)", .function) { c, encoding in
      bridge(c) { () throws(Raised) in
        try CodecRegistry(c).codec(named: c.text(encoding, "lookup() argument")).value
      }
    },
    .window("encode", "(obj, encoding='utf-8', errors=<'strict'>)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let name = try c.text(a[1], "encode() argument 'encoding'")
        if !a[2].isEmpty { _ = try c.text(a[2], "encode() argument 'errors'") }
        return try CodecRegistry(c).encode(a[0], named: name, errors: a[2])
      }
    },
    .window("decode", "(obj, encoding='utf-8', errors=<'strict'>)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let name = try c.text(a[1], "decode() argument 'encoding'")
        if !a[2].isEmpty { _ = try c.text(a[2], "decode() argument 'errors'") }
        return try CodecRegistry(c).decode(a[0], named: name, errors: a[2])
      }
    },
    .two("register_error", "(errors, handler, /)", .function) { c, errors, handler in
      bridge(c) { () throws(Raised) -> Void in
        let name = try c.text(errors, "register_error() argument 1")
        try CodecRegistry(c).register(errorHandler: handler, named: name)
      }
    },
    .one("_unregister_error", "(errors, /)", .function) { c, errors in
      bridge(c) { () throws(Raised) in
        let name = try c.text(errors, "_unregister_error() argument")
        return Value(try CodecRegistry(c).unregister(errorHandlerNamed: name))
      }
    },
    .one("lookup_error", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) in
        try CodecRegistry(c).errorHandler(named: c.text(name, "lookup_error() argument"))
      }
    },
  ]

  // MARK: UTF-8, UTF-16, UTF-32

  private static let unicode: [NativeEntry] = [
    .two("utf_8_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "utf_8_encode", .utf8)
    },
    .three("utf_8_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_8_decode", .utf8)
    },
    .three("utf_16_encode", "(str, errors=None, byteorder=0, /)", .function) { c, text, errors, order in
      encoded(c, text, errors, order, "utf_16_encode", .utf16, .littleEndian16, .bigEndian16)
    },
    .two("utf_16_le_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "utf_16_le_encode", .littleEndian16)
    },
    .two("utf_16_be_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "utf_16_be_encode", .bigEndian16)
    },
    .three("utf_16_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_16_decode", .utf16)
    },
    .three("utf_16_le_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_16_le_decode", .littleEndian16)
    },
    .three("utf_16_be_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_16_be_decode", .bigEndian16)
    },
    .window(
      "utf_16_ex_decode",
      """
      (data, errors=None, byteorder=0, final=False,
                       /)
      """, .function
    ) { c, a in
      decodedWithOrder(c, a, "utf_16_ex_decode", .utf16, .littleEndian16, .bigEndian16)
    },
    .three("utf_32_encode", "(str, errors=None, byteorder=0, /)", .function) { c, text, errors, order in
      encoded(c, text, errors, order, "utf_32_encode", .utf32, .littleEndian32, .bigEndian32)
    },
    .two("utf_32_le_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "utf_32_le_encode", .littleEndian32)
    },
    .two("utf_32_be_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "utf_32_be_encode", .bigEndian32)
    },
    .three("utf_32_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_32_decode", .utf32)
    },
    .three("utf_32_le_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_32_le_decode", .littleEndian32)
    },
    .three("utf_32_be_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "utf_32_be_decode", .bigEndian32)
    },
    .window(
      "utf_32_ex_decode",
      """
      (data, errors=None, byteorder=0, final=False,
                       /)
      """, .function
    ) { c, a in
      decodedWithOrder(c, a, "utf_32_ex_decode", .utf32, .littleEndian32, .bigEndian32)
    },
    .two("utf_7_encode", "(str, errors=None, /)", .function) { c, text, errors in
      bridge(c) { () throws(Raised) in
        let text = try c.text(text, "utf_7_encode() argument 1")
        _ = try c.errors(errors, "utf_7_encode")
        return try result(c, UTF7.encode(c, text).value, text.count)
      }
    },
    .three("utf_7_decode", "(data, errors=None, final=False, /)", .function) { c, data, errors, final in
      bridge(c) { () throws(Raised) in
        let bytes = try c.bytesLike(data)
        var errors = CodecErrors(c, "utf7", try c.errors(errors, "utf_7_decode"), decoding: data, bytes)
        let (text, used) = try UTF7.decode(c, &errors, isFinal: c.isTrue(final))
        return try result(c, text.value, used)
      }
    },
  ]

  // MARK: ASCII and Latin-1

  private static let ascii: [NativeEntry] = [
    .two("latin_1_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "latin_1_encode", .latin1)
    },
    .two("latin_1_decode", "(data, errors=None, /)", .function) { c, data, errors in
      decoded(c, data, errors, .true, "latin_1_decode", .latin1)
    },
    .two("ascii_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "ascii_encode", .ascii)
    },
    .two("ascii_decode", "(data, errors=None, /)", .function) { c, data, errors in
      decoded(c, data, errors, .true, "ascii_decode", .ascii)
    },
    .two("readbuffer_encode", "(data, errors=None, /)", .function) { c, data, errors in
      bridge(c) { () throws(Raised) in
        let bytes = try c.bytesOrText(data)
        _ = try c.errors(errors, "readbuffer_encode")
        let copy = try Bytes.make(c, UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
        return try result(c, copy.value, bytes.count)
      }
    },
  ]

  // MARK: Results

  static func result(_ context: Context, _ value: Value, _ used: Int) throws(Raised) -> Value {
    try Tuple.make(context, value, Value(smallInt: Int64(used))).value
  }

  private static func encoded(
    _ context: Context, _ text: Value, _ errors: Value, _ function: StaticString, _ encoding: Encoding
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let text = try context.text(text, "\(function)() argument 1")
      let bytes = try encoding.encode(context, text, context.errors(errors, function))
      return try result(context, bytes.value, text.count)
    }
  }

  /// By an order of bytes: negative for the least first, 0 for that and a mark at the start.
  private static func encoded(
    _ context: Context, _ text: Value, _ errors: Value, _ order: Value, _ function: StaticString,
    _ marked: Encoding, _ little: Encoding, _ big: Encoding
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let order = try context.machineInt(order)
      let encoding = order == 0 ? marked : order < 0 ? little : big
      return try check(encoded(context, text, errors, function, encoding))
    }
  }

  private static func decoded(
    _ context: Context, _ data: Value, _ errors: Value, _ final: Value, _ function: StaticString, _ encoding: Encoding
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let bytes = try context.bytesLike(data)
      let decoded = try encoding.decode(
        context, data, bytes, context.errors(errors, function), isFinal: context.isTrue(final))
      return try result(context, decoded.text.value, decoded.used)
    }
  }

  /// The same, and the order of bytes that a mark has told.
  private static func decodedWithOrder(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ function: StaticString, _ marked: Encoding,
    _ little: Encoding, _ big: Encoding
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let bytes = try context.bytesLike(a[0])
      var order = try context.machineInt(a[2])
      let encoding = order == 0 ? marked : order < 0 ? little : big
      let decoded = try encoding.decode(
        context, a[0], bytes, context.errors(a[1], function), isFinal: context.isTrue(a[3]))
      if order == 0, let isBigEndian = decoded.isBigEndian { order = isBigEndian ? 1 : -1 }
      return try Tuple.make(
        context, decoded.text.value, Value(smallInt: Int64(decoded.used)), Value(smallInt: Int64(order))).value
    }
  }
}
