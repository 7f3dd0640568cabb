import Bytecode
import CRuntime

// Code objects in `__pycache__`, so that a source is compiled once. A file's head is that of CPython's: our magic number
// and whether the source is told by its hash (we write none such), then when the source was changed, and its size. The
// magic number is that of this very build: another may compile the same source otherwise.
//
//     folder/__pycache__/name.taipan-314.pyc
//     ┌───────┬───────┬──────┬──────┬─────┬───────┬─────────────────────┐
//     │ magic │ flags │ time │ size │ 'c' │ count │ serialised code     │
//     └───────┴───────┴──────┴──────┴─────┴───────┴─────────────────────┘
//     0       4       8      12     16    17      21

struct BytecodeCache {
  let context: Context
  private let folder: String
  private let path: String
  private let stamp: HostFileStamp

  private static var headSize: Int { 21 }

  /// Nil where there is to be no cache for a source.
  init?(_ context: Context, for source: String) {
    guard source.hasSuffix(".py"), let slash = source.lastIndex(of: "/") else { return nil }
    var stamp = HostFileStamp()
    if !host_file_stamp(source, &stamp) { return nil }
    (self.context, self.stamp) = (context, stamp)
    folder = "\(source[..<slash])/__pycache__"
    let level = context.interpreter.pointee.optimization
    let tag = level == 0 ? "taipan-314" : "taipan-314.opt-\(level)"
    path = "\(folder)/\(source[source.index(after: slash)...].dropLast(3)).\(tag).pyc"
  }

  /// The format's, mixed with when the command was built, and its size.
  static var magic: [UInt8] {
    var build = HostFileStamp()
    _ = host_file_stamp("/proc/self/exe", &build)
    let mixed = UInt64(bitPattern: build.modified &* 31 &+ build.size)
    return CodeFormat.magic.enumerated().map { place, byte in
      // The last byte, a line end, stays.
      place == 3 ? byte : byte ^ UInt8(truncatingIfNeeded: mixed >> UInt64(8 * place))
    }
  }

  private func head(count: Int) -> [UInt8] {
    func word(_ number: Int64) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * Int64($0))) } }
    return Self.magic + word(0) + word(stamp.modified) + word(stamp.size) + [0x63] + word(Int64(count))
  }

  /// The code that was made of the source as it is now; nil where there is none.
  func read(as filename: String) throws(Raised) -> Value? {
    var count = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(path, &count, &error) else { return nil }
    defer { host_free(bytes) }
    if count < Self.headSize { return nil }
    let content = UnsafeBufferPointer(start: bytes, count: count)
    if !content.prefix(Self.headSize).elementsEqual(head(count: count - Self.headSize)) { return nil }
    guard let code = try? CodeObject.deserialize([UInt8](content[Self.headSize...])) else { return nil }
    return try Code.make(context, code.located(at: filename)).value
  }

  /// Keeps code for the next time, if the machine lets us.
  func write(_ code: Value) {
    guard let bytes = try? Code(code).portable.serialized() else { return }
    let whole = head(count: bytes.count) + bytes
    whole.withUnsafeBytes { _ = host_write_cache(folder, path, $0.baseAddress.unsafelyUnwrapped, $0.count) }
  }
}

extension CodeObject {
  /// The same code of a file that may have been moved.
  func located(at file: String) -> CodeObject {
    if header.filename == Bytecode.Text(file) { return self }
    var header = header
    header.filename = Bytecode.Text(file)
    return replacing(header, constants: constants.map { $0.located(at: file) })
  }
}

extension Constant {
  fileprivate func located(at file: String) -> Constant {
    if case .code(let code) = self { return .code(code.located(at: file)) }
    return self
  }
}
