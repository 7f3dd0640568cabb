import Bytecode
import CRuntime

// Tracebacks: for each frame that an exception has passed, which instruction it was at. The frame becomes an object only
// when Python asks for `tb_frame`; until then its variables are kept here.

public struct TracebackLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The index of the instruction's word.
  var word: Int64
  /// The line that Python code gave for it; 0 where the instruction says it.
  var givenLine: Int32
  var reserved: UInt32 = 0
  var function: Value
  /// The frame object, if Python has looked; or who can tell it (`noteCaught`), or *empty*.
  var frame: Value
  /// A `ValueArray` of the variables' registers.
  var variables: Value
  /// The namespace of a class or module body, or *empty*.
  var locals: Value
  /// The traceback of the frame that was called from this one, or *empty*.
  var next: Value
  /// That of the frame that this one was called from, where the same exception left it next; or *empty*.
  var caller: Value
}

public struct Traceback: ObjectReference {
  public let pointer: UnsafeMutablePointer<TracebackLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<TracebackLayout>) { self.pointer = pointer }
  public static var kind: Kind { .traceback }
  static var traceRule: TraceRule { .words(from: 24) }

  public var function: Function { Function(pointer.pointee.function) }
  public var next: Traceback? { pointer.pointee.next.isEmpty ? nil : Traceback(pointer.pointee.next) }

  /// Where in the source the instruction stands.
  public var position: SourcePosition { function.code.position(at: Int(pointer.pointee.word)) }

  static func make(_ context: Context, of frame: FramePointer, next: Value) throws(Raised) -> Traceback {
    let count = Int(frame.code.pointer.pointee.variableCount)
    let variables = try ValueArray.make(context, count: count)
    variables.elements.update(from: frame.pointee.registers, count: count)
    let traceback = try allocate(context)
    traceback.pointer.pointee = TracebackLayout(
      header: .exact(kind), word: Int64(frame.currentWord), givenLine: 0, function: frame.pointee.function,
      frame: frame.pointee.object, variables: variables.value, locals: frame.pointee.locals, next: next, caller: .empty)
    return traceback
  }

  static func allocate(_ context: Context) throws(Raised) -> Traceback {
    let cell = try context.allocate(MemoryLayout<TracebackLayout>.size, .plain)
    let traceback = Traceback(pointer: cell.assumingMemoryBound(to: TracebackLayout.self))
    traceback.pointer.pointee.header = .exact(kind)
    return traceback
  }

  /// The line that it is at; negative where there is none.
  var line: Int32 { pointer.pointee.givenLine == 0 ? position.line : pointer.pointee.givenLine }
}

extension Context {
  /// Notes in the pending exception that it passes a frame. A MemoryError on the way leaves the note out. `callee` is
  /// the entry that was made for the frame called from this one, or *empty*; the new entry is returned.
  func addTraceback(_ frame: FramePointer, callee: Value) -> Value {
    let pending = pointee.pendingException
    guard let exception = Exception(ifHas: pending) else { return .empty }
    // What raises again has an entry of this frame already.
    if pointee.isReraising != 0 {
      pointee.isReraising = 0
      return .empty
    }
    let next = exception.pointer.pointee.traceback
    let entry = try? Traceback.make(self, of: frame, next: next)
    pointee.pendingException = pending
    guard let entry else { return .empty }
    store(entry.value, to: &exception.pointer.pointee.traceback)
    if !callee.isEmpty, callee == next { publish(entry.value, to: &Traceback(callee).pointer.pointee.caller) }
    return entry.value
  }

  /// Has an entry know the frame that goes on, having caught the exception, so that `tb_frame` is the frame's own object
  /// should Python ask: by its generator, or by a cell, which holds the object once there is one.
  func noteCaught(_ frame: FramePointer, _ entry: Value) {
    guard let traceback = Traceback(ifExactly: entry), frame.pointee.object.isEmpty else { return }
    let flags = frame.pointee.flags
    if flags & UInt32(frameIsInitializer.rawValue) != 0 { return }
    if flags & UInt32(frameIsGenerator.rawValue | frameIsTraced.rawValue) == 0 {
      let pending = pointee.pendingException
      defer { pointee.pendingException = pending }
      guard let cell = try? Cell.make(self, .empty) else { return }
      frame.pointee.owner = cell.value
      frame.pointee.flags |= UInt32(frameIsTraced.rawValue)
    }
    publish(frame.pointee.owner, to: &traceback.pointer.pointee.frame)
  }

  /// Makes an exception pending as it is: its traceback gets no second entry for this frame.
  func reraise(_ exception: Value) -> Raised {
    pointee.pendingException = exception
    pointee.isReraising = 1
    return Raised()
  }
}

extension Code {
  /// Where in the source the instruction at a word stands. What no line stands for, such as the jump back of an empty loop,
  /// belongs to what comes before it.
  func position(at word: Int) -> SourcePosition {
    var found = SourcePosition.none
    portable.positions.forEachRun { run in
      if run.start <= word, run.position.line >= 0 { found = run.position }
    }
    return found
  }
}
