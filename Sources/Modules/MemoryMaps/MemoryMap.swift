import CRuntime
import CSystem
import Glibc
import Runtime

// `mmap.mmap`: pages of a file, or of nothing, in the process's memory.
//
//     ┌────────┬─────────┬───────┬─────────────┬──────────┬────────┬────────────┬────────┬───
//     │ header │ address │ count │ description │ position │ offset │ descriptor │ access │ …
//     └────────┴─────────┴───────┴─────────────┴──────────┴────────┴────────────┴────────┴───
//     0        8         16      24            32         40       48           52
//
// It refers to nothing in the heap: the description is *empty* or None.

struct MemoryMapLayout: BitwiseCopyable {
  var memory: MemoryExporterLayout
  var position: Int64
  /// Where in the file the pages begin.
  var offset: Int64
  /// The map's own; −1 where it has none.
  var descriptor: Int32
  var access: MemoryMap.Access
  var isAnonymous: Bool
  var isShared: Bool
  var isOpen: Bool
}

struct MemoryMap: NativeObject {
  let pointer: UnsafeMutablePointer<MemoryMapLayout>
  init(pointer: UnsafeMutablePointer<MemoryMapLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .memoryMap }

  enum Access: UInt8, BitwiseCopyable {
    case standard, read, write, copy

    var name: StaticString {
      switch self {
      case .standard: "ACCESS_DEFAULT"
      case .read: "ACCESS_READ"
      case .write: "ACCESS_WRITE"
      case .copy: "ACCESS_COPY"
      }
    }
  }

