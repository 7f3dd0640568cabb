import Bytecode
import CRuntime

// Recording: for some thousand instructions a thread has other handlers, which note what each instruction meets and then
// do it in the usual way. (LuaJIT records traces by such an exchange of its dispatch table.) So a profile costs nothing
// except while it is made.

extension Context {
  /// Has the next instructions of the thread recorded. False where it has other handlers already.
  func beginRecording(_ length: UInt32) -> Bool {
    if isTraced || pointee.recording != 0 { return false }
    pointee.recording = length
    HandlerTable(context_handlers(self)).setAll { Machine($0, $1, $2, $3, $4).record(InstructionWord(bits: $5)) }
    return true
  }
}

extension Machine {
  /// Notes what an instruction meets, and does it.
  @inline(__always)
  fileprivate func record(_ word: InstructionWord) -> Value {
    note(self, word)
    return performRecorded(context, frame, pc, registers, constants, word.bits)
  }
}

/// Does an instruction in the usual way.
@inline(__always)
private func performRecorded(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ word: UInt64
) -> Value {
  let handlers = Interpreter(of: context).state.pointee.standardHandlers
  return enter_compiled(handlers[Int(word & 0xff)].unsafelyUnwrapped, context, frame, pc, registers, constants, word)
}

/// Whether an operand names one value that the instruction looks at.
private func readsValue(_ role: Operand.Role) -> Bool {
  switch role {
  case .value, .read, .update, .check, .window: true
  default: false
  }
}

@inline(never)
private func note(_ state: Machine, _ word: InstructionWord) {
  let context = state.context
  context.pointee.recording -= 1
  if context.pointee.recording == 0 { context.installHandlers() }
  let opcode = word.trustedOpcode
  if opcode == .enterCompiled { return }
  let code = state.frame.code
  let index = Int(state.pc - UnsafePointer(code.pointer.pointee.instructions)) - 1
  guard index >= 0, index < Int(code.pointer.pointee.instructionCount) else { return }
  let compilation = code.requireProfile()
  let description = opcode.instruction
  var bits = InstructionProfile.executed
  func add(_ slot: Operand.Slot, _ index: UInt16, isConstant: Bool, at bit: UInt64) {
    guard let role = description.operand(in: slot)?.role, readsValue(role) else { return }
    let value = isConstant ? state.constants[Int(index)] : state.registers[Int(index)]
    bits |= UInt64(ValueKinds(of: value).rawValue) << bit
  }
  add(.a, word.a, isConstant: word.aIsConstant, at: 0)
  add(.b, word.b, isConstant: word.bIsConstant, at: 16)
  add(.c, word.c, isConstant: word.cIsConstant, at: 32)
  let profile = compilation.pointee.profile.unsafelyUnwrapped
  profile[index] |= bits
  switch opcode {
  case _ where opcode.isArithmetic:
    noteShapes(state.valueB(word), state.valueC(word), of: index, compilation)
    noteComplex(state.valueB(word), state.valueC(word), of: index, compilation)
  case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
    noteShapes(state.valueB(word), state.valueC(word), of: index, compilation)
  case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
    noteShapes(state.valueA(word), state.valueB(word), of: index, compilation)
  case .contains: noteShape(state.valueC(word), of: index, compilation)
  case .jumpIfContains: noteShape(state.valueB(word), of: index, compilation)
  case .loadAttribute, .loadAttributeAny: noteNativeShape(state.valueB(word), in: &profile[index])
  case .storeAttribute, .storeAttributeAny: noteNativeShape(state.valueA(word), in: &profile[index])
  case .loadItem, .loadSpecial: noteShape(state.valueB(word), of: index, compilation)
  case .storeItem: noteShape(state.valueA(word), of: index, compilation)
  case .call, .callMethod:
    let callee = state.register(word.b)
    if let instance = Instance(ifExactly: callee) {
      InstructionProfile.list(shape: instance.pointer.pointee.header.shape, of: index, compilation)
    } else if callee.isNative || Function(ifExactly: callee) != nil {
      // What is kept is memory, and where the frame stands tells a collection what it still needs.
      state.frame.pointee.pc = state.pc
      code.record(context, callee: callee, of: index, compilation)
    }
  default: break
  }
  if opcode == .forNext {
    let iterator = state.register(word.b)
    if let generator = Generator(ifExactlyOperand: iterator) {
      profile[index] |= InstructionProfile.generator
      state.frame.pointee.pc = state.pc
      code.record(context, resumed: generator, in: &profile[index])
    }
    profile[index] |= context.givesPairs(iterator) ? InstructionProfile.pairs : InstructionProfile.singles
  }
  let row = Int(compilation.pointee.registerRows.unsafelyUnwrapped[index])
  if row > 0 { noteRegisters(state, code, compilation.pointee.registerKinds.unsafelyUnwrapped, row: row - 1) }
}

/// Notes the kinds of all registers at a back-edge. A temporary may hold what is dead: the memory of a cell can be read
/// all the same, that of a large object may be gone.
private func noteRegisters(_ state: Machine, _ code: Code, _ table: UnsafeMutablePointer<UInt16>, row: Int) {
  let (count, variableCount) = (Int(code.pointer.pointee.registerCount), Int(code.pointer.pointee.variableCount))
  let kinds = table + row * count
  let heap = Heap(of: state.context).state
  for register in 0..<count {
    let value = state.registers[register]
    let isReadable = register < variableCount || !value.isPointer || heap.pointee.blocks.contains(UInt(value.bits))
    kinds[register] |= (isReadable ? ValueKinds(of: value) : .other).rawValue
  }
}

/// Notes which shape the left operand of an operator has, and whether the right one is an instance of another.
private func noteShapes(
  _ left: Value, _ right: Value, of index: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>
) {
  guard let instance = Instance(ifExactly: left) else { return }
  let shape = instance.pointer.pointee.header.shape
  InstructionProfile.note(shape: shape, of: index, compilation)
  if let other = Instance(ifExactly: right), other.pointer.pointee.header.shape != shape {
    compilation.pointee.profile.unsafelyUnwrapped[index] |= 1 << 63
  }
}

/// Notes the shape of complex numbers where an operand is one, and that of an instance with which it is combined.
private func noteComplex(
  _ left: Value, _ right: Value, of index: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>
) {
  guard let number = Complex(ifExactly: left) ?? Complex(ifExactly: right) else { return }
  InstructionProfile.note(shape: number.pointer.pointee.header.shape, of: index, compilation)
  if let other = Instance(ifExactly: right) {
    InstructionProfile.note(shape: other.pointer.pointee.header.shape, of: index, compilation)
  }
}

/// Notes the shape of an object into which an instruction looks, if it is a native module's.
private func noteNativeShape(_ object: Value, in bits: inout UInt64) {
  if object.isNative { InstructionProfile.shape.note(UInt64(object.object.pointee.shape), in: &bits) }
}

/// The same, or if it is an instance; of a list whose elements are bytes the shape of those.
private func noteShape(_ object: Value, of index: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>) {
  if let instance = Instance(ifExactly: object) {
    InstructionProfile.note(shape: instance.pointer.pointee.header.shape, of: index, compilation)
  } else if let row = List(ifExactly: object)?.row {
    InstructionProfile.note(shape: row.object.pointee.shape, of: index, compilation)
  } else {
    noteNativeShape(object, in: &compilation.pointee.profile.unsafelyUnwrapped[index])
  }
}
