import CRuntime
import Runtime
import Syntax

/// Whether a tree that a program put together is one that the compiler can take: what the parser guarantees and objects
/// do not. The words are those of CPython's validator.
struct TreeValidator {
  private let context: Context
  private let tree: SyntaxTree

  init(_ context: Context, _ tree: SyntaxTree) { (self.context, self.tree) = (context, tree) }

  func validate() throws(Raised) {
    switch tree[tree.root] {
    case .module(let body, _), .interactive(let body): try statements(body)
    case .expression(let body): try expression(body)
    case .functionType(let arguments, let returns):
      try expressions(arguments)
      try expression(returns)
    }
  }

  private func wrong(_ message: String) -> Raised { context.raise(.valueError, message) }

  private func position<Handle: NodeHandle>(_ node: Handle) throws(Raised) {
    let range = tree.range(of: node)
    if range.line > range.endLine {
      throw wrong("AST node line range (\(range.line), \(range.endLine)) is not valid")
    }
    let isBackwards = range.line == range.endLine && range.column > range.endColumn
    if range.line < 0 && range.endLine != range.line || range.column < 0 && range.column != range.endColumn {
      throw wrong(
        "AST node column range (\(range.column), \(range.endColumn)) for line range (\(range.line), \(range.endLine)) is not valid")
    }
    if isBackwards { throw wrong("line \(range.line), column \(range.column)-\(range.endColumn) is not a valid range") }
  }

  // MARK: Statements

  private func body(_ list: NodeList<Statement>, of owner: StaticString) throws(Raised) {
    if tree[list].isEmpty { throw wrong("empty body on \(owner)") }
    try statements(list)
  }

  private func statements(_ list: NodeList<Statement>) throws(Raised) {
    for member in tree[list] {
      if member.offset == 0 { throw wrong("None disallowed in statement list") }
      try statement(member)
    }
  }

  private func nonempty<Member: TreeWord>(_ list: NodeList<Member>, _ what: StaticString, _ owner: StaticString) throws(Raised) {
    if tree[list].isEmpty { throw wrong("empty \(what) on \(owner)") }
  }

  private func statement(_ node: Statement) throws(Raised) {
    try context.checkNativeStack()
    try position(node)
    switch tree[node] {
    case .functionDef(_, let parameters, let body, let decorators, let returns, _, let types):
      try definition(body, parameters, decorators, returns, types, "FunctionDef")
    case .asyncFunctionDef(_, let parameters, let body, let decorators, let returns, _, let types):
      try definition(body, parameters, decorators, returns, types, "AsyncFunctionDef")
    case .classDef(_, let bases, let keywords, let body, let decorators, let types):
      try self.body(body, of: "ClassDef")
      try typeParameters(types)
      try expressions(bases)
      try self.keywords(keywords)
      try expressions(decorators)
    case .return(let value): try optional(value)
    case .delete(let targets):
      try nonempty(targets, "targets", "Delete")
      try expressions(targets, .del)
    case .assign(let targets, let value, _):
      try nonempty(targets, "targets", "Assign")
      try expressions(targets, .store)
      try expression(value)
    case .typeAlias(let name, let types, let value):
      if tree.kind(of: name) != .name { throw context.raise(.typeError, "TypeAlias with non-Name name") }
      try expression(name, .store)
      try typeParameters(types)
      try expression(value)
    case .augAssign(let target, _, let value):
      try expression(target, .store)
      try expression(value)
    case .annAssign(let target, let annotation, let value, let simple):
      if simple != 0, tree.kind(of: target) != .name {
        throw context.raise(.typeError, "AnnAssign with simple non-Name target")
      }
      try expression(target, .store)
      try optional(value)
      try expression(annotation)
    case .for(let target, let iterable, let body, let orElse, _):
      try loop(target, iterable, body, orElse, "For")
    case .asyncFor(let target, let iterable, let body, let orElse, _):
      try loop(target, iterable, body, orElse, "AsyncFor")
    case .while(let test, let body, let orElse):
      try expression(test)
      try self.body(body, of: "While")
      try statements(orElse)
    case .if(let test, let body, let orElse):
      try expression(test)
      try self.body(body, of: "If")
      try statements(orElse)
    case .with(let items, let body, _): try with(items, body, "With")
    case .asyncWith(let items, let body, _): try with(items, body, "AsyncWith")
    case .match(let subject, let cases):
      try expression(subject)
      try nonempty(cases, "cases", "Match")
      for member in tree[cases] {
        let part = tree[member]
        try pattern(part.pattern, isStarAllowed: false)
        try optional(part.guard)
        try self.body(part.body, of: "match_case")
      }
    case .raise(let exception, let cause):
      if exception == nil, cause != nil { throw wrong("Raise with cause but no exception") }
      try optional(exception)
      try optional(cause)
    case .try(let body, let handlers, let orElse, let final): try self.try(body, handlers, orElse, final, "Try")
    case .tryStar(let body, let handlers, let orElse, let final): try self.try(body, handlers, orElse, final, "TryStar")
    case .assert(let test, let message):
      try expression(test)
      try optional(message)
    case .import(let names): try nonempty(names, "names", "Import")
    case .importFrom(_, let names, let level):
      if level < 0 { throw wrong("Negative ImportFrom level") }
      try nonempty(names, "names", "ImportFrom")
    case .global(let names): try nonempty(names, "names", "Global")
    case .nonlocal(let names): try nonempty(names, "names", "Nonlocal")
    case .expr(let value): try expression(value)
    case .pass, .break, .continue: break
    }
  }

