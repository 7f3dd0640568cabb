import CRuntime

extension System {
  /// What the heap holds.
  static let memory: [NativeEntry] = [
    .none("getallocatedblocks") { c in
      var count = 0
      let heap = Heap(of: c)
      heap.stopped(c) { heap.forEachObject { _ in count += 1 } }
      return Value(smallInt: Int64(count))
    },
    // No string is immortal here.
    .one("getunicodeinternedsize", "(*, _only_immortal=False)", .function) { c, onlyImmortal in
      bridge(c) { () throws(Raised) in
        if try c.isTrue(onlyImmortal) { return Value(smallInt: 0) }
        return Value(smallInt: Int64(c.interpreter.pointee.texts.interned.count))
      }
    },
    .none("_debugmallocstats") { c in
      c.reportHeap()
      return .none
    },
    // What no collection frees: values that are no objects of the heap.
    .one("_is_immortal", "(op, /)", .function) { _, value in Value(!value.isPointer) },
  ]
}
