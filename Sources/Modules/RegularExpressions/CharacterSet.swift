/// What one character is tested for. Letters that match in either case are sets.
enum CharacterTest: Equatable {
  case any
  case notNewline
  case literal(UInt32)
  case notLiteral(UInt32)
  /// An index into the sets of the pattern.
  case set(Int)
}

/// A set of characters, as a pattern spells it: its members below 256 one by one, rules for the others.
struct CharacterSet: Equatable {
  /// A rule for code points from 256 up.
  enum Rule: Equatable {
    case range(UInt32, UInt32)
    case category(CharacterCategory)
    /// A range, of which a character's upper case may be, too.
    case caselessRange(UInt32, UInt32)
  }

  var isNegated = false
  var folding = CaseFolding.none
  /// Members below 256 before negation and folding; `resolve` applies both.
  var members = FirstSet()
  var rules: [Rule] = []
  /// The locale's letters, and all but these, are members.
  var hasLocaleWord = false
  var hasNotLocaleWord = false

  /// Whether the answer depends on the locale, which may change between two matches.
  var dependsOnLocale: Bool { hasLocaleWord || hasNotLocaleWord || folding == .locale }

  init() {}

  /// The characters that a case folding makes one.
  init(_ code: UInt32, _ folding: CaseFolding, isNegated: Bool) {
    self.folding = folding
    self.isNegated = isNegated
    insert(code, code)
  }

  mutating func insert(_ low: UInt32, _ high: UInt32) {
    if low > high { return }
    if low < 0x100 {
      for code in low...min(high, 0xff) { members[Int(code)] = true }
    }
    if high >= 0x100 { rules.append(.range(max(low, 0x100), high)) }
  }

  mutating func insert(_ category: CharacterCategory) {
    if category.dependsOnLocale {
      if category.isNegated { hasNotLocaleWord = true } else { hasLocaleWord = true }
    } else {
      for code in 0..<0x100 as Swift.Range<UInt32> where category.contains(code) { members[Int(code)] = true }
    }
    rules.append(.category(category))
  }

  mutating func insertCaseless(_ low: UInt32, _ high: UInt32) {
    if low > high { return }
    for code in 0..<0x100 as Swift.Range<UInt32> {
      if low...high ~= code || low...high ~= CaseFolding.unicode.upper(code) { members[Int(code)] = true }
    }
    rules.append(.caselessRange(low, high))
  }

  // MARK: Members

  private func matchesRule(_ code: UInt32) -> Bool {
    for rule in rules {
      switch rule {
      case .range(let low, let high): if code >= low, code <= high { return true }
      case .category(let category): if category.contains(code) { return true }
      case .caselessRange(let low, let high):
        if code >= low, code <= high { return true }
        let upper = CaseFolding.unicode.upper(code)
        if upper >= low, upper <= high { return true }
      }
    }
    return false
  }

  /// The members below 256, negation and folding applied; for sets that do not depend on the locale.
  var narrowMembers: SIMD4<UInt64> {
    var result = FirstSet()
    for code in 0..<0x100 as Swift.Range<UInt32> {
      let folded = folding.lower(code)
      let isMember = folded < 0x100 ? members[Int(folded)] : matchesRule(folded)
      result[Int(code)] = isMember != isNegated
    }
    return result.narrow
  }

  /// Which characters a member may be.
  var first: FirstSet {
    if dependsOnLocale { return FirstSet(narrow: SIMD4(repeating: .max), wide: .all) }
    return FirstSet(narrow: narrowMembers, wide: wideClasses)
  }

  private var wideClasses: WideClasses {
    // Letters that fold to one below 256 are few and far between: the Kelvin sign, long s.
    if folding == .unicode { return .all }
    if !isNegated {
      return rules.reduce(into: WideClasses.none) { classes, rule in
        switch rule {
        case .range(let low, let high) where high - low < 64:
          for code in low...high { classes.formUnion(WideClasses(of: code)) }
        case .category(let category): classes.formUnion(WideClasses(category))
        default: classes = .all
        }
      }
    }
    // What remains of all classes without those that a category has whole.
    return rules.reduce(into: WideClasses.all) { classes, rule in
      if case .category(let category) = rule { classes.subtract(WideClasses.whole(category)) }
    }
  }

  /// Whether code points from 256 up are members: all, none, or as the rules say (nil).
  var isWideMember: Bool? { rules.isEmpty && folding != .unicode ? isNegated : nil }
}

extension WideClasses {
  /// Those of which every member is in a category.
  static func whole(_ category: CharacterCategory) -> WideClasses {
    category == .unicodeLineBreak ? .none : category == .notUnicodeLineBreak ? [.digits, .letters, .others] : WideClasses(category)
  }
}
