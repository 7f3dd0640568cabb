import CFFI
import CRuntime
import Runtime

// `CFuncPtr`: the address of a function, and what is known of how to call it. What an object does not say itself, its
// type does.

struct FunctionPointerLayout: BitwiseCopyable {
  var data: CDataLayout
  // Each *empty* where it is not said.
  /// As the program has given them: a list or a tuple.
  var argumentTypes: Value
  var converters: Value
  var resultType: Value
  var resultCheck: Value
  var errorCheck: Value
  var parameterFlags: Value
  /// A `PreparedInterface`, once a call has been made whose arguments are all declared.
  var prepared: Value
  /// A `CallPlan` once a call has been made, None if there can be none.
  var plan: Value
}

struct FunctionPointer: BitwiseCopyable {
  let data: CData
  var pointer: UnsafeMutablePointer<FunctionPointerLayout> {
    UnsafeMutableRawPointer(data.pointer).assumingMemoryBound(to: FunctionPointerLayout.self)
  }

  init(_ value: Value) { data = CData(value) }

  static let trace = TraceRule.function { object, opaque in
    let layout = FunctionPointer(Value(object)).pointer
    let marker = Marker(opaque: opaque)
    marker.mark(holderOf: layout.pointee.data.address)
    marker.mark(layout.pointee.data.description)
    marker.mark(layout.pointee.data.base)
    marker.mark(layout.pointee.data.objects)
    marker.mark(layout.pointee.data.memory)
    marker.mark(layout.pointee.argumentTypes)
    marker.mark(layout.pointee.converters)
    marker.mark(layout.pointee.resultType)
    marker.mark(layout.pointee.resultCheck)
    marker.mark(layout.pointee.errorCheck)
    marker.mark(layout.pointee.parameterFlags)
    marker.mark(layout.pointee.prepared)
    marker.mark(layout.pointee.plan)
  }

  private func own(_ slot: UnsafePointer<Value>, orElse inherited: Value) -> Value {
    let value = load(slot)
    return value.isEmpty ? inherited : value
  }

  func argumentTypes(_ record: CType) -> Value {
    own(&pointer.pointee.argumentTypes, orElse: record.pointer.pointee.argumentTypes)
  }
  func converters(_ record: CType) -> Tuple? {
    Tuple(ifHas: own(&pointer.pointee.converters, orElse: record.pointer.pointee.converters))
  }
  func resultType(_ record: CType) -> Value {
    own(&pointer.pointee.resultType, orElse: record.pointer.pointee.resultType)
  }
  func resultCheck(_ record: CType) -> Value {
    own(&pointer.pointee.resultCheck, orElse: record.pointer.pointee.resultCheck)
  }

  /// The function's address; nil for NULL.
  var function: (@convention(c) () -> Void)? {
    unsafeBitCast(data.address.load(as: UInt.self), to: (@convention(c) () -> Void)?.self)
  }

  // MARK: Making

  static func make(_ context: Context, _ type: Type, address: UInt) throws(Raised) -> FunctionPointer {
    let data = try CData.make(context, type)
    data.address.storeBytes(of: address, as: UInt.self)
    return FunctionPointer(data.value)
  }

  static let new: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let (type, arguments) = (Type(a[0]), Tuple(a[1]))
      if arguments.count == 0 { return try CData.make(c, type).value }
      if Tuple(ifHas: arguments[0]) != nil { return try fromLibrary(c, type, arguments) }
      if arguments.count == 1, let number = PythonInt.operand(arguments[0]) {
        return try make(c, type, address: UInt(PythonInt.lowestBits(number))).data.value
      }
      let callable = arguments[0]
      if !c.isCallable(callable) {
        throw c.raise(.typeError, "argument must be callable or integer function address")
      }
      guard let record = CType(of: type), !load(&record.pointer.pointee.argumentTypes).isEmpty else {
        throw c.raise(.typeError, "cannot construct instance of this class: no argtypes")
      }
      let callback = try Callback.make(c, callable, record)
      let function = try make(c, type, address: callback.code)
      try function.data.keep(c, callback.value, at: 0)
      return function.data.value
    }
  }

  /// Of a name and a library: `prototype(("abs", library), paramflags)`.
  private static func fromLibrary(_ context: Context, _ type: Type, _ arguments: Tuple) throws(Raised) -> Value {
    let pair = Tuple(arguments[0])
    if pair.count != 2 { throw context.raise(.typeError, "illegal func_spec argument") }
    let flags = arguments.count > 1 ? arguments[1] : .none
    if Text(ifHas: pair[0]) == nil, Bytes(ifHas: pair[0]) == nil {
      throw context.raise(.typeError, "function name must be string, bytes object or integer")
    }
    try context.audit("ctypes.dlsym", pair[1], pair[0])
    let handle = try Libraries.handle(context, of: pair[1])
    try ParameterFlags.check(context, flags, for: load(&(try context.record(of: type)).pointer.pointee.argumentTypes))
    let address = try Libraries.symbol(context, pair[0], in: handle, orRaise: .attributeError)
    let function = try make(context, type, address: address)
    if flags != .none { publish(flags, to: &function.pointer.pointee.parameterFlags) }
    try function.data.keep(context, pair[1], at: 0)
    return function.data.value
  }
}
