import Bytecode
import CRuntime

// What `sys.monitoring` (PEP 669) asks for. Tools say which events they want, of all code or of a code object; while
// any of them does, every thread has the traced handlers. A callback that returns DISABLE for an event is not told
// of it again at that instruction, until `restart_events`.
//
//     MonitoringState   an interpreter's tools: names, events, callbacks
//     CodeMonitoring    a code object's: the events of it alone, what is disabled where, the line of each word
//     TraceState        a thread's: whether a callback runs, and the instruction before

enum MonitoringEvent: Int, CaseIterable {
  case pyStart, pyResume, pyReturn, pyYield, call, line, instruction, jump, branchLeft, branchRight, stopIteration
  case raise, exceptionHandled, pyUnwind, pyThrow, reraise
  case cReturn, cRaise, branch

  static var count: Int { 19 }
  /// What may be asked of a single code object, and disabled at an instruction.
  static var localCount: Int { 11 }

  var bit: UInt32 { 1 << UInt32(rawValue) }
  /// Whether a callback may send the frame elsewhere.
  var permission: JumpPermission {
    switch self {
    case .pyStart: .beforeBeginning
    case .line, .instruction, .pyYield, .jump, .branchLeft, .branchRight: .granted
    default: .refused
    }
  }
  var isLocal: Bool { rawValue < Self.localCount }

  var name: StaticString {
    switch self {
    case .pyStart: "PY_START"
    case .pyResume: "PY_RESUME"
    case .pyReturn: "PY_RETURN"
    case .pyYield: "PY_YIELD"
    case .call: "CALL"
    case .line: "LINE"
    case .instruction: "INSTRUCTION"
    case .jump: "JUMP"
    case .branchLeft: "BRANCH_LEFT"
    case .branchRight: "BRANCH_RIGHT"
    case .stopIteration: "STOP_ITERATION"
    case .raise: "RAISE"
    case .exceptionHandled: "EXCEPTION_HANDLED"
    case .pyUnwind: "PY_UNWIND"
    case .pyThrow: "PY_THROW"
    case .reraise: "RERAISE"
    case .cReturn: "C_RETURN"
    case .cRaise: "C_RAISE"
    case .branch: "BRANCH"
    }
  }
}

/// A set of events for each tool, and the other way round.
struct ToolEvents: BitwiseCopyable {
  private var events = InlineArray<8, UInt32>(repeating: 0)
  private var tools = InlineArray<20, UInt8>(repeating: 0)
  /// The events that any tool wants.
  private(set) var union: UInt32 = 0

  subscript(tool: Int) -> UInt32 {
    get { events[tool] }
    set {
      events[tool] = newValue
      union = 0
      for tool in 0..<MonitoringState.toolCount { union |= events[tool] }
      for event in MonitoringEvent.allCases {
        let wants = newValue & event.bit != 0
        tools[event.rawValue] = wants ? tools[event.rawValue] | 1 << UInt8(tool) : tools[event.rawValue] & ~(1 << UInt8(tool))
      }
    }
  }

  /// A bit for each tool that wants an event.
  func tools(for event: MonitoringEvent) -> UInt8 { tools[event.rawValue] }
}

/// What the tools of an interpreter have asked for. Events change while the world is stopped.
struct MonitoringState {
  static var toolCount: Int { 6 }

  /// The names of the tools that are in use, or *empty*.
  var names = InlineArray<8, Value>(repeating: .empty)
  /// By tool and event.
  var callbacks = InlineArray<160, Value>(repeating: .empty)
  var events = ToolEvents()
  /// How many code objects have events of their own.
  var localCount = 0
  /// The tools whose callback for both branches was given for BRANCH, a bit each: disabling one disables both.
  var bothBranches: UInt8 = 0
  /// `DISABLE` and `MISSING`.
  var disable = Value.empty
  var missing = Value.empty

  /// Whether threads need the traced handlers.
  var isActive: Bool { events.union != 0 || localCount > 0 }

  static func callbackIndex(_ tool: Int, _ event: MonitoringEvent) -> Int { tool * 20 + event.rawValue }

  func mark(_ marker: Marker) {
    for index in 0..<names.count { marker.mark(names[index]) }
    for index in 0..<callbacks.count { marker.mark(callbacks[index]) }
    marker.mark(disable)
    marker.mark(missing)
  }
}

extension Context {
  @inline(__always)
  var monitoring: UnsafeMutablePointer<MonitoringState> { interpreter.pointee.monitoring }

  /// Gives all threads the handlers that go with what is asked for. The world is stopped.
  func installMonitoring() {
    let isActive = monitoring.pointee.isActive
    var thread = Heap(of: self).state.pointee.world.contexts
    while let context = thread {
      context.installHandlers(isMonitored: isActive)
      thread = context.pointee.next
    }
  }
}
