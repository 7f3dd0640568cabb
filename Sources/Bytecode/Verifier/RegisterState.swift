/// What is known of each register at a point of the code, as three sets of registers in one run of 64-bit words:
///
///     ┌─────────────┬───────┬───────┐
///     │ initialised │ bound │ cells │   each `width` words
///     └─────────────┴───────┴───────┘
///
/// *Initialised*: holds a value or *unbound*, so that `checkBound` may ask. *Bound*: holds a value. *Cells*: holds a
/// cell. A register in no set holds anything. Sets only shrink where paths meet.
struct RegisterState {
  private(set) var words: [UInt64]
  private let width: Int

  init(registerCount: Int) {
    width = (registerCount + 63) / 64
    words = Array(repeating: 0, count: width * 3)
  }

  enum Kind: Int {
    case initialised, bound, cell
  }

  func contains(_ register: Int, _ kind: Kind) -> Bool {
    words[kind.rawValue * width + register >> 6] >> UInt64(register & 63) & 1 == 1
  }

  private mutating func set(_ register: Int, _ kind: Kind, _ member: Bool) {
    let index = kind.rawValue * width + register >> 6
    let bit = UInt64(1) << UInt64(register & 63)
    if member { words[index] |= bit } else { words[index] &= ~bit }
  }

  mutating func makeBound(_ register: Int) {
    set(register, .initialised, true)
    set(register, .bound, true)
    set(register, .cell, false)
  }

  mutating func makeUnbound(_ register: Int) {
    set(register, .initialised, true)
    set(register, .bound, false)
    set(register, .cell, false)
  }

  mutating func makeCell(_ register: Int) {
    set(register, .initialised, false)
    set(register, .bound, false)
    set(register, .cell, true)
  }

  /// Forgets a register and all above it.
  mutating func clobber(from register: Int) {
    let index = register >> 6
    guard index < width else { return }
    let kept = (UInt64(1) << UInt64(register & 63)) - 1
    for kind in 0..<3 {
      words[kind * width + index] &= kept
      for above in (index + 1)..<max(index + 1, width) { words[kind * width + above] = 0 }
    }
  }

  /// Keeps what is also known in `other`; whether that is less than before.
  mutating func meet(_ other: RegisterState) -> Bool {
    var shrinks = false
    for index in words.indices {
      let both = words[index] & other.words[index]
      if both != words[index] {
        words[index] = both
        shrinks = true
      }
    }
    return shrinks
  }
}
