import Syntax

/// Makes inputs for the fuzzer: pieces of real sources, damaged.
struct Mutator {
  private let corpus: [[UInt8]]
  private var random: SplitMix64

  /// Inputs stay below this many bytes (before nesting is blown up), so that many can be run.
  private static let sizeLimit = 8192

  init(corpus: [[UInt8]], seed: UInt64) {
    self.corpus = corpus
    random = SplitMix64(state: seed)
  }

  /// The next input: a span of a source after up to four mutations.
  mutating func next() -> [UInt8] {
    var text = span(of: corpus.randomElement(using: &random)!, upTo: Self.sizeLimit)
    for _ in 0..<Int.random(in: 0...4, using: &random) { mutate(&text) }
    return text
  }

  /// How to compile it: as a module three times in four.
  mutating func chooseMode() -> ParseOptions.Mode {
    [.file, .file, .file, .file, .file, .file, .interactive, .expression].randomElement(using: &random)!
  }

  private static let mutations: [@Sendable (inout Mutator, inout [UInt8]) -> Void] = [
    { $0.flipBytes(&$1) }, { $0.cut(&$1) }, { $0.join(&$1) }, { $0.repeatSpan(&$1) }, { $0.insertOdd(&$1) },
    { $0.swapTokens(&$1) }, { $0.insertToken(&$1) }, { $0.nest(&$1) }, { $0.reindent(&$1) },
  ]

  private mutating func mutate(_ text: inout [UInt8]) {
    Self.mutations.randomElement(using: &random)!(&self, &text)
  }

  /// A random stretch of lines, three times in four from one that is not indented to before another, so
  /// that it is often a program.
  private mutating func span(of source: [UInt8], upTo limit: Int) -> [UInt8] {
    guard source.count > 1 else { return source }
    let whole = Int.random(in: 0..<4, using: &random) > 0
    func isBoundary(_ place: Int) -> Bool {
      place == 0 || place == source.count
        || (source[place - 1] == UInt8(ascii: "\n") && (!whole || source[place] > UInt8(ascii: " ")))
    }
    var start = Int.random(in: 0..<source.count, using: &random)
    while !isBoundary(start) { start -= 1 }
    var end = min(source.count, start + Int.random(in: 1...limit, using: &random))
    if whole {
      while end < source.count, end - start < limit, !isBoundary(end) { end += 1 }
    }
    return Array(source[start..<end])
  }

  private mutating func range(in text: [UInt8], upTo limit: Int = 200) -> Range<Int> {
    let start = Int.random(in: 0...text.count, using: &random)
    return start..<min(text.count, start + Int.random(in: 0...limit, using: &random))
  }

