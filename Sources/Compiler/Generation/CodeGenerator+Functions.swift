import Bytecode
import Syntax

/// The parts that `def` and `async def` share.
struct FunctionDefinition: BitwiseCopyable {
  var name: Name
  var parameters: Parameters
  var body: NodeList<Statement>
  var decorators: NodeList<Expression>
  var returns: Expression?
  var typeParameters: NodeList<TypeParameter>
}

/// What is evaluated where a function is defined, and waits in registers until it is made.
struct FunctionDefaults: BitwiseCopyable {
  var positional: Value?
  var keywords: Value?
}

extension CodeGenerator {
  // MARK: def

  mutating func functionDefinition(_ function: FunctionDefinition, at statement: Statement) throws(SyntaxError) {
    let mark = unit.top
    let decorators = tree[function.decorators]
    let first = try pushDecorators(decorators)
    let firstLine = decorators.isEmpty ? tree.range(of: statement).line : tree.range(of: decorators[0]).line
    locate(statement)
    let defaults = try defaults(of: function.parameters, at: statement)
    let result: Register
    if tree[function.typeParameters].isEmpty {
      result = try makeFunction(function, defaults, at: statement, firstLine: firstLine)
    } else {
      result = try genericFunction(function, defaults, at: statement, firstLine: firstLine)
    }
    decorate(result, decorators, first)
    locate(statement)
    store(.register(decorators.isEmpty ? result : first), to: function.name)
    unit.top = mark
  }

  /// Evaluates decorators into consecutive registers.
  mutating func pushDecorators(_ decorators: NodeListView<Expression>) throws(SyntaxError) -> Register {
    let first = Register(unit.top)
    for decorator in decorators {
      let register = try push(decorator)
      unit.top = Int(register.index) + 1
    }
    return first
  }

  /// Calls the decorators, the last one first. Each stands below its argument already: the result of the one
  /// after it, which takes that one's place.
  mutating func decorate(_ definition: Register, _ decorators: NodeListView<Expression>, _ first: Register) {
    if decorators.isEmpty { return }
    move(.register(definition), to: first + decorators.count)
    unit.top = Int(first.index) + decorators.count + 1
    if unit.top > unit.windowSize { unit.windowSize = unit.top }
    for index in decorators.indices.reversed() {
      locate(decorators[index])
      unit.code.call(result: first + index, callee: first + index, count: 1)
    }
  }

  /// The tuple of positional defaults and the dict of keyword ones.
  mutating func defaults(of parameters: Parameters, at node: some NodeHandle) throws(SyntaxError) -> FunctionDefaults {
    let parameters = tree[parameters]
    var result = FunctionDefaults()
    if !tree[parameters.defaults].isEmpty {
      result.positional = try positionalDefaults(parameters.defaults, at: node)
    }
    let defaults = tree[parameters.kwDefaults]
    guard defaults.contains(where: { $0 != nil }) else { return result }
    let map = unit.push()
    let top = unit.top
    locate(node)
    unit.code.buildMap(result: map, pairs: map, count: 0)
    for (parameter, expression) in zip(tree[parameters.kwonlyargs], defaults) {
      guard let expression else { continue }
      let value = operand(try value(expression))
      locate(node)
      let key = operand(pool.value(.text(text(mangled(tree[parameter].arg)))))
      unit.code.mapStore(map: map, key: key, value: value)
      unit.top = top
    }
    result.keywords = .register(map)
    return result
  }

  private mutating func positionalDefaults(
    _ defaults: NodeList<Expression>, at node: some NodeHandle
  ) throws(SyntaxError) -> Value {
    if let items = foldedItems(defaults) { return pool.value(.tuple(items)) }
    let items = Register(unit.top)
    let view = tree[defaults]
    for expression in view {
      let register = try push(expression)
      unit.top = Int(register.index) + 1
    }
    locate(node)
    unit.code.buildTuple(result: items, items: items, count: view.count)
    unit.top = Int(items.index) + 1
    return .register(items)
  }

