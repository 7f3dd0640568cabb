import Bytecode
import CRuntime
import Runtime

// `for` loops over generators. One whose code is known is resumed *in place*, like a call that is inlined: its window lies
// above the loop's own, and its frame is made only where something may look. Its cell stays its home: a resumption reads the
// registers from it, a `yield` leaves there what has changed, and all else that the interpreter would. So wherever control
// is in the loop's body, the generator is an ordinary suspended one:
//
//     forNext ─ pc? ─┬─ start ──┐             ┌─ yield: registers, pc, state ──▶ the loop's body, with the item
//                    ├─ yield 1 ┼─ its blocks ┤
//                    └─ yield 2 ┘             └─ return: closed ───────────────▶ behind the loop
//
// Each place at which it may be resumed has a translation of its own of what follows up to the next `yield`.

extension GraphBuilder {
  /// A generator of more words is resumed on top.
  private static var longestResumed: Int { 120 }
  /// The same of one that was resumed at more places.
  private static var mostResumptions: Int { 4 }

  /// The bottom of a loop over a generator.
  mutating func nextOfGenerator() {
    guard let code = code.resumedCode(instruction.start), let callee = CompilableFunction(code: code) else {
      return resumeOnTop()
    }
    let resumed = CompilableCode(self.code.context, function: callee)
    guard let resumptions = resumptions(of: resumed) else { return resumeOnTop() }
    resumeInPlace(callee, resumed, resumptions)
  }

  // MARK: In place

  /// Where a generator may go on.
  private struct Resumption {
    let word: Int
    /// The register that receives what is sent; nil at its start.
    let received: Int?

    /// How the generator stands there.
    var state: UInt64 {
      received.map { CompiledGenerator.suspended(sentTo: UInt16($0)) } ?? CompiledGenerator.created
    }
  }

  /// The places at which a generator was resumed, its start last; nil if it is not worth it, or takes more than this has.
  private func resumptions(of resumed: CompilableCode) -> [Resumption]? {
    guard depth < Self.deepest, graph.nodes.count < Self.largest, resumed.wordCount <= Self.longestResumed,
      resumed.hasOneNamespace, resumed.isRecorded, !scopes.contains(where: { $0.code.code.value == resumed.code.value })
    else { return nil }
    var resumptions: [Resumption] = []
    for block in FlowGraph(resumed).blocks {
      guard let last = block.instructions.last, resumed.profile(last.start).wasExecuted || last.opcode == .startGenerator
      else { continue }
      switch last.opcode {
      case .delegate: return nil
      case .yield where last.next - last.start > 1: return nil
      case .yield where resumed.profile(last.next).wasExecuted:
        resumptions.append(Resumption(word: last.next, received: last.a))
      case .startGenerator where resumed.profile(last.next).wasExecuted:
        resumptions.append(Resumption(word: last.next, received: nil))
      default: break
      }
    }
    resumptions.sort { ($0.received == nil ? 1 : 0) < ($1.received == nil ? 1 : 0) }
    return resumptions.isEmpty || resumptions.count > Self.mostResumptions ? nil : resumptions
  }

  private mutating func resumeInPlace(
    _ callee: CompilableFunction, _ resumed: CompilableCode, _ resumptions: [Resumption]
  ) {
    let start = scope.base + code.registerCount
    guardUndisturbed()
    let generator = guardShape(asWord(read(instruction.b)), CompiledGenerator.shape)
    let function = add(.field(generator, offset: CompiledGenerator.function), .word, .function)
    keep(callee.code)
    add(.guardWord(field(function, CompiledLayout.functionCode), callee.code.bits, exit(.value)))
    for place in [CompiledGenerator.frame, CompiledGenerator.handledException] {
      add(.guardWord(field(generator, place), 0, exit(.value)))
    }
    for place in [CompiledLayout.contextHandledException, CompiledLayout.contextOuterException] {
      add(.guardWord(add(.context(offset: place), .word, .anything), 0, exit(.value)))
    }
    guardRoom(callee, window: start)
    let (pc, state) = (field(generator, CompiledGenerator.pc), field(generator, CompiledGenerator.state))
    let loop = instruction
    var (yields, returns): ([Edge], [Edge]) = ([], [])
    for (index, resumption) in resumptions.enumerated() {
      let place = UInt64(UInt(bitPattern: resumed.instructions + resumption.word))
      var otherwise: (block: BlockReference, window: [RegisterState])?
      if index == resumptions.count - 1 {
        add(.guardWord(pc, place, exit(.value)))
      } else {
        let isThere = add(.same(pc, add(.constant(place), .word, .anything)), .bit)
        let (then, other) = (graph.newBlock(), graph.newBlock())
        otherwise = (other, window)
        end(.branch(isThere, then: then, otherwise: other))
        block = then
      }
      snapshot = nil
      add(.guardWord(state, resumption.state, exit(.value)))
      add(.setField(generator, offset: CompiledGenerator.state, word(CompiledGenerator.running)))
      run(callee, resumed, from: resumption, generator, window: start)
      let ended = scopes.removeLast()
      yields += ended.yields
      returns += ended.returns
      (instruction, snapshot, cachesHold) = (loop, nil, false)
      if let otherwise { (block, window) = otherwise }
    }
    for (edges, word) in [(returns, loop.next), (yields, loop.target)] {
      for edge in edges {
        (window, block) = (edge.window, nil)
        if let index = flow.blockAt[word] { connect(edge.block, to: index) }
      }
    }
    block = nil
  }

