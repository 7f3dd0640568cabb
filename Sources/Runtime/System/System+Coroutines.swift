import Bytecode
import CRuntime

extension System {
  static let asyncHookFields: [StaticString] = ["firstiter", "finalizer"]

  /// What event loops set: hooks of async generators, and how much coroutines remember of where they were made. Both are
  /// a thread's own.
  static let coroutines: [NativeEntry] = [
    .window("set_asyncgen_hooks", "(firstiter=<unset>, finalizer=<unset>) silent", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        for (value, name) in [(a[0], "firstiter"), (a[1], "finalizer")] as [(Value, StaticString)]
        where !value.isEmpty && value != .none && !c.isCallable(value) {
          throw c.raise(.typeError, "callable \(name) expected, got \(c.typeName(of: value))")
        }
        let state = c.requireTracing()
        if !a[1].isEmpty { publish(a[1] == .none ? .empty : a[1], to: &state.pointee.asyncFinalizer) }
        if !a[0].isEmpty { publish(a[0] == .none ? .empty : a[0], to: &state.pointee.asyncFirst) }
      }
    },
    .none("get_asyncgen_hooks") { c in
      bridge(c) { () throws(Raised) in
        let hooks = try Tuple.make(
          c, orNone(c.tracing?.pointee.asyncFirst ?? .empty), orNone(c.tracing?.pointee.asyncFinalizer ?? .empty))
        return try StructSequence.make(c, c.type(.asyncHooks), hooks)
      }
    },
    .one("set_coroutine_origin_tracking_depth", "(depth)", .function) { c, depth in
      bridge(c) { () throws(Raised) -> Void in
        let depth = try c.machineIndex(of: depth)
        if depth < 0 { throw c.raise(.valueError, "depth must be >= 0") }
        c.requireTracing().pointee.originDepth = depth
      }
    },
    .none("get_coroutine_origin_tracking_depth") { c in Value(smallInt: c.tracing?.pointee.originDepth ?? 0) },
  ]
}

extension Context {
  /// Tells the thread's hooks of an async generator that is iterated for the first time.
  func beginAsyncIteration(_ generator: Generator) throws(Raised) {
    if generator.pointer.pointee.hasMetHooks { return }
    generator.pointer.pointee.hasMetHooks = true
    guard let tracing else { return }
    publish(tracing.pointee.asyncFinalizer, to: &generator.pointer.pointee.origin)
    let first = tracing.pointee.asyncFirst
    if !first.isEmpty { _ = try call(first, generator.value) }
  }

  /// `cr_origin`: file, line and function of the callers of a frame, the innermost first; *empty* where nobody asks.
  func coroutineOrigin(of frame: FramePointer) throws(Raised) -> Value {
    guard let depth = tracing?.pointee.originDepth, depth > 0 else { return .empty }
    let rows = try List.make(self)
    var caller = frame.caller(self)
    while let current = caller, rows.count < Int(depth) {
      let line = Int64(current.code.position(at: current.currentWord).line)
      let row = try Tuple.make(
        self, current.code.pointer.pointee.filename, Value(smallInt: line), current.code.name)
      try rows.append(self, row.value)
      caller = current.caller(self)
    }
    return try Tuple.make(self, copying: rows.storageElements, count: rows.count).value
  }
}
