import CRuntime

// Iterators that go through other objects: what `enumerate`, `zip`, `map`, `filter`, `reversed` and `iter` make. They
// have one layout; which of them an object is, its class says.

struct AdaptorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// An index, or whatever else counts; of `map`, 1 if it is strict.
  var position: Int64
  /// What is iterated: an iterator, a tuple of them, a sequence; *empty* at the end.
  var source: Value
  /// A function, a sentinel, a count too large for `position`.
  var companion: Value
}

struct Adaptor: ObjectReference {
  let pointer: UnsafeMutablePointer<AdaptorLayout>
  init(pointer: UnsafeMutablePointer<AdaptorLayout>) { self.pointer = pointer }
  static var kind: Kind { .adaptor }
  static var traceRule: TraceRule { .words(from: 16) }

  static func make(
    _ context: Context, _ shape: UInt32, _ source: Value, companion: Value = .empty, position: Int64 = 0
  ) throws(Raised) -> Adaptor {
    try make(context, Interpreter(of: context).type(shape: shape), source, companion: companion, position: position)
  }

  static func make(
    _ context: Context, _ type: Type, _ source: Value, companion: Value = .empty, position: Int64 = 0
  ) throws(Raised) -> Adaptor {
    let adaptor = Adaptor(Value(try context.allocateObject(type, size: MemoryLayout<AdaptorLayout>.size)))
    adaptor.pointer.pointee.position = position
    adaptor.pointer.pointee.source = source
    adaptor.pointer.pointee.companion = companion
    return adaptor
  }

  /// Over the characters of a text.
  static func make(_ context: Context, over text: Text) throws(Raised) -> Adaptor {
    try make(context, text.isASCII ? BuiltinShape.asciiIterator : BuiltinShape.textIterator, text.value)
  }

  /// The end: says so ever after.
  private func finish() -> Value {
    pointer.pointee.source = .empty
    return .empty
  }

  var source: Value { pointer.pointee.source }

  // MARK: What each gives next

  /// What those iterators give next that loops mostly go over; nil for any other.
  @inline(__always)
  func next(_ context: Context) throws(Raised) -> Value? {
    switch pointer.pointee.header.shape {
    case BuiltinShape.enumerate: try nextOfEnumerate(context)
    case BuiltinShape.zip: try nextOfZip(context)
    case BuiltinShape.asciiIterator, BuiltinShape.textIterator: try nextOfText(context)
    case BuiltinShape.map: try nextOfMap(context)
    case BuiltinShape.filter: try nextOfFilter(context)
    default: nil
    }
  }

  func nextOfEnumerate(_ context: Context) throws(Raised) -> Value {
    let element = try context.next(source)
    if element.isEmpty { return .empty }
    var number = pointer.pointee.companion
    if number.isEmpty {
      number = try PythonInt.make(context, pointer.pointee.position)
      pointer.pointee.position += 1
    } else {
      pointer.pointee.companion = try PythonInt.add(context, number, Value(smallInt: 1))
    }
    return try Tuple.make(context, number, element).value
  }

  func nextOfZip(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty { return .empty }
    let iterators = Tuple(source)
    if iterators.count == 0 { return finish() }
    if iterators.count == 2, pointer.pointee.companion != .true {
      let first = try context.next(iterators[0])
      if first.isEmpty { return finish() }
      let second = try context.next(iterators[1])
      return second.isEmpty ? finish() : try Tuple.make(context, first, second).value
    }
    let row = try Tuple.allocate(context, count: iterators.count)
    for index in 0..<iterators.count {
      let element = try context.next(iterators[index])
      if element.isEmpty {
        let isStrict = pointer.pointee.companion == .true
        _ = finish()
        if isStrict { try checkLengths(context, "zip", iterators, index) }
        return .empty
      }
      row.elements[index] = element
    }
    return row.value
  }

