// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var construction: [Instruction] {
    [
      // MARK: Displays

      Instruction(
        "buildTuple",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count)),
      Instruction(
        "buildList",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count)),
      Instruction(
        "buildSet",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises]),
      Instruction(
        "buildMap",
        Operand(.a, "result", .write),
        Operand(.b, "pairs", .reads(.operand(.c, times: 2, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises]),
      Instruction(
        "buildString",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises]),
      Instruction("listAppend", Operand(.a, "list", .read), Operand(.b, "item", .value)),
      Instruction("listExtend", Operand(.a, "list", .read), Operand(.b, "items", .value), attributes: [.raises]),
      Instruction("listToTuple", Operand(.a, "result", .write), Operand(.b, "list", .read)),
      Instruction("setAdd", Operand(.a, "set", .read), Operand(.b, "item", .value), attributes: [.raises]),
      Instruction("setUpdate", Operand(.a, "set", .read), Operand(.b, "items", .value), attributes: [.raises]),
      Instruction(
        "mapStore",
        Operand(.a, "map", .read),
        Operand(.b, "key", .value),
        Operand(.c, "value", .value),
        attributes: [.raises]),
      Instruction("mapUpdate", Operand(.a, "map", .read), Operand(.b, "other", .value), attributes: [.raises]),
      Instruction(
        "mapMerge",
        Operand(.a, "map", .read),
        Operand(.b, "other", .value),
        Operand(.c, "callable", .read),
        attributes: [.raises]),
      Instruction(
        "formatValue",
        Operand(.a, "result", .write),
        Operand(.b, "value", .value),
        Operand(.c, "specification", .value),
        Operand(.d, "conversion", .choice(.formatConversion)),
        attributes: [.raises]),
      Instruction(
        "buildInterpolation",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(3))),
        Operand(.d, "conversion", .choice(.formatConversion)),
        attributes: [.raises]),
      Instruction("buildTemplate", Operand(.a, "result", .write), Operand(.b, "parts", .reads(.exactly(2)))),

      // MARK: Calls

      Instruction(
        "call",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls]),
      Instruction(
        "callMethod",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls]),
      Instruction(
        "callKeywords",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.c, "names", .constant),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls]),
      Instruction(
        "callMethodKeywords",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.c, "names", .constant),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls]),
      Instruction(
        "callExpanded",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.d, "hasKeywords", .flag),
        attributes: [.raises, .polls]),
      Instruction("return", Operand(.a, "value", .value), attributes: [.ends]),

      // MARK: Functions and classes

      Instruction("makeFunction", Operand(.a, "result", .write), Operand(.b, "code", .constant)),
      Instruction(
        "setFunctionAttribute",
        Operand(.a, "function", .read),
        Operand(.b, "value", .value),
        Operand(.d, "attribute", .choice(.functionAttribute))),
      Instruction("loadBuildClass", Operand(.a, "result", .write), attributes: [.raises]),
      Instruction(
        "makeTypeParameter",
        Operand(.a, "result", .write),
        Operand(.b, "name", .constant),
        Operand(.c, "bound", .value),
        Operand(.d, "kind", .choice(.typeParameterKind)),
        attributes: [.raises]),
      Instruction("setTypeParameterDefault", Operand(.a, "parameter", .read), Operand(.b, "evaluate", .value)),
      Instruction(
        "makeTypeAlias",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(3))),
        attributes: [.raises]),
      Instruction(
        "subscriptGeneric",
        Operand(.a, "result", .write),
        Operand(.b, "parameters", .value),
        attributes: [.raises]),
      Instruction("setupAnnotations", attributes: [.raises]),
    ]
  }
}
