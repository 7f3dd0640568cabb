import Bytecode
import CRuntime

// The functions that compiled code calls. It calls them with its frame as the interpreter would have it: everything live in
// the window, `pc` after the instruction.

/// How compiled code goes on after it had an instruction done.
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
  /// `(context, list, value) → 1`, or 0 where memory is exhausted.
  public static var append: UInt { address(of: appendForCompiled) }
  /// `(context, double) → value`, empty where it raised.
  public static var boxFloat: UInt { address(of: boxFloatForCompiled) }

  // Jumped to, with the arguments of handlers.

  public static var leave: UInt { address(ofHandler: leaveCompiled) }
  public static var resume: UInt { address(ofHandler: resumeFromCompiled) }
  public static var raise: UInt { address(ofHandler: raiseFromCompiled) }
  public static var interpret: UInt { address(ofHandler: interpretFromCompiled) }

  private static func address(ofHandler handler: @escaping Handler) -> UInt {
    UInt(bitPattern: HandlerTable.address(of: handler))
  }

  private static func address(of function: @convention(c) (Context, FramePointer) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, FramePointer, UnsafeRawPointer) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Value, Value) -> UInt64) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }

  private static func address(of function: @convention(c) (Context, Double) -> Value) -> UInt {
    unsafeBitCast(function, to: UInt.self)
  }
}

private func performForCompiled(_ context: Context, _ frame: FramePointer) -> UInt64 {
  step(context, frame, continuation: nil).rawValue
}

private func callForCompiled(_ context: Context, _ frame: FramePointer, _ continuation: UnsafeRawPointer) -> UInt64 {
  step(context, frame, continuation: continuation).rawValue
}

private func boxFloatForCompiled(_ context: Context, _ number: Double) -> Value {
  (try? PythonFloat.make(context, number)) ?? .empty
}

private func appendForCompiled(_ context: Context, _ list: Value, _ item: Value) -> UInt64 {
  if List(list).appendInPlace(context, item) { return 1 }
  if (try? List(list).append(context, item)) != nil { return 1 }
  // The instruction is done again, and raises again.
  context.pointee.pendingException = .empty
  return 0
}

@inline(__always)
private func step(_ context: Context, _ frame: FramePointer, continuation: UnsafeRawPointer?) -> CompiledStep {
  let word = InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee)
  let outcome: Outcome
  do throws(Raised) {
    outcome = try perform(context, frame, word)
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
      if flags == 0 || flags == UInt32(frameIsInitializer.rawValue) {
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
  frame.pointee.object.isEmpty && context.tracing == nil
}
