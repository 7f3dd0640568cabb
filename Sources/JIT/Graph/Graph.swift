import CRuntime
import Runtime

// The compiler's graph: a function's instructions in SSA form. Phases make it, change it and read it; none knows the
// bytecode but the builder, none knows LLVM but the lowering.
//
//     bytecode, caches, profile ──Builder──▶ Graph ──Lowering──▶ LLVM's module ──Backend──▶ machine code
//
// A node computes a value or has an effect. A block is a row of nodes, with φs at its beginning and one terminator. Nodes
// that rely on something that was only observed have an *exit*: where it does not hold, the interpreter goes on at the
// exit's instruction, with the registers as the exit's snapshot says.

/// A node, by its index.
public struct Reference: Hashable, BitwiseCopyable, Sendable, CustomStringConvertible {
  public let index: Int32
  init(_ index: Int) { self.index = Int32(index) }
  public var description: String { "v\(index)" }
}

/// A block, by its index.
public struct BlockReference: Hashable, BitwiseCopyable, Sendable, CustomStringConvertible {
  public let index: Int32
  init(_ index: Int) { self.index = Int32(index) }
  public var description: String { "block \(index)" }
}

/// How a value is held.
public enum Representation: UInt8, BitwiseCopyable, Sendable {
  /// The word of a Python value.
  case word
  /// A double. `CompiledFloats.unbound` stands for a variable without a value.
  case float
  /// A truth.
  case bit
  /// Two doubles, of a complex number.
  case complex
  /// None: the node has only an effect.
  case nothing

  /// How many doubles hold a value.
  var doubleCount: Int { self == .float ? 1 : self == .complex ? 2 : 0 }
}

public struct Node: Sendable {
  public var operation: Operation
  public var representation: Representation
  /// What a word may be. Of a float: whether it may stand for no value.
  public var kinds: ValueKinds
}

public struct Block: Sendable {
  public var phis: [Phi] = []
  public var nodes: [Reference] = []
  public var predecessors: [BlockReference] = []
  public var terminator = Terminator.unreachable

  /// A value for each predecessor, in their order.
  public struct Phi: Sendable {
    public let node: Reference
    public var inputs: [Reference]
  }
}

/// How a block ends.
public enum Terminator: Sendable {
  case unreachable
  case jump(BlockReference)
  case branch(Reference, then: BlockReference, otherwise: BlockReference)
  /// Leaves for the interpreter.
  case exit(Exit)
  /// Goes on as a runtime function said (`perform`): the step in a node decides.
  case step(Reference, next: BlockReference, jump: BlockReference?)
  /// Begins a call of a Python function, unless that takes more than putting a frame on top.
  case enter(DirectCall, continuation: Int, otherwise: BlockReference)
  /// The interpreter goes on at a word, all that it needs being in the window.
  case interpret(word: Int)
  /// Returns from the frame; where that is not simple, the interpreter does it at a word.
  case `return`(Reference, word: Int)
}

extension Terminator {
  /// The nodes that it reads.
  public var operands: [Reference] {
    switch self {
    case .unreachable, .jump, .exit, .interpret: []
    case .branch(let condition, _, _): [condition]
    case .step(let step, _, _): [step]
    case .enter(let call, _, _): call.parameters + (call.function.map { [$0] } ?? [])
    case .return(let value, _): [value]
    }
  }
}

/// A call of a known function whose arguments are bound.
public struct DirectCall: Sendable {
  public let callee: CompilableFunction
  /// The function, where only its code is known.
  public var function: Reference?
  /// The values of its parameters, where those are not the arguments, in their places.
  public var parameters: [Reference] = []
  /// The register of the first argument, where the callee's window begins.
  public let window: Int
  /// The register of the caller that receives the result.
  public let result: Int
  public let role: CallRole
  /// Where the instruction after the call is.
  public let returnAddress: UInt
  /// How many inlined calls it is in, whose frames are made.
  public let depth: Int
}

/// The frame that an inlined call would have.
public struct InlinedFrame: Sendable {
  public let callee: CompilableFunction
  /// Where its window begins, in registers of the outermost frame's.
  public let base: Int
  /// The register of its caller that receives the result.
  public let result: Int
  public let role: CallRole
  /// Where its caller goes on.
  public let returnAddress: UInt
  /// The register that has the function, or the generator that is resumed, where only the code of it is known; counted as
  /// `base` is.
  public var holder: Int?
}

/// What a call is made for.
public enum CallRole: Equatable, Sendable {
  case plain
  /// An `__init__`, called by its class: the caller gets the instance, which is the first argument.
  case initializer
  /// The special method of an operator, which may decline.
  case `operator`
  /// That of a comparison or of `in`, whose truth is what counts; or `__eq__` of a `!=`.
  case question(isInverted: Bool)
  /// The frame of a generator that a `forNext` resumes.
  case iteration

  /// Whether what ends the call may ask the operands of its instruction again.
  var rereadsOperands: Bool {
    switch self {
    case .plain, .initializer: false
    case .operator, .question, .iteration: true
    }
  }

