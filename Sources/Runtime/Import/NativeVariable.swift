import CRuntime

/// A Value that a module written in Swift keeps for each interpreter, such as a class that it made: by a number, the
/// same in every interpreter. Taipan's own modules count from 0 up, those of a program that embeds it from 63 down.
public struct NativeVariable: BitwiseCopyable, Sendable {
  public let number: UInt8
  public init(_ number: UInt8) { self.number = number }

  static var count: Int { 64 }
}

extension Context {
  /// What was stored last; *empty* before that.
  public func value(of variable: NativeVariable) -> Value { load(slot(of: variable)) }

  public func set(_ variable: NativeVariable, to value: Value) { publish(value, to: slot(of: variable)) }

  /// What the variable holds, which is made now if it has not been; several threads get the same.
  public func value(
    of variable: NativeVariable, orElse make: () throws(Raised) -> Value
  ) throws(Raised) -> Value {
    let known = value(of: variable)
    if !known.isEmpty { return known }
    let made = try make()
    _ = exchange_if_u64(slot(of: variable), 0, made.bits)
    return value(of: variable)
  }

  private func slot(of variable: NativeVariable) -> UnsafeMutablePointer<Value> {
    let table = UnsafeMutableRawPointer(interpreter.pointee.nativeTypes)
    let offset = NativeTypeTable.variablesOffset + Int(variable.number) * MemoryLayout<Value>.stride
    return (table + offset).assumingMemoryBound(to: Value.self)
  }
}