  private mutating func field(_ object: Reference, _ offset: Int) -> Reference {
    add(.field(object, offset: offset), .word, .anything)
  }

  /// Translates what a generator does from a resumption on, in a scope of its own, which is left to the caller.
  private mutating func run(
    _ callee: CompilableFunction, _ resumed: CompilableCode, from resumption: Resumption, _ generator: Reference,
    window start: Int
  ) {
    let extent = makeWindow(of: callee, at: start)
    let frame = InlinedFrame(
      callee: callee, base: start, result: instruction.a, role: .iteration,
      returnAddress: UInt(bitPattern: code.instructions + instruction.next), holder: instruction.b + scope.base)
    let call = InlinedCall(
      frame: frame, next: instruction.next, livePlace: instruction.start,
      handler: code.code.portable.handler(at: instruction.start), result: instruction.a + scope.base, extent: extent)
    var scope = Scope(resumed, call: call, from: resumption.word)
    for register in 0..<callee.registerCount {
      guard scope.isLive(register, at: resumption.word) else {
        window[start + register] = .memory(.anything)
        continue
      }
      let value = field(generator, CompiledGenerator.register(register))
      window[start + register] = .value(value, inMemory: false)
      scope.note(value, resumedIn: register)
    }
    for register in start + callee.registerCount..<window.count { window[register] = .memory(.anything) }
    if let received = resumption.received { window[start + received] = .value(constant(.none), inMemory: false) }
    scopes.append(scope)
    snapshot = nil
    jump(toWord: resumption.word)
    translateBlocks()
  }

  /// The generator that the innermost scope resumes.
  mutating func resumedGenerator(_ call: InlinedCall) -> Reference { asWord(readWindow(call.frame.holder ?? 0)) }

  /// Suspends a generator that was resumed in place.
  mutating func yieldInPlace(_ call: InlinedCall) {
    let (item, received) = (value(.b), instruction.a)
    var changed: [(register: Int, value: Reference)] = []
    for register in 0..<code.registerCount where scope.isLive(register, at: instruction.next) {
      // What is sent overwrites it before anybody can look.
      if register == received, register >= code.variableCount { continue }
      let value = read(register)
      if origin(of: value) != call.resumed[register] { changed.append((register, asWord(value))) }
    }
    let generator = resumedGenerator(call)
    let next = add(.constant(UInt64(UInt(bitPattern: code.instructions + instruction.next))), .word, .anything)
    for (register, value) in changed {
      add(.setField(generator, offset: CompiledGenerator.register(register), value))
    }
    add(.setField(generator, offset: CompiledGenerator.pc, next))
    add(.setField(
      generator, offset: CompiledGenerator.state, word(CompiledGenerator.suspended(sentTo: UInt16(received)))))
    scopes[scopes.count - 1].yields.append(leave(call, with: item))
  }

  /// The value that guards have made others of.
  private func origin(of value: Reference) -> Reference {
    var value = value
    while true {
      switch graph[value].operation {
      case .guardKinds(let guarded, _, _), .guardShape(let guarded, _, _), .guardWord(let guarded, _, _),
        .guardNot(let guarded, _, _):
        value = guarded
      default: return value
      }
    }
  }

  // MARK: On top

  /// The bottom of a loop over a generator, whose frame comes on top. By the time that it yields, the runtime has taken the
  /// jump back: what stands in the frame's `pc` tells whether there is an item.
  private mutating func resumeOnTop() {
    noteFrameOnTop()
    spill(at: instruction.start)
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.next)
    cachesHold = false
    let (continuation, next, jump) = (graph.newBlock(), graph.newBlock(), graph.newBlock())
    graph.entries.append(Entry(word: instruction.next, block: continuation, isContinuation: true, depth: depth))
    let step = add(
      .call(continuation: graph.entries.count - 1, instruction.opcode.name, depth: depth), .word, .anything)
    for register in window.indices { window[register] = .memory(kindsAfterCall(of: register)) }
    forgetResults()
    end(.step(step, next: next, jump: jump))
    let window = window
    goOn(in: next)
    goOn(in: jump)
    goOn(in: continuation)
    let end = add(.constant(UInt64(UInt(bitPattern: code.instructions + instruction.next))), .word, .anything)
    let isDone = add(.same(add(.pc, .word, .anything), end), .bit)
    let (after, body) = (graph.newBlock(), graph.newBlock())
    self.end(.branch(isDone, then: after, otherwise: body))
    for (edges, word) in [([next, after], instruction.next), ([jump, body], instruction.target)] {
      for edge in edges {
        self.window = window
        block = nil
        if let index = flow.blockAt[word] { connect(edge, to: index) }
      }
    }
  }
}
