import CRuntime

/// Follows references from the roots, marking what it reaches. Exists while the world is stopped.
public struct Marker {
  let state: UnsafeMutablePointer<HeapState>
  /// The bitmap that is being filled.
  let bitmap: Int

  init(_ heap: Heap) {
    state = heap.state
    bitmap = 1 - heap.state.pointee.liveBitmap
  }

  /// The marker behind the pointer that a `TraceRule.function` is given.
  public init(opaque: UnsafeMutableRawPointer) { self.init(Heap(opaque.assumingMemoryBound(to: HeapState.self))) }

  @inline(__always)
  public func mark(_ value: Value) {
    if value.isPointer { mark(cellAt: UInt(value.bits)) }
  }

  /// Marks the cell that holds an address which is known to be an object's or its storage's.
  @inline(__always)
  func mark(cellAt address: UInt) {
    if state.pointee.blocks.contains(address) {
      let block = Block(containing: address)
      mark(block, block.cellIndex(of: address))
    } else {
      mark(LargeObject(at: address & ~4095))
    }
  }

  @inline(__always)
  func mark(_ block: Block, _ cell: Int) {
    if block.mark(cell, in: bitmap), block.pointer.pointee.space != UInt8(truncatingIfNeeded: CellSpace.leaf.rawValue) {
      push(block.cell(cell))
    }
  }

  func mark(_ object: LargeObject) {
    if object.pointer.pointee.isMarked { return }
    object.pointer.pointee.isMarked = true
    if object.pointer.pointee.space != UInt8(CellSpace.leaf.rawValue) { push(object.cell) }
  }

  @inline(__always)
  func push(_ cell: UInt) {
    prefetch(UnsafeRawPointer(bitPattern: cell))
    if !state.pointee.markStack.append(cell) { preconditionFailure("no memory for the mark stack") }
  }

  /// Marks the object that holds an address, if it is one of the heap's.
  public func mark(holderOf address: UInt) {
    if state.pointee.blocks.contains(address) {
      let block = Block(containing: address)
      if block.header.isInUse { markIfObject(block, block.cellIndex(of: address)) }
    } else if let object = state.pointee.large.object(around: address) {
      mark(object)
    }
  }

  /// Marks what a word of a native stack may refer to: the object around it and, as a pointer one past the end of an
  /// array looks like the start of what follows, the array before it.
  func markConservatively(_ word: UInt) {
    mark(holderOf: word)
    if !state.pointee.blocks.contains(word) { return }
    let block = Block(containing: word)
    if !block.header.isInUse { return }
    let cell = block.cellIndex(of: word)
    if cell > 0, word == block.cell(cell), hasElements(block, cell - 1) { markIfObject(block, cell - 1) }
  }

  private func hasElements(_ block: Block, _ cell: Int) -> Bool {
    let object = ObjectPointer(bitPattern: block.cell(cell) + block.headerOffset).unsafelyUnwrapped
    return state.pointee.rule(for: object).pointee.hasElements
  }

  private func markIfObject(_ block: Block, _ cell: Int) {
    if cell < 0 || cell >= Int(block.header.cellCount) { return }
    if cell < Int(block.header.handedOut) || block.isMarked(cell, in: 1 - bitmap) { mark(block, cell) }
  }

  /// Whether an object is reached; only meaningful once `drain` has returned.
  func isMarked(_ address: UInt) -> Bool {
    if state.pointee.blocks.contains(address) {
      let block = Block(containing: address)
      return block.isMarked(block.cellIndex(of: address), in: bitmap)
    }
    return LargeObject(at: address & ~4095).pointer.pointee.isMarked
  }

  // MARK: Tracing

  /// Marks all that is reached from what is marked.
  ///
  /// Objects wait in a short queue between stack and tracing, so that the prefetch of each has time to arrive.
  func drain() {
    var queue: (UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt) = (0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &queue) { bytes in
      let slots = bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt.self)
      var position = 0
      var idle = 0
      while idle < 8 {
        let ready = slots[position]
        if let next = state.pointee.markStack.popLast() {
          prefetch(UnsafeRawPointer(bitPattern: next))
          slots[position] = next
          idle = 0
        } else {
          slots[position] = 0
          idle += 1
        }
        position = (position + 1) & 7
        if ready != 0 {
          trace(ready)
          idle = 0
        }
      }
    }
  }

  @inline(__always)
  func trace(_ cell: UInt) {
    let headerOffset: UInt
    let end: UInt
    if state.pointee.blocks.contains(cell) {
      let block = Block(containing: cell)
      headerOffset = block.headerOffset
      end = cell &+ UInt(block.pointer.pointee.cellSize)
    } else {
      let object = LargeObject(at: cell & ~4095)
      headerOffset = object.headerOffset
      end = object.end
    }
    if headerOffset != 0 { mark(word(at: cell)) }
    let object = ObjectPointer(bitPattern: cell &+ headerOffset).unsafelyUnwrapped
    // Built-in shapes live as long as the interpreter.
    if object.pointee.shape >= 128, let shapes = state.pointee.shapes, let shape = shapes[Int(object.pointee.shape)] {
      mark(cellAt: UInt(bitPattern: shape))
    }
    let rule = state.pointee.rule(for: object)
    if rule.pointee.firstWord != 0 {
      var address = UInt(bitPattern: object) &+ UInt(rule.pointee.firstWord)
      while address < end {
        mark(word(at: address))
        address &+= 8
      }
    } else if let custom = rule.pointee.custom {
      custom(object, UnsafeMutableRawPointer(state))
    }
  }

  @inline(__always)
  private func word(at address: UInt) -> Value {
    UnsafePointer<Value>(bitPattern: address).unsafelyUnwrapped.pointee
  }
}
