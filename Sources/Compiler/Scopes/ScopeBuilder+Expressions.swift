import Syntax

extension ScopeBuilder {
  mutating func visit(_ expressions: NodeList<Expression>) throws(SyntaxError) {
    for expression in tree[expressions] { try visit(expression) }
  }

  private mutating func visit(_ expressions: NodeList<Expression?>) throws(SyntaxError) {
    for case let expression? in tree[expressions] { try visit(expression) }
  }

  /// Visits an expression. Programs nest some expressions without end: chains of operators, calls,
  /// subscripts and attributes to the left, conditional expressions and unary operators to the right. So the
  /// last child is visited by going round, and a node with a left child waits on `spine` meanwhile.
  mutating func visit(_ expression: Expression) throws(SyntaxError) {
    try descend(to: expression.offset)
    let waiting = spine.count
    var next: Expression? = expression
    while true {
      while let node = next { next = try visitUpToLast(node) }
      guard spine.count > waiting else { break }
      let node = Expression(offset: spine[spine.count - 1])
      spine.truncate(to: spine.count - 1)
      next = try visitAfterLeft(node)
    }
    depth -= 1
  }

  /// Visits the children of an expression but the last, which it returns if there is one. Of those with a left
  /// operand, it returns that and leaves the rest to `visitAfterLeft`.
  private mutating func visitUpToLast(_ expression: Expression) throws(SyntaxError) -> Expression? {
    switch tree[expression] {
    case .name(let id, let context):
      if scope.flags.contains(.inUnevaluatedAnnotation) { return nil }
      try define(id, context == .load ? .used : .local, at: expression.offset, context: context)
      // `super()` finds the class through `__class__`.
      if id == .super && context == .load && kind.isFunctionLike {
        try define(Name(.class), .used, at: expression.offset)
      }
      return nil
    case .constant: return nil
    case .attribute(let value, let attr, let context):
      try checkWritable(attr, at: expression.offset, context: context)
      return value
    case .call(let left, _, _), .subscript(let left, _, _), .binOp(let left, _, _):
      spine.append(expression.offset)
      return left
    case .boolOp(_, let values): try visit(values)
    case .namedExpr(let target, let value): return try visitNamedExpression(expression, target, value)
    case .unaryOp(_, let operand): return operand
    case .lambda(let args, let body): try visitLambda(expression, args, body)
    case .ifExp(let test, let body, let orelse):
      try visit(test)
      try visit(body)
      return orelse
    case .dict(let keys, let values):
      try visit(keys)
      try visit(values)
    case .set(let elements), .list(let elements, _), .tuple(let elements, _): try visit(elements)
    case .listComp(let element, let generators):
      try visitComprehension(expression, .list, generators, value: nil, element)
    case .setComp(let element, let generators):
      try visitComprehension(expression, .set, generators, value: nil, element)
    case .dictComp(let key, let value, let generators):
      try visitComprehension(expression, .dict, generators, value: value, key)
    case .generatorExp(let element, let generators):
      try visitComprehension(expression, .generator, generators, value: nil, element)
    case .await(let value): try visitAwait(expression, value)
    case .yield(let value): try visitYield(expression, value)
    case .yieldFrom(let value): try visitYield(expression, value)
    case .compare(let left, _, let comparators):
      try visit(left)
      try visit(comparators)
    case .formattedValue(let value, _, let spec), .interpolation(let value, _, _, let spec):
      try visit(value)
      return spec
    case .joinedStr(let values), .templateStr(let values): try visit(values)
    case .starred(let value, _): return value
    case .slice(let lower, let upper, let step):
      if let lower { try visit(lower) }
      if let upper { try visit(upper) }
      return step
    }
    return nil
  }

  /// Visits what follows an expression's left operand, but for the last child, which it returns.
  private mutating func visitAfterLeft(_ expression: Expression) throws(SyntaxError) -> Expression? {
    switch tree[expression] {
    case .binOp(_, _, let right): return right
    case .subscript(_, let slice, _): return slice
    case .call(_, let args, let keywords):
      try visit(args)
      try visit(keywords)
      return nil
    default: return nil
    }
  }

  mutating func visit(_ keywords: NodeList<KeywordArgument>) throws(SyntaxError) {
    for keyword in tree[keywords] {
      if let name = tree[keyword].arg { try checkWritable(name, at: keyword.offset, context: .store) }
    }
    for keyword in tree[keywords] { try visit(tree[keyword].value) }
  }

  private mutating func visitLambda(
    _ expression: Expression, _ args: Parameters, _ body: Expression
  ) throws(SyntaxError) {
    try visitDefaults(args)
    try enter(.function, Name(.lambda), at: expression.offset)
    note(current, as: .body, of: expression.offset)
    try visitParameters(args)
    try visit(body)
    leave()
  }

  // MARK: Await and yield

  private mutating func visitAwait(_ expression: Expression, _ value: Expression) throws(SyntaxError) {
    try refuseInTypeScope("await expression", at: expression.offset)
    let scope = scope
    if !isTopLevelWithAwait {
      if !scope.kind.isFunctionLike { throw error("'await' outside function", at: expression.offset) }
      if scope.comprehension == .none && !isAsyncFunction {
        throw error("'await' outside async function", at: expression.offset)
      }
    }
    try visit(value)
    self.scope.flags.insert(.coroutine)
  }

  var isAsyncFunction: Bool { kind == .function && scope.flags.contains(.coroutine) }

  /// Whether the current scope is a module that may await.
  var isTopLevelWithAwait: Bool { allowsTopLevelAwait && kind == .module }

