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

  var value: Value { Value(bits: UInt64(UInt(bitPattern: pointer))) }
  var callable: Value { load(&pointer.pointee.callable) }

  static func make(_ context: Context, _ form: Form, _ callable: Value) throws(Raised) -> Wrapper {
    let type = Interpreter(of: context).type(form == .staticMethod ? .staticMethod : .classMethod)
    return try make(context, type, callable)
  }

  static func make(_ context: Context, _ type: Type, _ callable: Value) throws(Raised) -> Wrapper {
    let object = try context.allocateObject(type, size: MemoryLayout<WrapperLayout>.size)
    let wrapper = Wrapper(Value(object))
    wrapper.pointer.pointee.callable = callable
    return wrapper
  }

  private static let new: SlotEntry = .window(.new) { c, type, arguments, count, names in
    bridge(c) { () throws(Raised) in
      let name = Type(type).shortName
      if count != 1 {
        throw c.raise(.typeError, "\(name) expected 1 argument, got \(count)")
      }
      return try make(c, Type(type), arguments[0]).value
    }
  }

  private static let attributes: [NativeEntry] = [
    .getter("__func__", { _, s in Wrapper(s).callable }),
    .getter("__wrapped__", { _, s in Wrapper(s).callable }),
    .getter("__name__", { c, s in
      bridge(c) { () throws(Raised) in try c.getAttribute(Wrapper(s).callable, c.name(.__name__)) }
    }),
    .getter("__isabstractmethod__", { c, s in
      bridge(c) { () throws(Raised) in
        let name = try Text.make(c, "__isabstractmethod__").value
        let found = try c.findAttribute(Wrapper(s).callable, name)
        if found.isEmpty { return .false }
        return Value(try c.isTrue(found))
      }
    }),
  ]

  private static func show(_ c: Context, _ s: Value) -> Value {
    bridge(c) { () throws(Raised) in
      try Text.make(c, "<\(c.typeName(of: s))(\(c.reprString(Wrapper(s).callable)))>").value
    }
  }

  static let staticMethodDeclaration = TypeDeclaration(
    "staticmethod", kind: .staticMethod, flags: [.base],
    slots: [
      new,
      .ternary(.getDescriptor) { _, s, _, _ in Wrapper(s).callable },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          try c.call(Wrapper(s).callable, arguments, count: Int(count), names: names)
        }
      },
      .unary(.repr) { c, s in show(c, s) },
    ],
    methods: attributes)

  static let classMethodDeclaration = TypeDeclaration(
    "classmethod", kind: .classMethod, flags: [.base],
    slots: [
      new,
      .ternary(.getDescriptor) { c, s, object, owner in
        bridge(c) { () throws(Raised) in
          try Method.make(c, Wrapper(s).callable, owner.isEmpty ? c.type(of: object).value : owner).value
        }
      },
      .unary(.repr) { c, s in show(c, s) },
    ],
    methods: attributes)
}
