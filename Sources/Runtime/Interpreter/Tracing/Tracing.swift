import Bytecode
import CRuntime

// What `sys.settrace` and `sys.setprofile` ask for. While a thread has such a function, all its handlers are one, which
// reports what an instruction is about to do and then does it the general way; without one, nothing of this is seen.
//
// Which frame was reported last tells a call from going on: a frame above it is new, or a generator's that was resumed.

/// What a thread that is traced remembers; in raw memory of its own, since threads seldom are.
struct TraceState {
  /// The functions, or *empty*.
  var traceFunction = Value.empty
  var profileFunction = Value.empty
  /// The frame whose instructions are being reported.
  var frame: FramePointer?
  /// A trace function runs: nothing is reported.
  var isBusy = false
}

enum TraceEvent: String, CaseIterable {
  case call, line, `return`, exception, opcode
  case nativeCall = "c_call"
  case nativeReturn = "c_return"
  case nativeException = "c_exception"
}

extension Context {
  /// Nil for a thread that was never traced.
  var tracing: UnsafeMutablePointer<TraceState>? {
    pointee.tracing?.assumingMemoryBound(to: TraceState.self)
  }

  /// Whether events are reported now.
  var reportsEvents: Bool { tracing.map { !$0.pointee.isBusy } ?? false }

  private func requireTracing() -> UnsafeMutablePointer<TraceState> {
    if let tracing { return tracing }
    let state = UnsafeMutablePointer<TraceState>.allocate(capacity: 1)
    state.initialize(to: TraceState())
    pointee.tracing = UnsafeMutableRawPointer(state)
    return state
  }

  /// `sys.settrace(function)`; *empty* for none.
  func setTraceFunction(_ function: Value) {
    if function.isEmpty, tracing == nil { return }
    requireTracing().pointee.traceFunction = function
    tracingChanged()
  }

  /// `sys.setprofile(function)`.
  func setProfileFunction(_ function: Value) {
    if function.isEmpty, tracing == nil { return }
    requireTracing().pointee.profileFunction = function
    tracingChanged()
  }

  /// Frees what the thread remembers of being traced.
  func endTracing() {
    guard let tracing else { return }
    tracing.deinitialize(count: 1)
    tracing.deallocate()
    pointee.tracing = nil
  }

  private func tracingChanged() {
    guard let tracing else { return }
    if tracing.pointee.traceFunction.isEmpty, tracing.pointee.profileFunction.isEmpty {
      endTracing()
      return Machine.installHandlers(self)
    }
    // What is running is not reported as a call.
    tracing.pointee.frame = pointee.frame
    Machine.installTracing(self)
  }
}

// MARK: Reporting

extension Context {
  /// Runs a trace function: its result; *empty* where there is nothing to ask.
  private func report(
    _ event: TraceEvent, _ argument: Value, of frame: FramePointer, to function: Value
  ) throws(Raised) -> Value {
    guard !function.isEmpty, let tracing else { return .empty }
    let object = try FrameObject.of(self, frame)
    tracing.pointee.isBusy = true
    let name = try Text.interned(self, Text.make(self, event.rawValue)).value
    defer {
      if let tracing = self.tracing {
        tracing.pointee.isBusy = false
        tracing.pointee.frame = frame
      }
    }
    do throws(Raised) {
      return try call(function, object.value, name, argument)
    } catch {
      // One that raises is not asked again.
      let pending = pointee.pendingException
      if tracing.pointee.traceFunction == function || function == object.pointer.pointee.trace {
        publish(.empty, to: &object.pointer.pointee.trace)
        setTraceFunction(.empty)
      } else {
        setProfileFunction(.empty)
      }
      pointee.pendingException = pending
      throw error
    }
  }

  /// An event that the frame's own trace function hears of; what that gives takes its place.
  private func reportLocally(_ event: TraceEvent, _ argument: Value, of frame: FramePointer) throws(Raised) {
    guard let tracing, !tracing.pointee.traceFunction.isEmpty, let object = FrameObject(ifExactly: frame.pointee.object)
    else { return }
    let result = try report(event, argument, of: frame, to: load(&object.pointer.pointee.trace))
    if !result.isEmpty, result != .none { publish(result, to: &object.pointer.pointee.trace) }
  }

