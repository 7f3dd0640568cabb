import CRuntime

extension Heap {
  /// A cell of at least `size` bytes for an object that the caller lays out before the next safe point that may see it.
  /// It is zeroed, but in the space of leaves, which nobody traces, whatever was there before may be there still.
  /// A safe point: it may collect.
  ///
  /// The address is the cell's; in the space of derived objects the header comes 8 bytes later. A cell larger than
  /// `SizeClass.largest` is zeroed in any space, unless the caller says that it fills it.
  ///
  /// - Returns: *nil* where memory is exhausted; the caller raises MemoryError.
  @inline(__always)
  public static func allocate(
    _ context: Context, size: Int, space: CellSpace, isFilled: Bool = false
  ) -> UnsafeMutableRawPointer? {
    if size > SizeClass.largest { return allocateLarge(context, size: size, space: space, isFilled: isFilled) }
    return allocate(context, sizeClass: SizeClass.index(for: size), space: space)
  }

  /// The same for an object that takes up its whole cell.
  @inline(__always)
  static func allocate(_ context: Context, sizeClass: Int, space: CellSpace) -> UnsafeMutableRawPointer? {
    let run = context_run(context, Int64(SizeClass.run(space, sizeClass)))
    let cell = run.pointee.cursor
    let next = cell &+ UInt64(SizeClass.cellSize(of: sizeClass))
    if next > run.pointee.limit { return allocateFromNextRun(context, sizeClass: sizeClass, space: space) }
    run.pointee.cursor = next
    return UnsafeMutableRawPointer(bitPattern: UInt(cell))
  }

  @inline(never)
  static func allocateFromNextRun(
    _ context: Context, sizeClass: Int, space: CellSpace
  ) -> UnsafeMutableRawPointer? {
    let heap = Heap(of: context)
    let index = SizeClass.run(space, sizeClass)
    if load_relaxed_u32(pollWord(context)) & PollReason.stop != 0 { heap.safePoint(context) }
    if heap.state.pointee.options.stressInterval > 0 { heap.collectUnderStress(context) }
    let run = context_run(context, Int64(index))
    if !heap.advance(run) && !heap.takeBlock(context, run, index, sizeClass, space) { return nil }
    let cell = run.pointee.cursor
    run.pointee.cursor += UInt64(SizeClass.cellSize(of: sizeClass))
    return UnsafeMutableRawPointer(bitPattern: UInt(cell))
  }

  /// Goes on to the next run of free cells in the run's own block.
  private func advance(_ run: UnsafeMutablePointer<AllocationRun>) -> Bool {
    if run.pointee.limit == 0 { return false }
    let block = Block(containing: UInt(run.pointee.limit) - 1)
    return begin(run, in: block, from: block.cellIndex(of: UInt(run.pointee.limit) - 1) + 1)
  }

  private func begin(_ run: UnsafeMutablePointer<AllocationRun>, in block: Block, from cell: Int) -> Bool {
    guard let cells = block.freeRun(from: cell, in: state.pointee.liveBitmap) else {
      block.header.handedOut = block.header.cellCount
      run.pointee = AllocationRun(cursor: 0, limit: 0)
      return false
    }
    let start = block.cell(cells.lowerBound)
    var end = block.cell(cells.upperBound)
    if !block.header.isFresh, block.header.space != CellSpace.leaf.rawValue {
      // A part of a long run at a time, so that the cells are in the processor's inner cache when they are written.
      if end - start > Self.zeroedAtOnce, state.pointee.options.stressInterval == 0 {
        end = start + max(1, Self.zeroedAtOnce / UInt(block.header.cellSize)) * UInt(block.header.cellSize)
      }
      UnsafeMutableRawPointer(bitPattern: start).unsafelyUnwrapped
        .initializeMemory(as: UInt8.self, repeating: 0, count: Int(end - start))
      prefetch_for_write(UnsafeRawPointer(bitPattern: end), UInt64(min(Self.zeroedAtOnce, block.cell(cells.upperBound) - end)))
    }
    run.pointee = AllocationRun(cursor: UInt64(start), limit: UInt64(end))
    return true
  }

