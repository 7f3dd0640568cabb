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
  static let declaration = TypeDeclaration(
    "method", kind: .method,
    slots: [
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
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let method = Method(s)
          let name = try c.findAttribute(method.function, c.name(.__qualname__))
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
      .getter("__func__", { _, s in Method(s).function }),
      .getter("__self__", { _, s in Method(s).receiver }),
    ])
}
