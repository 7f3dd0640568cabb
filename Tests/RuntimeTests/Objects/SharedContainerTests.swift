import CRuntime
import Testing

@testable import Runtime

/// Four threads on the same containers, under a collector that is kept busy. With `--sanitize=thread` it also shows
/// accesses that race.
@Suite(.serialized) struct SharedContainerTests {
  @Test func threadsAppendToOneList() async {
    await onFourThreads { context in
      (try! List.make(context)).value
    } run: { context, value, thread in
      let list = List(value)
      for index in 0..<3000 {
        try! list.append(context, int(index * 4 + thread))
        let seen = list.element(index)
        if !seen.isSmallInt { return false }
      }
      return true
    } check: { value in
      List(value).numbers.sorted() == Array(0..<12000)
    }
  }

  @Test func readersSeeOnlyWhatWasInAList() async {
    await onFourThreads { context in
      list(context, 0..<100).value
    } run: { context, value, thread in
      let list = List(value)
      for index in 0..<4000 {
        switch thread {
        case 0:
          try! list.insert(context, int(index % 100), at: Int64(index % 7))
          if index % 3 == 0 { list.reverse(context) }
        case 1: if list.count > 50 { _ = try! list.removeElement(context, index % 50) }
        default:
          let element = list.element(index % 120)
          if !element.isEmpty, !(element.isSmallInt && (0..<100).contains(element.smallInt)) { return false }
          if index % 16 == 0, !(try! list.copy(context)).numbers.allSatisfy({ (0..<100).contains($0) }) { return false }
        }
      }
      return true
    } check: { _ in true }
  }

  @Test func threadsFillOneDict() async {
    await onFourThreads { context in
      (try! Dict.make(context)).value
    } run: { context, value, thread in
      let dict = Dict(value)
      for index in 0..<2000 {
        let key = thread < 2 ? int(index * 4 + thread) : text(context, "\(index * 4 + thread)")
        try! dict.set(context, key, to: int(index))
        if try! dict.value(context, for: key) != int(index) { return false }
        if index % 5 == 0, try! dict.remove(context, key) != int(index) { return false }
        if index % 5 == 0, try! dict.contains(context, key) { return false }
      }
      return true
    } check: { value in
      Dict(value).count == 4 * 1600
    }
  }

  @Test func countersInOneDictLoseNothing() async {
    await onFourThreads { context in
      (try! Dict.make(context)).value
    } run: { context, value, _ in
      // Each thread inserts each key; one of them wins, all others see its value.
      let dict = Dict(value)
      for index in 0..<3000 {
        let winner = try! dict.setDefault(context, int(index), to: int(index + 1))
        if winner != int(index + 1) { return false }
      }
      return true
    } check: { value in
      Dict(value).pairs.map { $0[0] }.sorted() == Array(0..<3000)
    }
  }

  @Test func threadsShareASet() async {
    await onFourThreads { context in
      (try! Set.make(context)).value
    } run: { context, value, thread in
      let set = Set(value)
      for index in 0..<2000 {
        let key = int(index * 4 + thread)
        try! set.add(context, key)
        if !(try! set.contains(context, key)) { return false }
        if index % 4 == 0, !(try! set.discard(context, key)) { return false }
      }
      return true
    } check: { value in
      Set(value).count == 4 * 1500
    }
  }

  @Test func aGlobalIsNotRevivedByAnAssignment() async {
    await onFourThreads { context in
      (try! Dict.make(context)).value
    } run: { context, value, thread in
      let globals = Dict(value)
      let name = text(context, "name")
      let cell = try! globals.cell(context, for: name)
      for index in 0..<3000 {
        switch thread {
        case 0: try! globals.set(context, name, to: int(index))
        case 1: _ = try! globals.remove(context, name)
        default: _ = cell.assign(context, int(index))
        }
        if try! globals.cell(context, for: name) != cell { return false }
      }
      return true
    } check: { value in
      Dict(value).count == Dict(value).storage.map { $0.value(of: $0.entry($0.used - 1)).isEmpty ? 0 : 1 }
    }
  }

  // MARK: Threads

  private func onFourThreads(
    make: @escaping @Sendable (Context) -> Value,
    run: @escaping @Sendable (Context, Value, Int) -> Bool,
    check: @escaping @Sendable (Value) -> Bool
  ) async {
    var options = HeapOptions()
    options.leastThreshold = 1 << 20
    options.stressInterval = 50
    let shared = SharedContainer(options, make)
    let allHeld = await withTaskGroup(of: Bool.self) { group in
      for thread in 0..<4 { group.addTask { shared.attached { run($0, $1, thread) } } }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(allHeld)
    #expect(shared.attached { _, value in check(value) })
    shared.free()
  }
}

/// A container, kept by a root, that tasks on several threads use.
final class SharedContainer: @unchecked Sendable {
  private let interpreter: Interpreter
  private let root = UnsafeMutablePointer<Value>.allocate(capacity: 1)

  init(_ options: HeapOptions, _ make: (Context) -> Value) {
    var all = InterpreterOptions()
    all.heap = options
    guard let context = Interpreter.start(all) else { preconditionFailure("no memory") }
    interpreter = Interpreter(of: context)
    // The thread that makes it goes on to wait, which is no safe point.
    interpreter.detachThread(context)
    root.initialize(to: .empty)
    interpreter.heap.addRoot(root) { marker, argument in
      Marker(opaque: marker).mark(argument!.assumingMemoryBound(to: Value.self).pointee)
    }
    _ = attached { context, _ in
      root.pointee = make(context)
      return true
    }
  }

  func attached(_ body: (Context, Value) -> Bool) -> Bool {
    guard let context = interpreter.attachThread() else { preconditionFailure("no memory") }
    defer { interpreter.detachThread(context) }
    return body(context, root.pointee)
  }

  func free() {
    if let context = interpreter.attachThread() { Interpreter.stop(context) }
    root.deallocate()
  }
}
