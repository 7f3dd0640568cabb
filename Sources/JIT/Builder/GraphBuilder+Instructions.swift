import Bytecode
import CRuntime
import Runtime

// What each instruction becomes. Whatever has no way of its own here, or meets what it is not for, is done by the runtime.

extension GraphBuilder {
  mutating func translate(_ instruction: BytecodeInstruction) {
    if instruction.opcode == .yield, let call = scope.call { return yieldInPlace(call) }
    if instruction.opcode == .yield, flow.goesOnAfterYield { return yieldToConsumer() }
    if instruction.flow == .interpret { return interpret() }
    if instruction.next - instruction.start > 1 { return translateExtended(instruction) }
    switch instruction.opcode {
    case .nop: break
    case .move, .moveUnbound, .moveCell: copy(from: instruction.b)
    case .loadConstant: write(instruction.a, constant(code.constant(instruction.b)))
    case .loadCommonBuiltin: write(instruction.a, constant(code.commonBuiltin(instruction.d)))
    case .checkBound: checkBound()
    case .unbind: write(instruction.a, constant(.unbound))
    case .loadCell: loadVariable(ofCell: read(instruction.b))
    case .storeCell: storeVariable(ofCell: read(instruction.a))
    case .loadFree: loadVariable(ofCell: freeCell(instruction.b))
    case .storeFree: storeVariable(ofCell: freeCell(instruction.a))
    case .loadGlobalCell, .loadBuiltinCell: loadGlobal()
    case .loadNameCell:
      guardModuleBody()
      loadGlobal()
    case .storeNameCell: storeGlobal()

    case .loadAttributeSlot, .loadAttributeCached: loadAttribute()
    case .storeAttributeCached: storeAttribute()
    case .loadMethodCached, .loadMethodBound: loadMethod()
    case .loadSuperMethodCached: loadSuperMethod()
    case .loadAttribute, .loadAttributeAny: if !loadForeignMember() { perform() }
    case .storeAttribute, .storeAttributeAny: if !storeForeignMember() { perform() }

    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .leftShift, .rightShift, .bitAnd, .bitOr,
      .bitXor:
      arithmetic()
    case .matrixMultiply: if !callOperator() { perform() }
    case .negative: negate()
    case .not: negateTruth()
    case .makeCell: makeCell()
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: compare()
    case .same: testIdentity()

    case .jump: jump(toWord: instruction.target)
    case .loop: loop()
    case .jumpIfTrue: jump(ifTruthIs: true)
    case .jumpIfFalse: jump(ifTruthIs: false)
    case .jumpIfNone, .jumpIfNotNone: jumpOnNone()
    case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
      jumpOnComparison()
    case .jumpIfSame: jumpOnIdentity()
    case .jumpUnlessSequence: jumpUnlessSequence()
    case .length: quick(.length, asWord(value(.b)))

    case .loadItem: loadItem()
    case .storeItem: storeItem()
    case .loadSlice: slice()
    case .storeSlice: storeSlice()
    case .buildSlice: buildSlice()
    case .contains: contains()
    case .jumpIfContains: jumpOnContent()
    case .listAppend: appendToList()
    case .listExtend: extendList()
    case .listToTuple: quick(.tupleOfList, asWord(read(instruction.b)), kinds: .tuple)
    case .getAwaitable: quick(.awaitable, asWord(value(.b)))
    case .getYieldFromIterator: quick(.iterator, asWord(value(.b)))
    case .buildTuple: buildTuple()
    case .setAdd: quickSetAdd()
    case .mapStore: quickMapStore()
    case .buildList: buildList()
    case .formatValue: formatValue()
    case .makeFunction: makeFunction()
    case .getIterator: getIterator()
    case .unpackSequence: unpackSequence()
    case .forNext: forNext()

    case .loadSpecial: loadSpecial()
    case .call, .callMethod, .callClass, .callKeywords, .callMethodKeywords: call()

    case .return: leave()
    default: perform()
    }
  }

  /// An instruction with a prefix: jumps that go far are common enough to have their own way.
  private mutating func translateExtended(_ instruction: BytecodeInstruction) {
    switch instruction.opcode {
    case .jump: jump(toWord: instruction.target)
    case .loop: loop()
    default: instruction.flow == .branch ? interpret() : perform()
    }
  }

  // MARK: The runtime's ways

  /// Leaves the frame to the interpreter, which does the instruction first.
  mutating func interpret() { interpret(at: instruction.start) }

  mutating func interpret(at word: Int) {
    if scope.call != nil { return end(.exit(exit(.instruction, at: word))) }
    spill(at: word)
    end(.interpret(word: word))
  }

