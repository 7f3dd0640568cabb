import Bytecode
import CRuntime

/// A code object as a compiler reads it: instructions in the forms that the interpreter has given them, what their inline
/// caches know, and what was recorded. Valid while the calling thread runs Python code.
public struct CompilableCode {
  public let context: Context
  public let code: Code

  public init(_ context: Context, _ code: Code) { (self.context, self.code) = (context, code) }

  /// The code of a function.
  public init(_ context: Context, function: CompilableFunction) { self.init(context, Code(function.code)) }

  public var wordCount: Int { Int(code.pointer.pointee.instructionCount) }
  public var registerCount: Int { Int(code.pointer.pointee.registerCount) }
  /// Parameters, other variables and cells: the first registers.
  public var variableCount: Int { Int(code.pointer.pointee.variableCount) }
  public var parameterCount: Int { Int(code.pointer.pointee.parameterCount) }
  public var isGenerator: Bool { !code.portable.header.flags.isDisjoint(with: [.generator, .coroutine, .asyncGenerator]) }
  /// Whether its variables are registers; those of other code are in the frame's local namespace.
  public var isFunctionBody: Bool { code.portable.header.flags.contains(.newLocals) }
  public var name: String { String(Text(code.qualifiedName)) }
  public var compilation: UnsafeMutablePointer<CodeCompilation> { code.requireCompilation() }
  /// What `perf` is to call the code, in the form that CPython gives such names.
  public var perfName: String {
    let header = code.portable.header
    return "py::\(name):\(header.filename.string):\(header.firstLine)"
  }

  /// Whether all functions of the code have the same globals and built-ins, so that its caches tell where these are.
  public var hasOneNamespace: Bool { code.cachesGlobals }

  /// The code in which an exit of this code's machine code is.
  public func innermost(of exit: CompiledExit) -> CompilableCode {
    guard exit.frameCount > 0, let frames = exit.frames else { return self }
    return CompilableCode(context, Code(frames[Int(exit.frameCount) - 1].code))
  }

  /// Where the first instruction is.
  public var instructions: UnsafePointer<UInt64> { UnsafePointer(code.pointer.pointee.instructions) }

  public func word(_ index: Int) -> InstructionWord { code.instructionWords[index] }
  public func constant(_ index: Int) -> Value { code.pointer.pointee.constants[index] }

  public func profile(_ index: Int) -> InstructionProfile {
    InstructionProfile(bits: compilation.pointee.profile?[index] ?? 0)
  }

  /// The shapes of all instances that were an instruction's left operand, or its container; none where there were too many.
  public func seenShapes(_ index: Int) -> [UInt32] {
    guard let shapes = compilation.pointee.shapes else { return [] }
    let seen = UnsafeBufferPointer(start: shapes + index * Int(seenShapeLimit), count: Int(seenShapeLimit))
    return seen[0] == InstructionProfile.tooMany ? [] : seen.filter { $0 != 0 }
  }

  /// The line of the source that an instruction stands for, or 0.
  public func line(at word: Int) -> Int { max(0, Int(code.portable.positions[word].line)) }

  public var isRecorded: Bool { compilation.pointee.profile != nil }

  /// Whether native code may take the items that it yields one after the other.
  public var isConsumed: Bool { isGenerator && (!isRecorded || compilation.pointee.isConsumed != 0) }

  /// Whether machine code met ints larger than it took them to be.
  public var hasLargeInts: Bool { compilation.pointee.hasLargeInts != 0 }
  /// Whether loops were seen whose later iterations are not like the one before.
  public var isUneven: Bool { compilation.pointee.isUneven != 0 }

  /// The kinds of values that a register had at the back-edge that a word is.
  public func kinds(of register: Int, atBackEdge index: Int) -> ValueKinds {
    guard let rows = compilation.pointee.registerRows, let kinds = compilation.pointee.registerKinds, rows[index] > 0 else {
      return []
    }
    return ValueKinds(rawValue: kinds[(Int(rows[index]) - 1) * registerCount + register])
  }

  /// What the inline cache of an instruction knows, newest first.
  public func records(_ index: Int) -> [CachedAnswer] {
    let word = word(index)
    guard word.trustedOpcode.hasSite,
      var record = CacheRecord(ifExactly: UnsafePointer(code.pointer.pointee.constants).cache(word.c)),
      record.value != Interpreter(of: context).vacantRecord
    else { return [] }
    var answers = [CachedAnswer(record)]
    while !record.next.isEmpty {
      record = CacheRecord(record.next)
      answers.append(CachedAnswer(record))
    }
    return answers
  }

