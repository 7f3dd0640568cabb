// What the operands of instructions name.

/// A register of the function's window: a parameter, a variable, a cell or a temporary.
public struct Register: BitwiseCopyable, Hashable, Sendable {
  public let index: Int32
  @inlinable public init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }

  /// The register `distance` after this one.
  @inlinable public static func + (register: Register, distance: Int) -> Register {
    Register(Int(register.index) + distance)
  }
}

/// An index of a code object's constants.
public struct ConstantIndex: BitwiseCopyable, Hashable, Sendable {
  public let index: Int
  @inlinable public init(_ index: Int) { self.index = index }
}

/// An index of a code object's names (`co_names`).
public struct NameIndex: BitwiseCopyable, Hashable, Sendable {
  public let index: Int
  @inlinable public init(_ index: Int) { self.index = index }
}

/// An index of a function's closure (`co_freevars`).
public struct FreeIndex: BitwiseCopyable, Hashable, Sendable {
  public let index: Int
  @inlinable public init(_ index: Int) { self.index = index }
}

/// A place in the code that an assembler is making; `newLabel` makes one and `bind` puts it somewhere.
public struct Label: BitwiseCopyable, Hashable, Sendable {
  @usableFromInline let index: Int32
  /// How many labels the assembler made before this one.
  @inlinable public var number: Int { Int(index) }
}

/// What an operand of the role `value` reads.
public enum ValueOperand: BitwiseCopyable, Hashable, Sendable {
  case register(Register)
  case constant(ConstantIndex)
}