  /// Compiles a function's annotations and body and makes the function, in the next temporary.
  mutating func makeFunction(
    _ function: FunctionDefinition, _ defaults: FunctionDefaults, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> Register {
    let result = unit.push()
    let annotate = try annotationFunction(function, at: statement)
    let code = try functionCode(function, at: statement, firstLine: firstLine)
    locate(statement)
    unit.code.makeFunction(result: result, code: index(of: code))
    setAttributes(of: result, defaults)
    if let annotate {
      unit.code.setFunctionAttribute(function: result, value: .register(annotate), attribute: .annotate)
    }
    unit.top = Int(result.index) + 1
    return result
  }

  private mutating func functionCode(
    _ function: FunctionDefinition, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> PooledConstant {
    let scope = table.scope(of: statement)
    if let code = finishedCode(of: scope) { return code }
    let outer = begin(.function, scope, name: text(function.name), firstLine: firstLine)
    let parameters = tree[function.parameters]
    setCounts(parameters)
    noteUnbinding(in: function.body)
    let body = tree[function.body]
    var rest = body[...]
    if let first = body.first, tree.isDocstring(first) {
      rest = rest.dropFirst()
      if options.optimization < 2, let docstring = docstring(first) {
        unit.hasDocstring = true
        _ = index(of: docstring)
      }
    }
    unit.code.position = .line(firstLine)
    startGenerator()
    if isGenerator(scope) || unit.isAsync { try enter(.counted, at: tree.range(of: statement)) }
    for statement in rest { try self.statement(statement) }
    returnNone()
    return finish(restoring: outer)
  }

  mutating func setAttributes(of function: Register, _ defaults: FunctionDefaults) {
    if let positional = defaults.positional {
      unit.code.setFunctionAttribute(function: function, value: operand(positional), attribute: .defaults)
    }
    if let keywords = defaults.keywords {
      unit.code.setFunctionAttribute(function: function, value: operand(keywords), attribute: .keywordDefaults)
    }
  }

  mutating func setCounts(_ parameters: ParametersNode) {
    unit.positionalOnlyCount = tree[parameters.posonlyargs].count
    unit.positionalCount = unit.positionalOnlyCount + tree[parameters.args].count
    unit.keywordOnlyCount = tree[parameters.kwonlyargs].count
  }

  /// What a body ends with that control may leave at its end.
  mutating func returnNone() {
    guard unit.isReachable else { return }
    unit.code.position = unit.code.precedingPosition
    unit.code.return(value: operand(pool.none))
  }

  // MARK: lambda

  mutating func lambda(
    _ parameters: Parameters, _ body: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    let result = unit.unseen(destination)
    let defaults = try defaults(of: parameters, at: whole)
    let code = try lambdaCode(parameters, body, at: whole)
    locate(whole)
    unit.code.makeFunction(result: result, code: index(of: code))
    setAttributes(of: result, defaults)
    return finish(result, releasing: mark, into: destination)
  }

  private mutating func lambdaCode(
    _ parameters: Parameters, _ body: Expression, at whole: Expression
  ) throws(SyntaxError) -> PooledConstant {
    let scope = table.scope(of: whole)
    if let code = finishedCode(of: scope) { return code }
    let line = tree.range(of: whole).line
    let outer = begin(.lambda, scope, name: Text("<lambda>"), firstLine: line)
    setCounts(tree[parameters])
    unit.code.position = .line(line)
    startGenerator()
    let value = try value(body)
    locate(body)
    unit.code.return(value: operand(value))
    return finish(restoring: outer)
  }

  // MARK: Variables that come and go

  /// Notes which variables the statements of a function unbind, before its code is written.
  mutating func noteUnbinding(in body: NodeList<Statement>) {
    for statement in tree[body] { noteUnbinding(in: statement) }
  }

  private mutating func noteUnbinding(in statement: Statement) {
    var next: Statement? = statement
    while let statement = next {
      next = nil
      switch tree[statement] {
      case .delete(let targets): for target in tree[targets] { noteUnbinding(of: target) }
      case .for(_, _, let body, let orelse, _), .asyncFor(_, _, let body, let orelse, _),
        .while(_, let body, let orelse):
        noteUnbinding(in: body)
        noteUnbinding(in: orelse)
      case .if(_, let body, let orelse):
        noteUnbinding(in: body)
        // `elif` chains are long, not deep.
        if tree[orelse].count == 1 { next = tree[orelse][0] } else { noteUnbinding(in: orelse) }
      case .with(_, let body, _), .asyncWith(_, let body, _): noteUnbinding(in: body)
      case .match(_, let cases): for item in tree[cases] { noteUnbinding(in: tree[item].body) }
      case .try(let body, let handlers, let orelse, let finalbody),
        .tryStar(let body, let handlers, let orelse, let finalbody):
        noteUnbinding(in: body)
        for handler in tree[handlers] {
          guard case .exceptHandler(_, let name, let body) = tree[handler] else { continue }
          if let name { noteUnbinding(of: name) }
          noteUnbinding(in: body)
        }
        noteUnbinding(in: orelse)
        noteUnbinding(in: finalbody)
      default: break
      }
    }
  }

  private mutating func noteUnbinding(of target: Expression) {
    switch tree[target] {
    case .name(let name, _): noteUnbinding(of: name)
    case .tuple(let targets, _), .list(let targets, _): for target in tree[targets] { noteUnbinding(of: target) }
    default: break
    }
  }

  private mutating func noteUnbinding(of name: Name) {
    let name = mangled(name)
    _ = unbindableNames.value(unit.number, name.word, orInsert: 1)
    // A parameter has its register already.
    let register = variableRegisters[unit.number, name.word]
    if register != 0 { unit.unbindable.insert(Register(Int(register) - 1)) }
  }
}
