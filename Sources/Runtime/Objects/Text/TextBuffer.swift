import CRuntime

// Units with room behind them, shared by the texts that are prefixes of one another:
//
//     s = "ab…"           s ──▶ count 6 ─┐
//     t = s + "xy"        t ──▶ count 8 ─┤
//                                        ▼
//                         ┌──────────────────┬───────────────┐
//                         │ a b … … … … x y  │ room          │
//                         └──────────────────┴───────────────┘
//                                        used = 8
//
// A text whose end is the used part's end is extended in place: whoever moves `used` owns the units in between. Others
// see only as much as their count says. So building a text in a loop stays linear without counting references.

struct TextBufferLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Bytes that there is room for.
  var capacity: UInt64
  /// Bytes that belong to a text.
  var used: UInt64
}

struct TextBuffer: ObjectReference {
  let pointer: UnsafeMutablePointer<TextBufferLayout>

  @inline(__always) init(pointer: UnsafeMutablePointer<TextBufferLayout>) { self.pointer = pointer }

  @inline(__always) static var kind: Kind { .textBuffer }
  static var traceRule: TraceRule { .leaf }

  @inline(__always) var base: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + Text.unitsOffset }
  @inline(__always) var capacity: Int { Int(pointer.pointee.capacity) }

  /// A buffer of which `used` bytes are taken at once.
  static func make(_ context: Context, capacity: Int, used: Int) throws(Raised) -> TextBuffer {
    let (size, overflow) = capacity.addingReportingOverflow(Text.unitsOffset)
    guard !overflow, let cell = Heap.allocate(context, size: size, space: .leaf, isFilled: true) else {
      throw context.raiseMemoryError()
    }
    let buffer = TextBuffer(pointer: cell.assumingMemoryBound(to: TextBufferLayout.self))
    buffer.pointer.pointee = TextBufferLayout(
      header: ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: 0, lock: 0, gc: 0),
      capacity: UInt64(capacity), used: UInt64(used))
    return buffer
  }

  /// Makes the bytes from `end` up to `newEnd` the caller's, if nobody took them and there is room.
  @inline(__always)
  func claim(from end: Int, to newEnd: Int) -> Bool {
    if newEnd > capacity { return false }
    let used = UnsafeMutableRawPointer(pointer) + 16
    return load_relaxed_u64(used) == UInt64(end) && exchange_if_u64(used, UInt64(end), UInt64(newEnd))
  }
}
