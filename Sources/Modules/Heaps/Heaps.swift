import CRuntime
import Runtime

// The modules `_heapq` and `_bisect`: heaps in lists, and searching sorted sequences.

/// A heap in a list: no element comes before that at half its place. `==` and `<` may run Python code, which may change
/// the list; elements are therefore exchanged one by one, and its length is looked at after each comparison.
struct ListHeap {
  let list: List
  /// Whether the largest element comes first.
  let isReversed: Bool

  @inline(__always)
  private func element(_ context: Context, _ place: Int) throws(Raised) -> Value {
    let found = list.element(place)
    if found.isEmpty { throw changed(context) }
    return found
  }

  private func changed(_ context: Context) -> Raised {
    context.raise(.runtimeError, "list changed size during iteration")
  }

  @inline(__always)
  private func set(_ context: Context, _ place: Int, _ value: Value) throws(Raised) {
    if try !list.setElement(context, place, value) { throw changed(context) }
  }

  /// Whether one belongs before the other.
  @inline(__always)
  private func precedes(_ context: Context, _ left: Value, _ right: Value, _ count: Int) throws(Raised) -> Bool {
    let (left, right) = isReversed ? (right, left) : (left, right)
    if Value.areSmallInts(left, right) { return left.smallInt < right.smallInt }
    let answer = try context.isTrue(context.compare(.less, left, right))
    if list.count != count { throw changed(context) }
    return answer
  }

  /// Moves the element at a place towards the start, to where it belongs.
  func siftDown(_ context: Context, from start: Int, _ place: Int) throws(Raised) {
    let count = list.count
    var place = place
    while place > start {
      let parent = (place - 1) >> 1
      let (moving, other) = (try element(context, place), try element(context, parent))
      if try !precedes(context, moving, other, count) { return }
      try set(context, parent, moving)
      try set(context, place, other)
      place = parent
    }
  }

  /// Moves the element at a place to the end, past the better one of each two, then back to where it belongs.
  func siftUp(_ context: Context, _ place: Int) throws(Raised) {
    let (start, count) = (place, list.count)
    var place = place
    while place < count >> 1 {
      var child = 2 * place + 1
      if child + 1 < count {
        let (left, right) = (try element(context, child), try element(context, child + 1))
        if try !precedes(context, left, right, count) { child += 1 }
      }
      let (moving, better) = (try element(context, place), try element(context, child))
      try set(context, place, better)
      try set(context, child, moving)
      place = child
    }
    try siftDown(context, from: start, place)
  }

  func push(_ context: Context, _ item: Value) throws(Raised) {
    try list.append(context, item)
    try siftDown(context, from: 0, list.count - 1)
  }

  func pop(_ context: Context) throws(Raised) -> Value {
    if list.count == 0 { throw context.raise(.indexError, "index out of range") }
    let last = try list.pop(context)
    if list.count == 0 { return last }
    let first = try element(context, 0)
    try set(context, 0, last)
    try siftUp(context, 0)
    return first
  }

  /// Takes the first element and puts another in.
  func replace(_ context: Context, _ item: Value) throws(Raised) -> Value {
    if list.count == 0 { throw context.raise(.indexError, "index out of range") }
    let first = try element(context, 0)
    try set(context, 0, item)
    try siftUp(context, 0)
    return first
  }

  func pushPop(_ context: Context, _ item: Value) throws(Raised) -> Value {
    let first = list.element(0)
    if first.isEmpty { return item }
    // The list may change meanwhile, as long as there is something left to replace.
    let (left, right) = isReversed ? (item, first) : (first, item)
    if try !context.isTrue(context.compare(.less, left, right)) { return item }
    return try replace(context, item)
  }

  func arrange(_ context: Context) throws(Raised) {
    var place = list.count >> 1 - 1
    while place >= 0 {
      try siftUp(context, place)
      place -= 1
    }
  }
}

enum Heaps {
  private static func heap(
    _ context: Context, _ value: Value, _ function: StaticString, isReversed: Bool = false
  ) throws(Raised) -> ListHeap {
    if let list = List(ifHas: value) { return ListHeap(list: list, isReversed: isReversed) }
    throw context.raise(.typeError, "\(function) must be list, not \(context.typeName(of: value))")
  }

  static let module = ModuleDeclaration(
    "_heapq", "Heap queue algorithm (a.k.a. priority queue).",
    functions: [
      .two("heappush", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) -> Void in try heap(c, s, "heappush() argument 1").push(c, item) }
      },
      .one("heappop", "(heap, /)", .function) { c, s in
        bridge(c) { () throws(Raised) in try heap(c, s, "heappop() argument").pop(c) }
      },
      .two("heappushpop", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) in try heap(c, s, "heappushpop() argument 1").pushPop(c, item) }
      },
      .two("heapreplace", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) in try heap(c, s, "heapreplace() argument 1").replace(c, item) }
      },
      .one("heapify", "(heap, /)", .function) { c, s in
        bridge(c) { () throws(Raised) -> Void in try heap(c, s, "heapify() argument").arrange(c) }
      },
      .two("heappush_max", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) -> Void in
          try heap(c, s, "heappush_max() argument 1", isReversed: true).push(c, item)
        }
      },
      .one("heappop_max", "(heap, /)", .function) { c, s in
        bridge(c) { () throws(Raised) in try heap(c, s, "heappop_max() argument", isReversed: true).pop(c) }
      },
      .two("heappushpop_max", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) in
          try heap(c, s, "heappushpop_max() argument 1", isReversed: true).pushPop(c, item)
        }
      },
      .two("heapreplace_max", "(heap, item, /)", .function) { c, s, item in
        bridge(c) { () throws(Raised) in
          try heap(c, s, "heapreplace_max() argument 1", isReversed: true).replace(c, item)
        }
      },
      .one("heapify_max", "(heap, /)", .function) { c, s in
        bridge(c) { () throws(Raised) -> Void in
          try heap(c, s, "heapify_max() argument", isReversed: true).arrange(c)
        }
      },
    ])
}
