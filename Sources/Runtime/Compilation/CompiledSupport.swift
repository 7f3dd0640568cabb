import Bytecode
import CRuntime

// The functions that compiled code calls. It calls them with its frame as the interpreter would have it: everything live in
// the window, `pc` after the instruction.

/// How compiled code goes on after it had an instruction done. Any other number is the address of machine code that is to be
/// entered in the frame on top, at the entry `ThreadContext.entryNumber`.
enum CompiledStep: UInt64 {
  case next, jump
  /// Whatever the context says is on top.
  case leave
  case raised
}

/// The addresses of the functions, for compiled code.
public enum CompiledSupport {
  /// `(context, frame) → CompiledStep`: does the instruction before `pc`.
  public static var perform: UInt { address(of: performForCompiled) }
  /// `(context, frame, continuation) → CompiledStep`: the same of an instruction that may call a Python function, after
  /// which compiled code goes on at a continuation.
  public static var call: UInt { address(of: callForCompiled) }
  /// The same for an instruction of an inlined call, in so many others: `(context, frame, depth)` and
  /// `(context, frame, continuation, depth)`.
  public static var performInlined: UInt { address(of: performInlinedForCompiled) }
  public static var callInlined: UInt { address(of: callInlinedForCompiled) }
  /// The same of `perform`, after a `QuickOperation` that was not so simple, or raised.
  public static var performSlowly: UInt { address(of: performSlowlyForCompiled) }
  /// `(context, frame, callee, arguments, NativeCallPlace) → value` of a native function or a built-in class, or *empty*
  /// where `leaveNative` is to go on.
  public static var callNative: UInt { address(of: callNativeForCompiled) }
  /// `(context, frame, callee, arguments, NativeCallPlace, NativeBinding) → value`, the same of a function whose arguments
  /// are bound as is known before.
  public static var callBoundNative: UInt { address(of: callBoundNativeForCompiled) }
  /// `(context, size) → address` of a cell for an object that refers to others, or 0 where memory is exhausted.
  public static var allocate: UInt { address(of: allocateForCompiled) }
  /// `(context, list, value) → 1`, or 0 where memory is exhausted.
  public static var append: UInt { address(of: appendForCompiled) }
  // Stores while other threads run, each of which returns 1, or 0 where the interpreter is to do it.

  /// `(context, object, value, slot, the shape it has << 32 | the one it gets)`.
  public static var setSlot: UInt { address(of: setSlotForCompiled) }
  /// `(context, object, value, place in its storage, shape)`.
  public static var setStored: UInt { address(of: setStoredForCompiled) }
  /// `(context, list, value, index)`.
  public static var setElement: UInt { address(of: setElementForCompiled) }
  /// `(context, cell, value)` of a global variable.
  public static var setGlobal: UInt { address(of: setGlobalForCompiled) }

  /// `(context, frame, item) → 1`, or 0 where nobody takes the item.
  public static var consume: UInt { address(of: consumeForCompiled) }
  /// `(context, double) → value`, empty where it raised.
  public static var boxFloat: UInt { address(of: boxFloatForCompiled) }

  /// `(context, double, double) → value`, the same of a complex number.
  public static var boxComplex: UInt { address(of: boxComplexForCompiled) }
  /// `(context, double, double, double, double) → 0`: the product of two complex numbers, whose parts are put where the
  /// context has numbers.
  public static var multiplyComplex: UInt { address(of: multiplyComplexForCompiled) }

  /// `(context, generator) → 0`: of a generator that has returned, nothing is left to resume.
  public static var closeGenerator: UInt { address(of: closeGeneratorForCompiled) }

  /// `(double, double) → double`, as C's `pow`.
  public static var power: UInt { address(of: { math_power($0, $1) }) }
  /// The same as C's `hypot`.
  public static var hypotenuse: UInt { address(of: { math_hypotenuse($0, $1) }) }

