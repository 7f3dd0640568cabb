import CRuntime
import Runtime

// What `lru_cache` makes of a function: it remembers results by arguments, all of them or those used last.
//
//     CachedFunction ──results──▶ Dict: key ─▶ CacheLink          (of a limited cache; else key ─▶ result)
//           │                                   ▲  │
//           └──newest──▶ root ⇄ newest ⇄ … ⇄ oldest ⇄ root
//
// The ring of links is changed under the object's lock. Python code, which keys' `==` and the function itself are, runs
// without: what it may have changed meanwhile is looked at again.

struct CachedFunctionLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// How many results are kept at most; −1 for all, 0 for none.
  var most: Int64
  var hits: Int64
  var misses: Int64
  /// Whether arguments of different types are told apart.
  var isTyped: Int64
  var function: Value
  var infoType: Value
  var results: Value
  /// The link from which the ring begins and at which it ends.
  var root: Value
}

struct CacheLinkLayout: BitwiseCopyable {
  var header: ObjectHeader
  var hash: Int64
  /// Its neighbours, used earlier and later; *empty* once it is out of the ring.
  var older: Value
  var newer: Value
  var key: Value
  var result: Value
}

struct CacheLink: NativeObject {
  let pointer: UnsafeMutablePointer<CacheLinkLayout>
  init(pointer: UnsafeMutablePointer<CacheLinkLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .cacheLink }

  static let declaration = TypeDeclaration(
    native: .cacheLink, "functools._lru_list_elem", trace: .words(from: 16), slots: [.noConstructor])

  var isLinked: Bool { !pointer.pointee.older.isEmpty }
  var older: CacheLink { CacheLink(load(&pointer.pointee.older)) }
  var newer: CacheLink { CacheLink(load(&pointer.pointee.newer)) }

  func unlink() {
    store(newer.value, to: &older.pointer.pointee.newer)
    store(older.value, to: &newer.pointer.pointee.older)
    store(.empty, to: &pointer.pointee.older)
    store(.empty, to: &pointer.pointee.newer)
  }

  /// Puts it where what was used last belongs: before the root.
  func link(before root: CacheLink) {
    let last = root.older
    store(last.value, to: &pointer.pointee.older)
    store(root.value, to: &pointer.pointee.newer)
    store(value, to: &last.pointer.pointee.newer)
    store(value, to: &root.pointer.pointee.older)
  }

  /// A ring of its own.
  func close() {
    store(value, to: &pointer.pointee.older)
    store(value, to: &pointer.pointee.newer)
  }
}

struct CachedFunction: NativeObject {
  let pointer: UnsafeMutablePointer<CachedFunctionLayout>
  init(pointer: UnsafeMutablePointer<CachedFunctionLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .cachedFunction }

  private var function: Value { pointer.pointee.function }
  private var results: Dict { Dict(pointer.pointee.results) }
  private var root: CacheLink { CacheLink(pointer.pointee.root) }

  private static func make(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    if !context.type(of: a[1]).has(.call) { throw context.raise(.typeError, "the first argument must be callable") }
    var most = -1
    if a[2] != .none {
      if !context.isInt(a[2]), !context.type(of: a[2]).has(.index) {
        throw context.raise(.typeError, "maxsize should be integer or None")
      }
      most = max(0, Int(try context.machineIndex(of: a[2])))
    }
    let isTyped = try context.isTrue(a[3])
    let (results, root) = (try Dict.make(context, isTextOnly: false), try CacheLink.allocate(context))
    root.close()
    let cached = try allocate(context, Type(a[0]))
    cached.pointer.pointee.most = Int64(most)
    cached.pointer.pointee.isTyped = isTyped ? 1 : 0
    cached.pointer.pointee.function = a[1]
    cached.pointer.pointee.infoType = a[4]
    cached.pointer.pointee.results = results.value
    cached.pointer.pointee.root = root.value
    return cached.value
  }

  // MARK: Keys

  /// What a call's result is kept under: the only argument if it is an int or text, else a tuple of all that counts.
  @inline(__always)
  private func key(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    if names.isEmpty, pointer.pointee.isTyped == 0 {
      if count == 1, arguments[0].isSmallInt || Text(ifExactly: arguments[0]) != nil { return arguments[0] }
      return try Tuple.make(context, copying: arguments, count: count).value
    }
    return try longKey(context, arguments, count, names)
  }

