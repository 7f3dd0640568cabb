import CRuntime

// What is referred to weakly, and by whom: a hash table from an object's address to the first of a chain of links.
//
//     WeakTable                         links, objects of the heap
//     ┌────────┬───────┐                ┌────────┬────────┬──────┬───
//     │ target │ first │───────────────▶│ header │ target │ next │ …
//     ├────────┼───────┤                └────────┴────────┴──┬───┴───
//     │ …      │ …     │                                     └──────▶ the next link to the same target
//     └────────┴───────┘
//
// The table keeps neither targets nor links alive; a collection takes out what it finds dead. Objects do not move, so
// an address is as good as an object.

/// How an object begins that refers to another one weakly. Its kind's trace rule leaves both words out.
public struct WeakLink: BitwiseCopyable {
  var header: ObjectHeader
  /// *Empty* once the object is dead.
  var target: Value
  /// The address of the next link to the same target, 0 for none.
  var next: UInt
}

struct WeakTable {
  struct Entry: BitwiseCopyable {
    /// The object's address; 0 in a free entry.
    var target: UInt
    var first: UnsafeMutablePointer<WeakLink>?
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private(set) var count = 0

  private static var leastCapacity: Int { 256 }

  init() {
    guard let entries = Self.map(Self.leastCapacity) else { preconditionFailure("no memory for the heap's tables") }
    self.entries = entries
    capacity = Self.leastCapacity
  }

  private static func map(_ capacity: Int) -> UnsafeMutablePointer<Entry>? {
    host_map(capacity * MemoryLayout<Entry>.stride)?.bindMemory(to: Entry.self, capacity: capacity)
  }

  func free() { host_unmap(entries, capacity * MemoryLayout<Entry>.stride) }

  /// The first link to an object.
  func first(to target: UInt) -> UnsafeMutablePointer<WeakLink>? {
    let entry = place(of: target)
    return entries[entry].target == 0 ? nil : entries[entry].first
  }

  /// Puts a link into its target's chain: after `previous`, or first. False where memory is exhausted.
  mutating func insert(
    _ link: UnsafeMutablePointer<WeakLink>, after previous: UnsafeMutablePointer<WeakLink>?
  ) -> Bool {
    if let previous {
      link.pointee.next = previous.pointee.next
      previous.pointee.next = UInt(bitPattern: link)
      return true
    }
    if count * 2 >= capacity, !rebuild(capacity: capacity * 2, keeping: { _ in true }) { return false }
    let target = UInt(link.pointee.target.bits)
    let entry = place(of: target)
    if entries[entry].target == 0 {
      entries[entry] = Entry(target: target, first: nil)
      count += 1
    }
    link.pointee.next = UInt(bitPattern: entries[entry].first)
    entries[entry].first = link
    return true
  }

  /// Calls `body` with each entry, which it may change; entries that it leaves without a link are taken out.
  mutating func filter(_ body: (inout Entry) -> Void) {
    var emptied = 0
    for index in 0..<capacity where entries[index].target != 0 {
      body(&entries[index])
      if entries[index].first == nil { emptied += 1 }
    }
    if emptied == 0 { return }
    var wanted = capacity
    while wanted > Self.leastCapacity, (count - emptied) * 8 < wanted { wanted /= 2 }
    if !rebuild(capacity: wanted, keeping: { $0.first != nil }) {
      preconditionFailure("no memory for the heap's tables")
    }
  }

  private mutating func rebuild(capacity: Int, keeping isKept: (Entry) -> Bool) -> Bool {
    let (old, oldCapacity) = (entries, self.capacity)
    guard let larger = Self.map(capacity) else { return false }
    (entries, self.capacity, count) = (larger, capacity, 0)
    for index in 0..<oldCapacity where old[index].target != 0 && isKept(old[index]) {
      entries[place(of: old[index].target)] = old[index]
      count += 1
    }
    host_unmap(old, oldCapacity * MemoryLayout<Entry>.stride)
    return true
  }

  /// The target's entry, or the free one where it would stand.
  private func place(of target: UInt) -> Int {
    // Fibonacci hashing: addresses are multiples of 8 and lie close together.
    let hash = UInt64(target >> 3) &* 0x9e37_79b9_7f4a_7c15
    var index = Int(truncatingIfNeeded: hash >> 32) & (capacity - 1)
    while entries[index].target != 0, entries[index].target != target { index = (index + 1) & (capacity - 1) }
    return index
  }
}
