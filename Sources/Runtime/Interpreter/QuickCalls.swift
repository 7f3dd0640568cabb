import CRuntime

// Calls that the interpreter's loop makes without a frame: of functions written in Swift whose missing arguments have
// defaults, of methods of objects that are bound already, and of built-in classes.

extension Context {
  /// Calls a native function or a built-in class with positional arguments, of which the first is the receiver if
  /// `isMethod`. *Empty* without a pending exception says that it is not so simple.
  @inline(never)
  func quickCall(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, count: Int, isMethod: Bool
  ) -> Value {
    if let function = NativeFunction(ifExactly: callee) {
      if function.pointer.pointee.isSlot { return .empty }
      let receiver = function.pointer.pointee.receiver
      switch function.form {
      case .function, .staticMethod: if isMethod { return .empty }
      case .method: if receiver.isEmpty != isMethod { return .empty }
      case .classMethod: if receiver.isEmpty || isMethod { return .empty }
      default: return .empty
      }
      return function.callPositional(self, receiver: receiver, arguments, count: count)
    }
    if let type = Type(ifHas: callee), !type.flags.contains(.heap) {
      return bridge(self) { () throws(Raised) in try TypeType.call(self, type, arguments, count, .empty) }
    }
    return .empty
  }
}
