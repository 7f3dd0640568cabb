import Bytecode
import Syntax

extension CodeGenerator {
  // MARK: The functions that evaluate when asked

  /// Starts a function of one parameter, the format wanted. Of the formats it knows only values, plain and with
  /// fake globals; the library makes the others of these.
  mutating func beginEvaluator(
    _ scope: ScopeIndex, name: Text, at range: SourceRange, showsFormat: Bool = false
  ) -> Unit {
    let outer = begin(.annotations, scope, name: name, firstLine: range.line)
    unit.positionalOnlyCount = 1
    unit.positionalCount = 1
    unit.showsFormat = showsFormat
    locate(range)
    let supported = unit.newLabel()
    unit.code.jumpIfGreater(
      left: .register(Register(0)), right: operand(pool.value(.integer(2))), target: unit.jumping(to: supported),
      negated: true)
    let exception = unit.push()
    unit.code.loadCommonBuiltin(result: exception, builtin: .notImplementedError)
    unit.code.raise(exception: .register(exception), cause: operand(pool.none), count: 1)
    unit.bind(supported)
    unit.top = unit.firstTemporary
    return outer
  }

  /// Ends such a function and makes it, in the next temporary.
  mutating func finishEvaluator(restoring outer: consuming Unit, at range: SourceRange) -> Register {
    makeEvaluator(finish(restoring: outer), at: range)
  }

  /// A function of code that is compiled already, in the next temporary.
  mutating func makeEvaluator(_ code: PooledConstant, at range: SourceRange) -> Register {
    let function = unit.push()
    locate(range)
    unit.code.makeFunction(result: function, code: index(of: code))
    return function
  }

  /// The value of an annotation: its text under `from __future__ import annotations`.
  mutating func annotation(_ expression: Expression, into destination: Register? = nil) throws(SyntaxError) -> Value {
    guard table.future.features.contains(.annotations) else { return try value(expression, into: destination) }
    locate(expression)
    if destination == nil { unit.code.keepLine() }
    var unparser = Unparser(tree: tree, depthLimit: options.depthLimit)
    try unparser.annotation(expression)
    return deliver(pool.value(.text(Text(unparser.text))), into: destination)
  }

  // MARK: Functions

  /// The function that evaluates the annotations of parameters and result, if there are any.
  mutating func annotationFunction(
    _ function: FunctionDefinition, at statement: Statement
  ) throws(SyntaxError) -> Register? {
    let scope = table.annotationScope(of: function.parameters)
    guard !scope.isAbsent, table[scope].flags.contains(.annotated) else { return nil }
    let range = tree.range(of: statement)
    if let code = finishedCode(of: scope) { return makeEvaluator(code, at: range) }
    let outer = beginEvaluator(scope, name: Text("__annotate__"), at: range, showsFormat: true)
    let map = unit.push()
    unit.code.buildMap(result: map, pairs: map, count: 0)
    let parameters = tree[function.parameters]
    for parameter in tree[parameters.posonlyargs] { try annotate(tree[parameter], in: map, at: range) }
    for parameter in tree[parameters.args] { try annotate(tree[parameter], in: map, at: range) }
    if let parameter = parameters.vararg { try annotate(tree[parameter], in: map, at: range) }
    for parameter in tree[parameters.kwonlyargs] { try annotate(tree[parameter], in: map, at: range) }
    if let parameter = parameters.kwarg { try annotate(tree[parameter], in: map, at: range) }
    if let returns = function.returns { try annotate(Text("return"), returns, in: map, at: range) }
    locate(range)
    unit.code.return(value: .register(map))
    return finishEvaluator(restoring: outer, at: range)
  }

  private mutating func annotate(
    _ parameter: ParameterNode, in map: Register, at range: SourceRange
  ) throws(SyntaxError) {
    guard let annotation = parameter.annotation else { return }
    try annotate(text(mangled(parameter.arg)), annotation, in: map, at: range)
  }

  private mutating func annotate(
    _ name: Text, _ expression: Expression, in map: Register, at range: SourceRange
  ) throws(SyntaxError) {
    let mark = unit.top
    let value: Value
    if !table.future.features.contains(.annotations), case .starred(let inner, _) = tree[expression] {
      // `*args: *Ts` stands for the one item that it unpacks to.
      let item = unit.push()
      let iterable = operand(try self.value(inner))
      locate(expression)
      unit.code.unpackSequence(items: item, iterable: iterable, count: 1)
      value = .register(item)
    } else {
      value = try annotation(expression)
    }
    locate(range)
    unit.code.mapStore(map: map, key: operand(pool.value(.text(name))), value: operand(value))
    unit.top = mark
  }

  // MARK: Variables of modules and classes

