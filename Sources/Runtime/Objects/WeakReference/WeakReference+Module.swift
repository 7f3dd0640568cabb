import CRuntime

extension WeakReference {
  /// The module `_weakref`.
  static let module = ModuleDeclaration(
    "_weakref", "References that do not keep alive what they refer to.",
    functions: [
      .one("getweakrefcount", "(object, /)", .function) { c, object in
        Value(smallInt: Int64(c.weakReferenceCount(to: object)))
      },
      .one("getweakrefs", "(object, /)", .function) { c, object in
        bridge(c) { () throws(Raised) in try c.weakReferences(to: object).value }
      },
      .two("proxy", "(object, callback=None, /)", .function) { c, object, callback in
        bridge(c) { () throws(Raised) in
          try c.weakProxy(to: object, callback: callback == .none ? .empty : callback).value
        }
      },
      .two("_remove_dead_weakref", "(dct, key, /)", .function) { c, dict, key in
        bridge(c) { () throws(Raised) -> Void in try removeDead(c, Dict(dict), key) }
      },
    ],
    fill: { (c, module) throws(Raised) in
      let interpreter = Interpreter(of: c)
      try module.set(c, "ref", interpreter.type(.weakReference).value)
      try module.set(c, "ReferenceType", interpreter.type(.weakReference).value)
      try module.set(c, "ProxyType", interpreter.type(shape: BuiltinShape.weakProxy).value)
      try module.set(c, "CallableProxyType", interpreter.type(shape: BuiltinShape.weakCallableProxy).value)
    })

  /// Takes a key out of a dict if the weak reference that stands there is dead.
  private static func removeDead(_ context: Context, _ dict: Dict, _ key: Value) throws(Raised) {
    let found = try dict.value(context, for: key)
    if let reference = WeakReference(ifHas: found), reference.target.isEmpty { _ = try dict.remove(context, key) }
  }
}
