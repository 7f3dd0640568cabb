import CRuntime

extension Set {
  private typealias Algebra = (Context, Set, Set) throws(Raised) -> Value

  /// An operator, which takes sets only.
  private static func binary(_ context: Context, _ left: Value, _ right: Value, _ body: Algebra) -> Value {
    guard let left = Set(ifAny: left), let right = Set(ifAny: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in try body(context, left, right) }
  }

  private func isProperSubset(_ context: Context, of other: Set) throws(Raised) -> Bool {
    if count >= other.count { return false }
    return try isSubset(context, of: other)
  }

  private static let comparisons: [SlotEntry] = [
    .binary(.equal) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in Value(try l.isEqual(c, to: r)) } },
    .binary(.notEqual) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in Value(try !l.isEqual(c, to: r)) } },
    .binary(.less) { c, s, o in
      binary(c, s, o) { (c, l, r) throws(Raised) in Value(try l.isProperSubset(c, of: r)) }
    },
    .binary(.lessEqual) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in Value(try l.isSubset(c, of: r)) } },
    .binary(.greater) { c, s, o in
      binary(c, s, o) { (c, l, r) throws(Raised) in Value(try r.isProperSubset(c, of: l)) }
    },
    .binary(.greaterEqual) { c, s, o in
      binary(c, s, o) { (c, l, r) throws(Raised) in Value(try r.isSubset(c, of: l)) }
    },
  ]

  /// `__init__`: empties the set, and takes an iterable's elements unless that is *empty*.
  private static func refill(_ context: Context, _ set: Set, _ iterable: Value) -> Value {
    bridge(context) { () throws(Raised) -> Void in
      set.clear(context)
      if !iterable.isEmpty { try set.update(context, from: iterable) }
    }
  }

  private static func contains(_ context: Context, _ set: Value, _ key: Value) -> Value {
    bridge(context) { () throws(Raised) in Value(try Set(set).contains(context, lookupKey(context, key))) }
  }

  private static let commonSlots: [SlotEntry] = [
    .unary(.length) { _, s in Value(smallInt: Int64(Set(s).count)) },
    .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try Iterator.make(c, over: Set(s)).value } },
    .binary(.contains) { c, s, key in contains(c, s, key) },
    .binary(.bitAnd) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.intersection(c, r).value } },
    .binary(.bitOr) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.union(c, r).value } },
    .binary(.subtract) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.difference(c, r).value } },
    .binary(.bitXor) { c, s, o in
      binary(c, s, o) { (c, l, r) throws(Raised) in try l.symmetricDifference(c, r).value }
    },
    .binary(.reflectedBitAnd) { c, s, o in
      binary(c, o, s) { (c, l, r) throws(Raised) in try l.intersection(c, r).value }
    },
    .binary(.reflectedBitOr) { c, s, o in binary(c, o, s) { (c, l, r) throws(Raised) in try l.union(c, r).value } },
    .binary(.reflectedSubtract) { c, s, o in
      binary(c, o, s) { (c, l, r) throws(Raised) in try l.difference(c, r).value }
    },
    .binary(.reflectedBitXor) { c, s, o in
      binary(c, o, s) { (c, l, r) throws(Raised) in try l.symmetricDifference(c, r).value }
    },
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try Set(s).representation(c).value } },
  ]

  private func representation(_ context: Context) throws(Raised) -> Text {
    let name = context.typeName(of: value)
    if count == 0 { return try Text.make(context, "\(name)()") }
    let isPlain = pointer.pointee.header.kind == Kind.set.rawValue
    let text = try context.showing(value) { () throws(Raised) in
      var builder = try TextBuilder(context)
      if !isPlain { try builder.append(context, Text.make(context, "\(name)(")) }
      try builder.append(context, "{")
      var (position, isFirst) = (0, true)
      while case let key = next(&position), !key.isEmpty {
        if !isFirst { try builder.append(context, ", ") }
        isFirst = false
        try builder.append(context, try context.repr(key))
      }
      try builder.append(context, isPlain ? "}" : "})")
      return try builder.finish(context)
    }
    return if let text { text } else { try Text.make(context, "\(name)(...)") }
  }

  private static let commonMethods: [NativeEntry] = [
    .one("__sizeof__") { _, s in
      let room = Set(s).storage.map { SetStorage.slotsOffset + ($0.mask + 1) * 2 * MemoryLayout<Value>.size } ?? 0
      return Value(smallInt: Int64(MemoryLayout<SetLayout>.size + room))
    },
    .one("copy") { c, s in
      bridge(c) { () throws(Raised) in
        let isConstant = s.object.pointee.kind == Kind.frozenSet.rawValue
        return isConstant ? s : try Set(s).copy(c).value
      }
    },
    .window("union", "(self, /, *others)") { c, a in
      bridge(c) { () throws(Raised) in
        let result = try Set(a[0]).copy(c)
        let others = Tuple(a[1])
        for index in 0..<others.count where others[index] != a[0] { try result.update(c, from: others[index]) }
        return result.value
      }
    },
    .window("intersection", "(self, /, *others)") { c, a in
      bridge(c) { () throws(Raised) in try Set(a[0]).intersection(c, withAll: Tuple(a[1])).value }
    },
    .window("difference", "(self, /, *others)") { c, a in
      bridge(c) { () throws(Raised) in try Set(a[0]).difference(c, fromAll: Tuple(a[1])).value }
    },
    .two("symmetric_difference", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in try Set(s).symmetricDifference(c, of(c, o)).value }
    },
    .two("issubset", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try Set(s).isSubset(c, ofElements: o)) }
    },
    .two("issuperset", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try Set(s).isSuperset(c, ofElements: o)) }
    },
    .two("isdisjoint", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try Set(s).isDisjoint(c, withElements: o)) }
    },
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let elements = try Tuple.make(c, c.list(of: s).value)
        return try Tuple.make(c, c.type(of: s).value, elements.value, ObjectType.state(c, s)).value
      }
    },
    GenericAlias.classGetItem,
  ]

  static let declaration = TypeDeclaration(
    "set", kind: .set, flags: [.base, .matchesSelf, .hasWeakReferences],
    signature: "(iterable=(), /)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          try c.derived(Set.make(c).value, size: MemoryLayout<SetLayout>.size, as: Type(type))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        if count < 2, names.isEmpty { return refill(c, Set(s), count == 0 ? .empty : arguments[0]) }
        return initializing(c, "set", "(self, iterable=<unset>, /)", { c, a in
          refill(c, Set(a[0]), a[1])
        }, s, arguments, Int(count), names)
      },
      .binary(.inPlaceBitOr) { c, s, o in
        binary(c, s, o) { (c, l, r) throws(Raised) in
          try l.merge(c, r)
          return l.value
        }
      },
      .binary(.inPlaceBitAnd) { c, s, o in
        binary(c, s, o) { (c, l, r) throws(Raised) in
          try l.intersect(c, r)
          return l.value
        }
      },
      .binary(.inPlaceSubtract) { c, s, o in
        binary(c, s, o) { (c, l, r) throws(Raised) in
          try l.subtract(c, r)
          return l.value
        }
      },
      .binary(.inPlaceBitXor) { c, s, o in
        binary(c, s, o) { (c, l, r) throws(Raised) in
          try l.formSymmetricDifference(c, r)
          return l.value
        }
      },
    ] + commonSlots + comparisons,
    methods: commonMethods + [
      .two("add", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in _ = try Set(s).add(c, x) }
      },
      .two("discard", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in _ = try Set(s).discard(c, lookupKey(c, x)) }
      },
      .two("remove", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in
          if try !Set(s).discard(c, lookupKey(c, x)) { throw c.raise(.keyError, argument: x) }
        }
      },
      .one("pop") { c, s in
        bridge(c) { () throws(Raised) in
          let key = Set(s).pop(c)
          if key.isEmpty { throw c.raise(.keyError, "pop from an empty set") }
          return key
        }
      },
      .one("clear") { c, s in
        Set(s).clear(c)
        return .none
      },
      .window("update", "(self, /, *others)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          for index in 0..<Tuple(a[1]).count { try Set(a[0]).update(c, from: Tuple(a[1])[index]) }
        }
      },
      .window("difference_update", "(self, /, *others)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          for index in 0..<Tuple(a[1]).count { try Set(a[0]).subtract(c, elementsOf: Tuple(a[1])[index]) }
        }
      },
      .window("intersection_update", "(self, /, *others)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          let result = try Set(a[0]).intersection(c, withAll: Tuple(a[1]))
          Set(a[0]).exchangeContents(c, result)
        }
      },
      .two("symmetric_difference_update", "(self, other, /)") { c, s, o in
        bridge(c) { () throws(Raised) -> Void in try Set(s).formSymmetricDifference(c, of(c, o)) }
      },
    ])

  static let frozenDeclaration = TypeDeclaration(
    "frozenset", kind: .frozenSet, flags: [.base, .matchesSelf, .hasWeakReferences],
    signature: "(iterable=(), /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializingWithoutKeywords(c, "frozenset", "(type, iterable=<unset>, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let isExact = a[0] == Interpreter(of: c).type(.frozenSet).value
            if isExact, a[1].isPointer, a[1].object.pointee.kind == Kind.frozenSet.rawValue { return a[1] }
            let set = try Set.make(c, isFrozen: true)
            if !a[1].isEmpty { try set.update(c, from: a[1]) }
            return try c.derived(set.value, size: MemoryLayout<SetLayout>.size, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names, unlessOwn: .initialize)
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, Set(s).hash) } },
    ] + commonSlots + comparisons,
    methods: commonMethods)
}
