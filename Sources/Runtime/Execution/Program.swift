import Bytecode
import Compiler
import CRuntime
import Syntax

// Running sources: text to code object to result.

extension Context {
  /// Compiles a source's bytes; raises SyntaxError and its kind.
  public func compile(
    _ source: UnsafeRawBufferPointer, filename: String, mode: CompileOptions.Mode = .module
  ) throws(Raised) -> Value {
    var options = CompileOptions()
    options.mode = mode
    options.optimization = Int(interpreter.pointee.optimization)
    options.filename = Bytecode.Text(filename)
    return try compile(source.assumingMemoryBound(to: UInt8.self), isDecoded: false, options)
  }

  /// Compiles a source: bytes, or text as generalised UTF-8. A file's bytes that cannot be decoded are said to be the file's.
  func compile(
    _ source: UnsafeBufferPointer<UInt8>, isDecoded: Bool, isFile: Bool = false, _ options: CompileOptions,
    _ parse: ParseOptions? = nil
  ) throws(Raised) -> Value {
    let parse = parse ?? ParseOptions(self, options)
    var decoded: Source?
    let compilation: Compilation
    do throws(SyntaxError) {
      let text = try decode(source, isDecoded: isDecoded, parse)
      decoded = text
      let parsed = try Parser.parse(text, options: parse)
      var compiled = try Compiler.compile(parsed.tree, options: options)
      compiled.warnings = parsed.warnings + compiled.warnings
      compilation = compiled
    } catch {
      let raised = raise(isFile ? error.said(of: options.filename.string) : error, in: decoded, filename: options.filename.string)
      // Whoever wants the text of a file can read it.
      noteWhereStatementBegins(error, isFile ? nil : decoded)
      throw raised
    }
    try give(compilation.warnings, in: decoded, filename: options.filename.string)
    return try Code.make(self, compilation.code).value
  }

  /// Compiles a tree that no source was parsed for.
  func compile(_ tree: SyntaxTree, _ options: CompileOptions) throws(Raised) -> Value {
    let compilation: Compilation
    do throws(SyntaxError) {
      compilation = try Compiler.compile(tree, options: options)
    } catch {
      throw raise(error, in: nil, filename: options.filename.string)
    }
    try give(compilation.warnings, in: nil, filename: options.filename.string)
    return try Code.make(self, compilation.code).value
  }

  /// A source's tree.
  func parse(
    _ source: UnsafeBufferPointer<UInt8>, isDecoded: Bool, _ options: ParseOptions, filename: Bytecode.Text
  ) throws(Raised) -> SyntaxTree {
    var decoded: Source?
    let parsed: (tree: SyntaxTree, warnings: [SyntaxWarning])
    do throws(SyntaxError) {
      let text = try decode(source, isDecoded: isDecoded, options)
      decoded = text
      parsed = try Parser.parse(text, options: options)
    } catch {
      throw raise(error, in: decoded, filename: filename.string)
    }
    try give(parsed.warnings, in: decoded, filename: filename.string)
    return parsed.tree
  }

  /// Passes what the compiler warns of on to the filters of warnings. Where one makes it an error, that is a SyntaxError.
  private func give(_ warnings: [SyntaxWarning], in source: Source?, filename: String) throws(Raised) {
    for warning in warnings {
      do throws(Raised) {
        try warn(.syntaxWarning, warning.message, filename: filename, line: Int64(warning.range.line))
      } catch {
        if !isPending(.syntaxWarning) { throw error }
        pointee.pendingException = .empty
        throw raise(SyntaxError(.syntax, warning.messageAsError, at: warning.range), in: source, filename: filename)
      }
    }
  }

  private func decode(
    _ source: UnsafeBufferPointer<UInt8>, isDecoded: Bool, _ options: ParseOptions
  ) throws(SyntaxError) -> Source {
    isDecoded
      ? try Source(text: source, mode: options.mode)
      : try Source(bytes: source, mode: options.mode, decoder: RegisteredSourceDecoder(self))
  }

  /// The Python exception for what is wrong with a source.
  public func raise(_ error: SyntaxError, in source: Source?, filename: String) -> Raised {
    let kind: ExceptionKind
    switch error.kind {
    case .syntax: kind = .syntaxError
    case .indentation: kind = .indentationError
    case .tab: kind = .tabError
    case .tooComplex: kind = .memoryError
    case .recursion: kind = .recursionError
    case .incompleteInput: kind = .incompleteInputError
    default: kind = .valueError
    }
    switch error.kind {
    case .syntax, .indentation, .tab, .incompleteInput: break
    default: return raise(kind, error.message)
    }
    let details = error.details(in: source)
    do throws(Raised) {
      let message = try Text.make(self, error.message).value
      let type = Interpreter(of: self).type(kind).value
      // What is wrong before there are lines is said without a place.
      if details.line == nil { return raise(Exception(try call(type, message))) }
      // What cannot be decoded has no end to tell either.
      let place = try Tuple.allocate(self, count: details.endLine == nil ? 4 : 6)
      let file = try Text.make(self, filename).value
      // The arguments of what CPython's tokenizer raises of bytes that are not text name no file, only the attribute does.
      if case .text = error.excerpt { place.elements[0] = .none } else { place.elements[0] = file }
      place.elements[1] = number(details.line)
      place.elements[2] = number(details.offset)
      place.elements[3] = .none
      if let text = details.text { place.elements[3] = try Text.make(self, text).value }
      if place.count == 6 {
        place.elements[4] = number(details.endLine)
        place.elements[5] = number(details.endOffset)
      }
      let exception = Exception(try call(type, Tuple.make(self, message, place.value)))
      publish(file, to: exception.field(SyntaxErrorField.filename))
      return raise(exception)
    } catch {
      return error
    }
  }