  private func profile(_ event: TraceEvent, _ argument: Value, of frame: FramePointer) throws(Raised) {
    guard let tracing else { return }
    _ = try report(event, argument, of: frame, to: tracing.pointee.profileFunction)
  }

  private func reportCall(of frame: FramePointer) throws(Raised) {
    guard let tracing else { return }
    let traced = try report(.call, .none, of: frame, to: tracing.pointee.traceFunction)
    if !traced.isEmpty, traced != .none, let object = FrameObject(ifExactly: frame.pointee.object) {
      publish(traced, to: &object.pointer.pointee.trace)
    }
    try profile(.call, .none, of: frame)
  }

  fileprivate func reportReturn(_ value: Value, of frame: FramePointer) throws(Raised) {
    try reportLocally(.return, value, of: frame)
    try profile(.return, value, of: frame)
  }

  /// What the instruction before the frame's `pc` is about to do.
  fileprivate func reportInstruction(_ frame: FramePointer, _ opcode: Opcode) throws(Raised) {
    guard let tracing else { return }
    let code = frame.code
    let flags = CodeFlags(rawValue: code.pointer.pointee.flags)
    let isMaking = !flags.isDisjoint(with: [.generator, .coroutine, .asyncGenerator])
      && frame.pointee.flags & UInt32(frameIsGenerator.rawValue) == 0
    // A generator function's frame only makes the generator.
    if isMaking { return }
    let word = frame.currentWord
    if tracing.pointee.frame != frame {
      let isNew = tracing.pointee.frame.map { frame > $0 } ?? true
      tracing.pointee.frame = frame
      if isNew { try enter(frame, word) }
    }
    guard let object = FrameObject(ifExactly: frame.pointee.object), !object.pointer.pointee.trace.isEmpty else { return }
    let positions = code.portable.positions
    let (line, last) = (positions[word].line, object.pointer)
    let previous = Int(last.pointee.tracedWord)
    last.pointee.tracedWord = Int64(word)
    // A jump back says nothing: the condition that it leads to does.
    if line >= 0, last.pointee.tracesLines, opcode != .loop {
      let begins = word == 0 || positions[word - 1].line != line
      // The head of a loop over items stands at its end; who comes from its body has come back to its line.
      let repeats = opcode == .forNext && previous >= frame.code.portable.decode(at: word)?.target ?? .max
      if line != last.pointee.tracedLine || begins && word <= previous || repeats {
        last.pointee.tracedLine = line
        try reportLocally(.line, .none, of: frame)
      }
    }
    if last.pointee.tracesOpcodes { try reportLocally(.opcode, .none, of: frame) }
  }

  /// A new frame, or one that was resumed. Before its first instruction a frame stands at its definition, and one that
  /// is resumed where it was suspended.
  private func enter(_ frame: FramePointer, _ word: Int) throws(Raised) {
    let start = UnsafePointer(frame.code.pointer.pointee.instructions)
    let pc = frame.pointee.pc.unsafelyUnwrapped
    let isAtStart = word == 0 || InstructionWord(bits: start[word - 1]).trustedOpcode == .startGenerator
    frame.pointee.pc = isAtStart ? start : pc - 1
    defer { frame.pointee.pc = pc }
    try reportCall(of: frame)
  }

  /// The frames that a `yield` puts aside, the innermost first.
  fileprivate func reportYield(_ value: Value, of frame: FramePointer) throws(Raised) {
    var frame = frame
    while true {
      try reportReturn(value, of: frame)
      if frame.pointee.flags & UInt32(frameIsDelegated.rawValue) == 0 { break }
      frame -= 1
    }
    tracing?.pointee.frame = frame - 1
  }

  /// A generator that another delegates to ends: to that one it is a StopIteration.
  fileprivate func reportDelegateEnd(_ value: Value, to frame: FramePointer) throws(Raised) {
    if FrameObject(ifExactly: frame.pointee.object) == nil { return }
    let stop = try Exception(
      self, .stopIteration, args: value == .none ? Tuple.empty(self) : Tuple.make(self, value))
    let row = try Tuple.make(self, type(of: stop.value).value, stop.value, .none)
    try reportLocally(.exception, row.value, of: frame)
  }

  fileprivate func reportNativeCall(_ event: TraceEvent, _ callee: Value, of frame: FramePointer) throws(Raised) {
    guard let tracing, !tracing.pointee.profileFunction.isEmpty else { return }
    try profile(event, callee, of: frame)
  }

