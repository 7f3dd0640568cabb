import CRuntime
import Runtime
import Syntax

// The module `_ast`: the classes of which `ast` makes trees, and both ways between those and the parser's trees.
//
//     SyntaxClasses.swift         the classes, from the grammar
//     SyntaxNode+Declaration.swift   their common base
//     TreeReader.swift            a tree's objects
//     TreeWriter.swift            the tree that objects describe
//     TreeValidator.swift         what makes a tree one that can be compiled

enum SyntaxTrees {
  static let module = ModuleDeclaration(
    "_ast", "The classes of syntax trees.", nativeTypes: [SyntaxNode.declaration],
    fill: { (c, module) throws(Raised) in
      try SyntaxClasses.of(c).forEachClass { (type) throws(Raised) in
        try module.set(c, named: c.getAttribute(type.value, c.name(.__name__)), type.value)
      }
      try module.set(c, "PyCF_ALLOW_TOP_LEVEL_AWAIT", Value(smallInt: 0x2000))
      try module.set(c, "PyCF_ONLY_AST", Value(smallInt: 0x400))
      try module.set(c, "PyCF_OPTIMIZED_AST", Value(smallInt: 0x8400))
      try module.set(c, "PyCF_TYPE_COMMENTS", Value(smallInt: 0x1000))
    })

  /// For `compile`.
  static let objects = SyntaxObjects(
    make: { (c, tree) throws(Raised) in try TreeReader(c, tree).objects() },
    read: { (c, value, mode) throws(Raised) in
      guard try SyntaxClasses.of(c).isNode(value) else { return nil }
      return try TreeWriter.tree(c, value, mode)
    })
}
