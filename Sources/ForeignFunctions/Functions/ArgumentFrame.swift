import CFFI
import CRuntime
import Runtime

/// The arguments of one call as libffi takes them, on the register stack: the collector takes the words there for what
/// they may be, Values or not.
///
///     ┌─────────────────────┬───┬───────────┬───────┬───────┬────────┐
///     │ 4 words an argument │ … │ addresses │ types │ kept  │ result │
///     └──────────▲──────────┴───┴─────┬─────┴───────┴───────┴────────┘
///                └────────────────────┘   or wherever the value lies
struct ArgumentFrame: BitwiseCopyable {
  private let base: UnsafeMutableRawPointer
  let count: Int

  private static var wordsOfValue: Int { 4 }
  private static var wordsOfResult: Int { 4 }

  /// Words for so many arguments.
  static func size(_ count: Int) -> Int { count * (wordsOfValue + 3) + wordsOfResult }

  init(_ window: UnsafeMutablePointer<Value>, count: Int) {
    (base, self.count) = (UnsafeMutableRawPointer(window), count)
  }

  @inline(__always)
  private func words<Word>(after words: Int, as type: Word.Type) -> UnsafeMutablePointer<Word> {
    (base + words * 8).assumingMemoryBound(to: Word.self)
  }

  /// Where the value of an argument may be put.
  @inline(__always)
  func storage(_ index: Int) -> UnsafeMutableRawPointer { base + index * Self.wordsOfValue * 8 }

  /// Where the values are.
  var addresses: UnsafeMutablePointer<UnsafeMutableRawPointer?> {
    words(after: count * Self.wordsOfValue, as: UnsafeMutableRawPointer?.self)
  }
  var types: UnsafeMutablePointer<UnsafeMutablePointer<ffi_type>?> {
    words(after: count * (Self.wordsOfValue + 1), as: UnsafeMutablePointer<ffi_type>?.self)
  }
  /// What has to stay alive until the call returns.
  var kept: UnsafeMutablePointer<Value> { words(after: count * (Self.wordsOfValue + 2), as: Value.self) }

  /// Room for a result that is a scalar.
  var result: UnsafeMutableRawPointer { base + count * (Self.wordsOfValue + 3) * 8 }

  // MARK: Placing arguments

  /// Says that a value lies in the storage.
  @inline(__always)
  func place(_ index: Int, _ type: UnsafeMutablePointer<ffi_type>) {
    addresses[index] = storage(index)
    types[index] = type
  }

  @inline(__always)
  func place(_ index: Int, address: UInt) {
    storage(index).storeBytes(of: address, as: UInt.self)
    place(index, foreign_pointer_type())
  }

  /// An argument of a declared type, where it is what such are made of most often; false for any other.
  @inline(__always)
  func place(_ context: Context, _ index: Int, _ value: Value, as type: Type) throws(Raised) -> Bool {
    let record = CType(of: type).unsafelyUnwrapped
    if let data = CData(ifHas: value), data.type(context) == type {
      place(index, data, record)
      return true
    }
    switch record.form {
    case .simple:
      let code = SimpleCode(record)
      if code.isPointer { return place(index, value, asPointer: code.code) }
      if !value.isSmallInt, !value.isInlineFloat { break }
      _ = try code.store(context, value, to: storage(index))
      place(index, record.foreign)
      return true
    case .pointer where value == .none:
      place(index, address: 0)
      return true
    default: break
    }
    return false
  }

  private func place(_ index: Int, _ value: Value, asPointer code: UInt8) -> Bool {
    if code == UInt8(ascii: "O") { return false }
    if value == .none {
      place(index, address: 0)
      return true
    }
    // A zero follows the bytes of the type itself.
    guard code != UInt8(ascii: "Z"), let bytes = Bytes(ifExactly: value) else { return false }
    place(index, address: UInt(bitPattern: bytes.base))
    return true
  }

  /// An object of a C type: a copy of a scalar, or the memory of a structure itself, which the call copies.
  @inline(__always)
  private func place(_ index: Int, _ data: CData, _ record: CType) {
    switch record.form {
    case .array: place(index, address: data.pointer.pointee.address)
    case .structure, .union:
      addresses[index] = data.address
      types[index] = record.foreign
    default:
      storage(index).copyMemory(from: data.address, byteCount: min(data.size, 32))
      place(index, record.foreign)
    }
  }

  /// Any argument, as the function gets it where its type says nothing, or after its type's `from_param`.
  func place(_ context: Context, _ index: Int, _ value: Value) throws(Raised) {
    kept[index] = value
    if let argument = Argument(ifHas: value) {
      storage(index).copyMemory(from: argument.address, byteCount: 32)
      return place(index, foreign_type(argument.code) ?? foreign_pointer_type())
    }
    if let data = CData(ifHas: value) { return place(index, data, try data.record(context)) }
    if value == .none { return place(index, address: 0) }
    if let number = PythonInt.operand(value) { return try place(context, index, int: number) }
    if let bytes = Bytes(ifHas: value) {
      let string = try bytes.terminated(context)
      kept[index] = string.value
      return place(index, address: UInt(bitPattern: string.base))
    }
    if let text = Text(ifHas: value) {
      let string = try WideText.terminated(context, text)
      kept[index] = string.value
      return place(index, address: UInt(bitPattern: string.base))
    }
    let standIn = try context.standIn(of: value)
    if standIn.isEmpty { throw context.raise(.typeError, "Don't know how to convert parameter \(index + 1)") }
    try context.checkNativeStack()
    try place(context, index, standIn)
  }

  /// An int of no declared type is an `int`, of which C takes the lowest bits.
  private func place(_ context: Context, _ index: Int, int number: Value) throws(Raised) {
    if PythonInt.bitLength(number) > 64 || PythonInt.int64(number) == nil && PythonInt.sign(number) < 0 {
      throw context.raise(.overflowError, "int too long to convert")
    }
    storage(index).storeBytes(of: PythonInt.lowestBits(number), as: UInt64.self)
    place(index, foreign_int_type())
  }
}
