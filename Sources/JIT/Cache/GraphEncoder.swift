import CRuntime
import Runtime

// A graph as bytes that are the same in every process in which the same machine code would come of it: all that the
// lowering reads of it. What only this process has is replaced by its place among the graph's literals.

struct GraphEncoder {
  private(set) var writer = ByteWriter()
  private(set) var literals = Literals()

  /// - Parameter instructions: where those of the code object are.
  init(_ graph: Graph, instructions: UInt) {
    address(UInt64(instructions))
    address(UInt64(graph.compiledStart))
    list(graph.nodes) { $0.encode($1) }
    list(graph.blocks) { $0.encode($1) }
    list(graph.snapshots) { $0.encode($1) }
    list(graph.exits) { encoder, exit in
      encoder.number(exit.snapshot)
      encoder.number(Int(exit.reason.rawValue))
    }
    list(graph.entries) { encoder, entry in
      encoder.number(Int(entry.block.index))
      encoder.truth(entry.isContinuation)
      encoder.number(entry.depth)
    }
  }

  var bytes: [UInt8] { writer.bytes }

  // MARK: Parts

  private mutating func list<Items: Collection>(_ items: Items, _ body: (inout Self, Items.Element) -> Void) {
    writer.count(items.count)
    for item in items { body(&self, item) }
  }

  private mutating func number(_ number: Int) { writer.signed(number) }
  private mutating func truth(_ truth: Bool) { writer.byte(truth ? 1 : 0) }
  private mutating func reference(_ reference: Reference) { writer.number(UInt64(UInt32(bitPattern: reference.index))) }
  private mutating func exit(_ exit: Exit) { writer.number(UInt64(UInt32(bitPattern: exit.index))) }
  private mutating func address(_ address: UInt64) { writer.count(literals.add(address: address)) }
  private mutating func version(_ version: UInt32) { writer.count(literals.add(version: version)) }

  /// The word of a value: an address where it is an object's.
  private mutating func value(_ bits: UInt64) {
    let isAddress = Literals.isAddress(bits)
    truth(isAddress)
    isAddress ? address(bits) : writer.number(bits)
  }

  /// A shape; 0 is none.
  private mutating func shape(_ shape: UInt32) {
    truth(shape != 0)
    if shape != 0 { writer.count(literals.add(shape: shape)) }
  }

  // MARK: Nodes

  private mutating func encode(_ node: Node) {
    writer.byte(node.representation.rawValue)
    writer.number(UInt64(node.kinds.rawValue))
    encode(node.operation)
  }

