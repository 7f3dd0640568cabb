import Bytecode
import CRuntime
import Runtime

// Numbers: what both operands were seen to be decides, once for each instruction. Ints stay words, floats become doubles.

extension GraphBuilder {
  /// Two operands as numbers of one kind.
  private enum Operands {
    case ints(Reference, Reference)
    case floats(Reference, Reference)
  }

  mutating func arithmetic() {
    if complexArithmetic() || callOperator() { return }
    let opcode = instruction.opcode
    if opcode == .power { return square(value(.b), value(.c)) }
    let (left, right) = (addend(.b), addend(.c))
    switch numbers(left.value, left.seen, right.value, right.seen) {
    case .ints(let left, let right):
      if opcode == .divide {
        let (x, y) = (toFloat(left), toFloat(right))
        return write(instruction.a, add(.floating(.divide, x, y, exit(.zero)), .float))
      }
      guard let operation = IntegerOperation(opcode) else { return perform() }
      write(instruction.a, add(.integer(operation, left, right, exit(.overflow)), .word, .smallInt))
    case .floats(let left, let right):
      guard let operation = FloatOperation(opcode) else { return perform() }
      write(instruction.a, add(.floating(operation, left, right, exit(.zero)), .float))
    case nil: runtimeArithmetic()
    }
  }

  /// An operand, of a sum, a difference or a product the int that it is if it is a bool.
  private mutating func addend(_ slot: Operand.Slot) -> (value: Reference, seen: ValueKinds) {
    let (value, seen) = (value(slot), seen(slot))
    guard [.add, .subtract, .multiply].contains(instruction.opcode), seen == .bool,
      graph[value].representation != .float, let bool = expect(asWord(value), .bool, seen: seen)
    else { return (value, seen) }
    return (add(.integerOfBool(bool), .word, .smallInt), .smallInt)
  }

  private mutating func runtimeArithmetic() {
    switch instruction.opcode {
    // In place the left one would grow.
    case .add where instruction.d == 0 && seen(.b) == .list && seen(.c) == .list:
      quick(.concatenation, asWord(value(.b)), asWord(value(.c)))
    case .add, .subtract, .multiply, .divide: mayMeetInstance ? perform() : quickArithmetic()
    default: areBigInts ? quickArithmetic() : perform()
    }
  }

  /// Whether an operator's left operand was an instance of a class of Python's, or may have been anything.
  private var mayMeetInstance: Bool {
    let profile = code.profile(instruction.start)
    return profile.b.isEmpty
      || profile.b.contains(.other) && !profile.leftIsNeverInstance && profile.shape != CompiledLayout.complexShape
  }

  /// Whether both operands were always ints, but not always small ones.
  private var areBigInts: Bool {
    let seen = seen(.b).union(seen(.c))
    return seen.contains(.bigInt) && seen.isSubset(of: [.smallInt, .bigInt])
  }

  private mutating func square(_ base: Reference, _ exponent: Reference) {
    guard case .constant(Value(smallInt: 2).bits) = graph[exponent].operation else { return power(base, exponent) }
    switch numbers(base, seen(.b), base, seen(.b)) {
    case .ints(let x, _): write(instruction.a, add(.integer(.multiply, x, x, exit(.overflow)), .word, .smallInt))
    case .floats(let x, _):
      write(instruction.a, add(.power(x, add(.float((2.0).bitPattern), .float), exit(.range)), .float))
    case nil: perform()
    }
  }

  private mutating func power(_ base: Reference, _ exponent: Reference) {
    guard looksFloat(base, seen(.b)), case .floats(let x, let y) = numbers(base, seen(.b), exponent, seen(.c)) else {
      return perform()
    }
    write(instruction.a, add(.power(x, y, exit(.range)), .float))
  }

  private mutating func numbers(
    _ left: Reference, _ leftSeen: ValueKinds, _ right: Reference, _ rightSeen: ValueKinds
  ) -> Operands? {
    let (leftIsFloat, rightIsFloat) = (looksFloat(left, leftSeen), looksFloat(right, rightSeen))
    let (leftIsInt, rightIsInt) = (looksInt(left, leftSeen), looksInt(right, rightSeen))
    guard leftIsFloat || leftIsInt, rightIsFloat || rightIsInt else { return nil }
    if leftIsInt, rightIsInt {
      guard let x = expect(left, .smallInt, seen: leftSeen), let y = expect(current(right, left, x), .smallInt, seen: rightSeen)
      else { return nil }
      return .ints(x, y)
    }
    guard let x = number(left, leftSeen, isFloat: leftIsFloat) else { return nil }
    guard let y = left == right ? x : number(right, rightSeen, isFloat: rightIsFloat) else { return nil }
    return .floats(x, y)
  }

