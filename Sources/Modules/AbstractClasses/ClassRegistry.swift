import CRuntime
import Runtime

// What an abstract class remembers of others (`_abc_impl`): which are registered with it, which are known to be
// subclasses, which are known not to be. It keeps none of them alive.
//
//     ┌────────┬─────────┬────────────┬───────┬─────────┐
//     │ header │ version │ registered │ known │ refused │
//     └────────┴─────────┴────────────┴───────┴─────────┘
//     0        8         16           24      32

struct ClassRegistryLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The count of registrations in the interpreter up to which `refused` holds.
  var version: Int64
  /// Dicts, *empty* as long as nothing is in them: see `WeakClassSet`.
  var registered: Value
  var known: Value
  var refused: Value
}

struct ClassRegistry: NativeObject {
  let pointer: UnsafeMutablePointer<ClassRegistryLayout>
  init(pointer: UnsafeMutablePointer<ClassRegistryLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .classRegistry }

  static let declaration = TypeDeclaration(
    native: .classRegistry, "_abc._abc_data", trace: .words(from: 16),
    documentation: "Internal state held by ABC machinery.",
    slots: [.window(.new) { c, _, _, _, _ in bridge(c) { () throws(Raised) in try make(c).value } }])

  static func make(_ context: Context) throws(Raised) -> ClassRegistry {
    let registry = try allocate(context)
    registry.noteCurrent(context)
    return registry
  }

  static func of(_ context: Context, _ type: Value) throws(Raised) -> ClassRegistry {
    let found = try context.getAttribute(type, context.name(._abc_impl))
    guard let registry = ClassRegistry(ifHas: found) else {
      throw context.raise(.typeError, "_abc_impl is set to a wrong type")
    }
    return registry
  }

  func registered(_ context: Context) throws(Raised) -> WeakClassSet {
    try WeakClassSet.at(context, &pointer.pointee.registered)
  }
  func known(_ context: Context) throws(Raised) -> WeakClassSet {
    try WeakClassSet.at(context, &pointer.pointee.known)
  }
  func refused(_ context: Context) throws(Raised) -> WeakClassSet {
    try WeakClassSet.at(context, &pointer.pointee.refused)
  }

  /// Whether no class has been registered anywhere since `refused` was filled.
  func isCurrent(_ context: Context) -> Bool { pointer.pointee.version == context.registrationCount }
  func noteCurrent(_ context: Context) { pointer.pointee.version = context.registrationCount }

  /// `_get_dump`: three sets of weak references, and the version.
  func dump(_ context: Context) throws(Raised) -> Tuple {
    let dump = try Tuple.allocate(context, count: 4)
    dump.elements[0] = try registered(context).references(context).value
    dump.elements[1] = try known(context).references(context).value
    dump.elements[2] = try refused(context).references(context).value
    dump.elements[3] = Value(smallInt: pointer.pointee.version)
    return dump
  }
}

/// Classes that are not kept alive: weak references by the addresses of the classes. A dead one's address may be
/// another's by now, so what counts is what the reference refers to.
struct WeakClassSet {
  private let dict: Dict

  static func at(_ context: Context, _ word: UnsafeMutablePointer<Value>) throws(Raised) -> WeakClassSet {
    if load(word).isEmpty { publish(try Dict.make(context, isTextOnly: false).value, to: word) }
    return WeakClassSet(dict: Dict(load(word)))
  }

  private func key(_ type: Value) -> Value { Value(smallInt: Int64(type.bits >> 3)) }

  func contains(_ context: Context, _ type: Value) throws(Raised) -> Bool {
    let found = try dict.value(context, for: key(type))
    return !found.isEmpty && WeakReference(found).target == type
  }

  func add(_ context: Context, _ type: Value) throws(Raised) {
    if dict.count >= 64, dict.count & (dict.count - 1) == 0 { try dropDead(context) }
    try dict.set(context, key(type), to: WeakReference.make(context, to: type).value)
  }

  func clear(_ context: Context) { dict.clear(context) }

  /// The classes that are alive.
  func list(_ context: Context) throws(Raised) -> List {
    let list = try List.make(context)
    var position = 0
    while let (_, reference) = dict.next(&position) {
      let type = WeakReference(reference).target
      if !type.isEmpty { try list.append(context, type) }
    }
    return list
  }

  func references(_ context: Context) throws(Raised) -> Set {
    let set = try Set.make(context)
    var position = 0
    while let (_, reference) = dict.next(&position) {
      if !WeakReference(reference).target.isEmpty { _ = try set.add(context, reference) }
    }
    return set
  }

  private func dropDead(_ context: Context) throws(Raised) {
    let keys = try dict.list(context, of: .keys)
    for index in 0..<keys.count {
      let key = keys.element(index)
      let reference = try dict.value(context, for: key)
      if !reference.isEmpty, WeakReference(reference).target.isEmpty { _ = try dict.remove(context, key) }
    }
  }
}
