import CRuntime
import Runtime

extension TextStream {
  /// Decodes what the stream beneath gives next, behind what is left unless the caller has taken that. False at its end.
  private func readChunk(_ context: Context, keepsRest: Bool = true) throws(Raised) -> Bool {
    if !flags.contains(.readable) { throw Unsupported.raise(context, "not readable") }
    var before = Bytes(ifHas: load(&pointer.pointee.undecoded))
    var state: Int64 = -1
    if flags.contains(.telling) {
      state = flags.contains(.hasPendingReturn) ? 1 : 0
      let decoder = load(&pointer.pointee.decoder)
      if !decoder.isEmpty {
        let (bytes, flag) = try DecoderState.of(context, decoder)
        before = Bytes(bytes)
        state |= flag << 1
      }
    }
    let input = try readInput(context)
    guard let units = try context.bytes(of: input) else {
      throw context.raise(
        .typeError,
        "underlying \(flags.contains(.readsSome) ? "read1" : "read")() should have returned a bytes-like object, not '\(context.typeName(of: input))'")
    }
    let isAtEnd = units.count == 0
    if state >= 0 {
      publish(try join(context, before, units).value, to: &pointer.pointee.chunk)
    }
    let text = try decode(context, input, units, isFinal: isAtEnd)
    giveRoomBack(input)
    let rest = keepsRest ? try remaining(context) : Text.empty(context)
    pointer.pointee.chunkStart = Int64(rest.count)
    pointer.pointee.chunkState = state
    pointer.pointee.offset = 0
    publish(
      rest.count == 0 ? text.value : try Text.concatenate(context, rest, text).value, to: &pointer.pointee.decoded)
    return !isAtEnd || text.count > 0
  }

  private func readInput(_ context: Context) throws(Raised) -> Value {
    let count = pointer.pointee.chunkSize
    if let stream = nativeBuffer {
      try stream.requireOpen(context, "read of")
      return try stream.readSome(context, Int(count), in: takeRoom(context))
    }
    return try context.callMethod(buffer, flags.contains(.readsSome) ? "read1" : "read", Value(smallInt: count))
  }

  /// The bytes of an earlier chunk, for this thread alone.
  private func takeRoom(_ context: Context) -> Bytes? {
    if load(&pointer.pointee.room).isEmpty { return nil }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let room = load(&pointer.pointee.room)
    publish(.empty, to: &pointer.pointee.room)
    return Bytes(ifHas: room)
  }

  /// A chunk that is decoded, and that no codec or error handler in Python can have seen, makes room for the next one.
  private func giveRoomBack(_ input: Value) {
    if nativeEncoding != nil, errors == "strict", nativeBufferHasRead(input) { publish(input, to: &pointer.pointee.room) }
  }

  private func nativeBufferHasRead(_ input: Value) -> Bool {
    BufferedStream(any: buffer) != nil && Bytes(ifExactly: input)?.count == Int(pointer.pointee.chunkSize)
  }

  private func join(_ context: Context, _ first: Bytes?, _ second: TextUnits) throws(Raised) -> Bytes {
    let count = first?.count ?? 0
    let joined = try Bytes.allocate(context, count: count + second.count, isFilled: true)
    if let first { joined.base.copyMemory(from: first.base, byteCount: count) }
    (joined.base + count).copyMemory(from: second.base, byteCount: second.count)
    return joined
  }

  /// The text of further bytes, with its ends of lines as the program wants them.
  func decode(_ context: Context, _ input: Value, _ units: TextUnits, isFinal: Bool) throws(Raised) -> Text {
    let text: Text
    if let encoding = nativeEncoding {
      var (object, units) = (input, units)
      if let before = Bytes(ifHas: load(&pointer.pointee.undecoded)) {
        let joined = try join(context, before, units)
        (object, units) = (joined.value, joined.units)
      }
      let result = try encoding.decode(context, object, units, errors, isFinal: isFinal)
      let rest = units.slice(result.used, units.count)
      let undecoded = rest.count == 0 ? Value.empty : try join(context, nil, rest).value
      publish(undecoded, to: &pointer.pointee.undecoded)
      text = result.text
    } else {
      let decoder = load(&pointer.pointee.decoder)
      if decoder.isEmpty { throw Unsupported.raise(context, "not readable") }
      let output = try context.callMethod(decoder, "decode", input, Value(isFinal))
      guard let decoded = Text(ifHas: output) else {
        throw context.raise(
          .typeError, "decoder should return a string result, not '\(context.typeName(of: output))'")
      }
      text = decoded
    }
    if !flags.contains(.isUniversal) { return text }
    var newlines = newlines
    let decoded = try newlines.decode(context, text, isFinal: isFinal)
    self.newlines = newlines
    return decoded
  }