  private func definition(
    _ body: NodeList<Statement>, _ parameters: Parameters, _ decorators: NodeList<Expression>, _ returns: Expression?,
    _ types: NodeList<TypeParameter>, _ owner: StaticString
  ) throws(Raised) {
    try self.body(body, of: owner)
    try typeParameters(types)
    try self.parameters(parameters)
    try expressions(decorators)
    try optional(returns)
  }

  private func loop(
    _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>, _ orElse: NodeList<Statement>,
    _ owner: StaticString
  ) throws(Raised) {
    try expression(target, .store)
    try expression(iterable)
    try self.body(body, of: owner)
    try statements(orElse)
  }

  private func with(_ items: NodeList<WithItem>, _ body: NodeList<Statement>, _ owner: StaticString) throws(Raised) {
    try nonempty(items, "items", owner)
    for item in tree[items] {
      try expression(tree[item].contextExpr)
      if let variables = tree[item].optionalVars { try expression(variables, .store) }
    }
    try self.body(body, of: owner)
  }

  private func `try`(
    _ body: NodeList<Statement>, _ handlers: NodeList<ExceptionHandler>, _ orElse: NodeList<Statement>,
    _ final: NodeList<Statement>, _ owner: StaticString
  ) throws(Raised) {
    try self.body(body, of: owner)
    if tree[handlers].isEmpty, tree[final].isEmpty {
      throw wrong("\(owner) has neither except handlers nor finalbody")
    }
    if tree[handlers].isEmpty, !tree[orElse].isEmpty { throw wrong("\(owner) has orelse but no except handlers") }
    for handler in tree[handlers] {
      try position(handler)
      switch tree[handler] {
      case .exceptHandler(let type, _, let body):
        try optional(type)
        try self.body(body, of: "ExceptHandler")
      }
    }
    try statements(final)
    try statements(orElse)
  }

  // MARK: Parameters and arguments

  private func parameters(_ node: Parameters) throws(Raised) {
    let parts = tree[node]
    for list in [parts.posonlyargs, parts.args] {
      for parameter in tree[list] { try annotation(parameter) }
    }
    if let variable = parts.vararg { try annotation(variable) }
    for parameter in tree[parts.kwonlyargs] { try annotation(parameter) }
    if let variable = parts.kwarg { try annotation(variable) }
    if tree[parts.defaults].count > tree[parts.posonlyargs].count + tree[parts.args].count {
      throw wrong("more positional defaults than args on arguments")
    }
    if tree[parts.kwDefaults].count != tree[parts.kwonlyargs].count {
      throw wrong("length of kwonlyargs is not the same as kw_defaults on arguments")
    }
    try expressions(parts.defaults)
    for value in tree[parts.kwDefaults] { try optional(value) }
  }

