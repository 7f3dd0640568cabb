import Bytecode
import CRuntime

// Generators, coroutines and async generators: a frame that can be put aside. While it is suspended its registers are
// behind the layout, in the same cell; resuming copies them into a window on top of the register stack, and a yield copies
// them back.
//
// Resuming does not recurse on the native stack where the interpreter itself resumes: a `forNext` or a `delegate` puts
// the generator's frame on top of its own and goes on there (`Activation+Generators.swift`).

public enum GeneratorState: UInt8, Sendable {
  /// Nothing has run yet.
  case created
  case suspended, running, closed
}

/// Which of the three types an object has that a function's frame becomes.
public enum GeneratorForm: UInt8, Sendable {
  case generator, coroutine, asyncGenerator

  /// As messages name it.
  var name: StaticString {
    switch self {
    case .generator: "generator"
    case .coroutine: "coroutine"
    case .asyncGenerator: "async generator"
    }
  }
}

public struct GeneratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The next instruction; of a `delegate`, itself.
  var pc: UnsafePointer<UInt64>
  var state: UInt8
  var form: UInt8
  /// What was yielded last came from a `yield` of the frame's own, not through a `delegate`.
  var hasYieldedItem: Bool
  /// Of an async generator: an `__anext__`, `asend`, `athrow` or `aclose` is under way; the last of these has begun.
  var isRunningStep: Bool = false
  var isClosing: Bool = false
  /// The thread's hooks have been told of it.
  var hasMetHooks: Bool = false
  /// Of a suspended one: where what is sent goes, or `Generator.unknownRegister`.
  var sentRegister: UInt16 = Generator.unknownRegister

  var function: Value
  /// What the frame was handling when it was put aside, or *empty*.
  var handledException: Value
  /// While it runs, what its resumer is handling, and what code outside the generator that the resumer runs in is.
  var resumersException: Value
  var outerException: Value
  /// The frame object, if Python has looked, or *empty*.
  var frame: Value
  var name: Value
  var qualifiedName: Value
  /// Of a coroutine its `cr_origin`, of an async generator the hook that finalises it; or *empty*.
  var origin = Value.empty
}

