import CFFI
import CRuntime
import Runtime

/// How a value of a simple type is read and written, by the letter of its type:
///
///     c b B h H i I l L q Q v   integers        f d g     floats          F D G   complex numbers
///     ?                         a truth value   u         a character     z Z     strings by their address
///     P                         an address      O         a Python object
///
/// A new simple type is a row of `SIMPLE_TYPES` in `CFFI.c`, and a case of each of the two functions here.
struct SimpleCode: BitwiseCopyable {
  let code: UInt8
  let isSwapped: Bool

  /// All letters, in the order in which messages list them.
  static let all: StaticString = "cbBhHiIlLdDFGfuzZqQPOv?g"

  init(_ code: UInt8, isSwapped: Bool = false) { (self.code, self.isSwapped) = (code, isSwapped) }

  @inline(__always)
  init(_ record: CType) { self.init(record.pointer.pointee.code, isSwapped: record.traits.contains(.isSwapped)) }

  var letter: Character { Character(Unicode.Scalar(code)) }

  /// The letter in PEP 3118's sense, with its order of bytes.
  var format: String {
    let order: Character = isSwapped == (Int32(1).littleEndian == 1) ? ">" : "<"
    // The letters are the standard's, whose `l` has four bytes.
    let isLong = foreign_size(UInt8(ascii: "l")) == 8
    let standard: Character =
      switch code {
      case UInt8(ascii: "l"): isLong ? "q" : "l"
      case UInt8(ascii: "L"): isLong ? "Q" : "L"
      default: letter
      }
    return "\(order)\(standard)"
  }

