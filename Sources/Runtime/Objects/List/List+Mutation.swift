import CRuntime

// Each of these is atomic: the lock is held from reading the count to writing it.

extension List {
  // MARK: Single elements

  @inline(__always)
  public func append(_ context: Context, _ value: Value) throws(Raised) {
    if !appendInPlace(context, value) { try appendLocked(context, value) }
  }

  /// Appends where that takes neither a lock nor more storage.
  @inline(__always)
  func appendInPlace(_ context: Context, _ value: Value) -> Bool {
    context.pointee.isShared == 0 && appendInPlace(value)
  }

  /// The same of a list that no other thread knows yet.
  @inline(__always)
  func appendInPlace(_ value: Value) -> Bool {
    let count = Int(truncatingIfNeeded: pointer.pointee.count)
    guard let storage, count < storage.capacity else { return false }
    store(value, to: storage.elements + count)
    store_relaxed_u64(countWord, UInt64(count &+ 1))
    return true
  }

  @inline(never)
  private func appendLocked(_ context: Context, _ value: Value) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let count = count
    let elements = try reserve(context, count + 1)
    publish(value, to: elements + count)
    setCount(count + 1)
  }

  /// Replaces the element at an index; false where the list has none there.
  @inline(__always)
  public func setElement(_ context: Context, _ index: Int, _ value: Value) throws(Raised) -> Bool {
    if setElementInPlace(context, index, value) { return true }
    return try setElementAsWord(context, index, value)
  }

  @inline(never)
  private func setElementAsWord(_ context: Context, _ index: Int, _ value: Value) throws(Raised) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard UInt(bitPattern: index) < UInt(bitPattern: count), let storage = try requireWords(context) else { return false }
    publish(value, to: storage.elements + index)
    return true
  }

  /// The same in the storage that there is; false also where that does not take such a Value.
  @inline(__always)
  func setElementInPlace(_ context: Context, _ index: Int, _ value: Value) -> Bool {
    if context.pointee.isShared == 0, let storage, UInt(bitPattern: index) < UInt(bitPattern: count),
      UInt(bitPattern: index) < UInt(bitPattern: storage.capacity)
    {
      store(value, to: storage.elements + index)
      return true
    }
    return setElementLocked(context, index, value)
  }

  @inline(never)
  private func setElementLocked(_ context: Context, _ index: Int, _ value: Value) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let storage, UInt(bitPattern: index) < UInt(bitPattern: count) else { return false }
    if let row = ByteRow(ifExactlyOperand: storage.value) { return row.set(index, value) }
    publish(value, to: storage.elements + index)
    return true
  }

  /// Inserts before an index, which is brought into range as `list.insert` does.
  public func insert(_ context: Context, _ value: Value, at index: Int64) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let count = count
    let place = Int(min(max(index < 0 ? index &+ Int64(count) : index, 0), Int64(count)))
    let elements = try reserve(context, count + 1)
    (elements + place + 1).move(context, from: elements + place, count: count - place)
    publish(value, to: elements + place)
    setCount(count + 1)
  }

  /// Takes an element out. IndexError as `list.pop` says it.
  public func pop(_ context: Context, at index: Int64 = -1) throws(Raised) -> Value {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if count == 0 { throw context.raise(.indexError, "pop from empty list") }
    guard let value = try take(context, at: position(index)) else {
      throw context.raise(.indexError, "pop index out of range")
    }
    return value
  }

  /// Takes the last element out; nil where there is none.
  func popLast(_ context: Context) throws(Raised) -> Value? {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try take(context, at: count - 1)
  }

  /// Deletes the element at an index; false where the list has none there.
  public func removeElement(_ context: Context, _ index: Int) throws(Raised) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try take(context, at: index) != nil
  }

  /// Deletes the first element that equals `value`; false where none does. One whose `__eq__` cleared the list is gone.
  public func remove(_ context: Context, _ value: Value) throws(Raised) -> Bool {
    while true {
      guard let index = try firstIndex(context, of: value) else { return false }
      let found = element(index)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      // Another thread may have moved it since.
      if context.pointee.isShared != 0, element(index) != found { continue }
      _ = try take(context, at: index)
      return true
    }
  }

  private func take(_ context: Context, at index: Int) throws(Raised) -> Value? {
    let count = count
    guard index >= 0, index < count, let storage = try requireWords(context) else { return nil }
    let elements = storage.elements
    let value = load(elements + index)
    setCount(count - 1)
    (elements + index).move(context, from: elements + index + 1, count: count - 1 - index)
    store(.empty, to: elements + count - 1)
    shrink(context)
    return value
  }

  // MARK: Many elements

  /// Appends the elements of an iterable, this list itself included.
  public func extend(_ context: Context, by source: Value) throws(Raised) {
    if let tuple = Tuple(ifExactly: source) { return try extend(context, by: tuple.elements, count: tuple.count) }
    if let text = Text(ifExactly: source) { return try extend(context, byCharactersOf: text) }
    guard let other = List(ifExactly: source) else { return try extend(context, iterating: source) }
    ByteLock.acquire(context, object, other.object)
    defer { ByteLock.release(context, object, other.object) }
    let added = other.count
    let count = count
    if added == 0 { return }
    let elements = try reserve(context, count + added)
    // Read after making room: the list may be its own source.
    let source = try other.requireWords(context).unsafelyUnwrapped
    (elements + count).publishAll(context, from: source.elements, count: added)
    setCount(count + added)
  }

  private func extend(_ context: Context, byCharactersOf text: Text) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let (count, added) = (count, text.count)
    if added == 0 { return }
    let target = try reserve(context, count + added) + count
    for index in 0..<added { publish(try Text.character(context, of: text, at: index).value, to: target + index) }
    setCount(count + added)
  }

  func extend(_ context: Context, iterating source: Value, asksForLength: Bool = true) throws(Raised) {
    let source = context.pointee.isShared == 0 ? source : try List.snapshot(context, of: source)
    let iterator = try context.iterator(over: source)
    if asksForLength { try makeRoom(context, for: context.lengthHint(of: source)) }
    var filler = ListFiller(list: self)
    while case let element = try context.next(iterator, refusedBy: &filler), !element.isEmpty {
      try append(context, element)
    }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    shrink(context)
  }

  /// Sets, dicts and their views as they are at one moment, since other threads may change them; anything else itself.
  private static func snapshot(_ context: Context, of source: Value) throws(Raised) -> Value {
    if let set = Set(ifExactly: source) { return try set.copy(context).value }
    if let dict = Dict(ifExactly: source) { return try dict.copy(context).value }
    // The read-only view of a mapping has the same layout, and is none of a dict's.
    guard let view = DictView(ifExactly: source), BuiltinShape.isDictView(source.object.pointee.shape),
      let dict = Dict(ifExactly: view.dict.value)
    else { return source }
    return try DictView.make(context, dict.copy(context), view.part).value
  }

  private func makeRoom(_ context: Context, for more: Int) throws(Raised) {
    if more == 0 { return }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    // A sum beyond the machine's ints is no size; such a hint is not to be believed.
    let (total, overflow) = count.addingReportingOverflow(more)
    if !overflow { _ = try reserve(context, total) }
  }

  /// Appends a row that no other thread changes.
  public func extend(_ context: Context, by source: Elements, count added: Int) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if added == 0 { return }
    let count = count
    let elements = try reserve(context, count + added)
    (elements + count).publishAll(context, from: source, count: added)
    setCount(count + added)
  }

  public func clear(_ context: Context) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    setCount(0)
    store_release_u64(storageWord, 0)
  }

  public func reverse(_ context: Context) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if let row { return row.reverse() }
    guard let storage else { return }
    var (low, high) = (0, count - 1)
    while low < high {
      let (first, last) = (load(storage.elements + low), load(storage.elements + high))
      publish(last, to: storage.elements + low)
      publish(first, to: storage.elements + high)
      (low, high) = (low + 1, high - 1)
    }
  }

  /// `self *= copies`.
  public func repeatInPlace(_ context: Context, _ copies: Int64) throws(Raised) {
    if copies <= 0 { return clear(context) }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let count = count
    if count == 0 || copies == 1 { return }
    guard let total = elementCount(count, times: copies) else { throw context.raiseMemoryError() }
    let words = try requireWords(context).unsafelyUnwrapped
    let larger = try ListStorage.allocate(context, capacity: total)
    larger.elements.fill(repeating: words.elements, count: count, copies: Int(copies))
    replaceStorage(by: larger, count: total)
  }

  // MARK: Storage

  /// The elements, with room for `needed` of them. The lock is held.
  @inline(__always)
  func reserve(_ context: Context, _ needed: Int) throws(Raised) -> Elements {
    if let storage, needed <= storage.capacity { return storage.elements }
    return try grow(context, needed)
  }

  @inline(never)
  private func grow(_ context: Context, _ needed: Int) throws(Raised) -> Elements {
    if row != nil { _ = try requireWords(context) }
    let larger = try ListStorage.allocate(context, capacity: ListStorage.grownCapacity(for: needed))
    if let storage { larger.elements.fill(from: storage.elements, count: count) }
    store_release_u64(storageWord, larger.value.bits)
    return larger.elements
  }

  /// Moves to smaller storage once less than half is in use. Where there is no memory for it, all stays as it is.
  @inline(__always)
  func shrink(_ context: Context) {
    guard let storage, count < storage.capacity >> 1, storage.capacity > 16 else { return }
    shrink(context, from: storage)
  }

  @inline(never)
  private func shrink(_ context: Context, from storage: ListStorage) {
    let pending = context.pointee.pendingException
    do throws(Raised) {
      let smaller = try ListStorage.allocate(context, capacity: count + count >> 3)
      smaller.elements.fill(from: storage.elements, count: count)
      store_release_u64(storageWord, smaller.value.bits)
    } catch {
      context.pointee.pendingException = pending
    }
  }

  @inline(__always)
  func setCount(_ count: Int) { store_release_u64(countWord, UInt64(count)) }

  /// Puts storage in place that holds `count` elements. A reader sees at no time a count beyond what it finds there.
  func replaceStorage(by storage: ListStorage, count: Int) {
    store_release_u64(storageWord, storage.value.bits)
    setCount(count)
  }
}

extension UnsafeMutablePointer where Pointee == Value {
  /// Copies into words that readers see once the count is published.
  @inline(__always)
  func publishAll(_ context: Context, from source: Elements, count: Int) {
    if context.pointee.isShared == 0 { return fill(from: source, count: count) }
    for index in 0..<count { publish(load(source + index), to: self + index) }
  }
}
