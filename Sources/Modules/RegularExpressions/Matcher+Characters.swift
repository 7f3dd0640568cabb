import CRuntime
import Runtime

// Tests of characters, and loops over them.

extension Matcher {
  @inline(__always)
  func matches<Unit: CodeUnit>(_ test: PatternInstruction, _ unit: Unit, _ data: UnsafeRawPointer) -> Bool {
    switch test.operation {
    case .any: return true
    case .notNewline: return unit.code != 0x0a
    case .literal: return unit.code == test.a
    case .notLiteral: return unit.code != test.a
    case .set: return isMember(unit, data + Int(test.a), test.mode, test.b, data)
    default: return data.loadUnaligned(fromByteOffset: Int(test.a), as: LocaleSet.self).contains(unit.code)
    }
  }

  @inline(__always)
  private func isMember<Unit: CodeUnit>(
    _ unit: Unit, _ table: UnsafeRawPointer, _ bit: UInt8, _ wide: UInt32, _ data: UnsafeRawPointer
  ) -> Bool {
    if Unit.isByte || unit.code < 0x100 {
      return table.load(fromByteOffset: Int(unit.code), as: UInt8.self) & bit != 0
    }
    if wide <= WideRules.everything { return wide != WideRules.nothing }
    return hasWideMember(data + Int(wide), unit.code)
  }

  /// The first position from which on a test does not match, at most `limit`.
  @inline(__always)
  func scan<Unit: CodeUnit>(
    _ test: PatternInstruction, _ text: UnsafePointer<Unit>, from start: Int, to limit: Int, _ data: UnsafeRawPointer
  ) -> Int {
    if test.operation != .set { return scanElse(test, text, from: start, to: limit, data) }
    let table = data + Int(test.a)
    // Most runs are short, like words: not worth a vector.
    let near = Unit.isByte && test.c != 0 ? min(limit, start &+ Matcher.nearby) : limit
    var position = start
    while position < near, isMember(text[position], table, test.mode, test.b, data) { position &+= 1 }
    if position < near || near == limit { return position }
    position = pass(members: true, of: test.c, text, from: position, to: limit, data)
    while position < limit, isMember(text[position], table, test.mode, test.b, data) { position &+= 1 }
    return position
  }

  /// The same where the test is not one of a set.
  @inline(never)
  private func scanElse<Unit: CodeUnit>(
    _ test: PatternInstruction, _ text: UnsafePointer<Unit>, from start: Int, to limit: Int, _ data: UnsafeRawPointer
  ) -> Int {
    switch test.operation {
    case .any: return limit
    case .notNewline: return find(0x0a, text, start, limit)
    case .notLiteral: return find(test.a, text, start, limit)
    case .literal:
      var position = start
      while position < limit, text[position].code == test.a { position &+= 1 }
      return position
    default:
      var position = start
      while position < limit, matches(test, text[position], data) { position &+= 1 }
      return position
    }
  }

  /// The first position from `start` on that the rest may follow, all characters before it matching the test; −1 where
  /// there is none.
  @inline(__always)
  func scanLazily<Unit: CodeUnit>(
    _ test: PatternInstruction, _ filter: FollowFilter, _ text: UnsafePointer<Unit>, from start: Int, to limit: Int,
    _ data: UnsafeRawPointer
  ) -> Int {
    var position = start
    while !admits(filter, text, position, data) {
      if position >= limit || !matches(test, text[position], data) { return -1 }
      position &+= 1
    }
    return position
  }

  /// The place of a character, `limit` where there is none.
  @inline(__always)
  private func find<Unit: CodeUnit>(_ code: UInt32, _ text: UnsafePointer<Unit>, _ start: Int, _ limit: Int) -> Int {
    guard let unit = Unit(code: code), start < limit else { return limit }
    let place = Unit.find(text + start, limit &- start, unit)
    return place < 0 ? limit : start &+ place
  }

  /// Whether the rest may follow at a position.
  @inline(__always)
  func admits<Unit: CodeUnit>(
    _ filter: FollowFilter, _ text: UnsafePointer<Unit>, _ position: Int, _ data: UnsafeRawPointer
  ) -> Bool {
    if position >= end { return filter.atEnd }
    let code = text[position].code
    if Unit.isByte || code < 0x100 {
      return data.load(fromByteOffset: Int(filter.table) + Int(code), as: UInt8.self) & filter.bit != 0
    }
    return filter.hasWide
  }

  // MARK: Branches

  /// The alternatives that may begin with the next character.
  @inline(__always)
  func alternatives<Unit: CodeUnit>(_ table: UnsafeRawPointer, _ text: UnsafePointer<Unit>, _ position: Int) -> UInt64 {
    var place = BranchTable.end
    if position < end {
      let code = Int(text[position].code)
      place = Unit.isByte || code < 0x100 ? code : BranchTable.wide
    }
    let number = Int(table.load(fromByteOffset: place, as: UInt8.self))
    return table.load(fromByteOffset: BranchTable.masks + number * 8, as: UInt64.self)
  }

