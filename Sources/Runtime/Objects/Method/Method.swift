import CRuntime

// A function bound to its first argument: what `instance.method` is where it is not called at once.

public struct MethodLayout: BitwiseCopyable {
  var header: ObjectHeader
  var function: Value
  var receiver: Value
}

public struct Method: ObjectReference {
  public let pointer: UnsafeMutablePointer<MethodLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<MethodLayout>) { self.pointer = pointer }
  public static var kind: Kind { .method }
  static var traceRule: TraceRule { .words(from: 8) }

  public var function: Value { pointer.pointee.function }
  public var receiver: Value { pointer.pointee.receiver }

  public static func make(_ context: Context, _ function: Value, _ receiver: Value) throws(Raised) -> Method {
    let cell = try context.allocate(MemoryLayout<MethodLayout>.size, .plain)
    let method = Method(pointer: cell.assumingMemoryBound(to: MethodLayout.self))
    method.pointer.pointee = MethodLayout(header: Self.header, function: function, receiver: receiver)
    return method
  }
}

extension Method {
  private static let make: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      if !c.type(of: a[1]).has(.call) { throw c.raise(.typeError, "first argument must be callable") }
      if a[2] == .none { throw c.raise(.typeError, "instance must not be None") }
      return try Method.make(c, a[1], a[2]).value
    }
  }

  static let declaration = TypeDeclaration(
    "method", kind: .method, flags: [.hasWeakReferences],
    signature: "(function, instance, /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "method", "(type, function, instance, /)", make, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let method = Method(s)
          return try c.withWindow(Int(count) + 1) { (window) throws(Raised) in
            window[0] = method.receiver
            (window + 1).update(from: arguments, count: Int(count))
            return try c.call(method.function, window, count: Int(count) + 1, names: names)
          }
        }
      },
      // It is bound already.
      .ternary(.getDescriptor) { _, s, _, _ in s },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let method = Method(s)
          var name = try c.findAttribute(method.function, c.name(.__qualname__))
          if name.isEmpty { name = try c.findAttribute(method.function, c.name(.__name__)) }
          let shown = Text(ifHas: name).map { String($0) } ?? "?"
          return try Text.make(c, "<bound method \(shown) of \(c.reprString(method.receiver))>").value
        }
      },
      .unary(.hash) { c, s in
        bridge(c) { () throws(Raised) in
          Value(smallInt: (Method(s).receiver.identityHash ^ (try c.hash(Method(s).function))) >> 1)
        }
      },
      .binary(.equal) { c, s, o in
        guard let right = Method(ifExactly: o) else { return .notImplemented }
        return Value(Method(s).function == right.function && c.isIdentical(Method(s).receiver, right.receiver))
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in
          let own = try c.findOrdinaryAttribute(s, name)
          return own.isEmpty ? try c.getAttribute(Method(s).function, name) : own
        }
      },
    ],
    methods: [
      .member("__func__") { _, s in Method(s).function },
      .member("__self__") { _, s in Method(s).receiver },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let name = try c.getAttribute(Method(s).function, c.name(.__name__))
          return try c.attributeRecipe(Method(s).receiver, name).value
        }
      },
      .getter("__doc__", { c, s in
        bridge(c) { () throws(Raised) in try c.getAttribute(Method(s).function, c.name(.__doc__)) }
      }),
    ])
}

extension Context {
  /// What `__reduce__` of a bound method says: that it is an attribute of its receiver.
  public func attributeRecipe(_ receiver: Value, _ name: Value) throws(Raised) -> Tuple {
    let builtins = Dict(Interpreter(of: self).state.pointee.builtins)
    let function = try builtins.value(self, for: Text.make(self, "getattr").value)
    return try Tuple.make(self, orNone(function), Tuple.make(self, receiver, name).value)
  }
}
