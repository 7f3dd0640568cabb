import Bytecode
import CRuntime

// What `sys.settrace` and `sys.setprofile` ask for. While a thread has such a function, or any tool monitors the program
// (`Monitoring.swift`), all its handlers are one, which reports what an instruction is about to do and then does it the
// general way; without one, nothing of this is seen.
//
// Which frame was reported last tells a call from going on: a frame above it is new, or a generator's that was resumed.

/// What a thread that is traced remembers, and what else a thread seldom has of its own; in memory of its own.
struct TraceState {
  /// The functions, or *empty*.
  var traceFunction = Value.empty
  var profileFunction = Value.empty
  /// The frame whose instructions are being reported.
  var frame: FramePointer?
  /// A trace function or a tool's callback runs: nothing is reported.
  var isBusy = false
  /// Whether what runs may send its frame elsewhere.
  var jumping = JumpPermission.none
  /// Whether the last instruction that monitoring has seen was a jump forwards.
  var monitoredJump = false
  /// The frame and word of the instruction with a line that monitoring has seen last.
  var monitoredFrame: FramePointer?
  var monitoredWord = 0

  /// The hooks of async generators, or *empty*, and how many callers coroutines remember that they were made by.
  var asyncFirst = Value.empty
  var asyncFinalizer = Value.empty
  var originDepth: Int64 = 0

  var hasFunction: Bool { !traceFunction.isEmpty || !profileFunction.isEmpty }
}

enum TraceEvent: String, CaseIterable {
  case call, line, `return`, exception, opcode
  case nativeCall = "c_call"
  case nativeReturn = "c_return"
  case nativeException = "c_exception"
}

extension Context {
  /// Nil for a thread that was never traced or monitored.
  var tracing: UnsafeMutablePointer<TraceState>? {
    pointee.tracing?.assumingMemoryBound(to: TraceState.self)
  }

  /// Whether events are reported now.
  var reportsEvents: Bool { tracing.map { !$0.pointee.isBusy } ?? false }

  /// Whether every instruction is looked at by a function of the thread or by the program's monitoring.
  @inline(__always)
  var isTraced: Bool { monitoring.pointee.isActive || (tracing.map { $0.pointee.hasFunction } ?? false) }

  func requireTracing() -> UnsafeMutablePointer<TraceState> {
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
    // What is running is not reported as a call.
    tracing.pointee.frame = pointee.frame
    installHandlers(isMonitored: monitoring.pointee.isActive)
  }

  /// Gives the thread the handlers that its functions and the program's monitoring need.
  func installHandlers(isMonitored: Bool) {
    if isMonitored {
      let state = requireTracing()
      state.pointee.monitoredFrame = nil
      // What is running does not begin now.
      if let frame = callingFrame {
        state.pointee.monitoredFrame = frame
        state.pointee.monitoredWord = frame.currentWord
      }
      return Machine.installTracing(self)
    }
    if tracing != nil { installHandlers() }
  }

  /// Gives the thread its handlers again, after it had others for a time.
  func installHandlers() { isTraced ? Machine.installTracing(self) : Machine.installHandlers(self) }
}

// MARK: Reporting

