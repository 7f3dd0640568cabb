import CRuntime

extension NativeFunction {
  /// The function's body called with arguments; `receiver` stands before them unless it is *empty*.
  func invoke(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let receiver = pointer.pointee.receiver
    if slot != nil { return try invokeSlot(context, arguments, count: count, names: names) }
    if receiver.isEmpty, form == .method || form == .classMethod {
      try checkReceiver(context, arguments, count)
      return try invoke(
        context, receiver: arguments[0], arguments + 1, count: count - 1, names: names)
    }
    return try invoke(context, receiver: receiver, arguments, count: count, names: names)
  }

  /// `receiver` may be *empty*.
  @inline(__always)
  func invoke(
    _ context: Context, receiver: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    if names.isEmpty {
      let result = callPositional(context, receiver: receiver, arguments, count: count)
      if !result.isEmpty { return result }
      if !context.pointee.pendingException.isEmpty { throw Raised() }
    }
    return try invokeBinding(context, receiver, arguments, count: count, names: names)
  }

  /// Calls the body with positional arguments and the defaults of the others; `receiver`, unless *empty*, stands before
  /// them. *Empty* says that it raised, or, without an exception, that binding takes more than that.
  func callPositional(
    _ context: Context, receiver: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) -> Value {
    let skipped = receiver.isEmpty ? 0 : 1
    if count + skipped == convention.arity, convention != .window {
      if skipped == 0 { return callDirectly(context, arguments, count: count) }
      switch count {
      case 0: return unsafeBitCast(body, to: UnaryFunction.self)(context, receiver)
      case 1: return unsafeBitCast(body, to: BinaryFunction.self)(context, receiver, arguments[0])
      default: return unsafeBitCast(body, to: TernaryFunction.self)(context, receiver, arguments[0], arguments[1])
      }
    }
    if convention != .window {
      guard let signature = try? signature(context), signature.takesPositional(count + skipped) else { return .empty }
      return callBody(context, receiver, skipped, arguments, count, signature.defaults)
    }
    return callWithDefaults(context, receiver, arguments, count: count)
  }

  /// Two functions, and the second one's frame holds nothing but what it needs once the body is done: the body may be
  /// `gc.collect`, and a slot of this frame that only binding uses would show it what an earlier call has left there.
  @inline(never)
  private func callWithDefaults(
    _ context: Context, _ receiver: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) -> Value {
    let saved = context.pointee.nativeTop
    guard let window = bindDefaults(context, receiver, arguments, count: count) else { return .empty }
    let result = unsafeBitCast(body, to: ArgumentsFunction.self)(context, window)
    context.pointee.nativeTop = saved
    return result
  }

  /// A window with the arguments and the defaults of the others, reserved on the register stack; nil where it raised,
  /// or, without an exception, where binding takes more than that.
  @inline(never)
  private func bindDefaults(
    _ context: Context, _ receiver: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) -> UnsafeMutablePointer<Value>? {
    let skipped = receiver.isEmpty ? 0 : 1
    guard let signature = try? signature(context), signature.takesPositional(count + skipped) else { return nil }
    let window = context.pointee.nativeTop ?? context.pointee.frame.unsafelyUnwrapped.windowEnd
    let end = window + signature.count
    guard end <= context.pointee.registersLimit.unsafelyUnwrapped else { return nil }
    if skipped == 1 { window[0] = receiver }
    do throws(Raised) { try signature.bindPositional(context, arguments, count, skipped, to: window) } catch { return nil }
    context.pointee.nativeTop = end
    return window
  }

  @inline(never)
  private func invokeBinding(
    _ context: Context, _ receiver: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let signature = try self.signature(context)
    let skipped = receiver.isEmpty ? 0 : 1
    return try context.withWindow(signature.count + 1) { (window) throws(Raised) in
      window[0] = receiver
      try signature.bind(
        context, self, arguments, count: count, names: names, skipped: skipped, to: window)
      return try check(callBody(context, window))
    }
  }

