import CRuntime

// What `pickle` and `copy` ask of any object: its state, and a recipe by which another one like it can be made.

extension ObjectType {
  static let stateEntries: [NativeEntry] = [
    .two("__reduce_ex__", "(self, protocol, /)") { c, s, version in
      bridge(c) { () throws(Raised) in
        let version = try c.machineIndex(of: version)
        let name = c.name(.__reduce__)
        let object = Interpreter(of: c).type(shape: BuiltinShape.object)
        if try c.type(of: s).lookup(c, name) != object.lookup(c, name) { return try c.callSpecial(.__reduce__, s) }
        return try recipe(c, s, version)
      }
    },
    .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try recipe(c, s, 0) } },
    .one("__getstate__") { c, s in bridge(c) { () throws(Raised) in try state(c, s) } },
  ]

  // MARK: State

  /// The object's `__dict__` or None; with the filled slots of `__slots__`, if there are any, in a tuple.
  static func state(_ context: Context, _ value: Value) throws(Raised) -> Value {
    var attributes = Value.none
    if try !context.findAttribute(value, context.name(.__dict__)).isEmpty {
      attributes = try context.getAttribute(value, context.name(.__dict__))
      if let dict = Dict(ifHas: attributes), dict.count == 0 { attributes = .none }
    }
    let slots = try Dict.make(context)
    let mro = context.type(of: value).mro
    for index in 0..<mro.count {
      let type = Type(mro[index])
      if try type.ownAttribute(context, context.name(.__slots__)).isEmpty { continue }
      var position = 0
      while let (name, found) = try type.dict(context).next(&position) {
        guard let member = Member(ifExactly: found), !member.isComputed, !member.isField else { continue }
        let content = try context.findAttribute(value, name)
        if !content.isEmpty { try slots.set(context, name, to: content) }
      }
    }
    return slots.count == 0 ? attributes : try Tuple.make(context, attributes, slots.value).value
  }

  /// What native code keeps in an object is not in its attributes: without a method that tells it, there is no recipe.
  private static func requireWholeState(_ context: Context, _ value: Value) throws(Raised) {
    let type = context.type(of: value)
    switch type.instanceKind {
    case .instance, .list, .dict, .set, .exception: return
    default: if !value.isPointer { return }
    }
    let name = try context.interned("__getstate__")
    if try type.lookup(context, name) != Interpreter(of: context).type(shape: BuiltinShape.object).lookup(context, name) {
      return
    }
    let shown = try type.fullName(context)
    throw context.raise(.typeError, "cannot pickle '\(shown)' object")
  }

  // MARK: Recipe

  private static func recipe(_ context: Context, _ value: Value, _ version: Int64) throws(Raised) -> Value {
    if version < 2 {
      let reduce = try copying(context, "_reduce_ex")
      return try context.call(reduce, value, Value(smallInt: version))
    }
    let type = context.type(of: value)
    if !type.has(.new) { throw context.raise(.typeError, "cannot pickle '\(type.shortName)' object") }
    let (arguments, keywords) = try makingArguments(context, value)
    if MemoryView(ifHas: value) != nil, arguments == nil, keywords == nil {
      throw context.raise(.typeError, "cannot pickle \(type.shortName) objects")
    }
    if arguments == nil, keywords == nil { try requireWholeState(context, value) }
    let result = try Tuple.allocate(context, count: 5)
    if let keywords, keywords.count > 0 {
      let rest = try Tuple.allocate(context, count: 3)
      rest.elements[0] = type.value
      rest.elements[1] = try orEmpty(context, arguments).value
      rest.elements[2] = keywords.value
      result.elements[0] = try copying(context, "__newobj_ex__")
      result.elements[1] = rest.value
    } else {
      let given = try orEmpty(context, arguments)
      let all = try Tuple.allocate(context, count: given.count + 1)
      all.elements[0] = type.value
      (all.elements + 1).fill(from: given.elements, count: given.count)
      result.elements[0] = try copying(context, "__newobj__")
      result.elements[1] = all.value
    }
    result.elements[2] = try context.call(context.getAttribute(value, Text.make(context, "__getstate__").value))
    let isList = List(ifHas: value) != nil
    result.elements[3] = isList ? try context.iterator(over: value) : .none
    let items = Dict(ifHas: value) == nil ? Value.none : try context.callMethod(value, "items")
    result.elements[4] = items == .none ? items : try context.iterator(over: items)
    return result.value
  }

  private static func orEmpty(_ context: Context, _ tuple: Tuple?) throws(Raised) -> Tuple {
    if let tuple { return tuple }
    return try Tuple.empty(context)
  }

  /// What the object says that its `__new__` is to be given.
  private static func makingArguments(
    _ context: Context, _ value: Value
  ) throws(Raised) -> (arguments: Tuple?, keywords: Dict?) {
    let extended = try context.findAttribute(value, Text.interned(context, Text.make(context, "__getnewargs_ex__")).value)
    if !extended.isEmpty {
      let answer = try context.call(extended)
      guard let pair = Tuple(ifHas: answer) else {
        throw context.raise(
          .typeError, "__getnewargs_ex__ should return a tuple, not '\(context.typeName(of: answer))'")
      }
      if pair.count != 2 {
        throw context.raise(.valueError, "__getnewargs_ex__ should return a tuple of length 2, not \(pair.count)")
      }
      guard let arguments = Tuple(ifHas: pair[0]) else {
        throw context.raise(
          .typeError,
          "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '\(context.typeName(of: pair[0]))'")
      }
      guard let keywords = Dict(ifHas: pair[1]) else {
        throw context.raise(
          .typeError,
          "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '\(context.typeName(of: pair[1]))'")
      }
      return (arguments, keywords)
    }
    let simple = try context.findAttribute(value, Text.interned(context, Text.make(context, "__getnewargs__")).value)
    if simple.isEmpty { return (nil, nil) }
    let answer = try context.call(simple)
    guard let arguments = Tuple(ifHas: answer) else {
      throw context.raise(.typeError, "__getnewargs__ should return a tuple, not '\(context.typeName(of: answer))'")
    }
    return (arguments, nil)
  }

  /// A function of the module `copyreg`.
  private static func copying(_ context: Context, _ name: StaticString) throws(Raised) -> Value {
    let builtins = Interpreter(of: context).state.pointee.builtins
    let importer = try context.mappingValue(builtins, context.name(.__import__))
    if importer.isEmpty { throw context.raise(.importError, "__import__ not found") }
    let module = try context.call(importer, Text.make(context, "copyreg").value)
    return try context.getAttribute(module, Text.make(context, name).value)
  }
}
