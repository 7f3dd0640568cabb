import CRuntime

extension List {
  /// `self[slice]`.
  public func slice(_ context: Context, _ slice: Slice) throws(Raised) -> List {
    let bounds = try slice.bounds(context)
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try self.slice(
      context, SliceIndices(start: bounds.start, stop: bounds.stop, step: bounds.step, length: count))
  }

  /// `self[start:stop:step]`.
  func slice(_ context: Context, from start: Int, to stop: Int, by step: Int) throws(Raised) -> List {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try slice(context, SliceIndices(start: start, stop: stop, step: step, length: count))
  }

  /// A copy of the whole list.
  public func copy(_ context: Context) throws(Raised) -> List {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try slice(context, SliceIndices(start: 0, stop: count, step: 1, length: count))
  }

  /// The lock is held.
  private func slice(_ context: Context, _ indices: SliceIndices) throws(Raised) -> List {
    guard let storage, indices.count > 0 else { return try List.make(context) }
    if storage.capacity == 0 { return try slice(context, of: row.unsafelyUnwrapped, indices) }
    let source = storage.elements + indices.start
    return try List.make(context, count: indices.count) { (elements: Elements) in
      if indices.step == 1 {
        elements.fill(from: source, count: indices.count)
      } else {
        source.copy(to: elements, count: indices.count, step: indices.step)
      }
    }
  }

  @inline(never)
  private func slice(_ context: Context, of row: ByteRow, _ indices: SliceIndices) throws(Raised) -> List {
    if ByteRow.counts.contains(indices.count) {
      return try List.make(context, count: indices.count) { (copy: ByteRow) in copy.fill(from: row, indices) }
    }
    return try List.make(context, count: indices.count) { row.copy(to: $0, indices) }
  }

  /// `self + other`.
  public func concatenated(_ context: Context, with other: List) throws(Raised) -> List {
    ByteLock.acquire(context, object, other.object)
    defer { ByteLock.release(context, object, other.object) }
    let (count, added) = (count, other.count)
    if count + added == 0 { return try List.make(context) }
    if ByteRow.counts.contains(count + added), row != nil || other.row != nil, areBytes, other.areBytes {
      return try List.make(context, count: count + added) { (row: ByteRow) in
        row.fill(from: self)
        row.fill(from: other, at: count)
      }
    }
    return try List.make(context, count: count + added) { (elements: Elements) in
      copyElements(to: elements, count: count)
      other.copyElements(to: elements + count, count: added)
    }
  }

  /// `self * copies`.
  public func repeated(_ context: Context, _ copies: Int64) throws(Raised) -> List {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let total = elementCount(count, times: copies) else { throw context.raiseMemoryError() }
    if total == 0 { return try List.make(context) }
    if ByteRow.counts.contains(total), areBytes {
      return try List.make(context, count: total) { (row: ByteRow) in row.fill(repeating: self) }
    }
    let storage = try requireWords(context).unsafelyUnwrapped
    return try List.make(context, count: total) { (elements: Elements) in
      elements.fill(repeating: storage.elements, count: count, copies: Int(copies))
    }
  }

  // MARK: Assignment

  /// `self[slice] = source`, a list or tuple.
  public func setSlice(_ context: Context, _ slice: Slice, to source: Value) throws(Raised) {
    try setSlice(context, slice.bounds(context), to: source)
  }

  /// `self[start:stop] = source`, a list or tuple.
  func setSlice(_ context: Context, from start: Int, to stop: Int, to source: Value) throws(Raised) {
    try setSlice(context, (start, stop, 1), to: source)
  }

  private func setSlice(
    _ context: Context, _ bounds: (start: Int, stop: Int, step: Int), to source: Value
  ) throws(Raised) {
    if let tuple = Tuple(ifHas: source) {
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      return try setSlice(context, bounds, tuple.elements, tuple.count)
    }
    var other = List(source)
    // From a copy where the list is its own source, or another thread may change that while elements move.
    if other == self || context.pointee.isShared != 0 { other = try other.copy(context) }
    if row != nil, setBytes(context, bounds, other) { return }
    guard let storage = try other.requireWords(context) else {
      return try deleteSlice(context, bounds, isAssignment: true)
    }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    try setSlice(context, bounds, storage.elements, other.count)
  }

