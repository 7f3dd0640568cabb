import CRuntime
import Runtime

// `_tuplegetter`: the descriptor behind a field of a named tuple.

struct TupleGetterLayout: BitwiseCopyable {
  var header: ObjectHeader
  var index: Int64
  var documentation: Value
}

struct TupleGetter: NativeObject {
  let pointer: UnsafeMutablePointer<TupleGetterLayout>
  init(pointer: UnsafeMutablePointer<TupleGetterLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .tupleGetter }

  private var index: Value { Value(smallInt: pointer.pointee.index) }
  private var documentation: Value { load(&pointer.pointee.documentation) }

  private func element(_ context: Context, of object: Value) throws(Raised) -> Value {
    guard let tuple = Tuple(ifHas: object) else {
      if object == .none { return value }
      throw context.raise(
        .typeError,
        "descriptor for index '\(pointer.pointee.index)' for tuple subclasses doesn't apply to '\(context.typeName(of: object))' object")
    }
    let place = pointer.pointee.index
    if place < 0 || place >= Int64(tuple.count) { throw context.raise(.indexError, "tuple index out of range") }
    return tuple[Int(place)]
  }

  static let declaration = TypeDeclaration(
    native: .tupleGetter, "collections._tuplegetter", trace: .words(from: 16),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "_tuplegetter", "(type, index, doc, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let index = Int64(try c.sizeArgument(a[1]))
            let getter = try allocate(c, Type(a[0]))
            getter.pointer.pointee.index = index
            getter.pointer.pointee.documentation = a[2]
            return getter.value
          }
        }, type, arguments, Int(count), names)
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        object.isEmpty ? s : bridge(c) { () throws(Raised) in try TupleGetter(s).element(c, of: object) }
      },
      .ternary(.setDescriptor) { c, _, _, value in
        bridge(c) { () throws(Raised) -> Void in
          throw c.raise(.attributeError, value.isEmpty ? "can't delete attribute" : "can't set attribute")
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let getter = TupleGetter(s)
          let text = try c.reprString(getter.documentation)
          return try Text.make(
            c, "\(c.unqualifiedTypeName(of: s))(\(getter.pointer.pointee.index), \(text))").value
        }
      },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let arguments = try Tuple.make(c, TupleGetter(s).index, TupleGetter(s).documentation)
          return try Tuple.make(c, c.type(of: s).value, arguments.value).value
        }
      },
      .member("__doc__", { _, s in TupleGetter(s).documentation }, set: { _, s, value, _ in
        store(orNone(value), to: &TupleGetter(s).pointer.pointee.documentation)
        return .none
      }),
    ])
}
