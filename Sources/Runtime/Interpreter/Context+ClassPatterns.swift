import CRuntime

extension Context {
  /// The attributes that a class pattern takes apart: a tuple, or None where the subject does not match.
  func matchClass(
    subject: Value, _ pattern: Value, positionalCount: Int, keywords: Tuple
  ) throws(Raised) -> Value {
    guard let type = Type(ifHas: pattern) else { throw raise(.typeError, "called match pattern must be a class") }
    if try !isInstance(subject, of: pattern) { return .none }
    let attributes = try Tuple.allocate(self, count: positionalCount + keywords.count)
    if positionalCount > 0 {
      if try !matchPositional(subject, type, attributes, positionalCount) { return .none }
    }
    for index in 0..<keywords.count {
      for earlier in 0..<index where keywords[earlier] == keywords[index] {
        throw raiseMatchedTwice(type, keywords[index])
      }
      let found = try findAttribute(subject, keywords[index])
      if found.isEmpty { return .none }
      attributes.elements[positionalCount + index] = found
    }
    return attributes.value
  }

  private func matchPositional(
    _ subject: Value, _ type: Type, _ attributes: Tuple, _ count: Int
  ) throws(Raised) -> Bool {
    let declared = try findAttribute(type.value, name(.__match_args__))
    if declared.isEmpty, type.flags.contains(.matchesSelf) {
      if count > 1 { throw raiseTooManyPatterns(type, allowed: 1, count) }
      attributes.elements[0] = subject
      return true
    }
    let names: Tuple
    if declared.isEmpty {
      names = try Tuple.empty(self)
    } else if let tuple = Tuple(ifExactly: declared) {
      names = tuple
    } else {
      throw raise(
        .typeError, "\(typeTitle(type)).__match_args__ must be a tuple (got \(typeName(of: declared)))")
    }
    if count > names.count { throw raiseTooManyPatterns(type, allowed: names.count, count) }
    for index in 0..<count {
      guard let name = Text(ifExactly: names[index]) else {
        throw raise(.typeError, "__match_args__ elements must be strings (got \(typeName(of: names[index])))")
      }
      for earlier in 0..<index where try areEqual(names[earlier], names[index]) {
        throw raiseMatchedTwice(type, names[index])
      }
      let found = try findAttribute(subject, Text.interned(self, name).value)
      if found.isEmpty { return false }
      attributes.elements[index] = found
    }
    return true
  }

  private func typeTitle(_ type: Type) -> String { String(Text(type.pointer.pointee.name)) }

  private func raiseTooManyPatterns(_ type: Type, allowed: Int, _ given: Int) -> Raised {
    raise(
      .typeError,
      "\(typeTitle(type))() accepts \(allowed) positional sub-pattern\(allowed == 1 ? "" : "s") (\(given) given)")
  }

  private func raiseMatchedTwice(_ type: Type, _ name: Value) -> Raised {
    raise(.typeError, "\(typeTitle(type))() got multiple sub-patterns for attribute '\(String(Text(name)))'")
  }
}
