import CRuntime
import Glibc
import Runtime

// `io.FileIO`: the descriptor of an open file, read and written without a buffer.
//
//     ┌────────┬────────────┬───────┬──────────┐
//     │ header │ descriptor │ flags │ seekable │
//     └────────┴────────────┴───────┴──────────┘
//     0        8            12      16

struct RawFileLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// −1 once it is closed.
  var descriptor: Int32
  var flags: UInt32
  /// Whether the file has positions: 1, 0, or −1 for not known yet.
  var seekable: Int32
  /// The size of the blocks that the file likes to be read in.
  var blockSize: Int32
}

struct RawFile: NativeObject {
  let pointer: UnsafeMutablePointer<RawFileLayout>
  static var nativeType: NativeType { .rawFile }

  struct Flags: OptionSet {
    let rawValue: UInt32
    static let readable = Flags(rawValue: 1)
    static let writable = Flags(rawValue: 2)
    static let created = Flags(rawValue: 4)
    static let appending = Flags(rawValue: 8)
    static let closesDescriptor = Flags(rawValue: 16)
    /// Another stream, which is around this one, closes it.
    static let owned = Flags(rawValue: 32)
    /// Of a class that Python code has derived, whose methods count.
    static let derived = Flags(rawValue: 64)
  }

  var flags: Flags { Flags(rawValue: pointer.pointee.flags) }
  func setOwned(_ isOwned: Bool) {
    let others = flags.subtracting(.owned)
    pointer.pointee.flags = (isOwned ? others.union(.owned) : others).rawValue
  }
  var descriptor: Int32 { pointer.pointee.descriptor }
  var isClosed: Bool { descriptor < 0 }

  /// As `open` would be asked for it.
  var mode: StaticString {
    let isReadable = flags.contains(.readable)
    if flags.contains(.created) { return isReadable ? "xb+" : "xb" }
    if flags.contains(.appending) { return isReadable ? "ab+" : "ab" }
    if isReadable { return flags.contains(.writable) ? "rb+" : "rb" }
    return "wb"
  }

  func requireOpen(_ context: Context) throws(Raised) {
    if isClosed { throw context.raise(.valueError, "I/O operation on closed file") }
  }

  func requireReadable(_ context: Context) throws(Raised) {
    try requireOpen(context)
    if !flags.contains(.readable) { throw Unsupported.raise(context, "File not open for reading") }
  }

  func requireWritable(_ context: Context) throws(Raised) {
    try requireOpen(context)
    if !flags.contains(.writable) { throw Unsupported.raise(context, "File not open for writing") }
  }

  // MARK: Opening

  /// A file object for a descriptor that is open already.
  static func make(_ context: Context, descriptor: Int32, _ flags: Flags, name: Value) throws(Raised) -> RawFile {
    let file = try allocate(context)
    file.pointer.pointee.descriptor = descriptor
    file.pointer.pointee.flags = flags.rawValue
    file.pointer.pointee.seekable = -1
    file.pointer.pointee.blockSize = Int32(StreamBase.bufferSize)
    try context.setAttribute(file.value, Text.make(context, "name" as StaticString).value, name)
    return file
  }

  func open(
    _ context: Context, _ file: Value, mode: Text, closesDescriptor: Bool, opener: Value
  ) throws(Raised) {
    if !isClosed, flags.contains(.closesDescriptor) { try close(context) }
    pointer.pointee.descriptor = -1
    pointer.pointee.seekable = -1
    var (flags, opening) = try RawFile.read(context, mode)
    if closesDescriptor { flags.insert(.closesDescriptor) }
    if self.flags.contains(.derived) { flags.insert(.derived) }
    pointer.pointee.flags = flags.rawValue
    if context.isInt(file) || context.type(of: file).has(.index) {
      try context.warnOfBool(file)
      let descriptor = try context.intArgument(file)
      if descriptor < 0 { throw context.raise(.valueError, "negative file descriptor") }
      pointer.pointee.descriptor = descriptor
      pointer.pointee.flags &= ~Flags.closesDescriptor.rawValue
    } else {
      if !closesDescriptor { throw context.raise(.valueError, "Cannot use closefd=False with file name") }
      opening |= O_CLOEXEC
      if opener == .none {
        let path = try context.terminatedString(file)
        pointer.pointee.descriptor = Int32(try context.system(file) { Int(Glibc.open(path.string, opening, 0o666)) })
      } else {
        let answer = try context.call(opener, file, Value(smallInt: Int64(opening)))
        if !context.isInt(answer) { throw context.raise(.typeError, "expected integer from opener") }
        let descriptor = try context.intArgument(answer)
        if descriptor < 0 { throw context.raise(.valueError, "opener returned \(descriptor)") }
        pointer.pointee.descriptor = descriptor
        try context.system { Int(fcntl(descriptor, F_SETFD, FD_CLOEXEC)) }
      }
    }
    do throws(Raised) {
      try inspect(context, file)
      try context.setAttribute(value, Text.make(context, "name" as StaticString).value, file)
      if closesDescriptor { pointer.pointee.flags |= Flags.closesDescriptor.rawValue }
      if flags.contains(.appending) {
        let descriptor = descriptor
        _ = context.attempt { Glibc.lseek(descriptor, 0, SEEK_END) }
      }
    } catch {
      let failure = context.takeException()
      if flags.contains(.closesDescriptor), !(context.isInt(file)) { try? close(context) }
      pointer.pointee.descriptor = -1
      throw context.raise(failure)
    }
  }

