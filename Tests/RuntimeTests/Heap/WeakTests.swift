import CRuntime
import Testing

@testable import Runtime

@Suite struct WeakTests {
  /// An object with a weak word at offset 8.
  private func makeWeak(_ heap: Heap, _ context: Context, to target: Value) -> ObjectPointer {
    let cell = Heap.allocate(context, size: 24, space: .plain)!
    let object = cell.assumingMemoryBound(to: ObjectHeader.self)
    object.pointee = ObjectHeader(shape: 7, kind: weakNodeKind, flags: 0, lock: 0, gc: 0)
    (cell + 8).assumingMemoryBound(to: Value.self).pointee = target
    #expect(heap.registerWeakWord(context, holder: object, offset: 8))
    return object
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
      #expect(heap.takeClearedHolder(context) == nil)
    }
  }

  @Test func aDeadTargetIsForgottenAndItsHolderHandedOutOnce() {
    withHeap { heap, context in
      let weak = makeWeakToGarbage(heap, context)
      clearStack()
      heap.collect(context)
      #expect(target(of: weak).isEmpty)
      #expect(context.pointee.poll & PollReason.finalization != 0)
      #expect(heap.takeClearedHolder(context) == weak)
      #expect(heap.takeClearedHolder(context) == nil)
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
