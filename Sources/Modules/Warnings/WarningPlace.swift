import CRuntime
import Runtime

/// Where a warning is said to come from.
struct WarningPlace {
  var file: Value
  var line: Int64
  var module: Value
  /// What was warned of there: a dict, or None.
  var registry: Value

  /// The place of the caller so many calls up, counted from 1; calls inside of `importlib` do not count.
  static func of(_ context: Context, level: Int, skipping prefixes: Tuple) throws(Raised) -> WarningPlace {
    let system = try context.importModule("sys")
    var frame = try currentFrame(context, system)
    var level = level - 1
    var countsAll = level < 0 || frame == .none
    if !countsAll { countsAll = try isInternal(context, frame) }
    while level > 0, frame != .none {
      frame = try context.getAttribute(frame, context.interned("f_back"))
      if !countsAll {
        while frame != .none, try !counts(context, frame, skipping: prefixes) {
          frame = try context.getAttribute(frame, context.interned("f_back"))
        }
      }
      level -= 1
    }
    var place = WarningPlace(
      file: try context.interned("<sys>"), line: 0, module: try context.interned("<string>"), registry: .none)
    var globals = try context.getAttribute(system, context.name(.__dict__))
    if frame != .none {
      globals = try context.getAttribute(frame, context.interned("f_globals"))
      place.file = try file(context, frame)
      let line = try context.getAttribute(frame, context.interned("f_lineno"))
      place.line = line.isSmallInt ? line.smallInt : 0
    }
    guard let globals = Dict(ifHas: globals) else { return place }
    let name = try globals.value(context, for: context.name(.__name__))
    place.module = try Text(ifHas: name) != nil ? name : context.interned("<string>")
    let key = try context.interned("__warningregistry__")
    place.registry = try globals.value(context, for: key)
    if place.registry.isEmpty { place.registry = try globals.setDefault(context, key, to: Dict.make(context).value) }
    return place
  }

  /// None where no Python code runs, as when the runtime warns while a program ends.
  private static func currentFrame(_ context: Context, _ system: Value) throws(Raised) -> Value {
    do throws(Raised) {
      return try context.call(context.getAttribute(system, context.interned("_getframe")))
    } catch {
      if !context.isPending(.valueError) { throw error }
      _ = context.takeException()
      return .none
    }
  }

  private static func file(_ context: Context, _ frame: Value) throws(Raised) -> Value {
    let code = try context.getAttribute(frame, context.interned("f_code"))
    return try context.getAttribute(code, context.interned("co_filename"))
  }

  private static func isInternal(_ context: Context, _ frame: Value) throws(Raised) -> Bool {
    guard let file = Text(ifHas: try file(context, frame)) else { return false }
    let name = String(file)
    return name.contains("importlib") && name.contains("_bootstrap")
  }

  private static func counts(
    _ context: Context, _ frame: Value, skipping prefixes: Tuple
  ) throws(Raised) -> Bool {
    if try isInternal(context, frame) { return false }
    return try !isSkipped(context, frame, prefixes)
  }

  private static func isSkipped(_ context: Context, _ frame: Value, _ prefixes: Tuple) throws(Raised) -> Bool {
    if prefixes.count == 0 { return false }
    guard let file = Text(ifHas: try file(context, frame)) else { return false }
    for index in 0..<prefixes.count where file.hasPrefix(Text(prefixes[index])) { return true }
    return false
  }

  /// The module that a file is taken for.
  static func module(_ context: Context, ofFile file: Text) throws(Raised) -> Value {
    if file.isEmpty { return try context.interned("<unknown>") }
    let name = String(file)
    return name.hasSuffix(".py") ? try Text.make(context, String(name.dropLast(3))).value : file.value
  }
}
