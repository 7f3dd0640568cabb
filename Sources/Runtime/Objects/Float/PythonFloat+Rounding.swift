import CRuntime
import Numerals

extension PythonFloat {
  /// `round(number)`: the nearest int, ties to even.
  public static func round(_ context: Context, _ number: Double) throws(Raised) -> Value {
    try PythonInt.make(context, truncating: number.rounded(.toNearestOrEven))
  }

  /// `round(number, places)`: the exact decimal value is rounded, ties to even, and the nearest double taken.
  public static func round(_ context: Context, _ number: Double, places: Int) throws(Raised) -> Double {
    if !number.isFinite || number == 0 { return number }
    // More places than a double's decimals have, or fewer than would leave anything.
    if places > 323 { return number }
    if places < -308 { return Double(signOf: number, magnitudeOf: 0) }
    let scaled = try DecimalDigits.scaled(context, number.magnitude, places)
    let power = try PythonInt.power(context, Value(smallInt: 10), Value(smallInt: Int64(places.magnitude)))
    let rounded =
      places >= 0
      ? try PythonInt.trueDivide(context, scaled, power)
      : PythonInt.nearestDouble(try PythonInt.multiply(context, scaled, power))
    if rounded.isInfinite { throw context.raise(.overflowError, "rounded value too large to represent") }
    return Double(signOf: number, magnitudeOf: rounded)
  }
}

extension PythonInt {
  /// The int nearest to the quotient of positive ints, ties to even.
  static func divideToNearest(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let division = try divide(context, left, right)
    let doubled = try shiftLeft(context, division.remainder, Value(smallInt: 1))
    let order = compare(doubled, right)
    let isOdd = try and(context, division.quotient, Value(smallInt: 1)) == Value(smallInt: 1)
    if order < 0 || order == 0 && !isOdd { return division.quotient }
    return try add(context, division.quotient, Value(smallInt: 1))
  }
}
