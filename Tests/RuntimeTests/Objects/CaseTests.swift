import Foundation
import Testing

@testable import Runtime

/// All cases of Fixtures/cases.txt, or of the file that TAIPAN_CASES names:
///
///     PYTHONHASHSEED=0 python3.14 Tests/RuntimeTests/Fixtures/make_cases.py 200000 17 > /tmp/cases.txt
///     TAIPAN_CASES=/tmp/cases.txt swift test --filter CaseTests
@Suite struct CaseTests {
  private func cases() throws -> String {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/cases.txt").path()
    let path = ProcessInfo.processInfo.environment["TAIPAN_CASES"] ?? fixture
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  private func failures(_ options: HeapOptions, in cases: String) -> [String] {
    var failures: [String] = []
    withInterpreter(options) { context in
      let runner = CaseRunner(context: context)
      for line in cases.split(separator: "\n") {
        if let failure = runner.run(line) { failures.append(failure) }
      }
    }
    return failures
  }

  @Test func resultsAreThoseOfCPython() throws {
    let failures = failures(HeapOptions(), in: try cases())
    #expect(failures.count == 0, "\(failures.prefix(20).joined(separator: "\n"))")
  }

  /// Of the fixture only: stress is slow.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TAIPAN_CASES"] == nil))
  func resultsStayTheSameUnderStress() throws {
    var options = HeapOptions()
    options.stressInterval = 3
    let failures = failures(options, in: try cases())
    #expect(failures.count == 0, "\(failures.prefix(20).joined(separator: "\n"))")
  }
}
