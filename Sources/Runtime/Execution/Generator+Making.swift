import Bytecode
import CRuntime

// Generators and coroutines of functions that do nothing before they make one: no frame is put up for them.

extension Context {
  /// The generator that a call of a generator function with just the arguments that it takes makes; *empty* where that
  /// takes more, or raised.
  @inline(__always)
  func makeGenerator(_ function: Function, _ arguments: UnsafePointer<Value>, count: Int) -> Value {
    // Whoever uses up the budget has the code compiled.
    let heat = load_relaxed_u32(&function.code.pointer.pointee.heat)
    if heat <= 1 || isTraced || tracing != nil { return .empty }
    store_relaxed_u32(&function.code.pointer.pointee.heat, heat - 1)
    return (try? Generator.make(self, function, arguments, count: count))??.value ?? .empty
  }

  /// What a special method of an object's class makes that is a generator or a coroutine function; *empty* where it is
  /// neither, or making one takes more.
  ///
  /// - Parameter form: The flag of the method's code that says what it makes.
  @inline(never)
  func makeGenerator(by name: WellKnown, of object: Value, _ form: CodeFlags) -> Value {
    let forms: CodeFlags = [.generator, .coroutine, .asyncGenerator, .iterableCoroutine]
    guard let found = try? type(of: object).lookup(self, self.name(name)), let function = Function(ifExactly: found),
      CodeFlags(rawValue: function.code.pointer.pointee.flags).intersection(forms) == form
    else { return .empty }
    return withUnsafePointer(to: object) { makeGenerator(function, $0, count: 1) }
  }
}
