import Bytecode
import CRuntime
import Runtime

// Calls of Python functions that the graph knows, or whose code it knows: their arguments are bound here, and then they are
// inlined (`GraphBuilder+Inlining.swift`) or entered.

/// A call as its window has it.
struct CallForm {
  let function: Reference
  /// The register of the first argument, counted from the outermost window.
  let window: Int
  /// Named arguments, which come last, included.
  let count: Int
  let names: Tuple?
  /// Whether the function was looked up as a method of the first argument.
  let isBound: Bool

  var positionalCount: Int { count - (names?.count ?? 0) }
}

extension GraphBuilder {
  /// How the instruction calls, if the graph knows whether there is a receiver.
  mutating func callForm() -> CallForm? {
    let first = instruction.b + scope.base
    var (window, count, isBound) = (first + 1, instruction.d, false)
    switch instruction.opcode {
    case .call, .callKeywords: break
    case .callMethod, .callMethodKeywords:
      // A receiver stands before the arguments.
      switch self.window[first + 1] {
      case .value(let receiver, _): if case .constant(0) = graph[receiver].operation { isBound = false } else { isBound = true }
      case .memory(let kinds) where kinds.isSubset(of: .objects): isBound = true
      case .memory: return nil
      }
      (window, count) = isBound ? (window, count + 1) : (window + 1, count)
    default: return nil
    }
    let isNamed = instruction.opcode == .callKeywords || instruction.opcode == .callMethodKeywords
    let names = isNamed ? Tuple(ifExactly: code.constant(instruction.c)) : nil
    return CallForm(function: readWindow(first), window: window, count: count, names: names, isBound: isBound)
  }

  /// Calls a function that the graph knows, or the code of which it knows, or whatever stands there.
  mutating func callKnown() {
    guard let form = callForm() else { return perform() }
    if case .constant(let bits) = graph[form.function].operation {
      guard let callee = CompilableFunction(Value(bits: bits)), !callee.isGenerator,
        let binding = callee.bind(positional: form.positionalCount, names: form.names)
      else { return perform() }
      return call(callee, binding, form)
    }
    if seen(.b) == .other, callInstance(form) { return }
    guard seen(.b) == .function else { return perform() }
    let callees = code.calledCodes(instruction.start).map { callee(of: $0, form) }
    if !callees.contains(where: { $0 != nil }) { return perform() }
    let function = guardKinds(form.function, .function, .kind, at: instruction.start)
    if callees.count == 1, let (callee, binding) = callees[0] { return call(callee, binding, form, function) }
    let called = add(.field(function, offset: CompiledLayout.functionCode), .word, .other)
    branch(
      overEach: callees.compactMap { $0 } + [nil],
      if: { builder, known in
        builder.add(.same(called, builder.constant(known.unsafelyUnwrapped.callee.code)), .bit)
      }
    ) { builder, known in
      guard let (callee, binding) = known else { return builder.perform() }
      builder.call(callee, binding, form, function)
    }
  }

  /// A function of some code that a call was seen to call, and how its arguments are bound; nil where that takes more.
  private func callee(of code: Value, _ form: CallForm) -> (callee: CompilableFunction, binding: StaticBinding)? {
    guard let callee = CompilableFunction(code: code), !callee.isGenerator,
      let binding = callee.bind(positional: form.positionalCount, names: form.names)
    else { return nil }
    return (callee, binding)
  }

  /// Calls a function of which the code is known.
  private mutating func call(
    _ callee: CompilableFunction, _ binding: StaticBinding, _ form: CallForm, _ function: Reference
  ) {
    guard let inlined = inlinable(callee) else { return enter(callee, function, parameters(binding, form), form) }
    inline(
      inlined, callee, window: form.window, role: .plain, parameters: parameters(binding, form), function: function)
  }

  private mutating func call(_ callee: CompilableFunction, _ binding: StaticBinding, _ form: CallForm) {
    if !binding.defaults.isEmpty {
      keep(binding.defaults)
      let current = add(.field(constant(callee.function), offset: CompiledLayout.functionDefaults), .word, .anything)
      add(.guardWord(current, binding.defaults.bits, exit(.value)))
    }
    guard let inlined = inlinable(callee) else { return enter(callee, nil, parameters(binding, form), form) }
    inline(inlined, callee, window: form.window, role: .plain, parameters: parameters(binding, form))
  }

  /// The values of the parameters; nil where the arguments are these, and in their places.
  private mutating func parameters(_ binding: StaticBinding, _ form: CallForm) -> [Reference]? {
    if binding.isIdentity { return nil }
    return binding.sources.map { source in
      switch source {
      case .argument(let index): return readWindow(form.window + index)
      case .constant(let value): return constant(value)
      case .rest(let first):
        let items = form.positionalCount <= first ? [] : (first..<form.positionalCount).map { asWord(readWindow(form.window + $0)) }
        return items.isEmpty ? constant(code.emptyTuple) : newTuple(items)
      }
    }
  }

  /// Puts the callee's frame on top, with its parameters where its arguments were.
  private mutating func enter(
    _ callee: CompilableFunction, _ function: Reference?, _ parameters: [Reference]?, _ form: CallForm
  ) {
    var call = directCall(of: callee, function, window: form.window, role: .plain)
    call.parameters = (parameters ?? []).map { asWord($0) }
    spill(at: instruction.start)
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.start + 1)
    performCall(entering: call)
  }

  /// Begins an `__init__` whose instance stands where the class stood; if that takes more, the runtime does it all.
  mutating func enterInitializer(_ callee: CompilableFunction, of type: Value) {
    let window = instruction.b + scope.base
    spill(at: instruction.start)
    if case .value(let instance, inMemory: false) = self.window[window] { store(instance, to: window) }
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.start + 1)
    performCall(entering: directCall(of: callee, nil, window: window, role: .initializer)) { builder in
      builder.store(builder.constant(type), to: window)
    }
  }

  /// Begins the special method that an instruction calls.
  mutating func enterSpecial(_ callee: CompilableFunction, _ arguments: [Reference], window: Int, result: Int) {
    var call = directCall(of: callee, nil, window: window, role: .plain, result: result)
    call.parameters = arguments
    spill(at: instruction.start)
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.start + 1)
    performCall(entering: call)
  }

  private mutating func directCall(
    of callee: CompilableFunction, _ function: Reference?, window: Int, role: CallRole, result: Int? = nil
  ) -> DirectCall {
    keep(callee.code)
    return DirectCall(
      callee: callee, function: function, window: window, result: result ?? instruction.a, role: role,
      returnAddress: UInt(bitPattern: code.instructions + instruction.next), depth: depth)
  }
}
