import CRuntime
import Runtime

/// The module `_abc`: what `abc.ABCMeta` asks of its classes.
enum AbstractClasses {
  static let module = ModuleDeclaration(
    "_abc", "Helpers of abstract base classes.",
    functions: [
      .none("get_cache_token") { c in Value(smallInt: c.registrationCount) },
      .one("_abc_init", "(self, /)", .function) { c, type in
        bridge(c) { () throws(Raised) -> Void in try initialize(c, type) }
      },
      .two("_abc_register", "(self, subclass, /)", .function) { c, type, subclass in
        bridge(c) { () throws(Raised) in try register(c, type, subclass) }
      },
      .two("_abc_instancecheck", "(self, instance, /)", .function) { c, type, instance in
        bridge(c) { () throws(Raised) in try checkInstance(c, type, instance) }
      },
      .two("_abc_subclasscheck", "(self, subclass, /)", .function) { c, type, subclass in
        bridge(c) { () throws(Raised) in Value(try isSubclass(c, type, subclass)) }
      },
      .one("_get_dump", "(self, /)", .function) { c, type in
        bridge(c) { () throws(Raised) in try ClassRegistry.of(c, type).dump(c).value }
      },
      .one("_reset_registry", "(self, /)", .function) { c, type in
        bridge(c) { () throws(Raised) -> Void in try ClassRegistry.of(c, type).registered(c).clear(c) }
      },
      .one("_reset_caches", "(self, /)", .function) { c, type in
        bridge(c) { () throws(Raised) -> Void in
          let registry = try ClassRegistry.of(c, type)
          try registry.known(c).clear(c)
          try registry.refused(c).clear(c)
        }
      },
    ],
    hiddenTypes: [ClassRegistry.declaration])

  // MARK: Making a class

