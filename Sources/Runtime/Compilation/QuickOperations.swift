import Bytecode
import CRuntime

// What compiled code has functions of the runtime do without a word to the frame: operations on values of the runtime's own
// kinds, which run no Python code. They are called with their operands in registers, so nothing need be in the window, and
// all that compiled code knows it knows afterwards as well.

/// An operation of at most four operands. Its function gives *empty* where it is not so simple, or where it raised: then the
/// instruction is done in the usual way (`CompiledSupport.performSlowly`), or by the interpreter.
public enum QuickOperation: UInt8, Sendable {
  case item, setItem, setAdd, contains, lacks, slice, setSlice
  /// The third operand of these is the `Comparison` or the `BinaryOperation`.
  case compare, arithmetic
  case truth, negation, iterator
  /// Whether a `match` statement takes it for a sequence.
  case isSequence
  /// The next item, or *unbound* at the end.
  case next
  /// The same in two parts: `Context.nextPair`.
  case nextPair
  /// An iterator over a range of small ints: from, to, step.
  case rangeIterator
  /// `enumerate` of one iterable, `zip` of two.
  case enumeration, pairing
  case sliceObject
  /// The items of an exact list or tuple at the end of a list; a tuple of a list's items.
  case extend, tupleOfList
  /// A list of two lists' items.
  case concatenation
  /// A generator or coroutine of a function that has not begun, and at most two arguments; the fourth operand is how many, as a word.
  case makeGenerator
  /// What `await` drives of a coroutine that nobody has begun to await: itself.
  case awaitable
  /// The text of a number or text in an f-string, by a specification, or None.
  case format
  case length, absolute, ordinal, character, isInstance, least, greatest, get, pop
  /// `int`, `float`, `bool` and `str` of a number or text.
  case toInt, toFloat, toBool, toText

  /// How many operands each function takes, used or not.
  public static var operandCount: Int { 4 }

  public var address: UInt { unsafeBitCast(function, to: UInt.self) }

  private typealias Body = @convention(c) (Context, Value, Value, Value, Value) -> Value

  private var function: Body {
    switch self {
    case .item: { (context, container, key, _, _) in context.pureItem(container, key) }
    case .setItem: { (context, container, key, item, _) in context.pureSetItem(container, key, item) ? .none : .empty }
    case .setAdd: { (context, set, item, _, _) in context.pureSetAdd(set, item) ? .none : .empty }
    case .contains: { (context, container, item, _, _) in answer(context.pureContains(container, item)) }
    case .lacks: { (context, container, item, _, _) in answer(context.pureContains(container, item).map { !$0 }) }
    case .slice: { (context, container, lower, upper, step) in context.quickSlice(container, lower, upper, step) }
    case .setSlice: { $0.quickSetSlice($1, $2, $3, $4) ? .none : .empty }
    case .compare:
      { (context, left, right, comparison, _) in
        answer(context.pureCompare(Comparison(rawValue: UInt8(truncatingIfNeeded: comparison.bits)).unsafelyUnwrapped, left, right))
      }
    case .arithmetic:
      { (context, left, right, operation, _) in
        context.quickArithmetic(BinaryOperation(rawValue: UInt8(truncatingIfNeeded: operation.bits)).unsafelyUnwrapped, left, right)
      }
    case .truth: { (context, value, _, _, _) in answer(context.quickTruth(value)) }
    case .negation: { (context, value, _, _, _) in answer(context.quickTruth(value).map { !$0 }) }
    case .isSequence: { (context, value, _, _, _) in Value(context.type(of: value).flags.contains(.sequence)) }
    case .iterator: { (context, iterable, _, _, _) in context.quickIterator(iterable) }
    case .next: { (context, iterator, _, _, _) in context.pureNext(iterator) }
    case .nextPair: { (context, iterator, _, _, _) in context.nextPair(iterator) }
    case .rangeIterator: { (context, start, stop, step, _) in context.pureRange(start, stop, step) }
    case .enumeration: { (context, iterable, _, _, _) in context.pureEnumeration(iterable) }
    case .pairing: { (context, first, second, _, _) in context.purePairing(first, second) }
    case .sliceObject: { (context, start, stop, step, _) in (try? Slice.make(context, start, stop, step))?.value ?? .empty }
    case .extend: { (context, list, items, _, _) in context.pureExtend(List(list), items) }
    case .tupleOfList: { (context, list, _, _, _) in context.pureTuple(List(list)) }
    case .concatenation: { (context, left, right, _, _) in context.pureConcatenation(left, right) }
    case .awaitable: { (context, object, _, _, _) in context.pureAwaitable(object) }
    case .makeGenerator: { $0.pureGenerator(Function($1), $2, $3, count: Int($4.bits)) }
    case .format: { (context, value, specification, _, _) in context.pureFormat(value, specification) }
    case .length: { (_, value, _, _, _) in pureLength(value) }
    case .absolute: { (context, value, _, _, _) in context.pureAbsolute(value) }
    case .ordinal: { (_, value, _, _, _) in pureOrdinal(value) }
    case .character: { (context, value, _, _, _) in context.pureCharacter(value) }
    case .isInstance: { (context, value, type, _, _) in answer(context.pureIsInstance(value, type)) }
    case .least: { (context, first, second, _, _) in context.pureExtreme(first, second, .less) }
    case .greatest: { (context, first, second, _, _) in context.pureExtreme(first, second, .greater) }
    case .get: { (context, dict, key, other, _) in context.pureGet(dict, key, other) }
    case .pop: { (context, list, _, _, _) in context.purePop(list) }
    case .toInt: { (_, value, _, _, _) in pureInt(value) }
    case .toFloat: { (context, value, _, _, _) in context.pureFloat(value) }
    case .toBool: { (context, value, _, _, _) in answer(context.quickTruth(value)) }
    case .toText: { (context, value, _, _, _) in context.pureFormat(value, .none) }
    }
  }
}

