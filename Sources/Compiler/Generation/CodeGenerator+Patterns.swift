import Bytecode
import Syntax

/// What a `case` has found so far.
private struct PatternContext {
  /// Names in the order of their capture, and the registers where their values wait until the whole pattern
  /// has matched.
  var captures: [(name: Name, value: Value)] = []
  /// Where the pattern goes when it does not match.
  var failure: Label
  /// Whether a pattern that always matches may stand here: in the last `case`, under a guard, inside others.
  var allowsIrrefutable: Bool
}

extension CodeGenerator {
  mutating func match(
    _ subject: Expression, _ cases: NodeListView<MatchCase>, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    unit.conditionalDepth += 1
    defer { unit.conditionalDepth -= 1 }
    // Captures assign to variables: the subject may not stand in one.
    let subject = try push(subject)
    let top = unit.top
    let end = unit.newLabel()
    for (index, item) in cases.enumerated() {
      let node = tree[item]
      let next = unit.newLabel()
      let isLast = index == cases.count - 1
      var context = PatternContext(
        failure: next, allowsIrrefutable: node.guard != nil || isLast)
      if isLast, cases.count > 1, isWildcard(node.pattern) {
        // `case _:` needs no test; its line is still traced.
        locate(node.pattern)
        unit.code.nop()
      } else {
        try pattern(node.pattern, subject, &context)
      }
      for capture in context.captures {
        locate(node.pattern)
        store(capture.value, to: capture.name)
      }
      unit.top = top
      if let condition = node.guard { try branch(condition, to: next, when: false) }
      try statements(node.body)
      if !isLast { unit.code.jump(target: unit.jumping(to: end)) }
      unit.bind(next)
      unit.top = top
    }
    unit.bind(end)
    unit.top = mark
  }

  private func isWildcard(_ pattern: Pattern) -> Bool {
    if case .matchAs(nil, nil) = tree[pattern] { true } else { false }
  }

  private func isWildcardStar(_ pattern: Pattern) -> Bool {
    if case .matchStar(nil) = tree[pattern] { true } else { false }
  }

  private mutating func pattern(
    _ pattern: Pattern, _ subject: Register, _ context: inout PatternContext
  ) throws(SyntaxError) {
    try descend()
    defer { depth -= 1 }
    locate(pattern)
    unit.code.keepLine()
    let value = ValueOperand.register(subject)
    switch tree[pattern] {
    case .matchValue(let expression):
      guard isLiteralOrAttribute(expression) else {
        throw error("patterns may only match literals and attribute lookups", at: pattern)
      }
      let mark = unit.top
      let expected = operand(try self.value(expression))
      locate(pattern)
      unit.code.jumpIfEqual(left: value, right: expected, target: unit.jumping(to: context.failure), negated: true)
      unit.top = mark
    case .matchSingleton(let literal):
      let constant = pool.literalConstant(literal, of: tree)
      if constant == pool.noneConstant {
        unit.code.jumpIfNotNone(value: value, target: unit.jumping(to: context.failure))
      } else {
        unit.code.jumpIfSame(
          left: value, right: operand(.constant(constant)), target: unit.jumping(to: context.failure), negated: true)
      }
    case .matchSequence(let patterns): try sequence(tree[patterns], subject, at: pattern, &context)
    case .matchMapping(let keys, let patterns, let rest):
      try mapping(tree[keys], tree[patterns], rest, subject, at: pattern, &context)
    case .matchClass(let cls, let patterns, let names, let keywordPatterns):
      try instance(
        cls, tree[patterns], tree[names], tree[keywordPatterns], subject, at: pattern, &context)
    case .matchStar(let name): try capture(name, .register(subject), at: pattern, &context)
    case .matchAs(let inner, let name):
      guard let inner else {
        if !context.allowsIrrefutable {
          if let name {
            throw error("name capture '\(tree.string(name))' makes remaining patterns unreachable", at: pattern)
          }
          throw error("wildcard makes remaining patterns unreachable", at: pattern)
        }
        return try capture(name, .register(subject), at: pattern, &context)
      }
      try self.pattern(inner, subject, &context)
      try capture(name, .register(subject), at: pattern, &context)
    case .matchOr(let patterns): try alternatives(tree[patterns], subject, at: pattern, &context)
    }
  }

