import CRuntime
import Runtime

// The methods of patterns that find matches.

extension CompiledPattern {
  enum Mode { case match, fullMatch, search }

  /// Calls `body` with a matcher for the part of a subject between two positions.
  @inline(__always)
  func withMatcher<Answer>(
    _ context: Context, _ subject: PatternSubject, end: Int, _ body: (inout Matcher) throws(Raised) -> Answer
  ) throws(Raised) -> Answer {
    try withUnsafeTemporaryAllocation(byteCount: Matcher.memorySize(program), alignment: 8) {
      (memory) throws(Raised) in
      var matcher = Matcher(
        context, program: program, subject.units, end: end, memory: memory.baseAddress.unsafelyUnwrapped)
      defer { matcher.stack.free() }
      return try body(&matcher)
    }
  }

  /// The positions that a method was given, as the subject allows them.
  func bounds(
    _ context: Context, _ subject: PatternSubject, _ position: Value, _ endPosition: Value
  ) throws(Raised) -> (start: Int, end: Int) {
    let start = try position.isSmallInt ? Int(position.smallInt) : context.sizeArgument(position)
    let end = try endPosition.isEmpty ? Int.max : context.sizeArgument(endPosition)
    return (subject.clamp(start), subject.clamp(end))
  }

  /// `match`, `fullmatch` and `search`: the arguments are the pattern, a subject and two positions.
  func find(_ context: Context, _ mode: Mode, _ arguments: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let subject = try PatternSubject(context, arguments[1], for: self)
    let (start, end) = try bounds(context, subject, arguments[2], arguments[3])
    return try withMatcher(context, subject, end: end) { (matcher) throws(Raised) in
      matcher.isFull = mode == .fullMatch
      let isFound = try mode == .search ? matcher.search(from: start) : matcher.match(at: start)
      return isFound ? try PatternMatch.make(context, self, subject.value, matcher, from: start).value : .none
    }
  }

  /// Calls `body` after each match, up to `limit` of them.
  @inline(__always)
  private func forEachMatch(
    _ context: Context, _ subject: PatternSubject, _ start: Int, _ end: Int, limit: Int = .max,
    _ body: (borrowing Matcher) throws(Raised) -> Void
  ) throws(Raised) {
    try withMatcher(context, subject, end: end) { (matcher) throws(Raised) in
      var position = start
      var count = 0
      while count < limit, try matcher.search(from: position) {
        try body(matcher)
        count += 1
        try matcher.proceed()
        position = matcher.matchEnd
      }
    }
  }

  func findAll(_ context: Context, _ arguments: UnsafeMutablePointer<Value>) throws(Raised) -> List {
    let subject = try PatternSubject(context, arguments[1], for: self)
    let (start, end) = try bounds(context, subject, arguments[2], arguments[3])
    let found = try List.make(context)
    let groups = groups
    try forEachMatch(context, subject, start, end) { (matcher) throws(Raised) in
      var item = Value.empty
      switch groups {
      case 0: item = try subject.slice(context, matcher.matchStart, matcher.matchEnd)
      case 1: item = try matcher.slice(context, subject, 0, orElse: .empty)
      default:
        let tuple = try Tuple.allocate(context, count: groups)
        for group in 0..<groups {
          tuple.elements[group] = try matcher.slice(context, subject, group, orElse: .empty)
        }
        item = tuple.value
      }
      try found.append(context, item)
    }
    return found
  }

  /// `split(string, maxsplit=0)`
  func split(_ context: Context, _ string: Value, _ limit: Value) throws(Raised) -> List {
    let limit = try context.sizeArgument(limit)
    let subject = try PatternSubject(context, string, for: self)
    let parts = try List.make(context)
    let groups = groups
    var last = 0
    let end = subject.units.count
    try forEachMatch(context, subject, 0, end, limit: limit == 0 ? .max : limit) { (matcher) throws(Raised) in
      try parts.append(context, subject.slice(context, last, matcher.matchStart))
      for group in 0..<groups { try parts.append(context, matcher.slice(context, subject, group, orElse: .none)) }
      last = matcher.matchEnd
    }
    try parts.append(context, subject.slice(context, last, end))
    return parts
  }

  /// `finditer(string, pos, endpos)`
  func iterator(_ context: Context, _ arguments: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let scanner = try PatternScanner.make(context, self, arguments)
    let search = try context.getAttribute(scanner.value, Text.make(context, "search" as StaticString).value)
    return try context.iterator(calling: search, until: .none)
  }
}

extension CompiledPattern {
  /// `sub` and `subn`: the text with matches replaced, and how many were.
  func substitute(
    _ context: Context, _ replacement: Value, _ string: Value, _ limit: Value
  ) throws(Raised) -> (text: Value, count: Int) {
    let limit = try context.sizeArgument(limit)
    let filter = try Replacement(context, self, replacement)
    let subject = try PatternSubject(context, string, for: self)
    var result = try Substitution(context, subject, isText: subject.isText)
    var (last, count) = (0, 0)
    let end = subject.units.count
    try forEachMatch(context, subject, 0, end, limit: limit == 0 ? .max : limit) { (matcher) throws(Raised) in
      try result.append(context, sliceFrom: last, to: matcher.matchStart)
      switch filter {
      case .literal(let value): try result.append(context, value)
      case .template(let template):
        if template.isText == subject.isText {
          try template.expand(context, into: &result) { (group) throws(Raised) in try matcher.bounds(of: group) }
        } else {
          let text = try template.expand(context, subject) { (group) throws(Raised) in try matcher.bounds(of: group) }
          try result.append(context, text)
        }
      case .function(let function):
        try result.append(context, context.call(function, PatternMatch.make(context, self, string, matcher, from: 0).value))
      }
      last = matcher.matchEnd
      count += 1
    }
    // Without a match it is the subject itself.
    if count == 0 { return (try subject.slice(context, 0, end), 0) }
    try result.append(context, sliceFrom: last, to: end)
    return (try result.finish(context), count)
  }
}
