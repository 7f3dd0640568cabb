import Bytecode
import Syntax

extension CodeGenerator {
  /// The text of a name, made once.
  mutating func text(_ name: Name) -> Text {
    let index = Int(name.index)
    if index >= texts.count { texts.append(contentsOf: repeatElement(nil, count: index + 64 - texts.count)) }
    if let text = texts[index] { return text }
    let text = Text(table[name])
    texts[index] = text
    return text
  }

  // MARK: Nesting

  /// How many levels of nesting a code object counts for, by what it takes of the native stack.
  private static var unitDepth: Int { 3 }

  /// Starts the code object of a scope; the one so far is returned, for `finish` to take up again.
  mutating func begin(_ form: UnitForm, _ scope: ScopeIndex, name: Text, firstLine: Int32) -> Unit {
    unitCount += 1
    depth += Self.unitDepth
    var other = Unit(
      form, scope: scope, of: table, number: unitCount, name: name,
      qualifiedName: qualifiedName(of: name, form, scope), outerPrefix: Self.ownPrefix(of: unit), firstLine: firstLine)
    swap(&other, &unit)
    prepare()
    return other
  }

  /// The code of a scope, where the current unit has compiled it already: as part of a `finally` body, which is
  /// written more than once.
  func finishedCode(of scope: ScopeIndex) -> PooledConstant? {
    let index = finishedScopes[unit.number, scope.word]
    return index == 0 ? nil : PooledConstant(index: index - 1)
  }

  /// The finished code object, as a constant of the unit around it, which is current again.
  mutating func finish(restoring outer: consuming Unit) -> PooledConstant {
    let scope = unit.scope
    let constant = pool.add(.code(finishCode(restoring: outer)))
    _ = finishedScopes.value(unit.number, scope.word, orInsert: constant.index + 1)
    return constant
  }

  /// The finished code object; the unit around it is current again.
  mutating func finishCode(restoring outer: consuming Unit) -> CodeObject {
    var inner = outer
    swap(&inner, &unit)
    depth -= Self.unitDepth
    var captures: [Capture] = []
    for name in inner.freeNames { captures.append(capture(of: name)) }
    return codeObject(of: &inner, captures: captures)
  }

  mutating func codeObject(of unit: inout Unit, captures: [Capture]) -> CodeObject {
    var header = CodeHeader(
      name: unit.name, qualifiedName: unit.qualifiedName, filename: options.filename, firstLine: unit.firstLine)
    header.positionalCount = Int32(truncatingIfNeeded: unit.positionalCount)
    header.positionalOnlyCount = Int32(truncatingIfNeeded: unit.positionalOnlyCount)
    header.keywordOnlyCount = Int32(truncatingIfNeeded: unit.keywordOnlyCount)
    header.flags = flags(of: unit)
    header.variableNames = unit.variables.map { text($0) }
    if unit.form == .annotations, unit.showsFormat, !header.variableNames.isEmpty {
      header.variableNames[0] = Text("format")
    }
    header.cellNames = unit.cells.map { text($0) }
    header.cellRegisters = unit.cellRegisters
    header.freeNames = unit.freeNames.map { text($0) }
    header.captures = captures
    for name in unit.names { _ = unit.code.name(text(name)) }
    for constant in unit.constants { _ = unit.code.constant(pool[constant]) }
    return unit.code.finish(header, registerCount: unit.windowSize)
  }

  /// Lays out the registers of the current unit and gives its cells to it.
  private mutating func prepare() {
    let scope = unit.scope
    let isFunctionLike = unit.isFunctionLike
    var count = Int(extraVariables[Int(scope.word)])
    unit.hasInnerVariables = table[scope].flags.contains(.assignsInExpressions) || count > 0
    for symbol in table.symbols(of: scope) {
      if symbol.flags.contains(.parameter) {
        let register = register(of: symbol.name)
        unit.bound.insert(register)
      } else if isFunctionLike, symbol.binding == .local {
        count += 1
        if symbol.flags.contains(.comprehensionIterator) { unit.hasInnerVariables = true }
      }
    }
    unit.parameterCount = unit.variables.count
    unit.firstCell = unit.parameterCount + count
    unit.top = unit.firstCell
    unit.code.position = .none
    // Those of parameters come first, as they are declared; the others are sorted.
    var cells = table.cellVariables(of: scope)
    if unit.kind == .module, table[scope].flags.contains(.conditionalAnnotations) {
      cells.append(Name(.conditionalAnnotations))
    }
    for index in 0..<unit.parameterCount where cells.contains(unit.variables[index]) {
      unit.code.makeCell(variable: Register(index))
      addCell(unit.variables[index], Register(index))
    }
    for name in cells where cellRegisters[unit.number, name.word] == 0 {
      let register = unit.push()
      unit.code.newCell(cell: register)
      addCell(name, register)
    }
    unit.freeNames = table.freeVariables(of: scope)
    for (index, name) in unit.freeNames.enumerated() {
      _ = freeIndices.value(unit.number, name.word, orInsert: UInt32(truncatingIfNeeded: index) + 1)
    }
    unit.firstTemporary = unit.top
    unit.windowSize = unit.top
  }

