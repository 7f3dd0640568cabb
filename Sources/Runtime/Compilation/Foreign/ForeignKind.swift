/// A kind of C values as compiled code knows them: what an argument must be to travel without more ado, what a result is, and
/// what lies in C's memory.
public enum ForeignKind: UInt8, BitwiseCopyable, Sendable {
  case none
  case bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float, double
  /// Bytes, or None.
  case string
  /// What `c_void_p` takes: an address as an int, bytes, None, an array, a pointer.
  case address
  /// A pointer, a reference or an array of the class's target, or None.
  case pointer
  /// An instance of an array class; of a function class.
  case array, function
  /// Anything else: only the module of foreign functions makes it.
  case other

  /// Bytes of a number; 0 for what is none.
  @inlinable
  public var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float: 4
    case .int64, .uint64, .double: 8
    case .none, .string, .address, .pointer, .array, .function, .other: 0
    }
  }

  @inlinable @inline(__always) public var isFloat: Bool { self == .float || self == .double }

  /// Whether values below zero are of the kind.
  @inlinable
  public var isSigned: Bool {
    switch self {
    case .int8, .int16, .int32, .int64: true
    default: false
    }
  }

  /// What values are to Python.
  public var values: ValueKinds {
    switch self {
    case .none: .none
    case .bool: .bool
    case .int8, .uint8, .int16, .uint16, .int32, .uint32: .smallInt
    case .int64, .uint64: [.smallInt, .bigInt]
    case .float, .double: .float
    case .address: [.none, .smallInt, .bigInt]
    case .string, .pointer, .array, .function, .other: .anything.subtracting(.unbound)
    }
  }
}
