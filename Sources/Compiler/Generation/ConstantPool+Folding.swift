import Bytecode
import Syntax

/// What folding may make, as CPython bounds it: code objects stay small whatever expressions say.
private enum Limit {
  static let integerBits = 128
  static let collectionSize = 256
  static let textSize = 4096
  static let totalItems = 1024
}

extension ConstantPool {
  // MARK: Operators

  /// `op constant`, where CPython computes it beforehand.
  mutating func folding(_ op: UnaryOperator, _ operand: PooledConstant) -> PooledConstant? {
    let value = self[operand]
    switch op {
    case .not:
      if case .tuple = value { return nil }
      return isTrue(operand) ? falseConstant : trueConstant
    case .invert:
      guard let integer = value.integerValue, !value.isBoolean else { return nil }
      return add(Constant(~integer))
    case .uadd:
      if let integer = value.integerValue { return add(Constant(integer)) }
      switch value {
      case .float, .complex: return operand
      default: return nil
      }
    case .usub:
      if let integer = value.integerValue { return add(Constant(-integer)) }
      switch value {
      case .float(let value): return add(.float(-value))
      case .complex(let real, let imaginary): return add(.complex(real: -real, imaginary: -imaginary))
      default: return nil
      }
    }
  }

  /// `left op right`, where CPython computes it beforehand.
  mutating func folding(
    _ op: BinaryOperator, _ left: PooledConstant, _ right: PooledConstant
  ) -> PooledConstant? {
    guard let result = Self.result(op, self[left], self[right]) else { return nil }
    return add(result)
  }

  private static func result(_ op: BinaryOperator, _ left: Constant, _ right: Constant) -> Constant? {
    if let l = left.integerValue, let r = right.integerValue {
      return result(op, l, r, areBooleans: left.isBoolean && right.isBoolean)
    }
    if let l = left.realValue, let r = right.realValue { return result(op, l, r) }
    if let l = left.complexValue, let r = right.complexValue { return result(op, l, r, left, right) }
    switch (op, left, right) {
    case (.add, .text(let l), .text(let r)): return .text(Text(l.bytes + r.bytes))
    case (.add, .bytes(let l), .bytes(let r)): return .bytes(l + r)
    case (.add, .tuple(let l), .tuple(let r)): return .tuple(l + r)
    case (.mult, _, _):
      if let count = right.integerValue { return repeated(left, count) }
      if let count = left.integerValue { return repeated(right, count) }
      return nil
    default: return nil
    }
  }

  private static func repeated(_ sequence: Constant, _ count: BigInteger) -> Constant? {
    guard let count = Int64(exactly: count), count >= 0, count <= Int64(Limit.textSize) else { return nil }
    let times = Int(count)
    switch sequence {
    case .text(let text):
      if codePointCount(text.bytes) * times > Limit.textSize { return nil }
      return .text(Text(Array(repeatElement(text.bytes, count: times).joined())))
    case .bytes(let bytes):
      if bytes.count * times > Limit.textSize { return nil }
      return .bytes(Array(repeatElement(bytes, count: times).joined()))
    case .tuple(let items):
      if items.count * times > Limit.collectionSize || itemCount(items) * times > Limit.totalItems { return nil }
      return .tuple(Array(repeatElement(items, count: times).joined()))
    default: return nil
    }
  }

  private static func itemCount(_ items: [Constant]) -> Int {
    var count = items.count
    for case .tuple(let inner) in items { count += itemCount(inner) }
    return count
  }

  // MARK: Numbers

  private static func result(
    _ op: BinaryOperator, _ left: BigInteger, _ right: BigInteger, areBooleans: Bool
  ) -> Constant? {
    switch op {
    case .add: return Constant(left + right)
    case .sub: return Constant(left - right)
    case .mult:
      if !left.isZero, !right.isZero, left.bitLength + right.bitLength > Limit.integerBits { return nil }
      return Constant(left * right)
    case .matMult: return nil
    case .div: return left.dividedRounding(by: right).map { .float($0) }
    case .floorDiv: return left.dividedFlooring(by: right).map { Constant($0.quotient) }
    case .mod: return left.dividedFlooring(by: right).map { Constant($0.remainder) }
    case .pow:
      guard let exponent = Int64(exactly: right) else { return nil }
      if exponent < 0 { return exponent == -1 ? BigInteger(1).dividedRounding(by: left).map { .float($0) } : nil }
      if !left.isZero, exponent > Int64(Limit.integerBits) || left.bitLength * Int(exponent) > Limit.integerBits {
        return nil
      }
      return Constant(left.isZero && exponent > 0 ? left : left.raised(to: UInt(exponent)))
    case .lshift:
      guard let count = Int64(exactly: right), count >= 0 else { return nil }
      if left.isZero { return Constant(left) }
      if count > Int64(Limit.integerBits) || left.bitLength > Limit.integerBits - Int(count) { return nil }
      return Constant(left.shiftedLeft(by: Int(count)))
    case .rshift:
      guard let count = Int64(exactly: right), count >= 0 else { return nil }
      return Constant(left.shiftedRight(by: Int(min(count, 1 << 30))))
    case .bitAnd: return boolean(left & right, areBooleans)
    case .bitOr: return boolean(left | right, areBooleans)
    case .bitXor: return boolean(left ^ right, areBooleans)
    }
  }

  private static func boolean(_ value: BigInteger, _ isBoolean: Bool) -> Constant {
    isBoolean ? (value.isZero ? .false : .true) : Constant(value)
  }