  /// Of the callee's frame.
  var flags: UInt32 {
    switch self {
    case .plain: 0
    case .initializer: UInt32(frameIsInitializer.rawValue)
    case .operator: UInt32(frameIsOperator.rawValue)
    case .question(isInverted: false): UInt32(frameIsQuestion.rawValue)
    case .question(isInverted: true): UInt32(frameIsQuestion.rawValue | frameIsInverted.rawValue)
    case .iteration: UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue)
    }
  }
}

/// A way out, by its index among the graph's exits.
public struct Exit: Hashable, BitwiseCopyable, Sendable {
  public let index: Int32
  init(_ index: Int) { self.index = Int32(index) }
}

/// Where the interpreter goes on, and what it must find in the window that is not there already.
public struct Snapshot: Sendable {
  public let word: Int
  public var stores: [(register: Int, value: Reference)]
  /// What stores name that is to be made (`ScalarReplacement`).
  public internal(set) var objects: [VirtualObject] = []
  /// What iterators must have that loops count for (`CountedLoops`).
  public internal(set) var iteratorWords: [IteratorWord] = []
  /// Those above the outermost one; the word is the last one's.
  public let frames: [InlinedFrame]
}

/// An object that is only made where an exit hands it to the interpreter.
public struct VirtualObject: Sendable {
  /// The node that would have made it.
  public let node: Reference
  public var header: Header
  /// Of its cell, in bytes.
  public let size: Int
  /// What is not *empty* in it; a value may be another object of the snapshot.
  public var fields: [Field] = []

  public enum Header: Sendable, Hashable {
    case instance(shape: UInt32)
    /// The runtime's own, as a word.
    case word(UInt64)
  }

  public struct Field: Sendable {
    public let offset: Int
    public let value: Reference
    /// Where exits leave the value: so many words before the end of what the context has room for.
    public let place: Int
  }

  /// The same with other values.
  func with(_ other: (Reference) -> Reference) -> VirtualObject {
    var object = self
    object.fields = fields.map { Field(offset: $0.offset, value: other($0.value), place: $0.place) }
    return object
  }
}

/// A word of an iterator over a range that has changed.
public struct IteratorWord: Sendable {
  public let iterator: Reference
  public let word: RangeWord
  public let value: Reference
}

/// The words of an iterator over a small range; `Iterator.swift` draws it.
public enum RangeWord: Sendable {
  /// The next number, as the machine has it.
  case position
  /// How many numbers are left.
  case remaining
  /// What the next number is more than this one, as a value.
  case step

  /// Its distance from the iterator's start.
  var offset: Int {
    switch self {
    case .position: CompiledLayout.iteratorPosition
    case .remaining: CompiledLayout.iteratorRemaining
    case .step: CompiledLayout.iteratorSource
    }
  }
}

/// How an instruction is done in the usual way, in the midst of code: the window is made as the snapshot says, and then
/// what compiled code had is as good as before.
public struct SlowPath: Sendable {
  public let snapshot: Int
  /// Where the instructions of the snapshot's last frame are.
  public let instructions: UInt
  /// The register, counted from the outermost window, that receives the result.
  public let result: Int
  /// Of a jump: whether it jumps where the operation's answer is no.
  public var isNegated = false
}

public struct ExitPoint: Sendable {
  public let snapshot: Int
  public let reason: CompiledExit.Reason
}

/// Where execution may begin: at the first instruction, at a loop's header, or after a call.
public struct Entry: Sendable {
  public let word: Int
  public let block: BlockReference
  /// After a call: only compiled code itself knows what the window holds there.
  public var isContinuation = false
  /// How many inlined calls the place is in.
  public var depth = 0
}

public struct Graph: Sendable {
  public let name: String
  public internal(set) var nodes: [Node] = []
  public internal(set) var blocks: [Block] = []
  public internal(set) var snapshots: [Snapshot] = []
  public internal(set) var exits: [ExitPoint] = []
  /// No more `CompiledExit` records are needed: exits with one snapshot share two (`ExitKey`).
  var exitRecordLimit: Int { 2 * snapshots.count }
  public internal(set) var entries: [Entry] = []
  /// Accesses to elements of lists which were seen to be bytes.
  var elementsSeenAsBytes: Swift.Set<Reference> = []
  /// How many words exits leave in the context for objects that are to be made.
  public internal(set) var objectWordCount = 0
  /// How many registers the window has together with those of inlined calls above it.
  public internal(set) var windowCount = 0
  /// The address of the word that code with machine code begins with.
  public internal(set) var compiledStart: UInt = 0

  init(name: String) { self.name = name }

  subscript(reference: Reference) -> Node {
    get { nodes[Int(reference.index)] }
    set { nodes[Int(reference.index)] = newValue }
  }
  subscript(block: BlockReference) -> Block {
    get { blocks[Int(block.index)] }
    set { blocks[Int(block.index)] = newValue }
  }

  mutating func newBlock() -> BlockReference {
    blocks.append(Block())
    return BlockReference(blocks.count - 1)
  }

  mutating func newNode(
    _ operation: Operation, _ representation: Representation, _ kinds: ValueKinds = []
  ) -> Reference {
    nodes.append(Node(operation: operation, representation: representation, kinds: kinds))
    return Reference(nodes.count - 1)
  }
}
