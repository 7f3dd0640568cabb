/// A growing buffer of trivial elements, which never frees or moves a single one.
public struct Arena<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var storage: UnsafeMutablePointer<Element>
  @usableFromInline var used = 0
  @usableFromInline var capacity: Int

  @inlinable
  public init(capacity: Int) {
    storage = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  @inlinable
  deinit { storage.deallocate() }

  /// The first element; valid until one is appended.
  @inlinable @inline(__always)
  public var base: UnsafeMutablePointer<Element> { storage }

  @inlinable @inline(__always)
  public var count: Int { used }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get { storage[index] }
    @inline(__always) nonmutating set { storage[index] = newValue }
  }

  /// `count` elements from `start`; valid until an element is appended.
  @inlinable @inline(__always)
  public func view(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(start: storage + Int(start), count: Int(count))
  }

  @inlinable @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if used + extra > capacity { grow(extra) }
  }

  @inlinable @inline(never)
  mutating func grow(_ extra: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(capacity * 2, used + extra))
    larger.initialize(from: storage, count: used)
    storage.deallocate()
    storage = larger
    capacity = max(capacity * 2, used + extra)
  }

  @inlinable @inline(__always)
  public mutating func append(_ element: Element) {
    reserve(1)
    appendReserved(element)
  }

  @inlinable @inline(__always)
  public mutating func appendReserved(_ element: Element) {
    (storage + used).initialize(to: element)
    used += 1
  }

  @inlinable
  public mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    reserve(elements.count)
    (storage + used).initialize(from: source, count: elements.count)
    used += elements.count
  }

  /// Drops the elements from `count` on, as a stack is popped.
  @inlinable @inline(__always)
  public mutating func truncate(to count: Int) { used = min(used, count) }
}

extension Arena where Element: FixedWidthInteger {
  /// A buffer of that many zeroes.
  @inlinable
  public init(zeroes count: Int) {
    self.init(capacity: count)
    storage.initialize(repeating: 0, count: count)
    used = count
  }
}
