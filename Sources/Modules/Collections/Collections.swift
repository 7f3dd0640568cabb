import CRuntime
import Runtime

/// The module `_collections`.
enum Collections {
  static let module = ModuleDeclaration(
    "_collections", "High performance data structures.",
    functions: [
      .two("_count_elements", "(mapping, iterable, /)", .function) { c, mapping, iterable in
        bridge(c) { () throws(Raised) -> Void in try countElements(c, mapping, iterable) }
      }
    ],
    nativeTypes: [
      Deque.declaration, DequeIterator.declaration, DequeIterator.reverseDeclaration, DefaultDict.declaration,
      TupleGetter.declaration, OrderedDict.declaration,
    ],
    hiddenTypes: OrderedDict.views + [OrderedDictIterator.declaration])

  /// Adds one to what a mapping has for each element: what `Counter` is made of.
  private static func countElements(_ context: Context, _ mapping: Value, _ iterable: Value) throws(Raised) {
    let iterator = try context.iterator(over: iterable)
    if let dict = try plainDict(context, mapping) {
      while case let element = try context.next(iterator), !element.isEmpty {
        let hash = try context.hash(element)
        let count = try dict.value(context, for: element, hash: hash)
        if count.isSmallInt, Value.fitsSmallInt(count.smallInt + 1) {
          try dict.set(context, element, to: Value(smallInt: count.smallInt + 1), hash: hash)
        } else {
          let one = Value(smallInt: 1)
          try dict.set(context, element, to: count.isEmpty ? one : context.binary(.add, count, one), hash: hash)
        }
      }
      return
    }
    let get = try context.getAttribute(mapping, context.interned("get"))
    while case let element = try context.next(iterator), !element.isEmpty {
      let count = try context.call(get, element, Value(smallInt: 0))
      try context.setItem(of: mapping, element, to: context.binary(.add, count, Value(smallInt: 1)))
    }
  }

  /// The dict of a mapping that gets and sets as dicts do, `Counter` among them.
  private static func plainDict(_ context: Context, _ mapping: Value) throws(Raised) -> Dict? {
    guard let dict = Dict(ifHas: mapping) else { return nil }
    let (type, base) = (context.type(of: mapping), Interpreter(of: context).type(.dict))
    for name in ["get", "__setitem__"] as [StaticString] {
      let name = try context.interned(name)
      if try type.lookup(context, name) != base.lookup(context, name) { return nil }
    }
    return dict
  }
}
