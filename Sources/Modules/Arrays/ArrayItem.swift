import CRuntime
import Runtime

/// What an array is made of, by its type code.
struct ArrayItem: BitwiseCopyable, Equatable {
  /// The type codes in the order in which `array.typecodes` has them.
  static var codes: StaticString { "bBuwhHiIlLqQfd" }

  let code: UInt8

  /// Nil for what is no type code.
  init?(_ codePoint: UInt32) {
    guard let code = UInt8(exactly: codePoint), "\(Self.codes)".utf8.contains(code) else { return nil }
    self.code = code
  }

  /// Of a code that is known to be one.
  init(code: UInt8) { self.code = code }

  var letter: Character { Character(Unicode.Scalar(code)) }
  var isCharacter: Bool { code == UInt8(ascii: "u") || code == UInt8(ascii: "w") }
  var isFloat: Bool { code == UInt8(ascii: "f") || code == UInt8(ascii: "d") }
  /// Of an int.
  var isSigned: Bool { code & 0x20 != 0 }

  /// In bytes.
  var size: Int {
    switch code {
    case UInt8(ascii: "b"), UInt8(ascii: "B"): 1
    case UInt8(ascii: "h"), UInt8(ascii: "H"): 2
    case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "f"), UInt8(ascii: "u"), UInt8(ascii: "w"): 4
    default: 8
    }
  }

  /// The letter by which a view knows such items.
  var format: UInt32 { isCharacter ? 0x77 : UInt32(code) }

  // MARK: Reading

  @inline(__always)
  func load(_ context: Context, _ address: UnsafeRawPointer) throws(Raised) -> Value {
    switch code {
    case UInt8(ascii: "b"): return Value(smallInt: Int64(address.load(as: Int8.self)))
    case UInt8(ascii: "B"): return Value(smallInt: Int64(address.load(as: UInt8.self)))
    case UInt8(ascii: "h"): return Value(smallInt: Int64(address.loadUnaligned(as: Int16.self)))
    case UInt8(ascii: "H"): return Value(smallInt: Int64(address.loadUnaligned(as: UInt16.self)))
    case UInt8(ascii: "i"): return Value(smallInt: Int64(address.loadUnaligned(as: Int32.self)))
    case UInt8(ascii: "I"): return Value(smallInt: Int64(address.loadUnaligned(as: UInt32.self)))
    case UInt8(ascii: "l"), UInt8(ascii: "q"): return try PythonInt.make(context, address.loadUnaligned(as: Int64.self))
    case UInt8(ascii: "L"), UInt8(ascii: "Q"): return try PythonInt.make(context, address.loadUnaligned(as: UInt64.self))
    case UInt8(ascii: "f"): return try PythonFloat.make(context, Double(address.loadUnaligned(as: Float.self)))
    case UInt8(ascii: "d"): return try PythonFloat.make(context, address.loadUnaligned(as: Double.self))
    default: return try Text.make(context, codePoint: checked(context, address.loadUnaligned(as: UInt32.self))).value
    }
  }

  /// A code point, which an array of characters need not hold: it may have been made of bytes.
  func checked(_ context: Context, _ codePoint: UInt32) throws(Raised) -> UInt32 {
    if codePoint <= 0x10ffff { return codePoint }
    throw context.raise(
      .valueError, "character U+\(String(codePoint, radix: 16)) is not in range [U+0000; U+10ffff]")
  }

  // MARK: Writing

  /// The bits that stand for a value, in as many of the lowest bytes as an item has.
  @inline(__always)
  func bits(_ context: Context, _ value: Value) throws(Raised) -> UInt64 {
    switch code {
    case UInt8(ascii: "d"): return try Mathematics.double(context, value).bitPattern
    case UInt8(ascii: "f"): return UInt64(Float(try Mathematics.double(context, value)).bitPattern)
    case UInt8(ascii: "b"): return try narrow(context, value, Int16.self, "signed short integer", Int8.self, "signed char")
    case UInt8(ascii: "B"): return try narrow(context, value, Int64.self, "", UInt8.self, "unsigned byte integer")
    case UInt8(ascii: "h"): return try narrow(context, value, Int64.self, "", Int16.self, "signed short integer")
    case UInt8(ascii: "H"): return try narrow(context, value, Int32.self, "signed integer", UInt16.self, "unsigned short")
    case UInt8(ascii: "i"): return try narrow(context, value, Int64.self, "", Int32.self, "signed integer")
    case UInt8(ascii: "l"): return UInt64(bitPattern: try long(context, value))
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): return try exact(context, value)
    case UInt8(ascii: "I"), UInt8(ascii: "L"): return try unsigned(context, value)
    default: return try character(context, value)
    }
  }

  /// As C code takes a number: first as one type, then as the item's, with the names by which errors call them.
  @inline(__always)
  private func narrow<First: FixedWidthInteger, Item: FixedWidthInteger>(
    _ context: Context, _ value: Value, _: First.Type, _ firstName: StaticString, _: Item.Type, _ name: StaticString
  ) throws(Raised) -> UInt64 {
    let number = try long(context, value)
    if let item = Item(exactly: number) { return UInt64(truncatingIfNeeded: item) }
    let shown = First(exactly: number) == nil ? firstName : name
    throw context.raise(
      .overflowError, "\(shown) is \(number < 0 ? "less than minimum" : "greater than maximum")")
  }

  @inline(__always)
  private func long(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
    if value.isSmallInt { return value.smallInt }
    if let number = PythonInt.int64(try context.index(of: value)) { return number }
    throw context.raise(.overflowError, "Python int too large to convert to C long")
  }

  private func exact(_ context: Context, _ value: Value) throws(Raised) -> UInt64 {
    let number = try context.index(of: value)
    var bits: UInt64 = 0
    try withUnsafeMutableBytes(of: &bits) { (bytes) throws(Raised) in
      try PythonInt.write(
        context, number, to: bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self), count: 8,
        isLittleEndian: true, isSigned: isSigned)
    }
    return bits
  }

  private func unsigned(_ context: Context, _ value: Value) throws(Raised) -> UInt64 {
    let number = try context.index(of: value)
    if PythonInt.sign(number) < 0 {
      throw context.raise(.overflowError, "can't convert negative value to unsigned int")
    }
    if PythonInt.bitLength(number) > 64 {
      throw context.raise(.overflowError, "Python int too large to convert to C unsigned long")
    }
    let bits = try exact(context, number)
    if size == 4, bits > UInt32.max { throw context.raise(.overflowError, "unsigned int is greater than maximum") }
    return bits
  }

  private func character(_ context: Context, _ value: Value) throws(Raised) -> UInt64 {
    guard let text = Text(ifHas: value) else {
      throw context.raise(
        .typeError, "array item must be a unicode character, not \(context.typeName(of: value))")
    }
    if text.count != 1 {
      throw context.raise(
        .typeError, "array item must be a unicode character, not a string of length \(text.count)")
    }
    return UInt64(text.codePoint(at: 0))
  }

  @inline(__always)
  func store(_ bits: UInt64, to address: UnsafeMutableRawPointer) {
    switch size {
    case 1: address.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 2: address.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
    case 4: address.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    default: address.storeBytes(of: bits, as: UInt64.self)
    }
  }
}
