import CRuntime

// Weak references and finalisers. What a collection finds dead goes through these steps:
//
//  1. weak links to dead objects are emptied, so that none leads to an object that is being finalised;
//  2. dead objects that have finalisers are queued, owners first, and live on with all they refer to until theirs have
//     run;
//  3. weak links that are dead themselves leave their chains;
//  4. the runtime's weak tables drop what is dead.
//
// Queued objects and emptied links are handed out at an event point, each once.

extension Heap {
  /// The first weak link to an object; the heap's lock is held, as long as the chain is followed.
  func firstWeakLink(to target: Value) -> UnsafeMutablePointer<WeakLink>? {
    state.pointee.weakTable.first(to: UInt(target.bits))
  }

  /// Puts a weak link into its target's chain, after `previous` or first: it is emptied when the target dies, and then
  /// handed out by `takeClearedLink`. False where memory is exhausted. The heap's lock is held.
  func insertWeakLink(
    _ link: UnsafeMutablePointer<WeakLink>, after previous: UnsafeMutablePointer<WeakLink>?
  ) -> Bool {
    state.pointee.weakTable.insert(link, after: previous)
  }

  /// Has an object handed out by `takeFinalizable` once when nothing reaches it any more.
  public func registerFinalizer(_ context: Context, for object: ObjectPointer) -> Bool {
    // Coroutines come by here, each of them.
    if context.pointee.isShared == 0 { return state.pointee.finalizable.append(UInt(bitPattern: object)) }
    return withLock { state.pointee.finalizable.append(UInt(bitPattern: object)) }
  }

  /// A live object whose weak link was emptied; nil when there is none left.
  public func takeClearedLink(_ context: Context) -> ObjectPointer? {
    withLock { state.pointee.clearedLinks.take().flatMap { ObjectPointer(bitPattern: $0) } }
  }

  /// An object whose finaliser is due; nil when there is none left. They come as they were queued.
  public func takeFinalizable(_ context: Context) -> ObjectPointer? {
    withLock { state.pointee.finalizationQueue.take().flatMap { ObjectPointer(bitPattern: $0) } }
  }

  /// Whether there are objects whose finalisers have not run and are not due.
  public var hasFinalizable: Bool { withLock { state.pointee.finalizable.count > 0 } }

  /// Queues all objects whose finalisers have not run, owners first, as at the end of a program. A safe point.
  public func queueAllFinalizable(_ context: Context) {
    let isOne = withLock {
      if state.pointee.finalizable.count != 1 { return false }
      queue(state.pointee.finalizable[0])
      state.pointee.finalizable.truncate(to: 0)
      return true
    }
    if isOne { return }
    state.pointee.finalizesAll = true
    collect(context)
    state.pointee.finalizesAll = false
  }

  /// What a collection does before it looks for what is alive, where all is to be finalised.
  func takeAllAsDying(_ marker: Marker) {
    for index in 0..<state.pointee.finalizable.count { require(state.pointee.dying.append(state.pointee.finalizable[index])) }
    state.pointee.finalizable.truncate(to: 0)
    queueDying(marker)
  }

  /// Runs a short body that touches the heap's own tables, which allocates nothing.
  func withLock<Result>(_ body: () -> Result) -> Result {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    return body()
  }

  // MARK: During a collection

  func processDead(_ marker: Marker) {
    clearWeakLinks(marker)
    queueFinalizable(marker)
    state.pointee.weakTable.filter { entry in
      if marker.isMarked(entry.target) { dropDeadLinks(&entry.first, marker) } else { entry.first = nil }
    }
    sweepWeakTables()
  }

  private func clearWeakLinks(_ marker: Marker) {
    state.pointee.weakTable.filter { entry in
      if marker.isMarked(entry.target) { return }
      var next = entry.first
      while let link = next {
        next = UnsafeMutablePointer(bitPattern: link.pointee.next)
        link.pointee.target = .empty
        link.pointee.next = 0
        let address = UInt(bitPattern: link)
        if marker.isMarked(address) { require(state.pointee.clearedLinks.append(address)) }
      }
      entry.first = nil
    }
  }

  private func queueFinalizable(_ marker: Marker) {
    var kept = 0
    for index in 0..<state.pointee.finalizable.count {
      let object = state.pointee.finalizable[index]
      if marker.isMarked(object) {
        state.pointee.finalizable[kept] = object
        kept += 1
      } else if !Generator.isSpent(at: object) {
        require(state.pointee.dying.append(object))
      }
    }
    state.pointee.finalizable.truncate(to: kept)
    state.pointee.finalizationQueue.forEach { marker.mark(cellAt: $0) }
    state.pointee.clearedLinks.forEach { marker.mark(cellAt: $0) }
    marker.drain()
    queueDying(marker)
  }

  private func dropDeadLinks(_ first: inout UnsafeMutablePointer<WeakLink>?, _ marker: Marker) {
    while let link = first, !marker.isMarked(UInt(bitPattern: link)) {
      first = UnsafeMutablePointer(bitPattern: link.pointee.next)
    }
    guard var previous = first else { return }
    while let link = UnsafeMutablePointer<WeakLink>(bitPattern: previous.pointee.next) {
      if marker.isMarked(UInt(bitPattern: link)) {
        previous = link
      } else {
        previous.pointee.next = link.pointee.next
      }
    }
  }

  func queue(_ address: UInt) {
    ObjectPointer(bitPattern: address).unsafelyUnwrapped.pointee.gc |= Self.finalizedFlag
    require(state.pointee.finalizationQueue.append(address))
  }

  /// In `ObjectHeader.gc`: the object's finaliser has run or is due.
  private static var finalizedFlag: UInt8 { 1 }

  static func isFinalized(_ object: ObjectPointer) -> Bool { object.pointee.gc & finalizedFlag != 0 }

  func require(_ appended: Bool) {
    if !appended { preconditionFailure("no memory for the heap's tables") }
  }
}
