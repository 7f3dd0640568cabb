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
    var item = item
    let prepare = try Text.interned(context, Text.make(context, "__typing_prepare_subst__")).value
    for index in 0..<parameters.count {
      let hook = try context.findAttribute(parameters[index], prepare)
      if hook.isEmpty || hook == .none { continue }
      item = try context.call(hook, value, context.asTuple(item).value)
    }
    let values = try context.asTuple(item)
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
      } else if case let hook = try findAttribute(argument, substitutionName), !hook.isEmpty {
        try result.append(self, call(hook, value(of: argument, parameters, values)))
      } else {
        try appendSubscripted(argument, parameters, values, to: result)
      }
    }
    return try Tuple.make(self, copying: result.storageElements, count: result.count)
  }

  /// An argument that has type variables of its own is subscribed to with their values.
  private func appendSubscripted(
    _ argument: Value, _ parameters: Tuple, _ values: Tuple, to result: List
  ) throws(Raised) {
    guard let own = Tuple(ifHas: try findAttribute(argument, name(.__parameters__))), own.count > 0 else {
      return try result.append(self, argument)
    }
    let given = try Tuple.allocate(self, count: own.count)
    for index in 0..<own.count { given.elements[index] = value(of: own[index], parameters, values) }
    try result.append(self, item(of: argument, given.value))
  }

  private func value(of parameter: Value, _ parameters: Tuple, _ values: Tuple) -> Value {
    for index in 0..<parameters.count where parameters[index] == parameter { return values[index] }
    return parameter
  }
}
