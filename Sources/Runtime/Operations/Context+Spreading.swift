import CRuntime

// Calls with `*` and `**`.

extension Context {
  /// What stands behind `*` in a call, as a tuple.
  func argumentTuple(_ value: Value, _ callee: Value) throws(Raised) -> Tuple {
    if let tuple = Tuple(ifExactly: value) { return tuple }
    if !type(of: value).has(.iterate), !type(of: value).has(.getItem) {
      let message = "\(try calleeName(callee)) argument after * must be an iterable, not \(typeName(of: value))"
      throw raise(.typeError, message)
    }
    return try tuple(of: value)
  }

  /// What stands behind the only `**` in a call, as a dict.
  func argumentDict(_ value: Value, _ callee: Value) throws(Raised) -> Dict {
    if let dict = Dict(ifExactly: value) { return dict }
    let dict = try Dict.make(self)
    try mergeKeywords(value, into: dict, callee)
    return dict
  }

  /// `callee(**keywords, **other)`: a key that is in both is a TypeError.
  func mergeKeywords(_ other: Value, into keywords: Dict, _ callee: Value) throws(Raised) {
    let isMapping = try forEachItem(of: other) { (key, value) throws(Raised) in
      if try keywords.contains(self, key) {
        let (name, keyword) = (try calleeName(callee), String(try str(key)))
        throw raise(.typeError, "\(name) got multiple values for keyword argument '\(keyword)'")
      }
      try keywords.set(self, key, to: value)
    }
    if !isMapping {
      let name = try calleeName(callee)
      throw raise(
        .typeError, "\(name) argument after ** must be a mapping, not \(typeName(of: other))")
    }
  }

  /// Writes a dict's values to a window. Returns the names, which must be text.
  func spread(_ keywords: Dict, to window: UnsafeMutablePointer<Value>) throws(Raised) -> Tuple {
    let names = try Tuple.allocate(self, count: keywords.count)
    var (position, index) = (0, 0)
    while index < names.count, let (key, value) = keywords.next(&position) {
      guard Text(ifHas: key) != nil else { throw raise(.typeError, "keywords must be strings") }
      names.elements[index] = key
      window[index] = value
      index += 1
    }
    return names
  }

  /// A callee as TypeErrors about its arguments show it: `module.name()`.
  func calleeName(_ callee: Value) throws(Raised) -> String {
    let name = try findAttribute(callee, self.name(.__qualname__))
    guard let text = Text(ifHas: name) else { return String(try str(callee)) }
    let module = try findAttribute(callee, self.name(.__module__))
    if let module = Text(ifHas: module), !(module == "builtins") { return "\(String(module)).\(String(text))()" }
    return "\(String(text))()"
  }

  /// `callee(*arguments, **keywords)`.
  public func call(_ callee: Value, _ arguments: Tuple, keywords: Dict? = nil) throws(Raised) -> Value {
    try withWindow(arguments.count + (keywords?.count ?? 0)) { (window) throws(Raised) in
      window.update(from: arguments.elements, count: arguments.count)
      guard let keywords, keywords.count > 0 else { return try call(callee, window, count: arguments.count) }
      let names = try spread(keywords, to: window + arguments.count)
      return try call(callee, window, count: arguments.count + names.count, names: names.value)
    }
  }
}
