import CRuntime
import Testing

@testable import Runtime

/// An interpreter, with the calling thread attached, for the length of a test's body. Collects very often if
/// `isStressed`.
func withObjects(isStressed: Bool = false, _ body: (Context) throws -> Void) rethrows {
  var options = InterpreterOptions()
  options.heap.stressInterval = isStressed ? 16 : 0
  guard let context = Interpreter.start(options) else { fatalError("no address space") }
  defer { Interpreter.stop(context) }
  try body(context)
}

// MARK: Values

func int(_ number: Int) -> Value { Value(smallInt: Int64(number)) }
func float(_ number: Double) -> Value { Value(inlineFloat: number)! }
func text(_ context: Context, _ string: String) -> Value { try! Text.make(context, string).value }

func list(_ context: Context, _ numbers: some Sequence<Int>) -> List {
  let list = try! List.make(context)
  for number in numbers { try! list.append(context, int(number)) }
  return list
}

func tuple(_ context: Context, _ numbers: [Int]) -> Tuple {
  let tuple = try! Tuple.allocate(context, count: numbers.count)
  for (index, number) in numbers.enumerated() { tuple.elements[index] = int(number) }
  return tuple
}

func slice(_ context: Context, _ start: Int?, _ stop: Int?, _ step: Int? = nil) -> Slice {
  try! Slice.make(context, start.map(int) ?? .none, stop.map(int) ?? .none, step.map(int) ?? .none)
}

/// What `==`, `<` and calls of an `instance` do.
nonisolated(unsafe) var instanceEquality: ((Context, Value, Value) throws(Raised) -> Bool)? = nil
nonisolated(unsafe) var instanceCall: ((Context, Value) throws(Raised) -> Value)? = nil

/// An object whose hash is given, of a class whose slots ask the hooks above.
func instance(_ context: Context, hash: Int) -> Value {
  let interpreter = Interpreter(of: context)
  let bases = try! Tuple.make(context, interpreter.type(shape: BuiltinShape.object).value)
  let type = try! Type.make(
    context, metaclass: interpreter.type(.type), name: text(context, "instance"), bases: bases,
    namespace: Dict.make(context), keywords: nil)
  let compare: BinaryFunction = { c, left, right in
    bridge(c) { () throws(Raised) in Value(try instanceEquality?(c, left, right) ?? false) }
  }
  let call: WindowFunction = { c, _, arguments, _, _ in
    bridge(c) { () throws(Raised) in
      guard let hook = instanceCall else { return arguments[0] }
      return try hook(c, arguments[0])
    }
  }
  let hashing: UnaryFunction = { _, value in Instance(value).slots[0] }
  type.address(of: .equal).pointee = unsafeBitCast(compare, to: UInt.self)
  type.address(of: .less).pointee = unsafeBitCast(compare, to: UInt.self)
  type.address(of: .greater).pointee = unsafeBitCast(compare, to: UInt.self)
  type.address(of: .call).pointee = unsafeBitCast(call, to: UInt.self)
  type.address(of: .hash).pointee = unsafeBitCast(hashing, to: UInt.self)
  let object = try! Instance.make(context, type)
  object.slots[0] = int(hash)
  return object.value
}

// MARK: What is in them

func string(_ value: Value) -> String { String(Text(value)) }

extension List {
  var numbers: [Int] { (0..<count).map { Int(element($0).smallInt) } }
}

extension Tuple {
  var numbers: [Int] { (0..<count).map { Int(self[$0].smallInt) } }
}

extension Dict {
  var pairs: [[Int]] {
    var (position, result) = (0, [[Int]]())
    while let (key, value) = next(&position) { result.append([Int(key.smallInt), Int(value.smallInt)]) }
    return result
  }
}

extension Set {
  var keys: [Value] {
    var (position, result) = (0, [Value]())
    while case let key = next(&position), !key.isEmpty { result.append(key) }
    return result
  }
  var numbers: [Int] { keys.map { Int($0.smallInt) } }
}

/// What a body raised, as `kind: text`; nil if nothing.
func raised(_ context: Context, _ body: () throws(Raised) -> Void) -> String? {
  do throws(Raised) {
    try body()
    return nil
  } catch {
    let exception = context.takeException()
    let kind = ExceptionKind.allCases.first {
      Interpreter(of: context).type($0) == context.type(of: exception.value)
    }
    if kind == .memoryError { return "memoryError" }
    return "\(kind!): \(String(try! exception.text(context)))"
  }
}
