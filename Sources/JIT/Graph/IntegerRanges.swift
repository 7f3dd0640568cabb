import CRuntime
import Runtime

// What ints can be, so that arithmetic on them need not be checked: each int has an interval, computed from those of the
// operands it comes from (Harrison, "Compiler Analysis of the Value Ranges for Variables", 1977). Where the interval of a
// sum is within 63 bits it cannot overflow, and where that of an int is within 54 it is a double.
//
// A program seldom says how large an int may be. What a counted loop counts, and what does not change in it, is almost
// always far from 63 bits, though, and can be looked at before the loop:
//
//              guard v7 within ±2²⁴                   what does not change
//              guard position within ±2²⁴, remaining × step too
//     header   …
//     body     i = item of position                   −2²⁵ … 2²⁵
//              j = i * 3 + v7                         in 63 bits whatever i and v7 are
//
// That is done where arithmetic in the loop needs it. Code in which it did not hold is compiled without it.

/// The least and the greatest that an int may be.
struct IntegerRange: Equatable {
  var low: Int64
  var high: Int64

  /// What a word holds.
  static let smallInts = IntegerRange(low: -1 << 62, high: 1 << 62 - 1)
  /// What a double holds as exactly, and its neighbours as well.
  static let exactDoubles = IntegerRange(low: -1 << 53, high: 1 << 53)
  /// What ints are taken to be that nobody computes: with such factors and terms, polynomials of degree two stay exact
  /// doubles.
  static let usual = IntegerRange(low: -1 << 24, high: 1 << 24)

  init(low: Int64, high: Int64) { (self.low, self.high) = (low, high) }

  init(_ number: Int64) { self.init(low: number, high: number) }

  /// From the least to the greatest of what was computed of the operands' ends; nil where one did not fit.
  private init?(_ results: [(partialValue: Int64, overflow: Bool)]) {
    if results.contains(where: \.overflow) { return nil }
    let ends = results.map(\.partialValue)
    self.init(low: ends.min().unsafelyUnwrapped, high: ends.max().unsafelyUnwrapped)
  }

  func isWithin(_ other: IntegerRange) -> Bool { other.low <= low && high <= other.high }

  func union(_ other: IntegerRange) -> IntegerRange { IntegerRange(low: min(low, other.low), high: max(high, other.high)) }

  /// What comes of an operation, were there no limit; nil where that is not known, or beyond 64 bits.
  static func of(_ operation: IntegerOperation, _ x: IntegerRange, _ y: IntegerRange) -> IntegerRange? {
    switch operation {
    case .add: IntegerRange([x.low.addingReportingOverflow(y.low), x.high.addingReportingOverflow(y.high)])
    case .subtract: IntegerRange([x.low.subtractingReportingOverflow(y.high), x.high.subtractingReportingOverflow(y.low)])
    case .multiply:
      IntegerRange([x.low, x.high].flatMap { a in [y.low, y.high].map { a.multipliedReportingOverflow(by: $0) } })
    // Quotients, also rounded down, are no farther from zero than what is divided.
    case .floorDivide where y.low > 0: IntegerRange(low: min(x.low, 0), high: max(x.high, 0))
    case .modulo where y.low > 0: IntegerRange(low: 0, high: x.low >= 0 ? min(x.high, y.high - 1) : y.high - 1)
    case .and where x.low >= 0 || y.low >= 0:
      IntegerRange(low: 0, high: x.low < 0 ? y.high : y.low < 0 ? x.high : min(x.high, y.high))
    case .rightShift where y.low >= 0: IntegerRange(low: min(x.low, 0), high: max(x.high, 0))
    case .floorDivide, .modulo, .and, .or, .xor, .leftShift, .rightShift: nil
    }
  }
}

/// The intervals of a graph's ints, as they are asked for.
private struct IntegerRanges {
  let graph: Graph
  /// What φs read.
  private let inputs: [Reference: [Reference]]
  /// What was found, or is being: of ints that depend on themselves nothing is known.
  private var known: [Reference: IntegerRange] = [:]
  private var depth = 0

  /// How many operations an interval depends on at most, one on the other.
  private static let depthLimit = 64

