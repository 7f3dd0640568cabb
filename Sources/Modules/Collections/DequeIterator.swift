import CRuntime
import Runtime

// Iterators over deques, forwards and backwards: two classes that share a layout.

struct DequeIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// How many elements are left, and the deque's version when there were no fewer.
  var remaining: Int64
  var version: Int64
  /// The index of the next one and the step to the one after.
  var index: Int64
  var step: Int64
  var deque: Value
}

struct DequeIterator: ObjectReference {
  let pointer: UnsafeMutablePointer<DequeIteratorLayout>
  init(pointer: UnsafeMutablePointer<DequeIteratorLayout>) { self.pointer = pointer }
  static var kind: Kind { .native }

  static func make(
    _ context: Context, over deque: Deque, isReversed: Bool = false, skipping skipped: Int = 0
  ) throws(Raised) -> DequeIterator {
    let type = try context.type(isReversed ? .reverseDequeIterator : .dequeIterator)
    let iterator = DequeIterator(Value(try context.allocateObject(type, size: MemoryLayout<DequeIteratorLayout>.size)))
    let count = deque.count
    let taken = max(0, min(skipped, count))
    iterator.pointer.pointee.remaining = Int64(count - taken)
    iterator.pointer.pointee.version = deque.version
    iterator.pointer.pointee.index = Int64(isReversed ? count - 1 - taken : taken)
    iterator.pointer.pointee.step = isReversed ? -1 : 1
    iterator.pointer.pointee.deque = deque.value
    return iterator
  }

  private var deque: Deque { Deque(pointer.pointee.deque) }

  @inline(__always)
  func next(_ context: Context) throws(Raised) -> Value {
    let deque = deque
    let remaining = pointer.pointee.remaining
    if deque.version != pointer.pointee.version {
      pointer.pointee.remaining = 0
      throw context.raise(.runtimeError, "deque mutated during iteration")
    }
    if remaining == 0 { return .empty }
    let element = deque.element(context, at: Int(pointer.pointee.index))
    pointer.pointee.index += pointer.pointee.step
    pointer.pointee.remaining = remaining - 1
    return element
  }

  /// A list of what is left, after the checks of a constructor's arguments.
  private static func make(_ context: Context, _ a: UnsafeMutablePointer<Value>, isReversed: Bool) -> Value {
    bridge(context) { () throws(Raised) in
      let given = Tuple(a[1])
      if given.count == 0 { throw context.raise(.typeError, "function takes at least 1 argument (0 given)") }
      if given.count > 2 {
        throw context.raise(.typeError, "function takes at most 2 arguments (\(given.count) given)")
      }
      guard let deque = Deque(ifHas: given[0]) else {
        throw context.raise(
          .typeError, "argument 1 must be collections.deque, not \(context.unqualifiedTypeName(of: given[0]))")
      }
      let skipped = given.count == 2 ? try context.sizeArgument(given[1]) : 0
      return try make(context, over: deque, isReversed: isReversed, skipping: skipped).value
    }
  }

  private static let slots: [SlotEntry] = [
    .iterateSelf,
    .unary(.next) { c, s in bridge(c) { () throws(Raised) in try DequeIterator(s).next(c) } },
  ]

  private static let methods: [NativeEntry] = [
    .one("__length_hint__") { _, s in Value(smallInt: DequeIterator(s).pointer.pointee.remaining) },
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let iterator = DequeIterator(s)
        let taken = Int64(iterator.deque.count) - iterator.pointer.pointee.remaining
        let arguments = try Tuple.make(c, iterator.deque.value, Value(smallInt: taken))
        return try Tuple.make(c, c.type(of: s).value, arguments.value).value
      }
    },
  ]

  static let declaration = TypeDeclaration(
    native: .dequeIterator, "collections._deque_iterator", trace: .words(from: 40),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_deque_iterator", "(type, /, *args)", { c, a in make(c, a, isReversed: false) }, type, arguments,
          Int(count), names)
      }
    ] + slots, methods: methods)

  static let reverseDeclaration = TypeDeclaration(
    native: .reverseDequeIterator, "collections._deque_reverse_iterator", trace: .words(from: 40),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_deque_reverse_iterator", "(type, /, *args)", { c, a in make(c, a, isReversed: true) }, type, arguments,
          Int(count), names)
      }
    ] + slots, methods: methods)
}
