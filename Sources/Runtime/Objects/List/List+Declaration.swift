import CRuntime

extension List {
  /// `self[key]` for an index or a slice.
  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) { return try self.slice(context, slice).value }
    let index = try sequenceIndex(context, key, "list")
    let found = element(position(index))
    if found.isEmpty { throw context.raise(.indexError, "list index out of range") }
    return found
  }

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    if let slice = Slice(ifExactly: key) {
      if value.isEmpty { return try deleteSlice(context, slice) }
      if List(ifHas: value) != nil || Tuple(ifHas: value) != nil { return try setSlice(context, slice, to: value) }
      if !context.type(of: value).has(.iterate), !context.type(of: value).has(.getItem) {
        throw context.raise(.typeError, "must assign iterable to extended slice")
      }
      return try setSlice(context, slice, to: context.list(of: value).value)
    }
    let index = position(try sequenceIndex(context, key, "list"))
    let isDone = value.isEmpty ? try removeElement(context, index) : try setElement(context, index, value)
    if !isDone { throw context.raise(.indexError, "list assignment index out of range") }
  }

  private static func compare(
    _ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison
  ) -> Value {
    guard let right = List(ifHas: right) else { return .notImplemented }
    let left = List(left)
    return bridge(context) { () throws(Raised) in
      try context.checkNativeStack()
      if comparison == .equal { return Value(try left.isEqual(context, to: right)) }
      if comparison == .notEqual { return Value(try !left.isEqual(context, to: right)) }
      if let (a, b) = try left.firstDifference(context, from: right) { return try context.compare(comparison, a, b) }
      return Value(comparison.holds(left.count, right.count))
    }
  }

  /// What `list(iterable)` does with the list; an *empty* iterable leaves it without elements.
  private static func refill(_ context: Context, _ list: List, _ iterable: Value) -> Value {
    bridge(context) { () throws(Raised) -> Void in
      list.clear(context)
      if !iterable.isEmpty { try list.extend(context, by: iterable) }
    }
  }

  private static let comparisons: [SlotEntry] = [
    .binary(.equal) { c, s, o in compare(c, s, o, .equal) },
    .binary(.notEqual) { c, s, o in compare(c, s, o, .notEqual) },
    .binary(.less) { c, s, o in compare(c, s, o, .less) },
    .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
    .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
    .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
  ]

  static let declaration = TypeDeclaration(
    "list", kind: .list, flags: [.base, .sequence, .matchesSelf, .concatenates],
    signature: "(iterable=(), /)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let exact = try List.make(c).value
          return try c.derived(exact, size: MemoryLayout<ListLayout>.size, as: Type(type))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        if count == 0 {
          List(s).clear(c)
          return .none
        }
        if count == 1, names.isEmpty { return refill(c, List(s), arguments[0]) }
        return initializingWithoutKeywords(c, "list", "(self, iterable=<unset>, /)", { c, a in
          refill(c, List(a[0]), a[1])
        }, s, arguments, Int(count), names, unlessOwn: .new)
      },
      .unary(.length) { _, s in Value(smallInt: Int64(List(s).count)) },
      .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try Iterator.make(c, over: List(s)).value } },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try List(s).item(c, key) } },
      .ternary(.setItem) { c, s, key, v in bridge(c) { () throws(Raised) -> Void in try List(s).setItem(c, key, v) } },
      .binary(.contains) { c, s, item in
        bridge(c) { () throws(Raised) in Value(try List(s).firstIndex(c, of: item) != nil) }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = List(ifHas: o) else {
            throw c.raise(.typeError, "can only concatenate list (not \"\(c.typeName(of: o))\") to list")
          }
          return try List(s).concatenated(c, with: other).value
        }
      },
      .binary(.inPlaceAdd) { c, s, o in
        bridge(c) { () throws(Raised) in
          try List(s).extend(c, by: o)
          return s
        }
      },
      .binary(.multiply) { c, s, o in
        bridge(c) { () throws(Raised) in try List(s).repeated(c, repetition(c, o)).value }
      },
      .binary(.reflectedMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in try List(s).repeated(c, repetition(c, o)).value }
      },
      .binary(.inPlaceMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in
          try List(s).repeatInPlace(c, repetition(c, o))
          return s
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          return try c.showing(s, inside: "[...]") { () throws(Raised) in
            var builder = try TextBuilder(c)
            try builder.append(c, "[")
            var index = 0
            while case let element = List(s).element(index), !element.isEmpty {
              if index > 0 { try builder.append(c, ", ") }
              try builder.append(c, try c.repr(element))
              index += 1
            }
            try builder.append(c, "]")
            return try builder.finish(c)
          }.value
        }
      },
    ] + comparisons,
    methods: [
      GenericAlias.classGetItem,
      .two("append", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in try List(s).append(c, x) }
      },
      .two("extend", "(self, iterable, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in try List(s).extend(c, by: x) }
      },
      .three("insert", "(self, index, object, /)") { c, s, index, x in
        bridge(c) { () throws(Raised) -> Void in
          try List(s).insert(c, x, at: Int64(c.sizeArgument(index)))
        }
      },
      .two("pop", "(self, index=-1, /)") { c, s, index in
        bridge(c) { () throws(Raised) in try List(s).pop(c, at: Int64(c.sizeArgument(index))) }
      },
      .two("remove", "(self, value, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in
          if try !List(s).remove(c, x) { throw c.raise(.valueError, "list.remove(x): x not in list") }
        }
      },
      .one("clear") { c, s in
        List(s).clear(c)
        return .none
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try List(s).copy(c).value } },
      .one("reverse") { c, s in
        List(s).reverse(c)
        return .none
      },
      .window("index", "(self, value, start=0, stop=<sys.maxsize>, /)") { c, a in
        bridge(c) { () throws(Raised) in
          let list = List(a[0])
          let (start, stop) = try sequenceSearchBounds(c, a[2], a[3], list.count)
          guard let found = try list.firstIndex(c, of: a[1], from: start, to: stop) else {
            throw c.raise(.valueError, "list.index(x): x not in list")
          }
          return Value(smallInt: Int64(found))
        }
      },
      .two("count", "(self, value, /)") { c, s, x in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try List(s).occurrences(c, of: x))) }
      },
      .window("sort", "(self, /, *, key=None, reverse=False)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try List(a[0]).sort(c, isReversed: c.isTrue(a[2]), key: a[1])
        }
      },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in try Iterator.make(c, reversing: List(s)).value }
      },
      .one("__sizeof__") { _, s in
        Value(smallInt: Int64(MemoryLayout<ListLayout>.size + List(s).storageSize))
      },
    ])
}

