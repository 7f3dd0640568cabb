import CRuntime

// Operators on any values, in the order in which Python asks the operands. The interpreter does small ints and floats
// itself and comes here for all else.

extension Context {
  // MARK: Binary

  /// `left + right` and its kind.
  public func binary(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let result = try forwardOrReflected(operation, left, right)
    if result != .notImplemented { return result }
    throw raiseUnsupported(operation, left, right, suffix: "")
  }

  /// The same where the left operand has declined.
  func reflected(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let rightType = type(of: right)
    if type(of: left) != rightType, let function = rightType.binary(operation.reflected) {
      let result = try check(function(self, right, left))
      if result != .notImplemented { return result }
    }
    throw raiseUnsupported(operation, left, right, suffix: "")
  }

  /// `left += right` and its kind.
  public func inPlace(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let (leftType, rightType) = (type(of: left), type(of: right))
    if let function = leftType.binary(operation.inPlace) {
      try checkNativeStack()
      if leftType.flags.contains(.concatenates), let reflected = rightType.binary(operation.reflected) {
        let overrides = try self.overrides(operation.reflected, rightType, leftType)
        if overrides || !rightType.flags.contains(.concatenates) {
          let result = try check(reflected(self, right, left))
          if result != .notImplemented { return result }
        }
      }
      let result = try check(function(self, left, right))
      if result != .notImplemented { return result }
    }
    let result = try forwardOrReflected(operation, left, right)
    if result != .notImplemented { return result }
    throw raiseUnsupported(operation, left, right, suffix: "=")
  }

  /// Asks the left operand, then the right one; the right one first where its class derives from the left one's, or
  /// where the left one is a sequence, which concatenates and repeats only when nobody else has an answer.
  private func forwardOrReflected(
    _ operation: BinaryOperation, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    try checkNativeStack()
    let leftType = type(of: left)
    let rightType = type(of: right)
    let forward = leftType.binary(operation.forward)
    var reflected = leftType == rightType ? nil : rightType.binary(operation.reflected)
    if let function = reflected {
      let overrides = try self.overrides(operation.reflected, rightType, leftType)
      let concatenates = operation == .add || operation == .multiply
      if overrides || concatenates && leftType.flags.contains(.concatenates) && !rightType.flags.contains(.concatenates) {
        let result = try check(function(self, right, left))
        if result != .notImplemented { return result }
        reflected = nil
      }
    }
    if let forward {
      let result = try check(forward(self, left, right))
      if result != .notImplemented { return result }
    }
    if let reflected { return try check(reflected(self, right, left)) }
    return .notImplemented
  }

  /// Whether a class derives from another and has its own method for a slot, be it one that the other fills too.
  private func overrides(_ slot: Slot, _ type: Type, _ base: Type) throws(Raised) -> Bool {
    if !type.isSubtype(of: base) { return false }
    if type[slot] != base[slot] { return true }
    guard type.flags.contains(.heap), let row = DunderRow.all.first(where: { $0.slot == slot }) else { return false }
    return try type.lookup(self, name(row.name)) != base.lookup(self, name(row.name))
  }

  private func raiseUnsupported(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, suffix: String
  ) -> Raised {
    let symbol = operation == .power && suffix != "" ? "**" : "\(operation.symbol)"
    return raise(
      .typeError,
      "unsupported operand type(s) for \(symbol)\(suffix): '\(typeName(of: left))' and '\(typeName(of: right))'")
  }

  // MARK: Unary

  /// `-operand` and its kind.
  public func unary(_ slot: Slot, _ operand: Value) throws(Raised) -> Value {
    try checkNativeStack()
    if let function = type(of: operand).unary(slot) { return try check(function(self, operand)) }
    let symbol =
      switch slot {
      case .negative: "-"
      case .positive: "+"
      case .invert: "~"
      default: "abs()"
      }
    throw raise(.typeError, "bad operand type for \(slot == .absolute ? "" : "unary ")\(symbol): '\(typeName(of: operand))'")
  }

  // MARK: Comparison

