import CLLVM
import CRuntime
import Runtime

// From the graph to LLVM's IR. A graph becomes one function with the signature of the interpreter's handlers, whose last
// argument is the number of an entry:
//
//     value code(context, frame, pc, registers, constants, entry)
//
// and a small function for each continuation, which stores what the call returned and goes on at an entry. Leaving is a
// call in tail position, to a handler or to a function of the runtime with the same signature; so the native stack does
// not grow whoever calls whom.

/// What an exit needs at run time, beside what the machine code holds.
struct LoweredExit: Equatable {
  /// Where the interpreter goes on, by its place among the graph's snapshots.
  let snapshot: Int
  let reason: CompiledExit.Reason
  /// The registers whose floats stand in the context, and those whose complex numbers do, which are marked
  /// (`CompiledExit.complexMark`) and stand there twice.
  let numbers: [Int]
}

/// A graph as an LLVM module, and what goes with it.
struct LoweredCode {
  let module: LLVMModuleRef
  let context: LLVMContextRef
  /// Of its function.
  let name: String
  let exits: [LoweredExit]
  let instructionCount: Int
  /// Whether another process may use what becomes of it.
  let isRelocatable: Bool
}

struct Lowering {
  let graph: Graph
  let llvm: IRBuilder
  /// Where the exits' records will be: one after the other, in the order of `exits`.
  let exitRecords: LLVMValueRef
  let instructions: UInt
  private let name: String
  let forced: ForcedExits?

  let function: LLVMValueRef
  var blocks: [LLVMBasicBlockRef] = []
  var values: [LLVMValueRef?]
  /// The LLVM block in which a block of the graph ends.
  var lastBlocks: [LLVMBasicBlockRef?]
  var continuations: [Int: LLVMValueRef] = [:]
  /// The second parts of complex numbers.
  var imaginaries: [Reference: LLVMValueRef] = [:]
  /// The doubles of words that a guard found to be floats.
  var unboxed: [Reference: LLVMValueRef] = [:]
  /// Guards that were seen to with the one before.
  var guarded: Swift.Set<Reference> = []
  var exitBlocks: [ExitKey: LLVMBasicBlockRef] = [:]
  var exits: [LoweredExit] = []
  var pendingExits: [(snapshot: Int, reason: CompiledExit.Reason, block: LLVMBasicBlockRef)] = []

  /// - Parameter name: Of the function, which no other may have.
  /// - Parameter exitRecords: where there is room for as many `CompiledExit` as the graph may need.
  init(_ graph: Graph, name: String, instructions: UInt, exitRecords: UInt, forced: ForcedExits? = nil) {
    let llvm = IRBuilder()
    self.init(graph, name, instructions, forced, llvm, llvm.address(exitRecords))
  }

  /// The lowering to relocatable code.
  init(_ graph: Graph, instructions: UInt, _ literals: Literals) {
    let llvm = IRBuilder(literals)
    self.init(graph, Self.relocatableName, instructions, nil, llvm, llvm.global(.exits))
  }

  /// The name of the function of relocatable code.
  static let relocatableName = "taipan"

  private init(
    _ graph: Graph, _ name: String, _ instructions: UInt, _ forced: ForcedExits?, _ llvm: IRBuilder,
    _ exitRecords: LLVMValueRef
  ) {
    (self.graph, self.name, self.instructions, self.forced) = (graph, name, instructions, forced)
    (self.llvm, self.exitRecords) = (llvm, exitRecords)
    function = llvm.addFunction(name, isInternal: false)
    values = [LLVMValueRef?](repeating: nil, count: graph.nodes.count)
    lastBlocks = [LLVMBasicBlockRef?](repeating: nil, count: graph.blocks.count)
  }

  mutating func lower() -> LoweredCode {
    llvm.begin(function)
    let start = llvm.newBlock()
    for _ in graph.blocks { blocks.append(llvm.newBlock()) }
    for index in graph.entries.indices where graph.entries[index].isContinuation {
      continuations[index] = llvm.addFunction("continuation\(index)", isInternal: true)
    }
    llvm.position(at: start)
    dispatchEntries()
    for index in graph.blocks.indices { makePhis(index) }
    for index in order() { lower(block: index) }
    completePhis()
    lowerExits()
    lowerContinuations()
    LLVMDisposeBuilder(llvm.builder)
    return LoweredCode(
      module: llvm.module, context: llvm.context, name: name, exits: exits, instructionCount: graph.nodes.count,
      isRelocatable: llvm.literals != nil && llvm.state.isRelocatable)
  }

  /// Blocks after those that dominate them.
  private func order() -> [Int] {
    var state = [Bool](repeating: false, count: graph.blocks.count)
    var postorder: [Int] = []
    for entry in graph.entries.reversed() {
      let root = Int(entry.block.index)
      if state[root] { continue }
      state[root] = true
      var stack = [(root, 0)]
      while let (block, next) = stack.last {
        let successors = graph.blocks[block].terminator.successors
        if next == successors.count {
          postorder.append(block)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].1 += 1
        let successor = Int(successors[next].index)
        if !state[successor] {
          state[successor] = true
          stack.append((successor, 0))
        }
      }
    }
    return postorder.reversed()
  }

