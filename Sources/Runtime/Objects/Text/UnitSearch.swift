import CRuntime

// Searching runs of code units. Single units are looked for many at a time. Longer patterns are found by their first and
// last unit, a word of places at a time. Where that misleads too often, those of bytes are left to the C library's
// `memmem`, those of wider units to the two-way algorithm (Crochemore and Perrin, "Two-way string-matching", 1991),
// which is linear in the worst case and needs no table.

extension TextUnits {
  /// The place of the first `pattern`, nil where there is none. An empty pattern stands at 0.
  @inline(__always)
  public func firstIndex(of pattern: TextUnits) -> Int? {
    pattern.count == 1 ? firstIndex(ofUnit: pattern[0]) : firstIndex(ofAny: pattern)
  }

  @inline(never)
  private func firstIndex(ofAny pattern: TextUnits) -> Int? {
    if pattern.count == 0 { return 0 }
    if pattern.count > count || pattern.width > width { return nil }
    return withWidth(width, pattern) { (self, pattern) in
      switch self.width {
      case .one:
        self.firstIndex(of: pattern, UInt8.self) { (rest) in
          let offset = bytes_find(rest.base, Int64(rest.count), pattern.base, Int64(pattern.count))
          return offset < 0 ? nil : Int(offset)
        }
      case .two:
        self.firstIndex(of: pattern, UInt16.self) { (rest) in
          findTwoWay(rest, rest.bound(to: UInt16.self), pattern.bound(to: UInt16.self))
        }
      case .four:
        self.firstIndex(of: pattern, UInt32.self) { (rest) in
          findTwoWay(rest, rest.bound(to: UInt32.self), pattern.bound(to: UInt32.self))
        }
      }
    }
  }

  /// The place of the last `pattern`, nil where there is none. An empty pattern stands at the end.
  public func lastIndex(of pattern: TextUnits) -> Int? {
    if pattern.count == 0 { return count }
    if pattern.count > count || pattern.width > width { return nil }
    if pattern.count == 1 { return lastIndex(ofUnit: pattern[0]) }
    return withWidth(width, pattern) { (self, pattern) in
      switch self.width {
      case .one: findLast(self.bound(to: UInt8.self), pattern.bound(to: UInt8.self))
      case .two: findLast(self.bound(to: UInt16.self), pattern.bound(to: UInt16.self))
      case .four: findLast(self.bound(to: UInt32.self), pattern.bound(to: UInt32.self))
      }
    }
  }

  /// How often `pattern` stands there without overlapping, up to `limit`; an empty one before each unit and at the end.
  public func occurrences(of pattern: TextUnits, limit: Int = .max) -> Int {
    if pattern.count == 0 { return min(count + 1, limit) }
    if pattern.count == 1, pattern.width <= width, limit == .max { return occurrences(ofUnit: pattern[0]) }
    var found = 0
    var place = 0
    while found < limit, let next = slice(place, count).firstIndex(of: pattern) {
      found += 1
      place += next + pattern.count
    }
    return found
  }

  // MARK: A word at a time

