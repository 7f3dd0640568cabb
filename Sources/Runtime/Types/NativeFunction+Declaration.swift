import CRuntime

extension NativeFunction {
  private static let calling: SlotEntry = .window(.call) { c, s, arguments, count, names in
    bridge(c) { () throws(Raised) in
      try NativeFunction(s).invoke(c, arguments, count: Int(count), names: names)
    }
  }

  private static let binding: SlotEntry = .ternary(.getDescriptor) { c, s, object, owner in
    let function = NativeFunction(s)
    return bridge(c) { () throws(Raised) in
      if object.isEmpty, owner.isEmpty { throw c.raise(.typeError, "__get__(None, None) is invalid") }
      if function.form == .classMethod { return try function.boundToClass(c, object, owner).value }
      if object.isEmpty { return s }
      if !c.type(of: object).isSubtype(of: function.owner) {
        throw c.raise(
          .typeError,
          "descriptor '\(function.nameString)' for '\(function.owner.shortName)' objects doesn't apply to a '\(c.typeName(of: object))' object")
      }
      return try function.bound(c, to: object).value
    }
  }

  private static let representation: SlotEntry = .unary(.repr) { c, s in
    bridge(c) { () throws(Raised) in try Text.make(c, NativeFunction(s).representation(c)).value }
  }

  private func representation(_ context: Context) -> String {
    let receiver = pointer.pointee.receiver
    switch pointer.pointee.header.shape {
    case BuiltinShape.methodDescriptor: return "<method '\(nameString)' of '\(owner.shortName)' objects>"
    case BuiltinShape.classMethodDescriptor: return "<method '\(nameString)' of '\(owner.shortName)' objects>"
    case BuiltinShape.slotWrapper: return "<slot wrapper '\(nameString)' of '\(owner.shortName)' objects>"
    case BuiltinShape.methodWrapper:
      return "<method-wrapper '\(nameString)' of \(context.typeName(of: receiver)) object at \(receiver.addressString)>"
    default:
      if slot == .new {
        return "<built-in method __new__ of type object at \(owner.value.addressString)>"
      }
      if receiver.isEmpty { return "<built-in function \(nameString)>" }
      return
        "<built-in method \(nameString) of \(context.typeName(of: receiver)) object at \(receiver.addressString)>"
    }
  }

  /// A class method bound to a class, or to that of an object.
  private func boundToClass(_ context: Context, _ object: Value, _ owner: Value) throws(Raised) -> NativeFunction {
    let given = owner.isEmpty ? context.type(of: object).value : owner
    guard let type = Type(ifHas: given) else {
      throw context.raise(
        .typeError,
        "descriptor '\(nameString)' for type '\(self.owner.shortName)' needs a type, not a '\(context.typeName(of: given))' as arg 2")
    }
    if !type.isSubtype(of: self.owner) {
      throw context.raise(
        .typeError,
        "descriptor '\(nameString)' requires a subtype of '\(self.owner.shortName)' but received '\(type.shortName)'")
    }
    return try bound(context, to: given)
  }

  // MARK: Equality

  private static let equality: [SlotEntry] = [
    .binary(.equal) { c, s, o in
      guard let other = NativeFunction(ifExactly: o) else { return .notImplemented }
      let function = NativeFunction(s)
      let isSame = function.body == other.body
        && c.isIdentical(function.pointer.pointee.receiver, other.pointer.pointee.receiver)
        && function.pointer.pointee.name == other.pointer.pointee.name
      return Value(isSame)
    },
    .unary(.hash) { _, s in
      let layout = NativeFunction(s).pointer.pointee
      return Value(smallInt: (layout.receiver.identityHash ^ Int64(bitPattern: UInt64(layout.body))) >> 1)
    },
  ]

  // MARK: Signatures

  /// `__text_signature__`: the declaration's notation, with a mark at the parameter that is bound.
  private func textSignature(_ context: Context) throws(Raised) -> Value {
    if pointer.pointee.isSlot { return try slotSignature(context) }
    let end = Signature.end(of: notation)
    let words = String(decoding: notation[end...], as: UTF8.self)
    // After "shown".
    if let start = words.firstIndex(of: "(") { return try Text.make(context, String(words[start...])).value }
    // A word about the errors, or "silent", follows where the function tells nothing of its parameters.
    if !words.isEmpty, words != " self" { return .none }
    // Functions that CPython declares without a notation say self for their module.
    let module = words.isEmpty ? "$module" : "$self"
    let shown = Self.told(String(decoding: notation[..<end], as: UTF8.self))
    if form == .staticMethod { return try Text.make(context, shown).value }
    if pointer.pointee.owner.isEmpty {
      let isMarked = shown.contains("/") || shown == "()"
      let start = isMarked ? "(\(module), " : "(\(module), /, "
      return try Text.make(context, shown == "()" ? "(\(module), /)" : start + String(shown.dropFirst())).value
    }
    let inner = String(shown.dropFirst().drop { $0 != "," && $0 != ")" })
    return try Text.make(context, "(\(form == .classMethod ? "$type" : "$self")\(inner)").value
  }

  /// The parameters with the defaults as they are told.
  private static func told(_ parameters: String) -> String {
    var told = ""
    var rest = parameters[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">"),
      let equals = rest[..<open].lastIndex(of: "=")
    {
      let text = rest[rest.index(after: open)..<close]
      told += String(rest[...equals]) + (text == "unset" ? "<unrepresentable>" : String(text))
      rest = rest[rest.index(after: close)...]
    }
    return told + String(rest)
  }

