import Bytecode
import CRuntime

// A frame as Python code sees it. It is made when Python first looks, and belongs to a `Frame` of the thread as long as
// that runs; a suspended generator's refers to the generator, which keeps the registers; what remains of a frame that
// has ended is here.
//
//     running     live        registers in the thread's window
//     suspended   generator   registers in the generator
//     ended       registers   a copy, made as the frame ended

struct FrameObjectLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The frame, while it runs.
  var live: FramePointer?
  /// Where the frame stood when it ended: the index of the instruction's word.
  var word: Int64
  var tracesLines: Bool
  var tracesOpcodes: Bool
  var reserved: UInt16 = 0
  /// The last line and instruction that a trace function heard of; −1 before the first.
  var tracedLine: Int32 = -1
  var tracedWord: Int64 = -1

  var function: Value
  /// The namespace of a module's, class's or `exec`'s body; *empty* for functions.
  var namespace: Value
  /// A `ValueArray` of the variables once the frame has ended.
  var registers: Value
  /// The frame object of the caller once the frame has ended, or *empty*.
  var back: Value
  /// The generator whose frame it is, or *empty*.
  var generator: Value
  var trace: Value
  /// A dict of what `f_locals` was given under names that no variable has, or *empty*.
  var extra: Value
}

struct FrameObject: ObjectReference {
  let pointer: UnsafeMutablePointer<FrameObjectLayout>
  init(pointer: UnsafeMutablePointer<FrameObjectLayout>) { self.pointer = pointer }
  static var kind: Kind { .frame }
  static var traceRule: TraceRule { .words(from: 40) }

  var function: Function { Function(pointer.pointee.function) }
  var code: Code { function.code }

  private static func make(
    _ context: Context, _ function: Value, namespace: Value, word: Int
  ) throws(Raised) -> FrameObject {
    let cell = try context.allocate(MemoryLayout<FrameObjectLayout>.size, .plain)
    let object = FrameObject(pointer: cell.assumingMemoryBound(to: FrameObjectLayout.self))
    object.pointer.pointee = FrameObjectLayout(
      header: Self.header, live: nil, word: Int64(word), tracesLines: true, tracesOpcodes: false, function: function,
      namespace: namespace, registers: .empty, back: .empty, generator: .empty, trace: .empty, extra: .empty)
    return object
  }

  /// What another thread's frame was at a moment: no variables.
  static func snapshot(
    _ context: Context, _ function: Value, word: Int, back: Value
  ) throws(Raised) -> FrameObject {
    let object = try make(context, function, namespace: .empty, word: word)
    object.pointer.pointee.back = back
    return object
  }

  /// The object of a frame that runs.
  static func of(_ context: Context, _ frame: FramePointer) throws(Raised) -> FrameObject {
    if let known = FrameObject(ifExactly: frame.pointee.object) { return known }
    let object = try make(context, frame.pointee.function, namespace: frame.pointee.locals, word: 0)
    if frame.isParked { frame.unpark() }
    if frame.pointee.flags & UInt32(frameIsGenerator.rawValue) != 0 {
      object.pointer.pointee.generator = frame.pointee.owner
      Generator(frame.pointee.owner).pointer.pointee.frame = object.value
    }
    if frame.pointee.flags & UInt32(frameIsTraced.rawValue) != 0 { Cell(frame.pointee.owner).content = object.value }
    object.resume(frame)
    frame.pointee.object = object.value
    return object
  }

  /// The object of a generator's frame; nil where it has ended.
  static func of(_ context: Context, _ generator: Generator) throws(Raised) -> FrameObject? {
    if generator.state == .closed { return nil }
    if let known = FrameObject(ifExactly: generator.pointer.pointee.frame) { return known }
    if generator.state == .running {
      var frame = context.pointee.frame.unsafelyUnwrapped
      while frame >= context.pointee.framesBase.unsafelyUnwrapped {
        if frame.pointee.owner == generator.value { return try of(context, frame) }
        frame -= 1
      }
    }
    let object = try make(context, generator.function.value, namespace: .empty, word: 0)
    object.pointer.pointee.generator = generator.value
    generator.pointer.pointee.frame = object.value
    return object
  }

  /// The object of the frame that a traceback's entry is about, which may have ended.
  static func of(_ context: Context, _ traceback: Traceback) throws(Raised) -> FrameObject {
    let layout = traceback.pointer.pointee
    if let known = FrameObject(ifExactly: layout.frame) { return known }
    if let generator = Generator(ifExactly: layout.frame), let object = try of(context, generator) { return object }
    if let cell = Cell(ifExactly: layout.frame) {
      if let known = FrameObject(ifExactly: cell.content) { return known }
      if let frame = context.frame(caughtWith: cell) { return try of(context, frame) }
    }
    let object = try make(context, layout.function, namespace: layout.locals, word: Int(layout.word))
    object.pointer.pointee.registers = layout.variables
    publish(object.value, to: &traceback.pointer.pointee.frame)
    if let cell = Cell(ifExactly: layout.frame) { cell.content = object.value }
    if let caller = Traceback(ifExactly: layout.caller) {
      try context.checkNativeStack()
      object.pointer.pointee.back = try of(context, caller).value
    }
    return object
  }

  // MARK: The frame's life

