import CRuntime
import Glibc
import Runtime

// `io.BufferedReader`, `BufferedWriter` and `BufferedRandom`: a raw stream with bytes read ahead of the program or
// waiting to be written.
//
//     ┌────────┬──────┬──────────┬─────┬─────────┬───────┬────────┬──────┬─────┬────────┐
//     │ header │ size │ position │ end │ waiting │ flags │ writer │ lock │ raw │ buffer │
//     └────────┴──────┴──────────┴─────┴─────────┴───────┴────────┴──────┴─────┴────────┘
//     0        8      16         24    32        40      48       56     64    72
//
//     reading   │ read already │ read ahead …      │        the raw stream stands at `end`
//     buffer    0              position            end
//     writing   │ waiting to be written  │                  the raw stream stands before them
//               0                        waiting
//
// Never both: who writes gives up what was read ahead, who reads writes first. Only one thread at a time hands what waits
// to the raw stream, or two would hand it the same.

struct BufferedStreamLayout: BitwiseCopyable {
  var header: ObjectHeader
  var size: Int64
  var position: Int64
  var end: Int64
  var waiting: Int64
  var flags: UInt64
  /// The context of the thread that holds the lock, or 0.
  var writer: UInt64
  var lock: UInt32
  /// The process that the lock is held in: none of its threads but one are there after a fork.
  var process: Int32
  /// *Empty* before it is initialised, None once it is detached.
  var raw: Value
  /// Bytes that nobody else has.
  var buffer: Value
}

struct BufferedStream: NativeObject {
  let pointer: UnsafeMutablePointer<BufferedStreamLayout>
  static var nativeType: NativeType { .bufferedReader }

  struct Flags: OptionSet {
    let rawValue: UInt64
    static let readable = Flags(rawValue: 1)
    static let writable = Flags(rawValue: 2)
    /// Another stream, which is around this one, closes it.
    static let owned = Flags(rawValue: 4)
    /// Of a class that Python code has derived, whose methods count.
    static let derived = Flags(rawValue: 8)
  }

  /// The handle of a stream of any of the three types, or of a class derived from one.
  init?(any value: Value) {
    guard value.isPointer, value.object.pointee.kind & 0x7f == Kind.native.rawValue else { return nil }
    switch NativeType(value.object.pointee.flags) {
    case .bufferedReader, .bufferedWriter, .bufferedRandom: self.init(value)
    default: return nil
    }
  }

  init(pointer: UnsafeMutablePointer<BufferedStreamLayout>) { self.pointer = pointer }

  var flags: Flags {
    get { Flags(rawValue: pointer.pointee.flags) }
    nonmutating set { pointer.pointee.flags = newValue.rawValue }
  }

  var raw: Value { load(&pointer.pointee.raw) }
  var size: Int { Int(pointer.pointee.size) }
  var buffer: Bytes { Bytes(pointer.pointee.buffer) }
  var available: Int { Int(pointer.pointee.end - pointer.pointee.position) }
  /// The bytes read ahead.
  var next: UnsafeMutableRawPointer { buffer.base + Int(pointer.pointee.position) }

  func skip(_ count: Int) { pointer.pointee.position += Int64(count) }

  func forgetAhead() { (pointer.pointee.position, pointer.pointee.end) = (0, 0) }

  // MARK: Checks

  func requireRaw(_ context: Context) throws(Raised) {
    if raw.isEmpty { throw context.raise(.valueError, "I/O operation on uninitialized object") }
    if raw == .none { throw context.raise(.valueError, "raw stream has been detached") }
  }

  func isClosed(_ context: Context) throws(Raised) -> Bool {
    try requireRaw(context)
    if let file = nativeRaw { return file.isClosed }
    return try StreamBase.isClosed(context, raw)
  }

  /// `what` is the rest of the message: `read of closed file`.
  func requireOpen(_ context: Context, _ what: StaticString) throws(Raised) {
    if try isClosed(context) { throw context.raise(.valueError, "\(what) closed file") }
  }

  // MARK: The raw stream

  /// The file beneath, if its methods are those of the native type.
  var nativeRaw: RawFile? {
    guard let file = RawFile(ifHas: raw), !file.flags.contains(.derived) else { return nil }
    return file
  }

