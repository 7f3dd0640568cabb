import CRuntime
import Runtime

// Runs a program on text. A `Matcher` is made for one call of a pattern's method, may find many matches, one after the
// other, and refers to memory that its caller keeps: the pattern's program, the text, and a few words for registers and
// the first frames of the backtrack stack.

struct Matcher {
  let context: Context
  let program: UnsafeRawPointer
  let text: UnsafeRawPointer
  let width: TextWidth
  /// Where matching begins at first, and the text's end as far as it is concerned.
  let end: Int
  /// Positions that groups begin and end at, −1 where they have not, and what loops count.
  let registers: UnsafeMutablePointer<Int>
  var stack: BacktrackStack
  /// The number of the group that has ended last, 0 for none.
  var lastIndex = 0
  /// The match that was found.
  var matchStart = 0
  var matchEnd = 0
  /// A match must end at the text's end.
  var isFull = false
  /// A match must not end here.
  var forbidden = -1
  /// Steps until other business is looked at.
  var fuel = Matcher.fuelOfRound

  static var fuelOfRound: Int { 1 << 14 }
  /// Frames that a matcher has from its start.
  static var initialFrames: Int { 24 }

  /// Bytes of memory that a matcher needs for a program.
  static func memorySize(_ program: UnsafeRawPointer) -> Int {
    Int(program.load(as: PatternProgramHeader.self).registers) * 8 + initialFrames * MemoryLayout<BacktrackFrame>.stride
  }

  init(
    _ context: Context, program: UnsafeRawPointer, _ units: TextUnits, end: Int, memory: UnsafeMutableRawPointer
  ) {
    (self.context, self.program, self.end) = (context, program, end)
    (text, width) = (units.base, units.width)
    let count = Int(program.load(as: PatternProgramHeader.self).registers)
    registers = memory.bindMemory(to: Int.self, capacity: count)
    registers.update(repeating: -1, count: count)
    let frames = (memory + count * 8).bindMemory(to: BacktrackFrame.self, capacity: Self.initialFrames)
    stack = BacktrackStack(frames, capacity: Self.initialFrames)
  }

  var header: PatternProgramHeader { program.load(as: PatternProgramHeader.self) }
  var code: UnsafePointer<PatternInstruction> {
    (program + MemoryLayout<PatternProgramHeader>.size).assumingMemoryBound(to: PatternInstruction.self)
  }
  var data: UnsafeRawPointer { program + Int(header.data) }

  /// Forgets the match that was found.
  mutating func reset() {
    registers.update(repeating: -1, count: Int(header.registers))
    lastIndex = 0
  }

  // MARK: Matching

  /// Whether the pattern matches at a position.
  mutating func match(at start: Int) throws(Raised) -> Bool {
    switch width {
    case .one: return try run(text.assumingMemoryBound(to: UInt8.self), from: start, isSearch: false)
    case .two: return try run(text.assumingMemoryBound(to: UInt16.self), from: start, isSearch: false)
    case .four: return try run(text.assumingMemoryBound(to: UInt32.self), from: start, isSearch: false)
    }
  }

  /// The first match that begins at `start` or later.
  mutating func search(from start: Int) throws(Raised) -> Bool {
    switch width {
    case .one: return try search(text.assumingMemoryBound(to: UInt8.self), from: start)
    case .two: return try search(text.assumingMemoryBound(to: UInt16.self), from: start)
    case .four: return try search(text.assumingMemoryBound(to: UInt32.self), from: start)
    }
  }

  @inline(__always)
  private mutating func search<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, from start: Int
  ) throws(Raised) -> Bool {
    let place = candidate(text, from: start)
    if place < 0 { return false }
    if header.isLiteral != 0 {
      (matchStart, matchEnd) = (place, place &+ Int(header.prefixCount))
      return true
    }
    return try run(text, from: place, isSearch: true)
  }

  @inline(never)
  mutating func lookAtEvents() throws(Raised) {
    fuel = Self.fuelOfRound
    try context.checkEvents()
  }
}
