import Bytecode
import CRuntime
import Runtime

// Special methods that an instruction calls of an instance: of its left operand, of a container, or of what it calls. Where
// the profile saw few classes of instances and their methods are plain functions, each is inlined or entered like a method
// that is called, in a branch of its own.

extension GraphBuilder {
  /// Inlines the special method of an operator's left operand. False where what was seen does not allow that.
  mutating func callOperator() -> Bool {
    guard instruction.d == 0, let methods = seenMethods(of: .b), areInlinable(methods), isAskedFirst(.b, .c) else { return false }
    forEach(methods, of: .b) { builder, method in
      let arguments = builder.guardOperands(method, .b, .c)
      guard let inlined = builder.inlinable(method.callee) else { return builder.perform() }
      builder.inline(inlined, method.callee, window: builder.place(arguments), role: .operator)
    }
    return true
  }

  /// The same of a comparison, or of `in`, whose truth is what counts: whether an instruction jumps, or its result.
  mutating func askOperand(_ asked: Operand.Slot, _ other: Operand.Slot) -> Bool {
    let isContainer = instruction.opcode == .contains || instruction.opcode == .jumpIfContains
    guard let methods = seenMethods(of: asked), areInlinable(methods), isContainer || isAskedFirst(asked, other) else {
      return false
    }
    forEach(methods, of: asked) { builder, method in
      let arguments =
        isContainer
        ? [builder.guardReceiver(method, asked), builder.asWord(builder.value(other))]
        : builder.guardOperands(method, asked, other)
      guard let inlined = builder.inlinable(method.callee) else { return builder.perform() }
      builder.ask(inlined, method, arguments)
    }
    return true
  }

  private mutating func ask(_ inlined: CompilableCode, _ method: SeenMethod, _ arguments: [Reference]) {
    let window = place(arguments)
    let (outer, isInverted) = (answer, method.found.isInverted)
    // Where the method's window begins, which nobody reads any more.
    answer = window
    inline(
      inlined, method.callee, window: window, role: .question(isInverted: isInverted), result: window - scope.base)
    answer = outer
    if block == nil { return }
    let truth = bit(readWindow(window))
    dropArguments()
    settle(isInverted ? add(.not(truth), .bit) : truth)
  }

  /// Calls the special method of a container that the instruction reads or writes.
  mutating func callContainer(_ container: Operand.Slot, _ others: Operand.Slot...) -> Bool {
    guard let methods = seenMethods(of: container) else { return false }
    forEach(methods, of: container) { builder, method in
      let arguments = [builder.guardReceiver(method, container)] + others.map { builder.asWord(builder.value($0)) }
      let window = builder.place(arguments)
      // What `__setitem__` returns nobody reads.
      let result = builder.instruction.opcode == .storeItem ? window - builder.scope.base : builder.instruction.a
      if let inlined = builder.inlinable(method.callee) {
        builder.inline(inlined, method.callee, window: window, role: .plain, result: result)
      } else {
        builder.enterSpecial(method.callee, arguments, window: window, result: result)
      }
      builder.dropArguments()
    }
    return true
  }

  /// Calls the `__call__` of an instance.
  mutating func callInstance(_ form: CallForm) -> Bool {
    guard form.names == nil, let methods = seenMethods(of: .b, count: form.count + 1) else { return false }
    forEach(methods, of: .b) { builder, method in
      let given = (0..<form.count).map { builder.readWindow(form.window + $0) }
      let receiver = builder.guardReceiver(method, .b)
      if let inlined = builder.inlinable(method.callee) {
        builder.inline(inlined, method.callee, window: builder.place([receiver] + given), role: .plain)
      } else {
        let arguments = [receiver] + given.map { builder.asWord($0) }
        builder.enterSpecial(
          method.callee, arguments, window: builder.place(arguments), result: builder.instruction.a)
      }
      builder.dropArguments()
    }
    return true
  }

  /// Looks up a method that `with` calls of an object. Where one class was seen the method is known, and so is what calls it.
  mutating func loadSpecial() {
    guard seen(.b) == .other, let shape = code.profile(instruction.start).shape,
      let found = code.loadedMethod(instruction.d, shape: shape)
    else { return perform() }
    guardCaches()
    let receiver = guardShape(asWord(value(.b)), shape)
    guardVersion(of: found.owner, found.version)
    write(instruction.a, constant(found.function))
    write(instruction.a + 1, receiver)
  }

