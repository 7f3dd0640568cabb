import CRuntime

// The annotations of a module are worked out by its `__annotate__` when somebody first asks, and kept in its namespace.

extension Module {
  static let annotationEntries: [NativeEntry] = [
    .getter("__annotations__", { c, s in bridge(c) { () throws(Raised) in try Module(s).annotations(c) } },
      set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          let dict = Module(s).dict
          let name = try c.interned("__annotations__")
          if !value.isEmpty {
            try dict.set(c, name, to: value)
          } else if try dict.remove(c, name).isEmpty {
            throw c.raise(.attributeError, "__annotations__")
          }
          _ = try dict.remove(c, c.name(.__annotate__))
        }
      }),
    .getter("__annotate__", { c, s in
      bridge(c) { () throws(Raised) in
        let dict = Module(s).dict
        let known = try dict.value(c, for: c.name(.__annotate__))
        if known.isEmpty { try dict.set(c, c.name(.__annotate__), to: .none) }
        return orNone(known)
      }
    }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in
        if value.isEmpty { throw c.raise(.typeError, "cannot delete __annotate__ attribute") }
        if value != .none, !c.isCallable(value) {
          throw c.raise(.typeError, "__annotate__ must be callable or None")
        }
        try Module(s).dict.set(c, c.name(.__annotate__), to: value)
        if value != .none { _ = try Module(s).dict.remove(c, c.interned("__annotations__")) }
      }
    }),
  ]

  private func annotations(_ context: Context) throws(Raised) -> Value {
    let name = try context.interned("__annotations__")
    let known = try dict.value(context, for: name)
    if !known.isEmpty { return known }
    let function = try dict.value(context, for: context.name(.__annotate__))
    var annotations = Value.empty
    if !function.isEmpty, context.isCallable(function) {
      annotations = try context.call(function, Value(smallInt: 1))
      if Dict(ifHas: annotations) == nil {
        throw context.raise(
          .typeError, "__annotate__ returned non-dict of type '\(context.typeName(of: annotations))'")
      }
    } else {
      annotations = try Dict.make(context).value
    }
    // While the module is still being executed there may be more of them later.
    if try !isInitializing(context) { try dict.set(context, name, to: annotations) }
    return annotations
  }
}
