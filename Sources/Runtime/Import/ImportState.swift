import CRuntime

/// What an interpreter knows of imports under way, and of the library's own machinery once a program has asked for it.
struct ImportState {
  /// A dict: the names of modules that are being imported, and the idents of the threads at it.
  var importing = Value.empty
  /// A dict: idents of threads that wait for another's import, and the name of the module.
  var waiting = Value.empty
  /// Changes with each import that ends; who waits sleeps on it.
  var change: UInt32 = 0
  /// `sys.meta_path` and `sys.path_hooks` as the machinery has made them, in tuples; *empty* before.
  var finders = Value.empty
  var hooks = Value.empty
  /// Nonzero while the machinery is being loaded.
  var isLoading: UInt32 = 0
  /// The module `_frozen_importlib_external`, once it is there.
  var machinery = Value.empty
  /// The lock of `_imp`, once it is needed.
  var lock = Value.empty
  var times = ImportTimes()

  func mark(_ marker: Marker) {
    marker.mark(importing)
    marker.mark(waiting)
    marker.mark(finders)
    marker.mark(hooks)
    marker.mark(machinery)
    marker.mark(lock)
  }
}

/// A module is imported by one thread; others wait until it is whole. Where threads would wait for each other in a
/// circle, one of them takes the module as far as it is.
struct ImportLock {
  let context: Context
  private var state: UnsafeMutablePointer<ImportState> { context.interpreter.pointee.imports }
  private var ident: Value { Value(smallInt: Int64(truncatingIfNeeded: context.pointee.ident >> 1)) }

  init(_ context: Context) throws(Raised) {
    self.context = context
    if !load(&state.pointee.importing).isEmpty { return }
    let dicts = (try Dict.make(context), try Dict.make(context, isTextOnly: false))
    Heap(of: context).withLock {
      if !state.pointee.importing.isEmpty { return }
      publish(dicts.1.value, to: &state.pointee.waiting)
      publish(dicts.0.value, to: &state.pointee.importing)
    }
  }

  private var importing: Dict { Dict(load(&state.pointee.importing)) }
  private var waiting: Dict { Dict(load(&state.pointee.waiting)) }

  /// True where the calling thread is to import the module, and to call `release` afterwards; false where it has to
  /// look for the module again, which another thread has imported, or the calling one is importing.
  func acquire(_ name: Value) throws(Raised) -> Bool {
    let owner = try importing.value(context, for: name)
    if owner == ident { return false }
    if owner.isEmpty, try importing.setDefault(context, name, to: ident) == ident { return true }
    try wait(for: name)
    return false
  }

  func release(_ name: Value) {
    let pending = context.pointee.pendingException
    do throws(Raised) { _ = try importing.remove(context, name) } catch {}
    context.pointee.pendingException = pending
    Heap(of: context).withLock { store_release_u32(&state.pointee.change, state.pointee.change &+ 1) }
    context.wake(&state.pointee.change)
  }

  /// Waits until no other thread imports the module.
  func wait(for name: Value) throws(Raised) {
    if importing.count == 0 { return }
    while true {
      let seen = load_acquire_u32(&state.pointee.change)
      let owner = try importing.value(context, for: name)
      if owner.isEmpty || owner == ident { return }
      try waiting.set(context, ident, to: name)
      let isCircle = try waitsForThis(owner)
      if !isCircle { _ = try context.wait(on: &state.pointee.change, while: seen) }
      _ = try waiting.remove(context, ident)
      if isCircle { return }
    }
  }

  /// Whether a thread waits, over any number of others, for the calling one.
  private func waitsForThis(_ thread: Value) throws(Raised) -> Bool {
    var thread = thread
    for _ in 0..<waiting.count + 1 {
      let name = try waiting.value(context, for: thread)
      if name.isEmpty { return false }
      thread = try importing.value(context, for: name)
      if thread == ident { return true }
      if thread.isEmpty { return false }
    }
    return false
  }
}

extension Context {
  /// The lock that `_imp` shows, which is whatever object was set first.
  public func importLock(orMake make: () throws(Raised) -> Value) throws(Raised) -> Value {
    let state = interpreter.pointee.imports
    if load(&state.pointee.lock).isEmpty {
      let made = try make()
      Heap(of: self).withLock { if state.pointee.lock.isEmpty { publish(made, to: &state.pointee.lock) } }
    }
    return load(&state.pointee.lock)
  }
}
