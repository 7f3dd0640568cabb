import CRuntime

extension Builtins {
  /// `sum`: exactly as long as there are only ints; then compensated, first over floats, then over complex numbers; and
  /// by `+` alone from the first element on that is none of these, or where the ints outgrew 64 bits. These CPython does
  /// not add in a register any more, which floats that follow show.
  static func sum(_ context: Context, _ iterable: Value, _ start: Value) throws(Raised) -> Value {
    let iterator = try context.iterator(over: iterable)
    var total = start
    if total.isExactInt {
      var fits = PythonInt.int64(total) != nil
      let next = try addInts(context, iterator, &total, &fits)
      if next.isEmpty { return total }
      total = try context.binary(.add, total, next)
      if !fits { return try addAnything(context, iterator, to: total) }
    }
    if total.isInlineFloat || HeapFloat(ifExactly: total) != nil {
      let next = try addFloats(context, iterator, &total)
      if next.isEmpty { return total }
      total = try context.binary(.add, total, next)
    }
    if Complex(ifExactly: total) != nil {
      let next = try addComplexNumbers(context, iterator, &total)
      if next.isEmpty { return total }
      total = try context.binary(.add, total, next)
    }
    return try addAnything(context, iterator, to: total)
  }

  private static func addAnything(_ context: Context, _ iterator: Value, to start: Value) throws(Raised) -> Value {
    var total = start
    while case let element = try context.next(iterator), !element.isEmpty {
      total = try context.binary(.add, total, element)
    }
    return total
  }

  // Each of these returns the first element that it does not know how to add, *empty* at the end.

  /// - Parameter fits: Whether all totals and elements have 64 bits.
  private static func addInts(
    _ context: Context, _ iterator: Value, _ total: inout Value, _ fits: inout Bool
  ) throws(Raised) -> Value {
    while true {
      var sum = IntSum(total: total)
      let element = try context.next(iterator, refusedBy: &sum)
      total = sum.total
      if element.isExactInt {
        total = try PythonInt.add(context, total, element)
        fits = fits && PythonInt.int64(element) != nil && PythonInt.int64(total) != nil
      } else if element == .true || element == .false {
        total = try PythonInt.add(context, total, Value(smallInt: element == .true ? 1 : 0))
        fits = fits && PythonInt.int64(total) != nil
      } else {
        return element
      }
    }
  }

  private static func addFloats(
    _ context: Context, _ iterator: Value, _ total: inout Value
  ) throws(Raised) -> Value {
    var sum = FloatSum(PythonFloat.number(total) ?? 0)
    while true {
      let element = try context.next(iterator, refusedBy: &sum)
      if let float = HeapFloat(ifExactly: element) {
        sum.add(float.number)
      } else if let integer = PythonInt.operand(element) {
        sum.add(try PythonInt.double(context, integer))
      } else {
        total = try PythonFloat.make(context, sum.total)
        return element
      }
    }
  }

  private static func addComplexNumbers(
    _ context: Context, _ iterator: Value, _ total: inout Value
  ) throws(Raised) -> Value {
    let start = Complex(total).number
    var (real, imaginary) = (FloatSum(start.real), FloatSum(start.imaginary))
    while true {
      let element = try context.next(iterator)
      if let complex = Complex(ifExactly: element) {
        real.add(complex.number.real)
        imaginary.add(complex.number.imaginary)
      } else if let number = PythonFloat.number(element) {
        real.add(number)
      } else if let integer = PythonInt.operand(element) {
        real.add(try PythonInt.double(context, integer))
      } else {
        total = try Complex.make(context, ComplexNumber(real.total, imaginary.total))
        return element
      }
    }
  }
}
