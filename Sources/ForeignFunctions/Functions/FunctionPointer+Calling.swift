import CFFI
import CRuntime
import Runtime

extension FunctionPointer {
  func call(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let plan = load(&pointer.pointee.plan)
    if let plan = CallPlan(ifHas: plan), names.isEmpty, count == plan.pointer.pointee.count, let function,
      let result = try plan.call(context, function, arguments)
    {
      return result
    }
    let result = try callGenerally(context, arguments, count, names)
    if plan.isEmpty { try makePlan(context) }
    return result
  }

  private func makePlan(_ context: Context) throws(Raised) {
    var plan = Value.none
    if load(&pointer.pointee.parameterFlags).isEmpty, load(&pointer.pointee.errorCheck).isEmpty {
      plan = try CallPlan.make(context, self, data.record(context))?.value ?? .none
    }
    publish(plan, to: &pointer.pointee.plan)
  }

  @inline(never)
  private func callGenerally(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let record = try data.record(context)
    let flags = load(&pointer.pointee.parameterFlags)
    let errorCheck = load(&pointer.pointee.errorCheck)
    if flags.isEmpty, errorCheck.isEmpty {
      let positional = names.isEmpty ? count : count - Tuple(names).count
      return try invoke(context, record, arguments, positional)
    }
    // The arguments are seen by the program afterwards: as values given back, or by its `errcheck`.
    let bound = try BoundParameters(context, self, record, flags, arguments, count, names)
    let result = try invoke(context, record, bound.arguments.elements, bound.arguments.count)
    if errorCheck.isEmpty { return try bound.result(context, result) }
    let checked = try context.call(errorCheck, result, data.value, bound.arguments.value)
    return checked == bound.arguments.value ? try bound.result(context, result) : checked
  }

  // MARK: The call itself

  private func invoke(
    _ context: Context, _ record: CType, _ arguments: UnsafePointer<Value>, _ count: Int
  ) throws(Raised) -> Value {
    let converters = converters(record)
    let flags = FunctionFlags(rawValue: record.pointer.pointee.functionFlags)
    if let converters { try checkCount(context, count, converters.count, flags) }
    if count > FunctionType.mostArguments {
      throw context.raiseArgumentError("too many arguments (\(count)), maximum is \(FunctionType.mostArguments)")
    }
    guard let function else { throw context.raise(.valueError, "NULL function pointer called") }
    let result = resultType(record)
    return try context.withWindow(ArgumentFrame.size(count)) { (window) throws(Raised) in
      let frame = ArgumentFrame(window, count: count)
      let isDeclared = try place(context, arguments, converters, in: frame)
      let interface = try interface(context, frame, converters, result, isDeclared: isDeclared)
      let holder = try Self.resultHolder(context, result)
      let target = holder?.address ?? frame.result
      let call = ForeignCall(
        interface: interface.interface, function: function, result: target, arguments: frame.addresses,
        usesErrno: flags.contains(.usesErrno))
      try Self.make(context, call, flags)
      let value = if let holder { holder.value } else { try Self.value(context, result, at: target) }
      let check = resultCheck(record)
      return try check.isEmpty ? value : context.call(check, value)
    }
  }

  /// Calls the function at an address, whose arguments are what they are; the result is an int.
  static func call(
    _ context: Context, address: UInt, _ arguments: Tuple, _ flags: FunctionFlags
  ) throws(Raised) -> Value {
    guard let function = unsafeBitCast(address, to: (@convention(c) () -> Void)?.self) else {
      throw context.raise(.valueError, "NULL function pointer called")
    }
    return try context.withWindow(ArgumentFrame.size(arguments.count)) { (window) throws(Raised) in
      let frame = ArgumentFrame(window, count: arguments.count)
      for index in 0..<arguments.count { try frame.place(context, index, arguments[index]) }
      let prepared = try PreparedInterface.make(
        context, frame.types, count: frame.count, result: foreign_int_type())
      let call = ForeignCall(
        interface: prepared.interface, function: function, result: frame.result, arguments: frame.addresses,
        usesErrno: false)
      try make(context, call, flags)
      return Value(smallInt: Int64(frame.result.load(as: CInt.self)))
    }
  }

