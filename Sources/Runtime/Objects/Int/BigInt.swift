import CGMP
import CRuntime

// Ints beyond 63 bits: sign and magnitude, as GMP keeps its numbers.
//
//     ┌────────┬────────┬─────────┬─────────┬────
//     │ header │ size   │ limb 0  │ limb 1  │ …       least significant first
//     └────────┴────────┴─────────┴─────────┴────
//
// `size` is the number of limbs, negative for a negative int. The last limb is not zero, and an int that fits 63 bits
// is the tagged word instead; only instances of classes derived from `int` hold small numbers in this layout. While an
// operation works, a small operand may stand in this layout too.

public struct BigIntLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var size: Int64
}

public struct BigInt: ObjectReference {
  public let pointer: UnsafeMutablePointer<BigIntLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<BigIntLayout>) { self.pointer = pointer }

  @inlinable @inline(__always) public static var kind: Kind { .int }
  static var traceRule: TraceRule { .leaf }

  @inline(__always) public var isNegative: Bool { pointer.pointee.size < 0 }
  @inline(__always) public var isZero: Bool { pointer.pointee.size == 0 }
  /// How many limbs.
  @inline(__always) public var count: Int { Int(pointer.pointee.size.magnitude) }

  @inline(__always)
  public var limbs: UnsafeMutablePointer<UInt64> {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<BigIntLayout>.size).assumingMemoryBound(to: UInt64.self)
  }

  /// How many bits the magnitude takes.
  public var bitLength: Int { count == 0 ? 0 : count * 64 - limbs[count - 1].leadingZeroBitCount }

  /// Whether one of the lowest `bits` bits of the magnitude is set.
  func hasBits(below bits: Int) -> Bool {
    let whole = min(bits >> 6, count)
    for index in 0..<whole where limbs[index] != 0 { return true }
    return whole < count && bits & 63 != 0 && limbs[whole] << UInt64(64 - bits & 63) != 0
  }

  /// The 64 bits of the magnitude from a bit on, which may be below 0 or beyond the end.
  func bits(from start: Int) -> UInt64 {
    func limb(_ index: Int) -> UInt64 { index >= 0 && index < count ? limbs[index] : 0 }
    let shift = UInt64(start & 63)
    return shift == 0 ? limb(start >> 6) : limb(start >> 6) >> shift | limb(start >> 6 + 1) << (64 - shift)
  }
}

/// What limbs an operand has, a small one too, which is not made an object for that.
struct Magnitude {
  let limbs: UnsafeMutablePointer<UInt64>
  let count: Int
  var isNegative: Bool

  /// - Parameter limb: Where that of a small operand goes. It is to live as long as the magnitude.
  @inline(__always)
  init(of value: Value, small limb: UnsafeMutablePointer<UInt64>) {
    if value.isSmallInt {
      limb.pointee = value.smallInt.magnitude
      (limbs, count, isNegative) = (limb, value.smallInt == 0 ? 0 : 1, value.smallInt < 0)
    } else {
      let number = BigInt(value)
      (limbs, count, isNegative) = (number.limbs, number.count, number.isNegative)
    }
  }
}

// MARK: Making

extension BigInt {
  /// A number of zero limbs, to be filled and then made a value by `finish`.
  ///
  /// - Parameter isFilled: All limbs are written at once, so that they need not be zero before.
  static func allocate(_ context: Context, count: Int, isFilled: Bool = false) throws(Raised) -> BigInt {
    let (size, overflow) = count.multipliedReportingOverflow(by: 8)
    guard !overflow, size < Int.max - 4096,
      let cell = Heap.allocate(context, size: size + MemoryLayout<BigIntLayout>.size, space: .leaf, isFilled: isFilled)
    else { throw context.raiseMemoryError() }
    let number = BigInt(pointer: cell.assumingMemoryBound(to: BigIntLayout.self))
    number.pointer.pointee = BigIntLayout(
      header: ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: 0, lock: 0, gc: 0),
      size: Int64(count))
    if !isFilled, size <= SizeClass.largest { number.limbs.initialize(repeating: 0, count: count) }
    return number
  }

  /// The operand of an operation on limbs: a small int in this layout.
  @inline(__always)
  static func operand(_ context: Context, _ value: Value) throws(Raised) -> BigInt {
    value.isSmallInt ? try make(context, value.smallInt) : BigInt(value)
  }

  /// A small number in this layout.
  static func make(_ context: Context, _ number: Int64) throws(Raised) -> BigInt {
    let result = try allocate(context, count: 1)
    result.limbs[0] = number.magnitude
    result.pointer.pointee.size = number.signum()
    return result
  }

  /// The value of a number that is filled now: without leading zero limbs, and small where it fits.
  func finish(isNegative: Bool) -> Value {
    var count = count
    while count > 0, limbs[count - 1] == 0 { count -= 1 }
    if count == 0 { return Value(smallInt: 0) }
    if count == 1, limbs[0] < 1 << 62 || isNegative && limbs[0] == 1 << 62 {
      return Value(smallInt: isNegative ? 0 &- Int64(bitPattern: limbs[0]) : Int64(bitPattern: limbs[0]))
    }
    pointer.pointee.size = isNegative ? -Int64(count) : Int64(count)
    return value
  }

  /// Throws MemoryError unless the machine would give GMP the room it takes besides its operands' and result's limbs:
  /// GMP ends the process where it gets none.
  static func reserveScratch(_ context: Context, limbs count: Int) throws(Raised) {
    if count < 1 << 16 { return }
    let (size, overflow) = count.multipliedReportingOverflow(by: 8 * 8)
    guard !overflow, let memory = host_map(size) else { throw context.raiseMemoryError() }
    host_unmap(memory, size)
  }
}

extension Value {
  /// Whether it is an int of no derived class.
  @inline(__always)
  var isExactInt: Bool { isSmallInt || BigInt(ifExactly: self) != nil }
}
