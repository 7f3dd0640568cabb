import CRuntime

// How many elements an iterable says that it has, so that room for them is asked for at once: what nobody could hold is
// a MemoryError before it fills the machine.

extension Context {
  /// `operator.length_hint(iterable, fallback)`.
  public func lengthHint(of iterable: Value, orElse fallback: Int = 0) throws(Raised) -> Int {
    if let iterator = Iterator(ifExactly: iterable), iterator.form != .range { return iterator.remainingCount }
    if type(of: iterable).has(.length) {
      let count = try unlessTypeError { () throws(Raised) in try Value(smallInt: Int64(length(iterable))) }
      if let count { return Int(count.smallInt) }
    }
    if try type(of: iterable).lookup(self, name(.__length_hint__)).isEmpty { return fallback }
    let answer = try unlessTypeError { () throws(Raised) in try callSpecial(.__length_hint__, iterable) }
    guard let answer, answer != .notImplemented else { return fallback }
    guard isInt(answer) else {
      throw raise(.typeError, "__length_hint__ must be an integer, not \(typeName(of: answer))")
    }
    let hint = try sizeArgument(answer)
    if hint < 0 { throw raise(.valueError, "__length_hint__() should return >= 0") }
    return hint
  }

  /// What `body` gives; nil, and nothing raised, where it raises a TypeError.
  private func unlessTypeError(_ body: () throws(Raised) -> Value) throws(Raised) -> Value? {
    do throws(Raised) {
      return try body()
    } catch {
      if !isPending(.typeError) { throw error }
      pointee.pendingException = .empty
      return nil
    }
  }
}
