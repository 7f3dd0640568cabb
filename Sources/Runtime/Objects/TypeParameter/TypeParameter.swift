import Bytecode
import CRuntime

// `T` of `def f[T]`: a TypeVar, ParamSpec or TypeVarTuple, which its class says. What it is bounded by is evaluated when
// somebody first asks (PEP 695, 696). `P.args` and `P.kwargs` share the layout; `name` is then the ParamSpec.

struct TypeParameterLayout: BitwiseCopyable {
  var header: ObjectHeader
  var isCovariant: Bool
  var isContravariant: Bool
  var infersVariance: Bool
  var reserved: UInt8 = 0
  var reserved2: UInt32 = 0

  var name: Value
  /// Each pair: the value, *empty* until it is evaluated; the function that does, *empty* where there is none.
  var bound: Value
  var evaluateBound: Value
  var constraints: Value
  var evaluateConstraints: Value
  var defaultValue: Value
  var evaluateDefault: Value
  /// The name of the module that made it, or None.
  var module: Value
}

struct TypeParameter: ObjectReference {
  let pointer: UnsafeMutablePointer<TypeParameterLayout>
  init(pointer: UnsafeMutablePointer<TypeParameterLayout>) { self.pointer = pointer }
  static var kind: Kind { .typeParameter }
  static var traceRule: TraceRule { .words(from: 16) }

  static func make(
    _ context: Context, shape: UInt32, name: Value, module: Value = .none
  ) throws(Raised) -> TypeParameter {
    let cell = try context.allocate(MemoryLayout<TypeParameterLayout>.size, .plain)
    let parameter = TypeParameter(pointer: cell.assumingMemoryBound(to: TypeParameterLayout.self))
    parameter.pointer.pointee = TypeParameterLayout(
      header: ObjectHeader(shape: shape, kind: kind.rawValue, flags: 0, lock: 0, gc: 0), isCovariant: false,
      isContravariant: false, infersVariance: false, name: name, bound: .empty, evaluateBound: .empty,
      constraints: .empty, evaluateConstraints: .empty, defaultValue: .empty, evaluateDefault: .empty, module: module)
    return parameter
  }

  /// What a type parameter list makes.
  static func make(
    _ context: Context, _ kind: TypeParameterKind, name: Value, evaluate: Value
  ) throws(Raised) -> TypeParameter {
    let shape =
      switch kind {
      case .variable, .variableWithBound, .variableWithConstraints: UInt32(Self.kind.rawValue)
      case .parameterSpecification: BuiltinShape.parameterSpecification
      case .variableTuple: BuiltinShape.typeVariableTuple
      }
    let typing = try Text.interned(context, Text.make(context, "typing" as StaticString)).value
    let parameter = try make(context, shape: shape, name: name, module: typing)
    parameter.pointer.pointee.infersVariance = true
    switch kind {
    case .variableWithBound: parameter.pointer.pointee.evaluateBound = evaluate
    case .variableWithConstraints: parameter.pointer.pointee.evaluateConstraints = evaluate
    default: break
    }
    return parameter
  }

  var isVariableTuple: Bool { pointer.pointee.header.shape == BuiltinShape.typeVariableTuple }
  var isParameterSpecification: Bool { pointer.pointee.header.shape == BuiltinShape.parameterSpecification }
  /// Whether it is no `P.args` or `P.kwargs`.
  var isParameter: Bool {
    isVariableTuple || isParameterSpecification || pointer.pointee.header.shape == UInt32(Self.kind.rawValue)
  }

  private static func evaluated(
    _ context: Context, _ value: UnsafeMutablePointer<Value>, _ evaluator: Value, absent: Value
  ) throws(Raised) -> Value {
    let known = load(value)
    if !known.isEmpty { return known }
    if evaluator.isEmpty { return absent }
    let result = try context.call(evaluator, Value(smallInt: 1))
    publish(result, to: value)
    return result
  }

  func bound(_ context: Context) throws(Raised) -> Value {
    try Self.evaluated(context, &pointer.pointee.bound, pointer.pointee.evaluateBound, absent: .none)
  }

  func constraints(_ context: Context) throws(Raised) -> Value {
    try Self.evaluated(
      context, &pointer.pointee.constraints, pointer.pointee.evaluateConstraints, absent: Tuple.empty(context).value)
  }

  /// `typing.NoDefault` where there is none.
  func defaultValue(_ context: Context) throws(Raised) -> Value {
    try Self.evaluated(
      context, &pointer.pointee.defaultValue, pointer.pointee.evaluateDefault, absent: context.noDefault())
  }

  func hasDefault(_ context: Context) throws(Raised) -> Bool {
    if !pointer.pointee.evaluateDefault.isEmpty { return true }
    let value = pointer.pointee.defaultValue
    return value.isEmpty ? false : try value != context.noDefault()
  }

  /// What `evaluate_bound` and its like give: the function itself, or one that knows the value already.
  static func evaluator(_ context: Context, _ function: Value, _ value: Value) throws(Raised) -> Value {
    if !function.isEmpty { return function }
    if value.isEmpty || value == .none { return .none }
    let name = try Text.interned(context, Text.make(context, "constevaluator" as StaticString)).value
    return try NativeFunction.make(context, constant, name: name, owner: .empty).bound(context, to: value).value
  }

  /// Formats as `annotationlib` numbers them: 4 is text.
  private static let constant: NativeEntry = .two("constevaluator", "(value, format, /)", .function) { c, value, format in
    bridge(c) { () throws(Raised) in
      if try c.machineIndex(of: format) != 4 { return value }
      if let type = Type(ifHas: value) { return try Text.make(c, type.fullName(c)).value }
      return try c.repr(value).value
    }
  }
}

extension Context {
  /// `typing.NoDefault`.
  public func noDefault() throws(Raised) -> Value {
    try interpreter.pointee.lateValues.noDefault.value(self) { () throws(Raised) in
      try Instance.make(self, Interpreter(of: self).type(shape: BuiltinShape.noDefault)).value
    }
  }

  /// The name of the module whose code calls a native function; None where none does.
  func callingModule() throws(Raised) -> Value {
    guard let frame = callingFrame, let globals = Dict(ifHas: frame.function.pointer.pointee.globals) else { return .none }
    return orNone(try globals.value(self, for: name(.__name__)))
  }
}
