import CRuntime

// `property`: three functions and a text.

struct PropertyLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Each is *empty* or None where it is missing.
  var getter: Value
  var setter: Value
  var deleter: Value
  var documentation: Value
  /// What `__set_name__` was told.
  var name: Value
  /// True where the text is the getter's.
  var takesDocumentation: Value
}

struct Property: ObjectReference {
  let pointer: UnsafeMutablePointer<PropertyLayout>
  init(pointer: UnsafeMutablePointer<PropertyLayout>) { self.pointer = pointer }
  static var kind: Kind { .property }
  static var traceRule: TraceRule { .words(from: 8) }

  /// A property like this one but for one of its functions, made by a call of its class. The text is made anew where it
  /// was the getter's.
  private func replacing(
    _ context: Context, getter: Value? = nil, setter: Value? = nil, deleter: Value? = nil
  ) throws(Raised) -> Value {
    let layout = pointer.pointee
    let getter = orNone(getter ?? layout.getter)
    let documentation = takesDocumentation && getter != .none ? .none : orNone(layout.documentation)
    let copy = try context.withWindow(4) { (window) throws(Raised) in
      window[0] = getter
      window[1] = orNone(setter ?? layout.setter)
      window[2] = orNone(deleter ?? layout.deleter)
      window[3] = documentation
      return try context.call(context.type(of: value).value, window, count: 4)
    }
    if let property = Property(ifHas: copy) { publish(layout.name, to: &property.pointer.pointee.name) }
    return copy
  }

  private func name(_ context: Context) throws(Raised) -> String {
    let name = try nameValue(context)
    return name.isEmpty ? "" : try context.reprString(name)
  }

  /// What `__set_name__` was told, else the getter's name; *empty* where there is neither.
  private func nameValue(_ context: Context) throws(Raised) -> Value {
    if !pointer.pointee.name.isEmpty { return pointer.pointee.name }
    if Property.isMissing(pointer.pointee.getter) { return .empty }
    return try context.findAttribute(pointer.pointee.getter, context.name(.__name__))
  }

  private func raiseMissing(_ context: Context, _ what: String, _ object: Value) throws(Raised) -> Raised {
    let name = try name(context)
    let owner = context.type(of: object).pointer.pointee.qualifiedName
    let shown = name.isEmpty ? "property of '\(String(Text(owner)))' object" : "property \(name) of '\(String(Text(owner)))' object"
    return context.raise(.attributeError, "\(shown) has no \(what)")
  }

  /// The getter of a property of the exact class that is a Python function; nil for any other value.
  static func plainGetter(_ value: Value) -> Function? {
    guard let property = Property(ifExactly: value) else { return nil }
    return Function(ifExactly: property.pointer.pointee.getter)
  }

  private static func isMissing(_ function: Value) -> Bool { function.isEmpty || function == .none }

  private static let initialize: ArgumentsFunction = { c, arguments in
    let property = Property(arguments[0]).pointer
    if !property.pointee.getter.isEmpty { Interpreter(of: c).emptyCaches(c) }
    property.pointee.getter = arguments[1]
    property.pointee.setter = arguments[2]
    property.pointee.deleter = arguments[3]
    property.pointee.takesDocumentation = .false
    return bridge(c) { () throws(Raised) -> Void in
      try Property(arguments[0]).setDocumentation(c, arguments[4])
    }
  }

  /// Whether the text is the getter's.
  private var takesDocumentation: Bool { pointer.pointee.takesDocumentation == .true }

  /// Sets the text, or the getter's where there is none. An instance of a derived class keeps it among its attributes,
  /// since the class's own `__doc__` hides the one here; where it has no place for it, only the getter's must find one.
  private func setDocumentation(_ context: Context, _ given: Value) throws(Raised) {
    let name = context.name(.__doc__)
    var documentation = given
    if given == .none, !Property.isMissing(pointer.pointee.getter) {
      documentation = orNone(try context.findAttribute(pointer.pointee.getter, name))
      if documentation != .none { pointer.pointee.takesDocumentation = .true }
    }
    guard context.type(of: value).flags.contains(.heap) else {
      return publish(documentation, to: &pointer.pointee.documentation)
    }
    do throws(Raised) { try context.setAttribute(value, name, documentation) } catch {
      if takesDocumentation || !context.isPending(.attributeError) { throw error }
      _ = context.takeException()
    }
  }

