import CRuntime

extension System {
  /// What is known of all threads.
  static let threads: [NativeEntry] = [
    .none("_current_frames") { c in bridge(c) { () throws(Raised) in try c.currentFrames().value } },
    .none("_current_exceptions") { c in bridge(c) { () throws(Raised) in try c.currentExceptions().value } },
    .one("_settraceallthreads", "(function, /)", .function) { c, function in
      c.forEachThread { $0.setTraceFunction(function == .none ? .empty : function) }
      return .none
    },
    .one("_setprofileallthreads", "(function, /)", .function) { c, function in
      c.forEachThread { $0.setProfileFunction(function == .none ? .empty : function) }
      return .none
    },
    .none("getdlopenflags") { c in Value(smallInt: c.interpreter.pointee.libraryFlags) },
    .one("setdlopenflags", "(flags, /)", .function) { c, flags in
      bridge(c) { () throws(Raised) -> Void in c.interpreter.pointee.libraryFlags = try c.machineIndex(of: flags) }
    },
    .none("is_stack_trampoline_active") { _ in .false },
    .none("deactivate_stack_trampoline") { _ in .none },
    .one("activate_stack_trampoline", "(backend, /)", .function) { c, backend in
      bridge(c) { () throws(Raised) -> Value in
        guard let name = Text(ifHas: backend) else {
          throw c.raise(
            .typeError, "activate_stack_trampoline() argument must be str, not \(c.typeName(of: backend))")
        }
        if name == "perf" { throw c.raise(.valueError, "perf trampoline not available") }
        throw c.raise(.valueError, "invalid backend: \(String(name))")
      }
    },
    .none("is_remote_debug_enabled") { _ in .false },
    .two("remote_exec", "(pid, script)", .function) { c, _, _ in
      bridge(c) { () throws(Raised) -> Value in
        throw c.raise(.runtimeError, "Remote debugging is not enabled")
      }
    },
    .one("_is_interned", "(string, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        guard let text = Text(ifHas: value) else {
          throw c.raise(.typeError, "_is_interned() argument must be str, not \(c.typeName(of: value))")
        }
        return Value(text.isInterned)
      }
    },
  ]
}

extension Context {
  /// Calls `body`, which must not allocate in the heap, with each thread's context while the world is stopped.
  fileprivate func forEachThread(_ body: (Context) -> Void) {
    let heap = Heap(of: self)
    heap.stopped(self) {
      var next = heap.state.pointee.world.contexts
      while let thread = next {
        body(thread)
        next = thread.pointee.next
      }
    }
  }

  /// The top frame of each thread by the thread's number: of this one the frame itself, of the others what they were
  /// at a moment ago.
  fileprivate func currentFrames() throws(Raised) -> Dict {
    let frames = try Dict.make(self)
    if let own = callingFrame {
      try frames.set(self, PythonInt.make(self, Int64(bitPattern: pointee.ident)), to: FrameObject.of(self, own).value)
    }
    var total = 0
    forEachThread { if $0 != self { total += $0.frameCount } }
    // Function and word of each frame, the innermost of a thread first.
    let room = try ValueArray.make(self, count: 2 * total)
    var threads: [(ident: UInt64, count: Int)] = []
    threads.reserveCapacity(total)
    var used = 0
    forEachThread { thread in
      if thread == self { return }
      let count = min(thread.frameCount, total - used)
      guard count > 0, var frame = thread.callingFrame else { return }
      for _ in 0..<count {
        store(frame.pointee.function, to: room.elements + 2 * used)
        store(Value(smallInt: Int64(frame.currentWord)), to: room.elements + 2 * used + 1)
        used += 1
        frame -= 1
      }
      threads.append((thread.pointee.ident, count))
    }
    var first = 0
    for thread in threads {
      var back = Value.empty
      for index in (first..<first + thread.count).reversed() {
        back = try FrameObject.snapshot(
          self, room.elements[2 * index], word: Int(room.elements[2 * index + 1].smallInt), back: back).value
      }
      first += thread.count
      try frames.set(self, PythonInt.make(self, Int64(bitPattern: thread.ident)), to: back)
    }
    return frames
  }

  /// The exception that each thread that runs Python code is handling, or None, by the thread's number.
  fileprivate func currentExceptions() throws(Raised) -> Dict {
    let exceptions = try Dict.make(self)
    var count = 0
    forEachThread { _ in count += 1 }
    let room = try ValueArray.make(self, count: count)
    var threads: [UInt64] = []
    threads.reserveCapacity(count)
    forEachThread { thread in
      if threads.count == count || thread.callingFrame == nil { return }
      store(orNone(thread.currentException), to: room.elements + threads.count)
      threads.append(thread.pointee.ident)
    }
    for (index, ident) in threads.enumerated() {
      try exceptions.set(self, PythonInt.make(self, Int64(bitPattern: ident)), to: room.elements[index])
    }
    return exceptions
  }

  private var frameCount: Int { callingFrame.map { $0 - pointee.framesBase.unsafelyUnwrapped + 1 } ?? 0 }
}