  private func isLiteralOrAttribute(_ expression: Expression) -> Bool {
    switch tree.kind(of: expression) {
    case .constant, .attribute, .unaryOp, .binOp: true
    default: false
    }
  }

  private mutating func capture(
    _ name: Name?, _ value: Value, at pattern: Pattern, _ context: inout PatternContext
  ) throws(SyntaxError) {
    guard let name else { return }
    if context.captures.contains(where: { $0.name == name }) {
      throw error("multiple assignments to name '\(tree.string(name))' in pattern", at: pattern)
    }
    context.captures.append((name, value))
  }

  /// A pattern inside another may always match.
  private mutating func inner(
    _ pattern: Pattern, _ subject: Register, _ context: inout PatternContext
  ) throws(SyntaxError) {
    let allowed = context.allowsIrrefutable
    context.allowsIrrefutable = true
    try self.pattern(pattern, subject, &context)
    context.allowsIrrefutable = allowed
  }

  // MARK: Sequences

  private mutating func sequence(
    _ patterns: NodeListView<Pattern>, _ subject: Register, at whole: Pattern, _ context: inout PatternContext
  ) throws(SyntaxError) {
    var star: Int?
    var onlyWildcards = true
    for (index, pattern) in patterns.enumerated() {
      if tree.kind(of: pattern) == .matchStar {
        if star != nil { throw error("multiple starred names in sequence pattern", at: whole) }
        star = index
        onlyWildcards = onlyWildcards && isWildcardStar(pattern)
      } else {
        onlyWildcards = onlyWildcards && isWildcard(pattern)
      }
    }
    let value = ValueOperand.register(subject)
    unit.code.jumpUnlessSequence(subject: value, target: unit.jumping(to: context.failure))
    if star == nil {
      try checkLength(subject, patterns.count, isExact: true, context.failure)
    } else if patterns.count > 1 {
      try checkLength(subject, patterns.count - 1, isExact: false, context.failure)
    }
    if onlyWildcards { return }
    if let star, isWildcardStar(patterns[star]) {
      return try items(patterns, star, subject, at: whole, &context)
    }
    let registers = unit.push(patterns.count)
    if let star {
      if star >= 1 << 8 || patterns.count - star - 1 >= 1 << 23 {
        throw error("too many expressions in star-unpacking sequence pattern", at: whole)
      }
      unit.code.unpackStarred(items: registers, iterable: value, counts: star | (patterns.count - star - 1) << 8)
    } else {
      unit.code.unpackSequence(items: registers, iterable: value, count: patterns.count)
    }
    for (index, pattern) in patterns.enumerated() { try inner(pattern, registers + index, &context) }
  }

  private mutating func checkLength(
    _ subject: Register, _ count: Int, isExact: Bool, _ failure: Label
  ) throws(SyntaxError) {
    let mark = unit.top
    let length = unit.push()
    unit.code.length(result: length, object: .register(subject))
    let expected = operand(pool.value(.integer(Int64(count))))
    if isExact {
      unit.code.jumpIfEqual(
        left: .register(length), right: expected, target: unit.jumping(to: failure), negated: true)
    } else {
      unit.code.jumpIfGreaterEqual(
        left: .register(length), right: expected, target: unit.jumping(to: failure), negated: true)
    }
    unit.top = mark
  }