  /// A list's storage in which there is room for nothing.
  public static var noStorage: UInt { compiled_addresses().noStorage }

  // By which machine code calls the three kinds of functions that it seldom has to, without losing its registers.

  public static var callWithSize: UInt { compiled_addresses().callWithSize }
  public static var callWithNumber: UInt { compiled_addresses().callWithNumber }
  public static var callWithNumbers: UInt { compiled_addresses().callWithNumbers }

  // Jumped to, with the arguments of handlers.

  public static var leave: UInt { address(ofHandler: leaveCompiled) }
  public static var resume: UInt { address(ofHandler: resumeFromCompiled) }
  public static var raise: UInt { address(ofHandler: raiseFromCompiled) }
  public static var interpret: UInt { address(ofHandler: interpretFromCompiled) }
  public static var leaveNative: UInt { address(ofHandler: leaveNativeFromCompiled) }

  private static func address(ofHandler handler: @escaping Handler) -> UInt {
    UInt(bitPattern: HandlerTable.address(of: handler))
  }

  private static func address(of function: @convention(c) (Context, FramePointer) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, FramePointer, UnsafeRawPointer) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, FramePointer, UInt64) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(
    of function: @convention(c) (Context, FramePointer, UnsafeRawPointer, UInt64) -> UInt64
  ) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, UInt64) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(
    of function: @convention(c) (Context, FramePointer, Value, UnsafeMutablePointer<Value>, UInt64) -> Value
  ) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(
    of function: @convention(c) (Context, FramePointer, Value, UnsafeMutablePointer<Value>, UInt64, UInt64) -> Value
  ) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Double, Double) -> Double) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Value, Value) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Value, Value, Int64) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(
    of function: @convention(c) (Context, Value, Value, UnsafeMutablePointer<Value>, UInt64) -> UInt64
  ) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Value, Value, Int64, UInt64) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Double) -> Value) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Double, Double) -> Value) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Double, Double, Double, Double) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }
}

