// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Opcode {
  /// Differs where the table does, but for its documentation.
  static let tableFingerprint: UInt32 = 0x06dd9ba6
}

extension Opcode {
  /// The instruction's row of the table, built anew; `instruction` looks it up.
  var row: Instruction {
    switch self {
    case .nop:
      Instruction("nop")
    case .extend:
      Instruction("extend", Operand(.a, "a", .count), Operand(.b, "b", .count), Operand(.c, "c", .count))
    case .move:
      Instruction("move", Operand(.a, "result", .write), Operand(.b, "source", .read))
    case .loadConstant:
      Instruction("loadConstant", Operand(.a, "result", .write), Operand(.b, "value", .constant))
    case .loadLocals:
      Instruction("loadLocals", Operand(.a, "result", .write), attributes: [.raises])
    case .checkBound:
      Instruction("checkBound", Operand(.a, "variable", .check), attributes: [.raises])
    case .unbind:
      Instruction("unbind", Operand(.a, "variable", .clear))
    case .moveUnbound:
      Instruction("moveUnbound", Operand(.a, "result", .maybeWrite), Operand(.b, "source", .maybe))
    case .newCell:
      Instruction("newCell", Operand(.a, "cell", .cellWrite))
    case .makeCell:
      Instruction("makeCell", Operand(.a, "variable", .cellUpdate))
    case .moveCell:
      Instruction("moveCell", Operand(.a, "result", .cellWrite), Operand(.b, "source", .cell))
    case .loadCellObject:
      Instruction("loadCellObject", Operand(.a, "result", .write), Operand(.b, "cell", .cell))
    case .loadCell:
      Instruction("loadCell", Operand(.a, "result", .write), Operand(.b, "cell", .cell), attributes: [.raises])
    case .storeCell:
      Instruction("storeCell", Operand(.a, "cell", .cell), Operand(.b, "value", .value))
    case .deleteCell:
      Instruction("deleteCell", Operand(.a, "cell", .cell), attributes: [.raises])
    case .loadFree:
      Instruction("loadFree", Operand(.a, "result", .write), Operand(.b, "variable", .free), attributes: [.raises])
    case .storeFree:
      Instruction("storeFree", Operand(.a, "variable", .free), Operand(.b, "value", .value))
    case .deleteFree:
      Instruction("deleteFree", Operand(.a, "variable", .free), attributes: [.raises])
    case .loadMappingOrCell:
      Instruction(
        "loadMappingOrCell",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "cell", .cell),
        attributes: [.raises])
    case .loadMappingOrFree:
      Instruction(
        "loadMappingOrFree",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "variable", .free),
        attributes: [.raises])
    case .loadMappingOrGlobal:
      Instruction(
        "loadMappingOrGlobal",
        Operand(.a, "result", .write),
        Operand(.b, "mapping", .read),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .loadName:
      Instruction("loadName", Operand(.a, "result", .write), Operand(.b, "key", .name), attributes: [.raises])
    case .storeName:
      Instruction("storeName", Operand(.a, "key", .name), Operand(.b, "value", .value), attributes: [.raises])
    case .deleteName:
      Instruction("deleteName", Operand(.a, "key", .name), attributes: [.raises])
    case .loadGlobal:
      Instruction("loadGlobal", Operand(.a, "result", .write), Operand(.b, "key", .name), attributes: [.raises])
    case .storeGlobal:
      Instruction("storeGlobal", Operand(.a, "key", .name), Operand(.b, "value", .value), attributes: [.raises])
    case .deleteGlobal:
      Instruction("deleteGlobal", Operand(.a, "key", .name), attributes: [.raises])
    case .loadAttribute:
      Instruction(
        "loadAttribute",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .storeAttribute:
      Instruction(
        "storeAttribute",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .deleteAttribute:
      Instruction("deleteAttribute", Operand(.a, "object", .value), Operand(.b, "key", .name), attributes: [.raises])
    case .loadMethod:
      Instruction(
        "loadMethod",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .loadSuperAttribute:
      Instruction(
        "loadSuperAttribute",
        Operand(.a, "result", .write),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .loadSuperMethod:
      Instruction(
        "loadSuperMethod",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "arguments", .reads(.exactly(3))),
        Operand(.c, "key", .name),
        attributes: [.raises])
    case .loadItem:
      Instruction(
        "loadItem",
        Operand(.a, "result", .write),
        Operand(.b, "container", .value),
        Operand(.c, "key", .value),
        attributes: [.raises])
    case .storeItem:
      Instruction(
        "storeItem",
        Operand(.a, "container", .value),
        Operand(.b, "key", .value),
        Operand(.c, "value", .value),
        attributes: [.raises])
    case .deleteItem:
      Instruction("deleteItem", Operand(.a, "container", .value), Operand(.b, "key", .value), attributes: [.raises])
    case .loadSlice:
      Instruction(
        "loadSlice",
        Operand(.a, "result", .write),
        Operand(.b, "container", .value),
        Operand(.c, "bounds", .reads(.exactly(2))),
        attributes: [.raises])
    case .storeSlice:
      Instruction(
        "storeSlice",
        Operand(.a, "container", .value),
        Operand(.b, "bounds", .reads(.exactly(2))),
        Operand(.c, "value", .value),
        attributes: [.raises])
    case .buildSlice:
      Instruction(
        "buildSlice",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.operand(.d, times: 1, plus: 0))),
        Operand(.d, "count", .count))
    case .add:
      Instruction(
        "add",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .subtract:
      Instruction(
        "subtract",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .multiply:
      Instruction(
        "multiply",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .matrixMultiply:
      Instruction(
        "matrixMultiply",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .divide:
      Instruction(
        "divide",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .floorDivide:
      Instruction(
        "floorDivide",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .modulo:
      Instruction(
        "modulo",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .power:
      Instruction(
        "power",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .leftShift:
      Instruction(
        "leftShift",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .rightShift:
      Instruction(
        "rightShift",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .bitAnd:
      Instruction(
        "bitAnd",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .bitOr:
      Instruction(
        "bitOr",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .bitXor:
      Instruction(
        "bitXor",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "inPlace", .flag),
        attributes: [.raises])
    case .negative:
      Instruction("negative", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises])
    case .positive:
      Instruction("positive", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises])
    case .invert:
      Instruction("invert", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises])
    case .not:
      Instruction("not", Operand(.a, "result", .write), Operand(.b, "operand", .value), attributes: [.raises])
    case .equal:
      Instruction(
        "equal",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .notEqual:
      Instruction(
        "notEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .less:
      Instruction(
        "less",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .lessEqual:
      Instruction(
        "lessEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .greater:
      Instruction(
        "greater",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .greaterEqual:
      Instruction(
        "greaterEqual",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        attributes: [.raises])
    case .contains:
      Instruction(
        "contains",
        Operand(.a, "result", .write),
        Operand(.b, "item", .value),
        Operand(.c, "container", .value),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .same:
      Instruction(
        "same",
        Operand(.a, "result", .write),
        Operand(.b, "left", .value),
        Operand(.c, "right", .value),
        Operand(.d, "negated", .flag))
    case .jump:
      Instruction("jump", Operand(.c, "target", .target), attributes: [.ends])
    case .loop:
      Instruction("loop", Operand(.c, "target", .target), attributes: [.ends, .polls, .raises])
    case .jumpIfTrue:
      Instruction("jumpIfTrue", Operand(.a, "condition", .value), Operand(.c, "target", .target), attributes: [.raises])
    case .jumpIfFalse:
      Instruction(
        "jumpIfFalse",
        Operand(.a, "condition", .value),
        Operand(.c, "target", .target),
        attributes: [.raises])
    case .jumpIfNone:
      Instruction("jumpIfNone", Operand(.a, "value", .value), Operand(.c, "target", .target))
    case .jumpIfNotNone:
      Instruction("jumpIfNotNone", Operand(.a, "value", .value), Operand(.c, "target", .target))
    case .jumpIfEqual:
      Instruction(
        "jumpIfEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfNotEqual:
      Instruction(
        "jumpIfNotEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfLess:
      Instruction(
        "jumpIfLess",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfLessEqual:
      Instruction(
        "jumpIfLessEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfGreater:
      Instruction(
        "jumpIfGreater",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfGreaterEqual:
      Instruction(
        "jumpIfGreaterEqual",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfContains:
      Instruction(
        "jumpIfContains",
        Operand(.a, "item", .value),
        Operand(.b, "container", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag),
        attributes: [.raises])
    case .jumpIfSame:
      Instruction(
        "jumpIfSame",
        Operand(.a, "left", .value),
        Operand(.b, "right", .value),
        Operand(.c, "target", .target),
        Operand(.d, "negated", .flag))
    case .getIterator:
      Instruction("getIterator", Operand(.a, "result", .write), Operand(.b, "iterable", .value), attributes: [.raises])
    case .forNext:
      Instruction(
        "forNext",
        Operand(.a, "item", .write),
        Operand(.b, "iterator", .read),
        Operand(.c, "target", .target),
        attributes: [.raises, .polls])
    case .unpackSequence:
      Instruction(
        "unpackSequence",
        Operand(.a, "items", .writes(.operand(.c, times: 1, plus: 0))),
        Operand(.b, "iterable", .value),
        Operand(.c, "count", .count),
        attributes: [.raises])
    case .unpackStarred:
      Instruction(
        "unpackStarred",
        Operand(.a, "items", .writes(.starred)),
        Operand(.b, "iterable", .value),
        Operand(.c, "counts", .count),
        attributes: [.raises])
    case .buildTuple:
      Instruction(
        "buildTuple",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count))
    case .buildList:
      Instruction(
        "buildList",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count))
    case .buildSet:
      Instruction(
        "buildSet",
        Operand(.a, "result", .write),
        Operand(.b, "items", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises])
    case .buildMap:
      Instruction(
        "buildMap",
        Operand(.a, "result", .write),
        Operand(.b, "pairs", .reads(.operand(.c, times: 2, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises])
    case .buildString:
      Instruction(
        "buildString",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.operand(.c, times: 1, plus: 0))),
        Operand(.c, "count", .count),
        attributes: [.raises])
    case .listAppend:
      Instruction("listAppend", Operand(.a, "list", .read), Operand(.b, "item", .value))
    case .listExtend:
      Instruction("listExtend", Operand(.a, "list", .read), Operand(.b, "items", .value), attributes: [.raises])
    case .listToTuple:
      Instruction("listToTuple", Operand(.a, "result", .write), Operand(.b, "list", .read))
    case .setAdd:
      Instruction("setAdd", Operand(.a, "set", .read), Operand(.b, "item", .value), attributes: [.raises])
    case .setUpdate:
      Instruction("setUpdate", Operand(.a, "set", .read), Operand(.b, "items", .value), attributes: [.raises])
    case .mapStore:
      Instruction(
        "mapStore",
        Operand(.a, "map", .read),
        Operand(.b, "key", .value),
        Operand(.c, "value", .value),
        attributes: [.raises])
    case .mapUpdate:
      Instruction("mapUpdate", Operand(.a, "map", .read), Operand(.b, "other", .value), attributes: [.raises])
    case .mapMerge:
      Instruction(
        "mapMerge",
        Operand(.a, "map", .read),
        Operand(.b, "other", .value),
        Operand(.c, "callable", .read),
        attributes: [.raises])
    case .formatValue:
      Instruction(
        "formatValue",
        Operand(.a, "result", .write),
        Operand(.b, "value", .value),
        Operand(.c, "specification", .value),
        Operand(.d, "conversion", .choice(.formatConversion)),
        attributes: [.raises])
    case .buildInterpolation:
      Instruction(
        "buildInterpolation",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(3))),
        Operand(.d, "conversion", .choice(.formatConversion)),
        attributes: [.raises])
    case .buildTemplate:
      Instruction("buildTemplate", Operand(.a, "result", .write), Operand(.b, "parts", .reads(.exactly(2))))
    case .call:
      Instruction(
        "call",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls])
    case .callMethod:
      Instruction(
        "callMethod",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls])
    case .callKeywords:
      Instruction(
        "callKeywords",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.c, "names", .constant),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls])
    case .callMethodKeywords:
      Instruction(
        "callMethodKeywords",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.c, "names", .constant),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls])
    case .callExpanded:
      Instruction(
        "callExpanded",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 2))),
        Operand(.d, "hasKeywords", .flag),
        attributes: [.raises, .polls])
    case .return:
      Instruction("return", Operand(.a, "value", .value), attributes: [.ends])
    case .makeFunction:
      Instruction("makeFunction", Operand(.a, "result", .write), Operand(.b, "code", .constant))
    case .setFunctionAttribute:
      Instruction(
        "setFunctionAttribute",
        Operand(.a, "function", .read),
        Operand(.b, "value", .value),
        Operand(.d, "attribute", .choice(.functionAttribute)))
    case .loadBuildClass:
      Instruction("loadBuildClass", Operand(.a, "result", .write), attributes: [.raises])
    case .makeTypeParameter:
      Instruction(
        "makeTypeParameter",
        Operand(.a, "result", .write),
        Operand(.b, "name", .constant),
        Operand(.c, "bound", .value),
        Operand(.d, "kind", .choice(.typeParameterKind)),
        attributes: [.raises])
    case .setTypeParameterDefault:
      Instruction("setTypeParameterDefault", Operand(.a, "parameter", .read), Operand(.b, "evaluate", .value))
    case .makeTypeAlias:
      Instruction(
        "makeTypeAlias",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(3))),
        attributes: [.raises])
    case .subscriptGeneric:
      Instruction(
        "subscriptGeneric",
        Operand(.a, "result", .write),
        Operand(.b, "parameters", .value),
        attributes: [.raises])
    case .setupAnnotations:
      Instruction("setupAnnotations", attributes: [.raises])
    case .raise:
      Instruction(
        "raise",
        Operand(.a, "exception", .value),
        Operand(.b, "cause", .value),
        Operand(.d, "count", .count),
        attributes: [.raises, .ends])
    case .reraise:
      Instruction("reraise", Operand(.a, "exception", .read), attributes: [.raises, .ends])
    case .enterHandler:
      Instruction("enterHandler", Operand(.a, "state", .writes(.exactly(2))))
    case .leaveHandler:
      Instruction("leaveHandler", Operand(.a, "state", .read))
    case .jumpUnlessCaught:
      Instruction(
        "jumpUnlessCaught",
        Operand(.a, "exception", .read),
        Operand(.b, "type", .value),
        Operand(.c, "target", .target),
        attributes: [.raises])
    case .splitGroup:
      Instruction(
        "splitGroup",
        Operand(.a, "parts", .writes(.exactly(2))),
        Operand(.b, "exception", .read),
        Operand(.c, "type", .value),
        attributes: [.raises])
    case .joinGroups:
      Instruction(
        "joinGroups",
        Operand(.a, "result", .write),
        Operand(.b, "exception", .read),
        Operand(.c, "raised", .read),
        attributes: [.raises])
    case .loadBuiltinException:
      Instruction(
        "loadBuiltinException",
        Operand(.a, "result", .write),
        Operand(.d, "exception", .choice(.builtinException)))
    case .loadSpecial:
      Instruction(
        "loadSpecial",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.d, "method", .choice(.specialMethod)),
        attributes: [.raises])
    case .callExit:
      Instruction(
        "callExit",
        Operand(.a, "result", .write),
        Operand(.b, "exit", .window(.exactly(2))),
        Operand(.c, "exception", .value),
        attributes: [.raises, .polls])
    case .startGenerator:
      Instruction("startGenerator", attributes: [.raises])
    case .yield:
      Instruction("yield", Operand(.a, "received", .write), Operand(.b, "value", .value), attributes: [.raises])
    case .getYieldFromIterator:
      Instruction(
        "getYieldFromIterator",
        Operand(.a, "result", .write),
        Operand(.b, "iterable", .value),
        attributes: [.raises])
    case .getAwaitable:
      Instruction(
        "getAwaitable",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.d, "source", .choice(.awaitSource)),
        attributes: [.raises])
    case .delegate:
      Instruction(
        "delegate",
        Operand(.a, "value", .update),
        Operand(.b, "iterator", .read),
        Operand(.d, "isAwait", .flag),
        attributes: [.raises, .polls])
    case .getAsyncIterator:
      Instruction(
        "getAsyncIterator",
        Operand(.a, "result", .write),
        Operand(.b, "iterable", .value),
        attributes: [.raises])
    case .getAsyncNext:
      Instruction("getAsyncNext", Operand(.a, "result", .write), Operand(.b, "iterator", .read), attributes: [.raises])
    case .endAsyncFor:
      Instruction(
        "endAsyncFor",
        Operand(.a, "state", .reads(.exactly(2))),
        Operand(.c, "target", .target),
        attributes: [.raises])
    case .importName:
      Instruction(
        "importName",
        Operand(.a, "result", .write),
        Operand(.b, "request", .constant),
        Operand(.c, "module", .name),
        attributes: [.raises])
    case .importFrom:
      Instruction(
        "importFrom",
        Operand(.a, "result", .write),
        Operand(.b, "module", .read),
        Operand(.c, "member", .name),
        attributes: [.raises])
    case .importStar:
      Instruction("importStar", Operand(.a, "module", .read), attributes: [.raises])
    case .jumpUnlessSequence:
      Instruction("jumpUnlessSequence", Operand(.a, "subject", .value), Operand(.c, "target", .target))
    case .jumpUnlessMapping:
      Instruction("jumpUnlessMapping", Operand(.a, "subject", .value), Operand(.c, "target", .target))
    case .length:
      Instruction("length", Operand(.a, "result", .write), Operand(.b, "object", .value), attributes: [.raises])
    case .matchKeys:
      Instruction(
        "matchKeys",
        Operand(.a, "result", .write),
        Operand(.b, "subject", .read),
        Operand(.c, "keys", .value),
        attributes: [.raises])
    case .matchClass:
      Instruction(
        "matchClass",
        Operand(.a, "result", .write),
        Operand(.b, "parts", .reads(.exactly(2))),
        Operand(.c, "attributes", .constant),
        attributes: [.raises])
    case .copyMappingRest:
      Instruction(
        "copyMappingRest",
        Operand(.a, "result", .write),
        Operand(.b, "subject", .read),
        Operand(.c, "keys", .value),
        attributes: [.raises])
    case .displayResult:
      Instruction("displayResult", Operand(.a, "value", .value), attributes: [.raises])
    case .loadGlobalCell:
      Instruction(
        "loadGlobalCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised])
    case .loadBuiltinCell:
      Instruction(
        "loadBuiltinCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cells", .site),
        attributes: [.raises, .specialised])
    case .loadNameCell:
      Instruction(
        "loadNameCell",
        Operand(.a, "result", .write),
        Operand(.b, "key", .name),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised])
    case .storeNameCell:
      Instruction(
        "storeNameCell",
        Operand(.a, "key", .name),
        Operand(.b, "value", .value),
        Operand(.c, "cell", .site),
        attributes: [.raises, .specialised])
    case .loadAttributeSlot:
      Instruction(
        "loadAttributeSlot",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised])
    case .loadAttributeCached:
      Instruction(
        "loadAttributeCached",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised])
    case .loadAttributeAny:
      Instruction(
        "loadAttributeAny",
        Operand(.a, "result", .write),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised])
    case .storeAttributeCached:
      Instruction(
        "storeAttributeCached",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised])
    case .storeAttributeAny:
      Instruction(
        "storeAttributeAny",
        Operand(.a, "object", .value),
        Operand(.b, "value", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised])
    case .loadMethodCached:
      Instruction(
        "loadMethodCached",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised])
    case .loadMethodBound:
      Instruction(
        "loadMethodBound",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "record", .site),
        attributes: [.raises, .specialised])
    case .loadMethodAny:
      Instruction(
        "loadMethodAny",
        Operand(.a, "result", .writes(.exactly(2))),
        Operand(.b, "object", .value),
        Operand(.c, "key", .name),
        attributes: [.raises, .specialised])
    case .callClass:
      Instruction(
        "callClass",
        Operand(.a, "result", .write),
        Operand(.b, "callee", .window(.operand(.d, times: 1, plus: 1))),
        Operand(.c, "record", .site),
        Operand(.d, "count", .count),
        attributes: [.raises, .polls, .specialised])
    case .enterCompiled:
      Instruction("enterCompiled", attributes: [.specialised])
    }
  }
}
