import CRuntime

public struct ListStorageLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var capacity: Int64
}

/// What holds a list's elements, and temporary rows of Values.
public struct ListStorage: ObjectReference {
  public let pointer: UnsafeMutablePointer<ListStorageLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ListStorageLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .listStorage }

  static var traceRule: TraceRule { .words(from: elementsOffset, hasElements: true) }
  static var elementsOffset: Int { 16 }

  @inlinable @inline(__always) public var capacity: Int { Int(truncatingIfNeeded: pointer.pointee.capacity) }

  @inlinable @inline(__always) public var elements: Elements {
    (UnsafeMutableRawPointer(pointer) + 16).assumingMemoryBound(to: Value.self)
  }

  /// Storage for at least `capacity` elements, all *empty*: as many as its cell has room for.
  ///
  /// - Parameter isFilled: So many elements are written at once, before anything else is allocated.
  public static func allocate(_ context: Context, capacity: Int, isFilled: Bool = false) throws(Raised) -> ListStorage {
    if capacity > Int.max / 16 { throw context.raiseMemoryError() }
    var size = elementsOffset + capacity * 8
    let allocated: UnsafeMutableRawPointer?
    if size <= SizeClass.largest {
      let sizeClass = SizeClass.index(for: size)
      size = SizeClass.cellSize(of: sizeClass)
      allocated = Heap.allocate(context, sizeClass: sizeClass, space: .plain)
    } else {
      allocated = Heap.allocateLarge(context, size: size, space: .plain, isFilled: isFilled)
    }
    guard let cell = allocated else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: ListStorageLayout.self)
    pointer.pointee = ListStorageLayout(header: .exact(.listStorage), capacity: Int64((size - elementsOffset) / 8))
    return ListStorage(pointer: pointer)
  }

  /// How much room to make for `count` elements and more to come. Small lists grow by an eighth and up to their cell's
  /// end. Large ones, which cannot be extended in place, by a half: their unused pages cost no memory.
  static func grownCapacity(for count: Int) -> Int {
    let growth = count < SizeClass.largest / 8 ? count >> 3 + 4 : count >> 1
    return count.addingReportingOverflow(growth).overflow ? count : count + growth
  }
}

// MARK: Moving elements that others may be reading

extension UnsafeMutablePointer where Pointee == Value {
  /// Copies words, each whole: what `memmove` does not promise to other threads.
  @inline(__always)
  func move(_ context: Context, from source: Elements, count: Int) {
    if context.pointee.isShared == 0 { return update(from: source, count: count) }
    moveShared(from: source, count: count)
  }

  @inline(never)
  private func moveShared(from source: Elements, count: Int) {
    if self < source {
      for index in 0..<count { publish(load(source + index), to: self + index) }
    } else {
      var index = count
      while index > 0 {
        index &-= 1
        publish(load(source + index), to: self + index)
      }
    }
  }

  /// Empties words that a list no longer uses, so that they keep nothing alive.
  @inline(__always)
  func clear(count: Int) {
    for index in 0..<count { store(.empty, to: self + index) }
  }
}
