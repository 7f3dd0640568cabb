// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var operators: [Instruction] {
    [
      // MARK: Attributes and items

      Instruction(
        "loadAttribute",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises]),
      Instruction(
        "storeAttribute",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "key", .name),
        attributes: [.raises]),
      Instruction("deleteAttribute", Operand(.a, "object", .value), Operand(.b, "key", .name), attributes: [.raises]),
      Instruction(
        "loadMethod",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises]),
      Instruction(
        "loadSuperAttribute",
        Operand(.a, "result", .write),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "key", .name),
        attributes: [.raises]),
      Instruction(
        "loadSuperMethod",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "key", .name),
        attributes: [.raises]),
      Instruction(
        "loadItem",
        Operand(.a, "result", .write),
        Operand(.b, "container", .value),
        Operand(.c, "key", .value),
        attributes: [.raises]),
      Instruction(
        "storeItem",
        Operand(.a, "container", .value),
        Operand(.b, "key", .value),
        Operand(.c, "value", .value),
        attributes: [.raises]),
      Instruction("deleteItem", Operand(.a, "container", .value), Operand(.b, "key", .value), attributes: [.raises]),
      Instruction(
        "loadSlice",
        Operand(.a, "result", .write),
        Operand(.b, "container", .value),
        Operand(.c, "parts", .reads(.operand(.d, times: 1, plus: 0))),
        Operand(.d, "count", .count),
        attributes: [.raises]),
      Instruction(
        "storeSlice",
        Operand(.a, "container", .value),
        Operand(.b, "bounds", .reads(.exactly(2))),
        Operand(.c, "value", .value),
        attributes: [.raises]),
      Instruction(
        "buildSlice",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.operand(.d, times: 1, plus: 0))),
        Operand(.d, "count", .count)),

      // MARK: Arithmetic

      Instruction(
        "add",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "subtract",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "multiply",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "matrixMultiply",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "divide",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "floorDivide",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "modulo",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "power",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "leftShift",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "rightShift",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "bitAnd",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "bitOr",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction(
        "bitXor",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises]),
      Instruction("negative", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises]),
      Instruction("positive", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises]),
      Instruction("invert", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises]),
      Instruction("not", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises]),

      // MARK: Comparison

      Instruction(
        "equal",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "notEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "less",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "lessEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "greater",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "greaterEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises]),
      Instruction(
        "contains",
        Operand(.a, "result", .write),
        Operand(.b, "item", .value),
        Operand(.c, "container", .value),
        Operand(.d, "negated", .flag),
        attributes: [.raises]),
      Instruction(
        "same",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "negated", .flag)),
    ]
  }
}