@inline(__always)
private func answer(_ truth: Bool?) -> Value { truth.map { Value($0) } ?? .empty }

extension Context {
  // MARK: Containers

  fileprivate func pureItem(_ container: Value, _ key: Value) -> Value {
    if key.isSmallInt, let text = Text(ifExactly: container) { return quickCharacter(of: text, at: key.smallInt) }
    if let dict = plainDict(container, .getItem) { return dict.valueQuickly(self, for: key) ?? .empty }
    return container.isNative && !hasNativeSlot(.getItem, container) ? .empty : quickItem(container, key)
  }

  /// A dict, or an instance of a class that derives from it and leaves a slot to it.
  @inline(__always)
  private func plainDict(_ container: Value, _ slot: Slot) -> Dict? {
    guard let dict = Dict(ifHas: container) else { return nil }
    if Dict(ifExactly: container) != nil { return dict }
    let base = Interpreter(of: self).type(shape: UInt32(Kind.dict.rawValue))
    return type(of: container).overrides(slot, of: base) ? nil : dict
  }

  /// Whether a slot of a native module's object is filled by the module, and not by a class that derives from its type.
  private func hasNativeSlot(_ slot: Slot, _ object: Value) -> Bool {
    guard let base = try? type(NativeType(object.object.pointee.flags)) else { return false }
    return !type(of: object).overrides(slot, of: base)
  }

  fileprivate func pureGet(_ dict: Value, _ key: Value, _ other: Value) -> Value {
    // As a function, `dict.get` may be called with anything.
    guard let found = Dict(ifHas: dict)?.valueQuickly(self, for: key) else { return .empty }
    return found.isEmpty ? other : found
  }

  fileprivate func pureSetItem(_ container: Value, _ key: Value, _ item: Value) -> Bool {
    guard let dict = Dict(ifExactly: container), let hash = keyHash(self, key) else { return false }
    return dict.setQuickly(self, key, to: item, hash: hash)
  }

  fileprivate func pureSetAdd(_ set: Value, _ item: Value) -> Bool {
    guard let set = Set(ifExactly: set), !set.isFrozen else { return false }
    return set.addQuickly(self, item)
  }

  fileprivate func pureContains(_ container: Value, _ item: Value) -> Bool? {
    if let dict = plainDict(container, .contains) { return dict.valueQuickly(self, for: item).map { !$0.isEmpty } }
    if let set = Set(ifExactly: container) {
      if item.isSmallInt { return set.containsIdentical(self, item) }
      return keyHash(self, item).flatMap { set.containsQuickly(item, hash: $0) }
    }
    return quickContains(container, item)
  }

