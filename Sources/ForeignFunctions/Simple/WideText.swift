import CFFI
import CRuntime
import Runtime

/// Text as C's `wchar_t` has it: a code point in 32 bits, a zero at the end.
enum WideText {
  static func raiseNoCharacter(_ context: Context, _ codePoint: UInt32) -> Raised {
    context.raise(.valueError, "character U+\(String(codePoint, radix: 16)) is not in range [U+0000; U+10ffff]")
  }

  /// The text at an address, up to a zero or so many characters.
  static func text(_ context: Context, at address: UnsafeRawPointer, limit: Int?) throws(Raised) -> Text {
    var count = 0
    while count < limit ?? .max {
      let codePoint = (address + count * 4).loadUnaligned(as: UInt32.self)
      if codePoint == 0 { break }
      count += 1
    }
    return try text(context, at: address, count: count)
  }

  /// So many characters, zeroes among them.
  static func text(_ context: Context, at address: UnsafeRawPointer, count: Int) throws(Raised) -> Text {
    var builder = try TextBuilder(context, capacity: count)
    for index in 0..<count {
      let codePoint = (address + index * 4).loadUnaligned(as: UInt32.self)
      if codePoint > 0x10ffff { throw raiseNoCharacter(context, codePoint) }
      try builder.append(context, codePoint: codePoint)
    }
    return try builder.finish(context)
  }

  /// Bytes with the text's characters and a zero.
  static func terminated(_ context: Context, _ text: Text) throws(Raised) -> Bytes {
    let bytes = try Bytes.allocate(context, count: (text.count + 1) * 4)
    write(text, to: bytes.base)
    return bytes
  }

  static func write(_ text: Text, to address: UnsafeMutableRawPointer) {
    for index in 0..<text.count {
      address.storeBytes(of: text.codePoint(at: index), toByteOffset: index * 4, as: UInt32.self)
    }
  }

  static func character(_ context: Context, _ value: Value) throws(Raised) -> UInt32 {
    guard let text = Text(ifHas: value) else {
      throw context.raise(
        .typeError, "a unicode character expected, not instance of \(context.unqualifiedTypeName(of: value))")
    }
    if text.count == 1 { return text.codePoint(at: 0) }
    throw context.raise(.typeError, "a unicode character expected, not a string of length \(text.count)")
  }
}

extension Context {
  /// The bytes at an address up to a zero, or so many.
  func bytes(terminatedAt address: UnsafeRawPointer, limit: Int = .max) throws(Raised) -> Bytes {
    var count = 0
    while count < limit, address.load(fromByteOffset: count, as: UInt8.self) != 0 { count += 1 }
    return try Bytes.make(self, UnsafeRawBufferPointer(start: address, count: count))
  }
}
