import CRuntime

/// `type`: what classes can do.
enum TypeType {
  static let declaration = TypeDeclaration(
    "type", kind: .type, flags: [.base, .metaclass, .hasDict, .hasWeakReferences],
    slots: [
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try call(c, Type(s), arguments, Int(count), names) }
      },
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in try new(c, Type(type), arguments, Int(count), names) }
      },
      .window(.initialize) { c, _, _, count, names in
        bridge(c) { () throws(Raised) in
          let keywords = names.isEmpty ? 0 : Tuple(names).count
          if Int(count) - keywords != 3, Int(count) - keywords != 1 || keywords > 0 {
            throw c.raise(.typeError, "type.__init__() takes 1 or 3 arguments")
          }
          return .none
        }
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in try attribute(c, Type(s), c.attributeName(name)) }
      },
      .ternary(.setAttribute) { c, s, name, value in
        bridge(c) { () throws(Raised) in try setAttribute(c, Type(s), c.attributeName(name), value) }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in try Text.make(c, "<class '\(Type(s).fullName(c))'>").value }
      },
      .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, s, o) } },
      .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, o, s) } },
    ],
    methods: [
      .one("mro") { c, s in
        bridge(c) { () throws(Raised) in
          let order = try Type(s).linearized(c)
          return try List.make(c, copying: order.elements, count: order.count).value
        }
      },
      .one("__subclasses__") { c, s in
        bridge(c) { () throws(Raised) in
          let result = try List.make(c)
          try Type(s).forEachSubclass { (subclass) throws(Raised) in try result.append(c, subclass.value) }
          return result.value
        }
      },
      .window("__prepare__", "(cls, /, *args, **kwargs)", .classMethod) { c, _ in
        bridge(c) { () throws(Raised) in try Dict.make(c).value }
      },
      .two("__instancecheck__", "(self, instance, /)") { c, s, value in
        bridge(c) { () throws(Raised) in Value(try c.isPlainInstance(value, of: Type(s))) }
      },
      .two("__subclasscheck__", "(self, subclass, /)") { c, s, value in
        bridge(c) { () throws(Raised) in Value(try c.isPlainSubclass(value, of: s)) }
      },
      .one("__dir__") { c, s in bridge(c) { () throws(Raised) in try c.attributeNames(of: s).value } },
      .getter("__name__", { c, s in
        if Type(s).flags.contains(.heap) { return Type(s).pointer.pointee.name }
        return bridge(c) { () throws(Raised) in try Type(s).splitName(c).name.value }
      }, set: { c, s, name, _ in
        bridge(c) { () throws(Raised) -> Void in try setName(c, Type(s), name, "__name__") }
      }),
      .getter("__qualname__", { _, s in Type(s).pointer.pointee.qualifiedName }, set: { c, s, name, _ in
        bridge(c) { () throws(Raised) -> Void in try setName(c, Type(s), name, "__qualname__") }
      }),
      .getter("__module__", { c, s in
        bridge(c) { () throws(Raised) in try module(c, Type(s)) }
      }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          try Type(s).dict(c).set(c, c.name(.__module__), to: value)
          try Type(s).attributeChanged(c, c.name(.__module__))
        }
      }),
      .getter("__mro__", { _, s in Type(s).mro.value }),
      .getter("__base__", { _, s in Type(s).pointer.pointee.base }),
      .getter("__bases__", { _, s in Type(s).pointer.pointee.bases }, set: { c, s, bases, _ in
        bridge(c) { () throws(Raised) -> Void in try setBases(c, Type(s), bases) }
      }),
      .getter("__dict__", { c, s in
        bridge(c) { () throws(Raised) in try MappingProxy.make(c, Type(s).dict(c).value).value }
      }),
      .getter("__doc__", { c, s in
        bridge(c) { () throws(Raised) in
          let found = try Type(s).ownAttribute(c, c.name(.__doc__))
          return found.isEmpty ? .none : try c.bind(found, to: .empty, of: Type(s))
        }
      }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in try Type(s).dict(c).set(c, c.name(.__doc__), to: value) }
      }),
      .getter("__abstractmethods__", { c, s in
        bridge(c) { () throws(Raised) in
          let name = try Text.make(c, "__abstractmethods__").value
          let found = try Type(s).ownAttribute(c, name)
          if found.isEmpty || Type(s).pointer.pointee.builtinShape != 0 { throw c.raiseNoAttribute(s, name) }
          return found
        }
      }, set: { c, s, value, name in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { _ = try Type(s).dict(c).remove(c, name) } else { try Type(s).dict(c).set(c, name, to: value) }
          var isAbstract = !value.isEmpty
          if isAbstract { isAbstract = try c.isTrue(value) }
          if isAbstract { Type(s).flags.insert(.abstract) } else { Type(s).flags.remove(.abstract) }
        }
      }),
    ])

  // MARK: Calling

  /// `type(…)`, `Class(…)`: makes an instance and initialises it.
  private static func call(
    _ context: Context, _ type: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    if type == Interpreter(of: context).type(.type), count == 1, names.isEmpty {
      return context.type(of: arguments[0]).value
    }
    guard let new = type.window(.new) else {
      throw context.raise(.typeError, "cannot create '\(type.shortName)' instances")
    }
    // What makes the instance may use the window up; a native function does not.
    let instance = try check(new(context, type.value, arguments, Int64(count), names))
    let actual = context.type(of: instance)
    if actual != type, !actual.isSubtype(of: type) { return instance }
    if let initialize = actual.window(.initialize) {
      _ = try check(initialize(context, instance, arguments, Int64(count), names))
    }
    return instance
  }

  private static func new(
    _ context: Context, _ metaclass: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let keywordCount = names.isEmpty ? 0 : Tuple(names).count
    if count - keywordCount != 3 {
      throw context.raise(.typeError, "type() takes 1 or 3 arguments")
    }
    guard Text(ifHas: arguments[0]) != nil else {
      throw context.raise(
        .typeError, "type.__new__() argument 1 must be str, not \(context.typeName(of: arguments[0]))")
    }
    guard let bases = Tuple(ifHas: arguments[1]) else {
      throw context.raise(
        .typeError, "type.__new__() argument 2 must be tuple, not \(context.typeName(of: arguments[1]))")
    }
    guard let namespace = Dict(ifHas: arguments[2]) else {
      throw context.raise(
        .typeError, "type.__new__() argument 3 must be dict, not \(context.typeName(of: arguments[2]))")
    }
    var keywords: Dict?
    if keywordCount > 0 {
      let dict = try Dict.make(context)
      for index in 0..<keywordCount { try dict.set(context, Tuple(names)[index], to: arguments[3 + index]) }
      keywords = dict
    }
    let winner = try Type.winner(context, metaclass, bases)
    if winner != metaclass, let other = winner.window(.new), winner.address(of: .new).pointee
      != metaclass.address(of: .new).pointee
    {
      return try check(other(context, winner.value, arguments, Int64(count), names))
    }
    return try Type.make(
      context, metaclass: winner, name: arguments[0], bases: bases, namespace: namespace, keywords: keywords
    ).value
  }

  // MARK: Attributes

  /// A data descriptor of the metaclass, an attribute of the class or a base, any other attribute of the metaclass.
  private static func attribute(_ context: Context, _ type: Type, _ name: Value) throws(Raised) -> Value {
    let metaclass = context.type(of: type.value)
    let inherited = try metaclass.lookup(context, name)
    let descriptor = inherited.isEmpty ? nil : context.type(of: inherited)
    if let descriptor, descriptor.has(.setDescriptor), let get = descriptor.ternary(.getDescriptor) {
      return try check(get(context, inherited, type.value, metaclass.value))
    }
    let own = try type.lookup(context, name)
    if !own.isEmpty { return try context.bind(own, to: .empty, of: type) }
    if let get = descriptor?.ternary(.getDescriptor) {
      return try check(get(context, inherited, type.value, metaclass.value))
    }
    if !inherited.isEmpty { return inherited }
    throw context.raiseNoAttribute(type.value, name)
  }

  private static func setAttribute(
    _ context: Context, _ type: Type, _ name: Value, _ value: Value
  ) throws(Raised) {
    if !type.flags.contains(.heap) {
      throw context.raise(
        .typeError,
        "cannot \(value.isEmpty ? "delete" : "set") '\(String(Text(name)))' attribute of immutable type '\(type.shortName)'")
    }
    let inherited = try context.type(of: type.value).lookup(context, name)
    if !inherited.isEmpty, let set = context.type(of: inherited).ternary(.setDescriptor) {
      _ = try check(set(context, inherited, type.value, value))
      return
    }
    if !value.isEmpty {
      try type.dict(context).set(context, name, to: value)
    } else if try type.dict(context).remove(context, name).isEmpty {
      throw context.raiseNoAttribute(type.value, name)
    }
    try type.attributeChanged(context, name)
  }

  private static func setName(
    _ context: Context, _ type: Type, _ name: Value, _ attribute: String
  ) throws(Raised) {
    if !type.flags.contains(.heap) {
      throw context.raise(.typeError, "cannot set '\(attribute)' attribute of immutable type '\(type.shortName)'")
    }
    guard Text(ifHas: name) != nil else {
      if name.isEmpty {
        throw context.raise(.typeError, "can't delete \(type.shortName).\(attribute)")
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
    guard let bases = Tuple(ifHas: given), bases.count > 0 else {
      throw context.raise(
        .typeError, "can only assign non-empty tuple to \(type.shortName).__bases__, not ()")
    }
    for index in 0..<bases.count {
      guard let base = Type(ifHas: bases[index]) else {
        throw context.raise(.typeError, "\(type.shortName).__bases__ must be tuple of classes, not '\(context.typeName(of: bases[index]))'")
      }
      if base.isSubtype(of: type) {
        throw context.raise(.typeError, "a __bases__ item causes an inheritance cycle")
      }
      if base.layoutOwner != Type(type.pointer.pointee.base).layoutOwner {
        throw context.raise(
          .typeError,
          "__bases__ assignment: '\(base.shortName)' object layout differs from '\(Type(type.pointer.pointee.base).shortName)'")
      }
    }
    let (oldBases, oldBase) = (type.pointer.pointee.bases, type.pointer.pointee.base)
    publish(bases.value, to: &type.pointer.pointee.bases)
    publish(bases[0], to: &type.pointer.pointee.base)
    do throws(Raised) {
      try type.relink(context)
    } catch {
      publish(oldBases, to: &type.pointer.pointee.bases)
      publish(oldBase, to: &type.pointer.pointee.base)
      throw error
    }
    for index in 0..<bases.count { try Type(bases[index]).addSubclass(context, type) }
  }
}

extension Type {
  /// The class's name with its module's, as `repr` shows it.
  func fullName(_ context: Context) throws(Raised) -> String {
    let module = try TypeType.module(context, self)
    let name = String(Text(pointer.pointee.qualifiedName))
    guard let text = Text(ifHas: module), !(text == "builtins") else { return name }
    return "\(String(text)).\(name)"
  }

  /// Computes the resolution order and the slots anew, of the subclasses too.
  fileprivate func relink(_ context: Context) throws(Raised) {
    publish(try linearized(context).value, to: &pointer.pointee.mro)
    invalidateVersion(context)
    try fillSlots(context)
    try forEachSubclass { (subclass) throws(Raised) in try subclass.relink(context) }
  }
}

// MARK: isinstance and issubclass

extension Context {
  /// `isinstance(value, classes)`.
  public func isInstance(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    if type(of: value).value == classes { return true }
    if let type = Type(ifExactly: classes) { return try isPlainInstance(value, of: type) }
    if let tuple = alternatives(classes) {
      try checkNativeStack()
      for index in 0..<tuple.count { if try isInstance(value, of: tuple[index]) { return true } }
      return false
    }
    let hook = try type(of: classes).lookup(self, name(.__instancecheck__))
    if !hook.isEmpty { return try isTrue(callSpecial(.__instancecheck__, classes, value)) }
    throw raise(.typeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
  }

  /// The classes of a tuple or a union.
  private func alternatives(_ classes: Value) -> Tuple? {
    if let tuple = Tuple(ifHas: classes) { return tuple }
    guard let union = GenericAlias(ifExactly: classes), union.isUnion else { return nil }
    return union.arguments
  }

  /// `issubclass(value, classes)`.
  public func isSubclass(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    if let tuple = alternatives(classes) {
      try checkNativeStack()
      for index in 0..<tuple.count { if try isSubclass(value, of: tuple[index]) { return true } }
      return false
    }
    let hook = try type(of: classes).lookup(self, name(.__subclasscheck__))
    if Type(ifExactly: classes) == nil, !hook.isEmpty {
      return try isTrue(callSpecial(.__subclasscheck__, classes, value))
    }
    return try isPlainSubclass(value, of: classes)
  }

  /// Without asking the class: by its real class, or what it says its `__class__` is.
  func isPlainInstance(_ value: Value, of type: Type) throws(Raised) -> Bool {
    let actual = self.type(of: value)
    if actual.isSubtype(of: type) { return true }
    // Only a class that defines `__class__` can say otherwise.
    if try actual.lookup(self, name(.__class__)) == objectClassDescriptor() { return false }
    let claimed = try findAttribute(value, name(.__class__))
    guard let claimedType = Type(ifHas: claimed), claimedType != actual else { return false }
    return claimedType.isSubtype(of: type)
  }

  private func objectClassDescriptor() throws(Raised) -> Value {
    try Interpreter(of: self).type(shape: BuiltinShape.object).lookup(self, name(.__class__))
  }

  func isPlainSubclass(_ value: Value, of classes: Value) throws(Raised) -> Bool {
    guard let type = Type(ifHas: value) else {
      throw raise(.typeError, "issubclass() arg 1 must be a class")
    }
    guard let other = Type(ifHas: classes) else {
      throw raise(.typeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
    }
    return type.isSubtype(of: other)
  }
}
