import CRuntime
import Glibc
import Runtime

/// Times that programs give as numbers of seconds.
enum Timestamp {
  /// Nanoseconds, of an int or float.
  static func nanoseconds(
    _ context: Context, _ value: Value, rounding: FloatingPointRoundingRule
  ) throws(Raised) -> Int64 {
    if let seconds = double(value) {
      if seconds.isNaN { throw raiseNaN(context) }
      let scaled = (seconds * 1e9).rounded(rounding)
      guard scaled >= -0x1p63, scaled < 0x1p63 else { throw raiseOutOfRange(context) }
      return Int64(scaled)
    }
    if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) {
      throw context.raise(
        .typeError, "'\(context.typeName(of: value))' object cannot be interpreted as an integer or float")
    }
    guard let seconds = PythonInt.int64(try context.index(of: value)),
      case let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000), !overflow
    else { throw raiseOutOfRange(context) }
    return scaled
  }

  /// Whole seconds for the calendar, a fraction rounded down; now for None.
  static func seconds(_ context: Context, _ value: Value) throws(Raised) -> time_t {
    if value == .none { return Glibc.time(nil) }
    if let seconds = double(value) {
      if seconds.isNaN { throw raiseNaN(context) }
      let whole = seconds.rounded(.down)
      guard whole >= -0x1p63, whole < 0x1p63 else { throw raiseNoTime(context) }
      return time_t(whole)
    }
    guard let seconds = PythonInt.int64(try context.index(of: value)) else { throw raiseNoTime(context) }
    return time_t(seconds)
  }

  private static func double(_ value: Value) -> Double? {
    PythonInt.operand(value) == nil ? PythonFloat.number(value) : nil
  }

  static func raiseOutOfRange(_ context: Context) -> Raised {
    context.raise(.overflowError, "timestamp out of range for C PyTime_t")
  }

  private static func raiseNoTime(_ context: Context) -> Raised {
    context.raise(.overflowError, "timestamp out of range for platform time_t")
  }

  private static func raiseNaN(_ context: Context) -> Raised {
    context.raise(.valueError, "Invalid value NaN (not a number)")
  }
}