  /// - Parameter assumed: The intervals of some.
  init(_ graph: Graph, assumed: [Reference: IntegerRange] = [:]) {
    (self.graph, known) = (graph, assumed)
    inputs = Dictionary(
      graph.blocks.flatMap(\.phis).map { ($0.node, $0.inputs) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(node: Reference) -> IntegerRange {
    mutating get {
      if let range = known[node] { return range }
      if depth == Self.depthLimit { return .smallInts }
      known[node] = .smallInts
      depth += 1
      defer { depth -= 1 }
      guard let range = unlimited(node), range.isWithin(.smallInts) else { return .smallInts }
      known[node] = range
      return range
    }
  }

  /// The interval of what a node would be if nothing overflowed.
  mutating func unlimited(_ node: Reference) -> IntegerRange? {
    switch graph[node].operation {
    case .constant(let bits): return Value(bits: bits).isSmallInt ? IntegerRange(Value(bits: bits).smallInt) : nil
    case .copy(let other), .itemOfPosition(let other), .guardKinds(let other, .smallInt, _), .guardNot(let other, _, _):
      return self[other]
    case .nextPosition(let position, let step): return .of(.add, self[position], self[step])
    case .integer(let operation, let x, let y, _), .exactInteger(let operation, let x, let y):
      return .of(operation, self[x], self[y])
    case .negate(let x, _): return .of(.subtract, IntegerRange(0), self[x])
    case .integerOfBool: return IntegerRange(0).union(IntegerRange(1))
    case .phi:
      guard graph[node].kinds == .smallInt, let first = inputs[node]?.first else { return nil }
      var range = self[first]
      for input in inputs[node].unsafelyUnwrapped.dropFirst() { range = range.union(self[input]) }
      return range
    default: return nil
    }
  }

  /// What a node becomes that need not check what it checks; nil where it must, or checks nothing.
  mutating func unchecked(_ node: Reference) -> Operation? {
    switch graph[node].operation {
    case .integer(let operation, let x, let y, _) where [.add, .subtract, .multiply].contains(operation):
      return unlimited(node)?.isWithin(.smallInts) == true ? .exactInteger(operation, x, y) : nil
    case .intToFloat(let x, _): return self[x].isWithin(.exactDoubles) ? .exactFloat(x) : nil
    default: return nil
    }
  }
}

extension Graph {
  /// Takes away all checks that need nothing but what operations and constants say.
  mutating func dropChecks() { dropChecks(in: blocks.indices.map { BlockReference($0) }, [:]) }

  private mutating func dropChecks(in blocks: [BlockReference], _ assumed: [Reference: IntegerRange]) {
    var ranges = IntegerRanges(self, assumed: assumed)
    let unchecked = blocks.flatMap { self[$0].nodes }.compactMap { node in ranges.unchecked(node).map { (node, $0) } }
    for (node, operation) in unchecked { self[node].operation = operation }
  }

  /// Looks before a counted loop at what arithmetic in it depends on, where that makes enough of it need no check.
  ///
  /// - Parameter entrances: The exits on the ways into the loop, before it is counted.
  mutating func limitIntegers(
    of loop: CountedLoop, remaining: Reference, position: Reference, step: Value, _ entrances: [LoopEntrance]
  ) {
    let distance = Int64(step.smallInt.magnitude)
    guard distance != 0, distance <= IntegerRange.usual.high else { return }
    let limits = LoopLimits(loop, position: position, in: self)
    if limits.gain < 2 { return }
    let count = IntegerRange(low: 0, high: IntegerRange.usual.high / distance)
    for entrance in entrances {
      let exit = exit(by: entrance, .magnitude)
      func look(at node: Reference, _ range: IntegerRange) {
        self[self[loop.header].predecessors[entrance.way]].nodes.append(
          newNode(.guardWithin(node, range.low, range.high, exit), .nothing))
      }
      func before(_ node: Reference) -> Reference {
        self[loop.header].phis.first { $0.node == node }?.inputs[entrance.way] ?? node
      }
      if limits.needsPosition {
        look(at: before(position), .usual)
        look(at: before(remaining), count)
      }
      for node in limits.invariants { look(at: before(node), IntegerRange.usual.word) }
    }
    dropChecks(in: loop.members.sorted { $0.index < $1.index }, limits.assumed)
  }
}

extension IntegerRange {
  /// The same of words.
  fileprivate var word: IntegerRange { IntegerRange(low: 2 * low + 1, high: 2 * high + 1) }
}

/// What to look at before a loop, and what that is good for.
private struct LoopLimits {
  /// Ints that do not change, in their order, each of which makes some check needless.
  private(set) var invariants: [Reference] = []
  private(set) var needsPosition = false
  private(set) var assumed: [Reference: IntegerRange] = [:]
  /// How many checks are needless.
  private(set) var gain = 0

  init(_ loop: CountedLoop, position: Reference, in graph: Graph) {
    let nodes = loop.members.sorted { $0.index < $1.index }.flatMap { graph[$0].nodes }
    let ways = graph[loop.header].predecessors.indices
    func isInvariant(_ node: Reference) -> Bool {
      graph[node].representation == .word && ways.allSatisfy { loop.steady.value(of: node, by: $0, in: graph) != nil }
    }
    var possible: [Reference: IntegerRange] = [:]
    for node in nodes {
      guard graph[node].operation.isOfInts else { continue }
      for operand in graph[node].operation.operands {
        let source = graph.guarded(operand)
        if graph[operand].kinds == .smallInt, !graph[source].operation.isConstant, isInvariant(source) {
          possible[source] = .usual
        }
      }
    }
    possible[position] = IntegerRange(low: 2 * IntegerRange.usual.low, high: 2 * IntegerRange.usual.high)
    var (ranges, before) = (IntegerRanges(graph, assumed: possible), IntegerRanges(graph))
    let needless = nodes.filter { ranges.unchecked($0) != nil && before.unchecked($0) == nil }
    gain = needless.count
    var (seen, work) = (Swift.Set(needless), needless)
    while let node = work.popLast() {
      if let range = possible[node] {
        assumed[node] = range
        continue
      }
      if graph[node].operation.isOfInts || graph[node].operation.isSameInt {
        work += graph[node].operation.operands.filter { seen.insert($0).inserted }
      }
    }
    needsPosition = assumed[position] != nil
    invariants = assumed.keys.filter { $0 != position }.sorted { $0.index < $1.index }
  }
}

extension Graph {
  /// The word that guards have looked at.
  fileprivate func guarded(_ node: Reference) -> Reference {
    var node = node
    while case .guardKinds(let word, .smallInt, _) = self[node].operation { node = word }
    return node
  }
}

extension Operation {
  /// Whether it computes with ints.
  fileprivate var isOfInts: Bool {
    switch self {
    case .integer, .exactInteger, .negate, .intToFloat: true
    default: false
    }
  }

  /// Whether it has the int, or the position, that its operand has, or the next.
  fileprivate var isSameInt: Bool {
    switch self {
    case .copy, .itemOfPosition, .nextPosition, .guardKinds, .guardNot: true
    default: false
    }
  }

  fileprivate var isConstant: Bool { if case .constant = self { true } else { false } }
}
