import CRuntime

/// `typing.Generic`, the base of generic classes. Where the module `typing` is loaded, its functions make the aliases, as
/// its users expect; else the runtime's own do.
enum Generic {
  static func type(_ context: Context) -> Type { Interpreter(of: context).type(shape: BuiltinShape.generic) }

  /// `Generic[parameters]` for a class with a type parameter list.
  static func subscripted(_ context: Context, _ parameters: Value) throws(Raised) -> Value {
    if let hook = try hook(context, "_generic_class_getitem") {
      return try context.call(hook, type(context).value, unpacked(context, parameters))
    }
    return try GenericAlias.make(context, type(context).value, parameters).value
  }

  /// The parameters with `*Ts` for each TypeVarTuple.
  private static func unpacked(_ context: Context, _ parameters: Value) throws(Raised) -> Value {
    guard let given = Tuple(ifExactly: parameters) else { return parameters }
    let result = try Tuple.make(context, copying: given.elements, count: given.count)
    for index in 0..<given.count {
      guard let parameter = TypeParameter(ifHas: given[index]), parameter.isVariableTuple else { continue }
      store(try context.list(of: given[index]).element(0), to: result.elements + index)
    }
    return result.value
  }

  /// A function of the module `typing`, if that is loaded.
  private static func hook(_ context: Context, _ name: StaticString) throws(Raised) -> Value? {
    let modules = Dict(context.interpreter.pointee.modules)
    let typing = try modules.value(context, for: Text.make(context, "typing" as StaticString).value)
    if typing.isEmpty || typing == .none { return nil }
    let found = try context.findAttribute(typing, Text.interned(context, Text.make(context, name)).value)
    return found.isEmpty ? nil : found
  }

  private static func specialized(_ context: Context, _ type: Type, _ item: Value) throws(Raised) -> Value {
    if let hook = try hook(context, "_generic_class_getitem") { return try context.call(hook, type.value, item) }
    let arguments = try context.asTuple(item)
    if type == Generic.type(context) {
      try checkParameters(context, arguments)
    } else {
      try checkArguments(context, type, arguments)
    }
    let converted = try Tuple.make(context, copying: arguments.elements, count: arguments.count)
    for index in 0..<converted.count where converted[index] == .none {
      store(Interpreter(of: context).typeOfImmediate(.none).value, to: converted.elements + index)
    }
    return try GenericAlias.make(context, type.value, converted.value).value
  }

  private static func checkParameters(_ context: Context, _ parameters: Tuple) throws(Raised) {
    if parameters.count == 0 {
      throw context.raise(.typeError, "Parameter list to Generic[...] cannot be empty")
    }
    for index in 0..<parameters.count {
      guard let parameter = TypeParameter(ifHas: parameters[index]), parameter.isParameter else {
        throw context.raise(
          .typeError,
          "Parameters to Generic[...] must all be type variables or parameter specification variables.")
      }
      for other in 0..<index where parameters[other] == parameters[index] {
        throw context.raise(.typeError, "Parameters to Generic[...] must all be unique")
      }
    }
  }

  private static func checkArguments(_ context: Context, _ type: Type, _ arguments: Tuple) throws(Raised) {
    let name = try Text.interned(context, Text.make(context, "__parameters__" as StaticString)).value
    let shown = try context.reprString(type.value)
    guard let parameters = Tuple(ifHas: try context.findAttribute(type.value, name)), parameters.count > 0 else {
      throw context.raise(.typeError, "\(shown) is not a generic class")
    }
    var required = 0
    for index in 0..<parameters.count {
      guard let parameter = TypeParameter(ifHas: parameters[index]) else { continue }
      if parameter.isVariableTuple { return }
      if parameter.isParameterSpecification, parameters.count == 1 { return }
      if try !parameter.hasDefault(context) { required += 1 }
    }
    if arguments.count > parameters.count {
      let most = required < parameters.count ? "at most \(parameters.count)" : "\(parameters.count)"
      throw context.raise(
        .typeError, "Too many arguments for \(shown); actual \(arguments.count), expected \(most)")
    }
    if arguments.count < required {
      throw context.raise(
        .typeError, "Too few arguments for \(shown); actual \(arguments.count), expected at least \(required)")
    }
  }

  /// Gives a new generic class its `__parameters__`.
  private static func initializeSubclass(_ context: Context, _ type: Type) throws(Raised) {
    if let hook = try hook(context, "_generic_init_subclass") {
      _ = try context.call(hook, type.value)
      return
    }
    let found = try List.make(context)
    let bases = try type.dict(context).value(context, for: context.name(.__orig_bases__))
    if let bases = Tuple(ifHas: bases) {
      for index in 0..<bases.count {
        guard let alias = GenericAlias(ifHas: bases[index]) else { continue }
        let parameters = try alias.parameters(context)
        for place in 0..<parameters.count where try !context.contains(found.value, parameters[place]) {
          try found.append(context, parameters[place])
        }
      }
    }
    let name = try Text.interned(context, Text.make(context, "__parameters__" as StaticString)).value
    try context.setAttribute(type.value, name, context.tuple(of: found.value).value)
  }

  static let declaration = TypeDeclaration(
    "typing.Generic", kind: .instance, shape: BuiltinShape.generic, flags: [.base],
    documentation: "The base of generic classes.",
    methods: [
      .two("__class_getitem__", "(cls, params, /) silent", .classMethod) { c, type, item in
        bridge(c) { () throws(Raised) in try specialized(c, Type(type), item) }
      },
      .window("__init_subclass__", "(cls, /, *args, **kwargs) silent", .classMethod) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          if Tuple(a[1]).count > 0 || Dict(a[2]).count > 0 {
            throw c.raise(.typeError, "\(Type(a[0]).shortName).__init_subclass__() takes no keyword arguments")
          }
          try initializeSubclass(c, Type(a[0]))
        }
      },
    ])
}
