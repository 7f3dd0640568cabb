import CRuntime
import Runtime

/// Reads JSON from text whose code points have one width. Lives on the native stack only.
struct JsonReader<Unit: FixedWidthInteger & UnsignedInteger> {
  private let context: Context
  private let text: Text
  private let units: UnsafePointer<Unit>
  private let count: Int
  /// Nil to read strings alone.
  private let scanner: JsonScanner?
  private let isStrict: Bool
  private var depth = 0
  /// What makes floats and ints: *empty* where it is the class itself.
  private let makeFloat, makeInt: Value
  /// Keys of objects by a hash of their code points: a key that comes again is the same text. Once there is one.
  private var keys: Tuple?

  private static var keySlots: Int { 128 }

  init(_ context: Context, _ text: Text, _ scanner: JsonScanner?, isStrict: Bool) {
    (self.context, self.text, self.scanner, self.isStrict) = (context, text, scanner, isStrict)
    units = UnsafeRawPointer(text.base).assumingMemoryBound(to: Unit.self)
    count = text.count
    let interpreter = Interpreter(of: context)
    let (float, int) = (scanner?.pointer.pointee.makeFloat ?? .empty, scanner?.pointer.pointee.makeInt ?? .empty)
    makeFloat = float == interpreter.type(.float).value ? .empty : float
    makeInt = int == interpreter.type(.int).value ? .empty : int
  }

  // MARK: Errors

  private func raise(_ message: String, at place: Int) -> Raised {
    do throws(Raised) {
      let type = try context.attribute(context.importModule("json.decoder"), "JSONDecodeError")
      let error = try context.call(
        type, Text.make(context, message).value, text.value, Value(smallInt: Int64(place)))
      return context.raise(Exception(error))
    } catch {
      return error
    }
  }

  /// The decoder makes an error of it where it has to.
  private func raiseNoValue(at place: Int) -> Raised {
    context.raiseStop(Value(smallInt: Int64(place)))
  }

  // MARK: Values

  @inline(__always)
  private func unit(_ place: Int) -> UInt32 { place < count ? UInt32(truncatingIfNeeded: units[place]) : .max }

  @inline(__always)
  private func skipBlanks(_ place: inout Int) {
    while place < count, units[place] <= 0x20,
      units[place] == 0x20 || units[place] == 0x0a || units[place] == 0x09 || units[place] == 0x0d
    {
      place += 1
    }
  }

  /// The value that begins at a place, which moves behind it.
  mutating func value(_ place: inout Int) throws(Raised) -> Value {
    switch unit(place) {
    case 0x22:
      place += 1
      return try string(&place, isKey: false)
    case 0x7b:
      place += 1
      return try nested("object", &place) { (reader, place) throws(Raised) in try reader.object(&place) }
    case 0x5b:
      place += 1
      return try nested("array", &place) { (reader, place) throws(Raised) in try reader.array(&place) }
    case 0x6e where has("null", &place): return .none
    case 0x74 where has("true", &place): return .true
    case 0x66 where has("false", &place): return .false
    case 0x4e where has("NaN", &place): return try constant("NaN")
    case 0x49 where has("Infinity", &place): return try constant("Infinity")
    case 0x2d where has("-Infinity", &place): return try constant("-Infinity")
    case 0x2d, 0x30...0x39: return try number(&place)
    default: throw raiseNoValue(at: place)
    }
  }

  @inline(__always)
  private mutating func nested(
    _ what: StaticString, _ place: inout Int, _ body: (inout Self, inout Int) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    try context.checkNativeStack()
    if depth >= JsonModule.depthLimit {
      throw context.raise(
        .recursionError, "maximum recursion depth exceeded while decoding a JSON \(what) from a unicode string")
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self, &place)
  }

  @inline(__always)
  private func has(_ word: StaticString, _ place: inout Int) -> Bool {
    let length = word.utf8CodeUnitCount
    if place + length > count { return false }
    for index in 0..<length where UInt32(truncatingIfNeeded: units[place + index]) != UInt32(word.utf8Start[index]) {
      return false
    }
    place += length
    return true
  }

