import CRuntime

// BaseExceptionGroup and ExceptionGroup: a message and a tuple of exceptions, which may be groups in turn.

/// An exception whose class derives from BaseExceptionGroup.
struct ExceptionGroup: BitwiseCopyable {
  let exception: Exception

  init(_ exception: Exception) { self.exception = exception }

  /// The group that a value is, if it is one.
  init?(_ context: Context, _ value: Value) {
    guard let exception = Exception(ifHas: value), exception.isInstance(context, .baseExceptionGroup) else { return nil }
    self.exception = exception
  }

  var value: Value { exception.value }
  var message: Value { load(exception.field(0)) }
  var exceptions: Tuple { Tuple(load(exception.field(1))) }

  // MARK: Making one

  /// `BaseExceptionGroup.__new__`: the class follows from what is in it.
  static func make(
    _ context: Context, _ type: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
  ) throws(Raised) -> ExceptionGroup {
    if count != 2 {
      throw context.raise(
        .typeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (\(count) given)")
    }
    if Text(ifHas: arguments[0]) == nil {
      throw context.raise(
        .typeError,
        "BaseExceptionGroup.__new__() argument 1 must be str, not \(context.typeName(of: arguments[0]))")
    }
    if !context.type(of: arguments[1]).flags.contains(.sequence), Text(ifHas: arguments[1]) == nil,
      Bytes(ifHas: arguments[1]) == nil
    {
      throw context.raise(.typeError, "second argument (exceptions) must be a sequence")
    }
    let exceptions = try context.tuple(of: arguments[1])
    if exceptions.count == 0 {
      throw context.raise(.valueError, "second argument (exceptions) must be a non-empty sequence")
    }
    let type = try self.type(context, type, of: exceptions)
    let exception = try Exception(
      context, of: type, args: Tuple.make(context, copying: arguments, count: count))
    publish(arguments[0], to: exception.field(0))
    publish(exceptions.value, to: exception.field(1))
    return ExceptionGroup(exception)
  }

  /// A group of the most special built-in class.
  static func make(_ context: Context, message: Value, _ exceptions: Value) throws(Raised) -> ExceptionGroup {
    let type = Interpreter(of: context).type(.baseExceptionGroup)
    return ExceptionGroup(Exception(try context.call(type.value, message, exceptions)))
  }

  private static func type(_ context: Context, _ type: Type, of exceptions: Tuple) throws(Raised) -> Type {
    let interpreter = Interpreter(of: context)
    let ordinary = interpreter.type(ExceptionKind.exception)
    var areOrdinary = true
    for index in 0..<exceptions.count {
      guard let exception = Exception(ifHas: exceptions[index]) else {
        throw context.raise(.valueError, "Item \(index) of second argument (exceptions) is not an exception")
      }
      areOrdinary = areOrdinary && context.type(of: exception.value).isSubtype(of: ordinary)
    }
    if type == interpreter.type(.baseExceptionGroup) { return areOrdinary ? interpreter.type(.exceptionGroup) : type }
    if areOrdinary || !type.isSubtype(of: ordinary) { return type }
    let name =
      type == interpreter.type(.exceptionGroup) ? "an ExceptionGroup" : "'\(type.shortName)'"
    throw context.raise(.typeError, "Cannot nest BaseExceptions in \(name)")
  }

  // MARK: Text

  func text(_ context: Context) throws(Raised) -> Text {
    let count = exceptions.count
    return try Text.make(
      context, "\(String(try context.str(message))) (\(count) sub-exception\(count == 1 ? "" : "s"))")
  }

  func representation(_ context: Context) throws(Raised) -> Text {
    let args = exception.args
    let shown = args.count == 2 && Tuple(ifHas: args[1]) != nil ? exceptions.value : try context.list(of: exceptions.value).value
    return try Text.make(
      context,
      "\(context.typeName(of: value))(\(try context.reprString(message)), \(try context.reprString(shown)))")
  }
}

extension ExceptionGroup {
  static let behavior = ExceptionBehavior(
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let positional = Int(count) - (names.isEmpty ? 0 : Tuple(names).count)
          return try make(c, Type(type), arguments, positional).value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in try Exception(s).initialize(c, arguments, Int(count), names) }
      },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try ExceptionGroup(Exception(s)).text(c).value } },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in try ExceptionGroup(Exception(s)).representation(c).value }
      },
    ],
    methods: [
      GenericAlias.classGetItem,
      .two("derive", "(self, excs, /)") { c, s, exceptions in
        bridge(c) { () throws(Raised) in
          try make(c, message: ExceptionGroup(Exception(s)).message, exceptions).value
        }
      },
      .two("split", "(self, matcher_value, /)") { c, s, matcher in
        bridge(c) { () throws(Raised) in
          let parts = try ExceptionGroup(Exception(s)).split(c, by: GroupMatcher(c, matcher))
          return try Tuple.make(c, orNone(parts.match), orNone(parts.rest)).value
        }
      },
      .two("subgroup", "(self, matcher_value, /)") { c, s, matcher in
        bridge(c) { () throws(Raised) in
          orNone(try ExceptionGroup(Exception(s)).split(c, by: GroupMatcher(c, matcher), keepsRest: false).match)
        }
      },
    ])
}
