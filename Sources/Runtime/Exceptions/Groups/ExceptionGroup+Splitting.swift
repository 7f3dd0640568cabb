import CRuntime

/// What `split` and `subgroup` take: a class, a tuple of classes, or a function; or the exceptions themselves.
struct GroupMatcher: BitwiseCopyable {
  private enum Form { case classes, function, members }
  private let form: Form
  private let value: Value

  init(_ context: Context, _ value: Value) throws(Raised) {
    self.value = value
    if Self.isExceptionClass(value) {
      form = .classes
    } else if let tuple = Tuple(ifHas: value), (0..<tuple.count).allSatisfy({ Self.isExceptionClass(tuple[$0]) }) {
      form = .classes
    } else if Type(ifHas: value) == nil, context.type(of: value).has(.call) {
      form = .function
    } else {
      throw context.raise(
        .typeError,
        "expected an exception type, a tuple of exception types, or a callable (other than a class)")
    }
  }

  /// Matches the exceptions of a list, by identity.
  init(membersOf list: List) { (form, value) = (.members, list.value) }

  private static func isExceptionClass(_ value: Value) -> Bool {
    Type(ifHas: value)?.flags.contains(.exception) ?? false
  }

  func matches(_ context: Context, _ exception: Value) throws(Raised) -> Bool {
    switch form {
    case .classes: return try context.matches(exception, value)
    case .function: return try context.isTrue(context.call(value, exception))
    case .members:
      let list = List(value)
      return (0..<list.count).contains { list.element($0) == exception }
    }
  }
}

extension ExceptionGroup {
  /// The part of a group that matches, and the rest; each may be *empty*. A group that matches as a whole stays itself.
  func split(
    _ context: Context, by matcher: GroupMatcher, keepsRest: Bool = true
  ) throws(Raised) -> (match: Value, rest: Value) {
    try context.checkNativeStack()
    if try matcher.matches(context, value) { return (value, .empty) }
    let (matches, rests) = (try List.make(context), try List.make(context))
    let exceptions = self.exceptions
    for index in 0..<exceptions.count {
      var parts: (match: Value, rest: Value)
      if let group = ExceptionGroup(context, exceptions[index]) {
        parts = try group.split(context, by: matcher, keepsRest: keepsRest)
      } else {
        let isMatch = try matcher.matches(context, exceptions[index])
        parts = isMatch ? (exceptions[index], .empty) : (.empty, exceptions[index])
      }
      if !parts.match.isEmpty { try matches.append(context, parts.match) }
      if keepsRest, !parts.rest.isEmpty { try rests.append(context, parts.rest) }
    }
    return (try part(context, matches), try part(context, rests))
  }

  /// A group like this one of some of its exceptions: what `derive` makes, with the traceback, the chain and the notes.
  private func part(_ context: Context, _ exceptions: List) throws(Raised) -> Value {
    if exceptions.count == 0 { return .empty }
    let derive = try context.getAttribute(value, Text.interned(context, Text.make(context, "derive")).value)
    guard let group = ExceptionGroup(context, try context.call(derive, exceptions.value)) else {
      throw context.raise(.typeError, "derive must return an instance of BaseExceptionGroup")
    }
    let (own, other) = (exception.pointer, group.exception.pointer)
    publish(load(&own.pointee.traceback), to: &other.pointee.traceback)
    publish(load(&own.pointee.context), to: &other.pointee.context)
    publish(load(&own.pointee.cause), to: &other.pointee.cause)
    publish(load(&own.pointee.suppressContext), to: &other.pointee.suppressContext)
    let notes = try context.findAttribute(value, context.name(.__notes__))
    if let notes = List(ifHas: notes) {
      try context.setAttribute(group.value, context.name(.__notes__), notes.copy(context).value)
    }
    return group.value
  }
}
