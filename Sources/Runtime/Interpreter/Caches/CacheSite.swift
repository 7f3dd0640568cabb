import Bytecode
import CRuntime

/// An instruction that is to get an inline cache, and what was known when the look-up began.
struct CacheSite {
  let code: Code
  /// Of its word among the instructions.
  let index: Int
  let epoch: UInt32

  /// The records there are already; nil where there are none.
  func record(_ context: Context) -> CacheRecord? {
    let word = code.currentInstruction(index)
    guard word.trustedOpcode.hasSite else { return nil }
    let record = CacheRecord(ifExactly: UnsafePointer(code.pointer.pointee.constants).cache(word.c))
    return record?.value == Interpreter(of: context).vacantRecord ? nil : record
  }

  func specialise(_ context: Context, as opcode: Opcode, _ content: Value) {
    code.specialise(context, at: index, as: opcode, content, epoch: epoch)
  }
}

extension Activation {
  /// The site of this instruction, if it is worth a cache: it has been executed before, and has no prefix.
  ///
  /// - Parameter megamorphic: The form for a site that has no cache after many tries.
  func cacheSite(megamorphic: Opcode? = nil) -> CacheSite? {
    let code = frame.code
    let index = frame.currentWord
    let word = code.currentInstruction(index)
    if index > 0, code.currentInstruction(index - 1).trustedOpcode == .extend { return nil }
    if !word.trustedOpcode.hasSite {
      // Executions are counted in `d`, which compiled instructions with caches leave free.
      if Int(word.d) < Self.triesBeforeGivingUp {
        let counted = InstructionWord(
          word.trustedOpcode, flags: word.flags + 8, a: word.a, b: word.b, c: word.c)
        store_relaxed_u64(code.instructionWords + index, counted.bits)
      } else if let megamorphic {
        code.restore(index, as: megamorphic)
        return nil
      }
      if word.d == 0 { return nil }
    }
    return CacheSite(code: code, index: index, epoch: Interpreter(of: context).cacheEpoch)
  }

  private static var triesBeforeGivingUp: Int { 8 }

  /// Adds a record to a site, or makes it one that has none where it has met too much.
  func add(_ record: CacheRecord?, to site: CacheSite, as opcode: (CacheRecord) -> Opcode, orElse megamorphic: Opcode) {
    let present = site.record(context)
    guard let record else {
      if present != nil { site.code.restore(site.index, as: megamorphic) }
      return
    }
    if let present, present.chainLength >= CacheRecord.mostForms {
      return site.code.restore(site.index, as: megamorphic)
    }
    site.specialise(context, as: opcode(record), record.value)
  }
}
