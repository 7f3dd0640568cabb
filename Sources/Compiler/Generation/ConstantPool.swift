import Bytecode
import Syntax

/// Refers to a constant of a `ConstantPool`.
struct PooledConstant: BitwiseCopyable, Hashable {
  let index: UInt32
}

/// The constants of a compilation, each once, until a unit's code uses them and they get a place among its own.
/// What folding leaves behind thus never reaches a code object.
struct ConstantPool: ~Copyable {
  private var constants: [Constant] = []
  private var indices: [Constant: UInt32] = [:]
  /// For each literal of the tree, its constant's index plus one.
  private var literals: [UInt32]

  let noneConstant, trueConstant, falseConstant, ellipsisConstant: PooledConstant

  init(literalCount: Int) {
    literals = [UInt32](repeating: 0, count: literalCount)
    constants = [.none, .true, .false, .ellipsis]
    (noneConstant, trueConstant) = (PooledConstant(index: 0), PooledConstant(index: 1))
    (falseConstant, ellipsisConstant) = (PooledConstant(index: 2), PooledConstant(index: 3))
    for (index, constant) in constants.enumerated() { indices[constant] = UInt32(truncatingIfNeeded: index) }
  }

  subscript(_ constant: PooledConstant) -> Constant { constants[Int(constant.index)] }

  var none: Value { .constant(noneConstant) }
  func boolean(_ value: Bool) -> Value { .constant(value ? trueConstant : falseConstant) }

  mutating func add(_ constant: Constant) -> PooledConstant {
    switch constant {
    case .none: return noneConstant
    case .true: return trueConstant
    case .false: return falseConstant
    case .ellipsis: return ellipsisConstant
    case .code:
      // Code objects are never equal to others: no need to look.
      constants.append(constant)
      return PooledConstant(index: UInt32(truncatingIfNeeded: constants.count - 1))
    default: break
    }
    let fresh = UInt32(truncatingIfNeeded: constants.count)
    let index = indices[constant, default: fresh]
    if index == fresh {
      indices[constant] = fresh
      constants.append(constant)
    }
    return PooledConstant(index: index)
  }

  /// A constant to be given later.
  mutating func reserve() -> PooledConstant {
    constants.append(.none)
    return PooledConstant(index: UInt32(truncatingIfNeeded: constants.count - 1))
  }

  mutating func give(_ constant: Constant, to reserved: PooledConstant) {
    constants[Int(reserved.index)] = constant
  }

  mutating func value(_ constant: Constant) -> Value { .constant(add(constant)) }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> PooledConstant { add(.text(Text(bytes))) }
  mutating func text(_ string: StaticString) -> PooledConstant { add(.text(Text(string))) }
  mutating func text(_ string: String) -> PooledConstant { add(.text(Text(string))) }

  // MARK: Literals

  mutating func literal(_ literal: Literal, of tree: SyntaxTree) -> Value {
    .constant(literalConstant(literal, of: tree))
  }

  mutating func literalConstant(_ literal: Literal, of tree: SyntaxTree) -> PooledConstant {
    let known = literals[Int(literal.index)]
    if known != 0 { return PooledConstant(index: known - 1) }
    let constant = add(Self.constant(tree[literal], of: tree))
    literals[Int(literal.index)] = constant.index + 1
    return constant
  }

  static func constant(_ literal: LiteralValue, of tree: SyntaxTree) -> Constant {
    switch literal {
    case .none: .none
    case .true: .true
    case .false: .false
    case .ellipsis: .ellipsis
    case .integer(let value): .integer(value)
    case .bigInteger(let range): Constant(BigInteger(littleEndian: tree[range]))
    case .float(let value): .float(value)
    case .imaginary(let value): .complex(real: 0, imaginary: value)
    case .text(let range): .text(Text(tree[range]))
    case .bytes(let range): .bytes(Array(tree[range]))
    }
  }

  /// The text that a value is, if it is constant text.
  func text(of value: Value) -> Text? {
    guard case .constant(let constant) = value, case .text(let text) = self[constant] else { return nil }
    return text
  }

  // MARK: Truth

  /// What `bool(constant)` is.
  func isTrue(_ constant: PooledConstant) -> Bool {
    switch self[constant] {
    case .none, .false: false
    case .true, .ellipsis, .bigInteger, .slice, .code: true
    case .integer(let value): value != 0
    case .float(let value): value != 0
    case .complex(let real, let imaginary): real != 0 || imaginary != 0
    case .text(let text): text.count != 0
    case .bytes(let bytes): !bytes.isEmpty
    case .tuple(let items), .frozenSet(let items): !items.isEmpty
    }
  }
}
