import CRuntime
import Testing

@testable import Runtime

@Suite struct NumberTests {
  private func small(_ number: Int64) -> Value { Value(smallInt: number) }

  private func power(_ context: Context, of base: Int64, _ exponent: Int64) throws(Raised) -> Value {
    try PythonInt.power(context, small(base), small(exponent))
  }

  @Test func resultsThatFitAreSmall() {
    withInterpreter { context throws(Raised) in
      let large = try power(context, of: 2, 200)
      let one = try PythonInt.subtract(context, try PythonInt.add(context, large, small(1)), large)
      #expect(one == small(1))
      #expect(try PythonInt.negate(context, try power(context, of: 2, 62)) == small(-1 << 62))
    }
  }

  @Test func absurdShiftsRaise() {
    withInterpreter { context throws(Raised) in
      func message(_ bits: Value) -> String? {
        messageRaised(context) { () throws(Raised) in _ = try PythonInt.shiftLeft(context, small(1), bits) }
      }
      #expect(message(try PythonInt.make(context, Int64.max)) == "too many digits in integer")
      #expect(message(try power(context, of: 10, 30)) == "too many digits in integer")
      #expect(message(try PythonInt.make(context, Int64(1) << 62)) == "")
      #expect(message(small(-1)) == "negative shift count")
      #expect(try PythonInt.shiftLeft(context, small(0), try power(context, of: 10, 30)) == small(0))
    }
  }

  @Test func absurdPowersRaiseMemoryError() {
    withInterpreter { context throws(Raised) in
      let exponent = try power(context, of: 10, 18)
      let raised = messageRaised(context) { () throws(Raised) in _ = try PythonInt.power(context, small(10), exponent) }
      #expect(raised == "")
    }
  }

  @Test func decimalTextHasALimit() {
    withInterpreter { context throws(Raised) in
      let large = try power(context, of: 10, 4300)
      let below = try PythonInt.subtract(context, large, small(1))
      #expect(try PythonInt.decimalText(context, below).count == 4300)
      #expect(
        messageRaised(context) { () throws(Raised) in _ = try PythonInt.decimalText(context, large) }
          == "Exceeds the limit (4300 digits) for integer string conversion; "
          + "use sys.set_int_max_str_digits() to increase the limit")
      let digits = try Text.repeated(context, try Text.make(context, "9"), times: 4301)
      #expect(
        messageRaised(context) { () throws(Raised) in _ = try PythonInt.parse(context, digits.units, base: 10) }
          == "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; "
          + "use sys.set_int_max_str_digits() to increase the limit")
    }
  }

  @Test func sharedFloatsAreMadeOnce() {
    withInterpreter { context throws(Raised) in
      for number in [Double.infinity, -.infinity, .nan, -0.0] {
        #expect(try PythonFloat.make(context, number) == PythonFloat.make(context, number))
      }
    }
  }

  @Test func booleansAreIntOperands() {
    #expect(PythonInt.operand(.true) == small(1))
    #expect(PythonInt.operand(.false) == small(0))
    #expect(PythonInt.operand(.none) == nil)
  }
}
