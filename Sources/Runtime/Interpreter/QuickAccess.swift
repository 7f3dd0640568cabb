import Bytecode
import CRuntime

// What the interpreter's loop calls for the most common containers and numbers before it turns to the general way. No
// answer means that it is not so simple; or, with an exception pending, that it raised.

extension Context {
  // MARK: Attributes

  /// `object.name` of an object of a native module whose class has a descriptor of that name that can be set, too;
  /// *empty* where it is not so simple.
  @inline(__always)
  func quickAttribute(_ object: Value, _ name: Value) -> Value {
    let type = type(of: object)
    guard type.flags.contains(.ordinaryAttributes), let found = try? type.lookup(self, name), !found.isEmpty else {
      return .empty
    }
    let descriptor = self.type(of: found)
    guard descriptor.has(.setDescriptor), let get = descriptor.ternary(.getDescriptor) else { return .empty }
    return get(self, found, object, type.value)
  }

  /// `object.name = value` there; false where it is not so simple.
  @inline(__always)
  func quickSetAttribute(_ object: Value, _ name: Value, _ value: Value) -> Bool {
    let type = type(of: object)
    guard type[.setAttribute] == ObjectType.setAttributeBody, let found = try? type.lookup(self, name), !found.isEmpty,
      let set = self.type(of: found).ternary(.setDescriptor)
    else { return false }
    return !set(self, found, object, value).isEmpty
  }

  // MARK: Items

  /// `container[key]` of an exact dict, text or bytes, of an object of a native module, or a slice of an exact list,
  /// tuple or text; *empty* where it is not so simple.
  @inline(never)
  func quickItem(_ container: Value, _ key: Value) -> Value {
    if let dict = Dict(ifExactly: container) { return quickValue(of: dict, key) }
    if key.isSmallInt, let text = Text(ifExactly: container) { return quickCharacter(of: text, at: key.smallInt) }
    if key.isSmallInt, let bytes = Bytes(ifExactly: container) {
      let units = bytes.units
      let index = key.smallInt < 0 ? key.smallInt + Int64(units.count) : key.smallInt
      return UInt64(bitPattern: index) < UInt64(units.count) ? Value(smallInt: Int64(units[Int(index)])) : .empty
    }
    if let slice = Slice(ifExactly: key) { return quickSlice(container, slice.start, slice.stop, slice.step) }
    if container.isNative, let get = type(of: container).binary(.getItem) { return get(self, container, key) }
    return .empty
  }

  /// `text[index]`, counted from the end where negative; *empty* outside.
  @inline(__always)
  func quickCharacter(of text: Text, at index: Int64) -> Value {
    let index = index < 0 ? index + Int64(text.count) : index
    guard UInt64(bitPattern: index) < UInt64(text.count) else { return .empty }
    return (try? Text.character(self, of: text, at: Int(index)))?.value ?? .empty
  }

  /// What an exact dict has for a key, or KeyError.
  @inline(__always)
  private func quickValue(of dict: Dict, _ key: Value) -> Value {
    if let storage = dict.storage, let text = Text(ifExactly: key), storage.isTextOnly {
      if let entry = storage.find(text, Text.hash(self, text)).entry {
        let value = storage.value(of: entry)
        if !value.isEmpty { return value }
      }
    } else {
      guard let value = try? dict.value(self, for: key) else { return .empty }
      if !value.isEmpty { return value }
    }
    _ = raise(.keyError, argument: key)
    return .empty
  }

  /// `container[key] = item` of an exact dict or an object of a native module; false where it is not so simple.
  @inline(never)
  func quickSetItem(_ container: Value, _ key: Value, _ item: Value) -> Bool {
    if let dict = Dict(ifExactly: container) { return (try? dict.set(self, key, to: item)) != nil }
    guard container.isNative, let set = type(of: container).ternary(.setItem) else { return false }
    return !set(self, container, key, item).isEmpty
  }

