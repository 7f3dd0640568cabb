import CRuntime
import Runtime

// Values in C memory as Python sees them: those of the simple types themselves are numbers and texts, all others are
// objects that stand for their place in the memory.

extension CData {
  /// What lies at an address within this object's memory, or where it leads to.
  @inline(__always)
  func item(
    _ context: Context, _ type: Type, at address: UnsafeMutableRawPointer, index: Int
  ) throws(Raised) -> Value {
    let record = try context.record(of: type)
    if record.traits.contains(.isTransparent) { return try SimpleCode(record).load(context, address) }
    return try CData.make(context, type, at: address, base: self, index: index).value
  }

  /// Stores a value there.
  @inline(__always)
  func setItem(
    _ context: Context, _ type: Type, at address: UnsafeMutableRawPointer, index: Int, to value: Value
  ) throws(Raised) {
    // Nothing has to be kept of a number.
    if value.isSmallInt || value.isInlineFloat, let record = CType(of: type), record.form == .simple {
      _ = try SimpleCode(record).store(context, value, to: address)
      return
    }
    try keep(context, CData.store(context, value, as: type, at: address), at: index)
  }

  /// Stores a value as one of a C type. The result has to stay alive as long as the memory.
  static func store(
    _ context: Context, _ value: Value, as type: Type, at address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    let record = try context.record(of: type)
    guard let source = CData(ifHas: value) else {
      if record.form == .simple { return try SimpleCode(record).store(context, value, to: address) }
      if let arguments = Tuple(ifHas: value) {
        let made: Value
        do throws(Raised) {
          made = try context.call(type.value, arguments)
        } catch {
          throw context.wrapException(in: .runtimeError, "(\(type.plainName)) ")
        }
        return try store(context, made, as: type, at: address)
      }
      if record.form == .pointer, value == .none {
        address.storeBytes(of: 0, as: UInt.self)
        return .none
      }
      throw context.raise(
        .typeError, "expected \(type.plainName) instance, got \(context.unqualifiedTypeName(of: value))")
    }
    if try context.isInstance(value, of: type.value) {
      address.copyMemory(from: source.address, byteCount: min(record.size, source.size))
      return try source.keptObjects(context)
    }
    if record.form == .pointer, let other = CType(of: source.type(context)), other.form == .array {
      if other.element == record.element {
        address.storeBytes(of: source.pointer.pointee.address, as: UInt.self)
        // The array itself, not only what it refers to.
        return try Tuple.make(context, source.keptObjects(context), value).value
      }
    }
    throw context.raise(
      .typeError,
      "incompatible types, \(context.unqualifiedTypeName(of: value)) instance instead of \(type.plainName) instance")
  }
}

extension Context {
  /// An exception of another class about the pending one, whose class and text its own begins with.
  func wrapException(in kind: ExceptionKind, _ prefix: String) -> Raised {
    do throws(Raised) {
      let text = try wrappedText(prefix)
      return raise(kind, text)
    } catch {
      return error
    }
  }

  func wrappedText(_ prefix: String) throws(Raised) -> String {
    let exception = takeException()
    return "\(prefix)\(unqualifiedTypeName(of: exception.value)): \(String(try str(exception.value)))"
  }
}
