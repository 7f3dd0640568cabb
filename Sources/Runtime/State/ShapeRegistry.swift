import CRuntime

/// The shapes of an interpreter by their indices, which object headers hold. The table is reserved address space that
/// never moves, so that native code and other threads read it without a lock.
///
/// The first 128 indices are the shapes of exact instances of built-ins, by kind. A shape lives as long as its type or
/// an object that has it; its index is then used again.
struct ShapeRegistry {
  static var capacity: Int { 1 << 24 }
  static var firstFree: Int { 128 }

  let table: UnsafeMutablePointer<UnsafeRawPointer?>
  private let indices: UnsafeMutablePointer<ShapeIndices>

  init?() {
    guard let memory = host_reserve(Self.capacity * MemoryLayout<UnsafeRawPointer?>.size, 4096) else { return nil }
    table = memory.assumingMemoryBound(to: UnsafeRawPointer?.self)
    indices = .allocate(capacity: 1)
    indices.initialize(to: ShapeIndices())
  }

  func unmap() {
    host_unmap(table, Self.capacity * MemoryLayout<UnsafeRawPointer?>.size)
    indices.pointee.free.free()
    indices.deallocate()
  }

  /// An index for a shape; nil where there are more than the table holds. The caller holds the heap's lock.
  func add(_ shape: Shape) -> UInt32? {
    if let index = indices.pointee.free.popLast() {
      publish(shape.value, to: slot(Int(index)))
      return index
    }
    let index = indices.pointee.used
    if index == Self.capacity { return nil }
    publish(shape.value, to: slot(index))
    indices.pointee.used += 1
    return UInt32(truncatingIfNeeded: index)
  }

  private func slot(_ index: Int) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(table + index).assumingMemoryBound(to: Value.self)
  }

  /// Forgets the shapes that a collection found dead.
  func sweep(_ marker: Marker) {
    for index in Self.firstFree..<indices.pointee.used {
      guard let shape = table[index], !marker.isMarked(UInt(bitPattern: shape)) else { continue }
      table[index] = nil
      _ = indices.pointee.free.append(UInt32(truncatingIfNeeded: index))
    }
  }
}

/// Which indices of the table are taken. The heap's lock guards it.
private struct ShapeIndices {
  var used = ShapeRegistry.firstFree
  var free = GrowingBuffer<UInt32>(capacity: 256)
}

extension Interpreter {
  /// Gives a shape its index.
  func register(_ shape: Shape, _ context: Context) throws(Raised) -> UInt32 {
    guard let index = withHeapLock({ state.pointee.shapes.add(shape) }) else { throw context.raiseMemoryError() }
    return index
  }

  /// Runs a short body that touches tables which all threads share.
  func withHeapLock<Result>(_ body: () -> Result) -> Result {
    heap.state.pointee.world.lock()
    defer { heap.state.pointee.world.unlock() }
    return body()
  }
}
