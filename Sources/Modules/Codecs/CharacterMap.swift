import CRuntime
import Runtime

// Codecs of one byte a character, by a table: a text whose places are the bytes, or any mapping.

extension Codecs {
  static let characterMaps: [NativeEntry] = [
    .one("charmap_build", "(map, /)", .function) { c, map in
      bridge(c) { () throws(Raised) in
        let text = try c.text(map, "charmap_build() argument")
        let table = try Dict.make(c, isTextOnly: false)
        for place in 0..<min(text.count, 256) {
          let code = text.codePoint(at: place)
          if code == CharacterMap.undefined { continue }
          try table.set(c, Value(smallInt: Int64(code)), to: Value(smallInt: Int64(place)))
        }
        return table.value
      }
    },
    .three("charmap_encode", "(str, errors=None, mapping=None, /)", .function) { c, text, errors, mapping in
      bridge(c) { () throws(Raised) in
        let text = try c.text(text, "charmap_encode() argument 1")
        let errors = try c.errors(errors, "charmap_encode")
        let bytes =
          mapping == .none
          ? try Encoding.latin1.encode(c, text, errors)
          : try CharacterMap(context: c, mapping: mapping).encode(text, errors)
        return try result(c, bytes.value, text.count)
      }
    },
    .three("charmap_decode", "(data, errors=None, mapping=None, /)", .function) { c, data, errors, mapping in
      bridge(c) { () throws(Raised) in
        let bytes = try c.bytesLike(data)
        let name = try c.errors(errors, "charmap_decode")
        if mapping == .none { return try result(c, Text.make(c, bytes).value, bytes.count) }
        var errors = CodecErrors(c, "charmap", name, decoding: data, bytes)
        let text = try CharacterMap(context: c, mapping: mapping).decode(&errors)
        return try result(c, text.value, bytes.count)
      }
    },
  ]
}

private struct CharacterMap {
  let context: Context
  let mapping: Value

  /// Stands in tables for what has no character.
  static var undefined: UInt32 { 0xfffe }
  private static var reason: StaticString { "character maps to <undefined>" }

  /// What the mapping has for a number; nil where it has nothing.
  private func look(up number: UInt32) throws(Raised) -> Value? {
    let key = Value(smallInt: Int64(number))
    if let dict = Dict(ifExactly: mapping) {
      let found = try dict.value(context, for: key)
      return found.isEmpty || found == .none ? nil : found
    }
    do throws(Raised) {
      let found = try context.item(of: mapping, key)
      return found == .none ? nil : found
    } catch {
      if !context.isPending(.lookupError) { throw error }
      context.pointee.pendingException = .empty
      return nil
    }
  }

  // MARK: Encoding

  func encode(_ text: Text, _ name: Text) throws(Raised) -> Bytes {
    var errors = CodecErrors(context, "charmap", name, encoding: text)
    var builder = try TextBuilder(context, capacity: text.count)
    var place = 0
    while place < text.count {
      if try put(text.codePoint(at: place), &builder) {
        place += 1
        continue
      }
      var end = place + 1
      while end < text.count, try look(up: text.codePoint(at: end)) == nil { end += 1 }
      let (replacement, next) = try errors.encode(place, end, Self.reason)
      if let bytes = Bytes(ifHas: replacement) {
        for byte in bytes.bytes { try builder.append(context, codePoint: UInt32(byte)) }
      } else {
        let part = Text(replacement)
        for index in 0..<part.count where try !put(part.codePoint(at: index), &builder) {
          throw errors.raise(place, end, Self.reason)
        }
      }
      place = next
    }
    return try builder.finishBytes(context)
  }

  /// Writes the bytes of a code point; false where it has none.
  private func put(_ code: UInt32, _ builder: inout TextBuilder) throws(Raised) -> Bool {
    guard let found = try look(up: code) else { return false }
    if let number = PythonInt.operand(found) {
      guard let byte = PythonInt.int64(number).flatMap({ UInt8(exactly: $0) }) else {
        throw context.raise(.typeError, "character mapping must be in range(256)")
      }
      try builder.append(context, codePoint: UInt32(byte))
      return true
    }
    guard let bytes = Bytes(ifHas: found) else {
      throw context.raise(
        .typeError, "character mapping must return integer, bytes or None, not \(context.typeName(of: found))")
    }
    for byte in bytes.bytes { try builder.append(context, codePoint: UInt32(byte)) }
    return true
  }

  // MARK: Decoding

  func decode(_ errors: inout CodecErrors) throws(Raised) -> Text {
    var builder = try TextBuilder(context, capacity: errors.bytes.count)
    let table = Text(ifExactly: mapping)
    var place = 0
    while place < errors.bytes.count {
      let byte = UInt32(errors.bytes[place])
      let isKnown: Bool
      if let table {
        let code = byte < table.count ? table.codePoint(at: Int(byte)) : Self.undefined
        isKnown = code != Self.undefined
        if isKnown { try builder.append(context, codePoint: code) }
      } else {
        isKnown = try append(byte, &builder)
      }
      if isKnown {
        place += 1
        continue
      }
      let (text, next) = try errors.decode(place, place + 1, Self.reason)
      try builder.append(context, text)
      place = next
    }
    return try builder.finish(context)
  }

  /// Appends what a mapping has for a byte; false where it has nothing.
  private func append(_ byte: UInt32, _ builder: inout TextBuilder) throws(Raised) -> Bool {
    guard let found = try look(up: byte) else { return false }
    if let number = PythonInt.operand(found) {
      guard let code = PythonInt.int64(number), code >= 0, code < 0x110000 else {
        throw context.raise(.typeError, "character mapping must be in range(0x110000)")
      }
      if code == Self.undefined { return false }
      try builder.append(context, codePoint: UInt32(code))
      return true
    }
    guard let text = Text(ifHas: found) else {
      throw context.raise(.typeError, "character mapping must return integer, None or str")
    }
    if text.count == 1, text.codePoint(at: 0) == Self.undefined { return false }
    try builder.append(context, text)
    return true
  }
}
