import CRuntime

@testable import Runtime

/// A heap with the calling thread attached, for the length of a test's body.
func withHeap(_ options: HeapOptions = HeapOptions(), _ body: (Heap, Context) -> Void) {
  guard let heap = Heap(options: options) else { fatalError("no address space") }
  let context = Context.allocate(capacity: 1)
  context.initialize(to: ThreadContext())
  heap.attach(context)
  heap.setTraceRule(.words(from: 8), for: nodeKind)
  heap.setTraceRule(.words(from: 24), for: weakNodeKind)
  heap.setTraceRule(.words(from: 8, hasElements: true), for: arrayKind)
  body(heap, context)
  heap.detach(context)
  heap.free()
  context.deallocate()
}

let nodeKind: UInt8 = 1
let weakNodeKind: UInt8 = 4
let arrayKind: UInt8 = 3

/// An object of two Values.
struct Node {
  let object: ObjectPointer

  init(_ context: Context, _ left: Value, _ right: Value, size: Int = 24) {
    let cell = Heap.allocate(context, size: size, space: .plain)!
    object = cell.assumingMemoryBound(to: ObjectHeader.self)
    object.pointee = ObjectHeader(shape: 7, kind: nodeKind, flags: 0, lock: 0, gc: 0)
    (left_, right_) = (left, right)
  }

  init(_ value: Value) { object = value.object }

  private var fields: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(object) + 8).assumingMemoryBound(to: Value.self)
  }
  var left_: Value {
    get { fields[0] }
    nonmutating set { fields[0] = newValue }
  }
  var right_: Value {
    get { fields[1] }
    nonmutating set { fields[1] = newValue }
  }
  var value: Value { Value(object) }
  var isIntact: Bool { object.pointee.shape == 7 && object.pointee.kind == nodeKind }
}

/// A complete binary tree of that depth.
@inline(never)
func makeTree(_ context: Context, depth: Int) -> Value {
  if depth == 0 { return Node(context, .none, .none).value }
  let left = makeTree(context, depth: depth - 1)
  let right = makeTree(context, depth: depth - 1)
  return Node(context, left, right).value
}

/// How many intact nodes a tree has.
@inline(never)
func countNodes(_ tree: Value) -> Int {
  if !tree.isPointer { return 0 }
  let node = Node(tree)
  return node.isIntact ? 1 + countNodes(node.left_) + countNodes(node.right_) : -1_000_000
}

/// Overwrites what earlier calls left below the stack pointer, so that no stale word keeps an object alive.
@inline(never)
func clearStack() {
  withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 16) { bytes in
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    host_process_fence()
  }
}
