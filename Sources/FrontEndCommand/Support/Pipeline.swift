import Bytecode
import Compiler
import Syntax

/// How a source is to be read: the arguments of Python's `compile`, as the bulk comparisons send them.
struct CompileRequest {
  /// `compile`'s flags that matter here.
  struct Flags: OptionSet {
    let rawValue: UInt32
    static let dontImplyDedent = Flags(rawValue: 0x200)
    static let typeComments = Flags(rawValue: 0x1000)
    static let allowTopLevelAwait = Flags(rawValue: 0x2000)
    static let allowIncompleteInput = Flags(rawValue: 0x4000)
    static let barryAsBDFL = Flags(rawValue: 0x40_0000)
    static let futureAnnotations = Flags(rawValue: 0x100_0000)
  }

  var mode: ParseOptions.Mode = .file
  var flags: Flags = []
  var featureVersion: Int32 = 14
  /// `-1` stands for the interpreter's own level, which is 0 here.
  var optimize: Int32 = -1
  /// Whether the source is a `str` rather than bytes.
  var isText = false
  var source: [UInt8] = []

  var compileOptions: CompileOptions {
    var options = CompileOptions()
    switch mode {
    case .file, .functionType: options.mode = .module
    case .interactive: options.mode = .interactive
    case .expression: options.mode = .expression
    }
    options.filename = Text("<source>")
    options.optimization = Int(max(0, optimize))
    options.inheritedFeatures = inheritedFutures
    options.allowsTopLevelAwait = flags.contains(.allowTopLevelAwait)
    return options
  }

  var options: ParseOptions {
    var options = ParseOptions()
    options.mode = mode
    options.typeComments = flags.contains(.typeComments)
    options.allowsTopLevelAwait = flags.contains(.allowTopLevelAwait)
    options.allowsIncompleteInput = flags.contains(.allowIncompleteInput)
    options.impliesDedents = !flags.contains(.dontImplyDedent)
    options.barryAsBDFL = flags.contains(.barryAsBDFL)
    options.featureVersion = featureVersion
    return options
  }

  /// The `from __future__` imports that `compile`'s flags bring in.
  var inheritedFutures: FutureFeatures {
    FutureFeatures(rawValue: flags.intersection([.barryAsBDFL, .futureAnnotations]).rawValue)
  }
}

/// An error with the source in whose lines it stands, if there is one.
struct LocatedError: Error, CustomStringConvertible {
  let error: SyntaxError
  let source: Source?

  var description: String { "\(error.kind.exceptionName) in line \(error.range.line): \(error.message)" }
}

/// The phases of the front end, each on what the one before made.
enum Pipeline {
  static func source(of request: CompileRequest) throws(LocatedError) -> Source {
    let decoder = CharacterCodecs()
    do throws(SyntaxError) {
      let bytes = request.source.span
      return try bytes.withUnsafeBufferPointer { (bytes) throws(SyntaxError) in
        request.isText
          ? try Source(text: bytes, mode: request.mode)
          : try Source(bytes: bytes, mode: request.mode, decoder: decoder)
      }
    } catch {
      throw LocatedError(error: error, source: nil)
    }
  }

  static func parse(
    _ request: CompileRequest
  ) throws(LocatedError) -> (tree: SyntaxTree, warnings: [SyntaxWarning]) {
    let source = try source(of: request)
    do throws(SyntaxError) {
      return try Parser.parse(source, options: request.options)
    } catch {
      throw LocatedError(error: error, source: source)
    }
  }

  /// A tree as `ast.parse` returns it, which refuses wrong imports from `__future__`, too.
  static func parseForAST(
    _ request: CompileRequest
  ) throws(LocatedError) -> (tree: SyntaxTree, warnings: [SyntaxWarning]) {
    let result = try parse(request)
    do throws(SyntaxError) {
      _ = try FutureImports(of: result.tree, inherited: request.inheritedFutures)
    } catch {
      throw LocatedError(error: error, source: nil)
    }
    return result
  }

  /// The scopes of a tree. Errors after parsing have no source: CPython's compiler no longer has it either.
  static func symbols(of tree: SyntaxTree, _ request: CompileRequest) throws(LocatedError) -> SymbolTable {
    do throws(SyntaxError) {
      let future = try FutureImports(of: tree, inherited: request.inheritedFutures)
      return try SymbolTable.build(
        for: tree, future: future, allowsTopLevelAwait: request.flags.contains(.allowTopLevelAwait))
    } catch {
      throw LocatedError(error: error, source: nil)
    }
  }

  /// Everything after parsing.
  @discardableResult
  static func compile(_ tree: SyntaxTree, _ request: CompileRequest) throws(LocatedError) -> Compilation {
    do throws(SyntaxError) {
      return try Compiler.compile(tree, options: request.compileOptions)
    } catch {
      throw LocatedError(error: error, source: nil)
    }
  }
}
