// Generated from Tools/generate/syntax-tree.asdl by Tools/generate/syntax_tree.py; edit those.

/// What a node is: the case of its sum, or its product.
public enum NodeKind: UInt32, CaseIterable, Sendable {
  case module
  case interactive
  case expression
  case functionType
  case functionDef
  case asyncFunctionDef
  case classDef
  case `return`
  case delete
  case assign
  case typeAlias
  case augAssign
  case annAssign
  case `for`
  case asyncFor
  case `while`
  case `if`
  case with
  case asyncWith
  case match
  case raise
  case `try`
  case tryStar
  case assert
  case `import`
  case importFrom
  case global
  case nonlocal
  case expr
  case pass
  case `break`
  case `continue`
  case boolOp
  case namedExpr
  case binOp
  case unaryOp
  case lambda
  case ifExp
  case dict
  case set
  case listComp
  case setComp
  case dictComp
  case generatorExp
  case await
  case yield
  case yieldFrom
  case compare
  case call
  case formattedValue
  case interpolation
  case joinedStr
  case templateStr
  case constant
  case attribute
  case `subscript`
  case starred
  case name
  case list
  case tuple
  case slice
  case comprehension
  case exceptHandler
  case arguments
  case arg
  case keyword
  case alias
  case withitem
  case matchCase
  case matchValue
  case matchSingleton
  case matchSequence
  case matchMapping
  case matchClass
  case matchStar
  case matchAs
  case matchOr
  case typeIgnore
  case typeVar
  case paramSpec
  case typeVarTuple
}