  /// What is decoded and not read.
  private func remaining(_ context: Context) throws(Raised) -> Text {
    guard let decoded else { return Text.empty(context) }
    return try Text.slice(context, decoded, min(offset, decoded.count), decoded.count)
  }

  private var left: Int { decoded.map { max(0, $0.count - offset) } ?? 0 }

  // MARK: For programs

  /// So many characters, or all that are left.
  func read(_ context: Context, _ count: Int) throws(Raised) -> Value {
    try requireOpen(context)
    if !flags.contains(.readable) { throw Unsupported.raise(context, "not readable") }
    try flushPending(context)
    if count < 0 {
      let rest: Value
      if let stream = nativeBuffer {
        rest = try stream.readAll(context)
      } else {
        rest = try context.callMethod(buffer, "read")
      }
      if rest == .none { throw context.raise(.blockingIOError, "Read returned None.") }
      guard let units = try context.bytes(of: rest) else {
        throw context.raise(
          .typeError, "underlying read() should have returned a bytes-like object, not '\(context.typeName(of: rest))'")
      }
      let ahead = try remaining(context)
      let text = try decode(context, rest, units, isFinal: true)
      publish(.empty, to: &pointer.pointee.decoded)
      publish(.empty, to: &pointer.pointee.chunk)
      (pointer.pointee.offset, pointer.pointee.chunkStart, pointer.pointee.chunkState) = (0, 0, -1)
      return ahead.count == 0 ? text.value : try Text.concatenate(context, ahead, text).value
    }
    while left < count {
      if try !readChunk(context) { break }
    }
    guard let decoded else { return Text.empty(context).value }
    let start = offset
    offset = min(decoded.count, start + count)
    return try Text.slice(context, decoded, start, offset).value
  }

  /// A line with its end, at most `limit` characters of it unless that is negative.
  func readLine(_ context: Context, limit: Int) throws(Raised) -> Text {
    try requireOpen(context)
    try flushPending(context)
    let newlines = newlines
    // An end of two characters may come in two parts, unless its carriage return waits for what follows it.
    if limit < 0, newlines.isUniversal || newline?.count != 2 {
      if let line = try readWholeLine(context, newlines) { return line }
      forgetDecodedAtEnd()
      return Text.empty(context)
    }
    // Where the search goes on.
    var searched = 0
    while true {
      if let decoded, decoded.count > offset {
        let from = offset + searched
        let found = Newlines.endOfLine(
          decoded, from: from, isUniversal: newlines.isUniversal, translates: newlines.translates, newline: newline)
        var end = found ?? decoded.count
        let isCut = limit >= 0 && end - offset >= limit
        if isCut { end = offset + limit }
        if found != nil || isCut { return try take(context, decoded, end) }
        searched = max(0, decoded.count - offset - 1)
      } else if limit == 0 {
        return Text.empty(context)
      }
      if try !readChunk(context) { break }
    }
    guard let decoded, decoded.count > offset else {
      forgetDecodedAtEnd()
      return Text.empty(context)
    }
    return try take(context, decoded, decoded.count)
  }

  /// A line of any length whose end is in one chunk, nil at the end. What is left of a chunk is put before the line's end,
  /// and not before the whole next chunk.
  private func readWholeLine(_ context: Context, _ newlines: Newlines) throws(Raised) -> Text? {
    var line: Text?
    while true {
      if let decoded, decoded.count > offset {
        let found = Newlines.endOfLine(
          decoded, from: offset, isUniversal: newlines.isUniversal, translates: newlines.translates, newline: newline)
        let rest = try take(context, decoded, found ?? decoded.count)
        line = try line.map { (line) throws(Raised) in try Text.concatenate(context, line, rest) } ?? rest
        if found != nil { return line }
      }
      if try !readChunk(context, keepsRest: false) { return line }
    }
  }

  /// A line that is decoded already, of a file that is open and that nothing waits to be written to; nil where it is not
  /// so simple.
  func nextLine(_ context: Context) throws(Raised) -> Text? {
    guard pointer.pointee.waiting == 0, let file = nativeBuffer?.nativeRaw, !file.isClosed,
      let decoded
    else { return nil }
    let flags = flags
    guard let end = Newlines.endOfLine(
      decoded, from: min(offset, decoded.count), isUniversal: flags.contains(.isUniversal),
      translates: flags.contains(.translates), newline: newline)
    else { return nil }
    return try take(context, decoded, end)
  }

  private func take(_ context: Context, _ decoded: Text, _ end: Int) throws(Raised) -> Text {
    let start = offset
    offset = end
    return try Text.slice(context, decoded, start, end)
  }

  /// The end of the file is a position like any other.
  private func forgetDecodedAtEnd() {
    publish(.empty, to: &pointer.pointee.decoded)
    publish(.empty, to: &pointer.pointee.chunk)
    (pointer.pointee.offset, pointer.pointee.chunkStart, pointer.pointee.chunkState) = (0, 0, -1)
  }
}
