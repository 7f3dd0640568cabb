import Syntax

/// Writes annotations back as source, for `from __future__ import annotations`: CPython's spacing, quotes and
/// parentheses, to the letter.
struct Unparser {
  private let tree: SyntaxTree
  private var output = Representation()
  private var depth = 0
  private let depthLimit: Int

  init(tree: SyntaxTree, depthLimit: Int) { (self.tree, self.depthLimit) = (tree, depthLimit) }

  /// The source written so far.
  var text: [UInt8] { output.bytes }

  /// How tightly an operator binds. An expression that binds less than its place asks for gets parentheses.
  private enum Precedence: Int {
    case tuple, test, or, and, not, comparison, bitOr, bitXor, bitAnd, shift, arithmetic, term, factor, power, await
    case atom

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .atom }

    static func > (left: Precedence, right: Precedence) -> Bool { left.rawValue > right.rawValue }
  }

  mutating func annotation(_ expression: Expression) throws(SyntaxError) { try write(expression, .test) }

  // MARK: Expressions

  private mutating func write(_ expression: Expression, _ level: Precedence) throws(SyntaxError) {
    depth += 1
    defer { depth -= 1 }
    if depth > depthLimit { throw SyntaxError.recursion(at: .none) }
    switch tree[expression] {
    case .boolOp(let op, let values):
      try write(tree[values], op == .and ? .and : .or, op == .and ? " and " : " or ", in: level)
    case .namedExpr(let target, let value):
      try parenthesise(level > .tuple) { (writer) throws(SyntaxError) in
        try writer.write(target, .atom)
        writer.output.append(" := ")
        try writer.write(value, .atom)
      }
    case .binOp(let left, let op, let right): try write(left, op, right, in: level)
    case .unaryOp(let op, let operand):
      let precedence = op == .not ? Precedence.not : .factor
      try parenthesise(level > precedence) { (writer) throws(SyntaxError) in
        writer.output.append(Self.symbol(of: op))
        try writer.write(operand, precedence)
      }
    case .lambda(let parameters, let body):
      try parenthesise(level > .test) { (writer) throws(SyntaxError) in
        try writer.write(parameters)
        writer.output.append(": ")
        try writer.write(body, .test)
      }
    case .ifExp(let test, let body, let orelse):
      try parenthesise(level > .test) { (writer) throws(SyntaxError) in
        try writer.write(body, .or)
        writer.output.append(" if ")
        try writer.write(test, .or)
        writer.output.append(" else ")
        try writer.write(orelse, .test)
      }
    case .dict(let keys, let values): try write(tree[keys], tree[values])
    case .set(let elements): try write(tree[elements], between: "{", "}")
    case .list(let elements, _): try write(tree[elements], between: "[", "]")
    case .listComp(let element, let generators): try write(element, nil, tree[generators], between: "[", "]")
    case .setComp(let element, let generators): try write(element, nil, tree[generators], between: "{", "}")
    case .dictComp(let key, let value, let generators): try write(key, value, tree[generators], between: "{", "}")
    case .generatorExp(let element, let generators): try write(element, nil, tree[generators], between: "(", ")")
    case .await(let value):
      try parenthesise(level > .await) { (writer) throws(SyntaxError) in
        writer.output.append("await ")
        try writer.write(value, .atom)
      }
    case .yield(let value):
      output.append("(yield")
      if let value {
        output.append(" ")
        try write(value, .test)
      }
      output.append(")")
    case .yieldFrom(let value):
      output.append("(yield from ")
      try write(value, .test)
      output.append(")")
    case .compare(let left, let ops, let comparators):
      try write(left, tree[ops], tree[comparators], in: level)
    case .call(let callee, let arguments, let keywords): try write(callee, tree[arguments], tree[keywords])
    case .formattedValue, .joinedStr, .interpolation, .templateStr: try writeFormatted(expression)
    case .constant(let literal, let kind): write(literal, kind)
    case .attribute(let value, let name, _):
      try write(value, .atom)
      // `1.x` would be a float.
      if case .constant(let literal, _) = tree[value], isInteger(literal) { output.append(" ") }
      output.append(".")
      output.append(tree[name])
    case .subscript(let value, let key, _):
      try write(value, .atom)
      output.append("[")
      try write(key, .tuple)
      output.append("]")
    case .starred(let value, _):
      output.append("*")
      try write(value, .bitOr)
    case .name(let name, _): output.append(tree[name])
    case .tuple(let elements, _): try write(tuple: tree[elements], in: level)
    case .slice(let lower, let upper, let step):
      if let lower { try write(lower, .test) }
      output.append(":")
      if let upper { try write(upper, .test) }
      if let step {
        output.append(":")
        try write(step, .test)
      }
    }
  }

  private mutating func parenthesise(
    _ isNeeded: Bool, _ body: (inout Unparser) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    if isNeeded { output.append("(") }
    try body(&self)
    if isNeeded { output.append(")") }
  }

  private mutating func write(
    _ values: NodeListView<Expression>, _ precedence: Precedence, _ separator: StaticString, in level: Precedence
  ) throws(SyntaxError) {
    try parenthesise(level > precedence) { (writer) throws(SyntaxError) in
      for (index, value) in values.enumerated() {
        if index > 0 { writer.output.append(separator) }
        try writer.write(value, precedence.next)
      }
    }
  }

  private mutating func write(
    _ left: Expression, _ op: BinaryOperator, _ right: Expression, in level: Precedence
  ) throws(SyntaxError) {
    let (symbol, precedence) = Self.operation(op)
    try parenthesise(level > precedence) { (writer) throws(SyntaxError) in
      try writer.write(left, op == .pow ? precedence.next : precedence)
      writer.output.append(symbol)
      try writer.write(right, op == .pow ? precedence : precedence.next)
    }
  }

  private mutating func write(
    _ left: Expression, _ ops: NodeListView<ComparisonOperator>, _ comparators: NodeListView<Expression>,
    in level: Precedence
  ) throws(SyntaxError) {
    try parenthesise(level > .comparison) { (writer) throws(SyntaxError) in
      try writer.write(left, Precedence.comparison.next)
      for (op, right) in zip(ops, comparators) {
        writer.output.append(Self.symbol(of: op))
        try writer.write(right, Precedence.comparison.next)
      }
    }
  }

  // MARK: Displays

  private mutating func write(_ elements: NodeListView<Expression>) throws(SyntaxError) {
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(", ") }
      try write(element, .test)
    }
  }

  private mutating func write(
    _ elements: NodeListView<Expression>, between open: StaticString, _ close: StaticString
  ) throws(SyntaxError) {
    output.append(open)
    try write(elements)
    output.append(close)
  }

  private mutating func write(tuple elements: NodeListView<Expression>, in level: Precedence) throws(SyntaxError) {
    if elements.isEmpty { return output.append("()") }
    try parenthesise(level > .tuple) { (writer) throws(SyntaxError) in
      try writer.write(elements)
      if elements.count == 1 { writer.output.append(",") }
    }
  }

  private mutating func write(
    _ keys: NodeListView<Expression?>, _ values: NodeListView<Expression>
  ) throws(SyntaxError) {
    output.append("{")
    for (index, value) in values.enumerated() {
      if index > 0 { output.append(", ") }
      if let key = keys[index] {
        try write(key, .test)
        output.append(": ")
        try write(value, .test)
      } else {
        output.append("**")
        try write(value, .bitOr)
      }
    }
    output.append("}")
  }

  private mutating func write(
    _ element: Expression, _ value: Expression?, _ generators: NodeListView<Comprehension>,
    between open: StaticString, _ close: StaticString
  ) throws(SyntaxError) {
    output.append(open)
    try write(element, .test)
    if let value {
      output.append(": ")
      try write(value, .test)
    }
    for generator in generators {
      let generator = tree[generator]
      output.append(generator.isAsync != 0 ? " async for " : " for ")
      try write(generator.target, .tuple)
      output.append(" in ")
      try write(generator.iter, .or)
      for condition in tree[generator.ifs] {
        output.append(" if ")
        try write(condition, .or)
      }
    }
    output.append(close)
  }

  // MARK: Calls, lambda

  private mutating func write(
    _ callee: Expression, _ arguments: NodeListView<Expression>, _ keywords: NodeListView<KeywordArgument>
  ) throws(SyntaxError) {
    try write(callee, .atom)
    // The parentheses of a generator expression serve as the call's.
    if arguments.count == 1, keywords.isEmpty, tree.kind(of: arguments[0]) == .generatorExp {
      return try write(arguments[0], .atom)
    }
    output.append("(")
    try write(arguments)
    for (index, keyword) in keywords.enumerated() {
      if index > 0 || !arguments.isEmpty { output.append(", ") }
      let keyword = tree[keyword]
      if let name = keyword.arg {
        output.append(tree[name])
        output.append("=")
      } else {
        output.append("**")
      }
      try write(keyword.value, .test)
    }
    output.append(")")
  }

  private mutating func write(_ parameters: Parameters) throws(SyntaxError) {
    let parameters = tree[parameters]
    let (positionalOnly, positional) = (tree[parameters.posonlyargs], tree[parameters.args])
    let defaults = tree[parameters.defaults]
    let count = positionalOnly.count + positional.count
    // CPython writes the blank for positional parameters only: `lambda*a: a`.
    output.append(count > 0 ? "lambda " : "lambda")
    var isFirst = true
    func separator(_ output: inout Representation) {
      if !isFirst { output.append(", ") }
      isFirst = false
    }
    for index in 0..<count {
      separator(&output)
      let parameter = index < positionalOnly.count ? positionalOnly[index] : positional[index - positionalOnly.count]
      output.append(tree[tree[parameter].arg])
      let defaultIndex = index - (count - defaults.count)
      if defaultIndex >= 0 {
        output.append("=")
        try write(defaults[defaultIndex], .test)
      }
      if index + 1 == positionalOnly.count { output.append(", /") }
    }
    let keywordOnly = tree[parameters.kwonlyargs]
    if parameters.vararg != nil || !keywordOnly.isEmpty {
      separator(&output)
      output.append("*")
      if let vararg = parameters.vararg { output.append(tree[tree[vararg].arg]) }
    }
    for (parameter, value) in zip(keywordOnly, tree[parameters.kwDefaults]) {
      separator(&output)
      output.append(tree[tree[parameter].arg])
      if let value {
        output.append("=")
        try write(value, .test)
      }
    }
    if let kwarg = parameters.kwarg {
      separator(&output)
      output.append("**")
      output.append(tree[tree[kwarg].arg])
    }
  }

  // MARK: Constants

  private func isInteger(_ literal: Literal) -> Bool {
    switch tree[literal] {
    case .integer, .bigInteger: true
    default: false
    }
  }

  private mutating func write(_ literal: Literal, _ kind: Name?) {
    switch tree[literal] {
    case .ellipsis: output.append("...")
    // Infinity has no literal; a number too large for a float has its value.
    case .float(let value) where value.isInfinite: output.append("1e309")
    case .imaginary(let value) where value.isInfinite: output.append("1e309j")
    default:
      if let kind { output.append(tree[kind]) }
      output.append(tree[literal], of: tree)
    }
  }

  // MARK: f-strings, t-strings

  /// A format string is its contents, quoted as any other text.
  private mutating func writeFormatted(_ expression: Expression) throws(SyntaxError) {
    var contents = Unparser(tree: tree, depthLimit: depthLimit)
    contents.depth = depth
    switch tree[expression] {
    case .joinedStr(let values):
      output.append("f")
      for value in tree[values] { try contents.writePart(value) }
    case .templateStr(let values):
      output.append("t")
      for value in tree[values] { try contents.writePart(value) }
    default:
      output.append("f")
      try contents.writePart(expression)
    }
    contents.text.withUnsafeBufferPointer { output.append(text: $0) }
  }

  private mutating func writePart(_ part: Expression) throws(SyntaxError) {
    switch tree[part] {
    case .constant(let literal, _):
      guard case .text(let range) = tree[literal] else { return }
      for byte in tree[range] {
        switch byte {
        case UInt8(ascii: "{"): output.append("{{")
        case UInt8(ascii: "}"): output.append("}}")
        default: output.append(byte: byte)
        }
      }
    case .joinedStr(let values): for value in tree[values] { try writePart(value) }
    case .formattedValue(let value, let conversion, let specification):
      var field = Unparser(tree: tree, depthLimit: depthLimit)
      field.depth = depth
      try field.write(value, .or)
      // A blank keeps the brace of a dict or set from being doubled.
      output.append(field.text.first == UInt8(ascii: "{") ? "{ " : "{")
      field.text.withUnsafeBufferPointer { output.append($0) }
      try writeEnd(conversion, specification)
    case .interpolation(_, let source, let conversion, let specification):
      output.append("{")
      if case .text(let range) = tree[source] { output.append(tree[range]) }
      try writeEnd(conversion, specification)
    default: break
    }
  }

  private mutating func writeEnd(_ conversion: Int32, _ specification: Expression?) throws(SyntaxError) {
    if conversion > 0 {
      output.append("!")
      output.append(byte: UInt8(truncatingIfNeeded: conversion))
    }
    if let specification {
      output.append(":")
      try writePart(specification)
    }
    output.append("}")
  }

  // MARK: Operators

  private static func operation(_ op: BinaryOperator) -> (StaticString, Precedence) {
    switch op {
    case .add: (" + ", .arithmetic)
    case .sub: (" - ", .arithmetic)
    case .mult: (" * ", .term)
    case .matMult: (" @ ", .term)
    case .div: (" / ", .term)
    case .mod: (" % ", .term)
    case .floorDiv: (" // ", .term)
    case .lshift: (" << ", .shift)
    case .rshift: (" >> ", .shift)
    case .bitOr: (" | ", .bitOr)
    case .bitXor: (" ^ ", .bitXor)
    case .bitAnd: (" & ", .bitAnd)
    case .pow: (" ** ", .power)
    }
  }

  private static func symbol(of op: UnaryOperator) -> StaticString {
    switch op {
    case .invert: "~"
    case .not: "not "
    case .uadd: "+"
    case .usub: "-"
    }
  }

  private static func symbol(of op: ComparisonOperator) -> StaticString {
    switch op {
    case .eq: " == "
    case .notEq: " != "
    case .lt: " < "
    case .ltE: " <= "
    case .gt: " > "
    case .gtE: " >= "
    case .is: " is "
    case .isNot: " is not "
    case .in: " in "
    case .notIn: " not in "
    }
  }
}
