import CRuntime
import Runtime

// `attrgetter` and `itemgetter`: callables that look up in their argument what they were made with.

/// A callable made with a row of names or keys.
struct GetterLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// As given.
  var keys: Value
  /// Of an `attrgetter`: for each name a tuple of its parts between dots, interned.
  var paths: Value
}

extension Context {
  /// What a getter is made with: one key or more.
  fileprivate func getterKeys(_ name: StaticString, _ given: Value) throws(Raised) -> Tuple {
    if Tuple(given).count > 0 { return Tuple(given) }
    throw raise(.typeError, "\(name) expected 1 argument, got 0")
  }

  /// The one argument of a getter's or caller's call.
  fileprivate func onlyGetterArgument(
    _ callee: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value
  ) throws(Raised) -> Value {
    let name = unqualifiedTypeName(of: callee)
    if !names.isEmpty, Tuple(names).count > 0 { throw raise(.typeError, "\(name)() takes no keyword arguments") }
    if count != 1 { throw raise(.typeError, "\(name) expected 1 argument, got \(count)") }
    return arguments[0]
  }

  /// `operator.name(keys …)`.
  fileprivate func getterText(_ callee: Value, _ keys: Tuple) throws(Raised) -> Value {
    let name = try type(of: callee).fullName(self)
    let text = try showing(callee) { () throws(Raised) in
      var builder = try TextBuilder(self)
      try builder.append(self, Text.make(self, "\(name)("))
      for index in 0..<keys.count {
        if index > 0 { try builder.append(self, ", ") }
        try builder.append(self, repr(keys[index]))
      }
      try builder.append(self, ")")
      return try builder.finish(self)
    }
    if let text { return text.value }
    return try Text.make(self, "\(name)(...)").value
  }
}

struct ItemGetter: NativeObject {
  let pointer: UnsafeMutablePointer<GetterLayout>
  init(pointer: UnsafeMutablePointer<GetterLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .itemGetter }

  private var keys: Tuple { Tuple(pointer.pointee.keys) }

  private func items(_ context: Context, of object: Value) throws(Raised) -> Value {
    let keys = keys
    if keys.count == 1 { return try context.item(of: object, keys[0]) }
    let row = try Tuple.allocate(context, count: keys.count)
    for index in 0..<keys.count { row.elements[index] = try context.item(of: object, keys[index]) }
    return row.value
  }

  static let declaration = TypeDeclaration(
    native: .itemGetter, "operator.itemgetter", flags: [.hasWeakReferences],
    documentation: "Return a callable object that fetches the given item(s) from its operand.",
    signature: "(item, /, *items)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "itemgetter", "(type, /, *items)", { c, a in
          bridge(c) { () throws(Raised) in
            let getter = try allocate(c, Type(a[0]))
            getter.pointer.pointee.keys = try c.getterKeys("itemgetter", a[1]).value
            return getter.value
          }
        }, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          try ItemGetter(s).items(c, of: c.onlyGetterArgument(s, arguments, count, names))
        }
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try c.getterText(s, ItemGetter(s).keys) } },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, c.type(of: s).value, ItemGetter(s).keys.value).value }
      }
    ])
}

struct AttributeGetter: NativeObject {
  let pointer: UnsafeMutablePointer<GetterLayout>
  init(pointer: UnsafeMutablePointer<GetterLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .attributeGetter }

  private var keys: Tuple { Tuple(pointer.pointee.keys) }

  private static func make(_ context: Context, _ type: Type, _ keys: Tuple) throws(Raised) -> Value {
    let paths = try Tuple.allocate(context, count: keys.count)
    for index in 0..<keys.count {
      guard let text = Text(ifHas: keys[index]) else {
        throw context.raise(.typeError, "attribute name must be a string")
      }
      paths.elements[index] = try path(context, text).value
    }
    let getter = try allocate(context, type)
    getter.pointer.pointee.keys = keys.value
    getter.pointer.pointee.paths = paths.value
    return getter.value
  }

  /// The parts of a name between its dots.
  private static func path(_ context: Context, _ name: Text) throws(Raised) -> Tuple {
    let parts = try List.make(context)
    var start = 0
    for place in 0...name.count where place == name.count || name.codePoint(at: place) == UInt32(UInt8(ascii: ".")) {
      try parts.append(context, Text.interned(context, Text.slice(context, name, start, place)).value)
      start = place + 1
    }
    return try context.tuple(of: parts.value)
  }

