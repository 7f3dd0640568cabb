import CRuntime
import Runtime

// `deque`: a ring of places in storage whose number is a power of two.
//
//     Deque                                                      ListStorage
//     ┌────────┬───────┬──────┬───────┬─────────┬─────────┐      ┌────────┬──────────┬───┬───┬───┬───
//     │ header │ first │ mask │ count │ version │ storage │─────▶│ header │ capacity │ d │   │ a │ …
//     │        │       │      │       │ most    │         │      └────────┴──────────┴───┴───┴───┴───
//     └────────┴───────┴──────┴───────┴─────────┴─────────┘                             first ─▲
//
// Everything is done under the object's lock, which no Python code sees held: before `==` is called, an element is
// taken; afterwards the version tells whether the deque is still the same.

struct DequeLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The place of the first element.
  var first: Int64
  /// The number of places less one; −1 without storage.
  var mask: Int64
  var count: Int64
  /// Counts changes of the order or the number of elements.
  var version: Int64
  /// How many elements there may be, −1 for any number.
  var most: Int64
  /// A `ListStorage`, or *empty*.
  var storage: Value
}

struct Deque: NativeObject {
  let pointer: UnsafeMutablePointer<DequeLayout>
  init(pointer: UnsafeMutablePointer<DequeLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .deque }
  static var traceRule: TraceRule { .words(from: 48) }

  static func make(_ context: Context, _ type: Type, most: Int64) throws(Raised) -> Deque {
    let deque = try allocate(context, type)
    deque.pointer.pointee.mask = -1
    deque.pointer.pointee.most = most
    return deque
  }

  var count: Int { Int(truncatingIfNeeded: pointer.pointee.count) }
  var version: Int64 { pointer.pointee.version }
  var most: Int64 { pointer.pointee.most }
  private var isFull: Bool { pointer.pointee.count == pointer.pointee.most }

  func lock(_ context: Context) { ByteLock.acquire(context, object) }
  func unlock(_ context: Context) { ByteLock.release(context, object) }

  // MARK: Places; the lock is held

  /// The place of an index from 0 to `count`.
  @inline(__always)
  private func place(_ index: Int) -> Elements {
    let offset = Int((pointer.pointee.first &+ Int64(index)) & pointer.pointee.mask)
    return ListStorage(pointer.pointee.storage).elements + offset
  }

  @inline(__always)
  func changed() { pointer.pointee.version &+= 1 }

  @inline(__always)
  private func makeRoom(_ context: Context) throws(Raised) {
    if pointer.pointee.count > pointer.pointee.mask { try grow(context, to: count + 1) }
  }

  @inline(never)
  private func grow(_ context: Context, to least: Int) throws(Raised) {
    var capacity = 8
    while capacity < least {
      if capacity > Int.max / 32 { throw context.raiseMemoryError() }
      capacity *= 2
    }
    let storage = try ListStorage.allocate(context, capacity: capacity)
    for index in 0..<count { storage.elements[index] = place(index).pointee }
    publish(storage.value, to: &pointer.pointee.storage)
    pointer.pointee.first = 0
    pointer.pointee.mask = Int64(capacity - 1)
  }

  /// The element at an index that is in range.
  @inline(__always)
  private func element(_ index: Int) -> Value { load(place(index)) }

  private func appendLocked(_ context: Context, _ value: Value) throws(Raised) {
    if isFull {
      if pointer.pointee.most == 0 { return }
      _ = removeFirst()
    }
    try makeRoom(context)
    store(value, to: place(count))
    pointer.pointee.count &+= 1
    changed()
  }

  private func prependLocked(_ context: Context, _ value: Value) throws(Raised) {
    if isFull {
      if pointer.pointee.most == 0 { return }
      _ = removeLast()
    }
    try makeRoom(context)
    pointer.pointee.first = (pointer.pointee.first &- 1) & pointer.pointee.mask
    store(value, to: place(0))
    pointer.pointee.count &+= 1
    changed()
  }

  /// There is one.
  private func removeFirst() -> Value {
    let slot = place(0)
    let value = load(slot)
    store(.empty, to: slot)
    pointer.pointee.first = (pointer.pointee.first &+ 1) & pointer.pointee.mask
    pointer.pointee.count &-= 1
    changed()
    return value
  }

  private func removeLast() -> Value {
    let slot = place(count - 1)
    let value = load(slot)
    store(.empty, to: slot)
    pointer.pointee.count &-= 1
    changed()
    return value
  }

  /// Turns the ring by so many places, of which there are fewer than elements, forwards.
  private func rotateLocked(_ steps: Int) {
    if count < 2 || steps == 0 { return }
    if pointer.pointee.count == pointer.pointee.mask + 1 {
      pointer.pointee.first = (pointer.pointee.first &- Int64(steps)) & pointer.pointee.mask
    } else if steps <= count / 2 {
      for _ in 0..<steps {
        let slot = place(count - 1)
        let value = load(slot)
        store(.empty, to: slot)
        pointer.pointee.first = (pointer.pointee.first &- 1) & pointer.pointee.mask
        store(value, to: place(0))
      }
    } else {
      for _ in 0..<(count - steps) {
        let slot = place(0)
        let value = load(slot)
        store(.empty, to: slot)
        store(value, to: place(count))
        pointer.pointee.first = (pointer.pointee.first &+ 1) & pointer.pointee.mask
      }
    }
    changed()
  }
}

