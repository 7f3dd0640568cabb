import CRuntime
import Runtime

/// The module `binascii`: bytes written as text.
enum BinaryText {
  static let module = ModuleDeclaration(
    "binascii", "Conversion between binary data and ASCII.",
    functions: [
      .one("a2b_uu", "(data, /)", .function) { c, data in
        bridge(c) { () throws(Raised) in try decodeUU(c, ascii(c, data)).value }
      },
      .window("b2a_uu", "(data, /, *, backtick=False)", .function) { c, a in
        bridge(c) { () throws(Raised) in try encodeUU(c, buffer(c, a[0]), blank: c.isTrue(a[1]) ? 0x60 : 0x20).value }
      },
      .window("a2b_base64", "(data, /, *, strict_mode=False)", .function) { c, a in
        bridge(c) { () throws(Raised) in try decodeBase64(c, ascii(c, a[0]), isStrict: c.isTrue(a[1])).value }
      },
      .window("b2a_base64", "(data, /, *, newline=True)", .function) { c, a in
        bridge(c) { () throws(Raised) in try encodeBase64(c, buffer(c, a[0]), endsLine: c.isTrue(a[1])).value }
      },
      .one("a2b_hex", "(hexstr, /)", .function, fromHexadecimal),
      .one("unhexlify", "(hexstr, /)", .function, fromHexadecimal),
      .window("b2a_hex", "(data, sep=<unset>, bytes_per_sep=1)", .function, toHexadecimal),
      .window("hexlify", "(data, sep=<unset>, bytes_per_sep=1)", .function, toHexadecimal),
      .window("a2b_qp", "(data, header=False)", .function) { c, a in
        bridge(c) { () throws(Raised) in try QuotedPrintable.decode(c, ascii(c, a[0]), isHeader: c.isTrue(a[1])) }
      },
      .window("b2a_qp", "(data, quotetabs=False, istext=True, header=False)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          var encoder = QuotedPrintable(
            context: c, data: try buffer(c, a[0]), quotesBlanks: try c.isTrue(a[1]), isText: try c.isTrue(a[2]),
            isHeader: try c.isTrue(a[3]))
          return try encoder.encode()
        }
      },
      .two("crc32", "(data, crc=0, /)", .function) { c, data, crc in
        bridge(c) { () throws(Raised) in
          let start = try c.word(of: crc)
          return Value(smallInt: Int64(Checksum.crc32(try buffer(c, data), from: start)))
        }
      },
      .two("crc_hqx", "(data, crc, /)", .function) { c, data, crc in
        bridge(c) { () throws(Raised) in
          let start = try c.word(of: crc)
          return Value(smallInt: Int64(Checksum.hqx(try buffer(c, data), from: start)))
        }
      },
    ],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "Error", error(c))
      try module.set(c, "Incomplete", c.makeException("binascii.Incomplete", base: .exception))
    })

  // MARK: Errors and arguments

  private static func error(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .binaryTextError) { () throws(Raised) in
      try context.makeException("binascii.Error", base: .valueError)
    }
  }

  static func raise(_ context: Context, _ message: String) -> Raised {
    do throws(Raised) {
      let exception = try context.call(error(context), Text.make(context, message).value)
      return context.raise(Exception(exception))
    } catch {
      return error
    }
  }

  private static func buffer(_ context: Context, _ value: Value) throws(Raised) -> UnsafeBufferPointer<UInt8> {
    bytes(try context.bytesLike(value))
  }

  /// Bytes, or text of ASCII alone.
  private static func ascii(_ context: Context, _ value: Value) throws(Raised) -> UnsafeBufferPointer<UInt8> {
    if let text = Text(ifHas: value) {
      if text.isASCII { return bytes(text.units) }
      throw context.raise(.valueError, "string argument should contain only ASCII characters")
    }
    if let units = try context.bytes(of: value) { return bytes(units) }
    throw context.raise(
      .typeError, "argument should be bytes, buffer or ASCII string, not '\(context.typeName(of: value))'")
  }

  private static func bytes(_ units: TextUnits) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: units.base.assumingMemoryBound(to: UInt8.self), count: units.count)
  }

  // MARK: Hexadecimal

  private static let fromHexadecimal: UnaryFunction = { c, digits in
    bridge(c) { () throws(Raised) in
      let source = try ascii(c, digits)
      if source.count & 1 != 0 { throw raise(c, "Odd-length string") }
      let result = try Bytes.allocate(c, count: source.count / 2)
      for index in 0..<result.count {
        guard let high = digit(source[2 * index]), let low = digit(source[2 * index + 1]) else {
          throw raise(c, "Non-hexadecimal digit found")
        }
        result.base.storeBytes(of: high << 4 | low, toByteOffset: index, as: UInt8.self)
      }
      return result.value
    }
  }

  private static let toHexadecimal: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let distance = try Int(c.intArgument(a[2]))
      let separator = a[1].isEmpty ? nil : try separator(c, a[1])
      let source = try buffer(c, a[0])
      var target = try Bytes.allocate(c, count: source.count * 2)
      guard let separator, distance != 0, source.count > 0 else {
        for index in 0..<source.count { write(source[index], to: target.base + index * 2) }
        return target.value
      }
      // A positive distance counts from the end.
      let size = abs(distance)
      target = try Bytes.allocate(c, count: source.count * 2 + (source.count - 1) / size)
      var place = 0
      for index in 0..<source.count {
        let isBoundary = distance > 0 ? (source.count - index) % size == 0 : index % size == 0
        if index > 0, isBoundary {
          target.base.storeBytes(of: separator, toByteOffset: place, as: UInt8.self)
          place += 1
        }
        write(source[index], to: target.base + place)
        place += 2
      }
      return target.value
    }
  }

  private static func separator(_ context: Context, _ value: Value) throws(Raised) -> UInt8 {
    if try context.length(value) != 1 { throw context.raise(.valueError, "sep must be length 1.") }
    if let text = Text(ifHas: value) {
      if let byte = UInt8(exactly: text.codePoint(at: 0)) { return byte }
      throw context.raise(.valueError, "sep must be ASCII.")
    }
    guard let bytes = Bytes(ifHas: value) else { throw context.raise(.typeError, "sep must be str or bytes.") }
    return bytes.bytes[0]
  }

  private static func write(_ byte: UInt8, to target: UnsafeMutableRawPointer) {
    target.storeBytes(of: hexadecimalDigit(byte >> 4, isUpper: false), as: UInt8.self)
    (target + 1).storeBytes(of: hexadecimalDigit(byte & 15, isUpper: false), as: UInt8.self)
  }

  @inline(__always)
  static func hexadecimalDigit(_ number: UInt8, isUpper: Bool) -> UInt8 {
    number < 10 ? UInt8(ascii: "0") + number : (isUpper ? UInt8(ascii: "A") : UInt8(ascii: "a")) + number - 10
  }

  /// The number of a hexadecimal digit.
  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  // MARK: Uuencoding, a line at a time: its length, then six bits a character

  private static func decodeUU(_ context: Context, _ line: UnsafeBufferPointer<UInt8>) throws(Raised) -> Bytes {
    guard let first = line.first else { throw raise(context, "Missing length byte") }
    let result = try Bytes.allocate(context, count: Int(first &- 0x20) & 0x3f)
    var (place, bits, bitCount): (Int, UInt32, UInt32) = (1, 0, 0)
    for index in 0..<result.count {
      while bitCount < 8 {
        var sextet: UInt8 = 0
        // A line may lack blanks at its end.
        if place < line.count, line[place] != 0x0a, line[place] != 0x0d {
          if line[place] < 0x20 || line[place] > 0x60 { throw raise(context, "Illegal char") }
          sextet = (line[place] - 0x20) & 0x3f
        }
        place += 1
        (bits, bitCount) = (bits << 6 | UInt32(sextet), bitCount + 6)
      }
      bitCount -= 8
      result.base.storeBytes(of: UInt8(truncatingIfNeeded: bits >> bitCount), toByteOffset: index, as: UInt8.self)
    }
    while place < line.count {
      let byte = line[place]
      if byte != 0x20, byte != 0x60, byte != 0x0a, byte != 0x0d { throw raise(context, "Trailing garbage") }
      place += 1
    }
    return result
  }

  /// `blank` stands for zero.
  private static func encodeUU(
    _ context: Context, _ data: UnsafeBufferPointer<UInt8>, blank: UInt8
  ) throws(Raised) -> Bytes {
    if data.count > 45 { throw raise(context, "At most 45 bytes at once") }
    func character(_ number: UInt32) -> UInt8 { number & 0x3f == 0 ? blank : UInt8(number & 0x3f) + 0x20 }
    var line = [character(UInt32(data.count))]
    for start in stride(from: 0, to: data.count, by: 3) {
      var group: UInt32 = 0
      for index in start..<(start + 3) { group = group << 8 | (index < data.count ? UInt32(data[index]) : 0) }
      line += [character(group >> 18), character(group >> 12), character(group >> 6), character(group)]
    }
    return try Bytes.make(context, line + [0x0a])
  }
}

/// Checksums by tables that are made when they are first needed.
enum Checksum {
  private static let reflected: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xedb8_8320 }
  }

  /// The CRC of Ethernet, zip and many others.
  static func crc32(_ data: UnsafeBufferPointer<UInt8>, from start: UInt32) -> UInt32 {
    reflected.withUnsafeBufferPointer { table in
      var crc = ~start
      for byte in data { crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
      return ~crc
    }
  }

  private static let forward: [UInt16] = (0..<256).map { start in
    (0..<8).reduce(UInt16(start) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
  }

  /// The CRC of BinHex 4, the polynomial of CCITT.
  static func hqx(_ data: UnsafeBufferPointer<UInt8>, from start: UInt32) -> UInt16 {
    forward.withUnsafeBufferPointer { table in
      var crc = UInt16(truncatingIfNeeded: start)
      for byte in data { crc = crc << 8 ^ table[Int(UInt8(crc >> 8) ^ byte)] }
      return crc
    }
  }
}
