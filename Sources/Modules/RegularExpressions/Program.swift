// What a pattern becomes: one stretch of bytes, which its object keeps, that the matcher reads in place.
//
//     ┌────────┬───────────────────────────────┬───────────────────────────────────────────┐
//     │ header │ instructions, 16 bytes each   │ data: sets, branch tables, literal runs … │
//     └────────┴───────────────────────────────┴───────────────────────────────────────────┘
//
// Instructions lead to each other by index and to data by offset.

struct PatternInstruction: BitwiseCopyable {
  enum Operation: UInt8 {
    /// The whole pattern matches here.
    case accept
    case fail

    // Tests of one character. Of a set: `a` is its table and `mode` its bit there; `b` says what it has from 256 up, and
    // at `c` are its `ByteRanges`, if it has any.
    case any, notNewline, literal, notLiteral, set
    /// `a` is a `LocaleSet`.
    case localeSet
    /// `b` characters at `a`; at `c` the same in bytes, if they are.
    case run

    /// Notes the position in register `a`.
    case mark
    /// The same, where a group ends.
    case endMark
    /// A condition; `mode` is a `SourceCondition`.
    case position
    /// The text of group `a` again; `mode` is a `CaseFolding`.
    case reference
    /// Goes on at `b` if group `a` has not matched.
    case conditional

    case jump
    /// Goes on at each of the targets at `b` that the table at `a` does not rule out for the next character.
    case branch
    /// The test that follows, so often as it matches, from `a` to `b` times; `c` is a `FollowFilter`.
    case greedy, possessive, lazy

    /// `a` is a `CountedLoop`.
    case loopStart, loopGreedy, loopLazy, loopPossessive
    /// Begins one more round of a lazy loop.
    case loopBody

    /// Begins a part that is left for good by `commit`, `commitLook` or `refuse`; at `a` goes on what fails in it.
    case barrier
    /// So many characters back.
    case back
    /// Forgets what else the part might match.
    case commit
    /// The same, and goes back to where it began.
    case commitLook
    /// Forgets all of the part and fails.
    case refuse
  }

  var operation: Operation
  var mode: UInt8 = 0
  var unused: UInt16 = 0
  var a: UInt32 = 0
  var b: UInt32 = 0
  var c: UInt32 = 0
}

/// How to find where a match may begin.
enum SearchStrategy: UInt32 {
  /// Anywhere.
  case everywhere
  /// At the beginning of the text.
  case textStart
  /// There and after newlines.
  case lineStarts
  /// Where one character is.
  case character
  /// Where some characters are.
  case prefix
  /// Where one of a set is.
  case set
}

struct PatternProgramHeader: BitwiseCopyable {
  var strategy = SearchStrategy.everywhere
  var groups: UInt32 = 0
  /// Of positions and of loops.
  var registers: UInt32 = 0
  /// Where data begin, counted from the header.
  var data: UInt32 = 0
  /// Characters that a match has at least.
  var least: UInt32 = 0
  /// The characters that it begins with, in units of a `TextWidth`, and the first of them.
  var prefix: UInt32 = 0
  var prefixWidth: UInt32 = 0
  var prefixCount: UInt32 = 0
  var prefixCharacter: UInt32 = 0
  /// A `FollowFilter`: what it begins with.
  var first: UInt32 = 0
  /// Whether the prefix is the whole pattern.
  var isLiteral: UInt32 = 0
  /// The test of a character loop without a limit that every match begins with, an instruction; 0 for none.
  var leadingLoop: UInt32 = 0
}

/// A set as the instructions test it.
struct FollowFilter: BitwiseCopyable {
  /// An offset in the data.
  var table: UInt32
  /// That of the `ByteRanges`, 0 for none.
  var ranges: UInt32
  var bit: UInt8
  /// Whether any code point from 256 up may be next.
  var hasWide: Bool
  /// Whether the text may end.
  var atEnd: Bool
  var unused: UInt8 = 0
}

/// The members of a set below 256 as up to four ranges, for testing many bytes at a time.
struct ByteRanges: BitwiseCopyable {
  /// A byte for each range: its first member, and how far its last one is from that.
  var low: UInt32
  var span: UInt32
  /// The ranges are of what the set has not.
  var isComplement: Bool
  /// Two are enough.
  var areFew: Bool
  var unused: UInt16 = 0

  /// nil where four do not do.
  init?(_ members: FirstSet) {
    let isComplement = members[0]
    var starts: [UInt32] = []
    var stops: [UInt32] = []
    for code in 0..<256 where members[code] != isComplement {
      if code == 0 || members[code - 1] == isComplement { starts.append(UInt32(code)) }
      if code == 255 || members[code + 1] == isComplement { stops.append(UInt32(code)) }
    }
    if starts.isEmpty || starts.count > 4 { return nil }
    (low, span, self.isComplement, areFew) = (0, 0, isComplement, starts.count <= 2)
    for index in 0..<4 {
      // A range may stand there more than once.
      let range = min(index, starts.count - 1)
      low |= starts[range] << UInt32(8 * index)
      span |= (stops[range] - starts[range]) << UInt32(8 * index)
    }
  }
}

/// Of a branch: the number of each byte's class, then those of wide characters and of the end; the masks of the classes
/// follow.
enum BranchTable {
  static var wide: Int { 256 }
  static var end: Int { 257 }
  static var masks: Int { 264 }
}

struct CountedLoop: BitwiseCopyable {
  var least: UInt32
  var limit: UInt32
  /// Counts rounds; the next one holds where the last one began.
  var register: UInt32
  var body: UInt32
  var exit: UInt32
  /// A branch table for the body and the exit, 0 for none.
  var table: UInt32
  /// Whether the body may match nothing, so that a round might begin where the last one did.
  var mayBeEmpty: UInt32
  var unused: UInt32 = 0
}

/// What a set has from 256 up; ranges follow, in order, then those of which a character's upper case may be.
struct WideRules: BitwiseCopyable {
  var isNegated: UInt32
  /// A `CaseFolding`.
  var folding: UInt32
  /// A bit for each `CharacterCategory`.
  var categories: UInt32
  var ranges: UInt32
  var caselessRanges: UInt32
  var unused: UInt32 = 0

  /// No code point, and all of them, instead of an offset to rules.
  static var nothing: UInt32 { 0 }
  static var everything: UInt32 { 1 }
}

/// A set that depends on the locale: only bytes are in it.
struct LocaleSet: BitwiseCopyable {
  var members: SIMD4<UInt64>
  var isNegated: Bool
  var hasWord: Bool
  var hasNotWord: Bool
  var ignoresCase: Bool

  private func hasMember(_ code: UInt32) -> Bool {
    if code > 0xff { return false }
    let isWord = CharacterCategory.localeWord.contains(code)
    return members[Int(code >> 6)] >> UInt64(code & 63) & 1 != 0 || hasWord && isWord || hasNotWord && !isWord
  }

  func contains(_ code: UInt32) -> Bool {
    if !ignoresCase { return hasMember(code) != isNegated }
    let isMember = hasMember(CaseFolding.locale.lower(code)) || hasMember(CaseFolding.locale.upper(code))
    return isMember != isNegated
  }
}
