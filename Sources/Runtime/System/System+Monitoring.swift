import CRuntime

extension System {
  /// `sys.monitoring` (PEP 669).
  static let monitoring = ModuleDeclaration(
    "sys.monitoring", "Telling tools of what a program does, while they want to hear of it.",
    functions: [
      .two("use_tool_id", "(tool_id, name, /)", .function) { c, tool, name in
        bridge(c) { () throws(Raised) -> Void in
          let tool = try toolIndex(c, tool)
          guard Text(ifHas: name) != nil else { throw c.raise(.valueError, "tool name must be a str") }
          if !c.monitoring.pointee.names[tool].isEmpty {
            throw c.raise(.valueError, "tool \(Int64(tool)) is already in use")
          }
          publish(name, to: &c.monitoring.pointee.names[tool])
        }
      },
      .one("clear_tool_id", "(tool_id, /)", .function) { c, tool in
        bridge(c) { () throws(Raised) -> Void in
          let tool = try toolIndex(c, tool)
          if !c.monitoring.pointee.names[tool].isEmpty { clear(c, tool) }
        }
      },
      .one("free_tool_id", "(tool_id, /)", .function) { c, tool in
        bridge(c) { () throws(Raised) -> Void in
          let tool = try toolIndex(c, tool)
          if !c.monitoring.pointee.names[tool].isEmpty { clear(c, tool) }
          publish(.empty, to: &c.monitoring.pointee.names[tool])
        }
      },
      .one("get_tool", "(tool_id, /)", .function) { c, tool in
        bridge(c) { () throws(Raised) in orNone(load(&c.monitoring.pointee.names[try toolIndex(c, tool)])) }
      },
      .three("register_callback", "(tool_id, event, func, /)", .function) { c, tool, event, function in
        bridge(c) { () throws(Raised) in
          try register(c, toolIndex(c, tool), integer(c, event), function == .none ? .empty : function)
        }
      },
      .one("get_events", "(tool_id, /)", .function) { c, tool in
        bridge(c) { () throws(Raised) in
          Value(smallInt: Int64(c.monitoring.pointee.events[try toolIndex(c, tool)]))
        }
      },
      .two("set_events", "(tool_id, event_set, /)", .function) { c, tool, events in
        bridge(c) { () throws(Raised) -> Void in
          let tool = try toolIndex(c, tool)
          let events = try eventSet(c, integer(c, events), isLocal: false)
          try requireUsed(c, tool)
          Heap(of: c).stopped(c) {
            c.monitoring.pointee.events[tool] = events
            c.installMonitoring()
          }
        }
      },
      .two("get_local_events", "(tool_id, code, /)", .function) { c, tool, code in
        bridge(c) { () throws(Raised) in
          let code = try requireCode(c, code)
          return Value(smallInt: Int64(code.knownMonitoring?.pointee.events[try toolIndex(c, tool)] ?? 0))
        }
      },
      .three("set_local_events", "(tool_id, code, event_set, /)", .function) { c, tool, code, events in
        bridge(c) { () throws(Raised) -> Void in
          let code = try requireCode(c, code)
          let tool = try toolIndex(c, tool)
          let events = try eventSet(c, integer(c, events), isLocal: true)
          try requireUsed(c, tool)
          let own = code.monitoring
          Heap(of: c).stopped(c) {
            setLocal(c, own, tool, events)
            c.installMonitoring()
          }
        }
      },
      .none("restart_events") { c in
        Heap(of: c).stopped(c) { forEachMonitored(c) { $0.pointee.restart() } }
        return .none
      },
      .none("_all_events") { c in
        bridge(c) { () throws(Raised) in
          let all = try Dict.make(c)
          for event in MonitoringEvent.allCases {
            let tools = c.monitoring.pointee.events.tools(for: event)
            if tools != 0 { try all.set(c, Text.make(c, event.name).value, to: Value(smallInt: Int64(tools))) }
          }
          return all.value
        }
      },
    ], fill: { (c, module) throws(Raised) in try fill(c, module) })