public struct Generator: ObjectReference {
  public let pointer: UnsafeMutablePointer<GeneratorLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<GeneratorLayout>) { self.pointer = pointer }
  public static var kind: Kind { .generator }
  /// Temporaries that are read no more may refer to what has been collected while the frame ran.
  static var traceRule: TraceRule {
    .function(hasElements: false) { object, marker in
      let generator = Generator(pointer: UnsafeMutableRawPointer(object).assumingMemoryBound(to: GeneratorLayout.self))
      generator.trace(Marker(opaque: marker))
    }
  }

  /// Where what is sent goes must be read from the instruction.
  static var unknownRegister: UInt16 { .max }

  @inline(__always) var state: GeneratorState {
    get { GeneratorState(rawValue: pointer.pointee.state).unsafelyUnwrapped }
    nonmutating set { pointer.pointee.state = newValue.rawValue }
  }
  var function: Function { Function(pointer.pointee.function) }
  /// As many as the window has.
  @inline(__always) var registers: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }
  @inline(__always) var registerCount: Int { Int(function.code.pointer.pointee.registerCount) }

  private func trace(_ marker: Marker) {
    let start = UnsafePointer(function.code.pointer.pointee.instructions)
    let first = MemoryLayout<GeneratorLayout>.offset(of: \.function).unsafelyUnwrapped
    let fields = UnsafeMutableRawPointer(pointer).advanced(by: first).assumingMemoryBound(to: Value.self)
    for field in fields..<registers { marker.mark(field.pointee) }
    marker.markWindow(
      registers, end: registers + registerCount, of: function.code, nextWord: pointer.pointee.pc - start)
  }

  /// A generator that goes on where a frame stands, which is about to be taken off.
  static func make(_ context: Context, from frame: FramePointer) throws(Raised) -> Generator {
    let generator = try make(context, frame.function, pc: frame.pointee.pc.unsafelyUnwrapped)
    generator.registers.update(from: frame.pointee.registers, count: generator.variableCount)
    if generator.form == .coroutine, context.tracing != nil {
      publish(try context.coroutineOrigin(of: frame), to: &generator.pointer.pointee.origin)
    }
    try generator.registerFinalizer(context, from: frame)
    return generator
  }

  /// A generator of a function that has not begun, whose arguments are just what it takes, or a coroutine that is awaited at
  /// once; nil where making one takes more.
  static func make(
    _ context: Context, _ function: Function, _ arguments: UnsafePointer<Value>, count: Int
  ) throws(Raised) -> Generator? {
    guard function.code.beginsAsGenerator(count: count) else { return nil }
    let code = function.code.pointer
    let generator = try make(context, function, pc: UnsafePointer(code.pointee.instructions) + 1)
    generator.registers.update(from: arguments, count: count)
    (generator.registers + count).update(repeating: .unbound, count: generator.variableCount - count)
    if code.pointee.isProtected != 0 { try generator.registerFinalizer(context) }
    return generator
  }

  private static func make(
    _ context: Context, _ function: Function, pc: UnsafePointer<UInt64>
  ) throws(Raised) -> Generator {
    let registerCount = Int(function.code.pointer.pointee.registerCount)
    let cell = try context.allocate(MemoryLayout<GeneratorLayout>.size + registerCount * 8, .plain)
    let generator = Generator(pointer: cell.assumingMemoryBound(to: GeneratorLayout.self))
    let flags = CodeFlags(rawValue: function.code.pointer.pointee.flags)
    let form: GeneratorForm =
      flags.contains(.asyncGenerator) ? .asyncGenerator : flags.contains(.coroutine) ? .coroutine : .generator
    generator.pointer.pointee = GeneratorLayout(
      header: header(form), pc: pc, state: GeneratorState.created.rawValue, form: form.rawValue, hasYieldedItem: false,
      function: function.value, handledException: .empty, resumersException: .empty, outerException: .empty,
      frame: .empty, name: function.pointer.pointee.name, qualifiedName: function.pointer.pointee.qualifiedName)
    return generator
  }

  static func header(_ form: GeneratorForm) -> ObjectHeader {
    ObjectHeader(shape: BuiltinShape.generator(form), kind: kind.rawValue, flags: 0, lock: 0, gc: 0)
  }

  /// Registers that hold anything before the first instruction has run.
  private var variableCount: Int { Int(function.code.pointer.pointee.variableCount) }

  /// Puts the frame on top; what is sent goes to where the instruction that yielded wants it.
  func push(_ context: Context, sending value: Value, result: UInt32, flags: UInt32) throws(Raised) {
    let frame = try push(context, result: result, flags: flags)
    if state == .suspended { frame.register(resumedRegister).pointee = value }
    state = .running
  }

  /// Puts the frame on top at the instruction after the `yield` or `delegate` where it stands.
  func pushBehind(_ context: Context, flags: UInt32) throws(Raised) -> FramePointer {
    let frame = try push(context, result: 0, flags: flags)
    if let place = delegation { frame.instructionPointer += place.wordCount }
    state = .running
    return frame
  }

  private func push(_ context: Context, result: UInt32, flags: UInt32) throws(Raised) -> FramePointer {
    let top = context.pointee.frame.unsafelyUnwrapped
    let window = context.pointee.nativeTop ?? top.windowEnd
    if top + 1 >= context.pointee.frameLimit.unsafelyUnwrapped
      || window + registerCount > context.pointee.registersLimit.unsafelyUnwrapped
    {
      throw context.raiseRecursionError()
    }
    window.fill(from: registers, count: registerCount)
    let frame = top + 1
    frame.pointee = Frame(
      pc: pointer.pointee.pc, registers: window, constants: UnsafePointer(function.code.pointer.pointee.constants),
      function: function.value, locals: .empty, owner: self.value, object: pointer.pointee.frame, result: result,
      flags: flags | UInt32(frameIsGenerator.rawValue), resume: nil)
    context.pointee.frame = frame
    if let object = FrameObject(ifExactly: frame.pointee.object) { object.resume(frame) }
    let handled = context.pointee.handledException
    pointer.pointee.resumersException = handled
    pointer.pointee.outerException = context.pointee.outerException
    if !handled.isEmpty { context.pointee.outerException = handled }
    context.pointee.handledException = pointer.pointee.handledException
    return frame
  }

  /// Where what is sent goes: operand a of the `yield` before `pc`, or of the `delegate` there.
  var resumedRegister: Int32 {
    let words = UnsafeRawPointer(pointer.pointee.pc).assumingMemoryBound(to: InstructionWord.self)
    if words[0].trustedOpcode == .delegate { return Int32(words[0].a) }
    if words[0].trustedOpcode == .extend, words[1].trustedOpcode == .delegate { return Operands(prefix: words[0], words[1]).a }
    let start = UnsafeRawPointer(function.code.pointer.pointee.instructions).assumingMemoryBound(to: InstructionWord.self)
    if words - 1 > start, words[-2].trustedOpcode == .extend { return Operands(prefix: words[-2], words[-1]).a }
    return Int32(words[-1].a)
  }

  /// Takes the frame off again and keeps its registers.
  func suspend(_ context: Context, _ frame: FramePointer) {
    if !frame.isParked { registers.fill(from: frame.pointee.registers, count: registerCount) }
    pointer.pointee.pc = frame.pointee.pc.unsafelyUnwrapped
    pointer.pointee.frame = frame.pointee.object
    if let object = FrameObject(ifExactly: frame.pointee.object) { object.suspend() }
    pointer.pointee.handledException = context.pointee.handledException
    pointer.pointee.sentRegister = Generator.unknownRegister
    state = .suspended
    leave(context, frame)
  }

  private func leave(_ context: Context, _ frame: FramePointer) {
    context.pointee.handledException = pointer.pointee.resumersException
    context.pointee.outerException = pointer.pointee.outerException
    pointer.pointee.resumersException = .empty
    pointer.pointee.outerException = .empty
    context.pointee.frame = frame - 1
  }

  /// The frame has returned or raised: nothing is left to resume.
  func close(_ context: Context, _ frame: FramePointer) {
    if let object = FrameObject(ifExactly: frame.pointee.object) { object.end(context, frame) }
    leave(context, frame)
    close()
  }

  func close() {
    state = .closed
    let end = registers + registerCount
    var register = registers
    while register < end {
      // Few, as in `FramePointer.push`.
      store(.empty, to: register)
      register += 1
    }
    pointer.pointee.handledException = .empty
  }
}

