import CRuntime
import Runtime

// The iterators of `itertools` that go through other iterators. They have one layout; which of them an object is, its
// class says, and that says what the words mean.
//
//     ┌────────┬───────┬───────┬──────┬────────┬───────┬────────┬───────┐
//     │ header │ count │ limit │ step │ source │ first │ second │ third │
//     └────────┴───────┴───────┴──────┴────────┴───────┴────────┴───────┘
//     0        8       16      24     32       40      48       56

struct ToolIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  var count: Int64
  var limit: Int64
  var step: Int64
  /// What is iterated; *empty* at the end.
  var source: Value
  var first: Value
  var second: Value
  var third: Value
}

struct ToolIterator: ObjectReference {
  let pointer: UnsafeMutablePointer<ToolIteratorLayout>
  init(pointer: UnsafeMutablePointer<ToolIteratorLayout>) { self.pointer = pointer }
  static var kind: Kind { .native }
  private static var traceRule: TraceRule { .words(from: 32) }

  @inline(__always)
  static func make(
    _ context: Context, _ type: Value, _ source: Value, first: Value = .empty, second: Value = .empty,
    count: Int64 = 0, limit: Int64 = 0, step: Int64 = 0
  ) throws(Raised) -> Value {
    let object = try context.allocateObject(Type(type), size: MemoryLayout<ToolIteratorLayout>.size)
    let iterator = ToolIterator(Value(object))
    iterator.pointer.pointee.count = count
    iterator.pointer.pointee.limit = limit
    iterator.pointer.pointee.step = step
    iterator.source = source
    iterator.first = first
    iterator.second = second
    return iterator.value
  }

  static func declare(
    _ type: NativeType, _ name: StaticString, _ documentation: StaticString, signature: StaticString = "",
    new: SlotEntry, next: SlotEntry, slots: [SlotEntry] = [], methods: [NativeEntry] = []
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: type, name, flags: [.base], trace: traceRule, documentation: documentation,
      signature: signature, slots: [new, .iterateSelf, next] + slots, methods: methods)
  }

  // MARK: Words

  var source: Value {
    @inline(__always) get { load(&pointer.pointee.source) }
    nonmutating set { store(newValue, to: &pointer.pointee.source) }
  }
  var first: Value {
    @inline(__always) get { load(&pointer.pointee.first) }
    nonmutating set { store(newValue, to: &pointer.pointee.first) }
  }
  var second: Value {
    @inline(__always) get { load(&pointer.pointee.second) }
    nonmutating set { store(newValue, to: &pointer.pointee.second) }
  }
  var third: Value {
    @inline(__always) get { load(&pointer.pointee.third) }
    nonmutating set { store(newValue, to: &pointer.pointee.third) }
  }
  var count: Int64 {
    @inline(__always) get { pointer.pointee.count }
    nonmutating set { pointer.pointee.count = newValue }
  }
  var limit: Int64 {
    @inline(__always) get { pointer.pointee.limit }
    nonmutating set { pointer.pointee.limit = newValue }
  }
  var step: Int64 {
    @inline(__always) get { pointer.pointee.step }
    nonmutating set { pointer.pointee.step = newValue }
  }

  /// The end: says so ever after.
  func finish() -> Value {
    source = .empty
    return .empty
  }

  /// The iterators over all elements of a tuple.
  static func iterators(_ context: Context, over iterables: Tuple) throws(Raised) -> Tuple {
    let result = try Tuple.allocate(context, count: iterables.count)
    for index in 0..<result.count { result.elements[index] = try context.iterator(over: iterables[index]) }
    return result
  }
}