  /// The place of a pattern of at least two units; `thorough` goes on where quick looks mislead.
  @inline(__always)
  private func firstIndex<Unit: FixedWidthInteger & UnsignedInteger>(
    of pattern: TextUnits, _ unit: Unit.Type, _ thorough: (TextUnits) -> Int?
  ) -> Int? {
    let size = MemoryLayout<Unit>.size
    let ones = UInt64.max / UInt64(Unit.max)
    let tail = pattern.byteCount - size
    let first = UInt64(pattern.base.load(as: Unit.self)) &* ones
    let final = UInt64(pattern.base.load(fromByteOffset: tail, as: Unit.self)) &* ones
    let end = byteCount
    // A pattern of a word at most is compared with a word of the text.
    let isShort = pattern.byteCount <= 8
    let word = isShort ? pattern.word : 0
    let unused = UInt64(8 - min(pattern.byteCount, 8)) * 8
    @inline(__always) func stands(at candidate: Int) -> Bool {
      if isShort, candidate + 8 <= end {
        let here = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: candidate, as: UInt64.self))
        return (here ^ word) << unused == 0
      }
      return bytes_compare(base + candidate, pattern.base, Int64(pattern.byteCount)) == 0
    }
    var (place, misses) = (0, 0)
    while place + tail + 8 <= end {
      // A unit of `difference` is 0 where both units are there. The lowest such unit is found exactly; those above it
      // may be wrong, and are compared with the pattern like any other.
      let heads = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let tails = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place + tail, as: UInt64.self))
      let difference = (heads ^ first) | (tails ^ final)
      var candidates = (difference &- ones) & ~difference & ones << (Unit.bitWidth - 1)
      while candidates != 0 {
        let candidate = place + candidates.trailingZeroBitCount / Unit.bitWidth * size
        if stands(at: candidate) { return candidate / size }
        misses += 1
        candidates &= candidates - 1
      }
      place += 8
      if misses > 16 + place / 8 { return thorough(slice(place / size, count)).map { place / size + $0 } }
    }
    while place + pattern.byteCount <= end {
      if stands(at: place) { return place / size }
      place += size
    }
    return nil
  }

  /// The bytes, two to eight of them, as the low ones of a word.
  private var word: UInt64 {
    @inline(__always) func joined<Part: FixedWidthInteger & UnsignedInteger>(_ part: Part.Type) -> UInt64 {
      let last = byteCount - MemoryLayout<Part>.size
      let (head, tail) = (base.loadUnaligned(as: Part.self), base.loadUnaligned(fromByteOffset: last, as: Part.self))
      return UInt64(Part(littleEndian: head)) | UInt64(Part(littleEndian: tail)) << UInt64(last * 8)
    }
    return byteCount == 8 ? joined(UInt64.self) : byteCount >= 4 ? joined(UInt32.self) : joined(UInt16.self)
  }

  // MARK: One unit

  @inline(__always)
  public func firstIndex(ofUnit unit: UInt32) -> Int? {
    if TextWidth(for: unit) > width { return nil }
    let place =
      switch width {
      case .one: bytes_find_byte(base, Int64(count), UInt8(truncatingIfNeeded: unit))
      case .two: units_find_u16(base, Int64(count), UInt16(truncatingIfNeeded: unit))
      case .four: units_find_u32(base, Int64(count), unit)
      }
    return place < 0 ? nil : Int(place)
  }

  public func lastIndex(ofUnit unit: UInt32) -> Int? {
    switch width {
    case .one:
      if unit > 0xff { return nil }
      let offset = bytes_find_last_byte(base, Int64(count), UInt8(unit))
      return offset < 0 ? nil : Int(offset)
    case .two: return unit > 0xffff ? nil : bound(to: UInt16.self).lastIndex(of: UInt16(unit))
    case .four: return bound(to: UInt32.self).lastIndex(of: unit)
    }
  }

  private func occurrences(ofUnit unit: UInt32) -> Int {
    let found =
      switch width {
      case .one: units_count_u8(base, Int64(count), UInt8(truncatingIfNeeded: unit))
      case .two: units_count_u16(base, Int64(count), UInt16(truncatingIfNeeded: unit))
      case .four: units_count_u32(base, Int64(count), unit)
      }
    return Int(found)
  }

  /// Calls `body` with the units and a pattern of their width: a narrower one is widened.
  @inline(__always)
  private func withWidth<Answer>(
    _ width: TextWidth, _ pattern: TextUnits, _ body: (TextUnits, TextUnits) -> Answer
  ) -> Answer {
    if pattern.width == width { return body(self, pattern) }
    return withUnsafeTemporaryAllocation(byteCount: pattern.count << width.shift, alignment: 4) { memory in
      let base = memory.baseAddress.unsafelyUnwrapped
      pattern.copy(to: base, width: width)
      return body(self, TextUnits(base: UnsafeRawPointer(base), count: pattern.count, width: width))
    }
  }
}