  /// `[a, *_, b]`: only the items that patterns look at are taken.
  private mutating func items(
    _ patterns: NodeListView<Pattern>, _ star: Int, _ subject: Register, at whole: Pattern,
    _ context: inout PatternContext
  ) throws(SyntaxError) {
    for (index, pattern) in patterns.enumerated() where index != star && !isWildcard(pattern) {
      locate(whole)
      let item = unit.push()
      var key = pool.value(.integer(Int64(index)))
      if index > star {
        unit.code.length(result: item, object: .register(subject))
        unit.code.subtract(
          result: item, left: .register(item),
          right: operand(pool.value(.integer(Int64(patterns.count - index)))))
        key = .register(item)
      }
      unit.code.loadItem(result: item, container: .register(subject), key: operand(key))
      try inner(pattern, item, &context)
    }
  }

  // MARK: Mappings

  private mutating func mapping(
    _ keys: NodeListView<Expression>, _ patterns: NodeListView<Pattern>, _ rest: Name?, _ subject: Register,
    at whole: Pattern, _ context: inout PatternContext
  ) throws(SyntaxError) {
    let value = ValueOperand.register(subject)
    unit.code.jumpUnlessMapping(subject: value, target: unit.jumping(to: context.failure))
    if keys.isEmpty, rest == nil { return }
    if !keys.isEmpty { try checkLength(subject, keys.count, isExact: false, context.failure) }
    // The tuple of keys, the tuple of values, the values.
    let keyTuple = unit.push()
    let items = unit.push(keys.count)
    let top = unit.top
    var seen: [Constant] = []
    for (index, key) in keys.enumerated() {
      let register = items + index
      guard isLiteralOrAttribute(key) else {
        throw error("mapping pattern keys may only match literals and attribute lookups", at: whole)
      }
      if let constant = folded(key) {
        let constant = pool[constant]
        if seen.contains(where: { $0.equalsAsKey(constant) }) {
          throw error("mapping pattern checks duplicate key (\(Self.representation(of: constant)))", at: whole)
        }
        seen.append(constant)
      }
      try evaluate(key, into: register)
      unit.top = top
    }
    locate(whole)
    if seen.count == keys.count {
      move(pool.value(.tuple(seen)), to: keyTuple)
    } else {
      unit.code.buildTuple(result: keyTuple, items: items, count: keys.count)
    }
    let values = unit.push()
    unit.code.matchKeys(result: values, subject: subject, keys: .register(keyTuple))
    unit.code.jumpIfNone(value: .register(values), target: unit.jumping(to: context.failure))
    if !keys.isEmpty { unit.code.unpackSequence(items: items, iterable: .register(values), count: keys.count) }
    if rest != nil { unit.code.copyMappingRest(result: values, subject: subject, keys: .register(keyTuple)) }
    for (index, pattern) in patterns.enumerated() { try inner(pattern, items + index, &context) }
    if let rest { try capture(rest, .register(values), at: whole, &context) }
  }