  private mutating func addCell(_ name: Name, _ register: Register) {
    unit.cells.append(name)
    unit.cellRegisters.append(register)
    _ = cellRegisters.value(unit.number, name.word, orInsert: UInt32(bitPattern: register.index) + 1)
  }

  /// Prepares the unit of the module, which none is around.
  mutating func prepareModule() { prepare() }

  /// Where a function made here finds the cell of a name.
  private mutating func capture(of name: Name) -> Capture {
    for scope in unit.inlined.reversed() where table.lookup(name, in: scope)?.binding == .cell {
      return .register(cell(name))
    }
    if cellRegisters[unit.number, name.word] != 0, table.lookup(name, in: unit.scope)?.binding != .free || unit.kind == .class {
      return .register(cell(name))
    }
    return .free(freeIndex(of: name))
  }

  private mutating func qualifiedName(of name: Text, _ form: UnitForm, _ scope: ScopeIndex) -> Text {
    // `unit` is still the one around.
    if form == .function || form == .class {
      // A global of the module is called by its own name, wherever it is defined.
      let symbol = table.lookup(mangled(table[scope].name), in: unit.scope)
      if symbol?.binding == .globalExplicit { return name }
    }
    return Text(Self.prefix(of: unit).bytes + name.bytes)
  }

  /// What the names of those inside a unit begin with. Scopes of annotations and type parameters pass on what
  /// is around them.
  private static func prefix(of unit: borrowing Unit) -> Text {
    switch unit.form {
    case .typeParameters, .annotations: unit.outerPrefix
    default: ownPrefix(of: unit)
    }
  }

  private static func ownPrefix(of unit: borrowing Unit) -> Text {
    switch unit.form {
    case .module: Text("")
    case .function, .lambda: Text(unit.qualifiedName.bytes + Array(".<locals>.".utf8))
    default: Text(unit.qualifiedName.bytes + [UInt8(ascii: ".")])
    }
  }

  private func flags(of unit: borrowing Unit) -> CodeFlags {
    let scope = table[unit.scope]
    var flags = CodeFlags(rawValue: table.future.features.rawValue)
    flags.formUnion(options.inheritedFlags)
    if unit.isFunctionLike {
      flags.formUnion([.newLocals, .optimized])
      if scope.flags.contains(.nested) { flags.insert(.nested) }
      switch (isGenerator(unit.scope), scope.flags.contains(.coroutine)) {
      case (true, true): flags.insert(.asyncGenerator)
      case (true, false): flags.insert(.generator)
      case (false, true): flags.insert(.coroutine)
      case (false, false): break
      }
      if scope.flags.contains(.varArguments) { flags.insert(.variableArguments) }
      if scope.flags.contains(.varKeywords) { flags.insert(.variableKeywords) }
      if unit.isMethod { flags.insert(.method) }
      if unit.hasDocstring { flags.insert(.hasDocstring) }
    } else if unit.form == .module, options.allowsTopLevelAwait, scope.flags.contains(.coroutine) {
      flags.insert(scope.flags.contains(.generator) ? .asyncGenerator : .coroutine)
    }
    return flags
  }

  // MARK: Beginnings

  /// The first instruction of what runs as a generator or coroutine.
  mutating func startGenerator() {
    if isGenerator(unit.scope) || table[unit.scope].flags.contains(.coroutine) { unit.code.startGenerator() }
  }

  /// Whether the code of a scope yields.
  func isGenerator(_ scope: ScopeIndex) -> Bool {
    table[scope].flags.contains(.generator) || table[scope].comprehension == .generator
  }
}
