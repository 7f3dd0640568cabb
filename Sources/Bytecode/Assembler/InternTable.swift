/// A list whose elements are each there once, found by open addressing.
struct InternTable<Element> {
  private(set) var elements: [Element] = []
  private var hashes: [UInt64] = []
  /// Indices plus one; 0 marks a free place. A power of two, at most half full. Empty until it pays: a short list is
  /// searched through.
  private var slots: [Int32] = []

  private static var linearLimit: Int { 8 }

  /// The index of the element for which `matches` says yes.
  @inline(__always)
  func index(hash: UInt64, matches: (Element) -> Bool) -> Int? {
    if slots.isEmpty { return elements.indices.first { hashes[$0] == hash && matches(elements[$0]) } }
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      let index = Int(slots[place]) - 1
      if hashes[index] == hash, matches(elements[index]) { return index }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The same, or the index of `make()`, appended.
  @inline(__always)
  mutating func intern(hash: UInt64, matches: (Element) -> Bool, make: () -> Element) -> Int {
    index(hash: hash, matches: matches) ?? append(make(), hash: hash)
  }

  private mutating func append(_ element: Element, hash: UInt64) -> Int {
    let index = elements.count
    elements.append(element)
    hashes.append(hash)
    if elements.count > Self.linearLimit {
      if elements.count * 2 > slots.count { grow() } else { place(index) }
    }
    return index
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(slots.count * 2, Self.linearLimit * 4))
    for index in elements.indices { place(index) }
  }

  private mutating func place(_ index: Int) {
    var place = Int(truncatingIfNeeded: hashes[index]) & (slots.count - 1)
    while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = Int32(truncatingIfNeeded: index + 1)
  }
}
