import CRuntime
import Runtime

// `defaultdict`: a dict that makes what it lacks. Its layout is a dict's; what it makes values with stands behind that.

struct DefaultDictLayout: BitwiseCopyable {
  var dict: DictLayout
  /// *Empty* for None.
  var factory: Value
}

struct DefaultDict: ObjectReference {
  let pointer: UnsafeMutablePointer<DefaultDictLayout>
  init(pointer: UnsafeMutablePointer<DefaultDictLayout>) { self.pointer = pointer }
  static var kind: Kind { .dict }

  private var dict: Dict { Dict(value) }
  private var factory: Value { orNone(load(&pointer.pointee.factory)) }

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      let given = Tuple(a[1])
      let factory = given.count > 0 ? given[0] : .none
      if factory != .none, !c.type(of: factory).has(.call) {
        throw c.raise(.typeError, "first argument must be callable or None")
      }
      store(factory, to: &DefaultDict(a[0]).pointer.pointee.factory)
      let rest = try Tuple.make(c, copying: given.elements + 1, count: max(0, given.count - 1))
      let base = try c.getAttribute(Interpreter(of: c).type(.dict).value, c.name(.__init__))
      _ = try c.call(base, Tuple.make(c, a[0]).concatenated(c, with: rest), keywords: Dict(a[2]))
    }
  }

  private func missing(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if factory == .none { throw context.raise(.keyError, argument: key) }
    return try dict.setDefault(context, key, to: context.call(factory))
  }

  private func text(_ context: Context) throws(Raised) -> Value {
    let base = Interpreter(of: context).type(.dict).unary(.repr).unsafelyUnwrapped
    let elements = String(Text(try check(base(context, value))))
    var factory = "None"
    if self.factory != .none {
      let shown = try context.showing(self.factory) { () throws(Raised) in try context.repr(self.factory) }
      factory = shown.map { String($0) } ?? "..."
    }
    return try Text.make(context, "\(context.unqualifiedTypeName(of: value))(\(factory), \(elements))").value
  }

  private func copy(_ context: Context) throws(Raised) -> Value {
    try context.call(context.type(of: value).value, factory, value)
  }

  /// `left | right`: of the class of whichever is a `defaultdict`.
  private static func union(_ context: Context, _ left: Value, _ right: Value, own: Value) -> Value {
    if Dict(ifHas: left) == nil || Dict(ifHas: right) == nil { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      let type = context.type(of: own).value
      let made = try context.call(type, DefaultDict(own).factory, left)
      guard let dict = Dict(ifHas: made), let right = Dict(ifHas: right) else { return made }
      try dict.merge(context, from: right)
      return made
    }
  }

  static let declaration = TypeDeclaration(
    native: .defaultDict, "collections.defaultdict", kind: .dict, base: UInt32(Kind.dict.rawValue),
    flags: [.base, .mapping, .matchesSelf],
    documentation: "A dict that calls a factory without arguments for the value of a key that it lacks.",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let size = MemoryLayout<DefaultDictLayout>.size
          return Value(try c.allocateObject(Type(type), size: size))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "defaultdict", "(self, /, *args, **kwargs)", initialize, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try DefaultDict(s).text(c) } },
      .binary(.getItem) { c, s, key in
        bridge(c) { () throws(Raised) in
          let found = try Dict(s).value(c, for: key)
          if !found.isEmpty { return found }
          if c.type(of: s).flags.contains(.heap) { return try c.callSpecial(.__missing__, s, key) }
          return try DefaultDict(s).missing(c, key)
        }
      },
      .binary(.bitOr) { c, s, o in union(c, s, o, own: s) },
      .binary(.reflectedBitOr) { c, s, o in union(c, o, s, own: s) },
    ],
    methods: [
      .two("__missing__", "(self, object, /)") { c, s, key in
        bridge(c) { () throws(Raised) in try DefaultDict(s).missing(c, key) }
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try DefaultDict(s).copy(c) } },
      .one("__copy__") { c, s in bridge(c) { () throws(Raised) in try DefaultDict(s).copy(c) } },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let factory = DefaultDict(s).factory
          let recipe = try Tuple.allocate(c, count: 5)
          recipe.elements[0] = c.type(of: s).value
          recipe.elements[1] = try factory == .none ? Tuple.empty(c).value : Tuple.make(c, factory).value
          recipe.elements[2] = .none
          recipe.elements[3] = .none
          recipe.elements[4] = try c.iterator(over: c.call(c.getAttribute(s, c.interned("items"))))
          return recipe.value
        }
      },
      .classGetItem,
      .member("default_factory", { _, s in DefaultDict(s).factory }, set: { _, s, value, _ in
        store(value, to: &DefaultDict(s).pointer.pointee.factory)
        return .none
      }),
    ])
}
