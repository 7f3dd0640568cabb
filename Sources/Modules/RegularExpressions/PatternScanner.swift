import CRuntime
import Runtime

// What `finditer` goes on with: a pattern, a subject, and where the next match may begin.

struct ScannerLayout: BitwiseCopyable {
  var header: ObjectHeader
  var pattern: Value
  var subject: Value
  /// The positions that it was made with.
  var position: Value
  var endPosition: Value
  /// Where the next match may begin, and where it must not end, −1 for anywhere; None once there is none.
  var next: Value
  var forbidden: Value
  /// True while it is searching.
  var isBusy: Value
}

struct PatternScanner: NativeObject {
  let pointer: UnsafeMutablePointer<ScannerLayout>
  init(pointer: UnsafeMutablePointer<ScannerLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .scanner }

  /// The arguments are a pattern, a subject and two positions.
  static func make(
    _ context: Context, _ pattern: CompiledPattern, _ arguments: UnsafeMutablePointer<Value>
  ) throws(Raised) -> PatternScanner {
    let subject = try PatternSubject(context, arguments[1], for: pattern)
    let (start, end) = try pattern.bounds(context, subject, arguments[2], arguments[3])
    let scanner = try allocate(context)
    let header = scanner.pointer.pointee.header
    scanner.pointer.pointee = ScannerLayout(
      header: header, pattern: pattern.value, subject: subject.value, position: Value(smallInt: Int64(start)),
      endPosition: Value(smallInt: Int64(end)), next: Value(smallInt: Int64(start)), forbidden: Value(smallInt: -1),
      isBusy: .false)
    return scanner
  }

  /// The next match, None at the end.
  func find(_ context: Context, _ mode: CompiledPattern.Mode) throws(Raised) -> Value {
    if pointer.pointee.isBusy == .true {
      throw context.raise(.valueError, "regular expression scanner already executing")
    }
    let next = pointer.pointee.next
    if next == .none { return .none }
    pointer.pointee.isBusy = .true
    defer { pointer.pointee.isBusy = .false }
    let pattern = CompiledPattern(pointer.pointee.pattern)
    let subject = try PatternSubject(context, pointer.pointee.subject)
    let end = subject.clamp(Int(pointer.pointee.endPosition.smallInt))
    return try pattern.withMatcher(context, subject, end: end) { (matcher) throws(Raised) in
      matcher.forbidden = Int(pointer.pointee.forbidden.smallInt)
      let start = Int(next.smallInt)
      if try !(mode == .search ? matcher.search(from: start) : matcher.match(at: start)) {
        pointer.pointee.next = .none
        return .none
      }
      let position = Int(pointer.pointee.position.smallInt)
      let match = try PatternMatch.make(context, pattern, subject.value, matcher, from: position)
      try matcher.proceed()
      pointer.pointee.next = Value(smallInt: Int64(matcher.matchEnd))
      pointer.pointee.forbidden = Value(smallInt: Int64(matcher.forbidden))
      return match.value
    }
  }
}
