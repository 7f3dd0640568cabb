import CRuntime
import Runtime

// What the libraries of compression have in common: each is given some input and some room, and says how far it came.

/// What a library has not read yet, and the room that it may still fill.
struct CodingWindow {
  var input: UnsafePointer<UInt8>
  var inputCount: Int
  var output: UnsafeMutablePointer<UInt8>
  var room: Int

  /// The library has read and written so much.
  mutating func advance(read: Int, written: Int) {
    input += read
    inputCount -= read
    output += written
    room -= written
  }
}

/// How far a library came with a window.
enum CodingStep {
  /// It may go on, given more room.
  case more
  /// It needs more input.
  case starved
  case atEnd
  case failed
}

struct CodingResult {
  var output: Bytes
  /// How many bytes of the input are left.
  var left: Int
  var last: CodingStep
}

enum Coding {
  /// Room for output at first.
  static var bufferSize: Int { 16384 }

  /// Has a library work on an input, by `step`, until it is used up, its end is found or the output has `limit` bytes.
  static func run(
    _ context: Context, _ input: TextUnits, room: Int = bufferSize, limit: Int = .max,
    _ step: (inout CodingWindow) -> CodingStep
  ) throws(Raised) -> CodingResult {
    var output = try Bytes.allocate(context, count: max(1, min(room, limit)), isFilled: true)
    var used = 0
    var last = CodingStep.more
    var window = CodingWindow(
      input: input.base.assumingMemoryBound(to: UInt8.self), inputCount: input.count,
      output: output.base.assumingMemoryBound(to: UInt8.self), room: 0)
    while last == .more, used < limit {
      if used == output.count {
        let larger = try Bytes.allocate(context, count: min(2 * used, limit), isFilled: true)
        larger.base.copyMemory(from: output.base, byteCount: used)
        output = larger
      }
      window.output = (output.base + used).assumingMemoryBound(to: UInt8.self)
      window.room = output.count - used
      last = step(&window)
      used = output.count - window.room
    }
    return CodingResult(output: try Bytes.slice(context, output, 0, used), left: window.inputCount, last: last)
  }
}
