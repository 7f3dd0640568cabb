import CRuntime

extension Builtins {
  static let output: [NativeEntry] = [
    .window("print", "(*args, sep=None<' '>, end=None<'\\n'>, file=None, flush=False)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        try print(c, Tuple(a[0]), separator: a[1], end: a[2], file: a[3], flushes: a[4])
      }
    },
    .one("input", "(prompt='', /)", .function) { c, prompt in bridge(c) { () throws(Raised) in try input(c, prompt).value } },
  ]

  private static func print(
    _ context: Context, _ values: Tuple, separator: Value, end: Value, file: Value, flushes: Value
  ) throws(Raised) {
    var file = file
    if file == .none {
      file = try context.standardStream(.stdout)
      if file.isEmpty { throw context.raise(.runtimeError, "lost sys.stdout") }
      if file == .none { return }
    }
    try requireTextOrNone(context, separator, "sep")
    try requireTextOrNone(context, end, "end")
    let sink = try Sink(context, file)
    for index in 0..<values.count {
      if index > 0 { try separator == .none ? sink.write(" ") : sink.write(Text(separator)) }
      try sink.write(context.str(values[index]))
    }
    try end == .none ? sink.write("\n") : sink.write(Text(end))
    if try context.isTrue(flushes) { try sink.flush() }
  }

  private static func requireTextOrNone(
    _ context: Context, _ value: Value, _ name: StaticString
  ) throws(Raised) {
    if value == .none || Text(ifHas: value) != nil { return }
    throw context.raise(.typeError, "\(name) must be None or a string, not \(context.typeName(of: value))")
  }

  /// Where text is written: a standard file without a call, anything else by its `write`.
  private struct Sink {
    let context: Context
    private let file: TextFile?
    private let object: Value
    private let method: (function: Value, receiver: Value)
    /// The method's own function, if it is native and takes its arguments in registers.
    private let body: BinaryFunction?

    init(_ context: Context, _ value: Value) throws(Raised) {
      self.context = context
      file = TextFile(ifExactly: value)
      object = value
      method = file == nil ? try context.method(value, context.name(.write)) : (.empty, .empty)
      body = method.receiver.isEmpty ? nil : NativeFunction(ifExactly: method.function)?.binaryMethod
    }

    func write(_ character: Unicode.Scalar) throws(Raised) {
      try write(Text.make(context, codePoint: character.value))
    }

    func write(_ text: Text) throws(Raised) {
      if let body {
        try context.checkNativeStack()
        _ = try check(body(context, method.receiver, text.value))
      } else if let file {
        try file.write(context, text)
      } else {
        _ = try context.call(method, text.value)
      }
    }

    func flush() throws(Raised) {
      if let file { try file.flush(context) } else { _ = try context.callMethod(object, "flush") }
    }
  }

  /// A stream of `sys`, which must be there.
  private static func presentStream(_ context: Context, _ name: WellKnown) throws(Raised) -> Value {
    let stream = try context.standardStream(name)
    if stream.isEmpty || stream == .none {
      throw context.raise(.runtimeError, "lost sys.\(String(Text(context.name(name))))")
    }
    return stream
  }

  /// A line of the standard input without its end.
  private static func input(_ context: Context, _ prompt: Value) throws(Raised) -> Text {
    let source = try presentStream(context, .stdin)
    let output = try Sink(context, presentStream(context, .stdout))
    _ = try presentStream(context, .stderr)
    try output.write(context.str(prompt))
    do throws(Raised) { try output.flush() } catch { _ = context.takeException() }
    guard let line = Text(ifHas: try context.callMethod(source, "readline")) else {
      throw context.raise(.typeError, "object.readline() returned non-string")
    }
    if line.count == 0 { throw context.raise(.eofError, "EOF when reading a line") }
    return line.codePoint(at: line.count - 1) == 10 ? try Text.slice(context, line, 0, line.count - 1) : line
  }
}
