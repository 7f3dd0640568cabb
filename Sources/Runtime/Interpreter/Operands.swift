import Bytecode
import CRuntime

/// The operands of an instruction in full width, as they are after an `extend` prefix has been taken in.
struct Operands: BitwiseCopyable {
  var a, b, c: Int32
  var flags: UInt8

  @inline(__always)
  init(_ word: InstructionWord) {
    (a, b, c) = (Int32(word.a), Int32(word.b), Int32(word.c))
    flags = word.flags
  }

  /// Those of the word after a prefix.
  init(prefix: InstructionWord, _ word: InstructionWord) {
    a = Int32(bitPattern: UInt32(prefix.a) << 16 | UInt32(word.a))
    b = Int32(bitPattern: UInt32(prefix.b) << 16 | UInt32(word.b))
    c = Int32(bitPattern: UInt32(prefix.c) << 16 | UInt32(word.c))
    flags = word.flags
  }

  var d: Int { Int(flags >> 3) }
}

extension UnsafeMutablePointer where Pointee == Frame {
  // MARK: Operands

  @inline(__always)
  func register(_ index: Int32) -> UnsafeMutablePointer<Value> { pointee.registers + Int(index) }

  /// Operands of the role `value`: registers, or constants where the flag says so.
  func valueA(_ operands: Operands) -> Value { value(operands.a, isConstant: operands.flags & 1 != 0) }
  func valueB(_ operands: Operands) -> Value { value(operands.b, isConstant: operands.flags & 2 != 0) }
  func valueC(_ operands: Operands) -> Value { value(operands.c, isConstant: operands.flags & 4 != 0) }

  @inline(__always)
  private func value(_ index: Int32, isConstant: Bool) -> Value {
    isConstant ? pointee.constants[Int(index)] : pointee.registers[Int(index)]
  }

  func constant(_ index: Int32) -> Value { pointee.constants[Int(index)] }
  func name(_ index: Int32) -> Value { code.pointer.pointee.names[Int(index)] }
}

/// What an instruction leads to.
enum Outcome {
  /// The next instruction.
  case next
  /// The instruction that the displacement names.
  case jump
  /// The frame on top has changed: a call began, a generator was resumed or suspended.
  case frameChanged
  /// The entry frame returned, and with what.
  case returned(Value)
}
