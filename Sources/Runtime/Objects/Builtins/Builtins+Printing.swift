import CRuntime

extension Builtins {
  static let printing: [NativeEntry] = [
    .window("print", "(*args, sep=None, end=None, file=None, flush=False)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let target = a[3] == .none ? try standardOutput(c) : a[3]
        let separator = try text(c, a[1], "sep", absent: " ")
        let end = try text(c, a[2], "end", absent: "\n")
        if target.isEmpty { return try write(c, Tuple(a[0]), separator, end) }
        // A program without standard output has None there.
        if target == .none { return }
        try print(c, Tuple(a[0]), separator, end, to: target)
        if try c.isTrue(a[4]) { _ = try c.callMethod(target, "flush") }
      }
    }
  ]

  private static func text(
    _ context: Context, _ value: Value, _ name: StaticString, absent: StaticString
  ) throws(Raised) -> Text {
    if value == .none { return try Text.make(context, absent) }
    if let text = Text(ifHas: value) { return text }
    throw context.raise(.typeError, "\(name) must be None or a string, not \(context.typeName(of: value))")
  }

  /// `sys.stdout`; *empty* where nobody has set it.
  private static func standardOutput(_ context: Context) throws(Raised) -> Value {
    let modules = context.interpreter.pointee.modules
    guard let modules = Dict(ifHas: modules) else { return .empty }
    let sys = try modules.value(context, for: context.name(.sys))
    if sys.isEmpty { return .empty }
    return try context.findAttribute(sys, Text.interned(context, Text.make(context, "stdout" as StaticString)).value)
  }

  /// To a file object: every value, separator and end is written by itself.
  private static func print(
    _ context: Context, _ values: Tuple, _ separator: Text, _ end: Text, to file: Value
  ) throws(Raised) {
    let name = try Text.interned(context, Text.make(context, "write" as StaticString)).value
    let write = try context.getAttribute(file, name)
    for index in 0..<values.count {
      if index > 0 { _ = try context.call(write, separator.value) }
      _ = try context.call(write, context.str(values[index]).value)
    }
    _ = try context.call(write, end.value)
  }

  /// To the process's standard output itself.
  private static func write(
    _ context: Context, _ values: Tuple, _ separator: Text, _ end: Text
  ) throws(Raised) {
    var builder = try TextBuilder(context)
    for index in 0..<values.count {
      if index > 0 { try builder.append(context, separator) }
      try builder.append(context, context.str(values[index]))
    }
    try builder.append(context, end)
    let bytes = try Bytes.make(context, utf8: builder.finish(context))
    if !host_write(1, bytes.base, bytes.count) { throw context.raise(.osError, "cannot write to the standard output") }
  }
}
