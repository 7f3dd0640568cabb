import CRuntime

extension Slice {
  static let declaration = TypeDeclaration(
    "slice", kind: .slice,
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty { throw c.raise(.typeError, "slice() takes no keyword arguments") }
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
      .binary(.less) { c, s, o in compare(c, s, o, .less) },
      .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
      .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
      .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
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
      .two("indices", "(self, object, /)") { c, s, length in
        bridge(c) { () throws(Raised) in
          let length = try c.index(of: length)
          if PythonInt.sign(length) < 0 { throw c.raise(.valueError, "length should not be negative") }
          let indices = try Slice(s).exactIndices(c, length: length)
          return try Tuple.make(c, indices.start, indices.stop, indices.step).value
        }
      },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, c.type(of: s).value, Slice(s).parts(c)).value }
      },
    ])

  /// Slices are ordered as the tuples of their parts.
  private static func compare(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let right = Slice(ifExactly: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      try context.compare(comparison, Slice(left).parts(context), right.parts(context))
    }
  }

  private func parts(_ context: Context) throws(Raised) -> Value { try Tuple.make(context, start, stop, step).value }
}
