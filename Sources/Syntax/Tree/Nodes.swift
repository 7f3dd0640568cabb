// Generated from Tools/generate/syntax-tree.asdl by Tools/generate/syntax_tree.py; edit those.

/// Refers to a node of the grammar's `mod` in a `SyntaxTree`.
public struct Module: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum ModuleNode: BitwiseCopyable {
  case module(body: NodeList<Statement>, typeIgnores: NodeList<TypeIgnore>)
  case interactive(body: NodeList<Statement>)
  case expression(body: Expression)
  case functionType(argtypes: NodeList<Expression>, returns: Expression)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Module) -> ModuleNode {
    switch kind(at: node.offset) {
    case .module: .module(body: field(0, of: node.offset), typeIgnores: field(1, of: node.offset))
    case .interactive: .interactive(body: field(0, of: node.offset))
    case .expression: .expression(body: field(0, of: node.offset))
    case .functionType: .functionType(argtypes: field(0, of: node.offset), returns: field(1, of: node.offset))
    default: preconditionFailure("not a node of mod")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ModuleNode) -> Module {
    let offset: UInt32
    switch node {
    case .module(let body, let typeIgnores):
      offset = begin(.module, fields: 2, at: .none)
      store(body)
      store(typeIgnores)
    case .interactive(let body):
      offset = begin(.interactive, fields: 1, at: .none)
      store(body)
    case .expression(let body):
      offset = begin(.expression, fields: 1, at: .none)
      store(body)
    case .functionType(let argtypes, let returns):
      offset = begin(.functionType, fields: 2, at: .none)
      store(argtypes)
      store(returns)
    }
    return Module(offset: offset)
  }
}

