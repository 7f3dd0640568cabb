import CRuntime
import Runtime

// `contextvars.Context`: what variables are bound to while a function runs. Contexts that were copied share their dict
// until one of them changes.

struct VariableContextLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// 1 while `run` runs something in it.
  var isEntered: Int64
  /// 1 where another context may have the same dict.
  var isShared: Int64
  /// Variables and values.
  var dict: Value
}

struct VariableContext: NativeObject {
  let pointer: UnsafeMutablePointer<VariableContextLayout>
  init(pointer: UnsafeMutablePointer<VariableContextLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .variableContext }

  private var dict: Dict { Dict(load(&pointer.pointee.dict)) }

  private static func make(_ context: Context, _ dict: Dict) throws(Raised) -> VariableContext {
    let made = try allocate(context)
    made.pointer.pointee.dict = dict.value
    return made
  }

  /// The one that the thread runs in.
  static func current(_ context: Context) throws(Raised) -> VariableContext {
    if context.pointee.variables.isEmpty {
      context.pointee.variables = try make(context, Dict.make(context, isTextOnly: false)).value
    }
    return VariableContext(context.pointee.variables)
  }

  func copy(_ context: Context) throws(Raised) -> VariableContext {
    let copy = try VariableContext.make(context, dict)
    copy.pointer.pointee.isShared = 1
    pointer.pointee.isShared = 1
    return copy
  }

  /// What a variable is bound to; *empty* where it is not.
  func value(_ context: Context, of variable: Value) throws(Raised) -> Value {
    try dict.value(context, for: variable)
  }

  /// Binds a variable; an *empty* value unbinds it.
  func set(_ context: Context, _ variable: Value, to value: Value) throws(Raised) {
    if pointer.pointee.isShared != 0 {
      publish(try dict.copy(context).value, to: &pointer.pointee.dict)
      pointer.pointee.isShared = 0
    }
    if value.isEmpty {
      _ = try dict.remove(context, variable)
    } else {
      try dict.set(context, variable, to: value)
    }
  }

  private func run(_ context: Context, _ given: Tuple, _ keywords: Dict) throws(Raised) -> Value {
    if given.count < 1 { throw context.raise(.typeError, "run() missing 1 required positional argument") }
    if pointer.pointee.isEntered != 0 {
      let shown = try context.reprString(value)
      throw context.raise(.runtimeError, "cannot enter context: \(shown) is already entered")
    }
    let outer = context.pointee.variables
    pointer.pointee.isEntered = 1
    context.pointee.variables = value
    defer {
      context.pointee.variables = outer
      pointer.pointee.isEntered = 0
    }
    let arguments = try Tuple.make(context, copying: given.elements + 1, count: given.count - 1)
    return try context.call(given[0], arguments, keywords: keywords)
  }

  /// The value of a key that must be a variable.
  private func value(_ context: Context, ofKey key: Value) throws(Raised) -> Value {
    if ContextVariable(ifHas: key) == nil {
      let shown = try context.reprString(key)
      throw context.raise(.typeError, "a ContextVar key was expected, got \(shown)")
    }
    return try value(context, of: key)
  }

  private func iterator(_ context: Context, over part: DictPart) throws(Raised) -> Value {
    try Iterator.make(context, over: dict.list(context, of: part)).value
  }

  private static func compare(_ context: Context, _ left: Value, _ right: Value, isEqual: Bool) -> Value {
    guard let right = VariableContext(ifHas: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      Value(try VariableContext(left).dict.isEqual(context, to: right.dict) == isEqual)
    }
  }

  static let declaration = TypeDeclaration(
    native: .variableContext, "_contextvars.Context", flags: [.hasWeakReferences], trace: .words(from: 24),
    slots: [
      .window(.new) { c, _, _, count, _ in
        bridge(c) { () throws(Raised) in
          if count > 0 { throw c.raise(.typeError, "Context() does not accept any arguments") }
          return try make(c, Dict.make(c, isTextOnly: false)).value
        }
      },
      .unary(.length) { _, s in Value(smallInt: Int64(VariableContext(s).dict.count)) },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try VariableContext(s).iterator(c, over: .keys) }
      },
      .binary(.getItem) { c, s, key in
        bridge(c) { () throws(Raised) in
          let found = try VariableContext(s).value(c, ofKey: key)
          if found.isEmpty { throw c.raise(.keyError, argument: key) }
          return found
        }
      },
      .binary(.contains) { c, s, key in
        bridge(c) { () throws(Raised) in Value(try !VariableContext(s).value(c, ofKey: key).isEmpty) }
      },
      .binary(.equal) { c, s, o in compare(c, s, o, isEqual: true) },
      .binary(.notEqual) { c, s, o in compare(c, s, o, isEqual: false) },
    ],
    methods: [
      .three("get", "(self, key, default=None, /)") { c, s, key, absent in
        bridge(c) { () throws(Raised) in
          let found = try VariableContext(s).value(c, ofKey: key)
          return found.isEmpty ? absent : found
        }
      },
      .one("keys") { c, s in bridge(c) { () throws(Raised) in try VariableContext(s).iterator(c, over: .keys) } },
      .one("values") { c, s in bridge(c) { () throws(Raised) in try VariableContext(s).iterator(c, over: .values) } },
      .one("items") { c, s in bridge(c) { () throws(Raised) in try VariableContext(s).iterator(c, over: .items) } },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try VariableContext(s).copy(c).value } },
      .window("run", "(self, /, *args, **kwargs) silent") { c, a in
        bridge(c) { () throws(Raised) in try VariableContext(a[0]).run(c, Tuple(a[1]), Dict(a[2])) }
      },
    ])
}
