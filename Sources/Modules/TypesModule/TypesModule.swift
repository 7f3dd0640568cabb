import Runtime

/// The modules `_types` and `_typing`: built-in types by the names that the library knows them by.
enum TypesModule {
  static let module = ModuleDeclaration(
    "_types", "Built-in types that have no name of their own.",
    hiddenTypes: [capsule],
    fill: { (c, module) throws(Raised) in
      let interpreter = Interpreter(of: c)
      for (name, shape) in shapes { try module.set(c, name, interpreter.type(shape: shape).value) }
      try module.set(c, "CapsuleType", c.type(.capsule).value)
    })

  private static func kind(_ kind: Kind) -> UInt32 { UInt32(kind.rawValue) }

  private static let shapes: [(name: StaticString, shape: UInt32)] = [
    ("AsyncGeneratorType", BuiltinShape.generator(.asyncGenerator)),
    ("BuiltinFunctionType", kind(.nativeFunction)),
    ("BuiltinMethodType", kind(.nativeFunction)),
    ("CellType", kind(.cell)),
    ("ClassMethodDescriptorType", BuiltinShape.classMethodDescriptor),
    ("CodeType", kind(.code)),
    ("CoroutineType", BuiltinShape.generator(.coroutine)),
    ("EllipsisType", BuiltinShape.ellipsis),
    ("FrameType", kind(.frame)),
    ("FunctionType", kind(.function)),
    ("GeneratorType", BuiltinShape.generator(.generator)),
    ("GenericAlias", kind(.genericAlias)),
    ("GetSetDescriptorType", BuiltinShape.getSetDescriptor),
    ("LambdaType", kind(.function)),
    ("MappingProxyType", BuiltinShape.mappingProxy),
    ("MemberDescriptorType", kind(.member)),
    ("MethodDescriptorType", BuiltinShape.methodDescriptor),
    ("MethodType", kind(.method)),
    ("MethodWrapperType", BuiltinShape.methodWrapper),
    ("ModuleType", kind(.module)),
    ("NoneType", BuiltinShape.none),
    ("NotImplementedType", BuiltinShape.notImplemented),
    ("SimpleNamespace", BuiltinShape.simpleNamespace),
    ("TracebackType", kind(.traceback)),
    ("UnionType", BuiltinShape.union),
    ("WrapperDescriptorType", BuiltinShape.slotWrapper),
  ]

  /// What C modules of CPython hand each other addresses in. Taipan has none, and the type no instances.
  static let capsule = TypeDeclaration(native: .capsule, "PyCapsule", kind: .instance, slots: [.noConstructor])

  static let typing = ModuleDeclaration(
    "_typing", "Primitives and accelerators for the typing module.",
    functions: [.one("_idfunc", "(x, /)", .function) { _, x in x }],
    types: [
      kind(.typeParameter), BuiltinShape.parameterSpecification, BuiltinShape.typeVariableTuple,
      BuiltinShape.specificationArguments, BuiltinShape.specificationKeywords, kind(.typeAlias), BuiltinShape.generic,
      BuiltinShape.union,
    ],
    fill: { (c, module) throws(Raised) in try module.set(c, "NoDefault", c.noDefault()) })
}
