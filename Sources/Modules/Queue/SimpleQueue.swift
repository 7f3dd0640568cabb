import CRuntime
import Runtime

// `_queue.SimpleQueue`: a ring of elements that grows, under the object's byte lock.
//
//     ┌────────┬────────┬─────────┬───────┬───────┬──────┐       ┌───┬───┬───┬───┬───┐
//     │ header │ change │ waiting │ first │ count │ ring │──────▶│ d │   │ a │ b │ c │
//     └────────┴────────┴─────────┴───────┴───────┴──────┘       └───┴───┴───┴───┴───┘
//     0        8        12        16      24      32                      first

struct SimpleQueueLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Changes with each element that is added; who waits sleeps on it.
  var change: UInt32
  /// How many threads may be asleep.
  var waiting: UInt32
  var first: Int64
  var count: Int64
  /// A tuple, or *empty*.
  var ring: Value
}

struct SimpleQueue: NativeObject {
  let pointer: UnsafeMutablePointer<SimpleQueueLayout>
  init(pointer: UnsafeMutablePointer<SimpleQueueLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .simpleQueue }

  private static var leastCapacity: Int { 8 }

  private var change: UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(pointer) + 8).assumingMemoryBound(to: UInt32.self)
  }

  /// As it is at the moment.
  private var count: Int { Int(load_relaxed_u64(UnsafeMutableRawPointer(pointer) + 24)) }

  private func locked<Result>(
    _ context: Context, _ body: () throws(Raised) -> Result
  ) throws(Raised) -> Result {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try body()
  }

  private func setCount(_ count: Int) { store_relaxed_u64(UnsafeMutableRawPointer(pointer) + 24, UInt64(count)) }

  // MARK: Elements

  private func put(_ context: Context, _ element: Value) throws(Raised) {
    let isAwaited = try locked(context) { () throws(Raised) in
      let capacity = pointer.pointee.ring.isEmpty ? 0 : Tuple(pointer.pointee.ring).count
      if count == capacity { try grow(context, from: capacity) }
      let ring = Tuple(pointer.pointee.ring)
      publish(element, to: ring.elements + (Int(pointer.pointee.first) + count) % ring.count)
      setCount(count + 1)
      store_release_u32(change, change.pointee &+ 1)
      return pointer.pointee.waiting > 0
    }
    if isAwaited { context.wake(change, 1) }
  }

  private func grow(_ context: Context, from capacity: Int) throws(Raised) {
    let larger = try Tuple.allocate(context, count: max(Self.leastCapacity, capacity * 2))
    for index in 0..<larger.count { larger.elements[index] = .none }
    for index in 0..<count {
      let place = (Int(pointer.pointee.first) + index) % capacity
      larger.elements[index] = Tuple(pointer.pointee.ring).elements[place]
    }
    publish(larger.value, to: &pointer.pointee.ring)
    pointer.pointee.first = 0
  }

  /// The first element; *empty* where there is none. The lock is held.
  private func take() -> Value {
    if count == 0 { return .empty }
    let ring = Tuple(pointer.pointee.ring)
    let place = ring.elements + Int(pointer.pointee.first)
    let element = load(place)
    store(.none, to: place)
    pointer.pointee.first = (pointer.pointee.first + 1) % Int64(ring.count)
    setCount(count - 1)
    return element
  }

  private func get(_ context: Context, until deadline: Deadline) throws(Raised) -> Value {
    var seen: UInt32 = 0
    var element = try locked(context) { () throws(Raised) in take() }
    if !element.isEmpty { return element }
    if case .now = deadline { throw try raiseEmpty(context) }
    try locked(context) { () throws(Raised) in pointer.pointee.waiting += 1 }
    defer {
      ByteLock.acquire(context, object)
      pointer.pointee.waiting -= 1
      ByteLock.release(context, object)
    }
    while true {
      element = try locked(context) { () throws(Raised) in
        seen = load_relaxed_u32(change)
        return take()
      }
      if !element.isEmpty { return element }
      if try !context.wait(on: change, while: seen, until: deadline.time), !deadline.isAhead {
        throw try raiseEmpty(context)
      }
    }
  }

  private func raiseEmpty(_ context: Context) throws(Raised) -> Raised {
    let module = try context.importModule("_queue")
    let type = try context.getAttribute(module, Text.interned(context, Text.make(context, "Empty")).value)
    return context.raise(Exception(try context.call(type)))
  }

  // MARK: Declaration

  private static let putEntry: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in try SimpleQueue(a[0]).put(c, a[1]) }
  }

  static let declaration = TypeDeclaration(
    native: .simpleQueue, "_queue.SimpleQueue", flags: [.base, .hasWeakReferences], trace: .words(from: 32),
    documentation: "Simple, unbounded, reentrant FIFO queue.",
    signature: "()",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "SimpleQueue", "(type, /)",
          { c, a in bridge(c) { () throws(Raised) in try allocate(c, Type(a[0])).value } }, type, arguments, Int(count),
          names)
      }
    ],
    methods: [
      .window("put", "(self, /, item, block=True, timeout=None)", .method, putEntry),
      .window("put_nowait", "(self, /, item)", .method, putEntry),
      .window("get", "(self, /, block=True, timeout=None)") { c, a in
        bridge(c) { () throws(Raised) in
          var deadline = try c.isTrue(a[1]) ? Deadline.never : .now
          if case .never = deadline, a[2] != .none {
            let nanoseconds = try Timestamp.nanoseconds(c, a[2], rounding: .up)
            if nanoseconds < 0 { throw c.raise(.valueError, "'timeout' must be a non-negative number") }
            deadline = .after(nanoseconds)
          }
          return try SimpleQueue(a[0]).get(c, until: deadline)
        }
      },
      .one("get_nowait") { c, s in bridge(c) { () throws(Raised) in try SimpleQueue(s).get(c, until: .now) } },
      .one("empty") { _, s in Value(SimpleQueue(s).count == 0) },
      .one("qsize") { _, s in Value(smallInt: Int64(SimpleQueue(s).count)) },
      .genericAlias,
    ])
}

enum QueueModule {
  static let module = ModuleDeclaration(
    "_queue", "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
    nativeTypes: [SimpleQueue.declaration],
    fill: { (c, module) throws(Raised) in
      let empty = try module.makeException(
        c, "_queue.Empty", "Exception raised by Queue.get(block=0)/get_nowait().", base: .exception)
      try module.set(c, "Empty", empty)
    })
}
