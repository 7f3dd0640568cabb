import CRuntime

// What `bytes` and `bytearray` share beyond the methods that text has too.

extension UnitString {
  /// `self[key]`: the number of a byte, or a part.
  func byteItem(_ context: Context, _ key: Value) throws(Raised) -> Value {
    let isArray = ByteArray(ifHas: value) != nil
    if let slice = Slice(ifExactly: key) {
      let indices = try slice.indices(context, length: units.count)
      let units = units
      if indices.step == 1 { return try part(context, of: units, indices.start, indices.start + indices.count) }
      let source = units.bound(to: UInt8.self)
      return try make(context, count: indices.count) { target in
        for place in 0..<indices.count { target[place] = source[indices.start + place * indices.step] }
      }
    }
    let given = try sequenceIndex(context, key, isArray ? "bytearray" : "byte")
    let units = units
    let index = given < 0 ? given + Int64(units.count) : given
    if index < 0 || index >= Int64(units.count) {
      throw context.raise(.indexError, isArray ? "bytearray index out of range" : "index out of range")
    }
    return Value(smallInt: Int64(units[Int(index)]))
  }

  /// Bytes-like objects compare by their bytes.
  static func compareBytes(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    bridge(context) { () throws(Raised) in
      // A view compares its items, of whatever format.
      if MemoryView(ifHas: right) != nil { return .notImplemented }
      guard let other = try context.bytes(of: right) else { return .notImplemented }
      let units = UnitString(left).units
      switch comparison {
      case .equal: return Value(TextUnits.areEqual(units, other))
      case .notEqual: return Value(!TextUnits.areEqual(units, other))
      default: return Value(comparison.holds(TextUnits.compare(units, other), 0))
      }
    }
  }

  /// `self + other`, of the left one's kind.
  /// `format % value` where the value is asked: for a format of its own kind.
  static func formatted(_ context: Context, _ format: Value, with value: Value) -> Value {
    guard format.isPointer, UnitString(format).kind == UnitString(value).kind else { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      try UnitString(format).holding(context) { () throws(Raised) in
        try PercentFormatter.format(context, UnitString(format), value)
      }
    }
  }

  func concatenated(_ context: Context, _ other: Value) throws(Raised) -> Value {
    guard let right = try context.bytes(of: other) else {
      throw context.raise(
        .typeError, "can't concat \(context.typeName(of: other)) to \(context.typeName(of: value))")
    }
    let left = units
    let (count, overflow) = left.count.addingReportingOverflow(right.count)
    if overflow { throw context.raiseMemoryError() }
    return try make(context, count: count) { target in
      UnsafeMutableRawPointer(target).copyMemory(from: left.base, byteCount: left.count)
      UnsafeMutableRawPointer(target + left.count).copyMemory(from: right.base, byteCount: right.count)
    }
  }

  func repeated(_ context: Context, _ times: Value) throws(Raised) -> Value {
    let times = Int(try repetition(context, times))
    let units = units
    if times == 1 { return try whole(context, units) }
    if times <= 0 || units.count == 0 { return try part(context, of: units, 0, 0) }
    let (count, overflow) = units.count.multipliedReportingOverflow(by: times)
    if overflow { throw context.raise(.overflowError, "repeated bytes are too long") }
    return try make(context, count: count) { target in
      repeatBytes(of: units.base, units.count, times: times, to: UnsafeMutableRawPointer(target))
    }
  }

  /// `bytes.translate(table, delete)`.
  func translated(_ context: Context, _ table: Value, _ deleted: Value) throws(Raised) -> Value {
    let table = table == .none ? nil : try context.bytesLike(table)
    if let table, table.count != 256 {
      throw context.raise(.valueError, "translation table must be 256 characters long")
    }
    let deleted = deleted.isEmpty ? nil : try context.bytesLike(deleted)
    var isKept = InlineArray<256, Bool>(repeating: true)
    if let deleted { for index in 0..<deleted.count { isKept[Int(deleted[index])] = false } }
    let units = units
    var builder = try TextBuilder(context, capacity: units.count)
    for index in 0..<units.count {
      let code = units[index]
      if isKept[Int(code)] { try builder.append(context, codePoint: table.map { $0[Int(code)] } ?? code) }
    }
    return try finish(context, builder)
  }

