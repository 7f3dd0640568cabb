// The two import statements.

extension Parser {
  /// import_name: 'import' ','.dotted_as_name+
  mutating func parseImport() throws(SyntaxError) -> Statement {
    let start = token.range
    let mark = children.mark
    repeat {
      try advance()
      let nameStart = token.range
      let name = try parseDottedName()
      let alias = try take(.as) ? try expectName() : nil
      children.push(tree.add(AliasNode(name: name, asname: alias), at: range(from: nameStart)))
    } while kind == .comma
    return tree.add(.import(names: popList(from: mark)), at: range(from: start))
  }

  /// import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
  ///   | 'from' ('.' | '...')+ 'import' import_from_targets
  mutating func parseImportFrom() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    var level: Int32 = 0
    while kind == .dot || kind == .ellipsis {
      level += kind == .dot ? 1 : 3
      try advance()
    }
    let module = level > 0 && kind == .import ? nil : try parseDottedName()
    try expect(.import)
    let names = try parseImportFromTargets()
    if level == 0, let module, module == .future { noteFutureImports(names) }
    return tree.add(.importFrom(module: module, names: names, level: level), at: range(from: start))
  }

  /// One future feature changes what follows in the source.
  private mutating func noteFutureImports(_ names: NodeList<Alias>) {
    for alias in tree[names] where tree[tree[alias].name].elementsEqual("barry_as_FLUFL".utf8) {
      lexer.barryAsBDFL = true
    }
  }

  /// import_from_targets: '(' import_from_as_names ','? ')' | import_from_as_names | '*'
  private mutating func parseImportFromTargets() throws(SyntaxError) -> NodeList<Alias> {
    let mark = children.mark
    if kind == .star {
      children.push(tree.add(AliasNode(name: tree.intern("*"), asname: nil), at: token.range))
      try advance()
    } else if try take(.leftParenthesis) {
      repeat { children.push(try parseImportFromAlias()) } while try take(.comma) && kind != .rightParenthesis
      try expect(.rightParenthesis)
    } else {
      repeat { children.push(try parseImportFromAlias()) } while try take(.comma)
    }
    return popList(from: mark)
  }

  /// import_from_as_name: NAME ['as' NAME]
  private mutating func parseImportFromAlias() throws(SyntaxError) -> Alias {
    let start = token.range
    let name = try expectName()
    let alias = try take(.as) ? try expectName() : nil
    return tree.add(AliasNode(name: name, asname: alias), at: range(from: start))
  }

  /// dotted_name: '.'.NAME+
  private mutating func parseDottedName() throws(SyntaxError) -> Name {
    var name = try expectName()
    if kind != .dot { return name }
    var text = Array(tree[name])
    while try take(.dot) {
      name = try expectName()
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: tree[name])
    }
    return text.withUnsafeBufferPointer { tree.intern($0) }
  }
}
