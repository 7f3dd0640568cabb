import CRuntime

// What built-in functions and statements ask of any value: its hash, its text, its length, its elements.

extension Value {
  /// The hash of an object that has none but its identity.
  var identityHash: Int64 { Int64(bitPattern: bits >> 4 | bits << 60) }

  /// As `repr` shows an address.
  public var addressString: String { "0x" + String(bits, radix: 16) }
}

extension Context {
  // MARK: Hash

  /// `hash(value)`; TypeError for what has none.
  @inline(__always)
  public func hash(_ value: Value) throws(Raised) -> Int64 {
    if value.isSmallInt { return PythonInt.hash(value) }
    if let text = Text(ifExactly: value) { return Text.hash(self, text) }
    return try hashSlowly(value)
  }

  @inline(never)
  private func hashSlowly(_ value: Value) throws(Raised) -> Int64 {
    if let tuple = Tuple(ifExactly: value), let hash = tuple.flatHash(self) { return hash }
    let type = type(of: value)
    if let text = Text(ifHas: value), type.shares(.hash, with: Interpreter(of: self).type(.text)) {
      return Text.hash(self, text)
    }
    if type.shares(.hash, with: Interpreter(of: self).type(shape: BuiltinShape.object)) { return value.identityHash >> 1 }
    guard let function = type.unary(.hash) else {
      throw raise(.typeError, "unhashable type: '\(typeName(of: value))'")
    }
    try checkNativeStack()
    let result = try check(function(self, value))
    return PythonInt.int64(result) ?? PythonInt.hash(result)
  }

  // MARK: Text

  /// As deep as text is shown inside text: what is longest has been copied so many times.
  private static var showingLimit: UInt32 { 20_000 }

  /// `repr(value)`.
  public func repr(_ value: Value) throws(Raised) -> Text {
    try checkNativeStack()
    if pointee.showingDepth >= Self.showingLimit {
      throw raise(.recursionError, "maximum recursion depth exceeded while getting the repr of an object")
    }
    pointee.showingDepth += 1
    defer { pointee.showingDepth -= 1 }
    guard let function = type(of: value).unary(.repr) else {
      return try Text.make(self, "<\(typeName(of: value)) object at \(value.addressString)>")
    }
    let result = try check(function(self, value))
    guard let text = Text(ifHas: result) else {
      throw raise(.typeError, "__repr__ returned non-string (type \(typeName(of: result)))")
    }
    return text
  }

  /// `repr(value)` for a message; never raises.
  public func reprString(_ value: Value) throws(Raised) -> String { String(try repr(value)) }

  /// `str(value)`.
  public func str(_ value: Value) throws(Raised) -> Text {
    if let text = Text(ifExactly: value) { return text }
    guard let function = type(of: value).unary(.str) else { return try repr(value) }
    try checkNativeStack()
    let result = try check(function(self, value))
    guard let text = Text(ifHas: result) else {
      throw raise(.typeError, "__str__ returned non-string (type \(typeName(of: result)))")
    }
    return text
  }

  /// `format(value, specification)`.
  public func format(_ value: Value, _ specification: Text) throws(Raised) -> Text {
    if let text = try formatQuickly(value, specification.units) { return text }
    let result = try callSpecial(.__format__, value, specification.value)
    guard let text = Text(ifHas: result) else {
      throw raise(.typeError, "__format__ must return a str, not \(typeName(of: result))")
    }
    return text
  }

  /// The same where the specification is a part of a text.
  func format(_ value: Value, _ specification: TextUnits) throws(Raised) -> Text {
    if let text = try formatQuickly(value, specification) { return text }
    return try format(value, Text.make(self, specification))
  }

  /// What the classes that are formatted most make of it; nil for others.
  private func formatQuickly(_ value: Value, _ specification: TextUnits) throws(Raised) -> Text? {
    if value.isSmallInt { return try FormatSpecification.format(self, int: value, specification) }
    if value.isInlineFloat { return try FormatSpecification.format(self, float: value.inlineFloat, specification) }
    guard let text = Text(ifExactly: value) else { return nil }
    return try FormatSpecification.format(self, text: text, specification)
  }

  /// Runs `body`, which shows the container, with that noted; where it is being shown already, `inside` stands for it.
  public func showing(
    _ container: Value, inside: StaticString, _ body: () throws(Raised) -> Text
  ) throws(Raised) -> Text {
    if let text = try showing(container, body) { return text }
    return try Text.make(self, inside)
  }

