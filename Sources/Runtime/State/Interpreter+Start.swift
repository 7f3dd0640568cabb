import CRuntime

// Starting an interpreter. What there is first refers to what comes later (every object has a type, and types are
// objects with names), so the order matters: text, the built-in types with their shapes, the names of both, the rest.

public struct InterpreterOptions {
  public var heap = HeapOptions()
  /// What hashes of text depend on.
  public var hashKey = HashKey(seed: 0)
  /// Values in a thread's register stack, and its frames.
  public var registerCount = 1 << 24
  public var recursionLimit = 1000
  public var settings = ProgramSettings()

  public init() {}
}

extension Interpreter {
  /// A new interpreter with the calling thread attached; nil where the machine has no memory for one.
  public static func start(_ options: InterpreterOptions = InterpreterOptions()) -> Context? {
    guard let heap = Heap(options: options.heap), let shapes = ShapeRegistry() else { return nil }
    let state = UnsafeMutablePointer<InterpreterState>.allocate(capacity: 1)
    state.initialize(to: InterpreterState(heap: heap, hashKey: options.hashKey, shapes: shapes))
    state.pointee.settings = options.settings
    state.pointee.maxDecimalDigits = options.settings.digitLimit
    state.pointee.optimization = options.settings.optimization
    state.pointee.recursionLimit = Int64(options.recursionLimit)
    let interpreter = Interpreter(state)
    interpreter.registerRoots()
    TraceRule.setAll(heap)
    heap.state.pointee.shapes = shapes.table
    guard let context = interpreter.attachThread(options) else { return nil }
    do throws(Raised) {
      try interpreter.fill(context)
      state.pointee.threads.pointee.main = context
      return context
    } catch {
      interpreter.detachThread(context)
      interpreter.free()
      return nil
    }
  }

  /// Frees all objects. The last thread gives up its context with it.
  public static func stop(_ context: Context) {
    let interpreter = Interpreter(of: context)
    interpreter.detachThread(context)
    interpreter.free()
  }

  private func free() {
    state.pointee.freeCodes()
    state.pointee.tables.deallocate()
    state.pointee.collector.deallocate()
    state.pointee.lateValues.free()
    state.pointee.texts.free()
    state.pointee.shapes.unmap()
    state.pointee.heap.free()
    state.pointee.nativeTypes.deinitialize(count: 1)
    state.pointee.nativeTypes.deallocate()
    state.pointee.codecs.deallocate()
    state.pointee.threads.deallocate()
    state.pointee.imports.deallocate()
    state.pointee.monitoring.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  private func registerRoots() {
    heap.addRoot(state) { marker, argument in
      argument.unsafelyUnwrapped.assumingMemoryBound(to: InterpreterState.self).pointee.mark(Marker(opaque: marker))
    }
    heap.addWeakTable(state) { opaque, argument in
      let state = argument.unsafelyUnwrapped.assumingMemoryBound(to: InterpreterState.self)
      let marker = Marker(opaque: opaque)
      state.pointee.texts.interned.removeUnmarked(marker)
      state.pointee.sweepCodes(marker)
      state.pointee.shapes.sweep(marker)
      state.pointee.heap.emptyLookupCaches()
    }
  }

  private func fill(_ context: Context) throws(Raised) {
    try state.pointee.texts.fill(context)
    try state.pointee.floats.fill(context)
    for name in WellKnown.allCases {
      state.pointee.wellKnown[name.index] = try Text.interned(context, Text.make(context, name.rawValue)).value
    }
    state.pointee.constructors = try Dict.make(context, isTextOnly: false).value
    state.pointee.vacantRecord = try CacheRecord.makeVacant(context).value
    try makeBuiltinTypes(context)
    try makeExceptionTypes(context)
    state.pointee.memoryError = try Exception(context, .memoryError, args: Tuple.empty(context)).value
    state.pointee.modules = try Dict.make(context).value
    state.pointee.moduleStates = try Dict.make(context).value
    state.pointee.searchPath = try List.make(context).value
    let builtins = try Module.make(context, dict: makeBuiltins(context))
    state.pointee.builtins = builtins.dict.value
    func function(_ name: String) throws(Raised) -> Value {
      try builtins.dict.value(context, for: Text.interned(context, Text.make(context, name)).value)
    }
    state.pointee.all = try function("all")
    state.pointee.any = try function("any")
    try Dict(state.pointee.modules).set(context, context.name(.builtins), to: builtins.value)
    try builtins.markBuiltin(context, name: context.name(.builtins))
  }

  // MARK: Threads

  /// Frames that a thread has address space for, whatever the recursion limit.
  static var framesReserved: Int { 1 << 20 }

  /// Attaches the calling thread.
  public func attachThread(_ options: InterpreterOptions = InterpreterOptions()) -> Context? {
    guard let context = makeContext(options) else { return nil }
    context.takeNativeStack()
    heap.attach(context)
    if state.pointee.monitoring.pointee.isActive { context.installHandlers(isMonitored: true) }
    return context
  }

  /// What a thread needs: its context, register stack, frames and cache of class attributes.
  func makeContext(_ options: InterpreterOptions = InterpreterOptions()) -> Context? {
    let context = Context.allocate(capacity: 1)
    UnsafeMutableRawPointer(context).initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<ThreadContext>.size)
    guard let registers = host_reserve(options.registerCount * 8, 4096),
      let frames = host_reserve(Interpreter.framesReserved * MemoryLayout<Frame>.stride, 4096),
      let cache = host_map(LookupCache.byteCount)
    else {
      context.deallocate()
      return nil
    }
    context.pointee.interpreter = UnsafeMutableRawPointer(state)
    context.pointee.characters = UnsafePointer(state.pointee.texts.characters)
    context.watchHeat()
    Machine.installHandlers(context)
    context.pointee.shapes = UnsafePointer(state.pointee.shapes.table)
    let stack = registers.assumingMemoryBound(to: Value.self)
    context.pointee.registersBase = stack
    context.pointee.registersLimit = stack + options.registerCount
    // No frame yet: native code reserves its windows from the bottom.
    context.pointee.nativeTop = stack
    let base = frames.assumingMemoryBound(to: Frame.self)
    context.pointee.framesBase = base + 1
    context.pointee.frame = base
    context.setRecursionLimit(Int(state.pointee.recursionLimit))
    context.pointee.lookupCache = cache
    return context
  }

