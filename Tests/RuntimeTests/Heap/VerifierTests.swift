import CRuntime
import Testing

@testable import Runtime

@Suite struct VerifierTests {
  private var stress: HeapOptions {
    var options = HeapOptions()
    options.stressInterval = 1000
    return options
  }

  @Test func aSoundHeapHasNoFault() {
    withHeap(stress) { heap, context in
      let tree = makeTree(context, depth: 10)
      _ = makeTree(context, depth: 8)
      let fault = heap.verify(context)
      #expect(fault == nil)
      #expect(countNodes(tree) == (1 << 11) - 1)
    }
  }

  @Test func aReferenceToAFreeCellIsFound() {
    withHeap(stress) { heap, context in
      let node = Node(context, .none, .none)
      let other = Node(context, .none, .none, size: 64)
      // Beyond all that was handed out of that block.
      node.left_ = Value(bits: other.value.bits + 512)
      var fault: HeapFault?
      heap.stopped(context) { fault = heap.verifyStopped() }
      #expect(fault?.address == UInt(node.left_.bits))
      node.left_ = .none
    }
  }

  @Test func anUnknownKindIsFound() {
    withHeap(stress) { heap, context in
      let node = Node(context, .none, .none)
      node.object.pointee.kind = 99
      var fault: HeapFault?
      heap.stopped(context) { fault = heap.verifyStopped() }
      #expect(fault?.address == UInt(bitPattern: node.object))
      node.object.pointee.kind = nodeKind
    }
  }

  @Test func aFreeCellThatWasWrittenIsFound() {
    withHeap(stress) { heap, context in
      // One lives, as a block without any is given back.
      let kept = makeDroppedNodes(context)
      clearStack()
      heap.collect(context)
      let block = heap.state.pointee.blocks.block(0)
      let free = block.freeRun(from: 0, in: heap.state.pointee.liveBitmap)!
      UnsafeMutablePointer<UInt64>(bitPattern: block.cell(free.lowerBound))!.pointee = 1
      let fault = heap.verifyStopped()
      #expect(fault?.address == block.cell(free.lowerBound))
      #expect(kept.left_ == .none)
    }
  }

  /// The first of some nodes; the others are garbage.
  @inline(never)
  private func makeDroppedNodes(_ context: Context) -> Node {
    let kept = Node(context, .none, .none)
    for _ in 0..<10 { _ = Node(context, kept.value, .none) }
    return kept
  }

  @Test func anInterpreterVerifies() {
    withInterpreter(stress) { (context) throws(Raised) in
      let fault = Heap(of: context).verify(context)
      #expect(fault == nil, "\(String(describing: fault))")
    }
  }
}
