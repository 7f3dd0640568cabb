import Bytecode
import CRuntime
import Runtime

/// The module `_opcode`: what `opcode` and `dis` in `Lib/` show of code objects.
enum BytecodeModule {
  static let module = ModuleDeclaration(
    "_opcode", "The instructions of code objects.",
    functions: [
      .none("instruction_names") { c in bridge(c) { () throws(Raised) in try names(c).value } },
      .one("instructions", "(code, /)", .function) { c, code in
        bridge(c) { () throws(Raised) in try instructions(c, portable(c, code)).value }
      },
      .one("exception_ranges", "(code, /)", .function) { c, code in
        bridge(c) { () throws(Raised) in try exceptionRanges(c, portable(c, code)).value }
      },
    ] + OpcodeMetadata.functions,
    fill: { (c, module) throws(Raised) in
      // Nothing here is specialised in the way that CPython's tests look for.
      for name in ["ENABLE_SPECIALIZATION", "ENABLE_SPECIALIZATION_FT"] as [StaticString] {
        try module.set(c, name, Value(smallInt: 0))
      }
    })

  static func portable(_ context: Context, _ value: Value) throws(Raised) -> CodeObject {
    guard let code = Code(ifExactly: value) else {
      throw context.raise(.typeError, "expected a code object, not \(context.typeName(of: value))")
    }
    return code.portable
  }

  private static func names(_ context: Context) throws(Raised) -> Runtime.List {
    let list = try List.make(context)
    for opcode in Opcode.allCases {
      try list.append(context, Runtime.Text.make(context, capitals(of: "\(opcode.name)")).value)
    }
    return list
  }

  /// A name in the form that Python programs expect of opcodes: `LOAD_GLOBAL`.
  private static func capitals(of name: String) -> String {
    var capitals = ""
    for character in name.unicodeScalars {
      if character.properties.isUppercase { capitals += "_" }
      capitals += character.properties.uppercaseMapping
    }
    return capitals
  }

  /// A tuple for each: the offset, that of its prefix if it has one, the opcode, the operands, what they stand for, how
  /// they are shown, and the position in the source.
  private static func instructions(_ context: Context, _ code: CodeObject) throws(Raised) -> Runtime.List {
    let list = try List.make(context)
    let positions = code.positions.positions()
    var word = 0
    while let instruction = code.decode(at: word) {
      let row = try Tuple.allocate(context, count: 7)
      let place = instruction.next - 1
      row.elements[0] = Value(smallInt: Int64(place))
      row.elements[1] = Value(smallInt: Int64(word))
      row.elements[2] = Value(smallInt: Int64(instruction.opcode.rawValue))
      let operands = try operands(context, of: instruction)
      row.elements[3] = operands.value
      row.elements[4] = try meaning(context, instruction, code) ?? operands.value
      row.elements[5] = try Runtime.Text.make(context, code.operandListing(of: instruction)).value
      row.elements[6] = try position(context, place < positions.count ? positions[place] : .none).value
      try list.append(context, row.value)
      word = instruction.next
    }
    return list
  }

  private static func operands(_ context: Context, of instruction: DecodedInstruction) throws(Raised) -> Tuple {
    var numbers: [Int] = []
    instruction.opcode.instruction.forEachOperand { numbers.append(instruction[$0.slot]) }
    let tuple = try Tuple.allocate(context, count: numbers.count)
    for (index, number) in numbers.enumerated() { tuple.elements[index] = Value(smallInt: Int64(number)) }
    return tuple
  }

  /// The target of a jump, the name or the constant that an instruction is about.
  private static func meaning(
    _ context: Context, _ instruction: DecodedInstruction, _ code: CodeObject
  ) throws(Raised) -> Value? {
    if instruction.opcode.instruction.jumps { return Value(smallInt: Int64(instruction.target)) }
    var (name, constant): (String?, Int?)
    instruction.opcode.instruction.forEachOperand { operand in
      let index = instruction[operand.slot]
      switch operand.role {
      case .name: name = code.names.indices.contains(index) ? code.names[index].string : nil
      case .free: name = code.header.freeNames.indices.contains(index) ? code.header.freeNames[index].string : nil
      case .constant: constant = index
      default: break
      }
    }
    if let name { return try Runtime.Text.make(context, name).value }
    guard let constant, code.constants.indices.contains(constant) else { return nil }
    return try context.value(of: code.constants[constant])
  }

  private static func position(_ context: Context, _ position: Bytecode.SourcePosition) throws(Raised) -> Tuple {
    let tuple = try Tuple.allocate(context, count: 4)
    let numbers = (position.line, position.endLine, position.column, position.endColumn)
    tuple.elements[0] = orNone(numbers.0)
    tuple.elements[1] = orNone(numbers.1)
    tuple.elements[2] = orNone(numbers.2)
    tuple.elements[3] = orNone(numbers.3)
    return tuple
  }

  private static func orNone(_ number: Int32) -> Value { number < 0 ? .none : Value(smallInt: Int64(number)) }

  private static func exceptionRanges(_ context: Context, _ code: CodeObject) throws(Raised) -> Runtime.List {
    let list = try List.make(context)
    for range in code.exceptionRanges {
      let numbers = (Int64(range.start), Int64(range.end), Int64(range.handler))
      let row = try Tuple.make(
        context, Value(smallInt: numbers.0), Value(smallInt: numbers.1), Value(smallInt: numbers.2))
      try list.append(context, row.value)
    }
    return list
  }
}
