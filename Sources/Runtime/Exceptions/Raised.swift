/// Thrown by the runtime's functions where Python raises: the exception itself waits in the thread's context.
///
/// A typed throw of this type costs a register and no allocation. C function pointers say the same by returning *empty*.
public struct Raised: Error, BitwiseCopyable {
  @inlinable @inline(__always) public init() {}
}
