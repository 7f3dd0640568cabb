import CRuntime
import Runtime

// `contextvars.Token`: what undoes the binding of a variable.

struct VariableTokenLayout: BitwiseCopyable {
  var header: ObjectHeader
  var isUsed: Int64
  var context: Value
  var variable: Value
  /// What the variable was bound to before, or *empty*.
  var old: Value
}

struct VariableToken: NativeObject {
  let pointer: UnsafeMutablePointer<VariableTokenLayout>
  init(pointer: UnsafeMutablePointer<VariableTokenLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .variableToken }

  var context: Value { pointer.pointee.context }
  var variable: Value { pointer.pointee.variable }
  var old: Value { pointer.pointee.old }
  var isUsed: Bool { pointer.pointee.isUsed != 0 }
  func setUsed() { pointer.pointee.isUsed = 1 }

  static func make(
    _ context: Context, _ owner: VariableContext, _ variable: ContextVariable, old: Value
  ) throws(Raised) -> VariableToken {
    let token = try allocate(context)
    token.pointer.pointee.context = owner.value
    token.pointer.pointee.variable = variable.value
    token.pointer.pointee.old = old
    return token
  }

  /// `Token.MISSING`: the old value of a variable that had none.
  static func missing(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .missingToken) { () throws(Raised) in
      Value(try context.allocateObject(context.type(.missingToken), size: MemoryLayout<ObjectHeader>.size))
    }
  }

  static let missingDeclaration = TypeDeclaration(
    native: .missingToken, "Token.MISSING", trace: .leaf,
    slots: [
      .noConstructor,
      .unary(.repr) { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "<Token.MISSING>").value } },
    ])

  static let declaration = TypeDeclaration(
    native: .variableToken, "_contextvars.Token", trace: .words(from: 16),
    slots: [
      .window(.new) { c, _, _, _, _ in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.runtimeError, "Tokens can only be created by ContextVars")
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let token = VariableToken(s)
          let variable = try c.reprString(token.variable)
          return try Text.make(
            c, "<Token\(token.isUsed ? " used" : "") var=\(variable) at \(s.addressString)>").value
        }
      },
    ],
    methods: [
      .getter("var", { _, s in VariableToken(s).variable }),
      .getter("old_value", { c, s in
        let old = VariableToken(s).old
        return old.isEmpty ? bridge(c) { () throws(Raised) in try missing(c) } : old
      }),
      .one("__enter__") { _, s in s },
      .window("__exit__", "(self, type, val, tb, /)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try ContextVariable(VariableToken(a[0]).variable).reset(c, a[0])
        }
      },
      .classGetItem,
    ])
}
