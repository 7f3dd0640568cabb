import CRuntime

/// The module `gc`. Generations are CPython's; here there is one, which counts as the oldest.
enum CollectorModule {
  private static func int(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
    guard let number = try PythonInt.int64(context.index(of: value)) else {
      throw context.raise(.overflowError, "Python int too large to convert to C int")
    }
    return number
  }

  private static func checkGeneration(_ context: Context, _ value: Value) throws(Raised) {
    let generation = try int(context, value)
    if generation < 0 || generation > 2 { throw context.raise(.valueError, "invalid generation") }
  }

  private static func objects(_ context: Context, _ generation: Value) throws(Raised) -> Value {
    if generation == .none { return try context.allObjects().value }
    if !context.isInt(generation) {
      throw context.raise(
        .typeError, "argument should be integer or None, not '\(context.typeName(of: generation))'")
    }
    let number = try int(context, generation)
    if number == -1 { return try context.allObjects().value }
    if number < 0 { throw context.raise(.valueError, "generation parameter cannot be negative") }
    if number > 2 {
      throw context.raise(
        .valueError, "generation parameter must be less than the number of available generations (3)")
    }
    return try number == 2 ? context.allObjects().value : List.make(context).value
  }

  private static func setThresholds(
    _ context: Context, _ first: Value, _ second: Value, _ third: Value
  ) throws(Raised) -> Value {
    context.collector.thresholds[0] = try int(context, first)
    if !second.isEmpty { context.collector.thresholds[1] = try int(context, second) }
    if !third.isEmpty { context.collector.thresholds[2] = try int(context, third) }
    return .none
  }

  private static func triple(_ context: Context, _ first: Int64, _ second: Int64, _ third: Int64) -> Value {
    bridge(context) { () throws(Raised) in
      let tuple = try Tuple.allocate(context, count: 3)
      tuple.elements[0] = Value(smallInt: first)
      tuple.elements[1] = Value(smallInt: second)
      tuple.elements[2] = Value(smallInt: third)
      return tuple.value
    }
  }

  private static let control: [NativeEntry] = [
    .none("enable") { c in
      c.setCollectorEnabled(true)
      return .none
    },
    .none("disable") { c in
      c.setCollectorEnabled(false)
      return .none
    },
    .none("isenabled") { c in Value(c.collector.isEnabled) },
    .one("collect", "(generation=2)", .function) { c, generation in
      bridge(c) { () throws(Raised) in
        try checkGeneration(c, generation)
        return try c.collectGarbage()
      }
    }.collecting(),
    .three("set_threshold", "(threshold0, threshold1=<unset>, threshold2=<unset>, /) silent", .function) { c, x, y, z in
      bridge(c) { () throws(Raised) in try setThresholds(c, x, y, z) }
    },
    .none("get_threshold") { c in
      triple(c, c.collector.thresholds[0], c.collector.thresholds[1], c.collector.thresholds[2])
    },
    .none("get_count") { c in triple(c, Int64(Heap(of: c).bytesSinceCollection >> 6), 0, 0) },
    .none("get_stats") { c in bridge(c) { () throws(Raised) in try c.collectorStatistics().value } },
    .one("set_debug", "(flags, /)", .function) { c, flags in
      bridge(c) { () throws(Raised) -> Void in c.collector.debugFlags = try int(c, flags) }
    },
    .none("get_debug") { c in Value(smallInt: c.collector.debugFlags) },
  ]

  private static let inspection: [NativeEntry] = [
    .one("get_objects", "(generation=None)", .function) { c, generation in
      bridge(c) { () throws(Raised) in try objects(c, generation) }
    },
    .window("get_referrers", "(*objs)", .function) { c, a in
      bridge(c) { () throws(Raised) in try c.referrers(to: Tuple(a[0])).value }
    },
    .window("get_referents", "(*objs)", .function) { c, a in
      bridge(c) { () throws(Raised) in try c.referents(of: Tuple(a[0])).value }
    },
    .one("is_tracked", "(obj, /)", .function) { c, value in Value(c.isTracked(value)) },
    .one("is_finalized", "(obj, /)", .function) { _, value in
      Value(value.isPointer && Heap.isFinalized(value.object))
    },
    .none("freeze") { c in
      c.collector.frozenCount = Int64(Heap(of: c).statistics.liveObjects)
      return .none
    },
    .none("unfreeze") { c in
      c.collector.frozenCount = 0
      return .none
    },
    .none("get_freeze_count") { c in Value(smallInt: c.collector.frozenCount) },
  ]

  static let module = ModuleDeclaration(
    "gc", "Control of the garbage collector, and what it knows of objects.", functions: control + inspection,
    fill: { (c, module) throws(Raised) in
      c.collector.callbacks = try List.make(c).value
      c.collector.garbage = try List.make(c).value
      try module.set(c, "callbacks", c.collector.callbacks)
      try module.set(c, "garbage", c.collector.garbage)
      try module.set(c, "DEBUG_STATS", Value(smallInt: 1))
      try module.set(c, "DEBUG_COLLECTABLE", Value(smallInt: 2))
      try module.set(c, "DEBUG_UNCOLLECTABLE", Value(smallInt: 4))
      try module.set(c, "DEBUG_SAVEALL", Value(smallInt: 32))
      try module.set(c, "DEBUG_LEAK", Value(smallInt: 38))
    })
}
