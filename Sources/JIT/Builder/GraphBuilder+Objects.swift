import Bytecode
import CRuntime
import Runtime

// Objects of the runtime's own that machine code makes without it (`CompiledObjects.swift` has their layouts). A cell comes
// first, whose exit is the instruction's, then what is written into it.

extension GraphBuilder {
  /// What has more items is made by the runtime.
  private static var mostItems: Int { 8 }

  private mutating func newObject(_ header: UInt64, size: Int, _ kinds: ValueKinds = .other) -> Reference {
    add(.newObject(header: header, size: CompiledLayout.cellSize(size) ?? size, exit(.value)), .word, kinds)
  }

  // MARK: Rows

  mutating func buildTuple() {
    let items = (0..<instruction.c).map { asWord(read(instruction.b + $0)) }
    if items.isEmpty || items.count > Self.mostItems { return perform() }
    write(instruction.a, newTuple(items))
  }

  mutating func newTuple(_ items: [Reference]) -> Reference {
    let first = CompiledLayout.tupleElements
    let tuple = newObject(CompiledLayout.tupleHeader, size: first + 8 * items.count, .tuple)
    add(.setField(tuple, offset: CompiledLayout.sequenceCount, word(UInt64(items.count))))
    for (place, item) in items.enumerated() { add(.setField(tuple, offset: first + 8 * place, item)) }
    return tuple
  }

  mutating func buildList() {
    if instruction.c > Self.mostItems { return perform() }
    let items = (0..<instruction.c).map { asWord(read(instruction.b + $0)) }
    let storage = items.isEmpty ? nil : newListStorage(items)
    let list = newObject(CompiledLayout.listHeader, size: CompiledLayout.listSize, .list)
    if let storage {
      add(.setField(list, offset: CompiledLayout.sequenceCount, word(UInt64(items.count))))
      add(.setField(list, offset: CompiledLayout.listStorage, storage))
    }
    write(instruction.a, list)
  }

  /// Storage that reaches to the end of its cell.
  private mutating func newListStorage(_ items: [Reference]) -> Reference {
    let first = CompiledLayout.listStorageElements
    let size = first + 8 * items.count
    let room = ((CompiledLayout.cellSize(size) ?? size) - first) / 8
    let storage = newObject(CompiledLayout.listStorageHeader, size: size)
    add(.setField(storage, offset: CompiledLayout.listStorageCapacity, word(UInt64(room))))
    for (place, item) in items.enumerated() { add(.setField(storage, offset: first + 8 * place, item)) }
    return storage
  }

  // MARK: Iterators

  /// Of lists and tuples, and of ranges that need not be made, iterators are made here.
  mutating func getIterator() {
    let iterable = asWord(value(.b))
    if graph[iterable].kinds == .rangeIterator { return write(instruction.a, iterable) }
    switch graph[iterable].operation {
    case .quick(.rangeIterator, _, _):
      return write(instruction.a, guardKinds(iterable, .rangeIterator, .kind, at: instruction.start))
    case .quick(.enumeration, _, _), .quick(.pairing, _, _): return write(instruction.a, iterable)
    default: break
    }
    for kind in [.list, .tuple] as [ValueKinds] {
      guard let row = expect(iterable, kind, seen: seen(.b)) else { continue }
      let header = kind == .list ? CompiledLayout.listIteratorHeader : CompiledLayout.tupleIteratorHeader
      let iterator = newObject(
        header, size: CompiledLayout.iteratorSize, kind == .list ? .listIterator : .tupleIterator)
      add(.setField(iterator, offset: CompiledLayout.iteratorSource, row))
      return write(instruction.a, iterator)
    }
    quick(.iterator, iterable)
  }

  /// The iterator of a range between ints; nil where what it goes between may be anything.
  mutating func newRangeIterator(_ start: Reference, _ stop: Reference, _ step: Reference) -> Reference? {
    func isInt(_ value: Reference) -> Bool {
      let kinds = graph[value].kinds
      return kinds.contains(.smallInt) && kinds.isSubset(of: [.smallInt, .bigInt, .other])
    }
    guard isInt(start), isInt(stop), isInt(step) else { return nil }
    func number(_ value: Reference) -> Reference { guardKinds(value, .smallInt, .kind, at: instruction.start) }
    let (first, end, step) = (number(start), number(stop), number(step))
    let length = add(.rangeLength(first, end, step: step, exit(.bounds)), .word, .anything)
    let iterator = newObject(CompiledLayout.rangeIteratorHeader, size: CompiledLayout.iteratorSize, .rangeIterator)
    let number = add(.nextPosition(word(0), step: first), .word, .anything)
    add(.setField(iterator, offset: RangeWord.position.offset, number))
    add(.setField(iterator, offset: RangeWord.remaining.offset, length))
    add(.setField(iterator, offset: RangeWord.step.offset, step))
    return iterator
  }

  // MARK: Functions

  /// A function bound to its first argument.
  mutating func newMethod(_ function: Reference, _ receiver: Reference) -> Reference {
    let method = newObject(CompiledLayout.methodHeader, size: CompiledLayout.methodSize)
    add(.setField(method, offset: CompiledLayout.methodFunction, function))
    add(.setField(method, offset: CompiledLayout.methodReceiver, receiver))
    return method
  }

