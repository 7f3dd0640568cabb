import Bytecode
import CRuntime

// The objects that drive a coroutine or an async generator: what `agen.asend(x)`, `agen.athrow(e)`, `agen.aclose()`,
// `anext(i, default)` and `coroutine.__await__()` give. They share a layout; the header's flags say which one it is.

public enum AwaitableForm: UInt8, Sendable {
  /// `agen.asend(argument)`; `__anext__` sends None.
  case asend
  /// `agen.athrow(…)`; `aclose()` where there is nothing to throw.
  case athrow
  /// `coroutine.__await__()`.
  case coroutineWrapper
  /// `anext(iterator, argument)`.
  case anext
}

public struct AwaitableLayout: BitwiseCopyable {
  var header: ObjectHeader
  var state: UInt64
  /// The generator, or what is awaited.
  var target: Value
  /// What is sent first; of `athrow` the three arguments; of `anext` the default.
  var argument: Value
  var argument2: Value
  var argument3: Value
}

public struct Awaitable: ObjectReference {
  public let pointer: UnsafeMutablePointer<AwaitableLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<AwaitableLayout>) { self.pointer = pointer }
  public static var kind: Kind { .awaitable }
  static var traceRule: TraceRule { .words(from: 16) }

  enum State: UInt64 { case created, begun, closed }

  var form: AwaitableForm { AwaitableForm(rawValue: pointer.pointee.header.flags).unsafelyUnwrapped }
  var state: State {
    get { State(rawValue: pointer.pointee.state).unsafelyUnwrapped }
    nonmutating set { pointer.pointee.state = newValue.rawValue }
  }
  var target: Value { pointer.pointee.target }
  var generator: Generator { Generator(pointer.pointee.target) }
  var thrown: ThrownArguments {
    ThrownArguments(
      type: pointer.pointee.argument, value: pointer.pointee.argument2, traceback: pointer.pointee.argument3)
  }

  static func make(
    _ context: Context, _ form: AwaitableForm, _ target: Value, _ argument: Value = .empty,
    _ argument2: Value = .empty, _ argument3: Value = .empty
  ) throws(Raised) -> Awaitable {
    let cell = try context.allocate(MemoryLayout<AwaitableLayout>.size, .plain)
    let awaitable = Awaitable(pointer: cell.assumingMemoryBound(to: AwaitableLayout.self))
    awaitable.pointer.pointee = AwaitableLayout(
      header: ObjectHeader(
        shape: BuiltinShape.awaitable(form), kind: kind.rawValue, flags: form.rawValue, lock: 0, gc: 0),
      state: State.created.rawValue, target: target, argument: argument, argument2: argument2, argument3: argument3)
    return awaitable
  }

  // MARK: Driving

  func send(_ context: Context, _ value: Value) throws(Raised) -> ResumedStep {
    switch form {
    case .asend: return try sendToGenerator(context, value)
    case .athrow: return try throwFirst(context, value)
    case .coroutineWrapper: return try context.send(value, to: target)
    case .anext:
      return try orDefault(context) { () throws(Raised) in try context.send(value, to: awaited(context)) }
    }
  }

  func throwInto(_ context: Context, _ thrown: ThrownArguments) throws(Raised) -> ResumedStep {
    switch form {
    case .asend, .athrow: return try throwIntoGenerator(context, thrown)
    case .coroutineWrapper: return try context.throwInto(iterator: target, thrown)
    case .anext:
      return try orDefault(context) { () throws(Raised) in
        try context.throwInto(iterator: awaited(context), thrown)
      }
    }
  }

  func close(_ context: Context) throws(Raised) {
    switch form {
    case .asend, .athrow: try closeStep(context)
    case .coroutineWrapper: try context.closeIterator(target)
    case .anext: try context.closeIterator(awaited(context))
    }
  }

  /// The iterator behind what `__anext__` gave.
  private func awaited(_ context: Context) throws(Raised) -> Value {
    if state == .created {
      publish(try context.awaitIterator(of: target, .expression), to: &pointer.pointee.target)
      state = .begun
    }
    return target
  }

  /// StopAsyncIteration ends with the default.
  private func orDefault(
    _ context: Context, _ body: () throws(Raised) -> ResumedStep
  ) throws(Raised) -> ResumedStep {
    do throws(Raised) {
      return try body()
    } catch {
      if !context.isPending(.stopAsyncIteration) { throw error }
      context.pointee.pendingException = .empty
      return ResumedStep(value: pointer.pointee.argument, isDone: true)
    }
  }
}
