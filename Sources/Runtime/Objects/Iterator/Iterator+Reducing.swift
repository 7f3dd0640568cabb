import CRuntime

// What `copy` and `pickle` ask of iterators: `iter`, what to call it with, and a position.

extension IteratorForm {
  /// Whether an iterator of this form can be moved to a position.
  var hasPosition: Bool { rawValue <= IteratorForm.range.rawValue || self == .reversedList }
}

extension Iterator {
  /// `__length_hint__`.
  func lengthHint(_ context: Context) throws(Raised) -> Value {
    if form != .range || source.isEmpty { return Value(smallInt: Int64(remainingCount)) }
    return try PythonInt.subtract(context, Range(source).length, Value(smallInt: position))
  }

  /// `__reduce__`.
  func reduced(_ context: Context) throws(Raised) -> Value {
    switch form {
    case .list, .tuple:
      if source.isEmpty { return try reduction(context, form == .list ? List.make(context).value : Tuple.empty(context).value) }
      return try reduction(context, source, state: Value(smallInt: position))
    case .reversedList:
      if source.isEmpty { return try reduction(context, List.make(context).value) }
      let type = Interpreter(of: context).type(shape: BuiltinShape.reversed).value
      return try Tuple.make(context, type, Tuple.make(context, source).value, Value(smallInt: position)).value
    case .smallRange:
      let step = source.isEmpty ? Value(smallInt: 1) : source
      let stop = position &+ step.smallInt &* pointer.pointee.remaining
      let rest = try Range.make(context, PythonInt.make(context, position), PythonInt.make(context, stop), step)
      return try reduction(context, rest.value, state: .none)
    case .range:
      if source.isEmpty {
        return try reduction(context, Range.make(context, Value(smallInt: 0), Value(smallInt: 0)).value, state: .none)
      }
      let range = Range(source)
      let rest = try Range.make(context, range.number(context, at: Value(smallInt: position)), range.stop, range.step)
      return try reduction(context, rest.value, state: .none)
    default: return try reduction(context, try rest(context).value)
    }
  }

  /// What is still to come, as a list; the iterator stays where it is.
  private func rest(_ context: Context) throws(Raised) -> List {
    let saved = pointer.pointee
    let list = try List.make(context)
    while case let element = try next(context), !element.isEmpty { try list.append(context, element) }
    pointer.pointee.position = saved.position
    pointer.pointee.remaining = saved.remaining
    store(saved.source, to: &pointer.pointee.source)
    return list
  }

  private func reduction(_ context: Context, _ argument: Value, state: Value = .empty) throws(Raised) -> Value {
    try context.iteratorReduction(Tuple.make(context, argument), state: state)
  }

  /// `__setstate__`: brought into range.
  func move(_ context: Context, to position: Int64) {
    if source.isEmpty { return }
    switch form {
    case .reversedList:
      pointer.pointee.position = max(-1, min(position, Int64(List(source).count) - 1))
    case .smallRange:
      let steps = max(0, min(position, pointer.pointee.remaining))
      pointer.pointee.remaining -= steps
      pointer.pointee.position &+= steps &* source.smallInt
    case .tuple: pointer.pointee.position = max(0, min(position, Int64(Tuple(source).count)))
    default: pointer.pointee.position = max(0, position)
    }
  }
}

extension Context {
  /// `(iter, arguments)`, with a state unless that is *empty*.
  public func iteratorReduction(_ arguments: Tuple, state: Value = .empty) throws(Raised) -> Value {
    let builtins = Dict(interpreter.pointee.builtins)
    let function = try builtins.value(self, for: Text.make(self, "iter" as StaticString).value)
    if state.isEmpty { return try Tuple.make(self, function, arguments.value).value }
    return try Tuple.make(self, function, arguments.value, state).value
  }
}
