import CRuntime
import Runtime

// A position in text, as `tell` answers it: the place of a byte where decoding may begin and, beyond its 64 bits, what
// it takes to come from there to a character in the middle of a chunk.
//
//     bits   0 …       64 …             128 …           192 …               256
//            place     decoder's state  bytes to feed   characters to skip  whether the end was reached

struct TextPosition {
  var place: Int64
  var state: Int64 = 0
  var bytes: Int64 = 0
  var characters: Int64 = 0
  var isAtEnd = false

  init(place: Int64) { self.place = place }

  init(_ context: Context, _ cookie: Value) throws(Raised) {
    func field(_ index: Int64) throws(Raised) -> Int64 {
      if cookie.isSmallInt { return index == 0 ? cookie.smallInt : 0 }
      let shifted = try context.binary(.rightShift, cookie, Value(smallInt: index * 64))
      let low = try context.binary(.bitAnd, shifted, PythonInt.make(context, UInt64.max))
      return try context.machineIndex(of: low)
    }
    place = try field(0)
    state = try field(1)
    bytes = try field(2)
    characters = try field(3)
    isAtEnd = try field(4) != 0
  }

  func cookie(_ context: Context) throws(Raised) -> Value {
    var cookie = try PythonInt.make(context, place)
    for (index, field) in [state, bytes, characters, isAtEnd ? 1 : 0].enumerated() where field != 0 {
      let shifted = try context.binary(
        .leftShift, PythonInt.make(context, field), Value(smallInt: Int64(index + 1) * 64))
      cookie = try context.binary(.bitOr, cookie, shifted)
    }
    return cookie
  }
}

extension TextStream {
  private func requireSeekable(_ context: Context) throws(Raised) {
    if !flags.contains(.seekable) { throw Unsupported.raise(context, "underlying stream is not seekable") }
  }

  private func seekBuffer(_ context: Context, _ place: Int64, _ whence: Int32) throws(Raised) -> Int64 {
    if let stream = nativeBuffer { return try stream.seek(context, place, whence) }
    return try context.machineIndex(
      of: context.callMethod(buffer, "seek", PythonInt.make(context, place), Value(smallInt: Int64(whence))))
  }

  func tell(_ context: Context) throws(Raised) -> Value {
    try requireOpen(context)
    try requireSeekable(context)
    if !flags.contains(.telling) { throw context.raise(.osError, "telling position disabled by next() call") }
    try flush(context)
    let end =
      if let stream = nativeBuffer {
        try stream.tell(context)
      } else {
        try context.machineIndex(of: context.callMethod(buffer, "tell"))
      }
    guard let chunk = Bytes(ifHas: load(&pointer.pointee.chunk)), pointer.pointee.chunkState >= 0, let decoded else {
      return try PythonInt.make(context, end)
    }
    var position = TextPosition(place: end - Int64(chunk.count))
    let read = offset - Int(pointer.pointee.chunkStart)
    if read == 0 {
      position.state = pointer.pointee.chunkState
      return try position.cookie(context)
    }
    if nativeEncoding == nil {
      let (rest, state) = try DecoderState.of(context, load(&pointer.pointee.decoder))
      if offset == decoded.count, Bytes(rest).count == 0, !flags.contains(.hasPendingReturn) {
        position.place = end
        position.state = state << 1
      } else {
        position.state = pointer.pointee.chunkState
        position.bytes = Int64(chunk.count)
        position.characters = Int64(read)
      }
      return try position.cookie(context)
    }
    position.place += Int64(bytes(of: read, in: chunk.bytes))
    return try position.cookie(context)
  }

  /// How many bytes of a chunk so many characters came from.
  private func bytes(of characters: Int, in chunk: UnsafeRawBufferPointer) -> Int {
    var (place, done) = (0, 0)
    var isPending = pointer.pointee.chunkState & 1 != 0
    let translates = flags.contains(.translates)
    while done < characters {
      if isPending {
        isPending = false
        if translates, place < chunk.count, chunk[place] == 10 { place += 1 }
        done += 1
        continue
      }
      guard place < chunk.count else { break }
      let lead = chunk[place]
      place += 1
      if flags.contains(.utf8), lead >= 0xc2 {
        let count = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
        var more = 0
        while more < count, place < chunk.count, chunk[place] & 0xc0 == 0x80 {
          place += 1
          more += 1
        }
      }
      if translates, lead == 13, place < chunk.count, chunk[place] == 10 { place += 1 }
      done += 1
    }
    return place
  }

  func seek(_ context: Context, _ cookie: Value, _ whence: Int32) throws(Raised) -> Value {
    try requireOpen(context)
    try requireSeekable(context)
    var cookie = cookie
    let isZero = try context.areEqual(cookie, Value(smallInt: 0))
    switch whence {
    case 0: break
    case 1:
      if !isZero { throw Unsupported.raise(context, "can't do nonzero cur-relative seeks") }
      cookie = try tell(context)
    case 2:
      if !isZero { throw Unsupported.raise(context, "can't do nonzero end-relative seeks") }
      try flush(context)
      try resetDecoder(context)
      let end = try seekBuffer(context, 0, 2)
      try resetEncoder(context, atStart: end == 0)
      return try PythonInt.make(context, end)
    default:
      throw context.raise(.valueError, "invalid whence (\(whence), should be 0, 1 or 2)")
    }
    if !context.isInt(cookie) { _ = try context.index(of: cookie) }
    if PythonInt.sign(try context.index(of: cookie)) < 0 {
      let shown = try context.reprString(cookie)
      throw context.raise(.valueError, "negative seek position \(shown)")
    }
    let position = try TextPosition(context, context.index(of: cookie))
    try flush(context)
    _ = try seekBuffer(context, position.place, 0)
    try resetDecoder(context)
    let decoder = load(&pointer.pointee.decoder)
    if position.state & 1 != 0 { flags.insert(.hasPendingReturn) }
    if !decoder.isEmpty, position.state >> 1 != 0 || position.bytes > 0 {
      let state = try Tuple.make(context, Bytes.make(context, []).value, PythonInt.make(context, position.state >> 1))
      _ = try context.callMethod(decoder, "setstate", state.value)
    }
    if position.characters > 0 {
      let input = try context.callMethod(buffer, "read", PythonInt.make(context, position.bytes))
      guard let bytes = Bytes(ifHas: input) else {
        throw context.raise(
          .typeError, "underlying read() should have returned a bytes object, not '\(context.typeName(of: input))'")
      }
      let text = try decode(context, input, bytes.units, isFinal: position.isAtEnd)
      if text.count < Int(position.characters) { throw context.raise(.osError, "can't restore logical file position") }
      publish(text.value, to: &pointer.pointee.decoded)
      publish(input, to: &pointer.pointee.chunk)
      offset = Int(position.characters)
      pointer.pointee.chunkState = position.state
    }
    try resetEncoder(context, atStart: position.place == 0)
    return cookie
  }

  /// At the start of a file, a mark of the bytes' order is written again.
  private func resetEncoder(_ context: Context, atStart: Bool) throws(Raised) {
    let encoder = load(&pointer.pointee.encoder)
    if encoder.isEmpty { return }
    if atStart {
      _ = try context.callMethod(encoder, "reset")
    } else {
      _ = try context.callMethod(encoder, "setstate", Value(smallInt: 0))
    }
  }
}
