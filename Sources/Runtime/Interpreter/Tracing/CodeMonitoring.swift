import Bytecode
import CRuntime

/// What monitoring keeps of a code object, outside the heap; freed with it.
struct CodeMonitoring {
  /// The events of this code alone. They change while the world is stopped.
  var events = ToolEvents()
  /// For each event and word a byte, a bit for each tool that does not want to hear of it there any more.
  private let disabled: UnsafeMutablePointer<UInt8>
  /// The line of each word; −1 for none.
  let lines: UnsafeMutablePointer<Int32>
  /// Of words.
  private let count: Int

  fileprivate init(_ code: CodeObject) {
    count = code.instructions.count
    disabled = .allocate(capacity: max(count, 1) * MonitoringEvent.localCount)
    disabled.initialize(repeating: 0, count: max(count, 1) * MonitoringEvent.localCount)
    lines = .allocate(capacity: max(count, 1))
    lines.initialize(repeating: -1, count: max(count, 1))
    for range in code.positions.lines() {
      for word in range.start..<min(range.end, count) { lines[word] = range.line }
    }
  }

  fileprivate func free() {
    lines.deallocate()
    disabled.deallocate()
  }

  /// The tools that have disabled an event at a word.
  func disabledTools(_ event: MonitoringEvent, at word: Int) -> UInt8 {
    event.isLocal ? load_relaxed_u8(disabled + event.rawValue * count + word) : 0
  }

  func disable(_ event: MonitoringEvent, at word: Int, tool: Int) {
    _ = fetch_or_u8(disabled + event.rawValue * count + word, 1 << UInt8(tool))
  }

  /// Nothing is disabled any more; of one tool, or of all. The world is stopped.
  func restart(tool: Int? = nil) {
    let kept: UInt8 = tool.map { ~(1 << UInt8($0)) } ?? 0
    for index in 0..<count * MonitoringEvent.localCount { disabled[index] &= kept }
  }
}

extension Code {
  /// Nil for code in which nothing was monitored yet.
  var knownMonitoring: UnsafeMutablePointer<CodeMonitoring>? {
    UnsafeMutablePointer(bitPattern: UInt(load_acquire_u64(&pointer.pointee.monitoring)))
  }

  var monitoring: UnsafeMutablePointer<CodeMonitoring> {
    if let known = knownMonitoring { return known }
    let made = UnsafeMutablePointer<CodeMonitoring>.allocate(capacity: 1)
    made.initialize(to: CodeMonitoring(portable))
    if exchange_if_u64(&pointer.pointee.monitoring, 0, UInt64(UInt(bitPattern: made))) { return made }
    made.pointee.free()
    made.deallocate()
    return knownMonitoring.unsafelyUnwrapped
  }

  func freeMonitoring() {
    guard let known = knownMonitoring else { return }
    known.pointee.free()
    known.deallocate()
  }

  // MARK: Branches

  /// `co_branches()`: for each instruction that may go either way its offset, the one after it when it goes left, and when
  /// right. Left is into a loop's body, or where a condition holds.
  func branches(_ context: Context) throws(Raised) -> Value {
    let list = try List.make(context)
    var word = 0
    while let instruction = portable.decode(at: word) {
      defer { word = instruction.next }
      guard instruction.opcode.branches else { continue }
      let row = try Tuple.allocate(context, count: 3)
      let (left, right) = instruction.ways
      for (index, place) in [word, left, right].enumerated() {
        row.elements[index] = Value(smallInt: Int64(place) * Code.bytesPerWord)
      }
      try list.append(context, row.value)
    }
    return try context.iterator(over: list.value)
  }
}

extension DecodedInstruction {
  /// Where a branch leads, as tools are told. What CPython's code does with an item or a caught exception before the body
  /// begins is part of the instruction here, so that its left way leads to itself.
  var ways: (left: Int, right: Int) {
    switch opcode {
    case .forNext: (start, next)
    case .jumpUnlessCaught: (start, target)
    default: (next, target)
    }
  }
}

extension CodeObject {
  /// Whether tools are told of a jump forwards. Ways into a loop over items and around or out of handlers are none in
  /// CPython's code, which has handlers at its end.
  func isVisibleJump(_ instruction: DecodedInstruction) -> Bool {
    let (start, target) = (instruction.start, instruction.target)
    if start > 0, instructions[start - 1].opcode == .leaveHandler { return false }
    if start > 0, instructions[start - 1].opcode == .getIterator, decode(at: target)?.opcode == .forNext { return false }
    var word = instruction.next
    while word < target, let skipped = decode(at: word) {
      if skipped.opcode == .enterHandler { return false }
      word = skipped.next
    }
    return true
  }
}

extension Opcode {
  /// Whether execution may go on at a target or behind the instruction.
  var branches: Bool {
    switch self {
    case .jumpIfTrue, .jumpIfFalse, .jumpIfNone, .jumpIfNotNone, .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess,
      .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual, .jumpIfContains, .jumpIfSame, .jumpUnlessCaught,
      .jumpUnlessSequence, .jumpUnlessMapping, .forNext:
      true
    default: false
    }
  }
}
