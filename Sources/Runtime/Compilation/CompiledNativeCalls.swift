import CRuntime

// Calls of native functions and built-in classes by compiled code, which knows whom it calls.

/// Where compiled code calls a native function, as one word:
///
///     63        32 31       16  15       14           0
///     │ result    │ depth     │ isBound │ count       │
public struct NativeCallPlace: Sendable, Equatable {
  public let bits: UInt64

  /// - Parameter count: How many arguments there are, a receiver included.
  /// - Parameter result: The register of the innermost frame that receives the result.
  /// - Parameter depth: How many inlined calls the call is in.
  /// - Parameter isBound: Whether the function was looked up as a method of the first argument.
  public init(count: Int, result: Int, depth: Int, isBound: Bool) {
    bits = UInt64(result) << 32 | UInt64(depth) << 16 | (isBound ? 1 << 15 : 0) | UInt64(count)
  }

  init(bits: UInt64) { self.bits = bits }
  public var count: Int { Int(bits & 0x7fff) }
  public var depth: Int { Int(bits >> 16 & 0xffff) }
  public var result: Int { Int(bits >> 32) }
  public var isBound: Bool { bits >> 15 & 1 != 0 }
}

func callNativeForCompiled(
  _ context: Context, _ frame: FramePointer, _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ place: UInt64
) -> Value {
  let place = NativeCallPlace(bits: place)
  // Without an initial value the slot would show the callee, which may be `gc.collect`, what an earlier call returned.
  var result = Value.empty
  if let native = NativeFunction(ifExactly: callee), native.pointer.pointee.receiver.isEmpty,
    Int(place.isBound ? native.pointer.pointee.methodArity : native.pointer.pointee.functionArity) == place.count
  {
    result = steadily(context, frame) { native.callDirectly(context, arguments, count: place.count) }
  } else {
    result = callKnown(context, frame, callee, arguments, place)
  }
  return delivered(context, frame, result, place)
}

func callBoundNativeForCompiled(
  _ context: Context, _ frame: FramePointer, _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ place: UInt64,
  _ binding: UInt64
) -> Value {
  let place = NativeCallPlace(bits: place)
  let result = steadily(context, frame) {
    NativeFunction(callee).call(context, arguments, count: place.count, NativeBinding(bits: binding))
  }
  return delivered(context, frame, result, place)
}

/// The result where compiled code may go on with it; otherwise the interpreter does, which finds it in its register.
@inline(__always)
private func delivered(_ context: Context, _ frame: FramePointer, _ result: Value, _ place: NativeCallPlace) -> Value {
  if result.isEmpty || mayGoOn(context, frame, depth: place.depth) { return result }
  frame.pointee.registers[place.result] = result
  return .empty
}

/// A function of its own, so that the frame of the one before has no slots that only binding uses.
@inline(never)
private func callKnown(
  _ context: Context, _ frame: FramePointer, _ callee: Value, _ arguments: UnsafeMutablePointer<Value>,
  _ place: NativeCallPlace
) -> Value {
  guard let native = NativeFunction(ifExactly: callee), native.collects else {
    return steadily(context, frame) { call(context, callee, arguments, place) }
  }
  let first = UInt64(UInt(bitPattern: arguments))
  let result = compiled_call_cleanly(context, frame, callee.bits, first, place.bits) { context, frame, callee, first, place in
    let arguments = UnsafeMutablePointer<Value>(bitPattern: UInt(first)).unsafelyUnwrapped
    return steadily(context, frame) { call(context, Value(bits: callee), arguments, NativeCallPlace(bits: place)).bits }
  }
  return Value(bits: result)
}

@inline(__always)
private func call(
  _ context: Context, _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ place: NativeCallPlace
) -> Value {
  let result = context.quickCall(callee, arguments, count: place.count, isMethod: place.isBound)
  if !result.isEmpty || !context.pointee.pendingException.isEmpty { return result }
  return bridge(context) { () throws(Raised) in try context.call(callee, arguments, count: place.count, names: .empty) }
}
