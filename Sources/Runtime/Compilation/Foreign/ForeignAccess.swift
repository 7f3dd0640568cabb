import CRuntime

// What compiled code does by itself of what a module of foreign functions offers: calls of C functions, and reading and
// writing C's memory. The module says which of its objects are so simple; the runtime and the compiler do not know them.

/// A module of foreign functions, as it describes its objects to the compiler.
public struct ForeignAccess: Sendable {
  /// How a callable is called; nil where calls of it are not so simple.
  let function: @Sendable (Value) -> ForeignFunction?
  /// What a descriptor stands for in the memory of instances of a class.
  let member: @Sendable (Context, _ descriptor: Value, Type) -> ForeignMemory?
  /// The elements that instances of a class have.
  let elements: @Sendable (Context, Type) -> ForeignMemory?

  public init(
    function: @escaping @Sendable (Value) -> ForeignFunction?,
    member: @escaping @Sendable (Context, _ descriptor: Value, Type) -> ForeignMemory?,
    elements: @escaping @Sendable (Context, Type) -> ForeignMemory?
  ) {
    (self.function, self.member, self.elements) = (function, member, elements)
  }
}

extension Interpreter {
  /// Has the compiler ask a module of foreign functions about its objects.
  public func setForeignAccess(_ access: ForeignAccess) { state.pointee.foreignAccess = access }
}

/// A C function whose arguments and result travel in registers. Its object begins with a `MemoryExporterLayout`, at whose
/// address the function's address lies.
public struct ForeignFunction: Sendable {
  /// Where the object refers to what all this follows from, and what that is: as long as it is, this holds.
  public let planOffset: Int
  public let plan: Value
  public let parameters: [ForeignKind]
  public let result: ForeignKind
  /// Makes an argument of the function into an address.
  public let address: AddressFunction
  /// Makes a value of the result's bits, or raises.
  public let value: ValueFunction
  /// Called just before and just after the function, if anything is.
  public let around: (@convention(c) () -> Void)?

  /// `(context, argument, plan, index) → address`, or `notSimple` where that is left to the usual call.
  public typealias AddressFunction = @convention(c) (Context, Value, Value, Int) -> UInt64
  /// `(context, bits, plan) → value`
  public typealias ValueFunction = @convention(c) (Context, UInt64, Value) -> Value

  public static var notSimple: UInt64 { .max }

  public init(
    planOffset: Int, plan: Value, parameters: [ForeignKind], result: ForeignKind, address: AddressFunction,
    value: ValueFunction, around: (@convention(c) () -> Void)?
  ) {
    (self.planOffset, self.plan, self.parameters, self.result) = (planOffset, plan, parameters, result)
    (self.address, self.value, self.around) = (address, value, around)
  }
}

/// Numbers in C's memory, to which an object leads that begins with a `MemoryExporterLayout`.
public struct ForeignMemory: Sendable {
  public enum Form: Sendable {
    /// One number, so many bytes from where the memory begins.
    case member(offset: Int)
    /// So many, side by side.
    case array(count: Int)
    /// Any number side by side, where the memory says.
    case pointer
  }

  public let kind: ForeignKind
  public let form: Form

  public init(_ kind: ForeignKind, _ form: Form) { (self.kind, self.form) = (kind, form) }
}
