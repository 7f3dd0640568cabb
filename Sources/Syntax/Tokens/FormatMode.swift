/// An f-string or t-string that is open.
struct FormatMode: BitwiseCopyable {
  var quote: UInt8
  var quoteSize: Int
  var isRaw: Bool
  var isTemplate: Bool
  /// Where it began, for errors.
  var start: Int
  var line: Int32
  var lineStart: Int

  /// Whether its text is being read, or the code of a field.
  var isInText = true
  /// How many brackets its fields have open.
  var bracketDepth = 0
  /// `bracketDepth` outside the innermost field; -1 outside all fields.
  var fieldDepth = -1
  var isInFormatSpecifier = false
  /// The field has an `=` so far.
  var isDebug = false

  var isInField: Bool { fieldDepth >= 0 }
  var noun: StaticString { isTemplate ? "t-string" : "f-string" }

  /// How deep fields nest in format specifiers, as in `f"{a:{b}}"`.
  static let nestingLimit = 3
}

/// The f-strings and t-strings that are open, outermost first.
struct FormatModeStack: ~Copyable {
  private let modes: UnsafeMutablePointer<FormatMode>
  private(set) var count = 0

  /// CPython's limit, which counts the module too.
  static let limit = 150 - 1

  init() { modes = .allocate(capacity: Self.limit) }
  deinit { modes.deallocate() }

  var isFull: Bool { count >= Self.limit }

  @inline(__always)
  var innermost: FormatMode? { count > 0 ? modes[count - 1] : nil }

  /// Whether the next token is text rather than code.
  @inline(__always)
  var isInText: Bool { count > 0 && modes[count - 1].isInText }

  /// The innermost; there must be one.
  @inline(__always)
  var last: UnsafeMutablePointer<FormatMode> { modes + (count - 1) }

  mutating func push(_ mode: FormatMode) {
    (modes + count).initialize(to: mode)
    count += 1
  }

  mutating func pop() { count -= 1 }
}
