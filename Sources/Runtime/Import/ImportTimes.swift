import CRuntime

/// What `-X importtime` shows: how long each module took, without what it imported in turn, and with it.
struct ImportTimes {
  /// How many imports are under way, one within the other.
  private var depth = 0
  /// Microseconds that imports took within the one that is under way.
  private var within: UInt64 = 0
  private var hasHeader = false

  /// Times an import, unless the program has not asked for that.
  static func timing(
    _ context: Context, _ name: Text, _ body: () throws(Raised) -> Value
  ) throws(Raised) -> Value {
    if context.interpreter.pointee.settings.importTimes == 0 { return try body() }
    let times = context.interpreter.pointee.imports
    let before = times.pointee.times.within
    times.pointee.times.within = 0
    times.pointee.times.depth += 1
    let start = host_monotonic_time()
    defer {
      let whole = (host_monotonic_time() - start) / 1000
      let own = whole - min(whole, times.pointee.times.within)
      times.pointee.times.depth -= 1
      times.pointee.times.within = before + whole
      let (ownText, wholeText) = (padded("\(own)", 9), padded("\(whole)", 10))
      times.pointee.times.show(ownText, wholeText, name)
    }
    return try body()
  }

  /// Tells of a module that was there already.
  static func noteKnown(_ context: Context, _ name: Text) {
    if context.interpreter.pointee.settings.importTimes < 2 { return }
    context.interpreter.pointee.imports.pointee.times.show("cached   ", "cached    ", name)
  }

  /// To the standard error itself: `sys.stderr` is not there yet when the first modules are imported.
  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = host_write(2, $0.baseAddress, $0.count) }
  }

  private mutating func show(_ own: String, _ whole: String, _ name: Text) {
    if !hasHeader { Self.write("import time: self [us] | cumulative | imported package\n") }
    hasHeader = true
    var shown = String(repeating: " ", count: 2 * depth)
    name.units.forEachEscapingSurrogates { shown.unicodeScalars.append($0) }
    Self.write("import time: \(own) | \(whole) | \(shown)\n")
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.utf8.count)) + text
}

extension TextUnits {
  /// The code points; surrogates, which no encoding has, as `\udc80`.
  fileprivate func forEachEscapingSurrogates(_ body: (Unicode.Scalar) -> Void) {
    for place in 0..<count {
      if let scalar = Unicode.Scalar(self[place]) {
        body(scalar)
      } else {
        for scalar in "\\u\(String(self[place], radix: 16))".unicodeScalars { body(scalar) }
      }
    }
  }
}
