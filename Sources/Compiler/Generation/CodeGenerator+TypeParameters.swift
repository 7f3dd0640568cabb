import Bytecode
import Syntax

extension CodeGenerator {
  // MARK: Generic definitions

  // A generic function, class or alias is made by a function of its own, whose variables are the type
  // parameters; the definition's place calls it at once.

  mutating func genericFunction(
    _ function: FunctionDefinition, _ defaults: FunctionDefaults, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> Register {
    let scope = table.typeParameterScope(of: statement)
    let arguments = [defaults.positional, defaults.keywords]
    if let code = finishedCode(of: scope) { return callDefinition(code, arguments, at: statement) }
    let outer = begin(.typeParameters, scope, name: genericName(function.name), firstLine: firstLine)
    unit.positionalCount = (defaults.positional == nil ? 0 : 1) + (defaults.keywords == nil ? 0 : 1)
    unit.code.position = .line(firstLine)
    let parameters = unit.push()
    try typeParameters(function.typeParameters, into: parameters)
    var inner = FunctionDefaults()
    var next = 0
    if defaults.positional != nil {
      inner.positional = .register(Register(next))
      next += 1
    }
    if defaults.keywords != nil { inner.keywords = .register(Register(next)) }
    let result = try makeFunction(function, inner, at: statement, firstLine: firstLine)
    unit.code.setFunctionAttribute(function: result, value: .register(parameters), attribute: .typeParameters)
    unit.code.return(value: .register(result))
    return callDefinition(finish(restoring: outer), arguments, at: statement)
  }

  mutating func genericClass(
    _ definition: ClassDefinition, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> Register {
    let scope = table.typeParameterScope(of: statement)
    if let code = finishedCode(of: scope) { return callDefinition(code, [], at: statement) }
    let outer = begin(.typeParameters, scope, name: genericName(definition.name), firstLine: firstLine)
    unit.code.position = .line(firstLine)
    let parameters = unit.push()
    try typeParameters(definition.typeParameters, into: parameters)
    locate(statement)
    store(.register(parameters), to: Name(.hiddenTypeParameters))
    unit.top = unit.firstTemporary
    let result = try makeClass(
      definition, genericBase: Name(.hiddenTypeParameters), at: statement, firstLine: firstLine)
    unit.code.return(value: .register(result))
    return callDefinition(finish(restoring: outer), [], at: statement)
  }

  /// Makes and calls the function of a generic definition; the result is in the next temporary.
  private mutating func callDefinition(
    _ code: PooledConstant, _ arguments: [Value?], at statement: Statement
  ) -> Register {
    locate(statement)
    let window = unit.push()
    unit.code.makeFunction(result: window, code: index(of: code))
    var count = 0
    for argument in arguments {
      guard let argument else { continue }
      move(argument, to: unit.push())
      count += 1
    }
    unit.code.call(result: window, callee: window, count: count)
    unit.top = Int(window.index) + 1
    return window
  }

  private mutating func genericName(_ name: Name) -> Text {
    Text(Array("<generic parameters of ".utf8) + text(name).bytes + [UInt8(ascii: ">")])
  }

  // MARK: Parameters

  /// Makes the type parameters, stores each to its name, and a tuple of all.
  private mutating func typeParameters(
    _ parameters: NodeList<TypeParameter>, into result: Register
  ) throws(SyntaxError) {
    let view = tree[parameters]
    let mark = unit.top
    let items = unit.push(view.count)
    let top = unit.top
    var hasDefault = false
    for (index, parameter) in view.enumerated() {
      let name: Name
      let bound: Expression?
      let defaultValue: Expression?
      var kind: TypeParameterKind
      switch tree[parameter] {
      case .typeVar(let id, let constraint, let value):
        (name, bound, defaultValue, kind) = (id, constraint, value, .variable)
        if let constraint {
          kind = tree.kind(of: constraint) == .tuple ? .variableWithConstraints : .variableWithBound
        }
      case .paramSpec(let id, let value): (name, bound, defaultValue, kind) = (id, nil, value, .parameterSpecification)
      case .typeVarTuple(let id, let value): (name, bound, defaultValue, kind) = (id, nil, value, .variableTuple)
      }
      let range = tree.range(of: parameter)
      var evaluator = pool.none
      if let bound { evaluator = .register(try self.evaluator(of: bound, table.boundScope(of: parameter), name, at: range)) }
      locate(range)
      let constant = pool.add(.text(text(name)))
      unit.code.makeTypeParameter(
        result: items + index, name: self.index(of: constant), bound: operand(evaluator), kind: kind)
      unit.top = top
      if let defaultValue {
        hasDefault = true
        let function = try self.evaluator(of: defaultValue, table.defaultScope(of: parameter), name, at: range)
        locate(range)
        unit.code.setTypeParameterDefault(parameter: items + index, evaluate: .register(function))
        unit.top = top
      } else if hasDefault {
        throw error(
          "non-default type parameter '\(tree.string(name))' follows default type parameter", at: parameter)
      }
      store(.register(items + index), to: name)
    }
    unit.code.buildTuple(result: result, items: items, count: view.count)
    unit.top = mark
  }

  /// The function that evaluates a bound, a default or an alias's value; its format defaults to plain values.
  private mutating func evaluator(
    of expression: Expression, _ scope: ScopeIndex, _ name: Name, at range: SourceRange
  ) throws(SyntaxError) -> Register {
    if let code = finishedCode(of: scope) { return evaluator(code, at: range) }
    let outer = beginEvaluator(scope, name: text(name), at: range)
    if case .starred(let inner, _) = tree[expression] {
      let item = unit.push()
      let iterable = operand(try value(inner))
      locate(expression)
      unit.code.unpackSequence(items: item, iterable: iterable, count: 1)
      unit.code.return(value: .register(item))
    } else {
      let value = operand(try value(expression))
      locate(range)
      unit.code.return(value: value)
    }
    return evaluator(finish(restoring: outer), at: range)
  }

  private mutating func evaluator(_ code: PooledConstant, at range: SourceRange) -> Register {
    let function = makeEvaluator(code, at: range)
    let defaults = operand(pool.value(.tuple([.integer(1)])))
    unit.code.setFunctionAttribute(function: function, value: defaults, attribute: .defaults)
    return function
  }

  // MARK: type

  mutating func typeAlias(
    _ target: Expression, _ parameters: NodeList<TypeParameter>, _ value: Expression, at statement: Statement
  ) throws(SyntaxError) {
    guard case .name(let name, _) = tree[target] else { return }
    let mark = unit.top
    let range = tree.range(of: statement)
    let result: Register
    if tree[parameters].isEmpty {
      result = try makeTypeAlias(name, nil, value, at: statement)
    } else if let code = finishedCode(of: table.typeParameterScope(of: statement)) {
      result = callDefinition(code, [], at: statement)
    } else {
      let outer = begin(
        .typeParameters, table.typeParameterScope(of: statement), name: genericName(name), firstLine: range.line)
      locate(range)
      let list = unit.push()
      try typeParameters(parameters, into: list)
      let alias = try makeTypeAlias(name, list, value, at: statement)
      unit.code.return(value: .register(alias))
      result = callDefinition(finish(restoring: outer), [], at: statement)
    }
    locate(range)
    store(.register(result), to: name)
    unit.top = mark
  }

  private mutating func makeTypeAlias(
    _ name: Name, _ parameters: Register?, _ value: Expression, at statement: Statement
  ) throws(SyntaxError) -> Register {
    let range = tree.range(of: statement)
    let parts = unit.push(2)
    locate(range)
    move(pool.value(.text(text(name))), to: parts)
    move(parameters.map { .register($0) } ?? pool.none, to: parts + 1)
    _ = try evaluator(of: value, table.scope(of: statement), name, at: range)
    locate(range)
    unit.code.makeTypeAlias(result: parts, parts: parts)
    return parts
  }
}
