/// Makes a code object, an instruction at a time.
///
///     var assembler = Assembler()
///     let end = assembler.newLabel()
///     assembler.position = …
///     assembler.jumpIfFalse(condition: .register(x), target: end)
///     assembler.move(result: y, source: x)
///     assembler.bind(end)
///     assembler.return(value: .constant(assembler.constant(.none)))
///     let code = assembler.finish(header, registerCount: 2)
///
/// The method for each instruction is in `Assembler+Instructions.swift`. `finish` (`Assembler+Layout.swift`) drops what
/// cannot be reached, chooses the form of each jump and lays the words out.
public struct Assembler {
  var drafts: [Draft] = []
  var positions: [SourcePosition] = []
  /// The index in `drafts` that each label is bound to, or −1.
  var labels: [Int32] = []
  private var outerHandlers: [Label?] = []
  private var constants = InternTable<Constant>()
  private var names = InternTable<Text>()

  /// Where the instructions that follow come from.
  public var position = SourcePosition.none

  public init() {}

  // MARK: Constants and names

  /// The index of a constant, which is added unless it is there.
  public mutating func constant(_ constant: Constant) -> ConstantIndex {
    ConstantIndex(constants.intern(hash: constant.quickHash, matches: { $0 == constant }, make: { constant }))
  }

  /// The index of a name, which is added unless it is there.
  public mutating func name(_ name: Text) -> NameIndex {
    NameIndex(names.intern(hash: UInt64(name.quickHash), matches: { $0 == name }, make: { name }))
  }

  /// The constants and names so far.
  public var constantList: [Constant] { constants.elements }
  public var nameList: [Text] { names.elements }

  // MARK: Lines

  /// Makes sure that the line of `position` can be traced: what stands there may need no instruction. `finish` drops the
  /// `nop` where the next instruction is of that line.
  @inline(__always)
  public mutating func keepLine() {
    if let last = positions.last, last.line == position.line { return }
    nop()
  }

  /// Where the code since `start` begins; see `dropLines`.
  public var offset: Int { drafts.count }

  /// Drops the lines kept since an offset, when nothing but `nop`s followed: what stood there came to nothing.
  public mutating func dropLines(since start: Int) {
    guard lastLabel <= start else { return }
    while drafts.count > start, drafts.last?.opcode == .nop {
      drafts.removeLast()
      positions.removeLast()
    }
  }

  /// The position of the last instruction, where control comes from there only.
  public var precedingPosition: SourcePosition {
    lastLabel == drafts.count ? .none : positions.last ?? .none
  }

  // MARK: Labels

  /// A label that is bound nowhere yet.
  public mutating func newLabel() -> Label {
    labels.append(-1)
    return Label(index: Int32(truncatingIfNeeded: labels.count - 1))
  }

  /// Makes a label stand for the next instruction. A label is bound once, and before `finish`.
  public mutating func bind(_ label: Label) {
    precondition(labels[Int(label.index)] < 0, "a label is bound twice")
    labels[Int(label.index)] = Int32(truncatingIfNeeded: drafts.count)
    lastEnds = false
    lastLabel = drafts.count
  }

  /// Whether a label stands somewhere already: jumps to it lead backwards.
  public func isBound(_ label: Label) -> Bool { labels[label.number] >= 0 }

  /// Whether the next instruction cannot be reached: no label stands here, and the last instruction went elsewhere.
  /// What is emitted there is dropped.
  public var isUnreachable: Bool { lastEnds }

  /// The last instruction ended its block, and no label has been bound since.
  private var lastEnds = false
  /// The offset of the last label that was bound.
  private var lastLabel = 0

  // MARK: Exceptions

  /// Where exceptions of the instructions that follow go: the innermost handler around them, whose first instruction is
  /// `enterHandler`. Code that leaves a `try` by way of its `finally` sets the handler outside of it meanwhile.
  public var handler: Label?

  /// Exceptions of the instructions that follow go to a handler, until `leaveTry`. Such ranges nest.
  public mutating func enterTry(handler inner: Label) {
    outerHandlers.append(handler)
    handler = inner
  }

  /// Ends the range that was begun last, whose handler is returned.
  @discardableResult
  public mutating func leaveTry() -> Label? {
    guard let outer = outerHandlers.popLast() else { return nil }
    defer { handler = outer }
    return handler
  }

  // MARK: Instructions

  /// An instruction as it is noted until `finish`: operands in full width, labels for displacements.
  struct Draft: BitwiseCopyable {
    var opcode: Opcode
    var flags: UInt8
    var a, b, c: UInt32
    /// The label of the handler of its exceptions, or −1.
    var handler: Int32
  }

  /// A value for a slot of an instruction.
  struct Field: BitwiseCopyable {
    let bits: UInt32
    let isConstant: Bool

    static func register(_ register: Register) -> Field {
      Field(bits: UInt32(bitPattern: register.index), isConstant: false)
    }
    static func number(_ number: Int) -> Field { Field(bits: UInt32(truncatingIfNeeded: number), isConstant: false) }
    static func target(_ label: Label) -> Field { Field(bits: UInt32(bitPattern: label.index), isConstant: false) }
    static func value(_ value: ValueOperand) -> Field {
      switch value {
      case .register(let register): .register(register)
      case .constant(let constant): Field(bits: UInt32(truncatingIfNeeded: constant.index), isConstant: true)
      }
    }
    static var zero: Field { Field(bits: 0, isConstant: false) }
  }

  /// A count for the slot `d`.
  func small(_ count: Int) -> UInt8 {
    precondition(count >= 0 && count <= InstructionWord.maximumD, "a count over 31 does not fit its slot")
    return UInt8(truncatingIfNeeded: count)
  }

  @inline(__always)
  mutating func emit(_ opcode: Opcode, a: Field = .zero, b: Field = .zero, c: Field = .zero, d: UInt8 = 0) {
    let flags = d << 3 | (a.isConstant ? 1 : 0) | (b.isConstant ? 2 : 0) | (c.isConstant ? 4 : 0)
    append(
      Draft(opcode: opcode, flags: flags, a: a.bits, b: b.bits, c: c.bits, handler: handler?.index ?? -1))
  }

  private mutating func append(_ draft: Draft) {
    if lastEnds { return }
    drafts.append(draft)
    positions.append(position)
    lastEnds = draft.opcode.instruction.attributes.contains(.ends)
  }
}
