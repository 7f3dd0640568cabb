import CRuntime
import Glibc
import Runtime

// What a match has to go back to, newest on top. Each frame is either a choice that is left, or the old value of a
// register, put back when the matcher comes past it. No part of a match is a call: however a pattern nests and however
// long a text is, only this grows.

struct BacktrackFrame: BitwiseCopyable {
  enum Kind: UInt32 {
    /// Nothing is left to try.
    case bottom
    /// Go on at an instruction.
    case choice
    /// A branch; `extra` are the alternatives that are left.
    case branch
    /// A character loop that may give back characters down to `extra`.
    case greedy
    /// One that may take more, up to `extra`.
    case lazy
    /// A part that is left for good began here. As a choice if the part fails.
    case barrier
    /// The value of a register.
    case register
    /// The same; `extra` is the value of `lastIndex`.
    case endMark
  }

  var kind: Kind
  /// An instruction, or a register.
  var index: UInt32
  /// A position, or a register's old value.
  var position: Int
  var extra: Int
}

struct BacktrackStack {
  private(set) var base: UnsafeMutablePointer<BacktrackFrame>
  var top: UnsafeMutablePointer<BacktrackFrame>
  /// From here on there may be too little room for what one instruction pushes.
  private(set) var limit: UnsafeMutablePointer<BacktrackFrame>
  /// Where memory was allocated; the first frames are the caller's.
  private var allocated: UnsafeMutablePointer<BacktrackFrame>?

  /// Frames that one instruction may push.
  static var most: Int { 4 }

  init(_ memory: UnsafeMutablePointer<BacktrackFrame>, capacity: Int) {
    (base, top, limit) = (memory, memory, memory + (capacity - Self.most))
  }

  func free() { Glibc.free(allocated) }

  @inline(__always)
  mutating func push(_ kind: BacktrackFrame.Kind, _ index: UInt32, _ position: Int, _ extra: Int = 0) {
    top.pointee = BacktrackFrame(kind: kind, index: index, position: position, extra: extra)
    top += 1
  }

  /// Whether there is nothing to go back to.
  @inline(__always) var hasNoChoice: Bool { top == base + 1 }

  @inline(never)
  mutating func grow(_ context: Context) throws(Raised) {
    let (used, capacity) = (top - base, limit - base + Self.most)
    let stride = MemoryLayout<BacktrackFrame>.stride
    let larger = capacity * 2
    guard let memory = realloc(allocated, larger * stride) else { throw context.raiseMemoryError() }
    let frames = memory.bindMemory(to: BacktrackFrame.self, capacity: larger)
    if allocated == nil { frames.update(from: base, count: used) }
    allocated = frames
    (base, top, limit) = (frames, frames + used, frames + (larger - Self.most))
  }

  /// The newest barrier.
  @inline(__always)
  var barrier: UnsafeMutablePointer<BacktrackFrame> {
    var frame = top - 1
    while frame.pointee.kind != .barrier { frame -= 1 }
    return frame
  }

  /// Drops the choices since a barrier, and it, and keeps the values of registers.
  @inline(__always)
  mutating func dropChoices(from barrier: UnsafeMutablePointer<BacktrackFrame>) {
    var target = barrier
    var frame = barrier + 1
    while frame < top {
      if frame.pointee.kind == .register || frame.pointee.kind == .endMark {
        target.pointee = frame.pointee
        target += 1
      }
      frame += 1
    }
    top = target
  }
}
