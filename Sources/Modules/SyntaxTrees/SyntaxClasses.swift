import CRuntime
import Runtime
import Syntax

/// The classes of an interpreter's syntax trees. They are made from the grammar when they are first asked for.
struct SyntaxClasses {
  private let context: Context
  /// By `Part`.
  private let parts: Tuple

  private enum Part: Int, CaseIterable {
    /// Every class, in the order of the grammar.
    case all
    /// By `NodeKind.rawValue`: the class, and the names of its fields.
    case kinds, fields
    /// The one object of each, in the order of the enum's cases.
    case contexts, booleanOperators, binaryOperators, unaryOperators, comparisonOperators
    /// `lineno` and so on.
    case attributes
    /// A dict from the classes of nodes and operators to their places in the parts above.
    case places
    /// A dict from rules' names to their classes.
    case rules
  }

  static func of(_ context: Context) throws(Raised) -> SyntaxClasses {
    let parts = try context.value(of: .syntaxClasses) { () throws(Raised) in try make(context).parts.value }
    return SyntaxClasses(context: context, parts: Tuple(parts))
  }

  // MARK: What there is

  private func part(_ part: Part) -> Tuple { Tuple(parts[part.rawValue]) }

  func forEachClass(_ body: (Type) throws(Raised) -> Void) throws(Raised) {
    for index in 0..<part(.all).count { try body(Type(part(.all)[index])) }
  }

  func type(of kind: NodeKind) -> Type { Type(part(.kinds)[Int(kind.rawValue)]) }
  func fields(of kind: NodeKind) -> Tuple { Tuple(part(.fields)[Int(kind.rawValue)]) }
  /// The names of a position's four numbers.
  var attributes: Tuple { part(.attributes) }

  /// The object for a field's word that names an operator or a context.
  func singleton(_ type: FieldType, _ word: UInt32) -> Value { singletons(of: type)[Int(word)] }

  private func singletons(of type: FieldType) -> Tuple {
    switch type {
    case .context: part(.contexts)
    case .booleanOperator: part(.booleanOperators)
    case .binaryOperator: part(.binaryOperators)
    case .unaryOperator: part(.unaryOperators)
    default: part(.comparisonOperators)
    }
  }

  /// The class of a sum or product.
  func type(ofRule name: StaticString) throws(Raised) -> Type {
    Type(try Dict(parts[Part.rules.rawValue]).value(context, for: Text.interned(context, Text.make(context, name)).value))
  }

  func isNode(_ value: Value) throws(Raised) -> Bool {
    context.type(of: value).isSubtype(of: try context.type(.syntaxNode))
  }

  /// The place of the class that an object's class is or derives from: a `NodeKind` or a case of an enum; nil for what is
  /// no node of a constructor's.
  func place(of value: Value) throws(Raised) -> Int? {
    let order = context.type(of: value).mro
    for index in 0..<order.count {
      let place = try Dict(parts[Part.places.rawValue]).value(context, for: order[index])
      if !place.isEmpty { return Int(place.smallInt) }
    }
    return nil
  }

  // MARK: Making them

  private static func make(_ context: Context) throws(Raised) -> SyntaxClasses {
    let parts = try Tuple.allocate(context, count: Part.allCases.count)
    for part in Part.allCases {
      let isDict = part == .places || part == .rules
      parts.elements[part.rawValue] = try isDict ? Dict.make(context).value : List.make(context).value
    }
    let root = try context.type(.syntaxNode)
    try List(parts[Part.all.rawValue]).append(context, root.value)
    let attributes: [StaticString] = ["lineno", "col_offset", "end_lineno", "end_col_offset"]
    for name in attributes { try List(parts[Part.attributes.rawValue]).append(context, interned(context, name)) }
    let attributeNames = try context.tuple(of: parts[Part.attributes.rawValue])
    let empty = try Tuple.empty(context).value
    for name in ["_fields", "__match_args__", "_attributes"] as [StaticString] {
      try root.define(context, interned(context, name), empty)
    }
    var maker = ClassMaker(
      context: context, root: root, attributes: attributeNames, classes: List(parts[Part.all.rawValue]),
      rules: Dict(parts[Part.rules.rawValue]))
    for rule in SyntaxRule.all { try maker.declare(rule) }
    for rule in SyntaxRule.all { try maker.make(rule) { (type, fields) throws(Raised) in
      let family: Part = singletonPart(of: rule) ?? .kinds
      let list = List(parts[family.rawValue])
      try Dict(parts[Part.places.rawValue]).set(context, type.value, to: Value(smallInt: Int64(list.count)))
      try list.append(context, family == .kinds ? type.value : context.call(type.value))
      if family == .kinds { try List(parts[Part.fields.rawValue]).append(context, fields.value) }
    } }
    for part in Part.allCases where part != .places && part != .rules {
      parts.elements[part.rawValue] = try context.tuple(of: parts[part.rawValue]).value
    }
    return SyntaxClasses(context: context, parts: parts)
  }

  private static func singletonPart(of rule: SyntaxRule) -> Part? {
    switch String(describing: rule.name) {
    case "expr_context": .contexts
    case "boolop": .booleanOperators
    case "operator": .binaryOperators
    case "unaryop": .unaryOperators
    case "cmpop": .comparisonOperators
    default: nil
    }
  }
}

