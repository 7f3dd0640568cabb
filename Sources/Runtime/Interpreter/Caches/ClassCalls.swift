import Bytecode
import CRuntime

// Inline caches of calls of classes: `Point(1, 2)` makes the instance and begins `__init__` as the next frame. A class
// without an `__init__` of its own has none in its record. Exceptions keep the arguments besides.

extension Activation {
  /// Gives a call of a class with ordinary instances its record.
  func cacheClassCall(_ type: Type, _ instances: OrdinaryInstances) throws(Raised) {
    // The collector is told of instances with finalisers.
    if type.flags.contains(.hasFinalizer) { return }
    // A call counts its executions in `c`, which it leaves free.
    let code = frame.code
    let index = frame.currentWord
    let word = code.instructionWords[index]
    if word.trustedOpcode != .call && word.trustedOpcode != .callClass { return }
    if index > 0, code.instructionWords[index - 1].trustedOpcode == .extend { return }
    if word.trustedOpcode == .call, word.c == Self.givenUp { return }
    if word.trustedOpcode == .call, word.c == 0 {
      let counted = InstructionWord(.call, flags: word.flags, a: word.a, b: word.b, c: 1)
      return store_relaxed_u64(code.instructionWords + index, counted.bits)
    }
    let site = CacheSite(code: code, index: index, epoch: Interpreter(of: context).cacheEpoch)
    if let present = site.record(context) {
      // The call took more than the record says, an event or the end of a budget.
      if present.answers(type) { return }
      if present.chainLength >= CacheRecord.mostForms {
        code.restore(index)
        let plain = code.instructionWords[index]
        let last = InstructionWord(.call, flags: plain.flags, a: plain.a, b: plain.b, c: Self.givenUp)
        return store_relaxed_u64(code.instructionWords + index, last.bits)
      }
    }
    var initializer = try type.lookup(context, context.name(.__init__))
    if type[.initialize] == ObjectType.initializeBody { initializer = .empty }
    guard type.version != 0, initializer.isEmpty || Function(ifExactly: initializer) != nil,
      let record = CacheRecord.make(
        context, instances == .plain ? .instance : .exception, shape: type.rootShape.index, owner: type.value, version: type.version,
        offset: Instance.slotsOffset + Int(type.pointer.pointee.inlineSlots) * MemoryLayout<Value>.size,
        value: initializer)
    else { return }
    site.specialise(context, as: .callClass, record.value)
  }

  /// In the operand that calls leave free: the site calls too many classes for a cache.
  private static var givenUp: UInt16 { .max }
}

extension CacheRecord {
  /// Whether one of the records from here on is for calls of a class as it is now.
  fileprivate func answers(_ type: Type) -> Bool {
    var record = self
    while record.pointer.pointee.owner != type.value || !record.isCurrent {
      if record.next.isEmpty { return false }
      record = CacheRecord(record.next)
    }
    return true
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Makes the instance that a call of a class is for and begins `__init__`; nil where the records do not know the class,
  /// or the call needs more than that.
  @inline(__always)
  func pushInitializer(
    _ context: Context, _ cache: Value, _ window: UnsafeMutablePointer<Value>, count: Int, result: UInt32
  ) -> FramePointer? {
    var record = CacheRecord(cache)
    while record.pointer.pointee.owner != window.pointee {
      if record.next.isEmpty { return nil }
      record = CacheRecord(record.next)
    }
    let layout = record.pointer
    guard record.isCurrent, !layout.pointee.value.isEmpty, Function(layout.pointee.value).takesExactly(count + 1),
      let instance = record.form == .instance
        ? Instance.make(context, shape: layout.pointee.shape, size: Int(layout.pointee.offset))
        : Exception.make(context, of: Type(window.pointee), window + 1, count: count)
    else { return nil }
    // The receiver goes where the class stood, just before the arguments.
    let type = window.pointee
    window.pointee = instance
    guard let frame = pushFast(context, Function(layout.pointee.value), window, count: count + 1, result: result) else {
      window.pointee = type
      return nil
    }
    frame.pointee.owner = instance
    frame.pointee.flags = UInt32(frameIsInitializer.rawValue)
    return frame
  }
}

extension Context {
  /// The instance that a call without arguments makes of a class without an `__init__`; *empty* where the records do not
  /// know the class, or the call needs more than that.
  @inline(__always)
  func plainInstance(_ cache: Value, of type: Value) -> Value {
    let record = CacheRecord(cache)
    guard record.pointer.pointee.owner == type, record.form == .instance, record.pointer.pointee.value.isEmpty,
      record.isCurrent
    else { return .empty }
    return Instance.make(self, shape: record.pointer.pointee.shape, size: Int(record.pointer.pointee.offset)) ?? .empty
  }
}

extension Exception {
  /// A new exception that keeps so many arguments; nil where memory is exhausted.
  @inline(never)
  fileprivate static func make(
    _ context: Context, of type: Type, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) -> Value? {
    do throws(Raised) {
      return try Exception(context, of: type, arguments, count: count).value
    } catch {
      context.pointee.pendingException = .empty
      return nil
    }
  }
}

extension Function {
  /// Whether a call with so many positional arguments needs no binding.
  @inline(__always)
  func takesExactly(_ count: Int) -> Bool { Int(code.pointer.pointee.exactCount) == count }
}

extension Instance {
  /// A new instance of a known shape and size in bytes; nil where memory is exhausted.
  @inline(__always)
  static func make(_ context: Context, shape: UInt32, size: Int) -> Value? {
    guard let cell = Heap.allocate(context, size: size, space: .plain) else { return nil }
    let header = cell.assumingMemoryBound(to: ObjectHeader.self)
    header.pointee = ObjectHeader(shape: shape, kind: kind.rawValue, flags: 0, lock: 0, gc: 0)
    return Value(header)
  }
}
