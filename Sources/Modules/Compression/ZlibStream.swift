import CRuntime
import CZlib
import Runtime

// What `zlib`'s objects have in common: zlib's stream, which stays where it is, since zlib's own memory points back to it.
//
//     ┌────────┬─────────┬───────┬────────────┬────────┬──────┐
//     │ header │ z_stream│ flags │ dictionary │ unused │ rest │
//     └────────┴─────────┴───────┴────────────┴────────┴──────┘
//     0        8         120     128          136      144

struct ZlibLayout: BitwiseCopyable {
  var header: ObjectHeader
  var stream: z_stream
  var flags: Int64
  /// For decompression, bytes-like; or *empty*.
  var dictionary: Value
  /// Bytes behind the end of the compressed data.
  var unused: Value
  /// Bytes that are still to be decompressed.
  var rest: Value
}

/// What a run of zlib over some bytes gave.
struct ZlibResult {
  var output: Bytes
  /// As zlib says it.
  var status: Int32
  /// How many bytes of the input are left.
  var left: Int
  /// What went wrong when, if it was not the run itself.
  var failure: StaticString?

  var isAtEnd: Bool { status == Z_STREAM_END }
  var hasFailed: Bool { status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END }
}

protocol ZlibObject: NativeObject where Layout == ZlibLayout {
  /// Ends zlib's stream and frees its memory.
  static func end(_ stream: UnsafeMutablePointer<z_stream>) -> Int32
}

/// What an object's flags say.
enum ZlibFlag {
  /// zlib has memory for the stream.
  static var started: Int64 { 1 }
  static var atEnd: Int64 { 2 }
  /// The program has to bring more input before there is more output.
  static var wantsInput: Int64 { 4 }
}

extension ZlibObject {
  var stream: UnsafeMutablePointer<z_stream> {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<ZlibLayout>.offset(of: \.stream).unsafelyUnwrapped)
      .assumingMemoryBound(to: z_stream.self)
  }

  func has(_ flag: Int64) -> Bool { pointer.pointee.flags & flag != 0 }

  func set(_ flag: Int64, _ isSet: Bool = true) {
    pointer.pointee.flags = isSet ? pointer.pointee.flags | flag : pointer.pointee.flags & ~flag
  }

  /// At the end of the object's life.
  func finalize() -> Value {
    if has(ZlibFlag.started) { _ = finish() }
    return .none
  }

  /// Gives zlib's memory back.
  func finish() -> Int32 {
    set(ZlibFlag.started, false)
    return Self.end(stream)
  }

  func locked<Result>(_ context: Context, _ body: () throws(Raised) -> Result) throws(Raised) -> Result {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try body()
  }
}

extension UnsafeMutablePointer<z_stream> {
  /// Has zlib work on an input, by `step`, until it is used up, its end is found or the output has `limit` bytes. `room`
  /// is how many bytes there is room for at first. The last part of the input goes with `lastFlush`.
  func run(
    _ context: Context, _ input: TextUnits, room: Int, limit: Int = .max, flush: Int32, lastFlush: Int32,
    dictionary: UnsafeRawBufferPointer? = nil, _ step: (UnsafeMutablePointer<z_stream>, Int32) -> Int32
  ) throws(Raised) -> ZlibResult {
    var result = ZlibResult(
      output: try Bytes.allocate(context, count: Swift.max(1, Swift.min(room, limit)), isFilled: true), status: Z_OK,
      left: input.count)
    var (given, used) = (0, 0)
    pointee.next_in = UnsafeMutableRawPointer(mutating: input.base).assumingMemoryBound(to: UInt8.self)
    pointee.avail_in = 0
    runs: repeat {
      // zlib counts in 32 bits.
      let part = Swift.min(input.count - given, Int(UInt32.max))
      given += part
      pointee.avail_in = UInt32(part)
      repeat {
        if used >= limit { break runs }
        if used == result.output.count {
          let larger = try Bytes.allocate(context, count: Swift.min(2 * used, limit), isFilled: true)
          larger.base.copyMemory(from: result.output.base, byteCount: used)
          result.output = larger
        }
        let space = UInt32(clamping: result.output.count - used)
        pointee.next_out = (result.output.base + used).assumingMemoryBound(to: UInt8.self)
        pointee.avail_out = space
        result.status = step(self, given == input.count ? lastFlush : flush)
        used += Int(space - pointee.avail_out)
        if result.status == Z_NEED_DICT, let dictionary {
          result.status = setDictionary(dictionary)
          if result.status != Z_OK { result.failure = "while setting zdict" }
        } else if !result.hasFailed, pointee.avail_out > 0 {
          break
        }
      } while !result.hasFailed
    } while !result.hasFailed && !result.isAtEnd && given < input.count
    result.left = Int(pointee.avail_in) + input.count - given
    (pointee.next_in, pointee.next_out) = (nil, nil)
    result.output = try Bytes.slice(context, result.output, 0, used)
    return result
  }

  func setDictionary(_ dictionary: UnsafeRawBufferPointer) -> Int32 {
    inflateSetDictionary(
      self, dictionary.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(clamping: dictionary.count))
  }
}
