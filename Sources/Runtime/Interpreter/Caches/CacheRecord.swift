import CRuntime

// What an inline cache knows of a site: which objects it has an answer for, and the answer. A record never changes, so
// that a reader needs one load of the cache's word; the JIT reads the records as the site's profile.
//
// Up to `CacheRecord.mostForms` records of a site are chained, newest first.

public struct CacheRecordLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The shape of the objects that it is for; 0, which none has, in the vacant record.
  var shape: UInt32
  /// Of `owner`: what was found in the class is there as long as this is its version.
  var version: UInt32
  /// Bytes from the object to the slot, or the slot's index in the object's storage, or bytes of a new instance.
  var offset: UInt32
  /// The shape that storing a new attribute leads to, or 0.
  var newShape: UInt32
  /// A `CacheForm`.
  var form: UInt8
  var reserved: UInt8 = 0
  var reserved2: UInt16 = 0
  var reserved3: UInt32 = 0

  /// The class whose version counts, or the one object that the record is for.
  var owner: Value
  /// The attribute, function or cell that was found.
  var value: Value
  /// Of `super`: the class behind which it was looked for, or *empty*. It lives as long as `owner` has this version.
  var behind: Value
  var next: Value
}

/// What a record answers.
enum CacheForm: UInt8 {
  /// In a slot of the object, `offset` bytes from it.
  case slot
  /// In the object's storage, at index `offset`.
  case storage
  /// Storing an attribute that the object has not had: the object gets `newShape`.
  case newSlot
  /// An attribute of the class that is what it is through any instance.
  case classValue
  /// A function of the class, which is bound to the object.
  case method
  /// A property whose getter is a Python function.
  case property
  /// A variable of the module `owner`: `value` is its cell.
  case moduleVariable
  /// An attribute of the class `owner` itself.
  case ownValue
  /// A class method of the class `owner`: a function that takes it.
  case classMethod
  /// The same, called on instances of `owner`.
  case classMethodOfInstance
  /// A call of the class `owner`: `value` is its `__init__`, `shape` the new instance's.
  case instance
  /// The same of an exception class with an `__init__` of its own.
  case exception
}

public struct CacheRecord: ObjectReference {
  public let pointer: UnsafeMutablePointer<CacheRecordLayout>
  public init(pointer: UnsafeMutablePointer<CacheRecordLayout>) { self.pointer = pointer }
  public static var kind: Kind { .cacheRecord }

  /// Refers to others, but keeps none of them alive.
  static var traceRule: TraceRule { .leaf }

  /// A site that has met more kinds of objects than this is megamorphic.
  static var mostForms: Int { 4 }

  @inline(__always) var form: CacheForm { unsafeBitCast(pointer.pointee.form, to: CacheForm.self) }
  @inline(__always) var next: Value { pointer.pointee.next }

  /// Whether what was found in the class still holds.
  @inline(__always)
  var isCurrent: Bool { Type(pointer.pointee.owner).version == pointer.pointee.version }

  /// How many there are from here on.
  var chainLength: Int {
    var (count, record) = (1, self)
    while !record.next.isEmpty {
      record = CacheRecord(record.next)
      count += 1
    }
    return count
  }

  /// Whether all from here on are slots of the objects themselves.
  var areSlots: Bool {
    var record = self
    while true {
      if record.form != .slot { return false }
      if record.next.isEmpty { return true }
      record = CacheRecord(record.next)
    }
  }

  /// A record; nil where memory is exhausted, which costs speed only.
  static func make(
    _ context: Context, _ form: CacheForm, shape: UInt32, owner: Value = .empty, version: UInt32 = 0,
    offset: Int = 0, newShape: UInt32 = 0, value: Value = .empty, behind: Value = .empty
  ) -> CacheRecord? {
    let size = MemoryLayout<CacheRecordLayout>.size
    guard let cell = Heap.allocate(context, size: size, space: .leaf) else { return nil }
    let record = CacheRecord(pointer: cell.assumingMemoryBound(to: CacheRecordLayout.self))
    record.pointer.pointee = CacheRecordLayout(
      header: header, shape: shape, version: version, offset: UInt32(offset), newShape: newShape, form: form.rawValue,
      owner: owner, value: value, behind: behind, next: .empty)
    return record
  }

  /// The record that no site's object matches. As a pair of cells it has two that are empty: itself.
  static func makeVacant(_ context: Context) throws(Raised) -> CacheRecord {
    guard let record = make(context, .slot, shape: 0) else { throw context.raiseMemoryError() }
    record.pointer.pointee.owner = record.value
    record.pointer.pointee.value = record.value
    return record
  }

  /// Whether a collection leaves all that the record refers to.
  func isAlive(_ marker: Marker, _ shapes: UnsafeMutablePointer<UnsafeRawPointer?>) -> Bool {
    func lives(_ value: Value) -> Bool { !value.isPointer || marker.isMarked(UInt(value.bits)) }
    let record = pointer.pointee
    guard lives(record.owner), lives(record.value) else { return false }
    guard let shape = shapes[Int(record.shape)] else { return record.shape == 0 }
    return marker.isMarked(UInt(bitPattern: shape))
  }
}
