// The sizes in which cells come. Small objects waste at most eight bytes, larger ones at most a quarter.

/// Which blocks a cell belongs to.
public enum CellSpace: Int, CaseIterable, Sendable {
  /// Objects that refer to others.
  case plain
  /// Objects that refer to none (text, numbers, bytes): marking one never touches it.
  case leaf
  /// Objects with a word before their header: their attributes' pointer.
  case derived
}

enum SizeClass {
  /// Every multiple of 8 up to 128, then four sizes to each doubling.
  static let count = 39
  static let largest = 8192

  /// The class whose cells hold `size` bytes, 1 … `largest`.
  @inline(__always)
  static func index(for size: Int) -> Int {
    if size <= 128 { return max(0, ((size + 7) >> 3) - 2) }
    let doubling = Int.bitWidth - 1 - (size - 1).leadingZeroBitCount
    return 15 + (doubling - 7) * 4 + (((size - 1) >> (doubling - 2)) & 3)
  }

  @inline(__always)
  static func cellSize(of index: Int) -> Int {
    if index < 15 { return (index + 2) * 8 }
    let step = index - 15
    return (5 + (step & 3)) << (5 + (step >> 2))
  }

  /// The index of a space's and class's run in a thread's context.
  @inline(__always)
  static func run(_ space: CellSpace, _ index: Int) -> Int { space.rawValue * count + index }
}
