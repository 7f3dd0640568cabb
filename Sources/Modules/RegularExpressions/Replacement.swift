import CRuntime
import Runtime

/// What `sub` puts in place of matches.
enum Replacement {
  case literal(Value)
  case template(ReplacementTemplate)
  /// Called with each match.
  case function(Value)

  init(_ context: Context, _ pattern: CompiledPattern, _ value: Value) throws(Raised) {
    if context.isCallable(value) {
      self = .function(value)
    } else if Replacement.isPlain(context, value) {
      self = .literal(value)
    } else {
      let template = try ReplacementTemplate.compile(context, pattern, value)
      if template.count == 0 { self = .literal(template.literal) } else { self = .template(template) }
    }
  }

  /// Whether it stands for itself: no backslash is in it.
  private static func isPlain(_ context: Context, _ value: Value) -> Bool {
    let units = Text(ifHas: value)?.units ?? context.contiguousBytes(of: value)
    guard let units else { return false }
    return units.firstIndex(ofUnit: 0x5c) == nil
  }
}

/// The result of a substitution in the making: the pieces that CPython would join, and what it would say of one that
/// does not fit.
struct Substitution {
  private let subject: PatternSubject
  /// What it becomes: text, or else bytes.
  private let isText: Bool
  private var builder: TextBuilder
  private var pieces = 0
  /// The first piece of the wrong type, and its number.
  private var misfit = Value.empty
  private var misfitNumber = 0

  init(_ context: Context, _ subject: PatternSubject, isText: Bool) throws(Raised) {
    (self.subject, self.isText) = (subject, isText)
    builder = try TextBuilder(context)
  }

  /// A part of the subject; an empty one is no piece.
  @inline(__always)
  mutating func append(_ context: Context, sliceFrom start: Int, to end: Int) throws(Raised) {
    if start >= end { return }
    if isText != subject.isText { return try append(context, subject.slice(context, start, end)) }
    pieces += 1
    if isText {
      try builder.append(context, sliceOf: Text(subject.value), start, end)
    } else {
      try builder.append(context, bytes: subject.units.slice(start, end))
    }
  }

  /// What replaces a match; None is no piece.
  @inline(__always)
  mutating func append(_ context: Context, _ value: Value) throws(Raised) {
    if value == .none { return }
    pieces += 1
    if isText {
      if let text = Text(ifHas: value) { return try builder.append(context, text) }
    } else if let bytes = context.contiguousBytes(of: value) {
      return try builder.append(context, bytes: bytes)
    }
    if misfit.isEmpty { (misfit, misfitNumber) = (value, pieces - 1) }
  }

  /// Another piece of the wrong type makes joining fail.
  func finish(_ context: Context) throws(Raised) -> Value {
    if !misfit.isEmpty {
      throw context.raise(
        .typeError,
        "sequence item \(misfitNumber): expected \(isText ? "str instance" : "a bytes-like object"), "
          + "\(context.typeName(of: misfit)) found")
    }
    if isText { return try builder.finish(context).value }
    let units = builder.units
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count)).value
  }
}
