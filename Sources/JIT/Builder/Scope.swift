import Bytecode
import CRuntime
import Runtime

/// A function as the builder goes through it: the one that is compiled, or one whose call is inlined there.
///
/// The window of an inlined function lies where the interpreter would have it, above its caller's, and all registers are
/// counted from the outermost window. Its frame is made only where something may look: at exits, and before what the
/// runtime does.
struct Scope {
  let code: CompilableCode
  let flow: FlowGraph
  /// Nil for the function that is compiled.
  private(set) var call: InlinedCall?
  /// The edges that lead to blocks which are not begun.
  var incoming: [Int: [GraphBuilder.Edge]] = [:]
  /// How the window of a loop's header looks, once that is begun.
  var headers: [Int: GraphBuilder.Header] = [:]
  /// The header of the loop whose first iteration is being translated.
  var peeledHeader: Int?
  /// Where the inlined function returns.
  var returns: [GraphBuilder.Edge] = []

  private let liveness: [UInt64]
  private let livenessRowWords: Int

  /// Of a generator that is resumed in place: where it yields.
  var yields: [GraphBuilder.Edge] = []

  init(_ code: CompilableCode, call: InlinedCall?, from start: Int = 0) {
    (self.code, self.call) = (code, call)
    // What an inlined function raises leaves the graph.
    flow = FlowGraph(code, from: start, handlers: call == nil, goesOn: call == nil && code.isConsumed)
    let liveness = Liveness(code.code.portable, firstTemporary: code.variableCount)
    var table = [UInt64](repeating: 0, count: max(liveness.tableWords, 1))
    table.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { liveness.fillTargets(base) }
    }
    (self.liveness, livenessRowWords) = (table, liveness.rowWords)
  }

  /// Notes what the cell of the generator that is resumed has in a register.
  mutating func note(_ value: Reference, resumedIn register: Int) { call?.resumed[register] = value }

  /// Where the window begins.
  var base: Int { call?.frame.base ?? 0 }

  /// Whether Python code, or an instruction from a word on, may read a register of the scope's own.
  func isLive(_ register: Int, at word: Int) -> Bool {
    if register < code.variableCount { return true }
    if register >= code.registerCount { return false }
    let bit = register - code.variableCount
    return liveness[word * livenessRowWords + bit >> 6] >> UInt64(bit & 63) & 1 != 0
  }
}

/// A call that the graph holds instead of making it.
struct InlinedCall {
  let frame: InlinedFrame
  /// The word after the call, in the caller.
  let next: Int
  /// The word whose registers the interpreter still reads, should it come to the end of the call.
  let livePlace: Int
  /// Where the caller goes on after an exception, if the call is in a `try`.
  let handler: Int?
  /// The register that receives the result, counted from the outermost window.
  let result: Int
  /// How many registers the builder's window has outside of the call.
  let extent: Int
  /// Of a generator that is resumed: what its cell has in each register.
  var resumed: [Int: Reference] = [:]
}
