import CRuntime
import Runtime

// Locks: a word that is 0 while the lock is free, 1 while it is held, and 2 while it is held and somebody may be asleep
// until it is not (Drepper, "Futexes are tricky"). Whoever has slept takes it as 2, as others may be asleep still.

/// The word of a lock in a heap object.
struct LockWord {
  let address: UnsafeMutablePointer<UInt32>

  var isHeld: Bool { load_relaxed_u32(address) != 0 }

  /// Takes the lock; false where the time has come.
  func acquire(_ context: Context, until deadline: Deadline) throws(Raised) -> Bool {
    if exchange_if_u32(address, 0, 1) { return true }
    if case .now = deadline { return false }
    while true {
      let state = load_relaxed_u32(address)
      if state == 0 {
        if exchange_if_u32(address, 0, 2) { return true }
      } else if state == 2 || exchange_if_u32(address, 1, 2) {
        if try !context.wait(on: address, while: 2, until: deadline.time), !deadline.isAhead {
          return exchange_if_u32(address, 0, 2)
        }
      }
    }
  }

  /// False where nobody holds it.
  func release(_ context: Context) -> Bool {
    if exchange_if_u32(address, 1, 0) { return true }
    if load_relaxed_u32(address) == 0 { return false }
    store_release_u32(address, 0)
    context.wake(address, 1)
    return true
  }
}

/// How long to wait.
enum Deadline {
  case now, never
  /// Of the monotonic clock, in nanoseconds.
  case at(UInt64)

  var time: UInt64? { if case .at(let time) = self { time } else { nil } }

  var isAhead: Bool {
    switch self {
    case .now: false
    case .never: true
    case .at(let time): host_monotonic_time() < time
    }
  }

  /// So many nanoseconds from now.
  static func after(_ nanoseconds: Int64) -> Deadline { .at(host_monotonic_time() &+ UInt64(max(0, nanoseconds))) }

  /// What `acquire(blocking, timeout)` asks for.
  init(_ context: Context, isBlocking: Value, timeout: Value) throws(Raised) {
    let isBlocking = try context.isTrue(isBlocking)
    let nanoseconds = try Timestamp.nanoseconds(context, timeout, rounding: .awayFromZero)
    let isUnset = nanoseconds == -1_000_000_000
    if !isBlocking, !isUnset { throw context.raise(.valueError, "can't specify a timeout for a non-blocking call") }
    if nanoseconds < 0, !isUnset { throw context.raise(.valueError, "timeout value must be a non-negative number") }
    self = !isBlocking ? .now : isUnset ? .never : .after(nanoseconds)
  }
}

struct ThreadLockLayout: BitwiseCopyable {
  var header: ObjectHeader
  var word: UInt32
  var unused: UInt32
}

/// `_thread.lock`.
struct ThreadLock: NativeObject {
  let pointer: UnsafeMutablePointer<ThreadLockLayout>
  init(pointer: UnsafeMutablePointer<ThreadLockLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .threadLock }

  private var word: LockWord {
    LockWord(address: (UnsafeMutableRawPointer(pointer) + 8).assumingMemoryBound(to: UInt32.self))
  }

  // MARK: Declaration

  private static let acquire: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      Value(try ThreadLock(a[0]).word.acquire(c, until: Deadline(c, isBlocking: a[1], timeout: a[2])))
    }
  }

  private static let release: UnaryFunction = { c, s in
    bridge(c) { () throws(Raised) -> Void in
      if !ThreadLock(s).word.release(c) { throw c.raise(.runtimeError, "release unlocked lock") }
    }
  }

  private static let isLocked: UnaryFunction = { _, s in Value(ThreadLock(s).word.isHeld) }

  static let declaration = TypeDeclaration(
    native: .threadLock, "_thread.lock", flags: [.hasWeakReferences], trace: .leaf,
    signature: "()",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "lock", "(type, /)", { c, a in bridge(c) { () throws(Raised) in try allocate(c, Type(a[0])).value } }, type,
          arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let state = ThreadLock(s).word.isHeld ? "locked" : "unlocked"
          return try Text.make(c, "<\(state) _thread.lock object at 0x\(String(s.bits, radix: 16))>").value
        }
      },
    ],
    methods: [
      .window("acquire", "(self, /, blocking=True, timeout=-1)", .method, acquire),
      .window("acquire_lock", "(self, /, blocking=True, timeout=-1)", .method, acquire),
      .one("release", "(self, /)", .method, release),
      .one("release_lock", "(self, /)", .method, release),
      .one("locked", "(self, /)", .method, isLocked),
      .one("locked_lock", "(self, /)", .method, isLocked),
      .one("__enter__") { c, s in
        bridge(c) { () throws(Raised) in Value(try ThreadLock(s).word.acquire(c, until: .never)) }
      },
      .window("__exit__", "(self, /, *exc_info)") { c, a in release(c, a[0]) },
      .one("_at_fork_reinit") { _, s in
        store_release_u32(ThreadLock(s).word.address, 0)
        return .none
      },
    ])
}