  mutating func makeCell() {
    let content = asWord(read(instruction.a))
    let cell = newObject(CompiledLayout.cellHeader, size: CompiledLayout.cellSize)
    add(.setField(cell, offset: CompiledLayout.cellContent, content))
    write(instruction.a, cell)
  }

  /// A function whose cells are in registers or in the closure of the function that makes it.
  mutating func makeFunction() {
    let made = code.constant(instruction.b)
    guard let parts = code.functions(of: made), parts.captures.count <= Self.mostItems else { return perform() }
    let cells = parts.captures.map { capture in
      switch capture {
      case .cell(let register): asWord(read(register))
      case .free(let index): freeCell(index)
      }
    }
    let (closure, maker) = (cells.isEmpty ? nil : newTuple(cells), ownFunction())
    let function = newObject(CompiledLayout.functionHeader, size: CompiledLayout.functionSize, .function)
    add(.setField(function, offset: CompiledLayout.functionVersion, word(1)))
    for (place, value) in [
      (CompiledLayout.functionCode, made), (CompiledLayout.functionName, parts.name),
      (CompiledLayout.functionQualifiedName, parts.qualifiedName),
    ] {
      add(.setField(function, offset: place, constant(value)))
    }
    for place in [CompiledLayout.functionGlobals, CompiledLayout.functionBuiltins] {
      add(.setField(function, offset: place, add(.field(maker, offset: place), .word, .anything)))
    }
    if let closure { add(.setField(function, offset: CompiledLayout.functionClosure, closure)) }
    codeOfMade[function] = made
    write(instruction.a, function)
  }

  // MARK: Generators

  /// A call of a function that is known by its code, or was seen to be of one, and that makes a generator: no frame comes on
  /// top. False for any other.
  mutating func callGenerator() -> Bool {
    guard let form = callForm(), form.names == nil, let made = codeOfFunction(form.function),
      CompilableCode.makesGenerator(made, count: form.count, isAwaited: resultIsAwaited),
      let callee = CompilableFunction(code: made)
    else { return false }
    var function = form.function
    if codeOfMade[function] == nil {
      function = guardKinds(function, .function, .kind, at: instruction.start)
      keep(made)
      let current = add(.field(function, offset: CompiledLayout.functionCode), .word, .other)
      add(.guardWord(current, made.bits, exit(.value)))
    }
    let arguments = (0..<form.count).map { asWord(readWindow(form.window + $0)) }
    guard let generator = generator(of: callee, function, arguments) else { return false }
    forgetResults()
    write(instruction.a, generator)
    return true
  }

  /// A generator that has not begun, or a coroutine; nil for a coroutine with too many arguments.
  private mutating func generator(
    of callee: CompilableFunction, _ function: Reference, _ arguments: [Reference]
  ) -> Reference? {
    if CompilableCode.makesGenerator(callee.code, count: arguments.count, isAwaited: false) {
      return newGenerator(callee, function, arguments)
    }
    if arguments.count > 2 { return nil }
    let operands = (0..<2).map { $0 < arguments.count ? arguments[$0] : word(0) }
    cachesHold = false
    return add(
      .quick(.makeGenerator, [function] + operands + [word(UInt64(arguments.count))], slowPath()), .word, .other)
  }

  private mutating func newGenerator(
    _ callee: CompilableFunction, _ function: Reference, _ arguments: [Reference]
  ) -> Reference {
    typealias Layout = CompiledGenerator
    let generator = newObject(Layout.header, size: Layout.size(registerCount: callee.registerCount))
    // It goes on behind the instruction that makes one where the call is interpreted.
    add(.setField(generator, offset: Layout.pc, word(UInt64(callee.instructions + 8))))
    add(.setField(generator, offset: Layout.state, word(Layout.created)))
    add(.setField(generator, offset: Layout.function, function))
    for (place, source) in [
      (Layout.name, CompiledLayout.functionName), (Layout.qualifiedName, CompiledLayout.functionQualifiedName),
    ] {
      add(.setField(generator, offset: place, add(.field(function, offset: source), .word, .anything)))
    }
    for (register, argument) in arguments.enumerated() {
      add(.setField(generator, offset: Layout.register(register), argument))
    }
    for register in arguments.count..<callee.variableCount {
      add(.setField(generator, offset: Layout.register(register), constant(.unbound)))
    }
    return generator
  }

  /// Whether a register holds a generator that the graph has made.
  func makesGenerator(_ state: RegisterState) -> Bool {
    guard case .value(let value, _) = state, case .newObject(let header, _, _) = graph[value].operation else { return false }
    return header == CompiledGenerator.header
  }

  /// Whether the next instruction awaits the result, as in `await f()`.
  private var resultIsAwaited: Bool {
    let next = FlowGraph.instruction(code, at: instruction.next)
    return next.opcode == .getAwaitable && !next.isConstant(.b) && next.b == instruction.a
  }

  /// The code of a function that is known, or that was made here.
  private func codeOfFunction(_ function: Reference) -> Value? {
    if let made = codeOfMade[function] { return made }
    switch graph[function].operation {
    case .constant(let bits): return CompilableFunction(Value(bits: bits))?.code
    default:
      let codes = seen(.b) == .function ? code.calledCodes(instruction.start) : []
      return codes.count == 1 ? codes[0] : nil
    }
  }
}
