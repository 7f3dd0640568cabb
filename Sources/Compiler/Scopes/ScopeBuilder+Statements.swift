import Syntax

extension ScopeBuilder {
  mutating func readModule() throws(SyntaxError) {
    try enter(.module, Name(.top), at: 0)
    switch tree[tree.root] {
    case .module(let body, _), .interactive(let body): try visit(body)
    case .expression(let body): try visit(body)
    case .functionType: break
    }
    leave()
  }

  mutating func visit(_ body: NodeList<Statement>) throws(SyntaxError) {
    for statement in tree[body] { try visit(statement) }
  }

  mutating func visit(_ statement: Statement) throws(SyntaxError) {
    try descend(to: statement.offset)
    try visitNode(statement)
    depth -= 1
  }

  private mutating func visitNode(_ statement: Statement) throws(SyntaxError) {
    switch tree[statement] {
    case .functionDef(let name, let args, let body, let decorators, let returns, _, let typeParams):
      try visitFunction(statement, name, args, body, decorators, returns, typeParams, isAsync: false)
    case .asyncFunctionDef(let name, let args, let body, let decorators, let returns, _, let typeParams):
      try visitFunction(statement, name, args, body, decorators, returns, typeParams, isAsync: true)
    case .classDef(let name, let bases, let keywords, let body, let decorators, let typeParams):
      try visitClass(statement, name, bases, keywords, body, decorators, typeParams)
    case .typeAlias(let name, let typeParams, let value):
      try visitTypeAlias(statement, name, typeParams, value)
    case .return(let value):
      guard let value else { return }
      try visit(value)
      scope.flags.insert(.returnsValue)
    case .delete(let targets): try visit(targets)
    case .assign(let targets, let value, _):
      try visit(targets)
      try visit(value)
    case .augAssign(let target, _, let value):
      try visit(target)
      try visit(value)
    case .annAssign(let target, let annotation, let value, let simple):
      try visitAnnotatedAssignment(statement, target, annotation, value, isSimple: simple != 0)
    case .for(let target, let iter, let body, let orelse, _), .asyncFor(let target, let iter, let body, let orelse, _):
      if tree.kind(of: statement) == .asyncFor { try requireAsyncFunction("async for", at: statement) }
      try visit(target)
      try visit(iter)
      let outer = enterConditionalBlock()
      try visit(body)
      try visit(orelse)
      leaveConditionalBlock(outer)
    case .while(let test, let body, let orelse):
      try visit(test)
      let outer = enterConditionalBlock()
      try visit(body)
      try visit(orelse)
      leaveConditionalBlock(outer)
    case .if: try visitIf(statement)
    case .with(let items, let body, _), .asyncWith(let items, let body, _):
      if tree.kind(of: statement) == .asyncWith { try requireAsyncFunction("async with", at: statement) }
      let outer = enterConditionalBlock()
      for item in tree[items] {
        try visit(tree[item].contextExpr)
        if let target = tree[item].optionalVars { try visit(target) }
      }
      try visit(body)
      leaveConditionalBlock(outer)
    case .match(let subject, let cases):
      try visit(subject)
      let outer = enterConditionalBlock()
      for matchCase in tree[cases] {
        try visit(tree[matchCase].pattern)
        if let test = tree[matchCase].guard { try visit(test) }
        try visit(tree[matchCase].body)
      }
      leaveConditionalBlock(outer)
    case .raise(let exception, let cause):
      if let exception { try visit(exception) }
      if let cause { try visit(cause) }
    case .try(let body, let handlers, let orelse, let finalbody),
      .tryStar(let body, let handlers, let orelse, let finalbody):
      let outer = enterConditionalBlock()
      try visit(body)
      for handler in tree[handlers] { try visit(handler) }
      try visit(orelse)
      try visit(finalbody)
      leaveConditionalBlock(outer)
    case .assert(let test, let message):
      try visit(test)
      if let message { try visit(message) }
    case .import(let names):
      for alias in tree[names] { try visit(alias) }
    case .importFrom(let module, let names, let level):
      if level == 0, let module, module == .future {
        try table.future.check(importAt: tree.range(of: statement))
      }
      for alias in tree[names] { try visit(alias) }
    case .global(let names): try declare(names, .global, by: statement)
    case .nonlocal(let names): try declare(names, .nonlocal, by: statement)
    case .expr(let value): try visit(value)
    case .pass, .break, .continue: break
    }
  }

