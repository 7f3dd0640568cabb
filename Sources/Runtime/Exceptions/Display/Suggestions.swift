import CRuntime

/// The name that a program may have meant where an AttributeError, NameError or ImportError says that there is none.
struct Suggestions {
  let context: Context
  let exception: Exception

  /// Among more names than these nothing is looked for.
  private static var candidateLimit: Int { 750 }

  init(_ context: Context, _ exception: Exception) { (self.context, self.exception) = (context, exception) }

  func best() throws(Raised) -> String? {
    if exception.isInstance(context, .importError) {
      guard let wrong = Text(ifHas: load(exception.field(3))) else { return nil }
      let modules = Dict(Interpreter(of: context).state.pointee.modules)
      let module = try modules.value(context, for: orNone(load(exception.field(1))))
      return module.isEmpty ? nil : try closest(to: wrong, among: names(of: module, hidesPrivate: !isPrivate(wrong)))
    }
    if exception.isInstance(context, .attributeError) {
      guard let wrong = Text(ifHas: load(exception.field(0))) else { return nil }
      let object = load(exception.field(1))
      if object.isEmpty { return nil }
      let isOwn = try receiver() == object
      return try closest(to: wrong, among: names(of: object, hidesPrivate: !isOwn && !isPrivate(wrong)))
    }
    guard exception.isInstance(context, .nameError), let wrong = Text(ifHas: load(exception.field(0))) else { return nil }
    return try nameInFrame(wrong)
  }

  private func isPrivate(_ name: Text) -> Bool { name.count > 0 && name.codePoint(at: 0) == 0x5f }

  /// `dir(object)`.
  private func names(of object: Value, hidesPrivate: Bool) throws(Raised) -> List {
    let dir = try Dict(Interpreter(of: context).state.pointee.builtins).value(
      context, for: Text.interned(context, Text.make(context, "dir")).value)
    let all = try context.list(of: context.call(dir, object))
    if !hidesPrivate { return all }
    let shown = try List.make(context)
    for index in 0..<all.count {
      if let name = Text(ifHas: all.element(index)), isPrivate(name) { continue }
      try shown.append(context, all.element(index))
    }
    return shown
  }

  // MARK: The frame that raised

  private func frame() throws(Raised) -> FrameObject? {
    guard var entry = Traceback(ifExactly: load(&exception.pointer.pointee.traceback)) else { return nil }
    while let next = entry.next { entry = next }
    return try FrameObject.of(context, entry)
  }

  /// The variable `self` there, or *empty*.
  private func receiver() throws(Raised) -> Value {
    guard let frame = try frame() else { return .empty }
    let locals = try frame.locals(context)
    let name = try Text.interned(context, Text.make(context, "self")).value
    return try context.contains(locals, name) ? context.item(of: locals, name) : .empty
  }

  private func nameInFrame(_ wrong: Text) throws(Raised) -> String? {
    guard let frame = try frame() else { return nil }
    let receiver = try receiver()
    if !receiver.isEmpty, try hasAttribute(receiver, Text.interned(context, wrong).value) {
      return "self.\(context.displayString(wrong))"
    }
    let candidates = try context.list(of: frame.locals(context))
    let function = frame.function.pointer
    for namespace in [function.pointee.globals, function.pointee.builtins] {
      try context.forEach(in: namespace) { (name) throws(Raised) in
        try candidates.append(context, name)
        return true
      }
    }
    return try closest(to: wrong, among: candidates)
  }

  private func hasAttribute(_ object: Value, _ name: Value) throws(Raised) -> Bool {
    do throws(Raised) {
      return try !context.findAttribute(object, name).isEmpty
    } catch {
      context.pointee.pendingException = .empty
      return false
    }
  }

  // MARK: Choosing

  /// The first of the names that are nearest; at most a third of the characters may have to change.
  private func closest(to wrong: Text, among names: List) throws(Raised) -> String? {
    try Self.closest(context, to: wrong, among: names)
  }

  fileprivate static func closest(
    _ context: Context, to wrong: Text, among names: List
  ) throws(Raised) -> String? {
    if names.count >= candidateLimit { return nil }
    let wanted = Array(String(wrong).utf8)
    var (best, bestDistance): (Text?, Int) = (nil, .max)
    for index in 0..<names.count {
      guard let name = Text(ifHas: names.element(index)) else { continue }
      let bytes = Array(String(name).utf8)
      if bytes == wanted { continue }
      let limit = min((bytes.count + wanted.count + 3) * EditDistance.moveCost / 6, bestDistance - 1)
      let distance = EditDistance.between(wanted, bytes, limit: limit)
      if distance <= limit { (best, bestDistance) = (name, distance) }
    }
    return best.map { context.displayString($0) }
  }
}

extension Context {
  /// The name among some that a wrong one may have been meant for.
  public func suggestion(for wrong: Text, among names: List) throws(Raised) -> String? {
    try Suggestions.closest(self, to: wrong, among: names)
  }

  /// A keyword that a function has no parameter for; the names of those that it has may hold the one that was meant.
  func raiseUnexpectedKeyword(_ function: String, _ keyword: Text, among names: List) -> Raised {
    do throws(Raised) {
      let hint = try suggestion(for: keyword, among: names).map { ". Did you mean '\($0)'?" } ?? ""
      return raise(.typeError, "\(function)() got an unexpected keyword argument '\(String(keyword))'\(hint)")
    } catch {
      return error
    }
  }
}
