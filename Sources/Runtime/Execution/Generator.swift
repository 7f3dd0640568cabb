import Bytecode
import CRuntime

// Generators, coroutines and async generators: a frame that can be put aside. While it is suspended its registers are
// in `registers`; resuming copies them into a window on top of the register stack, and a yield copies them back.
//
// Resuming does not recurse on the native stack where the interpreter itself resumes: a `forNext` or a `delegate` puts
// the generator's frame on top of its own and goes on there (`Activation+Generators.swift`).

public enum GeneratorState: UInt8, Sendable {
  /// Nothing has run yet.
  case created
  case suspended, running, closed
}

public struct GeneratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The next instruction; of a `delegate`, itself.
  var pc: UnsafePointer<UInt64>
  var state: UInt8
  /// A coroutine that has been awaited, an async generator with an `__anext__` under way.
  var isAwaited: Bool
  var reserved: UInt16 = 0
  var reserved2: UInt32 = 0

  var function: Value
  /// A `ValueArray` as long as the window.
  var registers: Value
  /// What the frame was handling when it was put aside, or *empty*; and, while it runs, what its resumer is handling.
  var handledException: Value
  var outerException: Value
  /// The frame object, if Python has looked, or *empty*.
  var frame: Value
  var name: Value
  var qualifiedName: Value
}

public struct Generator: ObjectReference {
  public let pointer: UnsafeMutablePointer<GeneratorLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<GeneratorLayout>) { self.pointer = pointer }
  public static var kind: Kind { .generator }
  static var traceRule: TraceRule { .words(from: 24) }

  var state: GeneratorState {
    get { GeneratorState(rawValue: pointer.pointee.state).unsafelyUnwrapped }
    nonmutating set { pointer.pointee.state = newValue.rawValue }
  }
  var function: Function { Function(pointer.pointee.function) }
  var registers: UnsafeMutablePointer<Value> { ValueArray(pointer.pointee.registers).elements }
  private var registerCount: Int { Int(function.code.pointer.pointee.registerCount) }

  /// A generator that goes on where a frame stands, which is about to be taken off.
  static func make(_ context: Context, from frame: FramePointer) throws(Raised) -> Generator {
    let function = frame.function
    let array = try ValueArray.make(context, count: Int(function.code.pointer.pointee.registerCount))
    let cell = try context.allocate(MemoryLayout<GeneratorLayout>.size, .plain)
    let generator = Generator(pointer: cell.assumingMemoryBound(to: GeneratorLayout.self))
    generator.pointer.pointee = GeneratorLayout(
      header: .exact(kind), pc: frame.pointee.pc.unsafelyUnwrapped,
      state: GeneratorState.created.rawValue, isAwaited: false, function: function.value, registers: array.value,
      handledException: .empty, outerException: .empty, frame: .empty, name: function.pointer.pointee.name,
      qualifiedName: function.pointer.pointee.qualifiedName)
    array.elements.update(from: frame.pointee.registers, count: generator.variableCount)
    return generator
  }

  /// Registers that hold anything before the first instruction has run.
  private var variableCount: Int { Int(function.code.pointer.pointee.variableCount) }

  /// Puts the frame on top; what is sent goes to where the instruction that yielded wants it.
  func push(_ context: Context, sending value: Value, result: UInt32, flags: UInt32) throws(Raised) {
    let top = context.pointee.frame.unsafelyUnwrapped
    let window = context.pointee.nativeTop ?? top.windowEnd
    if top + 1 >= context.pointee.frameLimit.unsafelyUnwrapped
      || window + registerCount > context.pointee.registersLimit.unsafelyUnwrapped
    {
      throw context.raiseRecursionError()
    }
    window.update(from: registers, count: registerCount)
    let frame = top + 1
    frame.pointee = Frame(
      pc: pointer.pointee.pc, registers: window, constants: UnsafePointer(function.code.pointer.pointee.constants),
      function: function.value, locals: .empty, owner: self.value, object: pointer.pointee.frame, result: result,
      flags: flags | UInt32(frameIsGenerator.rawValue))
    context.pointee.frame = frame
    if state == .suspended { frame.register(resumedRegister).pointee = value }
    state = .running
    pointer.pointee.outerException = context.pointee.handledException
    context.pointee.handledException = pointer.pointee.handledException
  }

  /// Where what is sent goes: operand a of the `yield` before `pc`, or of the `delegate` there.
  private var resumedRegister: Int32 {
    let words = UnsafeRawPointer(pointer.pointee.pc).assumingMemoryBound(to: InstructionWord.self)
    let index = words.pointee.opcode == .delegate ? 0 : -1
    let word = words[index]
    let start = UnsafeRawPointer(function.code.pointer.pointee.instructions).assumingMemoryBound(to: InstructionWord.self)
    if words + index > start, words[index - 1].opcode == .extend { return Operands(prefix: words[index - 1], word).a }
    return Int32(word.a)
  }

  /// Takes the frame off again and keeps its registers.
  func suspend(_ context: Context, _ frame: FramePointer) {
    registers.update(from: frame.pointee.registers, count: registerCount)
    pointer.pointee.pc = frame.pointee.pc.unsafelyUnwrapped
    pointer.pointee.frame = frame.pointee.object
    pointer.pointee.handledException = context.pointee.handledException
    state = .suspended
    leave(context, frame)
  }

  private func leave(_ context: Context, _ frame: FramePointer) {
    context.pointee.handledException = pointer.pointee.outerException
    pointer.pointee.outerException = .empty
    context.pointee.frame = frame - 1
  }

  /// The frame has returned or raised: nothing is left to resume.
  func close(_ context: Context, _ frame: FramePointer) {
    leave(context, frame)
    close()
  }

  func close() {
    state = .closed
    pointer.pointee.registers = .empty
    pointer.pointee.handledException = .empty
  }
}

extension Generator {
  private var flags: CodeFlags { function.code.portable.header.flags }
  var isAsyncGenerator: Bool { flags.contains(.asyncGenerator) }
  var isCoroutine: Bool { flags.contains(.coroutine) }

  /// As messages name it.
  var kindName: String { isAsyncGenerator ? "async generator" : isCoroutine ? "coroutine" : "generator" }

  /// Whether resuming it with a value needs no check: it stands where a value may be sent.
  @inline(__always)
  func canResume(sending value: Value) -> Bool {
    !isAsyncGenerator && (state == .suspended || state == .created && value == .none)
  }
}
