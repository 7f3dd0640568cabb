import CRuntime
import Runtime

// `OrderedDict`: a dict whose order can be changed. A dict keeps its keys in order anyway, and `Dict+Ordering` moves them;
// what is added here is a version, by which iterators notice that the order is another one, and how many keys it has: a
// key that `dict`'s own methods take out is missed when the order is walked through.
//
// A derived class may have its own ways to get and set: `setdefault`, `update` and `copy` go by them, what takes keys out
// does not. Keys are looked up for their values even where their place is known: that finds out those whose hash is not
// what it was.

struct OrderedDictLayout: BitwiseCopyable {
  var dict: DictLayout
  /// How often a key came, went or was moved: a small int, as this is where a dict's words are traced.
  var version: Value
  /// How many keys came less those that went by this class's own methods: a small int.
  var known: Value
  var front: DictFront
}

struct OrderedDict: ObjectReference {
  let pointer: UnsafeMutablePointer<OrderedDictLayout>
  init(pointer: UnsafeMutablePointer<OrderedDictLayout>) { self.pointer = pointer }
  static var kind: Kind { .dict }

  var dict: Dict { Dict(value) }
  private var front: UnsafeMutablePointer<DictFront> {
    UnsafeMutableRawPointer(pointer).advanced(by: MemoryLayout<OrderedDictLayout>.offset(of: \.front).unsafelyUnwrapped)
      .assumingMemoryBound(to: DictFront.self)
  }
  var version: Value { load(&pointer.pointee.version) }

  /// Notes that the order is another one, by so many keys more.
  func changed(by keys: Int64 = 0) {
    store(Value(smallInt: load(&pointer.pointee.known).smallInt + keys), to: &pointer.pointee.known)
    store(Value(smallInt: version.smallInt &+ 1 & 0xffff_ffff_ffff), to: &pointer.pointee.version)
  }

  /// KeyError where a key of the order has been taken out behind its back.
  func requireAllKeys(_ context: Context) throws(Raised) {
    if load(&pointer.pointee.known).smallInt <= Int64(dict.count) { return }
    throw try context.raise(.keyError, args: Tuple.empty(context))
  }

  static func make(_ context: Context, as type: Type) throws(Raised) -> OrderedDict {
    let dict = OrderedDict(Value(try context.allocateObject(type, size: MemoryLayout<OrderedDictLayout>.size)))
    dict.pointer.pointee.version = Value(smallInt: 0)
    dict.pointer.pointee.known = Value(smallInt: 0)
    dict.pointer.pointee.front = DictFront()
    return dict
  }

  /// The value as an `OrderedDict`; nil where it is none.
  init?(_ context: Context, ifHas value: Value) throws(Raised) {
    guard Dict(ifHas: value) != nil, try context.type(of: value).isSubtype(of: context.type(.orderedDict)) else {
      return nil
    }
    self.init(value)
  }

  // MARK: One key