  /// Raises unless all iterators of a strict `zip` or `map` end together; the one at `ended` is the first that did.
  private func checkLengths(
    _ context: Context, _ name: StaticString, _ iterators: Tuple, _ ended: Int
  ) throws(Raised) {
    if ended > 0 {
      let others = ended == 1 ? "argument 1" : "arguments 1-\(ended)"
      throw context.raise(.valueError, "\(name)() argument \(ended + 1) is shorter than \(others)")
    }
    for index in 1..<max(1, iterators.count) where try !context.next(iterators[index]).isEmpty {
      let others = index == 1 ? "argument 1" : "arguments 1-\(index)"
      throw context.raise(.valueError, "\(name)() argument \(index + 1) is longer than \(others)")
    }
  }

  private func nextOfMap(_ context: Context) throws(Raised) -> Value {
    let iterators = Tuple(source)
    if iterators.count == 1, let function = NativeFunction(ifExactly: pointer.pointee.companion),
      function.pointer.pointee.functionArity == 1
    {
      var element = try context.next(iterators[0])
      return element.isEmpty ? .empty : try check(function.callDirectly(context, &element, count: 1))
    }
    return try context.withWindow(iterators.count) { (window) throws(Raised) in
      for index in 0..<iterators.count {
        window[index] = try context.next(iterators[index])
        if window[index].isEmpty {
          if pointer.pointee.position != 0 { try checkLengths(context, "map", iterators, index) }
          return .empty
        }
      }
      return try context.call(pointer.pointee.companion, window, count: iterators.count)
    }
  }

  private func nextOfFilter(_ context: Context) throws(Raised) -> Value {
    let function = pointer.pointee.companion
    while case let element = try context.next(source), !element.isEmpty {
      let isPlain = function == .none || function == Interpreter(of: context).type(shape: BuiltinShape.bool).value
      if try context.isTrue(isPlain ? element : context.call(function, element)) { return element }
    }
    return .empty
  }

  func nextOfSequence(_ context: Context, step: Int64) throws(Raised) -> Value {
    if source.isEmpty || pointer.pointee.position < 0 { return .empty }
    do throws(Raised) {
      let element = try context.item(of: source, Value(smallInt: pointer.pointee.position))
      pointer.pointee.position += step
      return element
    } catch {
      if !context.isPending(.indexError), !context.isPending(.stopIteration) { throw error }
      context.pointee.pendingException = .empty
      return finish()
    }
  }

  @inline(__always)
  func nextOfText(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty || Int(pointer.pointee.position) >= Text(source).count { return finish() }
    pointer.pointee.position += 1
    return try Text.character(context, of: Text(source), at: Int(pointer.pointee.position) - 1).value
  }

  func nextOfBytes() -> Value {
    if source.isEmpty { return .empty }
    let units = UnitString(source).units
    let place = Int(pointer.pointee.position)
    if place >= units.count { return finish() }
    pointer.pointee.position += 1
    return Value(smallInt: Int64(units[place]))
  }

  private func nextOfCallable(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty { return .empty }
    let result: Value
    do throws(Raised) {
      result = try context.call(source)
    } catch {
      if !context.isPending(.stopIteration) { throw error }
      context.pointee.pendingException = .empty
      return finish()
    }
    // The function may have gone through the iterator itself.
    if source.isEmpty { return .empty }
    if try context.areEqual(pointer.pointee.companion, result) { return finish() }
    return result
  }

  // MARK: Declarations

  private static let iterate: SlotEntry = .unary(.iterate) { _, s in s }

  /// Binds by a signature whose parameters before the last two stand for themselves.
  private static func declare(
    _ name: StaticString, _ shape: UInt32, signature: StaticString = "", new: SlotEntry? = nil, next: SlotEntry,
    methods: [NativeEntry] = [reduction]
  ) -> TypeDeclaration {
    TypeDeclaration(
      name, kind: .adaptor, shape: shape, flags: new == nil ? [] : [.base], signature: signature,
      slots: [iterate, next] + (new.map { [$0] } ?? [SlotEntry(slot: .new, body: 0)]), methods: methods)
  }

