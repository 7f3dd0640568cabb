import CRuntime

/// What a verifier found wrong first.
public struct HeapFault: BitwiseCopyable, Sendable {
  public let what: StaticString
  public let address: UInt
}

extension Heap {
  /// Collects and then checks all that the heap holds: every object is of a known kind and shape, every reference leads
  /// to an object, every free cell is zero or scribbled over.
  public func verify(_ context: Context) -> HeapFault? {
    var fault: HeapFault?
    collect(context) { fault = verifyStopped() }
    return fault
  }

  func verifyStopped() -> HeapFault? {
    var fault: HeapFault?
    forEachObject { walked in
      if fault != nil { return }
      fault = check(walked)
      if fault != nil { return }
      forEachReference(of: walked) { target in
        if fault == nil, !isObject(target) { fault = HeapFault(what: "a reference to no object", address: target) }
      }
    }
    return fault ?? checkFreeCells()
  }

  private func check(_ walked: WalkedObject) -> HeapFault? {
    let address = UInt(bitPattern: walked.object)
    if !state.pointee.hasRule(for: walked.object.pointee.kind) {
      return HeapFault(what: "an object of no known kind", address: address)
    }
    // Storage has no shape, and what is made before the built-in types does not have it yet.
    let shape = Int(walked.object.pointee.shape)
    if shape >= ShapeRegistry.firstFree, let shapes = state.pointee.shapes, shapes[shape] == nil {
      return HeapFault(what: "an object without a shape", address: address)
    }
    return nil
  }

  /// Whether an address is in a cell that holds an object.
  func isObject(_ address: UInt) -> Bool {
    guard state.pointee.blocks.contains(address) else { return isLargeObject(address) }
    let block = Block(containing: address)
    let cell = block.cellIndex(of: address)
    if !block.header.isInUse || cell < 0 || cell >= Int(block.header.cellCount) { return false }
    return holdsObject(block, cell)
  }

  private func isLargeObject(_ address: UInt) -> Bool {
    for index in 0..<state.pointee.large.count where state.pointee.large.object(index).address == address & ~4095 {
      return true
    }
    return false
  }

  private func checkFreeCells() -> HeapFault? {
    if state.pointee.options.stressInterval == 0 { return nil }
    for index in 0..<state.pointee.blocks.count {
      let block = state.pointee.blocks.block(index)
      if !block.header.isInUse { continue }
      for cell in 0..<Int(block.header.cellCount) where !holdsObject(block, cell) {
        let words = UnsafePointer<UInt64>(bitPattern: block.cell(cell)).unsafelyUnwrapped
        for word in 0..<Int(block.header.cellSize) / 8 where words[word] != 0 && words[word] != Self.scribble {
          return HeapFault(what: "a free cell that was written", address: block.cell(cell))
        }
      }
    }
    return nil
  }

  private static var scribble: UInt64 { 0xdbdb_dbdb_dbdb_dbdb }
}