  private static func result(_ op: BinaryOperator, _ left: Double, _ right: Double) -> Constant? {
    switch op {
    case .add: return .float(left + right)
    case .sub: return .float(left - right)
    case .mult: return .float(left * right)
    case .div: return right == 0 ? nil : .float(left / right)
    case .floorDiv, .mod:
      guard right != 0 else { return nil }
      // The remainder has the divisor's sign, also when it is zero; the quotient is what it leaves.
      var remainder = left.truncatingRemainder(dividingBy: right)
      var quotient = (left - remainder) / right
      if remainder != 0 {
        if (right < 0) != (remainder < 0) {
          remainder += right
          quotient -= 1
        }
      } else {
        remainder = right < 0 ? -0.0 : 0.0
      }
      if op == .mod { return .float(remainder) }
      if quotient == 0 { return .float((left / right).sign == .minus ? -0.0 : 0.0) }
      let floored = quotient.rounded(.down)
      return .float(quotient - floored > 0.5 ? floored + 1 : floored)
    // `pow` rounds as the C library does: left to run time.
    default: return nil
    }
  }

  /// A real operand changes the real part only: `-0.0 - 0j` is not `complex(-0.0, 0) - 0j`.
  private static func result(
    _ op: BinaryOperator, _ left: (real: Double, imaginary: Double), _ right: (real: Double, imaginary: Double),
    _ first: Constant, _ second: Constant
  ) -> Constant? {
    let isLeftReal = first.realValue != nil
    let isRightReal = second.realValue != nil
    switch op {
    case .add:
      let imaginary =
        isLeftReal ? right.imaginary : isRightReal ? left.imaginary : left.imaginary + right.imaginary
      return .complex(real: left.real + right.real, imaginary: imaginary)
    case .sub:
      let imaginary =
        isLeftReal ? -right.imaginary : isRightReal ? left.imaginary : left.imaginary - right.imaginary
      return .complex(real: left.real - right.real, imaginary: imaginary)
    case .mult:
      if isLeftReal { return .complex(real: left.real * right.real, imaginary: left.real * right.imaginary) }
      if isRightReal { return .complex(real: left.real * right.real, imaginary: left.imaginary * right.real) }
      let real = left.real * right.real - left.imaginary * right.imaginary
      let imaginary = left.real * right.imaginary + left.imaginary * right.real
      return real.isNaN && imaginary.isNaN ? nil : .complex(real: real, imaginary: imaginary)
    default: return nil
    }
  }

  // MARK: Items

  /// `container[key]`, where CPython computes it beforehand.
  mutating func folding(item key: PooledConstant, of container: PooledConstant) -> PooledConstant? {
    guard let integer = self[key].integerValue, let key = Int64(exactly: integer) else { return nil }
    switch self[container] {
    case .tuple(let items):
      guard let index = Self.index(key, items.count) else { return nil }
      return add(items[index])
    case .bytes(let bytes):
      guard let index = Self.index(key, bytes.count) else { return nil }
      return add(.integer(Int64(bytes[index])))
    case .text(let text):
      guard let index = Self.index(key, Self.codePointCount(text.bytes)) else { return nil }
      return add(.text(Text(Self.codePoint(index, of: text.bytes))))
    default: return nil
    }
  }

  private static func index(_ key: Int64, _ count: Int) -> Int? {
    let index = key < 0 ? key + Int64(count) : key
    return index >= 0 && index < Int64(count) ? Int(index) : nil
  }

  private static func codePointCount(_ bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private static func codePoint(_ index: Int, of bytes: [UInt8]) -> [UInt8] {
    var count = -1
    var result: [UInt8] = []
    for byte in bytes {
      if byte & 0xC0 != 0x80 { count += 1 }
      if count == index { result.append(byte) }
    }
    return result
  }

  // MARK: Collections

  mutating func slice(
    _ start: PooledConstant, _ stop: PooledConstant, _ step: PooledConstant
  ) -> PooledConstant {
    add(.slice(start: self[start], stop: self[stop], step: self[step]))
  }

  /// A frozenset of the items, equal ones once.
  func frozenSet(of items: [Constant]) -> Constant {
    var seen: Set<Constant> = []
    var members: [Constant] = []
    for item in items where seen.insert(item).inserted {
      // `1`, `1.0` and `True` are one member; few literals are worth looking through the others for.
      if item.complexValue != nil, members.contains(where: { $0.equalsAsKey(item) }) { continue }
      members.append(item)
    }
    return .frozenSet(members)
  }
}

extension Constant {
  var isBoolean: Bool {
    switch self {
    case .true, .false: true
    default: false
    }
  }

  /// The value of an int or bool.
  var integerValue: BigInteger? {
    switch self {
    case .true: BigInteger(1)
    case .false: BigInteger(0)
    case .integer(let value): BigInteger(value)
    case .bigInteger(let value): value
    default: nil
    }
  }

  /// The value of a number that is not complex; nil also for ints beyond a float's range.
  var realValue: Double? {
    if case .float(let value) = self { return value }
    return integerValue?.double
  }

  var complexValue: (real: Double, imaginary: Double)? {
    if case .complex(let real, let imaginary) = self { return (real, imaginary) }
    return realValue.map { ($0, 0) }
  }

  /// `==` as Python has it, for constants that are keys of a mapping pattern or members of a set.
  func equalsAsKey(_ other: Constant) -> Bool {
    if let left = integerValue, let right = other.integerValue { return left == right }
    if let left = complexValue, let right = other.complexValue {
      return left.real == right.real && left.imaginary == right.imaginary
    }
    return self == other
  }
}
