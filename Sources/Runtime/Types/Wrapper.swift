import CRuntime

// `staticmethod` and `classmethod`: a callable, and how it is bound.

struct WrapperLayout: BitwiseCopyable {
  var header: ObjectHeader
  var callable: Value
}

struct Wrapper {
  enum Form { case staticMethod, classMethod }

  let pointer: UnsafeMutablePointer<WrapperLayout>

  init(_ value: Value) {
    pointer = UnsafeMutablePointer(bitPattern: UInt(value.bits)).unsafelyUnwrapped
  }

  /// A static method of the exact class; nil for any other value.
  init?(_ context: Context, staticMethod value: Value) { self.init(context, value, .staticMethod) }

  /// A class method of the exact class; nil for any other value.
  init?(_ context: Context, classMethod value: Value) { self.init(context, value, .classMethod) }

  private init?(_ context: Context, _ value: Value, _ kind: Kind) {
    if context.type(of: value) != Interpreter(of: context).type(kind) { return nil }
    self.init(value)
  }

  var value: Value { Value(bits: UInt64(UInt(bitPattern: pointer))) }
  var callable: Value { load(&pointer.pointee.callable) }

  static func make(_ context: Context, _ form: Form, _ callable: Value) throws(Raised) -> Wrapper {
    let type = Interpreter(of: context).type(form == .staticMethod ? .staticMethod : .classMethod)
    let wrapper = Wrapper(Value(try context.allocateObject(type, size: MemoryLayout<WrapperLayout>.size)))
    try wrapper.wrap(context, callable)
    return wrapper
  }

  /// Takes the callable, and over from it the attributes by which one knows a function.
  private func wrap(_ context: Context, _ callable: Value) throws(Raised) {
    if !pointer.pointee.callable.isEmpty { Interpreter(of: context).emptyCaches(context) }
    publish(callable, to: &pointer.pointee.callable)
    for name in [WellKnown.__module__, .__name__, .__qualname__, .__doc__] {
      let found = try context.findAttribute(callable, context.name(name))
      if !found.isEmpty { _ = try context.setOwnAttribute(value, context.name(name), found) }
    }
  }

  private static let new: SlotEntry = .window(.new) { c, type, _, _, _ in
    bridge(c) { () throws(Raised) in
      Value(try c.allocateObject(Type(type), size: MemoryLayout<WrapperLayout>.size))
    }
  }

  private static func initialize(
    _ context: Context, _ value: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) -> Value {
    bridge(context) { () throws(Raised) -> Void in
      let name = context.typeName(of: value)
      if !names.isEmpty { throw context.raise(.typeError, "\(name)() takes no keyword arguments") }
      if count != 1 { throw context.raise(.typeError, "\(name) expected 1 argument, got \(count)") }
      try Wrapper(value).wrap(context, arguments[0])
    }
  }

  /// An attribute that is taken over from the callable when it is first asked for.
  private static func forwarded(_ name: StaticString, _ get: UnaryFunction) -> NativeEntry {
    .getter(name, get, set: { c, s, value, name in
      bridge(c) { () throws(Raised) -> Void in
        if value.isEmpty {
          if try !c.deleteOwnAttribute(s, name) { throw c.raiseNoAttribute(s, name) }
        } else {
          _ = try c.setOwnAttribute(s, name, value)
        }
      }
    })
  }

  private func forwarded(_ context: Context, _ name: StaticString) throws(Raised) -> Value {
    let name = try Text.interned(context, Text.make(context, name)).value
    let own = try context.ownAttribute(value, name)
    if !own.isEmpty { return own }
    let found = try context.getAttribute(callable, name)
    _ = try context.setOwnAttribute(value, name, found)
    return found
  }

  private static let attributes: [NativeEntry] = [
    .member("__func__") { _, s in orNone(Wrapper(s).callable) },
    .member("__wrapped__") { _, s in orNone(Wrapper(s).callable) },
    .getter("__isabstractmethod__", { c, s in
      bridge(c) { () throws(Raised) in Value(try c.isAbstract(Wrapper(s).callable)) }
    }),
    Attributes.dictEntry,
    forwarded("__annotations__") { c, s in
      bridge(c) { () throws(Raised) in try Wrapper(s).forwarded(c, "__annotations__") }
    },
    forwarded("__annotate__") { c, s in
      bridge(c) { () throws(Raised) in try Wrapper(s).forwarded(c, "__annotate__") }
    },
    GenericAlias.classGetItem,
  ]

  private static func show(_ c: Context, _ s: Value, _ name: StaticString) -> Value {
    bridge(c) { () throws(Raised) in
      try Text.make(c, "<\(name)(\(c.reprString(Wrapper(s).callable)))>").value
    }
  }

  static let staticMethodDeclaration = TypeDeclaration(
    "staticmethod", kind: .staticMethod, flags: [.base, .hasDict, .derivedInstances],
    signature: "(function, /)",
    slots: [
      new,
      .window(.initialize) { c, s, arguments, count, names in
        initialize(c, s, arguments, Int(count), names)
      },
      .ternary(.getDescriptor) { _, s, _, _ in Wrapper(s).callable },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          try c.call(Wrapper(s).callable, arguments, count: Int(count), names: names)
        }
      },
      .unary(.repr) { c, s in show(c, s, "staticmethod") },
    ],
    methods: attributes)

  static let classMethodDeclaration = TypeDeclaration(
    "classmethod", kind: .classMethod, flags: [.base, .hasDict, .derivedInstances],
    signature: "(function, /)",
    slots: [
      new,
      .window(.initialize) { c, s, arguments, count, names in
        initialize(c, s, arguments, Int(count), names)
      },
      .ternary(.getDescriptor) { c, s, object, owner in
        bridge(c) { () throws(Raised) in
          try Method.make(c, Wrapper(s).callable, owner.isEmpty ? c.type(of: object).value : owner).value
        }
      },
      .unary(.repr) { c, s in show(c, s, "classmethod") },
    ],
    methods: attributes)
}

extension Context {
  /// Whether a function says of itself that it is abstract; *empty* stands for none.
  public func isAbstract(_ function: Value) throws(Raised) -> Bool {
    if function.isEmpty { return false }
    let found = try findAttribute(function, name(.__isabstractmethod__))
    return found.isEmpty ? false : try isTrue(found)
  }
}
