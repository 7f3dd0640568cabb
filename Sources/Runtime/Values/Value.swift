import CRuntime

// How a Python value fits one word:
//
//     …xxx1   an int of 63 bits: value << 1 | 1
//     …xx10   a float: its bits rotated left by one, less `floatBias`, shifted left by two
//     …x100   a constant: None, True, False, Ellipsis, NotImplemented, *unbound*
//     …x000   the address of a heap object; the word 0 is *empty*
//
// CRuby's flonum is the precedent for floats: rotating brings the sign to the lowest bit and the exponent to the
// top, subtracting the bias moves the common magnitudes (2⁻²⁵⁵ to 2²⁵⁶) down so that the upper two bits are free.
// Without the bias the bits are those of another float, less by a power of two, so that one multiplication brings it back:
// exactly, and 0.0 with the others, since what would be a denormal number then is a heap float.

extension Value: @retroactive Equatable {
  /// Whether two words are the same: identity, but for heap ints and floats (see `isIdentical`).
  @inlinable @inline(__always)
  public static func == (left: Value, right: Value) -> Bool { left.bits == right.bits }
}

extension Value {
  /// No value: absent, or "an exception is pending".
  @inlinable @inline(__always) public static var empty: Value { Value(bits: 0) }
  @inlinable @inline(__always) public static var none: Value { Value(bits: 0x04) }
  @inlinable @inline(__always) public static var `false`: Value { Value(bits: 0x0c) }
  @inlinable @inline(__always) public static var `true`: Value { Value(bits: 0x14) }
  @inlinable @inline(__always) public static var ellipsis: Value { Value(bits: 0x1c) }
  @inlinable @inline(__always) public static var notImplemented: Value { Value(bits: 0x24) }
  /// What a variable holds before its first assignment.
  @inlinable @inline(__always) public static var unbound: Value { Value(bits: 0x2c) }

  @inlinable @inline(__always) public var isEmpty: Bool { bits == 0 }

  @inlinable @inline(__always)
  public init(_ condition: Bool) { self.init(bits: condition ? 0x14 : 0x0c) }
}

// MARK: Ints

extension Value {
  @inlinable @inline(__always) public var isSmallInt: Bool { bits & 1 != 0 }

  /// Whether both are small ints: one test for the fast way of arithmetic.
  @inlinable @inline(__always)
  public static func areSmallInts(_ left: Value, _ right: Value) -> Bool { left.bits & right.bits & 1 != 0 }

  /// The int of a word that is one.
  @inlinable @inline(__always) public var smallInt: Int64 { Int64(bitPattern: bits) >> 1 }

  @inlinable @inline(__always)
  public static func fitsSmallInt(_ number: Int64) -> Bool { (number << 1) >> 1 == number }

  /// `number` must fit 63 bits.
  @inlinable @inline(__always)
  public init(smallInt number: Int64) { self.init(bits: UInt64(bitPattern: number) << 1 | 1) }
}

// MARK: Floats

extension Value {
  /// Twice an exponent, as it stands after rotating: inline are 2⁹ − 1 exponents above it.
  @inlinable @inline(__always) static var floatBias: UInt64 { (0x3ff - 256) << 53 }
  /// What the bias takes from a float as a factor.
  @inlinable @inline(__always) static var floatScale: Double { 0x1p767 }
  /// What of a rotated float, less the bias, is the smallest that is held inline, and the first that is not any more.
  @inlinable @inline(__always) static var inlineFloats: Swift.Range<UInt64> { 1 << 53..<1 << 62 }

  @inlinable @inline(__always) public var isInlineFloat: Bool { bits & 3 == 2 }

  /// The float of a word that holds one.
  @inlinable @inline(__always) public var inlineFloat: Double {
    let rotated = bits &- 2
    return Double(bitPattern: rotated >> 3 | rotated << 61) * Value.floatScale
  }

  /// The word that holds a float, or nil where a heap float must.
  @inlinable @inline(__always)
  public init?(inlineFloat number: Double) {
    let pattern = number.bitPattern
    let shifted = (pattern << 1 | pattern >> 63) &- Value.floatBias
    if shifted &- Value.inlineFloats.lowerBound < Value.inlineFloats.upperBound - Value.inlineFloats.lowerBound {
      self.init(bits: shifted << 2 | 2)
    } else if pattern == 0 {
      self.init(bits: 2)
    } else {
      return nil
    }
  }
}

// MARK: Heap objects

extension Value {
  @inlinable @inline(__always) public var isPointer: Bool { bits & 7 == 0 && bits != 0 }

  /// Whether an operand of an instruction, which is never *empty*, points to an object.
  @inlinable @inline(__always) public var operandIsPointer: Bool { bits & 7 == 0 }

  /// The object that a word points to; the word must be a pointer.
  @inlinable @inline(__always) public var object: ObjectPointer {
    ObjectPointer(bitPattern: UInt(truncatingIfNeeded: bits)).unsafelyUnwrapped
  }

  @inlinable @inline(__always)
  public init(_ object: ObjectPointer) { self.init(bits: UInt64(UInt(bitPattern: object))) }
}

/// The address of a heap object: of its header.
public typealias ObjectPointer = UnsafeMutablePointer<ObjectHeader>
