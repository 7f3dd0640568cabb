/// A growing buffer of trivial elements, which never frees or moves a single one.
struct Arena<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get { base[index] }
    @inline(__always) nonmutating set { base[index] = newValue }
  }

  /// `count` elements from `start`; valid until an element is appended.
  @inline(__always)
  func view(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: base + Int(start), count: Int(count))
  }

  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity * 2, count + extra))
    larger.initialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = max(capacity * 2, count + extra)
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    reserve(1)
    appendReserved(element)
  }

  @inline(__always)
  mutating func appendReserved(_ element: Element) {
    (base + count).initialize(to: element)
    count += 1
  }

  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    reserve(elements.count)
    (base + count).initialize(from: source, count: elements.count)
    count += elements.count
  }
}

extension Arena where Element: FixedWidthInteger {
  /// A buffer of that many zeroes.
  init(zeroes count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: 0, count: count)
    self.count = count
  }
}
