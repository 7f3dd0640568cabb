import CRuntime

extension Tuple {
  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) { return try self.slice(context, slice.indices(context, length: count)).value }
    let given = try sequenceIndex(context, key, "tuple")
    let index = given < 0 ? given + Int64(count) : given
    if index < 0 || index >= Int64(count) { throw context.raise(.indexError, "tuple index out of range") }
    return self[Int(index)]
  }

  private static func compare(
    _ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison
  ) -> Value {
    guard let right = Tuple(ifHas: right) else { return .notImplemented }
    let left = Tuple(left)
    return bridge(context) { () throws(Raised) in
      try context.checkNativeStack()
      if comparison == .equal { return Value(try left.isEqual(context, to: right)) }
      if comparison == .notEqual { return Value(try !left.isEqual(context, to: right)) }
      if let index = try left.firstDifference(context, from: right) {
        return try context.compare(comparison, left[index], right[index])
      }
      return Value(comparison.holds(left.count, right.count))
    }
  }

  static let declaration = TypeDeclaration(
    "tuple", kind: .tuple, flags: [.base, .sequence, .matchesSelf, .concatenates],
    signature: "(iterable=(), /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        if let iterable = onlyArgument(type, arguments, count, names) {
          return bridge(c) { () throws(Raised) in try c.tuple(of: iterable).value }
        }
        return initializingWithoutKeywords(c, "tuple", "(type, iterable=<unset>, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let exact = a[1].isEmpty ? try Tuple.empty(c) : try c.tuple(of: a[1])
            return try c.derived(exact.value, size: 16 + exact.count * 8, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names, unlessOwn: .initialize)
      },
      .unary(.length) { _, s in Value(smallInt: Int64(Tuple(s).count)) },
      .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try Iterator.make(c, over: Tuple(s)).value } },
      .unary(.hash) { c, s in
        bridge(c) { () throws(Raised) in
          try c.checkNativeStack()
          return try PythonInt.make(c, Tuple(s).hash(c))
        }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Tuple(s).item(c, key) } },
      .binary(.contains) { c, s, item in
        bridge(c) { () throws(Raised) in Value(try Tuple(s).firstIndex(c, of: item) != nil) }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = Tuple(ifHas: o) else {
            throw c.raise(.typeError, "can only concatenate tuple (not \"\(c.typeName(of: o))\") to tuple")
          }
          return try Tuple(s).concatenated(c, with: other).value
        }
      },
      .binary(.multiply) { c, s, o in
        bridge(c) { () throws(Raised) in try Tuple(s).repeated(c, repetition(c, o)).value }
      },
      .binary(.reflectedMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in try Tuple(s).repeated(c, repetition(c, o)).value }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let tuple = Tuple(s)
          return try c.showing(s, inside: "(...)") { () throws(Raised) in
            var builder = try TextBuilder(c)
            try builder.append(c, "(")
            for index in 0..<tuple.count {
              if index > 0 { try builder.append(c, ", ") }
              try builder.append(c, try c.repr(tuple[index]))
            }
            try builder.append(c, tuple.count == 1 ? ",)" : ")")
            return try builder.finish(c)
          }.value
        }
      },
      .binary(.equal) { c, s, o in compare(c, s, o, .equal) },
      .binary(.notEqual) { c, s, o in compare(c, s, o, .notEqual) },
      .binary(.less) { c, s, o in compare(c, s, o, .less) },
      .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
      .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
      .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
    ],
    methods: [
      GenericAlias.classGetItem,
      .window("index", "(self, value, start=0, stop=<sys.maxsize>, /)") { c, a in
        bridge(c) { () throws(Raised) in
          let tuple = Tuple(a[0])
          let (start, stop) = try sequenceSearchBounds(c, a[2], a[3], tuple.count)
          guard let found = try tuple.firstIndex(c, of: a[1], from: start, to: stop) else {
            throw c.raise(.valueError, "tuple.index(x): x not in tuple")
          }
          return Value(smallInt: Int64(found))
        }
      },
      .one("__getnewargs__") { c, s in
        bridge(c) { () throws(Raised) in
          let tuple = Tuple(s)
          return try Tuple.make(c, Tuple.make(c, copying: tuple.elements, count: tuple.count).value).value
        }
      },
      .two("count", "(self, value, /)") { c, s, x in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try Tuple(s).occurrences(c, of: x))) }
      },
    ])
}