private func performForCompiled(_ context: Context, _ frame: FramePointer) -> UInt64 {
  let word = InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee)
  let state = Machine(context, frame)
  // The same short ways that the interpreter's handlers take.
  switch word.trustedOpcode {
  case .loadItem:
    let item = context.quickItem(state.valueB(word), state.valueC(word))
    if !item.isEmpty { return delivered(state, word, item) }
  case .loadSlice:
    let parts = state.registers + Int(word.c)
    let part = context.quickSlice(state.valueB(word), parts[0], parts[1], word.d == 3 ? parts[2] : .none)
    if !part.isEmpty { return delivered(state, word, part) }
  case .loadAttributeCached:
    let cache = frame.pointee.constants.cache(word.c)
    if case .found(let value) = context.cachedAttribute(cache, state.valueB(word)) { return delivered(state, word, value) }
  case .storeAttributeCached:
    let cache = frame.pointee.constants.cache(word.c)
    if context.storeCached(cache, state.valueA(word), state.valueB(word)) { return goesOn(state) }
  case .not:
    if let truth = context.quickTruth(state.valueB(word)) { return delivered(state, word, Value(!truth)) }
  case .storeItem:
    if context.quickSetItem(state.valueA(word), state.valueB(word), state.valueC(word)) { return goesOn(state) }
  case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .leftShift, .rightShift, .bitAnd, .bitOr, .bitXor:
    let result = context.quickArithmetic(
      BinaryOperation(from: word.trustedOpcode), state.valueB(word), state.valueC(word))
    if !result.isEmpty { return delivered(state, word, result) }
    if word.trustedOpcode == .add, word.d != 0, let list = List(ifExactly: state.valueB(word)),
      List(ifExactly: state.valueC(word)) != nil, (try? list.extend(context, by: state.valueC(word))) != nil
    {
      return delivered(state, word, list.value)
    }
  case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
    let comparison = Comparison(of: word.trustedOpcode, from: .equal)
    if let truth = context.quickCompare(comparison, state.valueB(word), state.valueC(word)) {
      return delivered(state, word, Value(truth))
    }
  case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
    let comparison = Comparison(of: word.trustedOpcode, from: .jumpIfEqual)
    if let truth = context.quickCompare(comparison, state.valueA(word), state.valueB(word)) {
      return jumped(state, word, if: truth != (word.d != 0))
    }
  case .jumpIfTrue, .jumpIfFalse:
    if let truth = context.quickTruth(state.valueA(word)) {
      return jumped(state, word, if: truth == (word.trustedOpcode == .jumpIfTrue))
    }
  case .contains:
    if let found = context.quickContains(state.valueC(word), state.valueB(word)) {
      return delivered(state, word, Value(found != (word.d != 0)))
    }
  case .jumpIfContains:
    if let found = context.quickContains(state.valueB(word), state.valueA(word)) {
      return jumped(state, word, if: found != (word.d != 0))
    }
  case .getIterator, .getYieldFromIterator:
    let iterator = context.quickIterator(state.valueB(word))
    if !iterator.isEmpty { return delivered(state, word, iterator) }
  case .getAsyncNext:
    let coroutine = context.makeGenerator(by: .__anext__, of: state.register(word.b), .coroutine)
    if !coroutine.isEmpty { return delivered(state, word, coroutine) }
  case .forNext:
    guard state.isUndisturbed, let item = context.quickNext(state.register(word.b)) else { break }
    if !item.isEmpty {
      _ = delivered(state, word, item)
      return jumped(state, word, if: true)
    }
    if context.pointee.pendingException.isEmpty { return goesOn(state) }
  case .call, .callMethod:
    let result = calledQuickly(state, word)
    if !result.isEmpty { return delivered(state, word, result) }
  case .enterHandler:
    // An exception is pending as for no other instruction.
    Activation(context: context, frame: frame, operands: Operands(word)).enterHandler()
    return goesOn(state)
  case .jumpUnlessCaught:
    let (exception, wanted) = (state.register(word.a), state.valueB(word))
    if let isCaught = context.quickMatches(exception, wanted) { return jumped(state, word, if: !isCaught) }
  default: break
  }
  if !context.pointee.pendingException.isEmpty { return CompiledStep.raised.rawValue }
  return step(context, frame, continuation: nil).rawValue
}

/// What a native function or a built-in class returns. *Empty* where it raised, or calling it takes more than that.
@inline(never)
private func calledQuickly(_ state: Machine, _ word: InstructionWord) -> Value {
  let window = state.registers + Int(word.b)
  if let native = NativeFunction(ifExactlyOperand: window.pointee), native.collects { return .empty }
  let isBound = word.trustedOpcode == .callMethod && !window[1].isEmpty
  let (arguments, count) = (
    window + (word.trustedOpcode == .call || isBound ? 1 : 2), Int(word.d) + (isBound ? 1 : 0)
  )
  return steadily(state.context, state.frame) {
    state.context.quickCall(window.pointee, arguments, count: count, isMethod: isBound)
  }
}

/// The result goes to register a.
@inline(__always)
private func delivered(_ state: Machine, _ word: InstructionWord, _ value: Value) -> UInt64 {
  state.registers[Int(word.a)] = value
  return goesOn(state)
}

@inline(__always)
private func goesOn(_ state: Machine) -> UInt64 {
  (mayGoOn(state.context, state.frame) ? CompiledStep.next : .leave).rawValue
}

@inline(__always)
private func jumped(_ state: Machine, _ word: InstructionWord, if condition: Bool) -> UInt64 {
  if !condition { return goesOn(state) }
  if mayGoOn(state.context, state.frame) { return CompiledStep.jump.rawValue }
  state.frame.pointee.pc = state.pc + Int(word.displacement)
  return CompiledStep.leave.rawValue
}

