import CRuntime
import Runtime

extension BufferedStream {
  /// Reads ahead into the empty buffer; nil where there is nothing yet, 0 at the end.
  func fill(_ context: Context) throws(Raised) -> Int? {
    try flushWaiting(context)
    forgetAhead()
    guard let count = try readRaw(context, into: buffer.base, size) else { return nil }
    pointer.pointee.end = Int64(count)
    return count
  }

  private func take(_ context: Context, _ count: Int) throws(Raised) -> Bytes {
    let bytes = try Bytes.make(context, UnsafeRawBufferPointer(start: next, count: count))
    skip(count)
    return bytes
  }

  /// So many bytes; fewer only at the end, or where the raw stream has no more yet. None if it has none at all.
  func read(_ context: Context, _ count: Int) throws(Raised) -> Value {
    if count <= available { return try take(context, count).value }
    let result = try Bytes.allocate(context, count: count, isFilled: true)
    let got = try read(context, into: result.base, count)
    if got == nil { return .none }
    return try Bytes.slice(context, result, 0, got ?? 0).value
  }

  /// The same into memory that the collector does not move.
  func read(_ context: Context, into target: UnsafeMutableRawPointer, _ count: Int) throws(Raised) -> Int? {
    var done = min(available, count)
    target.copyMemory(from: next, byteCount: done)
    skip(done)
    if done < count { try flushWaiting(context) }
    while done < count {
      let left = count - done
      let got: Int?
      if left >= size {
        forgetAhead()
        got = try readRaw(context, into: target + done, left - left % size)
      } else {
        got = try fill(context).map { min($0, left) }
        if let got, got > 0 {
          (target + done).copyMemory(from: next, byteCount: got)
          skip(got)
        }
      }
      guard let got else { return done == 0 ? nil : done }
      if got == 0 { break }
      done += got
    }
    return done
  }

  /// What is there, by one read of the raw stream at most; in `room`, if those are as many bytes as are asked for, and
  /// nobody else has them.
  func readSome(_ context: Context, _ count: Int, in room: Bytes? = nil) throws(Raised) -> Value {
    let count = count < 0 ? size : count
    if count == 0 { return try Bytes.make(context, []).value }
    if available > 0 { return try take(context, min(count, available)).value }
    try flushWaiting(context)
    forgetAhead()
    let fits = room?.count == count
    let result = try fits ? room.unsafelyUnwrapped : Bytes.allocate(context, count: count, isFilled: true)
    let got = try readRaw(context, into: result.base, count) ?? 0
    return try Bytes.slice(context, result, 0, got).value
  }

  func readSome(_ context: Context, into target: UnsafeMutableRawPointer, _ count: Int) throws(Raised) -> Int? {
    let ahead = min(count, available)
    target.copyMemory(from: next, byteCount: ahead)
    skip(ahead)
    if count - ahead > size {
      try flushWaiting(context)
      forgetAhead()
      guard let got = try readRaw(context, into: target + ahead, count - ahead) else { return ahead == 0 ? nil : ahead }
      return ahead + got
    }
    if ahead > 0 || count == 0 { return ahead }
    guard try fill(context) != nil else { return nil }
    let taken = min(count, available)
    target.copyMemory(from: next, byteCount: taken)
    skip(taken)
    return taken
  }

  /// All that is left.
  func readAll(_ context: Context) throws(Raised) -> Value {
    try flushWaiting(context)
    let ahead = available > 0 ? try take(context, available) : nil
    forgetAhead()
    let rest: Value
    if let file = nativeRaw {
      rest = try file.readAll(context)
    } else {
      let readAll = try context.attributeIfAny(raw, "readall")
      rest = readAll.isEmpty ? try readParts(context) : try context.call(readAll)
    }
    if rest == .none { return ahead?.value ?? .none }
    guard let bytes = Bytes(ifHas: rest) else { throw context.raise(.typeError, "readall() should return bytes") }
    guard let ahead else { return rest }
    let joined = try Bytes.allocate(context, count: ahead.count + bytes.count, isFilled: true)
    joined.base.copyMemory(from: ahead.base, byteCount: ahead.count)
    (joined.base + ahead.count).copyMemory(from: bytes.base, byteCount: bytes.count)
    return joined.value
  }

  /// All that `raw.read()` gives, call by call.
  private func readParts(_ context: Context) throws(Raised) -> Value {
    var builder = try TextBuilder(context)
    while true {
      let part = try context.callMethod(raw, "read")
      if part == .none { return builder.count == 0 ? .none : try builder.finishBytes(context).value }
      guard let bytes = Bytes(ifHas: part) else { throw context.raise(.typeError, "read() should return bytes") }
      if bytes.count == 0 { return try builder.finishBytes(context).value }
      try builder.append(context, bytes: bytes.units)
    }
  }

  /// What is read ahead, some of it read now if there is nothing.
  func peek(_ context: Context) throws(Raised) -> Bytes {
    if available == 0 { _ = try fill(context) }
    return try Bytes.make(context, UnsafeRawBufferPointer(start: next, count: available))
  }

  /// A line that is read ahead already, of a file that is open; nil where it is not so simple.
  func nextLine(_ context: Context) throws(Raised) -> Bytes? {
    guard let file = nativeRaw, !file.isClosed else { return nil }
    let end = bytes_find_byte(next, Int64(available), 10)
    return end < 0 ? nil : try take(context, Int(end) + 1)
  }

  /// A line with its end, at most `limit` bytes of it unless that is negative.
  func readLine(_ context: Context, limit: Int) throws(Raised) -> Bytes {
    let within = limit < 0 ? available : min(limit, available)
    let end = bytes_find_byte(next, Int64(within), 10)
    if end >= 0 { return try take(context, Int(end) + 1) }
    if within == limit { return try take(context, within) }
    var line = try TextBuilder(context)
    while true {
      let left = limit < 0 ? Int.max : limit - line.count
      let within = min(available, left)
      let end = bytes_find_byte(next, Int64(within), 10)
      let count = end < 0 ? within : Int(end) + 1
      try line.append(context, bytes: TextUnits(base: next, count: count, width: .one))
      skip(count)
      if end >= 0 || count == left { break }
      guard let more = try fill(context), more > 0 else { break }
    }
    return try line.finishBytes(context)
  }
}
