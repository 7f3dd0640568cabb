import CRuntime
import Runtime

// Sets that are a few ranges of bytes, tested sixteen bytes at a time.

extension Matcher {
  /// So many characters are tested one by one first.
  static var nearby: Int { 12 }

  /// Goes over bytes that are members of a set, or are not: to the first that is otherwise, or to where fewer than
  /// sixteen are left before `limit`.
  @inline(never)
  func pass<Unit: CodeUnit>(
    members: Bool, of offset: UInt32, _ text: UnsafePointer<Unit>, from start: Int, to limit: Int,
    _ data: UnsafeRawPointer
  ) -> Int {
    let ranges = data.load(fromByteOffset: Int(offset), as: ByteRanges.self)
    let bytes = UnsafeRawPointer(text)
    let inRanges = members != ranges.isComplement
    let (a, b, c, d) = (Range(ranges, 0), Range(ranges, 1), Range(ranges, 2), Range(ranges, 3))
    if ranges.areFew {
      return pass(bytes, start, limit, inRanges) { a.contains($0) .| b.contains($0) }
    }
    return pass(bytes, start, limit, inRanges) { a.contains($0) .| b.contains($0) .| (c.contains($0) .| d.contains($0)) }
  }

  private struct Range {
    let low: SIMD16<UInt8>
    let span: SIMD16<UInt8>

    init(_ ranges: ByteRanges, _ index: UInt32) {
      low = SIMD16(repeating: UInt8(truncatingIfNeeded: ranges.low >> (8 * index)))
      span = SIMD16(repeating: UInt8(truncatingIfNeeded: ranges.span >> (8 * index)))
    }

    @inline(__always)
    func contains(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> { (bytes &- low) .<= span }
  }

  @inline(__always)
  private func pass(
    _ bytes: UnsafeRawPointer, _ start: Int, _ limit: Int, _ inRanges: Bool,
    _ test: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>
  ) -> Int {
    // The bits of a byte of a mask are all alike; those that end the pass become ones.
    let flip = inRanges ? UInt64.max : 0
    var position = start
    while position &+ 16 <= limit {
      let mask = test(bytes.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self))
      let words = unsafeBitCast(mask, to: SIMD2<UInt64>.self) ^ SIMD2(repeating: flip)
      if words[0] != 0 { return position &+ words[0].trailingZeroBitCount / 8 }
      if words[1] != 0 { return position &+ 8 &+ words[1].trailingZeroBitCount / 8 }
      position &+= 16
    }
    return position
  }
}
