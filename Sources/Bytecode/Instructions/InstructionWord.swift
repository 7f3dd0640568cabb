/// An instruction as it is stored.
///
///      63            48 47            32 31            16 15     11 10  8 7       0
///     ┌────────────────┬────────────────┬────────────────┬─────────┬─────┬─────────┐
///     │       c        │       b        │       a        │    d    │ k   │ opcode  │
///     └────────────────┴────────────────┴────────────────┴─────────┴─────┴─────────┘
///
/// `k` has a bit for each of a, b and c: the operand, of the role `value`, is an index of the constants. The prefix
/// `extend` carries the upper 16 bits of a, b and c of the instruction after it. A displacement is `c`, signed: of 16
/// bits alone, of 32 with the prefix.
public struct InstructionWord: BitwiseCopyable, Hashable, Sendable {
  public var bits: UInt64

  @inlinable @inline(__always) public init(bits: UInt64) { self.bits = bits }

  @inlinable @inline(__always)
  public init(_ opcode: Opcode, flags: UInt8 = 0, a: UInt16 = 0, b: UInt16 = 0, c: UInt16 = 0) {
    bits =
      UInt64(opcode.rawValue) | UInt64(flags) << 8 | UInt64(a) << 16 | UInt64(b) << 32 | UInt64(c) << 48
  }

  /// The opcode, which may be none of ours in code that was not verified.
  @inlinable @inline(__always) public var opcodeByte: UInt8 { UInt8(truncatingIfNeeded: bits) }
  @inlinable @inline(__always) public var opcode: Opcode? { Opcode(rawValue: opcodeByte) }
  /// The opcode of a word that is known to have one, as verified code does.
  @inlinable @inline(__always) public var trustedOpcode: Opcode { unsafeBitCast(opcodeByte, to: Opcode.self) }
  @inlinable @inline(__always) public var flags: UInt8 { UInt8(truncatingIfNeeded: bits >> 8) }
  @inlinable @inline(__always) public var a: UInt16 { UInt16(truncatingIfNeeded: bits >> 16) }
  @inlinable @inline(__always) public var b: UInt16 { UInt16(truncatingIfNeeded: bits >> 32) }
  @inlinable @inline(__always) public var c: UInt16 { UInt16(truncatingIfNeeded: bits >> 48) }
  @inlinable @inline(__always) public var d: UInt8 { flags >> 3 }

  /// `c` as a displacement without prefix.
  @inlinable @inline(__always) public var displacement: Int16 { Int16(truncatingIfNeeded: bits >> 48) }

  @inlinable @inline(__always) public var aIsConstant: Bool { bits & 0x100 != 0 }
  @inlinable @inline(__always) public var bIsConstant: Bool { bits & 0x200 != 0 }
  @inlinable @inline(__always) public var cIsConstant: Bool { bits & 0x400 != 0 }

  /// The largest number that fits in `d`.
  public static let maximumD = 31
}