  /// `container[lower:upper:step]` of an exact list, tuple or text for small ints and None; *empty* where it is not so
  /// simple.
  @inline(never)
  func quickSlice(_ container: Value, _ lower: Value, _ upper: Value, _ step: Value) -> Value {
    if container.isPointer, step == .none, let (start, stop) = quickBounds(lower, upper) {
      return quickSlice(container, start, stop, 1)
    }
    guard container.isPointer, step.isSmallInt, step.smallInt != 0 else { return .empty }
    let isReversed = step.smallInt < 0
    guard let (start, stop) = quickBounds(lower, upper, isReversed ? .max : 0, isReversed ? .min : .max) else { return .empty }
    return quickSlice(container, start, stop, Int(truncatingIfNeeded: step.smallInt))
  }

  @inline(__always)
  private func quickSlice(_ container: Value, _ start: Int, _ stop: Int, _ step: Int) -> Value {
    if let list = List(ifExactly: container) {
      return (try? list.slice(self, from: start, to: stop, by: step))?.value ?? .empty
    }
    if let text = Text(ifExactly: container) {
      let indices = SliceIndices(start: start, stop: stop, step: step, length: text.count)
      return (try? Text.slice(self, text, start: indices.start, step: step, count: indices.count))?.value ?? .empty
    }
    if let tuple = Tuple(ifExactly: container) {
      let indices = SliceIndices(start: start, stop: stop, step: step, length: tuple.count)
      return (try? tuple.slice(self, indices))?.value ?? .empty
    }
    return .empty
  }

  /// `list[lower:upper] = source` of an exact list to one, or to an exact tuple, for small ints and None; false where it
  /// is not so simple.
  @inline(never)
  func quickSetSlice(_ container: Value, _ lower: Value, _ upper: Value, _ source: Value) -> Bool {
    guard let list = List(ifExactly: container), let (start, stop) = quickBounds(lower, upper),
      List(ifExactly: source) != nil || Tuple(ifExactly: source) != nil
    else { return false }
    return (try? list.setSlice(self, from: start, to: stop, to: source)) != nil
  }

  /// The bounds of a slice, if they are small ints or None, which stands for an end.
  @inline(__always)
  private func quickBounds(
    _ lower: Value, _ upper: Value, _ first: Int = 0, _ last: Int = .max
  ) -> (start: Int, stop: Int)? {
    guard lower == .none || lower.isSmallInt, upper == .none || upper.isSmallInt else { return nil }
    return (
      lower == .none ? first : Int(truncatingIfNeeded: lower.smallInt),
      upper == .none ? last : Int(truncatingIfNeeded: upper.smallInt)
    )
  }

  /// `item in container` of an exact dict or set, of an exact list or tuple of text and small ints, or of text; nil where it
  /// is not so simple.
  @inline(never)
  func quickContains(_ container: Value, _ item: Value) -> Bool? {
    guard container.isPointer else { return nil }
    if let set = Set(ifExactly: container), item.isSmallInt, let found = set.containsIdentical(self, item) { return found }
    if let dict = Dict(ifExactly: container) {
      return try? dict.contains(self, item)
    } else if let set = Set(ifExactly: container), Set(ifHas: item) == nil {
      // A set is looked up as a frozenset, which the general way knows to do.
      return try? set.contains(self, item)
    } else if let text = Text(ifExactly: container), let part = Text(ifExactly: item) {
      return text.units.firstIndex(of: part.units) != nil
    } else if let tuple = Tuple(ifExactly: container) {
      for index in 0..<tuple.count {
        switch quickEquality(tuple[index], item) {
        case .equal: return true
        case .different: continue
        case .unknown: return nil
        }
      }
      return false
    } else if let list = List(ifExactly: container) {
      var index = 0
      while case let element = list.element(index), !element.isEmpty {
        switch quickEquality(element, item) {
        case .equal: return true
        case .different: index += 1
        case .unknown: return nil
        }
      }
      return false
    }
    return nil
  }