/// Refers to a node of the grammar's `stmt` in a `SyntaxTree`.
public struct Statement: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum StatementNode: BitwiseCopyable {
  case functionDef(name: Name, args: Parameters, body: NodeList<Statement>, decoratorList: NodeList<Expression>, returns: Expression?, typeComment: Name?, typeParams: NodeList<TypeParameter>)
  case asyncFunctionDef(name: Name, args: Parameters, body: NodeList<Statement>, decoratorList: NodeList<Expression>, returns: Expression?, typeComment: Name?, typeParams: NodeList<TypeParameter>)
  case classDef(name: Name, bases: NodeList<Expression>, keywords: NodeList<KeywordArgument>, body: NodeList<Statement>, decoratorList: NodeList<Expression>, typeParams: NodeList<TypeParameter>)
  case `return`(value: Expression?)
  case delete(targets: NodeList<Expression>)
  case assign(targets: NodeList<Expression>, value: Expression, typeComment: Name?)
  case typeAlias(name: Expression, typeParams: NodeList<TypeParameter>, value: Expression)
  case augAssign(target: Expression, op: BinaryOperator, value: Expression)
  case annAssign(target: Expression, annotation: Expression, value: Expression?, simple: Int32)
  case `for`(target: Expression, iter: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>, typeComment: Name?)
  case asyncFor(target: Expression, iter: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>, typeComment: Name?)
  case `while`(test: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>)
  case `if`(test: Expression, body: NodeList<Statement>, orelse: NodeList<Statement>)
  case with(items: NodeList<WithItem>, body: NodeList<Statement>, typeComment: Name?)
  case asyncWith(items: NodeList<WithItem>, body: NodeList<Statement>, typeComment: Name?)
  case match(subject: Expression, cases: NodeList<MatchCase>)
  case raise(exc: Expression?, cause: Expression?)
  case `try`(body: NodeList<Statement>, handlers: NodeList<ExceptionHandler>, orelse: NodeList<Statement>, finalbody: NodeList<Statement>)
  case tryStar(body: NodeList<Statement>, handlers: NodeList<ExceptionHandler>, orelse: NodeList<Statement>, finalbody: NodeList<Statement>)
  case assert(test: Expression, msg: Expression?)
  case `import`(names: NodeList<Alias>)
  case importFrom(module: Name?, names: NodeList<Alias>, level: Int32)
  case global(names: NodeList<Name>)
  case nonlocal(names: NodeList<Name>)
  case expr(value: Expression)
  case pass
  case `break`
  case `continue`
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Statement) -> StatementNode {
    switch kind(at: node.offset) {
    case .functionDef: .functionDef(name: field(0, of: node.offset), args: field(1, of: node.offset), body: field(2, of: node.offset), decoratorList: field(3, of: node.offset), returns: field(4, of: node.offset), typeComment: field(5, of: node.offset), typeParams: field(6, of: node.offset))
    case .asyncFunctionDef: .asyncFunctionDef(name: field(0, of: node.offset), args: field(1, of: node.offset), body: field(2, of: node.offset), decoratorList: field(3, of: node.offset), returns: field(4, of: node.offset), typeComment: field(5, of: node.offset), typeParams: field(6, of: node.offset))
    case .classDef: .classDef(name: field(0, of: node.offset), bases: field(1, of: node.offset), keywords: field(2, of: node.offset), body: field(3, of: node.offset), decoratorList: field(4, of: node.offset), typeParams: field(5, of: node.offset))
    case .return: .return(value: field(0, of: node.offset))
    case .delete: .delete(targets: field(0, of: node.offset))
    case .assign: .assign(targets: field(0, of: node.offset), value: field(1, of: node.offset), typeComment: field(2, of: node.offset))
    case .typeAlias: .typeAlias(name: field(0, of: node.offset), typeParams: field(1, of: node.offset), value: field(2, of: node.offset))
    case .augAssign: .augAssign(target: field(0, of: node.offset), op: field(1, of: node.offset), value: field(2, of: node.offset))
    case .annAssign: .annAssign(target: field(0, of: node.offset), annotation: field(1, of: node.offset), value: field(2, of: node.offset), simple: field(3, of: node.offset))
    case .for: .for(target: field(0, of: node.offset), iter: field(1, of: node.offset), body: field(2, of: node.offset), orelse: field(3, of: node.offset), typeComment: field(4, of: node.offset))
    case .asyncFor: .asyncFor(target: field(0, of: node.offset), iter: field(1, of: node.offset), body: field(2, of: node.offset), orelse: field(3, of: node.offset), typeComment: field(4, of: node.offset))
    case .while: .while(test: field(0, of: node.offset), body: field(1, of: node.offset), orelse: field(2, of: node.offset))
    case .if: .if(test: field(0, of: node.offset), body: field(1, of: node.offset), orelse: field(2, of: node.offset))
    case .with: .with(items: field(0, of: node.offset), body: field(1, of: node.offset), typeComment: field(2, of: node.offset))
    case .asyncWith: .asyncWith(items: field(0, of: node.offset), body: field(1, of: node.offset), typeComment: field(2, of: node.offset))
    case .match: .match(subject: field(0, of: node.offset), cases: field(1, of: node.offset))
    case .raise: .raise(exc: field(0, of: node.offset), cause: field(1, of: node.offset))
    case .try: .try(body: field(0, of: node.offset), handlers: field(1, of: node.offset), orelse: field(2, of: node.offset), finalbody: field(3, of: node.offset))
    case .tryStar: .tryStar(body: field(0, of: node.offset), handlers: field(1, of: node.offset), orelse: field(2, of: node.offset), finalbody: field(3, of: node.offset))
    case .assert: .assert(test: field(0, of: node.offset), msg: field(1, of: node.offset))
    case .import: .import(names: field(0, of: node.offset))
    case .importFrom: .importFrom(module: field(0, of: node.offset), names: field(1, of: node.offset), level: field(2, of: node.offset))
    case .global: .global(names: field(0, of: node.offset))
    case .nonlocal: .nonlocal(names: field(0, of: node.offset))
    case .expr: .expr(value: field(0, of: node.offset))
    case .pass: .pass
    case .break: .break
    case .continue: .continue
    default: preconditionFailure("not a node of stmt")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: StatementNode, at range: SourceRange) -> Statement {
    let offset: UInt32
    switch node {
    case .functionDef(let name, let args, let body, let decoratorList, let returns, let typeComment, let typeParams):
      offset = begin(.functionDef, fields: 7, at: range)
      store(name)
      store(args)
      store(body)
      store(decoratorList)
      store(returns)
      store(typeComment)
      store(typeParams)
    case .asyncFunctionDef(let name, let args, let body, let decoratorList, let returns, let typeComment, let typeParams):
      offset = begin(.asyncFunctionDef, fields: 7, at: range)
      store(name)
      store(args)
      store(body)
      store(decoratorList)
      store(returns)
      store(typeComment)
      store(typeParams)
    case .classDef(let name, let bases, let keywords, let body, let decoratorList, let typeParams):
      offset = begin(.classDef, fields: 6, at: range)
      store(name)
      store(bases)
      store(keywords)
      store(body)
      store(decoratorList)
      store(typeParams)
    case .return(let value):
      offset = begin(.return, fields: 1, at: range)
      store(value)
    case .delete(let targets):
      offset = begin(.delete, fields: 1, at: range)
      store(targets)
    case .assign(let targets, let value, let typeComment):
      offset = begin(.assign, fields: 3, at: range)
      store(targets)
      store(value)
      store(typeComment)
    case .typeAlias(let name, let typeParams, let value):
      offset = begin(.typeAlias, fields: 3, at: range)
      store(name)
      store(typeParams)
      store(value)
    case .augAssign(let target, let op, let value):
      offset = begin(.augAssign, fields: 3, at: range)
      store(target)
      store(op)
      store(value)
    case .annAssign(let target, let annotation, let value, let simple):
      offset = begin(.annAssign, fields: 4, at: range)
      store(target)
      store(annotation)
      store(value)
      store(simple)
    case .for(let target, let iter, let body, let orelse, let typeComment):
      offset = begin(.for, fields: 5, at: range)
      store(target)
      store(iter)
      store(body)
      store(orelse)
      store(typeComment)
    case .asyncFor(let target, let iter, let body, let orelse, let typeComment):
      offset = begin(.asyncFor, fields: 5, at: range)
      store(target)
      store(iter)
      store(body)
      store(orelse)
      store(typeComment)
    case .while(let test, let body, let orelse):
      offset = begin(.while, fields: 3, at: range)
      store(test)
      store(body)
      store(orelse)
    case .if(let test, let body, let orelse):
      offset = begin(.if, fields: 3, at: range)
      store(test)
      store(body)
      store(orelse)
    case .with(let items, let body, let typeComment):
      offset = begin(.with, fields: 3, at: range)
      store(items)
      store(body)
      store(typeComment)
    case .asyncWith(let items, let body, let typeComment):
      offset = begin(.asyncWith, fields: 3, at: range)
      store(items)
      store(body)
      store(typeComment)
    case .match(let subject, let cases):
      offset = begin(.match, fields: 2, at: range)
      store(subject)
      store(cases)
    case .raise(let exc, let cause):
      offset = begin(.raise, fields: 2, at: range)
      store(exc)
      store(cause)
    case .try(let body, let handlers, let orelse, let finalbody):
      offset = begin(.try, fields: 4, at: range)
      store(body)
      store(handlers)
      store(orelse)
      store(finalbody)
    case .tryStar(let body, let handlers, let orelse, let finalbody):
      offset = begin(.tryStar, fields: 4, at: range)
      store(body)
      store(handlers)
      store(orelse)
      store(finalbody)
    case .assert(let test, let msg):
      offset = begin(.assert, fields: 2, at: range)
      store(test)
      store(msg)
    case .import(let names):
      offset = begin(.import, fields: 1, at: range)
      store(names)
    case .importFrom(let module, let names, let level):
      offset = begin(.importFrom, fields: 3, at: range)
      store(module)
      store(names)
      store(level)
    case .global(let names):
      offset = begin(.global, fields: 1, at: range)
      store(names)
    case .nonlocal(let names):
      offset = begin(.nonlocal, fields: 1, at: range)
      store(names)
    case .expr(let value):
      offset = begin(.expr, fields: 1, at: range)
      store(value)
    case .pass:
      offset = begin(.pass, fields: 0, at: range)
    case .break:
      offset = begin(.break, fields: 0, at: range)
    case .continue:
      offset = begin(.continue, fields: 0, at: range)
    }
    return Statement(offset: offset)
  }
}

