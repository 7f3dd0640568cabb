import CRuntime

extension Bytes {
  /// What `bytes(source, encoding, errors)` holds, and `bytearray` alike. It may be the source itself.
  static func content(
    _ context: Context, _ source: Value, _ encoding: Value, _ errors: Value, _ name: StaticString
  ) throws(Raised) -> Bytes {
    let text = source.isEmpty ? nil : Text(ifHas: source)
    if !encoding.isEmpty || !errors.isEmpty {
      let (encodingName, errorsName) = try UnitString.encodingArguments(context, name, encoding, errors)
      guard let text else {
        let what = encoding.isEmpty ? "errors" : "encoding"
        throw context.raise(.typeError, "\(what) without a string argument")
      }
      if encoding.isEmpty { throw context.raise(.typeError, "string argument without an encoding") }
      return try Encoding.encode(context, text, encodingName, errorsName)
    }
    if source.isEmpty { return try allocate(context, count: 0) }
    let isForBytes = name.utf8CodeUnitCount == 5
    if text != nil {
      if isForBytes, let bytes = try converted(context, source) { return bytes }
      throw context.raise(.typeError, "string argument without an encoding")
    }
    if let bytes = Bytes(ifExactly: source) { return bytes }
    if isForBytes, let bytes = try converted(context, source) { return bytes }
    if let units = try context.bytes(of: source) {
      return try make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
    }
    if PythonInt.operand(source) != nil || context.type(of: source).has(.index) {
      let count = try context.machineIndex(of: source)
      if count < 0 { throw context.raise(.valueError, "negative count") }
      return try allocate(context, count: Int(count))
    }
    if !context.type(of: source).has(.iterate), !context.type(of: source).has(.getItem) {
      throw context.raise(.typeError, "cannot convert '\(context.typeName(of: source))' object to \(name)")
    }
    if !isForBytes { return try numbers(context, of: source, "byte") }
    return try numbers(context, of: source, "bytes", capacity: context.lengthHint(of: source))
  }

  /// What a value's `__bytes__` answers; nil for one without.
  static func converted(_ context: Context, _ value: Value) throws(Raised) -> Bytes? {
    let type = context.type(of: value)
    if try type.lookup(context, context.name(.__bytes__)).isEmpty { return nil }
    let result = try context.callSpecial(.__bytes__, value)
    if let bytes = Bytes(ifHas: result) { return bytes }
    throw context.raise(.typeError, "__bytes__ returned non-bytes (type \(context.typeName(of: result)))")
  }

  /// The bytes whose numbers an iterable gives.
  static func numbers(
    _ context: Context, of iterable: Value, _ what: StaticString, capacity: Int = 0
  ) throws(Raised) -> Bytes {
    var builder = try TextBuilder(context, capacity: capacity)
    try context.forEach(in: iterable) { (item) throws(Raised) in
      try builder.append(context, codePoint: UInt32(try context.byte(item, what)))
      return true
    }
    let units = builder.units
    return try make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
  }

  private static let slots: [SlotEntry] = [
    .window(.new) { c, type, arguments, count, names in
      initializing(c, "bytes", "(type, source=<unset>, encoding=<unset>, errors=<unset>)", { c, a in
        bridge(c) { () throws(Raised) in
          let bytes = try content(c, a[1], a[2], a[3], "bytes")
          return try c.derived(bytes.value, size: MemoryLayout<BytesLayout>.size + bytes.count, as: Type(a[0]))
        }
      }, type, arguments, Int(count), names)
    },
    .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, hash(c, Bytes(s))) } },
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, Bytes(s)).value } },
    .unary(.iterate) { c, s in
      bridge(c) { () throws(Raised) in try Adaptor.make(c, BuiltinShape.bytesIterator, s).value }
    },
  ]

  private static let conversions: [NativeEntry] = [
    .buffer,
    .one("__bytes__") { c, s in bridge(c) { () throws(Raised) in try slice(c, Bytes(s), 0, Bytes(s).count).value } },
    .one("__getnewargs__") { c, s in
      bridge(c) { () throws(Raised) in
        try Tuple.make(c, make(c, Bytes(s).bytes).value).value
      }
    },
    .one("__sizeof__") { _, s in Value(smallInt: Int64(MemoryLayout<BytesLayout>.size + Bytes(s).count)) },
  ]

  static let declaration = TypeDeclaration(
    "bytes", kind: .bytes, flags: [.base, .matchesSelf, .concatenates],
    slots: UnitString.byteSlots + slots, methods: UnitString.byteMethods + conversions)
}
