import Bytecode
import CRuntime

extension Code {
  /// The code object that a portable one becomes in this interpreter, with all that is nested in it.
  static func make(_ context: Context, _ portable: CodeObject) throws(Raised) -> Code {
    let header = portable.header
    let pool = try CodePool.make(context, cacheCount: portable.cacheSiteCount, constantCount: portable.constants.count)
    for index in 0..<portable.constants.count {
      store(try context.value(of: portable.constants[index]), to: pool.constants + index)
    }
    let names = try ValueArray.make(context, count: portable.names.count)
    for index in 0..<portable.names.count {
      store(try context.interned(portable.names[index]), to: names.elements + index)
    }
    let variableNames = header.variableNames + header.cellNames + header.freeNames
    let variables = try ValueArray.make(context, count: variableNames.count)
    for index in 0..<variableNames.count {
      store(try context.interned(variableNames[index]), to: variables.elements + index)
    }
    let captures = try ValueArray.make(context, count: header.captures.count)
    for index in 0..<header.captures.count {
      let place =
        switch header.captures[index] {
        case .register(let register): Int64(register.index) << 1
        case .free(let free): Int64(free.index) << 1 | 1
        }
      captures.elements[index] = Value(smallInt: place)
    }
    let ranges = portable.exceptionRanges
    let handlers = try ValueArray.make(context, count: 3 * ranges.count)
    for index in 0..<ranges.count {
      handlers.elements[3 * index] = Value(smallInt: Int64(ranges[index].start))
      handlers.elements[3 * index + 1] = Value(smallInt: Int64(ranges[index].end))
      handlers.elements[3 * index + 2] = Value(smallInt: Int64(ranges[index].handler))
    }
    let words = try InstructionArray.make(context, portable.instructions)
    let name = try context.interned(header.name)
    let qualifiedName = try context.interned(header.qualifiedName)
    let filename = try context.interned(header.filename)
    let cell = try context.allocate(MemoryLayout<CodeLayout>.size, .plain)
    let code = Code(pointer: cell.assumingMemoryBound(to: CodeLayout.self))
    let needsBinding: CodeFlags = [.variableArguments, .variableKeywords]
    code.pointer.pointee = CodeLayout(
      header: .exact(.code), instructions: words.words, portable: .passRetained(portable), liveness: nil, monitoring: 0,
      instructionCount: UInt32(portable.instructions.count), registerCount: UInt32(portable.registerCount),
      parameterCount: UInt32(header.parameterCount), variableCount: UInt32(portable.variableCount),
      positionalCount: UInt32(header.positionalCount), keywordOnlyCount: UInt32(header.keywordOnlyCount),
      flags: UInt32(header.flags.rawValue),
      exactCount: header.keywordOnlyCount == 0 && header.flags.isDisjoint(with: needsBinding)
        ? UInt32(header.positionalCount) : .max,
      isProtected: portable.exceptionRanges.isEmpty ? 0 : 1, positionalOnlyCount: UInt32(header.positionalOnlyCount),
      constants: pool.constants, names: names.elements,
      captureCount: UInt32(header.captures.count), handlerCount: UInt32(ranges.count), cacheCount: 0, globalPolicy: 0, globalsIdentity: 0,
      builtinsIdentity: 0, start: UnsafePointer(words.words), heat: context.initialHeat, compilation: nil, words: words.value, pool: pool.value,
      nameArray: names.value, variableArray: variables.value,
      captureArray: captures.value, handlerArray: handlers.value, name: name, qualifiedName: qualifiedName, filename: filename)
    code.register(context)
    return code
  }

  /// Gives a copy of a code object instructions and a pool of its own, neither specialised.
  func separate(_ context: Context) throws(Raised) {
    let words = try InstructionArray.make(context, portable.instructions)
    let count = portable.constants.count
    let pool = try CodePool.make(context, cacheCount: portable.cacheSiteCount, constantCount: count)
    pool.constants.update(from: pointer.pointee.constants, count: count)
    pointer.pointee.words = words.value
    pointer.pointee.instructions = words.words
    pointer.pointee.start = UnsafePointer(words.words)
    pointer.pointee.heat = context.initialHeat
    pointer.pointee.compilation = nil
    pointer.pointee.compiledValues = .empty
    pointer.pointee.pool = pool.value
    pointer.pointee.constants = pool.constants
    pointer.pointee.cacheCount = 0
    pointer.pointee.globalPolicy = GlobalCachePolicy.cached.rawValue
    pointer.pointee.globalsIdentity = 0
  }
}

