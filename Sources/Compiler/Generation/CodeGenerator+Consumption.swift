import Bytecode
import Syntax

// `all(… for …)` and `any(… for …)` have a loop of the caller's own beside the call. Where code is compiled, it goes through
// the generator there, unless the name has another meaning by then: so nothing native lies between the two frames, and the
// generator's is not needed. (CPython always does so, since 3.14.)
//
//     window      callee, generator
//                 jumpIfSame     callee is not the built-in ──▶ general
//                 jump           ─────────────┐
//     body:       jumpIf…        item ───▶ decided
//     next:       forNext        ◀────────────┘ ──▶ body
//                 result ← True for `all`, False for `any`
//     decided:    result ← the other
//     general:    call
//     end:

extension CodeGenerator {
  /// The built-in function that a call is of, as far as its source says, and that is given a generator expression.
  func consumer(
    _ callee: Expression, _ positional: NodeListView<Expression>, _ named: NodeListView<KeywordArgument>
  ) -> CommonBuiltin? {
    guard positional.count == 1, named.isEmpty, tree.kind(of: positional[0]) == .generatorExp,
      case .name(let name, .load) = tree[callee], isBuiltin(name),
      !table[table.scope(of: positional[0])].flags.contains(.coroutine)
    else { return nil }
    if name == .all { return .all }
    return name == .any ? .any : nil
  }

  /// The result of `all` or `any`, which stands at `window`, for a generator expression.
  mutating func consume(
    _ generator: Expression, by function: CommonBuiltin, at window: Register, range: SourceRange, releasing mark: Int,
    into destination: Register?
  ) throws(SyntaxError) -> Register {
    let iterator = try push(generator)
    unit.top = Int(iterator.index) + 1
    let item = unit.push()
    let (start, next, decided) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    let (general, end) = (unit.newLabel(), unit.newLabel())
    locate(range)
    unit.code.loadCommonBuiltin(result: item, builtin: function)
    unit.code.jumpIfSame(
      left: .register(window), right: .register(item), target: unit.jumping(to: general), negated: true)
    let entered = unit.isReachable
    unit.code.jump(target: unit.jumping(to: next))
    unit.bindLoop(start, entered: entered)
    jump(to: decided, if: .register(item), is: function == .any)
    unit.bind(next)
    unit.code.forNext(item: item, iterator: iterator, target: start)
    unit.top = mark
    let result = destination ?? unit.push()
    for (label, answer) in [(nil, function == .all), (decided, function == .any)] as [(Label?, Bool)] {
      if let label { unit.bind(label) }
      move(.constant(answer ? pool.trueConstant : pool.falseConstant), to: result)
      unit.code.jump(target: unit.jumping(to: end))
    }
    unit.bind(general)
    unit.code.call(result: result, callee: window, count: 1)
    unit.bind(end)
    return result
  }
}
