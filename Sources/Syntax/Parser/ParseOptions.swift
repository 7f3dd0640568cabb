/// What a source is parsed as, and how.
public struct ParseOptions: Sendable {
  public enum Mode: Sendable {
    /// A module's body; one interactive statement; one expression; a signature type comment.
    case file, interactive, expression, functionType
  }

  public var mode: Mode = .file
  /// Keep `# type:` comments (`ast.PyCF_TYPE_COMMENTS`).
  public var typeComments = false
  /// Accept top-level `await` (`ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`); the parser itself accepts it anyway.
  public var allowsTopLevelAwait = false
  /// Tell "incomplete input" apart (`codeop`'s `PyCF_ALLOW_INCOMPLETE_INPUT`).
  public var allowsIncompleteInput = false
  /// Whether the end of an interactive source ends its blocks, too (without `codeop`'s `PyCF_DONT_IMPLY_DEDENT`).
  public var impliesDedents = true
  /// `from __future__ import barry_as_FLUFL` in force: `<>` for `!=`.
  public var barryAsBDFL = false
  /// The minor version of `feature_version`, which refuses newer syntax.
  public var featureVersion: Int32 = 14

  /// The longest decimal int, in digits (`sys.set_int_max_str_digits`); 0 for no limit.
  public var digitLimit: Int32 = 4300

  public init() {}
}
