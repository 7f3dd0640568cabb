import Bytecode
import CRuntime

// What a function's attributes may be set to. Whatever a call relies on changes `version`.

extension Function {
  /// The docstring: what was set, or the code's first constant.
  private var documentation: Value {
    let own = load(&pointer.pointee.documentation)
    if !own.isEmpty { return own }
    return code.portable.header.flags.contains(.hasDocstring) ? code.pointer.pointee.constants[0] : .none
  }

  /// The module's name: what was set, or that of the globals.
  private func module(_ context: Context) throws(Raised) -> Value {
    let own = load(&pointer.pointee.module)
    if !own.isEmpty { return own }
    guard let globals = Dict(ifHas: pointer.pointee.globals) else { return .none }
    return orNone(try globals.value(context, for: context.name(.__name__)))
  }

  private func setCode(_ context: Context, _ value: Value) throws(Raised) {
    guard let code = Code(ifExactly: value) else {
      throw context.raise(.typeError, "__code__ must be set to a code object")
    }
    let wanted = Tuple(ifHas: pointer.pointee.closure)?.count ?? 0
    let count = code.portable.header.freeNames.count
    if count != wanted {
      throw context.raise(
        .valueError,
        "\(String(Text(pointer.pointee.name)))() requires a code object with \(wanted) free vars, not \(count)")
    }
    let forms: CodeFlags = [.generator, .coroutine, .asyncGenerator]
    if self.code.portable.header.flags.intersection(forms) != code.portable.header.flags.intersection(forms) {
      try context.warn(
        .deprecationWarning,
        "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)")
    }
    try replaceCode(context, by: code)
  }

  // MARK: Annotations

  /// `__annotations__`: evaluated when first asked for (PEP 649).
  private func annotations(_ context: Context) throws(Raised) -> Value {
    let known = load(&pointer.pointee.annotations)
    if !known.isEmpty { return known }
    let annotate = load(&pointer.pointee.annotate)
    var result = Value.empty
    if !annotate.isEmpty, annotate != .none {
      result = try context.call(annotate, Value(smallInt: 1))
      if Dict(ifHas: result) == nil {
        throw context.raise(
          .typeError, "__annotate__ returned non-dict of type '\(context.typeName(of: result))'")
      }
    } else {
      result = try Dict.make(context).value
    }
    publish(result, to: &pointer.pointee.annotations)
    return result
  }

  /// `__annotate__`, which is named after the function it belongs to.
  private func annotate(_ context: Context) throws(Raised) -> Value {
    let annotate = load(&pointer.pointee.annotate)
    if let function = Function(ifExactly: annotate), function.pointer.pointee.qualifiedName == function.code.qualifiedName {
      let own = String(Text(pointer.pointee.qualifiedName))
      publish(try Text.make(context, "\(own).__annotate__").value, to: &function.pointer.pointee.qualifiedName)
    }
    return orNone(annotate)
  }

  private func setAnnotations(_ context: Context, _ value: Value) throws(Raised) {
    if !value.isEmpty, value != .none, Dict(ifHas: value) == nil {
      throw context.raise(.typeError, "__annotations__ must be set to a dict object")
    }
    publish(value == .none ? .empty : value, to: &pointer.pointee.annotations)
    publish(.empty, to: &pointer.pointee.annotate)
  }

  private func setAnnotate(_ context: Context, _ value: Value) throws(Raised) {
    if value.isEmpty { throw context.raise(.typeError, "__annotate__ cannot be deleted") }
    if value != .none {
      if !context.type(of: value).has(.call) { throw context.raise(.typeError, "__annotate__ must be callable or None") }
      publish(.empty, to: &pointer.pointee.annotations)
    }
    publish(value == .none ? .empty : value, to: &pointer.pointee.annotate)
  }

  // MARK: Setting

