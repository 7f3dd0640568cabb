import CRuntime

// The standard input, output and error as text. What is written waits in a buffer until that is full, a line ends where
// the file is line-buffered, or somebody flushes.

struct TextFileLayout: BitwiseCopyable {
  var header: ObjectHeader
  var descriptor: Int32
  var isLineBuffered: Bool
  var isWriting: Bool
  var isClosed: Bool
  /// Whether what cannot be encoded is written as an escape: the standard error.
  var escapes: Bool
  /// Allocated at first use, for as long as the process runs.
  var buffer: UnsafeMutablePointer<UInt8>?
  /// Bytes in the buffer: of an output from its start; of an input from `start`.
  var used: Int64
  var start: Int64
  var name: Value
}

struct TextFile: ObjectReference {
  let pointer: UnsafeMutablePointer<TextFileLayout>
  init(pointer: UnsafeMutablePointer<TextFileLayout>) { self.pointer = pointer }
  static var kind: Kind { .textFile }
  static var traceRule: TraceRule { .words(from: MemoryLayout<TextFileLayout>.size - 8) }
  static var capacity: Int { 1 << 14 }

  static func make(_ context: Context, descriptor: Int32) throws(Raised) -> TextFile {
    let names: [StaticString] = ["<stdin>", "<stdout>", "<stderr>"]
    let name = try Text.make(context, names[Int(descriptor)]).value
    let cell = try context.allocate(MemoryLayout<TextFileLayout>.size, .plain)
    let file = TextFile(pointer: cell.assumingMemoryBound(to: TextFileLayout.self))
    let isUnbuffered = context.interpreter.pointee.settings.flags.isUnbuffered
    file.pointer.pointee = TextFileLayout(
      header: Self.header, descriptor: descriptor,
      isLineBuffered: descriptor == 2 || isUnbuffered || host_is_terminal(descriptor), isWriting: descriptor != 0,
      isClosed: false, escapes: descriptor == 2, buffer: nil, used: 0, start: 0, name: name)
    return file
  }

  private var buffer: UnsafeMutablePointer<UInt8> {
    if let buffer = pointer.pointee.buffer { return buffer }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.capacity)
    pointer.pointee.buffer = buffer
    return buffer
  }

  private func requireOpen(_ context: Context) throws(Raised) {
    if pointer.pointee.isClosed { throw context.raise(.valueError, "I/O operation on closed file.") }
  }

  // MARK: Output

  func write(_ context: Context, _ text: Text) throws(Raised) {
    try requireOpen(context)
    if !pointer.pointee.isWriting { throw context.raise(.osError, "not writable") }
    if text.isASCII {
      try write(context, UnsafeRawBufferPointer(start: text.base, count: text.count))
    } else {
      let text = pointer.pointee.escapes ? try Self.escapingSurrogates(context, text) : text
      try context.refuseSurrogates(text)
      let bytes = try Bytes.make(context, utf8: text)
      try write(context, bytes.bytes)
    }
  }

  private static func escapingSurrogates(_ context: Context, _ text: Text) throws(Raised) -> Text {
    var builder = try TextBuilder(context)
    for index in 0..<text.count {
      let code = text.codePoint(at: index)
      if code & 0xffff_f800 == 0xd800 {
        try builder.appendEscape(context, code, quote: 0)
      } else {
        try builder.append(context, codePoint: code)
      }
    }
    return try builder.finish(context)
  }

  func write(_ context: Context, _ bytes: UnsafeRawBufferPointer) throws(Raised) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    lock(context)
    defer { unlock(context) }
    if Int(pointer.pointee.used) + bytes.count > Self.capacity { try flushHeld(context) }
    if bytes.count > Self.capacity { return try emit(context, source, bytes.count) }
    UnsafeMutableRawPointer(buffer + Int(pointer.pointee.used)).copyMemory(from: source, byteCount: bytes.count)
    pointer.pointee.used += Int64(bytes.count)
    if pointer.pointee.isLineBuffered, bytes_find_last_byte(source, Int64(bytes.count), 10) >= 0 {
      try flushHeld(context)
    }
  }

  func flush(_ context: Context) throws(Raised) {
    if !pointer.pointee.isWriting { return }
    lock(context)
    defer { unlock(context) }
    try flushHeld(context)
  }

  private func flushHeld(_ context: Context) throws(Raised) {
    let count = Int(pointer.pointee.used)
    if count == 0 { return }
    // What cannot be written is dropped, lest it fail again at exit.
    pointer.pointee.used = 0
    try emit(context, buffer, count)
  }

  private func emit(_ context: Context, _ bytes: UnsafeRawPointer, _ count: Int) throws(Raised) {
    var done = 0
    while done < count {
      let written = Transfer(descriptor: pointer.pointee.descriptor, output: bytes + done, count: count - done)
        .run(context)
      if written >= 0 { done += Int(written) } else { try context.checkInterrupted(error: Int32(-written)) }
    }
  }

  // MARK: Input

  /// A line with its end, at most `limit` bytes of it; empty at the end of the file.
  func readLine(_ context: Context, limit: Int = .max) throws(Raised) -> Text {
    try requireOpen(context)
    if pointer.pointee.isWriting { throw context.raise(.osError, "not readable") }
    var line: [UInt8] = []
    while line.count < limit, let byte = try nextByte(context) {
      if byte == 13 {
        if try peekByte(context) == 10 { pointer.pointee.start += 1 }
        line.append(10)
        break
      }
      line.append(byte)
      if byte == 10 { break }
    }
    return try Text.make(context, utf8: line)
  }

  private func peekByte(_ context: Context) throws(Raised) -> UInt8? {
    if pointer.pointee.start == pointer.pointee.used {
      var count: Int64 = -1
      while count < 0 {
        count = Transfer(descriptor: pointer.pointee.descriptor, input: buffer, count: Self.capacity).run(context)
        if count < 0 { try context.checkInterrupted(error: Int32(-count)) }
      }
      (pointer.pointee.start, pointer.pointee.used) = (0, count)
      if count == 0 { return nil }
    }
    return buffer[Int(pointer.pointee.start)]
  }

  private func nextByte(_ context: Context) throws(Raised) -> UInt8? {
    let byte = try peekByte(context)
    if byte != nil { pointer.pointee.start += 1 }
    return byte
  }

  func readAll(_ context: Context) throws(Raised) -> Text {
    var builder = try TextBuilder(context)
    while case let line = try readLine(context), line.count > 0 { try builder.append(context, line) }
    return try builder.finish(context)
  }

  /// The bytes that are left.
  func readBytes(_ context: Context) throws(Raised) -> Bytes {
    var builder = try TextBuilder(context)
    while let byte = try nextByte(context) { try builder.append(context, codePoint: UInt32(byte)) }
    return try builder.finishBytes(context)
  }
}

