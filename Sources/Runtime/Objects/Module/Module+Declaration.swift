import CRuntime

extension Module {
  static let declaration = TypeDeclaration(
    "module", kind: .module, flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances],
    signature: "(name, doc=None)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try make(c, Type(type), dict: Dict.make(c)).value }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "module", "(self, /, name, doc=None)", initialize, s, arguments, Int(count), names)
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) -> Value in
          let name = try c.attributeName(name)
          let found = try c.findOrdinaryAttribute(s, name)
          if !found.isEmpty { return found }
          let fallback = try Module(s).dict.value(c, for: c.name(.__getattr__))
          if !fallback.isEmpty { return try c.call(fallback, name) }
          throw try Module(s).raiseNoAttribute(c, name)
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in try Text.make(c, "<module \(Module(s).description(c))>").value }
      },
    ],
    methods: [
      .member("__dict__") { _, s in Module(s).dict.value },
      .one("__dir__") { c, s in
        bridge(c) { () throws(Raised) in
          guard let dict = Dict(ifHas: try c.getAttribute(s, c.name(.__dict__))) else {
            throw c.raise(.typeError, "<module>.__dict__ is not a dictionary")
          }
          let own = try dict.value(c, for: c.name(.__dir__))
          return own.isEmpty ? try dict.list(c, of: .keys).value : try c.call(own)
        }
      },
    ] + annotationEntries)

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      guard Text(ifHas: a[1]) != nil else {
        throw c.raise(.typeError, "module() argument 'name' must be str, not \(c.typeName(of: a[1]))")
      }
      try Module(a[0]).fill(c, name: a[1], documentation: a[2])
    }
  }
}