  // MARK: Exceptions

  /// An exception has reached a frame.
  func reportException(in frame: FramePointer) {
    guard reportsEvents, let exception = Exception(ifHas: pointee.pendingException) else { return }
    pointee.pendingException = .empty
    do throws(Raised) {
      let traceback = orNone(load(&exception.pointer.pointee.traceback))
      let row = try Tuple.make(self, type(of: exception.value).value, exception.value, traceback)
      try reportLocally(.exception, row.value, of: frame)
      pointee.pendingException = exception.value
    } catch {
      // What the trace function raised is what goes on.
    }
  }

  /// A frame ends by an exception.
  func reportUnwinding(of frame: FramePointer) {
    guard reportsEvents else { return }
    let pending = pointee.pendingException
    pointee.pendingException = .empty
    do throws(Raised) {
      try reportReturn(.none, of: frame)
      pointee.pendingException = pending
    } catch {
      // As above.
    }
    tracing?.pointee.frame = frame - 1
  }
}

// MARK: The handler of all instructions

extension Machine {
  static func installTracing(_ context: Context) {
    HandlerTable(context_handlers(context)).setAll { context, frame, pc, _, _, bits in
      frame.pointee.pc = pc
      return performTraced(context, frame, InstructionWord(bits: bits))
    }
  }
}

@inline(never)
private func performTraced(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  guard context.reportsEvents else { return goGenerally(context, frame, word) }
  var operands = Operands(word)
  var opcode = word.trustedOpcode
  if opcode == .extend {
    let extended = InstructionWord(bits: frame.pointee.pc.unsafelyUnwrapped.pointee)
    (opcode, operands) = (extended.trustedOpcode, Operands(prefix: word, extended))
  }
  do throws(Raised) {
    try context.reportInstruction(frame, opcode)
    switch opcode {
    case .return where frame.pointee.flags & UInt32(frameIsGenerator.rawValue) != 0 || !frame.code.makesGenerator:
      try context.reportReturn(frame.valueA(operands), of: frame)
      context.tracing?.pointee.frame = frame - 1
      if frame.pointee.flags & UInt32(frameIsDelegated.rawValue) != 0 {
        try context.reportDelegateEnd(frame.valueA(operands), to: frame - 1)
      }
    case .yield: try context.reportYield(frame.valueB(operands), of: frame)
    case .call, .callMethod:
      if let callee = context.nativeCallee(frame, opcode, operands) {
        return performNativeCall(context, frame, word, callee)
      }
    default: break
    }
  } catch {
    return raise(context)
  }
  return goGenerally(context, frame, word)
}

/// A call of a native function, which only profilers hear of.
private func performNativeCall(
  _ context: Context, _ frame: FramePointer, _ word: InstructionWord, _ callee: Value
) -> Value {
  do throws(Raised) {
    try context.reportNativeCall(.nativeCall, callee, of: frame)
    do throws(Raised) {
      _ = try perform(context, frame, word)
    } catch {
      let pending = context.pointee.pendingException
      context.pointee.pendingException = .empty
      try context.reportNativeCall(.nativeException, callee, of: frame)
      context.pointee.pendingException = pending
      throw error
    }
    try context.reportNativeCall(.nativeReturn, callee, of: frame)
  } catch {
    return raise(context)
  }
  return Machine.resumed(context)
}

extension Context {
  /// The native function that a call is about to call, bound to its receiver; nil for any other callee.
  fileprivate func nativeCallee(_ frame: FramePointer, _ opcode: Opcode, _ operands: Operands) -> Value? {
    guard let tracing, !tracing.pointee.profileFunction.isEmpty else { return nil }
    let window = frame.register(operands.b)
    guard let native = NativeFunction(ifExactly: window.pointee) else { return nil }
    if opcode == .callMethod, !window[1].isEmpty {
      return try? bind(native.value, to: window[1], of: type(of: window[1]))
    }
    return native.value
  }
}

extension Code {
  /// Whether calling the function makes a generator or coroutine.
  fileprivate var makesGenerator: Bool {
    !CodeFlags(rawValue: pointer.pointee.flags).isDisjoint(with: [.generator, .coroutine, .asyncGenerator])
  }
}