  private static func fill(_ context: Context, _ module: ModuleBuilder) throws(Raised) {
    let state = context.monitoring
    let object = Interpreter(of: context).type(shape: BuiltinShape.object).value
    state.pointee.disable = try context.call(object)
    state.pointee.missing = try context.call(object)
    try module.set(context, "DISABLE", state.pointee.disable)
    try module.set(context, "MISSING", state.pointee.missing)
    for (name, number) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)]
      as [(StaticString, Int64)]
    {
      try module.set(context, name, Value(smallInt: number))
    }
    let events = try Instance.make(context, Interpreter(of: context).type(shape: BuiltinShape.simpleNamespace)).value
    for event in MonitoringEvent.allCases {
      try context.setAttribute(
        events, Text.interned(context, Text.make(context, event.name)).value, Value(smallInt: Int64(event.bit)))
    }
    try context.setAttribute(
      events, Text.interned(context, Text.make(context, "NO_EVENTS" as StaticString)).value, Value(smallInt: 0))
    try module.set(context, "events", events)
  }

  // MARK: Arguments

  private static func integer(_ context: Context, _ value: Value) throws(Raised) -> Int32 {
    guard let number = Int32(exactly: try context.machineIndex(of: value)) else {
      throw context.raise(.overflowError, "Python int too large to convert to C int")
    }
    return number
  }

  private static func toolIndex(_ context: Context, _ value: Value) throws(Raised) -> Int {
    let tool = try integer(context, value)
    if tool < 0 || tool >= MonitoringState.toolCount {
      throw context.raise(.valueError, "invalid tool \(tool) (must be between 0 and 5)")
    }
    return Int(tool)
  }

  private static func requireUsed(_ context: Context, _ tool: Int) throws(Raised) {
    if context.monitoring.pointee.names[tool].isEmpty {
      throw context.raise(.valueError, "tool \(Int64(tool)) is not in use")
    }
  }

  private static func requireCode(_ context: Context, _ value: Value) throws(Raised) -> Code {
    guard let code = Code(ifExactly: value) else { throw context.raise(.typeError, "code must be a code object") }
    return code
  }

  /// The events of a set as they are kept: BRANCH stands for both branches, and calls bring the ends of native ones.
  private static func eventSet(_ context: Context, _ given: Int32, isLocal: Bool) throws(Raised) -> UInt32 {
    var events = UInt32(bitPattern: given)
    let known: UInt32 = 1 << UInt32(MonitoringEvent.count) - 1
    if !isLocal, events & ~known != 0 {
      throw context.raise(.valueError, "invalid event set 0x\(String(events, radix: 16))")
    }
    let ends = MonitoringEvent.cReturn.bit | MonitoringEvent.cRaise.bit
    if events & ends == ends, events & MonitoringEvent.call.bit != 0 { events &= ~ends }
    if events & ends != 0 {
      throw context.raise(.valueError, "cannot set C_RETURN or C_RAISE events independently")
    }
    if events & MonitoringEvent.branch.bit != 0 {
      events &= ~MonitoringEvent.branch.bit
      events |= MonitoringEvent.branchLeft.bit | MonitoringEvent.branchRight.bit
    }
    if isLocal, events >> UInt32(MonitoringEvent.localCount) != 0 {
      throw context.raise(.valueError, "invalid local event set 0x\(String(events, radix: 16))")
    }
    return events
  }

  // MARK: Changes

  /// `register_callback`: the callback that was there, or None.
  private static func register(
    _ context: Context, _ tool: Int, _ number: Int32, _ callback: Value
  ) throws(Raised) -> Value {
    let bits = UInt32(bitPattern: number)
    if number <= 0 || bits & (bits - 1) != 0 {
      throw context.raise(.valueError, "The callback can only be set for one event at a time")
    }
    guard let event = MonitoringEvent(rawValue: bits.trailingZeroBitCount) else {
      throw context.raise(.valueError, "invalid event \(number)")
    }
    let state = context.monitoring
    let isBoth = event == .branch
    if isBoth || event == .branchLeft || event == .branchRight {
      let mask: UInt8 = 1 << UInt8(tool)
      state.pointee.bothBranches = isBoth ? state.pointee.bothBranches | mask : state.pointee.bothBranches & ~mask
    }
    func set(_ event: MonitoringEvent) -> Value {
      let index = MonitoringState.callbackIndex(tool, event)
      let former = load(&state.pointee.callbacks[index])
      publish(callback, to: &state.pointee.callbacks[index])
      return orNone(former)
    }
    if !isBoth { return set(event) }
    _ = set(.branchLeft)
    return set(.branchRight)
  }

  private static func setLocal(
    _ context: Context, _ own: UnsafeMutablePointer<CodeMonitoring>, _ tool: Int, _ events: UInt32
  ) {
    let had = own.pointee.events.union != 0
    own.pointee.events[tool] = events
    context.monitoring.pointee.localCount += (own.pointee.events.union != 0 ? 1 : 0) - (had ? 1 : 0)
  }

  /// Forgets what a tool has asked for, everywhere.
  private static func clear(_ context: Context, _ tool: Int) {
    let state = context.monitoring
    for event in MonitoringEvent.allCases {
      publish(.empty, to: &state.pointee.callbacks[MonitoringState.callbackIndex(tool, event)])
    }
    Heap(of: context).stopped(context) {
      state.pointee.events[tool] = 0
      forEachMonitored(context) { own in
        setLocal(context, own, tool, 0)
        own.pointee.restart(tool: tool)
      }
      context.installMonitoring()
    }
  }

  /// Calls `body` for each code object in which something was monitored. The world is stopped.
  private static func forEachMonitored(_ context: Context, _ body: (UnsafeMutablePointer<CodeMonitoring>) -> Void) {
    let codes = context.interpreter.pointee.tables.pointee.codes
    for index in 0..<codes.count {
      if let own = Code(Value(bits: UInt64(codes[index]))).knownMonitoring { body(own) }
    }
  }
}
