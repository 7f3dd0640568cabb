import Bytecode
import CRuntime
import Runtime

// Special methods that an instruction calls of an instance: of its left operand, or of a container. Where the profile saw
// one class of instances and its method is a plain function, that is inlined or entered like a method that is called.

extension GraphBuilder {
  /// Inlines the special method of an operator's left operand. False where what was seen does not allow that.
  mutating func callOperator() -> Bool {
    guard instruction.d == 0, let method = seenMethod(of: .b), let inlined = inlinable(method.function),
      let arguments = guardOperands(method, .b, .c)
    else { return false }
    inline(inlined, method.function, window: place(arguments), role: .operator)
    return true
  }

  /// The same of a comparison, or of `in`, whose truth is what counts: whether an instruction jumps, or its result.
  mutating func askOperand(_ asked: Operand.Slot, _ other: Operand.Slot) -> Bool {
    guard let method = seenMethod(of: asked), let inlined = inlinable(method.function) else { return false }
    var arguments = [Reference]()
    switch instruction.opcode {
    case .contains, .jumpIfContains: arguments = [guardReceiver(method, asked), asWord(value(other))]
    default:
      guard let operands = guardOperands(method, asked, other) else { return false }
      arguments = operands
    }
    let window = place(arguments)
    let outer = answer
    // Where the method's window begins, which nobody reads any more.
    answer = window
    inline(
      inlined, method.function, window: window, role: .question(isInverted: method.isInverted),
      result: window - scope.base)
    answer = outer
    if block == nil { return true }
    let truth = bit(readWindow(window))
    dropArguments()
    settle(method.isInverted ? add(.not(truth), .bit) : truth)
    return true
  }

  /// Calls the special method of a container that the instruction reads or writes.
  mutating func callContainer(_ container: Operand.Slot, _ others: Operand.Slot...) -> Bool {
    guard let method = seenMethod(of: container) else { return false }
    let arguments = [guardReceiver(method, container)] + others.map { asWord(value($0)) }
    let window = place(arguments)
    // What `__setitem__` returns nobody reads.
    let result = instruction.opcode == .storeItem ? window - scope.base : instruction.a
    if let inlined = inlinable(method.function) {
      inline(inlined, method.function, window: window, role: .plain, result: result)
    } else {
      enterSpecial(method.function, arguments, window: window, result: result)
    }
    dropArguments()
    return true
  }

  /// Whether the runtime may put the frame of a container's special method on top.
  func mayCallContainer(_ container: Operand.Slot) -> Bool {
    let profile = code.profile(instruction.start)
    return seen(container).contains(.other)
      && (profile.hasSeveralShapes || profile.shape.map { code.specialMethod(instruction.opcode, shape: $0) != nil } ?? false)
  }

  // MARK: Their operands

  /// The method of the class whose instances alone were seen.
  private func seenMethod(of slot: Operand.Slot) -> OperandMethod? {
    guard seen(slot) == .other, let shape = code.profile(instruction.start).shape else { return nil }
    return code.specialMethod(instruction.opcode, shape: shape)
  }

  private mutating func guardReceiver(_ method: OperandMethod, _ slot: Operand.Slot) -> Reference {
    guardCaches()
    let receiver = guardShape(asWord(value(slot)), code.profile(instruction.start).shape ?? 0)
    guardVersion(of: method.owner, method.version)
    return receiver
  }

  /// Both operands, the left one being the first to be asked: one whose class derives from it would be asked before.
  private mutating func guardOperands(_ method: OperandMethod, _ left: Operand.Slot, _ right: Operand.Slot) -> [Reference]? {
    let profile = code.profile(instruction.start)
    let rightIsInstance = seen(right) == .other && profile.operandsHaveOneShape
    guard let shape = profile.shape, rightIsInstance || !seen(right).contains(.other) && !seen(right).isEmpty else {
      return nil
    }
    let receiver = guardReceiver(method, left)
    let operand = asWord(value(right))
    if rightIsInstance { return [receiver, guardShape(operand, shape)] }
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
    guard wordKinds(result).contains(.other) else { return false }
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
