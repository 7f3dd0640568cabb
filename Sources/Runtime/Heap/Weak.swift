import CRuntime

/// A word of an object that does not keep alive what it refers to.
struct WeakWord: BitwiseCopyable {
  /// The object that holds the word.
  var holder: UInt
  /// Bytes from the holder's header to the word.
  var offset: Int
}

extension Heap {
  /// Makes the word `offset` bytes into `holder` a weak one: it is emptied when its object dies, and `holder` is then
  /// handed out by `takeClearedHolder`. Its kind's trace rule must leave the word out.
  public func registerWeakWord(_ context: Context, holder: ObjectPointer, offset: Int) -> Bool {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    return state.pointee.weakWords.append(WeakWord(holder: UInt(bitPattern: holder), offset: offset))
  }

  /// Has an object handed out by `takeFinalizable` once when nothing reaches it any more.
  public func registerFinalizer(_ context: Context, for object: ObjectPointer) -> Bool {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    return state.pointee.finalizable.append(UInt(bitPattern: object))
  }

  /// An object whose weak word was emptied; nil when there is none left.
  public func takeClearedHolder(_ context: Context) -> ObjectPointer? {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    return state.pointee.clearedHolders.popLast().flatMap { ObjectPointer(bitPattern: $0) }
  }

  /// An object whose finaliser is due; nil when there is none left.
  public func takeFinalizable(_ context: Context) -> ObjectPointer? {
    state.pointee.world.lock()
    defer { state.pointee.world.unlock() }
    return state.pointee.finalizationQueue.popLast().flatMap { ObjectPointer(bitPattern: $0) }
  }

  /// Empties the weak words of dead objects, then brings those back that have finalisers, with all they refer to:
  /// in this order, so that no weak reference leads to an object that is being finalised.
  func processDead(_ marker: Marker) {
    clearWeakWords(marker)
    queueFinalizable(marker)
    marker.drain()
    dropDeadHolders(marker)
    sweepWeakTables()
  }

  private func clearWeakWords(_ marker: Marker) {
    for index in 0..<state.pointee.weakWords.count {
      let weak = state.pointee.weakWords[index]
      let word = UnsafeMutablePointer<Value>(bitPattern: weak.holder + UInt(weak.offset)).unsafelyUnwrapped
      guard word.pointee.isPointer, !marker.isMarked(UInt(word.pointee.bits)) else { continue }
      word.pointee = .empty
      if marker.isMarked(weak.holder) { require(state.pointee.clearedHolders.append(weak.holder)) }
    }
  }

  private func queueFinalizable(_ marker: Marker) {
    var kept = 0
    for index in 0..<state.pointee.finalizable.count {
      let object = state.pointee.finalizable[index]
      if marker.isMarked(object) {
        state.pointee.finalizable[kept] = object
        kept += 1
      } else {
        require(state.pointee.finalizationQueue.append(object))
      }
    }
    state.pointee.finalizable.truncate(to: kept)
    for index in 0..<state.pointee.finalizationQueue.count {
      marker.mark(cellAt: state.pointee.finalizationQueue[index])
    }
    for index in 0..<state.pointee.clearedHolders.count { marker.mark(cellAt: state.pointee.clearedHolders[index]) }
  }

  private func dropDeadHolders(_ marker: Marker) {
    var kept = 0
    for index in 0..<state.pointee.weakWords.count {
      let weak = state.pointee.weakWords[index]
      let word = UnsafePointer<Value>(bitPattern: weak.holder + UInt(weak.offset)).unsafelyUnwrapped
      if !marker.isMarked(weak.holder) || word.pointee.isEmpty { continue }
      state.pointee.weakWords[kept] = weak
      kept += 1
    }
    state.pointee.weakWords.truncate(to: kept)
  }

  private func require(_ appended: Bool) {
    if !appended { preconditionFailure("no memory for the heap's tables") }
  }
}
