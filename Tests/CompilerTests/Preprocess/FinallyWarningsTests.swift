import Compiler
import Syntax
import Testing

@Suite struct FinallyWarningsTests {
  /// The lines on which CPython 3.14 warns.
  private static let cases: [(String, [Int32])] = [
    ("def f():\n  try: pass\n  finally: return 1", [3]),
    ("while 1:\n  try: pass\n  finally:\n    if x: continue", [4]),
    ("while 1:\n  try: pass\n  finally:\n    for x in y: break\n    else: break", [5]),
    ("def f():\n  try: pass\n  finally:\n    def g(): return 1\n    class A:\n      while 1: break\n    with x: return",
      [7]),
    ("def f():\n  try: pass\n  finally:\n    for x in y: return 2", []),
    ("def f():\n  try: pass\n  finally:\n    try: return 1\n    except: return\n    else: return\n    finally: return",
      [4, 5, 6, 7]),
    ("def f():\n  for x in y:\n    try: pass\n    finally:\n      match x:\n        case 1: break", [6]),
    ("for x in y:\n  try: pass\n  finally:\n    class A: break", [4]),
    ("def f():\n  try: return 1\n  finally: pass\n  while 1:\n    try: break\n    except: continue\n    finally: x",
      []),
    ("def f():\n  try: pass\n  finally:\n    if a: pass\n    elif b: return\n    else: return", [5, 6]),
  ]

  @Test(arguments: cases)
  func warnsOnTheseLines(source: String, lines: [Int32]) throws {
    #expect(try FinallyWarnings.all(in: parse(source)).map(\.range.line) == lines)
  }

  @Test func namesTheStatement() throws {
    let warnings = try FinallyWarnings.all(in: parse("while 1:\n  try: pass\n  finally: continue"))
    #expect(warnings.map(\.message) == ["'continue' in a 'finally' block"])
    #expect(warnings.first?.range == SourceRange(line: 3, column: 11, endLine: 3, endColumn: 19))
  }
}
