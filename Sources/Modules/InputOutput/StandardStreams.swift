import CRuntime
import Glibc
import Runtime

/// The process's standard files as streams of text.
enum StandardStreams {
  /// The standard input (0), output (1) or error (2); None where the process has none.
  static func make(_ context: Context, _ descriptor: Int, isUnbuffered: Bool) throws(Raised) -> Value {
    if fcntl(Int32(descriptor), F_GETFD) < 0 { return .none }
    let name: StaticString = descriptor == 0 ? "<stdin>" : descriptor == 1 ? "<stdout>" : "<stderr>"
    let isInput = descriptor == 0
    let raw = try RawFile.make(
      context, descriptor: Int32(descriptor), isInput ? [.readable] : [.writable],
      name: Text.make(context, name).value)
    let isUnbuffered = !isInput && isUnbuffered
    let buffered = try BufferedStream.allocate(context, context.type(isInput ? .bufferedReader : .bufferedWriter))
    try buffered.start(context, raw: raw.value, size: StreamBase.bufferSize, isInput ? [.readable] : [.writable])
    let stream = try TextStream.allocate(context)
    let isTerminal = try raw.isTerminal(context)
    try stream.start(
      context, buffered.value, encoding: Text.make(context, "utf-8" as StaticString).value,
      errors: Text.make(context, errors(descriptor)).value,
      newline: isInput ? .none : Text.make(context, "\n" as StaticString).value,
      flushesLines: isTerminal || descriptor == 2 || isUnbuffered, writesThrough: isUnbuffered)
    stream.flags.insert(.standard)
    let mode: StaticString = isInput ? "r" : "w"
    try context.setAttribute(
      stream.value, Text.make(context, "mode" as StaticString).value, Text.make(context, mode).value)
    return stream.value
  }

  /// In a locale that says nothing of an encoding, bytes that are no UTF-8 come through.
  private static func errors(_ descriptor: Int) -> StaticString {
    if descriptor == 2 { return "backslashreplace" }
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(name), value[0] != 0 else { continue }
      let locale = String(cString: value)
      return ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"].contains(locale) ? "surrogateescape" : "strict"
    }
    return "surrogateescape"
  }
}
