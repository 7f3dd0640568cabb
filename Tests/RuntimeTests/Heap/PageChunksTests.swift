import CRuntime
import Testing

@testable import Runtime

@Suite struct PageChunksTests {
  @Test func runsAreFoundAcrossWords() {
    var chunk = PageChunk(address: 4096)
    _ = chunk.take(0, 60)
    _ = chunk.take(66, 1)
    #expect(chunk.firstRun(of: 6, from: 0) == 60)
    #expect(chunk.firstRun(of: 7, from: 0) == 67)
    #expect(chunk.firstRun(of: 64, from: 130) == 130)
    #expect(chunk.firstRun(of: 3, from: 254) == nil)
    _ = chunk.take(67, PageChunk.pageCount - 67)
    #expect(chunk.firstRun(of: 7, from: 0) == nil)
    chunk.release(120, 16)
    #expect(chunk.firstRun(of: 16, from: 0) == 120)
    #expect(!chunk.isEmpty)
    chunk.release(0, 60)
    chunk.release(66, 54)
    chunk.release(136, PageChunk.pageCount - 136)
    #expect(chunk.isEmpty)
  }

  @Test func pagesThatWereGivenOutAreSoiled() {
    var chunk = PageChunk(address: 4096)
    #expect(chunk.take(0, 10) == 0)
    chunk.release(0, 10)
    #expect(chunk.take(4, 10) == 6)
    #expect(chunk.take(14, 64) == 0)
  }

  /// Objects of random sizes never overlap, are zero where that is asked for, and leave nothing behind.
  @Test func objectsKeepTheirPages() {
    var generator = SystemRandomNumberGenerator()
    var chunks = PageChunks()
    defer { chunks.free() }
    var live: [(memory: UnsafeMutableRawPointer, pages: Int, chunk: UInt16, mark: UInt8)] = []
    for round in 0..<40 {
      for _ in 0..<200 {
        let pages = Int.random(in: 1...PageChunks.mostPages, using: &generator)
        let clearedFrom = [0, 5000, (pages << 12) - 100, .max].randomElement(using: &generator).unsafelyUnwrapped
        guard let (memory, chunk) = chunks.allocate(pages: pages, clearedFrom: clearedFrom) else { continue }
        let bytes = UnsafeMutableRawBufferPointer(start: memory, count: pages << 12)
        #expect(bytes.dropFirst(clearedFrom).allSatisfy { $0 == 0 })
        let mark = UInt8.random(in: 1...255, using: &generator)
        bytes.initializeMemory(as: UInt8.self, repeating: mark)
        live.append((memory, pages, chunk, mark))
      }
      live.shuffle(using: &generator)
      for object in live {
        let bytes = UnsafeRawBufferPointer(start: object.memory, count: object.pages << 12)
        #expect(bytes.first == object.mark && bytes.last == object.mark)
      }
      let kept = round % 8 == 7 ? 0 : live.count / 2
      for object in live[kept...] {
        chunks.release(UInt(bitPattern: object.memory), pages: object.pages, chunk: object.chunk)
      }
      live.removeSubrange(kept...)
      chunks.endSweep()
      chunks.trim(keeping: round % 3 == 0 ? 0 : 4 * PageChunk.size)
    }
  }
}
