import Bytecode
import Syntax

extension CodeGenerator {
  /// The code object of the whole tree.
  mutating func module() throws(SyntaxError) -> CodeObject {
    prepareModule()
    startGenerator()
    switch tree[tree.root] {
    case .module(let statements, _), .interactive(let statements):
      try module(statements)
    case .expression(let expression):
      let value = try value(expression)
      locate(expression)
      unit.code.return(value: operand(value))
    case .functionType: returnNone()
    }
    var finished = Unit(module: table)
    swap(&finished, &unit)
    return codeObject(of: &finished, captures: [])
  }

  private mutating func module(_ statements: NodeList<Statement>) throws(SyntaxError) {
    var start = SourceRange(line: 1, column: 0, endLine: 1, endColumn: 0)
    // Docstrings are no statements where they are dropped.
    let all = tree[statements]
    let first = options.optimization >= 2 && all.first.map { tree.isDocstring($0) } == true ? 1 : 0
    if first < all.count { start = tree.range(of: all[first]) }
    locate(start)
    // `__annotate__` is there before the first statement, but known after the last: its constant is given then.
    var annotate: PooledConstant?
    if !table.future.features.contains(.annotations), hasAnnotations(statements) {
      let constant = pool.reserve()
      annotate = constant
      let function = unit.push()
      unit.code.makeFunction(result: function, code: index(of: constant))
      unit.code.storeName(key: nameIndex("__annotate__"), value: .register(function))
      unit.top = unit.firstTemporary
    }
    setUpAnnotations()
    if options.mode == .interactive {
      try self.statements(statements)
    } else {
      try body(statements)
    }
    returnNone()
    if let annotate { pool.give(.code(try variableAnnotations(at: start)), to: annotate) }
  }

  /// Whether statements of a module annotate a plain name.
  private func hasAnnotations(_ statements: NodeList<Statement>) -> Bool {
    if table[.module].annotations.isAbsent { return false }
    return tree[statements].contains { hasAnnotations($0) }
  }

  private func hasAnnotations(_ statement: Statement) -> Bool {
    var next: Statement? = statement
    while let current = next {
      next = nil
      switch tree[current] {
      case .annAssign(_, _, _, let simple): return simple != 0
      case .for(_, _, let body, let orelse, _), .asyncFor(_, _, let body, let orelse, _),
        .while(_, let body, let orelse):
        if tree[body].contains(where: { hasAnnotations($0) }) || tree[orelse].contains(where: { hasAnnotations($0) }) {
          return true
        }
      case .if(_, let body, let orelse):
        if tree[body].contains(where: { hasAnnotations($0) }) { return true }
        let rest = tree[orelse]
        if rest.count == 1 {
          next = rest[0]
        } else if rest.contains(where: { hasAnnotations($0) }) {
          return true
        }
      case .with(_, let body, _), .asyncWith(_, let body, _):
        if tree[body].contains(where: { hasAnnotations($0) }) { return true }
      case .match(_, let cases):
        for item in tree[cases] where tree[tree[item].body].contains(where: { hasAnnotations($0) }) { return true }
      case .try(let body, let handlers, let orelse, let finalbody),
        .tryStar(let body, let handlers, let orelse, let finalbody):
        for list in [body, orelse, finalbody] where tree[list].contains(where: { hasAnnotations($0) }) { return true }
        for handler in tree[handlers] {
          if case .exceptHandler(_, _, let body) = tree[handler], tree[body].contains(where: { hasAnnotations($0) }) {
            return true
          }
        }
      default: break
      }
    }
    return false
  }
}