  private static func initialize(_ context: Context, _ type: Value) throws(Raised) {
    try collectAbstractNames(context, type)
    try context.setAttribute(type, context.name(._abc_impl), ClassRegistry.make(context).value)
    guard let type = Type(ifHas: type) else { return }
    // What `case [...]` and `case {...}` match is said by a flag of CPython's.
    let name = try context.interned("__abc_tpflags__")
    let flags = try type.ownAttribute(context, name)
    if flags.isEmpty { return }
    if context.isInt(flags), let bits = PythonInt.int64(try context.index(of: flags)) {
      let collection = collectionFlags(bits)
      if collection == collectionFlags {
        throw context.raise(
          .typeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
      }
      type.flags.formUnion(collection)
    }
    try context.setAttribute(type.value, name, .empty)
  }

  private static var collectionFlags: TypeFlags { [.sequence, .mapping] }

  private static func collectionFlags(_ bits: Int64) -> TypeFlags {
    var flags: TypeFlags = []
    if bits & 1 << 5 != 0 { flags.insert(.sequence) }
    if bits & 1 << 6 != 0 { flags.insert(.mapping) }
    return flags
  }

  /// Sets `__abstractmethods__`: the class's own abstract attributes, and its bases' that it has not defined.
  private static func collectAbstractNames(_ context: Context, _ type: Value) throws(Raised) {
    let names = try Set.make(context, isFrozen: true)
    let namespace = try context.getAttribute(type, context.name(.__dict__))
    let items = try context.call(context.getAttribute(namespace, context.interned("items")))
    try context.forEach(in: items) { (item) throws(Raised) in
      let pair = try context.tuple(of: item)
      if pair.count == 2, try context.isAbstract(pair[1]) { _ = try names.add(context, pair[0]) }
      return true
    }
    let bases = try context.tuple(of: context.getAttribute(type, context.name(.__bases__)))
    for index in 0..<bases.count {
      let inherited = try context.findAttribute(bases[index], context.name(.__abstractmethods__))
      if inherited.isEmpty { continue }
      try context.forEach(in: inherited) { (name) throws(Raised) in
        guard let text = Text(ifHas: name) else { return true }
        let attribute = try context.findAttribute(type, Text.interned(context, text).value)
        if try context.isAbstract(attribute) { _ = try names.add(context, name) }
        return true
      }
    }
    try context.setAttribute(type, context.name(.__abstractmethods__), names.value)
  }

  // MARK: Registering

  private static func register(_ context: Context, _ type: Value, _ subclass: Value) throws(Raised) -> Value {
    guard let registered = Type(ifHas: subclass) else {
      throw context.raise(.typeError, "Can only register classes")
    }
    if try context.isSubclass(subclass, of: type) { return subclass }
    if try context.isSubclass(type, of: subclass) {
      throw context.raise(.runtimeError, "Refusing to create an inheritance cycle")
    }
    try ClassRegistry.of(context, type).registered(context).add(context, subclass)
    context.countRegistration()
    if let type = Type(ifHas: type) {
      let collection = type.flags.intersection(collectionFlags)
      if !collection.isEmpty { try mark(context, registered, collection) }
    }
    return subclass
  }

  /// A registered class, and all that derive from it, are matched as what they are registered with.
  private static func mark(_ context: Context, _ type: Type, _ flags: TypeFlags) throws(Raised) {
    if !type.flags.contains(.heap) || type.flags.isSuperset(of: flags) { return }
    try context.checkNativeStack()
    type.flags.subtract(collectionFlags)
    type.flags.formUnion(flags)
    try type.forEachSubclass { (subclass) throws(Raised) in try mark(context, subclass, flags) }
  }

  // MARK: Asking

  private static func checkInstance(_ context: Context, _ type: Value, _ instance: Value) throws(Raised) -> Value {
    let registry = try ClassRegistry.of(context, type)
    let actual = context.type(of: instance).value
    var claimed = try context.findAttribute(instance, context.name(.__class__))
    if claimed.isEmpty { claimed = actual }
    if try registry.known(context).contains(context, claimed) { return .true }
    if claimed == actual, registry.isCurrent(context), try registry.refused(context).contains(context, claimed) {
      return .false
    }
    let answer = try context.callSpecial(.__subclasscheck__, type, claimed)
    if claimed == actual { return answer }
    return try context.isTrue(answer) ? answer : context.callSpecial(.__subclasscheck__, type, actual)
  }

  private static func isSubclass(_ context: Context, _ type: Value, _ subclass: Value) throws(Raised) -> Bool {
    guard let candidate = Type(ifHas: subclass) else {
      throw context.raise(.typeError, "issubclass() arg 1 must be a class")
    }
    let registry = try ClassRegistry.of(context, type)
    if try registry.known(context).contains(context, subclass) { return true }
    if !registry.isCurrent(context) {
      try registry.refused(context).clear(context)
      registry.noteCurrent(context)
    } else if try registry.refused(context).contains(context, subclass) {
      return false
    }
    let answer = try decide(context, type, candidate, registry)
    try (answer ? registry.known(context) : registry.refused(context)).add(context, subclass)
    return answer
  }

  /// The answer that nobody remembers.
  private static func decide(
    _ context: Context, _ type: Value, _ candidate: Type, _ registry: ClassRegistry
  ) throws(Raised) -> Bool {
    let hook = try context.getAttribute(type, context.name(.__subclasshook__))
    let said = try context.call(hook, candidate.value)
    if said == .true { return true }
    if said == .false { return false }
    if said != .notImplemented {
      throw context.raise(.assertionError, "__subclasshook__ must return either False, True, or NotImplemented")
    }
    if let type = Type(ifHas: type), candidate.isSubtype(of: type) { return true }
    let registered = try registry.registered(context).list(context)
    for index in 0..<registered.count {
      if try context.isSubclass(candidate.value, of: registered.element(index)) { return true }
    }
    let subclasses = try context.call(context.getAttribute(type, context.interned("__subclasses__")))
    guard let list = List(ifHas: subclasses) else { throw context.raise(.typeError, "__subclasses__() must return a list") }
    for index in 0..<list.count {
      if try context.isSubclass(candidate.value, of: list.element(index)) { return true }
    }
    return false
  }
}

extension Context {
  /// How often a class has been registered with another: what classes refused before that must be asked again.
  var registrationCount: Int64 {
    let count = value(of: .registrationCount)
    return count.isEmpty ? 0 : count.smallInt
  }

  func countRegistration() { set(.registrationCount, to: Value(smallInt: registrationCount + 1)) }
}
