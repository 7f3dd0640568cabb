import Testing

@testable import Syntax

@Suite struct StringsTests {
  /// A string expression with positions: `"text"@start-end`, `{name!conversion:specifier}@start-end`.
  private func describe(_ text: String) throws -> String {
    let parsed = try ParsedLiteral(text)
    guard let expression = parsed.expression else { return "" }
    return describe(expression, parsed.tree)
  }

  private func describe(_ node: Expression, _ tree: SyntaxTree) -> String {
    let range = tree.range(of: node)
    let place = "@\(range.column)-\(range.endColumn)"
    func all(_ values: NodeList<Expression>) -> String {
      tree[values].map { describe($0, tree) }.joined(separator: " ")
    }
    func field(_ value: Expression, _ conversion: Int32, _ specifier: Expression?, _ text: String) -> String {
      let letter = conversion < 0 ? "" : "!" + String(Unicode.Scalar(UInt8(conversion)))
      return "{\(text)\(letter)\(specifier.map { ":" + describe($0, tree) } ?? "")}\(place)"
    }
    switch tree[node] {
    case .constant(let value, let kind):
      guard case .text(let text) = tree[value] else { return "bytes\(place)" }
      return "\(kind.map { tree.string($0) } ?? "")\"\(String(decoding: tree[text], as: UTF8.self))\"\(place)"
    case .joinedStr(let values): return "f[\(all(values))]\(place)"
    case .templateStr(let values): return "t[\(all(values))]\(place)"
    case .formattedValue(let value, let conversion, let specifier):
      return field(value, conversion, specifier, describe(value, tree))
    case .interpolation(let value, let text, let conversion, let specifier):
      guard case .text(let range) = tree[text] else { return "" }
      return field(value, conversion, specifier, "`\(String(decoding: tree[range], as: UTF8.self))`")
    case .name(let name, _): return tree.string(name)
    default: return "…"
    }
  }

  @Test(arguments: [
    ("'a' 'b'", "\"ab\"@0-7"), ("u'a' 'b'", "u\"ab\"@0-8"), ("'a' u'b'", "\"ab\"@0-8"), ("'' ''", "\"\"@0-5"),
    ("b'a' rb'b'", "bytes@0-10"),
  ])
  func neighboursJoin(_ text: String, _ expected: String) throws {
    #expect(try describe(text) == expected)
  }

  @Test(arguments: [
    ("f''", "f[]@0-3"), ("f'a'", "f[\"a\"@2-3]@0-4"), ("f'{x}'", "f[{x}@2-5]@0-6"),
    ("f'a{{b{{{x}'", "f[\"a{b{\"@2-8 {x}@8-11]@0-12"), ("f'{x!r:}'", "f[{x!r:f[]@6-7}@2-8]@0-9"),
    ("f'{x:a{y}}'", "f[{x:f[\"a\"@5-6 {y}@6-9]@4-9}@2-10]@0-11"),
    ("f'{x:\\x41}'", "f[{x:f[\"A\"@5-9]@4-9}@2-10]@0-11"),
    ("rf'{x:\\x41}'", "f[{x:f[\"\\x41\"@6-10]@5-10}@3-11]@0-12"),
    ("f'\\N{BULLET}{x}'", "f[\"•\"@2-12 {x}@12-15]@0-16"),
  ])
  func fieldsAndText(_ text: String, _ expected: String) throws {
    #expect(try describe(text) == expected)
  }

  @Test(arguments: [
    ("f'a' 'b' f'{x}' 'c'", "f[\"ab\"@2-8 {x}@11-14 \"c\"@16-19]@0-19"), ("''f''", "f[]@0-5"),
    ("f'' 'a'", "f[\"a\"@4-7]@0-7"), ("u'' f'a'", "f[u\"a\"@0-7]@0-8"),
    ("f'{x}' '' f'{y}'", "f[{x}@2-5 {y}@12-15]@0-16"),
  ])
  func formattedAndPlainStringsJoin(_ text: String, _ expected: String) throws {
    #expect(try describe(text) == expected)
  }

  @Test(arguments: [
    ("f'{x=}'", "f[\"x=\"@3-5 {x!r}@2-6]@0-7"), ("f'{x=!s}'", "f[\"x=\"@3-5 {x!s}@2-8]@0-9"),
    ("f'{x=:5}'", "f[\"x=\"@3-5 {x:f[\"5\"@6-7]@5-7}@2-8]@0-9"),
    ("'a' f'{ x = }'", "f[\"a x = \"@0-12 {x!r}@6-13]@0-14"),
    ("f'{x=}{y=}'", "f[\"x=\"@3-5 {x!r}@2-6 \"y=\"@7-9 {y!r}@6-10]@0-11"),
    ("f'{\"a\"}b{\"c\"=}'", "f[{\"a\"@3-6}@2-7 \"b\"c\"=\"@7-13 {\"c\"@9-12!r}@8-14]@0-15"),
  ])
  func anEqualSignShowsTheExpression(_ text: String, _ expected: String) throws {
    #expect(try describe(text) == expected)
  }

  @Test func commentsAreLeftOutOfWhatIsShown() throws {
    #expect(try describe("f'''{x # '\n=}'''") == "f[\"x \n=\"@5-1 {x!r}@4-2]@0-5")
    #expect(try describe("f'''{\"#\" # \n=}'''").hasPrefix("f[\"\"#\" \n=\""))
  }

  @Test(arguments: [
    ("t''", "t[]@0-3"), ("t'a' t'{x}'", "t[\"a\"@2-3 {`x`}@7-10]@0-11"), ("t'{ x  !r}'", "t[{` x  `!r}@2-10]@0-11"),
    ("t'{x  = }'", "t[\"x  = \"@3-8 {`x  `!r}@2-9]@0-10"),
    ("t'{x:>{w}}'", "t[{`x`:f[\">\"@5-6 {w}@6-9]@4-9}@2-10]@0-11"),
  ])
  func templates(_ text: String, _ expected: String) throws {
    #expect(try describe(text) == expected)
  }

  @Test(arguments: [
    ("f'{a!x}'", "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'"),
    ("t'{a! r}'", "t-string: conversion type must come right after the exclamation mark"),
    ("f'{}", "f-string: valid expression required before '}'"),
    ("t'' t'' ''", "cannot mix t-string literals with string or bytes literals"),
    ("f'{x}\\x'", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: truncated \\xXX escape"),
  ])
  func faults(_ text: String, _ message: String) throws {
    #expect(try parseError(text) == message)
  }
}
