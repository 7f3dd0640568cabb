import CRuntime

// Iterating is a position among the entries, in whatever storage the dict has at each step: an insertion in between is
// found out by the count, as CPython does.

extension Dict {
  /// The key and value at the first entry from `position` on; the position is then behind it. Nil at the end.
  @inline(__always)
  public func next(_ position: inout Int) -> (key: Value, value: Value)? {
    guard let storage else { return mirror?.next(&position) }
    while position < storage.end {
      let entry = storage.entry(position)
      position += 1
      let (key, value) = (entry.key, storage.value(of: entry))
      if !key.isEmpty, !value.isEmpty { return (key, value) }
    }
    return nil
  }

  /// The same with the key's hash, which is known.
  public func nextHashed(
    _ context: Context, _ position: inout Int
  ) throws(Raised) -> (key: Value, value: Value, hash: Int64)? {
    guard let (key, value) = next(&position) else { return nil }
    // Another thread may have brought other storage in between.
    guard let storage, position <= storage.end, case let entry = storage.entry(position - 1), entry.key == key else {
      return (key, value, try dictHash(context, key))
    }
    return (key, value, entry.hash(of: key, isTextOnly: storage.isTextOnly))
  }

  /// The same from the last entry to the first: those below `position`.
  @inline(__always)
  public func previous(_ position: inout Int) -> (key: Value, value: Value)? {
    guard let storage else { return mirror?.previous(&position) }
    position = min(position, storage.end)
    while position > 0 {
      position -= 1
      let entry = storage.entry(position)
      let (key, value) = (entry.key, storage.value(of: entry))
      if !key.isEmpty, !value.isEmpty { return (key, value) }
    }
    return nil
  }

  /// The keys, the values, or tuples of both, as a list.
  public func list(_ context: Context, of part: DictPart) throws(Raised) -> List {
    let list = try List.make(context, capacity: count)
    var position = 0
    while let (key, value) = next(&position) { try list.append(context, try part.of(context, key, value)) }
    return list
  }
}

/// What an iteration over a dict gives.
public enum DictPart: UInt8, BitwiseCopyable, Sendable {
  case keys, values, items

  @inline(__always)
  public func of(_ context: Context, _ key: Value, _ value: Value) throws(Raised) -> Value {
    switch self {
    case .keys: key
    case .values: value
    case .items: try Tuple.make(context, key, value).value
    }
  }
}
