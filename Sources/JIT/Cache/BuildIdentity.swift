import CLLVM
import Glibc
import Runtime

/// What machine code depends on beside its graph: this build of Taipan, with its lowering, its layouts and its functions,
/// and the processor. Which LLVM made it is of no account: what it does is the same.
enum BuildIdentity {
  static let bytes: [UInt8] = {
    var writer = ByteWriter()
    // The file of the program, and of the library where Taipan is one.
    add("/proc/self/exe", to: &writer)
    if let function = UnsafeRawPointer(bitPattern: CompiledSupport.leave), let name = file_of_code(function),
      name.pointee == UInt8(ascii: "/")
    {
      add(String(cString: name), to: &writer)
    }
    // Where the functions lie, seen from the first of them.
    let functions = RuntimeFunctions.addresses
    for function in functions { writer.number(UInt64(function &- functions[0])) }
    var numbers = [UInt32](repeating: 0, count: 32)
    let count = processor_identity(&numbers, numbers.count)
    for number in numbers.prefix(count) { writer.number(UInt64(number)) }
    return ContentHash.of(writer.bytes[...])
  }()

  /// A file is known by its size and by when it was last written.
  private static func add(_ path: String, to writer: inout ByteWriter) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    writer.signed(Int(status.st_size))
    writer.signed(status.st_mtim.tv_sec)
    writer.signed(status.st_mtim.tv_nsec)
  }
}
