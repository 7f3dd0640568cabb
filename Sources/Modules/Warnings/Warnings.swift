import CRuntime
import Runtime

/// The module `_warnings`.
enum Warnings {
  static let module = ModuleDeclaration(
    "_warnings", "Basic warning filtering support.",
    functions: [
      .window(
        "warn",
        """
        (message, category=None, stacklevel=1, source=None, *,
             skip_file_prefixes=<()>)
        """, .function
      ) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          let category = try category(c, a[0], a[1])
          let prefixes = try prefixes(c, a[4])
          var level = try c.sizeArgument(a[2])
          if prefixes.count > 0 { level = max(level, 2) }
          let place = try WarningPlace.of(c, level: level, skipping: prefixes)
          try Warning(message: a[0], category: category, place: place, source: a[3]).issue(c)
        }
      },
      .window(
        "warn_explicit",
        """
        (message, category, filename, lineno,
                      module=<unset>, registry=None,
                      module_globals=None, source=None)
        """, .function
      ) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          guard Text(ifHas: a[2]) != nil else {
            throw c.raise(
              .typeError, "warn_explicit() argument 'filename' must be str, not \(c.typeName(of: a[2]))")
          }
          let line = try Int64(c.intArgument(a[3]))
          if a[6] != .none, Dict(ifHas: a[6]) == nil {
            throw c.raise(.typeError, "module_globals must be a dict, not '\(c.typeName(of: a[6]))'")
          }
          let place = WarningPlace(
            file: a[2], line: line, module: try a[4].isEmpty ? WarningPlace.module(c, ofFile: Text(a[2])) : a[4],
            registry: a[5])
          var warning = Warning(message: a[0], category: a[1], place: place, source: a[7])
          if a[6] != .none { warning.sourceLine = try sourceLine(c, Dict(a[6]), line) }
          try warning.issue(c)
        }
      },
      .none("_acquire_lock") { c in
        WarningState.changeLock(c, by: 1)
        return .none
      },
      .none("_release_lock") { c in
        bridge(c) { () throws(Raised) -> Void in
          if !WarningState.isLocked(c) { throw c.raise(.runtimeError, "cannot release un-acquired lock") }
          WarningState.changeLock(c, by: -1)
        }
      },
      .none("_filters_mutated_lock_held") { c in
        bridge(c) { () throws(Raised) -> Void in
          if !WarningState.isLocked(c) { throw c.raise(.runtimeError, "warnings lock is not held") }
          WarningState.countChange(c)
        }
      },
    ],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "filters", WarningState.filters(c))
      try module.set(c, "_onceregistry", WarningState.once(c))
      try module.set(c, "_warnings_context", WarningState.contextVariable(c).value)
      try module.set(c, "_defaultaction", "default")
    })

  /// The class of a warning: of the message, if that is one; UserWarning where nothing else is said.
  private static func category(_ context: Context, _ message: Value, _ given: Value) throws(Raised) -> Value {
    let base = Interpreter(of: context).type(.warning)
    if try context.isInstance(message, of: base.value) { return context.type(of: message).value }
    if given == .none { return Interpreter(of: context).type(.userWarning).value }
    if let type = Type(ifHas: given), type.isSubtype(of: base) { return given }
    throw context.raise(
      .typeError, "category must be a Warning subclass, not '\(context.typeName(of: given))'")
  }

  private static func prefixes(_ context: Context, _ given: Value) throws(Raised) -> Tuple {
    if given.isEmpty { return try Tuple.empty(context) }
    guard let prefixes = Tuple(ifHas: given) else {
      throw context.raise(.typeError, "warn() argument 'skip_file_prefixes' must be tuple, not \(context.typeName(of: given))")
    }
    for index in 0..<prefixes.count where Text(ifHas: prefixes[index]) == nil {
      throw context.raise(
        .typeError, "Found non-str '\(context.typeName(of: prefixes[index]))' in skip_file_prefixes.")
    }
    return prefixes
  }

  /// A line as a module's loader has it; *empty* where it cannot tell.
  private static func sourceLine(_ context: Context, _ globals: Dict, _ line: Int64) throws(Raised) -> Value {
    // The library looks at what modules say of their loaders, and warns where they disagree.
    let machinery = try context.importModule("_frozen_importlib_external")
    let loader = try context.call(context.getAttribute(machinery, context.interned("_bless_my_loader")), globals.value)
    // Of the main module the loader knows the name that it was found by.
    let spec = try globals.value(context, for: context.name(.__spec__))
    let found = try spec.isEmpty || spec == .none ? .empty : context.findAttribute(spec, context.interned("name"))
    let name = try found.isEmpty ? globals.value(context, for: context.name(.__name__)) : found
    if loader.isEmpty || loader == .none || name.isEmpty { return .empty }
    let getter = try context.findAttribute(loader, context.interned("get_source"))
    if getter.isEmpty { return .empty }
    let source: Value
    do throws(Raised) {
      source = try context.call(getter, name)
    } catch {
      // Of a module that is not its own a loader has no source.
      if !context.isPending(.importError) { throw error }
      _ = context.takeException()
      return .empty
    }
    guard let text = Text(ifHas: source) else { return .empty }
    let lines = try text.lines(context)
    return line > 0 && line <= Int64(lines.count) ? lines.element(Int(line) - 1) : .empty
  }
}
