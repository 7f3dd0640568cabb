import CRuntime

extension Builtins {
  static let classes: [NativeEntry] = [
    .window("__build_class__", "(func, name, /, *bases, metaclass=<unset>, **kwds) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        try buildClass(c, a[0], a[1], Tuple(a[2]), metaclass: a[3], Dict(a[4]))
      }
    }
  ]

  /// What a `class` statement calls, with the function that its body is.
  private static func buildClass(
    _ context: Context, _ body: Value, _ name: Value, _ given: Tuple, metaclass: Value, _ keywords: Dict
  ) throws(Raised) -> Value {
    guard let function = Function(ifExactly: body) else {
      throw context.raise(.typeError, "__build_class__: func must be a function")
    }
    guard Text(ifHas: name) != nil else { throw context.raise(.typeError, "__build_class__: name is not a string") }
    let bases = try resolveBases(context, given)
    var maker = metaclass
    if maker.isEmpty { maker = bases.count > 0 ? context.type(of: bases[0]).value : Interpreter(of: context).type(.type).value }
    if let type = Type(ifHas: maker) { maker = try Type.winner(context, type, bases).value }
    let namespace = try prepare(context, maker, name, bases, keywords)
    let cell = try context.runBody(function, namespace: namespace)
    if bases.value != given.value {
      try context.setItem(of: namespace, context.name(.__orig_bases__), to: given.value)
    }
    let arguments = try Tuple.allocate(context, count: 3)
    arguments.elements[0] = name
    arguments.elements[1] = bases.value
    arguments.elements[2] = namespace
    let made = try context.call(maker, arguments, keywords: keywords)
    if Type(ifHas: made) != nil, let cell = Cell(ifExactly: cell) {
      if cell.content == .unbound {
        let message =
          "__class__ not set defining \(try context.reprString(name)) as \(try context.reprString(made)). Was __classcell__ propagated to type.__new__?"
        throw context.raise(.runtimeError, message)
      }
      if cell.content != made {
        let message =
          "__class__ set to \(try context.reprString(cell.content)) defining \(try context.reprString(name)) as \(try context.reprString(made))"
        throw context.raise(.typeError, message)
      }
    }
    return made
  }

  /// The bases with what `__mro_entries__` puts in the place of those that are no classes.
  private static func resolveBases(_ context: Context, _ given: Tuple) throws(Raised) -> Tuple {
    var result: List?
    for index in 0..<given.count {
      let base = given[index]
      let hook =
        Type(ifHas: base) == nil ? try context.findAttribute(base, context.name(.__mro_entries__)) : .empty
      if hook.isEmpty {
        if let result { try result.append(context, base) }
        continue
      }
      var list = try List.make(context, copying: given.elements, count: result == nil ? index : 0)
      if let result { list = result }
      result = list
      guard let entries = Tuple(ifHas: try context.call(hook, given.value)) else {
        throw context.raise(.typeError, "__mro_entries__ must return a tuple")
      }
      try list.extend(context, by: entries.value)
    }
    guard let result else { return given }
    return try Tuple.make(context, copying: result.storageElements, count: result.count)
  }

  /// The namespace that the class's body runs in.
  private static func prepare(
    _ context: Context, _ maker: Value, _ name: Value, _ bases: Tuple, _ keywords: Dict
  ) throws(Raised) -> Value {
    if maker == Interpreter(of: context).type(.type).value { return try Dict.make(context).value }
    let hook = try context.findAttribute(maker, context.name(.__prepare__))
    if hook.isEmpty { return try Dict.make(context).value }
    let namespace = try context.call(hook, Tuple.make(context, name, bases.value), keywords: keywords)
    if !context.type(of: namespace).has(.getItem) {
      let shown = Type(ifHas: maker)?.shortName ?? "<metaclass>"
      throw context.raise(
        .typeError, "\(shown).__prepare__() must return a mapping, not \(context.typeName(of: namespace))")
    }
    return namespace
  }
}
