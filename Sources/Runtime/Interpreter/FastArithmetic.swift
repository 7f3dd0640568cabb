import Bytecode
import CRuntime

/// What arithmetic on small ints and inline floats comes to, without calling out; nil where it takes more than that.
enum FastArithmetic {
  @inline(__always)
  static func add(_ left: Value, _ right: Value) -> Value? {
    if Value.areSmallInts(left, right) {
      // (2x + 1) + (2y + 1 − 1) is the sum's word.
      let (sum, overflow) = left.signed.addingReportingOverflow(right.signed &- 1)
      return overflow ? nil : Value(bits: UInt64(bitPattern: sum))
    }
    return floats(left, right) { $0 + $1 }
  }

  @inline(__always)
  static func subtract(_ left: Value, _ right: Value) -> Value? {
    if Value.areSmallInts(left, right) {
      let (difference, overflow) = left.signed.subtractingReportingOverflow(right.signed &- 1)
      return overflow ? nil : Value(bits: UInt64(bitPattern: difference))
    }
    return floats(left, right) { $0 - $1 }
  }

  @inline(__always)
  static func multiply(_ left: Value, _ right: Value) -> Value? {
    if Value.areSmallInts(left, right) {
      // 2x · y is twice the product.
      let (product, overflow) = (left.signed &- 1).multipliedReportingOverflow(by: right.smallInt)
      return overflow ? nil : Value(bits: UInt64(bitPattern: product) | 1)
    }
    return floats(left, right) { $0 * $1 }
  }

  @inline(__always)
  static func divide(_ left: Value, _ right: Value) -> Value? {
    if Value.areSmallInts(left, right) {
      let (dividend, divisor) = (left.smallInt, right.smallInt)
      // Both must be exact as floats for the quotient to be rounded once.
      guard divisor != 0, dividend.magnitude <= 1 << 53, divisor.magnitude <= 1 << 53 else { return nil }
      return Value(inlineFloat: Double(dividend) / Double(divisor))
    }
    guard let (dividend, divisor) = doubles(left, right), divisor != 0 else { return nil }
    return Value(inlineFloat: dividend / divisor)
  }

  @inline(__always)
  static func floorDivide(_ left: Value, _ right: Value) -> Value? {
    guard Value.areSmallInts(left, right), right.smallInt != 0 else { return nil }
    let (quotient, remainder) = left.smallInt.quotientAndRemainder(dividingBy: right.smallInt)
    let floor = remainder != 0 && (remainder ^ right.smallInt) < 0 ? quotient - 1 : quotient
    return Value.fitsSmallInt(floor) ? Value(smallInt: floor) : nil
  }

  @inline(__always)
  static func modulo(_ left: Value, _ right: Value) -> Value? {
    guard Value.areSmallInts(left, right), right.smallInt != 0 else { return nil }
    let remainder = left.smallInt % right.smallInt
    return Value(smallInt: remainder != 0 && (remainder ^ right.smallInt) < 0 ? remainder + right.smallInt : remainder)
  }

  @inline(__always)
  static func leftShift(_ left: Value, _ right: Value) -> Value? {
    guard Value.areSmallInts(left, right) else { return nil }
    let (number, distance) = (left.smallInt, right.smallInt)
    guard UInt64(bitPattern: distance) < 62 else { return nil }
    let shifted = number << distance
    return shifted >> distance == number && Value.fitsSmallInt(shifted) ? Value(smallInt: shifted) : nil
  }

  @inline(__always)
  static func rightShift(_ left: Value, _ right: Value) -> Value? {
    guard Value.areSmallInts(left, right), right.smallInt >= 0 else { return nil }
    return Value(smallInt: left.smallInt >> min(63, right.smallInt))
  }

  @inline(__always)
  static func negate(_ operand: Value) -> Value? {
    if operand.isSmallInt {
      let negated = 0 &- operand.smallInt
      return Value.fitsSmallInt(negated) ? Value(smallInt: negated) : nil
    }
    // −0.0 is a heap float.
    return operand.isInlineFloat ? Value(inlineFloat: -operand.inlineFloat) : nil
  }

  /// Whether a value counts as true, where that needs no call.
  @inline(__always)
  static func truth(_ value: Value) -> Bool? {
    if value == .true { return true }
    if value == .false || value == .none { return false }
    if value.isSmallInt { return value.smallInt != 0 }
    return nil
  }

  @inline(__always)
  static func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
    if Value.areSmallInts(left, right) { return compare(comparison, left.signed, right.signed) }
    guard let (left, right) = doubles(left, right) else { return nil }
    return compare(comparison, left, right)
  }

  @inline(__always)
  private static func compare<Number: Comparable>(_ comparison: Comparison, _ left: Number, _ right: Number) -> Bool {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessEqual: left <= right
    case .greater: left > right
    case .greaterEqual: left >= right
    }
  }

  // MARK: Floats

  @inline(__always)
  private static func floats(_ left: Value, _ right: Value, _ operate: (Double, Double) -> Double) -> Value? {
    guard let (left, right) = doubles(left, right) else { return nil }
    return Value(inlineFloat: operate(left, right))
  }

  /// Both operands as floats, if one is an inline float and the other that or an int that a float holds exactly.
  @inline(__always)
  private static func doubles(_ left: Value, _ right: Value) -> (Double, Double)? {
    if left.isInlineFloat {
      if right.isInlineFloat { return (left.inlineFloat, right.inlineFloat) }
      if right.isSmallInt, right.smallInt.magnitude <= 1 << 53 { return (left.inlineFloat, Double(right.smallInt)) }
    } else if right.isInlineFloat, left.isSmallInt, left.smallInt.magnitude <= 1 << 53 {
      return (Double(left.smallInt), right.inlineFloat)
    }
    return nil
  }
}

extension Value {
  @inline(__always) fileprivate var signed: Int64 { Int64(bitPattern: bits) }
}

extension Comparison {
  /// The comparison of an opcode among the six that follow one another from `first` on.
  @inline(__always)
  init(of opcode: Opcode, from first: Opcode) {
    self = unsafeBitCast(opcode.rawValue &- first.rawValue, to: Comparison.self)
  }
}

extension BinaryOperation {
  /// The operation of an arithmetic opcode.
  init(from opcode: Opcode) {
    self =
      switch opcode {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .matrixMultiply: .matrixMultiply
      case .divide: .divide
      case .floorDivide: .floorDivide
      case .modulo: .modulo
      case .power: .power
      case .leftShift: .leftShift
      case .rightShift: .rightShift
      case .bitAnd: .bitAnd
      case .bitOr: .bitOr
      default: .bitXor
      }
  }
}

extension Tuple {
  /// The element at an index as Python counts; *empty* where there is none.
  @inline(__always)
  func element(at index: Int64) -> Value {
    let place = index < 0 ? index + Int64(count) : index
    return UInt64(bitPattern: place) < UInt64(count) ? self[Int(place)] : .empty
  }
}
