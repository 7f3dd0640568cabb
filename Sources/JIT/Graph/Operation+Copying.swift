import Runtime

extension Operation {
  /// The same of other operands, and with another exit; nil of what does more than compute a value, read memory, and make
  /// sure of what was read, so that it may not be done twice.
  func copied(_ other: (Reference) -> Reference, _ exit: (Exit) -> Exit) -> Operation? {
    func bounds(_ bounds: ListBounds) -> ListBounds {
      ListBounds(
        storage: other(bounds.storage), limit: other(bounds.limit), byteLimit: other(bounds.byteLimit),
        expectsBytes: bounds.expectsBytes)
    }
    return switch self {
    case .constant, .float, .memory, .memory32, .context32, .poll: self
    case .copy(let x): .copy(other(x))
    case .field(let x, let offset): .field(other(x), offset: offset)
    case .box(let x): .box(other(x))
    case .unbox(let x): .unbox(other(x))
    case .intToFloat(let x, let way): .intToFloat(other(x), exit(way))
    case .exactFloat(let x): .exactFloat(other(x))
    case .bitToWord(let x): .bitToWord(other(x))
    case .guardKinds(let x, let kinds, let way): .guardKinds(other(x), kinds, exit(way))
    case .guardShape(let x, let shape, let way): .guardShape(other(x), shape, exit(way))
    case .guardWord(let x, let word, let way): .guardWord(other(x), word, exit(way))
    case .guardVersion(let x, let version, let way): .guardVersion(other(x), version, exit(way))
    case .guardNot(let x, let word, let way): .guardNot(other(x), word, exit(way))
    case .guardBit(let x, let bit, let way): .guardBit(other(x), bit, exit(way))
    case .guardBoundFloat(let x, let way): .guardBoundFloat(other(x), exit(way))
    case .guardWithin(let x, let low, let high, let way): .guardWithin(other(x), low, high, exit(way))
    case .integer(let operation, let x, let y, let way): .integer(operation, other(x), other(y), exit(way))
    case .exactInteger(let operation, let x, let y): .exactInteger(operation, other(x), other(y))
    case .negate(let x, let way): .negate(other(x), exit(way))
    case .integerOfBool(let x): .integerOfBool(other(x))
    case .floating(let operation, let x, let y, let way): .floating(operation, other(x), other(y), exit(way))
    case .negateFloat(let x): .negateFloat(other(x))
    case .compareIntegers(let comparison, let x, let y): .compareIntegers(comparison, other(x), other(y))
    case .compareFloats(let comparison, let x, let y): .compareFloats(comparison, other(x), other(y))
    case .same(let x, let y): .same(other(x), other(y))
    case .hasShape(let x, let shape): .hasShape(other(x), shape)
    case .not(let x): .not(other(x))
    case .listElement(let x, let index, let within, let way):
      .listElement(other(x), other(index), within.map(bounds), exit(way))
    case .tupleElement(let x, let index, let way): .tupleElement(other(x), other(index), exit(way))
    case .listLimit(let x, let storage): .listLimit(other(x), storage: other(storage))
    case .byteLimit(let storage): .byteLimit(storage: other(storage))
    case .slot(let x, let choices, let way): .slot(other(x), choices, exit(way))
    case .countDown(let x): .countDown(other(x))
    case .nextPosition(let x, let step): .nextPosition(other(x), step: other(step))
    case .itemOfPosition(let x): .itemOfPosition(other(x))
    default: nil
    }
  }
}
