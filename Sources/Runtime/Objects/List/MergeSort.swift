import CRuntime

// A stable merge sort that makes use of the order it finds.
//
// It goes over the row once, finding runs that ascend, or descend and are turned round; short ones are made longer by
// binary insertion. Which neighbours to merge, and when, follows Munro and Wild's powersort ("Nearly-optimal
// mergesorts", 2018). Merging gallops while one side keeps winning: Bentley and McIlroy's exponential search, as
// Peters's timsort uses it.
//
// At any time the row and the buffer together hold every element, so that the collector finds all of them, and whatever
// the order answers, even against its own earlier answers, the outcome is a permutation.

struct MergeSort<Order: SortOrder> {
  typealias Element = Order.Element

  private let order: Order
  private let row: UnsafeMutablePointer<Element>
  private let count: Int
  /// Room for half of the row.
  private let buffer: UnsafeMutablePointer<Element>
  private var pending = PendingRuns()
  /// How many wins in a row one side needs until galloping; it adapts.
  private var gallopThreshold = 7

  static func sort(
    _ context: Context, _ row: UnsafeMutablePointer<Element>, _ count: Int, _ order: Order
  ) throws(Raised) {
    let run = run(order, row, 0, count)
    if run == count { return }
    if count <= 64 { return insert(order, row, 0, sorted: run, count) }
    let buffer = try SortRow<Element>(context, capacity: (count + 1) / 2)
    var sort = MergeSort(order: order, row: row, count: count, buffer: buffer.elements)
    sort.mergeRuns(first: run)
  }

  private init(
    order: Order, row: UnsafeMutablePointer<Element>, count: Int, buffer: UnsafeMutablePointer<Element>
  ) {
    self.order = order
    self.row = row
    self.count = count
    self.buffer = buffer
  }

  // MARK: Runs

  private mutating func mergeRuns(first: Int) {
    let least = leastRun
    var start = 0
    while start < count {
      var length = start == 0 ? first : MergeSort.run(order, row, start, count)
      if length < least {
        let longer = min(least, count - start)
        MergeSort.insert(order, row, start, sorted: length, longer)
        length = longer
      }
      let run = PendingRun(start: start, length: length)
      let power = pending.isEmpty ? 0 : pending.last.power(before: run, in: count)
      while pending.hasTwo, pending.beforeLast.power > power { mergeLastTwo() }
      if !pending.isEmpty { pending.last.power = power }
      pending.push(run)
      start += length
    }
    while pending.hasTwo { mergeLastTwo() }
  }

  /// Between 32 and 64, so that the row makes about a power of two of them.
  private var leastRun: Int {
    var (length, remainder) = (count, 0)
    while length >= 64 {
      remainder |= length & 1
      length >>= 1
    }
    return length + remainder
  }

  /// The length of the run at `start`, ascending afterwards. One that descends may have equal elements, which keep their
  /// order; turned round, it goes on as far as what follows ascends.
  ///
  /// Programs see what is compared, and in what order.
  private static func run(
    _ order: Order, _ row: UnsafeMutablePointer<Element>, _ start: Int, _ end: Int
  ) -> Int {
    func isBelow(_ next: Int) -> Bool { order.precedes(row[next], row[next - 1]) }
    func ascend(from next: Int) -> Int {
      var next = next
      while next < end, !isBelow(next) { next += 1 }
      return next
    }
    func reverse(_ low: Int, _ high: Int) {
      var part = UnsafeMutableBufferPointer(start: row + low, count: high - low)
      part.reverse()
    }

    var next = ascend(from: min(start + 1, end))
    if next == end { return end - start }
    if next - start > 1 {
      if order.precedes(row[start], row[next - 1]) { return next - start }
      reverse(start, next)
    }
    /// Where the elements begin that equal the last.
    var equal = next
    next += 1
    while next < end {
      if isBelow(next) {
        reverse(equal, next)
        equal = next
      } else if order.precedes(row[next - 1], row[next]) {
        break
      }
      next += 1
    }
    reverse(equal, next)
    reverse(start, next)
    return ascend(from: next) - start
  }

  /// Sorts `length` elements at `start`, of which the first `sorted` are so.
  private static func insert(
    _ order: Order, _ row: UnsafeMutablePointer<Element>, _ start: Int, sorted: Int, _ length: Int
  ) {
    for index in (start + sorted)..<(start + length) {
      let element = row[index]
      var (low, high) = (start, index)
      while low < high {
        let middle = (low + high) >> 1
        if order.precedes(element, row[middle]) { high = middle } else { low = middle + 1 }
      }
      (row + low + 1).update(from: row + low, count: index - low)
      row[low] = element
    }
  }

  // MARK: Merging

  private mutating func mergeLastTwo() {
    let (left, right) = pending.mergeLast()
    // What already stands where it belongs, at either end, is left there.
    let skipped = upperBound(row[right.start], row + left.start, left.length, hint: 0)
    let leftCount = left.length - skipped
    if leftCount == 0 { return }
    let rightCount = lowerBound(
      row[right.start - 1], row + right.start, right.length, hint: right.length - 1)
    if rightCount == 0 { return }
    if leftCount <= rightCount {
      mergeUp(row + left.start + skipped, leftCount, rightCount)
    } else {
      mergeDown(row + left.start + skipped, leftCount, rightCount)
    }
  }