/// The index of a sequence; TypeError for what is none.
public func sequenceIndex(_ context: Context, _ key: Value, _ sequence: StaticString) throws(Raised) -> Int64 {
  if key.isSmallInt { return key.smallInt }
  if PythonInt.operand(key) == nil, !context.type(of: key).has(.index) {
    let name = "\(sequence)"
    let what = name == "string" ? "string indices must be integers, not" : "\(name) indices must be integers or slices, not"
    let shown = name == "string" ? "'\(context.typeName(of: key))'" : context.typeName(of: key)
    throw context.raise(.typeError, "\(what) \(shown)")
  }
  return try context.machineIndex(of: key, .indexError)
}

/// How often a sequence is to be repeated.
public func repetition(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
  if value.isSmallInt { return value.smallInt }
  if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) {
    throw context.raise(
      .typeError, "can't multiply sequence by non-int of type '\(context.typeName(of: value))'")
  }
  return try context.machineIndex(of: value)
}

/// The bounds of a search in a list or tuple, which None does not stand for.
public func sequenceSearchBounds(
  _ context: Context, _ start: Value, _ stop: Value, _ count: Int
) throws(Raised) -> (start: Int, stop: Int) {
  let message = "slice indices must be integers or have an __index__ method"
  if start == .none || stop == .none { throw context.raise(.typeError, message) }
  return try searchBounds(context, start, stop, count, orRaise: message)
}

/// The bounds of a search, clamped to a sequence.
public func searchBounds(
  _ context: Context, _ start: Value, _ stop: Value, _ count: Int,
  orRaise message: String = "slice indices must be integers or None or have an __index__ method"
) throws(Raised) -> (start: Int, stop: Int) {
  func clamp(_ value: Value, _ absent: Int) throws(Raised) -> Int {
    if value == .none || value.isEmpty { return absent }
    let number = try clampedIndex(context, value, orRaise: message)
    return number < 0 ? max(0, number + count) : number
  }
  return (try clamp(start, 0), try min(clamp(stop, count), count))
}
