import CRuntime
import Synchronization
import Testing

@testable import Runtime

/// Python programs on four threads at once, over objects that all of them change, under a collector that is kept busy.
/// With `--sanitize=thread` it also shows accesses that race.
@Suite(.serialized) struct SharedProgramTests {
  @Test func threadsChangeOneDict() {
    #expect(
      runOnFourThreads(
        setup: "shared = {}",
        program: """
          for i in range(400):
              key = i * 4 + me
              shared[key] = [i]
              assert shared[key] == [i]
              shared[str(key)] = i
              if i % 3 == 0:
                  del shared[key]
                  assert key not in shared
          """,
        check: "assert len(shared) == 4 * (400 + 400 - 134), len(shared)"))
  }

  @Test func threadsAppendAndPop() {
    #expect(
      runOnFourThreads(
        setup: "shared = []",
        program: """
          for i in range(400):
              shared.append((me, i))
              shared.append(i)
              shared.pop()
              element = shared[0]
              assert element.__class__ is tuple or element.__class__ is int
          """,
        check: "assert len(shared) == 1600, len(shared)"))
  }

  @Test func threadsAddAttributesToTheSameObjects() {
    #expect(
      runOnFourThreads(
        setup: """
          class Node:
              pass
          shared = [Node() for _ in range(40)]
          """,
        program: """
          for i in range(400):
              node = shared[i % 40]
              node.common = i
              assert node.common.__class__ is int
              if me == 0:
                  node.first = i
                  assert node.first == i
              elif me == 1:
                  node.second = [i]
                  assert node.second == [i]
              elif me == 2:
                  node.third = i
                  node.fourth = i
                  assert node.third == node.fourth == i
              else:
                  node.fifth = (i, node)
                  assert node.fifth[1] is node
          """,
        check: """
          for node in shared:
              node.first, node.second[0], node.third, node.fourth, node.fifth[0]
          """))
  }

  /// Each counts in an attribute of its own, while the objects come to keep their attributes in dicts.
  @Test func nothingIsLostWhereAttributesAreDeleted() {
    #expect(
      runOnFourThreads(
        setup: """
          class Node:
              def __init__(self):
                  self.first = self.second = self.third = self.last = 0
          shared = [Node() for _ in range(100)]
          """,
        program: """
          for node in shared:
              for i in range(40):
                  if me == 0:
                      node.first += 1
                  elif me == 1:
                      node.second += 1
                  elif me == 2:
                      node.third += 1
                  elif i == 20:
                      del node.last
          """,
        check: """
          for node in shared:
              assert vars(node) == {"first": 40, "second": 40, "third": 40}, vars(node)
          """))
  }

  @Test func threadsChangeOneClass() {
    #expect(
      runOnFourThreads(
        setup: """
          class Base:
              def method(self):
                  return 0
          class Derived(Base):
              pass
          shared = Base, Derived
          """,
        program: """
          Base, Derived = shared
          for i in range(200):
              Base.common = i
              assert Derived().common.__class__ is int
              if me == 0:
                  Base.method = lambda self: i
              elif me == 1:
                  Derived.own = i
                  assert Derived.own == i
              elif me == 2:
                  class Further(Derived):
                      pass
                  assert Further().method().__class__ is int
              assert Derived().method().__class__ is int
          """,
        check: "assert shared[1].own == 199"))
  }

  /// The functions, and so their inline caches, are those of all four.
  @Test func threadsShareInlineCaches() {
    #expect(
      runOnFourThreads(
        setup: """
          limit = 0
          class Point:
              scale = 1
              def __init__(self, x):
                  self.x = x
              def scaled(self):
                  return self.x * self.scale
          class Other(Point):
              pass
          def use(cls, x):
              point = cls(x)
              point.x = point.x + 1
              return point.x, point.scaled()
          def read():
              return limit, len("abc")
          shared = globals(), Point, Other, use, read
          """,
        program: """
          namespace, Point, Other, use, read = shared
          def initialise(self, x):
              self.x = x
          for i in range(300):
              if me == 0:
                  Point.scale = i % 3 + 1
              elif me == 1:
                  Point.scaled = lambda self: self.scale * self.x
              elif me == 2:
                  Other.__init__ = initialise
                  assert use(Other, i)[0] == i + 1
                  del Other.__init__
              else:
                  namespace["limit"] = i
                  namespace["len"] = lambda x: 7
                  del namespace["len"]
              for cls in (Point, Other):
                  x, scaled = use(cls, i)
                  assert x == i + 1
                  assert scaled in (x, 2 * x, 3 * x)
              number, length = read()
              assert 0 <= number < 300
              assert length in (3, 7)
          """,
        check: "assert shared[4]() == (299, 3)"))
  }

  /// Interned names, exceptions, generators, compiled code, weak references, the collector's counters, late values.
  @Test func threadsUseTheRuntimesOwnTables() {
    #expect(
      runOnFourThreads(
        setup: """
          import gc, sys, _weakref
          class Holder:
              pass
          shared = Holder()
          """,
        program: """
          import gc, sys, _weakref
          def numbers(n):
              yield from range(n)
          for i in range(60):
              name = "name" + str(i % 10 * 4 + me)
              setattr(shared, name, i)
              assert getattr(shared, name) == i
              assert sum(numbers(i)) == i * (i - 1) // 2
              try:
                  shared.missing
              except AttributeError as error:
                  assert "missing" in str(error)
              scope = {}
              exec(f"def function(x, y={i}): return x + y", scope)
              assert scope["function"](1) == i + 1
              kept = type("Made", (type(shared),), {"value": i})()
              reference = _weakref.ref(kept)
              assert reference().value == i
              kept.__dict__["other"] = name
              assert kept.other == name
              assert sys.stdout is not None and sys.version_info[0] == 3
              if i % 20 == me:
                  assert gc.collect() >= 0 and gc.get_stats()[2]["collections"] > 0
          """,
        check: "assert len(vars(shared)) == 40, vars(shared)"))
  }

  /// Whether `setup` ran, then `program` on four threads with `me` numbering them, then `check`, none of them raising.
  private func runOnFourThreads(setup: String, program: String, check: String) -> Bool {
    var options = HeapOptions()
    options.leastThreshold = 1 << 20
    options.stressInterval = 200
    let shared = SharedContainer(options) { context in
      guard let globals = run(context, setup, shared: .empty, number: 0) else { return .empty }
      return (try? globals.value(context, for: text(context, "shared"))) ?? .empty
    }
    let failures = Atomic<Int>(0)
    onThreads(4) { number in
      let isDone = shared.attached { context, value in run(context, program, shared: value, number: number) != nil }
      if !isDone { failures.add(1, ordering: .relaxed) }
    }
    let isRight = shared.attached { context, value in run(context, check, shared: value, number: 0) != nil }
    shared.free()
    return failures.load(ordering: .relaxed) == 0 && isRight
  }

  /// The namespace after a source has run in it; nil where it raised, and then it says what.
  private func run(_ context: Context, _ source: String, shared: Value, number: Int) -> Dict? {
    do throws(Raised) {
      let globals = try Dict.make(context)
      if !shared.isEmpty { try globals.set(context, text(context, "shared"), to: shared) }
      try globals.set(context, text(context, "me"), to: Value(smallInt: Int64(number)))
      try globals.set(context, text(context, "__name__"), to: text(context, "__main__"))
      let bytes = Array(source.utf8)
      let compiled: Result<Value, Raised> = bytes.withUnsafeBytes { bytes in
        do throws(Raised) { return .success(try context.compile(bytes, filename: "<test>")) } catch {
          return .failure(error)
        }
      }
      _ = try context.run(compiled.get(), globals: globals)
      return globals
    } catch {
      print("raised: \(raisedMessage(context))")
      return nil
    }
  }
}