extension Generator {
  var form: GeneratorForm { GeneratorForm(rawValue: pointer.pointee.form).unsafelyUnwrapped }
  var isAsyncGenerator: Bool { form == .asyncGenerator }
  var isCoroutine: Bool { form == .coroutine }

  /// As messages name it.
  var kindName: StaticString { form.name }

  /// Whether resuming it with a value needs no check: it stands where a value may be sent.
  @inline(__always)
  func canResume(sending value: Value) -> Bool {
    !isAsyncGenerator && (state == .suspended || state == .created && value == .none)
  }

  /// Of a frame put aside at a `delegate`: the register of the iterator, and the instruction's words.
  var delegation: (iterator: Int32, wordCount: Int)? {
    if state != .suspended { return nil }
    let words = UnsafeRawPointer(pointer.pointee.pc).assumingMemoryBound(to: InstructionWord.self)
    if words[0].trustedOpcode == .delegate { return (Int32(words[0].b), 1) }
    guard words[0].trustedOpcode == .extend, words[1].trustedOpcode == .delegate else { return nil }
    return (Operands(prefix: words[0], words[1]).b, 2)
  }

  /// What it is waiting for in a `yield from` or `await`, or *empty*.
  var delegatee: Value { delegation.map { registers[Int($0.iterator)] } ?? .empty }
}

extension Code {
  /// Whether a call with so many arguments makes a generator, or a coroutine, binds none of them and registers no finaliser,
  /// if a coroutine is awaited at once.
  func makesGenerator(count: Int) -> Bool { pointer.pointee.isProtected == 0 && beginsAsGenerator(count: count) }

  /// Whether a call with so many arguments makes a generator, or a coroutine, and binds none of them.
  func beginsAsGenerator(count: Int) -> Bool {
    pointer.pointee.exactCount == count
      && !CodeFlags(rawValue: pointer.pointee.flags).isDisjoint(with: [.generator, .coroutine])
      && InstructionWord(bits: pointer.pointee.instructions.pointee).trustedOpcode == .startGenerator
  }
}
