import CRuntime

// What sets do with arguments of any class. Sets are taken as they are; of a dict its keys; anything else is iterated,
// element by element where that gives the result, else made a set first. Which of these it is shows in the result's
// order.

extension Set {
  /// A set of an iterable's elements; sets are taken as they are.
  static func of(_ context: Context, _ iterable: Value) throws(Raised) -> Set {
    if let set = Set(ifAny: iterable) { return set }
    let set = try Set.make(context)
    try set.update(context, from: iterable)
    return set
  }

  /// `update`.
  func update(_ context: Context, from iterable: Value) throws(Raised) {
    if let other = Set(ifAny: iterable) { return try merge(context, other) }
    if let dict = Dict(ifExactly: iterable) { return try merge(context, keysOf: dict) }
    var filler = SetFiller(set: self)
    try context.forEach(in: iterable, refusedBy: &filler) { (element, _) throws(Raised) in
      _ = try add(context, element)
      return true
    }
  }

  /// `intersection` with one argument.
  func intersection(_ context: Context, with iterable: Value) throws(Raised) -> Set {
    if let other = Set(ifAny: iterable) { return try intersection(context, other) }
    let result = try Set.make(context, isFrozen: isFrozen)
    try context.forEach(in: iterable) { (element) throws(Raised) in
      let hash = try quickHash(context, element)
      if try contains(context, element, hash: hash) { try result.add(context, element, hash: hash) }
      return true
    }
    return result
  }

  /// `intersection`.
  func intersection(_ context: Context, withAll others: Tuple) throws(Raised) -> Set {
    if others.count == 0 { return try copy(context) }
    var result = self
    for index in 0..<others.count { result = try result.intersection(context, with: others[index]) }
    return result
  }

  /// `difference` with one argument.
  func difference(_ context: Context, from iterable: Value) throws(Raised) -> Set {
    if let other = Set(ifAny: iterable) { return try difference(context, other) }
    guard let dict = Dict(ifExactly: iterable), count >> 2 <= dict.count else {
      let result = try copy(context)
      try result.subtract(context, elementsOf: iterable)
      return result
    }
    let result = try Set.make(context, isFrozen: isFrozen)
    var position = 0
    while let (key, hash) = nextSlot(&position) {
      if try dict.value(context, for: key, hash: hash).isEmpty { try result.add(context, key, hash: hash) }
    }
    return result
  }

  /// `difference`.
  func difference(_ context: Context, fromAll others: Tuple) throws(Raised) -> Set {
    if others.count == 0 { return try copy(context) }
    let result = try difference(context, from: others[0])
    for index in 1..<max(1, others.count) { try result.subtract(context, elementsOf: others[index]) }
    return result
  }

  /// `difference_update` with one argument.
  func subtract(_ context: Context, elementsOf iterable: Value) throws(Raised) {
    if let other = Set(ifAny: iterable) { return try subtract(context, other) }
    try context.forEach(in: iterable) { (element) throws(Raised) in
      _ = try discard(context, element)
      return true
    }
    try dropDeleted(context)
  }

  /// `issubset`.
  func isSubset(_ context: Context, ofElements iterable: Value) throws(Raised) -> Bool {
    if let other = Set(ifAny: iterable) { return try isSubset(context, of: other) }
    return try intersection(context, with: iterable).count == count
  }

  /// `issuperset`.
  func isSuperset(_ context: Context, ofElements iterable: Value) throws(Raised) -> Bool {
    if let other = Set(ifAny: iterable) { return try other.isSubset(context, of: self) }
    var holds = true
    try context.forEach(in: iterable) { (element) throws(Raised) in
      holds = try contains(context, element)
      return holds
    }
    return holds
  }

  /// `isdisjoint`.
  func isDisjoint(_ context: Context, withElements iterable: Value) throws(Raised) -> Bool {
    if let other = Set(ifAny: iterable) { return try isDisjoint(context, with: other) }
    var isDisjoint = true
    try context.forEach(in: iterable) { (element) throws(Raised) in
      isDisjoint = try !contains(context, element)
      return isDisjoint
    }
    return isDisjoint
  }

  /// The key to look for in the place of one given: a set, which has no hash, is looked for as the frozenset of its
  /// elements.
  static func lookupKey(_ context: Context, _ key: Value) throws(Raised) -> Value {
    guard let set = Set(ifHas: key), !context.type(of: key).has(.hash) else { return key }
    return try set.copy(context, isFrozen: true).value
  }
}
