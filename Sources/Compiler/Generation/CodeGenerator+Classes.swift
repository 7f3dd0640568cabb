import Bytecode
import Syntax

/// The parts of a `class` statement.
struct ClassDefinition: BitwiseCopyable {
  var name: Name
  var bases: NodeList<Expression>
  var keywords: NodeList<KeywordArgument>
  var body: NodeList<Statement>
  var decorators: NodeList<Expression>
  var typeParameters: NodeList<TypeParameter>
}

extension CodeGenerator {
  mutating func classDefinition(_ definition: ClassDefinition, at statement: Statement) throws(SyntaxError) {
    let mark = unit.top
    let decorators = tree[definition.decorators]
    let first = try pushDecorators(decorators)
    let firstLine = decorators.isEmpty ? tree.range(of: statement).line : tree.range(of: decorators[0]).line
    let result: Register
    if tree[definition.typeParameters].isEmpty {
      result = try makeClass(definition, genericBase: nil, at: statement, firstLine: firstLine)
    } else {
      result = try genericClass(definition, at: statement, firstLine: firstLine)
    }
    decorate(result, decorators, first)
    locate(statement)
    store(.register(decorators.isEmpty ? result : first), to: definition.name)
    unit.top = mark
  }

  /// `__build_class__(function, name, *bases, **keywords)`, the result in the next temporary. A generic class
  /// has one more base, which is made after its body is compiled.
  mutating func makeClass(
    _ definition: ClassDefinition, genericBase: Name?, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> Register {
    let mark = unit.top
    try checkKeywords(tree[definition.keywords])
    let code = try classBody(definition, at: statement, firstLine: firstLine)
    // The body may reach over several lines: the call belongs to the head.
    locate(statement)
    let window = unit.push()
    unit.code.loadBuildClass(result: window)
    unit.code.makeFunction(result: unit.push(), code: index(of: code))
    move(pool.value(.text(text(definition.name))), to: unit.push())
    var extra: Value?
    if let genericBase {
      let base = Name(.hiddenGenericBase)
      let parameters = load(genericBase, into: nil)
      let result = register(of: base)
      unit.code.subscriptGeneric(result: result, parameters: operand(parameters))
      unit.bound.insert(result)
      unit.top = mark + 3
      extra = .register(result)
    }
    return try call(
      window, tree[definition.bases], tree[definition.keywords], given: 2, extra: extra,
      at: tree.range(of: statement), releasing: mark, into: nil)
  }

  private mutating func classBody(
    _ definition: ClassDefinition, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) -> PooledConstant {
    let scope = table.scope(of: statement)
    if let code = finishedCode(of: scope) { return code }
    let outer = begin(.class, scope, name: text(definition.name), firstLine: firstLine)
    classAttributes.append([])
    let flags = table[scope].flags
    unit.code.position = .line(firstLine)
    let register = unit.push()
    unit.code.loadName(result: register, key: nameIndex("__name__"))
    unit.code.storeName(key: nameIndex("__module__"), value: .register(register))
    let qualifiedName = operand(pool.value(.text(unit.qualifiedName)))
    unit.code.storeName(key: nameIndex("__qualname__"), value: qualifiedName)
    let line = operand(pool.value(.integer(Int64(firstLine))))
    unit.code.storeName(key: nameIndex("__firstlineno__"), value: line)
    if !tree[definition.typeParameters].isEmpty {
      unit.top = unit.firstTemporary
      let parameters = load(Name(.hiddenTypeParameters), into: nil)
      unit.code.storeName(key: nameIndex("__type_params__"), value: operand(parameters))
    }
    unit.top = unit.firstTemporary
    if flags.contains(.needsClassDictCell) {
      let namespace = unit.push()
      unit.code.loadLocals(result: namespace)
      unit.code.storeCell(cell: cell(Name(.classDict)), value: .register(namespace))
      unit.top = unit.firstTemporary
    }
    setUpAnnotations()
    try body(definition.body)
    try finishClass(flags, at: statement, firstLine: firstLine)
    classAttributes.removeLast()
    return finish(restoring: outer)
  }

  private mutating func finishClass(
    _ flags: ScopeFlags, at statement: Statement, firstLine: Int32
  ) throws(SyntaxError) {
    if !unit.deferredAnnotations.isEmpty {
      let annotate = try variableAnnotations(at: tree.range(of: statement).onLine(firstLine))
      let function = unit.push()
      unit.code.position = .line(firstLine)
      unit.code.makeFunction(result: function, code: index(of: pool.add(.code(annotate))))
      unit.code.storeName(key: nameIndex("__annotate_func__"), value: .register(function))
      unit.top = unit.firstTemporary
    }
    unit.code.position = unit.code.precedingPosition
    var attributes: [Constant] = []
    for name in classAttributes.last ?? [] { attributes.append(.text(text(name))) }
    let constant = operand(pool.value(.tuple(attributes)))
    unit.code.storeName(key: nameIndex("__static_attributes__"), value: constant)
    // These store the cells, not what they hold: `type.__new__` fills them in.
    let register = unit.push()
    if flags.contains(.needsClassDictCell) {
      unit.code.loadCellObject(result: register, cell: cell(Name(.classDict)))
      unit.code.storeName(key: nameIndex("__classdictcell__"), value: .register(register))
    }
    if flags.contains(.needsClassCell) {
      unit.code.loadCellObject(result: register, cell: cell(Name(.class)))
      unit.code.storeName(key: nameIndex("__classcell__"), value: .register(register))
      if unit.isReachable { unit.code.return(value: .register(register)) }
    } else {
      returnNone()
    }
  }

  /// The body of a module or class: its docstring, then its statements.
  mutating func body(_ statements: NodeList<Statement>) throws(SyntaxError) {
    let body = tree[statements]
    var rest = body[...]
    if let first = body.first, tree.isDocstring(first) {
      rest = rest.dropFirst()
      if options.optimization < 2, let docstring = docstring(first) {
        locate(first)
        let value = operand(.constant(docstring))
        unit.code.storeName(key: nameIndex("__doc__"), value: value)
      }
    }
    for statement in rest { try self.statement(statement) }
  }

  /// Notes `self.name = …` for the `__static_attributes__` of the class around the method.
  mutating func noteStaticAttribute(_ name: Name, of object: Expression) {
    guard case .name(let id, _) = tree[object], id == selfName else { return }
    // The body of a class is not among its own methods.
    let index = classAttributes.count - (unit.form == .class ? 2 : 1)
    guard index >= 0, !classAttributes[index].contains(name) else { return }
    classAttributes[index].append(name)
  }
}

extension SourceRange {
  /// The same place, counted as another line.
  fileprivate func onLine(_ line: Int32) -> SourceRange {
    line == self.line ? self : SourceRange(line: line, column: 0, endLine: line, endColumn: 0)
  }
}
