import CRuntime

// Attributes of classes, found along the method resolution order and remembered per thread.

/// What a thread remembers of `Type.lookup`: which attribute a name led to in which state of a type. Emptied by every
/// collection, since it keeps nothing alive.
struct LookupCache {
  struct Entry {
    var name: Value
    /// The attribute, or *empty* where the type has none.
    var attribute: Value
    var version: UInt32
  }

  static var size: Int { 2048 }
  static var byteCount: Int { size * MemoryLayout<Entry>.stride }

  @inline(__always)
  static func index(_ version: UInt32, _ name: Value) -> Int {
    Int(truncatingIfNeeded: (name.bits >> 4) ^ (name.bits >> 15) ^ UInt64(version)) & (size - 1)
  }
}

extension Type {
  /// The attribute that the class and its bases have under an interned name, as it stands there: no descriptor is asked.
  /// *Empty* where there is none.
  @inline(__always)
  public func lookup(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let version = self.version
    let entry = context.lookupCache + LookupCache.index(version, name)
    if entry.pointee.version == version, entry.pointee.name == name, version != 0 { return entry.pointee.attribute }
    return try lookupSlowly(context, name)
  }

  @inline(never)
  private func lookupSlowly(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let version = self.version
    var found = Value.empty
    let mro = self.mro
    for index in 0..<mro.count {
      found = try Type(mro[index]).ownAttribute(context, name)
      if !found.isEmpty { break }
    }
    if version != 0 {
      context.lookupCache[LookupCache.index(version, name)] =
        LookupCache.Entry(name: name, attribute: found, version: version)
    }
    return found
  }

  /// The attribute that the class itself has under a name; *empty* where it has none.
  public func ownAttribute(_ context: Context, _ name: Value) throws(Raised) -> Value {
    try dict(context).value(context, for: name)
  }

  /// The class's own attributes. A built-in's are made of its declaration when they are first asked for.
  public func dict(_ context: Context) throws(Raised) -> Dict {
    if load_acquire_u32(&pointer.pointee.declaration) != 0 { try fillDict(context) }
    return Dict(load(&pointer.pointee.dict))
  }

  // MARK: Kinship

  /// Whether this class is another or derives from it.
  @inline(__always)
  public func isSubtype(of other: Type) -> Bool {
    self == other || derives(from: other)
  }

  @inline(never)
  private func derives(from other: Type) -> Bool {
    let mro = self.mro
    for index in 0..<mro.count where mro[index] == other.value { return true }
    return false
  }
}

extension Context {
  @inline(__always)
  var lookupCache: UnsafeMutablePointer<LookupCache.Entry> {
    pointee.lookupCache.unsafelyUnwrapped.assumingMemoryBound(to: LookupCache.Entry.self)
  }

  /// The class's name as error messages show it.
  /// The name of a value's class with its module's.
  public func fullTypeName(of value: Value) throws(Raised) -> String { try type(of: value).fullName(self) }

  public func typeName(of value: Value) -> String { String(Text(type(of: value).pointer.pointee.name)) }

  /// The same without a module's name before it.
  public func unqualifiedTypeName(of value: Value) -> String {
    let name = typeName(of: value)
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }
}
