import Bytecode
import CRuntime

extension Activation {
  func enterHandler() {
    let state = frame.register(operands.a)
    let exception = context.pointee.pendingException
    state[0] = context.pointee.handledException.isEmpty ? .none : context.pointee.handledException
    state[1] = exception
    context.pointee.pendingException = .empty
    context.pointee.handledException = exception
  }

  func leaveHandler() {
    let before = frame.register(operands.a).pointee
    context.pointee.handledException = before == .none ? .empty : before
  }

  func `raise`() throws(Raised) {
    if operands.d == 0 {
      let handled = context.currentException
      if handled.isEmpty { throw context.raise(.runtimeError, "No active exception to reraise") }
      throw context.reraise(handled)
    }
    let exception = try context.exception(from: frame.valueA(operands), "exceptions must derive from BaseException")
    if operands.d == 2 {
      let given = frame.valueB(operands)
      let cause =
        given == .none
        ? Value.none : try context.exception(from: given, "exception causes must derive from BaseException").value
      exception.setCause(cause)
    }
    throw context.raise(exception)
  }

  func reraise() -> Raised {
    context.reraise(frame.register(operands.a).pointee)
  }

  func jumpUnlessCaught() throws(Raised) -> Outcome {
    let exception = frame.register(operands.a).pointee
    return try context.matches(exception, frame.valueB(operands)) ? .next : .jump
  }
}

extension Context {
  /// The exception that `raise value` raises: an instance, or a class, which is called.
  func exception(from value: Value, _ refusal: String) throws(Raised) -> Exception {
    if let exception = Exception(ifHas: value) { return exception }
    if let type = Type(ifHas: value), type.flags.contains(.exception) {
      if type.makesPlainExceptions(self) { return try Exception(self, of: type, args: Tuple.empty(self)) }
      let made = try call(value)
      if let exception = Exception(ifHas: made) { return exception }
      let message =
        "calling \(try reprString(value)) should have returned an instance of BaseException, not \(try reprString(self.type(of: made).value))"
      throw raise(.typeError, message)
    }
    throw raise(.typeError, refusal)
  }

  /// Whether an `except` clause for a class, or a tuple of them, catches an exception.
  func matches(_ exception: Value, _ wanted: Value) throws(Raised) -> Bool {
    if let isCaught = quickMatches(exception, wanted) { return isCaught }
    if let tuple = Tuple(ifHas: wanted) {
      for index in 0..<tuple.count { try requireExceptionClass(tuple[index]) }
      for index in 0..<tuple.count where type(of: exception).isSubtype(of: Type(tuple[index])) { return true }
      return false
    }
    try requireExceptionClass(wanted)
    return false
  }

  /// The same for one class; nil for all else.
  func quickMatches(_ exception: Value, _ wanted: Value) -> Bool? {
    guard let wanted = Type(ifHas: wanted), wanted.flags.contains(.exception) else { return nil }
    let type = type(of: exception)
    return type == wanted || type.isSubtype(of: wanted)
  }

  private func requireExceptionClass(_ value: Value) throws(Raised) {
    guard let type = Type(ifHas: value), type.flags.contains(.exception) else {
      throw raise(.typeError, "catching classes that do not inherit from BaseException is not allowed")
    }
  }
}

extension Context {
  /// The exception that is being handled: by the top frame, or, in a generator that handles none, by whoever resumed it.
  var currentException: Value {
    pointee.handledException.isEmpty ? pointee.outerException : pointee.handledException
  }
}

extension Type {
  /// Whether calling the exception class without arguments does nothing but make an instance.
  fileprivate func makesPlainExceptions(_ context: Context) -> Bool {
    let interpreter = Interpreter(of: context)
    let root = interpreter.type(Kind.exception)
    return shares(.new, with: root) && shares(.initialize, with: root)
      && context.type(of: value) == interpreter.type(.type)
  }
}

// MARK: Unwinding

/// Finds the handler of the pending exception in the frames down to the innermost that native code entered, dropping the
/// frames on the way. False where there is none: native code gets the exception.
@inline(never)
func unwind(_ context: Context) -> Bool {
  var entry = Value.empty
  while true {
    let frame = context.pointee.frame.unsafelyUnwrapped
    let isReraised = context.pointee.isReraising != 0
    if frame.isParked { frame.unpark() }
    entry = context.addTraceback(frame, callee: entry)
    if context.tracing != nil { context.reportException(in: frame, isReraised: isReraised) }
    if let handler = frame.code.handler(at: frame.currentWord) {
      context.noteCaught(frame, entry)
      frame.pointee.pc = UnsafePointer(frame.code.pointer.pointee.instructions + handler)
      if context.tracing == nil || context.reportHandled(in: frame, at: handler) { return true }
      frame.instructionPointer += 1
      continue
    }
    if context.tracing != nil { context.reportUnwinding(of: frame) }
    let flags = frame.pointee.flags
    if flags & UInt32(frameIsGenerator.rawValue) != 0 {
      context.failGenerator(frame)
    } else {
      context.leave(frame)
    }
    if flags & UInt32(frameIsEntry.rawValue) != 0 { return false }
  }
}

extension Context {
  /// A generator raised: nothing is left to resume. StopIteration must not pass for its end.
  fileprivate func failGenerator(_ frame: FramePointer) {
    let generator = Generator(frame.pointee.owner)
    generator.close(self, frame)
    let isAsync = generator.isAsyncGenerator
    if isPending(.stopIteration) || isAsync && isPending(.stopAsyncIteration) {
      let original = takeException()
      let name = isPendingName(original, .stopIteration) ? "StopIteration" : "StopAsyncIteration"
      _ = raise(.runtimeError, "\(generator.kindName) raised \(name)")
      guard let replacement = Exception(ifHas: pointee.pendingException) else { return }
      replacement.setCause(original.value)
      store(original.value, to: &replacement.pointer.pointee.context)
    }
  }

  private func isPendingName(_ exception: Exception, _ kind: ExceptionKind) -> Bool {
    type(of: exception.value).isSubtype(of: Interpreter(of: self).type(kind))
  }
}
