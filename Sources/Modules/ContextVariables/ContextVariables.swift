import CRuntime
import Runtime

/// The module `_contextvars`.
enum ContextVariables {
  static let module = ModuleDeclaration(
    "_contextvars", "Context Variables.",
    functions: [
      .none("copy_context") { c in
        bridge(c) { () throws(Raised) in try VariableContext.current(c).copy(c).value }
      }
    ],
    nativeTypes: [VariableContext.declaration, ContextVariable.declaration, VariableToken.declaration],
    hiddenTypes: [VariableToken.missingDeclaration],
    fill: { (c, _) throws(Raised) in
      try c.type(.variableToken).dict(c).set(c, c.interned("MISSING"), to: VariableToken.missing(c))
    })
}
