import Compiler
import Syntax
import Testing

@Suite struct FutureImportsTests {
  private static let heads: [(String, FutureFeatures)] = [
    ("from __future__ import annotations", .annotations),
    ("'doc'\nfrom __future__ import division, annotations as a", .annotations),
    ("from __future__ import division\nfrom __future__ import barry_as_FLUFL, annotations",
      [.annotations, .barryAsBDFL]),
    ("x = 1", []), ("from .__future__ import nope", []), ("from a import annotations", []), ("", []),
  ]

  @Test(arguments: heads)
  func featuresAreRead(source: String, features: FutureFeatures) throws {
    #expect(try FutureImports(of: parse(source)).features == features)
  }

  @Test func inheritedFeaturesStay() throws {
    #expect(try FutureImports(of: parse("x"), inherited: .annotations).features == .annotations)
  }

  private static let unknown: [(String, String, Int32)] = [
    ("from __future__ import annotations, nope", "future feature nope is not defined", 36),
    ("from __future__ import *", "future feature * is not defined", 23),
    ("from __future__ import braces", "not a chance", 23),
  ]

  @Test(arguments: unknown)
  func unknownFeaturesAreRefused(source: String, message: String, column: Int32) throws {
    let tree = try parse(source)
    let error = #expect(throws: SyntaxError.self) { try FutureImports(of: tree) }
    #expect(error?.message == message)
    #expect(error?.range.column == column)
  }
}
