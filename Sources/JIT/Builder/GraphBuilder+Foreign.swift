import Bytecode
import CRuntime
import Runtime

// Calls of foreign functions, and the numbers in C's memory that objects of a module of foreign functions lead to. What was
// seen is guarded; the kinds of arguments and values are looked at where they are used, and whatever is not so simple takes
// the instruction's slow path.

extension GraphBuilder {
  // MARK: Calls

  /// A call of the one foreign function that was seen to be called. False for any other.
  ///
  /// Foreign code may call Python code, to which the frame must look as if the interpreter made the call. Of the arguments
  /// those that are objects stand in the window, which keeps them alive; numbers only where the slow path needs them.
  mutating func callForeign() -> Bool {
    guard let seen = code.foreignCall(instruction) else { return false }
    let first = instruction.b + scope.base
    guardValue(first, seen.callee)
    let arguments = instruction.opcode == .callMethod ? first + 2 : first + 1
    // Functions that C code defines are no methods.
    if arguments == first + 2 { guardValue(first + 1, .empty) }
    guardPlan(of: seen)
    let parameters = seen.function.parameters
    let operands = parameters.enumerated().map { (place, kind) in foreignNumber(readWindow(arguments + place), kind) }
    let numbers = parameters.indices.filter { parameters[$0].size > 0 }
    spill(at: instruction.start, except: Swift.Set(numbers.map { arguments + $0 }))
    if scope.call != nil { add(.pushFrames(inlinedFrames)) }
    setPC(instruction.next)
    snapshot = nil
    let call = ForeignCall(callee: seen.callee.bits, function: seen.function, depth: depth)
    let result = add(
      .callForeign(call, operands, slowPath()), seen.function.result.representation, seen.function.result.kinds)
    if scope.call != nil { add(.popFrames) }
    cachesHold = false
    forgetResults()
    write(instruction.a, result)
    return true
  }

  private mutating func guardValue(_ register: Int, _ expected: Value) {
    keep(expected)
    add(.guardWord(asWord(readWindow(register)), expected.bits, exit(.value)))
  }

  /// Makes sure that the function is called as it was: with the same types, among others.
  private mutating func guardPlan(of seen: SeenForeignCall) {
    keep(seen.function.plan)
    let plan = add(.memory(seen.callee.bits, offset: seen.function.planOffset), .word, .anything)
    add(.guardWord(plan, seen.function.plan.bits, exit(.value)))
  }

  /// A value that is to be converted to a kind: floats to which that matters stay what they are.
  private mutating func foreignNumber(_ value: Reference, _ kind: ForeignKind) -> Reference {
    kind.isFloat && graph[value].representation == .float ? value : asWord(value)
  }

  // MARK: Memory

  /// Reads an attribute that is a number in C's memory. False for any other.
  mutating func loadForeignMember() -> Bool {
    guard let seen = code.foreignMember(instruction.start, isStored: false) else { return false }
    let place = foreignPlace(seen, of: value(.b))
    loadForeign(place)
    return true
  }

  mutating func storeForeignMember() -> Bool {
    guard let seen = code.foreignMember(instruction.start, isStored: true) else { return false }
    let item = value(.b)
    let place = foreignPlace(seen, of: value(.a))
    storeForeign(item, at: place)
    return true
  }

  /// Reads an element at an int. False for any other.
  mutating func loadForeignElement() -> Bool {
    guard let seen = code.foreignElements(instruction.start), 
      let index = expect(asWord(value(.c)), .smallInt, seen: self.seen(.c))
    else { return false }
    let place = foreignPlace(seen, of: value(.b), at: index)
    loadForeign(place)
    return true
  }

  mutating func storeForeignElement() -> Bool {
    guard let seen = code.foreignElements(instruction.start), 
      let index = expect(asWord(value(.b)), .smallInt, seen: self.seen(.b))
    else { return false }
    let item = value(.c)
    let place = foreignPlace(seen, of: value(.a), at: index)
    storeForeign(item, at: place)
    return true
  }

  private mutating func foreignPlace(
    _ seen: SeenForeignMemory, of object: Reference, at index: Reference? = nil
  ) -> ForeignPlace {
    guardCaches()
    let guarded = guardShape(asWord(object), seen.shape)
    guardVersion(of: seen.owner.value, seen.version)
    return ForeignPlace(memory: seen.memory, object: guarded, index: index)
  }

  private mutating func loadForeign(_ place: ForeignPlace) {
    let kind = place.memory.kind
    let result = add(.loadForeign(place, slowPath()), kind.representation, kind.kinds)
    cachesHold = false
    write(instruction.a, result)
  }

  private mutating func storeForeign(_ item: Reference, at place: ForeignPlace) {
    add(.storeForeign(place, foreignNumber(item, place.memory.kind), slowPath()))
    cachesHold = false
  }
}

extension CompilableCode {
  /// The foreign function that a call was seen to call, if the call is so simple.
  func foreignCall(_ instruction: BytecodeInstruction) -> SeenForeignCall? {
    guard instruction.opcode == .call || instruction.opcode == .callMethod, instruction.next == instruction.start + 1 else {
      return nil
    }
    return foreignCall(instruction.start, count: instruction.d)
  }
}

extension ForeignKind {
  /// How compiled code holds values of the kind.
  fileprivate var representation: Representation { isFloat ? .float : .word }
  fileprivate var kinds: ValueKinds { isFloat ? [] : values }
}
