import Bytecode
import CRuntime

// Calls. A Python function becomes a frame on top of this one, so that Python calling Python never recurses on the
// native stack; whatever else is callable is called through its type's slot.

extension Activation {
  func call() throws(Raised) -> Outcome {
    try call(windowB.pointee, windowB + 1, count: operands.d, names: .empty)
  }

  func callMethod() throws(Raised) -> Outcome {
    let shift = windowB[1].isEmpty ? 2 : 1
    return try call(windowB.pointee, windowB + shift, count: operands.d + 2 - shift, names: .empty)
  }

  func callKeywords() throws(Raised) -> Outcome {
    try call(windowB.pointee, windowB + 1, count: operands.d, names: frame.constant(operands.c))
  }

  func callMethodKeywords() throws(Raised) -> Outcome {
    let shift = windowB[1].isEmpty ? 2 : 1
    return try call(
      windowB.pointee, windowB + shift, count: operands.d + 2 - shift, names: frame.constant(operands.c))
  }

  /// Begins a call, or makes it, and delivers the result to a.
  private func call(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Outcome {
    if load_relaxed_u32(pollWord(context)) != 0 { try context.handleEvents() }
    if let function = Function(ifExactly: callee) {
      try context.begin(
        function, arguments, count: count, names: names, result: UInt32(bitPattern: operands.a), flags: 0)
      return .frameChanged
    }
    if let method = Method(ifExactly: callee), let function = Function(ifExactly: method.function) {
      // The receiver goes where the method object stood, just before the arguments.
      let window = arguments - 1
      window.pointee = method.receiver
      try context.begin(
        function, window, count: count + 1, names: names, result: UInt32(bitPattern: operands.a), flags: 0)
      return .frameChanged
    }
    if let function = try context.calledMethod(of: callee) {
      let window = arguments - 1
      window.pointee = callee
      try context.begin(
        function, window, count: count + 1, names: names, result: UInt32(bitPattern: operands.a), flags: 0)
      return .frameChanged
    }
    if let type = Type(ifHas: callee) {
      if names.isEmpty, let instances = type.ordinaryInstances(context) { try cacheClassCall(type, instances) }
      if try context.beginInitializer(type, arguments, count, names, operands.a) { return .frameChanged }
    }
    setA(try context.call(callee, arguments, count: count, names: names))
    return .next
  }

  func callExpanded() throws(Raised) -> Outcome {
    if load_relaxed_u32(pollWord(context)) != 0 { try context.handleEvents() }
    let callee = windowB[0]
    let positional = try context.argumentTuple(windowB[1], callee)
    let keywords = operands.d == 0 ? nil : try context.argumentDict(windowB[2], callee)
    let count = positional.count + (keywords?.count ?? 0)
    // The arguments are spread out above this frame's window, where a callee's window may begin.
    return try context.withWindow(count) { (window) throws(Raised) in
      window.update(from: positional.elements, count: positional.count)
      var names = Value.empty
      if let keywords, keywords.count > 0 {
        names = try context.spread(keywords, to: window + positional.count).value
      }
      if let function = Function(ifExactly: callee) {
        try context.begin(function, window, count: count, names: names, result: UInt32(bitPattern: operands.a), flags: 0)
        return .frameChanged
      }
      setA(try context.call(callee, window, count: count, names: names))
      return .next
    }
  }

  func `return`(_ value: Value) throws(Raised) -> Outcome {
    let flags = frame.pointee.flags
    let instance = frame.pointee.owner
    let target = frame.pointee.result
    if flags & UInt32(frameIsGenerator.rawValue) != 0 { return try finishGenerator(value) }
    if flags & UInt32(frameIsInitializer.rawValue) != 0, value != .none {
      throw context.raise(
        .typeError, "__init__() should return None, not '\(context.typeName(of: value))'")
    }
    context.leave(frame)
    if flags & UInt32(frameIsOperator.rawValue) != 0, value == .notImplemented { return try askRightOperand() }
    if flags & UInt32(frameIsQuestion.rawValue) != 0 {
      return try answer(value, isInverted: flags & UInt32(frameIsInverted.rawValue) != 0)
    }
    let result = flags & UInt32(frameIsInitializer.rawValue) != 0 ? instance : value
    if flags & UInt32(frameIsEntry.rawValue) != 0 { return .returned(result) }
    context.pointee.frame.unsafelyUnwrapped.register(Int32(bitPattern: target)).pointee = result
    return .frameChanged
  }

  /// After the left operand's special method has declined: the caller's instruction asks the right one.
  private func askRightOperand() throws(Raised) -> Outcome {
    let caller = context.pointee.frame.unsafelyUnwrapped
    let word = caller.lastInstruction
    let asked = Activation(context: context, frame: caller, operands: Operands(word))
    asked.setA(
      try context.reflected(
        BinaryOperation(from: word.trustedOpcode), caller.valueB(asked.operands), caller.valueC(asked.operands)))
    return .frameChanged
  }

  /// A special method has answered the comparison or the `in` of its caller, which does the rest of that.
  private func answer(_ value: Value, isInverted: Bool) throws(Raised) -> Outcome {
    let caller = context.pointee.frame.unsafelyUnwrapped
    let word = caller.lastInstruction
    let (opcode, operands) = (word.trustedOpcode, Operands(word))
    let asked = Activation(context: context, frame: caller, operands: operands)
    var result = value
    switch opcode {
    case .contains, .jumpIfContains: break
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      result = try compared(
        value, isInverted, Comparison(of: opcode, from: .equal), caller.valueB(operands), caller.valueC(operands))
      asked.setA(result)
      return .frameChanged
    default:
      result = try compared(
        value, isInverted, Comparison(of: opcode, from: .jumpIfEqual), caller.valueA(operands), caller.valueB(operands))
    }
    let truth = try context.isTrue(result) != (operands.d != 0)
    if opcode == .contains {
      asked.setA(Value(truth))
    } else if truth {
      caller.instructionPointer += Int(word.displacement)
    }
    return .frameChanged
  }

  /// What a comparison gives whose left operand has answered.
  private func compared(
    _ answer: Value, _ isInverted: Bool, _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    if answer == .notImplemented { return try context.compareReflected(comparison, left, right) }
    return isInverted ? Value(try !context.isTrue(answer)) : answer
  }

  // MARK: Functions

  func makeFunction() throws(Raised) {
    let code = Code(frame.constant(operands.b))
    var closure = Value.empty
    if code.captureCount > 0 {
      let captures = ValueArray(code.pointer.pointee.captureArray).elements
      let cells = try Tuple.allocate(context, count: code.captureCount)
      for index in 0..<code.captureCount {
        let place = Int(captures[index].smallInt >> 1)
        let isFree = captures[index].smallInt & 1 != 0
        cells.elements[index] = isFree ? frame.freeCell(place).value : frame.register(Int32(place)).pointee
      }
      closure = cells.value
    }
    let own = frame.function.pointer.pointee
    setA(
      try Function.make(context, code: code, globals: own.globals, builtins: own.builtins, closure: closure).value)
  }

  func setFunctionAttribute() {
    let function = Function(frame.register(operands.a).pointee)
    let value = frame.valueB(operands)
    switch FunctionAttribute(rawValue: UInt8(operands.d)).unsafelyUnwrapped {
    case .defaults: store(value, to: &function.pointer.pointee.defaults)
    case .keywordDefaults: store(value, to: &function.pointer.pointee.keywordDefaults)
    case .annotate: store(value, to: &function.pointer.pointee.annotate)
    case .typeParameters: store(value, to: &function.pointer.pointee.typeParameters)
    }
  }
}

extension Context {
  /// Begins a call of a Python function: binds the arguments to its parameters in place and puts its frame on top.
  /// Where the function is a generator's, the frame's first instruction makes the generator.
  func begin(
    _ function: Function, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value, result: UInt32,
    flags: UInt32
  ) throws(Raised) {
    let code = function.code.pointer
    let frame = pointee.frame.unsafelyUnwrapped
    if frame + 1 >= pointee.frameLimit.unsafelyUnwrapped
      || arguments + Int(code.pointee.registerCount) + count > pointee.registersLimit.unsafelyUnwrapped
    {
      throw raiseRecursionError()
    }
    // Before the arguments are bound: some may then be where no collection looks, and compiling allocates.
    let heat = load_relaxed_u32(&code.pointee.heat)
    if heat == 0 { noteHot(function.code) } else { store_relaxed_u32(&code.pointee.heat, heat - 1) }
    if count != Int(code.pointee.exactCount) || !names.isEmpty {
      if !bindQuickly(function, arguments, count: count, names: names) {
        try bindArguments(of: function, arguments, count: count, names: names)
      }
    }
    _ = frame.push(self, function, arguments, result: result, flags: flags)
  }

