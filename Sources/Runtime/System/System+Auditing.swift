import CRuntime

extension System {
  /// Audit hooks (PEP 578): functions of the whole interpreter that cannot be removed.
  static let auditing: [NativeEntry] = [
    .one("addaudithook", "(hook)", .function) { c, hook in
      bridge(c) { () throws(Raised) -> Void in
        // A hook that is there may refuse the new one, which nobody hears of unless it is an error of another kind.
        do throws(Raised) {
          try c.audit("sys.addaudithook")
        } catch {
          if !c.isPending(.runtimeError) { throw error }
          c.pointee.pendingException = .empty
          return
        }
        let state = c.interpreter
        if state.pointee.auditHooks.isEmpty { publish(try List.make(c).value, to: &state.pointee.auditHooks) }
        try List(state.pointee.auditHooks).append(c, hook)
      }
    },
    .window("audit", "(event, /, *args) unpacking shown ($module, event, /, *args)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        guard let event = Text(ifHas: a[0]) else {
          throw c.raise(.typeError, "audit() argument 1 must be str, not \(c.typeName(of: a[0]))")
        }
        try c.tellAuditors(event, Tuple(a[1]))
      }
    },
  ]
}

extension Context {
  /// Raises an audit event without arguments; costs a load where there are no hooks.
  @inline(__always)
  public func audit(_ event: StaticString) throws(Raised) {
    if interpreter.pointee.auditHooks.isEmpty { return }
    try tellAuditors(Text.make(self, event), Tuple.empty(self))
  }

  @inline(__always)
  public func audit(_ event: StaticString, _ first: Value) throws(Raised) {
    if interpreter.pointee.auditHooks.isEmpty { return }
    try tellAuditors(Text.make(self, event), Tuple.make(self, first))
  }

  @inline(__always)
  public func audit(_ event: StaticString, _ first: Value, _ second: Value) throws(Raised) {
    if interpreter.pointee.auditHooks.isEmpty { return }
    try tellAuditors(Text.make(self, event), Tuple.make(self, first, second))
  }

  @inline(__always)
  public func audit(_ event: StaticString, _ first: Value, _ second: Value, _ third: Value) throws(Raised) {
    if interpreter.pointee.auditHooks.isEmpty { return }
    try tellAuditors(Text.make(self, event), Tuple.make(self, first, second, third))
  }

  /// Calls the hooks in the order in which they were added, until one raises.
  @inline(never)
  func tellAuditors(_ event: Text, _ arguments: Tuple) throws(Raised) {
    guard let hooks = List(ifHas: load(&interpreter.pointee.auditHooks)) else { return }
    var index = 0
    while index < hooks.count {
      _ = try call(hooks.element(index), event.value, arguments.value)
      index += 1
    }
  }
}
