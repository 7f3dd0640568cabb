import Syntax

/// The `from __future__` imports at the head of a module, and those that the caller of `compile` brings in.
public struct FutureImports: Sendable {
  public private(set) var features: FutureFeatures
  /// The last import of the head, beyond which there may be none.
  private var last: SourceRange

  /// No imports but those inherited.
  public init(inherited: FutureFeatures = []) {
    features = inherited
    last = SourceRange(line: -1, column: -1, endLine: -1, endColumn: -1)
  }

  /// Reads the head of a module: a docstring, then imports from `__future__` and nothing else.
  public init(of tree: SyntaxTree, inherited: FutureFeatures = []) throws(SyntaxError) {
    self.init(inherited: inherited)
    let body: NodeList<Statement>
    switch tree[tree.root] {
    case .module(let statements, _), .interactive(let statements): body = statements
    case .expression, .functionType: return
    }
    for (index, statement) in tree[body].enumerated() {
      if index == 0, tree.isDocstring(statement) { continue }
      guard tree.kind(of: statement) == .importFrom,
        case .importFrom(let module, let names, let level) = tree[statement],
        level == 0, let module, module == .future
      else { return }
      for alias in tree[names] { features.insert(try Self.feature(tree[alias].name, at: alias, in: tree)) }
      last = tree.range(of: statement)
    }
  }

  private static func feature(
    _ name: Name, at alias: Alias, in tree: SyntaxTree
  ) throws(SyntaxError) -> FutureFeatures {
    let name = tree.string(name)
    switch name {
    case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
      "unicode_literals", "generator_stop":
      return []
    case "barry_as_FLUFL": return .barryAsBDFL
    case "annotations": return .annotations
    case "braces": throw SyntaxError(compiling: "not a chance", at: tree.range(of: alias))
    default: throw SyntaxError(compiling: "future feature \(name) is not defined", at: tree.range(of: alias))
    }
  }

  /// Refuses an import from `__future__` that stands after the module's head.
  func check(importAt range: SourceRange) throws(SyntaxError) {
    if range.line > last.line || (range.line == last.endLine && range.column > last.endColumn) {
      throw SyntaxError(compiling: "from __future__ imports must occur at the beginning of the file", at: range)
    }
  }
}

/// What a `from __future__` import can still change. The values are the code flags'.
public struct FutureFeatures: OptionSet, Sendable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `<>` for `!=`.
  public static var barryAsBDFL: Self { Self(rawValue: 0x40_0000) }
  /// Annotations are kept as text.
  public static var annotations: Self { Self(rawValue: 0x100_0000) }
}

extension SyntaxTree {
  /// Whether a statement, the first of a body, is its docstring.
  public func isDocstring(_ statement: Statement) -> Bool {
    guard kind(of: statement) == .expr, case .expr(let value) = self[statement],
      kind(of: value) == .constant, case .constant(let constant, _) = self[value],
      case .text = self[constant]
    else { return false }
    return true
  }
}
