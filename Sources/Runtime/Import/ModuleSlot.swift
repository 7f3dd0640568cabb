import CRuntime

/// A value that a native module keeps for each interpreter: caches, objects that its functions share. Values may not be
/// in Swift globals, and a module's dict is open to every program.
public struct ModuleSlot: BitwiseCopyable, Sendable {
  let number: Int

  /// The number is the slot's own in every interpreter, below `count`.
  public init(_ number: Int) {
    precondition(number < ModuleSlot.count, "no such slot")
    self.number = number
  }

  static var count: Int { 64 }
}

extension Context {
  /// What a slot holds; *empty* at first.
  public func value(of slot: ModuleSlot) -> Value { load(place(of: slot)) }

  public func set(_ slot: ModuleSlot, to value: Value) { publish(value, to: place(of: slot)) }

  private func place(of slot: ModuleSlot) -> UnsafeMutablePointer<Value> {
    interpreter.pointee.moduleSlots + slot.number
  }
}
