import CRuntime
import Runtime

// What `cmp_to_key` returns, and what that returns: a value that is compared by a function of two.

struct ComparisonKeyLayout: BitwiseCopyable {
  var header: ObjectHeader
  var comparison: Value
  /// *Empty* in what `cmp_to_key` itself returns.
  var subject: Value
}

struct ComparisonKey: NativeObject {
  let pointer: UnsafeMutablePointer<ComparisonKeyLayout>
  init(pointer: UnsafeMutablePointer<ComparisonKeyLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .comparisonKey }

  private var subject: Value { load(&pointer.pointee.subject) }

  static func make(
    _ context: Context, comparing comparison: Value, subject: Value = .empty
  ) throws(Raised) -> ComparisonKey {
    let key = try allocate(context)
    key.pointer.pointee.comparison = comparison
    key.pointer.pointee.subject = subject
    return key
  }

  private static func compare(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    bridge(context) { () throws(Raised) in
      guard let other = ComparisonKey(ifHas: right) else {
        throw context.raise(.typeError, "other argument must be K instance")
      }
      let key = ComparisonKey(left)
      if key.subject.isEmpty || other.subject.isEmpty { throw context.raise(.attributeError, "object") }
      let order = try context.call(key.pointer.pointee.comparison, key.subject, other.subject)
      if order.isSmallInt { return Value(comparison.holds(Int(order.smallInt), 0)) }
      return try context.compare(comparison, order, Value(smallInt: 0))
    }
  }

  static let declaration = TypeDeclaration(
    native: .comparisonKey, "functools.KeyWrapper",
    slots: [
      .noConstructor,
      .window(.call) { c, s, arguments, count, names in
        initializing(c, "K", "(self, obj)", { c, a in
          bridge(c) { () throws(Raised) in
            try make(c, comparing: ComparisonKey(a[0]).pointer.pointee.comparison, subject: a[1]).value
          }
        }, s, arguments, Int(count), names)
      },
      .binary(.equal) { c, s, o in compare(c, s, o, .equal) },
      .binary(.notEqual) { c, s, o in compare(c, s, o, .notEqual) },
      .binary(.less) { c, s, o in compare(c, s, o, .less) },
      .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
      .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
      .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
    ],
    methods: [
      .member("obj", { _, s in orNone(ComparisonKey(s).subject) }, set: { _, s, value, _ in
        store(value, to: &ComparisonKey(s).pointer.pointee.subject)
        return .none
      })
    ])
}