/// The name as a value that is the same object each time.
func interned(_ context: Context, _ name: StaticString) throws(Raised) -> Value {
  try Text.interned(context, Text.make(context, name)).value
}

/// Makes the classes, those of the rules before those of their constructors.
private struct ClassMaker {
  let context: Context
  let root: Type
  let attributes: Tuple
  /// All made so far.
  let classes: List
  let rules: Dict

  /// The class of a sum. A product has but one, which `make` makes.
  mutating func declare(_ rule: SyntaxRule) throws(Raised) {
    let doc =
      rule.isProduct
      ? "\(rule.constructors[0])"
      : "\(rule.name) = " + rule.constructors.map { "\($0)" }.joined(separator: separator(of: rule))
    let type = try make("\(rule.name)", base: root, fields: Tuple.empty(context), doc: doc)
    try set(type, "_attributes", rule.hasPosition ? attributes.value : Tuple.empty(context).value)
    if rule.hasPosition {
      for index in 2..<4 { try context.setAttribute(type.value, attributes[index], .none) }
    }
    try rules.set(context, Text.interned(context, Text.make(context, rule.name)).value, to: type.value)
  }

  private func separator(of rule: SyntaxRule) -> String {
    // A long sum stands on a line for each constructor, as the published grammar has it.
    if rule.constructors.allSatisfy({ !"\($0)".utf8.contains(UInt8(ascii: "(")) }) { return " | " }
    return "\n" + String(repeating: " ", count: rule.name.utf8CodeUnitCount + 1) + "| "
  }

  /// The classes of a rule's constructors, each handed to `body` with the names of its fields.
  mutating func make(_ rule: SyntaxRule, _ body: (Type, Tuple) throws(Raised) -> Void) throws(Raised) {
    let base = Type(try rules.value(context, for: Text.interned(context, Text.make(context, rule.name)).value))
    try classes.append(context, base.value)
    for statement in rule.constructors {
      let constructor = Constructor(statement)
      let fields = try Tuple.allocate(context, count: constructor.fields.count)
      for (index, field) in constructor.fields.enumerated() {
        fields.elements[index] = try Text.interned(context, Text.make(context, field.name)).value
      }
      let type = rule.isProduct ? base : try make(constructor.name, base: base, fields: fields, doc: "\(statement)")
      if rule.isProduct { try setFields(of: type, fields) } else { try classes.append(context, type.value) }
      let types = try Dict.make(context)
      for (index, field) in constructor.fields.enumerated() {
        try types.set(context, fields[index], to: fieldType(field))
        if field.mark == "?" { try context.setAttribute(type.value, fields[index], .none) }
      }
      try set(type, "_field_types", types.value)
      try set(type, "__annotations__", types.value)
      try body(type, fields)
    }
  }

  private func make(_ name: String, base: Type, fields: Tuple, doc: String) throws(Raised) -> Type {
    let dict = try Dict.make(context)
    try dict.set(context, context.name(.__module__), to: interned(context, "ast"))
    try dict.set(context, context.name(.__doc__), to: Text.make(context, doc).value)
    let metaclass = Interpreter(of: context).type(.type).value
    let text = try Text.interned(context, Text.make(context, name)).value
    let type = Type(try context.call(metaclass, text, Tuple.make(context, base.value).value, dict.value))
    try setFields(of: type, fields)
    return type
  }

  private func setFields(of type: Type, _ fields: Tuple) throws(Raised) {
    try set(type, "_fields", fields.value)
    try set(type, "__match_args__", fields.value)
  }

  private func set(_ type: Type, _ name: StaticString, _ value: Value) throws(Raised) {
    try context.setAttribute(type.value, interned(context, name), value)
  }

  /// What `_field_types` says: a class, a list of it, or it or None.
  private func fieldType(_ field: Constructor.Field) throws(Raised) -> Value {
    let interpreter = Interpreter(of: context)
    let plain: Value
    switch field.type {
    case "identifier", "string": plain = interpreter.type(.text).value
    case "int": plain = interpreter.type(.int).value
    case "constant": plain = interpreter.type(shape: BuiltinShape.object).value
    default: plain = try rules.value(context, for: Text.interned(context, Text.make(context, field.type)).value)
    }
    if field.mark.hasSuffix("*") { return try context.item(of: interpreter.type(.list).value, plain) }
    return field.mark == "?" ? try context.binary(.bitOr, plain, .none) : plain
  }
}

/// A constructor as the grammar states it: `Name(type name, type? name, …)`.
struct Constructor {
  struct Field {
    let type: String
    /// `?`, `*`, `?*` or nothing.
    let mark: String
    let name: String
  }

  let name: String
  let fields: [Field]

  init(_ statement: StaticString) {
    let text = "\(statement)"
    guard let open = text.firstIndex(of: "(") else {
      (name, fields) = (text, [])
      return
    }
    name = String(text[..<open])
    fields = text[text.index(after: open)...].dropLast().split(separator: ",").map { part in
      let words = part.split(separator: " ")
      let type = words[0].prefix { $0 != "?" && $0 != "*" }
      return Field(type: String(type), mark: String(words[0].dropFirst(type.count)), name: String(words[1]))
    }
  }
}
