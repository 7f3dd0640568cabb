import Testing

@testable import Syntax

@Suite struct GrammarTests {
  @Test func everyRuleThatIsCalledIsDefined() {
    let program = Grammar.program
    let undefined = program.code.filter { $0.operation == .call && program.rules[Int($0.a)].start < 0 }
    #expect(undefined.isEmpty)
  }

  @Test func everyTokenHasAKind() {
    let unknown = Grammar.program.code.filter {
      ($0.operation == .token || $0.operation == .forcedToken) && $0.a == TokenKind.unknown.rawValue
    }
    #expect(unknown.isEmpty)
  }

  @Test func everyMessageHasItsCaptures() {
    for action in Grammar.program.actions {
      switch action.form {
      case .at, .from, .named: #expect(action.first != nil)
      case .range: #expect(action.first != nil && action.second != nil)
      default: break
      }
    }
  }
}
