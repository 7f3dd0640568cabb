import CRuntime

// Views of keys and of items are sets to the operators. What is on either side of one may be any iterable.

extension DictView {
  /// The view of keys or items that a value is; nil for anything else.
  private init?(ifSet value: Value) {
    guard let view = DictView(ifHas: value), view.pointer.pointee.header.shape != BuiltinShape.mappingProxy,
      view.part != .values
    else { return nil }
    self = view
  }

  /// A new set of an iterable's elements.
  private static func set(_ context: Context, of iterable: Value) throws(Raised) -> Set {
    let set = try Set.make(context)
    try set.update(context, from: iterable)
    return set
  }

  private static func union(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let result = try set(context, of: left)
    try result.update(context, from: right)
    return result.value
  }

  private static func difference(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let result = try set(context, of: left)
    try result.subtract(context, elementsOf: right)
    return result.value
  }

  private static func intersection(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    var (left, right) = (left, right)
    if DictView(ifSet: left) == nil { swap(&left, &right) }
    let count = DictView(left).dict.count
    if let set = Set(ifExactly: right), !set.isFrozen, count <= set.count {
      return try set.intersection(context, with: left).value
    }
    if let other = DictView(ifSet: right), other.dict.count > count { swap(&left, &right) }
    let result = try Set.make(context)
    try context.forEach(in: right) { (element) throws(Raised) in
      if try DictView(left).contains(context, element) { _ = try result.add(context, element) }
      return true
    }
    return result.value
  }

  private static func symmetricDifference(
    _ context: Context, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    if let left = DictView(ifSet: left), let right = DictView(ifSet: right), left.part == .items, right.part == .items {
      return try symmetricDifference(context, left.dict, right.dict).value
    }
    let result = try set(context, of: left)
    try result.formSymmetricDifference(context, Set.of(context, right))
    return result.value
  }

  /// Of items, whose values are compared but not hashed where both dicts have the key.
  private static func symmetricDifference(
    _ context: Context, _ left: Dict, _ right: Dict
  ) throws(Raised) -> Set {
    let (smaller, larger) = left.count > right.count ? (right, left) : (left, right)
    let rest = try larger.copy(context)
    let result = try Set.make(context)
    var position = 0
    while let (key, value) = smaller.next(&position) {
      let other = try rest.value(context, for: key)
      if !other.isEmpty, try context.areEqual(value, other) {
        _ = try rest.remove(context, key)
      } else {
        _ = try result.add(context, Tuple.make(context, key, value).value)
      }
    }
    position = 0
    while let (key, value) = rest.next(&position) {
      _ = try result.add(context, Tuple.make(context, key, value).value)
    }
    return result
  }

  private func isDisjoint(_ context: Context, with other: Value) throws(Raised) -> Bool {
    if other == value { return dict.count == 0 }
    var (searched, iterated) = (value, other)
    let otherCount = Set(ifAny: other)?.count ?? DictView(ifSet: other)?.dict.count ?? 0
    if otherCount > dict.count { swap(&searched, &iterated) }
    var isDisjoint = true
    try context.forEach(in: iterated) { (element) throws(Raised) in
      isDisjoint = try !context.contains(searched, element)
      return isDisjoint
    }
    return isDisjoint
  }

  // MARK: Comparing

  private static func compare(_ context: Context, _ view: Value, _ other: Value, _ comparison: Comparison) -> Value {
    if Set(ifAny: other) == nil, DictView(ifSet: other) == nil { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      let (count, otherCount) = (DictView(view).dict.count, try context.length(other))
      let ordering = comparison == .notEqual ? .equal : comparison
      if !ordering.holds(count, otherCount) { return Value(comparison == .notEqual) }
      let isReversed = comparison == .greater || comparison == .greaterEqual
      let (container, elements) = isReversed ? (view, other) : (other, view)
      return Value(try contains(context, container, allOf: elements) != (comparison == .notEqual))
    }
  }

  private static func contains(
    _ context: Context, _ container: Value, allOf elements: Value
  ) throws(Raised) -> Bool {
    var holds = true
    try context.forEach(in: elements) { (element) throws(Raised) in
      holds = try context.contains(container, element)
      return holds
    }
    return holds
  }

  // MARK: Declarations

  static let setSlots: [SlotEntry] = [
    .binary(.contains) { c, s, item in bridge(c) { () throws(Raised) in Value(try DictView(s).contains(c, item)) } },
    .binary(.bitAnd) { c, s, o in bridge(c) { () throws(Raised) in try intersection(c, s, o) } },
    .binary(.reflectedBitAnd) { c, s, o in bridge(c) { () throws(Raised) in try intersection(c, o, s) } },
    .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try union(c, s, o) } },
    .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try union(c, o, s) } },
    .binary(.subtract) { c, s, o in bridge(c) { () throws(Raised) in try difference(c, s, o) } },
    .binary(.reflectedSubtract) { c, s, o in bridge(c) { () throws(Raised) in try difference(c, o, s) } },
    .binary(.bitXor) { c, s, o in bridge(c) { () throws(Raised) in try symmetricDifference(c, s, o) } },
    .binary(.reflectedBitXor) { c, s, o in bridge(c) { () throws(Raised) in try symmetricDifference(c, o, s) } },
    .binary(.equal) { c, s, o in compare(c, s, o, .equal) },
    .binary(.notEqual) { c, s, o in compare(c, s, o, .notEqual) },
    .binary(.less) { c, s, o in compare(c, s, o, .less) },
    .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
    .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
    .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
  ]

  static let setMethods: [NativeEntry] = [
    .two("isdisjoint", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try DictView(s).isDisjoint(c, with: o)) }
    }
  ]
}