  func resume(_ frame: FramePointer) {
    pointer.pointee.live = frame
    frame.pointee.flags |= UInt32(frameIsSeen.rawValue)
  }

  func suspend() { pointer.pointee.live = nil }

  /// Keeps what remains of the frame, which is about to be taken off. Without memory for that, nothing is kept.
  func end(_ context: Context, _ frame: FramePointer) {
    let pending = context.pointee.pendingException
    pointer.pointee.word = Int64(frame.currentWord)
    let count = Int(code.pointer.pointee.variableCount)
    if let copy = try? ValueArray.make(context, count: count) {
      copy.elements.update(from: frame.pointee.registers, count: count)
      publish(copy.value, to: &pointer.pointee.registers)
    }
    if let caller = frame.caller(context), let back = try? FrameObject.of(context, caller) {
      publish(back.value, to: &pointer.pointee.back)
    }
    context.pointee.pendingException = pending
    pointer.pointee.live = nil
    pointer.pointee.generator = .empty
  }

  /// `clear()`: forgets the variables of a frame that has ended.
  func clear(_ context: Context) throws(Raised) {
    if pointer.pointee.live != nil { throw context.raise(.runtimeError, "cannot clear an executing frame") }
    if let generator = Generator(ifHas: pointer.pointee.generator) {
      if generator.state == .suspended { throw context.raise(.runtimeError, "cannot clear a suspended frame") }
      generator.close()
      pointer.pointee.generator = .empty
    }
    publish(.empty, to: &pointer.pointee.registers)
    publish(.empty, to: &pointer.pointee.extra)
  }

  // MARK: What it shows

  /// The variables; nil where nothing is kept of them.
  var variables: FrameVariables? {
    if let live = pointer.pointee.live { return FrameVariables(live) }
    if let generator = Generator(ifHas: pointer.pointee.generator), generator.state != .closed {
      return FrameVariables(function, generator.registers)
    }
    guard let kept = ValueArray(ifExactly: pointer.pointee.registers) else { return nil }
    return FrameVariables(function, kept.elements)
  }

  /// The index of the word of the instruction that is being executed.
  var word: Int {
    if let live = pointer.pointee.live { return live.currentWord }
    if let generator = Generator(ifHas: pointer.pointee.generator), generator.state != .closed {
      return generator.currentWord
    }
    return Int(pointer.pointee.word)
  }

  /// None where the instruction has no line.
  var line: Value {
    // Before its first instruction a frame stands at its definition.
    if word < 0 { return Value(smallInt: code.beginningLine) }
    // What no line of the source stands for, such as the return at a body's end, belongs to the line before it.
    var line = code.portable.positions[word].line
    if line < 0 { line = pointer.pointee.tracedLine }
    var place = word
    while line < 0, place > 0 {
      place -= 1
      line = code.portable.positions[place].line
    }
    return line < 0 ? .none : Value(smallInt: Int64(line))
  }

  func back(_ context: Context) throws(Raised) -> Value {
    guard let live = pointer.pointee.live else { return orNone(load(&pointer.pointee.back)) }
    return try live.caller(context).map { (caller) throws(Raised) in try FrameObject.of(context, caller).value } ?? .none
  }

  /// What `f_locals` gives.
  func locals(_ context: Context) throws(Raised) -> Value {
    if !pointer.pointee.namespace.isEmpty { return pointer.pointee.namespace }
    return try FrameLocals.make(context, self).value
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// The frame below; nil for the thread's first.
  func caller(_ context: Context) -> FramePointer? {
    self > context.pointee.framesBase.unsafelyUnwrapped ? self - 1 : nil
  }
}

extension Generator {
  /// The index of the word of the instruction at which it is suspended.
  var currentWord: Int {
    let word = pointer.pointee.pc - UnsafePointer(function.code.pointer.pointee.instructions)
    return InstructionWord(bits: pointer.pointee.pc.pointee).opcode == .delegate ? word : word - 1
  }
}

extension Context {
  /// The frame of the Python code that has called native code; nil where none has.
  var callingFrame: FramePointer? {
    let frame = pointee.frame.unsafelyUnwrapped
    return frame >= pointee.framesBase.unsafelyUnwrapped ? frame : nil
  }

  /// The frame of this thread that runs and is known by a cell (`noteCaught`); nil where there is none.
  func frame(caughtWith cell: Cell) -> FramePointer? {
    var next = callingFrame
    while let frame = next {
      if frame.pointee.flags & UInt32(frameIsTraced.rawValue) != 0, frame.pointee.owner == cell.value { return frame }
      next = frame.caller(self)
    }
    return nil
  }

  /// What `locals()` gives in a frame (PEP 667): a function's variables as they are now, or the namespace itself.
  func locals(of frame: FramePointer) throws(Raised) -> Value {
    let namespace = frame.pointee.locals
    let variables = FrameVariables(frame)
    if !namespace.isEmpty, !variables.hasVariablesOfComprehension { return namespace }
    let dict = try variables.snapshot(self)
    if !namespace.isEmpty {
      guard let own = Dict(ifHas: namespace) else { return namespace }
      let all = try own.copy(self)
      try all.merge(self, from: dict)
      return all.value
    }
    if let extra = Dict(ifHas: FrameObject(ifExactly: frame.pointee.object)?.pointer.pointee.extra ?? .empty) {
      try dict.merge(self, from: extra)
    }
    return dict.value
  }
}