  /// The same; nil where the container is being shown already.
  public func showing(_ container: Value, _ body: () throws(Raised) -> Text) throws(Raised) -> Text? {
    if pointee.shownContainers.isEmpty { pointee.shownContainers = try Set.make(self).value }
    let shown = Set(pointee.shownContainers)
    let identity = Value(smallInt: Int64(container.bits >> 3))
    if try !shown.add(self, identity) { return nil }
    // Removing a small int calls nothing that could raise.
    defer { _ = try? shown.discard(self, identity) }
    return try body()
  }

  // MARK: Length and elements

  /// `len(value)`.
  public func length(_ value: Value) throws(Raised) -> Int {
    if value.isPointer {
      switch Kind(rawValue: value.object.pointee.kind) {
      case .list: return List(value).count
      case .text: return Text(value).count
      case .tuple: return Tuple(value).count
      case .dict: return Dict(value).count
      default: break
      }
    }
    guard let function = type(of: value).unary(.length) else {
      throw raise(.typeError, "object of type '\(typeName(of: value))' has no len()")
    }
    try checkNativeStack()
    return Int(PythonInt.int64(try check(function(self, value))).unsafelyUnwrapped)
  }

  /// `container[key]`.
  public func item(of container: Value, _ key: Value) throws(Raised) -> Value {
    try checkNativeStack()
    if let function = type(of: container).binary(.getItem) { return try check(function(self, container, key)) }
    if let type = Type(ifHas: container) {
      let method = try type.lookup(self, name(.__class_getitem__))
      if !method.isEmpty, method != .none { return try call(bind(method, to: .empty, of: type), key) }
      if type == Interpreter(of: self).type(.type) { return try GenericAlias.make(self, container, key).value }
      throw raise(.typeError, "type '\(type.shortName)' is not subscriptable")
    }
    throw raise(.typeError, "'\(typeName(of: container))' object is not subscriptable")
  }

  /// `container[key] = item`; `del container[key]` for an *empty* item.
  public func setItem(of container: Value, _ key: Value, to item: Value) throws(Raised) {
    guard let function = type(of: container).ternary(.setItem) else {
      let what = item.isEmpty ? "doesn't support item deletion" : "does not support item assignment"
      throw raise(.typeError, "'\(typeName(of: container))' object \(what)")
    }
    try checkNativeStack()
    _ = try check(function(self, container, key, item))
  }

  /// `item in container`.
  public func contains(_ container: Value, _ item: Value) throws(Raised) -> Bool {
    try checkNativeStack()
    if let function = type(of: container).binary(.contains) {
      return try isTrue(check(function(self, container, item)))
    }
    let iterator: Value
    if type(of: container).has(.iterate) || isSequence(container) {
      do throws(Raised) {
        iterator = try self.iterator(over: container)
      } catch {
        throw isPending(.typeError) ? raiseNoContainer(container) : error
      }
    } else {
      throw raiseNoContainer(container)
    }
    while case let element = try next(iterator), !element.isEmpty {
      if try areEqual(element, item) { return true }
    }
    return false
  }

  private func raiseNoContainer(_ value: Value) -> Raised {
    raise(.typeError, "argument of type '\(typeName(of: value))' is not a container or iterable")
  }

  // MARK: Iteration

  /// `iter(value)`.
  public func iterator(over value: Value) throws(Raised) -> Value {
    let quick = quickIterator(value)
    if !quick.isEmpty { return quick }
    if !pointee.pendingException.isEmpty { throw Raised() }
    try checkNativeStack()
    if let function = type(of: value).unary(.iterate) {
      let iterator = try check(function(self, value))
      if !type(of: iterator).has(.next) {
        throw raise(.typeError, "iter() returned non-iterator of type '\(typeName(of: iterator))'")
      }
      return iterator
    }
    if isSequence(value) { return try Adaptor.make(self, BuiltinShape.sequenceIterator, value).value }
    throw raise(.typeError, "'\(typeName(of: value))' object is not iterable")
  }

  /// Whether a value without `__iter__` is iterated by its indices.
  private func isSequence(_ value: Value) -> Bool {
    let type = type(of: value)
    return type.has(.getItem) && !type.flags.isDisjoint(with: [.heap, .sequence])
  }

  /// The iterator's next element; *empty* at the end.
  @inline(__always)
  public func next(_ iterator: Value) throws(Raised) -> Value {
    if let iterator = Iterator(ifExactly: iterator) { return try iterator.next(self) }
    return try nextSlowly(iterator)
  }

