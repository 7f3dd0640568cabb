import Bytecode
import Syntax

extension CodeGenerator {
  // Warnings of expressions that can only be mistakes: mostly a comma that is missing between two lines.

  /// `x is 1`.
  mutating func checkIdentity(_ comparison: Expression) {
    guard case .compare(let first, let ops, let comparators) = tree[comparison] else { return }
    var left = first
    for (op, right) in zip(tree[ops], tree[comparators]) {
      if op == .is || op == .isNot, let literal = literalType(left) ?? literalType(right) {
        let (operation, instead) = op == .is ? ("is", "==") : ("is not", "!=")
        return warn(
          "\"\(operation)\" with '\(literal)' literal. Did you mean \"\(instead)\"?", at: tree.range(of: comparison))
      }
      left = right
    }
  }

  /// The type of a literal whose identity means nothing.
  private mutating func literalType(_ expression: Expression) -> StaticString? {
    switch tree[expression] {
    case .constant(let literal, _):
      switch tree[literal] {
      case .none, .true, .false, .ellipsis: return nil
      default: return type(of: expression)
      }
    case .tuple(let elements, _): return isConstantTuple(elements) ? "tuple" : nil
    default: return nil
    }
  }

  /// Whether a tuple consists of literals, through and through.
  private func isConstantTuple(_ elements: NodeList<Expression>) -> Bool {
    tree[elements].allSatisfy { element in
      switch tree[element] {
      case .constant: true
      case .tuple(let inner, _): isConstantTuple(inner)
      default: false
      }
    }
  }

  /// `(1, 2)(3, 4)`.
  mutating func checkCallable(_ callee: Expression) {
    switch tree.kind(of: callee) {
    case .constant, .tuple, .list, .listComp, .dict, .dictComp, .set, .setComp, .generatorExp, .joinedStr,
      .formattedValue, .templateStr, .interpolation:
      guard let type = type(of: callee) else { return }
      warn("'\(type)' object is not callable; perhaps you missed a comma?", at: tree.range(of: callee))
    default: break
    }
  }

  /// `1[0]`.
  mutating func checkSubscripted(_ container: Expression, at whole: Expression) {
    switch tree[container] {
    case .constant(let literal, _):
      switch tree[literal] {
      case .text, .bytes: return
      default: break
      }
    case .set, .setComp, .generatorExp, .templateStr, .interpolation, .lambda: break
    default: return
    }
    guard let type = type(of: container) else { return }
    warn("'\(type)' object is not subscriptable; perhaps you missed a comma?", at: tree.range(of: whole))
  }

  /// `[1, 2]["key"]`.
  mutating func checkIndex(of container: Expression, _ key: Expression, at whole: Expression) {
    switch tree[container] {
    case .constant(let literal, _):
      switch tree[literal] {
      case .text, .bytes: break
      default: return
      }
    case .tuple, .list, .listComp, .joinedStr, .formattedValue: break
    default: return
    }
    guard let keyType = type(of: key), let type = type(of: container) else { return }
    if case .constant(let literal, _) = tree[key] {
      switch tree[literal] {
      case .true, .false, .integer, .bigInteger: return
      default: break
      }
    }
    warn(
      "\(type) indices must be integers or slices, not \(keyType); perhaps you missed a comma?",
      at: tree.range(of: whole))
  }

  /// The name of the type that an expression's form gives away.
  private func type(of expression: Expression) -> StaticString? {
    switch tree[expression] {
    case .tuple: "tuple"
    case .list, .listComp: "list"
    case .dict, .dictComp: "dict"
    case .set, .setComp: "set"
    case .generatorExp: "generator"
    case .lambda: "function"
    case .joinedStr, .formattedValue: "str"
    case .templateStr: "string.templatelib.Template"
    case .interpolation: "string.templatelib.Interpolation"
    case .constant(let literal, _):
      switch tree[literal] {
      case .none: "NoneType"
      case .true, .false: "bool"
      case .ellipsis: "ellipsis"
      case .integer, .bigInteger: "int"
      case .float: "float"
      case .imaginary: "complex"
      case .text: "str"
      case .bytes: "bytes"
      }
    default: nil
    }
  }
}
