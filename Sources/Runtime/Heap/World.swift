import CRuntime

// Stopping the world. A thread runs, or is blocked: it waits, or runs foreign code, with its registers on its stack.
// The collector asks all others to block and waits until they are. Entering and leaving the blocked state are plain
// stores on the thread's side; `host_process_fence` makes up for the fence they lack:
//
//     thread leaving                     collector
//     state = running                    poll |= stop
//     (fence by the collector's call)    host_process_fence()
//     if poll & stop: block again        while state == running: wait
//
// Either the collector sees the thread running and waits for it, or the thread sees the request.

/// Why a thread's `poll` word is not zero.
public enum PollReason {
  /// Another thread has stopped the world or is about to.
  public static let stop: UInt32 = 1
  /// Weak references were cleared or finalisers are due.
  public static let finalization: UInt32 = 2
  /// The process got SIGINT.
  public static let interrupt: UInt32 = 4
}

/// Refers to its state rather than holding it: while a thread waits, others change it, which the exclusive access of a
/// mutating method would let the compiler ignore.
struct World {
  private let monitor = host_monitor_create()
  private let state = UnsafeMutablePointer<WorldState>.allocate(capacity: 1)

  init() { state.initialize(to: WorldState()) }

  func free() {
    host_monitor_destroy(monitor)
    state.deallocate()
  }

  /// The attached threads, through their `next`.
  private(set) var contexts: Context? {
    get { state.pointee.contexts }
    nonmutating set { state.pointee.contexts = newValue }
  }

  private var isStopped: Bool {
    get { state.pointee.isStopped }
    nonmutating set { state.pointee.isStopped = newValue }
  }

  /// Holds the heap's lock: no other thread is within it, and no collection is under way.
  func lock() { host_monitor_lock(monitor) }

  func unlock() { host_monitor_unlock(monitor) }
}

private struct WorldState {
  var contexts: Context?
  var isStopped = false
  /// At a program's end: the only thread that still runs.
  var last: Context?
}

extension World {
  func attach(_ context: Context) {
    host_monitor_lock(monitor)
    while isStopped { host_monitor_wait(monitor) }
    if let first = contexts, first.pointee.isShared == 0 { share(first, with: context) }
    context.pointee.isShared = contexts == nil ? 0 : 1
    context.pointee.next = contexts
    contexts = context
    host_monitor_unlock(monitor)
  }

  /// Has the only thread so far take its locks by compare-and-swap. It is stopped meanwhile: between finding that it is
  /// alone and the plain store that takes a lock lies no safe point.
  private func share(_ first: Context, with newcomer: Context) {
    isStopped = true
    _ = fetch_or_u32(pollWord(first), PollReason.stop)
    host_process_fence()
    while isAnotherRunning(newcomer) { host_monitor_wait(monitor) }
    first.pointee.isShared = 1
    isStopped = false
    _ = fetch_and_u32(pollWord(first), ~PollReason.stop)
    host_monitor_wake_all(monitor)
  }

  /// Tells a thread that waits for the others to block to look again.
  func noteBlocked() {
    host_monitor_lock(monitor)
    host_monitor_wake_all(monitor)
    host_monitor_unlock(monitor)
  }

  /// Attaches a thread that does not run yet, by one that does. Whoever stops the world has no need to wait for it.
  func attach(_ context: Context, startedBy parent: Context) {
    host_monitor_lock(monitor)
    // If it was alone, it is at no place between finding that and taking a lock.
    parent.pointee.isShared = 1
    context.pointee.isShared = 1
    context.pointee.next = contexts
    contexts = context
    host_monitor_unlock(monitor)
  }

  /// A thread that was blocked from its start runs.
  func enter(_ context: Context) {
    host_monitor_lock(monitor)
    while isHeldBack(context) { host_monitor_wait(monitor) }
    store_release_u32(stateWord(context), UInt32(threadRunning.rawValue))
    host_monitor_unlock(monitor)
  }

  func detach(_ context: Context) {
    if contexts == context {
      contexts = context.pointee.next
    } else {
      var previous = contexts
      while let current = previous, current.pointee.next != context { previous = current.pointee.next }
      previous?.pointee.next = context.pointee.next
    }
    // Who waits for all others to block need not wait for this one.
    host_monitor_wake_all(monitor)
    guard let only = contexts, only.pointee.next == nil else { return }
    // A thread that is alone again takes its locks by plain stores: when it goes on, if it is blocked, or from its next safe
    // point on.
    if load_acquire_u32(stateWord(only)) != UInt32(threadRunning.rawValue) { only.pointee.isShared = 0 }
    if only.pointee.isShared != 0 { _ = fetch_or_u32(pollWord(only), PollReason.stop) }
  }

  /// Keeps all threads but this one, which has stopped them, where they are.
  func end(with context: Context) {
    state.pointee.last = context
    isStopped = false
  }

  private func isHeldBack(_ context: Context) -> Bool {
    isStopped || state.pointee.last != nil && state.pointee.last != context
  }

  /// Stops every other thread; false when another one stopped the world in the meantime, and it has been resumed.
  /// The caller holds the lock until `resume`.
  func stop(_ context: Context) -> Bool {
    if isStopped {
      waitWhileStopped(context)
      return false
    }
    isStopped = true
    guard contexts?.pointee.next != nil else { return true }
    forEachOther(context) { _ = fetch_or_u32(pollWord($0), PollReason.stop) }
    host_process_fence()
    while isAnotherRunning(context) { host_monitor_wait(monitor) }
    return true
  }

  func resume(_ context: Context) {
    isStopped = false
    if state.pointee.last != nil { return }
    forEachOther(context) { _ = fetch_and_u32(pollWord($0), ~PollReason.stop) }
    host_monitor_wake_all(monitor)
  }

  /// Blocks until the world runs. The caller's registers are spilled, it holds the lock.
  func waitWhileStopped(_ context: Context) {
    if isHeldBack(context) {
      store_release_u32(stateWord(context), UInt32(threadBlocked.rawValue))
      host_monitor_wake_all(monitor)
      while isHeldBack(context) { host_monitor_wait(monitor) }
      store_release_u32(stateWord(context), UInt32(threadRunning.rawValue))
    }
    _ = fetch_and_u32(pollWord(context), ~PollReason.stop)
    if contexts == context, context.pointee.next == nil { context.pointee.isShared = 0 }
  }

  /// In a child process, where this is the only thread. It holds the lock, as it did when it forked.
  func keepOnly(_ context: Context) {
    host_monitor_reset(monitor)
    host_monitor_lock(monitor)
    contexts = context
    context.pointee.next = nil
    context.pointee.isShared = 0
    _ = fetch_and_u32(pollWord(context), ~PollReason.stop)
  }

  private func isAnotherRunning(_ context: Context) -> Bool {
    var other = contexts
    while let thread = other {
      if thread != context, load_acquire_u32(stateWord(thread)) == UInt32(threadRunning.rawValue) { return true }
      other = thread.pointee.next
    }
    return false
  }

  private func forEachOther(_ context: Context, _ body: (Context) -> Void) {
    var other = contexts
    while let thread = other {
      if thread != context { body(thread) }
      other = thread.pointee.next
    }
  }
}

/// The address of a context's `poll`, its first word.
@inline(__always) func pollWord(_ context: Context) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(context) }
/// The address of a context's `state`, its second word.
@inline(__always) func stateWord(_ context: Context) -> UnsafeMutableRawPointer {
  UnsafeMutableRawPointer(context) + 4
}
