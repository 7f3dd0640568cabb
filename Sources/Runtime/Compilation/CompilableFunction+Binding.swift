import Bytecode
import CRuntime

/// Where a parameter of a known function has its value from, in a call of a known form.
public enum ParameterSource: Sendable {
  /// One of the call's arguments, those with names after the others.
  case argument(Int)
  case constant(Value)
  /// A tuple of the arguments from one on that are not named: `*parameter`.
  case rest(from: Int)
}

/// How the arguments of a call become the parameters of a known function.
public struct StaticBinding: Sendable {
  public let sources: [ParameterSource]
  /// The function's tuple of defaults, if the binding relies on it, else *empty*.
  public let defaults: Value

  /// Whether each argument is where its parameter is wanted, and none is missing.
  public var isIdentity: Bool {
    sources.indices.allSatisfy { place in
      if case .argument(place) = sources[place] { true } else { false }
    }
  }
}

extension CompilableFunction {
  /// Binds arguments to parameters as `Context.bindArguments` does. Nil where the call would raise, where a parameter
  /// collects keywords, and where a default is in a dict. Read on a thread that runs Python code.
  public func bind(positional: Int, names: Tuple?) -> StaticBinding? {
    let code = Code(code)
    let layout = code.pointer.pointee
    let flags = CodeFlags(rawValue: layout.flags)
    let (parameters, named) = (Int(layout.positionalCount), Int(layout.positionalCount + layout.keywordOnlyCount))
    let collects = flags.contains(.variableArguments)
    if flags.contains(.variableKeywords) || positional > parameters && !collects { return nil }
    var sources = [ParameterSource?](repeating: nil, count: named)
    for place in 0..<min(positional, parameters) { sources[place] = .argument(place) }
    for index in 0..<(names?.count ?? 0) {
      guard let name = names?[index],
        let place = (Int(layout.positionalOnlyCount)..<named).first(where: { code.variableNames[$0] == name }),
        sources[place] == nil
      else { return nil }
      sources[place] = .argument(positional + index)
    }
    var used = Value.empty
    for place in 0..<named where sources[place] == nil {
      guard place < parameters, let value = defaultValue(ofLast: parameters - place) else { return nil }
      sources[place] = .constant(value)
      used = Function(function).pointer.pointee.defaults
    }
    let rest: [ParameterSource] = collects ? [.rest(from: parameters)] : []
    return StaticBinding(sources: sources.compactMap { $0 } + rest, defaults: used)
  }

  /// The default of a parameter, counted from the last one.
  private func defaultValue(ofLast place: Int) -> Value? {
    guard !function.isEmpty, let tuple = Tuple(ifExactly: Function(function).pointer.pointee.defaults), place <= tuple.count
    else { return nil }
    return tuple[tuple.count - place]
  }
}
