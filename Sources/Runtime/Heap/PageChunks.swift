import CRuntime

/// A stretch of pages that objects of up to `mostPages` share, and which of them hold one.
struct PageChunk: BitwiseCopyable {
  static let pageCount = 256
  static var size: Int { pageCount << 12 }

  /// 0 where the machine has got the memory back.
  let address: UInt
  /// A bit for each page, set where an object has it.
  private var used = InlineArray<4, UInt64>(repeating: 0)
  /// From this page on all are as the machine gave them: zero.
  private var freshFrom = 0

  init(address: UInt) { self.address = address }

  var isEmpty: Bool { (0..<4).allSatisfy { used[$0] == 0 } }

  /// The first of `count` free pages in a row, from page `start` on.
  func firstRun(of count: Int, from start: Int) -> Int? {
    var page = start
    while page + count <= Self.pageCount {
      let next = firstPage(from: page, isUsed: true)
      if next - page >= count { return page }
      page = firstPage(from: next, isUsed: false)
    }
    return nil
  }

  /// The first page from `start` on that holds an object, or that holds none; `pageCount` if there is no such page.
  private func firstPage(from start: Int, isUsed: Bool) -> Int {
    var page = start
    while page < Self.pageCount {
      let word = (isUsed ? used[page >> 6] : ~used[page >> 6]) >> UInt64(page & 63)
      if word != 0 { return page + word.trailingZeroBitCount }
      page = (page | 63) + 1
    }
    return Self.pageCount
  }

  /// Gives `count` pages to an object; how many of the first of them are not zero.
  mutating func take(_ page: Int, _ count: Int) -> Int {
    set(page, count) { $0 | $1 }
    let soiled = min(max(freshFrom - page, 0), count)
    freshFrom = max(freshFrom, page + count)
    return soiled
  }

  mutating func release(_ page: Int, _ count: Int) { set(page, count) { $0 & ~$1 } }

  private mutating func set(_ page: Int, _ count: Int, _ change: (UInt64, UInt64) -> UInt64) {
    var (page, count) = (page, count)
    while count > 0 {
      let inWord = min(count, 64 - page & 63)
      let bits = (inWord == 64 ? UInt64.max : (1 << UInt64(inWord)) - 1) << UInt64(page & 63)
      used[page >> 6] = change(used[page >> 6], bits)
      page += inWord
      count -= inWord
    }
  }
}

/// The chunks of a heap. Programs that work on long ints, lists or texts make and drop objects of changing sizes; the
/// pages that a collection frees serve any of them, and stay mapped.
///
/// Pages are only taken between two collections. So each size goes through the chunks once, from where it found room
/// before, as allocation goes through the free cells of blocks.
struct PageChunks {
  static let mostPages = 64
  /// Stands for "in no chunk".
  static var none: UInt16 { .max }
  private var chunks = GrowingBuffer<PageChunk>(capacity: 64)
  /// By number of pages: the page, counted through all chunks, before which there is no room.
  private var cursors = InlineArray<65, Int>(repeating: 0)

  mutating func free() {
    for index in 0..<chunks.count { unmap(index) }
    chunks.free()
  }

  /// Memory for an object, zeroed from some byte on, and its chunk's number; nil where the machine has none left.
  mutating func allocate(pages: Int, clearedFrom: Int) -> (memory: UnsafeMutableRawPointer, chunk: UInt16)? {
    var (index, page) = cursors[pages].quotientAndRemainder(dividingBy: PageChunk.pageCount)
    while index < chunks.count {
      if let found = chunks[index].firstRun(of: pages, from: page) {
        return take(index, found, pages, clearedFrom: clearedFrom)
      }
      (index, page) = (index + 1, 0)
    }
    return addChunk().flatMap { take($0, 0, pages, clearedFrom: clearedFrom) }
  }

  private mutating func take(
    _ index: Int, _ page: Int, _ count: Int, clearedFrom: Int
  ) -> (memory: UnsafeMutableRawPointer, chunk: UInt16)? {
    cursors[count] = index * PageChunk.pageCount + page + count
    var chunk = chunks[index]
    let soiled = chunk.take(page, count)
    chunks[index] = chunk
    let memory = UnsafeMutableRawPointer(bitPattern: chunk.address + UInt(page << 12)).unsafelyUnwrapped
    memory.clear(from: clearedFrom, to: soiled << 12)
    return (memory, UInt16(index))
  }

  /// The number of a new chunk, at the place of one that is gone if there is any.
  private mutating func addChunk() -> Int? {
    let gone = (0..<chunks.count).first { chunks[$0].address == 0 }
    if gone == nil, chunks.count == Int(Self.none) { return nil }
    guard let memory = host_map(PageChunk.size) else { return nil }
    let chunk = PageChunk(address: UInt(bitPattern: memory))
    if let gone {
      chunks[gone] = chunk
      return gone
    }
    if chunks.append(chunk) { return chunks.count - 1 }
    host_unmap(memory, PageChunk.size)
    return nil
  }

  /// Takes back the pages of a dead object.
  mutating func release(_ address: UInt, pages: Int, chunk: UInt16) {
    var known = chunks[Int(chunk)]
    known.release(Int(address - known.address) >> 12, pages)
    chunks[Int(chunk)] = known
  }

  /// What is to be done once a collection has released all that is dead.
  mutating func endSweep() {
    for size in 0..<cursors.count { cursors[size] = 0 }
  }

  /// Gives empty chunks beyond `spare` bytes back to the machine.
  mutating func trim(keeping spare: Int) {
    var kept = 0
    for index in 0..<chunks.count where chunks[index].address != 0 && chunks[index].isEmpty {
      kept += PageChunk.size
      if kept > spare { unmap(index) }
    }
  }

  /// Gives a chunk back; nobody finds room in what stands for it.
  private mutating func unmap(_ index: Int) {
    guard let memory = UnsafeMutableRawPointer(bitPattern: chunks[index].address) else { return }
    host_unmap(memory, PageChunk.size)
    var gone = PageChunk(address: 0)
    _ = gone.take(0, PageChunk.pageCount)
    chunks[index] = gone
  }
}

extension UnsafeMutableRawPointer {
  /// Zeroes the bytes from one to another, if there are any.
  func clear(from first: Int, to end: Int) {
    if first < end { (self + first).initializeMemory(as: UInt8.self, repeating: 0, count: end - first) }
  }
}
