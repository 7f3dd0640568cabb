import CRuntime
import Runtime

// What the compressors and decompressors of all libraries have in common: the library's stream, which stays where it is,
// since the library's own memory points back to it.
//
//     ┌────────┬────────┬───────┬────────────┬────────┬──────┐
//     │ header │ stream │ flags │ dictionary │ unused │ rest │
//     └────────┴────────┴───────┴────────────┴────────┴──────┘
//     0        8

struct CodecLayout<Stream: BitwiseCopyable>: BitwiseCopyable {
  var header: ObjectHeader
  var stream: Stream
  var flags: Int64
  /// For decompression with zlib, bytes-like; or *empty*.
  var dictionary: Value
  /// Bytes behind the end of the compressed data.
  var unused: Value
  /// Bytes that are still to be decompressed.
  var rest: Value
}

protocol CodecObject: NativeObject where Layout == CodecLayout<Stream> {
  /// The library's own, zeroed at first.
  associatedtype Stream: BitwiseCopyable
  /// Ends the library's stream and frees its memory.
  static func end(_ stream: UnsafeMutablePointer<Stream>) -> Int32
}

/// What an object's flags say.
enum CodecFlag {
  /// The library has memory for the stream.
  static var started: Int64 { 1 }
  static var atEnd: Int64 { 2 }
  /// The program has to bring more input before there is more output.
  static var wantsInput: Int64 { 4 }
  /// The library has refused some data.
  static var hasFailed: Int64 { 8 }
}

extension CodecObject {
  static var trace: TraceRule { .words(from: 16 + MemoryLayout<Stream>.size) }

  var stream: UnsafeMutablePointer<Stream> {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<ObjectHeader>.size).assumingMemoryBound(to: Stream.self)
  }

  func has(_ flag: Int64) -> Bool { pointer.pointee.flags & flag != 0 }

  func set(_ flag: Int64, _ isSet: Bool = true) {
    pointer.pointee.flags = isSet ? pointer.pointee.flags | flag : pointer.pointee.flags & ~flag
  }

  /// At the end of the object's life.
  func finalize() -> Value {
    if has(CodecFlag.started) { _ = finish() }
    return .none
  }

  /// Gives the library's memory back.
  @discardableResult
  func finish() -> Int32 {
    set(CodecFlag.started, false)
    return Self.end(stream)
  }

  func locked<Result>(_ context: Context, _ body: () throws(Raised) -> Result) throws(Raised) -> Result {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return try body()
  }

  // MARK: Decompression in parts

  /// Before the first part.
  func startParts(_ context: Context) throws(Raised) {
    let none = try Bytes.make(context, []).value
    publish(none, to: &pointer.pointee.unused)
    publish(none, to: &pointer.pointee.rest)
    set(CodecFlag.wantsInput)
  }

  /// Decompresses what is left of earlier input and some more; nil where the library refuses. `keepsOutput` says that
  /// the library may have output to give when all input is used, `message` what is wrong with going on at the end.
  func decodePart(
    _ context: Context, _ data: Value, limit: Int, keepsOutput: Bool = false,
    atEnd message: StaticString = "End of stream already reached", _ step: (inout CodingWindow) -> CodingStep
  ) throws(Raised) -> Value? {
    let given = try context.bytesLike(data)
    return try locked(context) { () throws(Raised) -> Value? in
      if has(CodecFlag.atEnd) { throw context.raise(.eofError, "\(message)") }
      let rest = Bytes(load(&pointer.pointee.rest))
      var input = given
      if rest.count > 0 {
        var joined = try TextBuilder(context, capacity: rest.count + given.count)
        try joined.append(context, bytes: rest.units)
        try joined.append(context, bytes: given)
        input = joined.units
      }
      let result = try Coding.run(context, input, limit: limit < 0 ? .max : limit, step)
      if result.last == .failed {
        set(CodecFlag.wantsInput, false)
        set(CodecFlag.hasFailed)
        return nil
      }
      let left = input.slice(input.count - result.left, input.count)
      let kept = try Bytes.make(context, UnsafeRawBufferPointer(start: left.base, count: left.count)).value
      let isAtEnd = result.last == .atEnd
      let hasMore = keepsOutput && result.last == .more
      set(CodecFlag.atEnd, isAtEnd)
      set(CodecFlag.wantsInput, left.count == 0 && !isAtEnd && !hasMore)
      publish(isAtEnd ? try Bytes.make(context, []).value : kept, to: &pointer.pointee.rest)
      if isAtEnd { publish(kept, to: &pointer.pointee.unused) }
      return result.output.value
    }
  }

  // What the program may ask of a decompressor in parts.
  var isAtEnd: Value { Value(has(CodecFlag.atEnd)) }
  var unusedData: Value { load(&pointer.pointee.unused) }
  var needsInput: Value { Value(has(CodecFlag.wantsInput)) }
}