  /// The class `super`.
  public var superType: Value { Interpreter(of: context).type(.super).value }

  /// Where objects of a shape refer to the storage of what does not fit into them.
  public func storageOffset(ofShape shape: UInt32) -> Int {
    let known = Shape(Value(bits: load_acquire_u64(context.pointee.shapes.unsafelyUnwrapped + Int(shape))))
    return Attributes.storageOffset(ofKind: Type(known.type).pointer.pointee.instanceKind)
  }

  /// The cell of the global variable that an instruction reads, and of the built-in where that is what it finds.
  public func globalCells(_ index: Int) -> (global: Value, builtin: Value)? {
    let word = word(index)
    let cache = UnsafePointer(code.pointer.pointee.constants).cache(word.c)
    switch word.trustedOpcode {
    case .loadGlobalCell, .loadNameCell, .storeNameCell: return GlobalCell(ifExactly: cache) == nil ? nil : (cache, .empty)
    case .loadBuiltinCell:
      guard let pair = CacheRecord(ifExactly: cache), cache != Interpreter(of: context).vacantRecord else { return nil }
      return (pair.pointer.pointee.owner, pair.pointer.pointee.value)
    default: return nil
    }
  }

  /// What a call of a native function with so many arguments, the receiver included, is to compiled code; nil for one that
  /// is no more than a call.
  public func quickOperation(ofCalling callee: Value, count: Int) -> QuickOperation? {
    if let type = Type(ifExactly: callee) { return count == 1 ? conversion(to: type) : count == 2 ? pairing(by: type) : nil }
    guard let native = NativeFunction(ifExactly: callee), native.pointer.pointee.receiver.isEmpty else { return nil }
    let name = native.nameString
    if native.pointer.pointee.owner.isEmpty {
      guard let module = Text(ifHas: native.pointer.pointee.module), module == "builtins" else { return nil }
      switch (name, count) {
      case ("len", 1): return .length
      case ("abs", 1): return .absolute
      case ("ord", 1): return .ordinal
      case ("chr", 1): return .character
      case ("isinstance", 2): return .isInstance
      case ("min", 2): return .least
      case ("max", 2): return .greatest
      default: return nil
      }
    }
    switch Kind(rawValue: UInt8(truncatingIfNeeded: native.owner.pointer.pointee.builtinShape)) {
    case .list where name == "pop" && count == 1: return .pop
    case .set where name == "add" && count == 2: return .setAdd
    case .dict where name == "get" && (count == 2 || count == 3): return .get
    default: return nil
    }
  }

  private func conversion(to type: Type) -> QuickOperation? {
    if isBuiltin(type, .int) { return .toInt }
    if isBuiltin(type, .float) { return .toFloat }
    if isBuiltin(type, .text) { return .toText }
    if type == Interpreter(of: context).type(shape: BuiltinShape.enumerate) { return .enumeration }
    return type == Interpreter(of: context).type(shape: BuiltinShape.bool) ? .toBool : nil
  }

  private func pairing(by type: Type) -> QuickOperation? {
    type == Interpreter(of: context).type(shape: BuiltinShape.zip) ? .pairing : nil
  }

  private func isBuiltin(_ type: Type, _ kind: Kind) -> Bool { type == Interpreter(of: context).type(shape: UInt32(kind.rawValue)) }

  /// Whether a value is the class `range`.
  public func isRange(_ value: Value) -> Bool { Type(ifExactly: value).map { isBuiltin($0, .range) } ?? false }

  /// Whether a value is the class `complex`.
  public func isComplex(_ value: Value) -> Bool { Type(ifExactly: value).map { isBuiltin($0, .complex) } ?? false }

  /// The lower and the upper bound of a slice, and its step.
  public func parts(ofSlice value: Value) -> (lower: Value, upper: Value, step: Value)? {
    Slice(ifExactly: value).map { ($0.start, $0.stop, $0.step) }
  }

  /// Whether a value is `list.append`.
  public func isAppend(_ value: Value) -> Bool {
    guard let native = NativeFunction(ifExactly: value), native.isMethod, native.nameString == "append" else { return false }
    return native.owner == Interpreter(of: context).type(shape: UInt32(Kind.list.rawValue))
  }

