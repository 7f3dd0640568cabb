import CRuntime

// Iterators as compiled code goes on with them in its midst: only those that run no Python code, whatever they go through.

extension Context {
  /// The next item of an iterator of the runtime's own, *empty* at its end; nil where going on may run Python code.
  @inline(__always)
  func nextPurely(_ iterator: Value) throws(Raised) -> Value? {
    if let iterator = Iterator(ifExactly: iterator) { return try iterator.next(self) }
    return try Adaptor(ifExactly: iterator)?.nextPurely(self)
  }

  /// The next item of `enumerate`, of `zip` over two or of a dict's items as its two parts, of which
  /// `ThreadContext.secondResult` is the second: none is made a tuple. *Unbound* at the end; *empty*, with nothing done,
  /// where that is not so simple.
  func nextPair(_ iterator: Value) -> Value {
    if let iterator = Iterator(ifExactly: iterator) { return iterator.nextPair(self) }
    guard let adaptor = Adaptor(ifExactly: iterator) else { return .empty }
    switch adaptor.pointer.pointee.header.shape {
    case BuiltinShape.enumerate: return adaptor.nextPairOfEnumerate(self)
    case BuiltinShape.zip: return adaptor.nextPairOfZip(self)
    default: return .empty
    }
  }

  /// Whether `nextPair` covers an iterator.
  func givesPairs(_ iterator: Value) -> Bool {
    if let iterator = Iterator(ifExactly: iterator) { return iterator.form == .dict(.items) }
    guard let adaptor = Adaptor(ifExactly: iterator) else { return false }
    switch adaptor.pointer.pointee.header.shape {
    case BuiltinShape.enumerate: return adaptor.countsPurely
    case BuiltinShape.zip: return adaptor.zippedPair != nil
    default: return false
    }
  }

  /// The next item of an iterator that neither runs Python code nor raises; *empty* at its end.
  @inline(__always)
  fileprivate func nextOfRow(_ iterator: Value) -> Value {
    if let iterator = Iterator(ifExactly: iterator) { return (try? iterator.next(self)) ?? .empty }
    return (try? Adaptor(iterator).nextOfUnits(self)) ?? .empty
  }
}

extension Adaptor {
  private var isOfUnits: Bool {
    switch pointer.pointee.header.shape {
    case BuiltinShape.asciiIterator, BuiltinShape.textIterator, BuiltinShape.bytesIterator, BuiltinShape.byteArrayIterator: true
    default: false
    }
  }

  /// The next item of an iterator over text or bytes.
  @inline(__always)
  fileprivate func nextOfUnits(_ context: Context) throws(Raised) -> Value {
    switch pointer.pointee.header.shape {
    case BuiltinShape.asciiIterator, BuiltinShape.textIterator: try nextOfText(context)
    default: nextOfBytes()
    }
  }

  /// Whether an iterator goes over a list, a tuple, small numbers, text or bytes.
  @inline(__always)
  private static func isOfRow(_ iterator: Value) -> Bool {
    if let iterator = Iterator(ifExactly: iterator) {
      let form = iterator.form
      return form == .list || form == .tuple || form == .smallRange || form == .reversedList
    }
    return Adaptor(ifExactly: iterator)?.isOfUnits ?? false
  }

  @inline(__always)
  fileprivate func nextPurely(_ context: Context) throws(Raised) -> Value? {
    switch pointer.pointee.header.shape {
    case _ where isOfUnits: try nextOfUnits(context)
    case BuiltinShape.enumerate: countsPurely ? try nextOfEnumerate(context) : nil
    case BuiltinShape.zip: zippedPair != nil ? try nextOfZip(context) : nil
    default: nil
    }
  }

  /// Of `enumerate`: whether it goes through a row, with numbers that their word holds.
  @inline(__always)
  fileprivate var countsPurely: Bool {
    pointer.pointee.companion.isEmpty && pointer.pointee.position < 1 << 60 && Self.isOfRow(source)
  }

  @inline(__always)
  fileprivate func nextPairOfEnumerate(_ context: Context) -> Value {
    guard countsPurely else { return .empty }
    let element = context.nextOfRow(source)
    if element.isEmpty { return .unbound }
    let number = pointer.pointee.position
    pointer.pointee.position = number + 1
    context.pointee.secondResult = element
    return Value(smallInt: number)
  }

  /// Of `zip`: its two iterators, if that is how many there are and both go over rows; they need not be equally long.
  @inline(__always)
  fileprivate var zippedPair: (first: Value, second: Value)? {
    guard let iterators = Tuple(ifExactly: source), iterators.count == 2, pointer.pointee.companion != .true,
      Self.isOfRow(iterators[0]), Self.isOfRow(iterators[1])
    else { return nil }
    return (iterators[0], iterators[1])
  }

  @inline(__always)
  fileprivate func nextPairOfZip(_ context: Context) -> Value {
    if source.isEmpty { return .unbound }
    guard let (first, second) = zippedPair else { return .empty }
    let element = context.nextOfRow(first)
    if element.isEmpty { return finishPairs() }
    context.pointee.secondResult = context.nextOfRow(second)
    return context.pointee.secondResult.isEmpty ? finishPairs() : element
  }

  private func finishPairs() -> Value {
    pointer.pointee.source = .empty
    return .unbound
  }
}
