import CRuntime

extension Module {
  static let declaration = TypeDeclaration(
    "module", kind: .module, flags: [.base, .hasDict, .hasWeakReferences],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "module", "(type, name, doc=None)", { c, a in
          bridge(c) { () throws(Raised) in try Module.make(c, name: a[1], documentation: a[2]).value }
        }, type, arguments, Int(count), names)
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in
          let name = try c.attributeName(name)
          let found = try c.findOrdinaryAttribute(s, name)
          if !found.isEmpty { return found }
          let fallback = try Module(s).dict.value(c, for: c.name(.__getattr__))
          if !fallback.isEmpty { return try c.call(fallback, name) }
          let own = try Module(s).dict.value(c, for: c.name(.__name__))
          let title = Text(ifHas: own).map { String($0) } ?? "?"
          let attribute = "'\(title)' has no attribute '\(String(Text(name)))'"
          if try Module(s).isInitializing(c) {
            throw c.raiseAttributeError(
              "partially initialized module '\(title)'\(try Module(s).place(c)) has no attribute '\(String(Text(name)))' (most likely due to a circular import)",
              s, name)
          }
          throw c.raiseAttributeError("module \(attribute)", s, name)
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = try Module(s).dict.value(c, for: c.name(.__name__))
          return try Text.make(c, "<module \(c.reprString(orNone(name)))\(try Module(s).place(c))>").value
        }
      },
    ],
    methods: [.getter("__dict__", { _, s in Module(s).dict.value })])
}
