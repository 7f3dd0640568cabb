import CRuntime

/// A growing array of trivial elements in mapped memory, for the collector's own tables: it never calls malloc, which
/// a stopped thread may be inside of, and it says so when memory is exhausted. Freed by hand.
struct GrowingBuffer<Element: BitwiseCopyable> {
  private var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    let size = Self.byteSize(capacity)
    guard let memory = host_map(size) else { preconditionFailure("no memory for the heap's tables") }
    base = memory.bindMemory(to: Element.self, capacity: capacity)
    self.capacity = size / MemoryLayout<Element>.stride
  }

  private static func byteSize(_ capacity: Int) -> Int { (capacity * MemoryLayout<Element>.stride + 4095) & ~4095 }

  mutating func free() {
    host_unmap(base, Self.byteSize(capacity))
    count = 0
    capacity = 0
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// False where memory is exhausted; the element is not added then.
  @inline(__always)
  mutating func append(_ element: Element) -> Bool {
    if count == capacity, !grow() { return false }
    base[count] = element
    count &+= 1
    return true
  }

  /// The last element, taken off.
  @inline(__always)
  mutating func popLast() -> Element? {
    if count == 0 { return nil }
    count &-= 1
    return base[count]
  }

  mutating func truncate(to count: Int) { self.count = count }

  @inline(never)
  private mutating func grow() -> Bool {
    let size = Self.byteSize(capacity * 2)
    guard let memory = host_map(size) else { return false }
    let larger = memory.bindMemory(to: Element.self, capacity: capacity * 2)
    larger.update(from: base, count: count)
    host_unmap(base, Self.byteSize(capacity))
    base = larger
    capacity = size / MemoryLayout<Element>.stride
    return true
  }
}

extension GrowingBuffer where Element: Comparable {
  func sort() {
    var elements = UnsafeMutableBufferPointer(start: base, count: count)
    elements.sort()
  }
}

/// Addresses of objects, first in, first out.
struct AddressQueue {
  private var buffer = GrowingBuffer<UInt>(capacity: 64)
  private var taken = 0

  mutating func free() { buffer.free() }

  var isEmpty: Bool { taken == buffer.count }

  mutating func append(_ address: UInt) -> Bool { buffer.append(address) }

  mutating func take() -> UInt? {
    if isEmpty { return nil }
    let first = buffer[taken]
    taken += 1
    if isEmpty {
      buffer.truncate(to: 0)
      taken = 0
    }
    return first
  }

  func forEach(_ body: (UInt) -> Void) {
    for index in taken..<buffer.count { body(buffer[index]) }
  }
}
