import CRuntime

/// A typed handle on a heap object: a trivial pointer that gives raw memory names, methods and documentation.
///
///     public struct List: ObjectReference {
///       public let pointer: UnsafeMutablePointer<ListLayout>
///       …
///     }
///
/// Layouts begin with the object header, go on with words that are not Values, and end with those that are.
public protocol ObjectReference: BitwiseCopyable, Equatable {
  associatedtype Layout: BitwiseCopyable
  var pointer: UnsafeMutablePointer<Layout> { get }
  init(pointer: UnsafeMutablePointer<Layout>)
  /// The layout's kind.
  static var kind: Kind { get }
}

extension ObjectReference {
  /// The handle of a value that is known to have this layout.
  @inlinable @inline(__always)
  public init(_ value: Value) {
    self.init(pointer: UnsafeMutablePointer(bitPattern: UInt(truncatingIfNeeded: value.bits)).unsafelyUnwrapped)
  }

  /// The handle of a value that has this layout, whatever its class; nil for any other.
  @inlinable @inline(__always)
  public init?(ifHas value: Value) {
    if !value.isPointer || value.object.pointee.kind & 0x7f != Self.kind.rawValue { return nil }
    self.init(value)
  }

  /// The handle of a value whose class is exactly the built-in; nil for any other.
  @inlinable @inline(__always)
  public init?(ifExactly value: Value) {
    if !value.isPointer || value.object.pointee.kind != Self.kind.rawValue { return nil }
    self.init(value)
  }

  /// The same of an operand of an instruction, which is never *empty*.
  @inlinable @inline(__always)
  public init?(ifExactlyOperand operand: Value) {
    if !operand.operandIsPointer || operand.object.pointee.kind != Self.kind.rawValue { return nil }
    self.init(operand)
  }

  @inlinable @inline(__always)
  public var value: Value { Value(bits: UInt64(UInt(bitPattern: pointer))) }

  @inlinable @inline(__always)
  public var object: ObjectPointer { UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: ObjectHeader.self) }

  @inlinable @inline(__always)
  public static func == (left: Self, right: Self) -> Bool { left.pointer == right.pointer }
}

extension ObjectReference {
  /// The header of an object whose class is exactly the built-in.
  @inline(__always)
  static var header: ObjectHeader { .exact(kind) }

  func lock(_ context: Context) { ByteLock.acquire(context, object) }
  func unlock(_ context: Context) { ByteLock.release(context, object) }
}

// MARK: Slots

/// Every store of a Value into an object that others may already see goes through here: the place for a write barrier.
@inlinable @inline(__always)
public func store(_ value: Value, to slot: UnsafeMutablePointer<Value>) {
  store_relaxed_u64(slot, value.bits)
}

/// Stores a Value whose own content other threads may read as soon as they see it.
@inlinable @inline(__always)
public func publish(_ value: Value, to slot: UnsafeMutablePointer<Value>) {
  store_release_u64(slot, value.bits)
}

/// Reads a slot that another thread may be storing to.
@inlinable @inline(__always)
public func load(_ slot: UnsafePointer<Value>) -> Value { Value(bits: load_relaxed_u64(slot)) }
