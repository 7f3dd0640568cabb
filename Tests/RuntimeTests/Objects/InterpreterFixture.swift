import CRuntime

@testable import Runtime

/// An interpreter for the length of a test's body.
func withInterpreter(
  seed: UInt32 = 0, _ options: HeapOptions = HeapOptions(), _ body: (Context) throws(Raised) -> Void
) {
  var all = InterpreterOptions()
  all.heap = options
  all.hashKey = HashKey(seed: seed)
  guard let context = Interpreter.start(all) else { preconditionFailure("no memory") }
  defer { Interpreter.stop(context) }
  do throws(Raised) {
    try body(context)
  } catch {
    preconditionFailure("raised: \(raisedMessage(context))")
  }
}

/// What the pending exception says.
func raisedMessage(_ context: Context) -> String {
  guard let exception = Exception(ifHas: context.pointee.pendingException) else { return "" }
  return (try? exception.text(context)).map { String($0) } ?? ""
}

/// The message of what `body` raises; nil where it does not.
func messageRaised(_ context: Context, by body: () throws(Raised) -> Void) -> String? {
  do throws(Raised) {
    try body()
    return nil
  } catch {
    return raisedMessage(context)
  }
}