extension NodeKind {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .module: "Module"
    case .interactive: "Interactive"
    case .expression: "Expression"
    case .functionType: "FunctionType"
    case .functionDef: "FunctionDef"
    case .asyncFunctionDef: "AsyncFunctionDef"
    case .classDef: "ClassDef"
    case .return: "Return"
    case .delete: "Delete"
    case .assign: "Assign"
    case .typeAlias: "TypeAlias"
    case .augAssign: "AugAssign"
    case .annAssign: "AnnAssign"
    case .for: "For"
    case .asyncFor: "AsyncFor"
    case .while: "While"
    case .if: "If"
    case .with: "With"
    case .asyncWith: "AsyncWith"
    case .match: "Match"
    case .raise: "Raise"
    case .try: "Try"
    case .tryStar: "TryStar"
    case .assert: "Assert"
    case .import: "Import"
    case .importFrom: "ImportFrom"
    case .global: "Global"
    case .nonlocal: "Nonlocal"
    case .expr: "Expr"
    case .pass: "Pass"
    case .break: "Break"
    case .continue: "Continue"
    case .boolOp: "BoolOp"
    case .namedExpr: "NamedExpr"
    case .binOp: "BinOp"
    case .unaryOp: "UnaryOp"
    case .lambda: "Lambda"
    case .ifExp: "IfExp"
    case .dict: "Dict"
    case .set: "Set"
    case .listComp: "ListComp"
    case .setComp: "SetComp"
    case .dictComp: "DictComp"
    case .generatorExp: "GeneratorExp"
    case .await: "Await"
    case .yield: "Yield"
    case .yieldFrom: "YieldFrom"
    case .compare: "Compare"
    case .call: "Call"
    case .formattedValue: "FormattedValue"
    case .interpolation: "Interpolation"
    case .joinedStr: "JoinedStr"
    case .templateStr: "TemplateStr"
    case .constant: "Constant"
    case .attribute: "Attribute"
    case .subscript: "Subscript"
    case .starred: "Starred"
    case .name: "Name"
    case .list: "List"
    case .tuple: "Tuple"
    case .slice: "Slice"
    case .comprehension: "comprehension"
    case .exceptHandler: "ExceptHandler"
    case .arguments: "arguments"
    case .arg: "arg"
    case .keyword: "keyword"
    case .alias: "alias"
    case .withitem: "withitem"
    case .matchCase: "match_case"
    case .matchValue: "MatchValue"
    case .matchSingleton: "MatchSingleton"
    case .matchSequence: "MatchSequence"
    case .matchMapping: "MatchMapping"
    case .matchClass: "MatchClass"
    case .matchStar: "MatchStar"
    case .matchAs: "MatchAs"
    case .matchOr: "MatchOr"
    case .typeIgnore: "TypeIgnore"
    case .typeVar: "TypeVar"
    case .paramSpec: "ParamSpec"
    case .typeVarTuple: "TypeVarTuple"
    }
  }

  /// Whether nodes of this kind have `lineno`, `col_offset`, `end_lineno`, `end_col_offset`.
  public var hasPosition: Bool {
    switch self {
    case .module, .interactive, .expression, .functionType, .comprehension, .arguments, .withitem, .matchCase, .typeIgnore: false
    default: true
    }
  }

  /// The fields in the order in which the arena stores them, a word each.
  public var fields: [FieldSchema] {
    switch self {
    case .module: [FieldSchema("body", .node, .list), FieldSchema("type_ignores", .node, .list)]
    case .interactive: [FieldSchema("body", .node, .list)]
    case .expression: [FieldSchema("body", .node)]
    case .functionType: [FieldSchema("argtypes", .node, .list), FieldSchema("returns", .node)]
    case .functionDef: [FieldSchema("name", .identifier), FieldSchema("args", .node), FieldSchema("body", .node, .list), FieldSchema("decorator_list", .node, .list), FieldSchema("returns", .node, .optional), FieldSchema("type_comment", .string, .optional), FieldSchema("type_params", .node, .list)]
    case .asyncFunctionDef: [FieldSchema("name", .identifier), FieldSchema("args", .node), FieldSchema("body", .node, .list), FieldSchema("decorator_list", .node, .list), FieldSchema("returns", .node, .optional), FieldSchema("type_comment", .string, .optional), FieldSchema("type_params", .node, .list)]
    case .classDef: [FieldSchema("name", .identifier), FieldSchema("bases", .node, .list), FieldSchema("keywords", .node, .list), FieldSchema("body", .node, .list), FieldSchema("decorator_list", .node, .list), FieldSchema("type_params", .node, .list)]
    case .return: [FieldSchema("value", .node, .optional)]
    case .delete: [FieldSchema("targets", .node, .list)]
    case .assign: [FieldSchema("targets", .node, .list), FieldSchema("value", .node), FieldSchema("type_comment", .string, .optional)]
    case .typeAlias: [FieldSchema("name", .node), FieldSchema("type_params", .node, .list), FieldSchema("value", .node)]
    case .augAssign: [FieldSchema("target", .node), FieldSchema("op", .binaryOperator), FieldSchema("value", .node)]
    case .annAssign: [FieldSchema("target", .node), FieldSchema("annotation", .node), FieldSchema("value", .node, .optional), FieldSchema("simple", .integer)]
    case .for: [FieldSchema("target", .node), FieldSchema("iter", .node), FieldSchema("body", .node, .list), FieldSchema("orelse", .node, .list), FieldSchema("type_comment", .string, .optional)]
    case .asyncFor: [FieldSchema("target", .node), FieldSchema("iter", .node), FieldSchema("body", .node, .list), FieldSchema("orelse", .node, .list), FieldSchema("type_comment", .string, .optional)]
    case .while: [FieldSchema("test", .node), FieldSchema("body", .node, .list), FieldSchema("orelse", .node, .list)]
    case .if: [FieldSchema("test", .node), FieldSchema("body", .node, .list), FieldSchema("orelse", .node, .list)]
    case .with: [FieldSchema("items", .node, .list), FieldSchema("body", .node, .list), FieldSchema("type_comment", .string, .optional)]
    case .asyncWith: [FieldSchema("items", .node, .list), FieldSchema("body", .node, .list), FieldSchema("type_comment", .string, .optional)]
    case .match: [FieldSchema("subject", .node), FieldSchema("cases", .node, .list)]
    case .raise: [FieldSchema("exc", .node, .optional), FieldSchema("cause", .node, .optional)]
    case .try: [FieldSchema("body", .node, .list), FieldSchema("handlers", .node, .list), FieldSchema("orelse", .node, .list), FieldSchema("finalbody", .node, .list)]
    case .tryStar: [FieldSchema("body", .node, .list), FieldSchema("handlers", .node, .list), FieldSchema("orelse", .node, .list), FieldSchema("finalbody", .node, .list)]
    case .assert: [FieldSchema("test", .node), FieldSchema("msg", .node, .optional)]
    case .import: [FieldSchema("names", .node, .list)]
    case .importFrom: [FieldSchema("module", .identifier, .optional), FieldSchema("names", .node, .list), FieldSchema("level", .integer, .optional)]
    case .global: [FieldSchema("names", .identifier, .list)]
    case .nonlocal: [FieldSchema("names", .identifier, .list)]
    case .expr: [FieldSchema("value", .node)]
    case .pass: []
    case .break: []
    case .continue: []
    case .boolOp: [FieldSchema("op", .booleanOperator), FieldSchema("values", .node, .list)]
    case .namedExpr: [FieldSchema("target", .node), FieldSchema("value", .node)]
    case .binOp: [FieldSchema("left", .node), FieldSchema("op", .binaryOperator), FieldSchema("right", .node)]
    case .unaryOp: [FieldSchema("op", .unaryOperator), FieldSchema("operand", .node)]
    case .lambda: [FieldSchema("args", .node), FieldSchema("body", .node)]
    case .ifExp: [FieldSchema("test", .node), FieldSchema("body", .node), FieldSchema("orelse", .node)]
    case .dict: [FieldSchema("keys", .node, .optionalList), FieldSchema("values", .node, .list)]
    case .set: [FieldSchema("elts", .node, .list)]
    case .listComp: [FieldSchema("elt", .node), FieldSchema("generators", .node, .list)]
    case .setComp: [FieldSchema("elt", .node), FieldSchema("generators", .node, .list)]
    case .dictComp: [FieldSchema("key", .node), FieldSchema("value", .node), FieldSchema("generators", .node, .list)]
    case .generatorExp: [FieldSchema("elt", .node), FieldSchema("generators", .node, .list)]
    case .await: [FieldSchema("value", .node)]
    case .yield: [FieldSchema("value", .node, .optional)]
    case .yieldFrom: [FieldSchema("value", .node)]
    case .compare: [FieldSchema("left", .node), FieldSchema("ops", .comparisonOperator, .list), FieldSchema("comparators", .node, .list)]
    case .call: [FieldSchema("func", .node), FieldSchema("args", .node, .list), FieldSchema("keywords", .node, .list)]
    case .formattedValue: [FieldSchema("value", .node), FieldSchema("conversion", .integer), FieldSchema("format_spec", .node, .optional)]
    case .interpolation: [FieldSchema("value", .node), FieldSchema("str", .constant), FieldSchema("conversion", .integer), FieldSchema("format_spec", .node, .optional)]
    case .joinedStr: [FieldSchema("values", .node, .list)]
    case .templateStr: [FieldSchema("values", .node, .list)]
    case .constant: [FieldSchema("value", .constant), FieldSchema("kind", .string, .optional)]
    case .attribute: [FieldSchema("value", .node), FieldSchema("attr", .identifier), FieldSchema("ctx", .context)]
    case .subscript: [FieldSchema("value", .node), FieldSchema("slice", .node), FieldSchema("ctx", .context)]
    case .starred: [FieldSchema("value", .node), FieldSchema("ctx", .context)]
    case .name: [FieldSchema("id", .identifier), FieldSchema("ctx", .context)]
    case .list: [FieldSchema("elts", .node, .list), FieldSchema("ctx", .context)]
    case .tuple: [FieldSchema("elts", .node, .list), FieldSchema("ctx", .context)]
    case .slice: [FieldSchema("lower", .node, .optional), FieldSchema("upper", .node, .optional), FieldSchema("step", .node, .optional)]
    case .comprehension: [FieldSchema("target", .node), FieldSchema("iter", .node), FieldSchema("ifs", .node, .list), FieldSchema("is_async", .integer)]
    case .exceptHandler: [FieldSchema("type", .node, .optional), FieldSchema("name", .identifier, .optional), FieldSchema("body", .node, .list)]
    case .arguments: [FieldSchema("posonlyargs", .node, .list), FieldSchema("args", .node, .list), FieldSchema("vararg", .node, .optional), FieldSchema("kwonlyargs", .node, .list), FieldSchema("kw_defaults", .node, .optionalList), FieldSchema("kwarg", .node, .optional), FieldSchema("defaults", .node, .list)]
    case .arg: [FieldSchema("arg", .identifier), FieldSchema("annotation", .node, .optional), FieldSchema("type_comment", .string, .optional)]
    case .keyword: [FieldSchema("arg", .identifier, .optional), FieldSchema("value", .node)]
    case .alias: [FieldSchema("name", .identifier), FieldSchema("asname", .identifier, .optional)]
    case .withitem: [FieldSchema("context_expr", .node), FieldSchema("optional_vars", .node, .optional)]
    case .matchCase: [FieldSchema("pattern", .node), FieldSchema("guard", .node, .optional), FieldSchema("body", .node, .list)]
    case .matchValue: [FieldSchema("value", .node)]
    case .matchSingleton: [FieldSchema("value", .constant)]
    case .matchSequence: [FieldSchema("patterns", .node, .list)]
    case .matchMapping: [FieldSchema("keys", .node, .list), FieldSchema("patterns", .node, .list), FieldSchema("rest", .identifier, .optional)]
    case .matchClass: [FieldSchema("cls", .node), FieldSchema("patterns", .node, .list), FieldSchema("kwd_attrs", .identifier, .list), FieldSchema("kwd_patterns", .node, .list)]
    case .matchStar: [FieldSchema("name", .identifier, .optional)]
    case .matchAs: [FieldSchema("pattern", .node, .optional), FieldSchema("name", .identifier, .optional)]
    case .matchOr: [FieldSchema("patterns", .node, .list)]
    case .typeIgnore: [FieldSchema("lineno", .integer), FieldSchema("tag", .string)]
    case .typeVar: [FieldSchema("name", .identifier), FieldSchema("bound", .node, .optional), FieldSchema("default_value", .node, .optional)]
    case .paramSpec: [FieldSchema("name", .identifier), FieldSchema("default_value", .node, .optional)]
    case .typeVarTuple: [FieldSchema("name", .identifier), FieldSchema("default_value", .node, .optional)]
    }
  }
}

