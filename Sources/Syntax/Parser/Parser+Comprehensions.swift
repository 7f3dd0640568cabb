// The clauses of comprehensions and generator expressions.

extension Parser {
  /// for_if_clauses: ('async'? 'for' star_targets 'in' disjunction ('if' disjunction)*)+
  mutating func parseForClauses() throws(SyntaxError) -> NodeList<Comprehension> {
    let mark = children.mark
    while kind == .for || kind == .async {
      let isAsync = try take(.async)
      try expect(.for)
      let target = try parseStarTargets()
      try expect(.in)
      let iterated = try parseOperand(.disjunction)
      let conditions = try parseConditions()
      if isAsync { try require(6, "Async comprehensions are") }
      children.push(
        tree.add(ComprehensionNode(target: target, iter: iterated, ifs: conditions, isAsync: isAsync ? 1 : 0)))
    }
    return popList(from: mark)
  }

  /// ('if' disjunction)*
  private mutating func parseConditions() throws(SyntaxError) -> NodeList<Expression> {
    let mark = children.mark
    while try take(.if) { children.push(try parseOperand(.disjunction)) }
    return popList(from: mark)
  }
}