private func callForCompiled(_ context: Context, _ frame: FramePointer, _ continuation: UnsafeRawPointer) -> UInt64 {
  let word = InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee)
  let window = frame.pointee.registers + Int(word.b)
  switch word.trustedOpcode {
  case .call:
    let count = Int(word.d)
    if let function = Function(ifExactlyOperand: window.pointee),
      let next = frame.pushFast(context, function, window + 1, count: count, result: UInt32(word.a))
    {
      return entered(context, frame, next, continuation)
    }
    if let native = NativeFunction(ifExactlyOperand: window.pointee), native.pointer.pointee.functionArity == word.d,
      native.pointer.pointee.receiver.isEmpty
    {
      return returned(context, frame, word, steadily(context, frame) { native.callDirectly(context, window + 1, count: count) })
    }
    if let method = Method(ifExactlyOperand: window.pointee), let function = Function(ifExactly: method.function),
      let next = frame.pushFast(context, function, window, count: count + 1, result: UInt32(word.a))
    {
      // The receiver goes where the method object stood, just before the arguments.
      window.pointee = method.receiver
      return entered(context, frame, next, continuation)
    }
  case .callMethod:
    let isBound = !window[1].isEmpty
    let (arguments, count) = (window + (isBound ? 1 : 2), Int(word.d) + (isBound ? 1 : 0))
    if let function = Function(ifExactlyOperand: window.pointee),
      let next = frame.pushFast(context, function, arguments, count: count, result: UInt32(word.a))
    {
      return entered(context, frame, next, continuation)
    }
    if let native = NativeFunction(ifExactlyOperand: window.pointee), native.pointer.pointee.receiver.isEmpty,
      Int(isBound ? native.pointer.pointee.methodArity : native.pointer.pointee.functionArity) == count
    {
      return returned(context, frame, word, steadily(context, frame) { native.callDirectly(context, arguments, count: count) })
    }
  case .callClass:
    let cache = frame.pointee.constants.cache(word.c)
    if word.d == 0 {
      let instance = context.plainInstance(cache, of: window.pointee)
      if !instance.isEmpty { return returned(context, frame, word, instance) }
    }
    if let next = frame.pushInitializer(context, cache, window, count: Int(word.d), result: UInt32(word.a)) {
      return entered(context, frame, next, continuation)
    }
  case .forNext:
    guard let generator = Generator(ifExactlyOperand: frame.register(Int32(word.b)).pointee),
      let next = generator.pushIterated(context, result: UInt32(word.a))
    else { return performForCompiled(context, frame) }
    frame.pointee.resume = continuation
    return resumed(context, next)
  default: break
  }
  return callGenerally(context, frame, continuation)
}

/// A function of its own, so that the frame of the one before is small.
@inline(never)
private func callGenerally(_ context: Context, _ frame: FramePointer, _ continuation: UnsafeRawPointer) -> UInt64 {
  let word = InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee)
  let isCall = word.trustedOpcode == .call || word.trustedOpcode == .callMethod
  guard isCall, let native = NativeFunction(ifExactlyOperand: frame.register(Int32(word.b)).pointee), native.collects else {
    let result = isCall ? calledQuickly(Machine(context, frame), word) : .empty
    if !result.isEmpty { return delivered(Machine(context, frame), word, result) }
    if !context.pointee.pendingException.isEmpty { return CompiledStep.raised.rawValue }
    return step(context, frame, continuation: continuation).rawValue
  }
  return compiled_call_cleanly(context, frame, UInt64(UInt(bitPattern: continuation)), 0, 0) {
    context, frame, continuation, _, _ in
    step(context, frame, continuation: UnsafeRawPointer(bitPattern: UInt(continuation))).rawValue
  }
}

