import CRuntime

// A block: 64 KB at a multiple of 64 KB, cells of one size.
//
//     ┌────────┬────────┬─────────────┬─────────────┬────────┬────────┬───
//     │ unused │ header │ marks 0     │ marks 1     │ cell 0 │ cell 1 │ …
//     └────────┴────────┴─────────────┴─────────────┴────────┴────────┴───
//     0        color    + 64          + 576         + 1088
//
// What is unused differs from block to block. If the headers were all at the same offset, they would be equal modulo
// 64 KB, and compete for the few lines that a cache has for such addresses: marking would miss at nearly each header.
//
// A mark is a bit per cell. The two bitmaps take turns: one says what the last collection found alive, the other is
// filled by the next. Cells are handed out in address order, in runs between marked ones; so the cells that hold
// objects are those marked last time and all below `handedOut`, and no bit is written by an allocation.

/// The address of a block.
struct Block: Equatable {
  let pointer: UnsafeMutablePointer<BlockHeader>

  static var size: Int { 1 << sizeShift }
  static var sizeShift: Int { 16 }
  static var headerSize: Int { 64 }
  static var bitmapSize: Int { 512 }
  /// From the header.
  static var firstCellOffset: Int { headerSize + 2 * bitmapSize }

  /// The block that begins at an address.
  @inline(__always)
  init(at address: UInt) {
    pointer = UnsafeMutablePointer(bitPattern: address &+ Block.color(of: address)).unsafelyUnwrapped
  }

  /// Where the header of the block that begins at an address is: one of 32 offsets, a cache line each, by turns.
  @inline(__always)
  private static func color(of address: UInt) -> UInt { (address >> UInt(sizeShift - 6)) & (31 << 6) }

  /// The block around an address of the block space.
  @inline(__always)
  init(containing address: UInt) {
    self.init(at: address & ~UInt(Block.size - 1))
  }

  /// Where the block begins.
  @inline(__always) var address: UInt { UInt(bitPattern: pointer) & ~UInt(Block.size - 1) }
  @inline(__always) var header: BlockHeader {
    get { pointer.pointee }
    nonmutating _modify { yield &pointer.pointee }
  }
}

struct BlockHeader {
  var cellSize: UInt32
  /// 2³² / `cellSize`, rounded up: an offset's cell by one multiplication, exact for offsets below 2¹⁶.
  var reciprocal: UInt32
  var cellCount: UInt32
  /// Cells below this index hold objects whether marked or not.
  var handedOut: UInt32
  var sizeClass: UInt8
  var space: UInt8
  /// Whether the block serves a size class at all.
  var isInUse: Bool
  /// Whether the memory of cells was never written since it was mapped.
  var isFresh: Bool
  /// Whether the allocator has gone over the block since the last collection.
  var isSwept: Bool
  /// The next block of its list, by address; 0 ends the list.
  var next: UInt
}

extension Block {
  /// Makes the block one of `sizeClass` and `space`, without objects.
  func format(sizeClass: Int, space: CellSpace, isFresh: Bool) {
    let size = SizeClass.cellSize(of: sizeClass)
    pointer.initialize(
      to: BlockHeader(
        cellSize: UInt32(size), reciprocal: UInt32((1 << 32 + size - 1) / size),
        cellCount: UInt32((Int(address) + Block.size - Int(cells)) / size), handedOut: 0,
        sizeClass: UInt8(sizeClass), space: UInt8(space.rawValue), isInUse: true, isFresh: isFresh, isSwept: false,
        next: 0))
    if !isFresh { clearMarks(0); clearMarks(1) }
  }

  // MARK: Cells

  @inline(__always)
  func cell(_ index: Int) -> UInt { cells &+ UInt(index &* Int(pointer.pointee.cellSize)) }

  /// Where the first cell begins.
  @inline(__always)
  private var cells: UInt { UInt(bitPattern: pointer) &+ UInt(Block.firstCellOffset) }

  /// The cell around an address, by index; below 0 or beyond the last where it lies outside the cells.
  @inline(__always)
  func cellIndex(of address: UInt) -> Int {
    let offset = Int(address) &- Int(cells)
    if offset < 0 { return -1 }
    return Int((UInt64(offset) &* UInt64(pointer.pointee.reciprocal)) >> 32)
  }

  /// Where the header of a cell's object is: after the attributes' word in blocks of derived objects.
  @inline(__always) var headerOffset: UInt {
    pointer.pointee.space == UInt8(truncatingIfNeeded: CellSpace.derived.rawValue) ? 8 : 0
  }

  // MARK: Marks

  @inline(__always)
  func marks(_ bitmap: Int) -> UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(pointer).advanced(by: Block.headerSize &+ bitmap &* Block.bitmapSize)
      .assumingMemoryBound(to: UInt64.self)
  }

  @inline(__always)
  func isMarked(_ cell: Int, in bitmap: Int) -> Bool {
    marks(bitmap)[cell >> 6] & (1 << UInt64(cell & 63)) != 0
  }

  /// Marks a cell; false where it was marked already.
  @inline(__always)
  func mark(_ cell: Int, in bitmap: Int) -> Bool {
    let word = marks(bitmap) + (cell >> 6)
    let bit: UInt64 = 1 << UInt64(cell & 63)
    if word.pointee & bit != 0 { return false }
    word.pointee |= bit
    return true
  }

  func setMark(_ isMarked: Bool, of cell: Int, in bitmap: Int) {
    let word = marks(bitmap) + (cell >> 6)
    let bit: UInt64 = 1 << UInt64(cell & 63)
    if isMarked { word.pointee |= bit } else { word.pointee &= ~bit }
  }

  func clearMarks(_ bitmap: Int) {
    marks(bitmap).update(repeating: 0, count: markWords)
  }

  func markedCount(in bitmap: Int) -> Int {
    let words = marks(bitmap)
    var count = 0
    for index in 0..<markWords { count &+= words[index].nonzeroBitCount }
    return count
  }

  /// How many cells hold objects: the marked ones, and all that were handed out since.
  func heldCount(in bitmap: Int) -> Int {
    let words = marks(bitmap)
    let handedOut = Int(header.handedOut)
    var count = 0
    for index in 0..<markWords {
      let below = handedOut - index << 6
      let handed: UInt64 = below >= 64 ? .max : below <= 0 ? 0 : 1 << UInt64(below) - 1
      count &+= (words[index] | handed).nonzeroBitCount
    }
    return count
  }

  private var markWords: Int { (Int(header.cellCount) + 63) >> 6 }

  /// The first run of unmarked cells at or after `start`; nil where there is none.
  func freeRun(from start: Int, in bitmap: Int) -> Swift.Range<Int>? {
    let count = Int(header.cellCount)
    let first = nextCell(from: start, in: bitmap, marked: false)
    if first >= count { return nil }
    return first..<min(count, nextCell(from: first + 1, in: bitmap, marked: true))
  }

  /// The first cell at or after `start` whose mark is as asked; at or beyond the last where there is none.
  private func nextCell(from start: Int, in bitmap: Int, marked: Bool) -> Int {
    let words = marks(bitmap)
    let flip: UInt64 = marked ? 0 : .max
    var index = start >> 6
    if index >= markWords { return start }
    var word = (words[index] ^ flip) & (.max << UInt64(start & 63))
    while word == 0 {
      index += 1
      if index >= markWords { return index << 6 }
      word = words[index] ^ flip
    }
    return index << 6 + word.trailingZeroBitCount
  }
}
