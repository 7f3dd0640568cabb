import CFFI
import CRuntime
import Runtime

/// The class of function pointer types, with their `_flags_`, `_argtypes_` and `_restype_`.
enum FunctionType {
  /// As many arguments as a call may have.
  static var mostArguments: Int { 1024 }

  static let declaration = TypeDeclaration(
    native: .functionClass, "_ctypes.PyCFuncPtrType", kind: .type, nativeBase: .typeClass, flags: CTypeClass.flags,
    documentation: "metatype for C function pointers",
    slots: [
      .window(.initialize) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          try CTypeClass.initialize(c, type, arguments, count, names)
          try initialize(c, Type(type))
        }
      }
    ],
    methods: [CTypeClass.fromParam] + CTypeClass.constructors)

  private static func initialize(_ context: Context, _ type: Type) throws(Raised) {
    let record = try CType.make(context, .function, for: type)
    record.pointer.pointee.size = Int64(MemoryLayout<UInt>.size)
    record.pointer.pointee.alignment = Int64(MemoryLayout<UInt>.alignment)
    record.pointer.pointee.length = 1
    record.traits = .hasPointer
    publish(try context.text("X{}"), to: &record.pointer.pointee.format)
    guard let flags = PythonInt.operand(try context.own(type, "_flags_")) else {
      throw context.raise(.typeError, "class must define _flags_ which must be an integer")
    }
    record.pointer.pointee.functionFlags = UInt8(truncatingIfNeeded: PythonInt.lowestBits(flags))
    let arguments = try context.own(type, "_argtypes_")
    if !arguments.isEmpty {
      let types = try argumentTypes(context, arguments)
      publish(try converters(context, of: types).value, to: &record.pointer.pointee.converters)
      publish(types.value, to: &record.pointer.pointee.argumentTypes)
    }
    let result = try context.own(type, "_restype_")
    if result.isEmpty { return }
    if !isResultType(context, result) {
      throw context.raise(.typeError, "_restype_ must be a type, a callable, or None")
    }
    publish(result, to: &record.pointer.pointee.resultType)
    publish(try resultCheck(context, of: result), to: &record.pointer.pointee.resultCheck)
  }

  static func isResultType(_ context: Context, _ value: Value) -> Bool {
    value == .none || CType(ofClass: value) != nil || context.isCallable(value)
  }

  /// `_check_retval_`; *empty* where there is none.
  static func resultCheck(_ context: Context, of type: Value) throws(Raised) -> Value {
    try context.findAttribute(type, context.interned("_check_retval_"))
  }

  static func argumentTypes(_ context: Context, _ given: Value) throws(Raised) -> Tuple {
    if List(ifHas: given) == nil, !context.type(of: given).has(.iterate) {
      throw context.raise(.typeError, "_argtypes_ must be a sequence of types")
    }
    let types = try context.tuple(of: given)
    if types.count > mostArguments {
      throw context.raiseArgumentError("_argtypes_ has too many arguments (\(types.count)), maximum is \(mostArguments)")
    }
    return types
  }

  /// What converts each argument: its type, where that is one of this module's and converts as such do; else its
  /// `from_param`.
  static func converters(_ context: Context, of types: Tuple) throws(Raised) -> Tuple {
    let converters = try Tuple.allocate(context, count: types.count)
    for index in 0..<types.count {
      if let type = Type(ifHas: types[index]), CType(of: type) != nil, try convertsItself(context, type) {
        converters.elements[index] = type.value
        continue
      }
      let method = try context.findAttribute(types[index], context.interned("from_param"))
      if method.isEmpty {
        throw context.raise(.typeError, "item \(index + 1) in _argtypes_ has no from_param method")
      }
      converters.elements[index] = method
    }
    return converters
  }

  private static func convertsItself(_ context: Context, _ type: Type) throws(Raised) -> Bool {
    let name = try context.interned("from_param")
    let own = try type.lookup(context, name)
    if !own.isEmpty {
      return context.type(of: own) == Interpreter(of: context).type(shape: BuiltinShape.classMethodDescriptor)
    }
    let method = try context.type(of: type.value).lookup(context, name)
    return context.type(of: method) == Interpreter(of: context).type(shape: BuiltinShape.methodDescriptor)
  }
}