  fileprivate func pureNext(_ iterator: Value) -> Value {
    do throws(Raised) {
      if let item = try nextPurely(iterator) { return item.isEmpty ? .unbound : item }
    } catch {
      return .empty
    }
    return Adaptor(ifExactly: iterator).map { pureNext($0) } ?? .empty
  }

  /// The next element of a native module's sequence.
  private func pureNext(_ adaptor: Adaptor) -> Value {
    guard adaptor.pointer.pointee.header.shape == BuiltinShape.sequenceIterator, adaptor.source.isNative,
      hasNativeSlot(.getItem, adaptor.source)
    else { return .empty }
    guard let item = try? adaptor.nextOfSequence(self, step: 1) else { return .empty }
    return item.isEmpty ? .unbound : item
  }

  /// Removes the last element of a list.
  fileprivate func purePop(_ list: Value) -> Value {
    (try? List(ifExactly: list)?.popLast(self)) ?? .empty
  }

  /// A list of the first of three.
  fileprivate func pureExtend(_ list: List, _ items: Value) -> Value {
    guard List(ifExactly: items) != nil || Tuple(ifExactly: items) != nil else { return .empty }
    return (try? list.extend(self, by: items)) == nil ? .empty : .none
  }

  fileprivate func pureConcatenation(_ left: Value, _ right: Value) -> Value {
    guard let left = List(ifExactly: left), let right = List(ifExactly: right) else { return .empty }
    return (try? left.concatenated(self, with: right))?.value ?? .empty
  }

  fileprivate func pureTuple(_ list: List) -> Value {
    guard pointee.isShared == 0, let elements = list.words else { return .empty }
    return (try? Tuple.make(self, copying: elements, count: list.count))?.value ?? .empty
  }

  fileprivate func pureRange(_ start: Value, _ stop: Value, _ step: Value) -> Value {
    guard start.isSmallInt, stop.isSmallInt, step.isSmallInt else { return .empty }
    let made = try? Iterator.make(self, from: start.smallInt, to: stop.smallInt, by: step.smallInt)
    return (made ?? nil)?.value ?? .empty
  }

  fileprivate func pureEnumeration(_ iterable: Value) -> Value {
    let iterator = quickIterator(iterable)
    return iterator.isEmpty ? .empty : (try? Adaptor.make(self, BuiltinShape.enumerate, iterator))?.value ?? .empty
  }

  fileprivate func purePairing(_ first: Value, _ second: Value) -> Value {
    let (first, second) = (quickIterator(first), quickIterator(second))
    if first.isEmpty || second.isEmpty { return .empty }
    guard let both = try? Tuple.make(self, first, second) else { return .empty }
    return (try? Adaptor.make(self, BuiltinShape.zip, both.value, companion: .false))?.value ?? .empty
  }

  // MARK: Functions