  private static var zeroedAtOnce: UInt { 2048 }

  /// Gives the run a block that has free cells; collects first where it is time to.
  @inline(never)
  private func takeBlock(
    _ context: Context, _ run: UnsafeMutablePointer<AllocationRun>, _ index: Int, _ sizeClass: Int, _ space: CellSpace
  ) -> Bool {
    if isCollectionDue(adding: 0) { collect(context) }
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    while state.pointee.unsweptBlocks[index] != 0 {
      let block = Block(at: state.pointee.unsweptBlocks[index])
      state.pointee.unsweptBlocks[index] = block.header.next
      let free = Int(block.header.cellCount) - block.markedCount(in: state.pointee.liveBitmap)
      if begin(run, in: block, from: 0) {
        state.pointee.bytesSinceCollection += free * Int(block.header.cellSize)
        return true
      }
    }
    guard let block = state.pointee.blocks.acquire(sizeClass: sizeClass, space: space) else { return false }
    state.pointee.bytesSinceCollection += Block.size
    return begin(run, in: block, from: 0)
  }

  @inline(never)
  static func allocateLarge(
    _ context: Context, size: Int, space: CellSpace, isFilled: Bool = false
  ) -> UnsafeMutableRawPointer? {
    let heap = Heap(of: context)
    if heap.state.pointee.options.stressInterval > 0 { heap.collectUnderStress(context) }
    if heap.isCollectionDue(adding: size) { heap.collect(context) }
    heap.state.pointee.world.lock()
    defer { heap.state.pointee.world.unlock() }
    guard let object = heap.state.pointee.large.allocate(size: size, space: space, isFilled: isFilled) else { return nil }
    heap.state.pointee.bytesSinceCollection += Int(object.pointer.pointee.mappedSize)
    return UnsafeMutableRawPointer(bitPattern: object.cell)
  }

  private func isCollectionDue(adding size: Int) -> Bool {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    let (debt, overflow) = state.pointee.bytesSinceCollection.addingReportingOverflow(size)
    let patience = state.pointee.isReluctant && !hasManyFinalizable ? Self.patienceOfReluctant : 1
    return overflow || debt > state.pointee.threshold * patience
  }

  private static var patienceOfReluctant: Int { 8 }

  /// Whether so many objects with finalisers were made since the last collection that running them is not to be put off:
  /// a program that has turned collections off still counts on them, most being dead by now.
  private var hasManyFinalizable: Bool {
    state.pointee.finalizable.count - state.pointee.finalizableKept > Self.manyFinalizable
  }

  private static var manyFinalizable: Int { 10_000 }

  private func collectUnderStress(_ context: Context) {
    let isDue = withLock {
      state.pointee.stressCountdown -= 1
      if state.pointee.stressCountdown > 0 { return false }
      state.pointee.stressCountdown = state.pointee.options.stressInterval * stressPatience(context)
      return true
    }
    if isDue { collect(context) }
  }

  /// How many times rarer collections are under stress than the options say: what they cost grows with what is alive and
  /// with the native stack.
  private func stressPatience(_ context: Context) -> Int {
    var here: UInt8 = 0
    let top = withUnsafePointer(to: &here) { UInt(bitPattern: $0) }
    let depth = max(0, Int(UInt(bitPattern: context.pointee.nativeStackBase)) - Int(top))
    return 1 + state.pointee.statistics.liveBytes >> 22 + depth >> 18
  }

  /// Ends a thread's runs: what it was handed is recorded in the blocks, and it starts with none.
  func flushRuns(of context: Context) {
    for index in 0..<Int64(allocationRunCount) {
      let run = context_run(context, index)
      if run.pointee.limit == 0 { continue }
      let block = Block(containing: UInt(run.pointee.limit) - 1)
      block.header.handedOut = UInt32((UInt(run.pointee.cursor) - block.cell(0)) / UInt(block.header.cellSize))
      run.pointee = AllocationRun(cursor: 0, limit: 0)
    }
  }
}
