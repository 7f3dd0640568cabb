import CRuntime

// What compiled code has the runtime do around a call of a foreign function, where its own short way does not do.

extension CompiledSupport {
  /// `(context)`: the thread has blocked, and is asked to stop.
  public static var noteBlocked: UInt {
    let function: @convention(c) (Context) -> Void = { Heap.noteBlocked($0) }
    return unsafeBitCast(function, to: UInt.self)
  }

  /// `(context, frame, depth) → 1`, or 0 where the interpreter is to go on: foreign code has returned that called the
  /// runtime, or the thread is asked to stop.
  public static var leaveBlocked: UInt {
    let function: @convention(c) (Context, FramePointer, UInt64) -> UInt64 = { context, frame, depth in
      Heap.leaveBlocked(context)
      return mayGoOn(context, frame, depth: Int(depth)) ? 1 : 0
    }
    return unsafeBitCast(function, to: UInt.self)
  }

  /// `(context, bits) → int`, *empty* where it raised.
  public static var signedInt: UInt {
    let function: @convention(c) (Context, Int64) -> Value = { context, number in
      bridge(context) { () throws(Raised) in try PythonInt.make(context, number) }
    }
    return unsafeBitCast(function, to: UInt.self)
  }

  public static var unsignedInt: UInt {
    let function: @convention(c) (Context, UInt64) -> Value = { context, number in
      bridge(context) { () throws(Raised) in try PythonInt.make(context, number) }
    }
    return unsafeBitCast(function, to: UInt.self)
  }
}
