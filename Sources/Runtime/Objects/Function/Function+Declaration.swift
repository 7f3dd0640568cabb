import CRuntime

extension Function {
  private static func word(
    _ name: StaticString, _ path: @escaping @convention(c) (Context, Value) -> Value, _ set: TernaryFunction? = nil
  ) -> NativeEntry { .getter(name, path, set: set) }

  static let declaration = TypeDeclaration(
    "function", kind: .function, flags: [.hasDict, .hasWeakReferences],
    slots: [
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try c.run(Function(s), arguments, count: Int(count), names: names) }
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        if object.isEmpty { return s }
        return bridge(c) { () throws(Raised) in try Method.make(c, s, object).value }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = String(Text(Function(s).pointer.pointee.qualifiedName))
          return try Text.make(c, "<function \(name) at \(s.addressString)>").value
        }
      },
    ],
    methods: [
      .getter("__name__", { _, s in Function(s).pointer.pointee.name }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          guard Text(ifHas: value) != nil else { throw c.raise(.typeError, "__name__ must be set to a string object") }
          publish(value, to: &Function(s).pointer.pointee.name)
        }
      }),
      .getter("__qualname__", { _, s in Function(s).pointer.pointee.qualifiedName }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          guard Text(ifHas: value) != nil else {
            throw c.raise(.typeError, "__qualname__ must be set to a string object")
          }
          publish(value, to: &Function(s).pointer.pointee.qualifiedName)
        }
      }),
      .getter("__module__", { c, s in
        bridge(c) { () throws(Raised) in
          let own = Function(s).pointer.pointee.module
          if !own.isEmpty { return own }
          guard let globals = Dict(ifHas: Function(s).pointer.pointee.globals) else { return .none }
          return orNone(try globals.value(c, for: c.name(.__name__)))
        }
      }, set: { _, s, value, _ in
        publish(value, to: &Function(s).pointer.pointee.module)
        return .none
      }),
      .getter("__doc__", { _, s in orNone(Function(s).pointer.pointee.documentation) }, set: { _, s, value, _ in
        publish(value, to: &Function(s).pointer.pointee.documentation)
        return .none
      }),
      .getter("__code__", { _, s in Function(s).pointer.pointee.code }),
      .getter("__globals__", { _, s in Function(s).pointer.pointee.globals }),
      .getter("__closure__", { _, s in orNone(Function(s).pointer.pointee.closure) }),
      .getter("__defaults__", { _, s in orNone(Function(s).pointer.pointee.defaults) }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if !value.isEmpty, value != .none, Tuple(ifHas: value) == nil {
            throw c.raise(.typeError, "__defaults__ must be set to a tuple object")
          }
          publish(value == .none ? .empty : value, to: &Function(s).pointer.pointee.defaults)
          Function(s).pointer.pointee.version &+= 1
        }
      }),
      .getter("__kwdefaults__", { _, s in orNone(Function(s).pointer.pointee.keywordDefaults) }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if !value.isEmpty, value != .none, Dict(ifHas: value) == nil {
            throw c.raise(.typeError, "__kwdefaults__ must be set to a dict object")
          }
          publish(value == .none ? .empty : value, to: &Function(s).pointer.pointee.keywordDefaults)
          Function(s).pointer.pointee.version &+= 1
        }
      }),
      .getter("__dict__", { c, s in
        bridge(c) { () throws(Raised) in try c.require(c.ownDict(s)).value }
      }),
      .getter("__type_params__", { c, s in
        let parameters = Function(s).pointer.pointee.typeParameters
        return bridge(c) { () throws(Raised) in parameters.isEmpty ? try Tuple.empty(c).value : parameters }
      }),
    ])
}

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
          throw c.raiseAttributeError("module '\(title)' has no attribute '\(String(Text(name)))'", s, name)
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = try Module(s).dict.value(c, for: c.name(.__name__))
          return try Text.make(c, "<module \(c.reprString(orNone(name)))>").value
        }
      },
    ],
    methods: [.getter("__dict__", { _, s in Module(s).dict.value })])
}

extension Cell {
  static let declaration = TypeDeclaration(
    "cell", kind: .cell,
    slots: [SlotEntry(slot: .new, body: 0)],
    methods: [
      .getter("cell_contents", { c, s in
        bridge(c) { () throws(Raised) in
          let content = Cell(s).content
          if content == .unbound { throw c.raise(.valueError, "cell is empty") }
          return content
        }
      }, set: { _, s, value, _ in
        Cell(s).content = value.isEmpty ? .unbound : value
        return .none
      })
    ])
}