  /// Whether the bytes of a value can stand in the other order.
  var canBeSwapped: Bool {
    switch code {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "c"), UInt8(ascii: "?"), UInt8(ascii: "u"),
      UInt8(ascii: "z"), UInt8(ascii: "Z"), UInt8(ascii: "P"), UInt8(ascii: "O"), UInt8(ascii: "g"),
      UInt8(ascii: "G"), UInt8(ascii: "v"):
      false
    default: true
    }
  }

  /// Bytes of a value.
  @inline(__always)
  var size: Int {
    switch code {
    case UInt8(ascii: "i"): 4
    case UInt8(ascii: "d"), UInt8(ascii: "l"): 8
    default: foreign_size(code)
    }
  }

  /// Whether values are addresses.
  var isPointer: Bool {
    code == UInt8(ascii: "z") || code == UInt8(ascii: "Z") || code == UInt8(ascii: "P") || code == UInt8(ascii: "O")
  }

  // MARK: Reading

  @inline(__always)
  private func read<Number: FixedWidthInteger>(_ address: UnsafeRawPointer, _: Number.Type) -> Number {
    let number = address.loadUnaligned(as: Number.self)
    return isSwapped ? number.byteSwapped : number
  }

  @inline(__always)
  func load(_ context: Context, _ address: UnsafeRawPointer) throws(Raised) -> Value {
    switch code {
    case UInt8(ascii: "i"): return Value(smallInt: Int64(read(address, CInt.self)))
    case UInt8(ascii: "d"): return try PythonFloat.make(context, Double(bitPattern: read(address, UInt64.self)))
    case UInt8(ascii: "l"): return try PythonInt.make(context, Int64(read(address, CLong.self)))
    case UInt8(ascii: "L"): return try PythonInt.make(context, UInt64(read(address, CUnsignedLong.self)))
    default: return try loadOther(context, address)
    }
  }

  private func loadOther(_ context: Context, _ address: UnsafeRawPointer) throws(Raised) -> Value {
    switch code {
    case UInt8(ascii: "b"): return Value(smallInt: Int64(address.load(as: Int8.self)))
    case UInt8(ascii: "B"): return Value(smallInt: Int64(address.load(as: UInt8.self)))
    case UInt8(ascii: "h"): return Value(smallInt: Int64(read(address, Int16.self)))
    case UInt8(ascii: "H"): return Value(smallInt: Int64(read(address, UInt16.self)))
    case UInt8(ascii: "I"): return Value(smallInt: Int64(read(address, UInt32.self)))
    case UInt8(ascii: "q"): return try PythonInt.make(context, read(address, Int64.self))
    case UInt8(ascii: "Q"): return try PythonInt.make(context, read(address, UInt64.self))
    case UInt8(ascii: "?"): return Value(address.load(as: UInt8.self) != 0)
    case UInt8(ascii: "v"): return Value(address.loadUnaligned(as: Int16.self) != 0)
    case UInt8(ascii: "c"): return try Bytes.make(context, UnsafeRawBufferPointer(start: address, count: 1)).value
    case UInt8(ascii: "u"):
      let codePoint = address.loadUnaligned(as: UInt32.self)
      if codePoint > 0x10ffff { throw WideText.raiseNoCharacter(context, codePoint) }
      return try Text.make(context, codePoint: codePoint).value
    case UInt8(ascii: "f"):
      return try PythonFloat.make(context, Double(Float(bitPattern: read(address, UInt32.self))))
    case UInt8(ascii: "g"): return try PythonFloat.make(context, foreign_load_long_double(address))
    case UInt8(ascii: "F"), UInt8(ascii: "D"), UInt8(ascii: "G"): return try Complex.make(context, complex(address))
    case UInt8(ascii: "O"):
      let object = Value(bits: address.loadUnaligned(as: UInt64.self))
      if object.isEmpty { throw context.raise(.valueError, "PyObject is NULL") }
      return object
    default: return try loadPointer(context, address)
    }
  }

  private func complex(_ address: UnsafeRawPointer) -> ComplexNumber {
    switch code {
    case UInt8(ascii: "F"):
      ComplexNumber(
        Double(Float(bitPattern: read(address, UInt32.self))), Double(Float(bitPattern: read(address + 4, UInt32.self))))
    case UInt8(ascii: "D"):
      ComplexNumber(
        Double(bitPattern: read(address, UInt64.self)), Double(bitPattern: read(address + 8, UInt64.self)))
    default: ComplexNumber(foreign_load_long_part(address, 0), foreign_load_long_part(address, 1))
    }
  }

  private func loadPointer(_ context: Context, _ address: UnsafeRawPointer) throws(Raised) -> Value {
    let number = address.loadUnaligned(as: UInt.self)
    guard let target = UnsafeRawPointer(bitPattern: number) else { return .none }
    switch code {
    case UInt8(ascii: "z"): return try context.bytes(terminatedAt: target).value
    case UInt8(ascii: "Z"): return try WideText.text(context, at: target, limit: nil).value
    default: return try PythonInt.make(context, UInt64(number))
    }
  }

  // MARK: Writing

  /// Writes a value. The result has to stay alive as long as what was written is used: None where there is nothing.
  @inline(__always)
  func store(
    _ context: Context, _ value: Value, to address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    switch code {
    case UInt8(ascii: "i"), UInt8(ascii: "I"): write(try bits(context, value), UInt32.self, address)
    case UInt8(ascii: "l"), UInt8(ascii: "L"): write(try bits(context, value), CUnsignedLong.self, address)
    case UInt8(ascii: "d"): write(try PythonFloat.realNumber(context, value).bitPattern, UInt64.self, address)
    default: return try storeOther(context, value, to: address)
    }
    return .none
  }

  @inline(__always)
  private func write<Number: FixedWidthInteger>(
    _ bits: UInt64, _: Number.Type, _ address: UnsafeMutableRawPointer
  ) {
    let number = Number(truncatingIfNeeded: bits)
    address.storeBytes(of: isSwapped ? number.byteSwapped : number, as: Number.self)
  }

  private func storeOther(
    _ context: Context, _ value: Value, to address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    switch code {
    case UInt8(ascii: "b"), UInt8(ascii: "B"): write(try bits(context, value), UInt8.self, address)
    case UInt8(ascii: "h"), UInt8(ascii: "H"): write(try bits(context, value), UInt16.self, address)
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): write(try bits(context, value), UInt64.self, address)
    case UInt8(ascii: "?"): write(try context.isTrue(value) ? 1 : 0, UInt8.self, address)
    case UInt8(ascii: "v"): write(try context.isTrue(value) ? .max : 0, UInt16.self, address)
    case UInt8(ascii: "c"): write(UInt64(try byte(context, value)), UInt8.self, address)
    case UInt8(ascii: "u"): write(UInt64(try WideText.character(context, value)), UInt32.self, address)
    case UInt8(ascii: "f"):
      write(UInt64(Float(try PythonFloat.realNumber(context, value)).bitPattern), UInt32.self, address)
    case UInt8(ascii: "g"): foreign_store_long_double(address, try PythonFloat.realNumber(context, value))
    case UInt8(ascii: "F"), UInt8(ascii: "D"), UInt8(ascii: "G"): store(try Complex.number(context, value), to: address)
    case UInt8(ascii: "O"):
      write(value.bits, UInt64.self, address)
      return value
    default: return try storePointer(context, value, to: address)
    }
    return .none
  }

  private func store(_ number: ComplexNumber, to address: UnsafeMutableRawPointer) {
    switch code {
    case UInt8(ascii: "F"):
      write(UInt64(Float(number.real).bitPattern), UInt32.self, address)
      write(UInt64(Float(number.imaginary).bitPattern), UInt32.self, address + 4)
    case UInt8(ascii: "D"):
      write(number.real.bitPattern, UInt64.self, address)
      write(number.imaginary.bitPattern, UInt64.self, address + 8)
    default:
      foreign_store_long_part(address, 0, number.real)
      foreign_store_long_part(address, 1, number.imaginary)
    }
  }

  /// The lowest bits of an int, as C truncates it.
  @inline(__always)
  func bits(_ context: Context, _ value: Value) throws(Raised) -> UInt64 {
    if value.isSmallInt { return UInt64(bitPattern: value.smallInt) }
    return PythonInt.lowestBits(try context.index(of: value))
  }

  private func byte(_ context: Context, _ value: Value) throws(Raised) -> UInt8 {
    if let number = PythonInt.operand(value) {
      if number.isSmallInt, let byte = UInt8(exactly: number.smallInt) { return byte }
      throw context.raise(.typeError, "integer not in range(256)")
    }
    let expected = "one character bytes, bytearray, or an integer in range(256) expected, not "
    guard Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil, let units = try context.bytes(of: value) else {
      throw context.raise(.typeError, "\(expected)\(context.unqualifiedTypeName(of: value))")
    }
    if units.count == 1 { return UInt8(units[0]) }
    let what = Bytes(ifHas: value) != nil ? "bytes" : "bytearray"
    throw context.raise(.typeError, "\(expected)\(what) of length \(units.count)")
  }

  private func storePointer(
    _ context: Context, _ value: Value, to address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    if value == .none {
      write(0, UInt.self, address)
      return .none
    }
    if let number = PythonInt.operand(value) {
      write(PythonInt.lowestBits(number), UInt.self, address)
      return .none
    }
    switch code {
    case UInt8(ascii: "z"):
      guard let bytes = Bytes(ifHas: value) else {
        throw context.raise(
          .typeError, "bytes or integer address expected instead of \(context.unqualifiedTypeName(of: value)) instance")
      }
      let string = try bytes.terminated(context)
      write(UInt64(UInt(bitPattern: string.base)), UInt.self, address)
      return try string == bytes ? value : Tuple.make(context, value, string.value).value
    case UInt8(ascii: "Z"):
      guard let text = Text(ifHas: value) else {
        throw context.raise(
          .typeError,
          "unicode string or integer address expected instead of \(context.unqualifiedTypeName(of: value)) instance")
      }
      let string = try WideText.terminated(context, text)
      write(UInt64(UInt(bitPattern: string.base)), UInt.self, address)
      return string.value
    default: throw context.raise(.typeError, "cannot be converted to pointer")
    }
  }
}