  @inline(never)
  private func nextSlowly(_ iterator: Value) throws(Raised) -> Value {
    if let generator = Generator(ifExactly: iterator), generator.form == .generator {
      return try resume(generator, sending: .none)
    }
    try checkNativeStack()
    if let adaptor = Adaptor(ifExactly: iterator), let item = try adaptor.next(self) { return item }
    guard let function = type(of: iterator).unary(.next) else {
      throw raise(.typeError, "'\(typeName(of: iterator))' object is not an iterator")
    }
    let result = function(self, iterator)
    if result.isEmpty, !pointee.pendingException.isEmpty { throw Raised() }
    return result
  }

  /// Calls `body` with each element of an iterable, until it answers false.
  @inline(__always)
  public func forEach(in iterable: Value, _ body: (Value) throws(Raised) -> Bool) throws(Raised) {
    if let list = List(ifExactly: iterable) {
      var index = 0
      while case let element = list.element(index), !element.isEmpty, try body(element) { index += 1 }
      return
    }
    let iterator = try iterator(over: iterable)
    while case let element = try next(iterator), !element.isEmpty {
      if try !body(element) { return }
    }
  }

  /// The elements of an iterable as a new list, which nobody else has.
  public func list(of iterable: Value) throws(Raised) -> List {
    if let list = List(ifExactly: iterable) { return try list.copy(self) }
    if let tuple = Tuple(ifExactly: iterable) {
      return try List.make(self, copying: tuple.elements, count: tuple.count)
    }
    let list = try List.make(self)
    try list.extend(self, by: iterable)
    return list
  }

  /// The elements of an iterable as a tuple of the exact class.
  public func tuple(of iterable: Value) throws(Raised) -> Tuple {
    if let tuple = Tuple(ifExactly: iterable) { return tuple }
    if let list = List(ifExactly: iterable) {
      ByteLock.acquire(self, list.object)
      defer { ByteLock.release(self, list.object) }
      _ = try list.requireWords(self)
      return try Tuple.make(self, copying: list.storageElements, count: list.count)
    }
    let list = try List.make(self)
    // A class's own `__len__` and `__length_hint__` are not asked for.
    try list.extend(self, iterating: iterable, asksForLength: !type(of: iterable).flags.contains(.heap))
    return try Tuple.make(self, copying: list.storageElements, count: list.count)
  }

  // MARK: Ints

  public func isCallable(_ value: Value) -> Bool { type(of: value).has(.call) }

  /// Whether the value is an int, of whatever class.
  public func isInt(_ value: Value) -> Bool { PythonInt.operand(value) != nil }

  /// Whether the value is a number of any kind, or can be made one.
  public func isNumber(_ value: Value) -> Bool {
    let type = type(of: value)
    return type.has(.int) || type.has(.float) || type.has(.index) || Complex(ifHas: value) != nil
  }

  /// `operator.index(value)`: an exact int.
  public func index(of value: Value) throws(Raised) -> Value {
    if value.isSmallInt { return value }
    if let number = PythonInt.operand(value) { return try PythonInt.exact(self, number) }
    guard let function = type(of: value).unary(.index) else {
      throw raise(.typeError, "'\(typeName(of: value))' object cannot be interpreted as an integer")
    }
    try checkNativeStack()
    let result = try check(function(self, value))
    guard let number = PythonInt.operand(result) else {
      throw raise(.typeError, "__index__ returned non-int (type \(typeName(of: result)))")
    }
    try warnOfDerivedInt(result, "__index__")
    return try PythonInt.exact(self, number)
  }

  /// What a conversion to an int gives should be no instance of a derived class.
  func warnOfDerivedInt(_ result: Value, _ method: StaticString) throws(Raised) {
    if type(of: result) == Interpreter(of: self).type(Kind.int) { return }
    try warnOfDerived(result, method.description, "int", .int)
  }

  /// The same for a conversion to any built-in number.
  func warnOfDerived(
    _ result: Value, _ method: @autoclosure () -> String, _ name: StaticString, _ kind: Kind
  ) throws(Raised) {
    if type(of: result) == Interpreter(of: self).type(kind) { return }
    try warn(
      .deprecationWarning,
      "\(method()) returned non-\(name) (type \(typeName(of: result))).  The ability to return an instance of a strict "
        + "subclass of \(name) is deprecated, and may be removed in a future version of Python.")
  }

