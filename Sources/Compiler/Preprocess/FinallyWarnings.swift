import Syntax

/// Finds `return`, `break` and `continue` that leave a `finally` block and would swallow its exception (PEP 765).
///
/// CPython warns of them before it builds symbol tables, when it compiles and not when it only parses. What it
/// counts is what its 3.14 does: a loop in the block hides all three, `return` included; a class does not.
public struct FinallyWarnings: ~Copyable {
  private let tree: SyntaxTree
  private var warnings: [SyntaxWarning] = []
  private var isInFinally = false
  private var depth = 0

  /// The warnings for a tree, in the order of the source.
  public static func all(in tree: SyntaxTree) throws(SyntaxError) -> [SyntaxWarning] {
    var walk = FinallyWarnings(in: tree)
    switch tree[tree.root] {
    case .module(let body, _), .interactive(let body): try walk.visit(body)
    case .expression, .functionType: break
    }
    return walk.warnings
  }

  private init(in tree: SyntaxTree) { self.tree = tree }

  private mutating func visit(_ body: NodeList<Statement>, inFinally: Bool) throws(SyntaxError) {
    let outer = isInFinally
    isInFinally = inFinally
    try visit(body)
    isInFinally = outer
  }

  /// Visits statements. A last one that is an `if` goes on in the same loop: `elif` chains are long.
  private mutating func visit(_ body: NodeList<Statement>) throws(SyntaxError) {
    depth += 1
    if depth > ScopeBuilder.depthLimit { throw .recursion(at: .none) }
    var rest: NodeList<Statement>? = body
    while let body = rest {
      rest = nil
      for statement in tree[body] {
        if tree.kind(of: statement) == .if, case .if(_, let then, let orelse) = tree[statement] {
          try visit(then)
          if tree[body].count == 1 { rest = orelse } else { try visit(orelse) }
        } else {
          try visit(statement)
        }
      }
    }
    depth -= 1
  }

  private mutating func visit(_ statement: Statement) throws(SyntaxError) {
    switch tree.kind(of: statement) {
    case .return: warn("return", at: statement)
    case .break: warn("break", at: statement)
    case .continue: warn("continue", at: statement)
    case .functionDef, .asyncFunctionDef, .classDef, .for, .asyncFor, .while, .with, .asyncWith, .match, .try, .tryStar:
      try visitBodies(of: statement)
    default: break
    }
  }

  private mutating func visitBodies(of statement: Statement) throws(SyntaxError) {
    switch tree[statement] {
    case .functionDef(_, _, let body, _, _, _, _), .asyncFunctionDef(_, _, let body, _, _, _, _):
      try visit(body, inFinally: false)
    case .for(_, _, let body, let orelse, _), .asyncFor(_, _, let body, let orelse, _), .while(_, let body, let orelse):
      try visit(body, inFinally: false)
      try visit(orelse)
    case .classDef(_, _, _, let body, _, _), .with(_, let body, _), .asyncWith(_, let body, _):
      try visit(body)
    case .match(_, let cases):
      for matchCase in tree[cases] { try visit(tree[matchCase].body) }
    case .try(let body, let handlers, let orelse, let finalbody),
      .tryStar(let body, let handlers, let orelse, let finalbody):
      try visit(body)
      for handler in tree[handlers] {
        switch tree[handler] {
        case .exceptHandler(_, _, let body): try visit(body)
        }
      }
      try visit(orelse)
      try visit(finalbody, inFinally: true)
    default: break
    }
  }

  private mutating func warn(_ keyword: StaticString, at statement: Statement) {
    if isInFinally {
      warnings.append(SyntaxWarning("'\(keyword)' in a 'finally' block", at: tree.range(of: statement)))
    }
  }
}
