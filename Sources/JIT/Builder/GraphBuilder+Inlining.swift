import Bytecode
import CRuntime
import Runtime

// Calls of small functions that are known, put into the graph of their caller. Exits in them carry the frames that the
// interpreter would have (`Snapshot.frames`), and before the runtime does something these are made (`pushFrames`).

extension GraphBuilder {
  /// How many inlined calls may lie in each other.
  static var deepest: Int { 4 }
  /// A function of more words is called.
  private static var longest: Int { 80 }
  /// The same of one that loops; it may call nothing then, or graphs would grow with each level of calls.
  private static var longestLooping: Int { 60 }
  /// A function that calls itself is inlined into itself so often, if it is short: fewer of its calls have frames.
  private static var deepestRecursion: Int { 1 }
  private static var longestRecursive: Int { 40 }
  /// A graph with more nodes inlines nothing any more, and peels no loop.
  static var largest: Int { 2500 }

  /// How many frames the innermost scope has below it that are not made.
  var depth: Int { scopes.count - 1 }

  /// The frames of the calls that are inlined here, the outermost first.
  var inlinedFrames: [InlinedFrame] { scopes.compactMap { $0.call?.frame } }

  mutating func call() {
    if instruction.opcode == .callClass { return callClass() }
    let isNamed = instruction.opcode == .callKeywords || instruction.opcode == .callMethodKeywords
    if !isNamed, callForeign() || callOneOfSeveral() { return }
    if callNative() || !isNamed && callGenerator() { return }
    callKnown()
  }

  /// Makes an instance without the runtime, and inlines `__init__`.
  private mutating func callClass() {
    let records = code.records(instruction.start)
    guard records.count == 1, records[0].form == .instance, let size = CompiledLayout.cellSize(Int(records[0].offset))
    else { return perform() }
    let (record, first) = (records[0], instruction.b)
    guard record.value.isEmpty else { return construct(record, size: size) }
    guard instruction.d == 0 else { return perform() }
    guardClass(record, at: first)
    let instance = add(.newInstance(shape: record.shape, size: size, exit(.value)), .word, .other)
    write(instruction.a, instance)
  }

  private mutating func construct(_ record: CachedAnswer, size: Int) {
    let first = instruction.b
    guard let callee = CompilableFunction(record.value), callee.exactCount == instruction.d + 1, !callee.isGenerator
    else { return perform() }
    guardClass(record, at: first)
    let inlined = inlinable(callee).flatMap { $0.writes(register: 0) ? nil : $0 }
    if inlined != nil { guardRoom(callee, window: first + scope.base) }
    let instance = add(.newInstance(shape: record.shape, size: size, exit(.value)), .word, .other)
    // The receiver goes where the class stood, just before the arguments.
    write(first, instance)
    guard let inlined else { return enterInitializer(callee, of: record.owner) }
    inline(inlined, callee, window: first + scope.base, role: .initializer)
  }

  /// Reads a property by inlining its getter, which the interpreter begins above the window.
  mutating func getProperty(_ record: CachedAnswer) {
    guard seen(.b).isSubset(of: .objects), !seen(.b).isEmpty, let callee = CompilableFunction(record.value),
      callee.exactCount == 1, !callee.isGenerator, let inlined = inlinable(callee)
    else { return perform() }
    guardCaches()
    let object = guardShape(asWord(value(.b)), record.shape)
    guardVersion(of: record.owner, record.version)
    let window = scope.base + code.registerCount
    while self.window.count <= window { self.window.append(.memory(.anything)) }
    self.window[window] = .value(object, inMemory: false)
    inline(inlined, callee, window: window, role: .plain)
  }

  private mutating func guardClass(_ record: CachedAnswer, at register: Int) {
    keep(record.owner)
    add(.guardWord(asWord(read(register)), record.owner.bits, exit(.value)))
    guardVersion(of: record.owner, record.version)
  }

  /// Whether the interpreter would have room for the frame: as many calls lie in each other as without a compiler.
  mutating func guardRoom(_ callee: CompilableFunction, window: Int) {
    add(.guardRoom(frames: depth + 1, registers: window + callee.registerCount, exit(.event)))
  }

  /// The code of a function that is worth inlining here.
  func inlinable(_ callee: CompilableFunction) -> CompilableCode? {
    let inlined = CompilableCode(code.context, function: callee)
    guard depth < Self.deepest, graph.nodes.count < Self.largest, inlined.wordCount <= Self.longest,
      inlined.hasOneNamespace, inlined.isRecorded || !scopes[0].code.isRecorded,
      !inlined.isRecorded || inlined.profile(0).wasExecuted, mayRecur(inlined)
    else { return nil }
    return !inlined.loops || inlined.wordCount <= Self.longestLooping && !inlined.calls ? inlined : nil
  }

