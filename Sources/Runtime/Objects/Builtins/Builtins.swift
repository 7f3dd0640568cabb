import CRuntime

// The namespace of the module `builtins`: its functions (`Builtins+….swift`, by theme), the built-in types that have a
// name there, the exceptions and the constants.

/// The tables of functions of the module `builtins`.
enum Builtins {
  static let functions: [NativeEntry] =
    attributes + iteration + awaiting + numbers + text + classes + execution + output + importing + debugging

  /// The built-in types that a program reaches by name.
  static let types: [UInt32] =
    [Kind.type, .int, .float, .complex, .text, .bytes, .byteArray, .memoryView, .tuple, .list, .dict, .set, .frozenSet, .range, .slice,
      .property, .classMethod, .staticMethod, .super,
    ].map { UInt32($0.rawValue) } + [
      BuiltinShape.object, BuiltinShape.bool, BuiltinShape.enumerate, BuiltinShape.zip, BuiltinShape.map,
      BuiltinShape.filter, BuiltinShape.reversed,
    ]
}

extension Interpreter {
  func makeBuiltins(_ context: Context) throws(Raised) -> Dict {
    let dict = try Dict.make(context, capacity: 200)
    let module = try Text.make(context, "builtins" as StaticString).value
    try dict.set(context, context.name(.__name__), to: module)
    for entry in Builtins.functions {
      let name = try Text.make(context, entry.name).value
      let function = try NativeFunction.make(context, entry, name: name, owner: .empty, module: module)
      try dict.set(context, name, to: function.value)
    }
    for declaration in context.interpreter.pointee.settings.modules where !declaration.builtins.isEmpty {
      let module = try Text.interned(context, Text.make(context, declaration.name)).value
      for entry in declaration.builtins {
        let name = try Text.make(context, entry.name).value
        let function = try NativeFunction.make(context, entry, name: name, owner: .empty, module: module)
        try dict.set(context, name, to: function.value)
      }
    }
    for shape in Builtins.types {
      let type = type(shape: shape)
      try dict.set(context, Text.interned(context, Text(type.pointer.pointee.name)).value, to: type.value)
    }
    for kind in ExceptionKind.allCases {
      try dict.set(context, type(kind).pointer.pointee.name, to: type(kind).value)
    }
    // The old names of OSError.
    for alias in ["EnvironmentError", "IOError"] as [StaticString] {
      try dict.set(context, Text.make(context, alias).value, to: type(.osError).value)
    }
    for (name, value) in [
      ("None", Value.none), ("True", .true), ("False", .false), ("Ellipsis", .ellipsis),
      ("NotImplemented", .notImplemented), ("__debug__", .true),
    ] as [(StaticString, Value)] { try dict.set(context, Text.make(context, name).value, to: value) }
    return dict
  }
}
