import CRuntime

/// Classes that the runtime makes when they are first needed, unlike the built-in types, which are there from the start.
enum LibraryType: Int, CaseIterable {
  case moduleSpec, versionInfo, flags, hashInfo, floatInfo, intInfo, threadInfo, asyncHooks, unraisable

  fileprivate func make(_ context: Context) throws(Raised) -> Type {
    switch self {
    case .moduleSpec: try ModuleSpec.makeType(context)
    case .versionInfo: try StructSequence.makeType(context, "sys.version_info", System.versionFields)
    case .flags: try StructSequence.makeType(context, "sys.flags", System.flagFields)
    case .hashInfo: try StructSequence.makeType(context, "sys.hash_info", System.hashFields)
    case .floatInfo: try StructSequence.makeType(context, "sys.float_info", System.floatFields)
    case .intInfo: try StructSequence.makeType(context, "sys.int_info", System.intFields)
    case .threadInfo: try StructSequence.makeType(context, "sys.thread_info", System.threadFields)
    case .asyncHooks: try StructSequence.makeType(context, "asyncgen_hooks", System.asyncHookFields)
    case .unraisable: try StructSequence.makeType(context, "sys.UnraisableHookArgs", System.unraisableFields)
    }
  }
}

extension Context {
  func type(_ library: LibraryType) throws(Raised) -> Type {
    let late = interpreter.pointee.lateValues.type(library)
    return Type(try late.value(self) { () throws(Raised) in try library.make(self).value })
  }
}

extension Type {
  /// A class of native code, named with its module, whose instances are like those of its base: attributes in its dict, no slots of its own.
  static func makeNative(
    _ context: Context, _ name: StaticString, base: Type, flags: TypeFlags,
    entries: [NativeEntry], _ fill: (Dict) throws(Raised) -> Void = { (_) throws(Raised) in }
  ) throws(Raised) -> Type {
    let type = try Type.make(
      context, metaclass: Interpreter(of: context).type(.type), name: Text.interned(context, Text.make(context, name)).value,
      bases: Tuple.make(context, base.value), base: base, dict: Dict.make(context))
    type.flags.subtract([.heap, .base])
    type.pointer.pointee.qualifiedName = try type.splitName(context).name.value
    type.flags.formUnion(flags)
    let dict = Dict(type.pointer.pointee.dict)
    try dict.set(context, context.name(.__doc__), to: .none)
    for entry in entries {
      let name = try Text.interned(context, Text.make(context, entry.name)).value
      let member =
        entry.form == .getter
        ? try Member.make(context, entry, name: name, owner: type).value
        : try NativeFunction.make(context, entry, name: name, owner: type.value).value
      try dict.set(context, name, to: member)
    }
    try fill(dict)
    try type.fillSlots(context)
    return type
  }
}
