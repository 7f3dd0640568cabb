import CRuntime
import Runtime

// What was found, and going on to the next match.

extension Matcher {
  /// What a group, counted from 0, has matched.
  @inline(__always)
  func bounds(ofGroup group: Int) -> (start: Int, end: Int)? {
    let (start, end) = (registers[2 * group], registers[2 * group + 1])
    return start < 0 || end < start ? nil : (start, end)
  }

  /// What a group has matched, where 0 is the whole match.
  func bounds(of number: Int) throws(Raised) -> (start: Int, end: Int)? {
    if number == 0 { return (matchStart, matchEnd) }
    if number > Int(header.groups) { throw context.raise(.indexError, "no such group") }
    return bounds(ofGroup: number - 1)
  }

  /// What stands for a group that has not matched.
  enum Unmatched { case empty, none }

  @inline(__always)
  func slice(
    _ context: Context, _ subject: PatternSubject, _ group: Int, orElse absent: Unmatched
  ) throws(Raised) -> Value {
    guard let (start, end) = bounds(ofGroup: group) else {
      return absent == .none ? .none : try subject.slice(context, 0, 0)
    }
    return try subject.slice(context, start, end)
  }

  /// Makes ready for a match after the one that was found: it may be empty where that one was not.
  @inline(__always)
  mutating func proceed() throws(Raised) {
    forbidden = matchEnd == matchStart ? matchEnd : -1
    fuel &-= 1
    if fuel <= 0 { try lookAtEvents() }
    reset()
  }
}
