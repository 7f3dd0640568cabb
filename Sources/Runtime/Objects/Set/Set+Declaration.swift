import CRuntime

extension Set {
  /// A set of an iterable's elements; sets are taken as they are.
  fileprivate static func of(_ context: Context, _ iterable: Value) throws(Raised) -> Set {
    if let set = Set(ifAny: iterable) { return set }
    let set = try Set.make(context)
    try set.update(context, from: iterable)
    return set
  }

  fileprivate func update(_ context: Context, from iterable: Value) throws(Raised) {
    if let other = Set(ifAny: iterable) { return try merge(context, other) }
    if let dict = Dict(ifExactly: iterable) { return try merge(context, keysOf: dict) }
    try context.forEach(in: iterable) { (element) throws(Raised) in
      _ = try add(context, element)
      return true
    }
  }

  private typealias Algebra = (Context, Set, Set) throws(Raised) -> Value

  /// An operator, which takes sets only.
  private static func binary(_ context: Context, _ left: Value, _ right: Value, _ body: Algebra) -> Value {
    guard let left = Set(ifAny: left), let right = Set(ifAny: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in try body(context, left, right) }
  }

  /// A method, which takes any iterables, one after the other.
  private static func folded(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ body: Algebra
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let others = Tuple(arguments[1])
      var result = try Set(arguments[0]).copy(context).value
      for index in 0..<others.count { result = try body(context, Set(result), of(context, others[index])) }
      return result
    }
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

  private static let commonSlots: [SlotEntry] = [
    .unary(.length) { _, s in Value(smallInt: Int64(Set(s).count)) },
    .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try Iterator.make(c, over: Set(s)).value } },
    .binary(.contains) { c, s, key in bridge(c) { () throws(Raised) in Value(try Set(s).contains(c, key)) } },
    .binary(.bitAnd) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.intersection(c, r).value } },
    .binary(.bitOr) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.union(c, r).value } },
    .binary(.subtract) { c, s, o in binary(c, s, o) { (c, l, r) throws(Raised) in try l.difference(c, r).value } },
    .binary(.bitXor) { c, s, o in
      binary(c, s, o) { (c, l, r) throws(Raised) in try l.symmetricDifference(c, r).value }
    },
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try Set(s).representation(c).value } },
  ]

  private func representation(_ context: Context) throws(Raised) -> Text {
    let name = context.typeName(of: value)
    if count == 0 { return try Text.make(context, "\(name)()") }
    let isPlain = pointer.pointee.header.kind == Kind.set.rawValue
    return try context.showing(value, inside: "set(...)") { () throws(Raised) in
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
  }

  private static let commonMethods: [NativeEntry] = [
    .one("copy") { c, s in bridge(c) { () throws(Raised) in try Set(s).copy(c).value } },
    GenericAlias.classGetItem,
    .window("union", "(self, /, *others)") { c, a in
      folded(c, a) { (c, l, r) throws(Raised) in
        try l.merge(c, r)
        return l.value
      }
    },
    .window("intersection", "(self, /, *others)") { c, a in
      folded(c, a) { (c, l, r) throws(Raised) in try l.intersection(c, r).value }
    },
    .window("difference", "(self, /, *others)") { c, a in
      folded(c, a) { (c, l, r) throws(Raised) in try l.difference(c, r).value }
    },
    .two("symmetric_difference", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in try Set(s).symmetricDifference(c, of(c, o)).value }
    },
    .two("issubset", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try Set(s).isSubset(c, of: of(c, o))) }
    },
    .two("issuperset", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try of(c, o).isSubset(c, of: Set(s))) }
    },
    .two("isdisjoint", "(self, other, /)") { c, s, o in
      bridge(c) { () throws(Raised) in Value(try Set(s).isDisjoint(c, with: of(c, o))) }
    },
  ]

  static let declaration = TypeDeclaration(
    "set", kind: .set, flags: [.base, .matchesSelf, .hasWeakReferences],
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          try c.derived(Set.make(c).value, size: MemoryLayout<SetLayout>.size, as: Type(type))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "set", "(self, iterable=<unset>, /)", { c, a in
          bridge(c) { () throws(Raised) -> Void in
            Set(a[0]).clear(c)
            if !a[1].isEmpty { try Set(a[0]).update(c, from: a[1]) }
          }
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
        bridge(c) { () throws(Raised) -> Void in _ = try Set(s).discard(c, x) }
      },
      .two("remove", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) -> Void in
          if try !Set(s).discard(c, x) { throw c.raise(.keyError, argument: x) }
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
          for index in 0..<Tuple(a[1]).count { try Set(a[0]).subtract(c, of(c, Tuple(a[1])[index])) }
        }
      },
      .window("intersection_update", "(self, /, *others)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          for index in 0..<Tuple(a[1]).count { try Set(a[0]).intersect(c, of(c, Tuple(a[1])[index])) }
        }
      },
      .two("symmetric_difference_update", "(self, other, /)") { c, s, o in
        bridge(c) { () throws(Raised) -> Void in try Set(s).formSymmetricDifference(c, of(c, o)) }
      },
    ])

  static let frozenDeclaration = TypeDeclaration(
    "frozenset", kind: .frozenSet, flags: [.base, .matchesSelf, .hasWeakReferences],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "frozenset", "(type, iterable=<unset>, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let set = try Set.make(c, isFrozen: true)
            if !a[1].isEmpty { try set.update(c, from: a[1]) }
            return try c.derived(set.value, size: MemoryLayout<SetLayout>.size, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names)
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, Set(s).hash) } },
    ] + commonSlots + comparisons,
    methods: commonMethods)
}