  /// The operation's number, and then what it holds.
  private mutating func encode(_ operation: Operation) {
    func tag(_ tag: UInt8, _ references: Reference...) {
      writer.byte(tag)
      for reference in references { self.reference(reference) }
    }
    switch operation {
    case .constant(let bits): tag(0); value(bits)
    case .float(let bits): tag(1); writer.number(bits)
    case .phi: tag(2)
    case .copy(let value): tag(78, value)
    case .register(let register): tag(3); number(register)
    case .function: tag(4)
    case .locals: tag(5)
    case .field(let object, let offset): tag(6, object); number(offset)
    case .memory(let base, let offset): tag(7); address(base); number(offset)
    case .memory32(let base, let offset): tag(8); address(base); number(offset)
    case .context32(let offset): tag(9); number(offset)
    case .context(let offset): tag(59); number(offset)
    case .poll(let isFence): tag(10); number(isFence ? 1 : 0)
    case .pc: tag(11)

    case .box(let number): tag(12, number)
    case .unbox(let word): tag(13, word)
    case .complex(let real, let imaginary): tag(65, real, imaginary)
    case .unboxComplex(let word): tag(66, word)
    case .realPart(let number): tag(67, number)
    case .imaginaryPart(let number): tag(68, number)
    case .multiplyComplex(let x, let y): tag(69, x, y)
    case .magnitude(let number, let exit): tag(70, number); self.exit(exit)
    case .compareMagnitude(let comparison, let number, let bound):
      tag(71, number); writer.byte(comparison.rawValue); writer.number(bound)
    case .intToFloat(let int, let exit): tag(14, int); self.exit(exit)
    case .exactFloat(let int): tag(84, int)
    case .bitToWord(let bit): tag(15, bit)

    case .guardKinds(let word, let kinds, let exit): tag(16, word); writer.number(UInt64(kinds.rawValue)); self.exit(exit)
    case .guardShape(let object, let shape, let exit): tag(17, object); self.shape(shape); self.exit(exit)
    case .confirmShape(let object, let shape, let exit): tag(80, object); self.shape(shape); self.exit(exit)
    case .hasShape(let object, let shape): tag(62, object); self.shape(shape)
    case .guardWord(let word, let bits, let exit): tag(18, word); value(bits); self.exit(exit)
    case .guardVersion(let found, let version, let exit): tag(19, found); self.version(version); self.exit(exit)
    case .guardNot(let word, let bits, let exit): tag(20, word); value(bits); self.exit(exit)
    case .guardBit(let bit, let truth, let exit): tag(21, bit); self.truth(truth); self.exit(exit)
    case .guardBoundFloat(let number, let exit): tag(22, number); self.exit(exit)
    case .guardWithin(let word, let low, let high, let exit): tag(85, word); number(Int(low)); number(Int(high)); self.exit(exit)
    case .guardRoom(let frames, let registers, let exit): tag(23); number(frames); number(registers); self.exit(exit)

    case .integer(let operation, let x, let y, let exit): tag(24, x, y); writer.byte(operation.rawValue); self.exit(exit)
    case .exactInteger(let operation, let x, let y): tag(83, x, y); writer.byte(operation.rawValue)
    case .negate(let int, let exit): tag(25, int); self.exit(exit)
    case .floating(let operation, let x, let y, let exit): tag(26, x, y); writer.byte(operation.rawValue); self.exit(exit)
    case .negateFloat(let number): tag(27, number)
    case .compareIntegers(let comparison, let x, let y): tag(28, x, y); writer.byte(comparison.rawValue)
    case .compareFloats(let comparison, let x, let y): tag(29, x, y); writer.byte(comparison.rawValue)
    case .same(let x, let y): tag(30, x, y)
    case .identical(let x, let y, let exit): tag(31, x, y); self.exit(exit)
    case .power(let x, let y, let exit): tag(32, x, y); self.exit(exit)
    case .integerOfBool(let bool): tag(86, bool)
    case .not(let bit): tag(33, bit)

    case .listElement(let list, let index, let bounds, let exit): tag(34, list, index); encode(bounds); self.exit(exit)
    case .tupleElement(let tuple, let index, let exit): tag(35, tuple, index); self.exit(exit)
    case .setListElement(let list, let index, let item, let bounds, let exit):
      tag(36, list, index, item); encode(bounds); self.exit(exit)
    case .listLimit(let list, let storage): tag(75, list, storage)
    case .byteLimit(let storage): tag(87, storage)
    case .appendToList(let list, let item, let isOwn, let exit): tag(37, list, item); truth(isOwn); self.exit(exit)
    case .setStored(let object, let storage, let place, let item, let exit):
      tag(82, object, storage, item); encode(place); self.exit(exit)
    case .setGlobal(let cell, let item, let exit): tag(81, cell, item); self.exit(exit)
    case .slot(let object, let places, let exit): tag(38, object); list(places) { $0.encode($1) }; self.exit(exit)
    case .setSlot(let object, let places, let item, let exit):
      tag(39, object, item); list(places) { $0.encode($1) }; self.exit(exit)
    case .method(let object, let choices, let exit):
      tag(40, object)
      list(choices) { encoder, choice in
        encoder.shape(choice.shape)
        encoder.value(choice.function)
      }
      self.exit(exit)
    case .setField(let object, let offset, let item): tag(41, object, item); number(offset)
    case .setShape(let object, let shape): tag(42, object); self.shape(shape)
    case .storeRegister(let register, let item): tag(43, item); number(register)
    case .newInstance(let shape, let size, let exit): tag(44); self.shape(shape); number(size); self.exit(exit)

    case .newObject(let header, let size, let exit): tag(61); writer.number(header); number(size); self.exit(exit)
    case .rangeRemaining(let iterator): tag(45, iterator)
    case .advanceRange(let iterator): tag(46, iterator)
    case .rangeLength(let start, let stop, let step, let exit): tag(79, start, stop, step); self.exit(exit)
    case .countDown(let remaining): tag(72, remaining)
    case .nextPosition(let position, let step): tag(73, position, step)
    case .itemOfPosition(let position): tag(74, position)
    case .nextOfList(let iterator, let place): tag(47, iterator); list(place?.operands ?? []) { $0.reference($1) }
    case .iteratedList(let iterator): tag(76, iterator)
    case .nextOfTuple(let iterator): tag(48, iterator)
    case .itemOfRow(let row, let position, let bounds): tag(77, row, position); encode(bounds)

    case .setPC(let word, let depth, let instructions): tag(49); number(word); number(depth); address(UInt64(instructions))
    case .pushFrames(let frames): tag(50); list(frames) { $0.encode($1) }
    case .popFrames: tag(51)
    case .closeGenerator(let generator): tag(63, generator)
    case .consume(let item): tag(64, item)
    // Their names are for people.
    case .perform(_, let depth): tag(52); number(depth)
    case .call(let continuation, _, let depth): tag(53); number(continuation); number(depth)
    case .quick(let operation, let operands, let path):
      tag(54); writer.byte(operation.rawValue); list(operands) { $0.reference($1) }; encode(path)
    case .callNative(let callee, let first, let place, let binding):
      tag(55); value(callee); number(first); writer.number(place.bits)
      list(binding.map { [$0.bits] } ?? []) { $0.writer.number($1) }
    case .callForeign(let call, let operands, let path):
      tag(56); encode(call); list(operands) { $0.reference($1) }; encode(path)
    case .loadForeign(let place, let path): tag(57); encode(place); encode(path)
    case .storeForeign(let place, let item, let path): tag(58, item); encode(place); encode(path)
    case .nextPair(let iterator, let exit): tag(60, iterator); self.exit(exit)
    }
  }