  /// The second operand once the first was guarded, where they are one.
  private func current(_ right: Reference, _ left: Reference, _ guarded: Reference) -> Reference {
    right == left ? guarded : right
  }

  /// An operand as a float, if it is a real number or was seen to be.
  mutating func realNumber(_ value: Reference, _ seen: ValueKinds) -> Reference? {
    let isFloat = looksFloat(value, seen)
    return isFloat || looksInt(value, seen) ? number(value, seen, isFloat: isFloat) : nil
  }

  private func looksInt(_ value: Reference, _ seen: ValueKinds) -> Bool {
    guard graph[value].representation == .word else { return false }
    if graph[value].kinds == .smallInt { return true }
    return seen == .smallInt && graph[value].kinds.contains(.smallInt)
  }

  private func looksFloat(_ value: Reference, _ seen: ValueKinds) -> Bool {
    // A variable that may be unbound is checked before it is read, or is known to be bound here.
    if graph[value].representation == .float { return true }
    guard graph[value].representation == .word else { return false }
    if !graph[value].kinds.isEmpty, graph[value].kinds.isSubset(of: .float) { return true }
    return !seen.isEmpty && seen.isSubset(of: .float) && !graph[value].kinds.isDisjoint(with: .float)
  }

  private mutating func number(_ value: Reference, _ seen: ValueKinds, isFloat: Bool) -> Reference? {
    if graph[value].representation == .float { return value }
    if case .constant(let bits) = graph[value].operation, Value(bits: bits).isInlineFloat {
      return add(.float(Value(bits: bits).inlineFloat.bitPattern), .float)
    }
    if isFloat {
      // Floats beyond the inline range are rare: they are looked for where they were seen.
      guard let word = expect(value, seen == .inlineFloat ? .inlineFloat : .float, seen: seen) else { return nil }
      let number = add(.unbox(word), .float)
      // The registers keep the word, from which it need not be made again.
      return number
    }
    guard let word = expect(value, .smallInt, seen: seen) else { return nil }
    return toFloat(word)
  }

  /// An int as the float that equals it, as long as one does.
  private mutating func toFloat(_ int: Reference) -> Reference {
    if case .constant(let bits) = graph[int].operation, Value(bits: bits).smallInt.magnitude <= 1 << 53 {
      return add(.float(Double(Value(bits: bits).smallInt).bitPattern), .float)
    }
    return add(.intToFloat(int, exit(.range)), .float)
  }

  mutating func negate() {
    if negateComplex() { return }
    let operand = value(.b)
    if looksInt(operand, seen(.b)), let int = expect(operand, .smallInt, seen: seen(.b)) {
      return write(instruction.a, add(.negate(int, exit(.overflow)), .word, .smallInt))
    }
    if looksFloat(operand, seen(.b)), let number = number(operand, seen(.b), isFloat: true) {
      return write(instruction.a, add(.negateFloat(number), .float))
    }
    perform()
  }

  // MARK: Comparisons

  mutating func compare() {
    let comparison = Comparison(instruction.opcode, from: .equal)
    if let bit = self.comparison(comparison, value(.b), seen(.b), value(.c), seen(.c)) { return write(instruction.a, bit) }
    if askOperand(.b, .c) { return }
    expectTexts(comparison, .b, .c)
    isOwn(seen(.b)) || isOwn(seen(.c)) ? quickCompare(comparison) : perform()
  }

  mutating func jumpOnComparison() {
    let comparison = Comparison(instruction.opcode, from: .jumpIfEqual)
    if let bit = self.comparison(comparison, value(.a), seen(.a), value(.b), seen(.b)) {
      return jump(on: bit, isNegated: instruction.d != 0)
    }
    if askOperand(.a, .b) { return }
    expectTexts(comparison, .a, .b)
    isOwn(seen(.a)) || isOwn(seen(.b)) ? quickJumpOnComparison(comparison) : perform()
  }