extension SyntaxRule {
  /// The grammar, in the order in which it is published.
  public static let all: [SyntaxRule] = [
    SyntaxRule(
      "mod", isProduct: false, hasPosition: false,
      [
        "Module(stmt* body, type_ignore* type_ignores)",
        "Interactive(stmt* body)",
        "Expression(expr body)",
        "FunctionType(expr* argtypes, expr returns)",
      ]),
    SyntaxRule(
      "stmt", isProduct: false, hasPosition: true,
      [
        "FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
        "AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)",
        "ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)",
        "Return(expr? value)",
        "Delete(expr* targets)",
        "Assign(expr* targets, expr value, string? type_comment)",
        "TypeAlias(expr name, type_param* type_params, expr value)",
        "AugAssign(expr target, operator op, expr value)",
        "AnnAssign(expr target, expr annotation, expr? value, int simple)",
        "For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
        "AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)",
        "While(expr test, stmt* body, stmt* orelse)",
        "If(expr test, stmt* body, stmt* orelse)",
        "With(withitem* items, stmt* body, string? type_comment)",
        "AsyncWith(withitem* items, stmt* body, string? type_comment)",
        "Match(expr subject, match_case* cases)",
        "Raise(expr? exc, expr? cause)",
        "Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
        "TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)",
        "Assert(expr test, expr? msg)",
        "Import(alias* names)",
        "ImportFrom(identifier? module, alias* names, int? level)",
        "Global(identifier* names)",
        "Nonlocal(identifier* names)",
        "Expr(expr value)",
        "Pass",
        "Break",
        "Continue",
      ]),
    SyntaxRule(
      "expr", isProduct: false, hasPosition: true,
      [
        "BoolOp(boolop op, expr* values)",
        "NamedExpr(expr target, expr value)",
        "BinOp(expr left, operator op, expr right)",
        "UnaryOp(unaryop op, expr operand)",
        "Lambda(arguments args, expr body)",
        "IfExp(expr test, expr body, expr orelse)",
        "Dict(expr?* keys, expr* values)",
        "Set(expr* elts)",
        "ListComp(expr elt, comprehension* generators)",
        "SetComp(expr elt, comprehension* generators)",
        "DictComp(expr key, expr value, comprehension* generators)",
        "GeneratorExp(expr elt, comprehension* generators)",
        "Await(expr value)",
        "Yield(expr? value)",
        "YieldFrom(expr value)",
        "Compare(expr left, cmpop* ops, expr* comparators)",
        "Call(expr func, expr* args, keyword* keywords)",
        "FormattedValue(expr value, int conversion, expr? format_spec)",
        "Interpolation(expr value, constant str, int conversion, expr? format_spec)",
        "JoinedStr(expr* values)",
        "TemplateStr(expr* values)",
        "Constant(constant value, string? kind)",
        "Attribute(expr value, identifier attr, expr_context ctx)",
        "Subscript(expr value, expr slice, expr_context ctx)",
        "Starred(expr value, expr_context ctx)",
        "Name(identifier id, expr_context ctx)",
        "List(expr* elts, expr_context ctx)",
        "Tuple(expr* elts, expr_context ctx)",
        "Slice(expr? lower, expr? upper, expr? step)",
      ]),
    SyntaxRule(
      "expr_context", isProduct: false, hasPosition: false,
      [
        "Load",
        "Store",
        "Del",
      ]),
    SyntaxRule(
      "boolop", isProduct: false, hasPosition: false,
      [
        "And",
        "Or",
      ]),
    SyntaxRule(
      "operator", isProduct: false, hasPosition: false,
      [
        "Add",
        "Sub",
        "Mult",
        "MatMult",
        "Div",
        "Mod",
        "Pow",
        "LShift",
        "RShift",
        "BitOr",
        "BitXor",
        "BitAnd",
        "FloorDiv",
      ]),
    SyntaxRule(
      "unaryop", isProduct: false, hasPosition: false,
      [
        "Invert",
        "Not",
        "UAdd",
        "USub",
      ]),
    SyntaxRule(
      "cmpop", isProduct: false, hasPosition: false,
      [
        "Eq",
        "NotEq",
        "Lt",
        "LtE",
        "Gt",
        "GtE",
        "Is",
        "IsNot",
        "In",
        "NotIn",
      ]),
    SyntaxRule(
      "comprehension", isProduct: true, hasPosition: false,
      [
        "comprehension(expr target, expr iter, expr* ifs, int is_async)",
      ]),
    SyntaxRule(
      "excepthandler", isProduct: false, hasPosition: true,
      [
        "ExceptHandler(expr? type, identifier? name, stmt* body)",
      ]),
    SyntaxRule(
      "arguments", isProduct: true, hasPosition: false,
      [
        "arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)",
      ]),
    SyntaxRule(
      "arg", isProduct: true, hasPosition: true,
      [
        "arg(identifier arg, expr? annotation, string? type_comment)",
      ]),
    SyntaxRule(
      "keyword", isProduct: true, hasPosition: true,
      [
        "keyword(identifier? arg, expr value)",
      ]),
    SyntaxRule(
      "alias", isProduct: true, hasPosition: true,
      [
        "alias(identifier name, identifier? asname)",
      ]),
    SyntaxRule(
      "withitem", isProduct: true, hasPosition: false,
      [
        "withitem(expr context_expr, expr? optional_vars)",
      ]),
    SyntaxRule(
      "match_case", isProduct: true, hasPosition: false,
      [
        "match_case(pattern pattern, expr? guard, stmt* body)",
      ]),
    SyntaxRule(
      "pattern", isProduct: false, hasPosition: true,
      [
        "MatchValue(expr value)",
        "MatchSingleton(constant value)",
        "MatchSequence(pattern* patterns)",
        "MatchMapping(expr* keys, pattern* patterns, identifier? rest)",
        "MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)",
        "MatchStar(identifier? name)",
        "MatchAs(pattern? pattern, identifier? name)",
        "MatchOr(pattern* patterns)",
      ]),
    SyntaxRule(
      "type_ignore", isProduct: false, hasPosition: false,
      [
        "TypeIgnore(int lineno, string tag)",
      ]),
    SyntaxRule(
      "type_param", isProduct: false, hasPosition: true,
      [
        "TypeVar(identifier name, expr? bound, expr? default_value)",
        "ParamSpec(identifier name, expr? default_value)",
        "TypeVarTuple(identifier name, expr? default_value)",
      ]),
  ]
}