  func start(_ context: Context, raw: Value, size: Int, _ flags: Flags) throws(Raised) {
    publish(.empty, to: &pointer.pointee.raw)
    if size <= 0 { throw context.raise(.valueError, "buffer size must be strictly positive") }
    let buffer = try Bytes.allocate(context, count: size)
    publish(buffer.value, to: &pointer.pointee.buffer)
    pointer.pointee.size = Int64(size)
    forgetAhead()
    pointer.pointee.waiting = 0
    self.flags = self.flags.contains(.derived) ? flags.union(.derived) : flags
    publish(raw, to: &pointer.pointee.raw)
    nativeRaw?.setOwned(true)
  }

  /// Reads at most so many bytes; nil where there are none yet, 0 at the end.
  func readRaw(_ context: Context, into target: UnsafeMutableRawPointer, _ count: Int) throws(Raised) -> Int? {
    if let file = nativeRaw { return try file.read(context, into: target, count) }
    let room = try context.call(Interpreter(of: context).type(.byteArray).value, Value(smallInt: Int64(count)))
    let answer = try context.callMethod(raw, "readinto", room)
    if answer == .none { return nil }
    let got: Int
    do throws(Raised) {
      got = Int(try context.machineIndex(of: answer, .valueError))
    } catch {
      throw context.raise(.osError, "raw readinto() failed", from: context.takeException())
    }
    if got < 0 || got > count {
      throw context.raise(
        .osError, "raw readinto() returned invalid length \(got) (should have been between 0 and \(count))")
    }
    let units = try context.bytesLike(room)
    target.copyMemory(from: units.base, byteCount: min(got, units.count))
    return got
  }

  func writeRaw(_ context: Context, _ source: UnsafeRawPointer, _ count: Int) throws(Raised) -> Int? {
    if let file = nativeRaw { return try file.write(context, source, count) }
    let bytes = try Bytes.make(context, UnsafeRawBufferPointer(start: source, count: count))
    let view = try context.call(Interpreter(of: context).type(.memoryView).value, bytes.value)
    let answer = try context.callMethod(raw, "write", view)
    if answer == .none { return nil }
    let written: Int
    do throws(Raised) {
      written = Int(try context.machineIndex(of: answer, .valueError))
    } catch {
      _ = context.takeException()
      written = -1
    }
    if written < 0 || written > count {
      throw context.raise(
        .osError, "raw write() returned invalid length \(written) (should have been between 0 and \(count))")
    }
    return written
  }

  func seekRaw(_ context: Context, _ offset: Int64, _ whence: Int32) throws(Raised) -> Int64 {
    let place: Int64
    if let file = nativeRaw {
      place = try file.seek(context, offset, whence)
    } else {
      place = try context.machineIndex(
        of: context.callMethod(raw, "seek", PythonInt.make(context, offset), Value(smallInt: Int64(whence))), .valueError)
    }
    if place < 0 { throw context.raise(.osError, "Raw stream returned invalid position \(place)") }
    return place
  }

  func tellRaw(_ context: Context) throws(Raised) -> Int64 {
    if let file = nativeRaw { return try file.seek(context, 0, SEEK_CUR) }
    let place = try context.machineIndex(of: context.callMethod(raw, "tell"), .valueError)
    if place < 0 { throw context.raise(.osError, "Raw stream returned invalid position \(place)") }
    return place
  }

  // MARK: Position

  func tell(_ context: Context) throws(Raised) -> Int64 {
    let place = try tellRaw(context) - Int64(available) + pointer.pointee.waiting
    return max(0, place)
  }

  func seek(_ context: Context, _ target: Int64, _ whence: Int32) throws(Raised) -> Int64 {
    if !(0...4).contains(whence) { throw context.raise(.valueError, "whence value \(whence) unsupported") }
    try requireOpen(context, "seek of")
    if nativeRaw?.pointer.pointee.seekable != 1 {
      try StreamBase.checkSeekable(context, raw)
    }
    if whence < 2, available > 0 {
      // What was read ahead stays where it will do.
      let end = try tellRaw(context)
      let start = end - pointer.pointee.end
      let wanted = whence == 0 ? target : end - Int64(available) + target
      if wanted >= start, wanted <= end {
        pointer.pointee.position = wanted - start
        // A device may say that it always stands at its beginning.
        return max(0, wanted)
      }
    }
    try flushWaiting(context)
    let place = try seekRaw(context, whence == 1 ? target - Int64(available) : target, whence)
    forgetAhead()
    return place
  }

  /// The raw stream goes back to where the program is.
  func giveUpAhead(_ context: Context) throws(Raised) {
    if available > 0 { _ = try seekRaw(context, -Int64(available), 1) }
    forgetAhead()
  }