  /// The target of the first alternative of a mask.
  @inline(__always)
  func target(_ mask: UInt64, _ targets: UnsafeRawPointer) -> Int {
    Int(targets.load(fromByteOffset: mask.trailingZeroBitCount * 4, as: UInt32.self))
  }

  // MARK: Text

  @inline(__always)
  func hasRun<Unit: CodeUnit>(_ run: PatternInstruction, _ text: UnsafePointer<Unit>, _ data: UnsafeRawPointer) -> Bool {
    let count = Int(run.b)
    if Unit.isByte {
      if run.c == 0 { return false }
      let bytes = (data + Int(run.c)).assumingMemoryBound(to: UInt8.self)
      for index in 0..<count where text[index].code != UInt32(bytes[index]) { return false }
      return true
    }
    let codes = (data + Int(run.a)).assumingMemoryBound(to: UInt32.self)
    for index in 0..<count where text[index].code != codes[index] { return false }
    return true
  }

  /// Whether so many characters stand there once more, in whatever case.
  func repeats<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, _ from: Int, _ count: Int, at position: Int, _ folding: CaseFolding
  ) -> Bool {
    for offset in 0..<count {
      let (a, b) = (text[from &+ offset].code, text[position &+ offset].code)
      if a != b, folding.lower(a) != folding.lower(b) { return false }
    }
    return true
  }

  // MARK: Positions

  @inline(__always)
  func holds<Unit: CodeUnit>(_ condition: SourceCondition, _ text: UnsafePointer<Unit>, _ position: Int) -> Bool {
    switch condition {
    case .beginning, .beginningOfString: return position == 0
    case .beginningOfLine: return position == 0 || text[position &- 1].code == 0x0a
    case .end: return position == end || position &+ 1 == end && text[position].code == 0x0a
    case .endOfLine: return position == end || text[position].code == 0x0a
    case .endOfString: return position == end
    case .boundary: return isBoundary(text, position) { CharacterCategory.isASCIIWord($0) }
    case .notBoundary: return !isBoundary(text, position) { CharacterCategory.isASCIIWord($0) }
    case .unicodeBoundary: return isBoundary(text, position) { CharacterCategory.isUnicodeWord($0) }
    case .notUnicodeBoundary: return !isBoundary(text, position) { CharacterCategory.isUnicodeWord($0) }
    case .localeBoundary: return isBoundary(text, position) { CharacterCategory.localeWord.contains($0) }
    case .notLocaleBoundary: return !isBoundary(text, position) { CharacterCategory.localeWord.contains($0) }
    }
  }

  @inline(__always)
  private func isBoundary<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, _ position: Int, _ isWord: (UInt32) -> Bool
  ) -> Bool {
    let before = position > 0 && isWord(text[position &- 1].code)
    let after = position < end && isWord(text[position].code)
    return before != after
  }
}

/// Whether a set has a code point from 256 up, by its `WideRules`.
@inline(never)
func hasWideMember(_ address: UnsafeRawPointer, _ code: UInt32) -> Bool {
  let rules = address.load(as: WideRules.self)
  let folded = CaseFolding(rawValue: UInt8(rules.folding)).unsafelyUnwrapped.lower(code)
  var isMember = isInRanges(address + MemoryLayout<WideRules>.size, Int(rules.ranges), folded)
  var categories = rules.categories
  while !isMember, categories != 0 {
    isMember =
      CharacterCategory(rawValue: UInt32(categories.trailingZeroBitCount)).unsafelyUnwrapped.contains(folded)
    categories &= categories &- 1
  }
  if !isMember, rules.caselessRanges > 0 {
    let caseless = address + MemoryLayout<WideRules>.size + Int(rules.ranges) * 8
    let upper = CaseFolding.unicode.upper(folded)
    for index in 0..<Int(rules.caselessRanges) {
      let low = caseless.load(fromByteOffset: index * 8, as: UInt32.self)
      let high = caseless.load(fromByteOffset: index * 8 + 4, as: UInt32.self)
      if folded >= low && folded <= high || upper >= low && upper <= high { isMember = true }
    }
  }
  return isMember != (rules.isNegated != 0)
}

/// By halving: ranges are in order.
@inline(__always)
private func isInRanges(_ ranges: UnsafeRawPointer, _ count: Int, _ code: UInt32) -> Bool {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low &+ high) / 2
    if code > ranges.load(fromByteOffset: middle * 8 + 4, as: UInt32.self) {
      low = middle &+ 1
    } else if code < ranges.load(fromByteOffset: middle * 8, as: UInt32.self) {
      high = middle
    } else {
      return true
    }
  }
  return false
}
