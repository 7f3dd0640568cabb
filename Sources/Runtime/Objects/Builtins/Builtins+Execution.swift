import Bytecode
import Compiler
import CRuntime
import Syntax

extension Builtins {
  /// Namespaces, and running code in them.
  static let execution: [NativeEntry] = [
    .none("globals") { c in
      bridge(c) { () throws(Raised) in try c.requireFrame().function.pointer.pointee.globals }
    },
    .none("locals") { c in bridge(c) { () throws(Raised) in try c.locals(of: c.requireFrame()) } },
    .one("vars", "(object=<unset>, /) silent", .function) { c, value in
      bridge(c) { () throws(Raised) in
        if value.isEmpty { return try c.locals(of: c.requireFrame()) }
        let found = try c.findAttribute(value, c.name(.__dict__))
        if found.isEmpty { throw c.raise(.typeError, "vars() argument must have __dict__ attribute") }
        return found
      }
    },
    .one("dir", "(object=<unset>, /) silent", .function) { c, value in
      bridge(c) { () throws(Raised) in
        let names = try value.isEmpty ? namesInScope(c) : c.list(of: c.callSpecial(.__dir__, value))
        try names.sort(c)
        return names.value
      }
    },
    .window("exec", "(source, /, globals=None, locals=None, *, closure=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let scope = try ExecutionScope(c, globals: a[1], locals: a[2], .exec)
        _ = try scope.run(a[0], closure: a[3])
      }
    },
    .window("eval", "(source, /, globals=None, locals=None)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        try ExecutionScope(c, globals: a[1], locals: a[2], .eval).run(a[0], closure: .none)
      }
    },
    .window(
      "compile",
      """
      (source, filename, mode, flags=0,
              dont_inherit=False, optimize=-1, *, _feature_version=-1)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) in
        try compile(
          c, a[0], filename: a[1], mode: a[2], flags: a[3], isInheriting: !c.isTrue(a[4]), optimization: a[5],
          featureVersion: a[6])
      }
    },
  ]

  private static func namesInScope(_ context: Context) throws(Raised) -> List {
    let locals = try context.locals(of: context.requireFrame())
    if let dict = Dict(ifExactly: locals) { return try dict.list(context, of: .keys) }
    return try context.list(of: context.callMethod(locals, "keys"))
  }

  private static func compile(
    _ context: Context, _ source: Value, filename: Value, mode: Value, flags: Value, isInheriting: Bool,
    optimization: Value, featureVersion: Value
  ) throws(Raised) -> Value {
    var options = try CompileOptions(context, isInheriting: isInheriting)
    options.filename = Bytecode.Text(try context.pathText(filename))
    guard let mode = Text(ifHas: mode) else {
      throw context.raise(.typeError, "compile() argument 'mode' must be str, not \(context.typeName(of: mode))")
    }
    let flags = Int64(try context.intArgument(flags))
    if flags & ~CompileOptions.knownFlags != 0 { throw context.raise(.valueError, "compile(): unrecognised flags") }
    let level = try context.intArgument(optimization)
    if level < -1 || level > 2 { throw context.raise(.valueError, "compile(): invalid optimize value") }
    if level >= 0 { options.optimization = Int(level) }
    options.inherit(CodeFlags(rawValue: UInt32(truncatingIfNeeded: flags)))
    options.allowsTopLevelAwait = flags & CompileOptions.topLevelAwaitFlag != 0
    let wantsTree = flags & CompileOptions.onlyTreeFlag != 0
    var parse = ParseOptions(context, options)
    if mode == "exec" {
      parse.mode = .file
    } else if mode == "eval" {
      parse.mode = .expression
    } else if mode == "single" {
      parse.mode = .interactive
    } else if mode == "func_type", wantsTree {
      parse.mode = .functionType
    } else if mode == "func_type" {
      throw context.raise(.valueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
    } else {
      let more = wantsTree ? "'exec', 'eval', 'single' or 'func_type'" : "'exec', 'eval' or 'single'"
      throw context.raise(.valueError, "compile() mode must be \(more)")
    }
    options.mode = parse.mode == .expression ? .expression : parse.mode == .interactive ? .interactive : .module
    parse.typeComments = flags & CompileOptions.typeCommentsFlag != 0
    parse.allowsTopLevelAwait = options.allowsTopLevelAwait
    parse.allowsIncompleteInput = flags & CompileOptions.incompleteInputFlag != 0
    parse.impliesDedents = flags & CompileOptions.noImpliedDedentFlag == 0
    let version = try context.intArgument(featureVersion)
    if wantsTree, version >= 0 { parse.featureVersion = Int32(clamping: version) }
    if let objects = context.interpreter.pointee.settings.syntaxObjects,
      let tree = try objects.read(context, source, parse.mode)
    {
      return try wantsTree ? objects.make(context, tree) : context.compile(tree, options)
    }
    if wantsTree, let objects = context.interpreter.pointee.settings.syntaxObjects {
      let tree = try context.withSource(source) { (bytes, isDecoded) throws(Raised) in
        try context.parse(bytes, isDecoded: isDecoded, parse, filename: options.filename)
      }
      if let tree { return try objects.make(context, tree) }
    }
    guard let code = try context.compile(source: source, options, parse) else {
      throw context.raise(.typeError, "compile() arg 1 must be a string, bytes or AST object")
    }
    return code
  }
}

extension Context {
  func requireFrame() throws(Raised) -> FramePointer {
    guard let frame = callingFrame else { throw raise(.systemError, "frame does not exist") }
    return frame
  }

  /// A path that Python code gives: text, bytes, or what `__fspath__` gives.
  public func pathText(_ value: Value) throws(Raised) -> String {
    if let text = Text(ifHas: value) { return String(text) }
    if let bytes = Bytes(ifHas: value) { return String(decoding: bytes.bytes, as: UTF8.self) }
    let method = try type(of: value).lookup(self, Text.interned(self, Text.make(self, "__fspath__" as StaticString)).value)
    if method.isEmpty {
      throw raise(.typeError, "expected str, bytes or os.PathLike object, not \(typeName(of: value))")
    }
    let path = try call(bind(method, to: value, of: type(of: value)))
    if Text(ifHas: path) == nil, Bytes(ifHas: path) == nil {
      throw raise(
        .typeError,
        "expected \(typeName(of: value)).__fspath__() to return str or bytes, not \(typeName(of: path))")
    }
    return try pathText(path)
  }

  /// Compiles what Python code gives as a source; nil for what is neither text nor bytes.
  func compile(
    source: Value, _ options: CompileOptions, _ parse: ParseOptions? = nil, skipsIndent: Bool = false
  ) throws(Raised) -> Value? {
    try withSource(source, skipsIndent: skipsIndent) { (bytes, isDecoded) throws(Raised) in
      try compile(bytes, isDecoded: isDecoded, options, parse)
    }
  }

  /// Hands the bytes of what Python code gives as a source to `body`, and whether they were text; nil for what is neither
  /// text nor bytes.
  func withSource<Result>(
    _ source: Value, skipsIndent: Bool = false,
    _ body: (UnsafeBufferPointer<UInt8>, Bool) throws(Raised) -> Result
  ) throws(Raised) -> Result? {
    let bytes: Bytes
    let isDecoded = Text(ifHas: source) != nil
    if let text = Text(ifHas: source) {
      try refuseSurrogates(text)
      bytes = try Bytes.make(self, utf8: text)
    } else if let given = Bytes(ifHas: source) {
      bytes = given
    } else if let units = try self.bytes(of: source) {
      bytes = try Bytes.make(self, UnsafeRawBufferPointer(start: units.base, count: units.count))
    } else {
      return nil
    }
    var buffer = bytes.bytes.assumingMemoryBound(to: UInt8.self)
    while skipsIndent, let first = buffer.first, first == 0x20 || first == 0x09 {
      buffer = UnsafeBufferPointer(rebasing: buffer.dropFirst())
    }
    defer { keep_alive(bytes.value) }
    return try body(buffer, isDecoded)
  }

  /// The syntax tree of a source, text or bytes; nil for any other value.
  public func tree(
    of source: Value, filename: String, mode: CompileOptions.Mode
  ) throws(Raised) -> SyntaxTree? {
    var options = try CompileOptions(self, isInheriting: false)
    options.mode = mode
    let parsing = ParseOptions(self, options)
    return try withSource(source) { (bytes, isDecoded) throws(Raised) in
      try parse(bytes, isDecoded: isDecoded, parsing, filename: Bytecode.Text(filename))
    }
  }

  func refuseSurrogates(_ text: Text) throws(Raised) {
    if text.isASCII { return }
    for index in 0..<text.count {
      let code = text.codePoint(at: index)
      if code & 0xffff_f800 != 0xd800 { continue }
      let args = try Tuple.allocate(self, count: 5)
      args.elements[0] = try Text.make(self, "utf-8" as StaticString).value
      args.elements[1] = text.value
      args.elements[2] = Value(smallInt: Int64(index))
      args.elements[3] = Value(smallInt: Int64(index + 1))
      args.elements[4] = try Text.make(self, "surrogates not allowed" as StaticString).value
      throw raise(try Exception(call(Interpreter(of: self).type(.unicodeEncodeError).value, args)))
    }
  }
}

extension CompileOptions {
  static var topLevelAwaitFlag: Int64 { 0x2000 }
  /// `from __future__` imports.
  private static var futureMask: UInt32 { 0x1fe_0000 }
  // CPython's `PyCF_…`.
  static var noImpliedDedentFlag: Int64 { 0x200 }
  static var onlyTreeFlag: Int64 { 0x400 }
  static var typeCommentsFlag: Int64 { 0x1000 }
  static var incompleteInputFlag: Int64 { 0x4000 }
  static var optimizedTreeFlag: Int64 { 0x8000 }
  /// What `compile` takes: the above, those of `from __future__` imports, and `CO_NESTED`.
  static var knownFlags: Int64 {
    Int64(futureMask) | 0x10 | noImpliedDedentFlag | onlyTreeFlag | typeCommentsFlag | topLevelAwaitFlag
      | incompleteInputFlag | optimizedTreeFlag
  }

  /// Those of a source that the running Python code compiles.
  init(_ context: Context, isInheriting: Bool) throws(Raised) {
    self.init()
    filename = Bytecode.Text("<string>" as StaticString)
    optimization = Int(context.interpreter.pointee.optimization)
    if isInheriting, let frame = context.callingFrame { inherit(frame.code.portable.header.flags) }
  }

  mutating func inherit(_ flags: CodeFlags) {
    inheritedFlags.formUnion(CodeFlags(rawValue: flags.rawValue & Self.futureMask))
    inheritedFeatures.formUnion(FutureFeatures(rawValue: inheritedFlags.rawValue))
  }
}

/// The namespaces of `exec` and `eval`.
private struct ExecutionScope {
  enum Function { case exec, eval }

  let context: Context
  let function: Function
  let globals: Dict
  let locals: Value

  init(_ context: Context, globals: Value, locals: Value, _ function: Function) throws(Raised) {
    (self.context, self.function) = (context, function)
    let isMapping = locals == .none || context.type(of: locals).has(.getItem)
    if !isMapping, function == .eval { throw context.raise(.typeError, "locals must be a mapping") }
    if globals == .none {
      let frame = try context.requireFrame()
      self.globals = Dict(frame.function.pointer.pointee.globals)
      self.locals = locals == .none ? try context.locals(of: frame) : locals
    } else {
      guard let dict = Dict(ifHas: globals) else {
        let isMapping = context.type(of: globals).has(.getItem)
        let message =
          switch function {
          case .exec: "exec() globals must be a dict, not \(context.typeName(of: globals))"
          case .eval where isMapping: "globals must be a real dict; try eval(expr, {}, mapping)"
          case .eval: "globals must be a dict"
          }
        throw context.raise(.typeError, message)
      }
      self.globals = dict
      self.locals = locals == .none ? globals : locals
    }
    if !isMapping {
      throw context.raise(.typeError, "locals must be a mapping or None, not \(context.typeName(of: locals))")
    }
    let name = context.name(.__builtins__)
    if try self.globals.value(context, for: name).isEmpty {
      let builtins = context.callingFrame?.function.pointer.pointee.builtins
      try self.globals.set(context, name, to: builtins ?? context.interpreter.pointee.builtins)
    }
  }

  func run(_ source: Value, closure: Value) throws(Raised) -> Value {
    if let code = Code(ifExactly: source) {
      return try context.run(code, globals: globals, locals: locals, closure: cells(for: code, closure))
    }
    if closure != .none {
      throw context.raise(.typeError, "closure can only be used when source is a code object")
    }
    var options = try CompileOptions(context, isInheriting: true)
    options.mode = function == .exec ? .module : .expression
    guard let code = try context.compile(source: source, options, skipsIndent: function == .eval) else {
      let name = function == .exec ? "exec" : "eval"
      throw context.raise(.typeError, "\(name)() arg 1 must be a string, bytes or code object")
    }
    return try context.run(Code(code), globals: globals, locals: locals, closure: .empty)
  }

  /// The closure for code that has free variables; *empty* for code that has none.
  private func cells(for code: Code, _ closure: Value) throws(Raised) -> Value {
    let count = code.portable.header.freeNames.count
    if count == 0 {
      if closure != .none { throw context.raise(.typeError, "cannot use a closure with this code object") }
      return .empty
    }
    if function == .eval {
      throw context.raise(.typeError, "code object passed to eval() may not contain free variables")
    }
    guard let cells = Tuple(ifExactly: closure), cells.count == count,
      (0..<count).allSatisfy({ Cell(ifExactly: cells[$0]) != nil })
    else {
      throw context.raise(.typeError, "code object requires a closure of exactly length \(count)")
    }
    return cells.value
  }
}
