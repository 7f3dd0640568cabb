import CRuntime

extension Range {
  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) {
      let length = PythonInt.int64(length).map { Int($0) } ?? .max
      return try self.slice(context, slice.indices(context, length: length)).value
    }
    if PythonInt.operand(key) == nil, !context.type(of: key).has(.index) {
      throw context.raise(
        .typeError, "range indices must be integers or slices, not \(context.typeName(of: key))")
    }
    return try element(context, at: context.index(of: key))
  }

  private func contains(_ context: Context, _ item: Value) throws(Raised) -> Bool {
    if let number = PythonInt.operand(item) { return try !index(context, of: number).isEmpty }
    let iterator = try Iterator.make(context, over: self)
    while case let number = try iterator.next(context), !number.isEmpty {
      if try context.areEqual(number, item) { return true }
    }
    return false
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
          if !Range(s).length.isSmallInt {
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
      .two("index", "(self, value, /)") { c, s, x in
        bridge(c) { () throws(Raised) in
          let found = PythonInt.operand(x) == nil ? .empty : try Range(s).index(c, of: PythonInt.number(x))
          if found.isEmpty {
            let sequence = PythonInt.operand(x) == nil ? "sequence" : "range"
            throw c.raise(.valueError, "\(sequence).index(x): x not in \(sequence)")
          }
          return found
        }
      },
      .two("count", "(self, value, /)") { c, s, x in
        bridge(c) { () throws(Raised) in Value(smallInt: try Range(s).contains(c, x) ? 1 : 0) }
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

extension Slice {
  static let declaration = TypeDeclaration(
    "slice", kind: .slice,
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if count < 1 || count > 3 {
            throw c.raise(
              .typeError, "slice expected at \(count < 1 ? "least 1 argument" : "most 3 arguments"), got \(count)")
          }
          if count == 1 { return try Slice.make(c, .none, arguments[0], .none).value }
          return try Slice.make(c, arguments[0], arguments[1], count == 3 ? arguments[2] : .none).value
        }
      },
      .binary(.equal) { c, s, o in
        guard let other = Slice(ifExactly: o) else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try Slice(s).isEqual(c, to: other)) }
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, Slice(s).hash(c)) } },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let slice = Slice(s)
          return try Text.make(
            c, "slice(\(c.reprString(slice.start)), \(c.reprString(slice.stop)), \(c.reprString(slice.step)))"
          ).value
        }
      },
    ],
    methods: [
      .member("start") { _, s in Slice(s).start },
      .member("stop") { _, s in Slice(s).stop },
      .member("step") { _, s in Slice(s).step },
      .two("indices", "(self, length, /)") { c, s, length in
        bridge(c) { () throws(Raised) in
          let length = try c.machineIndex(of: length)
          if length < 0 { throw c.raise(.valueError, "length should not be negative") }
          let indices = try Slice(s).indices(c, length: Int(length))
          let result = try Tuple.allocate(c, count: 3)
          for (place, number) in [indices.start, indices.stop, indices.step].enumerated() {
            result.elements[place] = Value(smallInt: Int64(number))
          }
          return result.value
        }
      },
    ])
}
