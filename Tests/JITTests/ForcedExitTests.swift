import Testing

@testable import JIT

/// Wherever compiled code is left, the interpreter comes to the same end.
@Suite(.serialized, .enabled(if: (try? CodeGenerator()) != nil)) struct ForcedExitTests {
  @Test(arguments: [1, 2, 3, 5, 8, 13, 34, 89]) func everyGuardMayFail(interval: UInt64) {
    var options = CompilerOptions()
    options.exitInterval = interval
    check(mixedProgram(calls: 6), .threshold(1), options)
  }
}
