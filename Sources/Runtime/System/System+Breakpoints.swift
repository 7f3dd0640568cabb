import CRuntime

extension System {
  /// `breakpointhook`: calls what `PYTHONBREAKPOINT` names, the debugger of the library by default.
  static let breakpoints: [NativeEntry] = [
    .window("breakpointhook", "(*args, **kwargs)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        var name = "pdb.set_trace"
        if !c.interpreter.pointee.settings.flags.ignoresEnvironment, let given = host_environment("PYTHONBREAKPOINT"),
          given.pointee != 0
        {
          name = String(cString: given)
        }
        if name == "0" { return .none }
        guard let hook = try c.breakpointFunction(name) else { return .none }
        return try c.call(hook, Tuple(a[0]), keywords: Dict(a[1]))
      }
    }
  ]
}

extension Builtins {
  static let debugging: [NativeEntry] = [
    .window("breakpoint", "(*args, **kws)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let hook = try c.systemModule().dict.value(
          c, for: Text.interned(c, Text.make(c, "breakpointhook" as StaticString)).value)
        if hook.isEmpty { throw c.raise(.runtimeError, "lost sys.breakpointhook") }
        try c.audit("builtins.breakpoint", hook)
        return try c.call(hook, Tuple(a[0]), keywords: Dict(a[1]))
      }
    }
  ]
}

extension Context {
  /// The function that a dotted name leads to; nil, with a warning, where it leads nowhere.
  fileprivate func breakpointFunction(_ name: String) throws(Raised) -> Value? {
    do throws(Raised) {
      let dotted = try Text.make(self, name)
      let dot = dotted.units.lastIndex(ofUnit: 0x2e)
      guard let dot else {
        return try getAttribute(importModule("builtins"), Text.interned(self, dotted).value)
      }
      let owner = try Importer(context: self).module(named: Text.slice(self, dotted, 0, dot))
      return try getAttribute(owner, Text.interned(self, Text.slice(self, dotted, dot + 1, dotted.count)).value)
    } catch {
      if !isPending(.importError) && !isPending(.attributeError) && !isPending(.valueError) { throw error }
      pointee.pendingException = .empty
      try warn(.runtimeWarning, "Ignoring unimportable $PYTHONBREAKPOINT: \"\(name)\"")
      return nil
    }
  }
}