  private mutating func flipBytes(_ text: inout [UInt8]) {
    guard !text.isEmpty else { return }
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      text[Int.random(in: 0..<text.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }

  private mutating func cut(_ text: inout [UInt8]) { text.removeSubrange(range(in: text)) }

  private mutating func join(_ text: inout [UInt8]) {
    let other = span(of: corpus.randomElement(using: &random)!, upTo: 1000)
    text.insert(contentsOf: other, at: range(in: text).lowerBound)
  }

  private mutating func repeatSpan(_ text: inout [UInt8]) {
    let span = range(in: text, upTo: 40)
    let copies = Int.random(in: 1...20, using: &random)
    text.insert(contentsOf: Array(repeatElement(text[span], count: copies).joined()), at: span.lowerBound)
  }

  /// Bytes that are no text, or that readers of text trip over.
  private mutating func insertOdd(_ text: inout [UInt8]) {
    let odd: [[UInt8]] = [
      [0], [0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0xEF, 0xBB, 0xBF],
      [0x0C], [0x0D], [0x09], [0x5C, 0x0A], [0x5C], [0x1A], [0xC2, 0xA0], [0xE2, 0x80, 0xA8], Array("é".utf8),
      Array("𝔘".utf8), Array("# coding: latin-1\n".utf8), Array("\"\"\"".utf8), Array("f'{".utf8), Array("}".utf8),
    ]
    text.insert(contentsOf: odd.randomElement(using: &random)!, at: range(in: text).lowerBound)
  }

  /// Exchanges two runs of word characters or of blanks and signs.
  private mutating func swapTokens(_ text: inout [UInt8]) {
    let (first, second) = (token(in: text), token(in: text))
    let (low, high) = first.lowerBound < second.lowerBound ? (first, second) : (second, first)
    guard low.upperBound <= high.lowerBound else { return }
    text = Array([text[..<low.lowerBound], text[high], text[low.upperBound..<high.lowerBound], text[low],
      text[high.upperBound...]].joined())
  }

  private mutating func token(in text: [UInt8]) -> Range<Int> {
    guard !text.isEmpty else { return 0..<0 }
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte == 0x5F || 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20
    }
    let place = Int.random(in: 0..<text.count, using: &random)
    var (start, end) = (place, place + 1)
    while start > 0, place - start < 64, isWord(text[start - 1]) == isWord(text[place]) { start -= 1 }
    while end < text.count, end - place < 64, isWord(text[end]) == isWord(text[place]) { end += 1 }
    return start..<end
  }

  private mutating func insertToken(_ text: inout [UInt8]) {
    let tokens = [
      "if ", "else", "elif ", "for ", " in ", "async ", "await ", "lambda: ", "yield ", "match x:\n", "case _:\n",
      "type X = ", "def f(", "class C[T]:", ":=", "*", "**", "->", ":", "(", ")", "[", "]", "{", "}", ",", "=", "==",
      "!=", "<>", "...", "@", "0x", "1_", "0777", "1e400", "1j", "rb'", "f'", "t'", "'''", "\\N{", "\n", "\n    ",
      "global x\n", "nonlocal x\n", "return\n", "break\n", "try:\n", "except* E:\n", "finally:\n", "with ", " as ",
      "from . import *\n", "from __future__ import annotations\n", "__debug__", "None", "print x", "import ", "not ",
      "del ", "raise ", "assert ", "/,", "*,", "!r", ";", "is not ",
    ]
    text.insert(contentsOf: tokens.randomElement(using: &random)!.utf8, at: range(in: text).lowerBound)
  }

  /// Deep nesting of one sort, sometimes closed again.
  private mutating func nest(_ text: inout [UInt8]) {
    let pairs = [
      ("(", ")"), ("[", "]"), ("{", "}"), ("{1:", "}"), ("-", ""), ("not ", ""), ("lambda: ", ""), ("f(", ")"),
      ("a[", "]"), ("x if y else ", ""), ("await ", ""), ("1+", ""), ("a.", "b"), ("f'{", "}'"), ("*", ""), ("1**", ""),
      ("[x for x in ", "]"), ("a:=", ""), ("if x:\n", ""), ("a<", ""), ("a and ", ""), ("(yield ", ")"),
    ]
    let (open, close) = pairs.randomElement(using: &random)!
    let depth = [3, 30, 150, 300, 3000].randomElement(using: &random)!
    let place = range(in: text).lowerBound
    var middle = Array(repeatElement(open, count: depth).joined().utf8)
    if Bool.random(using: &random) {
      middle += "x".utf8
      middle += repeatElement(close, count: depth).joined().utf8
    }
    text.insert(contentsOf: middle, at: place)
  }

  /// Changes the blanks before some lines.
  private mutating func reindent(_ text: inout [UInt8]) {
    var result: [UInt8] = []
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if Int.random(in: 0..<8, using: &random) == 0 {
        result += ["\t", " ", "    ", "        ", "\u{0C}"].randomElement(using: &random)!.utf8
      }
      result += line
      result.append(UInt8(ascii: "\n"))
    }
    text = result
  }
}

/// Steele, Lea and Flood's generator: small, fast and the same everywhere, so that a seed names its inputs.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
