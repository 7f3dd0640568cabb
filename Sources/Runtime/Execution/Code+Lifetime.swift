import Bytecode
import CRuntime

// What a code object has outside the heap: a reference to what the compiler made, and the table that tells the collector
// which temporaries are live.

extension Code {
  /// Has both freed when the object dies.
  func register(_ context: Context) {
    let interpreter = Interpreter(of: context)
    let isNoted = interpreter.withHeapLock {
      interpreter.state.pointee.tables.pointee.codes.append(UInt(bitPattern: pointer))
    }
    if !isNoted { preconditionFailure("no memory for the heap's tables") }
  }

  fileprivate func release(_ settings: ProgramSettings) {
    pointer.pointee.portable.release()
    pointer.pointee.liveness?.deallocate()
    freeMonitoring()
    releaseCompilation(settings)
  }

  /// Larger tables are not made: all temporaries count then.
  private static var mostTableWords: Int { 1 << 20 }

  /// A bit for each temporary that may still be read where the next instruction is at a word; nil where all count. The
  /// world is stopped.
  func liveTemporaries(at word: Int) -> UnsafePointer<UInt64>? {
    let count = Int(pointer.pointee.instructionCount)
    let liveness = Liveness(portable, firstTemporary: Int(pointer.pointee.variableCount))
    if word < 0 || word > count || liveness.tableWords > Self.mostTableWords { return nil }
    let table: UnsafeMutablePointer<UInt64>
    if let known = pointer.pointee.liveness {
      table = known
    } else {
      table = .allocate(capacity: max(liveness.tableWords, 1))
      table.initialize(repeating: 0, count: max(liveness.tableWords, 1))
      liveness.fill(table)
      pointer.pointee.liveness = table
    }
    return UnsafePointer(table + word * liveness.rowWords)
  }
}

extension InterpreterState {
  /// Frees what dead code objects have outside the heap, and drops the inline caches that refer to what is dead. Comes
  /// before the shapes' table forgets dead shapes.
  func sweepCodes(_ marker: Marker) {
    let codes = tables.pointee.codes
    var kept = 0
    for index in 0..<codes.count {
      if marker.isMarked(codes[index]) {
        Code(Value(bits: UInt64(codes[index]))).sweepCaches(marker, vacant: vacantRecord, shapes.table)
        codes[kept] = codes[index]
        kept += 1
      } else {
        let code = Code(Value(bits: UInt64(codes[index])))
        if let own = code.knownMonitoring, own.pointee.events.union != 0 { monitoring.pointee.localCount -= 1 }
        code.release(settings)
      }
    }
    tables.pointee.codes.truncate(to: kept)
  }

  func freeCodes() {
    let codes = tables.pointee.codes
    for index in 0..<codes.count { Code(Value(bits: UInt64(codes[index]))).release(settings) }
    tables.pointee.codes.free()
  }
}