  /// Whether the runtime may put the frame of a container's special method on top.
  func mayCallContainer(_ container: Operand.Slot) -> Bool {
    let profile = code.profile(instruction.start)
    return seen(container).contains(.other)
      && (profile.hasSeveralShapes || profile.shape.map { code.specialMethod(instruction.opcode, shape: $0) != nil } ?? false)
  }

  // MARK: Their classes

  /// A special method, and the shape of the instances that have it.
  fileprivate struct SeenMethod {
    let shape: UInt32
    let found: OperandMethod
    var callee: CompilableFunction { found.function }
  }

  /// The methods of the classes whose instances alone were seen.
  private func seenMethods(of slot: Operand.Slot, count: Int? = nil) -> [SeenMethod]? {
    guard seen(slot) == .other else { return nil }
    let shapes = code.seenShapes(instruction.start)
    let methods = shapes.compactMap { shape in
      code.specialMethod(instruction.opcode, shape: shape, count: count).map { SeenMethod(shape: shape, found: $0) }
    }
    return methods.isEmpty || methods.count < shapes.count ? nil : methods
  }

  private func areInlinable(_ methods: [SeenMethod]) -> Bool { methods.allSatisfy { inlinable($0.callee) != nil } }

  /// Does something in a branch for each of several methods; the last is the guard's.
  private mutating func forEach(
    _ methods: [SeenMethod], of slot: Operand.Slot, _ body: (inout GraphBuilder, SeenMethod) -> Void
  ) {
    if methods.count == 1 { return body(&self, methods[0]) }
    let object = guardKinds(asWord(value(slot)), .objects, .shape, at: instruction.start)
    branch(overEach: methods, if: { builder, method in builder.add(.hasShape(object, method.shape), .bit) }, body)
  }

  // MARK: Their operands

  private mutating func guardReceiver(_ method: SeenMethod, _ slot: Operand.Slot) -> Reference {
    guardCaches()
    let receiver = guardShape(asWord(value(slot)), method.shape)
    guardVersion(of: method.found.owner, method.found.version)
    return receiver
  }

  /// Whether the left operand is the first to be asked: one whose class derives from its class would be asked before.
  private func isAskedFirst(_ left: Operand.Slot, _ right: Operand.Slot) -> Bool {
    let kinds = seen(right)
    return kinds == .other && code.profile(instruction.start).operandsHaveOneShape || !kinds.contains(.other) && !kinds.isEmpty
  }

  private mutating func guardOperands(_ method: SeenMethod, _ left: Operand.Slot, _ right: Operand.Slot) -> [Reference] {
    let receiver = guardReceiver(method, left)
    let operand = asWord(value(right))
    if seen(right) == .other { return [receiver, guardShape(operand, method.shape)] }
    return [receiver, guardKinds(operand, seen(right), .kind, at: instruction.start)]
  }

  /// Puts arguments above the window, where the interpreter would have them.
  private mutating func place(_ arguments: [Reference]) -> Int {
    let start = scope.base + code.registerCount
    while window.count < start + arguments.count { window.append(.memory(.anything)) }
    for (index, argument) in arguments.enumerated() { window[start + index] = .value(argument, inMemory: false) }
    return start
  }

  /// Nothing is left of what was put above the window.
  private mutating func dropArguments() {
    let end = max(scope.base + code.registerCount, scope.call?.extent ?? 0)
    if window.count > end { window.removeLast(window.count - end) }
  }

  // MARK: Their answers

  /// Whether a result may be NotImplemented.
  func mayDecline(_ result: Reference) -> Bool {
    guard graph[result].representation == .word, graph[result].kinds.contains(.other) else { return false }
    switch graph[result].operation {
    case .newInstance: return false
    case .guardShape(let object, _, _), .guardKinds(let object, _, _): return mayDecline(object)
    default: return true
    }
  }

  private mutating func bit(_ value: Reference) -> Reference {
    graph[value].representation == .bit ? value : add(.same(value, constant(.true)), .bit)
  }

  /// The instruction's truth is known.
  private mutating func settle(_ truth: Reference) {
    let isNegated = instruction.d != 0
    if instruction.flow == .branch { return jump(on: truth, isNegated: isNegated) }
    write(instruction.a, isNegated && instruction.opcode == .contains ? add(.not(truth), .bit) : truth)
  }
}
