import CRuntime
import Runtime

/// The module `_functools`.
enum Functions {
  static let module = ModuleDeclaration(
    "_functools", "Tools that operate on functions.",
    functions: [
      .window("reduce", "(function, iterable, /, initial=<unset>)", .function) { c, a in
        bridge(c) { () throws(Raised) in try reduce(c, a[0], a[1], initial: a[2]) }
      },
      .window("cmp_to_key", "(mycmp)", .function) { c, a in
        bridge(c) { () throws(Raised) in try ComparisonKey.make(c, comparing: a[0]).value }
      },
    ],
    nativeTypes: [Partial.declaration, Placeholder.declaration, CachedFunction.declaration],
    hiddenTypes: [ComparisonKey.declaration, CacheLink.declaration],
    fill: { (c, module) throws(Raised) in try module.set(c, "Placeholder", Placeholder.only(c)) })

  private static func reduce(
    _ context: Context, _ function: Value, _ iterable: Value, initial: Value
  ) throws(Raised) -> Value {
    let iterator: Value
    do throws(Raised) {
      iterator = try context.iterator(over: iterable)
    } catch {
      if !context.isPending(.typeError) { throw error }
      _ = context.takeException()
      throw context.raise(.typeError, "reduce() arg 2 must support iteration")
    }
    var result = initial.isEmpty ? try context.next(iterator) : initial
    if result.isEmpty { throw context.raise(.typeError, "reduce() of empty iterable with no initial value") }
    while case let element = try context.next(iterator), !element.isEmpty {
      result = try context.call(function, result, element)
    }
    return result
  }
}

/// `Placeholder`: stands among the arguments of a partial for one that a call gives. There is one.
enum Placeholder {
  static func only(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .placeholder) { () throws(Raised) in
      let type = try context.type(.placeholder)
      return Value(try context.allocateObject(type, size: MemoryLayout<ObjectHeader>.size))
    }
  }

  static let declaration = TypeDeclaration(
    native: .placeholder, "functools._PlaceholderType", trace: .leaf,
    documentation: "The type of the Placeholder singleton.",
    slots: [
      .window(.new) { c, _, _, count, _ in
        bridge(c) { () throws(Raised) in
          if count > 0 { throw c.raise(.typeError, "PlaceholderType takes no arguments") }
          return try only(c)
        }
      },
      .unary(.repr) { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "Placeholder").value } },
    ],
    methods: [
      .one("__reduce__") { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "Placeholder").value } }
    ])
}