  /// An iterator over an exact list, tuple, range, dict, view of a dict, set or text, or over an instance by the generator
  /// that its class makes for that, or what is an iterator itself; *empty* for anything else.
  @inline(never)
  func quickIterator(_ iterable: Value) -> Value {
    guard iterable.isPointer else { return .empty }
    switch Kind(rawValue: iterable.object.pointee.kind) {
    case .list: return (try? Iterator.make(self, over: List(iterable)))?.value ?? .empty
    case .tuple: return (try? Iterator.make(self, over: Tuple(iterable)))?.value ?? .empty
    case .range: return (try? Iterator.make(self, over: Range(iterable)))?.value ?? .empty
    case .dict: return (try? Iterator.make(self, over: Dict(iterable), .keys))?.value ?? .empty
    case .set: return (try? Iterator.make(self, over: Set(iterable)))?.value ?? .empty
    case .text: return (try? Adaptor.make(self, over: Text(iterable)))?.value ?? .empty
    case .dictView where BuiltinShape.isDictView(iterable.object.pointee.shape):
      return (try? Iterator.make(self, over: DictView(iterable).dict, DictView(iterable).part))?.value ?? .empty
    case .instance: return makeGenerator(by: .__iter__, of: iterable, .generator)
    case .iterator, .adaptor: return iterable
    case .generator: return Generator(iterable).form == .generator ? iterable : .empty
    default: return .empty
    }
  }

  /// The next item of an iterator of the runtime's own or of a native module's, *empty* at its end or, with an exception
  /// pending, where it raised; nil for any other iterator.
  @inline(never)
  func quickNext(_ iterator: Value) -> Value? {
    if let iterator = Iterator(ifExactly: iterator) { return (try? iterator.next(self)) ?? .empty }
    if let adaptor = Adaptor(ifExactly: iterator) {
      do throws(Raised) {
        if let item = try adaptor.next(self) { return item }
      } catch {
        return .empty
      }
    } else if !iterator.isNative {
      return nil
    }
    guard let next = type(of: iterator).unary(.next) else { return nil }
    return next(self, iterator)
  }

  /// Whether an `except` clause for a class catches an exception; nil for anything but a class of exceptions.
  @inline(never)
  func quickMatch(_ exception: Value, _ wanted: Value) -> Bool? {
    guard let wanted = Type(ifHas: wanted), wanted.flags.contains(.exception) else { return nil }
    return type(of: exception).isSubtype(of: wanted)
  }

  // MARK: Truth

  /// Whether a number that its word holds, a truth, None, an exact list, dict, text, tuple, float or set counts as true, or
  /// an instance whose class says nothing of it; nil for anything else.
  @inline(never)
  func quickTruth(_ value: Value) -> Bool? {
    if value.isSmallInt { return value.smallInt != 0 }
    if value.isInlineFloat { return value.inlineFloat != 0 }
    guard value.isPointer else { return value == .none || value == .false ? false : value == .true ? true : nil }
    switch Kind(rawValue: value.object.pointee.kind) {
    case .list: return List(value).count != 0
    case .dict: return Dict(value).count != 0
    case .text: return !Text(value).isEmpty
    case .tuple: return Tuple(value).count != 0
    case .set: return Set(value).count != 0
    default:
      let type = type(of: value)
      return type.has(.bool) || type.has(.length) ? nil : true
    }
  }

  // MARK: Arithmetic

  /// Arithmetic of floats with ints or floats that are heap objects and of ints, and `+` and `*` of text; *empty* for
  /// anything else, and where something is raised.
  @inline(never)
  func quickArithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value {
    if operation == .add, let left = Text(ifExactly: left), let right = Text(ifExactly: right) {
      return (try? Text.concatenate(self, left, right))?.value ?? .empty
    }
    if operation == .multiply, right.isSmallInt, let left = Text(ifExactly: left) {
      return (try? Text.repeated(self, left, times: Int(truncatingIfNeeded: right.smallInt)))?.value ?? .empty
    }
    guard let (x, y) = doubles(left, right) else {
      if left.isExactInt, right.isExactInt { return quickIntegers(operation, left, right) }
      let sum = quickSum(operation, left, right)
      return sum.isEmpty ? quickComplex(operation, left, right) : sum
    }
    let result: Double
    switch operation {
    case .add: result = x + y
    case .subtract: result = x - y
    case .multiply: result = x * y
    case .divide where y != 0: result = x / y
    case .power where y == 2:
      guard let square = PythonFloat.square(x) else { return .empty }
      result = square
    default: return .empty
    }
    if let inline = Value(inlineFloat: result) { return inline }
    return (try? PythonFloat.make(self, result)) ?? .empty
  }

