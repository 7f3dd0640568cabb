import CRuntime

// Objects larger than the largest cell have pages for themselves, of a chunk or mapped for one alone, and a little
// bookkeeping before them:
//
//     ┌──────────────────────────────┬──────────────────────
//     │ LargeHeader, 32 bytes        │ cell …
//     └──────────────────────────────┴──────────────────────
//
// The heap finds them by a table that is sorted by address when a collection starts.

struct LargeHeader {
  /// Bytes of the cell, without this header.
  var size: UInt64
  var space: UInt8
  var isMarked: Bool
  /// Whose pages these are, or `PageChunks.none`.
  var chunk: UInt16
  var mappedSize: UInt64
  /// Of a spare mapping: the next one of its size, or 0.
  var nextSpare: UInt64 = 0
}

/// The address of a large object's bookkeeping.
struct LargeObject {
  let pointer: UnsafeMutablePointer<LargeHeader>

  init(at address: UInt) { pointer = UnsafeMutablePointer(bitPattern: address).unsafelyUnwrapped }

  static var headerSize: Int { 32 }
  var address: UInt { UInt(bitPattern: pointer) }
  var cell: UInt { address + UInt(LargeObject.headerSize) }
  var size: Int { Int(pointer.pointee.size) }
  /// The first address beyond the cell.
  var end: UInt { cell + UInt(size) }
  var headerOffset: UInt { pointer.pointee.space == UInt8(CellSpace.derived.rawValue) ? 8 : 0 }
}

struct LargeSpace {
  /// Addresses of `LargeHeader`s.
  private(set) var table: GrowingBuffer<UInt>
  private(set) var bytes = 0
  private var isSorted = true
  private var chunks = PageChunks()
  /// By class of size: the first spare mapping, or 0.
  private var spares = InlineArray<80, UInt>(repeating: 0)
  private var spareBytes = 0

  init() { table = GrowingBuffer(capacity: 64) }

  mutating func free() {
    for index in 0..<table.count where object(index).pointer.pointee.chunk == PageChunks.none { unmap(object(index)) }
    table.free()
    chunks.free()
    freeSpares()
  }

  var count: Int { table.count }
  func object(_ index: Int) -> LargeObject { LargeObject(at: table[index]) }

  /// Memory for an object, zeroed unless the caller is about to fill it; nil where the machine has none left. What is beyond
  /// the object, but traced with it, is zeroed in any case.
  mutating func allocate(size: Int, space: CellSpace, isFilled: Bool) -> LargeObject? {
    let (total, overflow) = size.addingReportingOverflow(LargeObject.headerSize + 4095)
    if overflow { return nil }
    let pages = total >> 12
    let clearedFrom = !isFilled ? 0 : space == .leaf ? Int.max : LargeObject.headerSize + size
    if pages <= PageChunks.mostPages, let place = chunks.allocate(pages: pages, clearedFrom: clearedFrom) {
      if let object = enter(place.memory, pages << 12, space, place.chunk) { return object }
      chunks.release(UInt(bitPattern: place.memory), pages: pages, chunk: place.chunk)
      return nil
    }
    let mapped = Self.spareSize(pages << 12)
    guard let memory = takeSpare(mapped, clearedFrom: clearedFrom) ?? host_map(mapped) else { return nil }
    if let object = enter(memory, mapped, space, PageChunks.none) { return object }
    host_unmap(memory, mapped)
    return nil
  }

  /// An object in the table; nil where there is no memory for that.
  private mutating func enter(
    _ memory: UnsafeMutableRawPointer, _ mapped: Int, _ space: CellSpace, _ chunk: UInt16
  ) -> LargeObject? {
    guard table.append(UInt(bitPattern: memory)) else { return nil }
    let object = LargeObject(at: UInt(bitPattern: memory))
    object.pointer.initialize(
      to: LargeHeader(
        size: UInt64(mapped - LargeObject.headerSize), space: UInt8(space.rawValue), isMarked: false, chunk: chunk,
        mappedSize: UInt64(mapped)))
    bytes += mapped
    isSorted = false
    return object
  }

