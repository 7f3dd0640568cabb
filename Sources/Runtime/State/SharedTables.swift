import CRuntime

/// What the threads of an interpreter change while they run, with the heap's lock held but for what is said to be
/// atomic. It lies apart from what is settled at start, which is read without a lock.
struct SharedTables {
  /// The addresses of all code objects.
  var codes = GrowingBuffer<UInt>(capacity: 256)
  var nextTypeVersion: UInt32 = 1
  /// Raised before caches are emptied: what was looked up before is not installed any more. Atomic.
  var cacheEpoch: UInt32 = 0
  /// The address of the context of the thread that fills built-in types' dicts, or 0. Atomic.
  var fillingThread: UInt = 0
}

extension Interpreter {
  /// What caches are installed by: see `SharedTables`.
  var cacheEpoch: UInt32 { load_acquire_u32(&state.pointee.tables.pointee.cacheEpoch) }
}