  private mutating func leave() {
    if let call = scope.call { return leaveInlined(call) }
    let value = asWord(value(.a))
    if !instruction.isConstant(.a), !window[instruction.a].isInMemory { store(value, to: instruction.a) }
    end(.return(value, word: instruction.start))
  }

  /// Has the runtime do the instruction.
  mutating func perform() {
    spill(at: instruction.start)
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    // Of an instruction with a prefix the runtime begins at that.
    setPC(instruction.start + 1)
    if mayBeginFrame { return performCall(entering: nil) }
    cachesHold = false
    let step = add(.perform(instruction.opcode.name, depth: depth), .word, .anything)
    forgetResults()
    let next = graph.newBlock()
    guard instruction.flow == .branch else {
      end(.step(step, next: next, jump: nil))
      return goOn(in: next)
    }
    let jump = graph.newBlock()
    end(.step(step, next: next, jump: jump))
    for (target, word) in [(next, instruction.next), (jump, instruction.target)] {
      let window = window
      goOn(in: target)
      block = nil
      if let index = flow.blockAt[word] { connect(target, to: index) }
      self.window = window
    }
  }

  /// Whether the runtime may put the frame of a Python function on top to do the instruction.
  private var mayBeginFrame: Bool {
    switch instruction.opcode {
    case .loadAttribute, .loadAttributeCached: true
    case .loadItem: mayCallContainer(.b)
    case .storeItem: mayCallContainer(.a)
    case _ where instruction.opcode.isArithmetic: seen(.b).contains(.other)
    default: instruction.flow == .call
    }
  }

  /// Begins a block after what the runtime did: the frames that were made for it go.
  mutating func goOn(in block: BlockReference) {
    self.block = block
    if scope.call != nil { add(.popFrames) }
  }

  /// Says where the innermost frame stands.
  mutating func setPC(_ word: Int) {
    add(.setPC(word, depth: depth, instructions: UInt(bitPattern: code.instructions)))
  }

  /// Has the runtime do what may call Python code: from there on nothing is known but what is in memory.
  ///
  /// - Parameter known: A known function that the call goes to, unless more is asked for than a frame on top.
  mutating func performCall(entering known: DirectCall?, otherwise prepare: (inout GraphBuilder) -> Void = { _ in }) {
    noteFrameOnTop()
    let continuation = graph.newBlock()
    graph.entries.append(
      Entry(word: instruction.next, block: continuation, isContinuation: true, depth: depth))
    if let known {
      let otherwise = graph.newBlock()
      end(.enter(known, continuation: graph.entries.count - 1, otherwise: otherwise))
      block = otherwise
      prepare(&self)
    }
    cachesHold = false
    let step = add(
      .call(continuation: graph.entries.count - 1, instruction.opcode.name, depth: depth), .word, .anything)
    let constants = window.map { constantInMemory($0) }
    for register in window.indices { window[register] = .memory(kindsAfterCall(of: register)) }
    forgetResults()
    end(.step(step, next: continuation, jump: nil))
    goOn(in: continuation)
    let calleeStart = instruction.windowStart.map { $0 + scope.base } ?? window.count
    let written = instruction.writtenRegisters.map { $0 + scope.base }
    for (register, bits) in constants.enumerated() where register < calleeStart && !written.contains(register) {
      if let bits { window[register] = .value(constant(Value(bits: bits)), inMemory: true) }
    }
  }

  /// The constant that a register has, as what is to be called while its arguments are computed.
  private func constantInMemory(_ state: RegisterState) -> UInt64? {
    guard case .value(let value, inMemory: true) = state, case .constant(let bits) = graph[value].operation else { return nil }
    return bits
  }

  func kindsAfterCall(of register: Int) -> ValueKinds {
    switch window[register] {
    case .memory(let kinds): kinds
    case .value(let value, inMemory: true): wordKinds(value)
    // It was not live.
    case .value: .anything
    }
  }

  /// The registers that the instruction has written are in memory.
  mutating func forgetResults() {
    let base = scope.base
    if let start = instruction.windowStart {
      for register in start + base..<window.count where register >= code.variableCount + base {
        window[register] = .memory(.anything)
      }
    }
    for register in instruction.writtenRegisters { window[register + base] = .memory(.anything) }
  }

  // MARK: Variables

  private mutating func copy(from register: Int) {
    let value = read(register)
    write(instruction.a, value)
  }

