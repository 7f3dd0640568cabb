import CRuntime

// OSError and what derives from it. With two to five arguments, these are errno, text, file name, a number that means
// something on Windows, and a second file name; the errno chooses the class.

extension ExceptionBehavior {
  static let osError = ExceptionBehavior(
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let type = Type(type)
          if type.initializesOSErrors { return try Exception(c, of: type, args: Tuple.empty(c)).value }
          let exception = try Exception(c, of: type.osError(c, arguments, Int(count)), args: Tuple.empty(c))
          try exception.refuseKeywords(c, names)
          try exception.setOSError(c, arguments, Int(count))
          return exception.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          // Where `__new__` is OSError's own, it has seen the arguments, unless a class has an `__init__` of its own.
          if !c.type(of: s).initializesOSErrors { return }
          try Exception(s).refuseKeywords(c, names)
          try Exception(s).setOSError(c, arguments, Int(count))
        }
      },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).osErrorText(c).value } },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          try Exception(s).reduced(c, args: Exception(s).osErrorArguments(c).value, state: Exception(s).attributes(c))
        }
      },
      .getter("characters_written", { c, s in
        bridge(c) { () throws(Raised) in
          let written = load(Exception(s).field(4))
          if written.isEmpty { throw c.raise(.attributeError, "characters_written") }
          return written
        }
      }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          let field = Exception(s).field(4)
          if value.isEmpty {
            if load(field).isEmpty { throw c.raise(.attributeError, "characters_written") }
            return publish(.empty, to: field)
          }
          publish(Value(smallInt: try c.machineIndex(of: value, .valueError)), to: field)
        }
      }),
    ])
}

extension Type {
  /// Whether a class has an `__init__` of its own but OSError's `__new__`: then its `__init__` sees the arguments first.
  fileprivate var initializesOSErrors: Bool {
    let declared = ExceptionBehavior.osError.slots
    return self[.new] == declared[0].body && self[.initialize] != declared[1].body
  }

  /// The class for an errno, if this one is OSError itself.
  fileprivate func osError(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
  ) -> Type {
    let interpreter = Interpreter(of: context)
    guard self == interpreter.type(.osError), (2...5).contains(count), arguments[0].isSmallInt,
      let kind = ExceptionKind(errno: arguments[0].smallInt)
    else { return self }
    return interpreter.type(kind)
  }
}

extension ExceptionKind {
  /// The class of errors that the operating system numbers so (Linux).
  init?(errno: Int64) {
    switch errno {
    case 1, 13: self = .permissionError
    case 2: self = .fileNotFoundError
    case 3: self = .processLookupError
    case 4: self = .interruptedError
    case 10: self = .childProcessError
    case 11, 114, 115: self = .blockingIOError
    case 17: self = .fileExistsError
    case 20: self = .notADirectoryError
    case 21: self = .isADirectoryError
    case 32, 108: self = .brokenPipeError
    case 103: self = .connectionAbortedError
    case 104: self = .connectionResetError
    case 110: self = .timeoutError
    case 111: self = .connectionRefusedError
    default: return nil
    }
  }
}

extension Exception {
  fileprivate func setOSError(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
  ) throws(Raised) {
    try setArguments(context, arguments, count)
    guard (2...5).contains(count) else { return }
    publish(arguments[0], to: field(0))
    publish(arguments[1], to: field(1))
    let filename = count > 2 ? arguments[2] : .none
    if filename == .none { return }
    if context.type(of: value) == Interpreter(of: context).type(.blockingIOError), context.isInt(filename) {
      publish(Value(smallInt: try context.machineIndex(of: filename, .valueError)), to: field(4))
      return
    }
    publish(filename, to: field(2))
    if count == 5, arguments[4] != .none { publish(arguments[4], to: field(3)) }
    try setArguments(context, arguments, 2)
  }

  /// `[Errno 2] No such file or directory: 'from' -> 'to'`.
  fileprivate func osErrorText(_ context: Context) throws(Raised) -> Text {
    let (number, reason, filename, second) = (load(field(0)), load(field(1)), load(field(2)), load(field(3)))
    if filename.isEmpty, number.isEmpty || reason.isEmpty { return try text(context) }
    var text = "[Errno \(String(try context.str(orNone(number))))] \(String(try context.str(orNone(reason))))"
    if !filename.isEmpty {
      text += ": \(try context.reprString(filename))"
      if !second.isEmpty { text += " -> \(try context.reprString(second))" }
    }
    return try Text.make(context, text)
  }

  /// The arguments with the file names that `args` leaves out.
  fileprivate func osErrorArguments(_ context: Context) throws(Raised) -> Tuple {
    let (filename, second) = (load(field(2)), load(field(3)))
    if args.count != 2 || filename.isEmpty { return args }
    let all = try Tuple.allocate(context, count: second.isEmpty ? 3 : 5)
    all.elements[0] = args[0]
    all.elements[1] = args[1]
    all.elements[2] = filename
    if !second.isEmpty {
      all.elements[3] = .none
      all.elements[4] = second
    }
    return all
  }
}
