import Bytecode
import CRuntime

// What becomes of inline caches. They keep nothing alive: after marking, a collection drops the records that refer to
// something dead, and keeps the others. When a class gets or loses something that records do not check (a data
// descriptor, an attribute hook), all caches are emptied; that is rare once a program runs.

extension Code {
  /// Drops the caches that refer to what a collection found dead; the code itself lives.
  func sweepCaches(_ marker: Marker, vacant: Value, _ shapes: UnsafeMutablePointer<UnsafeRawPointer?>) {
    forEachCache { cache in
      if !Code.keep(cache.pointee, marker, shapes) { store(vacant, to: cache) }
    }
  }

  /// Marks a cache's records where all that they refer to is marked.
  private static func keep(
    _ cache: Value, _ marker: Marker, _ shapes: UnsafeMutablePointer<UnsafeRawPointer?>
  ) -> Bool {
    guard var record = CacheRecord(ifExactly: cache) else { return marker.isMarked(UInt(cache.bits)) }
    while true {
      if !record.isAlive(marker, shapes) { return false }
      if record.next.isEmpty { break }
      record = CacheRecord(record.next)
    }
    record = CacheRecord(cache)
    while true {
      marker.mark(record.value)
      if record.next.isEmpty { return true }
      record = CacheRecord(record.next)
    }
  }
}

extension Interpreter {
  var vacantRecord: Value { state.pointee.vacantRecord }

  /// Empties every inline cache.
  func emptyCaches(_ context: Context) {
    withHeapLock {
      let tables = state.pointee.tables
      store_release_u32(&tables.pointee.cacheEpoch, tables.pointee.cacheEpoch &+ 1)
      let vacant = vacantRecord
      for index in 0..<tables.pointee.codes.count {
        Code(Value(bits: UInt64(tables.pointee.codes[index]))).forEachCache { publish(vacant, to: $0) }
      }
    }
  }
}

extension Code {
  var instructionWords: UnsafeMutablePointer<InstructionWord> {
    UnsafeMutableRawPointer(pointer.pointee.instructions).assumingMemoryBound(to: InstructionWord.self)
  }

  fileprivate func forEachCache(_ body: (UnsafeMutablePointer<Value>) -> Void) {
    for site in 0..<Int(pointer.pointee.cacheCount) { body(pointer.pointee.constants - 1 - site) }
  }

  /// The instruction as it stands: another thread may be giving it another form.
  func currentInstruction(_ index: Int) -> InstructionWord {
    InstructionWord(bits: load_relaxed_u64(instructionWords + index))
  }

  /// The instruction as it was compiled.
  func originalWord(_ index: Int) -> InstructionWord { portable.instructions[index] }

  /// Gives an instruction a specialised form and its cache a content. Nothing happens where caches were emptied since
  /// `epoch`, when the content was looked up, or where the sites are used up.
  func specialise(
    _ context: Context, at index: Int, as opcode: Opcode, _ content: Value, epoch: UInt32
  ) {
    let interpreter = Interpreter(of: context)
    interpreter.withHeapLock {
      let layout = pointer
      if interpreter.cacheEpoch != epoch { return }
      var word = currentInstruction(index)
      var site = word.c
      if !word.trustedOpcode.hasSite {
        if layout.pointee.cacheCount >= UInt32(CodePool(layout.pointee.pool).cacheCount) { return }
        site = UInt16(layout.pointee.cacheCount)
        layout.pointee.cacheCount += 1
      } else if let record = CacheRecord(ifExactly: content),
        let head = CacheRecord(ifExactly: load(layout.pointee.constants - 1 - Int(site))), head.value != interpreter.vacantRecord
      {
        record.pointer.pointee.next = head.value
      }
      publish(content, to: layout.pointee.constants - 1 - Int(site))
      word = InstructionWord(opcode, flags: word.flags, a: word.a, b: word.b, c: site)
      store_release_u64(instructionWords + index, word.bits)
    }
  }

  /// Gives an instruction a form that has no cache: the compiled one, or one for sites that are not worth one.
  func restore(_ index: Int, as opcode: Opcode? = nil) {
    let word = originalWord(index)
    let restored = InstructionWord(
      opcode ?? word.trustedOpcode, flags: word.flags, a: word.a, b: word.b, c: word.c)
    store_release_u64(instructionWords + index, restored.bits)
  }
}

extension Opcode {
  /// Whether `c` is the index of an inline cache.
  var hasSite: Bool {
    switch self {
    case .loadGlobalCell, .loadBuiltinCell, .loadNameCell, .storeNameCell, .loadAttributeSlot, .loadAttributeCached,
      .storeAttributeCached, .loadMethodCached, .loadMethodBound, .loadSuperMethodCached, .callClass:
      true
    default: false
    }
  }
}
