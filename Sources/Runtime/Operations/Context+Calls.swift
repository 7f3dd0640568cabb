import CRuntime

// Calling from native code. Arguments stand in a window above whatever is in use of the register stack, where a Python
// callee finds them as its first registers.

extension Context {
  /// Runs `body` with a window of `count` values, *empty* at first, that the collector sees.
  @inline(__always)
  public func withWindow<Result>(
    _ count: Int, _ body: (UnsafeMutablePointer<Value>) throws(Raised) -> Result
  ) throws(Raised) -> Result {
    let saved = pointee.nativeTop
    let window = saved ?? pointee.frame.unsafelyUnwrapped.windowEnd
    if window + count > pointee.registersLimit.unsafelyUnwrapped {
      throw raise(.recursionError, "maximum recursion depth exceeded")
    }
    window.update(repeating: .empty, count: count)
    pointee.nativeTop = window + count
    defer { pointee.nativeTop = saved }
    return try body(window)
  }

  /// `callee(*arguments)`. The last arguments are passed by the names in a tuple, if `names` is not *empty*. The window
  /// is the callee's afterwards.
  @inline(__always)
  public func call(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, names: Value = .empty
  ) throws(Raised) -> Value {
    if let function = Function(ifExactly: callee) { return try run(function, arguments, count: count, names: names) }
    if names.isEmpty, let native = NativeFunction(ifExactly: callee) {
      let result = try callNative(native, arguments, count: count)
      if !result.isEmpty { return result }
    }
    guard let function = type(of: callee).window(.call) else {
      throw raise(.typeError, "'\(typeName(of: callee))' object is not callable")
    }
    try checkNativeStack()
    return try check(function(self, callee, arguments, Int64(count), names))
  }

  /// Calls a function written in Swift with positional arguments; *empty* where it takes more than `quickCall` does.
  @inline(never)
  private func callNative(
    _ native: NativeFunction, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) throws(Raised) -> Value {
    try checkNativeStack()
    if Int(native.pointer.pointee.functionArity) == count, native.pointer.pointee.receiver.isEmpty {
      return try check(native.callDirectly(self, arguments, count: count))
    }
    let result = quickCall(native.value, arguments, count: count, isMethod: false)
    if result.isEmpty, !pointee.pendingException.isEmpty { throw Raised() }
    return result
  }

  public func call(_ callee: Value) throws(Raised) -> Value {
    try withWindow(0) { (window) throws(Raised) in try call(callee, window, count: 0) }
  }

  public func call(_ callee: Value, _ first: Value) throws(Raised) -> Value {
    try withWindow(1) { (window) throws(Raised) in
      window[0] = first
      return try call(callee, window, count: 1)
    }
  }

  public func call(_ callee: Value, _ first: Value, _ second: Value) throws(Raised) -> Value {
    try withWindow(2) { (window) throws(Raised) in
      window[0] = first
      window[1] = second
      return try call(callee, window, count: 2)
    }
  }

  public func call(_ callee: Value, _ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Value {
    try withWindow(3) { (window) throws(Raised) in
      window[0] = first
      window[1] = second
      window[2] = third
      return try call(callee, window, count: 3)
    }
  }

  /// `receiver.method(argument)`, for a method that `method` has found.
  func call(_ method: (function: Value, receiver: Value), _ argument: Value) throws(Raised) -> Value {
    if method.receiver.isEmpty { return try call(method.function, argument) }
    return try withWindow(2) { (window) throws(Raised) in
      window[0] = method.receiver
      window[1] = argument
      guard let native = NativeFunction(ifExactly: method.function), native.pointer.pointee.methodArity == 2 else {
        return try call(method.function, window, count: 2)
      }
      try checkNativeStack()
      return try check(native.callDirectly(self, window, count: 2))
    }
  }

  // MARK: Special methods

  /// The plain function that is `__call__` of an instance's class; nil for whatever else is called.
  func calledMethod(of callee: Value) throws(Raised) -> Function? {
    guard Instance(ifExactly: callee) != nil else { return nil }
    return Function(ifExactly: try type(of: callee).lookup(self, name(.__call__)))
  }

  /// Calls a special method, which is looked up on the receiver's class, with the arguments in a window whose first
  /// place is left for the receiver. `count` leaves it out.
  func callSpecial(
    _ name: WellKnown, _ receiver: Value, _ window: UnsafeMutablePointer<Value>, count: Int, names: Value = .empty
  ) throws(Raised) -> Value {
    let found = try type(of: receiver).lookup(self, self.name(name))
    if found.isEmpty {
      throw raise(.attributeError, name.rawValue)
    }
    if let function = Function(ifExactly: found) {
      window[0] = receiver
      return try run(function, window, count: count + 1, names: names)
    }
    if takesReceiver(found, type(of: receiver)) {
      window[0] = receiver
      return try call(found, window, count: count + 1, names: names)
    }
    let bound = try bind(found, to: receiver, of: type(of: receiver))
    return try call(bound, window + 1, count: count, names: names)
  }

  /// Whether an attribute of a class takes the receiver as its first argument when it is called through an instance.
  @inline(__always)
  public func takesReceiver(_ attribute: Value, _ type: Type) -> Bool {
    if Function(ifExactly: attribute) != nil { return true }
    guard let function = NativeFunction(ifExactly: attribute) else { return false }
    return function.isMethod && type.isSubtype(of: function.owner)
  }

  /// What a class's attribute is through an instance: its `__get__` is asked, if it has one.
  public func bind(_ attribute: Value, to receiver: Value, of owner: Type) throws(Raised) -> Value {
    guard let get = type(of: attribute).ternary(.getDescriptor) else { return attribute }
    try checkNativeStack()
    return try check(get(self, attribute, receiver, owner.value))
  }

  /// An interned well-known name.
  @inline(__always)
  public func name(_ name: WellKnown) -> Value { Interpreter(of: self).state.pointee.wellKnown[name.index] }
}