  /// An index that must fit the machine's.
  public func machineIndex(of value: Value, _ kind: ExceptionKind = .overflowError) throws(Raised) -> Int64 {
    let number = try index(of: value)
    if let fits = PythonInt.int64(number) { return fits }
    throw raise(kind, "cannot fit '\(typeName(of: value))' into an index-sized integer")
  }

  /// A method's argument that C code takes as `Py_ssize_t`.
  public func sizeArgument(_ value: Value) throws(Raised) -> Int {
    if value.isSmallInt { return Int(value.smallInt) }
    if let fits = PythonInt.int64(try index(of: value)) { return Int(fits) }
    throw raise(.overflowError, "Python int too large to convert to C ssize_t")
  }

  /// A method's argument that C code takes as `int`.
  public func intArgument(_ value: Value) throws(Raised) -> Int32 {
    if let word = PythonInt.int64(try index(of: value)), let fits = Int32(exactly: word) { return fits }
    throw raise(.overflowError, "Python int too large to convert to C int")
  }

  /// An element of a tuple that C code parses as `int`.
  public func parsedIntArgument(_ value: Value) throws(Raised) -> Int32 {
    guard let word = PythonInt.int64(try index(of: value)) else {
      throw raise(.overflowError, "Python int too large to convert to C long")
    }
    if let fits = Int32(exactly: word) { return fits }
    throw raise(.overflowError, word < 0 ? "signed integer is less than minimum" : "signed integer is greater than maximum")
  }

  /// An argument that must be text; `what` names it in the TypeError.
  public func textArgument(_ value: Value, _ what: StaticString) throws(Raised) -> Text {
    if let text = Text(ifHas: value) { return text }
    throw raise(.typeError, "\(what) must be str, not \(value == .none ? "None" : typeName(of: value))")
  }

  /// What a method of three arguments says that is written in Python; NotImplemented where there is none.
  private func ownPower(
    _ name: WellKnown, _ receiver: Value, _ argument: Value, _ modulus: Value
  ) throws(Raised) -> Value {
    if !type(of: receiver).flags.contains(.heap) { return .notImplemented }
    let method = try type(of: receiver).lookup(self, self.name(name))
    if method.isEmpty || NativeFunction(ifExactly: method) != nil { return .notImplemented }
    return try callSpecial(name, receiver, argument, modulus)
  }

  /// `pow(base, exponent, modulus)`.
  public func power(_ base: Value, _ exponent: Value, _ modulus: Value) throws(Raised) -> Value {
    if modulus == .none { return try binary(.power, base, exponent) }
    var own = try ownPower(.__pow__, base, exponent, modulus)
    if own == .notImplemented { own = try ownPower(.__rpow__, exponent, base, modulus) }
    if own != .notImplemented { return own }
    if let base = PythonInt.operand(base), let exponent = PythonInt.operand(exponent),
      let modulus = PythonInt.operand(modulus)
    {
      return try PythonInt.power(self, base, exponent, modulo: modulus)
    }
    for (name, receiver, other) in [(WellKnown.__pow__, base, exponent), (.__rpow__, exponent, base)] {
      let type = type(of: receiver)
      if !type.flags.contains(.heap) { continue }
      let method = try type.lookup(self, self.name(name))
      if method.isEmpty || NativeFunction(ifExactly: method) != nil { continue }
      let result = try callSpecial(name, receiver, other, modulus)
      if result != .notImplemented { return result }
    }
    for operand in [base, exponent, modulus] where Complex(ifHas: operand) != nil {
      throw raise(.valueError, "complex modulo")
    }
    if PythonFloat.number(base) != nil || PythonFloat.number(exponent) != nil || PythonFloat.number(modulus) != nil {
      throw raise(.typeError, "pow() 3rd argument not allowed unless all arguments are integers")
    }
    throw raise(
      .typeError,
      "unsupported operand type(s) for ** or pow(): '\(typeName(of: base))', '\(typeName(of: exponent))', '\(typeName(of: modulus))'")
  }
}

/// The index that a value stands for, the nearest Int where it is out of range; TypeError where it is none.
public func clampedIndex(_ context: Context, _ value: Value, orRaise message: String) throws(Raised) -> Int {
  if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) {
    throw context.raise(.typeError, message)
  }
  let number = try context.index(of: value)
  if let fits = PythonInt.int64(number) { return Int(fits) }
  return PythonInt.sign(number) < 0 ? .min : .max
}
