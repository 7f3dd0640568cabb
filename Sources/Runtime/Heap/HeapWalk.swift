import CRuntime

// Going over the objects of a heap: for `gc.get_objects`, statistics and the verifier. The world is stopped meanwhile,
// and the walk allocates nothing.

/// What a walk tells of an object.
struct WalkedObject {
  let object: ObjectPointer
  /// Bytes of its cell.
  let size: Int
}

extension Heap {
  /// Collects, then runs `body` before the other threads go on. It may walk and must not allocate in this heap.
  func collect(_ context: Context, then body: () -> Void) {
    collect(context)
    stopped(context, body)
  }

  /// Runs `body` with all other threads stopped and all allocation runs ended.
  func stopped(_ context: Context, _ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      var job = StoppedJob(context: context, body: body)
      withUnsafeMutablePointer(to: &job) { job in
        host_with_spilled_registers({ top, argument in
          argument.unsafelyUnwrapped.assumingMemoryBound(to: StoppedJob.self).pointee.run(top)
        }, job)
      }
    }
  }

  private struct StoppedJob {
    let context: Context
    let body: () -> Void

    func run(_ stackTop: UnsafeRawPointer) {
      let heap = Heap(of: context)
      context.pointee.nativeStackTop = stackTop
      heap.state.pointee.world.lock()
      while !heap.state.pointee.world.stop(context) {}
      heap.flushAllRuns()
      body()
      heap.state.pointee.world.resume(context)
      heap.state.pointee.world.unlock()
    }
  }

  /// The same where there are other threads.
  func whileOthersStop(_ context: Context, _ body: () -> Void) {
    context.pointee.isShared == 0 ? body() : stopped(context, body)
  }

  func flushAllRuns() {
    var context = state.pointee.world.contexts
    while let thread = context {
      flushRuns(of: thread)
      context = thread.pointee.next
    }
  }

  /// Calls `body` with every object; those that are dead but have not been collected yet are among them.
  func forEachObject(_ body: (WalkedObject) -> Void) {
    for index in 0..<state.pointee.blocks.count {
      let block = state.pointee.blocks.block(index)
      if !block.header.isInUse { continue }
      for cell in 0..<Int(block.header.cellCount) where holdsObject(block, cell) {
        let object = ObjectPointer(bitPattern: block.cell(cell) + block.headerOffset).unsafelyUnwrapped
        // A thread may have been stopped before it wrote the header.
        if object.pointee.kind != 0 { body(WalkedObject(object: object, size: Int(block.header.cellSize))) }
      }
    }
    for index in 0..<state.pointee.large.count {
      let large = state.pointee.large.object(index)
      let object = ObjectPointer(bitPattern: large.cell + large.headerOffset).unsafelyUnwrapped
      if object.pointee.kind != 0 { body(WalkedObject(object: object, size: large.size)) }
    }
  }

  func holdsObject(_ block: Block, _ cell: Int) -> Bool {
    cell < Int(block.header.handedOut) || block.isMarked(cell, in: state.pointee.liveBitmap)
  }

  /// How many cells hold objects, live or dead. All runs have ended.
  func countObjects() -> Int {
    var count = state.pointee.large.count
    for index in 0..<state.pointee.blocks.count {
      let block = state.pointee.blocks.block(index)
      if block.header.isInUse { count += block.heldCount(in: state.pointee.liveBitmap) }
    }
    return count
  }

  /// Calls `body` with each pointer that an object holds, by its kind's trace rule: to objects and to storage.
  func forEachReference(of walked: WalkedObject, _ body: (UInt) -> Void) {
    let object = UInt(bitPattern: walked.object)
    if isLeaf(object) { return }
    let isDerived = walked.object.pointee.kind & Kind.derived != 0
    if isDerived { visit(object - 8, body) }
    let rule = state.pointee.rule(for: walked.object).pointee
    if rule.firstWord == 0 { return }
    let end = (isDerived ? object - 8 : object) + UInt(walked.size)
    var address = object + UInt(rule.firstWord)
    while address < end {
      visit(address, body)
      address += 8
    }
  }

  /// Whether the words of an object are no Values, whatever its kind: a sort keeps prefixes of texts in a list's storage.
  private func isLeaf(_ address: UInt) -> Bool {
    let space =
      state.pointee.blocks.contains(address)
      ? Block(containing: address).header.space : LargeObject(at: address & ~4095).pointer.pointee.space
    return space == UInt8(truncatingIfNeeded: CellSpace.leaf.rawValue)
  }

  /// The same for kinds that are traced by a function of their own, too: every word that looks like a reference is one.
  func forEachLikelyReference(of walked: WalkedObject, _ body: (UInt) -> Void) {
    if state.pointee.rule(for: walked.object).pointee.custom == nil {
      return forEachReference(of: walked, body)
    }
    let start = UInt(bitPattern: walked.object)
    let end = start & ~7 + UInt(walked.size) - (walked.object.pointee.kind & Kind.derived != 0 ? 8 : 0)
    var address = start + 8
    while address < end {
      visit(address) { if isObject($0) { body($0) } }
      address += 8
    }
  }

  private func visit(_ address: UInt, _ body: (UInt) -> Void) {
    let word = UnsafePointer<Value>(bitPattern: address).unsafelyUnwrapped.pointee
    if word.isPointer { body(UInt(word.bits)) }
  }

  /// The cell's size of an object that is known to be one.
  func walked(_ object: ObjectPointer) -> WalkedObject {
    let address = UInt(bitPattern: object)
    if state.pointee.blocks.contains(address) {
      return WalkedObject(object: object, size: Int(Block(containing: address).header.cellSize))
    }
    return WalkedObject(object: object, size: LargeObject(at: address & ~4095).size)
  }
}