  private func mayRecur(_ inlined: CompilableCode) -> Bool {
    let levels = scopes.count { $0.code.code.value == inlined.code.value }
    return levels == 0
      || levels <= Self.deepestRecursion && inlined.wordCount <= Self.longestRecursive && !inlined.loops
  }

  /// - Parameter parameters: The values of the parameters, where those are not what the window has.
  /// - Parameter result: The register of the caller that receives the result, where that is not the instruction's.
  /// - Parameter known: The function, where only its code is known: it stands in the register that the instruction names.
  mutating func inline(
    _ inlined: CompilableCode, _ callee: CompilableFunction, window start: Int, role: CallRole,
    parameters: [Reference]? = nil, result: Int? = nil, function known: Reference? = nil
  ) {
    if role != .initializer { guardRoom(callee, window: start) }
    keep(callee.code)
    let function = known ?? constant(callee.function)
    let code = add(.field(function, offset: CompiledLayout.functionCode), .word, .other)
    add(.guardWord(code, callee.code.bits, exit(.value)))

    let extent = makeWindow(of: callee, at: start)
    for (place, parameter) in (parameters ?? []).enumerated() { window[start + place] = .value(parameter, inMemory: false) }
    let unbound = constant(.unbound)
    for register in start + callee.parameterCount..<start + callee.variableCount {
      window[register] = .value(unbound, inMemory: false)
    }
    for register in start + callee.variableCount..<window.count { window[register] = .memory(.anything) }

    let result = result ?? instruction.a
    let frame = InlinedFrame(
      callee: callee, base: start, result: result, role: role,
      returnAddress: UInt(bitPattern: self.code.instructions + instruction.next),
      holder: known == nil ? nil : instruction.b + scope.base)
    let rereads = role.rereadsOperands || known != nil
    let call = InlinedCall(
      frame: frame, next: instruction.next, livePlace: rereads ? instruction.start : instruction.next,
      handler: self.code.code.portable.handler(at: instruction.start), result: result + scope.base,
      extent: max(extent, result + scope.base + 1))
    let caller = instruction
    scopes.append(Scope(inlined, call: call))
    snapshot = nil
    jump(toWord: 0)
    translateBlocks()
    let returns = scopes.removeLast().returns
    instruction = caller
    snapshot = nil
    cachesHold = false
    if !returns.isEmpty { join(returns, at: call.next) }
  }

  /// Makes room for a callee's window.
  ///
  /// - Returns: How many registers the builder's window has outside of it.
  mutating func makeWindow(of callee: CompilableFunction, at start: Int) -> Int {
    let (extent, end) = (max(scope.base + code.registerCount, scope.call?.extent ?? 0), start + callee.registerCount)
    while window.count < end { window.append(.memory(.anything)) }
    graph.windowCount = max(graph.windowCount, end)
    return extent
  }

  /// Ends an inlined function: the caller goes on with its value, or with the instance that an `__init__` is for.
  mutating func leaveInlined(_ call: InlinedCall) {
    var result = value(.a)
    switch call.frame.role {
    case .plain: break
    case .initializer:
      add(.guardWord(asWord(result), Value.none.bits, exit(.kind)))
      result = read(0)
    case .operator:
      if mayDecline(result) { add(.guardNot(asWord(result), Value.notImplemented.bits, exit(.value))) }
    case .question:
      if graph[result].representation != .bit {
        result = guardKinds(asWord(result), .bool, .kind, at: instruction.start)
      }
    case .iteration:
      add(.closeGenerator(resumedGenerator(call)))
      return scopes[scopes.count - 1].returns.append(leave(call, with: nil))
    }
    scopes[scopes.count - 1].returns.append(leave(call, with: result))
  }

  /// The edge to the caller of an inlined call, which gets a value.
  mutating func leave(_ call: InlinedCall, with result: Reference?) -> Edge {
    var after = window
    after.removeLast(after.count - call.extent)
    for register in call.frame.base..<after.count { after[register] = .memory(.anything) }
    if let result { after[call.result] = .value(result, inMemory: false) }
    let edge = graph.newBlock()
    end(.jump(edge))
    return Edge(block: edge, window: after, isEntry: false)
  }
}

extension CompilableCode {
  fileprivate var loops: Bool { FlowGraph(self).blocks.contains { $0.loop != nil } }

  fileprivate var calls: Bool { FlowGraph(self).blocks.contains { $0.instructions.contains { $0.flow == .call } } }

  /// Whether any instruction writes a register.
  fileprivate func writes(register: Int) -> Bool {
    FlowGraph(self).blocks.contains { $0.instructions.contains { $0.writtenRegisters.contains(register) } }
  }
}
