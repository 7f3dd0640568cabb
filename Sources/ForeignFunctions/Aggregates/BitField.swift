import CRuntime
import Runtime

/// So many bits of an integer in memory.
struct BitField: BitwiseCopyable {
  private let size: UInt64
  private let offset: UInt64
  private let code: SimpleCode
  private let bytes: Int

  init(_ field: Field, _ code: SimpleCode) {
    size = UInt64(field.pointer.pointee.bitSize)
    offset = UInt64(field.pointer.pointee.bitOffset)
    bytes = field.byteSize
    self.code = code
  }

  /// Whether values of a type may be bit fields: integers and truth values.
  static func isPossible(_ record: CType) -> Bool {
    record.form == .simple && "bBhHiIlLqQ?".utf8.contains(record.code)
  }

  private var isSigned: Bool { "bhilq".utf8.contains(code.code) }
  private var mask: UInt64 { size >= 64 ? .max : 1 << size - 1 }

  /// The whole integer, its bytes in the machine's order.
  private func whole(_ address: UnsafeRawPointer) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<bytes {
      let place = code.isSwapped ? bytes - 1 - index : index
      number |= UInt64(address.load(fromByteOffset: place, as: UInt8.self)) << UInt64(index * 8)
    }
    return number
  }

  func load(_ context: Context, _ address: UnsafeRawPointer) throws(Raised) -> Value {
    let bits = (whole(address) >> offset) & mask
    if code.code == UInt8(ascii: "?") { return Value(bits != 0) }
    if !isSigned { return try PythonInt.make(context, bits) }
    let shift = 64 - size
    return try PythonInt.make(context, Int64(bitPattern: bits << shift) >> Int64(shift))
  }

  func store(_ context: Context, _ value: Value, _ address: UnsafeMutableRawPointer) throws(Raised) {
    let isTruth = code.code == UInt8(ascii: "?")
    let bits = isTruth ? try context.isTrue(value) ? 1 : 0 : try code.bits(context, value)
    let number = whole(address) & ~(mask << offset) | (bits & mask) << offset
    for index in 0..<bytes {
      let place = code.isSwapped ? bytes - 1 - index : index
      address.storeBytes(of: UInt8(truncatingIfNeeded: number >> UInt64(index * 8)), toByteOffset: place, as: UInt8.self)
    }
  }
}
