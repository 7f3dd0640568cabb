import CRuntime

/// `int | str`: alternatives, each once, in the order in which they were first named.
enum Union {
  /// `left | right` of classes and what stands for classes; NotImplemented for anything else.
  static func either(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    isAlternative(left) && isAlternative(right) ? try make(context, left, right) : .notImplemented
  }

  private static func isAlternative(_ value: Value) -> Bool {
    value == .none || Type(ifHas: value) != nil || GenericAlias(ifHas: value) != nil
      || TypeParameter(ifHas: value)?.isParameter == true || TypeAlias(ifHas: value) != nil
  }

  static func make(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    try make(context, of: Tuple.make(context, left, right))
  }

  /// The union of what may be unions themselves; of one alternative it is that.
  static func make(_ context: Context, of given: Tuple) throws(Raised) -> Value {
    let alternatives = try List.make(context)
    for index in 0..<given.count {
      if let union = GenericAlias(ifHas: given[index]), union.isUnion {
        for place in 0..<union.arguments.count { try add(context, union.arguments[place], to: alternatives) }
      } else {
        try add(context, given[index], to: alternatives)
      }
    }
    if alternatives.count == 0 { throw context.raise(.typeError, "Cannot take a Union of no types.") }
    if alternatives.count == 1 { return alternatives.element(0) }
    let tuple = try Tuple.make(context, copying: alternatives.storageElements, count: alternatives.count)
    return try GenericAlias.make(context, shape: BuiltinShape.union, .empty, tuple).value
  }

  /// The same where text names a class that is yet to be.
  static func make(_ context: Context, ofNamed given: Tuple) throws(Raised) -> Value {
    let converted = try Tuple.make(context, copying: given.elements, count: given.count)
    for index in 0..<given.count where Text(ifHas: given[index]) != nil {
      store(try context.call(context.typing("_type_convert"), given[index]), to: converted.elements + index)
    }
    return try make(context, of: converted)
  }

  private static func add(_ context: Context, _ given: Value, to alternatives: List) throws(Raised) {
    let alternative = given == .none ? Interpreter(of: context).typeOfImmediate(.none).value : given
    for index in 0..<alternatives.count {
      if try context.areEqual(alternatives.element(index), alternative) { return }
    }
    try alternatives.append(context, alternative)
  }

  /// Whether two unions have the same alternatives, in whatever order.
  static func areEqual(_ context: Context, _ left: GenericAlias, _ right: GenericAlias) throws(Raised) -> Bool {
    if left.arguments.count != right.arguments.count { return false }
    for index in 0..<left.arguments.count {
      if try !context.contains(right.arguments.value, left.arguments[index]) { return false }
    }
    return true
  }

  /// The same in whatever order the alternatives stand.
  static func hash(_ context: Context, _ union: GenericAlias) throws(Raised) -> Int64 {
    var sum: Int64 = 0
    for index in 0..<union.arguments.count { sum &+= try context.hash(union.arguments[index]) }
    return sum >> 1
  }
}

extension Context {
  /// What the module `typing` has by a name.
  func typing(_ name: StaticString) throws(Raised) -> Value {
    let typing = try Importer(context: self).module(named: Text.make(self, "typing" as StaticString))
    return try getAttribute(typing, Text.interned(self, Text.make(self, name)).value)
  }
}
