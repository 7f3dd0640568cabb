import CRuntime

extension Text {
  /// `text.translate(table)`: each code point looked up, and deleted, kept or put in another's place.
  static func translate(_ context: Context, _ text: Text, _ table: Value) throws(Raised) -> Text {
    let units = text.units
    var builder = try TextBuilder(context, capacity: units.count)
    // What single ASCII characters were found to stand for, so that each is looked up once.
    let unknown: UInt8 = 0xff
    var known = InlineArray<128, UInt8>(repeating: unknown)
    for place in 0..<units.count {
      let code = units[place]
      if code < 0x80, known[Int(code)] != unknown {
        try builder.append(context, codePoint: UInt32(known[Int(code)]))
        continue
      }
      func put(_ code: UInt32, for original: UInt32) throws(Raised) {
        if code < 0x80, original < 0x80 { known[Int(original)] = UInt8(code) }
        try builder.append(context, codePoint: code)
      }
      guard let mapped = try lookUp(context, table, code) else {
        try put(code, for: code)
        continue
      }
      if mapped == .none { continue }
      if let part = Text(ifHas: mapped) {
        if part.count == 1 {
          try put(part.codePoint(at: 0), for: code)
        } else {
          try builder.append(context, part)
        }
      } else if let number = PythonInt.operand(mapped) {
        guard number.isSmallInt, number.smallInt >= 0, number.smallInt < 0x110000 else {
          throw context.raise(.valueError, "character mapping must be in range(0x110000)")
        }
        try put(UInt32(number.smallInt), for: code)
      } else {
        throw context.raise(.typeError, "character mapping must return integer, None or str")
      }
    }
    return try builder.finish(context)
  }

  /// What a table has for a code point; nil for what it does not know.
  private static func lookUp(_ context: Context, _ table: Value, _ code: UInt32) throws(Raised) -> Value? {
    let key = Value(smallInt: Int64(code))
    if let dict = Dict(ifExactly: table) {
      let found = try dict.value(context, for: key)
      return found.isEmpty ? nil : found
    }
    do throws(Raised) {
      return try context.item(of: table, key)
    } catch {
      if !context.isPending(.lookupError) { throw error }
      context.pointee.pendingException = .empty
      return nil
    }
  }

  /// `str.maketrans(x, y, z)`.
  static func makeTable(_ context: Context, _ from: Value, _ to: Value, _ deleted: Value) throws(Raised) -> Value {
    let table = try Dict.make(context)
    if to.isEmpty {
      guard let given = Dict(ifExactly: from) else {
        throw context.raise(.typeError, "if you give only one argument to maketrans it must be a dict")
      }
      var position = 0
      while let (key, value) = given.next(&position) {
        try table.set(context, tableKey(context, key), to: value)
      }
      return table.value
    }
    guard let source = Text(ifHas: from) else {
      throw context.raise(.typeError, "first maketrans argument must be a string if there is a second argument")
    }
    let target = try tableText(context, to, 2)
    if source.count != target.count {
      throw context.raise(.valueError, "the first two maketrans arguments must have equal length")
    }
    for place in 0..<source.count {
      try table.set(
        context, Value(smallInt: Int64(source.codePoint(at: place))),
        to: Value(smallInt: Int64(target.codePoint(at: place))))
    }
    if !deleted.isEmpty {
      let deleted = try tableText(context, deleted, 3)
      for place in 0..<deleted.count {
        try table.set(context, Value(smallInt: Int64(deleted.codePoint(at: place))), to: .none)
      }
    }
    return table.value
  }

  private static func tableText(_ context: Context, _ value: Value, _ place: Int) throws(Raised) -> Text {
    if let text = Text(ifHas: value) { return text }
    throw context.raise(
      .typeError, "maketrans() argument \(place) must be str, not \(context.typeName(of: value))")
  }

  private static func tableKey(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let text = Text(ifHas: key) {
      if text.count == 1 { return Value(smallInt: Int64(text.codePoint(at: 0))) }
      throw context.raise(.valueError, "string keys in translatetable must be of length 1")
    }
    if PythonInt.operand(key) != nil { return key }
    throw context.raise(.typeError, "keys in translate table mustbe strings or integers")
  }
}
