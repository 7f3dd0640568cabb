// Which tokens a rule can begin with, so that the recogniser need not try it at any other.

/// A set of token kinds.
struct TokenKindSet: BitwiseCopyable, Equatable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  static let all: TokenKindSet = {
    var set = TokenKindSet()
    (set.low, set.high) = (.max, .max)
    return set
  }()

  @inline(__always)
  func contains(_ kind: TokenKind) -> Bool {
    (kind.rawValue < 64 ? low >> UInt64(kind.rawValue) : high >> UInt64(kind.rawValue & 63)) & 1 != 0
  }

  mutating func insert(_ kind: UInt8) {
    if kind < 64 { low |= 1 << UInt64(kind) } else { high |= 1 << UInt64(kind & 63) }
  }

  mutating func formUnion(_ other: TokenKindSet) {
    low |= other.low
    high |= other.high
  }
}

extension GrammarProgram {
  /// Finds the first sets of all rules: they grow, by what the rules that they call can begin with, until
  /// none grows any more. A rule that may match nothing, or do something before its first token, begins with all.
  mutating func findFirstSets() {
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for index in rules.indices where rules[index].start >= 0 {
        let first = firstSet(from: Int(rules[index].start))
        if first != rules[index].first {
          rules[index].first = first
          isGrowing = true
        }
      }
    }
  }

  /// What code can begin with, following every path up to its first token.
  private func firstSet(from start: Int) -> TokenKindSet {
    var first = TokenKindSet()
    var seen: [Int] = []
    var pending = [start]
    while let place = pending.popLast() {
      if seen.contains(place) { continue }
      seen.append(place)
      let instruction = code[place]
      switch instruction.operation {
      case .token:
        first.insert(UInt8(truncatingIfNeeded: instruction.a))
      case .softKeyword, .anySoftKeyword:
        first.insert(TokenKind.name.rawValue)
      case .call:
        first.formUnion(rules[Int(instruction.a)].first)
      case .choice, .renewChoice:
        pending.append(place + 1)
        pending.append(Int(instruction.a))
      case .commit, .backCommit:
        pending.append(Int(instruction.a))
      case .fail, .failTwice:
        break
      case .cut, .diagnosingOnly, .beginCapture, .endCapture:
        pending.append(place + 1)
      case .return, .forcedToken, .action:
        return .all
      }
    }
    return first
  }
}
