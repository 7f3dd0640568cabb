import CRuntime

extension Adaptor {
  static let reduction: NativeEntry = .one("__reduce__") { c, s in
    bridge(c) { () throws(Raised) in try Adaptor(s).reduced(c) }
  }

  /// Of `zip` and `map`: the state is whether they are strict.
  static let strictness: NativeEntry = .two("__setstate__", "(self, object, /)") { c, s, state in
    bridge(c) { () throws(Raised) -> Void in
      let isStrict = try c.isTrue(state)
      let adaptor = Adaptor(s)
      if adaptor.shape(c) == BuiltinShape.zip {
        store(Value(isStrict), to: &adaptor.pointer.pointee.companion)
      } else {
        adaptor.pointer.pointee.position = isStrict ? 1 : 0
      }
    }
  }

  /// Of what goes through a sequence by its indices.
  static let positional: [NativeEntry] = [
    reduction,
    .one("__length_hint__") { c, s in bridge(c) { () throws(Raised) in try Adaptor(s).lengthHint(c) } },
    .two("__setstate__", "(self, object, /)") { c, s, state in
      bridge(c) { () throws(Raised) -> Void in
        let adaptor = Adaptor(s)
        let position = Int64(try c.sizeArgument(state))
        if adaptor.source.isEmpty { return }
        let isReversed = adaptor.shape(c) == BuiltinShape.reversed
        let bound = isReversed ? Int64(try c.length(adaptor.source)) - 1 : .max
        adaptor.pointer.pointee.position = max(isReversed ? -1 : 0, min(position, bound))
      }
    },
  ]

  /// Which adaptor it is: the `BuiltinShape` of its class, or of the built-in that its class derives from.
  private func shape(_ context: Context) -> UInt32 {
    var type = context.type(of: value)
    while type.pointer.pointee.builtinShape == 0, let base = Type(ifHas: type.pointer.pointee.base) { type = base }
    return type.pointer.pointee.builtinShape
  }

  private func lengthHint(_ context: Context) throws(Raised) -> Value {
    if source.isEmpty { return Value(smallInt: 0) }
    let position = pointer.pointee.position
    if shape(context) == BuiltinShape.reversed {
      return Value(smallInt: position < Int64(try context.length(source)) ? position + 1 : 0)
    }
    if !context.type(of: source).has(.length) { return .notImplemented }
    return Value(smallInt: max(0, Int64(try context.length(source)) - position))
  }

  private func reduced(_ context: Context) throws(Raised) -> Value {
    let type = context.type(of: value).value
    let companion = pointer.pointee.companion
    let position = try PythonInt.make(context, pointer.pointee.position)
    switch shape(context) {
    case BuiltinShape.enumerate:
      let arguments = try Tuple.make(context, source, companion.isEmpty ? position : companion)
      return try Tuple.make(context, type, arguments.value).value
    case BuiltinShape.zip:
      let arguments = source.isEmpty ? try Tuple.empty(context).value : source
      if companion == .true { return try Tuple.make(context, type, arguments, .true).value }
      return try Tuple.make(context, type, arguments).value
    case BuiltinShape.map:
      let arguments = try Tuple.make(context, companion).concatenated(context, with: Tuple(source)).value
      if pointer.pointee.position != 0 { return try Tuple.make(context, type, arguments, .true).value }
      return try Tuple.make(context, type, arguments).value
    case BuiltinShape.filter:
      return try Tuple.make(context, type, Tuple.make(context, companion, source).value).value
    case BuiltinShape.reversed:
      if source.isEmpty { return try Tuple.make(context, type, Tuple.make(context, Tuple.empty(context).value).value).value }
      return try Tuple.make(context, type, Tuple.make(context, source).value, position).value
    case BuiltinShape.callableIterator:
      if source.isEmpty { return try context.iteratorReduction(Tuple.make(context, Tuple.empty(context).value)) }
      return try context.iteratorReduction(Tuple.make(context, source, companion))
    default:
      if !source.isEmpty { return try context.iteratorReduction(Tuple.make(context, source), state: position) }
      let isText = shape(context) == BuiltinShape.textIterator || shape(context) == BuiltinShape.asciiIterator
      let nothing = isText ? try Text.make(context, "" as StaticString).value : try Tuple.empty(context).value
      return try context.iteratorReduction(Tuple.make(context, nothing))
    }
  }
}