  /// `bytes.maketrans(from, to)`.
  static func byteTable(_ context: Context, _ from: Value, _ to: Value) throws(Raised) -> Value {
    let (source, target) = (try context.bytesLike(from), try context.bytesLike(to))
    if source.count != target.count {
      throw context.raise(.valueError, "maketrans arguments must have same length")
    }
    let table = try Bytes.allocate(context, count: 256)
    let bytes = table.base.assumingMemoryBound(to: UInt8.self)
    for index in 0..<256 { bytes[index] = UInt8(index) }
    for index in 0..<source.count { bytes[Int(source[index])] = UInt8(target[index]) }
    return table.value
  }

  // MARK: Hexadecimal

  /// `bytes.hex(separator, groups)`: groups are counted from the end where their size is positive.
  static func hexadecimal(
    _ context: Context, _ units: TextUnits, _ separator: Value, _ groupSize: Value
  ) throws(Raised) -> Value {
    var builder = try TextBuilder(context, capacity: units.count * 2)
    var mark: UInt32?
    if !separator.isEmpty {
      let length = try context.length(separator)
      if length != 1 { throw context.raise(.valueError, "sep must be length 1.") }
      guard Text(ifHas: separator) != nil || Bytes(ifHas: separator) != nil else {
        throw context.raise(.typeError, "sep must be str or bytes.")
      }
      let code = UnitString(separator).units[0]
      if code >= 0x80 { throw context.raise(.valueError, "sep must be ASCII.") }
      mark = code
    }
    let size = Int(try context.intArgument(groupSize))
    for index in 0..<units.count {
      if let mark, size != 0, index > 0, (size > 0 ? units.count - index : index) % Int(size.magnitude) == 0 {
        try builder.append(context, codePoint: mark)
      }
      for nibble in [units[index] >> 4, units[index] & 15] {
        try builder.append(context, codePoint: nibble + (nibble < 10 ? 0x30 : 0x57))
      }
    }
    return try builder.finish(context).value
  }

  /// `bytes.fromhex(text)`: pairs of digits with white space between them.
  static func bytes(_ context: Context, fromHexadecimal value: Value) throws(Raised) -> Bytes {
    let units: TextUnits
    if let text = Text(ifHas: value) {
      units = text.units
    } else if let bytes = try context.bytes(of: value) {
      units = bytes
    } else {
      throw context.raise(
        .typeError, "fromhex() argument must be str or bytes-like, not \(context.typeName(of: value))")
    }
    func digit(_ place: Int) throws(Raised) -> UInt8 {
      if place >= units.count {
        throw context.raise(.valueError, "fromhex() arg must contain an even number of hexadecimal digits")
      }
      switch units[place] {
      case let code where code &- 0x30 < 10: return UInt8(code - 0x30)
      case let code where code < 0x80 && (code | 0x20) &- 0x61 < 6: return UInt8((code | 0x20) - 0x57)
      default:
        throw context.raise(
          .valueError, "non-hexadecimal number found in fromhex() arg at position \(place)")
      }
    }
    let result = try Bytes.allocate(context, count: units.count / 2)
    var (place, count) = (0, 0)
    while place < units.count {
      if units[place] == 0x20 || units[place] &- 0x09 < 5 {
        place += 1
        continue
      }
      let byte = try digit(place) << 4 | digit(place + 1)
      result.base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
      count += 1
      place += 2
    }
    return try Bytes.slice(context, result, 0, count)
  }

  // MARK: Declaration

