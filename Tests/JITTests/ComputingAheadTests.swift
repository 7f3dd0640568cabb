import Testing

@testable import JIT

@Suite struct ComputingAheadTests {
  /// The graph of a function `f` of a square of floats, and the list `made`, whose body is given.
  private func graph(_ body: [String], grid: String = "[[0.5] * 20 for _ in range(20)]") throws -> String {
    let lines = body.map { "  \($0)\n" }.joined()
    return try #require(
      graphs(of: "def f(b, made):\n\(lines)  return made\nfor i in range(8): f(\(grid), [0.0] * 20)\n")["f"])
  }

  private func computesAhead(_ body: String...) throws -> Bool { try graph(body).contains("(ahead)") }

  @Test func sumsOfLaterItemsAreMadeInTheSameLoop() throws {
    let found = try graph([
      "for j in range(20):", "  total = 0.0", "  for k in range(20):", "    total += b[k][j]", "  made[j] = total",
    ])
    // An addition for the sum before the loop is entered and one in it; as many in the copy, for each of four items.
    #expect(found.split(separator: "\n").count { $0.contains("float add") } >= 2 + 3 + 4)
    #expect(found.contains("(ahead)"))
  }

  @Test func listsThatAreAppendedToMayBeOthers() throws {
    #expect(
      try computesAhead(
        "other = []", "for j in range(20):", "  total = 0.0", "  for k in range(20):", "    total += b[k][j]",
        "  other.append(total)"))
  }

  @Test func sumsThatGoOnAreMadeOneByOne() throws {
    #expect(
      try !computesAhead(
        "total = 0.0", "for j in range(20):", "  for k in range(20):", "    total += b[k][j]", "  made[j] = total"))
  }

  @Test func innerLoopsOfOtherLengthsAreMadeOneByOne() throws {
    #expect(
      try !computesAhead(
        "for j in range(20):", "  total = 0.0", "  for k in range(j + 1):", "    total += b[k][j]", "  made[j] = total"))
  }

  @Test func whatIsStoredBeforeTheSumIsReadByIt() throws {
    #expect(
      try !computesAhead(
        "for j in range(20):", "  made[j] = 1.0", "  total = 0.0", "  for k in range(20):", "    total += b[k][j] * made[k]",
        "  made[j] = total"))
  }

  @Test func whatIsStoredAtOtherPlacesMustNotBeRead() throws {
    #expect(
      try !computesAhead(
        "for j in range(20):", "  total = 0.0", "  for k in range(20):", "    total += b[k][j]", "  b[j][3] = total"))
  }

  @Test func loopsThatMayEndEarlyMakeNothingAhead() throws {
    #expect(
      try !computesAhead(
        "for _ in range(20):", "  for j in range(20):", "    total = 0.0", "    for k in range(3):", "      total += b[k][j]",
        "    made[j] = total", "    if j == 3: break"))
  }

  @Test func iteratorsThatOthersHaveAreTheProgramsOwn() throws {
    #expect(
      try !computesAhead(
        "items = iter(range(400))", "for j in range(20):", "  total = 0.0", "  for k in items:", "    total += b[k % 20][j]",
        "  made[j] = total"))
  }
}