  /// Calls the body with exactly the arguments that it takes in registers; *empty* says that it raised.
  @inline(__always)
  func callDirectly(_ context: Context, _ arguments: UnsafeMutablePointer<Value>, count: Int) -> Value {
    switch count {
    case 1: unsafeBitCast(body, to: UnaryFunction.self)(context, arguments[0])
    case 2: unsafeBitCast(body, to: BinaryFunction.self)(context, arguments[0], arguments[1])
    case 3: unsafeBitCast(body, to: TernaryFunction.self)(context, arguments[0], arguments[1], arguments[2])
    default: unsafeBitCast(body, to: NullaryFunction.self)(context)
    }
  }

  /// The body of a method that takes a receiver and one argument in registers.
  var binaryMethod: BinaryFunction? {
    pointer.pointee.methodArity == 2 ? unsafeBitCast(body, to: BinaryFunction.self) : nil
  }

  /// Calls a body that takes its arguments in registers; those beyond the given ones are the defaults at their places.
  @inline(__always)
  private func callBody(
    _ context: Context, _ receiver: Value, _ skipped: Int, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    _ defaults: Tuple
  ) -> Value {
    func argument(_ place: Int) -> Value {
      if place < skipped { return receiver }
      return place < count + skipped ? arguments[place - skipped] : defaults[place]
    }
    switch convention {
    case .unary: return unsafeBitCast(body, to: UnaryFunction.self)(context, argument(0))
    case .binary: return unsafeBitCast(body, to: BinaryFunction.self)(context, argument(0), argument(1))
    default: return unsafeBitCast(body, to: TernaryFunction.self)(context, argument(0), argument(1), argument(2))
    }
  }

  /// Calls the body with a value for each parameter.
  func callBody(_ context: Context, _ arguments: UnsafeMutablePointer<Value>) -> Value {
    switch convention {
    case .nullary: unsafeBitCast(body, to: NullaryFunction.self)(context)
    case .unary: unsafeBitCast(body, to: UnaryFunction.self)(context, arguments[0])
    case .binary: unsafeBitCast(body, to: BinaryFunction.self)(context, arguments[0], arguments[1])
    case .ternary: unsafeBitCast(body, to: TernaryFunction.self)(context, arguments[0], arguments[1], arguments[2])
    case .window: unsafeBitCast(body, to: ArgumentsFunction.self)(context, arguments)
    }
  }

  func signature(_ context: Context) throws(Raised) -> Signature {
    let known = load(&pointer.pointee.signature)
    if !known.isEmpty { return Signature(known) }
    let signature = try Signature.make(context, notation)
    publish(signature.value, to: &pointer.pointee.signature)
    return signature
  }

  // MARK: Receivers

  /// Whether the first argument is what a method of its class may be called with.
  @inline(__always)
  func takesReceiver(_ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int) -> Bool {
    count > 0 && context.type(of: arguments[0]).isSubtype(of: owner)
  }

  private func checkReceiver(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
  ) throws(Raised) {
    if count < 1 {
      if slot != nil {
        throw context.raise(.typeError, "descriptor '\(nameString)' of '\(owner.shortName)' object needs an argument")
      }
      throw context.raise(.typeError, "unbound method \(owner.shortName).\(nameString)() needs an argument")
    }
    if form == .classMethod || takesReceiver(context, arguments, count) { return }
    let actual = context.typeName(of: arguments[0])
    if slot != nil {
      throw context.raise(
        .typeError, "descriptor '\(nameString)' requires a '\(owner.shortName)' object but received a '\(actual)'")
    }
    throw context.raise(
      .typeError, "descriptor '\(nameString)' for '\(owner.shortName)' objects doesn't apply to a '\(actual)' object")
  }

  // MARK: Slots

