import CRuntime
import Runtime

// `contextvars.ContextVar`: a name for what each context binds to something of its own.

struct ContextVariableLayout: BitwiseCopyable {
  var header: ObjectHeader
  var name: Value
  /// What it has where no context binds it, or *empty*.
  var fallback: Value
}

struct ContextVariable: NativeObject {
  let pointer: UnsafeMutablePointer<ContextVariableLayout>
  init(pointer: UnsafeMutablePointer<ContextVariableLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .contextVariable }

  private static func make(_ context: Context, _ given: Tuple, fallback: Value) throws(Raised) -> Value {
    if given.count != 1 {
      let bound = given.count < 1 ? "exactly" : "at most"
      throw context.raise(.typeError, "ContextVar() takes \(bound) 1 positional argument (\(given.count) given)")
    }
    if Text(ifHas: given[0]) == nil { throw context.raise(.typeError, "context variable name must be a str") }
    _ = try context.hash(given[0])
    return try make(context, name: given[0], fallback: fallback).value
  }

  static func make(_ context: Context, name: Value, fallback: Value = .empty) throws(Raised) -> ContextVariable {
    let variable = try allocate(context)
    variable.pointer.pointee.name = name
    variable.pointer.pointee.fallback = fallback
    return variable
  }

  /// What it is bound to in the thread's context, else `absent`, else what it has of its own; *empty* if all that fails.
  func find(_ context: Context, orElse absent: Value = .empty) throws(Raised) -> Value {
    if !context.pointee.variables.isEmpty {
      let found = try VariableContext(context.pointee.variables).value(context, of: value)
      if !found.isEmpty { return found }
    }
    return absent.isEmpty ? pointer.pointee.fallback : absent
  }

  func set(_ context: Context, to value: Value) throws(Raised) -> VariableToken {
    let current = try VariableContext.current(context)
    let old = try current.value(context, of: self.value)
    let token = try VariableToken.make(context, current, self, old: old)
    try current.set(context, self.value, to: value)
    return token
  }

  func reset(_ context: Context, _ given: Value) throws(Raised) {
    guard let token = VariableToken(ifHas: given) else {
      let shown = try context.reprString(given)
      throw context.raise(.typeError, "expected an instance of Token, got \(shown)")
    }
    let current = try VariableContext.current(context)
    if token.isUsed || token.variable != value || token.context != current.value {
      let shown = try context.reprString(given)
      if token.isUsed { throw context.raise(.runtimeError, "\(shown) has already been used once") }
      let origin = token.variable != value ? "by a different ContextVar" : "in a different Context"
      throw context.raise(.valueError, "\(shown) was created \(origin)")
    }
    token.setUsed()
    try current.set(context, value, to: token.old)
  }

  private func text(_ context: Context) throws(Raised) -> Value {
    let name = try context.reprString(pointer.pointee.name)
    let fallback = pointer.pointee.fallback
    let shown = fallback.isEmpty ? "" : " default=\(try context.reprString(fallback))"
    return try Text.make(context, "<ContextVar name=\(name)\(shown) at \(value.addressString)>").value
  }

  static let declaration = TypeDeclaration(
    native: .contextVariable, "_contextvars.ContextVar",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "ContextVar", "(type, /, *args, default=<unset>)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, Tuple(a[1]), fallback: a[2]) }
        }, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try ContextVariable(s).text(c) } },
    ],
    methods: [
      .two("get", "(self, default=<unset>, /)") { c, s, absent in
        bridge(c) { () throws(Raised) in
          let found = try ContextVariable(s).find(c, orElse: absent)
          if found.isEmpty { throw c.raise(.lookupError, argument: s) }
          return found
        }
      },
      .two("set", "(self, value, /)") { c, s, value in
        bridge(c) { () throws(Raised) in try ContextVariable(s).set(c, to: value).value }
      },
      .two("reset", "(self, token, /)") { c, s, token in
        bridge(c) { () throws(Raised) -> Void in try ContextVariable(s).reset(c, token) }
      },
      .classGetItem,
      .member("name") { _, s in ContextVariable(s).pointer.pointee.name },
    ])
}
