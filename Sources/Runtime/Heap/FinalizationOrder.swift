import CRuntime

// The order in which finalisers run: an object's before those of the objects that it refers to. So an object that writes
// its last words to a file finds it open, as it does where each object dies with its last reference. Where objects refer
// to each other, and where they do not, the order is that of their registration.
//
// The order is the reverse of that in which a depth-first search leaves the objects. Marking notes what it reaches before
// going there, which is no such search: its children, marked by `trace`, lose their marks again until they are visited.

extension Heap {
  /// Queues the dying objects, owners first, and marks all that they reach.
  func queueDying(_ marker: Marker) {
    let dying = state.pointee.dying
    state.pointee.dying.truncate(to: 0)
    if dying.count == 0 { return }
    for index in 0..<dying.count {
      // What has been queued before refers to it.
      if marker.isMarked(dying[index]) { queue(dying[index]) } else { setDue(true, at: dying[index]) }
    }
    var left = GrowingBuffer<UInt>(capacity: dying.count)
    defer { left.free() }
    var index = dying.count
    while index > 0 {
      index -= 1
      marker.search(from: dying[index]) { object in
        if isDue(at: object) { require(left.append(object)) }
      }
    }
    while let object = left.popLast() {
      setDue(false, at: object)
      queue(object)
    }
  }

  private func header(_ object: UInt) -> ObjectPointer { ObjectPointer(bitPattern: object).unsafelyUnwrapped }

  /// In `ObjectHeader.gc`, while finalisers are put in order: the object is one of those.
  private static var dueFlag: UInt8 { 2 }

  private func isDue(at object: UInt) -> Bool { header(object).pointee.gc & Self.dueFlag != 0 }

  private func setDue(_ isDue: Bool, at object: UInt) {
    if isDue { header(object).pointee.gc |= Self.dueFlag } else { header(object).pointee.gc &= ~Self.dueFlag }
  }
}

extension Marker {
  /// Marks all that is reached from an object and not marked yet, depth first; `leave` is told each object whose
  /// references have all been followed. The mark stack is empty before and after.
  fileprivate func search(from object: UInt, leave: (UInt) -> Void) {
    push(cell(holding: object))
    while let entry = state.pointee.markStack.popLast() {
      if entry & Self.isLeft != 0 {
        leave(self.object(in: entry & ~Self.isLeft))
        continue
      }
      if isMarked(entry) { continue }
      setMark(true, of: entry)
      push(entry | Self.isLeft)
      let height = state.pointee.markStack.count
      trace(entry)
      for index in height..<state.pointee.markStack.count { setMark(false, of: state.pointee.markStack[index]) }
    }
  }

  /// In an entry of the stack, whose addresses are even: the cell's references have been followed.
  private static var isLeft: UInt { 1 }

  private func cell(holding address: UInt) -> UInt {
    if !state.pointee.blocks.contains(address) { return LargeObject(at: address & ~4095).cell }
    let block = Block(containing: address)
    return block.cell(block.cellIndex(of: address))
  }

  private func object(in cell: UInt) -> UInt {
    let isSmall = state.pointee.blocks.contains(cell)
    return cell &+ (isSmall ? Block(containing: cell).headerOffset : LargeObject(at: cell & ~4095).headerOffset)
  }

  private func setMark(_ isMarked: Bool, of cell: UInt) {
    if state.pointee.blocks.contains(cell) {
      let block = Block(containing: cell)
      block.setMark(isMarked, of: block.cellIndex(of: cell), in: bitmap)
    } else {
      LargeObject(at: cell & ~4095).pointer.pointee.isMarked = isMarked
    }
  }
}
