import CRuntime
import Runtime

extension FunctionPointer {
  static let declaration = TypeDeclaration(
    native: .function, "_ctypes.CFuncPtr", nativeBase: .data, metaclass: .functionClass,
    flags: [.base, .exportsMemory], trace: trace, documentation: "Function Pointer",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "CFuncPtr", "(type, /, *args, **kwargs)", new, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try FunctionPointer(s).call(c, arguments, Int(count), names) }
      },
      .unary(.bool) { _, s in Value(FunctionPointer(s).data.address.load(as: UInt.self) != 0) },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try c.text("<\(c.type(of: s).plainName) object at \(s.addressString)>")
        }
      },
    ],
    methods: [
      .getter(
        "argtypes",
        { c, s in
          bridge(c) { () throws(Raised) in
            let function = FunctionPointer(s)
            return try orNone(function.argumentTypes(function.data.record(c)))
          }
        },
        set: { c, s, value, _ in
          bridge(c) { () throws(Raised) -> Void in try FunctionPointer(s).setArgumentTypes(c, value) }
        }),
      .getter(
        "restype",
        { c, s in
          bridge(c) { () throws(Raised) in
            let function = FunctionPointer(s)
            return try orNone(function.resultType(function.data.record(c)))
          }
        },
        set: { c, s, value, _ in
          bridge(c) { () throws(Raised) -> Void in try FunctionPointer(s).setResultType(c, value) }
        }),
      .getter(
        "errcheck", { _, s in orNone(load(&FunctionPointer(s).pointer.pointee.errorCheck)) },
        set: { c, s, value, _ in
          bridge(c) { () throws(Raised) -> Void in
            if !value.isEmpty, !c.isCallable(value) {
              throw c.raise(.typeError, "the errcheck attribute must be callable")
            }
            publish(value, to: &FunctionPointer(s).pointer.pointee.errorCheck)
            FunctionPointer(s).forgetPreparations()
          }
        }),
      .buffer,
    ])

  /// What has been worked out for calls holds no longer.
  private func forgetPreparations() {
    publish(.empty, to: &pointer.pointee.prepared)
    publish(.empty, to: &pointer.pointee.plan)
  }

  private func setArgumentTypes(_ context: Context, _ value: Value) throws(Raised) {
    if value.isEmpty || value == .none {
      forgetPreparations()
      publish(.empty, to: &pointer.pointee.converters)
      return publish(.empty, to: &pointer.pointee.argumentTypes)
    }
    let types = try FunctionType.argumentTypes(context, value)
    try ParameterFlags.check(context, load(&pointer.pointee.parameterFlags), for: types.value)
    forgetPreparations()
    publish(try FunctionType.converters(context, of: types).value, to: &pointer.pointee.converters)
    publish(value, to: &pointer.pointee.argumentTypes)
  }

  private func setResultType(_ context: Context, _ value: Value) throws(Raised) {
    forgetPreparations()
    if value.isEmpty {
      publish(.empty, to: &pointer.pointee.resultCheck)
      return publish(.empty, to: &pointer.pointee.resultType)
    }
    if !FunctionType.isResultType(context, value) {
      throw context.raise(.typeError, "restype must be a type, a callable, or None")
    }
    publish(try FunctionType.resultCheck(context, of: value), to: &pointer.pointee.resultCheck)
    publish(value, to: &pointer.pointee.resultType)
  }
}
