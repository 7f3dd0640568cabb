import CRuntime

// A class's annotations are evaluated when they are first asked for, by the function that the class's body left, and kept.

extension TypeType {
  static func annotations(_ context: Context, _ type: Type) throws(Raised) -> Value {
    try requireHeap(context, type, .__annotations__)
    let dict = try type.dict(context)
    for name in [WellKnown.__annotations__, .__annotations_cache__] {
      let found = try dict.value(context, for: context.name(name))
      if !found.isEmpty { return try context.bind(found, to: .empty, of: type) }
    }
    let function = try annotate(context, type)
    var made = Value.empty
    if context.type(of: function).has(.call) {
      made = try context.call(function, Value(smallInt: 1))
      if Dict(ifHas: made) == nil {
        throw context.raise(.typeError, "__annotate__ returned non-dict of type '\(context.typeName(of: made))'")
      }
    } else {
      made = try Dict.make(context).value
    }
    try dict.set(context, context.name(.__annotations_cache__), to: made)
    return made
  }

  static func setAnnotations(_ context: Context, _ type: Type, _ value: Value) throws(Raised) {
    try requireMutable(context, type, "__annotations__")
    let dict = try type.dict(context)
    let own = context.name(.__annotations__)
    let name = try dict.contains(context, own) ? own : context.name(.__annotations_cache__)
    if !value.isEmpty {
      try dict.set(context, name, to: value)
    } else if try dict.remove(context, name).isEmpty {
      throw context.raise(.attributeError, "__annotations__")
    }
    for name in [WellKnown.__annotate_func__, .__annotate__] { _ = try dict.remove(context, context.name(name)) }
    try type.attributeChanged(context, own)
  }

  /// The function that evaluates the annotations, or None.
  static func annotate(_ context: Context, _ type: Type) throws(Raised) -> Value {
    try requireHeap(context, type, .__annotate__)
    for name in [WellKnown.__annotate_func__, .__annotate__] {
      let found = try type.ownAttribute(context, context.name(name))
      if !found.isEmpty { return try context.bind(found, to: .empty, of: type) }
    }
    return .none
  }

  static func setAnnotate(_ context: Context, _ type: Type, _ value: Value) throws(Raised) {
    try requireMutable(context, type, "__annotate__")
    if value.isEmpty { throw context.raise(.typeError, "cannot delete __annotate__ attribute") }
    if value != .none, !context.type(of: value).has(.call) {
      throw context.raise(.typeError, "__annotate__ must be callable or None")
    }
    let dict = try type.dict(context)
    try dict.set(context, context.name(.__annotate_func__), to: value)
    if value != .none { _ = try dict.remove(context, context.name(.__annotations_cache__)) }
    try type.attributeChanged(context, context.name(.__annotate__))
  }

  private static func requireHeap(_ context: Context, _ type: Type, _ name: WellKnown) throws(Raised) {
    if !type.flags.contains(.heap) { throw context.raiseNoAttribute(type.value, context.name(name)) }
  }
}
