import Syntax

// Errors and warnings as JSON, with the attributes of CPython's exceptions.

extension SyntaxError.Kind {
  /// The class of the exception that Python raises.
  var exceptionName: StaticString {
    switch self {
    case .syntax: "SyntaxError"
    case .indentation: "IndentationError"
    case .incompleteInput: "_IncompleteInputError"
    case .tab: "TabError"
    case .tooComplex: "MemoryError"
    case .recursion: "RecursionError"
    case .value: "ValueError"
    case .unicodeEncode: "UnicodeEncodeError"
    case .unicodeDecode: "UnicodeDecodeError"
    }
  }
}

extension ByteText {
  /// `{"class": …, "msg": …, "lineno": …, "offset": …, "end_lineno": …, "end_offset": …, "text": …}`
  mutating func append(json error: SyntaxError, in source: Source?) {
    let details = error.details(in: source)
    append("{\"class\": \"")
    append(error.kind.exceptionName)
    append("\", \"msg\": ")
    append(json: error.message)
    append(", \"lineno\": ")
    append(json: details.line)
    append(", \"offset\": ")
    append(json: details.offset)
    append(", \"end_lineno\": ")
    append(json: details.endLine)
    append(", \"end_offset\": ")
    append(json: details.endOffset)
    append(", \"text\": ")
    append(json: details.text)
    append("}")
  }

  /// `[[message, line], …]`
  mutating func append(json warnings: [SyntaxWarning]) {
    append("[")
    var separator: StaticString = ""
    for warning in warnings {
      append(separator)
      append("[")
      append(json: warning.message)
      append(", ")
      append(warning.range.line)
      append("]")
      separator = ", "
    }
    append("]")
  }
}