  static let declaration = TypeDeclaration(
    "property", kind: .property, flags: [.base],
    signature: "(fget=None, fset=None, fdel=None, doc=None)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          Value(try c.allocateObject(Type(type), size: MemoryLayout<PropertyLayout>.size))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "property", "(self, /, fget=None, fset=None, fdel=None, doc=None)", initialize, s, arguments,
          Int(count), names)
      },
      .ternary(.getDescriptor) { c, s, object, owner in
        if object.isEmpty { return s }
        return bridge(c) { () throws(Raised) in
          let getter = Property(s).pointer.pointee.getter
          if isMissing(getter) { throw try Property(s).raiseMissing(c, "getter", object) }
          return try c.call(getter, object)
        }
      },
      .ternary(.setDescriptor) { c, s, object, value in
        bridge(c) { () throws(Raised) in
          let function = value.isEmpty ? Property(s).pointer.pointee.deleter : Property(s).pointer.pointee.setter
          if isMissing(function) { throw try Property(s).raiseMissing(c, value.isEmpty ? "deleter" : "setter", object) }
          return value.isEmpty ? try c.call(function, object) : try c.call(function, object, value)
        }
      },
    ],
    methods: [
      .two("getter", "(self, object, /)") { c, s, f in
        bridge(c) { () throws(Raised) in try Property(s).replacing(c, getter: f) }
      },
      .two("setter", "(self, object, /)") { c, s, f in
        bridge(c) { () throws(Raised) in try Property(s).replacing(c, setter: f) }
      },
      .two("deleter", "(self, object, /)") { c, s, f in
        bridge(c) { () throws(Raised) in try Property(s).replacing(c, deleter: f) }
      },
      .three("__set_name__", "(self, owner, name, /)") { _, s, _, name in
        publish(name, to: &Property(s).pointer.pointee.name)
        return .none
      },
      .member("fget") { _, s in orNone(Property(s).pointer.pointee.getter) },
      .member("fset") { _, s in orNone(Property(s).pointer.pointee.setter) },
      .member("fdel") { _, s in orNone(Property(s).pointer.pointee.deleter) },
      .getter("__doc__", { _, s in orNone(Property(s).pointer.pointee.documentation) }, set: { _, s, value, _ in
        publish(value, to: &Property(s).pointer.pointee.documentation)
        return .none
      }),
      .getter("__name__", { c, s in
        bridge(c) { () throws(Raised) in
          let name = try Property(s).nameValue(c)
          if name.isEmpty { throw c.raiseNoAttribute(s, c.name(.__name__)) }
          return name
        }
      }, set: { _, s, value, _ in
        publish(value, to: &Property(s).pointer.pointee.name)
        return .none
      }),
      .getter("__isabstractmethod__", { c, s in
        bridge(c) { () throws(Raised) in
          let layout = Property(s).pointer.pointee
          if try c.isAbstract(layout.getter) { return .true }
          if try c.isAbstract(layout.setter) { return .true }
          return Value(try c.isAbstract(layout.deleter))
        }
      }),
    ])

}

/// What Python sees of a word that may be *empty*.
public func orNone(_ value: Value) -> Value { value.isEmpty ? .none : value }

/// The argument of a call of an exact built-in class that has no other.
@inline(__always)
public func onlyArgument(
  _ type: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value
) -> Value? {
  count == 1 && names.isEmpty && !Type(type).flags.contains(.derivedInstances) ? arguments[0] : nil
}

/// Binds the arguments of a slot that takes a window (`new`, `__init__`) by a signature, and calls the body.
public func initializing(
  _ context: Context, _ name: StaticString, _ signature: StaticString, _ body: ArgumentsFunction, _ receiver: Value,
  _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
) -> Value {
  bridge(context) { () throws(Raised) in
    let function = try context.constructor(name, signature, body)
    if !names.isEmpty, isNewOfOther(receiver), try function.signature(context).takesNoKeywords {
      let count = count - Tuple(names).count
      return try function.invoke(context, receiver: receiver, arguments, count: count, names: .empty)
    }
    return try function.invoke(context, receiver: receiver, arguments, count: count, names: names)
  }
}

/// Whether this is the construction of an instance of a derived class that has an `__init__` of its own, which keywords
/// are meant for.
private func isNewOfOther(_ receiver: Value) -> Bool {
  guard let type = Type(ifHas: receiver), type.flags.contains(.heap) else { return false }
  return type[.initialize] != type.nearestBuiltin[.initialize]
}

/// The same for a built-in that takes no keywords itself: where a class derived from it overrides the other half of
/// construction, they are meant for that.
func initializingWithoutKeywords(
  _ context: Context, _ name: StaticString, _ signature: StaticString, _ body: ArgumentsFunction, _ receiver: Value,
  _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value, unlessOwn half: Slot
) -> Value {
  let type = half == .new ? context.type(of: receiver) : Type(receiver)
  let isForOther = !names.isEmpty && type[half] != type.nearestBuiltin[half]
  return initializing(
    context, name, signature, body, receiver, arguments, isForOther ? count - Tuple(names).count : count,
    isForOther ? .empty : names)
}

extension Context {
  /// The function that binds a constructor's arguments: made when it is first called, known by its body's address ever
  /// after.
  fileprivate func constructor(
    _ name: StaticString, _ signature: StaticString, _ body: ArgumentsFunction
  ) throws(Raised) -> NativeFunction {
    let constructors = Dict(interpreter.pointee.constructors)
    let key = Value(smallInt: Int64(truncatingIfNeeded: unsafeBitCast(body, to: UInt.self)))
    let known = try constructors.value(self, for: key)
    if !known.isEmpty { return NativeFunction(known) }
    let entry = NativeEntry.window(signature: signature, body)
    let function = try NativeFunction.make(self, entry, name: Text.make(self, name).value, owner: .empty)
    return NativeFunction(try constructors.setDefault(self, key, to: function.value))
  }
}