  /// The setter of an attribute that must have a type; `isOptional` lets None and deleting through, as *empty*.
  private static func set(
    _ context: Context, _ word: UnsafeMutablePointer<Value>, _ value: Value, isOptional: Bool = false,
    _ isRight: (Value) -> Bool, _ refusal: StaticString
  ) -> Value {
    bridge(context) { () throws(Raised) -> Void in
      let isAbsent = value.isEmpty || value == .none
      if !(isOptional && isAbsent), value.isEmpty || !isRight(value) { throw context.raise(.typeError, "\(refusal)") }
      publish(isOptional && isAbsent ? .empty : value, to: word)
    }
  }

  static let attributes: [NativeEntry] = [
    .getter("__name__", { _, s in Function(s).pointer.pointee.name }, set: { c, s, value, _ in
      set(c, &Function(s).pointer.pointee.name, value, { Text(ifHas: $0) != nil }, "__name__ must be set to a string object")
    }),
    .getter("__qualname__", { _, s in Function(s).pointer.pointee.qualifiedName }, set: { c, s, value, _ in
      set(
        c, &Function(s).pointer.pointee.qualifiedName, value, { Text(ifHas: $0) != nil },
        "__qualname__ must be set to a string object")
    }),
    .getter("__module__", { c, s in bridge(c) { () throws(Raised) in try Function(s).module(c) } }, set: { _, s, value, _ in
      publish(orNone(value), to: &Function(s).pointer.pointee.module)
      return .none
    }),
    .getter("__doc__", { _, s in Function(s).documentation }, set: { _, s, value, _ in
      publish(orNone(value), to: &Function(s).pointer.pointee.documentation)
      return .none
    }),
    .getter("__code__", { _, s in Function(s).pointer.pointee.code }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try Function(s).setCode(c, value) }
    }),
    .member("__globals__", { _, s in Function(s).pointer.pointee.globals }),
    .member("__closure__", { _, s in orNone(Function(s).pointer.pointee.closure) }),
    .member("__builtins__", { _, s in Function(s).pointer.pointee.builtins }),
    .getter("__defaults__", { _, s in orNone(Function(s).pointer.pointee.defaults) }, set: { c, s, value, _ in
      Function(s).pointer.pointee.version &+= 1
      return set(
        c, &Function(s).pointer.pointee.defaults, value, isOptional: true, { Tuple(ifHas: $0) != nil },
        "__defaults__ must be set to a tuple object")
    }),
    .getter("__kwdefaults__", { _, s in orNone(Function(s).pointer.pointee.keywordDefaults) }, set: { c, s, value, _ in
      Function(s).pointer.pointee.version &+= 1
      return set(
        c, &Function(s).pointer.pointee.keywordDefaults, value, isOptional: true, { Dict(ifHas: $0) != nil },
        "__kwdefaults__ must be set to a dict object")
    }),
    .getter("__annotations__", { c, s in bridge(c) { () throws(Raised) in try Function(s).annotations(c) } }, set: {
      c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try Function(s).setAnnotations(c, value) }
    }),
    .getter("__annotate__", { c, s in bridge(c) { () throws(Raised) in try Function(s).annotate(c) } }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try Function(s).setAnnotate(c, value) }
    }),
    .getter("__type_params__", { c, s in
      let parameters = load(&Function(s).pointer.pointee.typeParameters)
      return bridge(c) { () throws(Raised) in parameters.isEmpty ? try Tuple.empty(c).value : parameters }
    }, set: { c, s, value, _ in
      set(
        c, &Function(s).pointer.pointee.typeParameters, value, { Tuple(ifHas: $0) != nil },
        "__type_params__ must be set to a tuple")
    }),
    .getter("__dict__", { c, s in bridge(c) { () throws(Raised) in try c.require(c.ownDict(s)).value } }, set: {
      c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in
        if value.isEmpty { throw c.raise(.typeError, "cannot delete __dict__") }
        if Dict(ifHas: value) == nil {
          throw c.raise(.typeError, "__dict__ must be set to a dictionary, not a '\(c.typeName(of: value))'")
        }
        publish(value, to: &Function(s).pointer.pointee.dict)
      }
    }),
  ]
}
