import CRuntime
import Runtime

/// What an interpreter has besides the module `warnings`, which programs may never import: filters, and what was warned
/// of already.
enum WarningState {
  /// The filters to begin with, as CPython has them: the first that matches counts.
  static func filters(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .warningFilters) { () throws(Raised) in
      let list = try List.make(context)
      try list.append(context, filter(context, "default", .deprecationWarning, module: "__main__"))
      for ignored in [ExceptionKind.deprecationWarning, .pendingDeprecationWarning, .importWarning, .resourceWarning] {
        try list.append(context, filter(context, "ignore", ignored, module: nil))
      }
      return list.value
    }
  }

  private static func filter(
    _ context: Context, _ action: StaticString, _ category: ExceptionKind, module: StaticString?
  ) throws(Raised) -> Value {
    let filter = try Tuple.allocate(context, count: 5)
    filter.elements[0] = try context.interned(action)
    filter.elements[1] = .none
    filter.elements[2] = Interpreter(of: context).type(category).value
    filter.elements[3] = .none
    if let module { filter.elements[3] = try context.interned(module) }
    filter.elements[4] = Value(smallInt: 0)
    return filter.value
  }

  /// What was warned of once and for all.
  static func once(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .warnedOnce) { () throws(Raised) in try Dict.make(context).value }
  }

  static func contextVariable(_ context: Context) throws(Raised) -> ContextVariable {
    let variable = try context.value(of: .warningsContext) { () throws(Raised) in
      try ContextVariable.make(context, name: context.interned("_warnings_context")).value
    }
    return ContextVariable(variable)
  }

  // MARK: Versions

  /// Counts changes of the filters: what a registry remembers from before one is forgotten.
  static func version(_ context: Context) -> Value {
    let count = context.value(of: .warningVersion)
    return count.isEmpty ? Value(smallInt: 0) : count
  }

  static func countChange(_ context: Context) {
    context.set(.warningVersion, to: Value(smallInt: version(context).smallInt + 1))
  }

  static func isLocked(_ context: Context) -> Bool { depth(context) > 0 }

  static func changeLock(_ context: Context, by step: Int64) {
    context.set(.warningLock, to: Value(smallInt: depth(context) + step))
  }

  private static func depth(_ context: Context) -> Int64 {
    let depth = context.value(of: .warningLock)
    return depth.isEmpty ? 0 : depth.smallInt
  }

  // MARK: The module

  /// An attribute of the module `warnings`, if it has been imported; *empty* else.
  static func attribute(_ context: Context, _ name: StaticString) throws(Raised) -> Value {
    let module = try context.importedModule("warnings")
    return module.isEmpty ? .empty : try context.findAttribute(module, context.interned(name))
  }
}
