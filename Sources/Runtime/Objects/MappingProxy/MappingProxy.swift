import CRuntime

extension Context {
  /// A view of a dict through which it cannot be changed.
  public func mappingProxy(of dict: Dict) throws(Raised) -> Value { try MappingProxy.make(self, dict.value).value }
}

/// `types.MappingProxyType`: a mapping that can only be looked at. Its layout is that of a view.
enum MappingProxy {
  static func make(_ context: Context, _ mapping: Value) throws(Raised) -> DictView {
    let view = try DictView.make(context, Dict(mapping), .keys)
    view.pointer.pointee.header.shape = BuiltinShape.mappingProxy
    return view
  }

  private static func source(_ value: Value) -> Value { DictView(value).pointer.pointee.source }

  /// What a proxy shows; anything else as it is.
  private static func unwrapped(_ context: Context, _ value: Value) -> Value {
    context.type(of: value) == Interpreter(of: context).type(shape: BuiltinShape.mappingProxy) ? source(value) : value
  }

  private static let new: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let type = c.type(of: a[1])
      let isMapping = type.has(.getItem) && List(ifHas: a[1]) == nil && Tuple(ifHas: a[1]) == nil
      if !isMapping {
        throw c.raise(.typeError, "mappingproxy() argument must be a mapping, not \(type.shortName)")
      }
      return try make(c, a[1]).value
    }
  }

  private static func compare(_ context: Context, _ comparison: Comparison, _ s: Value, _ o: Value) -> Value {
    bridge(context) { () throws(Raised) in try context.compare(comparison, source(s), o) }
  }

  static let declaration = TypeDeclaration(
    "mappingproxy", kind: .dictView, shape: BuiltinShape.mappingProxy, flags: [.mapping],
    signature: "(mapping)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "mappingproxy", "(type, mapping)", new, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try c.checkNativeStack()
          return try Text.make(c, "mappingproxy(\(c.reprString(source(s))))").value
        }
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, c.hash(source(s))) } },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try c.str(source(s)).value } },
      .binary(.less) { c, s, o in compare(c, .less, s, o) },
      .binary(.lessEqual) { c, s, o in compare(c, .lessEqual, s, o) },
      .binary(.equal) { c, s, o in compare(c, .equal, s, o) },
      .binary(.notEqual) { c, s, o in compare(c, .notEqual, s, o) },
      .binary(.greater) { c, s, o in compare(c, .greater, s, o) },
      .binary(.greaterEqual) { c, s, o in compare(c, .greaterEqual, s, o) },
      .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try c.iterator(over: source(s)) } },
      .binary(.bitOr) { c, s, o in
        bridge(c) { () throws(Raised) in try c.binary(.bitOr, unwrapped(c, s), unwrapped(c, o)) }
      },
      .binary(.reflectedBitOr) { c, s, o in
        bridge(c) { () throws(Raised) in try c.binary(.bitOr, unwrapped(c, o), unwrapped(c, s)) }
      },
      .binary(.inPlaceBitOr) { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.typeError, "'|=' is not supported by mappingproxy; use '|' instead")
        }
      },
      .unary(.length) { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try c.length(source(s)))) }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try c.item(of: source(s), key) } },
      .binary(.contains) { c, s, key in
        bridge(c) { () throws(Raised) in Value(try c.contains(source(s), key)) }
      },
    ],
    methods: [
      .window("get", "(self, key, default=None, /)") { c, a in
        bridge(c) { () throws(Raised) in
          if let dict = Dict(ifExactly: source(a[0])) {
            let found = try dict.value(c, for: a[1])
            return found.isEmpty ? a[2] : found
          }
          return try c.call(c.getAttribute(source(a[0]), Text.make(c, "get").value), a[1], a[2])
        }
      },
      .one("keys") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(source(s), "keys") } },
      .one("values") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(source(s), "values") } },
      .one("items") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(source(s), "items") } },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(source(s), "copy") } },
      GenericAlias.classGetItem,
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in try c.callMethod(source(s), "__reversed__") }
      },
    ])
}

extension Context {
  /// `value.name()`.
  public func callMethod(_ value: Value, _ name: StaticString) throws(Raised) -> Value {
    try call(getAttribute(value, Text.make(self, name).value))
  }

  /// `mapping[key]`; *empty* where that raises KeyError.
  func mappingItem(_ mapping: Value, _ key: Value) throws(Raised) -> Value {
    if let dict = Dict(ifExactly: mapping) { return try dict.value(self, for: key) }
    do throws(Raised) {
      return try item(of: mapping, key)
    } catch {
      if !isPending(.keyError) { throw error }
      pointee.pendingException = .empty
      return .empty
    }
  }
}
