import Bytecode
import CRuntime
import Runtime

// Instructions that a function of the runtime does with their operands in registers (`QuickOperation`), and calls of native
// functions. What is in the graph only stays there: the window is needed where the usual way is taken after all.

extension GraphBuilder {
  /// The instruction's result by a quick operation.
  mutating func quick(
    _ operation: QuickOperation, _ operands: Reference..., kinds: ValueKinds = .anything.subtracting(.unbound)
  ) {
    let result = add(.quick(operation, operands, slowPath()), .word, kinds)
    cachesHold = false
    write(instruction.a, result)
  }

  /// Whether the instruction jumps, by a quick operation.
  mutating func quickJump(_ operation: QuickOperation, _ operands: Reference..., isNegated: Bool) {
    var path = slowPath()
    path.isNegated = isNegated
    let jumps = add(.quick(operation, operands, path), .bit)
    cachesHold = false
    jump(on: jumps, isNegated: false)
  }

  mutating func slowPath() -> SlowPath {
    let index = snapshotHere()
    return SlowPath(
      snapshot: index, instructions: UInt(bitPattern: code.instructions), result: instruction.a + scope.base)
  }

  /// An operand that says which comparison or operation is meant.
  private mutating func selector(_ number: UInt8) -> Reference { word(UInt64(number)) }

  // MARK: Instructions

  mutating func quickItem() {
    if seen(.b) == .other { expectInt(.c) }
    let (container, key) = (asWord(value(.b)), asWord(value(.c)))
    if case .constant(let bits) = graph[key].operation, let parts = code.parts(ofSlice: Value(bits: bits)) {
      return quick(.slice, container, constant(parts.lower), constant(parts.upper), constant(parts.step))
    }
    quick(.item, container, key)
  }

  mutating func quickSetItem() {
    let operands = [asWord(value(.a)), asWord(value(.b)), asWord(value(.c))]
    add(.quick(.setItem, operands, slowPath()))
    cachesHold = false
  }

  mutating func quickSetAdd() {
    add(.quick(.setAdd, [asWord(read(instruction.a)), asWord(value(.b))], slowPath()))
    cachesHold = false
  }

  mutating func quickMapStore() {
    add(.quick(.setItem, [asWord(read(instruction.a)), asWord(value(.b)), asWord(value(.c))], slowPath()))
    cachesHold = false
  }

  mutating func slice() {
    let (lower, upper) = (asWord(read(instruction.c)), asWord(read(instruction.c + 1)))
    let step = instruction.d == 3 ? asWord(read(instruction.c + 2)) : constant(.none)
    quick(.slice, asWord(value(.b)), lower, upper, step)
  }

  /// Keys that were always small ints are looked up in line.
  private mutating func expectInt(_ slot: Operand.Slot) {
    if seen(slot) == .smallInt { _ = expect(asWord(value(slot)), .smallInt, seen: .smallInt) }
  }

  mutating func contains() {
    if askOperand(.c, .b) { return }
    expectInt(.b)
    quick(instruction.d == 0 ? .contains : .lacks, asWord(value(.c)), asWord(value(.b)), kinds: .bool)
  }

  mutating func jumpOnContent() {
    if askOperand(.b, .a) { return }
    expectInt(.a)
    quickJump(.contains, asWord(value(.b)), asWord(value(.a)), isNegated: instruction.d != 0)
  }

  mutating func quickArithmetic() {
    quick(.arithmetic, asWord(value(.b)), asWord(value(.c)), selector(BinaryOperation(from: instruction.opcode).rawValue))
  }

  mutating func quickCompare(_ comparison: Comparison) {
    quick(.compare, asWord(value(.b)), asWord(value(.c)), selector(comparison.rawValue))
  }

  mutating func quickJumpOnComparison(_ comparison: Comparison) {
    quickJump(.compare, asWord(value(.a)), asWord(value(.b)), selector(comparison.rawValue), isNegated: instruction.d != 0)
  }

  mutating func quickJump(ifTruthIs wanted: Bool) { quickJump(.truth, asWord(value(.a)), isNegated: !wanted) }

  mutating func extendList() {
    add(.quick(.extend, [asWord(read(instruction.a)), asWord(value(.b))], slowPath()))
    cachesHold = false
  }

  mutating func storeSlice() {
    let operands = [asWord(value(.a)), asWord(read(instruction.b)), asWord(read(instruction.b + 1)), asWord(value(.c))]
    add(.quick(.setSlice, operands, slowPath()))
    cachesHold = false
  }

  mutating func buildSlice() {
    let (start, stop) = (asWord(read(instruction.b)), asWord(read(instruction.b + 1)))
    let step = instruction.d == 3 ? asWord(read(instruction.b + 2)) : constant(.none)
    quick(.sliceObject, start, stop, step, kinds: .other)
  }

  /// What an f-string shows of a value, without a conversion.
  mutating func formatValue() {
    if instruction.d != 0 { return perform() }
    quick(.format, asWord(value(.b)), asWord(value(.c)), kinds: [.text, .other])
  }

  /// The next item of an iterator whose items are taken apart at once: its two parts.
  mutating func nextPair(_ unpacking: BytecodeInstruction) {
    guardUndisturbed()
    let item = ValueKinds.anything.subtracting(.unbound)
    let first = add(.nextPair(asWord(read(instruction.b)), exit(.value)), .word, .anything)
    goOn(unless: add(.same(first, constant(.unbound)), .bit), at: unpacking.next) { builder in
      builder.write(unpacking.a, first)
      builder.write(unpacking.a + 1, builder.add(.context(offset: CompiledLayout.contextSecondResult), .word, item))
    }
  }