  private mutating func checkBound() {
    let value = read(instruction.a)
    guard graph[value].kinds.contains(.unbound) else { return }
    if graph[value].representation == .float {
      let bound = add(.guardBoundFloat(value, exit(.kind)), .float)
      return refine(value, to: bound)
    }
    if graph[value].kinds == .unbound { return end(.exit(exit(.kind))) }
    let bound = add(.guardNot(value, Value.unbound.bits, exit(.kind)), .word, graph[value].kinds.subtracting(.unbound))
    refine(value, to: bound)
  }

  /// The function whose code is translated.
  mutating func ownFunction() -> Reference {
    guard let frame = scope.call?.frame else { return add(.function, .word, .function) }
    guard let holder = frame.holder else { return constant(frame.callee.function) }
    let held = asWord(readWindow(holder))
    return frame.role == .iteration ? add(.field(held, offset: CompiledGenerator.function), .word, .function) : held
  }

  mutating func freeCell(_ index: Int) -> Reference {
    let closure = add(.field(ownFunction(), offset: CompiledLayout.functionClosure), .word, .tuple)
    return add(.field(closure, offset: CompiledLayout.tupleElements + 8 * index), .word, .other)
  }

  private mutating func loadVariable(ofCell cell: Reference) {
    let content = add(.field(cell, offset: CompiledLayout.cellContent), .word, .anything)
    let kinds = ValueKinds.anything.subtracting(.unbound)
    write(instruction.a, add(.guardNot(content, Value.unbound.bits, exit(.value)), .word, kinds))
  }

  private mutating func storeVariable(ofCell cell: Reference) {
    let value = asWord(value(.b))
    add(.setField(cell, offset: CompiledLayout.cellContent, value))
  }

  private mutating func loadGlobal() {
    guard let (global, builtin) = code.globalCells(instruction.start) else { return perform() }
    if builtin.isEmpty { return write(instruction.a, content(ofCell: global)) }
    keep(global)
    add(.guardWord(add(.memory(global.bits, offset: CompiledLayout.globalValue), .word, .anything), 0, exit(.value)))
    write(instruction.a, content(ofCell: builtin))
  }

  /// The value of a global variable. What is defined is seldom defined anew, and it is worth much to know what is called.
  mutating func content(ofCell cell: Value) -> Reference {
    keep(cell)
    let bound = ValueKinds.anything.subtracting(.unbound)
    let value = add(.memory(cell.bits, offset: CompiledLayout.globalValue), .word, bound)
    let current = CompilableCode.content(ofCell: cell)
    if !code.isDefinition(current) { return add(.guardNot(value, 0, exit(.value)), .word, bound) }
    add(.guardWord(value, current.bits, exit(.value)))
    return constant(current)
  }

  private mutating func storeGlobal() {
    guard let (global, _) = code.globalCells(instruction.start) else { return perform() }
    let item = asWord(value(.b))
    guardModuleBody()
    keep(global)
    // A name without a value must be inserted in its dict.
    add(.setGlobal(constant(global), item, exit(.value)))
  }

  /// Makes sure that names of the frame are global variables: there is no local namespace, or that is the globals.
  private mutating func guardModuleBody() {
    if scope.call != nil { return }
    let locals = add(.locals, .word, .anything)
    if code.isFunctionBody {
      add(.guardWord(locals, 0, exit(.shape)))
      return
    }
    let function = add(.function, .word, .function)
    let globals = add(.field(function, offset: CompiledLayout.functionGlobals), .word, .anything)
    add(.guardBit(add(.same(locals, globals), .bit), true, exit(.shape)))
  }

  // MARK: Containers

  private mutating func loadItem() {
    let (container, key) = (asWord(value(.b)), asWord(value(.c)))
    let isList = seen(.b) == .list || graph[container].kinds == .list
    guard isList || seen(.b) == .tuple || graph[container].kinds == .tuple,
      let index = expect(key, .smallInt, seen: seen(.c)),
      let row = expect(container, isList ? .list : .tuple, seen: seen(.b))
    else {
      if loadCharacter(container, key) || loadForeignElement() || callContainer(.b, .c) { return }
      return mayCallContainer(.b) ? perform() : quickItem()
    }
    let exit = exit(.bounds)
    let element = add(
      isList ? .listElement(row, index, nil, exit) : .tupleElement(row, index, exit), .word, .anything.subtracting(.unbound))
    noteBytes(element)
    write(instruction.a, element)
  }

  private mutating func noteBytes(_ access: Reference) {
    if code.profile(instruction.start).shape == CompiledLayout.byteRowShape { graph.elementsSeenAsBytes.insert(access) }
  }