  /// Calls a Python function from native code.
  func run(
    _ function: Function, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    try checkNativeStack()
    let nativeTop = pointee.nativeTop
    try begin(function, arguments, count: count, names: names, result: 0, flags: UInt32(frameIsEntry.rawValue))
    pointee.nativeTop = nil
    defer { pointee.nativeTop = nativeTop }
    // Of a generator function nothing but its first instruction runs, which makes the generator.
    let frame = pointee.frame.unsafelyUnwrapped
    if function.code.instructionWords.pointee.trustedOpcode == .startGenerator {
      frame.instructionPointer += 1
      return try startGenerator(frame).value
    }
    return try check(evaluate(self))
  }

  /// Takes a frame off the top.
  func leave(_ frame: FramePointer) {
    if let object = FrameObject(ifExactly: frame.pointee.object) { object.end(self, frame) }
    pointee.frame = frame - 1
  }
}

extension Context {
  /// Calls a class that makes ordinary instances and whose `__init__` is a Python function without making native code
  /// wait for it. False where the class is called another way.
  func beginInitializer(
    _ type: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value, _ result: Int32
  ) throws(Raised) -> Bool {
    guard let instances = type.ordinaryInstances(self) else { return false }
    guard let function = Function(ifExactly: try type.lookup(self, name(.__init__))) else { return false }
    let instance =
      switch instances {
      case .plain: try type.makeInstance(self)
      case .exceptions:
        try Exception(self, of: type, arguments, count: count - (names.isEmpty ? 0 : Tuple(names).count)).value
      }
    // The receiver goes where the class stood, just before the arguments.
    let window = arguments - 1
    window.pointee = instance
    try begin(
      function, window, count: count + 1, names: names, result: UInt32(bitPattern: result),
      flags: UInt32(frameIsInitializer.rawValue))
    pointee.frame.unsafelyUnwrapped.pointee.owner = instance
    return true
  }
}

/// What a class makes when it is called, before `__init__` sees to the rest.
enum OrdinaryInstances {
  /// Objects without a built-in's layout.
  case plain
  /// Exceptions that keep the arguments of the call, of a class with an `__init__` of its own.
  case exceptions
}

extension Type {
  /// What calling the class makes, if it does that and calls `__init__`, nothing else.
  fileprivate func ordinaryInstances(_ context: Context) -> OrdinaryInstances? {
    let interpreter = Interpreter(of: context)
    if flags.contains(.abstract) || context.type(of: value) != interpreter.type(.type) { return nil }
    if instanceKind == .instance { return self[.new] == ObjectType.newBody ? .plain : nil }
    if instanceKind != .exception { return nil }
    let root = interpreter.type(Kind.exception)
    return shares(.new, with: root) && !shares(.initialize, with: root) ? .exceptions : nil
  }

  /// An instance without attributes of a class that has no layout of a built-in's.
  public func makeInstance(_ context: Context) throws(Raised) -> Value {
    try Instance.make(context, self).value
  }
}
