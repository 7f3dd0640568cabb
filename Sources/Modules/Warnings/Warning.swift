import CRuntime
import Runtime

/// A warning on its way: what is to be done about it say the filters.
struct Warning {
  var message: Value
  var category: Value
  var place: WarningPlace
  var source: Value
  /// The line of its place, where the caller knows it.
  var sourceLine = Value.empty

  init(message: Value, category: Value, place: WarningPlace, source: Value) {
    (self.message, self.category, self.place, self.source) = (message, category, place, source)
  }

  func issue(_ context: Context) throws(Raised) {
    if place.registry != .none, Dict(ifHas: place.registry) == nil {
      throw context.raise(.typeError, "'registry' must be a dict or None")
    }
    // The module of a frame may be gone when a program ends.
    if place.module == .none { return }
    var (message, category) = (message, category)
    let text: Value
    if try context.isInstance(message, of: Interpreter(of: context).type(.warning).value) {
      text = try context.str(message).value
      category = context.type(of: message).value
    } else {
      text = message
      message = try context.call(category, message)
    }
    let registry = Dict(ifHas: place.registry)
    let line = Value(smallInt: place.line)
    let key = try Tuple.make(context, text, category, line).value
    if let registry, try Self.isKnown(context, registry, key, isRemembering: false) { return }
    let (action, filter) = try self.action(context, text, category)
    if action == "error", let exception = Exception(ifHas: message) { throw context.raise(exception) }
    if action == "ignore" { return }
    if !(action == "always" || action == "all") {
      if let registry { try registry.set(context, key, to: .true) }
      let shortKey = try Tuple.make(context, text, category).value
      if action == "once" {
        let once = if let registry { registry } else { try onceRegistry(context) }
        if try Self.isKnown(context, once, shortKey, isRemembering: true) { return }
      } else if action == "module" {
        let moduleKey = try Tuple.make(context, text, category, Value(smallInt: 0)).value
        if let registry, try Self.isKnown(context, registry, moduleKey, isRemembering: true) { return }
      } else if !(action == "default") {
        let (shown, rule) = (try context.reprString(action.value), try context.reprString(filter))
        throw context.raise(.runtimeError, "Unrecognized action (\(shown)) in warnings.filters:\n \(rule)")
      }
    }
    try show(context, message, category, text)
  }

  private func onceRegistry(_ context: Context) throws(Raised) -> Dict {
    let own = try WarningState.attribute(context, "onceregistry")
    if let own = Dict(ifHas: own) { return own }
    return Dict(try WarningState.once(context))
  }

  /// Whether a registry says that there was such a warning since the filters last changed.
  private static func isKnown(
    _ context: Context, _ registry: Dict, _ key: Value, isRemembering: Bool
  ) throws(Raised) -> Bool {
    let versionKey = try context.interned("version")
    let version = WarningState.version(context)
    if try registry.value(context, for: versionKey) == version {
      let known = try registry.value(context, for: key)
      if !known.isEmpty, try context.isTrue(known) { return true }
    } else {
      registry.clear(context)
      try registry.set(context, versionKey, to: version)
    }
    if isRemembering { try registry.set(context, key, to: .true) }
    return false
  }

  // MARK: Filters

  /// What the first filter that matches says, and that filter.
  private func action(
    _ context: Context, _ text: Value, _ category: Value
  ) throws(Raised) -> (action: Text, filter: Value) {
    let local = try WarningState.contextVariable(context).find(context)
    if !local.isEmpty, local != .none {
      let filters = try context.getAttribute(local, context.interned("_filters"))
      if let found = try match(context, filters, text, category) { return found }
    }
    let shared = try WarningState.attribute(context, "filters")
    let filters = try shared.isEmpty ? WarningState.filters(context) : shared
    if let found = try match(context, filters, text, category) { return found }
    let standard = try WarningState.attribute(context, "defaultaction")
    if standard.isEmpty { return (Text(try context.interned("default")), .none) }
    guard let action = Text(ifHas: standard) else {
      throw context.raise(
        .typeError, "warnings.defaultaction must be a string, not '\(context.typeName(of: standard))'")
    }
    return (action, .none)
  }

