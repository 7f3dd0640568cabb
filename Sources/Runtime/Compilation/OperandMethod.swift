import Bytecode
import CRuntime

/// The special method that an instruction calls of instances of a class.
public struct OperandMethod {
  public let function: CompilableFunction
  /// The class, which has the method at a version of it.
  public let owner: Value
  public let version: UInt32
  /// Whether it is `__eq__` where the instruction is `!=`, and says the opposite.
  public let isInverted: Bool
}

extension CompilableCode {
  /// The special method that an instruction calls of objects of a shape; nil unless that is a plain function of the class,
  /// which is simply called.
  ///
  /// `count` is how many arguments an instruction that is a call gives, the instance among them.
  public func specialMethod(_ opcode: Opcode, shape: UInt32, count: Int? = nil) -> OperandMethod? {
    guard let type = type(ofShape: shape), let (name, isInverted) = specialName(opcode, type), let count = count ?? argumentCount(opcode),
      let method = try? type.lookup(context, context.name(name)), let function = CompilableFunction(method),
      function.exactCount == count, !function.isGenerator
    else { return nil }
    return OperandMethod(function: function, owner: type.value, version: type.version, isInverted: isInverted)
  }

  /// What `loadSpecial` finds in the class of objects of a shape, if it is a function that takes them as `self`.
  ///
  /// - Parameter choice: Which method it looks up, as the instruction has it.
  public func loadedMethod(_ choice: Int, shape: UInt32) -> (function: Value, owner: Value, version: UInt32)? {
    guard let type = type(ofShape: shape), let method = SpecialMethod(rawValue: UInt8(choice)),
      let function = try? type.lookup(context, context.name(method.name)), !function.isEmpty,
      context.takesReceiver(function, type)
    else { return nil }
    return (function, type.value, type.version)
  }

  /// The class of objects of a shape, if it has a version.
  private func type(ofShape shape: UInt32) -> Type? {
    guard let known = context.pointee.shapes?[Int(shape)] else { return nil }
    let type = Type(Shape(pointer: UnsafeMutableRawPointer(mutating: known).assumingMemoryBound(to: ShapeLayout.self)).type)
    return type.version == 0 ? nil : type
  }

  private func argumentCount(_ opcode: Opcode) -> Int? { opcode == .storeItem ? 3 : 2 }

  private func specialName(_ opcode: Opcode, _ type: Type) -> (WellKnown, isInverted: Bool)? {
    switch opcode {
    case .call, .callMethod: return (.__call__, false)
    case .loadItem: return (.__getitem__, false)
    case .storeItem: return (.__setitem__, false)
    case .contains, .jumpIfContains: return (.__contains__, false)
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
      return specialName(Comparison(of: opcode, from: .equal), type)
    case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
      return specialName(Comparison(of: opcode, from: .jumpIfEqual), type)
    case _ where opcode.isArithmetic:
      let operation = BinaryOperation(from: opcode)
      return type.binary(operation.forward) == nil ? nil : (operation.methodName, false)
    default: return nil
    }
  }

  private func specialName(_ comparison: Comparison, _ type: Type) -> (WellKnown, isInverted: Bool)? {
    let name = comparison.methodName
    guard comparison == .notEqual else { return (name, false) }
    // That of `object` asks `__eq__`.
    let own = try? type.lookup(context, context.name(name))
    let inherited = try? Interpreter(of: context).type(shape: BuiltinShape.object).lookup(context, context.name(name))
    return own == inherited ? (Comparison.equal.methodName, true) : (name, false)
  }
}