  private func dispatchEntries() {
    let otherwise = llvm.newBlock()
    let choice = LLVMBuildSwitch(llvm.builder, llvm.argument(5), otherwise, UInt32(graph.entries.count))
    for (number, entry) in graph.entries.enumerated() {
      LLVMAddCase(choice, llvm.word(UInt64(number)), blocks[Int(entry.block.index)])
    }
    llvm.position(at: otherwise)
    LLVMBuildUnreachable(llvm.builder)
  }

  private mutating func makePhis(_ index: Int) {
    llvm.position(at: blocks[index])
    for phi in graph.blocks[index].phis {
      let form = graph[phi.node].representation
      values[Int(phi.node.index)] = LLVMBuildPhi(llvm.builder, llvm.type(form), "")
      if form == .complex { imaginaries[phi.node] = LLVMBuildPhi(llvm.builder, llvm.type(form), "") }
    }
  }

  private mutating func lower(block index: Int) {
    llvm.position(at: blocks[index])
    var nodes = graph.blocks[index].nodes[...]
    while let node = nodes.first {
      let row = nodes.prefix { isElement($0, besides: node) }
      if row.count > 1 {
        lowerElements(row)
      } else {
        values[Int(node.index)] = guardRow(nodes) ?? lower(node)
      }
      nodes = nodes.dropFirst(max(row.count, 1))
    }
    lower(graph.blocks[index].terminator)
    lastBlocks[index] = LLVMGetInsertBlock(llvm.builder)
  }

  private func completePhis() {
    for index in graph.blocks.indices {
      for phi in graph.blocks[index].phis {
        guard let node = values[Int(phi.node.index)] else { continue }
        for (input, predecessor) in zip(phi.inputs, graph.blocks[index].predecessors) {
          guard let from = lastBlocks[Int(predecessor.index)] else { continue }
          if let end = LLVMGetBasicBlockTerminator(from) { LLVMPositionBuilderBefore(llvm.builder, end) }
          guard let value = values[Int(input.index)] ?? computedHere(input) else { continue }
          var (incoming, block) = (value, from)
          LLVMAddIncoming(node, &incoming, &block, 1)
          if let second = imaginaries[phi.node], var incoming = imaginaries[input] {
            LLVMAddIncoming(second, &incoming, &block, 1)
          }
        }
      }
    }
  }

  func value(_ reference: Reference) -> LLVMValueRef {
    values[Int(reference.index)] ?? computedHere(reference).unsafelyUnwrapped
  }

  /// What a counted loop's numbers come to is computed where it is used, which often is in exits alone.
  private func computedHere(_ reference: Reference) -> LLVMValueRef? {
    switch graph[reference].operation {
    case .nextPosition(let position, let step): nextPosition(value(position), step: value(step))
    case .itemOfPosition(let position): itemOfPosition(value(position))
    default: nil
    }
  }

  // MARK: Continuations

  /// A continuation's result stands in its register already, since whoever returns stores it there.
  private func lowerContinuations() {
    for (number, continuation) in continuations.sorted(by: { $0.key < $1.key }) {
      llvm.begin(continuation)
      llvm.position(at: llvm.newBlock())
      let depth = graph.entries[number].depth
      if depth == 0 {
        llvm.leave(to: function, argument: llvm.word(UInt64(number)))
      } else {
        goOnInOutermost(number, depth)
      }
    }
  }

  /// From the frame of an inlined call, which was made for what it called, to the code of the outermost one, whose
  /// frame is the only one again; unless somebody has looked at one of them.
  private func goOnInOutermost(_ number: Int, _ depth: Int) {
    let size = CompiledLayout.frameSize
    var isUnseen: LLVMValueRef?
    for level in 1...depth {
      let object = llvm.load(llvm.word64, at: llvm.frame, offset: CompiledLayout.frameObject - level * size)
      let isEmpty = llvm.isEqual(object, llvm.word(0))
      isUnseen = isUnseen.map { llvm.and($0, isEmpty) } ?? isEmpty
    }
    let seen = llvm.newBlock()
    llvm.guarded(by: isUnseen.unsafelyUnwrapped, otherwise: seen)
    let outermost = llvm.pointer(llvm.frame, offset: -depth * size)
    llvm.leave(
      to: function,
      [
        llvm.contextArgument, outermost, llvm.argument(2),
        llvm.load(llvm.pointer, at: outermost, offset: CompiledLayout.frameRegisters),
        llvm.load(llvm.pointer, at: outermost, offset: CompiledLayout.frameConstants), llvm.word(UInt64(number)),
      ])
    llvm.position(at: seen)
    llvm.leave(to: CompiledSupport.resume, argument: llvm.word(0))
  }
}

extension Terminator {
  var successors: [BlockReference] {
    switch self {
    case .jump(let target): [target]
    case .branch(_, let then, let otherwise): [then, otherwise]
    case .step(_, let next, let jump): jump.map { [next, $0] } ?? [next]
    case .enter(_, _, let otherwise): [otherwise]
    case .unreachable, .exit, .interpret, .return: []
    }
  }
}
