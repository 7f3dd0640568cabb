import Syntax

// Annotations live in scopes of their own, evaluated when asked for (PEP 649): one for each function's
// signature, one for the variables of a module or class, and one for a function's variables that never runs.
extension ScopeBuilder {
  /// The annotations of a function's parameters and result.
  mutating func visitAnnotations(
    of args: Parameters, _ returns: Expression?, at function: UInt32
  ) throws(SyntaxError) {
    let seesClassScope = kind == .class || scope.flags.contains(.seesClassScope)
    try enter(.annotation, Name(.annotate), at: function)
    note(current, as: .annotations, of: args.offset)
    if seesClassScope { try seeClassScope(at: function) }
    let parameters = tree[args]
    try visitAnnotations(of: parameters.posonlyargs)
    try visitAnnotations(of: parameters.args)
    if let parameter = parameters.vararg { try visitAnnotation(of: parameter) }
    if let parameter = parameters.kwarg { try visitAnnotation(of: parameter) }
    try visitAnnotations(of: parameters.kwonlyargs)
    if let returns {
      scope.flags.insert(.annotated)
      try visit(returns)
    }
    leave()
  }

  private mutating func visitAnnotations(of parameters: NodeList<Parameter>) throws(SyntaxError) {
    for parameter in tree[parameters] { try visitAnnotation(of: parameter) }
  }

  private mutating func visitAnnotation(of parameter: Parameter) throws(SyntaxError) {
    guard let annotation = tree[parameter].annotation else { return }
    scope.flags.insert(.annotated)
    try visit(annotation)
  }

  mutating func visitAnnotatedAssignment(
    _ statement: Statement, _ target: Expression, _ annotation: Expression, _ value: Expression?, isSimple: Bool
  ) throws(SyntaxError) {
    scope.flags.insert(.annotated)
    if case .name(let name, _) = tree[target] {
      let earlier = flags(of: name, in: current)
      if isSimple, kind != .module, !earlier.isDisjoint(with: [.global, .nonlocal]) {
        let word = earlier.contains(.global) ? "global" : "nonlocal"
        throw error("annotated name '\(tree.string(name))' can't be \(word)", at: statement.offset)
      }
      if isSimple { try define(name, [.annotated, .local], at: target.offset) }
      if value != nil { try define(name, .local, at: target.offset) }
    } else {
      try visit(target)
    }
    try visitVariableAnnotation(annotation)
    if let value { try visit(value) }
  }

  private mutating func visitVariableAnnotation(_ annotation: Expression) throws(SyntaxError) {
    let outer = current
    let kind = kind
    // A module counts as conditional throughout, since it may be looked at while it has run in part.
    let isConditional = kind == .module || (kind == .class && scope.flags.contains(.inConditionalBlock))
    if isConditional && !scope.flags.contains(.conditionalAnnotations) {
      scope.flags.insert(.conditionalAnnotations)
      try define(Name(.conditionalAnnotations), .used, at: annotation.offset)
    }
    if scope.annotations.isAbsent {
      try enter(.annotation, Name(.annotate), at: annotation.offset)
      table[outer].annotations = current
      if kind == .class && !table.future.features.contains(.annotations) { try seeClassScope(at: annotation.offset) }
    } else {
      enter(scope.annotations, again: true)
    }
    // The set is in a cell of the class's.
    if isConditional, kind == .class { try define(Name(.conditionalAnnotations), .used, at: annotation.offset) }
    if kind == .function { scope.flags.insert(.inUnevaluatedAnnotation) }
    try visit(annotation)
    scope.flags.remove(.inUnevaluatedAnnotation)
    leave()
  }
}
