import CRuntime

// References that do not keep alive what they refer to: `weakref.ref`, the proxies, and how a class knows its
// subclasses. The collector empties them when their object dies (`Heap/Weak.swift`); callbacks run at the next event
// point.
//
//     ┌────────┬────────┬──────┬──────┬──────────┐
//     │ header │ target │ next │ hash │ callback │
//     └────────┴────────┴──────┴──────┴──────────┘
//     0        8        16     24     32
//
// All references to one object form a chain, newest first, but for the plain ones, which come before: a plain
// reference has no callback and no class of its own, and an object has at most one, which is shared.

public struct WeakReferenceLayout: BitwiseCopyable {
  var link: WeakLink
  /// The target's hash once it was asked for, as a small int, or *empty*.
  var hash: Value
  /// What is called when the target has died, or *empty*.
  var callback: Value
}

public struct WeakReference: ObjectReference {
  public let pointer: UnsafeMutablePointer<WeakReferenceLayout>
  public init(pointer: UnsafeMutablePointer<WeakReferenceLayout>) { self.pointer = pointer }
  public static var kind: Kind { .weakReference }
  static var traceRule: TraceRule { .words(from: 24) }

  /// *Empty* once the object is dead.
  public var target: Value { load(&pointer.pointee.link.target) }
  var callback: Value { load(&pointer.pointee.callback) }

  var isProxy: Bool {
    let shape = pointer.pointee.link.header.shape
    return shape == BuiltinShape.weakProxy || shape == BuiltinShape.weakCallableProxy
  }

  private var isPlain: Bool { callback.isEmpty && pointer.pointee.link.header.kind == Self.kind.rawValue }

  private var next: WeakReference? {
    UnsafeMutablePointer(bitPattern: pointer.pointee.link.next).map { WeakReference(pointer: $0) }
  }
}

// MARK: Making one

extension WeakReference {
  /// The plain reference to an object.
  public static func make(_ context: Context, to target: Value) throws(Raised) -> WeakReference {
    try make(context, Interpreter(of: context).type(.weakReference), to: target, callback: .empty)
  }

  /// A reference or proxy of a type. Where a plain one is asked for, it is the one that there is.
  static func make(
    _ context: Context, _ type: Type, to target: Value, callback: Value
  ) throws(Raised) -> WeakReference {
    if !target.isPointer || !context.type(of: target).flags.contains(.hasWeakReferences) {
      throw context.raise(.typeError, "cannot create weak reference to '\(context.typeName(of: target))' object")
    }
    let heap = Heap(of: context)
    let reference = WeakReference(
      Value(try context.allocateObject(type, size: MemoryLayout<WeakReferenceLayout>.size)))
    reference.pointer.pointee.link.target = target
    reference.pointer.pointee.callback = callback
    var isInserted = true
    let present: WeakReference? = heap.withLock {
      let place = Place(in: heap.firstWeakLink(to: target), for: reference)
      if let present = place.present { return present }
      isInserted = reference.pointer.withMemoryRebound(to: WeakLink.self, capacity: 1) { link in
        heap.insertWeakLink(link, after: place.previous)
      }
      return nil
    }
    if !isInserted { throw context.raiseMemoryError() }
    return present ?? reference
  }

  /// Where in a chain a new reference belongs.
  private struct Place {
    /// The plain reference or proxy that is there already, and takes the new one's place.
    var present: WeakReference?
    /// What stands before it; nil if it comes first.
    var previous: UnsafeMutablePointer<WeakLink>?

    init(in chain: UnsafeMutablePointer<WeakLink>?, for reference: WeakReference) {
      var current = chain.map { WeakReference(pointer: $0.withMemoryRebound(to: Layout.self, capacity: 1) { $0 }) }
      while let other = current, other.isPlain {
        if reference.isPlain {
          if other.isProxy == reference.isProxy { present = other }
          // The reference stands before the proxy.
          if !reference.isProxy { return }
        }
        previous = other.pointer.withMemoryRebound(to: WeakLink.self, capacity: 1) { $0 }
        current = other.next
      }
    }

    private typealias Layout = WeakReferenceLayout
  }
}

// MARK: What refers to an object

extension Context {
  /// The references to an object that there are, as a new list.
  func weakReferences(to target: Value) throws(Raised) -> List {
    let heap = Heap(of: self)
    while true {
      let count = heap.withLock { countWeakReferences(to: target) }
      let list = try List.make(self, capacity: count)
      let isComplete = heap.withLock {
        if countWeakReferences(to: target) > count { return false }
        // Nobody else has the list yet.
        forEachWeakReference(to: target) { reference in
          list.storage.unsafelyUnwrapped.elements[list.count] = reference.value
          list.pointer.pointee.count += 1
        }
        return true
      }
      if isComplete { return list }
    }
  }

  /// The first of them; *empty* where there is none.
  func firstWeakReference(to target: Value) -> Value {
    Heap(of: self).withLock {
      Heap(of: self).firstWeakLink(to: target).map { Value(bits: UInt64(UInt(bitPattern: $0))) } ?? .empty
    }
  }

  func weakReferenceCount(to target: Value) -> Int {
    Heap(of: self).withLock { countWeakReferences(to: target) }
  }

  private func countWeakReferences(to target: Value) -> Int {
    var count = 0
    forEachWeakReference(to: target) { _ in count += 1 }
    return count
  }

  /// The heap's lock is held.
  private func forEachWeakReference(to target: Value, _ body: (WeakReference) -> Void) {
    if !target.isPointer { return }
    var link = Heap(of: self).firstWeakLink(to: target)
    while let current = link {
      body(WeakReference(Value(bits: UInt64(UInt(bitPattern: current)))))
      link = UnsafeMutablePointer<WeakLink>(bitPattern: current.pointee.next)
    }
  }
}
