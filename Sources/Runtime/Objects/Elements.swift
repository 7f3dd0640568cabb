import CRuntime

// What tuples and lists do alike with rows of Values.

/// The elements of a sequence's storage.
public typealias Elements = UnsafeMutablePointer<Value>

extension UnsafeMutablePointer where Pointee == Value {
  /// Copies into an object that no other thread has seen yet.
  @inline(__always)
  func fill(from source: Elements, count: Int) {
    if count > 8 { return update(from: source, count: count) }
    for index in 0..<count { self[index] = source[index] }
  }

  /// Fills `copies` times `count` places by a pattern of `count` Values, by doubling what is there already.
  func fill(repeating pattern: Elements, count: Int, copies: Int) {
    if count == 1 { return update(repeating: pattern.pointee, count: copies) }
    let total = count * copies
    if total == 0 { return }
    update(from: pattern, count: count)
    var done = count
    while done < total {
      let step = Swift.min(done, total - done)
      (self + done).update(from: self, count: step)
      done += step
    }
  }

  /// Copies every `step`-th element, of which the first is this one.
  func copy(to target: Elements, count: Int, step: Int) {
    for index in 0..<count { target[index] = self[index &* step] }
  }
}

/// What can be said of `==` without calling out.
public enum QuickEquality {
  case equal, different, unknown
}

/// Compares identity, small ints, inline floats and exact text; leaves the rest to `Context.areEqual`.
@inline(__always)
public func quickEquality(_ left: Value, _ right: Value) -> QuickEquality {
  if left == right { return .equal }
  if Value.areSmallInts(left, right) || left.isInlineFloat && right.isInlineFloat { return .different }
  if let left = Text(ifExactly: left) {
    if let right = Text(ifExactly: right) { return Text.areEqual(left, right) ? .equal : .different }
    if right.isSmallInt { return .different }
  } else if left.isSmallInt, Text(ifExactly: right) != nil {
    return .different
  }
  return .unknown
}

/// Compares keys: as `quickEquality`, and short tuples of small ints and text.
@inline(__always)
func quickKeyEquality(_ left: Value, _ right: Value) -> QuickEquality {
  let equality = quickEquality(left, right)
  if equality == .unknown, let left = Tuple(ifExactly: left), let right = Tuple(ifExactly: right) {
    return Tuple.quickEquality(left, right)
  }
  return equality
}

/// The hash of a small int or of exact text; nil for anything else.
@inline(__always)
func plainHash(_ context: Context, _ value: Value) -> Int64? {
  if value.isSmallInt {
    // −1 says "raised" in CPython's C functions, so that no hash is it.
    if value.smallInt.magnitude < (1 << 61) - 1 { return value.smallInt == -1 ? -2 : value.smallInt }
    return PythonInt.hash(value)
  }
  if let text = Text(ifExactly: value) { return Text.hash(context, text) }
  return nil
}

/// The hash of a key that is told without running Python code.
@inline(__always)
func keyHash(_ context: Context, _ key: Value) -> Int64? {
  if let hash = plainHash(context, key) { return hash }
  if let tuple = Tuple(ifExactly: key) { return tuple.flatHash(context) }
  return context.plainText(key, .hash).map { Text.hash(context, $0) }
}

extension Context {
  /// Text, or an instance of a class that derives from it and leaves a slot to it.
  @inline(__always)
  func plainText(_ value: Value, _ slot: Slot) -> Text? {
    guard let text = Text(ifHas: value) else { return nil }
    if Text(ifExactly: value) != nil { return text }
    let base = Interpreter(of: self).type(shape: UInt32(Kind.text.rawValue))
    return type(of: value).overrides(slot, of: base) ? nil : text
  }

  /// Whether two keys are the same; nil where only Python code may tell.
  @inline(__always)
  func areKeysEqual(_ left: Value, _ right: Value) -> Bool? {
    switch quickKeyEquality(left, right) {
    case .equal: return true
    case .different: return false
    case .unknown:
      guard let left = plainText(left, .equal), let right = plainText(right, .equal) else { return nil }
      return Text.areEqual(left, right)
    }
  }
}

/// The hash of a value; those of small ints and of exact text without a call.
@inline(__always)
public func quickHash(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
  if let hash = plainHash(context, value) { return hash }
  return try context.hash(value)
}

/// The hash of a key of a dict.
@inline(__always)
func dictHash(_ context: Context, _ key: Value) throws(Raised) -> Int64 {
  if let hash = plainHash(context, key) { return hash }
  return try hash(context, key, of: "a dict key")
}

/// The hash of an element of a set.
@inline(__always)
func setHash(_ context: Context, _ key: Value) throws(Raised) -> Int64 {
  if let hash = plainHash(context, key) { return hash }
  return try hash(context, key, of: "a set element")
}

/// The hash of what is to be a key, with a TypeError that says so.
@inline(never)
private func hash(_ context: Context, _ key: Value, of role: StaticString) throws(Raised) -> Int64 {
  if let tuple = Tuple(ifExactly: key), let hash = tuple.flatHash(context) { return hash }
  do throws(Raised) {
    return try context.hash(key)
  } catch {
    if !context.isPending(.typeError) { throw error }
    let exception = context.pointee.pendingException
    context.pointee.pendingException = .empty
    let reason = String(try context.str(exception))
    throw context.raise(.typeError, "cannot use '\(context.typeName(of: key))' as \(role) (\(reason))")
  }
}

/// `first * second`, or nil where no sequence can be so long.
@inline(__always)
func elementCount(_ first: Int, times second: Int64) -> Int? {
  let (product, overflow) = Int64(first).multipliedReportingOverflow(by: max(0, second))
  return overflow || product > Int64(Int.max / 16) ? nil : Int(product)
}
