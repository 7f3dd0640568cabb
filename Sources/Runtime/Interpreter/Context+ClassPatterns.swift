import CRuntime

extension Context {
  /// The attributes that a class pattern takes apart: a tuple, or None where the subject does not match.
  func matchClass(
    subject: Value, _ pattern: Value, positionalCount: Int, keywords: Tuple
  ) throws(Raised) -> Value {
    guard let type = Type(ifHas: pattern) else { throw raise(.typeError, "called match pattern must be a class") }
    if try !isInstance(subject, of: pattern) { return .none }
    let positional = positionalCount == 0 ? nil : try matchedNames(type, positionalCount)
    let matchesSelf = positionalCount > 0 && positional == nil
    let attributes = try Tuple.allocate(self, count: positionalCount + keywords.count)
    if matchesSelf { attributes.elements[0] = subject }
    func name(_ index: Int) -> Value {
      if index >= positionalCount { return keywords[index - positionalCount] }
      return positional.map { $0[index] } ?? .none
    }
    for index in (matchesSelf ? 1 : 0)..<attributes.count {
      guard let text = Text(ifExactly: name(index)) else {
        throw raise(.typeError, "__match_args__ elements must be strings (got \(typeName(of: name(index))))")
      }
      for earlier in 0..<index where try areEqual(name(earlier), text.value) { throw raiseMatchedTwice(type, text) }
      let found = try findAttribute(subject, Text.interned(self, text).value)
      if found.isEmpty { return .none }
      attributes.elements[index] = found
    }
    return attributes.value
  }

  /// The names that a class has for positional sub-patterns, at least `count`; nil for a class whose instances are what
  /// the one sub-pattern matches.
  private func matchedNames(_ type: Type, _ count: Int) throws(Raised) -> Tuple? {
    let declared = try findAttribute(type.value, name(.__match_args__))
    if declared.isEmpty, type.flags.contains(.matchesSelf) {
      if count > 1 { throw raiseTooManyPatterns(type, allowed: 1, count) }
      return nil
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
    return names
  }

  private func typeTitle(_ type: Type) -> String { String(Text(type.pointer.pointee.name)) }

  private func raiseTooManyPatterns(_ type: Type, allowed: Int, _ given: Int) -> Raised {
    raise(
      .typeError,
      "\(typeTitle(type))() accepts \(allowed) positional sub-pattern\(allowed == 1 ? "" : "s") (\(given) given)")
  }

  private func raiseMatchedTwice(_ type: Type, _ name: Text) -> Raised {
    raise(.typeError, "\(typeTitle(type))() got multiple sub-patterns for attribute '\(String(name))'")
  }
}
