import CRuntime

// What native code does with each item of a generator that is mounted, where that runs no Python code and is done often
// enough for compiled code to know of it. A compiled generator gives its items to the consumer itself and goes on, without
// leaving machine code, for as long as the consumer takes them:
//
//     mounted ──▶ entered ──▶ item ──▶ taken ──▶ item ──▶ taken … ──▶ refused ──▶ left, as by any `yield`
//
// The context says which frame's items are meant, which kind of consumer there is, and where.

/// What consumers are called in the context.
public enum ConsumerNumber: UInt64, CaseIterable, Sendable {
  case none, ints, floats, truths, falsehoods, list, set, extreme
}

protocol ItemConsumer {
  var number: ConsumerNumber { get }

  /// False where it takes more, and nothing is changed. Runs no Python code.
  mutating func take(_ context: Context, _ item: Value) -> Bool
}

/// The sum of ints, as long as each is small.
struct IntSum: ItemConsumer {
  var total: Value
  var number: ConsumerNumber { .ints }

  @inline(__always)
  mutating func take(_ context: Context, _ item: Value) -> Bool {
    let number = item == .true ? Value(smallInt: 1) : item == .false ? Value(smallInt: 0) : item
    guard let sum = PythonInt.smallSum(total, number) else { return false }
    total = sum
    return true
  }
}

/// A sum of floats with Neumaier's compensation ("Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen", 1974): what rounding takes from the sum is summed apart.
struct FloatSum: ItemConsumer {
  private(set) var high: Double
  private(set) var low = 0.0
  var number: ConsumerNumber { .floats }

  init(_ start: Double) { high = start }

  @inline(__always)
  mutating func add(_ number: Double) {
    let sum = high + number
    low += high.magnitude >= number.magnitude ? (high - sum) + number : (number - sum) + high
    high = sum
  }

  var total: Double { low != 0 && low.isFinite ? high + low : high }

  @inline(__always)
  mutating func take(_ context: Context, _ item: Value) -> Bool {
    if !item.isInlineFloat, !item.isSmallInt { return false }
    add(item.isInlineFloat ? item.inlineFloat : Double(item.smallInt))
    return true
  }
}

/// Takes what is as true as wanted, and refuses the first that is not.
struct TruthTest: ItemConsumer {
  let wanted: Bool
  var number: ConsumerNumber { wanted ? .truths : .falsehoods }

  @inline(__always)
  func take(_ context: Context, _ item: Value) -> Bool { context.quickTruth(item) == wanted }
}

/// Puts items at the end of a list.
struct ListFiller: ItemConsumer {
  let list: List
  var number: ConsumerNumber { .list }

  @inline(__always)
  func take(_ context: Context, _ item: Value) -> Bool { list.appendInPlace(context, item) }
}

/// Puts items into a set.
struct SetFiller: ItemConsumer {
  let set: Set
  var number: ConsumerNumber { .set }

  @inline(__always)
  func take(_ context: Context, _ item: Value) -> Bool { set.addQuickly(context, item) }
}

extension Context {
  /// Gives an item of the frame to its consumer, if it has one.
  @inline(never)
  func consume(_ frame: FramePointer, _ item: Value) -> Bool {
    guard pointee.consumedFrame == frame, let address = pointee.consumer else { return false }
    func take<Consumer: ItemConsumer>(_ consumer: Consumer.Type) -> Bool {
      address.assumingMemoryBound(to: consumer).pointee.take(self, item)
    }
    switch ConsumerNumber(rawValue: pointee.consumerNumber) {
    case .ints: return take(IntSum.self)
    case .floats: return take(FloatSum.self)
    case .truths, .falsehoods: return take(TruthTest.self)
    case .list: return take(ListFiller.self)
    case .set: return take(SetFiller.self)
    case .extreme: return take(Extreme.self)
    default: return false
    }
  }
}