  /// `self[slice] = other` where all elements are bytes, and as many as there were; false otherwise.
  @inline(never)
  private func setBytes(
    _ context: Context, _ bounds: (start: Int, stop: Int, step: Int), _ other: List
  ) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let row else { return false }
    let indices = SliceIndices(start: bounds.start, stop: bounds.stop, step: bounds.step, length: count)
    guard indices.count == other.count, other.areBytes else { return false }
    row.set(indices, to: other)
    return true
  }

  /// `del self[slice]`.
  public func deleteSlice(_ context: Context, _ slice: Slice) throws(Raised) {
    try deleteSlice(context, try slice.bounds(context), isAssignment: false)
  }

  private func deleteSlice(
    _ context: Context, _ bounds: (start: Int, stop: Int, step: Int), isAssignment: Bool
  ) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let indices = SliceIndices(start: bounds.start, stop: bounds.stop, step: bounds.step, length: count)
    if indices.step == 1 || !isAssignment {
      try delete(context, indices)
    } else if indices.count != 0 {
      throw raiseSizeMismatch(context, 0, indices.count)
    }
  }

  /// The lock is held.
  private func setSlice(
    _ context: Context, _ bounds: (start: Int, stop: Int, step: Int), _ source: Elements, _ added: Int
  ) throws(Raised) {
    let indices = SliceIndices(start: bounds.start, stop: bounds.stop, step: bounds.step, length: count)
    if indices.step == 1 { return try replace(context, indices.start, indices.count, source, added) }
    if indices.count != added { throw raiseSizeMismatch(context, added, indices.count) }
    guard let storage = try requireWords(context) else { return }
    for index in 0..<added {
      publish(source[index], to: storage.elements + (indices.start + index * indices.step))
    }
  }

  private func raiseSizeMismatch(_ context: Context, _ size: Int, _ expected: Int) -> Raised {
    context.raise(
      .valueError, "attempt to assign sequence of size \(size) to extended slice of size \(expected)")
  }

  /// Puts `added` elements in the place of `removed` ones. The lock is held.
  private func replace(
    _ context: Context, _ start: Int, _ removed: Int, _ source: Elements, _ added: Int
  ) throws(Raised) {
    let count = count
    let tail = count - start - removed
    if added > removed {
      let elements = try reserve(context, count + added - removed)
      (elements + start + added).move(context, from: elements + start + removed, count: tail)
      (elements + start).publishAll(context, from: source, count: added)
      return setCount(count + added - removed)
    }
    guard let storage = try requireWords(context) else { return }
    (storage.elements + start).publishAll(context, from: source, count: added)
    if added < removed { close(context, start + added, removed - added, tail) }
  }

  /// The lock is held.
  private func delete(_ context: Context, _ indices: SliceIndices) throws(Raised) {
    let selected = indices.ascending
    guard selected.count > 0, let storage = try requireWords(context) else { return }
    if selected.step == 1 {
      return close(context, selected.start, selected.count, count - selected.start - selected.count)
    }
    // What stands between the deleted ones moves down, a stretch at a time.
    let elements = storage.elements
    var target = selected.start
    for index in 0..<selected.count {
      let source = selected.start + index * selected.step + 1
      let end = index + 1 < selected.count ? source + selected.step - 1 : count
      (elements + target).move(context, from: elements + source, count: end - source)
      target += end - source
    }
    close(context, target, selected.count, 0)
  }

  /// Takes out `removed` elements at `start` that `tail` others follow, all of them words.
  private func close(_ context: Context, _ start: Int, _ removed: Int, _ tail: Int) {
    guard let storage else { return }
    let elements = storage.elements + start
    setCount(start + tail)
    elements.move(context, from: elements + removed, count: tail)
    (elements + tail).clear(count: removed)
    shrink(context)
  }
}