  private func checkCount(
    _ context: Context, _ given: Int, _ declared: Int, _ flags: FunctionFlags
  ) throws(Raised) {
    if flags.contains(.cDeclaration) ? given >= declared : given == declared { return }
    let how = flags.contains(.cDeclaration) ? "at least " : ""
    throw context.raise(
      .typeError, "this function takes \(how)\(declared) argument\(declared == 1 ? "" : "s") (\(given) given)")
  }

  /// Whether the arguments are of the declared types, and no others: then libffi's preparation serves other calls, too.
  private func place(
    _ context: Context, _ arguments: UnsafePointer<Value>, _ converters: Tuple?, in frame: ArgumentFrame
  ) throws(Raised) -> Bool {
    var isDeclared = converters?.count == frame.count
    for index in 0..<frame.count {
      let value = arguments[index]
      do throws(Raised) {
        guard let converters, index < converters.count else {
          try frame.place(context, index, value)
          continue
        }
        let converter = converters[index]
        if let type = Type(ifHas: converter) {
          if try frame.place(context, index, value, as: type) { continue }
          let method = try context.getAttribute(converter, context.interned("from_param"))
          try frame.place(context, index, context.call(method, value))
          if frame.types[index] != CType(of: type).unsafelyUnwrapped.foreign { isDeclared = false }
        } else {
          isDeclared = false
          try frame.place(context, index, context.call(converter, value))
        }
      } catch {
        throw context.raiseArgumentError(try context.wrappedText("argument \(index + 1): "))
      }
    }
    return isDeclared
  }

  private func interface(
    _ context: Context, _ frame: ArgumentFrame, _ converters: Tuple?, _ result: Value, isDeclared: Bool
  ) throws(Raised) -> PreparedInterface {
    if isDeclared, let known = PreparedInterface(load(&pointer.pointee.prepared)) { return known }
    let foreign =
      result == .none ? foreign_void_type() : CType(ofClass: result)?.foreign ?? foreign_int_type()
    let fixed = converters.flatMap { $0.count < frame.count ? $0.count : nil }
    let made = try PreparedInterface.make(
      context, frame.types, count: frame.count, fixed: fixed == 0 ? nil : fixed, result: foreign)
    if isDeclared { publish(made.bytes.value, to: &pointer.pointee.prepared) }
    return made
  }

  /// Makes a call: others run and collect meanwhile, unless it is of a function of the interpreter's.
  static func make(_ context: Context, _ call: ForeignCall, _ flags: FunctionFlags) throws(Raised) {
    context.noteForeignCall()
    var call = call
    if flags.contains(.pythonAPI) {
      foreign_call(&call)
      if !context.pointee.pendingException.isEmpty { throw Raised() }
      return
    }
    _ = Interpreter(of: context).heap.blocking(context, &call) { argument in
      foreign_call(argument.unsafelyUnwrapped.assumingMemoryBound(to: ForeignCall.self))
      return nil
    }
  }

  // MARK: Results

  /// The object that a result is to lie in, where it is no scalar.
  private static func resultHolder(_ context: Context, _ type: Value) throws(Raised) -> CData? {
    guard let record = CType(ofClass: type) else { return nil }
    if record.traits.contains(.isTransparent) { return nil }
    return try CData.make(context, Type(type))
  }

  private static func value(
    _ context: Context, _ type: Value, at address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    if type == .none { return .none }
    if let record = CType(ofClass: type) {
      if record.code == UInt8(ascii: "O"), address.load(as: UInt64.self) == 0 {
        throw context.raise(.valueError, "PyObject is NULL")
      }
      return try SimpleCode(record).load(context, address)
    }
    let number = Value(smallInt: Int64(address.load(as: CInt.self)))
    return type.isEmpty ? number : try context.call(type, number)
  }
}

extension Context {
  func raiseArgumentError(_ message: String) -> Raised {
    do throws(Raised) {
      return try raiseInstance(of: value(of: .argumentError), text(message))
    } catch {
      return error
    }
  }

  private func raiseInstance(of type: Value, _ argument: Value) throws(Raised) -> Raised {
    raise(Exception(try call(type, argument)))
  }
}
