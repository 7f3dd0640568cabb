import CRuntime

// Threads of Python code are threads of the system, which run at the same time.
//
//     parent                                 child
//     makeContext
//     arguments to its register stack
//     attach as blocked    ── from here on the collector sees the arguments
//     host_start_thread ───────────────────▶ takes its native stack, enters
//                                            body(context, arguments)
//                                            detaches, frees its context

/// What an interpreter knows of its threads.
struct ThreadTable {
  /// The thread that started the interpreter; signals are its business.
  var main: Context?
  /// How many threads Python code has started that have not ended.
  var count: UInt32 = 0
  /// Bytes of native stack that new threads get, where the program has said so; 0 for `usualStackSize`.
  var stackSize = 0
  /// Nonzero once the program is ending.
  var isEnding: UInt32 = 0
  /// A list of the threads (of what a module knows them by) that the end of the program waits for, or *empty*.
  var awaited = Value.empty
}

/// What a thread does: it is given the values that it was started with.
public typealias ThreadBody = @convention(c) (Context, UnsafeMutablePointer<Value>) -> Void

private struct StartedThread {
  let context: Context
  let body: ThreadBody
}

extension Context {
  /// Untouched pages cost nothing.
  static var usualStackSize: Int { 16 << 20 }
  /// With less the margin for what runs between two checks would not fit.
  static var leastStackSize: Int { 1 << 20 }

  /// Starts a thread. False where the machine has none to give.
  public func startThread(_ values: UnsafeMutablePointer<Value>, count: Int, _ body: ThreadBody) -> Bool {
    let table = interpreter.pointee.threads
    guard let child = Interpreter(of: self).makeContext() else { return false }
    let first = child.pointee.registersBase.unsafelyUnwrapped
    first.update(from: values, count: count)
    child.pointee.nativeTop = first + count
    let heap = Heap(of: self)
    heap.attach(child, startedBy: self)
    addThread(1)
    let started = UnsafeMutablePointer<StartedThread>.allocate(capacity: 1)
    started.initialize(to: StartedThread(context: child, body: body))
    let size = table.pointee.stackSize == 0 ? Context.usualStackSize : max(table.pointee.stackSize, Context.leastStackSize)
    let isStarted = host_start_thread(
      size,
      { argument in
        let started = argument.unsafelyUnwrapped.assumingMemoryBound(to: StartedThread.self)
        let (context, body) = (started.pointee.context, started.pointee.body)
        started.deallocate()
        context.run(body)
      }, started)
    if isStarted { return true }
    started.deallocate()
    addThread(-1)
    heap.withLock { heap.state.pointee.world.detach(child) }
    Interpreter(of: self).freeContext(child)
    return false
  }

  private func run(_ body: ThreadBody) {
    let heap = Heap(of: self)
    takeNativeStack()
    heap.enter(self)
    if monitoring.pointee.isActive { installHandlers(isMonitored: true) }
    body(self, pointee.registersBase.unsafelyUnwrapped)
    addThread(-1)
    Interpreter(of: self).detachThread(self)
  }

  private func addThread(_ change: Int32) {
    let table = interpreter.pointee.threads
    Heap(of: self).withLock { table.pointee.count = UInt32(bitPattern: Int32(bitPattern: table.pointee.count) + change) }
  }

  // MARK: What there is to know

  public var threadCount: Int { Heap(of: self).withLock { Int(interpreter.pointee.threads.pointee.count) } }

  /// The number of the thread that started the interpreter.
  public var mainThreadIdent: UInt64 { interpreter.pointee.threads.pointee.main?.pointee.ident ?? 0 }

  public var isMainThread: Bool { interpreter.pointee.threads.pointee.main == self }

  /// Whether the program is ending: no thread is started any more.
  public var isEnding: Bool { load_acquire_u32(&interpreter.pointee.threads.pointee.isEnding) != 0 }

  /// Bytes of native stack for new threads; 0 for the usual size.
  public var threadStackSize: Int {
    get { interpreter.pointee.threads.pointee.stackSize }
    nonmutating set { interpreter.pointee.threads.pointee.stackSize = newValue }
  }

  /// The threads that the end of the program waits for: a list of whatever stands for them.
  public func awaitedThreads() throws(Raised) -> List {
    let table = interpreter.pointee.threads
    if load(&table.pointee.awaited).isEmpty {
      let list = try List.make(self).value
      Heap(of: self).withLock { if table.pointee.awaited.isEmpty { publish(list, to: &table.pointee.awaited) } }
    }
    return List(load(&table.pointee.awaited))
  }

  /// The program is ending: threads that still run stand still at their next safe point.
  func stopOtherThreads() {
    store_release_u32(&interpreter.pointee.threads.pointee.isEnding, 1)
    if pointee.isShared != 0 { Heap(of: self).stopOthersForGood(self) }
  }
}