/// From the end, skipping by what the unit before the window allows (Sunday, "A very fast substring search
/// algorithm", 1990), with a set of the pattern's units hashed to 64 bits.
@inline(__always)
private func findLast<Unit: FixedWidthInteger>(
  _ units: UnsafeBufferPointer<Unit>, _ pattern: UnsafeBufferPointer<Unit>
) -> Int? {
  var members: UInt64 = 0
  for unit in pattern { members |= 1 << UInt64(truncatingIfNeeded: unit & 63) }
  let size = pattern.count * MemoryLayout<Unit>.stride
  let base = units.baseAddress.unsafelyUnwrapped
  var place = units.count - pattern.count
  while place >= 0 {
    if units[place] == pattern[0],
      bytes_compare(base + place, pattern.baseAddress.unsafelyUnwrapped, Int64(size)) == 0
    {
      return place
    }
    if place > 0, members >> UInt64(truncatingIfNeeded: units[place - 1] & 63) & 1 == 0 {
      place -= pattern.count + 1
    } else {
      place -= 1
    }
  }
  return nil
}

// MARK: Two-way

/// The place of a pattern of at least two units.
@inline(__always)
private func findTwoWay<Unit: FixedWidthInteger>(
  _ text: TextUnits, _ units: UnsafeBufferPointer<Unit>, _ pattern: UnsafeBufferPointer<Unit>
) -> Int? {
  let (cut, period) = criticalFactorization(pattern)
  let isPeriodic = (0..<cut).allSatisfy { $0 + period < pattern.count && pattern[$0] == pattern[$0 + period] }
  // Without a period for the whole pattern a mismatch on the left lets us skip more than half of it.
  let shift = isPeriodic ? period : max(cut, pattern.count - cut) + 1
  // Units at the pattern's start that are known to match.
  var memory = 0
  var place = 0
  while place + pattern.count <= units.count {
    var index = max(cut, memory)
    if memory == 0 {
      // Only the cut's unit can begin a match of the right part: go to the next one quickly.
      let rest = text.slice(place + cut, units.count)
      guard let skipped = rest.firstIndex(ofUnit: UInt32(truncatingIfNeeded: pattern[cut])) else { return nil }
      place += skipped
      if place + pattern.count > units.count { return nil }
    }
    while index < pattern.count, pattern[index] == units[place + index] { index += 1 }
    if index < pattern.count {
      place += index - cut + 1
      memory = 0
      continue
    }
    index = cut
    while index > memory, pattern[index - 1] == units[place + index - 1] { index -= 1 }
    if index <= memory { return place }
    place += shift
    memory = isPeriodic ? pattern.count - period : 0
  }
  return nil
}

/// Where to cut a pattern so that the local period there is its whole period, and the period of the right part.
@inline(__always)
private func criticalFactorization<Unit: FixedWidthInteger>(
  _ pattern: UnsafeBufferPointer<Unit>
) -> (cut: Int, period: Int) {
  let ascending = maximalSuffix(pattern) { $0 < $1 }
  let descending = maximalSuffix(pattern) { $0 > $1 }
  return ascending.cut > descending.cut ? ascending : descending
}

/// The start and period of the suffix that is last in an order.
@inline(__always)
private func maximalSuffix<Unit: FixedWidthInteger>(
  _ pattern: UnsafeBufferPointer<Unit>, _ precedes: (Unit, Unit) -> Bool
) -> (cut: Int, period: Int) {
  var start = 0
  var candidate = 1
  var matched = 0
  var period = 1
  while candidate + matched < pattern.count {
    let left = pattern[candidate + matched]
    let right = pattern[start + matched]
    if precedes(left, right) {
      candidate += matched + 1
      matched = 0
      period = candidate - start
    } else if left == right {
      if matched + 1 == period {
        candidate += period
        matched = 0
      } else {
        matched += 1
      }
    } else {
      start = candidate
      candidate += 1
      matched = 0
      period = 1
    }
  }
  return (start, period)
}
