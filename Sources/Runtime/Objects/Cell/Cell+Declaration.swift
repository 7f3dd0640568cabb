import CRuntime

extension Cell {
  /// An empty cell is less than one that holds something.
  private static func compare(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let other = Cell(ifExactly: right) else { return .notImplemented }
    let (left, right) = (Cell(left).content, other.content)
    if left != .unbound, right != .unbound {
      return bridge(context) { () throws(Raised) in try context.compare(comparison, left, right) }
    }
    return Value(comparison.holds(left == .unbound ? 0 : 1, right == .unbound ? 0 : 1))
  }

  static let declaration = TypeDeclaration(
    "cell", kind: .cell,
    signature: "([contents])",
    slots: [
      .window(.new) { c, _, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty, Tuple(names).count > 0 { throw c.raise(.typeError, "cell() takes no keyword arguments") }
          if count > 1 { throw c.raise(.typeError, "cell expected at most 1 argument, got \(count)") }
          return try make(c, count == 0 ? .unbound : arguments[0]).value
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let content = Cell(s).content
          let shown =
            content == .unbound ? "empty" : "\(c.typeName(of: content)) object at \(content.addressString)"
          return try Text.make(c, "<cell at \(s.addressString): \(shown)>").value
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
      .getter("cell_contents", { c, s in
        bridge(c) { () throws(Raised) in
          let content = Cell(s).content
          if content == .unbound { throw c.raise(.valueError, "Cell is empty") }
          return content
        }
      }, set: { _, s, value, _ in
        Cell(s).content = value.isEmpty ? .unbound : value
        return .none
      })
    ])
}
