import CRuntime

extension WeakReference {
  static let declaration = TypeDeclaration(
    "weakref.ReferenceType", kind: .weakReference, flags: [.base],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        // A subclass may be called with more, which its `__init__` takes.
        let isExact = Type(type) == Interpreter(of: c).type(.weakReference)
        return initializing(
          c, "__new__", "(type, object, callback=None, /)",
          { c, a in
            bridge(c) { () throws(Raised) in
              try make(c, Type(a[0]), to: a[1], callback: a[2] == .none ? .empty : a[2]).value
            }
          }, type, arguments, Int(count), isExact ? names : .empty)
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "__init__", "(self, object, callback=None, /)", { _, _ in .none }, s, arguments, Int(count), names)
      },
      .window(.call) { c, s, _, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty { throw c.raise(.typeError, "weakref takes no keyword arguments") }
          if count > 0 { throw c.raise(.typeError, "weakref expected 0 arguments, got \(count)") }
          return orNone(WeakReference(s).target)
        }
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try WeakReference(s).hash(c) } },
      .binary(.equal) { c, s, o in
        guard let other = WeakReference(ifHas: o), !other.isProxy else { return .notImplemented }
        return bridge(c) { () throws(Raised) in try WeakReference(s).isEqual(c, to: other) }
      },
      .binary(.notEqual) { c, s, o in
        guard let other = WeakReference(ifHas: o), !other.isProxy else { return .notImplemented }
        return bridge(c) { () throws(Raised) in
          try Value(!c.isTrue(WeakReference(s).isEqual(c, to: other)))
        }
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try WeakReference(s).representation(c).value } },
    ],
    methods: [
      GenericAlias.classGetItem,
      .getter("__callback__", { _, s in orNone(WeakReference(s).callback) })
    ])

  /// The target's, which is remembered: it may be dead when it is asked for again.
  private func hash(_ context: Context) throws(Raised) -> Value {
    let known = load(&pointer.pointee.hash)
    if !known.isEmpty { return known }
    let target = self.target
    if target.isEmpty { throw context.raise(.typeError, "weak object has gone away") }
    let hash = try PythonInt.make(context, context.hash(target))
    publish(hash, to: &pointer.pointee.hash)
    return hash
  }

  /// By the targets, as long as both are alive.
  private func isEqual(_ context: Context, to other: WeakReference) throws(Raised) -> Value {
    let (left, right) = (target, other.target)
    if left.isEmpty || right.isEmpty { return Value(self == other) }
    return try context.compare(.equal, left, right)
  }

  func representation(_ context: Context) throws(Raised) -> Text {
    let start = "<\(isProxy ? "weakproxy" : "weakref") at \(value.addressString); "
    let target = self.target
    if target.isEmpty { return try Text.make(context, start + "dead>") }
    let description = "to '\(context.typeName(of: target))' at \(target.addressString)"
    let name = try isProxy ? .empty : context.findAttribute(target, context.name(.__name__))
    let suffix = Text(ifHas: name).map { " (\(String($0)))" } ?? ""
    return try Text.make(context, start + description + suffix + ">")
  }
}
