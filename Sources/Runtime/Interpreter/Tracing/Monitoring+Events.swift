import Bytecode
import CRuntime

// Telling the tools: what an instruction is about to do, where it has led, what exceptions do to frames.

extension Context {
  /// Whether a tool wants to hear of an event in a code object.
  func isMonitored(_ event: MonitoringEvent, in code: Code) -> Bool {
    let local = code.knownMonitoring?.pointee.events.union ?? 0
    return (monitoring.pointee.events.union | local) & event.bit != 0
  }

  /// Tells the tools of an event at a word of a frame's code: `first` is its line or *empty* for its offset.
  func fire(
    _ event: MonitoringEvent, at word: Int, of code: Code, line: Int32? = nil, _ first: Value = .empty,
    _ second: Value = .empty, instead cause: MonitoringEvent? = nil
  ) throws(Raised) {
    guard isMonitored(cause ?? event, in: code) else { return }
    let place = max(word, 0)
    let own = code.monitoring
    var tools = monitoring.pointee.events.tools(for: cause ?? event) | own.pointee.events.tools(for: cause ?? event)
    tools &= ~own.pointee.disabledTools(cause ?? event, at: place)
    for tool in 0..<MonitoringState.toolCount where tools & 1 << UInt8(tool) != 0 {
      guard let tracing, !tracing.pointee.isBusy else { return }
      let callback = load(&monitoring.pointee.callbacks[MonitoringState.callbackIndex(tool, event)])
      if callback.isEmpty { continue }
      tracing.pointee.isBusy = true
      tracing.pointee.jumping = event.permission
      defer {
        self.tracing?.pointee.isBusy = false
        self.tracing?.pointee.jumping = .none
      }
      let result = try withWindow(4) { (window) throws(Raised) in
        window[0] = code.value
        window[1] = Value(smallInt: line.map { Int64($0) } ?? Int64(place) * Code.bytesPerWord)
        window[2] = first
        window[3] = second
        return try call(callback, window, count: first.isEmpty ? 2 : second.isEmpty ? 3 : 4)
      }
      if result == monitoring.pointee.disable { try disable(event, at: place, of: code, tool: tool) }
    }
  }

  private func disable(_ event: MonitoringEvent, at word: Int, of code: Code, tool: Int) throws(Raised) {
    guard event.isLocal else {
      publish(.empty, to: &monitoring.pointee.callbacks[MonitoringState.callbackIndex(tool, event)])
      throw raise(.valueError, "Cannot disable \(event.name) events. Callback removed.")
    }
    code.monitoring.pointee.disable(event, at: word, tool: tool)
    if event == .branchLeft || event == .branchRight, monitoring.pointee.bothBranches & 1 << UInt8(tool) != 0 {
      code.monitoring.pointee.disable(.branchLeft, at: word, tool: tool)
      code.monitoring.pointee.disable(.branchRight, at: word, tool: tool)
    }
  }

  // MARK: Before an instruction

  /// What the instruction before the frame's `pc` is about to do.
  func monitor(_ frame: FramePointer, _ opcode: Opcode, _ operands: Operands) throws(Raised) {
    guard let tracing else { return }
    let code = frame.code
    let word = frame.currentWord
    let isFresh = tracing.pointee.monitoredFrame != frame
    let previous = isFresh ? word - 1 : tracing.pointee.monitoredWord
    let jumped = !isFresh && tracing.pointee.monitoredJump
    tracing.pointee.monitoredFrame = frame
    tracing.pointee.monitoredJump = opcode == .jump
    // A generator function's frame only makes the generator.
    if opcode == .startGenerator { return }
    let global = monitoring.pointee.events.union
    let wanted = global | (code.knownMonitoring?.pointee.events.union ?? 0)
    let lines = code.monitoring.pointee.lines
    let line = lines[word]
    // What has no line of its own belongs to the one before.
    if line >= 0 || isFresh { tracing.pointee.monitoredWord = word }
    if wanted == 0 { return }
    if isFresh { try reportBegin(frame, opcode, word) }
    // The bottom of a loop over items, which stands where CPython's code jumps back to the top.
    if opcode == .forNext, !isFresh, !jumped {
      try fire(.jump, at: previous, of: code, Value(smallInt: Int64(word) * Code.bytesPerWord))
    }
    if line >= 0, wanted & MonitoringEvent.line.bit != 0 {
      let begins = word == 0 || lines[word - 1] != line
      let repeats = opcode == .forNext && previous >= code.portable.decode(at: word)?.target ?? .max
      if previous < 0 || lines[previous] != line || begins && word <= previous || repeats {
        try fire(.line, at: word, of: code, line: line)
      }
    }
    if wanted & MonitoringEvent.instruction.bit != 0 { try fire(.instruction, at: word, of: code) }
    switch opcode {
    case .return: try fire(.pyReturn, at: word, of: code, frame.valueA(operands))
    case .jump where wanted & MonitoringEvent.jump.bit != 0:
      guard let jump = code.portable.decode(at: word), code.portable.isVisibleJump(jump) else { return }
      try fire(.jump, at: word, of: code, Value(smallInt: Int64(jump.target) * Code.bytesPerWord))
    case .loop:
      guard let target = code.portable.decode(at: word)?.target else { return }
      try fire(.jump, at: word, of: code, Value(smallInt: Int64(target) * Code.bytesPerWord))
    case .loadSuperMethod, .loadSuperMethodCached, .loadSuperMethodAny, .loadSuperAttribute:
      let super_ = frame.register(operands.b).pointee
      try fire(.call, at: word, of: code, super_, monitoring.pointee.missing)
      try fire(.cReturn, at: word, of: code, super_, monitoring.pointee.missing, instead: .call)
    default: break
    }
  }

