// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Assembler {
  /// Does nothing: keeps a line for tracing.
  public mutating func nop() {
    emit(.nop)
  }

  public mutating func move(result: Register, source: Register) {
    emit(.move, a: .register(result), b: .register(source))
  }

  public mutating func loadConstant(result: Register, value: ConstantIndex) {
    emit(.loadConstant, a: .register(result), b: .number(value.index))
  }

  /// The namespace of a module's or class's body.
  public mutating func loadLocals(result: Register) {
    emit(.loadLocals, a: .register(result))
  }

  /// Raises UnboundLocalError where the variable is unbound. The compiler places it where that may be.
  public mutating func checkBound(variable: Register) {
    emit(.checkBound, a: .register(variable))
  }

  /// Makes a variable unbound, whether or not it was.
  public mutating func unbind(variable: Register) {
    emit(.unbind, a: .register(variable))
  }

  /// Saves a variable that an inlined comprehension hides, and restores it, bound or not.
  public mutating func moveUnbound(result: Register, source: Register) {
    emit(.moveUnbound, a: .register(result), b: .register(source))
  }

  /// A fresh, unbound cell.
  public mutating func newCell(cell: Register) {
    emit(.newCell, a: .register(cell))
  }

  /// Puts a parameter's value into a fresh cell in its place.
  public mutating func makeCell(variable: Register) {
    emit(.makeCell, a: .register(variable))
  }

  /// Like `moveUnbound`, for the cell of a variable.
  public mutating func moveCell(result: Register, source: Register) {
    emit(.moveCell, a: .register(result), b: .register(source))
  }

  /// The cell itself, which a class body hands to `type.__new__` to fill in.
  public mutating func loadCellObject(result: Register, cell: Register) {
    emit(.loadCellObject, a: .register(result), b: .register(cell))
  }

  public mutating func loadCell(result: Register, cell: Register) {
    emit(.loadCell, a: .register(result), b: .register(cell))
  }

  public mutating func storeCell(cell: Register, value: ValueOperand) {
    emit(.storeCell, a: .register(cell), b: .value(value))
  }

  public mutating func deleteCell(cell: Register) {
    emit(.deleteCell, a: .register(cell))
  }

  public mutating func loadFree(result: Register, variable: FreeIndex) {
    emit(.loadFree, a: .register(result), b: .number(variable.index))
  }

  public mutating func storeFree(variable: FreeIndex, value: ValueOperand) {
    emit(.storeFree, a: .number(variable.index), b: .value(value))
  }

  public mutating func deleteFree(variable: FreeIndex) {
    emit(.deleteFree, a: .number(variable.index))
  }

  /// A name in a class body or annotation scope: the mapping's entry, else the cell's content.
  public mutating func loadMappingOrCell(result: Register, mapping: Register, cell: Register) {
    emit(.loadMappingOrCell, a: .register(result), b: .register(mapping), c: .register(cell))
  }

  public mutating func loadMappingOrFree(result: Register, mapping: Register, variable: FreeIndex) {
    emit(.loadMappingOrFree, a: .register(result), b: .register(mapping), c: .number(variable.index))
  }

  public mutating func loadMappingOrGlobal(result: Register, mapping: Register, key: NameIndex) {
    emit(.loadMappingOrGlobal, a: .register(result), b: .register(mapping), c: .number(key.index))
  }

  /// Looks in the local namespace, the globals, the built-ins.
  public mutating func loadName(result: Register, key: NameIndex) {
    emit(.loadName, a: .register(result), b: .number(key.index))
  }

  public mutating func storeName(key: NameIndex, value: ValueOperand) {
    emit(.storeName, a: .number(key.index), b: .value(value))
  }

  public mutating func deleteName(key: NameIndex) {
    emit(.deleteName, a: .number(key.index))
  }

  public mutating func loadGlobal(result: Register, key: NameIndex) {
    emit(.loadGlobal, a: .register(result), b: .number(key.index))
  }

  public mutating func storeGlobal(key: NameIndex, value: ValueOperand) {
    emit(.storeGlobal, a: .number(key.index), b: .value(value))
  }

  public mutating func deleteGlobal(key: NameIndex) {
    emit(.deleteGlobal, a: .number(key.index))
  }

  public mutating func loadAttribute(result: Register, object: ValueOperand, key: NameIndex) {
    emit(.loadAttribute, a: .register(result), b: .value(object), c: .number(key.index))
  }

  public mutating func storeAttribute(object: ValueOperand, value: ValueOperand, key: NameIndex) {
    emit(.storeAttribute, a: .value(object), b: .value(value), c: .number(key.index))
  }

  public mutating func deleteAttribute(object: ValueOperand, key: NameIndex) {
    emit(.deleteAttribute, a: .value(object), b: .number(key.index))
  }

  /// Looks an attribute up to call it: a function and the object that it takes as `self`, or any callable and *empty*.
  public mutating func loadMethod(result: Register, object: ValueOperand, key: NameIndex) {
    emit(.loadMethod, a: .register(result), b: .value(object), c: .number(key.index))
  }

  /// `super(class, self).key` of `super`, class and object in three registers; `super` is called where it is not the
  /// built-in.
  public mutating func loadSuperAttribute(result: Register, arguments: Register, key: NameIndex) {
    emit(.loadSuperAttribute, a: .register(result), b: .register(arguments), c: .number(key.index))
  }

  public mutating func loadSuperMethod(result: Register, arguments: Register, key: NameIndex) {
    emit(.loadSuperMethod, a: .register(result), b: .register(arguments), c: .number(key.index))
  }

  public mutating func loadItem(result: Register, container: ValueOperand, key: ValueOperand) {
    emit(.loadItem, a: .register(result), b: .value(container), c: .value(key))
  }

  public mutating func storeItem(container: ValueOperand, key: ValueOperand, value: ValueOperand) {
    emit(.storeItem, a: .value(container), b: .value(key), c: .value(value))
  }

  public mutating func deleteItem(container: ValueOperand, key: ValueOperand) {
    emit(.deleteItem, a: .value(container), b: .value(key))
  }

  /// `container[lower:upper]` or `container[lower:upper:step]`.
  public mutating func loadSlice(result: Register, container: ValueOperand, parts: Register, count: Int) {
    emit(.loadSlice, a: .register(result), b: .value(container), c: .register(parts), d: small(count))
  }

  public mutating func storeSlice(container: ValueOperand, bounds: Register, value: ValueOperand) {
    emit(.storeSlice, a: .value(container), b: .register(bounds), c: .value(value))
  }

  /// A slice object of two or three parts.
  public mutating func buildSlice(result: Register, parts: Register, count: Int) {
    emit(.buildSlice, a: .register(result), b: .register(parts), d: small(count))
  }

  /// `left + right`; where `inPlace`, the `__iadd__` of `left` is tried first. The same for those that follow.
  public mutating func add(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.add, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func subtract(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.subtract, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func multiply(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.multiply, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func matrixMultiply(
    result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false
  ) {
    emit(.matrixMultiply, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func divide(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.divide, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func floorDivide(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.floorDivide, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func modulo(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.modulo, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func power(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.power, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func leftShift(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.leftShift, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func rightShift(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.rightShift, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func bitAnd(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.bitAnd, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func bitOr(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.bitOr, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func bitXor(result: Register, left: ValueOperand, right: ValueOperand, inPlace: Bool = false) {
    emit(.bitXor, a: .register(result), b: .value(left), c: .value(right), d: inPlace ? 1 : 0)
  }

  public mutating func negative(result: Register, operand: ValueOperand) {
    emit(.negative, a: .register(result), b: .value(operand))
  }

  public mutating func positive(result: Register, operand: ValueOperand) {
    emit(.positive, a: .register(result), b: .value(operand))
  }

  public mutating func invert(result: Register, operand: ValueOperand) {
    emit(.invert, a: .register(result), b: .value(operand))
  }

  public mutating func not(result: Register, operand: ValueOperand) {
    emit(.not, a: .register(result), b: .value(operand))
  }

  public mutating func equal(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.equal, a: .register(result), b: .value(left), c: .value(right))
  }

  public mutating func notEqual(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.notEqual, a: .register(result), b: .value(left), c: .value(right))
  }

  public mutating func less(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.less, a: .register(result), b: .value(left), c: .value(right))
  }

  public mutating func lessEqual(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.lessEqual, a: .register(result), b: .value(left), c: .value(right))
  }

  public mutating func greater(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.greater, a: .register(result), b: .value(left), c: .value(right))
  }

  public mutating func greaterEqual(result: Register, left: ValueOperand, right: ValueOperand) {
    emit(.greaterEqual, a: .register(result), b: .value(left), c: .value(right))
  }

  /// `item in container`.
  public mutating func contains(result: Register, item: ValueOperand, container: ValueOperand, negated: Bool = false) {
    emit(.contains, a: .register(result), b: .value(item), c: .value(container), d: negated ? 1 : 0)
  }

  /// `left is right`.
  public mutating func same(result: Register, left: ValueOperand, right: ValueOperand, negated: Bool = false) {
    emit(.same, a: .register(result), b: .value(left), c: .value(right), d: negated ? 1 : 0)
  }

  /// Forwards only.
  public mutating func jump(target: Label) {
    emit(.jump, c: .target(target))
  }

  /// Back to a loop's header.
  public mutating func loop(target: Label) {
    emit(.loop, c: .target(target))
  }

  public mutating func jumpIfTrue(condition: ValueOperand, target: Label) {
    emit(.jumpIfTrue, a: .value(condition), c: .target(target))
  }

  public mutating func jumpIfFalse(condition: ValueOperand, target: Label) {
    emit(.jumpIfFalse, a: .value(condition), c: .target(target))
  }

  public mutating func jumpIfNone(value: ValueOperand, target: Label) {
    emit(.jumpIfNone, a: .value(value), c: .target(target))
  }

  public mutating func jumpIfNotNone(value: ValueOperand, target: Label) {
    emit(.jumpIfNotNone, a: .value(value), c: .target(target))
  }

  /// Jumps where the truth of `left == right` is not `negated`. The same for those that follow.
  public mutating func jumpIfEqual(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfEqual, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfNotEqual(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfNotEqual, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfLess(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfLess, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfLessEqual(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfLessEqual, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfGreater(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfGreater, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfGreaterEqual(
    left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false
  ) {
    emit(.jumpIfGreaterEqual, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfContains(
    item: ValueOperand, container: ValueOperand, target: Label, negated: Bool = false
  ) {
    emit(.jumpIfContains, a: .value(item), b: .value(container), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func jumpIfSame(left: ValueOperand, right: ValueOperand, target: Label, negated: Bool = false) {
    emit(.jumpIfSame, a: .value(left), b: .value(right), c: .target(target), d: negated ? 1 : 0)
  }

  public mutating func getIterator(result: Register, iterable: ValueOperand) {
    emit(.getIterator, a: .register(result), b: .value(iterable))
  }

  /// The bottom of a `for` loop: takes the next item and jumps back to the loop's body, or falls through when
  /// there is none. `item` is written only where it jumps.
  public mutating func forNext(item: Register, iterator: Register, target: Label) {
    emit(.forNext, a: .register(item), b: .register(iterator), c: .target(target))
  }

  public mutating func unpackSequence(items: Register, iterable: ValueOperand, count: Int) {
    emit(.unpackSequence, a: .register(items), b: .value(iterable), c: .number(count))
  }

  /// `a, *b, c = iterable`. `counts` is how many targets stand before the starred one (lower 8 bits) and after it.
  public mutating func unpackStarred(items: Register, iterable: ValueOperand, counts: Int) {
    emit(.unpackStarred, a: .register(items), b: .value(iterable), c: .number(counts))
  }

  public mutating func buildTuple(result: Register, items: Register, count: Int) {
    emit(.buildTuple, a: .register(result), b: .register(items), c: .number(count))
  }

  public mutating func buildList(result: Register, items: Register, count: Int) {
    emit(.buildList, a: .register(result), b: .register(items), c: .number(count))
  }

  public mutating func buildSet(result: Register, items: Register, count: Int) {
    emit(.buildSet, a: .register(result), b: .register(items), c: .number(count))
  }

  /// A dict of `count` pairs, key and value in turn.
  public mutating func buildMap(result: Register, pairs: Register, count: Int) {
    emit(.buildMap, a: .register(result), b: .register(pairs), c: .number(count))
  }

  public mutating func buildString(result: Register, parts: Register, count: Int) {
    emit(.buildString, a: .register(result), b: .register(parts), c: .number(count))
  }

  public mutating func listAppend(list: Register, item: ValueOperand) {
    emit(.listAppend, a: .register(list), b: .value(item))
  }

  public mutating func listExtend(list: Register, items: ValueOperand) {
    emit(.listExtend, a: .register(list), b: .value(items))
  }

  public mutating func listToTuple(result: Register, list: Register) {
    emit(.listToTuple, a: .register(result), b: .register(list))
  }

  public mutating func setAdd(set: Register, item: ValueOperand) {
    emit(.setAdd, a: .register(set), b: .value(item))
  }

  public mutating func setUpdate(set: Register, items: ValueOperand) {
    emit(.setUpdate, a: .register(set), b: .value(items))
  }

  public mutating func mapStore(map: Register, key: ValueOperand, value: ValueOperand) {
    emit(.mapStore, a: .register(map), b: .value(key), c: .value(value))
  }

  /// `{**other}`.
  public mutating func mapUpdate(map: Register, other: ValueOperand) {
    emit(.mapUpdate, a: .register(map), b: .value(other))
  }

  /// `callable(**map, **other)`: a key that is in both is a TypeError.
  public mutating func mapMerge(map: Register, other: ValueOperand, callable: Register) {
    emit(.mapMerge, a: .register(map), b: .value(other), c: .register(callable))
  }

  /// A replacement field of an f-string. The constant None as specification says that there is none.
  public mutating func formatValue(
    result: Register, value: ValueOperand, specification: ValueOperand, conversion: FormatConversion
  ) {
    emit(.formatValue, a: .register(result), b: .value(value), c: .value(specification), d: conversion.rawValue)
  }

  /// Value, expression text and format specification of a t-string's field.
  public mutating func buildInterpolation(result: Register, parts: Register, conversion: FormatConversion) {
    emit(.buildInterpolation, a: .register(result), b: .register(parts), d: conversion.rawValue)
  }

  /// The tuple of strings and the tuple of interpolations.
  public mutating func buildTemplate(result: Register, parts: Register) {
    emit(.buildTemplate, a: .register(result), b: .register(parts))
  }

  /// The callable, then its arguments. `c` is left for the call site's cache.
  public mutating func call(result: Register, callee: Register, count: Int) {
    emit(.call, a: .register(result), b: .register(callee), d: small(count))
  }

  /// What `loadMethod` gave, then the arguments.
  public mutating func callMethod(result: Register, callee: Register, count: Int) {
    emit(.callMethod, a: .register(result), b: .register(callee), d: small(count))
  }

  /// The last arguments are passed by the names in a constant tuple.
  public mutating func callKeywords(result: Register, callee: Register, names: ConstantIndex, count: Int) {
    emit(.callKeywords, a: .register(result), b: .register(callee), c: .number(names.index), d: small(count))
  }

  public mutating func callMethodKeywords(result: Register, callee: Register, names: ConstantIndex, count: Int) {
    emit(.callMethodKeywords, a: .register(result), b: .register(callee), c: .number(names.index), d: small(count))
  }

  /// The callable, an iterable of positional arguments and, where so marked, a mapping of keyword arguments.
  public mutating func callExpanded(result: Register, callee: Register, hasKeywords: Bool = false) {
    emit(.callExpanded, a: .register(result), b: .register(callee), d: hasKeywords ? 1 : 0)
  }

  public mutating func `return`(value: ValueOperand) {
    emit(.return, a: .value(value))
  }

  /// A function of a nested code object; its `captures` say which cells it closes over.
  public mutating func makeFunction(result: Register, code: ConstantIndex) {
    emit(.makeFunction, a: .register(result), b: .number(code.index))
  }

  public mutating func setFunctionAttribute(function: Register, value: ValueOperand, attribute: FunctionAttribute) {
    emit(.setFunctionAttribute, a: .register(function), b: .value(value), d: attribute.rawValue)
  }

  public mutating func loadBuildClass(result: Register) {
    emit(.loadBuildClass, a: .register(result))
  }

  /// A TypeVar, ParamSpec or TypeVarTuple; `bound` is the function that evaluates a TypeVar's bound or constraints,
  /// or None.
  public mutating func makeTypeParameter(
    result: Register, name: ConstantIndex, bound: ValueOperand, kind: TypeParameterKind
  ) {
    emit(.makeTypeParameter, a: .register(result), b: .number(name.index), c: .value(bound), d: kind.rawValue)
  }

  public mutating func setTypeParameterDefault(parameter: Register, evaluate: ValueOperand) {
    emit(.setTypeParameterDefault, a: .register(parameter), b: .value(evaluate))
  }

  /// Name, tuple of type parameters (or None) and the function that evaluates the value.
  public mutating func makeTypeAlias(result: Register, parts: Register) {
    emit(.makeTypeAlias, a: .register(result), b: .register(parts))
  }

  /// `Generic[parameters]`: the last base of a generic class.
  public mutating func subscriptGeneric(result: Register, parameters: ValueOperand) {
    emit(.subscriptGeneric, a: .register(result), b: .value(parameters))
  }

  /// Makes sure that the local namespace holds `__annotations__`.
  public mutating func setupAnnotations() {
    emit(.setupAnnotations)
  }

  /// `raise`, `raise exception`, `raise exception from cause`, by `count`.
  public mutating func raise(exception: ValueOperand, cause: ValueOperand, count: Int) {
    emit(.raise, a: .value(exception), b: .value(cause), d: small(count))
  }

  /// Raises again without a new entry in the traceback.
  public mutating func reraise(exception: Register) {
    emit(.reraise, a: .register(exception))
  }

  /// The first instruction of a handler: the exception handled before, and the one that is handled now.
  public mutating func enterHandler(state: Register) {
    emit(.enterHandler, a: .register(state))
  }

  /// Makes the exception handled before the current one again.
  public mutating func leaveHandler(state: Register) {
    emit(.leaveHandler, a: .register(state))
  }

  /// An `except` clause's test.
  public mutating func jumpUnlessCaught(exception: Register, type: ValueOperand, target: Label) {
    emit(.jumpUnlessCaught, a: .register(exception), b: .value(type), c: .target(target))
  }

  /// `except*`: the part of a group that matches (or None) and the rest (or None). A part that matches becomes the exception
  /// that is handled. An `exception` of None has neither.
  public mutating func splitGroup(parts: Register, exception: Register, type: ValueOperand) {
    emit(.splitGroup, a: .register(parts), b: .register(exception), c: .value(type))
  }

  /// What an `except*` statement raises in the end: the exception it began with, and the list of what its clauses
  /// raised and left; or None.
  public mutating func joinGroups(result: Register, exception: Register, raised: Register) {
    emit(.joinGroups, a: .register(result), b: .register(exception), c: .register(raised))
  }

  /// A built-in that code refers to whatever the built-ins' namespace says; of a function perhaps what is none.
  public mutating func loadCommonBuiltin(result: Register, builtin: CommonBuiltin) {
    emit(.loadCommonBuiltin, a: .register(result), d: builtin.rawValue)
  }

  /// `__enter__` and its kind, looked up on the type, ready for `callMethod`.
  public mutating func loadSpecial(result: Register, object: ValueOperand, method: SpecialMethod) {
    emit(.loadSpecial, a: .register(result), b: .value(object), d: method.rawValue)
  }

  /// Calls an `__exit__` that `loadSpecial` gave, with the three arguments that an exception (or None) makes.
  public mutating func callExit(result: Register, exit: Register, exception: ValueOperand) {
    emit(.callExit, a: .register(result), b: .register(exit), c: .value(exception))
  }

  /// Turns the frame into a generator, coroutine or async generator, and returns it. Execution goes on at `next`.
  public mutating func startGenerator() {
    emit(.startGenerator)
  }

  public mutating func `yield`(received: Register, value: ValueOperand) {
    emit(.yield, a: .register(received), b: .value(value))
  }

  public mutating func getYieldFromIterator(result: Register, iterable: ValueOperand) {
    emit(.getYieldFromIterator, a: .register(result), b: .value(iterable))
  }

  public mutating func getAwaitable(result: Register, object: ValueOperand, source: AwaitSource) {
    emit(.getAwaitable, a: .register(result), b: .value(object), d: source.rawValue)
  }

  /// Sends `value` to the iterator. What it yields is yielded, and the instruction repeats with what is sent next;
  /// when it
  /// returns, `value` is the result. `throw` and `close` go to the iterator while execution stands here.
  public mutating func delegate(value: Register, iterator: Register, isAwait: Bool = false) {
    emit(.delegate, a: .register(value), b: .register(iterator), d: isAwait ? 1 : 0)
  }

  public mutating func getAsyncIterator(result: Register, iterable: ValueOperand) {
    emit(.getAsyncIterator, a: .register(result), b: .value(iterable))
  }

  /// The awaitable of the next item.
  public mutating func getAsyncNext(result: Register, iterator: Register) {
    emit(.getAsyncNext, a: .register(result), b: .register(iterator))
  }

  /// In a handler: leaves it and jumps when the exception is StopAsyncIteration, else raises it again.
  public mutating func endAsyncFor(state: Register, target: Label) {
    emit(.endAsyncFor, a: .register(state), c: .target(target))
  }

  /// `request` is a tuple of the level and the names to import (or None).
  public mutating func importName(result: Register, request: ConstantIndex, module: NameIndex) {
    emit(.importName, a: .register(result), b: .number(request.index), c: .number(module.index))
  }

  public mutating func importFrom(result: Register, module: Register, member: NameIndex) {
    emit(.importFrom, a: .register(result), b: .register(module), c: .number(member.index))
  }

  public mutating func importStar(module: Register) {
    emit(.importStar, a: .register(module))
  }

  public mutating func jumpUnlessSequence(subject: ValueOperand, target: Label) {
    emit(.jumpUnlessSequence, a: .value(subject), c: .target(target))
  }

  public mutating func jumpUnlessMapping(subject: ValueOperand, target: Label) {
    emit(.jumpUnlessMapping, a: .value(subject), c: .target(target))
  }

  public mutating func length(result: Register, object: ValueOperand) {
    emit(.length, a: .register(result), b: .value(object))
  }

  /// The tuple of values for a tuple of keys, or None.
  public mutating func matchKeys(result: Register, subject: Register, keys: ValueOperand) {
    emit(.matchKeys, a: .register(result), b: .register(subject), c: .value(keys))
  }

  /// Subject and class; the constant is a tuple of the count of positional patterns and the keyword names.
  /// The tuple of attributes, or None.
  public mutating func matchClass(result: Register, parts: Register, attributes: ConstantIndex) {
    emit(.matchClass, a: .register(result), b: .register(parts), c: .number(attributes.index))
  }

  /// `{…, **rest}`: a dict of the subject without the keys.
  public mutating func copyMappingRest(result: Register, subject: Register, keys: ValueOperand) {
    emit(.copyMappingRest, a: .register(result), b: .register(subject), c: .value(keys))
  }

  /// An expression statement at the prompt: `sys.displayhook(value)`.
  public mutating func displayResult(value: ValueOperand) {
    emit(.displayResult, a: .value(value))
  }
}
