// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var specialised: [Instruction] {
    [
      // MARK: Specialised

      Instruction(
        "loadGlobalCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadBuiltinCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cells", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadNameCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "storeNameCell",
        Operand(.a, "key", .name),
        Operand(.b, "value", .value),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadAttributeSlot",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadAttributeCached",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadAttributeAny",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised]),
      Instruction(
        "storeAttributeCached",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "storeAttributeAny",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadMethodCached",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadMethodBound",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadMethodAny",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadSuperMethodCached",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised]),
      Instruction(
        "loadSuperMethodAny",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised]),
      Instruction(
        "callClass",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.c, "record", .site),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls, .specialised]),
      Instruction("enterCompiled", attributes: [.specialised]),
    ]
  }
}