  /// A constant key as `repr` writes it.
  private static func representation(of key: Constant) -> String {
    var text = Representation()
    switch key {
    case .float(let value): text.append(float: value, alwaysWithPoint: true)
    case .text(let value): value.bytes.withUnsafeBufferPointer { text.append(text: $0) }
    case .bytes(let value): value.withUnsafeBufferPointer { text.append(bytes: $0) }
    case .bigInteger(let value): text.append(value.decimal)
    case .complex(let real, let imaginary):
      if real == 0, real.sign == .plus {
        text.append(float: imaginary, alwaysWithPoint: false)
        text.append("j")
      } else {
        text.append("(")
        text.append(float: real, alwaysWithPoint: false)
        if imaginary.sign == .plus { text.append("+") }
        text.append(float: imaginary, alwaysWithPoint: false)
        text.append("j)")
      }
    default: text.append(key.listing())
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  // MARK: Classes

  private mutating func instance(
    _ cls: Expression, _ patterns: NodeListView<Pattern>, _ names: NodeListView<Name>,
    _ keywordPatterns: NodeListView<Pattern>, _ subject: Register, at whole: Pattern, _ context: inout PatternContext
  ) throws(SyntaxError) {
    for (index, name) in names.enumerated() {
      for other in (index + 1)..<max(names.count, index + 1) where names[other] == name {
        throw error("attribute name repeated in class pattern: \(tree.string(name))", at: keywordPatterns[other])
      }
    }
    let parts = unit.push(2)
    try evaluate(cls, into: parts + 1)
    unit.top = Int(parts.index) + 2
    locate(whole)
    unit.code.move(result: parts, source: subject)
    var attributes: [Constant] = [.integer(Int64(patterns.count))]
    for name in names { attributes.append(.text(text(name))) }
    let constant = index(of: pool.add(.tuple(attributes)))
    unit.code.matchClass(result: parts, parts: parts, attributes: constant)
    unit.code.jumpIfNone(value: .register(parts), target: unit.jumping(to: context.failure))
    let count = patterns.count + names.count
    let items = unit.push(count)
    if count > 0 { unit.code.unpackSequence(items: items, iterable: .register(parts), count: count) }
    for (index, pattern) in patterns.enumerated() { try inner(pattern, items + index, &context) }
    for (index, pattern) in keywordPatterns.enumerated() {
      try inner(pattern, items + (patterns.count + index), &context)
    }
  }

  // MARK: Alternatives

  /// All alternatives bind the same names; the values of each go to where the first one has them.
  private mutating func alternatives(
    _ patterns: NodeListView<Pattern>, _ subject: Register, at whole: Pattern, _ context: inout PatternContext
  ) throws(SyntaxError) {
    let mark = unit.top
    let end = unit.newLabel()
    var bound: [(name: Name, value: Value)] = []
    var top = mark
    for (index, pattern) in patterns.enumerated() {
      let isLast = index == patterns.count - 1
      let next = isLast ? context.failure : unit.newLabel()
      var inner = PatternContext(
        failure: next, allowsIrrefutable: isLast && context.allowsIrrefutable)
      unit.top = top
      try self.pattern(pattern, subject, &inner)
      if index == 0 {
        // Their registers stay taken while the others are tried.
        unit.top = mark
        let first = unit.push(inner.captures.count)
        top = unit.top
        let sources = inner.captures
        moveAside(sources, to: first)
        for (offset, capture) in sources.enumerated() { bound.append((capture.name, .register(first + offset))) }
      } else {
        if inner.captures.count != bound.count { throw error("alternative patterns bind different names", at: whole) }
        for target in bound {
          guard let source = inner.captures.first(where: { $0.name == target.name }) else {
            throw error("alternative patterns bind different names", at: whole)
          }
          if case .register(let register) = target.value { move(source.value, to: register) }
        }
      }
      if !isLast {
        unit.code.jump(target: unit.jumping(to: end))
        unit.bind(next)
      }
    }
    unit.bind(end)
    unit.top = top
    for capture in bound { try self.capture(capture.name, capture.value, at: whole, &context) }
  }

  /// Brings captured values down to consecutive registers, which may overlap those where they stand.
  private mutating func moveAside(_ captures: [(name: Name, value: Value)], to first: Register) {
    // Above everything that a pattern used there is room for all of them.
    let scratch = Register(max(unit.windowSize, unit.top))
    var pending: [(from: Register, to: Register)] = []
    for (offset, capture) in captures.enumerated() {
      guard case .register(let source) = capture.value, source != first + offset else { continue }
      pending.append((source, first + offset))
    }
    let overlaps = pending.contains { move in pending.contains { $0.to == move.from && $0.from != move.from } }
    if overlaps {
      let needed = Int(scratch.index) + pending.count
      if needed > unit.windowSize { unit.windowSize = needed }
      for (offset, move) in pending.enumerated() { unit.code.move(result: scratch + offset, source: move.from) }
      for (offset, move) in pending.enumerated() { unit.code.move(result: move.to, source: scratch + offset) }
    } else {
      for move in pending { unit.code.move(result: move.to, source: move.from) }
    }
  }
}
