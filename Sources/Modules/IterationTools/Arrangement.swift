import CRuntime
import Runtime

// `product`, `permutations`, `combinations`, `combinations_with_replacement`: each result is the one before with some
// of its places changed, from which on says the tuple of indices into the pool.
//
//     ┌────────┬───────┬──────┬─────────┬────────┬────────┐
//     │ header │ phase │ pool │ indices │ cycles │ result │
//     └────────┴───────┴──────┴─────────┴────────┴────────┘
//     0        8       16     24        32       40
//
// Threads that share one take turns by its lock: an index is never out of its pool's range.

struct ArrangementLayout: BitwiseCopyable {
  var header: ObjectHeader
  var phase: Arrangement.Phase
  /// A tuple of elements; of `product`, one of a tuple for each place.
  var pool: Value
  /// A tuple of small ints, which nobody else sees.
  var indices: Value
  /// Of `permutations`: how often each place will still change before it starts over.
  var cycles: Value
  /// The last result.
  var result: Value
}

struct Arrangement: ObjectReference {
  enum Phase: Int64, BitwiseCopyable { case fresh, running, done }

  let pointer: UnsafeMutablePointer<ArrangementLayout>
  init(pointer: UnsafeMutablePointer<ArrangementLayout>) { self.pointer = pointer }
  static var kind: Kind { .native }

  private var pool: Tuple { Tuple(pointer.pointee.pool) }
  private var indices: Elements { Tuple(pointer.pointee.indices).elements }
  private var cycles: Elements { Tuple(pointer.pointee.cycles).elements }

  /// How many elements a result has.
  private var length: Int {
    Tuple(pointer.pointee.cycles.isEmpty ? pointer.pointee.indices : pointer.pointee.cycles).count
  }

  private static func make(
    _ context: Context, _ type: Value, pool: Tuple, indices: Tuple, isDone: Bool
  ) throws(Raised) -> Arrangement {
    let object = try context.allocateObject(Type(type), size: MemoryLayout<ArrangementLayout>.size)
    let arrangement = Arrangement(Value(object))
    arrangement.pointer.pointee.phase = isDone ? .done : .fresh
    arrangement.pointer.pointee.pool = pool.value
    arrangement.pointer.pointee.indices = indices.value
    return arrangement
  }

  /// Small ints, from zero upwards or all alike.
  private static func numbers(_ context: Context, count: Int, step: Int) throws(Raised) -> Tuple {
    let numbers = try Tuple.allocate(context, count: count)
    for index in 0..<count { numbers.elements[index] = Value(smallInt: Int64(index * step)) }
    return numbers
  }

  private static func length(_ context: Context, _ value: Value) throws(Raised) -> Int {
    let length = try context.sizeArgument(value)
    if length < 0 { throw context.raise(.valueError, "r must be non-negative") }
    return length
  }

  // MARK: Steps

  /// A copy of the last result, with the places from `first` on as the indices say.
  private func changedResult(_ context: Context, from first: Int) throws(Raised) -> Value {
    let previous = Tuple(pointer.pointee.result)
    let result = try Tuple.allocate(context, count: previous.count)
    for place in 0..<first { result.elements[place] = previous[place] }
    for place in first..<previous.count { result.elements[place] = pool[Int(indices[place].smallInt)] }
    store(result.value, to: &pointer.pointee.result)
    return result.value
  }

  private func finish() -> Value {
    pointer.pointee.phase = .done
    return .empty
  }

  /// The next result; `advance` changes the indices and says from which place on, nil at the end.
  @inline(__always)
  private func next(_ context: Context, _ advance: (Arrangement) -> Int?) -> Value {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return bridge(context) { () throws(Raised) in
      switch pointer.pointee.phase {
      case .done: return .empty
      case .fresh:
        pointer.pointee.phase = .running
        pointer.pointee.result = try Tuple.allocate(context, count: length).value
        return try changedResult(context, from: 0)
      case .running:
        guard let place = advance(self) else { return finish() }
        return try changedResult(context, from: place)
      }
    }
  }

  private func combine() -> Int? {
    let (count, length) = (pool.count, length)
    var place = length - 1
    while place >= 0, indices[place].smallInt == Int64(place + count - length) { place -= 1 }
    if place < 0 { return nil }
    var index = indices[place].smallInt + 1
    for changed in place..<length {
      indices[changed] = Value(smallInt: index)
      index += 1
    }
    return place
  }

  private func combineWithReplacement() -> Int? {
    var place = length - 1
    while place >= 0, indices[place].smallInt == Int64(pool.count - 1) { place -= 1 }
    if place < 0 { return nil }
    indices.advanced(by: place).update(repeating: Value(smallInt: indices[place].smallInt + 1), count: length - place)
    return place
  }

  private func permute() -> Int? {
    let count = pool.count
    var place = length - 1
    while place >= 0 {
      let left = cycles[place].smallInt - 1
      if left > 0 {
        cycles[place] = Value(smallInt: left)
        let other = count - Int(left)
        (indices[place], indices[other]) = (indices[other], indices[place])
        return place
      }
      // The element here has been everywhere: it goes back to the end.
      let index = indices[place]
      for moved in place..<count - 1 { indices[moved] = indices[moved + 1] }
      indices[count - 1] = index
      cycles[place] = Value(smallInt: Int64(count - place))
      place -= 1
    }
    return nil
  }