  /// What a function has that is made of a constant of this code.
  public struct MadeFunction {
    public let captures: [Capture]
    public let name: Value
    public let qualifiedName: Value
  }

  /// Where a function that is made of a code object finds the cells of its closure.
  public enum Capture {
    case cell(register: Int)
    /// Of the function that makes it.
    case free(Int)
  }

  /// What functions of a constant code object have, all of them the namespaces of this code; nil for any other constant.
  public func functions(of constant: Value) -> MadeFunction? {
    let layout = code.pointer.pointee
    guard let made = Code(ifExactly: constant), hasOneNamespace, layout.globalsIdentity != 0 else { return nil }
    made.noteGlobals(Value(bits: layout.globalsIdentity), Value(bits: layout.builtinsIdentity))
    return MadeFunction(captures: captures(of: made), name: made.name, qualifiedName: made.qualifiedName)
  }

  private func captures(of made: Code) -> [Capture] {
    if made.captureCount == 0 { return [] }
    let captures = ValueArray(made.pointer.pointee.captureArray).elements
    return (0..<made.captureCount).map { index in
      let place = Int(captures[index].smallInt >> 1)
      return captures[index].smallInt & 1 != 0 ? .free(place) : .cell(register: place)
    }
  }

  /// Whether a call with so many arguments only makes a generator, or a coroutine that is awaited at once.
  public static func makesGenerator(_ code: Value, count: Int, isAwaited: Bool) -> Bool {
    guard let code = Code(ifExactly: code), code.makesGenerator(count: count) else { return false }
    return isAwaited || code.portable.header.flags.contains(.generator)
  }

  /// What `loadCommonBuiltin` loads.
  public func commonBuiltin(_ choice: Int) -> Value {
    CommonBuiltin(rawValue: UInt8(choice)).map { Interpreter(of: context).common($0) } ?? .empty
  }

  public var emptyTuple: Value { (try? Tuple.empty(context).value) ?? .empty }

  /// Whether a value is a native function or a built-in class, whose calls need no frame.
  public func isNative(_ value: Value) -> Bool {
    NativeFunction(ifExactly: value) != nil || Type(ifHas: value).map { !$0.flags.contains(.heap) } ?? false
  }

  /// Whether a value is a function or a class, of the kind that global variables are seldom given anew.
  public func isDefinition(_ value: Value) -> Bool {
    ValueKinds(of: value) == .function || NativeFunction(ifExactly: value) != nil || Type(ifHas: value) != nil
  }

  public static func content(ofCell cell: Value) -> Value { GlobalCell(cell).value }

  /// What inline caches take for granted beside what they compare holds as long as the number at an address is this.
  public var cacheEpoch: (address: UInt, value: UInt32) {
    let tables = Interpreter(of: context).state.pointee.tables
    let offset = MemoryLayout<SharedTables>.offset(of: \.cacheEpoch).unsafelyUnwrapped
    return (UInt(bitPattern: UnsafeRawPointer(tables)) + UInt(offset), tables.pointee.cacheEpoch)
  }

  /// The address of the word that code with machine code begins with.
  public var compiledStart: UInt { UInt(bitPattern: Interpreter(of: context).state.pointee.compiledStart) }

  /// Keeps a value alive as long as the code object lives: its machine code refers to it. Frames may be in older code of
  /// it, so what that refers to stays. False where memory is exhausted.
  public func keep(_ value: Value) -> Bool { place(ofKept: value) != nil }

  /// The same, and which of the values it is.
  func place(ofKept value: Value) -> Int? {
    do throws(Raised) {
      let kept: List
      if let known = List(ifExactly: code.pointer.pointee.compiledValues) {
        kept = known
      } else {
        kept = try List.make(context, capacity: 8)
        // Python's eyes (`gc.get_referrers`) go past what has the shape of storage.
        kept.pointer.pointee.header.shape = UInt32(Kind.listStorage.rawValue)
        publish(kept.value, to: &code.pointer.pointee.compiledValues)
      }
      for place in 0..<kept.count where kept.element(place) == value { return place }
      try kept.append(context, value)
      return kept.count - 1
    } catch {
      context.pointee.pendingException = .empty
      return nil
    }
  }
}

