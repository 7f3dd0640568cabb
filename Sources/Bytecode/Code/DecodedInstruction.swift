/// An instruction with its prefix, if it has one, in full width.
public struct DecodedInstruction: BitwiseCopyable, Sendable {
  public let opcode: Opcode
  public let flags: UInt8
  public let a, b, c: UInt32
  /// The words that it takes: `start ..< next`; the prefix counts.
  public let start, next: Int

  /// The word that a displacement in `c` leads to, which need not exist in code that was not verified.
  public var target: Int {
    next + (next - start == 1 ? Int(Int16(truncatingIfNeeded: c)) : Int(Int32(bitPattern: c)))
  }

  /// The small operand in the flags.
  public var d: UInt8 { flags >> 3 }

  /// An operand, unsigned.
  public subscript(slot: Operand.Slot) -> Int {
    switch slot {
    case .a: Int(a)
    case .b: Int(b)
    case .c: Int(c)
    case .d: Int(d)
    }
  }

  /// Whether the flag bit says that an operand of the role `value` is a constant.
  public func isConstant(_ slot: Operand.Slot) -> Bool { slot != .d && flags >> slot.rawValue & 1 != 0 }

  /// How many registers an operand stands for.
  public func count(_ count: OperandCount) -> Int {
    switch count {
    case .exactly(let number): Int(number)
    case .operand(let slot, let times, let plus): self[slot] * Int(times) + Int(plus)
    case .starred: (Int(c) & 0xFF) + 1 + (Int(c) >> 8)
    }
  }
}

extension CodeObject {
  /// The instruction that begins at a word; nil where there is none, or its opcode is none of ours.
  public func decode(at start: Int) -> DecodedInstruction? {
    guard instructions.indices.contains(start), let opcode = instructions[start].opcode else { return nil }
    let word = instructions[start]
    guard opcode == .extend else {
      return DecodedInstruction(
        opcode: opcode, flags: word.flags, a: UInt32(word.a), b: UInt32(word.b), c: UInt32(word.c),
        start: start, next: start + 1)
    }
    guard start + 1 < instructions.count, let extended = instructions[start + 1].opcode, extended != .extend else {
      return nil
    }
    let low = instructions[start + 1]
    return DecodedInstruction(
      opcode: extended, flags: low.flags, a: UInt32(word.a) << 16 | UInt32(low.a),
      b: UInt32(word.b) << 16 | UInt32(low.b), c: UInt32(word.c) << 16 | UInt32(low.c), start: start, next: start + 2)
  }
}
