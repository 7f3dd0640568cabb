import CRuntime

// Calls that the interpreter's loop makes without a frame: of functions written in Swift whose missing arguments have
// defaults, of methods of objects that are bound already, of built-in classes, and of objects of native modules.

extension Context {
  /// Calls a native function, a built-in class or an object of a native module with positional arguments, of which the
  /// first is the receiver if `isMethod`. *Empty* without a pending exception says that it is not so simple.
  @inline(never)
  func quickCall(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, isMethod: Bool
  ) -> Value {
    if let function = NativeFunction(ifExactly: callee) {
      if function.pointer.pointee.isSlot { return .empty }
      let receiver = function.pointer.pointee.receiver
      switch function.form {
      case .function, .staticMethod: if isMethod { return .empty }
      case .method: if receiver.isEmpty ? !isMethod && !function.takesReceiver(self, arguments, count) : isMethod { return .empty }
      case .classMethod: if receiver.isEmpty || isMethod { return .empty }
      default: return .empty
      }
      return function.callPositional(self, receiver: receiver, arguments, count: count)
    }
    if let type = Type(ifHas: callee), !type.flags.contains(.heap) {
      return bridge(self) { () throws(Raised) in try TypeType.call(self, type, arguments, count, .empty) }
    }
    if callee.isNative, let call = type(of: callee).window(.call) {
      do throws(Raised) { try checkNativeStack() } catch { return .empty }
      return call(self, callee, arguments, Int64(count), .empty)
    }
    return .empty
  }
}

extension Value {
  /// Whether the value is an object of a type that a native module declares, or of one derived from such.
  var isNative: Bool { isPointer && object.pointee.kind & 0x7f == Kind.native.rawValue }
}
