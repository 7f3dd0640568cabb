import Testing

@testable import Bytecode

/// Numbers of many shapes: around limb boundaries, powers of two and of ten, both signs.
private let samples: [BigInteger] = {
  var values: [BigInteger] = []
  for bits in [0, 1, 5, 31, 32, 33, 63, 64, 65, 95, 96, 128, 200] {
    for offset in [-1, 0, 1] as [Int64] { values.append(BigInteger(1).shiftedLeft(by: bits) + BigInteger(offset)) }
  }
  for exponent in [9, 10, 27, 40] as [UInt] { values.append(BigInteger(10).raised(to: exponent)) }
  return values + values.map { -$0 }
}()

@Suite struct BigIntegerTests {
  @Test func divisionIsTheInverseOfMultiplication() {
    for left in samples {
      for right in samples where !right.isZero {
        let (quotient, remainder) = left.dividedFlooring(by: right)!
        #expect(quotient * right + remainder == left)
        #expect(remainder.isZero || remainder.isNegative == right.isNegative)
        #expect((remainder.isNegative ? -remainder : remainder) < (right.isNegative ? -right : right))
      }
    }
  }

  @Test func divisionByZeroIsNil() {
    #expect(BigInteger(1).dividedFlooring(by: BigInteger(0)) == nil)
    #expect(BigInteger(1).dividedRounding(by: BigInteger(0)) == nil)
  }

  @Test func bitsFollowTwosComplement() {
    for left in samples {
      for right in samples {
        #expect((left & right) + (left | right) == left + right)
        #expect((left ^ right) == (left | right) - (left & right))
      }
      #expect(~(~left) == left)
    }
    #expect(BigInteger(-6) & BigInteger(11) == BigInteger(-6 & 11))
    #expect(BigInteger(-6) ^ BigInteger(11) == BigInteger(-6 ^ 11))
  }

  @Test func shiftsRightRoundDown() {
    for value in samples {
      for count in [0, 1, 31, 32, 33, 70, 300] {
        let power = BigInteger(1).shiftedLeft(by: count)
        #expect(value.shiftedRight(by: count) == value.dividedFlooring(by: power)!.quotient)
        #expect(value.shiftedLeft(by: count) == value * power)
      }
    }
  }

  @Test func decimalDigits() {
    #expect(BigInteger(0).decimal == "0")
    #expect(BigInteger(.min).decimal == "-9223372036854775808")
    #expect(BigInteger(10).raised(to: 30).decimal == "1000000000000000000000000000000")
    #expect(BigInteger(1).shiftedLeft(by: 100).decimal == "1267650600228229401496703205376")
  }

  @Test func roundsToTheNearestDouble() {
    let two53 = BigInteger(1 << 53)
    #expect((two53 + BigInteger(1)).double == 9007199254740992)
    #expect((two53 + BigInteger(3)).double == 9007199254740996)
    #expect((two53 * two53 + BigInteger(1)).double == 0x1p106)
    #expect(((two53 + BigInteger(1)) * two53 + BigInteger(1)).double == 0x1.0000000000001p106)
    let huge = BigInteger(1).shiftedLeft(by: 1024)
    #expect(huge.double == nil)
    #expect((huge - BigInteger(1).shiftedLeft(by: 970)).double == nil)
    #expect((huge - BigInteger(1).shiftedLeft(by: 970) - BigInteger(1)).double == .greatestFiniteMagnitude)
    #expect(BigInteger(.min).double == -0x1p63)
  }

  @Test func trueDivisionRoundsOnce() {
    #expect(BigInteger(1).dividedRounding(by: BigInteger(3)) == 1.0 / 3.0)
    #expect(BigInteger(-7).dividedRounding(by: BigInteger(2)) == -3.5)
    let huge = BigInteger(10).raised(to: 400)
    #expect(huge.dividedRounding(by: huge * BigInteger(8)) == 0.125)
    #expect(BigInteger(1).dividedRounding(by: BigInteger(1).shiftedLeft(by: 1074)) == .leastNonzeroMagnitude)
    #expect(BigInteger(1).dividedRounding(by: BigInteger(1).shiftedLeft(by: 1075)) == 0)
    #expect(BigInteger(3).dividedRounding(by: BigInteger(1).shiftedLeft(by: 1076)) == .leastNonzeroMagnitude)
    #expect(huge.dividedRounding(by: BigInteger(1)) == nil)
  }

  @Test func fitsIn64Bits() {
    #expect(Int64(exactly: BigInteger(.min)) == .min)
    #expect(Int64(exactly: BigInteger(.max)) == .max)
    #expect(Int64(exactly: BigInteger(.max) + BigInteger(1)) == nil)
    #expect(Int64(exactly: BigInteger(.min) - BigInteger(1)) == nil)
  }

  @Test func readsLittleEndianBytes() {
    let bytes: [UInt8] = [1, 2, 3, 4, 5]
    #expect(BigInteger(littleEndian: bytes) == BigInteger(0x05_0403_0201))
    let none: [UInt8] = []
    #expect(BigInteger(littleEndian: none).isZero)
  }
}