/// Refers to a node of the grammar's `expr` in a `SyntaxTree`.
public struct Expression: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum ExpressionNode: BitwiseCopyable {
  case boolOp(op: BooleanOperator, values: NodeList<Expression>)
  case namedExpr(target: Expression, value: Expression)
  case binOp(left: Expression, op: BinaryOperator, right: Expression)
  case unaryOp(op: UnaryOperator, operand: Expression)
  case lambda(args: Parameters, body: Expression)
  case ifExp(test: Expression, body: Expression, orelse: Expression)
  case dict(keys: NodeList<Expression?>, values: NodeList<Expression>)
  case set(elts: NodeList<Expression>)
  case listComp(elt: Expression, generators: NodeList<Comprehension>)
  case setComp(elt: Expression, generators: NodeList<Comprehension>)
  case dictComp(key: Expression, value: Expression, generators: NodeList<Comprehension>)
  case generatorExp(elt: Expression, generators: NodeList<Comprehension>)
  case await(value: Expression)
  case yield(value: Expression?)
  case yieldFrom(value: Expression)
  case compare(left: Expression, ops: NodeList<ComparisonOperator>, comparators: NodeList<Expression>)
  case call(func: Expression, args: NodeList<Expression>, keywords: NodeList<KeywordArgument>)
  case formattedValue(value: Expression, conversion: Int32, formatSpec: Expression?)
  case interpolation(value: Expression, str: Literal, conversion: Int32, formatSpec: Expression?)
  case joinedStr(values: NodeList<Expression>)
  case templateStr(values: NodeList<Expression>)
  case constant(value: Literal, kind: Name?)
  case attribute(value: Expression, attr: Name, ctx: ExpressionContext)
  case `subscript`(value: Expression, slice: Expression, ctx: ExpressionContext)
  case starred(value: Expression, ctx: ExpressionContext)
  case name(id: Name, ctx: ExpressionContext)
  case list(elts: NodeList<Expression>, ctx: ExpressionContext)
  case tuple(elts: NodeList<Expression>, ctx: ExpressionContext)
  case slice(lower: Expression?, upper: Expression?, step: Expression?)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Expression) -> ExpressionNode {
    switch kind(at: node.offset) {
    case .boolOp: .boolOp(op: field(0, of: node.offset), values: field(1, of: node.offset))
    case .namedExpr: .namedExpr(target: field(0, of: node.offset), value: field(1, of: node.offset))
    case .binOp: .binOp(left: field(0, of: node.offset), op: field(1, of: node.offset), right: field(2, of: node.offset))
    case .unaryOp: .unaryOp(op: field(0, of: node.offset), operand: field(1, of: node.offset))
    case .lambda: .lambda(args: field(0, of: node.offset), body: field(1, of: node.offset))
    case .ifExp: .ifExp(test: field(0, of: node.offset), body: field(1, of: node.offset), orelse: field(2, of: node.offset))
    case .dict: .dict(keys: field(0, of: node.offset), values: field(1, of: node.offset))
    case .set: .set(elts: field(0, of: node.offset))
    case .listComp: .listComp(elt: field(0, of: node.offset), generators: field(1, of: node.offset))
    case .setComp: .setComp(elt: field(0, of: node.offset), generators: field(1, of: node.offset))
    case .dictComp: .dictComp(key: field(0, of: node.offset), value: field(1, of: node.offset), generators: field(2, of: node.offset))
    case .generatorExp: .generatorExp(elt: field(0, of: node.offset), generators: field(1, of: node.offset))
    case .await: .await(value: field(0, of: node.offset))
    case .yield: .yield(value: field(0, of: node.offset))
    case .yieldFrom: .yieldFrom(value: field(0, of: node.offset))
    case .compare: .compare(left: field(0, of: node.offset), ops: field(1, of: node.offset), comparators: field(2, of: node.offset))
    case .call: .call(func: field(0, of: node.offset), args: field(1, of: node.offset), keywords: field(2, of: node.offset))
    case .formattedValue: .formattedValue(value: field(0, of: node.offset), conversion: field(1, of: node.offset), formatSpec: field(2, of: node.offset))
    case .interpolation: .interpolation(value: field(0, of: node.offset), str: field(1, of: node.offset), conversion: field(2, of: node.offset), formatSpec: field(3, of: node.offset))
    case .joinedStr: .joinedStr(values: field(0, of: node.offset))
    case .templateStr: .templateStr(values: field(0, of: node.offset))
    case .constant: .constant(value: field(0, of: node.offset), kind: field(1, of: node.offset))
    case .attribute: .attribute(value: field(0, of: node.offset), attr: field(1, of: node.offset), ctx: field(2, of: node.offset))
    case .subscript: .subscript(value: field(0, of: node.offset), slice: field(1, of: node.offset), ctx: field(2, of: node.offset))
    case .starred: .starred(value: field(0, of: node.offset), ctx: field(1, of: node.offset))
    case .name: .name(id: field(0, of: node.offset), ctx: field(1, of: node.offset))
    case .list: .list(elts: field(0, of: node.offset), ctx: field(1, of: node.offset))
    case .tuple: .tuple(elts: field(0, of: node.offset), ctx: field(1, of: node.offset))
    case .slice: .slice(lower: field(0, of: node.offset), upper: field(1, of: node.offset), step: field(2, of: node.offset))
    default: preconditionFailure("not a node of expr")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ExpressionNode, at range: SourceRange) -> Expression {
    let offset: UInt32
    switch node {
    case .boolOp(let op, let values):
      offset = begin(.boolOp, fields: 2, at: range)
      store(op)
      store(values)
    case .namedExpr(let target, let value):
      offset = begin(.namedExpr, fields: 2, at: range)
      store(target)
      store(value)
    case .binOp(let left, let op, let right):
      offset = begin(.binOp, fields: 3, at: range)
      store(left)
      store(op)
      store(right)
    case .unaryOp(let op, let operand):
      offset = begin(.unaryOp, fields: 2, at: range)
      store(op)
      store(operand)
    case .lambda(let args, let body):
      offset = begin(.lambda, fields: 2, at: range)
      store(args)
      store(body)
    case .ifExp(let test, let body, let orelse):
      offset = begin(.ifExp, fields: 3, at: range)
      store(test)
      store(body)
      store(orelse)
    case .dict(let keys, let values):
      offset = begin(.dict, fields: 2, at: range)
      store(keys)
      store(values)
    case .set(let elts):
      offset = begin(.set, fields: 1, at: range)
      store(elts)
    case .listComp(let elt, let generators):
      offset = begin(.listComp, fields: 2, at: range)
      store(elt)
      store(generators)
    case .setComp(let elt, let generators):
      offset = begin(.setComp, fields: 2, at: range)
      store(elt)
      store(generators)
    case .dictComp(let key, let value, let generators):
      offset = begin(.dictComp, fields: 3, at: range)
      store(key)
      store(value)
      store(generators)
    case .generatorExp(let elt, let generators):
      offset = begin(.generatorExp, fields: 2, at: range)
      store(elt)
      store(generators)
    case .await(let value):
      offset = begin(.await, fields: 1, at: range)
      store(value)
    case .yield(let value):
      offset = begin(.yield, fields: 1, at: range)
      store(value)
    case .yieldFrom(let value):
      offset = begin(.yieldFrom, fields: 1, at: range)
      store(value)
    case .compare(let left, let ops, let comparators):
      offset = begin(.compare, fields: 3, at: range)
      store(left)
      store(ops)
      store(comparators)
    case .call(let `func`, let args, let keywords):
      offset = begin(.call, fields: 3, at: range)
      store(`func`)
      store(args)
      store(keywords)
    case .formattedValue(let value, let conversion, let formatSpec):
      offset = begin(.formattedValue, fields: 3, at: range)
      store(value)
      store(conversion)
      store(formatSpec)
    case .interpolation(let value, let str, let conversion, let formatSpec):
      offset = begin(.interpolation, fields: 4, at: range)
      store(value)
      store(str)
      store(conversion)
      store(formatSpec)
    case .joinedStr(let values):
      offset = begin(.joinedStr, fields: 1, at: range)
      store(values)
    case .templateStr(let values):
      offset = begin(.templateStr, fields: 1, at: range)
      store(values)
    case .constant(let value, let kind):
      offset = begin(.constant, fields: 2, at: range)
      store(value)
      store(kind)
    case .attribute(let value, let attr, let ctx):
      offset = begin(.attribute, fields: 3, at: range)
      store(value)
      store(attr)
      store(ctx)
    case .subscript(let value, let slice, let ctx):
      offset = begin(.subscript, fields: 3, at: range)
      store(value)
      store(slice)
      store(ctx)
    case .starred(let value, let ctx):
      offset = begin(.starred, fields: 2, at: range)
      store(value)
      store(ctx)
    case .name(let id, let ctx):
      offset = begin(.name, fields: 2, at: range)
      store(id)
      store(ctx)
    case .list(let elts, let ctx):
      offset = begin(.list, fields: 2, at: range)
      store(elts)
      store(ctx)
    case .tuple(let elts, let ctx):
      offset = begin(.tuple, fields: 2, at: range)
      store(elts)
      store(ctx)
    case .slice(let lower, let upper, let step):
      offset = begin(.slice, fields: 3, at: range)
      store(lower)
      store(upper)
      store(step)
    }
    return Expression(offset: offset)
  }
}