  private func constant(_ name: StaticString) throws(Raised) -> Value {
    try context.call(scanner.unsafelyUnwrapped.pointer.pointee.makeConstant, Text.make(context, name).value)
  }

  // MARK: Arrays and objects

  private mutating func array(_ place: inout Int) throws(Raised) -> Value {
    let list = try List.make(context)
    skipBlanks(&place)
    if unit(place) == 0x5d {
      place += 1
      return list.value
    }
    while true {
      try list.append(context, value(&place))
      skipBlanks(&place)
      let next = unit(place)
      if next == 0x5d {
        place += 1
        return list.value
      }
      if next != 0x2c { throw raise("Expecting ',' delimiter", at: place) }
      let comma = place
      place += 1
      skipBlanks(&place)
      if unit(place) == 0x5d { throw raise("Illegal trailing comma before end of array", at: comma) }
    }
  }

  private mutating func object(_ place: inout Int) throws(Raised) -> Value {
    let layout = scanner.unsafelyUnwrapped.pointer
    let givesPairs = layout.pointee.pairsHook != .none
    let dict = givesPairs ? nil : try Dict.make(context)
    let pairs = givesPairs ? try List.make(context) : nil
    skipBlanks(&place)
    if unit(place) == 0x7d {
      place += 1
    } else {
      try members(&place, dict, pairs)
    }
    if let pairs { return try context.call(layout.pointee.pairsHook, pairs.value) }
    let value = dict.unsafelyUnwrapped.value
    return layout.pointee.objectHook == .none ? value : try context.call(layout.pointee.objectHook, value)
  }

  /// Up to the brace that ends an object, which has members.
  private mutating func members(_ place: inout Int, _ dict: Dict?, _ pairs: List?) throws(Raised) {
    while true {
      if unit(place) != 0x22 { throw raise("Expecting property name enclosed in double quotes", at: place) }
      place += 1
      let key = try string(&place, isKey: true)
      skipBlanks(&place)
      if unit(place) != 0x3a { throw raise("Expecting ':' delimiter", at: place) }
      place += 1
      skipBlanks(&place)
      let value = try value(&place)
      if let dict {
        try dict.set(context, key, to: value)
      } else {
        try pairs.unsafelyUnwrapped.append(context, Tuple.make(context, key, value).value)
      }
      skipBlanks(&place)
      let next = unit(place)
      if next == 0x7d {
        place += 1
        return
      }
      if next != 0x2c { throw raise("Expecting ',' delimiter", at: place) }
      let comma = place
      place += 1
      skipBlanks(&place)
      if unit(place) == 0x7d { throw raise("Illegal trailing comma before end of object", at: comma) }
    }
  }

  // MARK: Numbers

  private func number(_ place: inout Int) throws(Raised) -> Value {
    let start = place
    var next = place
    let isNegative = unit(next) == 0x2d
    if isNegative { next += 1 }
    let digits = next
    var number: Int64 = 0
    while unit(next) &- 0x30 < 10 {
      number = number &* 10 &+ Int64(unit(next) & 15)
      next += 1
      // Nothing follows a zero that leads.
      if next == digits + 1, number == 0 { break }
    }
    if next == digits { throw raiseNoValue(at: start) }
    let digitCount = next - digits
    let isFloat = fraction(&next)
    place = next
    if isFloat { return try float(start, next) }
    if digitCount <= 18, makeInt.isEmpty { return Value(smallInt: isNegative ? -number : number) }
    let maker = makeInt.isEmpty ? Interpreter(of: context).type(.int).value : makeInt
    return try context.call(maker, Text.slice(context, text, start, next).value)
  }

  /// Whether a fraction or an exponent follows; moves behind it.
  private func fraction(_ place: inout Int) -> Bool {
    let start = place
    if unit(place) == 0x2e, unit(place + 1) &- 0x30 < 10 {
      place += 2
      while unit(place) &- 0x30 < 10 { place += 1 }
    }
    if unit(place) | 0x20 == 0x65 {
      var next = place + 1
      if unit(next) == 0x2b || unit(next) == 0x2d { next += 1 }
      if unit(next) &- 0x30 < 10 {
        while unit(next) &- 0x30 < 10 { next += 1 }
        place = next
      }
    }
    return place > start
  }

