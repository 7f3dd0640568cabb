import CRuntime

/// A number in memory, by its letter in the module `struct`, with the machine's own sizes.
struct ItemFormat: BitwiseCopyable {
  let code: UInt32

  /// That of unsigned bytes.
  static var byte: UInt32 { 0x42 }

  /// 0 for a letter that is no format.
  var size: Int {
    switch code {
    case 0x42, 0x62, 0x63, 0x3f: 1
    case 0x48, 0x68, Self.half: 2
    case 0x49, 0x69, 0x66, Self.character: 4
    case 0x4c, 0x6c, 0x51, 0x71, 0x4e, 0x6e, 0x64: 8
    default: 0
    }
  }

  /// That of code points, which only arrays have; nothing reads or writes them through a view.
  static var character: UInt32 { 0x77 }

  /// That of floats of two bytes.
  private static var half: UInt32 { 0x65 }

  var isByte: Bool { code == 0x42 || code == 0x62 || code == 0x63 }
  /// Whether items may be equal whose bytes are not, or the other way round.
  var comparesByValue: Bool { code == 0x66 || code == 0x64 || code == Self.half || code == 0x3f }

  func load(_ context: Context, _ address: UnsafeMutableRawPointer) throws(Raised) -> Value {
    switch code {
    case Self.character: throw raiseUnsupported(context)
    case 0x42: return Value(smallInt: Int64(address.load(as: UInt8.self)))
    case 0x62: return Value(smallInt: Int64(address.load(as: Int8.self)))
    case 0x63: return try Bytes.make(context, UnsafeRawBufferPointer(start: address, count: 1)).value
    case 0x3f: return Value(address.load(as: UInt8.self) != 0)
    case 0x48: return Value(smallInt: Int64(address.loadUnaligned(as: UInt16.self)))
    case 0x68: return Value(smallInt: Int64(address.loadUnaligned(as: Int16.self)))
    case 0x49: return Value(smallInt: Int64(address.loadUnaligned(as: UInt32.self)))
    case 0x69: return Value(smallInt: Int64(address.loadUnaligned(as: Int32.self)))
    case 0x4c, 0x51, 0x4e: return try PythonInt.make(context, address.loadUnaligned(as: UInt64.self))
    case Self.half: return try PythonFloat.make(context, HalfFloat.double(address.loadUnaligned(as: UInt16.self)))
    case 0x66: return try PythonFloat.make(context, Double(address.loadUnaligned(as: Float.self)))
    case 0x64: return try PythonFloat.make(context, address.loadUnaligned(as: Double.self))
    default: return try PythonInt.make(context, address.loadUnaligned(as: Int64.self))
    }
  }

  /// Stores a value at the address that is asked for once the value is known: that may run Python code.
  func store(
    _ context: Context, _ value: Value, _ address: () throws(Raised) -> UnsafeMutableRawPointer
  ) throws(Raised) {
    switch code {
    case Self.character: throw raiseUnsupported(context)
    case 0x42: try store(context, value, UInt8.self, address)
    case 0x62: try store(context, value, Int8.self, address)
    case 0x48: try store(context, value, UInt16.self, address)
    case 0x68: try store(context, value, Int16.self, address)
    case 0x49: try store(context, value, UInt32.self, address)
    case 0x69: try store(context, value, Int32.self, address)
    case 0x4c, 0x51, 0x4e: try store(context, value, UInt64.self, address)
    case 0x63:
      guard let byte = Bytes(ifHas: value) else { throw raiseType(context) }
      if byte.count != 1 { throw raiseValue(context) }
      try address().storeBytes(of: byte.bytes[0], as: UInt8.self)
    case 0x3f:
      let truth = try context.isTrue(value)
      try address().storeBytes(of: truth ? 1 : 0, as: UInt8.self)
    case 0x66, 0x64, Self.half: try store(context, float: value, address)
    default: try store(context, value, Int64.self, address)
    }
  }

  private func store(
    _ context: Context, float value: Value, _ address: () throws(Raised) -> UnsafeMutableRawPointer
  ) throws(Raised) {
    let type = context.type(of: value)
    if PythonFloat.number(value) == nil, !type.has(.float), !type.has(.index) { throw raiseType(context) }
    let number = try PythonFloat.convert(context, value)
    switch code {
    case 0x64: try address().storeBytes(of: number, as: Double.self)
    case 0x66: try address().storeBytes(of: Float(number), as: Float.self)
    default:
      guard let bits = HalfFloat.bits(of: number) else { throw raiseValue(context) }
      try address().storeBytes(of: bits, as: UInt16.self)
    }
  }

  @inline(__always)
  private func store<Number: FixedWidthInteger>(
    _ context: Context, _ value: Value, _ type: Number.Type, _ address: () throws(Raised) -> UnsafeMutableRawPointer
  ) throws(Raised) {
    if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) { throw raiseType(context) }
    let number = try context.index(of: value)
    var fitting = PythonInt.int64(number).flatMap { Number(exactly: $0) }
    if fitting == nil, !Number.isSigned, Number.bitWidth == 64, PythonInt.sign(number) > 0, PythonInt.bitLength(number) <= 64 {
      fitting = Number(truncatingIfNeeded: BigInt(number).limbs[0])
    }
    guard let fitting else { throw raiseValue(context) }
    try address().storeBytes(of: fitting, as: Number.self)
  }

  private func raiseUnsupported(_ context: Context) -> Raised {
    context.raise(.notImplementedError, "memoryview: format \(characterString(code)) not supported")
  }

  private func raiseType(_ context: Context) -> Raised {
    context.raise(.typeError, "memoryview: invalid type for format '\(characterString(code))'")
  }

  private func raiseValue(_ context: Context) -> Raised {
    context.raise(.valueError, "memoryview: invalid value for format '\(characterString(code))'")
  }
}