  /// `target: annotation = value`.
  mutating func annotatedAssignment(
    _ target: Expression, _ expression: Expression, _ source: Expression?, isSimple: Bool, at statement: Statement
  ) throws(SyntaxError) {
    if let source { try assign(source, to: target) }
    let isStatic = unit.form == .module || unit.form == .class
    let isText = table.future.features.contains(.annotations)
    switch tree[target] {
    case .name(let name, _):
      if isSimple, isStatic { try note(name, expression, at: statement) }
    case .attribute(let object, _, _):
      if source == nil { try discard(object) }
    case .subscript(let container, let key, _):
      if source == nil {
        try discard(container)
        try discardKey(key)
      }
    default: break
    }
    // The annotation of anything but a plain name is evaluated only for its errors, and only where it always was.
    if !isSimple, isStatic, !isText, table[unit.scope].annotations.isAbsent { try discard(expression) }
  }

  /// Evaluates an expression for its effects.
  mutating func discard(_ expression: Expression) throws(SyntaxError) {
    let mark = unit.top
    _ = try value(expression)
    unit.top = mark
  }

  private mutating func discardKey(_ key: Expression) throws(SyntaxError) {
    switch tree[key] {
    case .slice(let lower, let upper, let step):
      if let lower { try discard(lower) }
      if let upper { try discard(upper) }
      if let step { try discard(step) }
    case .tuple(let elements, _): for element in tree[elements] { try discardKey(element) }
    default: try discard(key)
    }
  }

  private mutating func note(_ name: Name, _ expression: Expression, at statement: Statement) throws(SyntaxError) {
    let mark = unit.top
    defer { unit.top = mark }
    if table.future.features.contains(.annotations) {
      let value = try annotation(expression)
      locate(statement)
      let annotations = unit.push()
      unit.code.loadName(result: annotations, key: nameIndex("__annotations__"))
      let key = operand(pool.value(.text(text(mangled(name)))))
      unit.code.storeItem(container: .register(annotations), key: key, value: operand(value))
      return
    }
    var condition: Int32 = -1
    if table[unit.scope].flags.contains(.conditionalAnnotations),
      unit.form == .module || unit.conditionalDepth > 0
    {
      condition = unit.conditionalAnnotationCount
      unit.conditionalAnnotationCount += 1
      locate(statement)
      let set = load(conditionalAnnotations, into: unit.push())
      unit.code.setAdd(set: register(set), item: operand(pool.value(.integer(Int64(condition)))))
    }
    unit.deferredAnnotations.append(DeferredAnnotation(statement: statement, condition: condition))
  }

  /// The set of those conditional annotations of a module or class whose assignments ran.
  private var conditionalAnnotations: Variable {
    mutating get {
      let name = Name(.conditionalAnnotations)
      return unit.kind == .class ? .cell(cell(name)) : .name(nameIndex(name))
    }
  }

  /// Prepares what a module or class notes of its annotations.
  mutating func setUpAnnotations() {
    let flags = table[unit.scope].flags
    if flags.contains(.conditionalAnnotations) {
      let set = unit.push()
      unit.code.buildSet(result: set, items: set, count: 0)
      store(.register(set), to: conditionalAnnotations)
      unit.top = unit.firstTemporary
    }
    if flags.contains(.annotated), table.future.features.contains(.annotations) { unit.code.setupAnnotations() }
  }

  /// The code object of the current module's or class's `__annotate__`. It is made in that unit, but can only
  /// be compiled when all the unit's annotations are known.
  mutating func variableAnnotations(at range: SourceRange) throws(SyntaxError) -> CodeObject {
    let deferred = unit.deferredAnnotations
    let outer = beginEvaluator(
      table[unit.scope].annotations, name: Text("__annotate__"), at: range, showsFormat: true)
    let map = unit.push()
    unit.code.buildMap(result: map, pairs: map, count: 0)
    let mark = unit.top
    for annotation in deferred {
      guard case .annAssign(let target, let expression, _, _) = tree[annotation.statement],
        case .name(let name, _) = tree[target]
      else { continue }
      let next = unit.newLabel()
      if annotation.condition >= 0 {
        locate(annotation.statement)
        let set = load(Name(.conditionalAnnotations), into: nil)
        unit.code.jumpIfContains(
          item: operand(pool.value(.integer(Int64(annotation.condition)))), container: operand(set),
          target: unit.jumping(to: next), negated: true)
      }
      let value = try value(expression)
      locate(range)
      unit.code.mapStore(map: map, key: operand(pool.value(.text(text(mangled(name))))), value: operand(value))
      unit.bind(next)
      unit.top = mark
    }
    locate(range)
    unit.code.return(value: .register(map))
    return finishCode(restoring: outer)
  }
}
