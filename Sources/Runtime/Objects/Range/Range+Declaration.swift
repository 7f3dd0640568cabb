import CRuntime

extension Range {
  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) {
      guard isSmall, slice.step == .none || slice.step.isSmallInt else {
        let indices = try slice.exactIndices(context, length: length)
        return try Range.make(
          context, number(context, at: indices.start), number(context, at: indices.stop),
          PythonInt.multiply(context, step, indices.step)
        ).value
      }
      let length = Int(length.smallInt)
      return try self.slice(context, slice.indices(context, length: length)).value
    }
    if PythonInt.operand(key) == nil, !context.type(of: key).has(.index) {
      throw context.raise(
        .typeError, "range indices must be integers or slices, not \(context.typeName(of: key))")
    }
    return try element(context, at: context.index(of: key))
  }

  private func contains(_ context: Context, _ item: Value) throws(Raised) -> Bool {
    if let number = PythonInt.exact(item) { return try !index(context, of: number).isEmpty }
    let iterator = try Iterator.make(context, over: self)
    while case let number = try iterator.next(context), !number.isEmpty {
      if try context.areEqual(number, item) { return true }
    }
    return false
  }

  /// Where a value stands that is no int, but may equal one.
  private func search(_ context: Context, _ value: Value) throws(Raised) -> Value {
    let iterator = try Iterator.make(context, over: self)
    var index: Int64 = 0
    while case let number = try iterator.next(context), !number.isEmpty {
      if try context.areEqual(number, value) { return Value(smallInt: index) }
      index += 1
    }
    throw context.raise(.valueError, "sequence.index(x): x not in sequence")
  }

  static let declaration = TypeDeclaration(
    "range", kind: .range, flags: [.sequence],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty { throw c.raise(.typeError, "range() takes no keyword arguments") }
          if count < 1 || count > 3 {
            throw c.raise(
              .typeError, "range expected at \(count < 1 ? "least 1 argument" : "most 3 arguments"), got \(count)")
          }
          let first = try c.index(of: arguments[0])
          if count == 1 { return try Range.make(c, Value(smallInt: 0), first).value }
          let stop = try c.index(of: arguments[1])
          let step = count == 3 ? try c.index(of: arguments[2]) : Value(smallInt: 1)
          return try Range.make(c, first, stop, step).value
        }
      },
      .unary(.length) { c, s in
        bridge(c) { () throws(Raised) in
          if PythonInt.int64(Range(s).length) == nil {
            throw c.raise(.overflowError, "Python int too large to convert to C ssize_t")
          }
          return Range(s).length
        }
      },
      .unary(.bool) { _, s in Value(Range(s).length != Value(smallInt: 0)) },
      .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try Iterator.make(c, over: Range(s)).value } },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Range(s).item(c, key) } },
      .binary(.contains) { c, s, item in bridge(c) { () throws(Raised) in Value(try Range(s).contains(c, item)) } },
      .binary(.equal) { c, s, o in
        guard let other = Range(ifExactly: o) else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try Range(s).isEqual(c, to: other)) }
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, Range(s).hash(c)) } },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let range = Range(s)
          let bounds = try "\(c.reprString(range.start)), \(c.reprString(range.stop))"
          let step = range.step == Value(smallInt: 1) ? "" : ", \(try c.reprString(range.step))"
          return try Text.make(c, "range(\(bounds)\(step))").value
        }
      },
    ],
    methods: [
      .member("start") { _, s in Range(s).start },
      .member("stop") { _, s in Range(s).stop },
      .member("step") { _, s in Range(s).step },
      .two("index", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) in
          guard let number = PythonInt.exact(x) else { return try Range(s).search(c, x) }
          let found = try Range(s).index(c, of: number)
          if found.isEmpty { throw c.raise(.valueError, "range.index(x): x not in range") }
          return found
        }
      },
      .two("count", "(self, object, /)") { c, s, x in
        bridge(c) { () throws(Raised) in
          if PythonInt.exact(x) != nil { return Value(smallInt: try Range(s).contains(c, x) ? 1 : 0) }
          var count: Int64 = 0
          try c.forEach(in: s) { (number) throws(Raised) in
            if try c.areEqual(number, x) { count += 1 }
            return true
          }
          return Value(smallInt: count)
        }
      },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let range = Range(s)
          return try Tuple.make(
            c, c.type(of: s).value, Tuple.make(c, range.start, range.stop, range.step).value
          ).value
        }
      },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in
          let range = Range(s)
          let step = try PythonInt.negate(c, range.step)
          if range.length == Value(smallInt: 0) {
            return try Iterator.make(c, over: Range.make(c, range.stop, range.stop, step)).value
          }
          let last = try range.element(c, at: Value(smallInt: -1))
          let stop = try PythonInt.subtract(c, range.start, range.step)
          return try Iterator.make(c, over: Range.make(c, last, stop, step)).value
        }
      },
    ])
}