  private mutating func visitYield(_ expression: Expression, _ value: Expression?) throws(SyntaxError) {
    try refuseInTypeScope("yield expression", at: expression.offset)
    if let value { try visit(value) }
    scope.flags.insert(.generator)
    let place: StaticString
    switch scope.comprehension {
    case .none: return
    case .list: place = "list comprehension"
    case .set: place = "set comprehension"
    case .dict: place = "dict comprehension"
    case .generator: place = "generator expression"
    }
    throw error("'yield' inside \(place)", at: expression.offset)
  }

  /// Refuses what annotations and type parameters may not hold.
  private func refuseInTypeScope(_ what: StaticString, at node: UInt32) throws(SyntaxError) {
    let place: StaticString
    switch kind {
    case .module, .function, .class: return
    case .annotation: place = "an annotation"
    case .typeVariable: place = scope.part.description
    case .typeAlias: place = "a type alias"
    case .typeParameters: place = "the definition of a generic"
    }
    throw error("\(what) cannot be used within \(place)", at: node)
  }

  // MARK: Assignment expressions

  private mutating func visitNamedExpression(
    _ expression: Expression, _ target: Expression, _ value: Expression
  ) throws(SyntaxError) -> Expression? {
    try refuseInTypeScope("named expression", at: expression.offset)
    if scope.iterableDepth > 0 {
      throw error(
        "assignment expression cannot be used in a comprehension iterable expression", at: expression.offset)
    }
    if scope.comprehension != .none, case .name(let name, _) = tree[target] {
      try bindOutsideComprehensions(name, at: target.offset)
    }
    noteAssignment()
    try visit(value)
    return target
  }

  /// Notes an assignment expression in the scope whose variable it assigns, and in the comprehensions between.
  private mutating func noteAssignment() {
    var scope = current
    while !scope.isAbsent {
      table[scope].flags.insert(.assignsInExpressions)
      if table[scope].comprehension == .none { return }
      scope = table[scope].parent
    }
  }

  /// Makes the target of an assignment expression in a comprehension a variable of the scope around it and all
  /// comprehensions (PEP 572).
  private mutating func bindOutsideComprehensions(_ name: Name, at target: UInt32) throws(SyntaxError) {
    var outer = current
    while !outer.isAbsent {
      let flags = flags(of: name, in: outer)
      let place: StaticString
      switch table[outer].kind {
      case .function where table[outer].comprehension != .none:
        if flags.contains(.comprehensionIterator) && !flags.isDisjoint(with: [.local, .global]) {
          throw error(
            "assignment expression cannot rebind comprehension iteration variable '\(tree.string(name))'", at: target)
        }
        outer = table[outer].parent
        continue
      case .function:
        try define(name, flags.contains(.global) ? .global : .nonlocal, at: target)
        noteDeclaration(of: name, at: target)
        return try define(name, .local, in: outer, at: target)
      case .module:
        try define(name, .global, at: target)
        noteDeclaration(of: name, at: target)
        return try define(name, .global, in: outer, at: target)
      case .annotation:
        outer = table[outer].parent
        continue
      case .class: place = "in a class body"
      case .typeParameters: place = "within the definition of a generic"
      case .typeAlias: place = "in a type alias"
      case .typeVariable: place = "in a TypeVar bound"
      }
      throw error("assignment expression within a comprehension cannot be used \(place)", at: target)
    }
  }

  // MARK: Comprehensions

  private mutating func visitComprehension(
    _ expression: Expression, _ comprehension: ComprehensionKind, _ generators: NodeList<Comprehension>,
    value: Expression?, _ element: Expression
  ) throws(SyntaxError) {
    let generators = tree[generators]
    guard let outermost = generators.first.map({ tree[$0] }) else { return }
    // The outermost iterable is evaluated in the scope around the comprehension.
    scope.iterableDepth += 1
    try visit(outermost.iter)
    scope.iterableDepth -= 1
    let name: WellKnownName =
      switch comprehension {
      case .list: .listComprehension
      case .set: .setComprehension
      case .dict: .dictComprehension
      case .generator, .none: .generatorExpression
      }
    try enter(.function, Name(name), at: expression.offset, comprehension: comprehension)
    note(current, as: .body, of: expression.offset)
    if outermost.isAsync != 0 { scope.flags.insert(.coroutine) }
    try define(Name(.hiddenIterator), .parameter, at: expression.offset)
    try visitIterationTarget(outermost.target)
    try visit(outermost.ifs)
    for index in 1..<max(1, generators.count) {
      let inner = tree[generators[index]]
      try visitIterationTarget(inner.target)
      scope.iterableDepth += 1
      try visit(inner.iter)
      scope.iterableDepth -= 1
      try visit(inner.ifs)
      if inner.isAsync != 0 { scope.flags.insert(.coroutine) }
    }
    if let value { try visit(value) }
    try visit(element)
    let isAsync = scope.flags.contains(.coroutine) && comprehension != .generator
    leave()
    guard isAsync else { return }
    let scope = scope
    if scope.comprehension == .none && !isAsyncFunction && !isTopLevelWithAwait {
      throw error("asynchronous comprehension outside of an asynchronous function", at: expression.offset)
    }
    self.scope.flags.insert(.coroutine)
  }

  private mutating func visitIterationTarget(_ target: Expression) throws(SyntaxError) {
    scope.flags.insert(.inIterationTarget)
    try visit(target)
    scope.flags.remove(.inIterationTarget)
  }
}
