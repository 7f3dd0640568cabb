import CRuntime

// What a type can do, as C function pointers. An operation on a value is one load from its type and one call; which
// Python method stands behind it was found when the class was made or changed.
//
// A slot is a number. Its function's signature follows from its number alone (`Slot.Signature`); calls cast to it.

/// The functions behind slots: the values are passed in registers, *empty* as the result says that an exception is
/// pending.
public typealias UnaryFunction = @convention(c) (Context, Value) -> Value
public typealias BinaryFunction = @convention(c) (Context, Value, Value) -> Value
public typealias TernaryFunction = @convention(c) (Context, Value, Value, Value) -> Value
/// `arguments` is a window of `count` values, the last of which are passed by the names in a tuple, if that is not
/// *empty*.
public typealias WindowFunction = @convention(c) (
  _ context: Context, _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value
) -> Value

public enum Slot: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  // Unary.
  case repr, str, hash, iterate, next, length, bool, int, float, index, negative, positive, absolute, invert
  case await, asyncIterate, asyncNext, delete

  // Binary: (self, other).
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  case getAttribute, getItem, contains
  case add, subtract, multiply, matrixMultiply, divide, floorDivide, modulo, power
  case leftShift, rightShift, bitAnd, bitOr, bitXor
  case reflectedAdd, reflectedSubtract, reflectedMultiply, reflectedMatrixMultiply, reflectedDivide
  case reflectedFloorDivide, reflectedModulo, reflectedPower
  case reflectedLeftShift, reflectedRightShift, reflectedBitAnd, reflectedBitOr, reflectedBitXor
  case inPlaceAdd, inPlaceSubtract, inPlaceMultiply, inPlaceMatrixMultiply, inPlaceDivide
  case inPlaceFloorDivide, inPlaceModulo, inPlacePower
  case inPlaceLeftShift, inPlaceRightShift, inPlaceBitAnd, inPlaceBitOr, inPlaceBitXor

  // Ternary. An *empty* third value deletes: `__setitem__` and `__delitem__` share a slot.
  case setAttribute, setItem, getDescriptor, setDescriptor

  // Windows.
  case call, new, initialize

  @inlinable @inline(__always) public static var count: Int { 80 }

  /// How a slot's function is called.
  public enum Signature: Sendable { case unary, binary, ternary, window }

  public var signature: Signature {
    switch rawValue {
    case ..<Slot.equal.rawValue: .unary
    case ..<Slot.setAttribute.rawValue: .binary
    case ..<Slot.call.rawValue: .ternary
    default: .window
    }
  }
}

/// The binary operators in the order in which the slots list them.
public enum BinaryOperation: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, matrixMultiply, divide, floorDivide, modulo, power
  case leftShift, rightShift, bitAnd, bitOr, bitXor

  @inlinable @inline(__always) var forward: Slot { slot(.add) }
  @inlinable @inline(__always) var reflected: Slot { slot(.reflectedAdd) }
  @inlinable @inline(__always) var inPlace: Slot { slot(.inPlaceAdd) }

  @inlinable @inline(__always)
  func slot(_ first: Slot) -> Slot { unsafeBitCast(first.rawValue &+ rawValue, to: Slot.self) }

  /// The special method by which a class has it.
  var methodName: WellKnown {
    switch self {
    case .add: .__add__
    case .subtract: .__sub__
    case .multiply: .__mul__
    case .matrixMultiply: .__matmul__
    case .divide: .__truediv__
    case .floorDivide: .__floordiv__
    case .modulo: .__mod__
    case .power: .__pow__
    case .leftShift: .__lshift__
    case .rightShift: .__rshift__
    case .bitAnd: .__and__
    case .bitOr: .__or__
    case .bitXor: .__xor__
    }
  }

  /// As error messages show it.
  var symbol: StaticString {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .matrixMultiply: "@"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .power: "** or pow()"
    case .leftShift: "<<"
    case .rightShift: ">>"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    }
  }
}

/// The comparisons in the order in which the slots list them.
public enum Comparison: UInt8, CaseIterable, Sendable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual

  @inlinable @inline(__always)
  var slot: Slot { unsafeBitCast(Slot.equal.rawValue &+ rawValue, to: Slot.self) }

  /// The special method by which a class has it.
  var methodName: WellKnown {
    switch self {
    case .equal: .__eq__
    case .notEqual: .__ne__
    case .less: .__lt__
    case .lessEqual: .__le__
    case .greater: .__gt__
    case .greaterEqual: .__ge__
    }
  }

  /// The comparison of the operands exchanged.
  var reflected: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    }
  }

  var symbol: StaticString {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    }
  }
}
