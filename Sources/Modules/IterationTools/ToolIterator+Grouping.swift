import CRuntime
import Runtime

// `groupby` and `batched`.

extension ToolIterator {
  static let grouping: [TypeDeclaration] = [
    declare(
      .groupBy, "itertools.groupby", "Keys, each with an iterator over the consecutive elements that have it.",
      signature: "(iterable, key=None)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "groupby", "(type, iterable, key=None)", { c, a in
          bridge(c) { () throws(Raised) in try makeGroupBy(c, a[0], over: a[1], key: a[2]) }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfGroupBy(c) } }),
    declare(
      .grouper, "itertools._grouper", "The elements of a group.",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "_grouper", "(type, parent, tgtkey, /)", { c, a in
          bridge(c) { () throws(Raised) in
            let groupBy = try c.type(.groupBy)
            if !c.type(of: a[1]).isSubtype(of: groupBy) {
              let given = c.typeName(of: a[1])
              throw c.raise(.typeError, "_grouper() argument 1 must be itertools.groupby, not \(given)")
            }
            return try makeGrouper(c, a[0], of: a[1], key: a[2])
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfGrouper(c) } }),
    declare(
      .batched, "itertools.batched", "The elements in tuples of n.",
      signature: "(iterable, n, *, strict=False)",
      new: .window(.new) { c, type, arguments, count, names in
        initializing(c, "batched", "(type, iterable, n, *, strict=False)", { c, a in
          bridge(c) { () throws(Raised) in
            let size = try c.sizeArgument(a[2])
            let isStrict = try c.isTrue(a[3])
            if size < 1 { throw c.raise(.valueError, "n must be at least one") }
            return try make(c, a[0], c.iterator(over: a[1]), limit: Int64(size), step: isStrict ? 1 : 0)
          }
        }, type, arguments, Int(count), names)
      },
      next: .unary(.next) { c, s in bridge(c) { () throws(Raised) in try ToolIterator(s).nextOfBatched(c) } }),
  ]

  // MARK: groupby

  // `first` is the key function or None, `second` storage for what was seen last: the current element until it is given, its
  // key, the key of the group that was given last, and the iterator over that group, the only one that may still take
  // elements.

  private enum Seen {
    static var element: Int { 0 }
    static var key: Int { 1 }
    static var groupKey: Int { 2 }
    static var group: Int { 3 }
    static var count: Int { 4 }
  }

  private static func makeGroupBy(
    _ context: Context, _ type: Value, over iterable: Value, key: Value
  ) throws(Raised) -> Value {
    let iterator = try context.iterator(over: iterable)
    let seen = try ListStorage.allocate(context, capacity: Seen.count)
    return try make(context, type, iterator, first: key, second: seen.value)
  }

  @inline(__always)
  private func seen(_ place: Int) -> UnsafeMutablePointer<Value> { ListStorage(second).elements + place }

  /// Takes the next element and its key; false at the end.
  private func step(_ context: Context) throws(Raised) -> Bool {
    let element = try context.next(source)
    if element.isEmpty { return false }
    let function = first
    let key = function == .none ? element : try context.call(function, element)
    store(element, to: seen(Seen.element))
    store(key, to: seen(Seen.key))
    return true
  }

  private func nextOfGroupBy(_ context: Context) throws(Raised) -> Value {
    store(.empty, to: seen(Seen.group))
    while true {
      let (key, groupKey) = (load(seen(Seen.key)), load(seen(Seen.groupKey)))
      if !key.isEmpty {
        if groupKey.isEmpty { break }
        if try !areElementsEqual(context, groupKey, key) { break }
      }
      if try !step(context) { return .empty }
    }
    let key = load(seen(Seen.key))
    store(key, to: seen(Seen.groupKey))
    let group = try ToolIterator.makeGrouper(context, context.type(.grouper).value, of: value, key: key)
    return try Tuple.make(context, key, group).value
  }

  /// `source` is the `groupby`, `first` the group's key.
  private static func makeGrouper(
    _ context: Context, _ type: Value, of parent: Value, key: Value
  ) throws(Raised) -> Value {
    let group = try make(context, type, parent, first: key)
    store(group, to: ToolIterator(parent).seen(Seen.group))
    return group
  }

  private func nextOfGrouper(_ context: Context) throws(Raised) -> Value {
    let parent = ToolIterator(source)
    if load(parent.seen(Seen.group)) != value { return .empty }
    if load(parent.seen(Seen.element)).isEmpty, try !parent.step(context) { return .empty }
    if try !areElementsEqual(context, first, load(parent.seen(Seen.key))) { return .empty }
    let element = load(parent.seen(Seen.element))
    store(.empty, to: parent.seen(Seen.element))
    return element
  }

  // MARK: batched

  /// `limit` is the size of a batch, `step` 1 where the last must not be shorter.
  private func nextOfBatched(_ context: Context) throws(Raised) -> Value {
    let source = source
    if source.isEmpty { return .empty }
    let size = Int(limit)
    let batch = try Tuple.allocate(context, count: size)
    for index in 0..<size {
      let element: Value
      do throws(Raised) {
        element = try context.next(source)
      } catch {
        _ = finish()
        throw error
      }
      if !element.isEmpty {
        batch.elements[index] = element
        continue
      }
      _ = finish()
      if index == 0 { return .empty }
      if step != 0 { throw context.raise(.valueError, "batched(): incomplete batch") }
      return try Tuple.make(context, copying: batch.elements, count: index).value
    }
    return batch.value
  }
}
