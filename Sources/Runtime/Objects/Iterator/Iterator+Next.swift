import CRuntime

extension Iterator {
  /// The next element; *empty* at the end. Only items of a dict and numbers beyond 63 bits are made anew.
  @inline(__always)
  public func next(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty { return .empty }
    switch form {
    case .list: return nextOfList()
    case .tuple: return nextOfTuple()
    case .smallRange: return nextOfSmallRange()
    default: return try nextOfOthers(context)
    }
  }

  /// How many elements are still to come if nothing changes: `__length_hint__`.
  public var remainingCount: Int {
    if source.isEmpty { return 0 }
    switch form {
    case .list: return max(0, List(source).count - Int(position))
    case .reversedList: return position < Int64(List(source).count) ? Int(position) + 1 : 0
    case .tuple: return Tuple(source).count - Int(position)
    case .set: return Int64(Set(source).count) == pointer.pointee.limit ? Int(pointer.pointee.remaining) : 0
    case .smallRange: return Int(pointer.pointee.remaining)
    case .range: return 0
    default: return Int64(Dict(source).count) == pointer.pointee.limit ? Int(pointer.pointee.remaining) : 0
    }
  }

  // MARK: Sequences

  @inline(__always)
  func nextOfList() -> Value {
    let element = List(source).element(Int(truncatingIfNeeded: position))
    if element.isEmpty { return finish() }
    advance()
    return element
  }

  @inline(__always)
  func nextOfTuple() -> Value {
    let tuple = Tuple(source)
    if position >= tuple.pointer.pointee.count { return finish() }
    let element = tuple[Int(truncatingIfNeeded: position)]
    advance()
    return element
  }

  @inline(__always)
  func nextOfSmallRange() -> Value {
    if pointer.pointee.remaining == 0 { return .empty }
    let number = position
    pointer.pointee.remaining &-= 1
    pointer.pointee.position = number &+ source.smallInt
    return Value(smallInt: number)
  }

  @inline(never)
  private func nextOfOthers(_ context: Context) throws(Raised) -> Value {
    switch form {
    case .reversedList: return nextOfReversedList()
    case .range: return try nextOfRange(context)
    case .set: return try nextOfSet(context)
    default: return try nextOfDict(context)
    }
  }

  private func nextOfReversedList() -> Value {
    let element = position < 0 ? .empty : List(source).element(Int(position))
    if element.isEmpty { return finish() }
    pointer.pointee.position -= 1
    return element
  }

  private func nextOfRange(_ context: Context) throws(Raised) -> Value {
    let range = Range(source)
    let place = Value(smallInt: position)
    if range.length.isSmallInt, position >= range.length.smallInt { return finish() }
    advance()
    return try range.number(context, at: place)
  }

  // MARK: Hash tables

  private func nextOfSet(_ context: Context) throws(Raised) -> Value {
    let set = Set(source)
    if Int64(set.count) != pointer.pointee.limit {
      throw noteChange(context, "Set changed size during iteration")
    }
    var place = Int(position)
    let key = set.next(&place)
    if key.isEmpty { return finish() }
    pointer.pointee.position = Int64(place)
    pointer.pointee.remaining -= 1
    return key
  }

  private func nextOfDict(_ context: Context) throws(Raised) -> Value {
    let dict = Dict(source)
    if Int64(dict.count) != pointer.pointee.limit {
      throw noteChange(context, "dictionary changed size during iteration")
    }
    var place = Int(position)
    let isReversed = form.rawValue >= IteratorForm.reversedDict(.keys).rawValue
    guard let (key, value) = isReversed ? dict.previous(&place) : dict.next(&place) else { return finish() }
    if pointer.pointee.remaining == 0 {
      _ = finish()
      throw context.raise(.runtimeError, "dictionary keys changed during iteration")
    }
    pointer.pointee.position = Int64(place)
    pointer.pointee.remaining -= 1
    return try form.dictPart.of(context, key, value)
  }

  /// The next item of a dict as its two parts: `Context.nextPair`.
  @inline(__always)
  func nextPair(_ context: Context) -> Value {
    guard form == .dict(.items) else { return .empty }
    if source.isEmpty { return .unbound }
    let dict = Dict(source)
    if Int64(dict.count) != pointer.pointee.limit { return .empty }
    var place = Int(position)
    guard let (key, value) = dict.next(&place) else {
      _ = finish()
      return .unbound
    }
    if pointer.pointee.remaining == 0 { return .empty }
    pointer.pointee.position = Int64(place)
    pointer.pointee.remaining -= 1
    context.pointee.secondResult = value
    return key
  }

  /// The iterator says the same ever after.
  private func noteChange(_ context: Context, _ message: String) -> Raised {
    pointer.pointee.limit = -1
    return context.raise(.runtimeError, message)
  }

  @inline(__always)
  private func advance() { pointer.pointee.position &+= 1 }

  @inline(__always)
  private func finish() -> Value {
    pointer.pointee.source = .empty
    return .empty
  }
}
