import Bytecode
import CRuntime

/// What arithmetic on small ints and inline floats comes to, without calling out; *empty* where it takes more than that.
enum FastArithmetic {
  @inline(__always)
  static func add(_ left: Value, _ right: Value) -> Value {
    if Value.areSmallInts(left, right) {
      // (2x + 1) + (2y + 1 − 1) is the sum's word.
      let (sum, overflow) = left.signed.addingReportingOverflow(right.signed &- 1)
      return overflow ? .empty : Value(bits: UInt64(bitPattern: sum))
    }
    return floats(left, right) { $0 + $1 }
  }

  @inline(__always)
  static func subtract(_ left: Value, _ right: Value) -> Value {
    if Value.areSmallInts(left, right) {
      let (difference, overflow) = left.signed.subtractingReportingOverflow(right.signed &- 1)
      return overflow ? .empty : Value(bits: UInt64(bitPattern: difference))
    }
    return floats(left, right) { $0 - $1 }
  }

  @inline(__always)
  static func multiply(_ left: Value, _ right: Value) -> Value {
    if Value.areSmallInts(left, right) {
      // 2x · y is twice the product.
      let (product, overflow) = (left.signed &- 1).multipliedReportingOverflow(by: right.smallInt)
      return overflow ? .empty : Value(bits: UInt64(bitPattern: product) | 1)
    }
    return floats(left, right) { $0 * $1 }
  }

  @inline(__always)
  static func divide(_ left: Value, _ right: Value) -> Value {
    if Value.areSmallInts(left, right) {
      let (dividend, divisor) = (left.smallInt, right.smallInt)
      // Both must be exact as floats for the quotient to be rounded once.
      guard divisor != 0, dividend.magnitude <= 1 << 53, divisor.magnitude <= 1 << 53 else { return .empty }
      return Value(inlineFloat: Double(dividend) / Double(divisor)) ?? .empty
    }
    guard left.isInlineFloat, right.isInlineFloat, case let (dividend, divisor) = (left.inlineFloat, right.inlineFloat), divisor != 0
    else { return .empty }
    return Value(inlineFloat: dividend / divisor) ?? .empty
  }

  @inline(__always)
  static func floorDivide(_ left: Value, _ right: Value) -> Value {
    guard Value.areSmallInts(left, right), right.smallInt != 0 else { return .empty }
    let (quotient, remainder) = left.smallInt.quotientAndRemainder(dividingBy: right.smallInt)
    let floor = remainder != 0 && (remainder ^ right.smallInt) < 0 ? quotient - 1 : quotient
    return Value.fitsSmallInt(floor) ? Value(smallInt: floor) : .empty
  }

  @inline(__always)
  static func modulo(_ left: Value, _ right: Value) -> Value {
    guard Value.areSmallInts(left, right), right.smallInt != 0 else { return .empty }
    let remainder = left.smallInt % right.smallInt
    return Value(smallInt: remainder != 0 && (remainder ^ right.smallInt) < 0 ? remainder + right.smallInt : remainder)
  }

  @inline(__always)
  static func leftShift(_ left: Value, _ right: Value) -> Value {
    guard Value.areSmallInts(left, right) else { return .empty }
    let (number, distance) = (left.smallInt, right.smallInt)
    guard UInt64(bitPattern: distance) < 62 else { return .empty }
    let shifted = number << distance
    return shifted >> distance == number && Value.fitsSmallInt(shifted) ? Value(smallInt: shifted) : .empty
  }

  @inline(__always)
  static func rightShift(_ left: Value, _ right: Value) -> Value {
    guard Value.areSmallInts(left, right), right.smallInt >= 0 else { return .empty }
    return Value(smallInt: left.smallInt >> min(63, right.smallInt))
  }

  @inline(__always)
  static func negate(_ operand: Value) -> Value {
    if operand.isSmallInt {
      let negated = 0 &- operand.smallInt
      return Value.fitsSmallInt(negated) ? Value(smallInt: negated) : .empty
    }
    // −0.0 is a heap float.
    return operand.isInlineFloat ? Value(inlineFloat: -operand.inlineFloat) ?? .empty : .empty
  }

  @inline(__always)
  static func and(_ left: Value, _ right: Value) -> Value {
    Value.areSmallInts(left, right) ? Value(bits: left.bits & right.bits) : .empty
  }

  @inline(__always)
  static func or(_ left: Value, _ right: Value) -> Value {
    Value.areSmallInts(left, right) ? Value(bits: left.bits | right.bits) : .empty
  }

  @inline(__always)
  static func xor(_ left: Value, _ right: Value) -> Value {
    Value.areSmallInts(left, right) ? Value(bits: (left.bits ^ right.bits) | 1) : .empty
  }

  // MARK: Truth

  enum Answer {
    case `false`, `true`, unknown

    @inline(__always)
    init(_ truth: Bool) { self = truth ? .true : .false }
  }

  /// Whether a constant or a small int counts as true.
  @inline(__always)
  static func truth(_ value: Value) -> Answer {
    if value == .true { return .true }
    if value == .false || value == .none { return .false }
    if value.isSmallInt { return Answer(value.smallInt != 0) }
    guard let list = List(ifExactlyOperand: value) else { return .unknown }
    return Answer(list.count != 0)
  }

  /// Comparisons of small ints and of floats.
  @inline(__always)
  static func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Answer {
    if Value.areSmallInts(left, right) { return Answer(comparison.holds(left.signed, right.signed)) }
    if comparison == .equal || comparison == .notEqual {
      // Equal words are equal floats, unless they are NaN's, which is a heap object; constants equal themselves alone.
      if !left.isPointer, left == right { return Answer(comparison == .equal) }
    }
    if left.isInlineFloat, right.isInlineFloat { return Answer(comparison.holds(left.inlineFloat, right.inlineFloat)) }
    guard comparison == .equal || comparison == .notEqual, let left = Text(ifExactlyOperand: left),
      let right = Text(ifExactlyOperand: right)
    else { return .unknown }
    switch Text.areEqualAtOnce(left, right) {
    case .true: return Answer(comparison == .equal)
    case .false: return Answer(comparison == .notEqual)
    case .unknown: return .unknown
    }
  }

  // MARK: Floats

  @inline(__always)
  private static func floats(_ left: Value, _ right: Value, _ operate: (Double, Double) -> Double) -> Value {
    guard left.isInlineFloat, right.isInlineFloat else { return .empty }
    return Value(inlineFloat: operate(left.inlineFloat, right.inlineFloat)) ?? .empty
  }
}

extension Value {
  @inline(__always) fileprivate var signed: Int64 { Int64(bitPattern: bits) }
}

extension Comparison {
  /// The comparison of an opcode among the six that follow one another from `first` on.
  init(of opcode: Opcode, from first: Opcode) {
    self = unsafeBitCast(opcode.rawValue &- first.rawValue, to: Comparison.self)
  }
}

extension Opcode {
  /// Whether the instruction is an operator of two operands, `add` and those after it.
  public var isArithmetic: Bool { Opcode.add.rawValue <= rawValue && rawValue <= Opcode.bitXor.rawValue }
}

extension BinaryOperation {
  /// The operation of an arithmetic opcode.
  public init(from opcode: Opcode) {
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