// MARK: Operations

extension Deque {
  @inline(__always)
  func append(_ context: Context, _ value: Value) throws(Raised) {
    lock(context)
    defer { unlock(context) }
    try appendLocked(context, value)
  }

  @inline(__always)
  func prepend(_ context: Context, _ value: Value) throws(Raised) {
    lock(context)
    defer { unlock(context) }
    try prependLocked(context, value)
  }

  @inline(__always)
  func pop(_ context: Context) throws(Raised) -> Value {
    lock(context)
    defer { unlock(context) }
    if count == 0 { throw context.raise(.indexError, "pop from an empty deque") }
    return removeLast()
  }

  @inline(__always)
  func popFirst(_ context: Context) throws(Raised) -> Value {
    lock(context)
    defer { unlock(context) }
    if count == 0 { throw context.raise(.indexError, "pop from an empty deque") }
    return removeFirst()
  }

  /// The element at an index; *empty* where there is none.
  @inline(__always)
  func element(_ context: Context, at index: Int) -> Value {
    lock(context)
    defer { unlock(context) }
    return index >= 0 && index < count ? element(index) : .empty
  }

  /// False where there is no such element.
  func setElement(_ context: Context, at index: Int, _ value: Value) -> Bool {
    lock(context)
    defer { unlock(context) }
    if index < 0 || index >= count { return false }
    store(value, to: place(index))
    return true
  }

  func removeElement(_ context: Context, at index: Int) -> Bool {
    lock(context)
    defer { unlock(context) }
    if index < 0 || index >= count { return false }
    rotateLocked((count - index) % count)
    _ = removeFirst()
    rotateLocked(count == 0 ? 0 : index % count)
    return true
  }

  func insert(_ context: Context, at index: Int, _ value: Value) throws(Raised) {
    lock(context)
    defer { unlock(context) }
    if isFull { throw context.raise(.indexError, "deque already at its maximum size") }
    if index >= count { return try appendLocked(context, value) }
    let place = index < 0 ? max(0, index + count) : index
    rotateLocked((count - place) % count)
    try prependLocked(context, value)
    rotateLocked(place % count)
  }

  func rotate(_ context: Context, by steps: Int) {
    lock(context)
    defer { unlock(context) }
    if count < 2 { return }
    let turn = steps % count
    rotateLocked(turn < 0 ? turn + count : turn)
  }

  func reverse(_ context: Context) {
    lock(context)
    defer { unlock(context) }
    for index in 0..<(count / 2) {
      let (low, high) = (place(index), place(count - 1 - index))
      let value = load(low)
      store(load(high), to: low)
      store(value, to: high)
    }
  }

  func clear(_ context: Context) {
    lock(context)
    defer { unlock(context) }
    if count == 0 { return }
    store(.empty, to: &pointer.pointee.storage)
    pointer.pointee.count = 0
    pointer.pointee.mask = -1
    pointer.pointee.first = 0
    changed()
  }

  /// The elements as they are now.
  func list(_ context: Context) throws(Raised) -> List {
    lock(context)
    defer { unlock(context) }
    let list = try List.make(context, capacity: count)
    for index in 0..<count { try list.append(context, element(index)) }
    return list
  }

  func extend(_ context: Context, by iterable: Value, atFront: Bool) throws(Raised) {
    let source = Deque(ifHas: iterable) == self ? try list(context).value : iterable
    let iterator = try context.iterator(over: source)
    while case let element = try context.next(iterator), !element.isEmpty {
      try atFront ? prepend(context, element) : append(context, element)
    }
  }

  /// `self *= copies`.
  func repeatInPlace(_ context: Context, _ copies: Int64) throws(Raised) {
    if copies <= 0 { return clear(context) }
    let elements = try list(context)
    let (total, overflow) = Int64(elements.count).multipliedReportingOverflow(by: copies)
    if most < 0, overflow || total > Int64(Int.max / 32) { throw context.raiseMemoryError() }
    if elements.count == 0 { return }
    // Beyond that, all that counts is that the last ones stay.
    let needed = most < 0 ? copies : min(copies, most / Int64(elements.count) + 2)
    lock(context)
    defer { unlock(context) }
    if most < 0 { try grow(context, to: max(count, Int(total))) }
    for _ in 1..<max(1, needed) {
      for index in 0..<elements.count { try appendLocked(context, elements.element(index)) }
    }
  }

  /// A deque of the same class with the same elements.
  func copy(_ context: Context) throws(Raised) -> Value {
    let type = context.type(of: value)
    if !type.flags.contains(.heap) {
      let copy = try Deque.make(context, type, most: most)
      try copy.take(context, from: self)
      return copy.value
    }
    let limit = Value(smallInt: most)
    let made = most < 0 ? try context.call(type.value, value) : try context.call(type.value, value, limit)
    if Deque(ifHas: made) != nil { return made }
    throw context.raise(
      .typeError, "\(context.typeName(of: value))() must return a deque, not \(context.typeName(of: made))")
  }

  /// Appends all elements of another deque to this one, which nobody else sees yet.
  private func take(_ context: Context, from other: Deque) throws(Raised) {
    other.lock(context)
    defer { other.unlock(context) }
    if other.count == 0 { return }
    try grow(context, to: other.count)
    for index in 0..<other.count { store(other.element(index), to: place(index)) }
    pointer.pointee.count = Int64(other.count)
  }
}
