import CRuntime

/// The places of SyntaxError's fields.
enum SyntaxErrorField {
  static var message: Int { 0 }
  static var filename: Int { 1 }
  static var line: Int { 2 }
  static var offset: Int { 3 }
  static var text: Int { 4 }
  static var endLine: Int { 5 }
  static var endOffset: Int { 6 }
  static var metadata: Int { 8 }
}

extension ExceptionBehavior {
  static let syntaxError = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        try Exception(s).initialize(c, arguments, Int(count), names)
        if count > 0 { publish(arguments[0], to: Exception(s).field(SyntaxErrorField.message)) }
        if count == 2 { try Exception(s).setPlace(c, c.tuple(of: arguments[1])) }
      }
    },
    .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).syntaxErrorText(c).value } },
  ])
}

extension Exception {
  /// File name, line, offset, text and, where given, the end and what the compiler knows.
  fileprivate func setPlace(_ context: Context, _ place: Tuple) throws(Raised) {
    if place.count < 4 || place.count > 7 {
      throw context.raise(
        .typeError,
        "function takes at \(place.count < 4 ? "least 4" : "most 7") arguments (\(place.count) given)")
    }
    for index in 0..<min(place.count, 6) { publish(place[index], to: field(index + 1)) }
    if place.count == 5 {
      throw context.raise(.typeError, "end_offset must be provided when end_lineno is provided")
    }
    if place.count == 7 { publish(place[6], to: field(SyntaxErrorField.metadata)) }
  }

  /// `invalid syntax (file.py, line 3)`.
  fileprivate func syntaxErrorText(_ context: Context) throws(Raised) -> Text {
    let message = String(try context.str(orNone(load(field(SyntaxErrorField.message)))))
    var places: [String] = []
    if let filename = Text(ifHas: load(field(SyntaxErrorField.filename))) { places.append(filename.lastPathComponent) }
    let line = load(field(SyntaxErrorField.line))
    if let number = PythonInt.operand(line).flatMap({ PythonInt.int64($0) }) { places.append("line \(number)") }
    return try Text.make(context, places.isEmpty ? message : "\(message) (\(places.joined(separator: ", ")))")
  }
}

extension Text {
  /// What stands behind the last slash.
  fileprivate var lastPathComponent: String {
    let bytes = String(self).utf8
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return String(self) }
    return String(decoding: bytes[bytes.index(after: slash)...], as: UTF8.self)
  }
}
