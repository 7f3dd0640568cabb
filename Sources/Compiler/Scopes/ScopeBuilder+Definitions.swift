import Syntax

// Functions, classes, type aliases and their type parameters.
extension ScopeBuilder {
  mutating func visitFunction(
    _ statement: Statement, _ name: Name, _ args: Parameters, _ body: NodeList<Statement>,
    _ decorators: NodeList<Expression>, _ returns: Expression?, _ typeParams: NodeList<TypeParameter>, isAsync: Bool
  ) throws(SyntaxError) {
    try define(name, .local, at: statement.offset)
    try visitDefaults(args)
    try visit(decorators)
    let isGeneric = !tree[typeParams].isEmpty
    if isGeneric {
      try enterTypeParameters(name, of: statement)
      // CPython reserves the place of defaults whether there are any or not.
      try define(Name(.hiddenDefaults), .parameter, at: statement.offset)
      if tree[tree[args].kwDefaults].contains(where: { $0 != nil }) {
        try define(Name(.hiddenKeywordDefaults), .parameter, at: statement.offset)
      }
      try visit(typeParams)
    }
    let function = makeScope(.function, name, at: statement.offset)
    note(function, as: .body, of: statement.offset)
    if isAsync { table[function].flags.insert(.coroutine) }
    try visitAnnotations(of: args, returns, at: statement.offset)
    enter(function)
    try visitParameters(args)
    try visit(body)
    leave()
    if isGeneric { leave() }
  }

  /// The defaults of parameters, which belong to the scope around the function.
  mutating func visitDefaults(_ args: Parameters) throws(SyntaxError) {
    let parameters = tree[args]
    try visit(parameters.defaults)
    for case let value? in tree[parameters.kwDefaults] { try visit(value) }
  }

  mutating func visitParameters(_ args: Parameters) throws(SyntaxError) {
    let parameters = tree[args]
    for parameter in tree[parameters.posonlyargs] { try visit(parameter) }
    for parameter in tree[parameters.args] { try visit(parameter) }
    for parameter in tree[parameters.kwonlyargs] { try visit(parameter) }
    if let parameter = parameters.vararg {
      try visit(parameter)
      scope.flags.insert(.varArguments)
    }
    if let parameter = parameters.kwarg {
      try visit(parameter)
      scope.flags.insert(.varKeywords)
    }
  }

  private mutating func visit(_ parameter: Parameter) throws(SyntaxError) {
    try define(tree[parameter].arg, .parameter, at: parameter.offset)
  }

  mutating func visitClass(
    _ statement: Statement, _ name: Name, _ bases: NodeList<Expression>, _ keywords: NodeList<KeywordArgument>,
    _ body: NodeList<Statement>, _ decorators: NodeList<Expression>, _ typeParams: NodeList<TypeParameter>
  ) throws(SyntaxError) {
    try define(name, .local, at: statement.offset)
    try visit(decorators)
    let isGeneric = !tree[typeParams].isEmpty
    if isGeneric {
      try enterTypeParameters(name, of: statement)
      scope.manglingHeader = current
      scope.privateClass = name
      // Set where the type parameters are made, used where the bases are; the class's hidden last base.
      try define(Name(.hiddenTypeParameters), [.local, .used], at: statement.offset)
      try define(Name(.hiddenGenericBase), [.local, .used], at: statement.offset)
      try visit(typeParams)
    }
    try visit(bases)
    try visit(keywords)
    try enter(.class, name, at: statement.offset)
    note(current, as: .body, of: statement.offset)
    scope.privateClass = name
    if isGeneric {
      try define(Name(.typeParameters), .local, at: statement.offset)
      try define(Name(.hiddenTypeParameters), .used, at: statement.offset)
    }
    try visit(body)
    leave()
    if isGeneric { leave() }
  }

  mutating func visitTypeAlias(
    _ statement: Statement, _ target: Expression, _ typeParams: NodeList<TypeParameter>, _ value: Expression
  ) throws(SyntaxError) {
    try visit(target)
    guard case .name(let name, _) = tree[target] else { return }
    let isInClass = kind == .class
    let isGeneric = !tree[typeParams].isEmpty
    if isGeneric {
      try enterTypeParameters(name, of: statement)
      try visit(typeParams)
    }
    try enter(.typeAlias, name, at: statement.offset)
    note(current, as: .body, of: statement.offset)
    if isInClass { try seeClassScope(at: value.offset) }
    try visit(value)
    leave()
    if isGeneric { leave() }
  }

  // MARK: Type parameters

  private mutating func enterTypeParameters(_ name: Name, of statement: Statement) throws(SyntaxError) {
    let isInClass = kind == .class
    try enter(.typeParameters, name, at: statement.offset)
    note(current, as: .typeParameters, of: statement.offset)
    if isInClass { try seeClassScope(at: statement.offset) }
  }

  private mutating func visit(_ typeParams: NodeList<TypeParameter>) throws(SyntaxError) {
    for parameter in tree[typeParams] { try visit(parameter) }
  }

  private mutating func visit(_ parameter: TypeParameter) throws(SyntaxError) {
    let name: Name
    let value: Expression?
    let part: TypeVariablePart
    switch tree[parameter] {
    case .typeVar(let id, let bound, let defaultValue):
      try defineTypeParameter(id, at: parameter)
      if let bound {
        let part: TypeVariablePart = tree.kind(of: bound) == .tuple ? .constraint : .bound
        try visitTypeVariable(id, bound, part, as: .bound, of: parameter)
      }
      (name, value, part) = (id, defaultValue, .typeVarDefault)
    case .paramSpec(let id, let defaultValue):
      try defineTypeParameter(id, at: parameter)
      (name, value, part) = (id, defaultValue, .paramSpecDefault)
    case .typeVarTuple(let id, let defaultValue):
      try defineTypeParameter(id, at: parameter)
      (name, value, part) = (id, defaultValue, .typeVarTupleDefault)
    }
    if let value { try visitTypeVariable(name, value, part, as: .default, of: parameter) }
  }

  private mutating func defineTypeParameter(_ name: Name, at parameter: TypeParameter) throws(SyntaxError) {
    if name == .classDict {
      throw error("reserved name '__classdict__' cannot be used for type parameter", at: parameter.offset)
    }
    noteTypeParameter(name)
    try define(name, [.typeParameter, .local], at: parameter.offset)
  }

  /// A type parameter's bound, constraints or default: a scope of its own, evaluated when asked for.
  private mutating func visitTypeVariable(
    _ name: Name, _ value: Expression, _ part: TypeVariablePart, as role: SymbolTable.ScopeRole,
    of parameter: TypeParameter
  ) throws(SyntaxError) {
    let isInClass = scope.flags.contains(.seesClassScope)
    try enter(.typeVariable, name, at: value.offset)
    note(current, as: role, of: parameter.offset)
    scope.part = part
    if isInClass { try seeClassScope(at: value.offset) }
    try visit(value)
    leave()
  }
}
