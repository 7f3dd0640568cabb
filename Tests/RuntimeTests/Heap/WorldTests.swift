import CRuntime
import Testing

@testable import Runtime

@Suite struct WorldTests {
  /// Four threads build and drop trees over one heap, each starting collections of its own.
  @Test func threadsAllocateAndCollectTogether() async {
    var options = HeapOptions()
    options.leastThreshold = 1 << 20
    let heap = SharedHeap(heap: Heap(options: options)!)
    heap.heap.setTraceRule(.words(from: 8), for: nodeKind)
    let intact = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { heap.growTrees(40) } }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(intact)
    #expect(heap.heap.statistics.collections > 4)
    heap.heap.free()
  }
}

/// A heap that tasks on several threads use.
private struct SharedHeap: @unchecked Sendable {
  let heap: Heap

  /// Whether all trees that were built kept their nodes.
  func growTrees(_ count: Int) -> Bool {
    let context = Context.allocate(capacity: 1)
    context.initialize(to: ThreadContext())
    defer { context.deallocate() }
    heap.attach(context)
    defer { heap.detach(context) }
    for _ in 0..<count {
      let tree = makeTree(context, depth: 11)
      if countNodes(tree) != (1 << 12) - 1 { return false }
    }
    return true
  }
}
