import CRuntime
import Runtime

struct OrderedDictIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Among the dict's entries.
  var position: Int64
  /// How many keys the dict had at the start.
  var count: Int64
  var part: DictPart
  var isReversed: Bool
  /// The dict's version at the start.
  var version: Value
  /// *Empty* at the end.
  var dict: Value
}

struct OrderedDictIterator: NativeObject {
  let pointer: UnsafeMutablePointer<OrderedDictIteratorLayout>
  init(pointer: UnsafeMutablePointer<OrderedDictIteratorLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .orderedDictIterator }

  static func make(
    _ context: Context, over dict: OrderedDict, _ part: DictPart, isReversed: Bool = false
  ) throws(Raised) -> OrderedDictIterator {
    let iterator = try allocate(context)
    iterator.pointer.pointee.position = isReversed ? .max : 0
    iterator.pointer.pointee.count = Int64(dict.dict.count)
    iterator.pointer.pointee.part = part
    iterator.pointer.pointee.isReversed = isReversed
    iterator.pointer.pointee.version = dict.version
    iterator.pointer.pointee.dict = dict.value
    return iterator
  }

  func next(_ context: Context) throws(Raised) -> Value {
    let source = load(&pointer.pointee.dict)
    if source.isEmpty { return .empty }
    let dict = OrderedDict(source)
    if dict.version != load(&pointer.pointee.version) {
      throw context.raise(.runtimeError, "OrderedDict mutated during iteration")
    }
    if dict.dict.count != pointer.pointee.count {
      throw context.raise(.runtimeError, "OrderedDict changed size during iteration")
    }
    try dict.requireAllKeys(context)
    var position = Int(pointer.pointee.position)
    let found = pointer.pointee.isReversed ? dict.dict.previous(&position) : dict.dict.next(&position)
    guard let (key, _) = found else {
      store(.empty, to: &pointer.pointee.dict)
      return .empty
    }
    pointer.pointee.position = Int64(position)
    let part = pointer.pointee.part
    return try part.of(context, key, part == .keys ? key : dict.item(context, key))
  }

  /// A list of what is left, which a copy iterates over: this one does not move.
  private func reduced(_ context: Context) throws(Raised) -> Value {
    let rest = try OrderedDictIterator.allocate(context)
    let header = rest.pointer.pointee.header
    rest.pointer.pointee = pointer.pointee
    rest.pointer.pointee.header = header
    let list = try List.make(context)
    while case let element = try rest.next(context), !element.isEmpty { try list.append(context, element) }
    return try context.iteratorReduction(Tuple.make(context, list.value))
  }

  static let declaration = TypeDeclaration(
    native: .orderedDictIterator, "odict_iterator", trace: .words(from: 32),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try OrderedDictIterator(s).next(c) } },
    ],
    methods: [
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try OrderedDictIterator(s).reduced(c) } }
    ])
}
