import CRuntime
import Runtime

// The graph as text, for people and tests:
//
//     spectral_norm.eval_A
//     entry 0 at word 0: block 0
//     block 2  ← block 1, block 5
//       v7 = phi v3, v19 : word smallInt
//       v8 = integer multiply v7, v7  ⟶ exit 3 (overflow)
//       branch v9 then block 3 else block 4
//     exit 3: word 12, %4 ← v7

extension Graph: CustomStringConvertible {
  public var description: String {
    var lines = [name]
    for (number, entry) in entries.enumerated() {
      lines.append("\(entry.isContinuation ? "continuation" : "entry") \(number) at word \(entry.word): \(entry.block)")
    }
    for (index, block) in blocks.enumerated() {
      let from = block.predecessors.map(\.description).joined(separator: ", ")
      lines.append("block \(index)" + (from.isEmpty ? "" : "  ← \(from)"))
      for phi in block.phis {
        let inputs = phi.inputs.map(\.description).joined(separator: ", ")
        lines.append("  \(phi.node) = phi \(inputs)\(type(of: phi.node))")
      }
      for node in block.nodes { lines.append("  " + description(of: node)) }
      lines.append("  " + description(of: block.terminator))
    }
    for (index, snapshot) in snapshots.enumerated() {
      let registers = snapshot.stores.map { "%\($0.register) ← \($0.value)" }
      let words = snapshot.iteratorWords.map { "\($0.word) of \($0.iterator) ← \($0.value)" }
      let stores = (registers + snapshot.objects.map(\.text) + words).joined(separator: ", ")
      let frames = snapshot.frames.map { ", frame at %\($0.base)" }.joined()
      lines.append("snapshot \(index): word \(snapshot.word)" + frames + (stores.isEmpty ? "" : ", \(stores)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func type(of reference: Reference) -> String {
    let node = self[reference]
    switch node.representation {
    case .nothing: return ""
    case .word: return " : word\(node.kinds == .anything ? "" : " " + node.kinds.description)"
    case .float: return " : float\(node.kinds.isEmpty ? "" : " or unbound")"
    case .bit: return " : bit"
    case .complex: return " : complex"
    }
  }

  private func description(of reference: Reference) -> String {
    let node = self[reference]
    let text = node.operation.text + type(of: reference) + (node.operation.exit.map { "  ⟶ \(description(of: $0))" } ?? "")
    return node.representation == .nothing ? text : "\(reference) = \(text)"
  }

  private func description(of exit: Exit) -> String {
    let point = exits[Int(exit.index)]
    return "snapshot \(point.snapshot) (\(point.reason))"
  }

  private func description(of terminator: Terminator) -> String {
    switch terminator {
    case .unreachable: "unreachable"
    case .jump(let target): "jump \(target)"
    case .branch(let condition, let then, let otherwise): "branch \(condition) then \(then) else \(otherwise)"
    case .exit(let exit): "exit ⟶ \(description(of: exit))"
    case .step(let step, let next, let jump): "step \(step) next \(next)" + (jump.map { " jump \($0)" } ?? "")
    case .enter(let call, _, let otherwise):
      "enter " + (call.function.map { "\($0) " } ?? "") + "at %\(call.window), result %\(call.result), else \(otherwise)"
    case .interpret(let word): "interpret at word \(word)"
    case .return(let value, let word): "return \(value), at word \(word)"
    }
  }
}

extension Operation {
  /// The operation with its operands, without its way out.
  fileprivate var text: String {
    switch self {
    case .constant(let bits): "constant \(Value(bits: bits).shortText)"
    case .float(let bits): "float \(Double(bitPattern: bits))"
    case .phi: "phi"
    case .copy(let value): "\(value)"
    case .register(let register): "register %\(register)"
    case .function: "function"
    case .locals: "locals"
    case .field(let object, let offset): "field \(object) + \(offset)"
    case .memory: "memory"
    case .memory32: "memory32"
    case .context32(let offset): "context + \(offset)"
    case .context(let offset): "context + \(offset)"
    case .poll(let isFence): isFence ? "poll, fence" : "poll"
    case .pc: "pc"
    case .box(let number): "box \(number)"
    case .unbox(let word): "unbox \(word)"
    case .complex(let real, let imaginary): "complex \(real), \(imaginary)"
    case .unboxComplex(let word): "unbox complex \(word)"
    case .realPart(let number): "real part of \(number)"
    case .imaginaryPart(let number): "imaginary part of \(number)"
    case .multiplyComplex(let left, let right): "multiply complex \(left), \(right)"
    case .magnitude(let number, _): "magnitude of \(number)"
    case .compareMagnitude(let comparison, let number, let bound):
      "compare magnitude \(comparison) \(number), \(Double(bitPattern: bound))"
    case .intToFloat(let int, _): "float of \(int)"
    case .exactFloat(let int): "exact float of \(int)"
    case .bitToWord(let bit): "word of \(bit)"
    case .guardKinds(let word, let kinds, _): "guard \(word) is \(kinds)"
    case .guardShape(let object, let shape, _): "guard \(object) has shape \(shape)"
    case .confirmShape(let object, let shape, _): "confirm that \(object) has shape \(shape)"
    case .hasShape(let object, let shape): "\(object) has shape \(shape)"
    case .guardWord(let word, let bits, _): "guard \(word) is \(Value(bits: bits).shortText)"
    case .guardVersion(let word, let version, _): "guard \(word) is version \(version)"
    case .guardNot(let word, let bits, _): "guard \(word) is not \(Value(bits: bits).shortText)"
    case .guardBit(let bit, let truth, _): "guard \(bit) is \(truth)"
    case .guardBoundFloat(let number, _): "guard \(number) is bound"
    case .guardWithin(let word, let low, let high, _): "guard \(word) is from \(low) to \(high)"
    case .integer(let operation, let left, let right, _): "integer \(operation) \(left), \(right)"
    case .exactInteger(let operation, let left, let right): "exact integer \(operation) \(left), \(right)"
    case .negate(let int, _): "negate \(int)"
    case .floating(let operation, let left, let right, _): "float \(operation) \(left), \(right)"
    case .negateFloat(let number): "negate float \(number)"
    case .compareIntegers(let comparison, let left, let right): "integer \(comparison) \(left), \(right)"
    case .compareFloats(let comparison, let left, let right): "float \(comparison) \(left), \(right)"
    case .identical(let left, let right, _): "identical \(left), \(right)"
    case .power(let left, let right, _): "power \(left), \(right)"
    case .slot(let object, let places, _): "slot of \(object), \(places.count) shapes"
    case .method(let object, let choices, _): "method of \(object), \(choices.count) shapes"
    case .setSlot(let object, let places, let item, _): "slot of \(object), \(places.count) shapes, ← \(item)"
    case .same(let left, let right): "same \(left), \(right)"
    case .integerOfBool(let bool): "integer of \(bool)"
    case .not(let bit): "not \(bit)"
    case .listElement(let list, let index, let bounds, _): "element \(index) of list \(list)" + bounds.text
    case .tupleElement(let tuple, let index, _): "element \(index) of tuple \(tuple)"
    case .setListElement(let list, let index, let item, let bounds, _):
      "element \(index) of list \(list)" + bounds.text + " ← \(item)"
    case .listLimit(let list, let storage): "limit of list \(list) in \(storage)"
    case .byteLimit(let storage): "limit of bytes in \(storage)"
    case .appendToList(let list, let item, let isOwn, _): "append to \(isOwn ? "own " : "")list \(list) \(item)"
    case .setField(let object, let offset, let item): "field \(object) + \(offset) ← \(item)"
    case .setStored(let object, let storage, let place, let item, _):
      "attribute \(place.offset) of \(object) in \(storage) ← \(item)"
    case .setGlobal(let cell, let item, _): "variable \(cell) ← \(item)"
    case .setShape(let object, let shape): "shape of \(object) ← \(shape)"
    case .storeRegister(let register, let value): "%\(register) ← \(value)"
    case .rangeRemaining(let iterator): "remaining of range \(iterator)"
    case .advanceRange(let iterator): "next of range \(iterator)"
    case .countDown(let remaining): "one less than \(remaining)"
    case .rangeLength(let start, let stop, let step, _): "how many from \(start) to \(stop) by \(step)"
    case .nextPosition(let position, let step): "next position \(position), step \(step)"
    case .itemOfPosition(let position): "item of position \(position)"
    case .nextOfList(let iterator, nil): "next of list \(iterator)"
    case .nextOfList(let iterator, let place?): "next of list \(iterator) at \(place.position)" + Optional(place.bounds).text
    case .iteratedList(let iterator): "list of \(iterator)"
    case .itemOfRow(let row, let position, let bounds): "item of \(row) at \(position)" + bounds.text
    case .nextOfTuple(let iterator): "next of tuple \(iterator)"
    case .guardRoom(let frames, let registers, _): "guard room for \(frames) frames, \(registers) registers"
    case .newInstance(let shape, _, _): "new instance of shape \(shape)"
    case .newObject(let header, let size, _): "new object of kind \(header >> 32 & 0x7f), \(size) bytes"
    case .setPC(let word, let depth, _): "pc ← word \(word)" + (depth == 0 ? "" : " at depth \(depth)")
    case .pushFrames(let frames): "push frames at " + frames.map { "%\($0.base)" }.joined(separator: ", ")
    case .popFrames: "pop frames"
    case .consume(let item): "consume \(item)"
    case .closeGenerator(let generator): "close generator \(generator)"
    case .perform(let name, _): "perform \(name)"
    case .quick(let operation, let operands, let slow):
      "quick \(operation) " + operands.map(\.description).joined(separator: ", ") + ", else snapshot \(slow.snapshot)"
    case .nextPair(let iterator, _): "next pair of \(iterator)"
    case .callForeign(_, let operands, let slow):
      "call foreign with " + operands.map(\.description).joined(separator: ", ") + ", else snapshot \(slow.snapshot)"
    case .loadForeign(let place, let slow): "foreign \(place.text), else snapshot \(slow.snapshot)"
    case .storeForeign(let place, let item, let slow): "foreign \(place.text) ← \(item), else snapshot \(slow.snapshot)"
    case .callNative(_, let first, let place, let binding):
      "call native with \(place.count) from %\(first)" + (binding.map { ", bound \(String($0.bits, radix: 16))" } ?? "")
    case .call(let continuation, let name, _): "call \(name), continuation \(continuation)"
    }
  }
}

extension VirtualObject {
  fileprivate var text: String {
    let kind =
      switch header {
      case .instance(let shape): "instance of shape \(shape)"
      case .word(let header): "object of kind \(header >> 32 & 0x7f)"
      }
    return "\(node) = \(kind) with " + fields.map { "\($0.offset): \($0.value)" }.joined(separator: ", ")
  }
}

extension ListBounds? {
  fileprivate var text: String { map { " within \($0.limit) or bytes \($0.byteLimit) of \($0.storage)" } ?? "" }
}

extension ForeignPlace {
  fileprivate var text: String {
    let kind = "\(memory.kind)"
    return switch memory.form {
    case .member(let offset): "\(kind) of \(object) + \(offset)"
    case .array, .pointer: "\(kind) " + (index.map { "\($0) " } ?? "") + "of \(object)"
    }
  }
}

extension Value {
  /// What an immediate value is; of an object no more than that it is one.
  fileprivate var shortText: String {
    if isSmallInt { return "\(smallInt)" }
    if isInlineFloat { return "\(inlineFloat)" }
    switch self {
    case .empty: return "empty"
    case .none: return "None"
    case .true: return "True"
    case .false: return "False"
    case .unbound: return "unbound"
    default: return isPointer ? "object" : "0x" + String(bits, radix: 16)
    }
  }
}

extension ValueKinds: CustomStringConvertible {
  private static let names = [
    "smallInt", "inlineFloat", "heapFloat", "bool", "none", "text", "list", "tuple", "dict", "bigInt", "function",
    "rangeIterator", "listIterator", "tupleIterator", "unbound", "other",
  ]

  public var description: String {
    if self == .anything { return "anything" }
    return ValueKinds.names.indices.filter { rawValue >> $0 & 1 != 0 }.map { ValueKinds.names[$0] }.joined(separator: "|")
  }
}