/// A frame is on top, whose return, or whose yield, leads to a continuation.
@inline(__always)
private func entered(
  _ context: Context, _ frame: FramePointer, _ next: FramePointer, _ continuation: UnsafeRawPointer
) -> UInt64 {
  next.pointee.flags |= UInt32(frameIsCalledCompiled.rawValue)
  frame.pointee.resume = continuation
  let code = next.pointee.functionCode.pointer
  let start = UnsafePointer(code.pointee.instructions)
  guard next.pointee.pc != start, let entry = code.pointee.compilation?.pointee.entry, !context.isTraced else {
    return CompiledStep.leave.rawValue
  }
  next.pointee.pc = start
  context.pointee.entryNumber = 0
  return UInt64(UInt(bitPattern: entry))
}

/// The frame of a generator that has been suspended is on top, and its `yield` leads to a continuation: what
/// `Machine.goOn` does.
@inline(__always)
private func resumed(_ context: Context, _ frame: FramePointer) -> UInt64 {
  let code = frame.pointee.functionCode
  let heat = load_relaxed_u32(&code.pointer.pointee.heat)
  guard heat > 1, context.pointee.recording == 0, !context.isTraced,
    let (entry, number) = code.compiledEntry(
      at: frame.pointee.pc.unsafelyUnwrapped - UnsafePointer(code.pointer.pointee.instructions))
  else { return CompiledStep.leave.rawValue }
  store_relaxed_u32(&code.pointer.pointee.heat, heat - 1)
  context.pointee.entryNumber = number
  return UInt64(UInt(bitPattern: entry))
}

/// A native function returned a value, or raised.
@inline(__always)
private func returned(_ context: Context, _ frame: FramePointer, _ word: InstructionWord, _ result: Value) -> UInt64 {
  result.isEmpty ? CompiledStep.raised.rawValue : delivered(Machine(context, frame), word, result)
}

private func performSlowlyForCompiled(_ context: Context, _ frame: FramePointer, _ depth: UInt64) -> UInt64 {
  if !context.pointee.pendingException.isEmpty { return CompiledStep.raised.rawValue }
  return unlessSeen(context, performForCompiled(context, frame), frame, depth)
}

private func performInlinedForCompiled(_ context: Context, _ frame: FramePointer, _ depth: UInt64) -> UInt64 {
  unlessSeen(context, performForCompiled(context, frame), frame, depth)
}

private func callInlinedForCompiled(
  _ context: Context, _ frame: FramePointer, _ continuation: UnsafeRawPointer, _ depth: UInt64
) -> UInt64 {
  unlessSeen(context, callForCompiled(context, frame, continuation), frame, depth)
}

/// A step, or the interpreter's turn where somebody has looked at a frame below, which compiled code would take away.
private func unlessSeen(_ context: Context, _ step: UInt64, _ frame: FramePointer, _ depth: UInt64) -> UInt64 {
  if step >= CompiledStep.leave.rawValue { return step }
  if mayGoOn(context, frame, depth: Int(depth)) { return step }
  if step == CompiledStep.jump.rawValue {
    let pc = frame.pointee.pc.unsafelyUnwrapped
    frame.pointee.pc = pc + Int(InstructionWord(bits: (pc - 1).pointee).displacement)
  }
  return CompiledStep.leave.rawValue
}

private func allocateForCompiled(_ context: Context, _ size: UInt64) -> UInt64 {
  UInt64(UInt(bitPattern: Heap.allocate(context, size: Int(size), space: .plain)))
}

private func closeGeneratorForCompiled(_ context: Context, _ generator: UInt64) -> UInt64 {
  Generator(Value(bits: generator)).close()
  return 0
}

private func consumeForCompiled(_ context: Context, _ frame: FramePointer, _ item: UInt64) -> UInt64 {
  context.consume(frame, Value(bits: item)) ? 1 : 0
}

private func boxFloatForCompiled(_ context: Context, _ number: Double) -> Value {
  (try? PythonFloat.make(context, number)) ?? .empty
}

private func boxComplexForCompiled(_ context: Context, _ real: Double, _ imaginary: Double) -> Value {
  (try? Complex.make(context, ComplexNumber(real, imaginary))) ?? .empty
}