  @inline(__always)
  private func attribute(_ context: Context, of object: Value, _ index: Int) throws(Raised) -> Value {
    let path = Tuple(Tuple(pointer.pointee.paths)[index])
    var found = object
    for part in 0..<path.count { found = try context.getAttribute(found, path[part]) }
    return found
  }

  private func attributes(_ context: Context, of object: Value) throws(Raised) -> Value {
    let count = keys.count
    if count == 1 { return try attribute(context, of: object, 0) }
    let row = try Tuple.allocate(context, count: count)
    for index in 0..<count { row.elements[index] = try attribute(context, of: object, index) }
    return row.value
  }

  static let declaration = TypeDeclaration(
    native: .attributeGetter, "operator.attrgetter", flags: [.hasWeakReferences],
    documentation: "Return a callable object that fetches the given attribute(s) from its operand.",
    signature: "(attr, /, *attrs)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "attrgetter", "(type, /, *attrs)", { c, a in
          bridge(c) { () throws(Raised) in
            try make(c, Type(a[0]), c.getterKeys("attrgetter", a[1]))
          }
        }, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          try AttributeGetter(s).attributes(c, of: c.onlyGetterArgument(s, arguments, count, names))
        }
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try c.getterText(s, AttributeGetter(s).keys) } },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in try Tuple.make(c, c.type(of: s).value, AttributeGetter(s).keys.value).value }
      }
    ])
}

/// `methodcaller`.
struct MethodCallerLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The method's name, interned.
  var name: Value
  /// A tuple of positional arguments, a dict of the others.
  var arguments: Value
  var keywords: Value
}

struct MethodCaller: NativeObject {
  let pointer: UnsafeMutablePointer<MethodCallerLayout>
  init(pointer: UnsafeMutablePointer<MethodCallerLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .methodCaller }

  private var name: Value { pointer.pointee.name }
  private var arguments: Tuple { Tuple(pointer.pointee.arguments) }
  private var keywords: Dict { Dict(pointer.pointee.keywords) }

  private static func make(_ context: Context, _ type: Type, _ given: Tuple, _ keywords: Dict) throws(Raised) -> Value {
    if given.count < 1 {
      throw context.raise(.typeError, "methodcaller needs at least one argument, the method name")
    }
    guard let name = Text(ifHas: given[0]) else { throw context.raise(.typeError, "method name must be a string") }
    let caller = try allocate(context, type)
    caller.pointer.pointee.name = try Text.interned(context, name).value
    caller.pointer.pointee.arguments = try Tuple.make(context, copying: given.elements + 1, count: given.count - 1).value
    caller.pointer.pointee.keywords = keywords.value
    return caller.value
  }

  private func call(_ context: Context, on object: Value) throws(Raised) -> Value {
    try context.call(context.getAttribute(object, name), arguments, keywords: keywords)
  }

  private func text(_ context: Context) throws(Raised) -> Value {
    let typeName = try context.type(of: value).fullName(context)
    let text = try context.showing(value) { () throws(Raised) in
      var builder = try TextBuilder(context)
      try builder.append(context, Text.make(context, "\(typeName)(\(context.reprString(name))"))
      try builder.appendFurther(context, arguments, keywords)
      return try builder.finish(context)
    }
    if let text { return text.value }
    return try Text.make(context, "\(typeName)(...)").value
  }

  /// With keyword arguments, what is to be called is a partial of the class.
  private func reduced(_ context: Context) throws(Raised) -> Value {
    let type = context.type(of: value).value
    if keywords.count == 0 {
      return try Tuple.make(context, type, Tuple.make(context, name).concatenated(context, with: arguments).value).value
    }
    let partial = try context.type(.partial)
    let made = try context.call(partial.value, Tuple.make(context, type, name), keywords: keywords)
    return try Tuple.make(context, made, arguments.value).value
  }

  static let declaration = TypeDeclaration(
    native: .methodCaller, "operator.methodcaller", flags: [.hasWeakReferences],
    documentation: "Return a callable object that calls the given method on its operand.",
    signature: "(name, /, *args, **kwargs)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "methodcaller", "(type, /, *args, **kwargs)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, Type(a[0]), Tuple(a[1]), Dict(a[2])) }
        }, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          try MethodCaller(s).call(c, on: c.onlyGetterArgument(s, arguments, count, names))
        }
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try MethodCaller(s).text(c) } },
    ],
    methods: [.one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try MethodCaller(s).reduced(c) } }])
}
