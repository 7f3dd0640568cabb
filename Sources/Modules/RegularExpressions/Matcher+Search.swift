import CRuntime
import Runtime

// Finding where a match may begin, many characters at a time, so that the program is only run there.

extension Matcher {
  /// The first position from `start` on where a match may begin; −1 where there is none.
  @inline(__always)
  func candidate<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from start: Int) -> Int {
    let header = header
    // No match begins later.
    let last = end &- Int(header.least)
    if start > last { return -1 }
    switch header.strategy {
    case .everywhere: return start
    case .set: return member(of: header.first, text, from: start, to: last)
    default: return candidateElsewhere(text, from: start, to: last)
    }
  }

  @inline(never)
  private func candidateElsewhere<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from start: Int, to last: Int) -> Int {
    switch header.strategy {
    case .textStart: return start == 0 ? 0 : -1
    case .lineStarts: return lineStart(text, from: start, to: last)
    case .character: return character(text, from: start, to: last)
    default: return prefix(text, from: start, to: last)
    }
  }

  /// The first character of a set; the end, if it may begin there.
  @inline(__always)
  private func member<Unit: CodeUnit>(
    of set: UInt32, _ text: UnsafePointer<Unit>, from start: Int, to last: Int
  ) -> Int {
    let data = data
    let filter = data.load(fromByteOffset: Int(set), as: FollowFilter.self)
    let near = Unit.isByte && filter.ranges != 0 ? min(last, start &+ Matcher.nearby) : last
    var position = start
    while position <= near {
      if admits(filter, text, position, data) { return position }
      position &+= 1
    }
    if near == last { return -1 }
    position = pass(members: false, of: filter.ranges, text, from: position, to: min(last &+ 1, end), data)
    while position <= last {
      if admits(filter, text, position, data) { return position }
      position &+= 1
    }
    return -1
  }

  private func lineStart<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from start: Int, to last: Int) -> Int {
    if start == 0 || text[start &- 1].code == 0x0a { return start }
    guard start < last, let newline = Unit(code: 0x0a) else { return -1 }
    let place = Unit.find(text + start, last &- start, newline)
    return place < 0 ? -1 : start &+ place &+ 1
  }

  private func character<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from start: Int, to last: Int) -> Int {
    guard let unit = Unit(code: header.prefixCharacter) else { return -1 }
    let place = Unit.find(text + start, last &+ 1 &- start, unit)
    return place < 0 ? -1 : start &+ place
  }

  private func prefix<Unit: CodeUnit>(_ text: UnsafePointer<Unit>, from start: Int, to last: Int) -> Int {
    let header = header
    let prefix = TextUnits(
      base: data + Int(header.prefix), count: Int(header.prefixCount),
      width: TextWidth(rawValue: UInt8(header.prefixWidth)).unsafelyUnwrapped)
    let units = TextUnits(base: text, count: last &+ prefix.count, width: width)
    return units.slice(start, units.count).firstIndex(of: prefix).map { start &+ $0 } ?? -1
  }
}