  /// Gives the pending SyntaxError the `_metadata` by which the library's `traceback` finds keywords that are spelt wrong.
  private func noteWhereStatementBegins(_ error: SyntaxError, _ source: Source?) {
    let kinds: [SyntaxError.Kind] = [.syntax, .indentation, .tab]
    guard kinds.contains(error.kind), let exception = Exception(ifHas: pointee.pendingException) else { return }
    pointee.pendingException = .empty
    if let metadata = try? metadata(error.statement, source) {
      publish(metadata.value, to: exception.field(SyntaxErrorField.metadata))
    }
    pointee.pendingException = exception.value
  }

  private func metadata(_ statement: SourceRange, _ source: Source?) throws(Raised) -> Tuple {
    let text = try source.map { (source) throws(Raised) in
      try Text.make(self, utf8: UnsafeBufferPointer(start: source.bytes, count: source.count)).value
    }
    let (line, column) = (max(0, statement.line), max(0, statement.column))
    return try Tuple.make(self, Value(smallInt: Int64(line)), Value(smallInt: Int64(column)), text ?? .none)
  }

  private func number(_ number: Int32?) -> Value { number.map { Value(smallInt: Int64($0)) } ?? .none }

  /// Runs a module's or expression's code in a namespace.
  public func run(_ code: Value, globals: Dict, locals: Value? = nil) throws(Raised) -> Value {
    try run(Code(code), globals: globals, locals: locals ?? globals.value, closure: .empty)
  }

  /// The same with the cells of the code's free variables.
  func run(_ code: Code, globals: Dict, locals: Value, closure: Value) throws(Raised) -> Value {
    let function = try Function.make(
      self, code: code, globals: globals.value, builtins: builtins(of: globals), closure: closure)
    // The code of a function has variables of its own.
    let isFunction = code.portable.header.flags.contains(.optimized)
    return try runBody(function, namespace: isFunction ? .empty : locals)
  }

  /// The namespace of built-ins for code with these globals: what `__builtins__` says, a module or its dict.
  func builtins(of globals: Dict) throws(Raised) -> Value {
    let given = try globals.value(self, for: name(.__builtins__))
    if let module = Module(ifHas: given) { return module.dict.value }
    if !given.isEmpty { return given }
    return callingFrame?.function.pointer.pointee.builtins ?? interpreter.pointee.builtins
  }

  /// Runs a function without parameters whose variables are a namespace: the body of a module or class.
  func runBody(_ function: Function, namespace: Value) throws(Raised) -> Value {
    try checkNativeStack()
    let saved = pointee.nativeTop
    let window = saved ?? pointee.frame.unsafelyUnwrapped.windowEnd
    try begin(function, window, count: 0, names: .empty, result: 0, flags: UInt32(frameIsEntry.rawValue))
    pointee.frame.unsafelyUnwrapped.pointee.locals = namespace
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    return try check(evaluate(self))
  }
}

extension SyntaxWarning {
  /// An error says nothing of what will be.
  fileprivate var messageAsError: String {
    let promise = "Such sequences will not work in the future. "
    guard let range = message.firstRange(of: promise) else { return message }
    return String(message[..<range.lowerBound]) + String(message[range.upperBound...])
  }
}

extension String {
  /// Where a part first stands. Embedded Swift has no other way to look for one.
  func firstRange(of part: String) -> Swift.Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}

extension ParseOptions {
  /// Those that go with what code is compiled for.
  init(_ context: Context, _ options: CompileOptions) {
    self.init()
    switch options.mode {
    case .module: mode = .file
    case .interactive: mode = .interactive
    case .expression: mode = .expression
    }
    barryAsBDFL = options.inheritedFeatures.contains(.barryAsBDFL)
    digitLimit = Int32(clamping: context.interpreter.pointee.maxDecimalDigits)
  }
}

extension SyntaxError {
  /// The same with the name of the file, where bytes are not in the encoding that a file without a declared one has.
  fileprivate func said(of file: String) -> SyntaxError {
    let start: StaticString = "Non-UTF-8 code starting with '\\x"
    if !message.utf8.starts(with: UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount)) { return self }
    let place = message.utf8.index(message.startIndex, offsetBy: start.utf8CodeUnitCount + 3)
    var error = self
    error.message = "\(String(message[..<place])) in file \(file)\(String(message[place...]))"
    return error
  }
}
