import CFFI
import CRuntime
import Runtime

// Functions of the interpreter's that the library `ctypes` calls by their addresses, as it calls C: they run as
// functions with the flag `pythonAPI`, whose objects are Values and whose exceptions wait in the thread's context.

enum MemoryFunctions {
  private typealias Answer = UInt64

  private static func answering(_ body: (Context) throws(Raised) -> Value) -> Answer {
    guard let context = Context.ofForeignCall else { return 0 }
    do throws(Raised) { return try body(context).bits } catch { return 0 }
  }

  private static func requireAddress(
    _ context: Context, _ address: UnsafeMutableRawPointer?
  ) throws(Raised) -> UnsafeMutableRawPointer {
    if let address { return address }
    throw context.raise(.valueError, "NULL pointer access")
  }

  private static let bytesAt: @convention(c) (UnsafeMutableRawPointer?, CInt) -> Answer = { address, size in
    answering { (c) throws(Raised) in
      try c.audit("ctypes.string_at", PythonInt.make(c, UInt64(UInt(bitPattern: address))), Value(smallInt: Int64(size)))
      let address = try requireAddress(c, address)
      if size == -1 { return try c.bytes(terminatedAt: address).value }
      if size < 0 { throw c.raise(.systemError, "Negative size passed to PyBytes_FromStringAndSize") }
      return try Bytes.make(c, UnsafeRawBufferPointer(start: address, count: Int(size))).value
    }
  }

  private static let textAt: @convention(c) (UnsafeMutableRawPointer?, CInt) -> Answer = { address, size in
    answering { (c) throws(Raised) in
      try c.audit("ctypes.wstring_at", PythonInt.make(c, UInt64(UInt(bitPattern: address))), Value(smallInt: Int64(size)))
      let address = try requireAddress(c, address)
      if size == -1 { return try WideText.text(c, at: address, limit: nil).value }
      if size < 0 { throw c.raise(.systemError, "Negative size passed to PyUnicode_New") }
      return try WideText.text(c, at: address, count: Int(size)).value
    }
  }

  /// The class of bytes, which the library has.
  private static func byteType(_ context: Context) throws(Raised) -> Type {
    Type(try context.getAttribute(context.importedModule("ctypes"), context.interned("c_ubyte")))
  }

  /// A view of bytes that nobody owns.
  private static let viewAt: @convention(c) (UnsafeMutableRawPointer?, Int, CInt) -> Answer = { address, size, isReadOnly in
    answering { (c) throws(Raised) in
      try c.audit(
        "ctypes.memoryview_at", PythonInt.make(c, UInt64(UInt(bitPattern: address))),
        PythonInt.make(c, Int64(size)), Value(isReadOnly != 0))
      let address = try requireAddress(c, address)
      if size < 0 { throw c.raise(.valueError, "memoryview: size must be non-negative") }
      let array = try ArrayType.make(c, of: byteType(c), count: size)
      let data = try CData.make(c, array, at: address)
      // Plain bytes.
      publish(.empty, to: &data.pointer.pointee.description)
      let view = try c.call(Interpreter(of: c).type(.memoryView).value, data.value)
      return isReadOnly == 0 ? view : try c.call(c.getAttribute(view, c.interned("toreadonly")))
    }
  }

  private static let cast: @convention(c) (UInt, Answer, Answer) -> Answer = { address, source, type in
    answering { (c) throws(Raised) in
      let type = Value(bits: type)
      try requirePointerType(c, type)
      let made = try c.call(type)
      guard let result = CData(ifHas: made) else { throw c.raise(.typeError, "abstract class") }
      // What the source keeps alive the result keeps, too, and the source itself.
      if let source = CData(ifHas: Value(bits: source)) {
        var kept = Dict(ifExactly: try source.keptObjects(c))
        if kept == nil {
          let fresh = try Dict.make(c)
          let objects = load(&source.pointer.pointee.objects)
          if !objects.isEmpty, objects != .none { try fresh.set(c, c.text("0"), to: objects) }
          kept = fresh
        }
        if let kept {
          try kept.set(c, PythonInt.make(c, source.value.bits), to: source.value)
          publish(kept.value, to: &result.pointer.pointee.objects)
        }
      }
      result.address.storeBytes(of: address, as: UInt.self)
      return made
    }
  }

  private static func requirePointerType(_ context: Context, _ type: Value) throws(Raised) {
    if let record = CType(ofClass: type) {
      if record.form == .pointer || record.form == .function { return }
      if record.form == .simple, SimpleCode(record).isPointer { return }
    }
    let name = Type(ifHas: type)?.plainName ?? context.unqualifiedTypeName(of: type)
    throw context.raise(.typeError, "cast() argument 2 must be a pointer type, not \(name)")
  }

  private static let makeBytes: @convention(c) (UnsafeMutableRawPointer?, Int) -> Answer = { address, size in
    answering { (c) throws(Raised) in
      if size < 0 { throw c.raise(.systemError, "Negative size passed to PyBytes_FromStringAndSize") }
      guard let address else { return try Bytes.allocate(c, count: size).value }
      return try Bytes.make(c, UnsafeRawBufferPointer(start: address, count: size)).value
    }
  }

  /// No exception is pending where foreign code is called.
  private static let noException: @convention(c) () -> Answer = { 0 }

  /// What of CPython's own C API `pythonapi` has: what needs none of its objects' layouts.
  static func pythonSymbol(_ context: Context, _ name: String) throws(Raised) -> UInt? {
    switch name {
    case "PyBytes_FromStringAndSize": unsafeBitCast(makeBytes, to: UInt.self)
    case "PyErr_Occurred": unsafeBitCast(noException, to: UInt.self)
    case "PyOS_snprintf": foreign_snprintf_address()
    case "Py_GetVersion": foreign_version_address()
    case "Py_OptimizeFlag": foreign_optimization_address(try optimization(context))
    case "_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest": foreign_frozen_table_address()
    default: nil
    }
  }

  private static func optimization(_ context: Context) throws(Raised) -> Int32 {
    let flags = try context.getAttribute(context.importedModule("sys"), context.interned("flags"))
    return try context.intArgument(context.getAttribute(flags, context.interned("optimize")))
  }

  /// Their names in the module, and their addresses.
  static var addresses: [(name: StaticString, address: UInt)] {
    [
      ("_memmove_addr", foreign_memmove_address()), ("_memset_addr", foreign_memset_address()),
      ("_string_at_addr", unsafeBitCast(bytesAt, to: UInt.self)),
      ("_wstring_at_addr", unsafeBitCast(textAt, to: UInt.self)),
      ("_memoryview_at_addr", unsafeBitCast(viewAt, to: UInt.self)),
      ("_cast_addr", unsafeBitCast(cast, to: UInt.self)),
    ]
  }
}