  private func annotation(_ parameter: Parameter) throws(Raised) {
    try position(parameter)
    try optional(tree[parameter].annotation)
  }

  private func keywords(_ list: NodeList<KeywordArgument>) throws(Raised) {
    for keyword in tree[list] { try expression(tree[keyword].value) }
  }

  private func typeParameters(_ list: NodeList<TypeParameter>) throws(Raised) {
    for parameter in tree[list] {
      switch tree[parameter] {
      case .typeVar(_, let bound, let fallback):
        try optional(bound)
        try optional(fallback)
      case .paramSpec(_, let fallback), .typeVarTuple(_, let fallback): try optional(fallback)
      }
    }
  }

  // MARK: Expressions

  private func optional(_ node: Expression?) throws(Raised) {
    if let node { try expression(node) }
  }

  private func expressions(_ list: NodeList<Expression>, _ wanted: ExpressionContext = .load) throws(Raised) {
    for member in tree[list] {
      if member.offset == 0 { throw wrong("None disallowed in expression list") }
      try expression(member, wanted)
    }
  }

  private func check(_ actual: ExpressionContext, _ wanted: ExpressionContext) throws(Raised) {
    if actual != wanted { throw wrong("expression must have \(wanted.name) context but has \(actual.name) instead") }
  }

  private func name(_ name: Name) throws(Raised) {
    for forbidden in ["None", "True", "False"] as [StaticString] where tree.string(name) == "\(forbidden)" {
      throw wrong("identifier field can't represent '\(forbidden)' constant")
    }
  }

  private func expression(_ node: Expression, _ wanted: ExpressionContext = .load) throws(Raised) {
    try context.checkNativeStack()
    try position(node)
    switch tree[node] {
    case .attribute(let value, _, let actual):
      try check(actual, wanted)
      return try expression(value)
    case .subscript(let value, let slice, let actual):
      try check(actual, wanted)
      try expression(slice)
      return try expression(value)
    case .starred(let value, let actual):
      try check(actual, wanted)
      return try expression(value, wanted)
    case .name(let id, let actual):
      try name(id)
      return try check(actual, wanted)
    case .list(let elements, let actual), .tuple(let elements, let actual):
      try check(actual, wanted)
      return try expressions(elements, wanted)
    default: break
    }
    if wanted != .load { throw wrong("expression which can't be assigned to in \(wanted.name) context") }
    switch tree[node] {
    case .boolOp(_, let values):
      if tree[values].count < 2 { throw wrong("BoolOp with less than 2 values") }
      try expressions(values)
    case .binOp(let left, _, let right):
      try expression(left)
      try expression(right)
    case .unaryOp(_, let operand): try expression(operand)
    case .lambda(let parameters, let body):
      try self.parameters(parameters)
      try expression(body)
    case .ifExp(let test, let body, let orElse):
      for part in [test, body, orElse] { try expression(part) }
    case .dict(let keys, let values):
      if tree[keys].count != tree[values].count { throw wrong("Dict doesn't have the same number of keys as values") }
      for key in tree[keys] { try optional(key) }
      try expressions(values)
    case .set(let elements): try expressions(elements)
    case .listComp(let element, let generators), .setComp(let element, let generators),
      .generatorExp(let element, let generators):
      try comprehensions(generators)
      try expression(element)
    case .dictComp(let key, let value, let generators):
      try comprehensions(generators)
      try expression(key)
      try expression(value)
    case .await(let value), .yieldFrom(let value): try expression(value)
    case .yield(let value): try optional(value)
    case .compare(let left, let operators, let comparators):
      if tree[comparators].isEmpty { throw wrong("Compare with no comparators") }
      if tree[comparators].count != tree[operators].count {
        throw wrong("Compare has a different number of comparators and operands")
      }
      try expressions(comparators)
      try expression(left)
    case .call(let function, let arguments, let keywords):
      try expression(function)
      try expressions(arguments)
      try self.keywords(keywords)
    case .formattedValue(let value, _, let format), .interpolation(let value, _, _, let format):
      try expression(value)
      try optional(format)
    case .joinedStr(let values), .templateStr(let values): try expressions(values)
    case .namedExpr(let target, let value):
      if tree.kind(of: target) != .name { throw context.raise(.typeError, "NamedExpr target must be a Name") }
      try expression(value)
    case .slice(let lower, let upper, let step):
      for part in [lower, upper, step] { try optional(part) }
    default: break
    }
  }

