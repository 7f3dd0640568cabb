import CRuntime

// A complex number.
//
//     ┌────────┬──────┬───────────┐
//     │ header │ real │ imaginary │
//     └────────┴──────┴───────────┘

public struct ComplexLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var number: ComplexNumber
}

public struct Complex: ObjectReference {
  public let pointer: UnsafeMutablePointer<ComplexLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ComplexLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .complex }

  static var traceRule: TraceRule { .leaf }

  @inlinable @inline(__always) public var number: ComplexNumber { pointer.pointee.number }

  public static func make(_ context: Context, _ number: ComplexNumber) throws(Raised) -> Value {
    let cell = try context.allocate(MemoryLayout<ComplexLayout>.size, .leaf)
    let complex = Complex(pointer: cell.assumingMemoryBound(to: ComplexLayout.self))
    complex.pointer.pointee = ComplexLayout(header: header, number: number)
    return complex.value
  }

  /// Whether both parts are the same, zeros and NaNs told apart.
  func hasBits(of other: Complex) -> Bool {
    number.real.bitPattern == other.number.real.bitPattern && number.imaginary.bitPattern == other.number.imaginary.bitPattern
  }

  /// `base ** exponent`.
  static func power(
    _ context: Context, _ base: ComplexNumber, _ exponent: ComplexNumber
  ) throws(Raised) -> Value {
    if base.isZero, exponent.imaginary != 0 || exponent.real < 0 {
      throw context.raise(.zeroDivisionError, "zero to a negative or complex power")
    }
    let power = base.power(exponent)
    if power.isInfinite { throw context.raise(.overflowError, "complex exponentiation") }
    return try make(context, power)
  }

  /// The hash of the real part where there is no other, so that equal numbers have equal hashes.
  static func hash(_ number: ComplexNumber) -> Int64 {
    let hash = PythonFloat.hash(number.real) &+ 1_000_003 &* PythonFloat.hash(number.imaginary)
    return hash == -1 ? -2 : hash
  }

  /// `repr(number)`: a real part that is +0.0 is left out.
  static func representation(_ context: Context, _ number: ComplexNumber) throws(Raised) -> Text {
    let imaginary = try PythonFloat.representation(context, number.imaginary, keepsFraction: false)
    var builder = try TextBuilder(context, capacity: 64)
    let isImaginary = number.real == 0 && number.real.sign == .plus
    if !isImaginary {
      try builder.append(context, "(")
      try builder.append(context, PythonFloat.representation(context, number.real, keepsFraction: false))
      if number.imaginary.isNaN || number.imaginary.sign == .plus { try builder.append(context, "+") }
    }
    try builder.append(context, imaginary)
    try builder.append(context, isImaginary ? "j" : "j)")
    return try builder.finish(context)
  }
}
