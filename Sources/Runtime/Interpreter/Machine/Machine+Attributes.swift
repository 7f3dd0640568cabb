import Bytecode
import CRuntime

// Attributes and methods that inline caches know.

extension Machine {
  @inline(__always)
  func loadAttributeSlot(_ word: InstructionWord) -> Value {
    let object = valueB(word)
    if object.operandIsPointer {
      let shape = load_relaxed_u32(object.object)
      var record = CacheRecord(constants.cache(word.c))
      while true {
        if record.pointer.pointee.shape == shape {
          let value = load(object.slot(at: record.pointer.pointee.offset))
          if value.isEmpty { break }
          return next(word, value)
        }
        if record.next.isEmpty { break }
        record = CacheRecord(record.next)
      }
    }
    return generally(word)
  }

  @inline(__always)
  func loadAttributeCached(_ word: InstructionWord) -> Value { quickly(word, loadAttributeCachedQuickly) }

  @inline(__always)
  func storeAttributeCached(_ word: InstructionWord) -> Value {
    if context.storeCached(constants.cache(word.c), valueA(word), valueB(word)) { return next() }
    return generally(word)
  }

  // Sites that no cache serves.

  @inline(__always)
  func loadAttributeAny(_ word: InstructionWord) -> Value { quickly(word, loadAttributeQuickly) }

  @inline(__always)
  func storeAttributeAny(_ word: InstructionWord) -> Value { quickly(word, storeAttributeQuickly) }

  @inline(__always)
  func loadMethodCached(_ word: InstructionWord) -> Value {
    let object = valueB(word)
    let shape = object.shapeOfClass
    var record = CacheRecord(constants.cache(word.c))
    while true {
      if record.pointer.pointee.shape == shape, record.isCurrent {
        let target = registers + Int(word.a)
        target[0] = record.pointer.pointee.value
        target[1] = object
        return next()
      }
      if record.next.isEmpty { break }
      record = CacheRecord(record.next)
    }
    return generally(word)
  }

  @inline(__always)
  func loadMethodBound(_ word: InstructionWord) -> Value {
    if context.loadCachedMethod(constants.cache(word.c), valueB(word), to: registers + Int(word.a)) { return next() }
    return generally(word)
  }

  @inline(__always)
  func loadSuperMethodCached(_ word: InstructionWord) -> Value {
    let arguments = registers + Int(word.b)
    if context.loadCachedSuperMethod(constants.cache(word.c), arguments, to: registers + Int(word.a)) { return next() }
    return generally(word)
  }
}

/// What is not in a slot: attributes of classes and modules, bound methods, properties.
@inline(never)
private func loadAttributeCachedQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let object = Machine(context, frame).valueB(word)
  switch context.cachedAttribute(frame.pointee.constants.cache(word.c), object) {
  case .found(let value): return Machine.resumed(context, word, value)
  case .getter(let function):
    guard let next = frame.pushFast(context, function, frame.windowEnd, count: 1, result: UInt32(word.a)) else {
      return goGenerally(context, frame, word)
    }
    next.pointee.registers[0] = object
    return Machine.entered(context, next)
  case .unknown: return goGenerally(context, frame, word)
  case .raised: return raise(context)
  }
}

@inline(never)
private func loadAttributeQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let object = Machine(context, frame).valueB(word)
  let name = frame.name(Int32(word.c))
  let value = object.isNative ? context.quickAttribute(object, name) : .empty
  if !value.isEmpty { return Machine.resumed(context, word, value) }
  if !context.pointee.pendingException.isEmpty { return raise(context) }
  guard let value = try? context.getAttribute(object, name) else { return raise(context) }
  return Machine.resumed(context, word, value)
}

@inline(never)
private func storeAttributeQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let (object, name, value) = (state.valueA(word), frame.name(Int32(word.c)), state.valueB(word))
  if object.isNative, context.quickSetAttribute(object, name, value) { return Machine.resumed(context) }
  if !context.pointee.pendingException.isEmpty { return raise(context) }
  do throws(Raised) { try context.setAttribute(object, name, value) } catch { return raise(context) }
  return Machine.resumed(context)
}
