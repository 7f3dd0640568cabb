// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Instruction {
  static var suspension: [Instruction] {
    [
      // MARK: Exceptions

      Instruction(
        "raise",
        Operand(.a, "exception", .value),
        Operand(.b, "cause", .value),
        Operand(.d, "count", .count),
        attributes: [.raises, .ends]),
      Instruction("reraise", Operand(.a, "exception", .read), attributes: [.raises, .ends]),
      Instruction("enterHandler", Operand(.a, "state", .writes(.exactly(2)))),
      Instruction("leaveHandler", Operand(.a, "state", .read)),
      Instruction(
        "jumpUnlessCaught",
        Operand(.a, "exception", .read),
        Operand(.b, "type", .value),
        Operand(.c, "target", .target),
        attributes: [.raises]),
      Instruction(
        "splitGroup",
        Operand(.a, "parts", .writes(.exactly(2))),
        Operand(.b, "exception", .read),
        Operand(.c, "type", .value),
        attributes: [.raises]),
      Instruction(
        "joinGroups",
        Operand(.a, "result", .write),
        Operand(.b, "exception", .read),
        Operand(.c, "raised", .read),
        attributes: [.raises]),
      Instruction("loadCommonBuiltin", Operand(.a, "result", .write), Operand(.d, "builtin", .choice(.commonBuiltin))),

      // MARK: Context managers

      Instruction(
        "loadSpecial",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.d, "method", .choice(.specialMethod)),
        attributes: [.raises]),
      Instruction(
        "callExit",
        Operand(.a, "result", .write),
        Operand(.b, "exit", .window(.exactly(2))),
        Operand(.c, "exception", .value),
        attributes: [.raises, .polls]),

      // MARK: Generators and coroutines

      Instruction("startGenerator", attributes: [.raises]),
      Instruction("yield", Operand(.a, "received", .write), Operand(.b, "value", .value), attributes: [.raises]),
      Instruction(
        "getYieldFromIterator",
        Operand(.a, "result", .write),
        Operand(.b, "iterable", .value),
        attributes: [.raises]),
      Instruction(
        "getAwaitable",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.d, "source", .choice(.awaitSource)),
        attributes: [.raises]),
      Instruction(
        "delegate",
        Operand(.a, "value", .update),
        Operand(.b, "iterator", .read),
        Operand(.d, "isAwait", .flag),
        attributes: [.raises, .polls]),
      Instruction(
        "getAsyncIterator",
        Operand(.a, "result", .write),
        Operand(.b, "iterable", .value),
        attributes: [.raises]),
      Instruction("getAsyncNext", Operand(.a, "result", .write), Operand(.b, "iterator", .read), attributes: [.raises]),
      Instruction(
        "endAsyncFor",
        Operand(.a, "state", .reads(.exactly(2))),
        Operand(.c, "target", .target),
        attributes: [.raises]),
    ]
  }
}
