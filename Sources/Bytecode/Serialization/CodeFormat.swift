/// The serialised form of code objects, for `__pycache__`. Little-endian on every machine.
///
///     magic (4 bytes)  code object
///
/// A code object is its header, names, constants, instructions, positions, exception ranges and register count, in the
/// order in which `CodeWriter.write(_: CodeObject)` states them. Numbers are varints of 7 bits a byte, low ones first;
/// instruction words are 8 bytes as they are. A constant is a tag and what it says; text, bytes, tuples and such that
/// occurred before, in any code object of the file, are references to the n-th of them.
public enum CodeFormat {
  /// Raised by hand when the layout changes but the instruction table does not.
  private static let version: UInt32 = 1

  /// Differs where the instruction table or the format does, so that stale files are not read. The last byte, a line
  /// end, gives away a copy that was translated as text.
  public static let magic: [UInt8] = {
    let mixed = (Opcode.tableFingerprint ^ (Opcode.tableFingerprint >> 24)) &+ version
    return [0, 8, 16].map { UInt8(truncatingIfNeeded: mixed >> $0) } + [10]
  }()

  /// How deep tuples and code objects nest at most, the same for writer and reader: each level takes native stack.
  /// CPython's `marshal` has the same bound.
  static let maximumDepth = 2000

  enum Tag: UInt8 {
    case none, `true`, `false`, ellipsis, integer, bigInteger, float, complex, text, bytes, tuple, frozenSet, slice
    case code, reference
  }
}

/// Why bytes are not a code object, or a code object has no bytes.
public enum CodeFormatError: Error, Sendable {
  /// Made by another version of Taipan, or none of its making.
  case wrongMagic
  /// Ends before the code object does.
  case truncated
  /// Says what no writer says.
  case malformed
  /// Nests beyond `CodeFormat.maximumDepth`.
  case tooDeep
}
