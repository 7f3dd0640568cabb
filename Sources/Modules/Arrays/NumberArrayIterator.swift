import CRuntime
import Runtime

struct NumberArrayIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  var index: Int64
  /// *Empty* once the end was seen.
  var array: Value
}

struct NumberArrayIterator: NativeObject {
  let pointer: UnsafeMutablePointer<NumberArrayIteratorLayout>
  init(pointer: UnsafeMutablePointer<NumberArrayIteratorLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .numberArrayIterator }

  static func make(_ context: Context, over array: Value) throws(Raised) -> Value {
    let iterator = try allocate(context)
    iterator.pointer.pointee.array = array
    return iterator.value
  }

  private func next(_ context: Context) throws(Raised) -> Value {
    let array = load(&pointer.pointee.array)
    if array.isEmpty { return .empty }
    let element = try NumberArray(array).element(context, at: Int(pointer.pointee.index))
    if element.isEmpty { store(.empty, to: &pointer.pointee.array) }
    pointer.pointee.index += 1
    return element
  }

  static let declaration = TypeDeclaration(
    native: .numberArrayIterator, "array.arrayiterator", trace: .words(from: 16),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try NumberArrayIterator(s).next(c) } },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let layout = NumberArrayIterator(s).pointer.pointee
          if layout.array.isEmpty { return try c.iteratorReduction(Tuple.make(c, Tuple.empty(c).value)) }
          return try c.iteratorReduction(Tuple.make(c, layout.array), state: Value(smallInt: layout.index))
        }
      },
      .two("__setstate__", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in
          if !c.isInt(state) { throw c.raise(.typeError, "an integer is required") }
          let layout = NumberArrayIterator(s).pointer
          if layout.pointee.array.isEmpty { return }
          let index = try clampedIndex(c, state, orRaise: "an integer is required")
          layout.pointee.index = Int64(min(max(0, index), NumberArray(layout.pointee.array).count))
        }
      },
    ])
}
