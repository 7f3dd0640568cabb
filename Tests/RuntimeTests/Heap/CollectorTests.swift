import CRuntime
import Testing

@testable import Runtime

@Suite struct CollectorTests {
  @Test func sizeClassesHoldTheirSizes() {
    for size in 1...SizeClass.largest {
      let index = SizeClass.index(for: size)
      #expect(SizeClass.cellSize(of: index) >= size)
      #expect(index == 0 || SizeClass.cellSize(of: index - 1) < size)
    }
  }

  @Test func offsetsFindTheirCells() {
    withHeap { heap, _ in
      for sizeClass in 0..<SizeClass.count {
        let block = heap.state.pointee.blocks.acquire(sizeClass: sizeClass, space: .plain)!
        for cell in 0..<Int(block.header.cellCount) {
          #expect(block.cellIndex(of: block.cell(cell)) == cell)
          #expect(block.cellIndex(of: block.cell(cell + 1) - 1) == cell)
        }
      }
    }
  }

  @Test func whatTheStackHoldsSurvives() {
    withHeap { heap, context in
      let tree = makeTree(context, depth: 12)
      for _ in 0..<3 {
        heap.collect(context)
        _ = makeTree(context, depth: 8)
      }
      #expect(countNodes(tree) == (1 << 13) - 1)
    }
  }

  @Test func whatNothingReachesIsFreed() {
    withHeap { heap, context in
      _ = makeTree(context, depth: 14)
      clearStack()
      heap.collect(context)
      #expect(heap.statistics.liveObjects < 100)
    }
  }

  @Test func memoryIsUsedAgain() {
    var options = HeapOptions()
    options.leastThreshold = 1 << 20
    withHeap(options) { heap, context in
      for _ in 0..<64 { _ = makeTree(context, depth: 14) }
      #expect(heap.statistics.collections > 10)
      #expect(heap.state.pointee.blocks.count < 128)
    }
  }

  @Test func freedCellsAreZeroWhenHandedOutAgain() {
    var options = HeapOptions()
    options.stressInterval = 1
    withHeap(options) { _, context in
      for _ in 0..<20_000 {
        let memory = Heap.allocate(context, size: 40, space: .plain)!
        let cell = memory.assumingMemoryBound(to: UInt64.self)
        for word in 0..<5 { #expect(cell[word] == 0) }
        // A kind whose words nobody follows.
        memory.storeBytes(of: .exact(.float), as: ObjectHeader.self)
        for word in 1..<5 { cell[word] = .max }
      }
    }
  }

  @Test func interiorPointersKeepAnObject() {
    withHeap { heap, context in
      let inside = UInt(bitPattern: Node(context, .none, .none).object) + 12
      clearStack()
      heap.collect(context)
      #expect(Node(Value(bits: UInt64(inside - 12))).isIntact)
    }
  }

  @Test func aPointerOnePastTheEndKeepsAnArray() {
    withHeap { heap, context in
      let array = Node(context, .none, .none)
      array.object.pointee.kind = arrayKind
      let past = UInt(bitPattern: array.object) + 24
      clearStack()
      heap.collect(context)
      #expect(ObjectPointer(bitPattern: past - 24)?.pointee.kind == arrayKind)
    }
  }

  @Test func registeredRootsSurvive() {
    withHeap { heap, context in
      let root = UnsafeMutablePointer<Value>.allocate(capacity: 1)
      root.pointee = makeTree(context, depth: 4)
      heap.addRoot(root) { marker, argument in
        Marker(opaque: marker).mark(argument!.assumingMemoryBound(to: Value.self).pointee)
      }
      clearStack()
      heap.collect(context)
      heap.collect(context)
      #expect(countNodes(root.pointee) == 31)
      root.deallocate()
    }
  }

  @Test func largeObjectsLiveAndDie() {
    withHeap { heap, context in
      let node = Node(context, .none, makeTree(context, depth: 3), size: 100_000)
      heap.collect(context)
      #expect(heap.state.pointee.large.count == 1)
      #expect(countNodes(node.right_) == 15)
    }
    withHeap { heap, context in
      for _ in 0..<8 { makeLargeGarbage(context) }
      clearStack()
      heap.collect(context)
      // A stale word of the stack may keep one.
      #expect(heap.state.pointee.large.count <= 1)
    }
  }

  @Test func absurdRequestsFail() {
    withHeap { _, context in
      #expect(Heap.allocate(context, size: .max, space: .plain) == nil)
      #expect(Heap.allocate(context, size: 1 << 60, space: .leaf) == nil)
    }
  }

  @Test func derivedObjectsKeepTheWordBeforeTheirHeader() {
    withHeap { heap, context in
      let cell = Heap.allocate(context, size: 32, space: .derived)!
      let object = (cell + 8).assumingMemoryBound(to: ObjectHeader.self)
      object.pointee = ObjectHeader(shape: 7, kind: nodeKind | 0x80, flags: 0, lock: 0, gc: 0)
      cell.assumingMemoryBound(to: Value.self).pointee = makeTree(context, depth: 2)
      clearStack()
      heap.collect(context)
      #expect(countNodes(cell.assumingMemoryBound(to: Value.self).pointee) == 7)
    }
  }

  @Test func longListsAreMarkedWithoutRecursion() {
    withHeap { heap, context in
      var list = Value.none
      for _ in 0..<1_000_000 { list = Node(context, .none, list).value }
      heap.collect(context)
      #expect(heap.statistics.liveObjects >= 1_000_000)
      withExtendedLifetime(list) {}
    }
  }

  @inline(never)
  private func makeLargeGarbage(_ context: Context) { _ = Node(context, .none, .none, size: 1 << 20) }
}