  private func invokeSlot(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let slot = slot.unsafelyUnwrapped
    if slot == .new { return try invokeNew(context, arguments, count: count, names: names) }
    var (receiver, rest, count) = (pointer.pointee.receiver, arguments, count)
    if receiver.isEmpty {
      try checkReceiver(context, arguments, count)
      (receiver, rest, count) = (arguments[0], arguments + 1, count - 1)
    }
    if slot.signature == .window {
      let result = try check(
        unsafeBitCast(body, to: WindowFunction.self)(context, receiver, rest, Int64(count), names))
      return slot == .initialize ? .none : result
    }
    if !names.isEmpty { throw context.raise(.typeError, "wrapper \(nameString)() takes no keyword arguments") }
    switch slot.signature {
    case .unary:
      try require(context, count, 0)
      context.pointee.generatorResult = .none
      let result = unsafeBitCast(body, to: UnaryFunction.self)(context, receiver)
      if slot == .next, result.isEmpty, context.pointee.pendingException.isEmpty {
        throw context.raiseStop(context.pointee.generatorResult)
      }
      return try check(result)
    case .binary:
      if slot == .power, count == 2 { return try context.power(receiver, rest[0], rest[1]) }
      if slot == .reflectedPower, count == 2 { return try context.power(rest[0], receiver, rest[1]) }
      if count != 1, slot == .power || slot == .reflectedPower {
        throw context.raise(.typeError, "expected 1 or 2 arguments, got \(count)")
      }
      try require(context, count, 1)
      return try check(unsafeBitCast(body, to: BinaryFunction.self)(context, receiver, rest[0]))
    default:
      if slot == .setAttribute, Type(ifHas: receiver) != nil, owner.pointer.pointee.builtinShape == BuiltinShape.object {
        throw context.raise(.typeError, "can't apply this \(nameString) to \(context.typeName(of: receiver)) object")
      }
      let ternary = unsafeBitCast(body, to: TernaryFunction.self)
      if pointer.pointee.deletes {
        try require(context, count, 1)
        _ = try check(ternary(context, receiver, rest[0], .empty))
        return .none
      }
      if slot == .getDescriptor {
        if count < 1 || count > 2 {
          throw context.raise(
            .typeError, "expected at \(count < 1 ? "least 1 argument" : "most 2 arguments"), got \(count)")
        }
        let owner = count == 2 && rest[1] != .none ? rest[1] : .empty
        if owner.isEmpty, rest[0] == .none { throw context.raise(.typeError, "__get__(None, None) is invalid") }
        return try check(ternary(context, receiver, rest[0] == .none ? .empty : rest[0], owner))
      }
      try require(context, count, 2)
      _ = try check(ternary(context, receiver, rest[0], rest[1]))
      return .none
    }
  }

  private func require(_ context: Context, _ given: Int, _ wanted: Int) throws(Raised) {
    if given == wanted { return }
    throw context.raise(.typeError, "expected \(wanted) argument\(wanted == 1 ? "" : "s"), got \(given)")
  }

  /// `type.__new__(class, …)`.
  private func invokeNew(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let owner = self.owner.shortName
    guard count > 0 else { throw context.raise(.typeError, "\(owner).__new__(): not enough arguments") }
    guard let type = Type(ifHas: arguments[0]) else {
      throw context.raise(
        .typeError, "\(owner).__new__(X): X is not a type object (\(context.typeName(of: arguments[0])))")
    }
    if !type.isSubtype(of: self.owner) {
      throw context.raise(
        .typeError, "\(owner).__new__(\(type.shortName)): \(type.shortName) is not a subtype of \(owner)")
    }
    if type[.new] == 0 || body == 0 {
      let name = try type.fullName(context)
      throw context.raise(.typeError, "cannot create '\(name)' instances")
    }
    if type.instanceKind != self.owner.instanceKind, type.pointer.pointee.builtinShape != 0
      || type.instanceKind != .instance || type.pointer.pointee.nativeType != self.owner.pointer.pointee.nativeType
    {
      let safe = type.layoutOwner.shortName
      throw context.raise(
        .typeError, "\(owner).__new__(\(type.shortName)) is not safe, use \(safe).__new__()")
    }
    // Built-in exceptions share a kind, and so do `int` and `bool`, but not all of them a way to be made.
    let builtin = type.nearestBuiltin
    if builtin[.new] != body {
      throw context.raise(
        .typeError, "\(owner).__new__(\(type.shortName)) is not safe, use \(builtin.shortName).__new__()")
    }
    return try check(
      unsafeBitCast(body, to: WindowFunction.self)(context, type.value, arguments + 1, Int64(count - 1), names))
  }
}

extension Type {
  /// The type itself or, of a class made by a `class` statement, the built-in that it is based on.
  var nearestBuiltin: Type {
    var type = self
    while type.flags.contains(.heap), let base = Type(ifHas: load(&type.pointer.pointee.base)) { type = base }
    return type
  }
}

extension NativeEntry.Convention {
  /// The convention's number is that of its arguments, except for windows.
  var arity: Int { Int(rawValue) }
}