  /// Arithmetic of two ints, mostly big ones; *empty* where something is raised, for a division by zero, and for what
  /// does not lead to an int.
  private func quickIntegers(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value {
    let result: Value? =
      switch operation {
      case .add: try? PythonInt.add(self, left, right)
      case .subtract: try? PythonInt.subtract(self, left, right)
      case .multiply: try? PythonInt.multiply(self, left, right)
      case .floorDivide where right != Value(smallInt: 0): try? PythonInt.floorDivide(self, left, right)
      case .modulo where right != Value(smallInt: 0): try? PythonInt.modulo(self, left, right)
      case .leftShift: try? PythonInt.shiftLeft(self, left, right)
      case .rightShift: try? PythonInt.shiftRight(self, left, right)
      case .bitAnd: try? PythonInt.and(self, left, right)
      case .bitOr: try? PythonInt.or(self, left, right)
      case .bitXor: try? PythonInt.exclusiveOr(self, left, right)
      default: nil
      }
    return result ?? .empty
  }

  /// `+` and `-` of small ints and truth values, as in `(a > b) - (a < b)`; *empty* for anything else.
  private func quickSum(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value {
    guard operation == .add || operation == .subtract, let x = smallInt(left), let y = smallInt(right) else { return .empty }
    return (try? PythonInt.make(self, operation == .add ? x + y : x - y)) ?? .empty
  }

  @inline(__always)
  private func smallInt(_ value: Value) -> Int64? {
    if value.isSmallInt { return value.smallInt }
    return value == .true ? 1 : value == .false ? 0 : nil
  }

  /// `+`, `-` and `*` of two exact complex numbers; *empty* for anything else.
  private func quickComplex(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value {
    guard let left = Complex(ifExactly: left), let right = Complex(ifExactly: right) else { return .empty }
    let result: ComplexNumber
    switch operation {
    case .add: result = left.number + right.number
    case .subtract: result = left.number - right.number
    case .multiply: result = left.number * right.number
    default: return .empty
    }
    return (try? Complex.make(self, result)) ?? .empty
  }

  /// Both operands as floats where one is a float and the other that or an int that a float holds exactly.
  @inline(__always)
  private func doubles(_ left: Value, _ right: Value) -> (Double, Double)? {
    if left.isSmallInt, right.isSmallInt { return nil }
    guard let x = double(left), let y = double(right) else { return nil }
    return (x, y)
  }

  @inline(__always)
  private func double(_ value: Value) -> Double? {
    if value.isInlineFloat { return value.inlineFloat }
    if value.isSmallInt { return value.smallInt.magnitude <= 1 << 53 ? Double(value.smallInt) : nil }
    return HeapFloat(ifExactly: value)?.number
  }

  /// Compares floats with ints or floats, ints, and text with text; asks whether text equals a number, a constant or a
  /// display. Nil for anything else.
  @inline(never)
  func quickCompare(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
    if let left = Text(ifExactly: left) {
      if let right = Text(ifExactly: right) { return comparison.holds(left, right) }
      return right.neverEqualsText ? comparison.ofDifferent : nil
    }
    if Text(ifExactly: right) != nil { return left.neverEqualsText ? comparison.ofDifferent : nil }
    if let (x, y) = doubles(left, right) { return comparison.holds(x, y) }
    return left.isExactInt && right.isExactInt ? comparison.holds(PythonInt.compare(left, right), 0) : nil
  }
}

extension Value {
  /// Whether no text equals the value, which has no say in it itself.
  fileprivate var neverEqualsText: Bool {
    !operandIsPointer || List(ifExactly: self) != nil || Tuple(ifExactly: self) != nil || Dict(ifExactly: self) != nil
  }
}

extension Comparison {
  /// What `==` and `!=` say of two that differ; nil for an order.
  fileprivate var ofDifferent: Bool? {
    switch self {
    case .equal: false
    case .notEqual: true
    default: nil
    }
  }

  @inline(__always)
  func holds(_ left: Text, _ right: Text) -> Bool {
    switch self {
    case .equal: Text.areEqual(left, right)
    case .notEqual: !Text.areEqual(left, right)
    default: holds(Text.compare(left, right), 0)
    }
  }

  /// Whether the comparison holds of two numbers.
  @inline(__always)
  public func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessEqual: left <= right
    case .greater: left > right
    case .greaterEqual: left >= right
    }
  }
}
