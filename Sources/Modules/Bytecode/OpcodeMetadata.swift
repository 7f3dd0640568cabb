import Bytecode
import CRuntime
import Runtime

/// What `_opcode` tells of an opcode by its number. What only CPython's stack machine has (an effect on a stack,
/// intrinsic functions, executors) is empty, zero or not found.
enum OpcodeMetadata {
  static let functions: [NativeEntry] = [
    .three("stack_effect", "(opcode, oparg=None, /, *, jump=None)", .function) { c, number, _, jump in
      bridge(c) { () throws(Raised) in
        guard try opcode(c, number) != nil else { throw c.raise(.valueError, "invalid opcode or oparg") }
        if jump != .none, jump != .true, jump != .false {
          throw c.raise(.valueError, "stack_effect: jump must be False, True or None")
        }
        return Value(smallInt: 0)
      }
    },
    .one("is_valid", "(opcode)", .function) { c, number in test(c, number) { _ in true } },
    .one("has_arg", "(opcode)", .function) { c, number in test(c, number) { $0.hasOperand { _ in true } } },
    .one("has_const", "(opcode)", .function) { c, number in test(c, number) { $0.hasOperand(isConstant) } },
    .one("has_name", "(opcode)", .function) { c, number in test(c, number) { $0.hasOperand(isName) } },
    .one("has_jump", "(opcode)", .function) { c, number in test(c, number) { $0.jumps } },
    .one("has_free", "(opcode)", .function) { c, number in test(c, number) { $0.hasOperand(isFree) } },
    .one("has_local", "(opcode)", .function) { c, number in test(c, number) { $0.hasOperand(isRegister) } },
    .one("has_exc", "(opcode)", .function) { c, number in test(c, number) { _ in false } },
    .none("get_nb_ops") { c in bridge(c) { () throws(Raised) in try List.make(c).value } },
    .none("get_intrinsic1_descs") { c in bridge(c) { () throws(Raised) in try List.make(c).value } },
    .none("get_intrinsic2_descs") { c in bridge(c) { () throws(Raised) in try List.make(c).value } },
    .none("get_special_method_names") { c in
      bridge(c) { () throws(Raised) in
        let list = try List.make(c)
        for method in SpecialMethod.allCases { try list.append(c, c.name(name(of: method))) }
        return list.value
      }
    },
    .none("get_specialization_stats") { _ in .none },
    .two("get_executor", "(code, offset)", .function) { c, code, _ in
      bridge(c) { () throws(Raised) -> Value in
        _ = try BytecodeModule.portable(c, code)
        throw c.raise(.valueError, "no executor at given byte offset")
      }
    },
  ]

  private static func opcode(_ context: Context, _ number: Value) throws(Raised) -> Opcode? {
    UInt8(exactly: try context.intArgument(number)).flatMap { Opcode(rawValue: $0) }
  }

  /// Whether a number is that of an opcode, and `property` holds of its instruction.
  private static func test(_ context: Context, _ number: Value, _ property: (Instruction) -> Bool) -> Value {
    bridge(context) { () throws(Raised) in
      Value(try opcode(context, number).map { property($0.instruction) } ?? false)
    }
  }

  private static func isConstant(_ role: Operand.Role) -> Bool {
    switch role {
    case .value, .constant: true
    default: false
    }
  }

  private static func isName(_ role: Operand.Role) -> Bool { if case .name = role { true } else { false } }

  private static func isFree(_ role: Operand.Role) -> Bool { if case .free = role { true } else { false } }

  private static func isRegister(_ role: Operand.Role) -> Bool {
    switch role {
    case .value, .constant, .name, .free, .target, .site, .flag, .count, .choice: false
    default: true
    }
  }

  private static func name(of method: SpecialMethod) -> WellKnown {
    switch method {
    case .enter: .__enter__
    case .exit: .__exit__
    case .asyncEnter: .__aenter__
    case .asyncExit: .__aexit__
    }
  }
}

extension Instruction {
  /// Whether one of the operands has a role of which `property` holds.
  fileprivate func hasOperand(_ property: (Operand.Role) -> Bool) -> Bool {
    var found = false
    forEachOperand { if property($0.role) { found = true } }
    return found
  }
}
