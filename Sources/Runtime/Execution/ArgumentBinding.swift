import Bytecode
import CRuntime

// Binding the arguments of a call to a Python function's parameters. The order of the checks is CPython's, since the
// first one that fails words the TypeError.

extension Context {
  /// Rearranges the arguments in a window so that each parameter's value is in its register. The last arguments are those
  /// named by the tuple `names`, if it is not *empty*.
  func bindArguments(
    of function: Function, _ window: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) {
    let code = function.code.pointer
    // The arguments are moved out of the way, to where the collector still sees them.
    let given = window + max(Int(code.pointee.registerCount), count)
    let saved = pointee.nativeTop
    given.update(from: window, count: count)
    window.update(repeating: .empty, count: Int(code.pointee.parameterCount))
    pointee.nativeTop = given + count
    let savedBase = pointee.bindingBase
    pointee.bindingBase = window
    defer {
      pointee.nativeTop = saved
      pointee.bindingBase = savedBase
    }
    let keywords = names.isEmpty ? nil : Tuple(names)
    let binding = ArgumentBinding(
      context: self, function: function, code: function.code, window: window, given: given,
      positionalCount: count - (keywords?.count ?? 0), keywords: keywords)
    try binding.run()
  }
}

private struct ArgumentBinding {
  let context: Context
  let function: Function
  let code: Code
  /// The parameters' registers.
  let window: UnsafeMutablePointer<Value>
  let given: UnsafeMutablePointer<Value>
  let positionalCount: Int
  let keywords: Tuple?

  private var parameters: Int { Int(code.pointer.pointee.positionalCount) }
  private var keywordOnly: Int { Int(code.pointer.pointee.keywordOnlyCount) }
  private var named: Int { parameters + keywordOnly }
  private var positionalOnly: Int { Int(code.pointer.pointee.positionalOnlyCount) }
  private var flags: CodeFlags { CodeFlags(rawValue: code.pointer.pointee.flags) }
  private var variableArguments: Bool { flags.contains(.variableArguments) }
  private var variableKeywords: Bool { flags.contains(.variableKeywords) }

  func run() throws(Raised) {
    let direct = min(positionalCount, parameters)
    window.update(from: given, count: direct)
    if variableArguments {
      window[named] = try Tuple.make(
        context, copying: given + direct, count: positionalCount - direct).value
    }
    if variableKeywords { window[named + (variableArguments ? 1 : 0)] = try Dict.make(context).value }
    try bindKeywords()
    if positionalCount > parameters, !variableArguments { throw raiseTooMany() }
    try fillDefaults()
    try fillKeywordDefaults()
  }

  // MARK: Keywords

  private func bindKeywords() throws(Raised) {
    guard let keywords else { return }
    for index in 0..<keywords.count {
      let name = keywords[index]
      guard Text(ifHas: name) != nil else {
        throw context.raise(.typeError, "keywords must be strings")
      }
      if let parameter = try parameter(named: name) {
        if !window[parameter].isEmpty {
          throw context.raise(
            .typeError, "\(functionName)() got multiple values for argument '\(String(Text(name)))'")
        }
        window[parameter] = given[positionalCount + index]
      } else if variableKeywords {
        let extra = Dict(window[named + (variableArguments ? 1 : 0)])
        try extra.set(context, name, to: given[positionalCount + index])
      } else {
        if positionalOnly > 0 { try refusePositionalOnly() }
        throw raiseUnexpected(name)
      }
    }
  }

  /// The parameter that a keyword names; positional-only ones have no name to the caller.
  private func parameter(named name: Value) throws(Raised) -> Int? {
    let names = code.variableNames
    for index in positionalOnly..<max(positionalOnly, named) where names[index] == name { return index }
    if Text(name).isInterned { return nil }
    let interned = try Text.interned(context, Text(name)).value
    for index in positionalOnly..<max(positionalOnly, named) where names[index] == interned { return index }
    return nil
  }

  private func refusePositionalOnly() throws(Raised) {
    guard let keywords else { return }
    var refused: [String] = []
    for index in 0..<positionalOnly {
      for keyword in 0..<keywords.count
      where try context.areEqual(keywords[keyword], code.variableNames[index]) {
        refused.append(name(of: index))
      }
    }
    if !refused.isEmpty {
      throw context.raise(
        .typeError,
        "\(functionName)() got some positional-only arguments passed as keyword arguments: '\(refused.joined(separator: ", "))'"
      )
    }
  }

  private func raiseUnexpected(_ name: Value) -> Raised {
    do throws(Raised) {
      let start = min(positionalOnly, named)
      let names = try List.make(context, copying: code.variableNames + start, count: named - start)
      return context.raiseUnexpectedKeyword(functionName, Text(name), among: names)
    } catch {
      return error
    }
  }

  // MARK: Defaults

  private func fillDefaults() throws(Raised) {
    let defaults = Tuple(ifHas: function.pointer.pointee.defaults)
    let firstDefault = parameters - (defaults?.count ?? 0)
    var missing: [String] = []
    for index in 0..<max(0, firstDefault) where window[index].isEmpty { missing.append(name(of: index)) }
    if !missing.isEmpty { throw raiseMissing(missing, "positional") }
    guard let defaults else { return }
    for index in max(0, firstDefault)..<parameters where window[index].isEmpty {
      window[index] = defaults[index - firstDefault]
    }
  }

  private func fillKeywordDefaults() throws(Raised) {
    var missing: [String] = []
    let defaults = Dict(ifHas: function.pointer.pointee.keywordDefaults)
    for index in parameters..<named where window[index].isEmpty {
      let value = try defaults?.value(context, for: code.variableNames[index]) ?? .empty
      if value.isEmpty { missing.append(name(of: index)) } else { window[index] = value }
    }
    if !missing.isEmpty { throw raiseMissing(missing, "keyword-only") }
  }

  // MARK: Errors

  private var functionName: String { String(Text(function.pointer.pointee.qualifiedName)) }

  private func name(of parameter: Int) -> String { String(Text(code.variableNames[parameter])) }

  private func raiseMissing(_ names: [String], _ kind: String) -> Raised {
    let quoted = names.map { "'\($0)'" }
    let list =
      switch quoted.count {
      case 1: quoted[0]
      case 2: "\(quoted[0]) and \(quoted[1])"
      default: "\(quoted.dropLast().joined(separator: ", ")), and \(quoted[quoted.count - 1])"
      }
    return context.raise(
      .typeError,
      "\(functionName)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)")
  }

  private func raiseTooMany() -> Raised {
    let defaults = Tuple(ifHas: function.pointer.pointee.defaults)?.count ?? 0
    var keywordOnlyGiven = 0
    for index in parameters..<named where !window[index].isEmpty { keywordOnlyGiven += 1 }
    let takes =
      defaults > 0
      ? "from \(parameters - defaults) to \(parameters) positional arguments"
      : "\(parameters) positional argument\(parameters == 1 ? "" : "s")"
    let given =
      keywordOnlyGiven > 0
      ? "\(positionalCount) positional argument\(positionalCount == 1 ? "" : "s") (and \(keywordOnlyGiven) keyword-only argument\(keywordOnlyGiven == 1 ? "" : "s")) were"
      : "\(positionalCount) \(positionalCount == 1 ? "was" : "were")"
    return context.raise(.typeError, "\(functionName)() takes \(takes) but \(given) given")
  }
}
