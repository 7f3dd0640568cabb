import CRuntime
import Runtime

// Finding where a match may begin, many characters at a time, so that the program is only run there.

extension Matcher {
  @inline(__always)
  mutating func search<Unit: CodeUnit>(_ type: Unit.Type, from start: Int) throws(Raised) -> Bool {
    let header = header
    // No match begins later.
    let last = end &- Int(header.least)
    if start > last { return false }
    let text = text.assumingMemoryBound(to: Unit.self)
    switch header.strategy {
    case .everywhere:
      var position = start
      while try !run(type, from: position) {
        if position >= last { return false }
        position &+= 1
      }
      return true
    case .textStart:
      if start > 0 { return false }
      return try run(type, from: 0)
    case .lineStarts: return try searchLineStarts(text, from: start, to: last)
    case .character: return try searchCharacter(text, header, from: start, to: last)
    case .prefix: return try searchPrefix(type, header, from: start, to: last)
    case .set: return try searchSet(text, header, from: start, to: last)
    }
  }

  @inline(never)
  private mutating func searchLineStarts<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, from start: Int, to last: Int
  ) throws(Raised) -> Bool {
    var position = start
    while true {
      if position == 0 || text[position &- 1].code == 0x0a, try run(Unit.self, from: position) { return true }
      guard position < last, let newline = Unit(code: 0x0a) else { return false }
      let place = Unit.find(text + position, last &- position, newline)
      if place < 0 { return false }
      position &+= place &+ 1
    }
  }

  @inline(never)
  private mutating func searchCharacter<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, _ header: ProgramHeader, from start: Int, to last: Int
  ) throws(Raised) -> Bool {
    guard let unit = Unit(code: header.prefixCharacter) else { return false }
    var position = start
    while position <= last {
      let place = Unit.find(text + position, last &+ 1 &- position, unit)
      if place < 0 { return false }
      position &+= place
      if header.isLiteral != 0 { return found(position, 1) }
      if try run(Unit.self, from: position) { return true }
      position &+= 1
    }
    return false
  }

  @inline(never)
  private mutating func searchPrefix<Unit: CodeUnit>(
    _ type: Unit.Type, _ header: ProgramHeader, from start: Int, to last: Int
  ) throws(Raised) -> Bool {
    let count = Int(header.prefixCount)
    let prefix = TextUnits(
      base: data + Int(header.prefix), count: count,
      width: TextWidth(rawValue: UInt8(header.prefixWidth)).unsafelyUnwrapped)
    let units = TextUnits(base: text, count: last &+ count, width: width)
    var position = start
    while position <= last {
      guard let place = units.slice(position, units.count).firstIndex(of: prefix) else { return false }
      position &+= place
      if header.isLiteral != 0 { return found(position, count) }
      if try run(type, from: position) { return true }
      position &+= 1
    }
    return false
  }

  @inline(never)
  private mutating func searchSet<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, _ header: ProgramHeader, from start: Int, to last: Int
  ) throws(Raised) -> Bool {
    let data = data
    let filter = data.load(fromByteOffset: Int(header.first), as: FollowFilter.self)
    var position = start
    while true {
      while position <= last, !admits(filter, text, position, data) { position &+= 1 }
      if position > last { return false }
      if try run(Unit.self, from: position) { return true }
      position &+= 1
    }
  }

  private mutating func found(_ position: Int, _ count: Int) -> Bool {
    (matchStart, matchEnd) = (position, position &+ count)
    return true
  }
}
