/// Which character may come next: the code points below 256 one by one, those above in four classes, and the end of the
/// text. It says too much rather than too little.
struct FirstSet: Equatable {
  /// A bit for each code point below 256.
  var narrow = SIMD4<UInt64>(repeating: 0)
  /// Classes of the others, see `WideClasses`.
  var wide = WideClasses.none
  /// Whether the text may be at its end.
  var atEnd = false

  static let nothing = FirstSet()
  static let anything = FirstSet(narrow: SIMD4(repeating: .max), wide: .all, atEnd: true)
  static let end = FirstSet(atEnd: true)

  init(narrow: SIMD4<UInt64> = SIMD4(repeating: 0), wide: WideClasses = .none, atEnd: Bool = false) {
    (self.narrow, self.wide, self.atEnd) = (narrow, wide, atEnd)
  }

  subscript(code: Int) -> Bool {
    get { narrow[code >> 6] >> UInt64(code & 63) & 1 != 0 }
    set {
      let bit = UInt64(1) << UInt64(code & 63)
      if newValue { narrow[code >> 6] |= bit } else { narrow[code >> 6] &= ~bit }
    }
  }

  func union(_ other: FirstSet) -> FirstSet {
    FirstSet(narrow: narrow | other.narrow, wide: wide.union(other.wide), atEnd: atEnd || other.atEnd)
  }

  func intersection(_ other: FirstSet) -> FirstSet {
    FirstSet(narrow: narrow & other.narrow, wide: wide.intersection(other.wide), atEnd: atEnd && other.atEnd)
  }

  /// Whether no character is in both.
  func sharesNoCharacter(with other: FirstSet) -> Bool {
    narrow & other.narrow == SIMD4(repeating: 0) && wide.intersection(other.wide) == .none
  }

  var isAnyCharacter: Bool { narrow == SIMD4(repeating: .max) && wide == .all }

  /// Code points below 256.
  var narrowCount: Int { (0..<4).reduce(0) { $0 + narrow[$1].nonzeroBitCount } }
}

/// Classes of code points from 256 up that are told apart where it is asked whether two sets have anything in common.
struct WideClasses: OptionSet {
  let rawValue: UInt8

  static let digits = WideClasses(rawValue: 1)
  /// Of words, but no decimal digits.
  static let letters = WideClasses(rawValue: 2)
  static let spaces = WideClasses(rawValue: 4)
  static let others = WideClasses(rawValue: 8)
  static let none: WideClasses = []
  static let all: WideClasses = [.digits, .letters, .spaces, .others]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// That of one code point.
  init(of code: UInt32) {
    if CharacterCategory.unicodeDigit.contains(code) {
      self = .digits
    } else if CharacterCategory.unicodeWord.contains(code) {
      self = .letters
    } else {
      self = CharacterCategory.unicodeSpace.contains(code) ? .spaces : .others
    }
  }

  /// Those in which a category has members above 255.
  init(_ category: CharacterCategory) {
    switch category {
    case .unicodeDigit: self = .digits
    case .notUnicodeDigit: self = [.letters, .spaces, .others]
    case .unicodeWord: self = [.digits, .letters]
    case .notUnicodeWord: self = [.spaces, .others]
    case .unicodeSpace: self = .spaces
    case .notUnicodeSpace: self = [.digits, .letters, .others]
    case .unicodeLineBreak: self = .spaces
    case .notUnicodeLineBreak: self = .all
    default: self = category.isNegated ? .all : .none
    }
  }
}
