import CRuntime
import Runtime

/// `ast.AST`, the base of all classes of syntax trees. Its instances are ordinary ones: what a node has is in its
/// attributes, and `_fields` of its class names them.
enum SyntaxNode {
  static let declaration = TypeDeclaration(
    native: .syntaxNode, "ast.AST", kind: .instance, flags: [.base, .hasDict],
    slots: [
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "AST", "(self, /, *args, **kwargs)", initialize, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in try Text.make(c, representation(c, s, depth: 3)).value }
      },
    ],
    methods: [
      .instanceDict,
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try reduced(c, s) } },
      .window("__replace__", "(self, /, **fields)") { c, a in
        bridge(c) { () throws(Raised) in try replaced(c, a[0], Dict(a[1])) }
      },
    ])

  private static func fields(_ context: Context, _ node: Value) throws(Raised) -> Tuple {
    let found = try context.findAttribute(node, interned(context, "_fields"))
    return found.isEmpty ? try Tuple.empty(context) : try context.tuple(of: found)
  }

  private static func attributes(_ context: Context, _ node: Value) throws(Raised) -> Tuple {
    let found = try context.findAttribute(node, interned(context, "_attributes"))
    return found.isEmpty ? try Tuple.empty(context) : try context.tuple(of: found)
  }

  // MARK: Making one

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in try initialize(c, a[0], Tuple(a[1]), Dict(a[2])) }
  }

  private static func initialize(
    _ context: Context, _ node: Value, _ positional: Tuple, _ keywords: Dict
  ) throws(Raised) {
    let fields = try fields(context, node)
    let name = context.typeName(of: node)
    if positional.count > fields.count {
      throw context.raise(
        .typeError,
        "\(shortName(name)) constructor takes at most \(fields.count) positional argument\(fields.count == 1 ? "" : "s")")
    }
    for index in 0..<positional.count { try context.setAttribute(node, fields[index], positional[index]) }
    let given = try Set.make(context, isFrozen: false)
    for index in 0..<positional.count { _ = try given.add(context, fields[index]) }
    var position = 0
    while let (key, value) = keywords.next(&position) {
      if try contains(context, fields, key) {
        if try !given.add(context, key) {
          let shown = try context.reprString(key)
          throw context.raise(.typeError, "\(shortName(name)) got multiple values for argument \(shown)")
        }
      } else if try !contains(context, attributes(context, node), key) {
        try context.warn(
          .deprecationWarning,
          """
          \(shortName(name)).__init__ got an unexpected keyword argument \(try context.reprString(key)). \
          Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.
          """)
      }
      try context.setAttribute(node, key, value)
    }
    for index in 0..<fields.count where try !given.contains(context, fields[index]) {
      try fillIn(context, node, fields[index])
    }
  }

  /// What a field is that nobody gave: an empty list, None by the class's own attribute, `Load()`; or it is missing.
  private static func fillIn(_ context: Context, _ node: Value, _ field: Value) throws(Raised) {
    let name = shortName(context.typeName(of: node))
    let types = try context.findAttribute(node, interned(context, "_field_types"))
    if types.isEmpty { return }
    let type = Dict(ifHas: types) == nil ? Value.empty : try Dict(types).value(context, for: field)
    if type.isEmpty {
      return try context.warn(
        .deprecationWarning,
        """
        Field \(try context.reprString(field)) is missing from \(name)._field_types. \
        This will become an error in Python 3.15.
        """)
    }
    let interpreter = Interpreter(of: context)
    if context.type(of: type) == interpreter.type(shape: BuiltinShape.union) { return }
    if context.type(of: type) == interpreter.type(.genericAlias) {
      return try context.setAttribute(node, field, List.make(context).value)
    }
    let classes = try SyntaxClasses.of(context)
    if type == (try classes.type(ofRule: "expr_context")).value {
      return try context.setAttribute(node, field, classes.singleton(.context, 0))
    }
    try context.warn(
      .deprecationWarning,
      """
      \(name).__init__ missing 1 required positional argument: \(try context.reprString(field)). \
      This will become an error in Python 3.15.
      """)
  }

  private static func shortName(_ name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }

  private static func contains(_ context: Context, _ names: Tuple, _ name: Value) throws(Raised) -> Bool {
    for index in 0..<names.count where try context.areEqual(names[index], name) { return true }
    return false
  }

  // MARK: Copying

  /// `(class, (None, …), attributes)`: the positional arguments keep the constructor from complaining, and are replaced.
  private static func reduced(_ context: Context, _ node: Value) throws(Raised) -> Value {
    let dict = Dict(try context.getAttribute(node, context.name(.__dict__)))
    let fields = try fields(context, node)
    var count = 0
    while count < fields.count, try dict.contains(context, fields[count]) { count += 1 }
    let nothing = try Tuple.allocate(context, count: count)
    for index in 0..<count { nothing.elements[index] = .none }
    return try Tuple.make(context, context.type(of: node).value, nothing.value, dict.value).value
  }

  private static func replaced(_ context: Context, _ node: Value, _ changes: Dict) throws(Raised) -> Value {
    let name = shortName(context.typeName(of: node))
    let dict = Dict(try context.getAttribute(node, context.name(.__dict__)))
    let (fields, attributes) = (try fields(context, node), try attributes(context, node))
    var position = 0
    while let (key, _) = changes.next(&position) {
      if try contains(context, fields, key) { continue }
      if try contains(context, attributes, key) { continue }
      let shown = try context.reprString(key)
      throw context.raise(.typeError, "\(name).__replace__ got an unexpected keyword argument \(shown).")
    }
    let arguments = try Dict.make(context)
    var missing: [String] = []
    for names in [fields, attributes] {
      for index in 0..<names.count {
        let field = names[index]
        let change = try changes.value(context, for: field)
        let value = change.isEmpty ? try dict.value(context, for: field) : change
        if !value.isEmpty {
          try arguments.set(context, field, to: value)
        } else if names == fields, try context.findAttribute(context.type(of: node).value, field).isEmpty {
          missing.append(try context.reprString(field))
        }
      }
    }
    if !missing.isEmpty {
      throw context.raise(
        .typeError,
        """
        \(name).__replace__ missing \(missing.count) keyword argument\(missing.count == 1 ? "" : "s"): \
        \(missing.sorted().joined(separator: ", ")).
        """)
    }
    return try context.call(context.type(of: node).value, Tuple.empty(context), keywords: arguments)
  }

  // MARK: Showing

  private static func representation(_ context: Context, _ node: Value, depth: Int) throws(Raised) -> String {
    let name = shortName(context.typeName(of: node))
    if depth <= 0 { return "\(name)(...)" }
    let fields = try fields(context, node)
    var parts: [String] = []
    for index in 0..<fields.count {
      let value = try context.getAttribute(node, fields[index])
      parts.append("\(String(Text(fields[index])))=\(try part(context, value, depth: depth - 1))")
    }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }

  private static func part(_ context: Context, _ value: Value, depth: Int) throws(Raised) -> String {
    if try SyntaxClasses.of(context).isNode(value) { return try representation(context, value, depth: depth) }
    guard List(ifHas: value) != nil || Tuple(ifHas: value) != nil else { return try context.reprString(value) }
    let items = try context.tuple(of: value)
    var parts: [String] = []
    for index in 0..<items.count {
      if index > 0, index < items.count - 1 {
        if index == 1 { parts.append("...") }
      } else {
        parts.append(try part(context, items[index], depth: depth))
      }
    }
    let shown = parts.joined(separator: ", ")
    return List(ifHas: value) == nil ? "(\(shown))" : "[\(shown)]"
  }
}
