import Bytecode
import CRuntime

// The binding of arguments that needs neither a tuple nor a dict for the rest: positional ones in place, keywords by the
// identity of interned names, defaults. What does not fit goes through `ArgumentBinding`, which words the errors.

extension Context {
  /// Binds the arguments in a window in place; false, and the window unchanged, where that takes more.
  @inline(never)
  func bindQuickly(
    _ function: Function, _ window: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) -> Bool {
    let code = function.code.pointer
    let rest: CodeFlags = [.variableArguments, .variableKeywords]
    if !CodeFlags(rawValue: code.pointee.flags).isDisjoint(with: rest) { return false }
    let keywords = names.isEmpty ? 0 : Tuple(names).count
    let positional = count - keywords
    let parameters = Int(code.pointee.positionalCount)
    let named = parameters + Int(code.pointee.keywordOnlyCount)
    if positional > parameters || keywords > Self.mostQuickKeywords { return false }
    // The values passed by name leave the window for the native stack, where the collector still sees them.
    var values = InlineArray<8, Value>(repeating: .empty)
    for index in 0..<keywords { values[index] = window[positional + index] }
    for index in positional..<max(named, count) { window[index] = .empty }
    var isBound = true
    for index in 0..<keywords where isBound {
      isBound = bind(values[index], to: Tuple(names)[index], function.code, window, positional: positional, named: named)
    }
    if isBound, fillDefaults(function, window, from: positional, parameters: parameters, named: named) { return true }
    for index in positional..<max(named, count) { window[index] = .empty }
    for index in 0..<keywords { window[positional + index] = values[index] }
    return false
  }

  private static var mostQuickKeywords: Int { 8 }

  private func bind(
    _ value: Value, to name: Value, _ code: Code, _ window: UnsafeMutablePointer<Value>, positional: Int, named: Int
  ) -> Bool {
    let names = code.variableNames
    var index = max(Int(code.pointer.pointee.positionalOnlyCount), positional)
    while index < named {
      if names[index] == name {
        if !window[index].isEmpty { return false }
        window[index] = value
        return true
      }
      index += 1
    }
    return false
  }

  private func fillDefaults(
    _ function: Function, _ window: UnsafeMutablePointer<Value>, from start: Int, parameters: Int, named: Int
  ) -> Bool {
    let defaults = Tuple(ifExactly: function.pointer.pointee.defaults)
    let firstDefault = parameters - (defaults?.count ?? 0)
    for index in start..<max(start, named) where window[index].isEmpty {
      if index < parameters {
        guard let defaults, index >= firstDefault else { return false }
        window[index] = defaults[index - firstDefault]
      } else {
        guard let keywordDefaults = Dict(ifExactly: function.pointer.pointee.keywordDefaults),
          let value = try? keywordDefaults.value(self, for: function.code.variableNames[index]), !value.isEmpty
        else { return false }
        window[index] = value
      }
    }
    return true
  }
}