  /// A code point of a text. False for anything else.
  private mutating func loadCharacter(_ container: Reference, _ key: Reference) -> Bool {
    guard let index = expect(key, .smallInt, seen: seen(.c)), let text = expect(container, .text, seen: seen(.b)) else { return false }
    quick(.item, text, index, kinds: .text)
    return true
  }

  private mutating func storeItem() {
    let (container, key) = (asWord(value(.a)), asWord(value(.b)))
    let item = asWord(value(.c))
    guard seen(.a) == .list || graph[container].kinds == .list, let index = expect(key, .smallInt, seen: seen(.b)),
      let list = expect(container, .list, seen: seen(.a))
    else {
      if !storeForeignElement(), !callContainer(.a, .b, .c) { mayCallContainer(.a) ? perform() : quickSetItem() }
      return
    }
    noteBytes(add(.setListElement(list, index, item, nil, exit(.bounds))))
  }

  private mutating func appendToList() {
    let item = asWord(value(.b))
    add(.appendToList(asWord(read(instruction.a)), item, isOwn: true, exit(.value)))
  }

  private mutating func unpackSequence() {
    let (sequence, isList) = (asWord(value(.b)), seen(.b) == .list)
    guard let row = expect(sequence, isList ? .list : .tuple, seen: seen(.b)) else { return perform() }
    let (exit, item) = (exit(.bounds), ValueKinds.anything.subtracting(.unbound))
    add(.guardWord(add(.field(row, offset: CompiledLayout.sequenceCount), .word, .anything), UInt64(instruction.c), exit))
    for index in 0..<instruction.c {
      let element: Operation =
        isList
        ? .listElement(row, constant(Value(smallInt: Int64(index))), nil, exit)
        : .field(row, offset: CompiledLayout.tupleElements + 8 * index)
      write(instruction.a + index, add(element, .word, item))
    }
  }

  private mutating func jumpUnlessSequence() {
    let subject = asWord(value(.a))
    if expect(subject, [.list, .tuple], seen: seen(.a)) != nil { return }
    quickJump(.isSequence, subject, isNegated: true)
  }

  // MARK: Iteration

  private mutating func forNext() {
    if code.profile(instruction.start).iteratesGenerator { return nextOfGenerator() }
    if code.profile(instruction.start).iteratesPairs, let unpacking = FlowGraph.unpackingOfPair(code, by: instruction) {
      return nextPair(unpacking)
    }
    let iterator = read(instruction.b)
    let kinds = graph[iterator].kinds.isSubset(of: [.rangeIterator]) ? .rangeIterator : seen(.b)
    let done: Reference
    guard kinds == .rangeIterator || kinds == .listIterator || kinds == .tupleIterator,
      let known = expect(asWord(iterator), kinds, seen: seen(.b))
    else { return seen(.b) == .other ? quickNext() : perform() }
    guardUndisturbed(isFence: kinds == .rangeIterator)
    var item: Reference?
    if kinds == .rangeIterator {
      done = add(.same(add(.rangeRemaining(known), .word, .anything), word(0)), .bit)
    } else {
      let next = add(
        kinds == .listIterator ? .nextOfList(known, nil) : .nextOfTuple(known), .word, .anything.subtracting(.unbound))
      done = add(.same(next, word(0)), .bit)
      item = next
    }
    goOn(unless: done, at: instruction.target) { builder in
      builder.write(builder.instruction.a, item ?? builder.add(.advanceRange(known), .word, .smallInt))
    }
  }

  /// The bottom of a `for` loop: falls through where it is done, else jumps back to a word with an item.
  mutating func goOn(unless done: Reference, at start: Int, with takeItem: (inout GraphBuilder) -> Void) {
    let (after, body) = (graph.newBlock(), graph.newBlock())
    end(.branch(done, then: after, otherwise: body))
    let window = window
    if let index = flow.blockAt[instruction.next] { connect(after, to: index) }
    self.window = window
    block = body
    takeItem(&self)
    jump(toWord: start)
  }

  private mutating func loop() {
    guardUndisturbed(isFence: true)
    jump(toWord: instruction.target)
  }

  /// Whether nothing asks the thread to enter the runtime. A loop that may wait for what another thread writes, into a list
  /// or an attribute, reads memory anew each time (`isFence`): a `while`, or one over numbers. Lists and tuples are short
  /// enough to do without, generators have loops of their own, and other iterators are the runtime's.
  mutating func guardUndisturbed(isFence: Bool = false) {
    let poll = add(.poll(isFence: isFence), .word, .anything)
    add(.guardWord(poll, 0, exit(.event)))
  }
}
