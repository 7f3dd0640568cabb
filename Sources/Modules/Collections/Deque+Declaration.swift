import CRuntime
import Runtime

extension Deque {
  /// An index, from the end where it is negative.
  private func index(_ context: Context, _ key: Value) throws(Raised) -> Int {
    let given: Int64
    if key.isSmallInt {
      given = key.smallInt
    } else {
      if !context.isInt(key), !context.type(of: key).has(.index) {
        throw context.raise(.typeError, "sequence index must be integer, not '\(context.typeName(of: key))'")
      }
      given = try context.machineIndex(of: key, .indexError)
    }
    return Int(given < 0 ? given + Int64(count) : given)
  }

  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    let found = element(context, at: try index(context, key))
    if found.isEmpty { throw context.raise(.indexError, "deque index out of range") }
    return found
  }

  private func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    let index = try index(context, key)
    let isDone = value.isEmpty ? removeElement(context, at: index) : setElement(context, at: index, value)
    if !isDone { throw context.raise(.indexError, "deque index out of range") }
  }

  /// `deque(iterable, maxlen)` for one that may have elements.
  private static let refill: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      let deque = Deque(a[0])
      var most: Int64 = -1
      if a[2] != .none {
        if !c.isInt(a[2]) { throw c.raise(.typeError, "an integer is required") }
        most = Int64(try c.sizeArgument(a[2]))
        if most < 0 { throw c.raise(.valueError, "maxlen must be non-negative") }
      }
      deque.clear(c)
      deque.pointer.pointee.most = most
      if a[1] != .none { try deque.extend(c, by: a[1], atFront: false) }
    }
  }

  private func text(_ context: Context) throws(Raised) -> Value {
    let text = try context.showing(value) { () throws(Raised) in
      let elements = try context.repr(list(context).value)
      let most = most < 0 ? "" : ", maxlen=\(most)"
      return try Text.make(
        context, "\(context.unqualifiedTypeName(of: value))(\(String(elements))\(most))")
    }
    if let text { return text.value }
    return try Text.make(context, "[...]").value
  }

  private func reduced(_ context: Context) throws(Raised) -> Value {
    let recipe = try Tuple.allocate(context, count: 4)
    recipe.elements[0] = context.type(of: value).value
    recipe.elements[1] =
      most < 0
      ? try Tuple.empty(context).value
      : try Tuple.make(context, Tuple.empty(context).value, Value(smallInt: most)).value
    recipe.elements[2] = try context.call(context.getAttribute(value, context.interned("__getstate__")))
    recipe.elements[3] = try context.iterator(over: value)
    return recipe.value
  }

  static let declaration = TypeDeclaration(
    native: .deque, "collections.deque", flags: [.base, .hasWeakReferences, .sequence, .concatenates],
    trace: traceRule, documentation: "A list-like sequence optimized for data accesses near its endpoints.",
    signature: "([iterable[, maxlen]])",
    slots: [
      .window(.new) { c, type, _, _, _ in bridge(c) { () throws(Raised) in try make(c, Type(type), most: -1).value } },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "deque", "(self, iterable=None, maxlen=None)", refill, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try Deque(s).text(c) } },
      .unary(.length) { _, s in Value(smallInt: Int64(Deque(s).count)) },
      .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try DequeIterator.make(c, over: Deque(s)).value } },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Deque(s).item(c, key) } },
      .ternary(.setItem) { c, s, key, v in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).setItem(c, key, v) }
      },
      .binary(.contains) { c, s, item in
        bridge(c) { () throws(Raised) in
          Value(try Deque(s).firstIndex(c, of: item, orRaise: .runtimeError) != nil)
        }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard Deque(ifHas: o) != nil else {
            throw c.raise(.typeError, "can only concatenate deque (not \"\(c.typeName(of: o))\") to deque")
          }
          let sum = try Deque(s).copy(c)
          try Deque(sum).extend(c, by: o, atFront: false)
          return sum
        }
      },
      .binary(.multiply) { c, s, o in bridge(c) { () throws(Raised) in try Deque(s).repeated(c, o) } },
      .binary(.reflectedMultiply) { c, s, o in bridge(c) { () throws(Raised) in try Deque(s).repeated(c, o) } },
      .binary(.inPlaceAdd) { c, s, o in
        bridge(c) { () throws(Raised) in
          try Deque(s).extend(c, by: o, atFront: false)
          return s
        }
      },
      .binary(.inPlaceMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in
          try Deque(s).repeatInPlace(c, repetition(c, o))
          return s
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
      .two("append", "(self, item, /)") { c, s, item in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).append(c, item) }
      },
      .two("appendleft", "(self, item, /)") { c, s, item in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).prepend(c, item) }
      },
      .one("pop") { c, s in bridge(c) { () throws(Raised) in try Deque(s).pop(c) } },
      .one("popleft") { c, s in bridge(c) { () throws(Raised) in try Deque(s).popFirst(c) } },
      .two("extend", "(self, iterable, /)") { c, s, iterable in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).extend(c, by: iterable, atFront: false) }
      },
      .two("extendleft", "(self, iterable, /)") { c, s, iterable in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).extend(c, by: iterable, atFront: true) }
      },
      .one("clear") { c, s in
        Deque(s).clear(c)
        return .none
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try Deque(s).copy(c) } },
      .one("__copy__") { c, s in bridge(c) { () throws(Raised) in try Deque(s).copy(c) } },
      .two("count", "(self, value, /)") { c, s, value in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try Deque(s).occurrences(c, of: value))) }
      },
      .window("index", "(self, value, start=0, stop=<unset>, /) shown ($self, value, [start, [stop]])") { c, a in
        bridge(c) { () throws(Raised) in
          let (start, stop) = try sequenceSearchBounds(c, a[2], a[3], Deque(a[0]).count)
          let found = try Deque(a[0]).firstIndex(c, of: a[1], from: start, to: stop, orRaise: .runtimeError)
          if let found { return Value(smallInt: Int64(found)) }
          throw c.raise(.valueError, "deque.index(x): x not in deque")
        }
      },
      .three("insert", "(self, index, value, /)") { c, s, index, value in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).insert(c, at: c.sizeArgument(index), value) }
      },
      .two("remove", "(self, value, /)") { c, s, value in
        bridge(c) { () throws(Raised) -> Void in try Deque(s).remove(c, value) }
      },
      .two("rotate", "(self, n=1, /)") { c, s, steps in
        bridge(c) { () throws(Raised) -> Void in Deque(s).rotate(c, by: try c.sizeArgument(steps)) }
      },
      .one("reverse") { c, s in
        Deque(s).reverse(c)
        return .none
      },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in try DequeIterator.make(c, over: Deque(s), isReversed: true).value }
      },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try Deque(s).reduced(c) } },
      .one("__sizeof__") { _, s in
        Value(smallInt: Int64(MemoryLayout<DequeLayout>.size + 16) + (Deque(s).pointer.pointee.mask + 1) * 8)
      },
      .classGetItem,
      .getter("maxlen", { _, s in Deque(s).most < 0 ? .none : Value(smallInt: Deque(s).most) }),
    ])

  private func repeated(_ context: Context, _ copies: Value) throws(Raised) -> Value {
    let count = try repetition(context, copies)
    let product = try copy(context)
    try Deque(product).repeatInPlace(context, count)
    return product
  }
}
