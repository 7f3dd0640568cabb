import CRuntime
import Runtime

// What `re` makes of a replacement such as `\1, \g<name>`: literals and the groups between them.
//
//     ┌────────┬─────────┬───────┬─────────┬───────┬─────────┬───
//     │ header │ literal │ count │ group   │ text  │ group   │ …
//     └────────┴─────────┴───────┴─────────┴───────┴─────────┴───

struct ReplacementTemplateLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// What comes first.
  var literal: Value
  /// How many groups follow, each with the literal after it.
  var count: Value
}

struct ReplacementTemplate: NativeObject {
  let pointer: UnsafeMutablePointer<ReplacementTemplateLayout>
  init(pointer: UnsafeMutablePointer<ReplacementTemplateLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .replacementTemplate }

  var literal: Value { pointer.pointee.literal }
  var count: Int { Int(pointer.pointee.count.smallInt) }

  private var items: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  /// `_sre.template(pattern, [literal, group, literal, …])`
  static func make(_ context: Context, _ pattern: Value, _ parts: Value) throws(Raised) -> ReplacementTemplate {
    guard let list = List(ifHas: parts) else { throw context.raiseArgument("template", "2", "list", parts) }
    let length = list.count
    if length % 2 == 0 { throw context.raise(.typeError, "invalid template") }
    let template = try allocate(context, elements: (length - 1) * 8)
    template.pointer.pointee.literal = list.element(0)
    template.pointer.pointee.count = Value(smallInt: Int64(length / 2))
    for index in 1..<max(1, length) {
      let part = list.element(index)
      if index % 2 == 1 {
        guard let number = PythonInt.operand(part) else { throw context.raise(.typeError, "an integer is required") }
        let group = try context.sizeArgument(number)
        if group < 0 { throw context.raise(.typeError, "invalid template") }
        template.items[index - 1] = Value(smallInt: Int64(group))
      } else {
        template.items[index - 1] = part
      }
    }
    return template
  }

  /// What `re._compile_template` makes of a replacement, which remembers the last ones.
  static func compile(_ context: Context, _ pattern: CompiledPattern, _ source: Value) throws(Raised) -> ReplacementTemplate {
    let compile = try context.attribute("_compile_template", ofModule: "re")
    var result = Value.empty
    do throws(Raised) {
      result = try context.call(compile, pattern.value, source)
    } catch {
      // It remembers replacements by their hash; what has none is handed over as what it is made of.
      guard context.isPending(.typeError), let plain = try plainCopy(context, source) else { throw error }
      _ = context.takeException()
      result = try context.call(compile, pattern.value, plain)
    }
    if let template = ReplacementTemplate(ifExactly: result) { return template }
    throw context.raise(
      .runtimeError,
      "the result of compiling a replacement string is \(context.typeName(of: result)), not Template")
  }

  /// Text or bytes of the built-in class for an object of another one.
  private static func plainCopy(_ context: Context, _ source: Value) throws(Raised) -> Value? {
    if let text = Text(ifHas: source) {
      return Text(ifExactly: source) == nil ? try Text.make(context, text.units).value : nil
    }
    if Bytes(ifExactly: source) != nil { return nil }
    guard let units = context.contiguousBytes(of: source) else { return nil }
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count)).value
  }

  /// What it makes: text, if it is one.
  var isText: Bool { Text(ifHas: literal) != nil }

  /// The parts put together, and nothing else.
  func expand(
    _ context: Context, _ subject: PatternSubject, _ bounds: (Int) throws(Raised) -> (start: Int, end: Int)?
  ) throws(Raised) -> Value {
    var result = try Substitution(context, subject, isText: isText)
    try expand(context, into: &result, bounds)
    return try result.finish(context)
  }

  /// Puts the parts together; `bounds` says what a group has matched.
  @inline(__always)
  func expand(
    _ context: Context, into result: inout Substitution,
    _ bounds: (Int) throws(Raised) -> (start: Int, end: Int)?
  ) throws(Raised) {
    try append(context, literal, to: &result)
    for index in 0..<count {
      if let (start, end) = try bounds(Int(items[2 * index].smallInt)) {
        try result.append(context, sliceFrom: start, to: end)
      }
      try append(context, items[2 * index + 1], to: &result)
    }
  }

  /// Empty literals are no pieces.
  @inline(__always)
  private func append(_ context: Context, _ literal: Value, to result: inout Substitution) throws(Raised) {
    if let text = Text(ifHas: literal), text.isEmpty { return }
    if let bytes = Bytes(ifHas: literal), bytes.count == 0 { return }
    try result.append(context, literal)
  }
}
