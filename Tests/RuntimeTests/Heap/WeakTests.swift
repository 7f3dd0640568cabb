import CRuntime
import Testing

@testable import Runtime

@Suite struct WeakTests {
  /// A weak link to an object.
  private func makeWeak(_ heap: Heap, _ context: Context, to target: Value) -> ObjectPointer {
    let cell = Heap.allocate(context, size: 24, space: .plain)!
    let link = cell.assumingMemoryBound(to: WeakLink.self)
    link.pointee = WeakLink(
      header: ObjectHeader(shape: 7, kind: weakNodeKind, flags: 0, lock: 0, gc: 0), target: target, next: 0)
    #expect(heap.withLock { heap.insertWeakLink(link, after: nil) })
    return cell.assumingMemoryBound(to: ObjectHeader.self)
  }

  private func target(of object: ObjectPointer) -> Value {
    (UnsafeMutableRawPointer(object) + 8).assumingMemoryBound(to: Value.self).pointee
  }

  @inline(never)
  private func makeWeakToGarbage(_ heap: Heap, _ context: Context) -> ObjectPointer {
    makeWeak(heap, context, to: Node(context, .none, .none).value)
  }

  @Test func aLiveTargetStays() {
    withHeap { heap, context in
      let node = Node(context, .none, .none)
      let weak = makeWeak(heap, context, to: node.value)
      heap.collect(context)
      #expect(target(of: weak) == node.value)
      #expect(heap.takeClearedLink(context) == nil)
    }
  }

  @Test func aDeadTargetIsForgottenAndItsLinkHandedOutOnce() {
    withHeap { heap, context in
      let weak = makeWeakToGarbage(heap, context)
      clearStack()
      heap.collect(context)
      #expect(target(of: weak).isEmpty)
      #expect(context.pointee.poll & PollReason.finalization != 0)
      #expect(heap.takeClearedLink(context) == weak)
      #expect(heap.takeClearedLink(context) == nil)
    }
  }

  @Test func deadLinksLeaveTheirChain() {
    withHeap { heap, context in
      let node = Node(context, .none, .none)
      let first = makeWeak(heap, context, to: node.value)
      for _ in 0..<100 { makeDroppedWeak(heap, context, to: node.value) }
      let last = makeWeak(heap, context, to: node.value)
      clearStack()
      heap.collect(context)
      var links: [UInt] = []
      var link = heap.firstWeakLink(to: node.value)
      while let current = link {
        links.append(UInt(bitPattern: current))
        link = UnsafeMutablePointer<WeakLink>(bitPattern: current.pointee.next)
      }
      #expect(links.count < 10)
      #expect(links.contains(UInt(bitPattern: first)) && links.contains(UInt(bitPattern: last)))
    }
  }

  @inline(never)
  private func makeDroppedWeak(_ heap: Heap, _ context: Context, to target: Value) {
    _ = makeWeak(heap, context, to: target)
  }

  @Test func manyTargetsAreFoundAgain() {
    withHeap { heap, context in
      var nodes = Value.none
      for _ in 0..<3000 {
        let node = Node(context, nodes, .none)
        node.right_ = Value(makeWeak(heap, context, to: node.value))
        nodes = node.value
      }
      heap.collect(context)
      while nodes.isPointer {
        let node = Node(nodes)
        #expect(heap.firstWeakLink(to: nodes).map { UInt(bitPattern: $0) } == UInt(node.right_.bits))
        nodes = node.left_
      }
    }
  }

  @Test func aFinalizableObjectIsHandedOutOnceWithAllItRefersTo() {
    withHeap { heap, context in
      makeFinalizableGarbage(heap, context)
      clearStack()
      heap.collect(context)
      let object = heap.takeFinalizable(context)
      #expect(object != nil)
      if let object { #expect(countNodes(Value(object)) == 16) }
      #expect(heap.takeFinalizable(context) == nil)
      heap.collect(context)
      #expect(heap.takeFinalizable(context) == nil)
    }
  }

  @Test func aWeakReferenceToAnObjectBeingFinalizedIsEmpty() {
    withHeap { heap, context in
      let weak = makeWeakToFinalizable(heap, context)
      clearStack()
      heap.collect(context)
      #expect(target(of: weak).isEmpty)
      #expect(heap.takeFinalizable(context) != nil)
    }
  }

  @inline(never)
  private func makeFinalizableGarbage(_ heap: Heap, _ context: Context) {
    let node = Node(context, .none, makeTree(context, depth: 3))
    #expect(heap.registerFinalizer(context, for: node.object))
  }

  @inline(never)
  private func makeWeakToFinalizable(_ heap: Heap, _ context: Context) -> ObjectPointer {
    let node = Node(context, .none, .none)
    #expect(heap.registerFinalizer(context, for: node.object))
    return makeWeak(heap, context, to: node.value)
  }
}
