/// CPython's way of making one hash of several, in order: xxHash's accumulator.
struct HashAccumulator {
  private var sum: UInt64 = prime5

  private static var prime1: UInt64 { 11_400_714_785_074_694_791 }
  private static var prime2: UInt64 { 14_029_467_366_897_019_727 }
  private static var prime5: UInt64 { 2_870_177_450_012_600_261 }

  @inline(__always)
  mutating func add(_ hash: Int64) {
    sum &+= UInt64(bitPattern: hash) &* HashAccumulator.prime2
    sum = (sum << 31 | sum >> 33) &* HashAccumulator.prime1
  }

  /// The hash of a tuple of `count` elements whose hashes were added.
  @inline(__always)
  func finish(count: Int) -> Int64 { finish(sum &+ (UInt64(count) ^ (HashAccumulator.prime5 ^ 3_527_539))) }

  /// The hash of what has a fixed number of parts.
  func finish() -> Int64 { finish(sum) }

  @inline(__always)
  private func finish(_ sum: UInt64) -> Int64 { sum == .max ? 1_546_275_796 : Int64(bitPattern: sum) }
}
