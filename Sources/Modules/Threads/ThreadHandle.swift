import CRuntime
import Runtime

struct ThreadHandleLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// A `ThreadHandle.State`, on which those sleep that wait for the thread's end.
  var state: UInt32
  var unused: UInt32
  var ident: UInt64
}

/// `_thread._ThreadHandle`: a thread, as those know it that wait for its end.
struct ThreadHandle: NativeObject {
  let pointer: UnsafeMutablePointer<ThreadHandleLayout>
  init(pointer: UnsafeMutablePointer<ThreadHandleLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .threadHandle }

  private enum State: UInt32 {
    case notStarted, starting, running, done
  }

  private var word: UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(pointer) + 8).assumingMemoryBound(to: UInt32.self)
  }

  private var isDone: Bool { load_acquire_u32(word) == State.done.rawValue }

  private(set) var ident: UInt64 {
    get { load_relaxed_u64(UnsafeMutableRawPointer(pointer) + 16) }
    nonmutating set { store_relaxed_u64(UnsafeMutableRawPointer(pointer) + 16, newValue) }
  }

  /// Stands for a thread that somebody else has started.
  func adopt(_ ident: UInt64) {
    self.ident = ident
    store_release_u32(word, State.running.rawValue)
  }

  // MARK: Starting

  func start(
    _ context: Context, _ function: Value, _ arguments: Tuple, _ keywords: Value, isDaemon: Bool
  ) throws(Raised) {
    if context.isEnding {
      throw context.raise(.pythonFinalizationError, "can't create new thread at interpreter shutdown")
    }
    if !exchange_if_u32(word, State.notStarted.rawValue, State.starting.rawValue) {
      throw context.raise(.runtimeError, "thread already started")
    }
    if !isDaemon { try context.awaitedThreads().append(context, value) }
    let isStarted = try context.withWindow(4) { (window) throws(Raised) in
      (window[0], window[1], window[2], window[3]) = (function, arguments.value, keywords, value)
      return context.startThread(window, count: 4) { context, values in
        ThreadHandle(values[3]).run(context, values[0], Tuple(values[1]), values[2])
      }
    }
    if !isStarted {
      forget(context)
      store_release_u32(word, State.notStarted.rawValue)
      throw context.raise(.runtimeError, "can't start new thread")
    }
    // Its number is known once it runs.
    while load_acquire_u32(word) == State.starting.rawValue {
      context.waitUninterrupted(on: word, while: State.starting.rawValue)
    }
  }

  private func run(_ context: Context, _ function: Value, _ arguments: Tuple, _ keywords: Value) {
    ident = context.pointee.ident
    store_release_u32(word, State.running.rawValue)
    context.wake(word)
    do throws(Raised) {
      _ = try context.call(function, arguments, keywords: keywords.isEmpty ? nil : Dict(keywords))
    } catch {
      if context.isPending(.systemExit) {
        context.pointee.pendingException = .empty
      } else {
        context.reportUnraisable("in thread started by", function)
      }
    }
    ThreadLocal.forgetThread(context)
    finish(context)
  }

  private func finish(_ context: Context) {
    forget(context)
    store_release_u32(word, State.done.rawValue)
    context.wake(word)
  }

  /// The end of the program need not wait for it.
  private func forget(_ context: Context) {
    guard let awaited = try? context.awaitedThreads() else {
      context.pointee.pendingException = .empty
      return
    }
    var index = 0
    while index < awaited.count {
      if awaited.element(index) == value, (try? awaited.removeElement(context, index)) == true { return }
      index += 1
    }
  }

  // MARK: Waiting

  /// Waits for the thread's end.
  private func join(_ context: Context, until deadline: Deadline) throws(Raised) {
    if load_acquire_u32(word) == State.notStarted.rawValue { throw context.raise(.runtimeError, "thread not started") }
    if !isDone, ident == context.pointee.ident { throw context.raise(.runtimeError, "Cannot join current thread") }
    // Threads that still run then stand still for good.
    if !isDone, context.isEnding {
      throw context.raise(.pythonFinalizationError, "cannot join thread at interpreter shutdown")
    }
    while !isDone {
      let state = load_acquire_u32(word)
      if state == State.done.rawValue { return }
      if try !context.wait(on: word, while: state, until: deadline.time), !deadline.isAhead { return }
    }
  }

  /// Waits for the end of all threads that are not daemons.
  static func awaitAll(_ context: Context) throws(Raised) {
    let awaited = try context.awaitedThreads()
    while true {
      var other: ThreadHandle?
      for index in 0..<awaited.count {
        let handle = ThreadHandle(awaited.element(index))
        if handle.ident != context.pointee.ident { other = handle }
      }
      guard let other else { return }
      try other.join(context, until: .never)
      other.forget(context)
    }
  }

  /// In a child process, where the calling thread is the only one: the others have ended.
  static func forgetOthers(_ context: Context) {
    context.forEachObject { (handle: ThreadHandle) in
      if handle.ident != context.pointee.ident, load_acquire_u32(handle.word) != State.notStarted.rawValue {
        store_release_u32(handle.word, State.done.rawValue)
      }
    }
    guard let awaited = try? context.awaitedThreads() else { return }
    var index = awaited.count - 1
    while index >= 0 {
      if ThreadHandle(awaited.element(index)).isDone { _ = try? awaited.removeElement(context, index) }
      index -= 1
    }
  }

  // MARK: Declaration

  static let declaration = TypeDeclaration(
    native: .threadHandle, "_thread._ThreadHandle", trace: .leaf,
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_ThreadHandle", "(type, /)",
          { c, a in bridge(c) { () throws(Raised) in try allocate(c, Type(a[0])).value } }, type, arguments, Int(count),
          names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try Text.make(c, "<_thread._ThreadHandle object: ident=\(ThreadHandle(s).ident)>").value
        }
      },
    ],
    methods: [
      .two("join", "(self, timeout=None, /) silent") { c, s, timeout in
        bridge(c) { () throws(Raised) -> Void in
          var deadline = Deadline.never
          if timeout != .none {
            let nanoseconds = try Timestamp.nanoseconds(c, timeout, rounding: .awayFromZero)
            if nanoseconds >= 0 { deadline = .after(nanoseconds) }
          }
          try ThreadHandle(s).join(c, until: deadline)
        }
      },
      .one("_set_done") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let handle = ThreadHandle(s)
          if load_acquire_u32(handle.word) == State.notStarted.rawValue {
            throw c.raise(.runtimeError, "thread not started")
          }
          handle.finish(c)
        }
      },
      .one("is_done") { _, s in Value(ThreadHandle(s).isDone) },
      .getter("ident", { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, ThreadHandle(s).ident) } }),
    ])
}