  /// A frame begins, or goes on after a `yield`.
  private func reportBegin(_ frame: FramePointer, _ opcode: Opcode, _ word: Int) throws(Raised) {
    let code = frame.code
    let words = UnsafePointer(code.pointer.pointee.instructions)
    let before = word > 0 ? InstructionWord(bits: words[word - 1]).trustedOpcode : .startGenerator
    if before == .startGenerator {
      try fire(.pyStart, at: word, of: code)
    } else if frame.pointee.flags & UInt32(frameIsGenerator.rawValue) != 0, before == .yield || opcode == .delegate {
      try fire(.pyResume, at: word, of: code)
    }
  }

  /// The frames that a `yield` puts aside, the innermost first.
  func monitorYield(_ value: Value, of frame: FramePointer) throws(Raised) {
    var frame = frame
    while true {
      try fire(.pyYield, at: frame.currentWord, of: frame.code, value)
      if frame.pointee.flags & UInt32(frameIsDelegated.rawValue) == 0 { break }
      frame -= 1
    }
  }

  // MARK: After an instruction

  /// Where a conditional jump has led.
  func monitorBranch(_ opcode: Opcode, at word: Int, of code: Code, jumped: Bool) throws(Raised) {
    guard let instruction = code.portable.decode(at: word) else { return }
    let isLeft = jumped == (opcode == .forNext)
    let (left, right) = instruction.ways
    try fire(
      isLeft ? .branchLeft : .branchRight, at: word, of: code,
      Value(smallInt: Int64(isLeft ? left : right) * Code.bytesPerWord))
  }

  /// Frames have been taken off: what native code calls next is told from them by what was executed before.
  func noteMonitoredReturn() {
    guard let tracing, let frame = callingFrame else { return }
    tracing.pointee.monitoredFrame = frame
    tracing.pointee.monitoredWord = frame.currentWord
    tracing.pointee.monitoredJump = false
  }

  // MARK: Calls

  /// The callee of a call and its first argument, or `MISSING`; nil for other instructions.
  func monitoredCall(
    _ frame: FramePointer, _ opcode: Opcode, _ operands: Operands
  ) throws(Raised) -> (callee: Value, first: Value)? {
    let window = frame.register(operands.b)
    let missing = monitoring.pointee.missing
    var callee = window[0]
    var first = missing
    switch opcode {
    case .call, .callKeywords, .callClass:
      if operands.d > 0 { first = window[1] }
    case .callMethod, .callMethodKeywords:
      if !window[1].isEmpty { first = window[1] } else if operands.d > 0 { first = window[2] }
    case .callExit:
      if Exception(ifHas: frame.valueC(operands)) != nil { return nil }
      first = window[1].isEmpty ? .none : window[1]
    case .callExpanded:
      let arguments = try argumentTuple(window[1], callee)
      window[1] = arguments.value
      if arguments.count > 0 { first = arguments[0] }
    default: return nil
    }
    if let method = Method(ifExactly: callee) { (callee, first) = (method.function, method.receiver) }
    return (callee, first)
  }

  // MARK: Exceptions

  /// Tells of an event about the pending exception. What a callback raises takes its place.
  func monitorException(_ event: MonitoringEvent, at word: Int, of code: Code) -> Bool {
    guard let tracing, !tracing.pointee.isBusy, isMonitored(event, in: code),
      let exception = Exception(ifHas: pointee.pendingException)
    else { return true }
    let isReraising = pointee.isReraising
    pointee.pendingException = .empty
    do throws(Raised) {
      try fire(event, at: word, of: code, exception.value)
      pointee.pendingException = exception.value
      pointee.isReraising = isReraising
      return true
    } catch {
      return false
    }
  }
}
