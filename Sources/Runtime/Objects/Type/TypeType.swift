import CRuntime

/// `type`: what classes can do.
enum TypeType {
  /// The address of the function that gets an attribute of a class the ordinary way.
  static let getAttributeBody: UInt = {
    let body: BinaryFunction = { c, s, name in
      bridge(c) { () throws(Raised) in try attribute(c, Type(s), c.attributeName(name)) }
    }
    return unsafeBitCast(body, to: UInt.self)
  }()

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
      SlotEntry(slot: .getAttribute, body: getAttributeBody),
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
      .window(
        "__prepare__", "(cls, /, *args, **kwargs) shown ($cls, name, bases, /, **kwds)", .classMethod
      ) { c, _ in
        bridge(c) { () throws(Raised) in try Dict.make(c).value }
      },
      .two("__instancecheck__", "(self, instance, /)") { c, s, value in
        bridge(c) { () throws(Raised) in Value(try c.isPlainInstance(value, of: Type(s))) }
      },
      .two("__subclasscheck__", "(self, subclass, /)") { c, s, value in
        bridge(c) { () throws(Raised) in Value(try c.isPlainSubclass(value, of: s)) }
      },
      .one("__dir__") { c, s in bridge(c) { () throws(Raised) in try c.attributeNames(of: s).value } },
      .one("__sizeof__") { _, _ in Value(smallInt: Int64(MemoryLayout<TypeLayout>.size)) },
    ] + attributes)

  // MARK: Calling

  /// `type(…)`, `Class(…)`: makes an instance and initialises it.
  static func call(
    _ context: Context, _ type: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    if type == Interpreter(of: context).type(.type), count == 1, names.isEmpty {
      return context.type(of: arguments[0]).value
    }
    if type == Interpreter(of: context).type(.type), count - (names.isEmpty ? 0 : Tuple(names).count) != 3 {
      throw context.raise(.typeError, "type() takes 1 or 3 arguments")
    }
    guard let new = type.window(.new) else {
      throw context.raise(.typeError, "cannot create '\(type.shortName)' instances")
    }
    // What makes the instance may use the window up; a native function does not.
    let instance = try check(new(context, type.value, arguments, Int64(count), names))
    let actual = context.type(of: instance)
    if actual != type, !actual.isSubtype(of: type) { return instance }
    // What makes its instances itself checks the arguments too; then `object.__init__` has nothing to do.
    if actual[.initialize] == ObjectType.initializeBody,
      actual[.new] != ObjectType.newBody
    {
      return instance
    }
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
      throw context.raise(
        .typeError, "type.__new__() takes exactly 3 arguments (\(count - keywordCount) given)")
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
    try Type.refuseEntries(context, in: bases)
    let winner = try Type.winner(context, metaclass, bases)
    if winner != metaclass, let other = winner.window(.new), winner[.new] != metaclass[.new] {
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
        "cannot set '\(String(Text(name)))' attribute of immutable type '\(type.shortName)'")
    }
    let inherited = try context.type(of: type.value).lookup(context, name)
    if !inherited.isEmpty, let set = context.type(of: inherited).ternary(.setDescriptor) {
      _ = try check(set(context, inherited, type.value, value))
      return
    }
    let before = try type.ownAttribute(context, name)
    if !before.isEmpty, context.type(of: before).has(.setDescriptor) { Interpreter(of: context).emptyCaches(context) }
    if !value.isEmpty {
      try type.dict(context).set(context, name, to: value)
    } else if try type.dict(context).remove(context, name).isEmpty {
      throw context.raiseNoAttribute(type.value, name)
    }
    try type.attributeChanged(context, name)
  }
}
