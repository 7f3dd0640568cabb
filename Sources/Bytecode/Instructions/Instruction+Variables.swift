// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var variables: [Instruction] {
    [
      // MARK: Moving

      Instruction("nop"),
      Instruction("extend", Operand(.a, "a", .count), Operand(.b, "b", .count), Operand(.c, "c", .count)),
      Instruction("move", Operand(.a, "result", .write), Operand(.b, "source", .read)),
      Instruction("loadConstant", Operand(.a, "result", .write), Operand(.b, "value", .constant)),
      Instruction("loadLocals", Operand(.a, "result", .write), attributes: [.raises]),

      // MARK: Locals

      Instruction("checkBound", Operand(.a, "variable", .check), attributes: [.raises]),
      Instruction("unbind", Operand(.a, "variable", .clear)),
      Instruction("moveUnbound", Operand(.a, "result", .maybeWrite), Operand(.b, "source", .maybe)),
      Instruction("newCell", Operand(.a, "cell", .cellWrite)),
      Instruction("makeCell", Operand(.a, "variable", .cellUpdate)),
      Instruction("moveCell", Operand(.a, "result", .cellWrite), Operand(.b, "source", .cell)),
      Instruction("loadCellObject", Operand(.a, "result", .write), Operand(.b, "cell", .cell)),
      Instruction("loadCell", Operand(.a, "result", .write), Operand(.b, "cell", .cell), attributes: [.raises]),
      Instruction("storeCell", Operand(.a, "cell", .cell), Operand(.b, "value", .value)),
      Instruction("deleteCell", Operand(.a, "cell", .cell), attributes: [.raises]),
      Instruction("loadFree", Operand(.a, "result", .write), Operand(.b, "variable", .free), attributes: [.raises]),
      Instruction("storeFree", Operand(.a, "variable", .free), Operand(.b, "value", .value)),
      Instruction("deleteFree", Operand(.a, "variable", .free), attributes: [.raises]),
      Instruction(
        "loadMappingOrCell",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "cell", .cell),
        attributes: [.raises]),
      Instruction(
        "loadMappingOrFree",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "variable", .free),
        attributes: [.raises]),
      Instruction(
        "loadMappingOrGlobal",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "key", .name),
        attributes: [.raises]),

      // MARK: Names

      Instruction("loadName", Operand(.a, "result", .write), Operand(.b, "key", .name), attributes: [.raises]),
      Instruction("storeName", Operand(.a, "key", .name), Operand(.b, "value", .value), attributes: [.raises]),
      Instruction("deleteName", Operand(.a, "key", .name), attributes: [.raises]),
      Instruction("loadGlobal", Operand(.a, "result", .write), Operand(.b, "key", .name), attributes: [.raises]),
      Instruction("storeGlobal", Operand(.a, "key", .name), Operand(.b, "value", .value), attributes: [.raises]),
      Instruction("deleteGlobal", Operand(.a, "key", .name), attributes: [.raises]),
    ]
  }
}