extension Context {
  /// Runs a trace function: its result; *empty* where there is nothing to ask.
  private func report(
    _ event: TraceEvent, _ argument: Value, of frame: FramePointer, to function: Value, jumping: JumpPermission
  ) throws(Raised) -> Value {
    guard !function.isEmpty, let tracing else { return .empty }
    let object = try FrameObject.of(self, frame)
    tracing.pointee.isBusy = true
    tracing.pointee.jumping = jumping
    let name = try Text.interned(self, Text.make(self, event.rawValue)).value
    defer {
      if let tracing = self.tracing {
        tracing.pointee.isBusy = false
        tracing.pointee.jumping = .none
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
  private func reportLocally(
    _ event: TraceEvent, _ argument: Value, of frame: FramePointer, jumping: JumpPermission = .refused
  ) throws(Raised) {
    guard let tracing, !tracing.pointee.traceFunction.isEmpty, let object = FrameObject(ifExactly: frame.pointee.object)
    else { return }
    let result = try report(event, argument, of: frame, to: load(&object.pointer.pointee.trace), jumping: jumping)
    if !result.isEmpty, result != .none { publish(result, to: &object.pointer.pointee.trace) }
  }

  private func profile(_ event: TraceEvent, _ argument: Value, of frame: FramePointer) throws(Raised) {
    guard let tracing else { return }
    _ = try report(event, argument, of: frame, to: tracing.pointee.profileFunction, jumping: .refused)
  }

  private func reportCall(of frame: FramePointer, jumping: JumpPermission) throws(Raised) {
    guard let tracing else { return }
    let traced = try report(.call, .none, of: frame, to: tracing.pointee.traceFunction, jumping: jumping)
    if !traced.isEmpty, traced != .none, let object = FrameObject(ifExactly: frame.pointee.object) {
      publish(traced, to: &object.pointer.pointee.trace)
    }
    try profile(.call, .none, of: frame)
  }

  fileprivate func reportReturn(
    _ value: Value, of frame: FramePointer, jumping: JumpPermission = .refused
  ) throws(Raised) {
    try reportLocally(.return, value, of: frame, jumping: jumping)
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
    let lines = code.monitoring.pointee.lines
    let (line, last) = (lines[word], object.pointer)
    let previous = Int(last.pointee.tracedWord)
    last.pointee.tracedWord = Int64(word)
    if line >= 0, last.pointee.tracesLines {
      let begins = word == 0 || lines[word - 1] != line
      // The head of a loop over items stands at its end; who comes from its body has come back to its line.
      let repeats = opcode == .forNext && previous >= frame.code.portable.decode(at: word)?.target ?? .max
      // Tracing that begins in the middle of a line has not missed the line.
      let isKnown = last.pointee.tracedLine >= 0 || begins
      if line != last.pointee.tracedLine || begins && word <= previous || repeats {
        last.pointee.tracedLine = line
        if isKnown { try reportLocally(.line, .none, of: frame, jumping: .granted) }
      }
    }
    if last.pointee.tracesOpcodes { try reportLocally(.opcode, .none, of: frame, jumping: .granted) }
  }

  /// A new frame, or one that was resumed. Before its first instruction a frame stands at its definition, and one that
  /// is resumed where it was suspended.
  private func enter(_ frame: FramePointer, _ word: Int) throws(Raised) {
    let start = UnsafePointer(frame.code.pointer.pointee.instructions)
    let pc = frame.pointee.pc.unsafelyUnwrapped
    let isAtStart = word == 0 || InstructionWord(bits: start[word - 1]).trustedOpcode == .startGenerator
    frame.pointee.pc = isAtStart ? start : pc - 1
    defer { frame.pointee.pc = pc }
    try reportCall(of: frame, jumping: isAtStart ? .beforeBeginning : .refused)
  }

  /// The frames that a `yield` puts aside, the innermost first.
  func reportYield(_ value: Value, of frame: FramePointer) throws(Raised) {
    guard reportsEvents else { return }
    if monitoring.pointee.isActive { try monitorYield(value, of: frame) }
    guard let tracing, tracing.pointee.hasFunction else { return }
    var frame = frame
    while true {
      try reportReturn(value, of: frame, jumping: .granted)
      if frame.pointee.flags & UInt32(frameIsDelegated.rawValue) == 0 { break }
      frame -= 1
    }
    self.tracing?.pointee.frame = frame - 1
  }

  /// A generator that another delegates to ends: to that one it is a StopIteration.
  func reportDelegateEnd(_ value: Value, to frame: FramePointer) throws(Raised) {
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

  /// An exception has reached a frame; `isReraised` where that is the one that raised it again.
  func reportException(in frame: FramePointer, isReraised: Bool) {
    guard reportsEvents else { return }
    if monitoring.pointee.isActive {
      _ = monitorException(isReraised ? .reraise : .raise, at: frame.currentWord, of: frame.code)
    }
    guard !isReraised, let tracing, tracing.pointee.hasFunction, let exception = Exception(ifHas: pointee.pendingException)
    else { return }
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

  /// A handler in the frame catches the pending exception. False where a tool's callback raised another in its place.
  func reportHandled(in frame: FramePointer, at handler: Int) -> Bool {
    guard reportsEvents, monitoring.pointee.isActive else { return true }
    noteMonitoredReturn()
    return monitorException(.exceptionHandled, at: handler, of: frame.code)
  }

  /// A frame ends by an exception.
  func reportUnwinding(of frame: FramePointer) {
    guard reportsEvents else { return }
    if monitoring.pointee.isActive { _ = monitorException(.pyUnwind, at: frame.currentWord, of: frame.code) }
    guard let tracing, tracing.pointee.hasFunction else { return }
    let pending = pointee.pendingException
    pointee.pendingException = .empty
    do throws(Raised) {
      try reportReturn(.none, of: frame)
      pointee.pendingException = pending
    } catch {
      // As above.
    }
    self.tracing?.pointee.frame = frame - 1
  }

  /// An exception is about to be raised where a generator stands.
  func reportThrow(in frame: FramePointer) {
    guard reportsEvents, monitoring.pointee.isActive else { return }
    noteMonitoredReturn()
    _ = monitorException(.pyThrow, at: frame.currentWord, of: frame.code)
  }
}

// MARK: The handler of all instructions

extension Machine {
  static func installTracing(_ context: Context) {
    context.pointee.recording = 0
    HandlerTable(context_handlers(context)).setAll { context, frame, pc, _, _, bits in
      frame.pointee.pc = pc
      return performTraced(context, frame, InstructionWord(bits: bits))
    }
  }
}

/// How to go on after an instruction of which was told.
private enum TracedStep {
  /// It is yet to be done.
  case perform
  case resume, jump, raise
  case leave(Value)
}

/// Nothing but the last calls, each of which is a jump for that reason: a loop would fill the native stack otherwise.
@inline(never)
private func performTraced(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  switch tell(context, frame, word) {
  case .perform: goGenerally(context, frame, word)
  case .resume: Machine.resumed(context)
  case .jump: Machine(context).jump(word)
  case .raise: raise(context)
  case .leave(let value): value
  }
}

@inline(never)
private func tell(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> TracedStep {
  guard context.reportsEvents, word.trustedOpcode != .enterCompiled else { return .perform }
  var operands = Operands(word)
  var opcode = word.trustedOpcode
  if opcode == .extend {
    let extended = InstructionWord(bits: frame.pointee.pc.unsafelyUnwrapped.pointee)
    (opcode, operands) = (extended.trustedOpcode, Operands(prefix: word, extended))
  }
  do throws(Raised) {
    if context.monitoring.pointee.isActive {
      let place = frame.pointee.pc
      try context.monitor(frame, opcode, operands)
      // A callback may have sent the frame to another line.
      if frame.pointee.pc != place { return .resume }
    }
    if let tracing = context.tracing, tracing.pointee.hasFunction {
      let place = frame.pointee.pc
      try context.reportInstruction(frame, opcode)
      if frame.pointee.pc != place { return .resume }
      if opcode == .return, frame.pointee.flags & UInt32(frameIsGenerator.rawValue) != 0 || !frame.code.makesGenerator {
        try context.reportReturn(frame.valueA(operands), of: frame)
        context.tracing?.pointee.frame = frame - 1
        if frame.pointee.flags & UInt32(frameIsDelegated.rawValue) != 0 {
          try context.reportDelegateEnd(frame.valueA(operands), to: frame - 1)
        }
      }
    }
    if opcode == .yield {
      let place = frame.pointee.pc
      try context.reportYield(frame.valueB(operands), of: frame)
      if frame.pointee.pc != place { return .resume }
    }
    if let callee = try context.reportCall(frame, opcode, operands) {
      return performNativeCall(context, frame, opcode, operands, word, callee)
    }
    if opcode.branches { return performBranch(context, frame, opcode, word) }
    if opcode == .return || opcode == .yield {
      return performSuspension(context, frame, opcode, word)
    }
  } catch {
    return .raise
  }
  return .perform
}

/// A jump that may go either way.
private func performBranch(
  _ context: Context, _ frame: FramePointer, _ opcode: Opcode, _ word: InstructionWord
) -> TracedStep {
  let (place, code) = (frame.currentWord, frame.code)
  do throws(Raised) {
    switch try perform(context, frame, word) {
    case .next:
      try context.monitorBranch(opcode, at: place, of: code, jumped: false)
      return .resume
    case .jump:
      try context.monitorBranch(opcode, at: place, of: code, jumped: true)
      return .jump
    // A generator was resumed for its next item.
    case .frameChanged: return .resume
    case .returned(let value): return .leave(value)
    }
  } catch {
    return .raise
  }
}

/// A frame returns or yields. Where a loop over a generator has resumed it, the loop's instruction branches here.
private func performSuspension(
  _ context: Context, _ frame: FramePointer, _ opcode: Opcode, _ word: InstructionWord
) -> TracedStep {
  var resumed = frame
  if opcode == .yield { while resumed.pointee.flags & UInt32(frameIsDelegated.rawValue) != 0 { resumed -= 1 } }
  let loop = resumed - 1
  let isIterated = resumed.pointee.flags & UInt32(frameIsIterated.rawValue) != 0
  let place = isIterated ? loop.currentInstruction : 0
  do throws(Raised) {
    let outcome = try perform(context, frame, word)
    context.noteMonitoredReturn()
    if case .returned(let value) = outcome { return .leave(value) }
    if isIterated { try context.monitorBranch(.forNext, at: place, of: loop.code, jumped: opcode == .yield) }
  } catch {
    return .raise
  }
  return .resume
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// The index of the word at which the instruction being executed begins: its prefix, if it has one.
  fileprivate var currentInstruction: Int {
    let word = currentWord
    return word > 0 && code.portable.instructions[word - 1].opcode == .extend ? word - 1 : word
  }
}

/// A call of a native function, of which profilers and tools hear before and after.
private func performNativeCall(
  _ context: Context, _ frame: FramePointer, _ opcode: Opcode, _ operands: Operands, _ word: InstructionWord,
  _ callee: NativeCallee
) -> TracedStep {
  let (place, code) = (frame.currentWord, frame.code)
  do throws(Raised) {
    if let profiled = callee.profiled { try context.reportNativeCall(.nativeCall, profiled, of: frame) }
    do throws(Raised) {
      if callee.monitored.isEmpty {
        _ = try perform(context, frame, word)
      } else {
        try context.callNatively(frame, opcode, operands, word)
      }
    } catch {
      let pending = context.pointee.pendingException
      context.pointee.pendingException = .empty
      if let profiled = callee.profiled { try context.reportNativeCall(.nativeException, profiled, of: frame) }
      if !callee.monitored.isEmpty {
        try context.fire(.cRaise, at: place, of: code, callee.monitored, callee.first, instead: .call)
      }
      context.pointee.pendingException = pending
      throw error
    }
    context.noteMonitoredReturn()
    if let profiled = callee.profiled { try context.reportNativeCall(.nativeReturn, profiled, of: frame) }
    if !callee.monitored.isEmpty {
      try context.fire(.cReturn, at: place, of: code, callee.monitored, callee.first, instead: .call)
    }
  } catch {
    return .raise
  }
  return .resume
}

/// What is told of a call that is not of a Python function.
private struct NativeCallee: BitwiseCopyable {
  /// The native function, bound to its receiver, that profilers hear of; nil for any other callee.
  var profiled: Value?
  /// The callee and first argument that tools hear of, or *empty*.
  var monitored: Value
  var first: Value
}

extension Context {
  /// Tells tools of a call. What it is about to call, where somebody hears of its end, too.
  fileprivate func reportCall(
    _ frame: FramePointer, _ opcode: Opcode, _ operands: Operands
  ) throws(Raised) -> NativeCallee? {
    var callee = NativeCallee(profiled: profiledCallee(frame, opcode, operands), monitored: .empty, first: .empty)
    if isMonitored(.call, in: frame.code), let call = try monitoredCall(frame, opcode, operands) {
      try fire(.call, at: frame.currentWord, of: frame.code, call.callee, call.first)
      if Function(ifExactly: call.callee) == nil { (callee.monitored, callee.first) = call }
    }
    return callee.profiled == nil && callee.monitored.isEmpty ? nil : callee
  }

  private func profiledCallee(_ frame: FramePointer, _ opcode: Opcode, _ operands: Operands) -> Value? {
    guard let tracing, !tracing.pointee.profileFunction.isEmpty, opcode == .call || opcode == .callMethod else { return nil }
    let window = frame.register(operands.b)
    guard let native = NativeFunction(ifExactly: window.pointee) else { return nil }
    if opcode == .callMethod, !window[1].isEmpty {
      return try? bind(native.value, to: window[1], of: type(of: window[1]))
    }
    return native.value
  }

  /// Makes a call to its end, also that of a class whose `__init__` is a Python function.
  fileprivate func callNatively(
    _ frame: FramePointer, _ opcode: Opcode, _ operands: Operands, _ word: InstructionWord
  ) throws(Raised) {
    let window = frame.register(operands.b)
    let isMethod = opcode == .callMethod || opcode == .callMethodKeywords
    guard isMethod || opcode == .call || opcode == .callKeywords || opcode == .callClass else {
      _ = try perform(self, frame, word)
      return
    }
    if word.trustedOpcode == .extend { frame.instructionPointer += 1 }
    let shift = isMethod && window[1].isEmpty ? 2 : 1
    let hasNames = opcode == .callKeywords || opcode == .callMethodKeywords
    let result = try call(
      window.pointee, window + shift, count: operands.d + (isMethod ? 2 : 1) - shift,
      names: hasNames ? frame.constant(operands.c) : .empty)
    frame.register(operands.a).pointee = result
  }
}

extension Code {
  /// Whether calling the function makes a generator or coroutine.
  fileprivate var makesGenerator: Bool {
    !CodeFlags(rawValue: pointer.pointee.flags).isDisjoint(with: [.generator, .coroutine, .asyncGenerator])
  }
}
