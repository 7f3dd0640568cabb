import CRuntime

// A reference that does not keep alive what it refers to: `weakref.ref`, and how a class knows its subclasses.

struct WeakReferenceLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The collector empties it when the object dies; its trace rule leaves it out.
  var target: Value
  /// What is called then, or *empty*.
  var callback: Value
}

struct WeakReference: ObjectReference {
  let pointer: UnsafeMutablePointer<WeakReferenceLayout>
  init(pointer: UnsafeMutablePointer<WeakReferenceLayout>) { self.pointer = pointer }
  static var kind: Kind { .weakReference }
  static var traceRule: TraceRule { .words(from: 16) }

  /// *Empty* once the object is dead.
  var target: Value { load(&pointer.pointee.target) }

  static func make(_ context: Context, to target: Value, callback: Value = .empty) throws(Raised) -> WeakReference {
    let cell = try context.allocate(MemoryLayout<WeakReferenceLayout>.size, .plain)
    let reference = WeakReference(pointer: cell.assumingMemoryBound(to: WeakReferenceLayout.self))
    reference.pointer.pointee = WeakReferenceLayout(header: Self.header, target: target, callback: callback)
    if !Heap(of: context).registerWeakWord(context, holder: reference.object, offset: 8) {
      throw context.raiseMemoryError()
    }
    return reference
  }
}
