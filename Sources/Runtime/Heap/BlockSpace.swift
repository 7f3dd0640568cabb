import CRuntime

/// The blocks of a heap: one reserved stretch of addresses, cut into blocks from its start upwards, so that "is this
/// word in a block" is one comparison.
struct BlockSpace {
  /// What is asked of the machine first; halved until it is given. Only touched pages cost memory.
  private static var wishedSize: Int { 1 << 38 }
  private static var leastSize: Int { 1 << 28 }

  let base: UInt
  let size: Int
  /// How many blocks have been cut.
  private(set) var count = 0
  /// Blocks that hold nothing, by address through their `next`.
  private var freeList: UInt = 0
  private(set) var freeCount = 0

  init?() {
    var size = Self.wishedSize
    while size >= Self.leastSize {
      if let start = host_reserve(size, Block.size) {
        base = UInt(bitPattern: start)
        self.size = size
        BlockSpace.preferLargePages(base, size)
        return
      }
      size >>= 1
    }
    return nil
  }

  /// What a heap has beyond its first 8 MB is backed by pages of 2 MB: fewer page faults, and fewer misses of the address
  /// translation. Smaller heaps touch only what they use.
  private static func preferLargePages(_ base: UInt, _ size: Int) {
    let pageSize: UInt = 2 << 20
    let start = (base + (8 << 20) + pageSize - 1) & ~(pageSize - 1)
    host_prefer_large_pages(UnsafeMutableRawPointer(bitPattern: start).unsafelyUnwrapped, size - Int(start - base))
  }

  func unmap() { host_unmap(UnsafeMutableRawPointer(bitPattern: base).unsafelyUnwrapped, size) }

  @inline(__always)
  func contains(_ address: UInt) -> Bool { address &- base < UInt(truncatingIfNeeded: count << Block.sizeShift) }

  func block(_ index: Int) -> Block { Block(at: base + UInt(index << Block.sizeShift)) }

  /// A block for a size class; nil where the address space is used up.
  mutating func acquire(sizeClass: Int, space: CellSpace) -> Block? {
    if freeList != 0 {
      let block = Block(at: freeList)
      freeList = block.header.next
      freeCount -= 1
      block.format(sizeClass: sizeClass, space: space, isFresh: block.header.isFresh)
      return block
    }
    if (count + 1) << Block.sizeShift > size { return nil }
    let block = self.block(count)
    count += 1
    block.format(sizeClass: sizeClass, space: space, isFresh: true)
    return block
  }

  /// Takes back a block without objects.
  mutating func release(_ block: Block) {
    block.header.isInUse = false
    block.header.next = freeList
    freeList = block.address
    freeCount += 1
  }

  /// Gives the memory of free blocks beyond `spare` back to the machine.
  func trim(keeping spare: Int) {
    var kept = 0
    var address = freeList
    while address != 0 {
      let block = Block(at: address)
      address = block.header.next
      kept += 1
      if kept > spare, !block.header.isFresh {
        let next = block.header.next
        host_discard(UnsafeMutableRawPointer(bitPattern: block.address).unsafelyUnwrapped, Block.size)
        block.header.isFresh = true
        block.header.next = next
      }
    }
  }
}