/// A Python function as a caller in machine code needs it.
public struct CompilableFunction: Sendable {
  /// *Empty* where only the code is known.
  public let function: Value
  public let code: Value
  public let instructions: UInt
  public let constants: UInt
  public let registerCount: Int
  public let parameterCount: Int
  public let variableCount: Int
  /// How many positional arguments a call gives that needs no binding; nil where every call needs it.
  public let exactCount: Int?
  public let isGenerator: Bool

  /// Nil for what is no plain Python function.
  public init?(_ value: Value) {
    guard let function = Function(ifExactly: value) else { return nil }
    self.init(value, function.code)
  }

  /// Any function of a code object.
  public init?(code: Value) {
    guard let code = Code(ifExactly: code) else { return nil }
    self.init(.empty, code)
  }

  private init(_ function: Value, _ code: Code) {
    let layout = code.pointer
    self.function = function
    self.code = code.value
    instructions = UInt(bitPattern: layout.pointee.instructions)
    constants = UInt(bitPattern: layout.pointee.constants)
    registerCount = Int(layout.pointee.registerCount)
    parameterCount = Int(layout.pointee.parameterCount)
    variableCount = Int(layout.pointee.variableCount)
    exactCount = layout.pointee.exactCount == .max ? nil : Int(layout.pointee.exactCount)
    isGenerator = !code.portable.header.flags.isDisjoint(with: [.generator, .coroutine, .asyncGenerator])
  }
}

/// What a record of an inline cache answers.
public struct CachedAnswer {
  public enum Form: Sendable {
    case slot, storage, newSlot, classValue, method, property, moduleVariable, ownValue, classMethod,
      classMethodOfInstance, instance, exception
  }

  public let form: Form
  public let shape: UInt32
  /// Of `owner`, the class.
  public let version: UInt32
  public let offset: UInt32
  public let newShape: UInt32
  public let owner: Value
  public let value: Value
  /// Of `super`: the class behind which it was looked for.
  public let behind: Value

  init(_ record: CacheRecord) {
    let layout = record.pointer.pointee
    form =
      switch record.form {
      case .slot: .slot
      case .storage: .storage
      case .newSlot: .newSlot
      case .classValue: .classValue
      case .method: .method
      case .property: .property
      case .moduleVariable: .moduleVariable
      case .ownValue: .ownValue
      case .classMethod: .classMethod
      case .classMethodOfInstance: .classMethodOfInstance
      case .instance: .instance
      case .exception: .exception
      }
    (shape, version, offset, newShape) = (layout.shape, layout.version, layout.offset, layout.newShape)
    (owner, value, behind) = (layout.owner, layout.value, layout.behind)
  }
}

/// How compiled code makes floats into words and back.
public enum CompiledFloats {
  public static var bias: UInt64 { Value.floatBias }
  public static var scale: Double { Value.floatScale }
  public static var inline: Swift.Range<UInt64> { Value.inlineFloats }
  /// The double that stands for a variable without a value: a signalling NaN, which no operation gives.
  public static var unbound: UInt64 { 0x7ff4_5441_4950_414e }
}

/// Where compiled code finds what it reads and writes: bytes from the beginning of each structure.
public enum CompiledLayout {
  public static var headerKind: Int { MemoryLayout<ObjectHeader>.offset(of: \.kind).unsafelyUnwrapped }

  public static var framePC: Int { MemoryLayout<Frame>.offset(of: \.pc).unsafelyUnwrapped }
  public static var frameRegisters: Int { MemoryLayout<Frame>.offset(of: \.registers).unsafelyUnwrapped }
  public static var frameConstants: Int { MemoryLayout<Frame>.offset(of: \.constants).unsafelyUnwrapped }
  public static var frameFunction: Int { MemoryLayout<Frame>.offset(of: \.function).unsafelyUnwrapped }
  public static var frameLocals: Int { MemoryLayout<Frame>.offset(of: \.locals).unsafelyUnwrapped }
  public static var frameOwner: Int { MemoryLayout<Frame>.offset(of: \.owner).unsafelyUnwrapped }
  public static var frameObject: Int { MemoryLayout<Frame>.offset(of: \.object).unsafelyUnwrapped }
  public static var frameResult: Int { MemoryLayout<Frame>.offset(of: \.result).unsafelyUnwrapped }
  public static var frameFlags: Int { MemoryLayout<Frame>.offset(of: \.flags).unsafelyUnwrapped }
  public static var frameResume: Int { MemoryLayout<Frame>.offset(of: \.resume).unsafelyUnwrapped }
  public static var frameSize: Int { MemoryLayout<Frame>.stride }

