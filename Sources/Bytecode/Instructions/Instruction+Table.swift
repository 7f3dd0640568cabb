// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.

extension Opcode {
  /// Differs where the table does, but for its documentation.
  static let tableFingerprint: UInt32 = 0xd6410c88
}

extension Instruction {
  /// Every row, by opcode.
  static let table: [Instruction] = Array([variables, operators, flow, construction, suspension, statements, specialised].joined())
}