  // MARK: Writing

  func write(_ context: Context, _ data: Value) throws(Raised) -> Int {
    try write(context, context.bytesLike(data))
  }

  func write(_ context: Context, _ bytes: TextUnits) throws(Raised) -> Int {
    if pointer.pointee.end > 0 { try giveUpAhead(context) }
    if put(context, bytes) { return bytes.count }
    if try !flushSome(context) { return try putWhatFits(context, bytes, after: 0) }
    if put(context, bytes) { return bytes.count }
    // More than the buffer holds goes out at once.
    var done = 0
    while bytes.count - done > size {
      guard let written = try writeRaw(context, bytes.base + done, bytes.count - done) else {
        return try putWhatFits(context, bytes, after: done)
      }
      done += written
      // A signal may have cut the write short.
      try context.handleEvents()
    }
    _ = put(context, bytes.slice(done, bytes.count))
    return bytes.count
  }

  /// Whether the bytes fitted behind those that wait.
  private func put(_ context: Context, _ bytes: TextUnits) -> Bool {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let waiting = Int(pointer.pointee.waiting)
    if waiting + bytes.count > size { return false }
    (buffer.base + waiting).copyMemory(from: bytes.base, byteCount: bytes.count)
    pointer.pointee.waiting += Int64(bytes.count)
    return true
  }

  /// Where the raw stream takes no more: as many of the bytes wait as there is room for, and all have to, or it is told
  /// how many do.
  private func putWhatFits(_ context: Context, _ bytes: TextUnits, after done: Int) throws(Raised) -> Int {
    let count = min(bytes.count - done, size - Int(pointer.pointee.waiting))
    let end = put(context, bytes.slice(done, done + count)) ? done + count : done
    if end < bytes.count { throw try raiseBlocked(context, end) }
    return end
  }

  private func raiseBlocked(_ context: Context, _ written: Int) throws(Raised) -> Raised {
    let message = try Text.make(context, "write could not complete without blocking" as StaticString)
    let exception = try context.call(
      Interpreter(of: context).type(.blockingIOError).value, Value(smallInt: Int64(EAGAIN)), message.value,
      Value(smallInt: Int64(written)))
    return context.raise(Exception(exception))
  }

  /// Writes what waits.
  func flushWaiting(_ context: Context) throws(Raised) {
    if try !flushSome(context) { throw try raiseBlocked(context, 0) }
  }

  /// The same; false where the raw stream does not take all of it now.
  private func flushSome(_ context: Context) throws(Raised) -> Bool {
    if pointer.pointee.waiting == 0 { return true }
    try takeLock(context)
    defer { giveLockBack(context) }
    while pointer.pointee.waiting > 0 {
      let count = Int(pointer.pointee.waiting)
      guard let written = try writeRaw(context, buffer.base, count) else { return false }
      ByteLock.acquire(context, object)
      let left = max(0, Int(pointer.pointee.waiting) - written)
      if left > 0 { memmove(buffer.base, buffer.base + written, left) }
      pointer.pointee.waiting = Int64(left)
      ByteLock.release(context, object)
      if left > 0 { try context.handleEvents() }
    }
    return true
  }

  private var lock: LockWord {
    let offset = MemoryLayout<BufferedStreamLayout>.offset(of: \.lock).unsafelyUnwrapped
    return LockWord(address: (UnsafeMutableRawPointer(pointer) + offset).assumingMemoryBound(to: UInt32.self))
  }

  private func takeLock(_ context: Context) throws(Raised) {
    let this = UInt64(UInt(bitPattern: context))
    if try !lock.acquire(context, until: .now) {
      if pointer.pointee.process != getpid() {
        // Whoever held it is not in this process.
      } else if pointer.pointee.writer == this {
        let shown = try context.reprString(value)
        throw context.raise(.runtimeError, "reentrant call inside \(shown)")
      } else {
        _ = try lock.acquire(context, until: .never)
      }
    }
    (pointer.pointee.writer, pointer.pointee.process) = (this, getpid())
  }

  private func giveLockBack(_ context: Context) {
    pointer.pointee.writer = 0
    _ = lock.release(context)
  }

  func flush(_ context: Context) throws(Raised) {
    try requireOpen(context, "flush of")
    try flushWaiting(context)
    if flags.isSuperset(of: [.readable, .writable]) { try giveUpAhead(context) }
  }
}
