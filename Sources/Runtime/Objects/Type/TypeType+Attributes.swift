import CRuntime

extension TypeType {
  /// What a class says of itself. Those that can be set can be so for classes made by a `class` statement.
  static let attributes: [NativeEntry] = [
    .member("__basicsize__") { _, s in Value(smallInt: Type(s).instanceSize) },
    .member("__itemsize__") { _, s in Value(smallInt: Type(s).hasElements ? 8 : 0) },
    .member("__flags__") { _, s in Value(smallInt: Type(s).visibleFlags) },
    .member("__weakrefoffset__") { _, s in Value(smallInt: Type(s).flags.contains(.hasWeakReferences) ? -32 : 0) },
    .member("__base__") { _, s in Type(s).pointer.pointee.base },
    .member("__dictoffset__") { _, s in Value(smallInt: Type(s).flags.contains(.hasDict) ? -1 : 0) },
    .getter("__name__", { c, s in
      if Type(s).flags.contains(.heap) { return Type(s).pointer.pointee.name }
      return bridge(c) { () throws(Raised) in try Type(s).splitName(c).name.value }
    }, set: { c, s, name, _ in
      bridge(c) { () throws(Raised) -> Void in try setName(c, Type(s), name, "__name__") }
    }),
    .getter("__qualname__", { _, s in Type(s).pointer.pointee.qualifiedName }, set: { c, s, name, _ in
      bridge(c) { () throws(Raised) -> Void in try setName(c, Type(s), name, "__qualname__") }
    }),
    .getter("__bases__", { _, s in Type(s).pointer.pointee.bases }, set: { c, s, bases, name in
      bridge(c) { () throws(Raised) -> Void in
        try requireValue(c, Type(s), bases, name)
        try setBases(c, Type(s), bases)
      }
    }),
    .getter("__mro__", { _, s in Type(s).mro.value }),
    .getter("__module__", { c, s in bridge(c) { () throws(Raised) in try module(c, Type(s)) } }, set: { c, s, value, name in
      bridge(c) { () throws(Raised) -> Void in
        _ = try check(setInDict(c, s, value, name))
        // The line is one of the module that the class was made in.
        _ = try Type(s).dict(c).remove(c, c.name(.__firstlineno__))
      }
    }),
    .getter("__abstractmethods__", { c, s in
      bridge(c) { () throws(Raised) in
        let found = try Type(s).ownAttribute(c, c.name(.__abstractmethods__))
        if found.isEmpty || Type(s).pointer.pointee.builtinShape != 0 {
          throw c.raise(.attributeError, "__abstractmethods__")
        }
        return found
      }
    }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try setAbstractMethods(c, Type(s), value) }
    }),
    .getter("__dict__", { c, s in
      bridge(c) { () throws(Raised) in try MappingProxy.make(c, Type(s).dict(c).value).value }
    }),
    .getter("__doc__", { c, s in
      bridge(c) { () throws(Raised) in
        let found = try Type(s).ownAttribute(c, c.name(.__doc__))
        if found.isEmpty || found == .none, !Type(s).flags.contains(.heap),
          let text = NativeDocumentation.text(type: Type(s).shortName)
        {
          return try Text.make(c, text).value
        }
        return found.isEmpty ? .none : try c.bind(found, to: .empty, of: Type(s))
      }
    }, set: setInDict),
    .getter("__text_signature__", { c, s in
      bridge(c) { () throws(Raised) in
        guard let text = Type(s).declared(c)?.signature, text.utf8CodeUnitCount > 0 else { return .none }
        return try Text.make(c, text).value
      }
    }),
    .getter("__annotations__", { c, s in
      bridge(c) { () throws(Raised) in try annotations(c, Type(s)) }
    }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try setAnnotations(c, Type(s), value) }
    }),
    .getter("__annotate__", { c, s in
      bridge(c) { () throws(Raised) in try annotate(c, Type(s)) }
    }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try setAnnotate(c, Type(s), value) }
    }),
    .getter("__type_params__", { c, s in
      bridge(c) { () throws(Raised) in
        let found = try Type(s).flags.contains(.heap) ? Type(s).ownAttribute(c, c.name(.__type_params__)) : .empty
        return found.isEmpty ? try Tuple.empty(c).value : found
      }
    }, set: setInDict),
  ]

  /// Sets an attribute that stands in the class's dict under its name.
  private static let setInDict: TernaryFunction = { c, s, value, name in
    bridge(c) { () throws(Raised) -> Void in
      try requireValue(c, Type(s), value, name)
      try Type(s).dict(c).set(c, name, to: value)
      try Type(s).attributeChanged(c, name)
    }
  }

  private static func requireValue(
    _ context: Context, _ type: Type, _ value: Value, _ name: Value
  ) throws(Raised) {
    if !value.isEmpty { return try requireMutable(context, type, String(Text(name))) }
    throw context.raise(
      .typeError, "cannot delete '\(String(Text(name)))' attribute of immutable type '\(type.shortName)'")
  }

  /// TypeError for a built-in type, which the descriptors of `type` do not change either.
  static func requireMutable(_ context: Context, _ type: Type, _ attribute: String) throws(Raised) {
    if type.flags.contains(.heap) { return }
    throw context.raise(.typeError, "cannot set '\(attribute)' attribute of immutable type '\(type.shortName)'")
  }

  private static func setAbstractMethods(_ context: Context, _ type: Type, _ value: Value) throws(Raised) {
    let name = context.name(.__abstractmethods__)
    var isAbstract = false
    if !value.isEmpty {
      isAbstract = try context.isTrue(value)
      try type.dict(context).set(context, name, to: value)
    } else if try type.dict(context).remove(context, name).isEmpty {
      throw context.raise(.attributeError, "__abstractmethods__")
    }
    try type.attributeChanged(context, name)
    if isAbstract { type.flags.insert(.abstract) } else { type.flags.remove(.abstract) }
  }

  private static func setName(
    _ context: Context, _ type: Type, _ name: Value, _ attribute: String
  ) throws(Raised) {
    try requireMutable(context, type, attribute)
    guard Text(ifHas: name) != nil else {
      if name.isEmpty {
        throw context.raise(
          .typeError, "cannot delete '\(attribute)' attribute of immutable type '\(type.shortName)'")
      }
      throw context.raise(
        .typeError,
        "can only assign string to \(type.shortName).\(attribute), not '\(context.typeName(of: name))'")
    }
    if attribute == "__name__" {
      try type.checkName(context, name)
      publish(name, to: &type.pointer.pointee.name)
    } else {
      publish(name, to: &type.pointer.pointee.qualifiedName)
    }
  }

  static func module(_ context: Context, _ type: Type) throws(Raised) -> Value {
    if !type.flags.contains(.heap) { return try type.splitName(context).module.value }
    let found = try type.ownAttribute(context, context.name(.__module__))
    return found.isEmpty ? try Text.make(context, "builtins").value : found
  }

  private static func setBases(_ context: Context, _ type: Type, _ given: Value) throws(Raised) {
    guard let bases = Tuple(ifHas: given) else {
      throw context.raise(
        .typeError, "can only assign tuple to \(type.shortName).__bases__, not \(context.typeName(of: given))")
    }
    if bases.count == 0 {
      throw context.raise(.typeError, "can only assign non-empty tuple to \(type.shortName).__bases__, not ()")
    }
    for index in 0..<bases.count {
      guard let base = Type(ifHas: bases[index]) else {
        throw context.raise(
          .typeError,
          "\(type.shortName).__bases__ must be tuple of classes, not '\(context.typeName(of: bases[index]))'")
      }
      if base.isSubtype(of: type) {
        throw context.raise(.typeError, "a __bases__ item causes an inheritance cycle")
      }
    }
    let (oldBases, oldBase) = (Tuple(type.pointer.pointee.bases), Type(type.pointer.pointee.base))
    let base = try Type.bestBase(context, bases)
    try checkReplaceable(context, oldBase, by: base)
    publish(bases.value, to: &type.pointer.pointee.bases)
    publish(base.value, to: &type.pointer.pointee.base)
    do throws(Raised) {
      try type.relink(context)
    } catch {
      publish(oldBases.value, to: &type.pointer.pointee.bases)
      publish(oldBase.value, to: &type.pointer.pointee.base)
      throw error
    }
    for index in 0..<oldBases.count { Type(oldBases[index]).removeSubclass(context, type) }
    for index in 0..<bases.count { try Type(bases[index]).addSubclass(context, type) }
  }

  /// Whether instances stay as they are when a class derives from another base.
  private static func checkReplaceable(_ context: Context, _ old: Type, by base: Type) throws(Raised) {
    if old == base { return }
    let isAlike = old.flags.contains(.heap) == base.flags.contains(.heap)
    if isAlike, base.hasLayout(context, of: old) { return }
    throw context.raise(
      .typeError,
      "__bases__ assignment: '\(base.shortName)' \(isAlike ? "object layout" : "deallocator") differs from '\(old.shortName)'")
  }
}

extension Type {
  /// The class's name with its module's, as `repr` shows it.
  public func fullName(_ context: Context) throws(Raised) -> String {
    let module = try TypeType.module(context, self)
    guard let text = Text(ifHas: module), !(text == "builtins") else { return shortName }
    return "\(String(text)).\(String(Text(pointer.pointee.qualifiedName)))"
  }

  /// The same as some messages show it: without the main program's module.
  func nameInMessages(_ context: Context) throws(Raised) -> String {
    let name = try fullName(context)
    let main = "__main__."
    return name.hasPrefix(main) ? String(name.dropFirst(main.count)) : name
  }

  /// Computes the resolution order and the slots anew, of the subclasses too.
  fileprivate func relink(_ context: Context) throws(Raised) {
    publish(try linearized(context).value, to: &pointer.pointee.mro)
    invalidateVersion(context)
    try fillSlots(context)
    try forEachSubclass { (subclass) throws(Raised) in try subclass.relink(context) }
  }
}
