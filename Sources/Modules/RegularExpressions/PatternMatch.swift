import CRuntime
import Runtime

// `re.Match`: where a pattern has matched. Positions are ints as Python sees them, so that all that follows the header
// is Values.
//
//     ┌────────┬─────────┬─────────┬──────────┬─────────────┬───────────┬──────┬───────┬─────┬───
//     │ header │ pattern │ subject │ position │ endPosition │ lastIndex │ regs │ start │ end │ …
//     └────────┴─────────┴─────────┴──────────┴─────────────┴───────────┴──────┴───────┴─────┴───

struct MatchLayout: BitwiseCopyable {
  var header: ObjectHeader
  var pattern: Value
  var subject: Value
  /// The positions that matching was asked for.
  var position: Value
  var endPosition: Value
  /// The number of the group that ended last, or None.
  var lastIndex: Value
  /// The tuple of all spans, once somebody has asked, or *empty*.
  var spans: Value
}

struct PatternMatch: NativeObject {
  let pointer: UnsafeMutablePointer<MatchLayout>
  init(pointer: UnsafeMutablePointer<MatchLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .match }

  var pattern: CompiledPattern { CompiledPattern(pointer.pointee.pattern) }
  /// The groups and the whole match.
  var count: Int { pattern.groups + 1 }

  /// The start and the end of each group, that of the whole match first; −1 where a group has not matched.
  private var marks: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  static func make(
    _ context: Context, _ pattern: CompiledPattern, _ subject: Value, _ matcher: borrowing Matcher, from position: Int
  ) throws(Raised) -> PatternMatch {
    let groups = pattern.groups
    let match = try allocate(context, elements: (groups + 1) * 16)
    let header = match.pointer.pointee.header
    match.pointer.pointee = MatchLayout(
      header: header, pattern: pattern.value, subject: subject, position: Value(smallInt: Int64(position)),
      endPosition: Value(smallInt: Int64(matcher.end)),
      lastIndex: matcher.lastIndex == 0 ? .none : Value(smallInt: Int64(matcher.lastIndex)), spans: .empty)
    match.marks[0] = Value(smallInt: Int64(matcher.matchStart))
    match.marks[1] = Value(smallInt: Int64(matcher.matchEnd))
    for group in 0..<groups {
      let (start, end) = matcher.bounds(ofGroup: group) ?? (-1, -1)
      match.marks[2 * group + 2] = Value(smallInt: Int64(start))
      match.marks[2 * group + 3] = Value(smallInt: Int64(end))
    }
    return match
  }

  // MARK: Groups

  /// The number that a group's number or name stands for.
  @inline(__always)
  func number(_ context: Context, _ key: Value) throws(Raised) -> Int {
    if key.isSmallInt, key.smallInt >= 0, key.smallInt < Int64(count) { return Int(key.smallInt) }
    return try numberSlowly(context, key)
  }

  @inline(never)
  private func numberSlowly(_ context: Context, _ key: Value) throws(Raised) -> Int {
    var number = -1
    if PythonInt.operand(key) != nil || context.type(of: key).has(.index) {
      number = PythonInt.int64(try context.index(of: key)).map { Int($0) } ?? -1
    } else if pattern.groupIndex.count > 0 {
      let found = try pattern.groupIndex.value(context, for: key)
      if found.isSmallInt { number = Int(found.smallInt) }
    }
    if number < 0 || number >= count { throw context.raise(.indexError, "no such group") }
    return number
  }

  func start(_ number: Int) -> Value { marks[2 * number] }
  func end(_ number: Int) -> Value { marks[2 * number + 1] }

  /// What a group has matched, as a part of a subject that is no longer than it was or shorter.
  func bounds(_ number: Int, in subject: PatternSubject) -> (start: Int, end: Int)? {
    let (start, end) = (Int(start(number).smallInt), Int(end(number).smallInt))
    return start < 0 ? nil : (subject.clamp(start), subject.clamp(end))
  }

  func text(_ context: Context, _ number: Int, orElse absent: Value) throws(Raised) -> Value {
    let subject = try PatternSubject(context, pointer.pointee.subject)
    return try text(context, number, of: subject, orElse: absent)
  }

  private func text(
    _ context: Context, _ number: Int, of subject: PatternSubject, orElse absent: Value
  ) throws(Raised) -> Value {
    guard let (start, end) = bounds(number, in: subject) else { return absent }
    return try subject.slice(context, start, end)
  }

  /// `group(*groups)`
  func group(_ context: Context, _ keys: Tuple) throws(Raised) -> Value {
    switch keys.count {
    case 0: return try text(context, 0, orElse: .none)
    case 1: return try text(context, number(context, keys[0]), orElse: .none)
    default:
      let texts = try Tuple.allocate(context, count: keys.count)
      for index in 0..<keys.count {
        texts.elements[index] = try text(context, number(context, keys[index]), orElse: .none)
      }
      return texts.value
    }
  }

  /// `groups(default)`
  func groups(_ context: Context, orElse absent: Value) throws(Raised) -> Tuple {
    if count == 1 { return try Tuple.empty(context) }
    let subject = try PatternSubject(context, pointer.pointee.subject)
    let texts = try Tuple.allocate(context, count: count - 1)
    for number in 1..<count { texts.elements[number - 1] = try text(context, number, of: subject, orElse: absent) }
    return texts
  }

  /// `groupdict(default)`
  func groupDict(_ context: Context, orElse absent: Value) throws(Raised) -> Dict {
    let dict = try Dict.make(context)
    var place = 0
    while let (name, _) = pattern.groupIndex.next(&place) {
      try dict.set(context, name, to: text(context, number(context, name), orElse: absent))
    }
    return dict
  }

  func span(_ context: Context, _ number: Int) throws(Raised) -> Tuple {
    try Tuple.make(context, start(number), end(number))
  }

  /// `regs`
  func spans(_ context: Context) throws(Raised) -> Value {
    let known = load(&pointer.pointee.spans)
    if !known.isEmpty { return known }
    let spans = try Tuple.allocate(context, count: count)
    for number in 0..<count { spans.elements[number] = try span(context, number).value }
    publish(spans.value, to: &pointer.pointee.spans)
    return spans.value
  }

  /// `lastgroup`
  func lastGroup(_ context: Context) -> Value {
    let names = pattern.indexGroup
    let last = pointer.pointee.lastIndex
    return last == .none || last.smallInt >= Int64(names.count) ? .none : names[Int(last.smallInt)]
  }

  /// `expand(template)`
  func expand(_ context: Context, _ source: Value) throws(Raised) -> Value {
    let template = try ReplacementTemplate.compile(context, pattern, source)
    if template.count == 0 { return template.literal }
    let subject = try PatternSubject(context, pointer.pointee.subject)
    return try template.expand(context, subject) { (number) throws(Raised) in
      if number >= count { throw context.raise(.indexError, "no such group") }
      return bounds(number, in: subject)
    }
  }

  /// `<re.Match object; span=(0, 1), match='a'>`
  func representation(_ context: Context) throws(Raised) -> Text {
    let shown = try context.repr(text(context, 0, orElse: .none))
    var builder = try TextBuilder(context)
    try builder.append(
      context,
      Text.make(context, "<re.Match object; span=(\(start(0).smallInt), \(end(0).smallInt)), match="))
    try builder.append(context, Text.slice(context, shown, 0, min(shown.count, 50)))
    try builder.append(context, ">")
    return try builder.finish(context)
  }
}
