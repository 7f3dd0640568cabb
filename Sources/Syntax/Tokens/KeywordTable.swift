/// The hard keywords by a perfect hash of their bytes, which fit one word: the longest has eight.
struct KeywordTable: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var bytes: UInt64
    var kind: TokenKind
  }

  private let entries: UnsafeMutablePointer<Entry>
  /// Found by trial: no two keywords share a place in a table of 2⁶.
  private static let multiplier: UInt64 = 0xb57c_8e05_e3c9_b0e1
  private static let bits = 6

  static let longest = 8

  init() {
    entries = .allocate(capacity: 1 << Self.bits)
    entries.initialize(repeating: Entry(bytes: 0, kind: .name), count: 1 << Self.bits)
    insert("False", .false); insert("None", .none); insert("True", .true); insert("and", .and)
    insert("as", .as); insert("assert", .assert); insert("async", .async); insert("await", .await)
    insert("break", .break); insert("class", .class); insert("continue", .continue); insert("def", .def)
    insert("del", .del); insert("elif", .elif); insert("else", .else); insert("except", .except)
    insert("finally", .finally); insert("for", .for); insert("from", .from); insert("global", .global)
    insert("if", .if); insert("import", .import); insert("in", .in); insert("is", .is)
    insert("lambda", .lambda); insert("nonlocal", .nonlocal); insert("not", .not); insert("or", .or)
    insert("pass", .pass); insert("raise", .raise); insert("return", .return); insert("try", .try)
    insert("while", .while); insert("with", .with); insert("yield", .yield)
  }

  deinit { entries.deallocate() }

  /// What the `length` bytes at `start` are: a keyword's kind or a name. Reads eight bytes.
  @inline(__always)
  func kind(at start: UnsafePointer<UInt8>, length: Int) -> TokenKind {
    if length > Self.longest { return .name }
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
    let unused = UInt64(64 - 8 * length)
    let bytes = (word << unused) >> unused
    let entry = entries[Self.place(of: bytes)]
    return entry.bytes == bytes ? entry.kind : .name
  }

  private func insert(_ text: StaticString, _ kind: TokenKind) {
    var bytes: UInt64 = 0
    for i in 0..<text.utf8CodeUnitCount { bytes |= UInt64(text.utf8Start[i]) << UInt64(8 * i) }
    entries[Self.place(of: bytes)] = Entry(bytes: bytes, kind: kind)
  }

  @inline(__always)
  private static func place(of bytes: UInt64) -> Int {
    Int(truncatingIfNeeded: (bytes &* multiplier) >> UInt64(64 - bits))
  }
}