  /// The value of a key that the order has.
  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    let found = try dict.value(context, for: key)
    if found.isEmpty { throw context.raise(.keyError, argument: key) }
    return found
  }

  func set(_ context: Context, _ key: Value, to value: Value) throws(Raised) {
    try set(context, key, to: value, hash: context.hash(key))
  }

  private func set(_ context: Context, _ key: Value, to value: Value, hash: Int64) throws(Raised) {
    let count = dict.count
    try dict.set(context, key, to: value, hash: hash)
    if dict.count != count { changed(by: 1) }
  }

  func delete(_ context: Context, _ key: Value) throws(Raised) {
    if try pop(context, key).isEmpty { throw context.raise(.keyError, argument: key) }
  }

  /// The value of a key that is taken out; *empty* where there is none.
  func pop(_ context: Context, _ key: Value) throws(Raised) -> Value {
    let value = try dict.remove(context, key, hash: context.hash(key))
    if !value.isEmpty { changed(by: -1) }
    return value
  }

  func popItem(_ context: Context, last: Bool) throws(Raised) -> Value {
    guard let (key, value) = try last ? dict.removeLast(context) : dict.removeFirst(context, front) else {
      throw context.raise(.keyError, "dictionary is empty")
    }
    changed(by: -1)
    return try Tuple.make(context, key, value).value
  }

  func setDefault(_ context: Context, _ key: Value, to absent: Value) throws(Raised) -> Value {
    if try context.type(of: value) == context.type(.orderedDict) {
      let hash = try context.hash(key)
      let found = try dict.value(context, for: key, hash: hash)
      if !found.isEmpty { return found }
      try set(context, key, to: absent, hash: hash)
      return absent
    }
    if try context.contains(value, key) { return try context.item(of: value, key) }
    try context.setItem(of: value, key, to: absent)
    return absent
  }

  func move(_ context: Context, _ key: Value, toEnd: Bool) throws(Raised) {
    let hash = try context.hash(key)
    let isThere = try toEnd ? dict.moveToEnd(context, key, hash: hash) : dict.moveToFront(context, key, hash: hash, front)
    if !isThere { throw context.raise(.keyError, argument: key) }
    changed()
  }

  func clear(_ context: Context) {
    dict.clear(context)
    changed(by: -load(&pointer.pointee.known).smallInt)
  }

  // MARK: Many keys

  /// Takes over a mapping, or an iterable of pairs.
  func update(_ context: Context, from other: Value) throws(Raised) {
    if let source = Dict(ifExactly: other) {
      var position = 0
      let count = source.count
      while let (key, value) = source.next(&position) {
        try context.setItem(of: self.value, key, to: value)
        if source.count != count { throw context.raise(.runtimeError, "dictionary changed size during iteration") }
      }
      return
    }
    let keys = try context.attributeIfAny(other, "keys")
    if !keys.isEmpty {
      let list = try context.call(keys)
      try context.forEach(in: list) { (key) throws(Raised) in
        try context.setItem(of: value, key, to: context.item(of: other, key))
        return true
      }
      return
    }
    let items = try context.attributeIfAny(other, "items")
    let pairs = try items.isEmpty ? other : context.call(items)
    try context.forEach(in: pairs) { (pair) throws(Raised) in
      let iterator = try context.iterator(over: pair)
      let key = try element(context, of: iterator, 0)
      let value = try element(context, of: iterator, 1)
      if try !context.next(iterator).isEmpty {
        throw context.raise(.valueError, "too many values to unpack (expected 2)")
      }
      try context.setItem(of: self.value, key, to: value)
      return true
    }
  }

  private func element(_ context: Context, of iterator: Value, _ index: Int) throws(Raised) -> Value {
    let element = try context.next(iterator)
    if !element.isEmpty { return element }
    throw context.raise(.valueError, "need more than \(index) value\(index == 1 ? "" : "s") to unpack")
  }

  func copy(_ context: Context) throws(Raised) -> Value {
    let type = context.type(of: value)
    let isExact = try type == context.type(.orderedDict)
    let copy = try isExact ? OrderedDict.make(context, as: type).value : context.call(type.value)
    try requireAllKeys(context)
    let version = version
    var position = 0
    while let (key, _) = dict.next(&position) {
      let found = try isExact ? item(context, key) : context.item(of: value, key)
      try context.setItem(of: copy, key, to: found)
      if self.version != version { throw context.raise(.runtimeError, "OrderedDict mutated during iteration") }
    }
    return copy
  }

  /// `left | right`, of the class of whichever is an `OrderedDict`, the left one first.
  static func union(_ context: Context, _ left: Value, _ right: Value, own: Value) -> Value {
    if Dict(ifHas: left) == nil || Dict(ifHas: right) == nil { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      let made = try context.call(context.type(of: own).value, left)
      guard let dict = try OrderedDict(context, ifHas: made) else { return made }
      try dict.update(context, from: right)
      return made
    }
  }

  // MARK: As a whole

  /// Against another `OrderedDict` the order counts.
  func isEqual(_ context: Context, to other: Dict) throws(Raised) -> Bool {
    try context.checkNativeStack()
    if try !dict.isEqual(context, to: other) { return false }
    guard let other = try OrderedDict(context, ifHas: other.value) else { return true }
    let (version, otherVersion) = (version, other.version)
    var (position, otherPosition) = (0, 0)
    while true {
      let (next, otherNext) = (dict.next(&position), other.dict.next(&otherPosition))
      guard let (key, _) = next, let (otherKey, _) = otherNext else { return next == nil && otherNext == nil }
      let isEqual = key == otherKey ? true : try context.areEqual(key, otherKey)
      if self.version != version || other.version != otherVersion {
        throw context.raise(.runtimeError, "OrderedDict mutated during iteration")
      }
      if !isEqual { return false }
    }
  }

  func text(_ context: Context) throws(Raised) -> Text {
    let name = context.unqualifiedTypeName(of: value)
    if dict.count == 0 { return try Text.make(context, "\(name)()") }
    return try context.showing(value, inside: "...") { () throws(Raised) in
      let items = try context.callMethod(value, "items")
      let content = try context.call(Interpreter(of: context).type(.dict).value, items)
      return try Text.make(context, "\(name)(\(context.reprString(content)))")
    }
  }

  func reduced(_ context: Context) throws(Raised) -> Value {
    let recipe = try Tuple.allocate(context, count: 5)
    recipe.elements[0] = context.type(of: value).value
    recipe.elements[1] = try Tuple.empty(context).value
    recipe.elements[2] = try context.callMethod(value, "__getstate__")
    recipe.elements[3] = .none
    recipe.elements[4] = try context.iterator(over: context.callMethod(value, "items"))
    return recipe.value
  }
}