private func multiplyComplexForCompiled(
  _ context: Context, _ real: Double, _ imaginary: Double, _ otherReal: Double, _ otherImaginary: Double
) -> UInt64 {
  let product = ComplexNumber(real, imaginary) * ComplexNumber(otherReal, otherImaginary)
  context_numbers(context)[0] = product.real
  context_numbers(context)[1] = product.imaginary
  return 0
}

private func appendForCompiled(_ context: Context, _ list: Value, _ item: Value) -> UInt64 {
  if List(list).appendInPlace(context, item) { return 1 }
  if (try? List(list).append(context, item)) != nil { return 1 }
  // The instruction is done again, and raises again.
  context.pointee.pendingException = .empty
  return 0
}

private func setSlotForCompiled(
  _ context: Context, _ object: Value, _ value: Value, _ slot: UnsafeMutablePointer<Value>, _ shapes: UInt64
) -> UInt64 {
  let (shape, newShape) = (UInt32(shapes >> 32), UInt32(truncatingIfNeeded: shapes))
  return context.storeLocked(value, to: slot, of: object.object, from: shape, to: newShape) ? 1 : 0
}

private func setStoredForCompiled(
  _ context: Context, _ object: Value, _ value: Value, _ index: Int64, _ shape: UInt64
) -> UInt64 {
  let shape = UInt32(truncatingIfNeeded: shape)
  return context.storeLocked(value, toStorageOf: object, at: Int(index), from: shape, to: shape) ? 1 : 0
}

private func setElementForCompiled(_ context: Context, _ list: Value, _ value: Value, _ index: Int64) -> UInt64 {
  List(list).setElementInPlace(context, List(list).position(index), value) ? 1 : 0
}

private func setGlobalForCompiled(_ context: Context, _ cell: Value, _ value: Value) -> UInt64 {
  GlobalCell(cell).assign(context, value) ? 1 : 0
}

/// Has the runtime do the instruction before a frame's `pc`, and tells the collector that it may go by that.
@inline(__always)
func steadily<Result, Failure: Error>(
  _ context: Context, _ frame: FramePointer, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let outer = context.pointee.steadyFrame
  context.pointee.steadyFrame = frame
  defer { context.pointee.steadyFrame = outer }
  return try body()
}

@inline(__always)
private func step(_ context: Context, _ frame: FramePointer, continuation: UnsafeRawPointer?) -> CompiledStep {
  let word = InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee)
  let outcome: Outcome
  do throws(Raised) {
    outcome = try steadily(context, frame) { () throws(Raised) in try perform(context, frame, word) }
  } catch {
    return .raised
  }
  switch outcome {
  case .next: return mayGoOn(context, frame) ? .next : .leave
  case .jump:
    if mayGoOn(context, frame) { return .jump }
    frame.pointee.pc = frame.pointee.pc.unsafelyUnwrapped + Int(word.displacement)
    return .leave
  case .frameChanged:
    if let continuation, context.pointee.frame == frame + 1 {
      let flags = frame[1].flags
      if flags == 0 || flags == UInt32(frameIsInitializer.rawValue) || flags == UInt32(frameIsOperator.rawValue) {
        frame[1].flags = flags | UInt32(frameIsCalledCompiled.rawValue)
        frame.pointee.resume = continuation
      }
    }
    return .leave
  // Only instructions that end a frame return, and those are the interpreter's.
  case .returned: return .leave
  }
}

/// Whether compiled code may rely on the registers being as it left them, and nobody wants to know what it does.
@inline(__always)
private func mayGoOn(_ context: Context, _ frame: FramePointer) -> Bool {
  frame.pointee.object.isEmpty && !context.isTraced
}

/// The same of a frame and of so many below it.
@inline(__always)
func mayGoOn(_ context: Context, _ frame: FramePointer, depth: Int) -> Bool {
  for level in 0...depth where !(frame - level).pointee.object.isEmpty { return false }
  return !context.isTraced
}