  static let byteSlots: [SlotEntry] = [
    .unary(.length) { _, s in Value(smallInt: Int64(UnitString(s).units.count)) },
    .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try UnitString(s).byteItem(c, key) } },
    .binary(.contains) { c, s, part in bridge(c) { () throws(Raised) in Value(try UnitString(s).contains(c, part)) } },
    .binary(.add) { c, s, o in bridge(c) { () throws(Raised) in try UnitString(s).concatenated(c, o) } },
    .binary(.multiply) { c, s, o in bridge(c) { () throws(Raised) in try UnitString(s).repeated(c, o) } },
    .binary(.reflectedMultiply) { c, s, o in bridge(c) { () throws(Raised) in try UnitString(s).repeated(c, o) } },
    .binary(.modulo) { c, s, o in
      bridge(c) { () throws(Raised) in
        try UnitString(s).holding(c) { () throws(Raised) in try PercentFormatter.format(c, UnitString(s), o) }
      }
    },
    .binary(.reflectedModulo) { c, s, o in UnitString.formatted(c, o, with: s) },
    .binary(.equal) { c, s, o in compareBytes(c, s, o, .equal) },
    .binary(.notEqual) { c, s, o in compareBytes(c, s, o, .notEqual) },
    .binary(.less) { c, s, o in compareBytes(c, s, o, .less) },
    .binary(.lessEqual) { c, s, o in compareBytes(c, s, o, .lessEqual) },
    .binary(.greater) { c, s, o in compareBytes(c, s, o, .greater) },
    .binary(.greaterEqual) { c, s, o in compareBytes(c, s, o, .greaterEqual) },
  ]

  private static let sharedMethods = methods(
    strip: "(self, bytes=None, /)", join: "(self, iterable_of_bytes, /)", fill: "(self, width, fillchar=<b' '>, /)")

  static let byteMethods: [NativeEntry] = sharedMethods + [
    .window("replace", "(self, old, new, count=-1, /)") { c, a in
      bridge(c) { () throws(Raised) in try replace(c, a) }
    },
    .window("translate", "(self, table, /, delete=<b''>)") { c, a in
      bridge(c) { () throws(Raised) in try UnitString(a[0]).translated(c, a[1], a[2]) }
    },
    .two("maketrans", "(frm, to, /)", .staticMethod) { c, from, to in
      bridge(c) { () throws(Raised) in try byteTable(c, from, to) }
    },
    .window("hex", "(self, /, sep=<unset>, bytes_per_sep=1)") { c, a in
      let bytes = UnitString(a[0])
      return bridge(c) { () throws(Raised) in
        try bytes.holding(c) { () throws(Raised) in try hexadecimal(c, bytes.units, a[1], a[2]) }
      }
    },
    .two("fromhex", "(type, string, /)", .classMethod) { c, type, text in
      bridge(c) { () throws(Raised) in
        let bytes = try bytes(c, fromHexadecimal: text)
        if Type(type) == Interpreter(of: c).type(Kind.bytes) { return bytes.value }
        return try c.call(type, bytes.value)
      }
    },
    .window("decode", "(self, /, encoding='utf-8', errors='strict')") { c, a in
      bridge(c) { () throws(Raised) in
        let (encoding, errors) = try encodingArguments(c, "decode", a[1], a[2])
        return try Encoding.decode(c, a[0], UnitString(a[0]).units, encoding, errors)
      }
    },
  ]

  /// The names of an encoding and of a way to handle errors, which are texts.
  static func encodingArguments(
    _ context: Context, _ function: StaticString, _ encoding: Value, _ errors: Value
  ) throws(Raised) -> (encoding: Text, errors: Text) {
    func text(_ value: Value, _ name: StaticString, _ fallback: StaticString) throws(Raised) -> Text {
      if value.isEmpty { return try Text.make(context, fallback) }
      if let text = Text(ifHas: value) { return text }
      throw context.raise(
        .typeError, "\(function)() argument '\(name)' must be str, not \(context.typeName(of: value))")
    }
    return (try text(encoding, "encoding", "utf-8"), try text(errors, "errors", "strict"))
  }
}
