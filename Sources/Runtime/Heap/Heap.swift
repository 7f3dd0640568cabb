import CRuntime

// The heap of one interpreter: mark-sweep, non-moving, collected with the world stopped.
//
//     Allocation.swift   cells for a thread, from runs of free cells in its blocks
//     Collection.swift   the phases of a collection
//     Marker.swift       what is reached from a root
//     Roots.swift        native stacks, register stacks, the runtime's tables
//     World.swift        stopping and resuming the other threads
//     Weak.swift         weak references and finalisers
//     HeapWalk.swift     going over all objects, for statistics and the verifier
//
// Where a Value may live is the heap's one demand on the rest of the runtime: in registers, on a native stack, in a
// heap object or in a registered root, and nowhere else.

/// Refers to a heap. The state is raw memory, so that no access to it retains or checks exclusivity.
public struct Heap {
  @usableFromInline let state: UnsafeMutablePointer<HeapState>

  @usableFromInline init(_ state: UnsafeMutablePointer<HeapState>) { self.state = state }

  /// The heap that a thread allocates from.
  init(of context: Context) {
    state = context.pointee.heap.unsafelyUnwrapped.assumingMemoryBound(to: HeapState.self)
  }

  /// A heap without objects; nil where the machine has no address space for one.
  public init?(options: HeapOptions = HeapOptions()) {
    guard let blocks = BlockSpace() else { return nil }
    state = .allocate(capacity: 1)
    state.initialize(to: HeapState(blocks: blocks, options: options))
  }

  /// Frees all objects. No thread may be attached any more.
  public func free() {
    state.pointee.free()
    state.deallocate()
  }
}

/// A thread's context, passed to every function of the runtime.
public typealias Context = UnsafeMutablePointer<ThreadContext>

@usableFromInline struct HeapState {
  var blocks: BlockSpace
  var large = LargeSpace()
  var world = World()
  /// Where threads wait for byte locks that others hold.
  let lockWaiters = host_monitor_create()
  /// The interpreter's shapes, which the objects that have them keep alive.
  var shapes: UnsafeMutablePointer<UnsafeRawPointer?>?
  /// The one empty tuple, made when first asked for.
  var emptyTuple = Value.empty
  var options: HeapOptions

  /// Which of the two bitmaps says what the last collection found alive.
  var liveBitmap = 0
  /// Per run index: blocks with free cells that no thread has gone over since the last collection.
  var unsweptBlocks: UnsafeMutablePointer<UInt>
  var bytesSinceCollection = 0
  var threshold: Int
  /// How often the least threshold has doubled.
  var doublings = 0
  /// When the last collection ended, by `host_monotonic_time`.
  var lastEnd = host_monotonic_time()
  /// Whether a program has asked for no collections; it still gets them where memory would run short without.
  var isReluctant = false

  var rules: UnsafeMutablePointer<TraceRule>
  /// The kinds that were given a rule, a bit each.
  var ruledKinds: (UInt64, UInt64) = (0, 0)
  var roots = GrowingBuffer<RootTracer>(capacity: 64)
  var weakTables = GrowingBuffer<RootTracer>(capacity: 16)
  var weakTable = WeakTable()
  var clearedLinks = AddressQueue()
  /// Objects with finalisers, in the order of their registration.
  var finalizable = GrowingBuffer<UInt>(capacity: 256)
  /// How many of them the last collection has found alive.
  var finalizableKept = 0
  /// Those of them that a collection is about to queue.
  var dying = GrowingBuffer<UInt>(capacity: 64)
  var finalizationQueue = AddressQueue()
  /// Whether a collection queues all of them, dead or not.
  var finalizesAll = false
  var markStack = GrowingBuffer<UInt>(capacity: 4096)

  var statistics = HeapStatistics()
  var stressCountdown: Int

  init(blocks: BlockSpace, options: HeapOptions) {
    self.blocks = blocks
    self.options = options
    threshold = options.leastThreshold
    stressCountdown = options.stressInterval
    let runs = Int(allocationRunCount)
    unsweptBlocks = .allocate(capacity: runs)
    unsweptBlocks.initialize(repeating: 0, count: runs)
    rules = .allocate(capacity: TraceRule.count)
    rules.initialize(repeating: .words(from: 8), count: TraceRule.count)
    rules[0] = .leaf
  }

  mutating func free() {
    large.free()
    blocks.unmap()
    roots.free()
    weakTables.free()
    weakTable.free()
    clearedLinks.free()
    finalizable.free()
    dying.free()
    finalizationQueue.free()
    markStack.free()
    unsweptBlocks.deallocate()
    rules.deallocate()
    host_monitor_destroy(lockWaiters)
    world.free()
  }
}

/// What a heap has done, and what it holds since its last collection.
public struct HeapStatistics: BitwiseCopyable, Sendable {
  public var collections = 0
  /// Bytes in cells and large objects that the last collection found alive.
  public var liveBytes = 0
  public var liveObjects = 0
  /// Objects that the last collection freed.
  public var freedObjects = 0
  /// Nanoseconds.
  public var lastPause: UInt64 = 0
  public var longestPause: UInt64 = 0
  public var totalPause: UInt64 = 0
}