  /// `left < right` and its kind: whatever the operands answer.
  public func compare(_ comparison: Comparison, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) { return Value(comparison.holds(left.smallInt, right.smallInt)) }
    if left.isInlineFloat, right.isInlineFloat { return Value(comparison.holds(left.inlineFloat, right.inlineFloat)) }
    try checkNativeStack()
    let leftType = type(of: left)
    let rightType = type(of: right)
    if let left = Text(ifHas: left), let right = Text(ifHas: right), isPlainText(leftType, comparison.slot),
      isPlainText(rightType, comparison.reflected.slot)
    {
      return Value(comparison.holds(left, right))
    }
    let forward = leftType.binary(comparison.slot)
    var reflected = rightType.binary(comparison.reflected.slot)
    if leftType != rightType, let function = reflected, rightType.isSubtype(of: leftType) {
      let result = try check(function(self, right, left))
      if result != .notImplemented { return result }
      reflected = nil
    }
    if let forward {
      let result = try check(forward(self, left, right))
      if result != .notImplemented { return result }
    }
    return try compareFinally(comparison, left, right, reflected)
  }

  /// The same once the left operand has declined, which was the first to be asked.
  func compareReflected(_ comparison: Comparison, _ left: Value, _ right: Value) throws(Raised) -> Value {
    try compareFinally(comparison, left, right, type(of: right).binary(comparison.reflected.slot))
  }

  /// - Parameter reflected: The right operand's function, if it is still to be asked.
  private func compareFinally(
    _ comparison: Comparison, _ left: Value, _ right: Value, _ reflected: BinaryFunction?
  ) throws(Raised) -> Value {
    if let reflected {
      let result = try check(reflected(self, right, left))
      if result != .notImplemented { return result }
    }
    switch comparison {
    case .equal: return Value(isIdentical(left, right))
    case .notEqual: return Value(!isIdentical(left, right))
    default:
      throw raise(
        .typeError,
        "'\(comparison.symbol)' not supported between instances of '\(typeName(of: left))' and '\(typeName(of: right))'")
    }
  }

  /// Whether instances of `str` or a class derived from it compare by its own method for a slot.
  private func isPlainText(_ type: Type, _ slot: Slot) -> Bool {
    type.shares(slot, with: Interpreter(of: self).type(.text))
  }

  /// Whether two values are one and the same, or equal: what containers ask.
  @inline(__always)
  public func areEqual(_ left: Value, _ right: Value) throws(Raised) -> Bool {
    if left == right { return true }
    return try areEqualSlowly(left, right)
  }

  @inline(never)
  private func areEqualSlowly(_ left: Value, _ right: Value) throws(Raised) -> Bool {
    if Value.areSmallInts(left, right) { return false }
    if isIdentical(left, right) { return true }
    if let left = Tuple(ifExactly: left), let right = Tuple(ifExactly: right) {
      switch Tuple.quickEquality(left, right) {
      case .equal: return true
      case .different: return false
      case .unknown: break
      }
    }
    let object = Interpreter(of: self).type(shape: BuiltinShape.object)
    if type(of: left).shares(.equal, with: object), type(of: right).shares(.equal, with: object) { return false }
    return try isTrue(compare(.equal, left, right))
  }

  /// `left is right`. Heap ints, floats and complex numbers are values, not objects: equal bits make them identical.
  @inline(__always)
  public func isIdentical(_ left: Value, _ right: Value) -> Bool {
    left == right || left.isPointer && right.isPointer && isIdenticalNumber(left, right)
  }

  @inline(never)
  private func isIdenticalNumber(_ left: Value, _ right: Value) -> Bool {
    if left.object.pointee.kind != right.object.pointee.kind { return false }
    if let left = HeapFloat(ifExactly: left) { return left.number.bitPattern == HeapFloat(right).number.bitPattern }
    if let left = Complex(ifExactly: left), let right = Complex(ifExactly: right) { return left.hasBits(of: right) }
    if BigInt(ifExactly: left) != nil { return PythonInt.areEqual(left, right) }
    return false
  }

  // MARK: Truth

  /// `bool(value)`.
  @inline(__always)
  public func isTrue(_ value: Value) throws(Raised) -> Bool {
    if value == .true { return true }
    if value == .false || value == .none { return false }
    if value.isSmallInt { return value.smallInt != 0 }
    return try isTrueSlowly(value)
  }

  @inline(never)
  private func isTrueSlowly(_ value: Value) throws(Raised) -> Bool {
    try checkNativeStack()
    let type = type(of: value)
    if let function = type.unary(.bool) { return try check(function(self, value)) == .true }
    if let function = type.unary(.length) { return try check(function(self, value)).smallInt != 0 }
    return true
  }
}