  public static var contextPoll: Int { MemoryLayout<ThreadContext>.offset(of: \.poll).unsafelyUnwrapped }
  public static var contextIsShared: Int { MemoryLayout<ThreadContext>.offset(of: \.isShared).unsafelyUnwrapped }
  public static var contextFrame: Int { MemoryLayout<ThreadContext>.offset(of: \.frame).unsafelyUnwrapped }
  public static var contextFrameLimit: Int { MemoryLayout<ThreadContext>.offset(of: \.frameLimit).unsafelyUnwrapped }
  public static var contextRegistersLimit: Int { MemoryLayout<ThreadContext>.offset(of: \.registersLimit).unsafelyUnwrapped }
  public static var contextHandlers: Int { MemoryLayout<ThreadContext>.offset(of: \.handlers).unsafelyUnwrapped }
  public static var contextState: Int { MemoryLayout<ThreadContext>.offset(of: \.state).unsafelyUnwrapped }
  public static var contextStackTop: Int { MemoryLayout<ThreadContext>.offset(of: \.nativeStackTop).unsafelyUnwrapped }
  public static var contextMachineFrameEnd: Int { MemoryLayout<ThreadContext>.offset(of: \.machineFrameEnd).unsafelyUnwrapped }
  public static var contextForeignCaller: Int { MemoryLayout<ThreadContext>.offset(of: \.foreignCaller).unsafelyUnwrapped }
  public static var contextSecondResult: Int { MemoryLayout<ThreadContext>.offset(of: \.secondResult).unsafelyUnwrapped }
  public static var contextCharacters: Int { MemoryLayout<ThreadContext>.offset(of: \.characters).unsafelyUnwrapped }
  public static var contextConsumedFrame: Int { MemoryLayout<ThreadContext>.offset(of: \.consumedFrame).unsafelyUnwrapped }
  public static var contextConsumerNumber: Int { MemoryLayout<ThreadContext>.offset(of: \.consumerNumber).unsafelyUnwrapped }
  public static var contextConsumer: Int { MemoryLayout<ThreadContext>.offset(of: \.consumer).unsafelyUnwrapped }
  public static var intSumTotal: Int { MemoryLayout<IntSum>.offset(of: \.total).unsafelyUnwrapped }
  public static var floatSumHigh: Int { MemoryLayout<FloatSum>.offset(of: \.high).unsafelyUnwrapped }
  public static var floatSumLow: Int { MemoryLayout<FloatSum>.offset(of: \.low).unsafelyUnwrapped }
  public static var contextEntryNumber: Int { MemoryLayout<ThreadContext>.offset(of: \.entryNumber).unsafelyUnwrapped }
  public static var contextHandledException: Int { MemoryLayout<ThreadContext>.offset(of: \.handledException).unsafelyUnwrapped }
  public static var contextOuterException: Int { MemoryLayout<ThreadContext>.offset(of: \.outerException).unsafelyUnwrapped }
  public static var contextNumbers: Int { MemoryLayout<ThreadContext>.offset(of: \.numbers).unsafelyUnwrapped }
  /// Where the context has one of the numbers, counted from the last, which is 0.
  public static func contextNumbers(fromEnd place: Int) -> Int { contextNumbers + 8 * numberIndex(fromEnd: place) }
  public static func numberIndex(fromEnd place: Int) -> Int { Int(compiledNumberLimit) - 1 - place }

  /// The size of the cell that holds an instance of so many bytes; nil for what has no such cells.
  public static func cellSize(_ size: Int) -> Int? {
    size > SizeClass.largest ? nil : SizeClass.cellSize(of: SizeClass.index(for: size))
  }

  /// Where the context has the run of free cells of a size, for objects that refer to others.
  public static func allocationRun(ofCellSize size: Int) -> (cursor: Int, limit: Int) {
    let runs = MemoryLayout<ThreadContext>.offset(of: \.runs).unsafelyUnwrapped
    let run = runs + SizeClass.run(.plain, SizeClass.index(for: size)) * MemoryLayout<AllocationRun>.stride
    return (
      run + MemoryLayout<AllocationRun>.offset(of: \.cursor).unsafelyUnwrapped,
      run + MemoryLayout<AllocationRun>.offset(of: \.limit).unsafelyUnwrapped
    )
  }

