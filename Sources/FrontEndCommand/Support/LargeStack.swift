import Glibc

/// Runs work on a thread whose stack is large enough to walk any syntax tree, and waits for it.
///
/// The gigabyte is reserved, not used: pages come into being when they are touched.
func onLargeStack(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 1 << 30)
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(work)).toOpaque()
  let status = pthread_create(
    &thread, &attributes,
    { context in
      Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().work()
      return nil
    }, context)
  precondition(status == 0, "no thread with a large stack: error \(status)")
  pthread_join(thread, nil)
}
