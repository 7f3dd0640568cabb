import Bytecode
import CRuntime

// Methods, `super`, context managers, exception groups, classes.

extension Activation {
  // MARK: Methods

  func loadSuperAttribute() throws(Raised) {
    setA(try superAttribute(frame.name(operands.c)))
  }

  // MARK: Context managers

  func loadSpecial() throws(Raised) {
    let object = frame.valueB(operands)
    let method = SpecialMethod(rawValue: UInt8(operands.d)).unsafelyUnwrapped
    let type = context.type(of: object)
    let found = try type.lookup(context, context.name(method.name))
    if found.isEmpty { throw try raiseNotContextManager(object, method) }
    let target = frame.register(operands.a)
    if context.takesReceiver(found, type) {
      target[0] = found
      target[1] = object
    } else {
      target[0] = try context.bind(found, to: object, of: type)
      target[1] = .empty
    }
  }

  private func raiseNotContextManager(_ object: Value, _ method: SpecialMethod) throws(Raised) -> Raised {
    let isAsync = method == .asyncEnter || method == .asyncExit
    let type = context.type(of: object)
    let others: [WellKnown] = isAsync ? [.__enter__, .__exit__] : [.__aenter__, .__aexit__]
    var hasOthers = true
    for other in others where try type.lookup(context, context.name(other)).isEmpty { hasOthers = false }
    let hint =
      hasOthers
      ? " but it supports the \(isAsync ? "" : "asynchronous ")context manager protocol. Did you mean to use '\(isAsync ? "with" : "async with")'?"
      : ""
    return context.raise(
      .typeError,
      "'\(context.typeName(of: object))' object does not support the \(isAsync ? "asynchronous " : "")context manager protocol (missed \(method.name) method)\(hint)"
    )
  }

  func callExit() throws(Raised) {
    let exception = frame.valueC(operands)
    let (exit, receiver) = (windowB[0], windowB[1])
    let result = try context.withWindow(4) { (window) throws(Raised) in
      window[0] = receiver
      if let raised = Exception(ifHas: exception) {
        window[1] = context.type(of: exception).value
        window[2] = exception
        let traceback = raised.pointer.pointee.traceback
        window[3] = traceback.isEmpty ? .none : traceback
      } else {
        for index in 1...3 { window[index] = .none }
      }
      let skipped = receiver.isEmpty ? 1 : 0
      return try context.call(exit, window + skipped, count: 4 - skipped)
    }
    setA(result)
  }

  // MARK: Classes

  func loadBuildClass() throws(Raised) {
    let name = context.name(.__build_class__)
    let found = try context.mappingValue(frame.function.pointer.pointee.builtins, name)
    if found.isEmpty { throw context.raiseNameError(.nameError, "__build_class__ not found", "__build_class__") }
    setA(found)
  }

  func loadCommonBuiltin() {
    let builtin = CommonBuiltin(rawValue: UInt8(operands.d)).unsafelyUnwrapped
    // The loops that stand for a call of `all` or `any` are for compilers, which are to see what they meet: the interpreter
    // itself goes through a generator faster in the function (`Context.next(_:refusedBy:)`), and finds another here.
    let isWanted = builtin != .all && builtin != .any || context.pointee.recording != 0
    setA(isWanted ? Interpreter(of: context).common(builtin) : .unbound)
  }

  func setupAnnotations() throws(Raised) {
    let name = context.name(.__annotations__)
    let locals = frame.pointee.locals
    if try context.mappingValue(locals, name).isEmpty {
      try context.setItem(of: locals, name, to: Dict.make(context).value)
    }
  }

  func displayResult() throws(Raised) {
    let hook = try context.systemModule().dict.value(context, for: context.name(.displayhook))
    if hook.isEmpty { throw context.raise(.runtimeError, "lost sys.displayhook") }
    _ = try context.call(hook, frame.valueA(operands))
  }

  // MARK: Patterns

  func matchClass() throws(Raised) {
    let request = Tuple(frame.constant(operands.c))
    let keywords = try Tuple.make(context, copying: request.elements + 1, count: request.count - 1)
    setA(
      try context.matchClass(
        subject: windowB[0], windowB[1], positionalCount: Int(request[0].smallInt), keywords: keywords))
  }
}

extension Context {
  /// The function and the receiver that calling `object.name(…)` calls; the receiver is *empty* where the attribute is
  /// not a plain function of the class.
  func method(_ object: Value, _ name: Value) throws(Raised) -> (function: Value, receiver: Value) {
    let type = type(of: object)
    if type.flags.contains(.ordinaryAttributes) {
      let found = try type.lookup(self, name)
      if !found.isEmpty, takesReceiver(found, type) {
        let own = try ownAttribute(object, name)
        return own.isEmpty ? (found, object) : (own, .empty)
      }
    }
    return (try getAttribute(object, name), .empty)
  }
}

extension SpecialMethod {
  /// Its name.
  var name: WellKnown {
    switch self {
    case .enter: .__enter__
    case .exit: .__exit__
    case .asyncEnter: .__aenter__
    case .asyncExit: .__aexit__
    }
  }
}
