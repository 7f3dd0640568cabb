import CRuntime
import Glibc
import Runtime

/// The process's standard files as streams of text.
enum StandardStreams {
  /// The standard input (0), output (1) or error (2); None where the process has none.
  static func make(_ context: Context, _ descriptor: Int) throws(Raised) -> Value {
    if fcntl(Int32(descriptor), F_GETFD) < 0 { return .none }
    let settings = context.programSettings
    let name: StaticString = descriptor == 0 ? "<stdin>" : descriptor == 1 ? "<stdout>" : "<stderr>"
    let isInput = descriptor == 0
    let raw = try RawFile.make(
      context, descriptor: Int32(descriptor), isInput ? [.readable] : [.writable],
      name: Text.make(context, name).value)
    let isUnbuffered = !isInput && settings.flags.isUnbuffered
    var buffer = raw.value
    if !isUnbuffered {
      let buffered = try BufferedStream.allocate(context, context.type(isInput ? .bufferedReader : .bufferedWriter))
      try buffered.start(context, raw: raw.value, size: StreamBase.bufferSize, isInput ? [.readable] : [.writable])
      buffer = buffered.value
    }
    let (encoding, errors) = encoding(settings, descriptor)
    let isTerminal = try raw.isTerminal(context)
    let stream = try TextStream.allocate(context)
    try stream.start(
      context, buffer, encoding: Text.make(context, encoding).value, errors: Text.make(context, errors).value,
      newline: isInput ? .none : Text.make(context, "\n" as StaticString).value,
      flushesLines: !isUnbuffered && (descriptor == 2 || isTerminal), writesThrough: isUnbuffered)
    stream.flags.insert(.standard)
    let mode: StaticString = isInput ? "r" : "w"
    try context.setAttribute(
      stream.value, Text.make(context, "mode" as StaticString).value, Text.make(context, mode).value)
    return stream.value
  }

  /// Encoding and error handler, by `PYTHONIOENCODING` or by the locale.
  private static func encoding(_ settings: ProgramSettings, _ descriptor: Int) -> (String, String) {
    let parts = (settings.streamEncoding ?? "").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let encoding = parts.first.map { String($0) } ?? ""
    let given = parts.count > 1 && descriptor != 2 ? String(parts[1]) : ""
    let usual = encoding.isEmpty || descriptor == 2 ? String(describing: errors(descriptor)) : "strict"
    return (encoding.isEmpty ? "utf-8" : encoding, given.isEmpty ? usual : given)
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
