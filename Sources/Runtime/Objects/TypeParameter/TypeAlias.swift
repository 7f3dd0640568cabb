import CRuntime

// What `type X[T] = …` makes: a name for a type that is evaluated when somebody first asks.

struct TypeAliasLayout: BitwiseCopyable {
  var header: ObjectHeader
  var name: Value
  /// A tuple.
  var parameters: Value
  /// The function that evaluates the value, or *empty*; the value, *empty* until it is known.
  var evaluate: Value
  var content: Value
  var module: Value
}

struct TypeAlias: ObjectReference {
  let pointer: UnsafeMutablePointer<TypeAliasLayout>
  init(pointer: UnsafeMutablePointer<TypeAliasLayout>) { self.pointer = pointer }
  static var kind: Kind { .typeAlias }
  static var traceRule: TraceRule { .words(from: 8) }

  static func make(
    _ context: Context, name: Value, parameters: Tuple, evaluate: Value, content: Value, module: Value
  ) throws(Raised) -> TypeAlias {
    let cell = try context.allocate(MemoryLayout<TypeAliasLayout>.size, .plain)
    let alias = TypeAlias(pointer: cell.assumingMemoryBound(to: TypeAliasLayout.self))
    alias.pointer.pointee = TypeAliasLayout(
      header: Self.header, name: name, parameters: parameters.value, evaluate: evaluate, content: content,
      module: module)
    return alias
  }

  private func content(_ context: Context) throws(Raised) -> Value {
    let known = load(&pointer.pointee.content)
    if !known.isEmpty { return known }
    let result = try context.call(pointer.pointee.evaluate, Value(smallInt: 1))
    publish(result, to: &pointer.pointee.content)
    return result
  }

  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      guard Text(ifHas: a[1]) != nil else {
        throw c.raise(.typeError, "typealias() argument 'name' must be str, not \(c.typeName(of: a[1]))")
      }
      let parameters = a[3].isEmpty ? try Tuple.empty(c) : Tuple(ifHas: a[3])
      guard let parameters else { throw c.raise(.typeError, "type_params must be a tuple") }
      var hasDefault = false
      for index in 0..<parameters.count {
        guard let parameter = TypeParameter(ifHas: parameters[index]), parameter.isParameter else {
          let message = "Expected a type param, got \(try c.reprString(parameters[index]))"
          throw c.raise(.typeError, message)
        }
        if try parameter.hasDefault(c) {
          hasDefault = true
        } else if hasDefault {
          let message =
            "non-default type parameter '\(try c.reprString(parameters[index]))' follows default type parameter"
          throw c.raise(.typeError, message)
        }
      }
      return try make(
        c, name: a[1], parameters: parameters, evaluate: .empty, content: a[2], module: c.callingModule()).value
    }
  }

  static let declaration = TypeDeclaration(
    "typing.TypeAliasType", kind: .typeAlias, flags: [.hasWeakReferences],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "typealias", "(type, name, value, *, type_params=<unset>)", construct, type, arguments, Int(count), names)
      },
      .unary(.repr) { _, s in TypeAlias(s).pointer.pointee.name },
      .binary(.getItem) { c, s, item in
        bridge(c) { () throws(Raised) in
          if Tuple(TypeAlias(s).pointer.pointee.parameters).count == 0 {
            throw c.raise(.typeError, "Only generic type aliases are subscriptable")
          }
          return try GenericAlias.make(c, s, item).value
        }
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try c.iterator(over: Tuple.make(c, TypeParameter.unpacked(c, s)).value) }
      },
      .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, s, o) } },
      .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, o, s) } },
    ],
    methods: [
      .getter("__name__", { _, s in TypeAlias(s).pointer.pointee.name }),
      .getter("__module__", { _, s in TypeAlias(s).pointer.pointee.module }),
      .getter("__type_params__", { _, s in TypeAlias(s).pointer.pointee.parameters }),
      .getter("__parameters__", { _, s in TypeAlias(s).pointer.pointee.parameters }),
      .getter("__value__", { c, s in bridge(c) { () throws(Raised) in try TypeAlias(s).content(c) } }),
      .getter("evaluate_value", { c, s in
        let layout = TypeAlias(s).pointer.pointee
        return bridge(c) { () throws(Raised) in try TypeParameter.evaluator(c, layout.evaluate, layout.content) }
      }),
      .one("__reduce__") { _, s in TypeAlias(s).pointer.pointee.name },
    ])
}