  private mutating func encode(_ bounds: ListBounds?) {
    list(bounds?.operands ?? []) { $0.reference($1) }
    number(bounds?.expectsBytes == true ? 1 : 0)
  }

  private mutating func encode(_ place: ShapeOffset) {
    shape(place.shape)
    number(Int(place.offset))
    shape(place.newShape)
  }

  private mutating func encode(_ path: SlowPath) {
    number(path.snapshot)
    address(UInt64(path.instructions))
    number(path.result)
    truth(path.isNegated)
  }

  // MARK: Foreign functions

  private mutating func encode(_ call: ForeignCall) {
    let function = call.function
    value(call.callee)
    number(call.depth)
    number(function.planOffset)
    value(function.plan.bits)
    list(function.parameters) { $0.writer.byte($1.rawValue) }
    writer.byte(function.result.rawValue)
    address(UInt64(unsafeBitCast(function.address, to: UInt.self)))
    address(UInt64(unsafeBitCast(function.value, to: UInt.self)))
    truth(function.around != nil)
    if let around = function.around { address(UInt64(unsafeBitCast(around, to: UInt.self))) }
  }

  private mutating func encode(_ place: ForeignPlace) {
    writer.byte(place.memory.kind.rawValue)
    switch place.memory.form {
    case .member(let offset): writer.byte(0); number(offset)
    case .array(let count): writer.byte(1); number(count)
    case .pointer: writer.byte(2)
    }
    reference(place.object)
    truth(place.index != nil)
    if let index = place.index { reference(index) }
  }

  // MARK: Blocks, calls and snapshots

  private mutating func encode(_ block: Block) {
    list(block.phis) { encoder, phi in
      encoder.reference(phi.node)
      encoder.list(phi.inputs) { $0.reference($1) }
    }
    list(block.nodes) { $0.reference($1) }
    list(block.predecessors) { $0.target($1) }
    encode(block.terminator)
  }

  private mutating func target(_ block: BlockReference) { writer.number(UInt64(UInt32(bitPattern: block.index))) }

  private mutating func encode(_ terminator: Terminator) {
    switch terminator {
    case .unreachable: writer.byte(0)
    case .jump(let target): writer.byte(1); self.target(target)
    case .branch(let condition, let then, let otherwise):
      writer.byte(2); reference(condition); target(then); target(otherwise)
    case .exit(let exit): writer.byte(3); self.exit(exit)
    case .step(let step, let next, let jump):
      writer.byte(4); reference(step); target(next); truth(jump != nil)
      if let jump { target(jump) }
    case .enter(let call, let continuation, let otherwise):
      writer.byte(5); encode(call); number(continuation); target(otherwise)
    case .interpret(let word): writer.byte(6); number(word)
    case .return(let result, let word): writer.byte(7); reference(result); number(word)
    }
  }

  private mutating func encode(_ call: DirectCall) {
    encode(call.callee)
    truth(call.function != nil)
    if let function = call.function { reference(function) }
    list(call.parameters) { $0.reference($1) }
    number(call.window)
    number(call.result)
    writer.number(UInt64(call.role.flags))
    address(UInt64(call.returnAddress))
    number(call.depth)
  }

  private mutating func encode(_ callee: CompilableFunction) {
    value(callee.function.bits)
    value(callee.code.bits)
    address(UInt64(callee.instructions))
    address(UInt64(callee.constants))
    number(callee.registerCount)
    number(callee.parameterCount)
    number(callee.variableCount)
  }

  private mutating func encode(_ frame: InlinedFrame) {
    encode(frame.callee)
    number(frame.base)
    number(frame.result)
    writer.number(UInt64(frame.role.flags))
    address(UInt64(frame.returnAddress))
    number(frame.holder ?? -1)
  }

  private mutating func encode(_ object: VirtualObject) {
    reference(object.node)
    number(object.size)
    switch object.header {
    case .instance(let shape): writer.byte(0); self.shape(shape)
    case .word(let header): writer.byte(1); writer.number(header)
    }
    list(object.fields) { encoder, field in
      encoder.number(field.offset)
      encoder.reference(field.value)
      encoder.number(field.place)
    }
  }

  private mutating func encode(_ snapshot: Snapshot) {
    number(snapshot.word)
    list(snapshot.stores) { encoder, store in
      encoder.number(store.register)
      encoder.reference(store.value)
    }
    list(snapshot.objects) { $0.encode($1) }
    list(snapshot.iteratorWords) { encoder, word in
      encoder.reference(word.iterator)
      encoder.number(word.word.offset)
      encoder.reference(word.value)
    }
    list(snapshot.frames) { $0.encode($1) }
  }
}