  /// The thread has ended; its context is freed.
  public func detachThread(_ context: Context) {
    context.endTracing()
    heap.detach(context)
    freeContext(context)
  }

  func freeContext(_ context: Context) {
    if let base = context.pointee.registersBase, let limit = context.pointee.registersLimit {
      host_unmap(base, (limit - base) * 8)
    }
    if let base = context.pointee.framesBase {
      host_unmap(base - 1, Interpreter.framesReserved * MemoryLayout<Frame>.stride)
    }
    if let cache = context.pointee.lookupCache { host_unmap(cache, LookupCache.byteCount) }
    context.deallocate()
  }
}

extension Heap {
  /// Caches of class attributes keep nothing alive, so they forget all.
  func emptyLookupCaches() {
    var context = state.pointee.world.contexts
    while let thread = context {
      if let cache = thread.pointee.lookupCache { host_discard(cache, LookupCache.byteCount) }
      context = thread.pointee.next
    }
  }
}

extension TraceRule {
  /// How the objects of every kind are traced.
  static func setAll(_ heap: Heap) {
    let rules: [(Kind, TraceRule)] = [
      (.instance, .words(from: 8)), (.int, BigInt.traceRule), (.float, HeapFloat.traceRule),
      (.complex, Complex.traceRule), (.text, Text.traceRule),
      (.textBuffer, TextBuffer.traceRule), (.bytes, Bytes.traceRule), (.byteArray, ByteArray.traceRule), (.memoryView, MemoryView.traceRule),
      (.tuple, Tuple.traceRule),
      (.list, List.traceRule), (.listStorage, ListStorage.traceRule), (.byteRow, ByteRow.traceRule), (.dict, Dict.traceRule),
      (.dictStorage, DictStorage.traceRule), (.globalCell, GlobalCell.traceRule), (.set, Set.traceRule),
      (.frozenSet, Set.traceRule), (.setStorage, SetStorage.traceRule), (.range, Range.traceRule),
      (.slice, Slice.traceRule), (.iterator, Iterator.traceRule), (.type, Type.traceRule), (.shape, Shape.traceRule),
      (.shapeNames, ShapeNames.traceRule), (.attributeStorage, .words(from: 8, hasElements: true)),
      (.code, Code.traceRule), (.function, Function.traceRule), (.nativeFunction, NativeFunction.traceRule),
      (.method, Method.traceRule), (.cell, Cell.traceRule), (.exception, Exception.traceRule),
      (.signature, Signature.traceRule), (.generator, Generator.traceRule), (.traceback, Traceback.traceRule),
      (.weakReference, WeakReference.traceRule), (.member, Member.traceRule), (.adaptor, Adaptor.traceRule),
      (.awaitable, Awaitable.traceRule),
      (.module, Module.traceRule), (.property, Property.traceRule), (.super, Super.traceRule),
      (.codePool, CodePool.traceRule), (.cacheRecord, CacheRecord.traceRule),
      (.frame, FrameObject.traceRule), (.frameLocals, FrameLocals.traceRule), (.textFile, TextFile.traceRule),
      (.typeParameter, TypeParameter.traceRule), (.typeAlias, TypeAlias.traceRule), (.template, Template.traceRule),
      (.interpolation, Interpolation.traceRule), (.templateIterator, TemplateIterator.traceRule),
      (.genericAlias, GenericAlias.traceRule), (.attributeMirror, AttributeMirror.traceRule),
    ]
    // Kinds that are not named hold Values from their header on.
    for kind in 1..<Kind.limit { heap.setTraceRule(.words(from: 8), for: kind) }
    var named: UInt64 = 0
    for (kind, rule) in rules {
      heap.setTraceRule(rule, for: kind.rawValue)
      assert(named >> UInt64(kind.rawValue) & 1 == 0, "two layouts have the kind \(kind.rawValue)")
      named |= 1 << UInt64(kind.rawValue)
    }
  }
}

extension Context {
  /// The calling thread's native stack is the one that the context's thread runs on.
  func takeNativeStack() {
    // A margin for what runs between two checks.
    pointee.nativeStackLimit = host_stack_end() + (256 << 10)
    pointee.ident = host_thread_ident()
  }

  /// Lets so many Python frames stand on this thread's stack.
  func setRecursionLimit(_ limit: Int) {
    let first = pointee.framesBase.unsafelyUnwrapped - 1
    pointee.frameLimit = first + min(limit + 2, Interpreter.framesReserved)
  }
}