  private func requireAsyncFunction(_ what: StaticString, at statement: Statement) throws(SyntaxError) {
    if !isAsyncFunction && !isTopLevelWithAwait {
      throw error("'\(what)' outside async function", at: statement.offset)
    }
  }

  // MARK: Conditional blocks

  /// Marks what follows as code that might not run; returns whether it was marked already.
  private mutating func enterConditionalBlock() -> Bool {
    let outer = scope.flags.contains(.inConditionalBlock)
    scope.flags.insert(.inConditionalBlock)
    return outer
  }

  private mutating func leaveConditionalBlock(_ outer: Bool) {
    if !outer { scope.flags.remove(.inConditionalBlock) }
  }

  /// An `if` and its chain of `elif`, which the tree nests and which may be long.
  private mutating func visitIf(_ statement: Statement) throws(SyntaxError) {
    var next: Statement? = statement
    let outer = scope.flags.contains(.inConditionalBlock)
    while let link = next {
      guard case .if(let test, let body, let orelse) = tree[link] else { return }
      try visit(test)
      _ = enterConditionalBlock()
      try visit(body)
      let alternative = tree[orelse]
      if alternative.count == 1, tree.kind(of: alternative[0]) == .if {
        next = alternative[0]
      } else {
        try visit(orelse)
        next = nil
      }
    }
    leaveConditionalBlock(outer)
  }

  // MARK: Names that statements bind

  private mutating func visit(_ handler: ExceptionHandler) throws(SyntaxError) {
    switch tree[handler] {
    case .exceptHandler(let type, let name, let body):
      if let type { try visit(type) }
      if let name { try define(name, .local, at: handler.offset) }
      try visit(body)
    }
  }

  private mutating func visit(_ alias: Alias) throws(SyntaxError) {
    let name = tree[alias].asname ?? tree[alias].name
    if name == .star {
      if kind != .module { throw error("import * only allowed at module level", at: alias.offset) }
      return
    }
    let bytes = tree[name]
    if let dot = bytes.firstIndex(of: UInt8(ascii: ".")) {
      try define(table.intern(UnsafeBufferPointer(rebasing: bytes[..<dot])), .imported, at: alias.offset)
    } else {
      try define(name, .imported, at: alias.offset)
    }
  }

  /// A `global` or `nonlocal` statement.
  private mutating func declare(
    _ names: NodeList<Name>, _ flag: SymbolFlags, by statement: Statement
  ) throws(SyntaxError) {
    let word = flag == .global ? "global" : "nonlocal"
    for name in tree[names] {
      let earlier = flags(of: name, in: current)
      if !earlier.isDisjoint(with: [.parameter, .local, .used, .annotated]) {
        let text = tree.string(name)
        let message =
          if earlier.contains(.parameter) {
            "name '\(text)' is parameter and \(word)"
          } else if earlier.contains(.used) {
            "name '\(text)' is used prior to \(word) declaration"
          } else if earlier.contains(.annotated) {
            "annotated name '\(text)' can't be \(word)"
          } else {
            "name '\(text)' is assigned to before \(word) declaration"
          }
        throw error(message, at: statement.offset)
      }
      try define(name, flag, at: statement.offset)
      noteDeclaration(of: name, at: statement.offset)
    }
  }

  // MARK: Patterns

  private mutating func visit(_ patterns: NodeList<Pattern>) throws(SyntaxError) {
    for pattern in tree[patterns] { try visit(pattern) }
  }

  private mutating func visit(_ pattern: Pattern) throws(SyntaxError) {
    try descend(to: pattern.offset)
    switch tree[pattern] {
    case .matchValue(let value): try visit(value)
    case .matchSingleton: break
    case .matchSequence(let patterns), .matchOr(let patterns): try visit(patterns)
    case .matchMapping(let keys, let patterns, let rest):
      try visit(keys)
      try visit(patterns)
      if let rest { try define(rest, .local, at: pattern.offset) }
    case .matchClass(let cls, let patterns, let attributes, let keywordPatterns):
      try visit(cls)
      try visit(patterns)
      let (attributes, values) = (tree[attributes], tree[keywordPatterns])
      for index in 0..<min(attributes.count, values.count) {
        try checkWritable(attributes[index], at: values[index].offset, context: .store)
      }
      try visit(keywordPatterns)
    case .matchStar(let name):
      if let name { try define(name, .local, at: pattern.offset) }
    case .matchAs(let inner, let name):
      if let inner { try visit(inner) }
      if let name { try define(name, .local, at: pattern.offset) }
    }
    depth -= 1
  }
}
