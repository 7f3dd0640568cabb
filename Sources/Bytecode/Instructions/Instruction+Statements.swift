// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var statements: [Instruction] {
    [
      // MARK: Import

      Instruction(
        "importName",
        Operand(.a, "result", .write),
        Operand(.b, "request", .constant),
        Operand(.c, "module", .name),
        attributes: [.raises]),
      Instruction(
        "importFrom",
        Operand(.a, "result", .write),
        Operand(.b, "module", .read),
        Operand(.c, "member", .name),
        attributes: [.raises]),
      Instruction("importStar", Operand(.a, "module", .read), attributes: [.raises]),

      // MARK: Patterns

      Instruction("jumpUnlessSequence", Operand(.a, "subject", .value), Operand(.c, "target", .target)),
      Instruction("jumpUnlessMapping", Operand(.a, "subject", .value), Operand(.c, "target", .target)),
      Instruction("length", Operand(.a, "result", .write), Operand(.b, "object", .value), attributes: [.raises]),
      Instruction(
        "matchKeys",
        Operand(.a, "result", .write),
        Operand(.b, "subject", .read),
        Operand(.c, "keys", .value),
        attributes: [.raises]),
      Instruction(
        "matchClass",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(2))),
        Operand(.c, "attributes", .constant),
        attributes: [.raises]),
      Instruction(
        "copyMappingRest",
        Operand(.a, "result", .write),
        Operand(.b, "subject", .read),
        Operand(.c, "keys", .value),
        attributes: [.raises]),

      // MARK: Interaction

      Instruction("displayResult", Operand(.a, "value", .value), attributes: [.raises]),
    ]
  }
}
