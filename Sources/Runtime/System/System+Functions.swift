import CRuntime

extension System {
  /// What is running.
  static let state: [NativeEntry] = [
    .one("_getframe", "(depth=0, /)", .function) { c, depth in
      bridge(c) { () throws(Raised) in
        let object = try FrameObject.of(c, frame(c, depth: c.machineIndex(of: depth))).value
        try c.audit("sys._getframe", object)
        return object
      }
    },
    .one("_getframemodulename", "(depth=0)", .function) { c, depth in
      bridge(c) { () throws(Raised) in
        var frame = c.callingFrame
        for _ in 0..<max(0, try c.machineIndex(of: depth)) { frame = frame?.caller(c) }
        guard let frame else { return .none }
        return try c.findAttribute(frame.pointee.function, c.name(.__module__))
      }
    },
    .none("exc_info") { c in
      bridge(c) { () throws(Raised) in
        let row = try Tuple.allocate(c, count: 3)
        let exception = Exception(ifHas: c.currentException)
        row.elements[0] = exception.map { c.type(of: $0.value).value } ?? .none
        row.elements[1] = exception?.value ?? .none
        row.elements[2] = exception.map { orNone(load(&$0.pointer.pointee.traceback)) } ?? .none
        return row.value
      }
    },
    .none("exception") { c in orNone(Exception(ifHas: c.currentException)?.value ?? .empty) },
    .one("exit", "(status=None, /)", .function) { c, status in
      bridge(c) { () throws(Raised) -> Value in
        let type = Interpreter(of: c).type(.systemExit).value
        if let arguments = Tuple(ifExactly: status) { throw c.raise(Exception(try c.call(type, arguments))) }
        throw c.raise(Exception(status == .none ? try c.call(type) : try c.call(type, status)))
      }
    },
    // Objects are not counted: what a program sees that has one reference besides the argument.
    .one("getrefcount", "(object, /)", .function) { _, _ in Value(smallInt: 2) },
    .one("intern", "(string, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in
        guard let text = Text(ifHas: value) else {
          throw c.raise(.typeError, "intern() argument must be str, not \(c.typeName(of: value))")
        }
        guard Text(ifExactly: value) != nil else { throw c.raise(.typeError, "can't intern \(c.typeName(of: value))") }
        return try Text.interned(c, text).value
      }
    },
    .two("getsizeof", "(object, default=<unset>) silent", .function) { c, value, fallback in
      bridge(c) { () throws(Raised) in
        do throws(Raised) {
          return try c.index(of: c.callSpecial(.__sizeof__, value))
        } catch {
          if fallback.isEmpty || !c.isPending(.typeError) { throw error }
          c.pointee.pendingException = .empty
          return fallback
        }
      }
    },
    .none("is_finalizing") { c in Value(c.isEnding) },
    .none("_clear_type_cache") { _ in .none },
    .none("_clear_internal_caches") { _ in .none },
    .one("_clear_type_descriptors", "(type, /)", .function) { c, value in
      bridge(c) { () throws(Raised) -> Void in
        guard let type = Type(ifHas: value) else {
          throw c.raise(
            .typeError, "_clear_type_descriptors() argument must be type, not \(c.typeName(of: value))")
        }
        if !type.flags.contains(.heap) { throw c.raise(.typeError, "argument is immutable") }
        for name in [WellKnown.__dict__, .__weakref__] where try !type.dict(c).remove(c, c.name(name)).isEmpty {
          try type.attributeChanged(c, c.name(name))
        }
      }
    },
    .none("_is_gil_enabled") { _ in .false },
    .none("_get_cpu_count_config") { c in
      Value(smallInt: Int64(c.interpreter.pointee.settings.processorCount))
    },
  ]

  private static func frame(_ context: Context, depth: Int64) throws(Raised) -> FramePointer {
    var frame = context.callingFrame
    var depth = depth
    while depth > 0, let current = frame {
      frame = current.caller(context)
      depth -= 1
    }
    guard let frame else { throw context.raise(.valueError, "call stack is not deep enough") }
    return frame
  }

  // MARK: Limits

  static let limits: [NativeEntry] = [
    .none("getrecursionlimit") { c in Value(smallInt: c.interpreter.pointee.recursionLimit) },
    .one("setrecursionlimit", "(limit, /)", .function) { c, limit in
      bridge(c) { () throws(Raised) -> Void in
        let limit = try c.machineIndex(of: limit)
        if limit < 1 { throw c.raise(.valueError, "recursion limit must be greater or equal than 1") }
        if limit > Int64(Int32.max) { throw c.raise(.overflowError, "Python int too large to convert to C int") }
        let depth = c.pointee.frame.unsafelyUnwrapped - c.pointee.framesBase.unsafelyUnwrapped + 1
        if depth >= Int(limit) {
          throw c.raise(
            .recursionError,
            "cannot set the recursion limit to \(limit) at the recursion depth \(depth): the limit is too low")
        }
        c.interpreter.pointee.recursionLimit = limit
        c.setRecursionLimit(Int(limit))
      }
    },
    .none("get_int_max_str_digits") { c in Value(smallInt: c.interpreter.pointee.maxDecimalDigits) },
    .one("set_int_max_str_digits", "(maxdigits)", .function) { c, digits in
      bridge(c) { () throws(Raised) -> Void in
        let digits = try c.machineIndex(of: digits)
        if digits != 0, digits < 640 {
          throw c.raise(.valueError, "maxdigits must be >= 640 or 0 for unlimited")
        }
        c.interpreter.pointee.maxDecimalDigits = digits
      }
    },
    .none("getswitchinterval") { c in
      bridge(c) { () throws(Raised) in
        let set = load(&c.interpreter.pointee.switchInterval)
        return set.isEmpty ? try PythonFloat.make(c, 0.005) : set
      }
    },
    .one("setswitchinterval", "(interval, /)", .function) { c, interval in
      bridge(c) { () throws(Raised) -> Void in
        if Text(ifHas: interval) != nil { throw c.raise(.typeError, "must be real number, not str") }
        let seconds = try PythonFloat.convert(c, interval)
        guard seconds > 0 else { throw c.raise(.valueError, "switch interval must be strictly positive") }
        try publish(PythonFloat.make(c, seconds), to: &c.interpreter.pointee.switchInterval)
      }
    },
  ]

  // MARK: Hooks

  /// A text with escapes for what a stream's encoding has no bytes for.
  private static func displayable(_ context: Context, _ text: Text, on stream: Value) throws(Raised) -> Text {
    func name(_ name: StaticString) throws(Raised) -> Value {
      try Text.interned(context, Text.make(context, name)).value
    }
    let encoding = try context.getAttribute(stream, name("encoding"))
    let bytes = try context.call(
      context.getAttribute(text.value, name("encode")), encoding, name("backslashreplace"))
    let decoded = try context.call(context.getAttribute(bytes, name("decode")), encoding, name("strict"))
    return Text(ifHas: decoded) ?? text
  }

  static let hooks: [NativeEntry] = [
    .one("displayhook", "(object, /)", .function) { c, value in
      bridge(c) { () throws(Raised) -> Void in
        if value == .none { return }
        let builtins = Dict(c.interpreter.pointee.builtins)
        let name = try Text.interned(c, Text.make(c, "_" as StaticString)).value
        try builtins.set(c, name, to: .none)
        let stream = try c.standardStream(.stdout)
        if stream.isEmpty || stream == .none { throw c.raise(.runtimeError, "lost sys.stdout") }
        let shown = try c.repr(value)
        do throws(Raised) {
          try c.write(shown, to: stream)
        } catch {
          guard c.isPending(.unicodeEncodeError) else { throw error }
          c.pointee.pendingException = .empty
          try c.write(displayable(c, shown, on: stream), to: stream)
        }
        try c.write(Text.make(c, "\n" as StaticString), to: stream)
        try builtins.set(c, name, to: value)
      }
    },
    .three("excepthook", "(exctype, value, traceback, /)", .function) { c, _, value, _ in
      bridge(c) { () throws(Raised) -> Void in
        if Exception(ifHas: value) != nil { return try c.showException(value) }
        let message = "TypeError: print_exception(): Exception expected for value, \(c.typeName(of: value)) found\n"
        try c.write(Text.make(c, message), to: c.standardStream(.stderr))
      }
    },
    .one("unraisablehook", "(unraisable, /)", .function) { c, unraisable in
      bridge(c) { () throws(Raised) -> Void in
        func field(_ name: StaticString) throws(Raised) -> Value {
          try c.findAttribute(unraisable, Text.interned(c, Text.make(c, name)).value)
        }
        let message = try field("err_msg")
        let object = try field("object")
        var title = Text(ifHas: message).map { String($0) } ?? "Exception ignored in"
        if !object.isEmpty, object != .none { title += ": \(try c.reprString(object))" }
        let stream = try c.standardStream(.stderr)
        try c.write(Text.make(c, title + "\n"), to: stream)
        try c.showException(field("exc_value"))
      }
    },
  ]

  // MARK: Settings

  static let settings: [NativeEntry] = [
    .none("getdefaultencoding") { c in text(c, "utf-8") },
    .none("getfilesystemencoding") { c in text(c, "utf-8") },
    .none("getfilesystemencodeerrors") { c in text(c, "surrogateescape") },
  ]

  private static func text(_ context: Context, _ text: StaticString) -> Value {
    bridge(context) { () throws(Raised) in try Text.make(context, text).value }
  }
}

extension Context {
  /// `stream.write(text)`.
  func write(_ text: Text, to stream: Value) throws(Raised) {
    if stream.isEmpty || stream == .none { return }
    if let file = TextFile(ifExactly: stream) { return try file.write(self, text) }
    _ = try call(getAttribute(stream, Text.interned(self, Text.make(self, "write" as StaticString)).value), text.value)
  }

  /// Shows an exception with its traceback on the standard error, as `sys.excepthook` does.
  func showException(_ value: Value) throws(Raised) {
    guard let exception = Exception(ifHas: value) else {
      throw raise(
        .typeError, "print_exception(): Exception expected for value, \(typeName(of: value)) found")
    }
    let text = try Text.make(self, ExceptionDisplay(self, SourceTexts()).text(exception))
    let stream = try standardStream(.stderr)
    try write(text, to: stream)
    if let file = TextFile(ifExactly: stream) { try file.flush(self) }
  }
}
