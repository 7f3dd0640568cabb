import Bytecode
import CRuntime

// `except*`: each clause takes its part of the group, and what is left and what clauses raised is raised together.

extension Activation {
  func splitGroup() throws(Raised) {
    let parts = frame.register(operands.a)
    let exception = frame.register(operands.b).pointee
    let wanted = frame.valueC(operands)
    try context.refuseGroupClasses(wanted)
    let (match, rest) = try context.splitGroup(exception, wanted, frame)
    parts[0] = match
    parts[1] = rest
    if match != .none { context.pointee.handledException = match }
  }

  func joinGroups() throws(Raised) {
    let exception = frame.register(operands.b).pointee
    setA(try context.joinGroups(exception, List(frame.register(operands.c).pointee)))
  }
}

extension Context {
  /// What `except*` may name: exception classes, but no groups, which would be ambiguous.
  fileprivate func refuseGroupClasses(_ wanted: Value) throws(Raised) {
    _ = try matches(Interpreter(of: self).state.pointee.memoryError, wanted)
    let group = Interpreter(of: self).type(.baseExceptionGroup)
    let tuple = try tuple(of: Tuple(ifHas: wanted) == nil ? Tuple.make(self, wanted).value : wanted)
    for index in 0..<tuple.count where Type(tuple[index]).isSubtype(of: group) {
      throw raise(.typeError, "catching ExceptionGroup with except* is not allowed. Use except instead.")
    }
  }

  /// The part that a clause takes, and the rest. An exception that is no group is taken as one of itself alone.
  fileprivate func splitGroup(
    _ exception: Value, _ wanted: Value, _ frame: FramePointer
  ) throws(Raised) -> (match: Value, rest: Value) {
    if exception == .none { return (.none, .none) }
    let group = ExceptionGroup(self, exception)
    if try matches(exception, wanted) {
      if group != nil { return (exception, .none) }
      let message = Text.empty(self).value
      let wrapper = try ExceptionGroup.make(self, message: message, Tuple.make(self, exception).value).exception
      publish(try Traceback.make(self, of: frame, next: .empty).value, to: &wrapper.pointer.pointee.traceback)
      return (wrapper.value, .none)
    }
    if group == nil { return (.none, exception) }
    let split = try getAttribute(exception, Text.interned(self, Text.make(self, "split")).value)
    let result = try call(split, wanted)
    guard let parts = Tuple(ifHas: result) else {
      throw raise(
        .typeError, "\(typeName(of: exception)).split must return a tuple, not \(typeName(of: result))")
    }
    if parts.count < 2 {
      throw raise(
        .typeError,
        "\(typeName(of: exception)).split must return a 2-tuple, got tuple of size \(parts.count)")
    }
    return (parts[0], parts[1])
  }

  /// What an `except*` statement raises in the end, or None. `raised` has what clauses raised, and what none took.
  fileprivate func joinGroups(_ exception: Value, _ raised: List) throws(Raised) -> Value {
    guard let group = ExceptionGroup(self, exception) else {
      // Only one clause can have taken it.
      return raised.count > 0 ? (0..<raised.count).lazy.map { raised.element($0) }.first { $0 != .none } ?? .none : .none
    }
    let (new, left) = (try List.make(self), try List.make(self))
    for index in 0..<raised.count {
      let part = raised.element(index)
      if part == .none { continue }
      try isPart(part, of: exception) ? appendLeaves(of: part, to: left) : new.append(self, part)
    }
    if left.count > 0 {
      let rest = try group.split(self, by: GroupMatcher(membersOf: left)).match
      if new.count == 0 { return orNone(rest) }
      if !rest.isEmpty { try new.append(self, rest) }
    }
    switch new.count {
    case 0: return .none
    case 1: return new.element(0)
    default: return try ExceptionGroup.make(self, message: Text.empty(self).value, new.value).value
    }
  }

  /// Whether a group is what a clause left of another one or raised again: then their traceback and chain are the same
  /// objects.
  private func isPart(_ part: Value, of whole: Value) -> Bool {
    guard let part = ExceptionGroup(self, part)?.exception, let whole = Exception(ifHas: whole) else { return false }
    let (left, right) = (part.pointer, whole.pointer)
    return load(&left.pointee.traceback) == load(&right.pointee.traceback)
      && load(&left.pointee.cause) == load(&right.pointee.cause)
      && load(&left.pointee.context) == load(&right.pointee.context)
  }

  private func appendLeaves(of exception: Value, to leaves: List) throws(Raised) {
    try checkNativeStack()
    guard let group = ExceptionGroup(self, exception) else { return try leaves.append(self, exception) }
    let exceptions = group.exceptions
    for index in 0..<exceptions.count { try appendLeaves(of: exceptions[index], to: leaves) }
  }
}