extension ExpressionContext {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .load: "Load"
    case .store: "Store"
    case .del: "Del"
    }
  }
}

extension BooleanOperator {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .and: "And"
    case .or: "Or"
    }
  }
}

extension BinaryOperator {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .add: "Add"
    case .sub: "Sub"
    case .mult: "Mult"
    case .matMult: "MatMult"
    case .div: "Div"
    case .mod: "Mod"
    case .pow: "Pow"
    case .lshift: "LShift"
    case .rshift: "RShift"
    case .bitOr: "BitOr"
    case .bitXor: "BitXor"
    case .bitAnd: "BitAnd"
    case .floorDiv: "FloorDiv"
    }
  }
}

extension UnaryOperator {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .invert: "Invert"
    case .not: "Not"
    case .uadd: "UAdd"
    case .usub: "USub"
    }
  }
}

extension ComparisonOperator {
  /// The class's name in the `ast` module.
  public var name: StaticString {
    switch self {
    case .eq: "Eq"
    case .notEq: "NotEq"
    case .lt: "Lt"
    case .ltE: "LtE"
    case .gt: "Gt"
    case .gtE: "GtE"
    case .is: "Is"
    case .isNot: "IsNot"
    case .in: "In"
    case .notIn: "NotIn"
    }
  }
}
