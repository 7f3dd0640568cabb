import CRuntime
import Runtime

struct RecursiveLockLayout: BitwiseCopyable {
  var header: ObjectHeader
  var word: UInt32
  /// How often the owner has it.
  var count: UInt32
  /// The ident of the thread that holds it, or 0.
  var owner: UInt64
}

/// `_thread.RLock`: its owner may take it again.
struct RecursiveLock: NativeObject {
  let pointer: UnsafeMutablePointer<RecursiveLockLayout>
  init(pointer: UnsafeMutablePointer<RecursiveLockLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .recursiveLock }

  private var word: LockWord {
    LockWord(address: (UnsafeMutableRawPointer(pointer) + 8).assumingMemoryBound(to: UInt32.self))
  }

  /// Other threads may read it, and find that it is not they.
  private var owner: UInt64 {
    get { load_relaxed_u64(UnsafeMutableRawPointer(pointer) + 16) }
    nonmutating set { store_relaxed_u64(UnsafeMutableRawPointer(pointer) + 16, newValue) }
  }

  var isHeld: Bool { word.isHeld }

  func isOwned(by context: Context) -> Bool { owner == context.pointee.ident }

  func acquire(_ context: Context, until deadline: Deadline) throws(Raised) -> Bool {
    if isOwned(by: context) {
      pointer.pointee.count += 1
      return true
    }
    if try !word.acquire(context, until: deadline) { return false }
    owner = context.pointee.ident
    pointer.pointee.count = 1
    return true
  }

  private func requireOwner(_ context: Context) throws(Raised) {
    if !isOwned(by: context) { throw context.raise(.runtimeError, "cannot release un-acquired lock") }
  }

  func release(_ context: Context) throws(Raised) {
    try requireOwner(context)
    pointer.pointee.count -= 1
    if pointer.pointee.count > 0 { return }
    owner = 0
    _ = word.release(context)
  }

  // MARK: What conditions need

  /// Gives the lock up, whatever the count; returns count and owner.
  private func releaseAll(_ context: Context) throws(Raised) -> Value {
    try requireOwner(context)
    let state = try Tuple.make(
      context, Value(smallInt: Int64(pointer.pointee.count)), PythonInt.make(context, owner)).value
    pointer.pointee.count = 0
    owner = 0
    _ = word.release(context)
    return state
  }

  private func restore(_ context: Context, _ state: Value) throws(Raised) {
    guard let pair = Tuple(ifHas: state), pair.count == 2 else {
      throw context.raise(
        .typeError, "_acquire_restore() argument 1 must be 2-item tuple, not \(context.typeName(of: state))")
    }
    let (count, ident) = (try context.index(of: pair[0]), try context.index(of: pair[1]))
    _ = try word.acquire(context, until: .never)
    pointer.pointee.count = UInt32(truncatingIfNeeded: PythonInt.int64(count) ?? 0)
    owner = UInt64(bitPattern: PythonInt.int64(ident) ?? 0)
  }

  // MARK: Declaration

  static let declaration = TypeDeclaration(
    native: .recursiveLock, "_thread.RLock", flags: [.base, .hasWeakReferences], trace: .leaf,
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try allocate(c, Type(type)).value }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let lock = RecursiveLock(s)
          let state = lock.word.isHeld ? "locked" : "unlocked"
          let name = try c.fullTypeName(of: s)
          return try Text.make(
            c,
            "<\(state) \(name) object owner=\(lock.owner) count=\(lock.pointer.pointee.count) at 0x\(String(s.bits, radix: 16))>"
          ).value
        }
      },
    ],
    methods: [
      .window("acquire", "(self, /, blocking=True, timeout=-1)") { c, a in
        bridge(c) { () throws(Raised) in
          Value(try RecursiveLock(a[0]).acquire(c, until: Deadline(c, isBlocking: a[1], timeout: a[2])))
        }
      },
      .one("release") { c, s in bridge(c) { () throws(Raised) -> Void in try RecursiveLock(s).release(c) } },
      .one("locked") { _, s in Value(RecursiveLock(s).word.isHeld) },
      .one("_is_owned") { c, s in Value(RecursiveLock(s).isOwned(by: c)) },
      .one("_recursion_count") { c, s in
        let lock = RecursiveLock(s)
        return Value(smallInt: lock.isOwned(by: c) ? Int64(lock.pointer.pointee.count) : 0)
      },
      .two("_acquire_restore", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in try RecursiveLock(s).restore(c, state) }
      },
      .one("_release_save") { c, s in bridge(c) { () throws(Raised) in try RecursiveLock(s).releaseAll(c) } },
      .one("__enter__") { c, s in
        bridge(c) { () throws(Raised) in Value(try RecursiveLock(s).acquire(c, until: .never)) }
      },
      .window("__exit__", "(self, /, *exc_info)") { c, a in
        bridge(c) { () throws(Raised) -> Void in try RecursiveLock(a[0]).release(c) }
      },
      .one("_at_fork_reinit") { _, s in
        let lock = RecursiveLock(s)
        lock.pointer.pointee.count = 0
        lock.owner = 0
        store_release_u32(lock.word.address, 0)
        return .none
      },
    ])
}
