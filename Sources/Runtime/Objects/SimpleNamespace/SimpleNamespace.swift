import CRuntime

/// `types.SimpleNamespace`: an object with whatever attributes it is given.
enum SimpleNamespace {
  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      if !a[1].isEmpty {
        let given = try Dict.make(c)
        try given.update(c, from: a[1])
        try update(c, a[0], given)
      }
      try update(c, a[0], Dict(a[2]))
    }
  }

  private static func update(_ context: Context, _ value: Value, _ attributes: Dict) throws(Raised) {
    var position = 0
    while let (key, attribute) = attributes.next(&position) {
      guard let name = Text(ifHas: key) else { throw context.raise(.typeError, "keywords must be strings") }
      _ = try context.setOwnAttribute(value, Text.interned(context, name).value, attribute)
    }
  }

  private static func dict(_ context: Context, _ value: Value) throws(Raised) -> Dict {
    try context.require(context.ownDict(value))
  }

  private static func representation(_ context: Context, _ value: Value) throws(Raised) -> Text {
    let type = context.type(of: value)
    let name = type.flags.contains(.heap) ? type.shortName : "namespace"
    let text = try context.showing(value) { () throws(Raised) in
      var builder = try TextBuilder(context)
      try builder.append(context, Text.make(context, "\(name)("))
      var (position, isFirst) = (0, true)
      let attributes = try dict(context, value)
      while let (key, attribute) = attributes.next(&position) {
        guard let text = Text(ifHas: key), !text.isEmpty else { continue }
        if !isFirst { try builder.append(context, ", ") }
        isFirst = false
        try builder.append(context, text)
        try builder.append(context, "=")
        try builder.append(context, try context.repr(attribute))
      }
      try builder.append(context, ")")
      return try builder.finish(context)
    }
    if let text { return text }
    return try Text.make(context, "\(name)(...)")
  }

  private static func compare(_ context: Context, _ comparison: Comparison, _ s: Value, _ o: Value) -> Value {
    let type = Interpreter(of: context).type(shape: BuiltinShape.simpleNamespace)
    if !context.type(of: s).isSubtype(of: type) || !context.type(of: o).isSubtype(of: type) { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      try context.compare(comparison, dict(context, s).value, dict(context, o).value)
    }
  }

  static let declaration = TypeDeclaration(
    "types.SimpleNamespace", kind: .instance, shape: BuiltinShape.simpleNamespace, flags: [.base, .hasDict],
    signature: "(mapping_or_iterable=(), /, **kwargs)",
    slots: [
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, s).value } },
      .binary(.equal) { c, s, o in compare(c, .equal, s, o) },
      .binary(.notEqual) { c, s, o in compare(c, .notEqual, s, o) },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "SimpleNamespace", "(self, mapping_or_iterable=<unset>, /, **kwargs)", initialize, s, arguments,
          Int(count), names)
      },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let recipe = try Tuple.allocate(c, count: 3)
          recipe.elements[0] = c.type(of: s).value
          recipe.elements[1] = try Tuple.empty(c).value
          recipe.elements[2] = try dict(c, s).value
          return recipe.value
        }
      },
      .window("__replace__", "(self, /, **changes)") { c, a in
        bridge(c) { () throws(Raised) in
          let type = c.type(of: a[0])
          let copy = try c.call(type.value)
          if !c.type(of: copy).isSubtype(of: Interpreter(of: c).type(shape: BuiltinShape.simpleNamespace)) {
            throw c.raise(
              .typeError,
              "expect types.SimpleNamespace type, but \(type.shortName)() returned '\(c.typeName(of: copy))' object")
          }
          try update(c, copy, dict(c, a[0]))
          try update(c, copy, Dict(a[1]))
          return copy
        }
      },
      Attributes.dictEntry,
    ])
}
