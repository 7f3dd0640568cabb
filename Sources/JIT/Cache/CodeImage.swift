import CRuntime
import Glibc
import Runtime

/// Relocatable machine code, as one run of bytes that may lie anywhere:
///
///     ┌──────────────────┬───────────┬───────────────────┐
///     │ machine code     │ constants │ table of addresses │
///     └──────────────────┴───────────┴───────────────────┘
///       entry ▲                        a patch for each
///
/// What refers from one place in it to another is filled in. What it refers to beyond are *patches*, where values of
/// symbols are written when it is loaded.
struct CodeImage {
  struct Patch: Equatable {
    /// Where in the image.
    let offset: Int
    let symbol: Symbol
    /// What is added to the symbol's value.
    let addend: Int

    /// How many bytes the value takes.
    var size: Int { symbol.isNumber ? 4 : 8 }
  }

  var bytes: [UInt8]
  /// How much of it is machine code.
  var codeSize: Int
  /// Where it is entered.
  var entry: Int
  var functions: [(name: String, offset: UInt)]
  var patches: [Patch]
  var exits: [LoweredExit]

  /// Bytes of the pages that it takes in memory.
  var mappedSize: Int { MachineCode.pages(for: bytes.count) }

  /// Brings the code into memory.
  ///
  /// - Parameter exits: where the records of its exits are.
  func load(_ literals: Literals, exits: UInt) throws(BackendError) -> MachineCode {
    let size = mappedSize
    guard let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), start != MAP_FAILED else {
      throw BackendError(message: "no memory for machine code")
    }
    let address = UInt(bitPattern: start)
    bytes.withUnsafeBytes { start.copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count) }
    for patch in patches {
      let value = literals.value(of: patch.symbol, exits: exits, image: address) &+ UInt64(bitPattern: Int64(patch.addend))
      withUnsafeBytes(of: value.littleEndian) {
        (start + patch.offset).copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: patch.size)
      }
    }
    if mprotect(start, size, PROT_READ | PROT_EXEC) != 0 {
      munmap(start, size)
      throw BackendError(message: "memory may not be made executable")
    }
    return MachineCode(
      address: address + UInt(entry), range: address..<address + UInt(codeSize), functions: functions, mappedSize: size,
      owner: .mapping)
  }
}

// MARK: As bytes

extension CodeImage {
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.block(bytes)
    writer.count(codeSize)
    writer.count(entry)
    writer.count(functions.count)
    for function in functions {
      writer.block(Array(function.name.utf8))
      writer.count(Int(function.offset))
    }
    writer.count(patches.count)
    for patch in patches {
      let (kind, place) = patch.symbol.parts
      writer.byte(kind.rawValue)
      writer.count(place)
      writer.count(patch.offset)
      writer.signed(patch.addend)
    }
    writer.count(exits.count)
    for exit in exits {
      writer.count(exit.snapshot)
      writer.number(UInt64(exit.reason.rawValue))
      writer.count(exit.numbers.count)
      for number in exit.numbers { writer.count(number) }
    }
    return writer.bytes
  }

  /// The image that bytes are, if it goes with a graph: nothing in it refers to what is not there.
  init(_ encoded: ArraySlice<UInt8>, for graph: Graph, _ literals: Literals) throws(ByteReader.Malformed) {
    var reader = ByteReader(encoded)
    bytes = Array(try reader.block())
    // One more than there are bytes, so that a size may be all of them.
    let bound = bytes.count + 1
    codeSize = try reader.count(below: bound)
    entry = try reader.count(below: codeSize)
    functions = []
    for _ in 0..<(try reader.count(below: bound)) {
      let name = String(decoding: try reader.block(), as: UTF8.self)
      functions.append((name, UInt(try reader.count(below: codeSize))))
    }
    patches = []
    for _ in 0..<(try reader.count(below: bound)) {
      guard let kind = Symbol.Kind(rawValue: try reader.byte()) else { throw ByteReader.Malformed() }
      let place = try reader.count(below: literals.count(of: kind))
      let patch = Patch(
        offset: try reader.count(below: bound), symbol: Symbol(kind, place), addend: try reader.signed())
      guard patch.offset + patch.size <= bytes.count else { throw ByteReader.Malformed() }
      patches.append(patch)
    }
    exits = []
    // There is room for a record of each snapshot.
    for _ in 0..<(try reader.count(below: graph.exitRecordLimit + 1)) {
      let snapshot = try reader.count(below: graph.snapshots.count)
      guard let reason = CompiledExit.Reason(rawValue: UInt32(try reader.count(below: 256))) else {
        throw ByteReader.Malformed()
      }
      var numbers: [Int] = []
      for _ in 0..<(try reader.count(below: compiledNumberLimit + 1)) {
        let number = try reader.count(below: 2 * CompiledExit.complexMark)
        guard number & ~CompiledExit.complexMark < graph.snapshots[snapshot].registerBound else { throw ByteReader.Malformed() }
        numbers.append(number)
      }
      exits.append(LoweredExit(snapshot: snapshot, reason: reason, numbers: numbers))
    }
    if !reader.isAtEnd { throw ByteReader.Malformed() }
  }
}

extension Snapshot {
  /// A number above those of all registers that it stores.
  fileprivate var registerBound: Int { (stores.map(\.register).max() ?? 0) + 1 }
}