  private func comprehensions(_ list: NodeList<Comprehension>) throws(Raised) {
    if tree[list].isEmpty { throw wrong("comprehension with no generators") }
    for member in tree[list] {
      let part = tree[member]
      try expression(part.target, .store)
      try expression(part.iter)
      try expressions(part.ifs)
    }
  }

  // MARK: Patterns

  private func patterns(_ list: NodeList<Syntax.Pattern>, isStarAllowed: Bool) throws(Raised) {
    for member in tree[list] { try pattern(member, isStarAllowed: isStarAllowed) }
  }

  private func capture(_ name: Name) throws(Raised) {
    if tree.string(name) == "_" { throw wrong("can't capture name '_' in patterns") }
    try self.name(name)
  }

  private func pattern(_ node: Syntax.Pattern, isStarAllowed: Bool) throws(Raised) {
    try context.checkNativeStack()
    try position(node)
    switch tree[node] {
    case .matchValue(let value): try patternValue(value)
    case .matchSingleton(let value):
      switch tree[value] {
      case .none, .true, .false: break
      default: throw wrong("MatchSingleton can only contain True, False and None")
      }
    case .matchSequence(let members): try patterns(members, isStarAllowed: true)
    case .matchMapping(let keys, let members, let rest):
      if tree[keys].count != tree[members].count {
        throw wrong("MatchMapping doesn't have the same number of keys as patterns")
      }
      if let rest { try capture(rest) }
      for key in tree[keys] {
        if tree.kind(of: key) != .constant { try patternValue(key) }
      }
      try patterns(members, isStarAllowed: false)
    case .matchClass(let type, let members, let names, let values):
      if tree[names].count != tree[values].count {
        throw wrong("MatchClass doesn't have the same number of keyword attributes as patterns")
      }
      try expression(type)
      var part = type
      while case .attribute(let value, _, _) = tree[part] { part = value }
      if tree.kind(of: part) != .name { throw wrong("MatchClass cls field can only contain Name or Attribute nodes.") }
      for name in tree[names] { try self.name(name) }
      try patterns(members, isStarAllowed: false)
      try patterns(values, isStarAllowed: false)
    case .matchStar(let name):
      if !isStarAllowed { throw wrong("can't use MatchStar here") }
      if let name { try capture(name) }
    case .matchAs(let inner, let name):
      if let name { try capture(name) }
      if let inner {
        if name == nil { throw wrong("MatchAs must specify a target name if a pattern is given") }
        try pattern(inner, isStarAllowed: false)
      }
    case .matchOr(let members):
      if tree[members].count < 2 { throw wrong("MatchOr requires at least 2 patterns") }
      try patterns(members, isStarAllowed: false)
    }
  }

  private func patternValue(_ node: Expression) throws(Raised) {
    try expression(node)
    switch tree[node] {
    case .constant(let value, _):
      if case .ellipsis = tree[value] { throw wrong("unexpected constant inside of a literal pattern") }
    case .attribute, .unaryOp, .binOp, .joinedStr, .templateStr: break
    default: throw wrong("patterns may only match literals and attribute lookups")
    }
  }
}