  /// A function without defaults, with the globals of the one that makes it.
  fileprivate func pureGenerator(_ function: Function, _ first: Value, _ second: Value, count: Int) -> Value {
    var arguments = (first, second)
    return withUnsafeBytes(of: &arguments) {
      makeGenerator(function, $0.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Value.self), count: count)
    }
  }

  fileprivate func pureAwaitable(_ object: Value) -> Value {
    guard let coroutine = Generator(ifExactly: object) else { return makeGenerator(by: .__await__, of: object, .generator) }
    return coroutine.isCoroutine && coroutine.state == .created ? object : .empty
  }

  // MARK: Values

  fileprivate func pureCompare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
    if comparison == .equal || comparison == .notEqual, let left = Text(ifExactly: left), let right = Text(ifExactly: right) {
      return (left == right || Text.areEqual(left, right)) == (comparison == .equal)
    }
    if let answer = quickCompare(comparison, left, right) { return answer }
    guard comparison == .equal || comparison == .notEqual else { return nil }
    switch quickKeyEquality(left, right) {
    // A float need not equal itself.
    case .equal: return left.isSmallInt || left == .none ? comparison == .equal : nil
    case .different: return comparison == .notEqual
    case .unknown:
      let slot: Slot = comparison == .equal ? .equal : .notEqual
      guard let left = plainText(left, slot), let right = plainText(right, slot) else { return nil }
      return comparison.holds(left, right)
    }
  }

  fileprivate func pureAbsolute(_ value: Value) -> Value {
    if value.isSmallInt { return value.smallInt >= 0 ? value : .empty }
    if value.isInlineFloat { return Value(inlineFloat: value.inlineFloat.magnitude) ?? .empty }
    guard let complex = Complex(ifExactly: value), complex.number.magnitude.isFinite else { return .empty }
    return (try? PythonFloat.make(self, complex.number.magnitude)) ?? .empty
  }

  fileprivate func pureCharacter(_ value: Value) -> Value {
    guard value.isSmallInt, 0..<0x110000 ~= value.smallInt else { return .empty }
    return (try? Text.make(self, codePoint: UInt32(value.smallInt)))?.value ?? .empty
  }

  fileprivate func pureFloat(_ value: Value) -> Value {
    if value.isInlineFloat { return value }
    guard value.isSmallInt, value.smallInt.magnitude <= 1 << 53 else { return .empty }
    return (try? PythonFloat.make(self, Double(value.smallInt))) ?? .empty
  }

  fileprivate func pureFormat(_ value: Value, _ specification: Value) -> Value {
    if specification == .none, Text(ifExactly: value) != nil { return value }
    guard value.isSmallInt || value.isInlineFloat || Text(ifExactly: value) != nil || HeapFloat(ifExactly: value) != nil,
      specification == .none || Text(ifExactly: specification) != nil
    else { return .empty }
    return (try? format(value, specification == .none ? Text.empty(self) : Text(specification)))?.value ?? .empty
  }

  fileprivate func pureIsInstance(_ value: Value, _ classes: Value) -> Bool? {
    let actual = type(of: value)
    if actual.value == classes { return true }
    if let classes = Tuple(ifExactly: classes) {
      for index in 0..<classes.count {
        guard let type = Type(ifExactly: classes[index]) else { return nil }
        if actual.isSubtype(of: type) { return true }
      }
    } else {
      guard let type = Type(ifExactly: classes) else { return nil }
      if actual.isSubtype(of: type) { return true }
    }
    // What is no instance of a class of Python's says nothing else of its `__class__`.
    return actual.flags.contains(.heap) ? nil : false
  }

  /// The one of two that is before the other in an order, or else the first.
  fileprivate func pureExtreme(_ first: Value, _ second: Value, _ order: Comparison) -> Value {
    let isSecond: Bool
    if Value.areSmallInts(first, second) {
      isSecond = order.holds(second.smallInt, first.smallInt)
    } else if let answer = quickCompare(order, second, first) {
      isSecond = answer
    } else {
      return .empty
    }
    return isSecond ? second : first
  }
}

extension Dict {
  /// The value of a key, *empty* where the dict lacks it; nil where only Python code may tell.
  fileprivate func valueQuickly(_ context: Context, for key: Value) -> Value? {
    guard let storage, let hash = keyHash(context, key) else { return nil }
    let place: DictPlace
    if storage.isTextOnly {
      if Text(ifHas: key) == nil { return .empty }
      guard let text = context.plainText(key, .equal) else { return nil }
      place = storage.find(text, hash)
    } else {
      guard let found = key.isSmallInt ? storage.findIdentical(key, hash) : storage.findQuickly(context, key, hash)
      else { return nil }
      place = found
    }
    return place.entry.map { storage.value(of: $0) } ?? .empty
  }
}

private func pureInt(_ value: Value) -> Value {
  if value.isSmallInt { return value }
  guard value.isInlineFloat, value.inlineFloat.magnitude < 0x1p60 else { return .empty }
  return Value(smallInt: Int64(value.inlineFloat))
}

private func pureLength(_ value: Value) -> Value {
  guard value.isPointer else { return .empty }
  switch Kind(rawValue: value.object.pointee.kind) {
  case .list: return Value(smallInt: Int64(List(value).count))
  case .tuple: return Value(smallInt: Int64(Tuple(value).count))
  case .dict: return Value(smallInt: Int64(Dict(value).count))
  case .set: return Value(smallInt: Int64(Set(value).count))
  case .text: return Value(smallInt: Int64(Text(value).count))
  case .bytes: return Value(smallInt: Int64(Bytes(value).units.count))
  default: return .empty
  }
}

private func pureOrdinal(_ value: Value) -> Value {
  guard let text = Text(ifExactly: value), text.count == 1 else { return .empty }
  return Value(smallInt: Int64(text.codePoint(at: 0)))
}
