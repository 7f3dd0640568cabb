import Glibc
import Runtime

// Machine code of earlier runs: `-X jit-cache=DIRECTORY`.
//
// A file holds one image. It is called by a hash of all that the machine code depends on: the graph with its literals
// left out, the build of Taipan, whose lowering and layouts it shows, and the processor. So a file that is there is right,
// whatever program made it; nothing ever makes one invalid, and what is not used any more goes when there are too many.
//
//     magic │ hash of what it is for │ hash of the image │ image
//
// As with `__pycache__`, nothing that is wrong with directory or files stops a program: what cannot be read is compiled,
// what cannot be written is not kept.

/// The directory. Nothing here changes but files, so any thread may come.
struct CodeCache: Sendable {
  let directory: String

  /// What a file is called, and says that it is for.
  struct Key: Equatable, Sendable {
    let bytes: [UInt8]

    var fileName: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + CodeCache.suffix }
  }

  /// Whether machine code is kept for the machine's kind of processor.
  static var isSupported: Bool {
    #if arch(x86_64)
      true
    #else
      false
    #endif
  }

  static let suffix = ".code"
  private static let magic = Array("taipan\u{0}\u{1}".utf8)
  private static let headerSize = magic.count + 2 * ContentHash.size
  /// No function has so much machine code.
  private static let largestFile = 64 << 20

  /// - Parameter directory: made when something is kept. One that is named from the working directory stays where it is.
  init(_ directory: String) {
    if directory.hasPrefix("/") {
      self.directory = directory
    } else {
      let current = getcwd(nil, 0)
      defer { free(current) }
      self.directory = (current.map { String(cString: $0) } ?? ".") + "/" + directory
    }
  }

  /// The key of a graph, as a `GraphEncoder` wrote it.
  static func key(of graph: [UInt8]) -> Key { Key(bytes: ContentHash.of((BuildIdentity.bytes + graph)[...])) }

  private func path(_ key: Key) -> String { directory + "/" + key.fileName }

  // MARK: Reading

  /// What the file of a key holds, and its size; nil where there is none, or none that is right and from whom it should be.
  func find(_ key: Key, for graph: Graph, _ literals: Literals) -> (image: CodeImage, size: Int)? {
    guard let file = read(key) else { return nil }
    var reader = ByteReader(file[...])
    do throws(ByteReader.Malformed) {
      guard try reader.raw(Self.magic.count).elementsEqual(Self.magic),
        try reader.raw(ContentHash.size).elementsEqual(key.bytes)
      else { return nil }
      let hash = try reader.raw(ContentHash.size)
      let content = file[Self.headerSize...]
      guard hash.elementsEqual(ContentHash.of(content)) else { return nil }
      return (try CodeImage(content, for: graph, literals), file.count)
    } catch {
      return nil
    }
  }

  private func read(_ key: Key) -> [UInt8]? {
    let descriptor = open(path(key), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, isTrusted(status), status.st_size > Self.headerSize,
      status.st_size <= Self.largestFile
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.unsafelyUnwrapped + count, size - count)
        if got > 0 { count += got } else if got == 0 || errno != EINTR { break }
      }
    }
    if bytes.count < size { return nil }
    touch(descriptor, status)
    return bytes
  }

  /// Whether only those can have written a file that may do anything to this process anyway.
  private func isTrusted(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFREG && (status.st_uid == geteuid() || status.st_uid == 0)
      && status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  /// Notes that a file is used, so that it is not among those that go. An hour more or less is of no account.
  private func touch(_ descriptor: Int32, _ status: stat) {
    if time(nil) - status.st_mtim.tv_sec > 3600 { _ = futimens(descriptor, nil) }
  }

  // MARK: Writing

  /// Keeps an image. Files appear whole: nobody reads one that is being written, and of several that are written at a time
  /// one stays.
  ///
  /// - Returns: The size of the file; nil where none could be made.
  func keep(_ image: CodeImage, as key: Key) -> Int? {
    let content = image.encoded
    let file = Self.magic + key.bytes + ContentHash.of(content[...]) + content
    let name = directory + "/." + key.fileName + ".\(getpid())"
    let mode = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH
    var descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    if descriptor < 0, errno == ENOENT {
      makeDirectory()
      descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    }
    if descriptor < 0 { return nil }
    let isWritten = write(file, to: descriptor)
    guard close(descriptor) == 0, isWritten, rename(name, path(key)) == 0 else {
      unlink(name)
      return nil
    }
    return file.count
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress.unsafelyUnwrapped + done, buffer.count - done)
        if count > 0 { done += count } else if count == 0 || errno != EINTR { return false }
      }
      return true
    }
  }

  /// Makes the directory and those that it lies in. Nobody else is to put code there.
  private func makeDirectory() {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      mkdir(path, S_IRWXU)
    }
  }

  // MARK: Bounding

  /// Removes the files that were not used for longest, where all together are larger than a bound; and what was left
  /// behind by processes that ended while they wrote.
  func trim(to bound: Int) {
    guard let stream = opendir(directory) else { return }
    defer { closedir(stream) }
    var files: [(name: String, size: Int, used: Int)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      guard name.contains(Self.suffix), lstat(directory + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG
      else { continue }
      if name.hasSuffix(Self.suffix) {
        files.append((name, Int(status.st_size), status.st_mtim.tv_sec))
      } else if time(nil) - status.st_mtim.tv_sec > 3600 {
        unlink(directory + "/" + name)
      }
    }
    var total = files.reduce(0) { $0 + $1.size }
    if total <= bound { return }
    // A little more than need be, so that this is not done with every file.
    for file in files.sorted(by: { $0.used < $1.used }) where total > bound / 4 * 3 {
      if unlink(directory + "/" + file.name) == 0 { total -= file.size }
    }
  }
}
