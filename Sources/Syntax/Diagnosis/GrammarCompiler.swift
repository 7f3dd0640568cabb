/// Makes a `GrammarProgram` of rules in notation.
///
/// Groups and repetitions become rules of their own, as they do in CPython's generated parser, whose
/// stack depth the machine accounts for.
struct GrammarCompiler: ~Copyable {
  private var program = GrammarProgram()
  /// Rules by the index of their name; `compile` puts the anonymous ones behind them.
  private var names = NameTable(capacity: 512)
  private var anonymous: [PendingRule] = []
  private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var place = 0
  private var isLeftRecursive = false
  /// Where the code of the alternative being read begins, and what it captures.
  private var alternativeStart = 0
  private var captures: [(letter: UInt8, capture: GrammarProgram.Capture)] = []

  /// A group or repetition whose code waits until the rule that it stands in is done.
  private struct PendingRule {
    var rule: Int32
    var start: Int
    var end: Int
    var shape: Shape
  }

  private enum Shape {
    case group, zeroOrMore, oneOrMore
    /// `separator.element+`, the separator ending at that place.
    case gather(elementStart: Int)
  }

  /// Room for named rules; anonymous ones are numbered from here on.
  private static let firstAnonymous = 512

  init() {
    program.rules = Array(repeating: GrammarProgram.Rule(), count: Self.firstAnonymous)
    emit(.fail)  // where `cut` sends a choice
  }

