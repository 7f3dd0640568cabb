import CRuntime

/// The last lines of an exception's display: class, text, suggestion and notes; of a SyntaxError the place.
struct ExceptionText {
  let context: Context
  let exception: Exception

  init(_ context: Context, _ exception: Exception) { (self.context, self.exception) = (context, exception) }

  func text() -> String {
    if let text = textWithKeyword() { return text }
    let text = exception.isInstance(context, .syntaxError) ? syntaxErrorText() : title(message())
    return text + notes()
  }

  private func title(_ message: String) -> String { message.isEmpty ? "\(typeName)\n" : "\(typeName): \(message)\n" }

  /// The class with its module, unless that is the main program or the built-ins.
  private var typeName: String {
    let type = context.type(of: exception.value)
    let name = Text(ifHas: type.pointer.pointee.qualifiedName).map { context.displayString($0) } ?? type.shortName
    let module = attempt { () throws(Raised) in try context.findAttribute(type.value, context.name(.__module__)) }
    guard let module = module.flatMap({ Text(ifHas: $0) }) else { return "<unknown>.\(name)" }
    return module == "__main__" || module == "builtins" ? name : "\(context.displayString(module)).\(name)"
  }

  private func message() -> String {
    guard let text = attempt({ () throws(Raised) in try context.str(exception.value) }) else {
      return "<exception str() failed>"
    }
    var message = context.displayString(text)
    let suggestion = attempt { () throws(Raised) in try Suggestions(context, exception).best() } ?? nil
    if let suggestion { message += ". Did you mean: '\(suggestion)'?" }
    if exception.isInstance(context, .nameError), let name = Text(ifHas: load(exception.field(0))),
      StandardLibrary.hasModule(named: String(name))
    {
      message += suggestion == nil ? ". Did you forget" : " Or did you forget"
      message += " to import '\(String(name))'?"
    }
    return message
  }

  // MARK: Notes

  private func notes() -> String {
    let found = attempt { () throws(Raised) in try context.findAttribute(exception.value, context.name(.__notes__)) }
    guard let found, !found.isEmpty, found != .none else { return "" }
    let isList = context.type(of: found).flags.contains(.sequence) && Text(ifHas: found) == nil && Bytes(ifHas: found) == nil
    guard isList, let notes = attempt({ () throws(Raised) in try context.list(of: found) }) else {
      let shown = attempt { () throws(Raised) in try context.repr(found) }
      return "\(shown.map { context.displayString($0) } ?? "<__notes__ repr() failed>")\n"
    }
    var text = ""
    for index in 0..<notes.count {
      let note = attempt { () throws(Raised) in try context.str(notes.element(index)) }
      text += "\(note.map { context.displayString($0) } ?? "<note str() failed>")\n"
    }
    return text
  }

  // MARK: Syntax errors

  /// What the library shows of an error that may be a keyword spelt wrong, which it looks for; nil for any other.
  private func textWithKeyword() -> String? {
    guard exception.isInstance(context, .syntaxError), !load(exception.field(SyntaxErrorField.metadata)).isEmpty,
      let message = Text(ifHas: load(exception.field(SyntaxErrorField.message))),
      message == "invalid syntax" || String(message).firstRange(of: "Perhaps you forgot a comma") != nil
    else { return nil }
    let lines = attempt { () throws(Raised) in
      let library = try context.importModule("traceback")
      let type = context.type(of: exception.value).value
      let summary = try context.call(
        context.getAttribute(library, context.interned("TracebackException")), type, exception.value, .none)
      return try context.list(of: context.callMethod(summary, "format_exception_only"))
    }
    guard let lines else { return nil }
    return (0..<lines.count).map { Text(ifHas: lines.element($0)).map { context.displayString($0) } ?? "" }.joined()
  }

  private func syntaxErrorText() -> String {
    let filename = Text(ifHas: load(exception.field(SyntaxErrorField.filename))).map { context.displayString($0) }
    let line = load(exception.field(SyntaxErrorField.line))
    var (text, suffix) = ("", "")
    if !line.isEmpty, line != .none {
      let number = attempt { () throws(Raised) in try context.str(line) }
      text += "  File \"\(filename ?? "<string>")\", line \(number.map { String($0) } ?? "?")\n"
    } else if let filename {
      suffix = " (\(filename))"
    }
    if let source = Text(ifHas: load(exception.field(SyntaxErrorField.text))) {
      text += excerpt(context.displayString(source), line)
    }
    let message = load(exception.field(SyntaxErrorField.message))
    let shown = message.isEmpty || message == .none ? nil : attempt { () throws(Raised) in try context.str(message) }
    let detail = shown.map { context.displayString($0) } ?? "<no detail available>"
    return "\(text)\(typeName): \(detail.isEmpty ? "<no detail available>" : detail)\(suffix)\n"
  }

  /// The line of the source, and carets under what is wrong with it.
  private func excerpt(_ source: String, _ lineNumber: Value) -> String {
    var line = Array(source.unicodeScalars)
    while line.last == "\n" { line.removeLast() }
    let indent = line.prefix { $0 == " " || $0 == "\n" || $0 == "\u{c}" }.count
    let body = line[indent...]
    let quoted = "    \(string(body))\n"
    guard var start = number(SyntaxErrorField.offset), lineNumber.isSmallInt else { return quoted }
    var end = line.count + 1
    if load(exception.field(SyntaxErrorField.endLine)) == lineNumber {
      end = number(SyntaxErrorField.endOffset).flatMap { $0 == 0 ? nil : $0 } ?? start
    }
    let length = source.unicodeScalars.count
    if length > 0, start > length { start = length + 1 }
    if start == end || end == -1 { end = start + 1 }
    let (column, endColumn) = (start - 1 - indent, end - 1 - indent)
    if column < 0 { return quoted }
    // Tabs and their like stay, so that the carets stand where they should.
    let space = string(body.prefix(column).map { $0.properties.isWhitespace ? $0 : " " })
    return "\(quoted)    \(space)\(String(repeating: "^", count: max(0, min(endColumn - column, length + 2))))\n"
  }

  private func number(_ field: Int) -> Int? {
    let value = load(exception.field(field))
    return value.isSmallInt ? Int(value.smallInt) : nil
  }

  private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  // MARK: Attempts

  /// What Python code gives that may raise; nil where it does.
  private func attempt<Result>(_ body: () throws(Raised) -> Result) -> Result? {
    do throws(Raised) {
      return try body()
    } catch {
      context.pointee.pendingException = .empty
      return nil
    }
  }
}