extension CodeObject {
  /// How many registers begin as variables: parameters, other variables, and cells of their own.
  var variableCount: Int {
    var count = header.variableNames.count
    for register in header.cellRegisters { count = max(count, Int(register.index) + 1) }
    return count
  }
}

extension Context {
  /// A constant as a value.
  public func value(of constant: Constant) throws(Raised) -> Value {
    switch constant {
    case .none: return .none
    case .true: return .true
    case .false: return .false
    case .ellipsis: return .ellipsis
    case .integer(let number): return try PythonInt.make(self, number)
    case .bigInteger(let number): return try bigInteger(number)
    case .float(let number): return try PythonFloat.make(self, number)
    case .complex(let real, let imaginary): return try Complex.make(self, ComplexNumber(real, imaginary))
    case .text(let text): return try interned(text)
    case .bytes(let bytes):
      let object = try Bytes.allocate(self, count: bytes.count)
      for index in 0..<bytes.count { object.base.storeBytes(of: bytes[index], toByteOffset: index, as: UInt8.self) }
      return object.value
    case .tuple(let items):
      if items.isEmpty { return try Tuple.empty(self).value }
      let tuple = try Tuple.allocate(self, count: items.count)
      for index in 0..<items.count { store(try value(of: items[index]), to: tuple.elements + index) }
      return tuple.value
    case .frozenSet(let items):
      let set = try Set.make(self, isFrozen: true)
      for item in items { _ = try set.add(self, value(of: item)) }
      return set.value
    case .slice(let start, let stop, let step):
      return try Slice.make(self, value(of: start), value(of: stop), value(of: step)).value
    case .code(let code): return try Code.make(self, code).value
    }
  }
}

extension Context {
  /// A string of a portable code object, interned.
  func interned(_ text: Bytecode.Text) throws(Raised) -> Value {
    var result = Value.empty
    text.bytes.withUnsafeBufferPointer { bytes in
      if let made = try? Text.make(self, utf8: bytes), let one = try? Text.interned(self, made) { result = one.value }
    }
    if result.isEmpty { throw raiseMemoryError() }
    return result
  }

  private func bigInteger(_ number: BigInteger) throws(Raised) -> Value {
    let object = try BigInt.allocate(self, count: (number.magnitude.count + 1) / 2)
    for index in 0..<object.count { object.limbs[index] = 0 }
    for (index, limb) in number.magnitude.enumerated() {
      object.limbs[index / 2] |= UInt64(limb) << (index & 1 == 0 ? 0 : 32)
    }
    return object.finish(isNegative: number.isNegative)
  }
}

// MARK: Storage

/// A fixed row of Values.
struct ValueArray: ObjectReference {
  struct Layout: BitwiseCopyable {
    var header: ObjectHeader
  }
  let pointer: UnsafeMutablePointer<Layout>
  static var kind: Kind { .attributeStorage }

  var elements: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  static func make(_ context: Context, count: Int) throws(Raised) -> ValueArray {
    let cell = try context.allocate(8 + count * 8, .plain)
    let array = ValueArray(pointer: cell.assumingMemoryBound(to: Layout.self))
    array.pointer.pointee = Layout(header: .exact(kind))
    return array
  }
}

/// A code object's instructions, which the interpreter rewrites as it learns.
struct InstructionArray: ObjectReference {
  struct Layout: BitwiseCopyable {
    var header: ObjectHeader
  }
  let pointer: UnsafeMutablePointer<Layout>
  static var kind: Kind { .bytes }

  var words: UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: UInt64.self)
  }

  static func make(_ context: Context, _ instructions: [InstructionWord]) throws(Raised) -> InstructionArray {
    let cell = try context.allocate(8 + instructions.count * 8, .leaf)
    let array = InstructionArray(pointer: cell.assumingMemoryBound(to: Layout.self))
    array.pointer.pointee = Layout(header: .exact(kind))
    for index in 0..<instructions.count { array.words[index] = instructions[index].bits }
    return array
  }
}
