import CRuntime

// What `gc` tells of the heap: which objects there are, and which refer to which. Storage, which Python does not see,
// counts as part of the object that it belongs to.

extension Kind {
  /// Whether the cell is storage that belongs to one object.
  fileprivate var isStorage: Bool {
    self == .listStorage || self == .dictStorage || self == .setStorage || self == .attributeStorage
      || self == .globalCell
  }

  /// Whether Python sees objects of the kind, and they may refer to others.
  fileprivate var isContainer: Bool {
    switch self {
    case .none, .int, .float, .complex, .text, .textBuffer, .bytes, .byteArray, .range, .code, .shape, .shapeNames,
      .signature, .codePool, .cacheRecord:
      false
    default: !isStorage
    }
  }
}

extension ObjectHeader {
  fileprivate var layout: Kind { Kind(rawValue: kind & 0x7f) }
}

extension Context {
  /// `gc.is_tracked(value)`.
  func isTracked(_ value: Value) -> Bool {
    guard value.isPointer, value.object.pointee.layout.isContainer else { return false }
    if let type = Type(ifHas: value) { return type.flags.contains(.heap) }
    if let tuple = Tuple(ifExactly: value) {
      for index in 0..<tuple.count where isTracked(tuple[index]) { return true }
      return false
    }
    return value.object.pointee.shape != BuiltinShape.object
  }

  /// All objects that Python sees and that may refer to others, as a new list.
  func allObjects() throws(Raised) -> List {
    Heap(of: self).collect(self)
    return try objects { $0.object.pointee.layout.isContainer }
  }

  /// Those that refer to one of some objects.
  func referrers(to targets: Tuple) throws(Raised) -> List {
    let heap = Heap(of: self)
    heap.collect(self)
    return try objects { walked in
      if !walked.object.pointee.layout.isContainer || walked.object == targets.object { return false }
      var isFound = false
      heap.forEachReferent(of: walked) { referent in
        for index in 0..<targets.count where targets[index] == Value(bits: UInt64(referent)) { isFound = true }
      }
      return isFound
    }
  }

  /// What some objects refer to.
  func referents(of sources: Tuple) throws(Raised) -> List {
    let heap = Heap(of: self)
    return try fill { add in
      for index in 0..<sources.count where sources[index].isPointer {
        heap.forEachReferent(of: heap.walked(sources[index].object)) { add(Value(bits: UInt64($0))) }
      }
    }
  }

  private func objects(where isWanted: (WalkedObject) -> Bool) throws(Raised) -> List {
    let heap = Heap(of: self)
    return try fill { add in
      heap.forEachObject { if hasType($0.object), isWanted($0) { add(Value($0.object)) } }
    }
  }

  /// Whether an object is one of a class: what only the runtime sees has none, or is not complete yet.
  private func hasType(_ object: ObjectPointer) -> Bool {
    let entry = Value(bits: load_acquire_u64(pointee.shapes.unsafelyUnwrapped + Int(load_relaxed_u32(object))))
    return entry.isPointer && Shape(entry).type.isPointer
  }

  /// A list of what `body` adds; the world is stopped while it runs, and it runs twice: to count, and to fill.
  private func fill(_ body: ((Value) -> Void) -> Void) throws(Raised) -> List {
    let heap = Heap(of: self)
    while true {
      var count = 0
      heap.stopped(self) { body { _ in count += 1 } }
      // The list and its storage are new objects themselves.
      let list = try List.make(self, capacity: count + 8)
      let elements = list.storage.unsafelyUnwrapped.elements
      let capacity = list.storage.unsafelyUnwrapped.capacity
      var filled = 0
      heap.stopped(self) {
        body { value in
          if value == list.value { return }
          if filled < capacity { store(value, to: elements + filled) }
          filled += 1
        }
      }
      if filled > capacity { continue }
      list.pointer.pointee.count = Int64(filled)
      return list
    }
  }
}

extension Heap {
  /// Calls `body` with the address of each object that Python sees an object refer to.
  fileprivate func forEachReferent(of walked: WalkedObject, _ body: (UInt) -> Void) {
    forEachLikelyReference(of: walked) { address in
      guard let target = ObjectPointer(bitPattern: address) else { return }
      // A list of the runtime's own has the shape of storage.
      if target.pointee.layout.isStorage || target.pointee.shape == UInt32(Kind.listStorage.rawValue) {
        forEachReferent(of: self.walked(target), body)
      } else if target.pointee.layout.isContainer || target.pointee.layout.isValue {
        body(address)
      }
    }
  }
}

extension Kind {
  /// Whether Python sees objects of the kind, which refer to none.
  fileprivate var isValue: Bool {
    switch self {
    case .int, .float, .complex, .text, .bytes, .byteArray, .range, .code: true
    default: false
    }
  }
}