public enum ExpressionContext: UInt32, TreeWord, CaseIterable, Sendable {
  case load
  case store
  case del
}

public enum BooleanOperator: UInt32, TreeWord, CaseIterable, Sendable {
  case and
  case or
}

public enum BinaryOperator: UInt32, TreeWord, CaseIterable, Sendable {
  case add
  case sub
  case mult
  case matMult
  case div
  case mod
  case pow
  case lshift
  case rshift
  case bitOr
  case bitXor
  case bitAnd
  case floorDiv
}

public enum UnaryOperator: UInt32, TreeWord, CaseIterable, Sendable {
  case invert
  case not
  case uadd
  case usub
}

public enum ComparisonOperator: UInt32, TreeWord, CaseIterable, Sendable {
  case eq
  case notEq
  case lt
  case ltE
  case gt
  case gtE
  case `is`
  case isNot
  case `in`
  case notIn
}

/// Refers to a node of the grammar's `comprehension` in a `SyntaxTree`.
public struct Comprehension: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct ComprehensionNode: BitwiseCopyable {
  public var target: Expression
  public var iter: Expression
  public var ifs: NodeList<Expression>
  public var isAsync: Int32

  public init(target: Expression, iter: Expression, ifs: NodeList<Expression>, isAsync: Int32) {
    self.target = target
    self.iter = iter
    self.ifs = ifs
    self.isAsync = isAsync
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Comprehension) -> ComprehensionNode {
    ComprehensionNode(target: field(0, of: node.offset), iter: field(1, of: node.offset), ifs: field(2, of: node.offset), isAsync: field(3, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ComprehensionNode) -> Comprehension {
    let offset = begin(.comprehension, fields: 4, at: .none)
    store(node.target)
    store(node.iter)
    store(node.ifs)
    store(node.isAsync)
    return Comprehension(offset: offset)
  }
}

/// Refers to a node of the grammar's `excepthandler` in a `SyntaxTree`.
public struct ExceptionHandler: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum ExceptionHandlerNode: BitwiseCopyable {
  case exceptHandler(type: Expression?, name: Name?, body: NodeList<Statement>)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: ExceptionHandler) -> ExceptionHandlerNode {
    switch kind(at: node.offset) {
    case .exceptHandler: .exceptHandler(type: field(0, of: node.offset), name: field(1, of: node.offset), body: field(2, of: node.offset))
    default: preconditionFailure("not a node of excepthandler")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ExceptionHandlerNode, at range: SourceRange) -> ExceptionHandler {
    let offset: UInt32
    switch node {
    case .exceptHandler(let type, let name, let body):
      offset = begin(.exceptHandler, fields: 3, at: range)
      store(type)
      store(name)
      store(body)
    }
    return ExceptionHandler(offset: offset)
  }
}

/// Refers to a node of the grammar's `arguments` in a `SyntaxTree`.
public struct Parameters: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct ParametersNode: BitwiseCopyable {
  public var posonlyargs: NodeList<Parameter>
  public var args: NodeList<Parameter>
  public var vararg: Parameter?
  public var kwonlyargs: NodeList<Parameter>
  public var kwDefaults: NodeList<Expression?>
  public var kwarg: Parameter?
  public var defaults: NodeList<Expression>

  public init(posonlyargs: NodeList<Parameter>, args: NodeList<Parameter>, vararg: Parameter?, kwonlyargs: NodeList<Parameter>, kwDefaults: NodeList<Expression?>, kwarg: Parameter?, defaults: NodeList<Expression>) {
    self.posonlyargs = posonlyargs
    self.args = args
    self.vararg = vararg
    self.kwonlyargs = kwonlyargs
    self.kwDefaults = kwDefaults
    self.kwarg = kwarg
    self.defaults = defaults
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Parameters) -> ParametersNode {
    ParametersNode(posonlyargs: field(0, of: node.offset), args: field(1, of: node.offset), vararg: field(2, of: node.offset), kwonlyargs: field(3, of: node.offset), kwDefaults: field(4, of: node.offset), kwarg: field(5, of: node.offset), defaults: field(6, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ParametersNode) -> Parameters {
    let offset = begin(.arguments, fields: 7, at: .none)
    store(node.posonlyargs)
    store(node.args)
    store(node.vararg)
    store(node.kwonlyargs)
    store(node.kwDefaults)
    store(node.kwarg)
    store(node.defaults)
    return Parameters(offset: offset)
  }
}

/// Refers to a node of the grammar's `arg` in a `SyntaxTree`.
public struct Parameter: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct ParameterNode: BitwiseCopyable {
  public var arg: Name
  public var annotation: Expression?
  public var typeComment: Name?

  public init(arg: Name, annotation: Expression?, typeComment: Name?) {
    self.arg = arg
    self.annotation = annotation
    self.typeComment = typeComment
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Parameter) -> ParameterNode {
    ParameterNode(arg: field(0, of: node.offset), annotation: field(1, of: node.offset), typeComment: field(2, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: ParameterNode, at range: SourceRange) -> Parameter {
    let offset = begin(.arg, fields: 3, at: range)
    store(node.arg)
    store(node.annotation)
    store(node.typeComment)
    return Parameter(offset: offset)
  }
}

/// Refers to a node of the grammar's `keyword` in a `SyntaxTree`.
public struct KeywordArgument: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct KeywordArgumentNode: BitwiseCopyable {
  public var arg: Name?
  public var value: Expression

  public init(arg: Name?, value: Expression) {
    self.arg = arg
    self.value = value
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: KeywordArgument) -> KeywordArgumentNode {
    KeywordArgumentNode(arg: field(0, of: node.offset), value: field(1, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: KeywordArgumentNode, at range: SourceRange) -> KeywordArgument {
    let offset = begin(.keyword, fields: 2, at: range)
    store(node.arg)
    store(node.value)
    return KeywordArgument(offset: offset)
  }
}

/// Refers to a node of the grammar's `alias` in a `SyntaxTree`.
public struct Alias: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct AliasNode: BitwiseCopyable {
  public var name: Name
  public var asname: Name?

  public init(name: Name, asname: Name?) {
    self.name = name
    self.asname = asname
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Alias) -> AliasNode {
    AliasNode(name: field(0, of: node.offset), asname: field(1, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: AliasNode, at range: SourceRange) -> Alias {
    let offset = begin(.alias, fields: 2, at: range)
    store(node.name)
    store(node.asname)
    return Alias(offset: offset)
  }
}

/// Refers to a node of the grammar's `withitem` in a `SyntaxTree`.
public struct WithItem: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct WithItemNode: BitwiseCopyable {
  public var contextExpr: Expression
  public var optionalVars: Expression?

  public init(contextExpr: Expression, optionalVars: Expression?) {
    self.contextExpr = contextExpr
    self.optionalVars = optionalVars
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: WithItem) -> WithItemNode {
    WithItemNode(contextExpr: field(0, of: node.offset), optionalVars: field(1, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: WithItemNode) -> WithItem {
    let offset = begin(.withitem, fields: 2, at: .none)
    store(node.contextExpr)
    store(node.optionalVars)
    return WithItem(offset: offset)
  }
}

/// Refers to a node of the grammar's `match_case` in a `SyntaxTree`.
public struct MatchCase: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public struct MatchCaseNode: BitwiseCopyable {
  public var pattern: Pattern
  public var `guard`: Expression?
  public var body: NodeList<Statement>

  public init(pattern: Pattern, guard: Expression?, body: NodeList<Statement>) {
    self.pattern = pattern
    self.`guard` = `guard`
    self.body = body
  }
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: MatchCase) -> MatchCaseNode {
    MatchCaseNode(pattern: field(0, of: node.offset), guard: field(1, of: node.offset), body: field(2, of: node.offset))
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: MatchCaseNode) -> MatchCase {
    let offset = begin(.matchCase, fields: 3, at: .none)
    store(node.pattern)
    store(node.`guard`)
    store(node.body)
    return MatchCase(offset: offset)
  }
}

/// Refers to a node of the grammar's `pattern` in a `SyntaxTree`.
public struct Pattern: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum PatternNode: BitwiseCopyable {
  case matchValue(value: Expression)
  case matchSingleton(value: Literal)
  case matchSequence(patterns: NodeList<Pattern>)
  case matchMapping(keys: NodeList<Expression>, patterns: NodeList<Pattern>, rest: Name?)
  case matchClass(cls: Expression, patterns: NodeList<Pattern>, kwdAttrs: NodeList<Name>, kwdPatterns: NodeList<Pattern>)
  case matchStar(name: Name?)
  case matchAs(pattern: Pattern?, name: Name?)
  case matchOr(patterns: NodeList<Pattern>)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: Pattern) -> PatternNode {
    switch kind(at: node.offset) {
    case .matchValue: .matchValue(value: field(0, of: node.offset))
    case .matchSingleton: .matchSingleton(value: field(0, of: node.offset))
    case .matchSequence: .matchSequence(patterns: field(0, of: node.offset))
    case .matchMapping: .matchMapping(keys: field(0, of: node.offset), patterns: field(1, of: node.offset), rest: field(2, of: node.offset))
    case .matchClass: .matchClass(cls: field(0, of: node.offset), patterns: field(1, of: node.offset), kwdAttrs: field(2, of: node.offset), kwdPatterns: field(3, of: node.offset))
    case .matchStar: .matchStar(name: field(0, of: node.offset))
    case .matchAs: .matchAs(pattern: field(0, of: node.offset), name: field(1, of: node.offset))
    case .matchOr: .matchOr(patterns: field(0, of: node.offset))
    default: preconditionFailure("not a node of pattern")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: PatternNode, at range: SourceRange) -> Pattern {
    let offset: UInt32
    switch node {
    case .matchValue(let value):
      offset = begin(.matchValue, fields: 1, at: range)
      store(value)
    case .matchSingleton(let value):
      offset = begin(.matchSingleton, fields: 1, at: range)
      store(value)
    case .matchSequence(let patterns):
      offset = begin(.matchSequence, fields: 1, at: range)
      store(patterns)
    case .matchMapping(let keys, let patterns, let rest):
      offset = begin(.matchMapping, fields: 3, at: range)
      store(keys)
      store(patterns)
      store(rest)
    case .matchClass(let cls, let patterns, let kwdAttrs, let kwdPatterns):
      offset = begin(.matchClass, fields: 4, at: range)
      store(cls)
      store(patterns)
      store(kwdAttrs)
      store(kwdPatterns)
    case .matchStar(let name):
      offset = begin(.matchStar, fields: 1, at: range)
      store(name)
    case .matchAs(let pattern, let name):
      offset = begin(.matchAs, fields: 2, at: range)
      store(pattern)
      store(name)
    case .matchOr(let patterns):
      offset = begin(.matchOr, fields: 1, at: range)
      store(patterns)
    }
    return Pattern(offset: offset)
  }
}

/// Refers to a node of the grammar's `type_ignore` in a `SyntaxTree`.
public struct TypeIgnore: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum TypeIgnoreNode: BitwiseCopyable {
  case typeIgnore(lineno: Int32, tag: Name)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: TypeIgnore) -> TypeIgnoreNode {
    switch kind(at: node.offset) {
    case .typeIgnore: .typeIgnore(lineno: field(0, of: node.offset), tag: field(1, of: node.offset))
    default: preconditionFailure("not a node of type_ignore")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: TypeIgnoreNode) -> TypeIgnore {
    let offset: UInt32
    switch node {
    case .typeIgnore(let lineno, let tag):
      offset = begin(.typeIgnore, fields: 2, at: .none)
      store(lineno)
      store(tag)
    }
    return TypeIgnore(offset: offset)
  }
}

/// Refers to a node of the grammar's `type_param` in a `SyntaxTree`.
public struct TypeParameter: NodeHandle {
  public let offset: UInt32
  @inlinable @inline(__always) public init(offset: UInt32) { self.offset = offset }
}

public enum TypeParameterNode: BitwiseCopyable {
  case typeVar(name: Name, bound: Expression?, defaultValue: Expression?)
  case paramSpec(name: Name, defaultValue: Expression?)
  case typeVarTuple(name: Name, defaultValue: Expression?)
}

extension NodeStorage where Self: ~Copyable {
  @inlinable public subscript(_ node: TypeParameter) -> TypeParameterNode {
    switch kind(at: node.offset) {
    case .typeVar: .typeVar(name: field(0, of: node.offset), bound: field(1, of: node.offset), defaultValue: field(2, of: node.offset))
    case .paramSpec: .paramSpec(name: field(0, of: node.offset), defaultValue: field(1, of: node.offset))
    case .typeVarTuple: .typeVarTuple(name: field(0, of: node.offset), defaultValue: field(1, of: node.offset))
    default: preconditionFailure("not a node of type_param")
    }
  }
}

extension SyntaxTreeBuilder {
  @discardableResult
  public mutating func add(_ node: TypeParameterNode, at range: SourceRange) -> TypeParameter {
    let offset: UInt32
    switch node {
    case .typeVar(let name, let bound, let defaultValue):
      offset = begin(.typeVar, fields: 3, at: range)
      store(name)
      store(bound)
      store(defaultValue)
    case .paramSpec(let name, let defaultValue):
      offset = begin(.paramSpec, fields: 2, at: range)
      store(name)
      store(defaultValue)
    case .typeVarTuple(let name, let defaultValue):
      offset = begin(.typeVarTuple, fields: 2, at: range)
      store(name)
      store(defaultValue)
    }
    return TypeParameter(offset: offset)
  }
}
