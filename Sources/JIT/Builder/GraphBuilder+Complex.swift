import Bytecode
import CRuntime
import Runtime

// Complex numbers, which the graph holds by their parts:
//
//     0j, complex(x, y), z * w ──▶ complex ──▶ parts: floats
//                                    └───box──▶ a word, where somebody else is to see it
//
// No kind of the profile tells them. That operands are complex the graph knows of what makes complex numbers, and of the
// shape that arithmetic noted.

extension GraphBuilder {
  private typealias Parts = (real: Reference, imaginary: Reference)

  private enum ComplexOperand {
    case complex(Reference)
    case real(Reference)
  }

  // MARK: What is complex

  /// Whether the graph knows a value to be complex.
  func isComplex(_ value: Reference) -> Bool {
    switch graph[value].operation {
    case .constant(let bits): Complex(ifExactly: Value(bits: bits)) != nil
    case .box(let number): isComplex(number)
    default: graph[value].representation == .complex
    }
  }

  /// A value that is complex, or of which a guard makes sure that it is, as the graph holds complex numbers.
  mutating func complex(_ value: Reference, at word: Int) -> Reference {
    if graph[value].representation == .complex { return value }
    switch graph[value].operation {
    case .box(let number) where graph[number].representation == .complex: return number
    case .constant(let bits):
      if let known = Complex(ifExactly: Value(bits: bits)) {
        return complex(float(known.number.real), float(known.number.imaginary))
      }
    default: break
    }
    let pointer = guardKinds(asWord(value), .other, .shape, at: word)
    let guarded = add(.guardShape(pointer, CompiledLayout.complexShape, exit(.shape, at: word)), .word, .other)
    refine(pointer, to: guarded)
    return add(.unboxComplex(guarded), .complex)
  }

  private mutating func complex(_ real: Reference, _ imaginary: Reference) -> Reference {
    add(.complex(real, imaginary), .complex)
  }

  private mutating func float(_ number: Double) -> Reference { add(.float(number.bitPattern), .float) }

  private mutating func parts(of number: Reference) -> Parts {
    if case .complex(let real, let imaginary) = graph[number].operation { return (real, imaginary) }
    return (add(.realPart(number), .float), add(.imaginaryPart(number), .float))
  }

  /// Whether an operand of arithmetic is complex, or was seen to be.
  private func looksComplex(_ value: Reference, _ slot: Operand.Slot) -> Bool {
    if isComplex(value) { return true }
    return graph[value].representation == .word && graph[value].kinds.contains(.other) && seen(slot) == .other
      && code.profile(instruction.start).shape == CompiledLayout.complexShape
  }

  private mutating func operand(_ value: Reference, _ slot: Operand.Slot) -> ComplexOperand? {
    if looksComplex(value, slot) { return .complex(complex(value, at: instruction.start)) }
    return realNumber(value, seen(slot)).map { .real($0) }
  }

  // MARK: Arithmetic

  /// Sums, differences and products with a complex operand. A real one stays real (C11, annex G). False for any other.
  mutating func complexArithmetic() -> Bool {
    guard let operation = FloatOperation(instruction.opcode), operation != .divide else { return false }
    let (left, right) = (value(.b), value(.c))
    guard looksComplex(left, .b) || looksComplex(right, .c), let x = operand(left, .b),
      let y = right == left ? x : operand(right, .c)
    else { return false }
    write(instruction.a, result(operation, x, y))
    return true
  }

  private mutating func result(_ operation: FloatOperation, _ left: ComplexOperand, _ right: ComplexOperand) -> Reference {
    switch (left, right) {
    case (.complex(let x), .complex(let y)):
      // What comes out as NaN may stand for an infinity.
      if operation == .multiply { return add(.multiplyComplex(x, y), .complex) }
      let (x, y) = (parts(of: x), parts(of: y))
      return complex(floating(operation, x.real, y.real), floating(operation, x.imaginary, y.imaginary))
    case (.complex(let x), .real(let y)):
      let x = parts(of: x)
      return complex(
        floating(operation, x.real, y), operation == .multiply ? floating(operation, x.imaginary, y) : x.imaginary)
    case (.real(let x), .complex(let y)):
      let y = parts(of: y)
      let real = floating(operation, x, y.real)
      switch operation {
      case .multiply: return complex(real, floating(operation, y.imaginary, x))
      case .subtract: return complex(real, add(.negateFloat(y.imaginary), .float))
      default: return complex(real, y.imaginary)
      }
    case (.real(let x), .real(let y)): return floating(operation, x, y)
    }
  }

  private mutating func floating(_ operation: FloatOperation, _ left: Reference, _ right: Reference) -> Reference {
    add(.floating(operation, left, right, exit(.zero)), .float)
  }

  mutating func negateComplex() -> Bool {
    let operand = value(.b)
    guard isComplex(operand) else { return false }
    let parts = parts(of: complex(operand, at: instruction.start))
    write(instruction.a, complex(add(.negateFloat(parts.real), .float), add(.negateFloat(parts.imaginary), .float)))
    return true
  }

  // MARK: Calls

  /// `complex(real, imaginary)` of numbers, or `abs(complex)`, with arguments that the graph knows; nil for any other call.
  mutating func callOfComplex(_ callee: Value, _ first: Int, _ count: Int) -> Reference? {
    if code.isComplex(callee), 1...2 ~= count, let real = realNumber(readWindow(first), []) {
      if count == 1 { return complex(real, float(0)) }
      return realNumber(readWindow(first + 1), []).map { complex(real, $0) }
    }
    guard count == 1, code.quickOperation(ofCalling: callee, count: 1) == .absolute else { return nil }
    let operand = readWindow(first)
    return isComplex(operand) ? add(.magnitude(complex(operand, at: instruction.start), exit(.range)), .float) : nil
  }

  /// Compares floats. Whether a complex number's magnitude is beyond a bound its square mostly tells.
  mutating func compareFloats(_ comparison: Comparison, _ left: Reference, _ right: Reference) -> Reference {
    if case .magnitude(let number, _) = graph[left].operation, case .float(let bits) = graph[right].operation,
      1e-100...1e100 ~= Double(bitPattern: bits), comparison != .equal, comparison != .notEqual
    {
      return add(.compareMagnitude(comparison, number, bits), .bit)
    }
    return add(.compareFloats(comparison, left, right), .bit)
  }
}
