import Bytecode
import CRuntime

// What the modules behind `importlib` ask of the runtime.

extension Context {
  /// Whether a module of this name is written in Swift.
  public func isBuiltinModule(_ name: Text) -> Bool { name == "builtins" || moduleDeclaration(named: name) != nil }

  /// The module of this name that is written in Swift: the one there is, or a new one.
  public func builtinModule(_ name: Text) throws(Raised) -> Value {
    let known = try Dict(interpreter.pointee.modules).value(self, for: name.value)
    if !known.isEmpty { return known }
    guard let declaration = moduleDeclaration(named: name) else { return .none }
    return try declaration.make(self).value
  }

  /// Has a code object, and those within it, say that they are from another file.
  public func relocate(_ code: Value, to filename: Text) throws(Raised) {
    guard let code = Code(ifExactly: code) else { return }
    publish(filename.value, to: &code.pointer.pointee.filename)
    let constants = code.pointer.pointee.constants
    for index in 0..<code.portable.constants.count { try relocate(constants[index], to: filename) }
  }

  /// The portable form of a code object; nil where it nests too deep.
  public func serialized(_ code: Value) -> [UInt8]? {
    guard let code = Code(ifExactly: code) else { return nil }
    return try? code.portable.serialized()
  }

  /// The code object of a portable form; nil where it is none of this version's.
  public func code(serialized bytes: [UInt8]) throws(Raised) -> Value? {
    guard let portable = try? CodeObject.deserialize(bytes) else { return nil }
    return try Code.make(self, portable).value
  }

  /// What the files of cached code begin with, as a number.
  public static var bytecodeMagic: UInt32 {
    BytecodeCache.magic.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension HashKey {
  /// The key that a number stands for, with zeroes for its other half.
  public init(number: UInt64) { self.init(number, 0) }
}