  private func match(
    _ context: Context, _ filters: Value, _ text: Value, _ category: Value
  ) throws(Raised) -> (action: Text, filter: Value)? {
    guard let filters = List(ifHas: filters) else {
      throw context.raise(.valueError, "warnings.filters must be a list")
    }
    var index = 0
    while index < filters.count {
      guard let filter = Tuple(ifHas: filters.element(index)), filter.count == 5 else {
        throw context.raise(.valueError, "warnings.filters item \(index) isn't a 5-tuple")
      }
      guard let action = Text(ifHas: filter[0]) else {
        throw context.raise(.typeError, "action must be a string, not '\(context.typeName(of: filter[0]))'")
      }
      let line = try context.sizeArgument(filter[4])
      if try matches(context, filter[1], text), try context.isSubclass(category, of: filter[2]),
        try matches(context, filter[3], place.module), line == 0 || Int64(line) == place.line
      {
        return (action, filter.value)
      }
      index += 1
    }
    return nil
  }

  /// Whether a filter's text or pattern fits; None fits everything.
  private func matches(_ context: Context, _ pattern: Value, _ value: Value) throws(Raised) -> Bool {
    if pattern == .none { return true }
    if Text(ifExactly: pattern) != nil { return try context.areEqual(pattern, value) }
    return try context.isTrue(
      context.call(context.getAttribute(pattern, context.interned("match")), value))
  }

  // MARK: Showing

  private func show(_ context: Context, _ message: Value, _ category: Value, _ text: Value) throws(Raised) {
    let function = try WarningState.attribute(context, "_showwarnmsg")
    if function.isEmpty { return try write(context, category, text) }
    if !context.type(of: function).has(.call) {
      throw context.raise(.typeError, "warnings._showwarnmsg() must be set to a callable")
    }
    let make = try WarningState.attribute(context, "WarningMessage")
    if make.isEmpty { throw context.raise(.runtimeError, "unable to get warnings.WarningMessage") }
    let row = try Tuple.allocate(context, count: 7)
    row.elements[0] = message
    row.elements[1] = category
    row.elements[2] = place.file
    row.elements[3] = Value(smallInt: place.line)
    row.elements[4] = .none
    row.elements[5] = .none
    row.elements[6] = source
    _ = try context.call(function, context.call(make, row))
  }

  /// Writes to `sys.stderr`, for programs that have not imported `warnings`; what goes wrong there is not said.
  private func write(_ context: Context, _ category: Value, _ text: Value) throws(Raised) {
    do throws(Raised) {
      let file = try context.getAttribute(context.importedModule("sys"), context.name(.stderr))
      if file == .none { return }
      let write = try context.getAttribute(file, context.interned("write"))
      let name = String(try context.str(context.getAttribute(category, context.name(.__name__))))
      let shown = String(try context.str(text))
      let start = "\(String(try context.str(place.file))):\(place.line): \(name): \(shown)\n"
      _ = try context.call(write, Text.make(context, start).value)
      if let line = try lineText(context) {
        _ = try context.call(write, Text.make(context, "  \(line)\n").value)
      }
    } catch {
      _ = context.takeException()
    }
  }

  /// The line of the place without what is white around it.
  private func lineText(_ context: Context) throws(Raised) -> String? {
    if let line = Text(ifHas: sourceLine) { return trimmed(String(line)) }
    guard let file = Text(ifHas: place.file), let line = context.sourceLine(of: String(file), Int(place.line)) else {
      return nil
    }
    let text = trimmed(line)
    return text.isEmpty ? nil : text
  }

  private func trimmed(_ line: String) -> String {
    let isSpace = { (character: Character) in
      character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\u{0c}"
    }
    let start = line.drop(while: isSpace)
    return String(String(start.reversed().drop(while: isSpace)).reversed())
  }
}
