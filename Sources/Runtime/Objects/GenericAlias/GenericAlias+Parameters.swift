import CRuntime

// The type variables of an alias or a union, and what subscribing to it puts in their places.

extension GenericAlias {
  /// `__parameters__`.
  func parameters(_ context: Context) throws(Raised) -> Tuple {
    let known = load(&pointer.pointee.parameters)
    if !known.isEmpty { return Tuple(known) }
    let found = try List.make(context)
    try context.collectParameters(of: arguments, in: found)
    let tuple = try Tuple.make(context, copying: found.storageElements, count: found.count)
    publish(tuple.value, to: &pointer.pointee.parameters)
    return tuple
  }

  /// The alias with values in the places of its type variables.
  func substituting(_ context: Context, _ item: Value) throws(Raised) -> Value {
    let parameters = try parameters(context)
    if parameters.count == 0 {
      let message = "\(try context.reprString(value)) is not a generic class"
      throw context.raise(.typeError, message)
    }
    var values = try context.unpacked(context.asTuple(item))
    let prepare = try Text.interned(context, Text.make(context, "__typing_prepare_subst__")).value
    for index in 0..<parameters.count {
      let hook = try context.findAttribute(parameters[index], prepare)
      if hook.isEmpty || hook == .none { continue }
      values = try context.asTuple(context.call(hook, value, values.value))
    }
    if values.count != parameters.count {
      let message =
        "Too \(values.count > parameters.count ? "many" : "few") arguments for \(try context.reprString(value)); actual \(values.count), expected \(parameters.count)"
      throw context.raise(.typeError, message)
    }
    let arguments = try context.substitute(in: self.arguments, parameters, values)
    return isUnion
      ? try Union.make(context, of: arguments)
      : try GenericAlias.make(context, origin, arguments.value, isUnpacked: isUnpacked).value
  }
}

extension Context {
  /// What stands in brackets, as a tuple: a tuple as it is, anything else as the only element.
  func asTuple(_ item: Value) throws(Raised) -> Tuple {
    if let tuple = Tuple(ifHas: item) { return tuple }
    return try Tuple.make(self, item)
  }

  private var substitutionName: Value {
    get throws(Raised) { try Text.interned(self, Text.make(self, "__typing_subst__")).value }
  }

  /// The arguments, with those of `*tuple[int, str]` instead of that; not of `*tuple[int, ...]`.
  fileprivate func unpacked(_ arguments: Tuple) throws(Raised) -> Tuple {
    let name = try Text.interned(self, Text.make(self, "__typing_unpacked_tuple_args__")).value
    let result = try List.make(self)
    for index in 0..<arguments.count {
      let argument = arguments[index]
      if Type(ifHas: argument) == nil, let own = Tuple(ifHas: try findAttribute(argument, name)),
        own.count == 0 || own[own.count - 1] != .ellipsis
      {
        for place in 0..<own.count { try result.append(self, own[place]) }
      } else {
        try result.append(self, argument)
      }
    }
    return try Tuple.make(self, copying: result.storageElements, count: result.count)
  }

  /// Whether an argument is `*Ts`.
  private func isUnpackedVariable(_ argument: Value) throws(Raised) -> Bool {
    let name = try Text.interned(self, Text.make(self, "__typing_is_unpacked_typevartuple__")).value
    let found = try findAttribute(argument, name)
    return found.isEmpty ? false : try isTrue(found)
  }

  fileprivate func collectParameters(of arguments: Tuple, in found: List) throws(Raised) {
    try checkNativeStack()
    for index in 0..<arguments.count {
      let argument = arguments[index]
      if Type(ifHas: argument) != nil { continue }
      if let nested = Tuple(ifHas: argument) {
        try collectParameters(of: nested, in: found)
      } else if List(ifHas: argument) != nil {
        try collectParameters(of: tuple(of: argument), in: found)
      } else if try !findAttribute(argument, substitutionName).isEmpty {
        try add(argument, to: found)
      } else if let nested = Tuple(ifHas: try findAttribute(argument, name(.__parameters__))) {
        for place in 0..<nested.count { try add(nested[place], to: found) }
      }
    }
  }

  private func add(_ parameter: Value, to found: List) throws(Raised) {
    for index in 0..<found.count where found.element(index) == parameter { return }
    try found.append(self, parameter)
  }

  fileprivate func substitute(
    in arguments: Tuple, _ parameters: Tuple, _ values: Tuple
  ) throws(Raised) -> Tuple {
    try checkNativeStack()
    let result = try List.make(self)
    for index in 0..<arguments.count {
      let argument = arguments[index]
      if Type(ifHas: argument) != nil {
        try result.append(self, argument)
      } else if List(ifHas: argument) != nil || Tuple(ifHas: argument) != nil {
        let nested = try substitute(in: tuple(of: argument), parameters, values)
        let isList = List(ifHas: argument) != nil
        try result.append(
          self, isList ? List.make(self, copying: nested.elements, count: nested.count).value : nested.value)
      } else {
        let isUnpacked = try isUnpackedVariable(argument)
        let hook = try findAttribute(argument, substitutionName)
        let substitute = try hook.isEmpty
          ? subscripted(argument, parameters, values) : call(hook, value(of: argument, parameters, values))
        if !isUnpacked {
          try result.append(self, substitute)
        } else if let elements = Tuple(ifHas: substitute) {
          for place in 0..<elements.count { try result.append(self, elements[place]) }
        } else {
          throw raise(
            .typeError,
            "expected __typing_subst__ of \(typeName(of: argument)) objects to return a tuple, not \(typeName(of: substitute))")
        }
      }
    }
    return try Tuple.make(self, copying: result.storageElements, count: result.count)
  }

  /// An argument that has type variables of its own is subscribed to with their values.
  private func subscripted(_ argument: Value, _ parameters: Tuple, _ values: Tuple) throws(Raised) -> Value {
    guard let own = Tuple(ifHas: try findAttribute(argument, name(.__parameters__))), own.count > 0 else {
      return argument
    }
    let given = try List.make(self)
    for index in 0..<own.count {
      let substitute = value(of: own[index], parameters, values)
      if type(of: own[index]).has(.iterate), let elements = Tuple(ifHas: substitute) {
        for place in 0..<elements.count { try given.append(self, elements[place]) }
      } else {
        try given.append(self, substitute)
      }
    }
    return try item(of: argument, Tuple.make(self, copying: given.storageElements, count: given.count).value)
  }

  private func value(of parameter: Value, _ parameters: Tuple, _ values: Tuple) -> Value {
    for index in 0..<parameters.count where parameters[index] == parameter { return values[index] }
    return parameter
  }
}
