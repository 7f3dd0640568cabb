import CRuntime
import Runtime

// `accumulate`, `chain`, `starmap`, `pairwise`, `zip_longest`.

extension ToolIterator {
  static let combining: [TypeDeclaration] = [
    declare(
      .accumulate, "itertools.accumulate", "Accumulated sums, or results of another function of two arguments.",
      signature: "(iterable, func=None, *, initial=None)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "accumulate", "(type, iterable, func=None, *, initial=None)", { c, a in
          bridge(c) { () throws(Raised) in
            let iterator = try make(c, a[0], c.iterator(over: a[1]), first: a[2])
            ToolIterator(iterator).third = a[3] == .none ? .empty : a[3]
            return iterator
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfAccumulate(c) } }),
    declare(
      .chain, "itertools.chain", "The elements of one iterable after the other.",
      signature: "(*iterables)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "chain", "(type, /, *iterables)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a[0], c.iterator(over: a[1])) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfChain(c) } },
      methods: [
        .two("from_iterable", "(type, iterable, /)", .classMethod) { c, type, iterable in
          bridge(c) { () throws(Raised) in try make(c, type, c.iterator(over: iterable)) }
        },
        .classGetItem,
      ]),
    declare(
      .starMap, "itertools.starmap", "The results of a function whose arguments come as tuples.",
      signature: "(function, iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "starmap", "(type, function, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a[0], c.iterator(over: a[2]), first: a[1]) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfStarMap(c) } }),
    declare(
      .pairwise, "itertools.pairwise", "Successive overlapping pairs of elements.",
      signature: "(iterable, /)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "pairwise", "(type, iterable, /)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a[0], c.iterator(over: a[1])) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfPairwise(c) } }),
    declare(
      .zipLongest, "itertools.zip_longest", "Elements of all iterables side by side, as long as one has any.",
      signature: "(*iterables, fillvalue=None)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "zip_longest", "(type, *iterables, fillvalue=None) nameless", { c, a in
          bridge(c) { () throws(Raised) in
            let iterators = try ToolIterator.iterators(c, over: Tuple(a[1]))
            return try make(c, a[0], iterators.value, first: a[2], count: Int64(iterators.count))
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfZipLongest(c) } }),
  ]

  /// `second` is the total so far, `third` an initial value that has not been given yet.
  private func nextOfAccumulate(_ context: Context) throws(Raised) -> Value {
    let initial = third
    if !initial.isEmpty {
      third = .empty
      second = initial
      return initial
    }
    let element = try context.next(source)
    if element.isEmpty { return .empty }
    let (total, function) = (second, first)
    let result =
      total.isEmpty
      ? element
      : function == .none ? try context.binary(.add, total, element) : try context.call(function, total, element)
    second = result
    return result
  }

  /// `source` is the iterator over the iterables, `first` the one over the current iterable.
  private func nextOfChain(_ context: Context) throws(Raised) -> Value {
    while true {
      let current = first
      if !current.isEmpty {
        let element = try context.next(current)
        if !element.isEmpty { return element }
        first = .empty
      }
      if source.isEmpty { return .empty }
      do throws(Raised) {
        let iterable = try context.next(source)
        if iterable.isEmpty { return finish() }
        first = try context.iterator(over: iterable)
      } catch {
        _ = finish()
        throw error
      }
    }
  }

  private func nextOfStarMap(_ context: Context) throws(Raised) -> Value {
    let row = try context.next(source)
    return row.isEmpty ? .empty : try context.call(first, context.tuple(of: row))
  }

  /// `first` is the last element taken.
  private func nextOfPairwise(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty { return .empty }
    let previous = first
    do throws(Raised) {
      var left = previous
      if left.isEmpty {
        left = try context.next(source)
        if left.isEmpty { return endOfPairwise() }
        first = left
        // The source may have asked this very iterator for more.
        if source.isEmpty { return endOfPairwise() }
      }
      let right = try context.next(source)
      if right.isEmpty { return endOfPairwise() }
      first = right
      return try Tuple.make(context, left, right).value
    } catch {
      _ = endOfPairwise()
      throw error
    }
  }

  private func endOfPairwise() -> Value {
    first = .empty
    return finish()
  }

  /// `source` is the tuple of iterators, with None in place of one that has ended; `count` of them have not.
  private func nextOfZipLongest(_ context: Context) throws(Raised) -> Value {
    let iterators = Tuple(source)
    if iterators.count == 0 || count == 0 { return .empty }
    let row = try Tuple.allocate(context, count: iterators.count)
    for index in 0..<iterators.count {
      let iterator = load(iterators.elements + index)
      if iterator == .none {
        row.elements[index] = first
        continue
      }
      let element: Value
      do throws(Raised) {
        element = try context.next(iterator)
      } catch {
        count = 0
        throw error
      }
      if element.isEmpty {
        count -= 1
        if count <= 0 { return .empty }
        store(.none, to: iterators.elements + index)
        row.elements[index] = first
      } else {
        row.elements[index] = element
      }
    }
    return row.value
  }
}
