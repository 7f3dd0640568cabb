/// A row of the instruction table: what an instruction is called, and what its operands mean.
///
/// The verifier, the disassembler and the interpreter's generator read it; `Instruction+Table.swift` holds the rows.
/// It is trivial, so that looking one up allocates and retains nothing.
public struct Instruction: BitwiseCopyable, Sendable {
  public let name: StaticString
  /// At most three of `a`, `b`, `c`, and `d`, in the order of the table; absent ones are at the end.
  public let first, second, third, fourth: Operand?
  public let attributes: Attributes

  init(
    _ name: StaticString, _ first: Operand? = nil, _ second: Operand? = nil, _ third: Operand? = nil,
    _ fourth: Operand? = nil, attributes: Attributes = []
  ) {
    self.name = name
    (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    self.attributes = attributes
  }

  /// What is true of an instruction as a whole.
  public struct Attributes: OptionSet, BitwiseCopyable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// May leave by an exception.
    public static let raises = Attributes(rawValue: 1)
    /// Control does not reach the next instruction.
    public static let ends = Attributes(rawValue: 2)
    /// An event point: signal handlers and finalisers may run.
    public static let polls = Attributes(rawValue: 4)
    /// What the interpreter makes of another instruction while it runs; never in a code object.
    public static let specialised = Attributes(rawValue: 8)
  }

  /// Calls `body` with each operand, in the order of the table.
  @inline(__always)
  public func forEachOperand(_ body: (Operand) -> Void) {
    guard let first else { return }
    body(first)
    guard let second else { return }
    body(second)
    guard let third else { return }
    body(third)
    guard let fourth else { return }
    body(fourth)
  }

  /// The operand in a slot.
  public func operand(in slot: Operand.Slot) -> Operand? {
    var found: Operand?
    forEachOperand { if $0.slot == slot { found = $0 } }
    return found
  }

  /// Whether an operand is a displacement; it is `c`.
  public var jumps: Bool {
    var jumps = false
    forEachOperand { jumps = jumps || $0.role.isTarget }
    return jumps
  }
}

extension Opcode {
  /// The instruction's row of the table.
  public var instruction: Instruction { Instruction.table[Int(rawValue)] }

  /// The opcode's name, as the table has it.
  public var name: StaticString { instruction.name }
}

/// An operand of an instruction.
public struct Operand: BitwiseCopyable, Sendable {
  public let slot: Slot
  public let name: StaticString
  public let role: Role

  init(_ slot: Slot, _ name: StaticString, _ role: Role) {
    (self.slot, self.name, self.role) = (slot, name, role)
  }

  /// Where in the instruction word an operand stands.
  public enum Slot: UInt8, BitwiseCopyable, Sendable {
    case a, b, c, d
  }

  /// What an operand means.
  public enum Role: BitwiseCopyable, Sendable {
    /// A register that receives the result, is read, is both.
    case write, read, update
    /// A register that may be unbound and is not afterwards; one that is unbound afterwards.
    case check, clear
    /// A register that may be unbound, and one that receives what may be.
    case maybe, maybeWrite
    /// A register that holds a cell, receives one, or gives its value to the cell that takes its place.
    case cell, cellWrite, cellUpdate
    /// A register, or a constant where the operand's flag bit is set.
    case value
    /// The first of several registers that are written, are read.
    case writes(OperandCount), reads(OperandCount)
    /// The first of several registers that are read; from the second on, and with all above them, they are the callee's
    /// afterwards.
    case window(OperandCount)
    /// Indices of the code object's constants, names, free variables.
    case constant, name, free
    /// An index of the inline caches, in specialised instructions.
    case site
    /// A displacement in words from the next instruction.
    case target
    case count, flag
    case choice(Choice)

    var isTarget: Bool { if case .target = self { true } else { false } }
  }
}

/// How many registers an operand stands for.
public enum OperandCount: BitwiseCopyable, Sendable {
  case exactly(UInt8)
  /// Another operand's value times `times`, and `plus` more.
  case operand(Operand.Slot, times: UInt8, plus: UInt8)
  /// By operand `c`: as many as its lower 8 bits say, one that collects the rest, and as many as the upper bits say.
  case starred
}
