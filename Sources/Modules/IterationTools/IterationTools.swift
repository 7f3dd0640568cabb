import CRuntime
import Runtime

/// The module `itertools`.
enum IterationTools {
  static let module = ModuleDeclaration(
    "itertools", "Functional tools for creating and using iterators.",
    functions: [
      .window("tee", "(iterable, n=2, /)", .function) { c, a in
        bridge(c) { () throws(Raised) in try Tee.make(c, over: a[0], count: c.sizeArgument(a[1])).value }
      }
    ],
    nativeTypes: ToolIterator.infinite + ToolIterator.filtering + ToolIterator.combining + ToolIterator.grouping
      + Arrangement.declarations + Tee.declarations)
}