  /// What kind of file it is: a folder cannot be read.
  private func inspect(_ context: Context, _ file: Value) throws(Raised) {
    var status = Glibc.stat()
    let descriptor = descriptor
    let result = context.attempt { Int(Glibc.fstat(descriptor, &status)) }
    if result == -Int(EBADF) { throw context.raiseSystemError(EBADF) }
    pointer.pointee.blockSize = Int32(StreamBase.bufferSize)
    if result < 0 { return }
    if status.st_mode & S_IFMT == S_IFDIR { throw context.raiseSystemError(EISDIR, path: file) }
    if status.st_blksize > 1 { pointer.pointee.blockSize = Int32(truncatingIfNeeded: status.st_blksize) }
  }

  private static func read(_ context: Context, _ mode: Text) throws(Raised) -> (Flags, Int32) {
    var flags: Flags = []
    var opening: Int32 = 0
    var kinds = 0
    var pluses = 0
    for place in 0..<mode.count {
      switch mode.codePoint(at: place) {
      case 0x72:
        kinds += 1
        flags.insert(.readable)
      case 0x77:
        kinds += 1
        flags.insert(.writable)
        opening |= O_CREAT | O_TRUNC
      case 0x78:
        kinds += 1
        flags.formUnion([.writable, .created])
        opening |= O_EXCL | O_CREAT
      case 0x61:
        kinds += 1
        flags.formUnion([.writable, .appending])
        opening |= O_APPEND | O_CREAT
      case 0x2b: pluses += 1
      case 0x62: break
      default: throw context.raise(.valueError, "invalid mode: \(String(mode))")
      }
    }
    if kinds != 1 || pluses > 1 {
      throw context.raise(
        .valueError, "Must have exactly one of create/read/write/append mode and at most one plus")
    }
    if pluses == 1 { flags.formUnion([.readable, .writable]) }
    let isBoth = flags.isSuperset(of: [.readable, .writable])
    opening |= isBoth ? O_RDWR : flags.contains(.readable) ? O_RDONLY : O_WRONLY
    return (flags, opening)
  }

  // MARK: Closing

  /// Closes the descriptor, if it is the object's to close.
  func close(_ context: Context) throws(Raised) {
    let descriptor = descriptor
    pointer.pointee.descriptor = -1
    if descriptor < 0 || !flags.contains(.closesDescriptor) { return }
    let result = context.attempt { Int(Glibc.close(descriptor)) }
    if result < 0, result != -Int(EINTR) { throw context.raiseSystemError(Int32(-result)) }
  }

  // MARK: Reading and writing

  /// So many bytes, or fewer; nil where there are none yet.
  func read(_ context: Context, into target: UnsafeMutableRawPointer, _ count: Int) throws(Raised) -> Int? {
    try requireReadable(context)
    let descriptor = descriptor
    return try RawFile.transfer(context) { Glibc.read(descriptor, target, min(count, 0x7fff_f000)) }
  }

  /// How many bytes were written; nil where none could be yet.
  func write(_ context: Context, _ source: UnsafeRawPointer, _ count: Int) throws(Raised) -> Int? {
    try requireWritable(context)
    let (descriptor, count) = (descriptor, min(count, 0x7fff_f000))
    let written = try RawFile.transfer(context) { Glibc.write(descriptor, source, count) }
    // A signal may have cut it short.
    if let written, written < count { try context.handleEvents() }
    return written
  }

  private static func transfer(_ context: Context, _ body: () -> Int) throws(Raised) -> Int? {
    while true {
      let result = context.attempt(body)
      if result >= 0 { return result }
      if result == -Int(EAGAIN) { return nil }
      if result != -Int(EINTR) { throw context.raiseSystemError(Int32(-result)) }
      try context.handleEvents()
    }
  }

  /// All that is left.
  func readAll(_ context: Context) throws(Raised) -> Value {
    try requireReadable(context)
    var status = Glibc.stat()
    let descriptor = descriptor
    var capacity = 8192
    if Glibc.fstat(descriptor, &status) == 0, status.st_size > 0 {
      let place = Glibc.lseek(descriptor, 0, SEEK_CUR)
      // One more shows that the end is reached.
      capacity = max(1, Int(status.st_size) - max(0, Int(place)) + 1)
    }
    var buffer = try Bytes.allocate(context, count: capacity, isFilled: true)
    var used = 0
    while true {
      if used == buffer.count {
        let larger = try Bytes.allocate(context, count: used + max(8192, used), isFilled: true)
        larger.base.copyMemory(from: buffer.base, byteCount: used)
        buffer = larger
      }
      guard let count = try read(context, into: buffer.base + used, buffer.count - used) else {
        if used == 0 { return .none }
        break
      }
      if count == 0 { break }
      used += count
    }
    if buffer.count - used > used / 8 { return try Bytes.slice(context, buffer, 0, used).value }
    buffer.cut(to: used)
    return buffer.value
  }

  func seek(_ context: Context, _ offset: Int64, _ whence: Int32) throws(Raised) -> Int64 {
    try requireOpen(context)
    let descriptor = descriptor
    let result = context.attempt { Glibc.lseek(descriptor, off_t(offset), whence) }
    if pointer.pointee.seekable < 0 { pointer.pointee.seekable = result >= 0 ? 1 : 0 }
    if result < 0 { throw context.raiseSystemError(Int32(-result)) }
    return Int64(result)
  }

  func isSeekable(_ context: Context) throws(Raised) -> Bool {
    try requireOpen(context)
    if pointer.pointee.seekable < 0 {
      let descriptor = descriptor
      pointer.pointee.seekable = context.attempt { Glibc.lseek(descriptor, 0, SEEK_CUR) } >= 0 ? 1 : 0
    }
    return pointer.pointee.seekable == 1
  }

  func isTerminal(_ context: Context) throws(Raised) -> Bool {
    try requireOpen(context)
    let descriptor = descriptor
    return context.blocking { Int(Glibc.isatty(descriptor)) } == 1
  }
}