  /// The next item of an iterator in the heap that is none of the kinds with ways of their own.
  mutating func quickNext() {
    guardUndisturbed()
    let item = add(.quick(.next, [asWord(read(instruction.b))], slowPath()), .word, .anything)
    cachesHold = false
    goOn(unless: add(.same(item, constant(.unbound)), .bit), at: instruction.target) { $0.write($0.instruction.a, item) }
  }

  // MARK: Calls

  /// A call of a native function or a built-in class that the graph knows. False for any other, and for one with names that
  /// the runtime is to bind.
  mutating func callNative() -> Bool {
    guard let form = callForm(), case .constant(let bits) = graph[form.function].operation, code.isNative(Value(bits: bits))
    else { return false }
    let callee = Value(bits: bits)
    guard let result = form.names == nil ? callWithoutNames(callee, form) : callWithNames(callee, form) else { return false }
    forgetResults()
    write(instruction.a, result)
    return true
  }

  private mutating func callWithNames(_ callee: Value, _ form: CallForm) -> Reference? {
    binding(of: callee, form).map { callInWindow(callee, form, $0) }
  }

  private mutating func callWithoutNames(_ callee: Value, _ form: CallForm) -> Reference {
    let (first, count) = (form.window, form.count)
    if count == 2, code.isAppend(callee) {
      let list = guardKinds(asWord(readWindow(first)), .list, .kind, at: instruction.start)
      let item = asWord(readWindow(first + 1))
      add(.appendToList(list, item, isOwn: false, exit(.value)))
      return constant(.none)
    }
    if let range = rangeIterator(callee, first, count) { return range }
    if let number = callOfComplex(callee, first, count) { return number }
    if let operation = code.quickOperation(ofCalling: callee, count: count) {
      var operands = (0..<count).map { asWord(readWindow(first + $0)) }
      if operation == .length, let count = self.count(of: operands[0]) { return count }
      if operation == .get, count == 2 { operands.append(constant(.none)) }
      let result = add(.quick(operation, operands, slowPath()), .word, kinds(of: operation))
      cachesHold = false
      return result
    }
    return callInWindow(callee, form, binding(of: callee, form))
  }

  /// How long a value is that is known to be a list or a tuple.
  private mutating func count(of row: Reference) -> Reference? {
    guard [.list, .tuple].contains(graph[row].kinds) else { return nil }
    let count = add(.field(row, offset: CompiledLayout.sequenceCount), .word, .anything)
    return add(.itemOfPosition(count), .word, .smallInt)
  }

  private func binding(of callee: Value, _ form: CallForm) -> NativeBinding? {
    code.bind(callee, positional: form.positionalCount, names: form.names, isBound: form.isBound)
  }

  /// For `range(…)` that a loop goes through at once: the iterator, which is all that it needs.
  private mutating func rangeIterator(_ callee: Value, _ first: Int, _ count: Int) -> Reference? {
    let next = FlowGraph.instruction(code, at: instruction.next)
    guard code.isRange(callee), 1...3 ~= count, next.opcode == .getIterator, !next.isConstant(.b), next.b == instruction.a,
      next.a == next.b || !isLive(instruction.a + scope.base, at: next.next)
    else { return nil }
    let given = (0..<count).map { asWord(readWindow(first + $0)) }
    let start = count == 1 ? constant(Value(smallInt: 0)) : given[0]
    let step = count == 3 ? given[2] : constant(Value(smallInt: 1))
    if let made = newRangeIterator(start, given[count == 1 ? 0 : 1], step) { return made }
    let iterator = add(
      .quick(.rangeIterator, [start, given[count == 1 ? 0 : 1], step], slowPath()), .word, [.rangeIterator, .other])
    cachesHold = false
    return iterator
  }

  private func kinds(of operation: QuickOperation) -> ValueKinds {
    switch operation {
    case .length, .ordinal, .toInt: [.smallInt, .bigInt, .other]
    case .toFloat: .float
    case .toBool: .bool
    case .character, .toText: [.text, .other]
    case .setAdd: .none
    default: .anything.subtracting(.unbound)
    }
  }

  /// The usual call: all is in the window, since the function may run Python code.
  private mutating func callInWindow(_ callee: Value, _ form: CallForm, _ binding: NativeBinding?) -> Reference {
    spill(at: instruction.start)
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.start + 1)
    cachesHold = false
    let place = NativeCallPlace(count: form.positionalCount, result: instruction.a, depth: depth, isBound: form.isBound)
    let result = add(
      .callNative(callee.bits, first: form.window, place, binding), .word, .anything.subtracting(.unbound))
    if scope.call != nil { add(.popFrames) }
    return result
  }

  /// Calls a method that is one of several, of which each is inlined or entered where it is the one. False for any other.
  mutating func callOneOfSeveral() -> Bool {
    guard instruction.opcode == .callMethod else { return false }
    let register = instruction.b + scope.base
    guard case .value(let function, _) = window[register], case .method(_, let choices, _) = graph[function].operation,
      case .value(let receiver, _) = window[register + 1]
    else { return false }
    if case .constant = graph[receiver].operation { return false }
    var methods: [UInt64] = []
    for choice in choices where !methods.contains(choice.function) { methods.append(choice.function) }
    branch(
      overEach: methods,
      if: { builder, method in
        let own = builder.constant(Value(bits: method))
        return builder.add(.same(function, own), .bit)
      }
    ) { builder, method in
      builder.write(builder.instruction.b, builder.constant(Value(bits: method)))
      builder.callKnown()
    }
    return true
  }
}