  /// The program, with the rules that whole sources match.
  mutating func finished(starts: [StaticString]) -> GrammarProgram {
    for name in starts {
      let rule = names.intern(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
      program.starts.append(Int32(bitPattern: rule.index))
    }
    precondition(names.count <= Self.firstAnonymous, "more rules than there is room for names")
    program.findFirstSets()
    return program
  }

  // MARK: Rules

  /// Adds the rules of a text.
  mutating func compile(_ rules: StaticString) {
    text = UnsafeBufferPointer(start: rules.utf8Start, count: rules.utf8CodeUnitCount)
    place = 0
    skipBlanks()
    while place < text.count {
      compileRule()
      skipBlanks()
    }
  }

  /// name ['(' ('memo' | 'left' | 'inline') ')'] ':' alternatives
  private mutating func compileRule() {
    let name = word()
    let rule = Int(names.intern(name).index)
    var description = GrammarProgram.Rule()
    isLeftRecursive = false
    skipBlanks()
    if take("(") {
      // Rules that CPython writes left-recursively cost two levels, and keep their results, too.
      let property = word()
      isLeftRecursive = isEqual("left", property)
      if isLeftRecursive { description.levels = 2 }
      if isEqual("inline", property) {
        description.levels = 0
      } else {
        description.memo = program.memoCount
        program.memoCount += 1
      }
      _ = take(")")
    }
    _ = take(":")
    description.suppressesDiagnosis = isEqual("expression_without_invalid", name)
    description.start = Int32(program.code.count)
    program.rules[rule] = description
    skipBlanks()
    _ = take("|")
    compileAlternatives(until: endOfRule())
    emit(.return)
    compilePending()
  }

  private mutating func compilePending() {
    while let pending = anonymous.popLast() {
      program.rules[Int(pending.rule)].start = Int32(program.code.count)
      let resume = place
      place = pending.start
      switch pending.shape {
      case .group:
        compileAlternatives(until: pending.end)
      case .zeroOrMore:
        repeatItem(from: pending.start)
      case .oneOrMore:
        compileAtom()
        repeatItem(from: pending.start)
      case .gather(let elementStart):
        place = elementStart
        compileAtom()
        let choice = emit(.choice)
        let loop = program.code.count
        place = pending.start
        compileAtom()
        place = elementStart
        compileAtom()
        emit(.renewChoice, Int32(loop))
        patch(choice)
      }
      emit(.return)
      place = resume
    }
  }

  private mutating func repeatItem(from start: Int) {
    let choice = emit(.choice)
    let loop = program.code.count
    place = start
    compileAtom()
    emit(.renewChoice, Int32(loop))
    patch(choice)
  }

  /// Where the rule's text ends: before the next line that is not indented.
  private func endOfRule() -> Int {
    var end = place
    while end < text.count {
      if text[end] == newline, end + 1 < text.count, text[end + 1] != newline, text[end + 1] != UInt8(ascii: " ") {
        return end
      }
      end += 1
    }
    return end
  }

  // MARK: Alternatives

  private mutating func compileAlternatives(until end: Int) {
    var exits: [Int] = []
    while true {
      let choice = emit(.choice)
      compileSequence(until: end)
      exits.append(emit(.commit))
      patch(choice)
      skipBlanks()
      if place >= end || !take("|") { break }
    }
    emit(.fail)
    for exit in exits { patch(exit) }
    place = end
  }

  private mutating func compileSequence(until end: Int) {
    captures = []
    alternativeStart = program.code.count
    while true {
      skipBlanks()
      if place >= end || text[place] == UInt8(ascii: "|") { return }
      if take("->") {
        compileAction()
      } else if take("~") {
        emit(.cut)
      } else {
        compileItem()
      }
    }
  }

  /// [letter '='] ['&&' | '&' | '!'] atom ['?' | '*' | '+' | '.' atom '+']
  private mutating func compileItem() {
    if isWord(text[place]), place + 1 < text.count, text[place + 1] == UInt8(ascii: "=") {
      let letter = text[place]
      place += 2
      let slot = Int32(captures.count)
      let start = place
      emit(.beginCapture, slot)
      compileItem()
      emit(.endCapture, slot)
      captures.append((letter, GrammarProgram.Capture(slot: slot, entry: entry(at: start))))
    } else if take("&&") {
      emit(.forcedToken, Int32(literal().rawValue))
    } else if take("&") {
      let choice = emit(.choice)
      compileAtom()
      let done = emit(.backCommit)
      patch(choice)
      emit(.fail)
      patch(done)
    } else if take("!") {
      let choice = emit(.choice)
      compileAtom()
      emit(.failTwice)
      patch(choice)
    } else {
      compileRepeated()
    }
  }

  private mutating func compileRepeated() {
    let start = place
    let code = program.code.count
    let pending = anonymous.count
    compileAtom()
    switch place < text.count ? text[place] : 0 {
    case UInt8(ascii: "?"):
      retract(to: code, pending)
      let choice = emit(.choice)
      place = start
      compileAtom()
      patch(emit(.commit))
      patch(choice)
      place += 1
    case UInt8(ascii: "*"):
      retract(to: code, pending)
      place += 1
      callAnonymous(PendingRule(rule: 0, start: start, end: place, shape: .zeroOrMore))
    case UInt8(ascii: "+"):
      retract(to: code, pending)
      place += 1
      callAnonymous(PendingRule(rule: 0, start: start, end: place, shape: .oneOrMore))
    case UInt8(ascii: "."):
      retract(to: code, pending)
      place += 1
      let element = place
      skipAtom()
      place += 1
      callAnonymous(PendingRule(rule: 0, start: start, end: place, shape: .gather(elementStart: element)))
    default: break
    }
  }

  /// Takes back the code of an atom that turns out to be repeated.
  private mutating func retract(to code: Int, _ pending: Int) {
    program.code.removeLast(program.code.count - code)
    anonymous.removeLast(anonymous.count - pending)
  }

  private mutating func callAnonymous(_ pending: PendingRule) {
    var pending = pending
    pending.rule = Int32(program.rules.count)
    var description = GrammarProgram.Rule()
    // The loops that stand for left recursion are none in CPython.
    if isLeftRecursive { description.levels = 0 }
    program.rules.append(description)
    anonymous.append(pending)
    emit(.call, pending.rule)
  }

  /// token | "soft keyword" | NAME | rule | '(' alternatives ')'
  private mutating func compileAtom() {
    switch text[place] {
    case UInt8(ascii: "'"):
      emit(.token, Int32(literal().rawValue))
    case UInt8(ascii: "\""):
      emit(.softKeyword, softKeyword())
    case UInt8(ascii: "("):
      let start = place
      skipAtom()
      callAnonymous(PendingRule(rule: 0, start: start + 1, end: place - 1, shape: .group))
    default:
      let name = word()
      if name[0] >= UInt8(ascii: "A") && name[0] <= UInt8(ascii: "Z") {
        if isEqual("SOFT_KEYWORD", name) {
          emit(.anySoftKeyword)
        } else {
          emit(.token, Int32(TokenKind(grammarName: name).rawValue))
        }
      } else {
        // CPython does not hold back error rules that are only a part of their alternative.
        if program.code.count == alternativeStart, name.starts(with: invalidPrefix) { emit(.diagnosingOnly) }
        emit(.call, Int32(bitPattern: names.intern(name).index))
      }
    }
  }

  private mutating func skipAtom() {
    switch text[place] {
    case UInt8(ascii: "'"): _ = literal()
    case UInt8(ascii: "\""):
      place += 1
      while text[place] != UInt8(ascii: "\"") { place += 1 }
      place += 1
    case UInt8(ascii: "("):
      place += 1
      while text[place] != UInt8(ascii: ")") {
        switch text[place] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "("): skipAtom()
        default: place += 1
        }
      }
      place += 1
    default: _ = word()
    }
  }

  private let invalidPrefix = Array("invalid_".utf8)

  // MARK: Actions

  /// form '(' [letter [',' letter]] ')' ["message"]
  private mutating func compileAction() {
    skipBlanks()
    let name = word()
    var form = ActionForm.refuse
    for candidate in ActionForm.allCases where isEqual(candidate.name, name) { form = candidate }
    var action = GrammarProgram.Action(form: form, first: nil, second: nil, number: 0, message: "")
    place += 1
    while text[place] != UInt8(ascii: ")") {
      let byte = text[place]
      if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
        action.number = action.number * 10 + Int32(byte - UInt8(ascii: "0"))
      }
      for (letter, capture) in captures where letter == byte {
        if action.first == nil { action.first = capture } else { action.second = capture }
      }
      place += 1
    }
    place += 1
    skipBlanks()
    if place < text.count, text[place] == UInt8(ascii: "\"") { action.message = message() }
    emit(.action, Int32(program.actions.count))
    program.actions.append(action)
  }

  /// A quoted message, in which a backslash keeps the quote after it.
  private mutating func message() -> String {
    var bytes: [UInt8] = []
    place += 1
    while text[place] != UInt8(ascii: "\"") {
      if text[place] == UInt8(ascii: "\\") { place += 1 }
      bytes.append(text[place])
      place += 1
    }
    place += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How the nodes of the item at that place are read: by its rule, unless it is repeated or a token.
  private func entry(at start: Int) -> CaptureEntry {
    var end = start
    while end < text.count, isWord(text[end]) { end += 1 }
    if end == start || end < text.count && (text[end] == UInt8(ascii: "+") || text[end] == UInt8(ascii: "*")) {
      return .token
    }
    return CaptureEntry(rule: UnsafeBufferPointer(rebasing: text[start..<end]))
  }

  // MARK: Code and text

  @discardableResult
  private mutating func emit(_ operation: GrammarProgram.Operation, _ a: Int32 = 0) -> Int {
    program.code.append(GrammarProgram.Instruction(operation: operation, a: a))
    return program.code.count - 1
  }

  /// Lets an instruction go on at the code that follows.
  private mutating func patch(_ index: Int) { program.code[index].a = Int32(program.code.count) }

  private let newline = UInt8(ascii: "\n")

  private mutating func skipBlanks() {
    while place < text.count, text[place] == UInt8(ascii: " ") || text[place] == newline { place += 1 }
  }

  private mutating func take(_ expected: StaticString) -> Bool {
    if place + expected.utf8CodeUnitCount > text.count { return false }
    for i in 0..<expected.utf8CodeUnitCount where text[place + i] != expected.utf8Start[i] { return false }
    place += expected.utf8CodeUnitCount
    return true
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private mutating func word() -> UnsafeBufferPointer<UInt8> {
    let start = place
    while place < text.count, isWord(text[place]) { place += 1 }
    return UnsafeBufferPointer(rebasing: text[start..<place])
  }

  /// 'spelling'
  private mutating func literal() -> TokenKind {
    let start = place + 1
    place = start
    while text[place] != UInt8(ascii: "'") { place += 1 }
    place += 1
    return TokenKind(spelling: UnsafeBufferPointer(rebasing: text[start..<(place - 1)]))
  }

  /// "spelling"
  private mutating func softKeyword() -> Int32 {
    let start = place + 1
    place = start
    while text[place] != UInt8(ascii: "\"") { place += 1 }
    place += 1
    let spelling = UnsafeBufferPointer(rebasing: text[start..<(place - 1)])
    for (index, keyword) in SoftKeyword.all.enumerated() where isEqual(keyword, spelling) { return Int32(index) }
    return -1
  }
}

/// The words that are keywords in some places only.
enum SoftKeyword {
  static let all: [StaticString] = ["_", "case", "match", "type"]
}
