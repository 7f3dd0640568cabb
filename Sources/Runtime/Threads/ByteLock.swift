import CRuntime

// The lock in every object's header: one byte.
//
//     0   free
//     1   held
//     3   held, and a thread sleeps until it is free
//
// A thread that is alone takes and frees it by plain stores; one that is not, by compare-and-swap. Who finds it held
// tries for a moment, then sleeps as *blocked*, so that the holder may collect. Sleepers of all objects share one
// condition: contention is rare, and each looks at its own byte again.
//
// Not recursive. Whoever holds one may allocate but runs no Python code.

public enum ByteLock {
  @inline(__always)
  public static func acquire(_ context: Context, _ object: ObjectPointer) {
    if context.pointee.isShared == 0 {
      store_relaxed_u8(byte(object), 1)
    } else if !exchange_if_u8(byte(object), 0, 1) {
      acquireContended(context, object)
    }
  }

  @inline(__always)
  public static func release(_ context: Context, _ object: ObjectPointer) {
    if context.pointee.isShared == 0 {
      store_relaxed_u8(byte(object), 0)
    } else if !exchange_if_u8(byte(object), 1, 0) {
      releaseContended(context, object)
    }
  }

  /// Takes the locks of two objects, which may be the same, in the order of their addresses.
  public static func acquire(_ context: Context, _ first: ObjectPointer, _ second: ObjectPointer) {
    if first == second { return acquire(context, first) }
    acquire(context, min(first, second))
    acquire(context, max(first, second))
  }

  public static func release(_ context: Context, _ first: ObjectPointer, _ second: ObjectPointer) {
    release(context, first)
    if first != second { release(context, second) }
  }

  /// Where `ObjectHeader.lock` stands.
  @inline(__always)
  private static func byte(_ object: ObjectPointer) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(object) + 6 }

  // MARK: Contention

  private static var held: UInt8 { 1 }
  private static var awaited: UInt8 { 3 }
  private static var attemptsBeforeSleeping: Int { 64 }

  @inline(never)
  private static func acquireContended(_ context: Context, _ object: ObjectPointer) {
    for _ in 0..<attemptsBeforeSleeping {
      if load_relaxed_u8(byte(object)) == 0, exchange_if_u8(byte(object), 0, held) { return }
    }
    let heap = Heap(of: context)
    var wait = Wait(monitor: heap.state.pointee.lockWaiters, byte: byte(object))
    _ = heap.blocking(context, &wait) { argument in
      argument.unsafelyUnwrapped.assumingMemoryBound(to: Wait.self).pointee.run()
      return nil
    }
  }

  @inline(never)
  private static func releaseContended(_ context: Context, _ object: ObjectPointer) {
    let monitor = Heap(of: context).state.pointee.lockWaiters
    host_monitor_lock(monitor)
    store_release_u8(byte(object), 0)
    host_monitor_wake_all(monitor)
    host_monitor_unlock(monitor)
  }

  private struct Wait {
    let monitor: OpaquePointer
    let byte: UnsafeMutableRawPointer

    /// Sleeps until the byte is free, and takes it as *awaited*: others may be asleep still.
    func run() {
      host_monitor_lock(monitor)
      while !exchange_if_u8(byte, 0, awaited) {
        if load_relaxed_u8(byte) == awaited || exchange_if_u8(byte, held, awaited) { host_monitor_wait(monitor) }
      }
      host_monitor_unlock(monitor)
    }
  }
}
