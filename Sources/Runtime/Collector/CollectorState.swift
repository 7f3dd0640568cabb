import CRuntime

/// What `gc` lets a program set, and what it counts.
struct CollectorState {
  var isEnabled = true
  var thresholds = InlineArray<3, Int64>(repeating: 0)
  var debugFlags: Int64 = 0
  var collections: Int64 = 0
  var collected: Int64 = 0
  var frozenCount: Int64 = 0
  /// Lists; *empty* until the module is made.
  var callbacks = Value.empty
  var garbage = Value.empty

  init() {
    thresholds[0] = 2000
    thresholds[1] = 10
    thresholds[2] = 10
  }

  func mark(_ marker: Marker) {
    marker.mark(callbacks)
    marker.mark(garbage)
  }
}

extension Context {
  var collector: CollectorState {
    get { interpreter.pointee.collector.pointee }
    nonmutating _modify { yield &interpreter.pointee.collector.pointee }
  }

  /// `gc.collect()`: how many objects were freed. Finalisers have run when it returns.
  func collectGarbage() throws(Raised) -> Value {
    try announceCollection("start", freed: 0)
    let heap = Heap(of: self)
    // An instruction has called this, not a short way of machine code's: the frame on top knows which.
    let outer = pointee.steadyFrame
    pointee.steadyFrame = pointee.frame
    heap.collect(self)
    pointee.steadyFrame = outer
    let freed = Int64(heap.statistics.freedObjects)
    heap.withLock {
      collector.collections += 1
      collector.collected += freed
    }
    runFinalizers()
    try announceCollection("stop", freed: freed)
    return Value(smallInt: freed)
  }

  /// Calls `gc.callbacks`; what they raise goes nowhere.
  private func announceCollection(_ phase: StaticString, freed: Int64) throws(Raised) {
    guard let callbacks = List(ifHas: collector.callbacks), callbacks.count > 0 else { return }
    let phase = try Text.make(self, phase).value
    let details = try Dict.make(self)
    try details.set(self, key("generation"), to: Value(smallInt: 2))
    try details.set(self, key("collected"), to: Value(smallInt: freed))
    try details.set(self, key("uncollectable"), to: Value(smallInt: 0))
    var index = 0
    while case let callback = callbacks.element(index), !callback.isEmpty {
      do throws(Raised) { _ = try call(callback, phase, details.value) } catch { pointee.pendingException = .empty }
      index += 1
    }
  }

  fileprivate func key(_ name: StaticString) throws(Raised) -> Value {
    try Text.interned(self, Text.make(self, name)).value
  }

  /// `gc.get_stats()`: all our collections are of the oldest generation.
  func collectorStatistics() throws(Raised) -> List {
    let list = try List.make(self)
    for generation in 0..<3 {
      let isOurs = generation == 2
      let row = try Dict.make(self)
      try row.set(self, key("collections"), to: Value(smallInt: isOurs ? collector.collections : 0))
      try row.set(self, key("collected"), to: Value(smallInt: isOurs ? collector.collected : 0))
      try row.set(self, key("uncollectable"), to: Value(smallInt: 0))
      try list.append(self, row.value)
    }
    return list
  }

  /// Has collections start by themselves, or only where memory runs short.
  func setCollectorEnabled(_ isEnabled: Bool) {
    collector.isEnabled = isEnabled
    Heap(of: self).setReluctant(!isEnabled)
  }
}