  var isOpen: Bool { pointer.pointee.isOpen }
  /// The first byte; of a map that is closed, any address, where nothing is.
  var base: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: pointer.pointee.memory.address) ?? UnsafeMutableRawPointer(pointer)
  }
  var count: Int { Int(pointer.pointee.memory.count) }
  var units: TextUnits { TextUnits(base: UnsafeRawPointer(base), count: count, width: .one) }
  var position: Int {
    get { Int(pointer.pointee.position) }
    nonmutating set { pointer.pointee.position = Int64(newValue) }
  }
  var access: Access { pointer.pointee.access }

  func requireOpen(_ context: Context) throws(Raised) {
    if !isOpen { throw context.raise(.valueError, "mmap closed or invalid") }
  }

  func requireWritable(_ context: Context) throws(Raised) {
    try requireOpen(context)
    if access == .read { throw context.raise(.typeError, "mmap can't modify a readonly memory map.") }
  }

  // MARK: Mapping

  static func make(
    _ context: Context, _ type: Type, file: Int32, count: Int, flags: Int32, protection: Int32, access: Int32,
    offset: Int, keepsFile: Bool
  ) throws(Raised) -> MemoryMap {
    if count < 0 { throw context.raise(.overflowError, "memory mapped length must be positive") }
    if offset < 0 { throw context.raise(.overflowError, "memory mapped offset must be positive") }
    var (flags, protection) = (flags, protection)
    let both = PROT_READ | PROT_WRITE
    if access != 0, flags != MAP_SHARED || protection != both {
      throw context.raise(.valueError, "mmap can't specify both access and flags, prot.")
    }
    guard var access = UInt8(exactly: access).flatMap({ Access(rawValue: $0) }) else {
      throw context.raise(.valueError, "mmap invalid access parameter.")
    }
    switch access {
    case .standard:
      if protection & both != both { access = protection & PROT_WRITE != 0 ? .write : .read }
    case .read: protection = PROT_READ
    case .write: break
    case .copy: flags = MAP_PRIVATE
    }
    let map = try allocate(context, type)
    let count = file == -1 ? count : try size(context, of: file, count, offset)
    var descriptor: Int32 = -1
    if file == -1 {
      flags |= MAP_ANONYMOUS
    } else if keepsFile {
      descriptor = Int32(try context.system { Int(fcntl(file, F_DUPFD_CLOEXEC, 0)) })
    }
    guard let memory = mmap(nil, count, protection, flags, file, off_t(offset)), memory != MAP_FAILED else {
      let error = errno
      if descriptor >= 0 { Glibc.close(descriptor) }
      throw context.raiseSystemError(error)
    }
    map.pointer.pointee.memory.address = UInt(bitPattern: memory)
    map.pointer.pointee.memory.count = Int64(count)
    map.pointer.pointee.memory.description = access == .read ? .none : .empty
    map.pointer.pointee.offset = Int64(offset)
    map.pointer.pointee.descriptor = descriptor
    map.pointer.pointee.access = access
    map.pointer.pointee.isAnonymous = file == -1
    map.pointer.pointee.isShared = flags & MAP_SHARED != 0
    map.pointer.pointee.isOpen = true
    return map
  }

  /// How many bytes to map of a file: all behind the offset for 0.
  private static func size(_ context: Context, of file: Int32, _ count: Int, _ offset: Int) throws(Raised) -> Int {
    var status = Glibc.stat()
    if fstat(file, &status) != 0 || status.st_mode & S_IFMT != S_IFREG { return count }
    let size = Int(status.st_size)
    if count == 0 {
      if size == 0 { throw context.raise(.valueError, "cannot mmap an empty file") }
      if offset >= size { throw context.raise(.valueError, "mmap offset is greater than file size") }
      return size - offset
    }
    if offset > size || size - offset < count {
      throw context.raise(.valueError, "mmap length is greater than file size")
    }
    return count
  }

  /// Gives the pages back.
  func close() {
    if !isOpen { return }
    munmap(base, count)
    if pointer.pointee.descriptor >= 0 { Glibc.close(pointer.pointee.descriptor) }
    pointer.pointee.isOpen = false
    pointer.pointee.descriptor = -1
    (pointer.pointee.memory.address, pointer.pointee.memory.count) = (0, 0)
  }

  func resize(_ context: Context, _ newCount: Int) throws(Raised) {
    try requireOpen(context)
    if access == .read || access == .copy {
      throw context.raise(.typeError, "mmap can't resize a readonly or copy-on-write memory map.")
    }
    if !pointer.pointee.isAnonymous, pointer.pointee.descriptor < 0 {
      throw context.raise(.valueError, "mmap can't resize with trackfd=False.")
    }
    let (end, overflow) = Int(pointer.pointee.offset).addingReportingOverflow(newCount)
    if newCount < 0 || overflow { throw context.raise(.valueError, "new size out of range") }
    if pointer.pointee.isAnonymous, pointer.pointee.isShared, newCount > count {
      throw context.raise(.valueError, "mmap: can't expand a shared anonymous mapping")
    }
    // Pages of a file that has nothing there cannot be touched: the file is not cut before that can be mapped.
    if newCount == 0 { throw context.raiseSystemError(EINVAL) }
    let descriptor = pointer.pointee.descriptor
    if descriptor >= 0 { try context.system { Int(ftruncate(descriptor, off_t(end))) } }
    guard let memory = system_mremap(base, count, newCount) else { throw context.raiseSystemError(errno) }
    (pointer.pointee.memory.address, pointer.pointee.memory.count) = (UInt(bitPattern: memory), Int64(newCount))
  }

  /// What the file has bytes for.
  func fileSize(_ context: Context) throws(Raised) -> Int {
    try requireOpen(context)
    var status = Glibc.stat()
    let descriptor = pointer.pointee.descriptor
    let result = context.attempt { Int(fstat(descriptor, &status)) }
    if result < 0 { throw context.raiseSystemError(Int32(-result)) }
    return Int(status.st_size)
  }

  func flush(_ context: Context, from start: Int, _ length: Int?) throws(Raised) {
    try requireOpen(context)
    let length = length ?? count
    let (end, overflow) = start.addingReportingOverflow(length)
    if start < 0 || length < 0 || overflow || end > count {
      throw context.raise(.valueError, "flush values out of range")
    }
    if access == .read || access == .copy { return }
    let place = base + start
    try context.system { Int(msync(place, length, MS_SYNC)) }
  }

  func advise(_ context: Context, _ advice: Int32, from start: Int, _ length: Int?) throws(Raised) {
    try requireOpen(context)
    if start < 0 || start >= count { throw context.raise(.valueError, "madvise start out of bounds") }
    let length = length ?? count
    if length < 0 { throw context.raise(.valueError, "madvise length invalid") }
    if length > Int.max - start { throw context.raise(.overflowError, "madvise length too large") }
    let (place, part) = (base + start, min(length, count - start))
    try context.system { Int(madvise(place, part, advice)) }
  }

  func representation(_ context: Context) throws(Raised) -> Value {
    let name = try context.type(of: value).fullName(context)
    if !isOpen { return try Text.make(context, "<\(name) closed=True>").value }
    return try Text.make(
      context,
      "<\(name) closed=False, access=\(access.name), length=\(count), pos=\(position), offset=\(pointer.pointee.offset)>"
    ).value
  }
}