  private static func iterators(_ context: Context, _ iterables: Tuple, from first: Int) throws(Raised) -> Tuple {
    let result = try Tuple.allocate(context, count: iterables.count - first)
    for index in 0..<result.count { result.elements[index] = try context.iterator(over: iterables[first + index]) }
    return result
  }

  static let declarations: [TypeDeclaration] = [
    declare(
      "enumerate", BuiltinShape.enumerate, signature: "(iterable, start=0)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "enumerate", "(type, iterable, start=0) plain", { c, a in
          bridge(c) { () throws(Raised) in
            let start = try c.index(of: a[2])
            let iterator = try c.iterator(over: a[1])
            return try Adaptor.make(
              c, Type(a[0]), iterator, companion: start.isSmallInt ? .empty : start,
              position: start.isSmallInt ? start.smallInt : 0
            ).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfEnumerate(c) } },
      methods: [reduction, GenericAlias.classGetItem]),
    declare(
      "zip", BuiltinShape.zip, signature: "(*iterables, strict=False)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "zip", "(type, *iterables, strict=False)", { c, a in
          bridge(c) { () throws(Raised) in
            let source = try iterators(c, Tuple(a[1]), from: 0)
            return try Adaptor.make(c, Type(a[0]), source.value, companion: Value(c.isTrue(a[2]))).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfZip(c) } },
      methods: [reduction, strictness]),
    declare(
      "map", BuiltinShape.map, signature: "(function, iterable, /, *iterables, strict=False)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "map", "(type, *arguments, strict=False)", { c, a in
          bridge(c) { () throws(Raised) in
            let given = Tuple(a[1])
            if given.count < 2 { throw c.raise(.typeError, "map() must have at least two arguments.") }
            return try Adaptor.make(
              c, Type(a[0]), iterators(c, given, from: 1).value, companion: given[0],
              position: c.isTrue(a[2]) ? 1 : 0
            ).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfMap(c) } },
      methods: [reduction, strictness]),
    declare(
      "filter", BuiltinShape.filter, signature: "(function, iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "filter", "(type, function, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in
            try Adaptor.make(c, Type(a[0]), c.iterator(over: a[2]), companion: a[1]).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfFilter(c) } }),
    declare(
      "reversed", BuiltinShape.reversed, signature: "(sequence, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "reversed", "(type, object, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let own = try c.type(of: a[1]).lookup(c, c.name(.__reversed__))
            if !own.isEmpty, own != .none { return try c.callSpecial(.__reversed__, a[1]) }
            if own == .none || !c.type(of: a[1]).has(.getItem) || !c.type(of: a[1]).has(.length) {
              throw c.raise(.typeError, "'\(c.typeName(of: a[1]))' object is not reversible")
            }
            return try Adaptor.make(c, Type(a[0]), a[1], position: Int64(try c.length(a[1])) - 1).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in try Adaptor(s).nextOfSequence(c, step: -1) }
      },
      methods: positional),
    declare(
      "iterator", BuiltinShape.sequenceIterator,
      next: .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in try Adaptor(s).nextOfSequence(c, step: 1) }
      },
      methods: positional),
    declare(
      "callable_iterator", BuiltinShape.callableIterator,
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfCallable(c) } }),
    declare(
      "str_iterator", BuiltinShape.textIterator,
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfText(c) } },
      methods: positional),
    declare(
      "str_ascii_iterator", BuiltinShape.asciiIterator,
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).nextOfText(c) } },
      methods: positional),
    declare(
      "bytes_iterator", BuiltinShape.bytesIterator, next: .unary(.next) { _, s in Adaptor(s).nextOfBytes() },
      methods: positional),
    declare(
      "bytearray_iterator", BuiltinShape.byteArrayIterator,
      next: .unary(.next) { _, s in Adaptor(s).nextOfBytes() }, methods: positional),
  ]
}

extension Context {
  /// `iter(function, sentinel)`
  public func iterator(calling function: Value, until sentinel: Value) throws(Raised) -> Value {
    try Adaptor.make(self, BuiltinShape.callableIterator, function, companion: sentinel).value
  }
}
