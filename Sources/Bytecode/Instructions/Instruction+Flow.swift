// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var flow: [Instruction] {
    [
      // MARK: Jumps

      Instruction("jump", Operand(.c, "target", .target), attributes: [.ends]),
      Instruction("loop", Operand(.c, "target", .target), attributes: [.ends, .polls, .raises]),
      Instruction(
        "jumpIfTrue",
        Operand(.a, "condition", .value),
        Operand(.c, "target", .target),
        attributes: [.raises]),
      Instruction(
        "jumpIfFalse",
        Operand(.a, "condition", .value),
        Operand(.c, "target", .target),
        attributes: [.raises]),
      Instruction("jumpIfNone", Operand(.a, "value", .value), Operand(.c, "target", .target)),
      Instruction("jumpIfNotNone", Operand(.a, "value", .value), Operand(.c, "target", .target)),
      Instruction(
        "jumpIfEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfNotEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfLess",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfLessEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfGreater",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfGreaterEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfContains",
        Operand(.a, "item", .value),
        Operand(.b, "container", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "jumpIfSame",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag)),

      // MARK: Iteration

      Instruction("getIterator", Operand(.a, "result", .write), Operand(.b, "iterable", .value), attributes: [.raises]),
      Instruction(
        "forNext",
        Operand(.a, "item", .write),
        Operand(.b, "iterator", .read),
        Operand(.c, "target", .target),
        attributes: [.raises, .polls]),
      Instruction(
        "unpackSequence",
        Operand(.a, "items", .writes(.operand(.c, times: 1, plus: 0))),
        Operand(.b, "iterable", .value),
        Operand(.c, "count", .count),
        attributes: [.raises]),
      Instruction(
        "unpackStarred",
        Operand(.a, "items", .writes(.starred)),
        Operand(.b, "iterable", .value),
        Operand(.c, "counts", .count),
        attributes: [.raises]),
    ]
  }
}
