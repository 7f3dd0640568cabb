import Bytecode
import CRuntime

// Displays, unpacking, slices, iteration.

extension Activation {
  /// The set may be what a program has put in place of that of its conditional annotations.
  func setAdd() throws(Raised) {
    let value = frame.register(operands.a).pointee
    guard let set = Set(ifHas: value), !set.isFrozen else {
      throw context.raise(.typeError, "'\(context.typeName(of: value))' object is not a set")
    }
    _ = try set.add(context, frame.valueB(operands))
  }

  /// The first of the registers that a names.
  private var windowA: UnsafeMutablePointer<Value> { frame.register(operands.a) }

  func binary(_ operation: BinaryOperation) throws(Raised) -> Outcome {
    let (left, right) = (frame.valueB(operands), frame.valueC(operands))
    if operands.d == 0, try beginOperator(operation, left, right) { return .frameChanged }
    setA(operands.d != 0 ? try context.inPlace(operation, left, right) : try context.binary(operation, left, right))
    return .next
  }

  /// Begins the left operand's special method. False where the operands are asked in another order, or the call is not
  /// simple.
  private func beginOperator(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Bool {
    guard Instance(ifExactly: left) != nil else { return false }
    let (type, other) = (context.type(of: left), context.type(of: right))
    guard type.binary(operation.forward) != nil, type == other || !other.isSubtype(of: type) else { return false }
    return try beginSpecial(
      operation.methodName, of: left, right, result: operands.a, flags: UInt32(frameIsOperator.rawValue))
  }

  /// Begins a special method that the class of an instance has in Python, above this window, so that native code does not
  /// wait for it. False for anything else.
  private func beginSpecial(
    _ name: WellKnown, of object: Value, _ first: Value, _ second: Value = .empty, result: Int32, flags: UInt32 = 0
  ) throws(Raised) -> Bool {
    let count = second.isEmpty ? 2 : 3
    guard Instance(ifExactly: object) != nil, load_relaxed_u32(pollWord(context)) == 0,
      let method = Function(ifExactly: try context.type(of: object).lookup(context, context.name(name))),
      method.takesExactly(count), !frame.isExtended
    else { return false }
    let window = frame.windowEnd
    if window + count >= context.pointee.registersLimit.unsafelyUnwrapped { return false }
    (window[0], window[1]) = (object, first)
    if count == 3 { window[2] = second }
    try context.begin(method, window, count: count, names: .empty, result: UInt32(bitPattern: result), flags: flags)
    return true
  }

  // MARK: Items

  func loadItem() throws(Raised) -> Outcome {
    let (container, key) = (frame.valueB(operands), frame.valueC(operands))
    if try beginSpecial(.__getitem__, of: container, key, result: operands.a) { return .frameChanged }
    setA(try context.item(of: container, key))
    return .next
  }

  /// What the special method returns goes where its window begins, which nobody reads any more.
  func storeItem() throws(Raised) -> Outcome {
    let (container, key, item) = (frame.valueA(operands), frame.valueB(operands), frame.valueC(operands))
    let discarded = Int32(frame.code.pointer.pointee.registerCount)
    if try beginSpecial(.__setitem__, of: container, key, item, result: discarded) { return .frameChanged }
    try context.setItem(of: container, key, to: item)
    return .next
  }

  // MARK: Slices

  func loadSlice() throws(Raised) {
    let parts = frame.register(operands.c)
    let step = operands.d == 3 ? parts[2] : .none
    let quick = context.quickSlice(frame.valueB(operands), parts[0], parts[1], step)
    if !quick.isEmpty { return setA(quick) }
    if !context.pointee.pendingException.isEmpty { throw Raised() }
    let slice = try Slice.make(context, parts[0], parts[1], step)
    setA(try context.item(of: frame.valueB(operands), slice.value))
  }

  func storeSlice() throws(Raised) {
    if context.quickSetSlice(frame.valueA(operands), windowB[0], windowB[1], frame.valueC(operands)) { return }
    if !context.pointee.pendingException.isEmpty { throw Raised() }
    let slice = try Slice.make(context, windowB[0], windowB[1], .none)
    try context.setItem(of: frame.valueA(operands), slice.value, to: frame.valueC(operands))
  }

  func buildSlice() throws(Raised) {
    setA(try Slice.make(context, windowB[0], windowB[1], operands.d == 3 ? windowB[2] : .none).value)
  }

  // MARK: Iteration

  func forNext() throws(Raised) -> Outcome {
    if load_relaxed_u32(pollWord(context)) != 0 { try context.handleEvents() }
    if let generator = Generator(ifExactly: frame.register(operands.b).pointee), generator.canResume(sending: .none) {
      try generator.push(
        context, sending: .none, result: UInt32(bitPattern: operands.a), flags: UInt32(frameIsIterated.rawValue))
      return .frameChanged
    }
    let item = try context.next(frame.register(operands.b).pointee)
    if item.isEmpty { return .next }
    setA(item)
    return .jump
  }

  func unpackSequence() throws(Raised) {
    let value = frame.valueB(operands)
    let count = Int(operands.c)
    if let tuple = Tuple(ifExactly: value), tuple.count == count {
      windowA.update(from: tuple.elements, count: count)
      return
    }
    // Only where there is one thread: another could shorten the list between two of its elements.
    if let list = List(ifExactly: value), list.count == count, context.pointee.isShared == 0, let elements = list.words {
      windowA.update(from: elements, count: count)
      return
    }
    let iterator = try iteratorToUnpack(value)
    for index in 0..<count {
      let item = try context.next(iterator)
      if item.isEmpty {
        throw context.raise(
          .valueError, "not enough values to unpack (expected \(count), got \(index))")
      }
      windowA[index] = item
    }
    if try !context.next(iterator).isEmpty { throw raiseTooMany(value, count) }
  }

  @inline(never)
  private func raiseTooMany(_ value: Value, _ count: Int) -> Raised {
    let got = Dict(ifExactly: value)?.count ?? List(ifExactly: value)?.count ?? Tuple(ifExactly: value)?.count
    let tail = got.map { ", got \($0)" } ?? ""
    return context.raise(.valueError, "too many values to unpack (expected \(count)\(tail))")
  }

  /// The elements of an exact tuple, or of a list that no other thread changes.
  private func steadyRow(_ value: Value) -> (elements: Elements, count: Int)? {
    if let tuple = Tuple(ifExactly: value) { return (tuple.elements, tuple.count) }
    guard let list = List(ifExactly: value), context.pointee.isShared == 0 else { return nil }
    return list.words.map { ($0, list.count) }
  }

  func unpackStarred() throws(Raised) {
    let before = Int(operands.c & 0xff)
    let after = Int(operands.c >> 8)
    if let (elements, count) = steadyRow(frame.valueB(operands)), count >= before + after {
      let middle = count - before - after
      let rest = try List.make(context, copying: elements + before, count: middle)
      windowA.update(from: elements, count: before)
      windowA[before] = rest.value
      (windowA + before + 1).update(from: elements + before + middle, count: after)
      return
    }
    let iterator = try iteratorToUnpack(frame.valueB(operands))
    for index in 0..<before {
      let item = try context.next(iterator)
      if item.isEmpty {
        throw context.raise(
          .valueError, "not enough values to unpack (expected at least \(before + after), got \(index))")
      }
      windowA[index] = item
    }
    let rest = try List.make(context)
    windowA[before] = rest.value
    try rest.extend(context, by: iterator)
    if rest.count < after {
      throw context.raise(
        .valueError,
        "not enough values to unpack (expected at least \(before + after), got \(before + rest.count))")
    }
    for index in 0..<after { windowA[before + 1 + index] = rest.element(rest.count - after + index) }
    for _ in 0..<after { _ = try rest.pop(context) }
  }

  private func iteratorToUnpack(_ value: Value) throws(Raised) -> Value {
    if context.type(of: value).has(.iterate) || context.type(of: value).has(.getItem) {
      return try context.iterator(over: value)
    }
    throw context.raise(.typeError, "cannot unpack non-iterable \(context.typeName(of: value)) object")
  }

  // MARK: Displays

  @inline(__always)
  func buildTuple() throws(Raised) {
    setA(try Tuple.make(context, copying: windowB, count: Int(operands.c)).value)
  }

  @inline(__always)
  func buildList() throws(Raised) {
    setA(try List.make(context, copying: windowB, count: Int(operands.c)).value)
  }

  @inline(__always)
  func mapStore() throws(Raised) {
    try Dict(frame.register(operands.a).pointee).set(context, frame.valueB(operands), to: frame.valueC(operands))
  }

  func buildSet() throws(Raised) {
    let set = try Set.make(context)
    // The result's register may be one of the items'.
    for index in 0..<Int(operands.c) { _ = try set.add(context, windowB[index]) }
    setA(set.value)
  }

  func buildMap() throws(Raised) {
    let map = try Dict.make(context)
    for index in 0..<Int(operands.c) {
      try map.set(context, windowB[2 * index], to: windowB[2 * index + 1])
    }
    setA(map.value)
  }

  func buildString() throws(Raised) {
    setA(try Text.join(context, Text.empty(context), windowB, count: Int(operands.c)).value)
  }

  func listExtend() throws(Raised) {
    let items = frame.valueB(operands)
    let list = List(frame.register(operands.a).pointee)
    if List(ifExactly: items) != nil || Tuple(ifExactly: items) != nil { return try list.extend(context, by: items) }
    if !context.type(of: items).has(.iterate), !context.type(of: items).has(.getItem) {
      throw context.raise(
        .typeError, "Value after * must be an iterable, not \(context.typeName(of: items))")
    }
    try list.extend(context, by: items)
  }

  func listToTuple() throws(Raised) {
    let list = List(frame.register(operands.b).pointee)
    let tuple = try Tuple.allocate(context, count: list.count)
    for index in 0..<tuple.count { tuple.elements[index] = list.element(index) }
    setA(tuple.value)
  }

  func setUpdate() throws(Raised) {
    try Set(frame.register(operands.a).pointee).update(context, from: frame.valueB(operands))
  }

  func mapUpdate() throws(Raised) {
    try update(Dict(frame.register(operands.a).pointee), from: frame.valueB(operands))
  }

  private func update(_ map: Dict, from other: Value) throws(Raised) {
    if try !map.merge(context, fromMapping: other) {
      throw context.raise(.typeError, "'\(context.typeName(of: other))' object is not a mapping")
    }
  }

  func mapMerge() throws(Raised) {
    try context.mergeKeywords(
      frame.valueB(operands), into: Dict(frame.register(operands.a).pointee), frame.register(operands.c).pointee)
  }

  // MARK: Formatting

  func formatValue() throws(Raised) {
    let specification = frame.valueC(operands)
    let value = try converted(frame.valueB(operands))
    let text = specification == .none ? Text.empty(context) : Text(specification)
    setA(try context.format(value, text).value)
  }

  /// The value after `!r`, `!s` or `!a`.
  private func converted(_ value: Value) throws(Raised) -> Value {
    switch FormatConversion(rawValue: UInt8(operands.d)).unsafelyUnwrapped {
    case .none: value
    case .str: try context.str(value).value
    case .repr: try context.repr(value).value
    case .ascii: try context.repr(value).escapedASCII(context).value
    }
  }

  // MARK: Patterns

  func matchKeys() throws(Raised) {
    let subject = frame.register(operands.b).pointee
    let keys = Tuple(frame.valueC(operands))
    let values = try Tuple.allocate(context, count: keys.count)
    for index in 0..<keys.count {
      for earlier in 0..<index where try context.areEqual(keys[earlier], keys[index]) {
        let shown = try context.reprString(keys[index])
        throw context.raise(.valueError, "mapping pattern checks duplicate key (\(shown))")
      }
      let value = try matchedValue(subject, keys[index])
      if value.isEmpty { return setA(.none) }
      values.elements[index] = value
    }
    setA(values.value)
  }

  /// What `get` has for a key; *empty* where that is nothing.
  private func matchedValue(_ subject: Value, _ key: Value) throws(Raised) -> Value {
    if let dict = Dict(ifExactly: subject) { return try dict.value(context, for: key) }
    let absent = try List.make(context).value
    let found = try context.call(context.getAttribute(subject, context.interned("get")), key, absent)
    return found == absent ? .empty : found
  }

  func copyMappingRest() throws(Raised) {
    let rest = try Dict.make(context)
    try update(rest, from: frame.register(operands.b).pointee)
    let keys = Tuple(frame.valueC(operands))
    for index in 0..<keys.count { _ = try rest.remove(context, keys[index]) }
    setA(rest.value)
  }
}