  private func slotSignature(_ context: Context) throws(Raised) -> Value {
    let slot = slot.unsafelyUnwrapped
    let text: StaticString =
      switch (slot, slot.signature) {
      case (.new, _): "($type, *args, **kwargs)"
      case (.power, _), (.reflectedPower, _): "($self, value, mod=None, /)"
      case (.getAttribute, _): "($self, name, /)"
      // These are methods of their own there.
      case (.getItem, _) where owner.instanceKind == .list: "($self, index, /)"
      case (.contains, _) where owner.instanceKind == .set || owner.instanceKind == .frozenSet: "($self, object, /)"
      case (.getItem, _), (.contains, _): "($self, key, /)"
      case (.setAttribute, _): pointer.pointee.deletes ? "($self, name, /)" : "($self, name, value, /)"
      case (.setItem, _): pointer.pointee.deletes ? "($self, key, /)" : "($self, key, value, /)"
      case (.getDescriptor, _): "($self, instance, owner=None, /)"
      case (.setDescriptor, _): pointer.pointee.deletes ? "($self, instance, /)" : "($self, instance, value, /)"
      case (_, .unary): "($self, /)"
      case (_, .binary): "($self, value, /)"
      default: "($self, /, *args, **kwargs)"
      }
    return try Text.make(context, text).value
  }

  // MARK: Attributes

  private func documentation(_ context: Context) -> StaticString? {
    if pointer.pointee.isSlot { return NativeDocumentation.text(slot: nameString) }
    if !pointer.pointee.owner.isEmpty { return NativeDocumentation.text(owner: owner.shortName, name: nameString) }
    guard let module = Text(ifHas: pointer.pointee.module), module == "builtins" || module == "_io"
    else { return nil }
    return NativeDocumentation.text(owner: "", name: nameString)
  }

  private static let description: [NativeEntry] = [
    .getter("__doc__", { c, s in
      bridge(c) { () throws(Raised) in
        guard let text = NativeFunction(s).documentation(c) else { return .none }
        return try Text.make(c, text).value
      }
    }),
    .getter("__qualname__", { c, s in
      bridge(c) { () throws(Raised) in try Text.make(c, NativeFunction(s).qualifiedNameString).value }
    }),
    .getter("__text_signature__", { c, s in
      bridge(c) { () throws(Raised) in try NativeFunction(s).textSignature(c) }
    }),
  ]

  /// Of what stands in a class's dict.
  private static let ofDescriptors: [NativeEntry] = [
    .member("__objclass__") { _, s in NativeFunction(s).pointer.pointee.owner },
    .member("__name__") { _, s in NativeFunction(s).pointer.pointee.name },
  ] + description

  private static let recipe: NativeEntry = .one("__reduce__") { c, s in
    bridge(c) { () throws(Raised) in
      let layout = NativeFunction(s).pointer.pointee
      return try c.attributeRecipe(layout.owner, layout.name).value
    }
  }

  private static let ofFunctions: [NativeEntry] = [
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let layout = NativeFunction(s).pointer.pointee
        let receiver = NativeFunction(s).visibleReceiver(c)
        let holder = receiver == .none && !layout.owner.isEmpty ? layout.owner : receiver
        if holder == .none || Module(ifHas: holder) != nil { return layout.name }
        return try c.attributeRecipe(holder, layout.name).value
      }
    },
    .member("__module__") { _, s in orNone(NativeFunction(s).pointer.pointee.module) },
    .getter("__name__", { _, s in NativeFunction(s).pointer.pointee.name }),
    .getter("__self__", { c, s in NativeFunction(s).visibleReceiver(c) }),
  ] + description

  /// What a function is bound to: an object, a class, its module.
  private func visibleReceiver(_ context: Context) -> Value {
    if !pointer.pointee.receiver.isEmpty { return pointer.pointee.receiver }
    if slot == .new { return pointer.pointee.owner }
    guard !pointer.pointee.module.isEmpty, let modules = Dict(ifHas: Interpreter(of: context).state.pointee.modules),
      let found = try? modules.value(context, for: pointer.pointee.module)
    else { return .none }
    return orNone(found)
  }

  private static let ofWrappers: [NativeEntry] = [
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let layout = NativeFunction(s).pointer.pointee
        return try c.attributeRecipe(layout.receiver, layout.name).value
      }
    },
    .member("__self__") { _, s in NativeFunction(s).pointer.pointee.receiver },
    .getter("__objclass__", { _, s in NativeFunction(s).pointer.pointee.owner }),
    .getter("__name__", { _, s in NativeFunction(s).pointer.pointee.name }),
  ] + description

  static let declarations: [TypeDeclaration] = [
    TypeDeclaration(
      "builtin_function_or_method", kind: .nativeFunction, flags: [.hasWeakReferences],
      slots: [representation, calling] + equality, methods: ofFunctions),
    TypeDeclaration(
      "method_descriptor", kind: .nativeFunction, shape: BuiltinShape.methodDescriptor,
      slots: [representation, calling, binding], methods: [recipe] + ofDescriptors),
    TypeDeclaration(
      "classmethod_descriptor", kind: .nativeFunction, shape: BuiltinShape.classMethodDescriptor,
      slots: [representation, calling, binding], methods: ofDescriptors),
    TypeDeclaration(
      "wrapper_descriptor", kind: .nativeFunction, shape: BuiltinShape.slotWrapper,
      slots: [representation, calling, binding], methods: [recipe] + ofDescriptors),
    TypeDeclaration(
      "method-wrapper", kind: .nativeFunction, shape: BuiltinShape.methodWrapper,
      slots: [representation, calling] + equality, methods: ofWrappers),
  ]
}
