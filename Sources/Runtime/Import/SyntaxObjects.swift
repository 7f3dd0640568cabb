import CRuntime
import Syntax

/// What `compile` asks of the module that knows the classes of `ast`.
public struct SyntaxObjects: Sendable {
  /// The objects of a tree.
  public typealias Make = @Sendable (Context, SyntaxTree) throws(Raised) -> Value
  /// The tree that objects describe; nil for a value that is no `ast` object at all. Raises TypeError and ValueError for
  /// objects that are no tree for the mode.
  public typealias Read = @Sendable (Context, Value, ParseOptions.Mode) throws(Raised) -> SyntaxTree?

  let make: Make
  let read: Read

  public init(make: @escaping Make, read: @escaping Read) { (self.make, self.read) = (make, read) }
}
