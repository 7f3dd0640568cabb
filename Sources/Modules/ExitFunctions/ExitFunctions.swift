import CRuntime
import Runtime

/// The module `atexit`. The interpreter calls its `_run_exitfuncs` when the main program has ended.
enum ExitFunctions {
  static let module = ModuleDeclaration(
    "atexit", "Functions that are called when the program ends, the last one first.",
    functions: [
      .window("register", "(*args, **kwargs) shown ($module, func, /, *args, **kwargs)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let given = Tuple(a[0])
          if given.count < 1 { throw c.raise(.typeError, "register() takes at least 1 argument (0 given)") }
          let function = given[0]
          if !c.type(of: function).has(.call) { throw c.raise(.typeError, "the first argument must be callable") }
          let rest = try Tuple.make(c, copying: given.elements + 1, count: given.count - 1)
          try functions(c).append(c, Tuple.make(c, function, rest.value, a[1]).value)
          return function
        }
      },
      .one("unregister", "(func, /)", .function) { c, function in
        bridge(c) { () throws(Raised) -> Void in try unregister(c, function) }
      },
      .none("_run_exitfuncs") { c in bridge(c) { () throws(Raised) -> Void in try runAll(c) } },
      .none("_clear") { c in bridge(c) { () throws(Raised) -> Void in try functions(c).clear(c) } },
      .none("_ncallbacks") { c in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try functions(c).count)) }
      },
    ])

  /// A list of tuples: function, arguments, keyword arguments.
  private static func functions(_ context: Context) throws(Raised) -> List {
    List(try context.value(of: .exitFunctions) { () throws(Raised) in try List.make(context).value })
  }

  private static func unregister(_ context: Context, _ function: Value) throws(Raised) {
    let list = try functions(context)
    var index = list.count - 1
    while index >= 0 {
      let entry = list.element(index)
      if !entry.isEmpty, try context.areEqual(Tuple(entry)[0], function) { _ = try list.removeElement(context, index) }
      index -= 1
    }
  }

  /// What one raises is reported, and does not keep the others from being called.
  private static func runAll(_ context: Context) throws(Raised) {
    let list = try functions(context)
    while list.count > 0 {
      let entry = Tuple(try list.pop(context))
      do throws(Raised) {
        _ = try context.call(entry[0], Tuple(entry[1]), keywords: Dict(entry[2]))
      } catch {
        context.reportUnraisable("in atexit callback", entry[0])
      }
    }
  }
}