  public static var complexShape: UInt32 { UInt32(Kind.complex.rawValue) }
  public static var complexReal: Int { MemoryLayout<ComplexLayout>.offset(of: \.number.real).unsafelyUnwrapped }
  public static var complexImaginary: Int { MemoryLayout<ComplexLayout>.offset(of: \.number.imaginary).unsafelyUnwrapped }
  /// Of the storage of attributes.
  public static var storageCapacity: Int { MemoryLayout<AttributeStorageLayout>.offset(of: \.capacity).unsafelyUnwrapped }
  public static var storageSlots: Int { MemoryLayout<AttributeStorageLayout>.size }
  public static var enumerateShape: UInt32 { BuiltinShape.enumerate }
  public static var adaptorPosition: Int { MemoryLayout<AdaptorLayout>.offset(of: \.position).unsafelyUnwrapped }
  public static var adaptorSource: Int { MemoryLayout<AdaptorLayout>.offset(of: \.source).unsafelyUnwrapped }
  public static var adaptorCompanion: Int { MemoryLayout<AdaptorLayout>.offset(of: \.companion).unsafelyUnwrapped }
  // Sets and dicts, and their tables.
  public static var setShape: UInt32 { UInt32(Kind.set.rawValue) }
  public static var setStorage: Int { MemoryLayout<SetLayout>.offset(of: \.storage).unsafelyUnwrapped }
  public static var setMask: Int { MemoryLayout<SetStorageLayout>.offset(of: \.mask).unsafelyUnwrapped }
  public static var setSlots: Int { SetStorage.slotsOffset }
  /// A slot has 2 to the power of so many bytes, the key first.
  public static var setSlotShift: UInt64 { 4 }
  /// So many slots follow the first of a key's probing before it jumps, if there are so many.
  public static var setStretch: UInt64 { UInt64(SetProbe.stretch) }
  public static var dictShape: UInt32 { UInt32(Kind.dict.rawValue) }
  public static var dictStorage: Int { MemoryLayout<DictLayout>.offset(of: \.storage).unsafelyUnwrapped }
  public static var dictSlotBits: Int { MemoryLayout<DictStorageLayout>.offset(of: \.slotBits).unsafelyUnwrapped }
  public static var dictWidthShift: Int { MemoryLayout<DictStorageLayout>.offset(of: \.widthShift).unsafelyUnwrapped }
  /// Two bytes: whether all keys are texts, and whether values may be cells.
  public static var dictForms: Int { MemoryLayout<DictStorageLayout>.offset(of: \.isTextOnly).unsafelyUnwrapped }
  public static var dictCapacity: Int { MemoryLayout<DictStorageLayout>.offset(of: \.capacity).unsafelyUnwrapped }
  public static var dictEntries: Int { DictStorage.entriesOffset }
  /// Of an entry with a hash.
  public static var dictEntrySize: Int { 24 }
  public static var dictEntryValue: Int { 8 }
  public static var objectFlags: Int { MemoryLayout<ObjectHeader>.offset(of: \.flags).unsafelyUnwrapped }
  public static var textCount: Int { MemoryLayout<TextLayout>.offset(of: \.count).unsafelyUnwrapped }
  /// Of texts without a buffer.
  public static var textUnits: Int { Text.unitsOffset }
  public static var codeHeat: Int { MemoryLayout<CodeLayout>.offset(of: \.heat).unsafelyUnwrapped }
  public static var codeCompilation: Int { MemoryLayout<CodeLayout>.offset(of: \.compilation).unsafelyUnwrapped }
  public static var compilationEntry: Int { MemoryLayout<CodeCompilation>.offset(of: \.entry).unsafelyUnwrapped }
  public static var codeStart: Int { MemoryLayout<CodeLayout>.offset(of: \.start).unsafelyUnwrapped }
  public static var typeVersion: Int { MemoryLayout<TypeLayout>.offset(of: \.version).unsafelyUnwrapped }
  public static var exporterAddress: Int { MemoryLayout<MemoryExporterLayout>.offset(of: \.address).unsafelyUnwrapped }
  public static var bytesStart: Int { MemoryLayout<BytesLayout>.size }
  public static var globalValue: Int { MemoryLayout<GlobalCellLayout>.offset(of: \.value).unsafelyUnwrapped }
}
