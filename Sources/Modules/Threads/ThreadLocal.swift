import CRuntime
import Runtime

// `_thread._local`: an object whose attributes are each thread's own.
//
//     thread 7 ──▶ threadLocals: {address: weak reference} ┄┄┐
//                                                            ▼
//                              ┌────────┬───────┬──────┬──────────┐
//                              │ header │ dicts │ args │ keywords │
//                              └────────┴───┬───┴──────┴──────────┘
//                                           └──▶ {7: {"x": 1}, 8: {"x": 2}}
//
// A thread's dict lives as long as the object and the thread: at its end a thread takes its dicts out of the objects
// that it has used.

struct ThreadLocalLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// By idents of threads.
  var dicts: Value
  /// What `__init__` is called with in each thread: a tuple, and a dict or *empty*.
  var arguments: Value
  var keywords: Value
}

struct ThreadLocal: NativeObject {
  let pointer: UnsafeMutablePointer<ThreadLocalLayout>
  init(pointer: UnsafeMutablePointer<ThreadLocalLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .threadLocal }

  private var dicts: Dict { Dict(pointer.pointee.dicts) }

  private static func make(
    _ context: Context, _ type: Type, _ arguments: Value, _ keywords: Value
  ) throws(Raised) -> Value {
    let hasArguments = Tuple(arguments).count > 0 || Dict(keywords).count > 0
    if hasArguments {
      let (own, plain) = (
        try type.lookup(context, context.name(.__init__)),
        try Interpreter(of: context).type(shape: BuiltinShape.object).lookup(context, context.name(.__init__))
      )
      if own == plain { throw context.raise(.typeError, "Initialization arguments are not supported") }
    }
    let local = try allocate(context, type)
    local.pointer.pointee.dicts = try Dict.make(context, isTextOnly: false).value
    local.pointer.pointee.arguments = arguments
    local.pointer.pointee.keywords = keywords
    // `__init__` is about to be called for this thread.
    _ = try local.addDict(context)
    return local.value
  }

  /// The calling thread's attributes.
  private func dict(_ context: Context) throws(Raised) -> Dict {
    let found = try dicts.value(context, for: PythonInt.make(context, context.pointee.ident))
    if !found.isEmpty { return Dict(found) }
    let dict = try addDict(context)
    do throws(Raised) {
      let initialize = try context.getAttribute(value, context.name(.__init__))
      _ = try context.call(
        initialize, Tuple(pointer.pointee.arguments), keywords: Dict(pointer.pointee.keywords))
    } catch {
      let pending = context.pointee.pendingException
      context.pointee.pendingException = .empty
      _ = try dicts.remove(context, PythonInt.make(context, context.pointee.ident))
      context.pointee.pendingException = pending
      throw error
    }
    return dict
  }

  private func addDict(_ context: Context) throws(Raised) -> Dict {
    let dict = try Dict.make(context)
    if context.pointee.threadLocals.isEmpty {
      context.pointee.threadLocals = try Dict.make(context, isTextOnly: false).value
    }
    let address = Value(smallInt: Int64(value.bits >> 3))
    try Dict(context.pointee.threadLocals).set(context, address, to: context.weakReference(to: value))
    try dicts.set(context, PythonInt.make(context, context.pointee.ident), to: dict.value)
    return dict
  }

  /// The calling thread is at its end.
  static func forgetThread(_ context: Context) {
    guard let used = Dict(ifHas: context.pointee.threadLocals) else { return }
    var position = 0
    while let (_, reference) = used.next(&position) {
      let target = context.target(ofWeakReference: reference)
      if target.isEmpty { continue }
      do throws(Raised) {
        _ = try ThreadLocal(target).dicts.remove(context, PythonInt.make(context, context.pointee.ident))
      } catch {
        context.pointee.pendingException = .empty
      }
    }
    context.pointee.threadLocals = .empty
  }

  // MARK: Attributes

  private func attribute(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let dict = try dict(context)
    if name == context.name(.__dict__) { return dict.value }
    return try context.attribute(of: value, name, in: dict)
  }

  private func setAttribute(_ context: Context, _ name: Value, _ attribute: Value) throws(Raised) {
    let dict = try dict(context)
    if name == context.name(.__dict__) {
      throw context.raise(
        .attributeError, "'\(context.typeName(of: value))' object attribute '__dict__' is read-only")
    }
    try context.setAttribute(of: value, name, attribute, in: dict)
  }

  static let declaration = TypeDeclaration(
    native: .threadLocal, "_thread._local", flags: [.base, .hasWeakReferences],
    documentation: "Thread-local data",
    signature: "()",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_local", "(type, /, *args, **kwargs)",
          { c, a in bridge(c) { () throws(Raised) in try make(c, Type(a[0]), a[1], a[2]) } }, type, arguments,
          Int(count), names)
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in try ThreadLocal(s).attribute(c, name) }
      },
      .ternary(.setAttribute) { c, s, name, attribute in
        bridge(c) { () throws(Raised) -> Void in try ThreadLocal(s).setAttribute(c, name, attribute) }
      },
    ])
}