  /// Makes sure that what is asked for equality are texts, if only texts were seen.
  private mutating func expectTexts(_ comparison: Comparison, _ left: Operand.Slot, _ right: Operand.Slot) {
    guard comparison == .equal || comparison == .notEqual, seen(left) == .text, seen(right) == .text else { return }
    for slot in [left, right] { _ = expect(asWord(value(slot)), .text, seen: .text) }
  }

  /// Whether values of the kinds may be the runtime's own, which it may compare without a frame.
  private func isOwn(_ kinds: ValueKinds) -> Bool { !kinds.isEmpty && kinds != .other }

  private mutating func comparison(
    _ comparison: Comparison, _ left: Reference, _ leftSeen: ValueKinds, _ right: Reference, _ rightSeen: ValueKinds
  ) -> Reference? {
    switch numbers(left, leftSeen, right, rightSeen) {
    case .ints(let x, let y): add(.compareIntegers(comparison, x, y), .bit)
    case .floats(let x, let y): compareFloats(comparison, x, y)
    case nil: nil
    }
  }

  mutating func testIdentity() {
    guard let bit = identity(value(.b), value(.c)) else { return perform() }
    write(instruction.a, instruction.d != 0 ? add(.not(bit), .bit) : bit)
  }

  mutating func jumpOnIdentity() {
    guard let bit = identity(value(.a), value(.b)) else { return perform() }
    jump(on: bit, isNegated: instruction.d != 0)
  }

  /// Whether two values are one: heap ints and floats are, if they are equal, which words do not tell.
  private mutating func identity(_ left: Reference, _ right: Reference) -> Reference? {
    let numbers: ValueKinds = [.bigInt, .heapFloat, .other]
    func isPlain(_ value: Reference) -> Bool { wordKinds(value).isDisjoint(with: numbers) }
    if isPlain(left) || isPlain(right) { return add(.same(asWord(left), asWord(right)), .bit) }
    let (x, y) = (asWord(left), asWord(right))
    return add(.identical(x, y, exit(.kind)), .bit)
  }

  mutating func jumpOnNone() {
    let bit = add(.same(asWord(value(.a)), constant(.none)), .bit)
    jump(on: bit, isNegated: instruction.opcode == .jumpIfNotNone)
  }

  // MARK: Truth

  mutating func jump(ifTruthIs wanted: Bool) {
    guard let bit = truth(value(.a), seen(.a)) else {
      return seen(.a).isEmpty ? perform() : quickJump(ifTruthIs: wanted)
    }
    jump(on: bit, isNegated: !wanted)
  }

  mutating func negateTruth() {
    guard let bit = truth(value(.b), seen(.b)) else { return quick(.negation, asWord(value(.b)), kinds: .bool) }
    write(instruction.a, add(.not(bit), .bit))
  }

  /// Whether a value counts as true.
  private mutating func truth(_ value: Reference, _ seen: ValueKinds) -> Reference? {
    if graph[value].representation == .bit { return value }
    if graph[value].representation == .float {
      return add(.compareFloats(.notEqual, value, add(.float(0), .float)), .bit)
    }
    if let bool = expect(value, .bool, seen: seen) { return add(.same(bool, constant(.true)), .bit) }
    if let int = expect(value, .smallInt, seen: seen) {
      return add(.not(add(.same(int, constant(Value(smallInt: 0))), .bit)), .bit)
    }
    for kind in [.list, .tuple] as [ValueKinds] {
      if let row = expect(value, kind, seen: seen) {
        let count = add(.field(row, offset: CompiledLayout.sequenceCount), .word, .anything)
        return add(.not(add(.same(count, word(0)), .bit)), .bit)
      }
    }
    return nil
  }

  mutating func jump(on bit: Reference, isNegated: Bool) {
    let (target, next) = (instruction.target, instruction.next)
    branch(bit, then: isNegated ? next : target, otherwise: isNegated ? target : next)
  }
}

extension IntegerOperation {
  init?(_ opcode: Opcode) {
    switch opcode {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .floorDivide: self = .floorDivide
    case .modulo: self = .modulo
    case .bitAnd: self = .and
    case .bitOr: self = .or
    case .bitXor: self = .xor
    case .leftShift: self = .leftShift
    case .rightShift: self = .rightShift
    default: return nil
    }
  }
}

extension FloatOperation {
  init?(_ opcode: Opcode) {
    switch opcode {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    default: return nil
    }
  }
}

extension Comparison {
  init(_ opcode: Opcode, from first: Opcode) {
    self = Comparison(rawValue: opcode.rawValue - first.rawValue) ?? .equal
  }
}