  private func nextOfProduct(_ context: Context) throws(Raised) -> Value {
    if pointer.pointee.phase == .done { return .empty }
    let length = length
    let result = try Tuple.allocate(context, count: length)
    if pointer.pointee.phase == .fresh {
      for place in 0..<length { result.elements[place] = Tuple(pool[place])[0] }
      pointer.pointee.phase = .running
    } else {
      let previous = Tuple(pointer.pointee.result)
      for place in 0..<length { result.elements[place] = previous[place] }
      var place = length - 1
      while place >= 0 {
        let choices = Tuple(pool[place])
        let index = Int(indices[place].smallInt) + 1
        let isOver = index == choices.count
        indices[place] = Value(smallInt: isOver ? 0 : Int64(index))
        result.elements[place] = choices[isOver ? 0 : index]
        if !isOver { break }
        place -= 1
      }
      if place < 0 { return finish() }
    }
    store(result.value, to: &pointer.pointee.result)
    return result.value
  }

  // MARK: Declarations

  private static func declare(
    _ type: NativeType, _ name: StaticString, _ documentation: StaticString, signature: StaticString,
    new: SlotEntry, next: SlotEntry
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: type, name, flags: [.base], trace: .words(from: 16), documentation: documentation,
      signature: signature, slots: [new, .iterateSelf, next])
  }

  private static func makeProduct(
    _ context: Context, _ type: Value, _ iterables: Tuple, copies: Int
  ) throws(Raised) -> Value {
    if copies < 0 { throw context.raise(.valueError, "repeat argument cannot be negative") }
    let (count, overflow) = iterables.count.multipliedReportingOverflow(by: copies)
    if overflow { throw context.raise(.overflowError, "repeat argument too large") }
    let pools = try Tuple.allocate(context, count: count)
    var isDone = false
    for place in 0..<(copies == 0 ? 0 : iterables.count) {
      let choices = try context.tuple(of: iterables[place])
      if choices.count == 0 { isDone = true }
      for copy in 0..<copies { pools.elements[copy * iterables.count + place] = choices.value }
    }
    let indices = try numbers(context, count: count, step: 0)
    return try make(context, type, pool: pools, indices: indices, isDone: isDone).value
  }

  static let declarations: [TypeDeclaration] = [
    declare(
      .product, "itertools.product", "All ways to take one element of each iterable.",
      signature: "(*iterables, repeat=1)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "product", "(type, *iterables, repeat=1)", { c, a in
          bridge(c) { () throws(Raised) in
            try makeProduct(c, a[0], Tuple(a[1]), copies: c.sizeArgument(a[2]))
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in
        ByteLock.acquire(c, s.object)
        defer { ByteLock.release(c, s.object) }
        return bridge(c) { () throws(Raised) in try Arrangement(s).nextOfProduct(c) }
      }),
    declare(
      .permutations, "itertools.permutations", "All ways to arrange r of the elements.",
      signature: "(iterable, r=None)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "permutations", "(type, iterable, r=None)", { c, a in
          bridge(c) { () throws(Raised) in
            let pool = try c.tuple(of: a[1])
            if a[2] != .none, !c.isInt(a[2]) { throw c.raise(.typeError, "Expected int as r") }
            let length = a[2] == .none ? pool.count : try Arrangement.length(c, a[2])
            let indices = try numbers(c, count: pool.count, step: 1)
            let cycles = try numbers(c, count: min(length, pool.count), step: 1)
            for place in 0..<cycles.count { cycles.elements[place] = Value(smallInt: Int64(pool.count - place)) }
            let made = try make(c, a[0], pool: pool, indices: indices, isDone: length > pool.count)
            made.pointer.pointee.cycles = cycles.value
            return made.value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in Arrangement(s).next(c) { $0.permute() } }),
    declare(
      .combinations, "itertools.combinations", "All ways to choose r of the elements, in their order.",
      signature: "(iterable, r)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "combinations", "(type, iterable, r)", { c, a in
          bridge(c) { () throws(Raised) in
            let (pool, length) = (try c.tuple(of: a[1]), try Arrangement.length(c, a[2]))
            let isDone = length > pool.count
            let indices = try numbers(c, count: isDone ? 0 : length, step: 1)
            return try make(c, a[0], pool: pool, indices: indices, isDone: isDone).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in Arrangement(s).next(c) { $0.combine() } }),
    declare(
      .combinationsWithReplacement, "itertools.combinations_with_replacement",
      "All ways to choose r of the elements, each any number of times.",
      signature: "(iterable, r)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "combinations_with_replacement", "(type, iterable, r)", { c, a in
          bridge(c) { () throws(Raised) in
            let (pool, length) = (try c.tuple(of: a[1]), try Arrangement.length(c, a[2]))
            let indices = try numbers(c, count: pool.count == 0 ? 0 : length, step: 0)
            return try make(c, a[0], pool: pool, indices: indices, isDone: pool.count == 0 && length > 0).value
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in Arrangement(s).next(c) { $0.combineWithReplacement() } }),
  ]
}