  /// The object around an address, for words of native stacks. The table must be sorted.
  func object(around address: UInt) -> LargeObject? {
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle] <= address { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return nil }
    let object = LargeObject(at: table[low - 1])
    // The end itself counts: a pointer one past the last element is all that a loop may have kept.
    return address >= object.cell && address <= object.end ? object : nil
  }

  mutating func prepareForMarking() {
    if !isSorted { table.sort() }
    isSorted = true
  }

  /// Frees what is not marked, and clears the marks of the rest.
  mutating func sweep() {
    var kept = 0
    for index in 0..<table.count {
      let object = LargeObject(at: table[index])
      if object.pointer.pointee.isMarked {
        object.pointer.pointee.isMarked = false
        table[kept] = object.address
        kept += 1
      } else {
        free(object)
      }
    }
    table.truncate(to: kept)
    chunks.endSweep()
  }

  /// Gives empty chunks beyond `spare` bytes back to the machine.
  mutating func trim(keeping spare: Int) { chunks.trim(keeping: spare) }

  // MARK: Spare mappings

  // Mapping an object anew costs more than clearing one of about its size, which what is filled at once does without. So
  // dead ones with a mapping for themselves wait in lists to be used again. Each doubling of the size has eight classes,
  // to which mappings are rounded up.

  private static var mostSpareBytes: Int { 32 << 20 }

  /// The class of a mapping's size, and the pages that all of that class have; nil beyond the last class.
  private static func spareClass(_ mapped: Int) -> (index: Int, pages: Int)? {
    let last = mapped >> 12 - 1
    let shift = max(0, Int.bitWidth - last.leadingZeroBitCount - 4)
    let index = shift * 8 + last >> shift
    return index < 80 ? (index, (last >> shift + 1) << shift) : nil
  }

  private static func spareSize(_ mapped: Int) -> Int { spareClass(mapped).map { $0.pages << 12 } ?? mapped }

  private mutating func takeSpare(_ mapped: Int, clearedFrom: Int) -> UnsafeMutableRawPointer? {
    guard let index = Self.spareClass(mapped)?.index, spares[index] != 0 else { return nil }
    let memory = UnsafeMutableRawPointer(bitPattern: spares[index])
    spares[index] = UInt(LargeObject(at: spares[index]).pointer.pointee.nextSpare)
    spareBytes -= mapped
    memory?.clear(from: clearedFrom, to: mapped)
    return memory
  }

  private mutating func keepSpare(_ object: LargeObject) -> Bool {
    let mapped = Int(object.pointer.pointee.mappedSize)
    guard spareBytes + mapped <= Self.mostSpareBytes, let index = Self.spareClass(mapped)?.index else { return false }
    object.pointer.pointee.nextSpare = UInt64(spares[index])
    spares[index] = object.address
    spareBytes += mapped
    bytes -= mapped
    return true
  }

  private mutating func freeSpares() {
    for index in 0..<spares.count {
      while let memory = UnsafeMutablePointer<LargeHeader>(bitPattern: spares[index]) {
        spares[index] = UInt(memory.pointee.nextSpare)
        host_unmap(memory, Int(memory.pointee.mappedSize))
      }
    }
  }

  private mutating func free(_ object: LargeObject) {
    let header = object.pointer.pointee
    if header.chunk != PageChunks.none {
      let mapped = Int(header.mappedSize)
      bytes -= mapped
      chunks.release(object.address, pages: mapped >> 12, chunk: header.chunk)
    } else if !keepSpare(object) {
      unmap(object)
    }
  }

  private mutating func unmap(_ object: LargeObject) {
    let mapped = Int(object.pointer.pointee.mappedSize)
    bytes -= mapped
    host_unmap(UnsafeMutableRawPointer(object.pointer), mapped)
  }
}
