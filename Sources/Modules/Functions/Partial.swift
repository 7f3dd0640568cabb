import CRuntime
import Runtime

// `partial`: a function with some of its arguments.

struct PartialLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// How many of the arguments are placeholders.
  var placeholders: Int64
  var function: Value
  /// A tuple, whose last element is no placeholder.
  var arguments: Value
  /// A dict, which Python code may change.
  var keywords: Value
}

struct Partial: NativeObject {
  let pointer: UnsafeMutablePointer<PartialLayout>
  init(pointer: UnsafeMutablePointer<PartialLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .partial }

  private var function: Value { load(&pointer.pointee.function) }
  private var arguments: Tuple { Tuple(load(&pointer.pointee.arguments)) }
  private var keywords: Dict { Dict(load(&pointer.pointee.keywords)) }

  // MARK: Making one

  private static func make(
    _ context: Context, _ type: Type, _ given: Tuple, _ keywords: Dict
  ) throws(Raised) -> Value {
    if given.count < 1 { throw context.raise(.typeError, "type 'partial' takes at least one argument") }
    if !context.type(of: given[0]).has(.call) { throw context.raise(.typeError, "the first argument must be callable") }
    let added = try Tuple.make(context, copying: given.elements + 1, count: given.count - 1)
    try checkPlaceholders(context, added, keywords)
    let partial = try allocate(context, type)
    if let inner = try transparent(context, given[0]) {
      let merged = try inner.keywords.copy(context)
      try merged.merge(context, from: keywords)
      try partial.set(context, inner.function, inner.filled(context, with: added), merged)
    } else {
      try partial.set(context, given[0], added, keywords)
    }
    return partial.value
  }

  private static func checkPlaceholders(
    _ context: Context, _ arguments: Tuple, _ keywords: Dict?
  ) throws(Raised) {
    let placeholder = try Placeholder.only(context)
    if arguments.count > 0, arguments[arguments.count - 1] == placeholder {
      throw context.raise(.typeError, "trailing Placeholders are not allowed")
    }
    var position = 0
    while let (_, value) = keywords?.next(&position) {
      if value == placeholder {
        throw context.raise(.typeError, "Placeholder cannot be passed as a keyword argument")
      }
    }
  }

  /// A partial without attributes of its own: one of it is one of its function.
  private static func transparent(_ context: Context, _ function: Value) throws(Raised) -> Partial? {
    guard let partial = Partial(ifHas: function),
      try !context.type(of: function).overrides(.call, of: context.type(.partial))
    else { return nil }
    return try partial.hasAttributes(context) ? nil : partial
  }

  /// The arguments with others in place of placeholders and after them.
  private func filled(_ context: Context, with added: Tuple) throws(Raised) -> Tuple {
    let arguments = arguments
    let filled = min(Int(pointer.pointee.placeholders), added.count)
    let result = try Tuple.allocate(context, count: arguments.count + added.count - filled)
    let placeholder = try Placeholder.only(context)
    var used = 0
    for index in 0..<arguments.count {
      result.elements[index] = arguments[index]
      if arguments[index] == placeholder, used < filled {
        result.elements[index] = added[used]
        used += 1
      }
    }
    for index in filled..<added.count { result.elements[arguments.count + index - filled] = added[index] }
    return result
  }

  private func set(_ context: Context, _ function: Value, _ arguments: Tuple, _ keywords: Dict) throws(Raised) {
    let placeholder = try Placeholder.only(context)
    var placeholders: Int64 = 0
    for index in 0..<arguments.count where arguments[index] == placeholder { placeholders += 1 }
    pointer.pointee.placeholders = placeholders
    store(function, to: &pointer.pointee.function)
    store(arguments.value, to: &pointer.pointee.arguments)
    store(keywords.value, to: &pointer.pointee.keywords)
  }

  // MARK: Calling

  @inline(__always)
  private func call(
    _ context: Context, _ given: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let (arguments, keywords) = (arguments, keywords)
    if pointer.pointee.placeholders != 0 || keywords.count != 0 {
      return try callSlowly(context, given, count: count, names: names)
    }
    return try context.withWindow(arguments.count + count) { (window) throws(Raised) in
      window.update(from: arguments.elements, count: arguments.count)
      (window + arguments.count).update(from: given, count: count)
      return try context.call(function, window, count: arguments.count + count, names: names)
    }
  }

