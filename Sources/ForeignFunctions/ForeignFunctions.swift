import CFFI
import CRuntime
import Glibc
import Runtime

// The module `_ctypes`, on which the library's `ctypes` stands: Documentation/foreign-functions.md.

public enum ForeignFunctions {
  public static let module = ModuleDeclaration(
    "_ctypes", "Create and manipulate C compatible data types in Python.",
    functions: inquiries + calls + Libraries.functions,
    nativeTypes: [SimpleData.declaration] + StructureData.declarations + [
      ArrayData.declaration, PointerData.declaration, FunctionPointer.declaration, Field.declaration,
    ],
    hiddenTypes: [
      CTypeClass.declaration, SimpleType.declaration, ArrayType.declaration, PointerType.declaration,
      FunctionType.declaration, CDataType.declaration, CType.declaration, Argument.declaration, Callback.declaration,
      CallPlan.declaration,
    ] + StructureType.declarations,
    fill: { (c, module) throws(Raised) in
      let error = try c.value(of: .argumentError) { () throws(Raised) in
        try c.makeException("ctypes.ArgumentError", base: .exception)
      }
      try module.set(c, "ArgumentError", error)
      try module.set(c, "__version__", "1.1.0")
      for (name, number) in constants { try module.set(c, name, Value(smallInt: number)) }
      for (name, address) in MemoryFunctions.addresses {
        try module.set(c, name, PythonInt.make(c, UInt64(address)))
      }
      Interpreter(of: c).setForeignAccess(CompiledAccess.access)
      c.set(.unpickle, to: try c.getAttribute(c.importedModule("_ctypes"), c.interned("_unpickle")))
    })

  private static let constants: [(StaticString, Int64)] = [
    ("FUNCFLAG_CDECL", Int64(FunctionFlags.cDeclaration.rawValue)),
    ("FUNCFLAG_PYTHONAPI", Int64(FunctionFlags.pythonAPI.rawValue)),
    ("FUNCFLAG_USE_ERRNO", Int64(FunctionFlags.usesErrno.rawValue)),
    ("FUNCFLAG_USE_LASTERROR", Int64(FunctionFlags.usesLastError.rawValue)),
    ("CTYPES_MAX_ARGCOUNT", Int64(FunctionType.mostArguments)), ("RTLD_LOCAL", Int64(RTLD_LOCAL)),
    ("RTLD_GLOBAL", Int64(RTLD_GLOBAL)), ("SIZEOF_TIME_T", Int64(MemoryLayout<time_t>.size)),
  ]

  // MARK: Asking

  /// The record of a class or of an instance's.
  private static func record(_ context: Context, _ value: Value) -> CType? {
    CType(ofClass: value) ?? CData(ifHas: value).flatMap { CType(of: $0.type(context)) }
  }

  private static func data(_ context: Context, _ value: Value, _ argument: String) throws(Raised) -> CData {
    if let data = CData(ifHas: value) { return data }
    let given = value == .none ? "None" : context.unqualifiedTypeName(of: value)
    throw context.raise(.typeError, "\(argument) must be _ctypes._CData, not \(given)")
  }

  private static let inquiries: [NativeEntry] = [
    .one("sizeof", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        if let data = CData(ifHas: value) { return try PythonInt.make(c, Int64(data.size)) }
        if let record = record(c, value) { return try PythonInt.make(c, Int64(record.size)) }
        throw c.raise(.typeError, "this type has no size")
      }
    },
    .one("alignment", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        if let record = record(c, value) { return Value(smallInt: Int64(record.alignment)) }
        throw c.raise(.typeError, "no alignment info")
      }
    },
    .one("addressof", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        let data = try data(c, value, "addressof() argument")
        try c.audit("ctypes.addressof", value)
        return try PythonInt.make(c, UInt64(data.pointer.pointee.address))
      }
    },
    .two("byref", "(obj, offset=0, /)", .function) { c, value, offset in
      bridge(c) { () throws(Raised) in
        let data = try data(c, value, "byref() argument 1")
        let offset = UInt(bitPattern: Int(try c.machineIndex(of: offset)))
        return try Argument.make(c, address: data.pointer.pointee.address &+ offset, UInt8(ascii: "P"), of: value).value
      }
    },
    .two("resize", "(obj, size, /)", .function) { c, value, size in
      bridge(c) { () throws(Raised) -> Void in
        let data = try data(c, value, "resize() argument 1")
        let size = try Int(c.machineIndex(of: size))
        let least = try data.record(c).size
        if size < least { throw c.raise(.valueError, "minimum size is \(least)") }
        if !data.pointer.pointee.ownsMemory || data.base != nil {
          throw c.raise(.valueError, "Memory cannot be resized because this object doesn't own it")
        }
        try data.resize(c, to: size)
      }
    },
    .one("buffer_info", "(arg, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        guard let record = record(c, value) else { throw c.raise(.typeError, "not a ctypes type or object") }
        let empty = try Tuple.empty(c)
        let shape = Tuple(ifHas: load(&record.pointer.pointee.shape)) ?? empty
        return try Tuple.make(c, record.format, Value(smallInt: Int64(shape.count)), shape.value).value
      }
    },
    .two("_unpickle", "(typ, state, /)", .function) { c, type, state in
      bridge(c) { () throws(Raised) in
        guard let state = Tuple(ifHas: state) else {
          throw c.raise(.typeError, "_unpickle() argument 2 must be tuple, not \(c.unqualifiedTypeName(of: state))")
        }
        let object = try c.call(c.getAttribute(type, c.interned("__new__")), type)
        _ = try c.call(c.getAttribute(object, c.interned("__setstate__")), state)
        return object
      }
    },
    .none("get_errno") { c in
      bridge(c) { () throws(Raised) in
        try c.audit("ctypes.get_errno")
        return Value(smallInt: Int64(foreign_errno()))
      }
    },
    .one("set_errno", "(value, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        let number = try c.intArgument(value)
        try c.audit("ctypes.set_errno", value)
        return Value(smallInt: Int64(foreign_exchange_errno(number)))
      }
    },
  ]

  // MARK: Calling by address

  private static func call(
    _ context: Context, _ address: Value, _ arguments: Value, _ flags: FunctionFlags
  ) throws(Raised) -> Value {
    guard let number = PythonInt.operand(address) else { throw context.raise(.typeError, "an integer is required") }
    guard let arguments = Tuple(ifHas: arguments) else {
      throw context.raise(.typeError, "argument 2 must be tuple, not \(context.unqualifiedTypeName(of: arguments))")
    }
    try context.audit("ctypes.call_function", address, arguments.value)
    return try FunctionPointer.call(context, address: UInt(PythonInt.lowestBits(number)), arguments, flags)
  }

  private static let calls: [NativeEntry] = [
    .two("call_function", "(address, arguments, /)", .function) { c, address, arguments in
      bridge(c) { () throws(Raised) in try call(c, address, arguments, []) }
    },
    .two("call_cdeclfunction", "(address, arguments, /)", .function) { c, address, arguments in
      bridge(c) { () throws(Raised) in try call(c, address, arguments, .cDeclaration) }
    },
    .one("PyObj_FromPtr", "(address, /)", .function) { c, address in
      bridge(c) { () throws(Raised) in
        guard let number = PythonInt.operand(address) else { throw c.raise(.typeError, "an integer is required") }
        return Value(bits: PythonInt.lowestBits(number))
      }
    },
    // No object counts who refers to it.
    .one("Py_INCREF", "(obj, /)", .function) { _, object in object },
    .one("Py_DECREF", "(obj, /)", .function) { _, object in object },
  ]
}