  private func float(_ start: Int, _ end: Int) throws(Raised) -> Value {
    if makeFloat.isEmpty, let number = PythonFloat.parse(text.units.slice(start, end)) {
      return try PythonFloat.make(context, number)
    }
    return try context.call(makeFloat, Text.slice(context, text, start, end).value)
  }

  // MARK: Strings

  /// The string whose first character is at a place, which moves behind its quote.
  mutating func string(_ place: inout Int, isKey: Bool) throws(Raised) -> Value {
    let start = place
    var (next, hash) = (place, 0 as UInt32)
    while next < count {
      let unit = units[next]
      if unit == 0x22 {
        place = next + 1
        return try isKey ? key(start, next, hash) : Text.slice(context, text, start, next).value
      }
      if unit == 0x5c || unit < 0x20 { break }
      hash = hash &* 31 &+ UInt32(truncatingIfNeeded: unit)
      next += 1
    }
    return try stringWithEscapes(start, &place)
  }

  private mutating func key(_ start: Int, _ end: Int, _ hash: UInt32) throws(Raised) -> Value {
    let known: Tuple
    if let keys { known = keys } else {
      known = try Tuple.allocate(context, count: Self.keySlots)
      keys = known
    }
    let slot = known.elements + Int(hash ^ hash >> 7) & (Self.keySlots - 1)
    if !slot.pointee.isEmpty, isEqual(Text(slot.pointee), start, end) { return slot.pointee }
    let key = try Text.slice(context, text, start, end).value
    slot.pointee = key
    return key
  }

  @inline(__always)
  private func isEqual(_ key: Text, _ start: Int, _ end: Int) -> Bool {
    if key.count != end - start { return false }
    let known = key.units
    for index in 0..<known.count where known[index] != UInt32(truncatingIfNeeded: units[start + index]) { return false }
    return true
  }

  private func stringWithEscapes(_ start: Int, _ place: inout Int) throws(Raised) -> Value {
    var builder = try TextBuilder(context)
    var (next, piece) = (start, start)
    while true {
      if next >= count { throw raise("Unterminated string starting at", at: start - 1) }
      let unit = UInt32(truncatingIfNeeded: units[next])
      if unit != 0x22, unit != 0x5c {
        if unit < 0x20, isStrict { throw raise("Invalid control character at", at: next) }
        next += 1
        continue
      }
      if next > piece { try builder.append(context, sliceOf: text, piece, next) }
      next += 1
      if unit == 0x22 { break }
      if next >= count { throw raise("Unterminated string starting at", at: start - 1) }
      try builder.append(context, codePoint: escape(&next))
      piece = next
    }
    place = next
    return try builder.finish(context).value
  }

  /// The code point that stands behind a backslash.
  private func escape(_ place: inout Int) throws(Raised) -> UInt32 {
    let letter = unit(place)
    place += 1
    switch letter {
    case 0x22, 0x5c, 0x2f: return letter
    case 0x62: return 0x08
    case 0x66: return 0x0c
    case 0x6e: return 0x0a
    case 0x72: return 0x0d
    case 0x74: return 0x09
    case 0x75:
      let first = try numbered(&place)
      if first & 0xfc00 == 0xd800, unit(place) == 0x5c, unit(place + 1) == 0x75 {
        var next = place + 2
        let second = try numbered(&next)
        if second & 0xfc00 == 0xdc00 {
          place = next
          return 0x10000 + (first & 0x3ff) << 10 + second & 0x3ff
        }
      }
      return first
    default: throw raise("Invalid \\escape", at: place - 2)
    }
  }

  /// Four hexadecimal digits.
  private func numbered(_ place: inout Int) throws(Raised) -> UInt32 {
    var number: UInt32 = 0
    for index in 0..<4 {
      guard let byte = UInt8(exactly: unit(place + index)), let digit = BinaryText.digit(byte) else {
        throw raise("Invalid \\uXXXX escape", at: place - 1)
      }
      number = number << 4 | UInt32(digit)
    }
    place += 4
    return number
  }
}
