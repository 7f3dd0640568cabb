import CRuntime
import CZlib
import Runtime

protocol ZlibObject: CodecObject where Stream == z_stream {}

/// What a run of zlib over some bytes gave.
struct ZlibResult {
  var output: Bytes
  /// How many bytes of the input are left.
  var left: Int
  /// As zlib says it.
  var status: Int32
  /// What went wrong when, if it was not the run itself.
  var failure: StaticString?

  var isAtEnd: Bool { status == Z_STREAM_END }
  var hasFailed: Bool { ZlibStep.hasFailed(status) }
}

/// A step of zlib's, and what came of the last one.
struct ZlibStep {
  let stream: UnsafeMutablePointer<z_stream>
  /// The last part of the input goes with `lastFlush`.
  let flush: Int32
  let lastFlush: Int32
  var dictionary: UnsafeRawBufferPointer?
  let code: (UnsafeMutablePointer<z_stream>, Int32) -> Int32
  var status: Int32 = Z_OK
  var failure: StaticString?

  static func hasFailed(_ status: Int32) -> Bool {
    status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END
  }

  mutating func callAsFunction(_ window: inout CodingWindow) -> CodingStep {
    // zlib counts in 32 bits.
    let (given, space) = (UInt32(clamping: window.inputCount), UInt32(clamping: window.room))
    (stream.pointee.next_in, stream.pointee.avail_in) = (UnsafeMutablePointer(mutating: window.input), given)
    (stream.pointee.next_out, stream.pointee.avail_out) = (window.output, space)
    status = code(stream, Int(given) == window.inputCount ? lastFlush : flush)
    let (read, written) = (Int(given - stream.pointee.avail_in), Int(space - stream.pointee.avail_out))
    window.advance(read: read, written: written)
    (stream.pointee.next_in, stream.pointee.next_out) = (nil, nil)
    if status == Z_NEED_DICT, let dictionary {
      status = stream.setDictionary(dictionary)
      if status == Z_OK { return .more }
      failure = "while setting zdict"
    }
    if Self.hasFailed(status) { return .failed }
    if status == Z_STREAM_END { return .atEnd }
    return stream.pointee.avail_out == 0 || read > 0 && window.inputCount > 0 ? .more : .starved
  }
}

extension UnsafeMutablePointer<z_stream> {
  /// Has zlib work on an input, by `code`. `room` is how many bytes there is room for at first.
  func run(
    _ context: Context, _ input: TextUnits, room: Int, limit: Int = .max, flush: Int32, lastFlush: Int32,
    dictionary: UnsafeRawBufferPointer? = nil, _ code: @escaping (UnsafeMutablePointer<z_stream>, Int32) -> Int32
  ) throws(Raised) -> ZlibResult {
    var step = ZlibStep(stream: self, flush: flush, lastFlush: lastFlush, dictionary: dictionary, code: code)
    let result = try Coding.run(context, input, room: room, limit: limit) { step(&$0) }
    return ZlibResult(output: result.output, left: result.left, status: step.status, failure: step.failure)
  }

  func setDictionary(_ dictionary: UnsafeRawBufferPointer) -> Int32 {
    inflateSetDictionary(
      self, dictionary.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(clamping: dictionary.count))
  }
}