  /// Merges from the low end; the left run is the shorter, and waits in the buffer.
  private mutating func mergeUp(
    _ start: UnsafeMutablePointer<Element>, _ leftCount: Int, _ rightCount: Int
  ) {
    buffer.update(from: start, count: leftCount)
    var left = buffer
    let leftEnd = buffer + leftCount
    var right = start + leftCount
    let rightEnd = right + rightCount
    var target = start
    // The gap before `right` is as long as what is left in the buffer.
    defer { target.update(from: left, count: leftEnd - left) }

    while true {
      var (leftWins, rightWins) = (0, 0)
      repeat {
        if order.precedes(right.pointee, left.pointee) {
          target.pointee = right.pointee
          (target, right) = (target + 1, right + 1)
          (leftWins, rightWins) = (0, rightWins + 1)
          if right == rightEnd { return }
        } else {
          target.pointee = left.pointee
          (target, left) = (target + 1, left + 1)
          (leftWins, rightWins) = (leftWins + 1, 0)
          if left == leftEnd { return }
        }
      } while leftWins | rightWins < gallopThreshold

      repeat {
        leftWins = upperBound(right.pointee, left, leftEnd - left, hint: 0)
        target.update(from: left, count: leftWins)
        (target, left) = (target + leftWins, left + leftWins)
        if left == leftEnd { return }
        rightWins = lowerBound(left.pointee, right, rightEnd - right, hint: 0)
        target.update(from: right, count: rightWins)
        (target, right) = (target + rightWins, right + rightWins)
        if right == rightEnd { return }
        gallopThreshold = max(1, gallopThreshold - 1)
      } while leftWins >= 7 || rightWins >= 7
      gallopThreshold += 2
    }
  }

  /// Merges from the high end; the right run is the shorter, and waits in the buffer.
  private mutating func mergeDown(
    _ start: UnsafeMutablePointer<Element>, _ leftCount: Int, _ rightCount: Int
  ) {
    buffer.update(from: start + leftCount, count: rightCount)
    var left = leftCount
    var right = rightCount
    // The next place to fill is below `left + right`; the gap is as long as what is left in the buffer.
    defer { (start + left).update(from: buffer, count: right) }

    while true {
      var (leftWins, rightWins) = (0, 0)
      repeat {
        if order.precedes(buffer[right - 1], start[left - 1]) {
          start[left + right - 1] = start[left - 1]
          left -= 1
          (leftWins, rightWins) = (leftWins + 1, 0)
          if left == 0 { return }
        } else {
          start[left + right - 1] = buffer[right - 1]
          right -= 1
          (leftWins, rightWins) = (0, rightWins + 1)
          if right == 0 { return }
        }
      } while leftWins | rightWins < gallopThreshold

      repeat {
        leftWins = left - (upperBound(buffer[right - 1], start, left, hint: left - 1))
        (start + left + right - leftWins).update(from: start + left - leftWins, count: leftWins)
        left -= leftWins
        if left == 0 { return }
        rightWins = right - (lowerBound(start[left - 1], buffer, right, hint: right - 1))
        (start + left + right - rightWins).update(from: buffer + right - rightWins, count: rightWins)
        right -= rightWins
        if right == 0 { return }
        gallopThreshold = max(1, gallopThreshold - 1)
      } while leftWins >= 7 || rightWins >= 7
      gallopThreshold += 2
    }
  }

  // MARK: Searching

  /// How many elements of a sorted row do not come after `element`, found in ever larger steps from `hint`.
  private func upperBound(
    _ element: Element, _ sorted: UnsafeMutablePointer<Element>, _ length: Int, hint: Int
  ) -> Int {
    bound(sorted, length, hint) { other in !order.precedes(element, other) }
  }

  /// How many elements of a sorted row come before `element`.
  private func lowerBound(
    _ element: Element, _ sorted: UnsafeMutablePointer<Element>, _ length: Int, hint: Int
  ) -> Int {
    bound(sorted, length, hint) { other in order.precedes(other, element) }
  }

  /// How many elements fulfil `isBefore`, which a first part does and the rest does not.
  @inline(__always)
  private func bound(
    _ sorted: UnsafeMutablePointer<Element>, _ length: Int, _ hint: Int,
    _ isBefore: (Element) -> Bool
  ) -> Int {
    var (low, high) = (0, length)
    var step = 1
    if isBefore(sorted[hint]) {
      low = hint + 1
      while low + step <= length, isBefore(sorted[low + step - 1]) {
        low += step
        step <<= 1
      }
      high = min(length, low + step - 1)
    } else {
      high = hint
      while high - step >= 0, !isBefore(sorted[high - step]) {
        high -= step
        step <<= 1
      }
      low = max(0, high - step + 1)
    }
    while low < high {
      let middle = (low + high) >> 1
      if isBefore(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// MARK: Pending runs

/// A sorted stretch of the row that waits to be merged.
private struct PendingRun {
  var start: Int
  var length: Int
  /// Of the boundary between this run and the one after it.
  var power = 0

  /// The depth, in a balanced merge tree over the whole row, of the node that separates this run's middle from that of
  /// the next.
  func power(before next: PendingRun, in count: Int) -> Int {
    var left = 2 * start + length
    var right = 2 * next.start + next.length
    var power = 0
    while true {
      power += 1
      if left >= count {
        left -= count
        right -= count
      } else if right >= count {
        return power
      }
      left <<= 1
      right <<= 1
    }
  }
}

/// The runs not merged yet. Their powers ascend, so there are never more than the bits of a length.
private struct PendingRuns {
  private var runs: [PendingRun] = []

  var isEmpty: Bool { runs.isEmpty }
  var hasTwo: Bool { runs.count > 1 }
  var last: PendingRun {
    get { runs[runs.count - 1] }
    set { runs[runs.count - 1] = newValue }
  }
  var beforeLast: PendingRun { runs[runs.count - 2] }

  mutating func push(_ run: PendingRun) { runs.append(run) }

  /// The last two runs, which are one from now on.
  mutating func mergeLast() -> (PendingRun, PendingRun) {
    let right = runs.removeLast()
    let left = runs[runs.count - 1]
    runs[runs.count - 1].length += right.length
    return (left, right)
  }
}
