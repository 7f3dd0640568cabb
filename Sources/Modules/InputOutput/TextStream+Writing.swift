import CRuntime
import Runtime

extension TextStream {
  func write(_ context: Context, _ value: Value) throws(Raised) -> Value {
    guard let text = Text(ifHas: value) else {
      throw context.raise(.typeError, "write() argument must be str, not \(context.typeName(of: value))")
    }
    try requireOpen(context)
    let flags = flags
    if !flags.contains(.writable) { throw Unsupported.raise(context, "not writable") }
    var output = text
    var endsLine = false
    let replacement = newline.flatMap { $0 == "\r" || $0 == "\r\n" ? $0 : nil }
    if replacement != nil || flags.contains(.flushesLines) {
      endsLine = text.units.firstIndex(ofUnit: 10) != nil
      if endsLine, let replacement { output = try Newlines.replacing(context, text, by: replacement) }
      if !endsLine { endsLine = text.units.firstIndex(ofUnit: 13) != nil }
    }
    if flags.contains(.utf8) || flags.contains(.ascii), output.isASCII {
      try put(context, output.units)
    } else if try !putUTF8(context, output.units) {
      try put(context, encode(context, output).units)
    }
    if flags.contains(.writesThrough) || pointer.pointee.waiting >= pointer.pointee.chunkSize { try flushPending(context) }
    if endsLine, flags.contains(.flushesLines) {
      try flushPending(context)
      try flushBuffer(context)
    }
    if decoded != nil || pointer.pointee.chunkState >= 0 { try forgetChunk(context) }
    return Value(smallInt: Int64(text.count))
  }

  private func encode(_ context: Context, _ text: Text) throws(Raised) -> Bytes {
    if let encoding = nativeEncoding { return try encoding.encode(context, text, errors) }
    let result = try context.callMethod(load(&pointer.pointee.encoder), "encode", text.value)
    guard let bytes = Bytes(ifHas: result) else {
      throw context.raise(
        .typeError, "encoder should return a bytes object, not '\(context.typeName(of: result))'")
    }
    return bytes
  }

  /// Encodes text of a stream in UTF-8 to where it waits; false where that takes more than copying.
  private func putUTF8(_ context: Context, _ units: TextUnits) throws(Raised) -> Bool {
    if !flags.contains(.utf8) { return false }
    if let isDone = putUTF8Directly(context, units) { return isDone }
    if units.firstSurrogate != nil { return false }
    return putIfFits(context, count: units.utf8Count) {
      units.encodeUTF8(to: $0.assumingMemoryBound(to: UInt8.self))
    }
  }

  /// The same in one go, where there is room for the longest encoding; nil where there is not.
  private func putUTF8Directly(_ context: Context, _ units: TextUnits) -> Bool? {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let pending = Bytes(ifHas: load(&pointer.pointee.pending)) else { return nil }
    let waiting = Int(pointer.pointee.waiting)
    if pending.count - waiting < units.utf8Bound { return nil }
    let target = (pending.base + waiting).assumingMemoryBound(to: UInt8.self)
    guard let count = units.encodeStrictUTF8(to: target) else { return false }
    pointer.pointee.waiting += Int64(count)
    return true
  }

  private func put(_ context: Context, _ bytes: TextUnits) throws(Raised) {
    let chunk = Int(pointer.pointee.chunkSize)
    if bytes.count >= chunk {
      // What is written beneath may write here in turn.
      while pointer.pointee.waiting > 0 { try flushPending(context) }
      return try writeBytes(context, bytes)
    }
    while !putIfFits(context, count: bytes.count, { $0.copyMemory(from: bytes.base, byteCount: bytes.count) }) {
      if pointer.pointee.waiting > 0 {
        try flushPending(context)
      } else {
        // Less than a chunk waits, and less than a chunk is added.
        giveRoom(context, try Bytes.allocate(context, count: 2 * chunk).value)
      }
    }
  }

  /// Room for bytes that wait, where none do.
  private func giveRoom(_ context: Context, _ room: Value) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if pointer.pointee.waiting == 0 { publish(room, to: &pointer.pointee.pending) }
  }

  private func putIfFits(_ context: Context, count: Int, _ write: (UnsafeMutableRawPointer) -> Void) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let pending = Bytes(ifHas: load(&pointer.pointee.pending)) else { return false }
    let waiting = Int(pointer.pointee.waiting)
    if waiting + count > pending.count { return false }
    write(pending.base + waiting)
    pointer.pointee.waiting += Int64(count)
    return true
  }

  /// Hands the encoded bytes to the stream beneath.
  func flushPending(_ context: Context) throws(Raised) {
    if pointer.pointee.waiting == 0 { return }
    ByteLock.acquire(context, object)
    let waiting = Int(pointer.pointee.waiting)
    let pending = load(&pointer.pointee.pending)
    pointer.pointee.waiting = 0
    publish(.empty, to: &pointer.pointee.pending)
    ByteLock.release(context, object)
    if waiting == 0 { return }
    let bytes = Bytes(pending)
    try writeBytes(context, TextUnits(base: UnsafeRawPointer(bytes.base), count: waiting, width: .one))
    giveRoom(context, pending)
  }

  private func writeBytes(_ context: Context, _ bytes: TextUnits) throws(Raised) {
    if let stream = nativeBuffer {
      try stream.requireOpen(context, "write to")
      if !stream.flags.contains(.writable) { throw Unsupported.raise(context, "write") }
      _ = try stream.write(context, bytes)
      return
    }
    let copy = try Bytes.make(context, UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
    _ = try context.callMethod(buffer, "write", copy.value)
  }

  private func flushBuffer(_ context: Context) throws(Raised) {
    if let stream = nativeBuffer { return try stream.flush(context) }
    _ = try context.callMethod(buffer, "flush")
  }

  func flush(_ context: Context) throws(Raised) {
    try requireOpen(context)
    if flags.contains(.seekable) { flags.insert(.telling) }
    try flushPending(context)
    try flushBuffer(context)
  }
}