/// A read or write during which others may collect.
private struct Transfer {
  let descriptor: Int32
  var input: UnsafeMutablePointer<UInt8>?
  var output: UnsafeRawPointer?
  let count: Int
  private var result: Int64 = 0

  init(
    descriptor: Int32, input: UnsafeMutablePointer<UInt8>? = nil, output: UnsafeRawPointer? = nil, count: Int
  ) {
    (self.descriptor, self.input, self.output, self.count) = (descriptor, input, output, count)
  }

  /// The number of bytes, or a negated error number.
  consuming func run(_ context: Context) -> Int64 {
    var transfer = self
    _ = Heap(of: context).blocking(context, &transfer) { argument in
      let transfer = argument.unsafelyUnwrapped.assumingMemoryBound(to: Transfer.self)
      let count = transfer.pointee.count
      if let input = transfer.pointee.input {
        transfer.pointee.result = host_read_some(transfer.pointee.descriptor, input, count)
      } else if let output = transfer.pointee.output {
        transfer.pointee.result = host_write_some(transfer.pointee.descriptor, output, count)
      }
      return nil
    }
    return transfer.result
  }
}

extension Context {
  /// The standard input (0), output (1) or error (2).
  func standardFile(_ descriptor: Int) throws(Raised) -> TextFile {
    let late = interpreter.pointee.lateValues.standardFile(descriptor)
    return TextFile(
      try late.value(self) { () throws(Raised) in try TextFile.make(self, descriptor: Int32(descriptor)).value })
  }

  /// What `sys.stdout` or `sys.stderr` is; *empty* where it was deleted.
  func standardStream(_ name: WellKnown) throws(Raised) -> Value {
    let system = interpreter.pointee.system
    if system.isEmpty { return try standardFile(name == .stdin ? 0 : name == .stdout ? 1 : 2).value }
    return try Module(system).dict.value(self, for: self.name(name))
  }

  /// After a call of the system's that failed: a signal's handler runs and the call is made again; any other error is
  /// raised.
  public func checkInterrupted(error: Int32) throws(Raised) {
    if error != host_interrupted_error() { throw raiseSystemError(error) }
    try handleEvents()
  }

  /// OSError, or the class of those that the error number stands for.
  public func raiseSystemError(_ error: Int32, path: Value = .none, second: Value = .none) -> Raised {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      host_error_text(error, buffer.baseAddress.unsafelyUnwrapped, buffer.count)
      return String(cString: buffer.baseAddress.unsafelyUnwrapped)
    }
    do throws(Raised) {
      let args = try Tuple.allocate(self, count: path == .none ? 2 : second == .none ? 3 : 5)
      args.elements[0] = Value(smallInt: Int64(error))
      args.elements[1] = try Text.make(self, text).value
      if path != .none { args.elements[2] = path }
      if args.count == 5 { (args.elements[3], args.elements[4]) = (.none, second) }
      return raise(try Exception(call(Interpreter(of: self).type(.osError).value, args)))
    } catch {
      return error
    }
  }

  /// Writes what waits in the standard output's and error's buffers. False where that failed.
  func flushStandardFiles() -> Bool {
    var isDone = true
    for descriptor in 1...2 {
      let file = interpreter.pointee.lateValues.standardFile(descriptor).known
      if file.isEmpty { continue }
      do throws(Raised) {
        try TextFile(file).flush(self)
      } catch {
        pointee.pendingException = .empty
        isDone = false
      }
    }
    return isDone
  }
}
