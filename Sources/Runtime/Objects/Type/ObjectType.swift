import CRuntime

/// `object`: what every value can do.
enum ObjectType {
  /// The address of the function that gets an attribute the ordinary way, by which types that do are recognised.
  static let getAttributeBody: UInt = {
    let body: BinaryFunction = { c, s, name in
      bridge(c) { () throws(Raised) in try c.ordinaryAttribute(s, c.attributeName(name)) }
    }
    return unsafeBitCast(body, to: UInt.self)
  }()

  static let setAttributeBody: UInt = {
    let body: TernaryFunction = { c, s, name, value in
      bridge(c) { () throws(Raised) in try c.setOrdinaryAttribute(s, c.attributeName(name), value) }
    }
    return unsafeBitCast(body, to: UInt.self)
  }()

  static let newBody: UInt = {
    let body: WindowFunction = { c, type, arguments, count, names in
      bridge(c) { () throws(Raised) in try ObjectType.new(c, Type(type), count: Int(count)) }
    }
    return unsafeBitCast(body, to: UInt.self)
  }()

  static let initializeBody: UInt = {
    let body: WindowFunction = { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) in try ObjectType.initialize(c, s, count: Int(count)) }
    }
    return unsafeBitCast(body, to: UInt.self)
  }()

  private static func new(_ context: Context, _ type: Type, count: Int) throws(Raised) -> Value {
    if count > 0 {
      if type[.new] != newBody {
        throw context.raise(.typeError, "object.__new__() takes exactly one argument (the type to instantiate)")
      }
      if type[.initialize] == initializeBody {
        throw context.raise(.typeError, "\(type.shortName)() takes no arguments")
      }
    }
    if type.flags.contains(.abstract) { throw try raiseAbstract(context, type) }
    if type.instanceKind == .instance, type.rootShape.index != BuiltinShape.object {
      return try Instance.make(context, type).value
    }
    let object = try context.allocateObject(type, size: 16)
    return Value(object)
  }

  private static func raiseAbstract(_ context: Context, _ type: Type) throws(Raised) -> Raised {
    let names = try context.getAttribute(type.value, Text.make(context, "__abstractmethods__").value)
    let sorted = try context.list(of: names)
    try sorted.sort(context)
    var quoted: [String] = []
    for index in 0..<sorted.count { quoted.append("'\(String(try context.str(sorted.element(index))))'") }
    return context.raise(
      .typeError,
      "Can't instantiate abstract class \(type.shortName) without an implementation for abstract method\(quoted.count == 1 ? "" : "s") \(quoted.joined(separator: ", "))")
  }

  private static func initialize(_ context: Context, _ value: Value, count: Int) throws(Raised) -> Value {
    let type = context.type(of: value)
    if count > 0 {
      if type[.initialize] != initializeBody {
        throw context.raise(
          .typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
      }
      if type[.new] == newBody {
        throw context.raise(
          .typeError, "\(type.shortName).__init__() takes exactly one argument (the instance to initialize)")
      }
    }
    return .none
  }

  /// `<module.Name object at 0x…>`.
  static func representation(_ context: Context, _ value: Value) throws(Raised) -> Text {
    let name = try context.type(of: value).fullName(context)
    return try Text.make(context, "<\(name) object at \(value.addressString)>")
  }

  static let equality: SlotEntry = .binary(.equal) { c, s, o in c.isIdentical(s, o) ? .true : .notImplemented }

  /// Those of what has no order.
  static let orderings: [SlotEntry] = [
    .binary(.less) { _, _, _ in .notImplemented },
    .binary(.lessEqual) { _, _, _ in .notImplemented },
    .binary(.greater) { _, _, _ in .notImplemented },
    .binary(.greaterEqual) { _, _, _ in .notImplemented },
  ]

  /// `object != other`, the opposite of what a type's equality says, if it says anything.
  static func isUnequal(
    _ context: Context, _ object: Value, _ other: Value, by type: Type
  ) throws(Raised) -> Value {
    guard let equal = type.binary(.equal) else { return .notImplemented }
    let result = try check(equal(context, object, other))
    return result == .notImplemented ? result : Value(try !context.isTrue(result))
  }

  static let declaration = TypeDeclaration(
    "object", kind: .instance, shape: BuiltinShape.object, flags: [.base],
    signature: "()",
    slots: [
      SlotEntry(slot: .getAttribute, body: getAttributeBody),
      SlotEntry(slot: .new, body: newBody),
      SlotEntry(slot: .initialize, body: initializeBody),
      SlotEntry(slot: .setAttribute, body: setAttributeBody),
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, s).value } },
      .unary(.str) { c, s in
        // Whoever asked sees to it that the answer is text.
        guard let represent = c.type(of: s).unary(.repr) else { return .empty }
        return represent(c, s)
      },
      .unary(.hash) { _, s in Value(smallInt: s.identityHash >> 1) },
      equality,
      .binary(.notEqual) { c, s, o in
        bridge(c) { () throws(Raised) in try ObjectType.isUnequal(c, s, o, by: c.type(of: s)) }
      },
    ] + orderings,
    methods: stateEntries + [
      .two("__subclasshook__", "(cls, object, /)", .classMethod) { _, _, _ in .notImplemented },
      .window("__init_subclass__", "(cls, /, *args, **kwargs) shown ($type, /)", .classMethod) { c, a in
        bridge(c) { () throws(Raised) -> Void in try checkNoArguments(c, Type(a[0]), Tuple(a[1]).count, Dict(a[2])) }
      },
      .two("__format__", "(self, format_spec, /)") { c, s, specification in
        bridge(c) { () throws(Raised) in
          if try FormatSpecification.given(c, specification).count > 0 {
            throw c.raise(
              .typeError, "unsupported format string passed to \(c.typeName(of: s)).__format__")
          }
          return try c.str(s).value
        }
      },
      .one("__sizeof__") { c, s in Value(smallInt: c.type(of: s).instanceSize) },
      .one("__dir__") { c, s in bridge(c) { () throws(Raised) in try c.attributeNames(of: s).value } },
      .getter("__class__", { c, s in c.type(of: s).value }, set: { c, s, type, _ in
        bridge(c) { () throws(Raised) in try setClass(c, s, type) }
      }),
    ])

  private static func checkNoArguments(
    _ context: Context, _ type: Type, _ count: Int, _ keywords: Dict
  ) throws(Raised) {
    if keywords.count > 0 {
      throw context.raise(.typeError, "\(type.shortName).__init_subclass__() takes no keyword arguments")
    }
    if count > 0 {
      throw context.raise(.typeError, "\(type.shortName).__init_subclass__() takes no arguments (\(count) given)")
    }
  }

  // MARK: __class__

  private static func setClass(_ context: Context, _ value: Value, _ given: Value) throws(Raised) {
    if given.isEmpty { throw context.raise(.typeError, "can't delete __class__ attribute") }
    guard let type = Type(ifHas: given) else {
      throw context.raise(
        .typeError, "__class__ must be set to a class, not '\(context.typeName(of: given))' object")
    }
    let old = context.type(of: value)
    let areModules = type.instanceKind == .module && old.instanceKind == .module
    guard areModules || type.flags.contains(.heap) && old.flags.contains(.heap) else {
      throw context.raise(
        .typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
    }
    if old == type { return }
    guard type.hasLayout(context, of: old), let attributes = Attributes(value) else {
      throw context.raise(
        .typeError, "__class__ assignment: '\(type.shortName)' object layout differs from '\(old.shortName)'")
    }
    try attributes.changeType(context, to: type)
  }
}

extension Context {
  /// An attribute's name as look-ups need it: interned. TypeError for what is no text.
  func attributeName(_ name: Value) throws(Raised) -> Value {
    guard let text = Text(ifHas: name) else {
      throw raise(.typeError, "attribute name must be string, not '\(typeName(of: name))'")
    }
    return text.isInterned ? name : try Text.interned(self, text).value
  }

  /// What `dir` lists, unsorted: the object's own attributes and those of its class and its bases.
  func attributeNames(of value: Value) throws(Raised) -> List {
    let names = try Dict.make(self)
    if let dict = try ownDict(value, isMaking: false) {
      try names.merge(self, from: dict)
    } else if Method(ifHas: value) != nil, let dict = Dict(ifHas: try findAttribute(value, name(.__dict__))) {
      try names.merge(self, from: dict)
    }
    let type = Type(ifHas: value) ?? type(of: value)
    for index in 0..<type.mro.count { try names.merge(self, from: Type(type.mro[index]).dict(self)) }
    return try names.list(self, of: .keys)
  }
}
