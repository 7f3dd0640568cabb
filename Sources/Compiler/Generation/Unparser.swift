import Syntax

struct Unparser {
  let tree: SyntaxTree
  var text: [UInt8] = []
  init(tree: SyntaxTree) { self.tree = tree }
  mutating func annotation(_ expression: Expression) throws(SyntaxError) {}
}