  @inline(never)
  private func callSlowly(
    _ context: Context, _ given: UnsafeMutablePointer<Value>, count: Int, names: Value
  ) throws(Raised) -> Value {
    let named = names.isEmpty ? 0 : Tuple(names).count
    let positional = count - named
    if positional < Int(pointer.pointee.placeholders) {
      throw context.raise(
        .typeError,
        "missing positional arguments in 'partial' call; expected at least \(pointer.pointee.placeholders), got \(positional)")
    }
    let all = try filled(context, with: Tuple.make(context, copying: given, count: positional))
    let merged = try keywords.copy(context)
    for index in 0..<named { try merged.set(context, Tuple(names)[index], to: given[positional + index]) }
    return try context.call(function, all, keywords: merged)
  }

  // MARK: Showing and copying

  private func text(_ context: Context) throws(Raised) -> Value {
    try context.showing(value, inside: "...") { () throws(Raised) in
      var builder = try TextBuilder(context)
      try builder.append(context, Text.make(context, "\(context.type(of: value).fullName(context))("))
      try builder.append(context, context.repr(function))
      try builder.appendFurther(context, arguments, keywords)
      return try builder.finish(context)
    }.value
  }

  private func attributes(_ context: Context) throws(Raised) -> Dict? {
    Dict(ifHas: try context.getAttribute(value, context.name(.__dict__)))
  }

  private func hasAttributes(_ context: Context) throws(Raised) -> Bool {
    try attributes(context).map { $0.count > 0 } ?? false
  }

  private func reduced(_ context: Context) throws(Raised) -> Value {
    let state = try Tuple.allocate(context, count: 4)
    state.elements[0] = function
    state.elements[1] = arguments.value
    state.elements[2] = keywords.value
    state.elements[3] = try hasAttributes(context) ? context.getAttribute(value, context.name(.__dict__)) : .none
    return try Tuple.make(context, context.type(of: value).value, Tuple.make(context, function).value, state.value).value
  }

  private func setState(_ context: Context, _ state: Value) throws(Raised) {
    guard let state = Tuple(ifHas: state), state.count == 4, context.type(of: state[0]).has(.call),
      Tuple(ifHas: state[1]) != nil, state[2] == .none || Dict(ifHas: state[2]) != nil
    else { throw context.raise(.typeError, "invalid partial state") }
    let arguments = try context.tuple(of: state[1])
    try Partial.checkPlaceholders(context, arguments, nil)
    let keywords = state[2] == .none ? try Dict.make(context) : Dict(state[2])
    let isExact = Dict(ifExactly: keywords.value) != nil
    try set(context, state[0], arguments, isExact ? keywords : keywords.copy(context))
    let attributes = try state[3] == .none ? Dict.make(context).value : state[3]
    try context.setAttribute(value, context.name(.__dict__), attributes)
  }

  static let declaration = TypeDeclaration(
    native: .partial, "functools.partial", flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances],
    trace: .words(from: 16),
    documentation: "Create a new function with partial application of the given arguments and keywords.",
    signature: "(func, /, *args, **keywords)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "partial", "(type, /, *args, **keywords)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, Type(a[0]), Tuple(a[1]), Dict(a[2])) }
        }, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try Partial(s).call(c, arguments, count: Int(count), names: names) }
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        if object.isEmpty || object == .none { return s }
        return bridge(c) { () throws(Raised) in try Method.make(c, s, object).value }
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try Partial(s).text(c) } },
    ],
    methods: [
      .member("func") { _, s in Partial(s).function },
      .member("args") { _, s in Partial(s).arguments.value },
      .member("keywords") { _, s in Partial(s).keywords.value },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try Partial(s).reduced(c) } },
      .two("__setstate__", "(self, object, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in try Partial(s).setState(c, state) }
      },
      .classGetItem,
      .attributesDict,
    ])
}