  @inline(never)
  private func longKey(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let named = names.isEmpty ? 0 : Tuple(names).count
    let isTyped = pointer.pointee.isTyped != 0
    let key = try Tuple.allocate(context, count: count + (named > 0 ? named + 1 : 0) + (isTyped ? count : 0))
    let positional = count - named
    for index in 0..<positional { key.elements[index] = arguments[index] }
    var place = positional
    if named > 0 {
      key.elements[place] = try context.value(of: .keywordMark) { () throws(Raised) in
        try context.call(Interpreter(of: context).type(shape: BuiltinShape.object).value)
      }
      place += 1
      for index in 0..<named {
        key.elements[place] = Tuple(names)[index]
        key.elements[place + 1] = arguments[positional + index]
        place += 2
      }
    }
    if isTyped {
      for index in 0..<count { key.elements[place + index] = context.type(of: arguments[index]).value }
    }
    return key.value
  }

  // MARK: Calling

  private func compute(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    try context.withWindow(count) { (window) throws(Raised) in
      window.update(from: arguments, count: count)
      return try context.call(function, window, count: count, names: names)
    }
  }

  @inline(__always)
  private func call(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let most = pointer.pointee.most
    if most == 0 {
      note(context, isHit: false)
      return try compute(context, arguments, count, names)
    }
    let key = try key(context, arguments, count, names)
    let hash = try quickHash(context, key)
    let found = try results.value(context, for: key, hash: hash)
    if !found.isEmpty {
      note(context, isHit: true)
      return most < 0 ? found : use(context, CacheLink(found))
    }
    note(context, isHit: false)
    let result = try compute(context, arguments, count, names)
    if most < 0 {
      try results.set(context, key, to: result, hash: hash)
    } else {
      try keep(context, key, hash, result)
    }
    return result
  }

  /// Counts a call, as other threads do at the same time.
  private func note(_ context: Context, isHit: Bool) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if isHit { pointer.pointee.hits += 1 } else { pointer.pointee.misses += 1 }
  }

  /// The result of a link, which is now the one that was used last.
  private func use(_ context: Context, _ link: CacheLink) -> Value {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if link.isLinked {
      link.unlink()
      link.link(before: root)
    }
    return load(&link.pointer.pointee.result)
  }

  /// Keeps a result; where there is no room, the one used longest ago goes.
  private func keep(_ context: Context, _ key: Value, _ hash: Int64, _ result: Value) throws(Raised) {
    // The function may have called itself with the same arguments.
    if try !results.value(context, for: key, hash: hash).isEmpty { return }
    if results.count >= Int(pointer.pointee.most), let oldest = takeOldest(context) {
      _ = try results.remove(context, oldest.pointer.pointee.key, hash: oldest.pointer.pointee.hash)
    }
    let link = try CacheLink.allocate(context)
    link.pointer.pointee.hash = hash
    link.pointer.pointee.key = key
    link.pointer.pointee.result = result
    ByteLock.acquire(context, object)
    link.link(before: root)
    ByteLock.release(context, object)
    try results.set(context, key, to: link.value, hash: hash)
  }

  private func takeOldest(_ context: Context) -> CacheLink? {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    let oldest = root.newer
    if oldest == root { return nil }
    oldest.unlink()
    return oldest
  }

  private func clear(_ context: Context) {
    results.clear(context)
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    var link = root.newer
    while link != root {
      let next = link.newer
      link.unlink()
      link = next
    }
    pointer.pointee.hits = 0
    pointer.pointee.misses = 0
  }

  private func information(_ context: Context) throws(Raised) -> Value {
    let most = pointer.pointee.most
    let row = try Tuple.allocate(context, count: 4)
    row.elements[0] = Value(smallInt: pointer.pointee.hits)
    row.elements[1] = Value(smallInt: pointer.pointee.misses)
    row.elements[2] = most < 0 ? .none : Value(smallInt: most)
    row.elements[3] = Value(smallInt: Int64(results.count))
    return try context.call(pointer.pointee.infoType, row)
  }

  static let declaration = TypeDeclaration(
    native: .cachedFunction, "functools._lru_cache_wrapper",
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .words(from: 40),
    documentation: "Create a cached callable that wraps another function.",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "lru_cache", "(type, user_function, maxsize, typed, cache_info_type)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, a) }
        }, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let given = names.isEmpty || Tuple(names).count > 0 ? names : .empty
          return try CachedFunction(s).call(c, arguments, Int(count), given)
        }
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        if object.isEmpty || object == .none { return s }
        return bridge(c) { () throws(Raised) in try Method.make(c, s, object).value }
      },
    ],
    methods: [
      .one("cache_info") { c, s in bridge(c) { () throws(Raised) in try CachedFunction(s).information(c) } },
      .one("cache_clear") { c, s in
        CachedFunction(s).clear(c)
        return .none
      },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try c.getAttribute(s, c.name(.__qualname__)) } },
      .one("__copy__", "(self, /) silent") { _, s in s },
      .two("__deepcopy__", "(self, memo, /) silent") { _, s, _ in s },
      .attributesDict,
    ])
}
