import Syntax

/// Finds out which variable each symbol is.
///
/// One walk over the scopes, outer ones first: on the way down a name resolves against what the enclosing
/// scopes bind, on the way up the names that inner scopes take from outside become cells of the scope that
/// binds them and pass through those between.
///
/// What is bound at a point is a byte per name, restored when a scope is left. The free names of inner scopes
/// are a stack: each scope leaves its own on top, and its parent takes them off:
///
///     │ frees of the scopes around … │ own frees │ frees of child 1 │ frees of child 2 │
///                                    ▲ resolve(scope) starts here
struct ScopeAnalysis: ~Copyable {
  private var table: SymbolTable
  /// For each name, how the scopes around bind it.
  private var visible: Arena<UInt8>
  private var restores = Arena<Restore>(capacity: 256)
  private var free = Arena<Name>(capacity: 256)
  /// For each name, the last set of names it was put into; see `serial`.
  private var marks: Arena<UInt32>
  private var serial: UInt32 = 0

  /// Bits of `visible`: an enclosing function binds the name; it is a type parameter.
  private static var bound: UInt8 { 1 }
  private static var typeParameter: UInt8 { 2 }

  /// Not private: Swift 6.3.1 emits a broken module for a private argument of a noncopyable generic type.
  struct Restore: BitwiseCopyable {
    var name: Name
    var bits: UInt8
  }

  init(of table: consuming SymbolTable) {
    visible = Arena(zeroes: table.nameCount)
    marks = Arena(zeroes: table.nameCount)
    self.table = table
  }

  consuming func finished() -> SymbolTable { table }

  mutating func resolveAll() throws(SyntaxError) { try resolve(.module, seeing: .absent) }

  /// Resolves a scope and those inside it, and leaves its free names on the stack, each once. `seenClass` is
  /// the class whose names an annotation scope sees.
  private mutating func resolve(_ scope: ScopeIndex, seeing seenClass: ScopeIndex) throws(SyntaxError) {
    let kind = table[scope].kind
    let restoreStart = restores.count
    let ownStart = free.count
    var index = table[scope].firstSymbol
    while index.word != 0 {
      try resolve(index, in: scope, kind, seeing: seenClass)
      index = table[index].next
    }
    let innerStart = free.count
    if kind == .class {
      setVisible(Name(.class), Self.bound)
      setVisible(Name(.classDict), Self.bound)
      setVisible(Name(.conditionalAnnotations), Self.bound)
    }
    let hasCells = try resolveChildren(of: scope, kind, seeing: seenClass)
    restoreVisible(to: restoreStart)
    if free.count > innerStart || hasCells { settleFreeNames(of: scope, kind, ownStart, innerStart) }
  }

  // MARK: A symbol

  private mutating func resolve(
    _ index: SymbolIndex, in scope: ScopeIndex, _ kind: ScopeKind, seeing seenClass: ScopeIndex
  ) throws(SyntaxError) {
    let (name, flags) = (table[index].name, table[index].flags)
    if flags.contains(.global) {
      if flags.contains(.nonlocal) { throw error("name '\(table.string(name))' is nonlocal and global", name, scope) }
      table[index].binding = .globalExplicit
      if kind != .class { setVisible(name, visible[Int(name.index)] & ~Self.bound) }
    } else if flags.contains(.nonlocal) {
      try checkNonlocal(name, scope, kind)
      table[index].binding = .free
      free.append(name)
    } else if !flags.isDisjoint(with: .bound) {
      table[index].binding = .local
      var bits = visible[Int(name.index)] & ~Self.typeParameter
      if flags.contains(.typeParameter) { bits |= Self.typeParameter }
      if kind.isFunctionLike { bits |= Self.bound }
      setVisible(name, bits)
    } else {
      table[index].binding = bindingOfUse(name, seeing: seenClass)
      if table[index].binding == .free { free.append(name) }
    }
  }

  private func checkNonlocal(_ name: Name, _ scope: ScopeIndex, _ kind: ScopeKind) throws(SyntaxError) {
    if kind == .module { throw error("nonlocal declaration not allowed at module level", name, scope) }
    let bits = visible[Int(name.index)]
    if bits & Self.bound == 0 { throw error("no binding for nonlocal '\(table.string(name))' found", name, scope) }
    if bits & Self.typeParameter != 0 {
      throw error("nonlocal binding not allowed for type parameter '\(table.string(name))'", name, scope)
    }
  }

  private func bindingOfUse(_ name: Name, seeing seenClass: ScopeIndex) -> Binding {
    // A name of the class itself is looked up there at run time, then among globals: never in a function
    // around the class. The cells that every class has are no names of its own.
    if !seenClass.isAbsent, !isClassCell(name), let inClass = table.lookup(name, in: seenClass)?.flags {
      if inClass.contains(.global) { return .globalExplicit }
      if !inClass.isDisjoint(with: .bound) && !inClass.contains(.nonlocal) { return .globalImplicit }
    }
    return visible[Int(name.index)] & Self.bound != 0 ? .free : .globalImplicit
  }

  /// An error at the statement that declares a name.
  private func error(_ message: String, _ name: Name, _ scope: ScopeIndex) -> SyntaxError {
    var range = SourceRange.none
    for index in 0..<table.declarations.count {
      let declaration = table.declarations[index]
      guard declaration.scope == scope && declaration.name == name else { continue }
      range = table.tree.range(of: Statement(offset: declaration.node))
      break
    }
    return SyntaxError(compiling: message, at: range)
  }

  @inline(__always)
  private mutating func setVisible(_ name: Name, _ bits: UInt8) {
    let old = visible[Int(name.index)]
    if old == bits { return }
    restores.append(Restore(name: name, bits: old))
    visible[Int(name.index)] = bits
  }

  private mutating func restoreVisible(to start: Int) {
    var index = restores.count
    while index > start {
      index -= 1
      visible[Int(restores[index].name.index)] = restores[index].bits
    }
    restores.truncate(to: start)
  }

  // MARK: Inner scopes

  /// Resolves the scopes inside one and dissolves those of inlined comprehensions; whether these brought cells.
  private mutating func resolveChildren(
    of scope: ScopeIndex, _ kind: ScopeKind, seeing seenClass: ScopeIndex
  ) throws(SyntaxError) -> Bool {
    let seesClassScope = table[scope].flags.contains(.seesClassScope)
    var hasCells = false
    var previous = ScopeIndex.absent
    var child = table[scope].firstChild
    while !child.isAbsent {
      let start = free.count
      let childSees = table[child].flags.contains(.seesClassScope)
      try resolve(child, seeing: !childSees ? .absent : kind == .class ? scope : seenClass)
      let next = table[child].nextSibling
      let comprehension = table[child].comprehension
      if comprehension != .none && comprehension != .generator && !seesClassScope {
        table[child].flags.insert(.inlined)
        if inline(child, into: scope, kind, freeStart: start) { hasCells = true }
        // Its children take its place.
        let (first, last) = (table[child].firstChild, table[child].lastChild)
        let replacement = first.isAbsent ? next : first
        if previous.isAbsent {
          table[scope].firstChild = replacement
        } else {
          table[previous].nextSibling = replacement
        }
        if !last.isAbsent {
          table[last].nextSibling = next
          previous = last
        }
      } else {
        previous = child
      }
      child = next
    }
    table[scope].lastChild = previous
    return hasCells
  }

  /// Gives the scope around a comprehension the comprehension's symbols (PEP 709); whether there are cells among
  /// them. The comprehension's free names stand on the stack from `freeStart`.
  private mutating func inline(
    _ comprehension: ScopeIndex, into scope: ScopeIndex, _ kind: ScopeKind, freeStart: Int
  ) -> Bool {
    var hasCells = false
    var index = table[comprehension].firstSymbol
    while index.word != 0 {
      let symbol = table[index]
      if !symbol.flags.contains(.parameter) {
        let isCell = inline(index, from: comprehension, into: scope, kind, freeStart: freeStart)
        hasCells = hasCells || isCell
      }
      index = symbol.next
    }
    return hasCells
  }

  /// Gives the scope around a comprehension one of its symbols; whether that is a cell.
  private mutating func inline(
    _ index: SymbolIndex, from comprehension: ScopeIndex, into scope: ScopeIndex, _ kind: ScopeKind, freeStart: Int
  ) -> Bool {
    let symbol = table[index]
    let outer = SymbolIndex(word: table.symbolsByName[scope.word, symbol.name.word])
    if outer.word == 0 {
      var binding = symbol.binding
      if binding == .free && kind == .class && isClassCell(symbol.name) {
        // Without a function of its own it does not reach the class's cell.
        binding = .globalImplicit
        if !isFree(symbol.name, inChildrenOf: comprehension) { forget(symbol.name, from: freeStart) }
        table[index].binding = binding
      }
      table.addSymbol(symbol.name, symbol.flags, binding, to: scope)
    } else if !table[outer].flags.isDisjoint(with: .bound) && kind != .class
      && !isFree(symbol.name, inChildrenOf: comprehension)
    {
      // What was free in the comprehension is the scope's own variable now.
      forget(symbol.name, from: freeStart)
    }
    guard symbol.binding == .cell || symbol.flags.contains(.comprehensionCell) else { return false }
    table[SymbolIndex(word: table.symbolsByName[scope.word, symbol.name.word])].flags.insert(.comprehensionCell)
    return true
  }

  /// Whether a name is one of the cells that a class has for scopes inside it.
  private func isClassCell(_ name: Name) -> Bool {
    name == .class || name == .classDict || name == .conditionalAnnotations
  }

  private func isFree(_ name: Name, inChildrenOf comprehension: ScopeIndex) -> Bool {
    for child in table.children(of: comprehension) where table.lookup(name, in: child)?.binding == .free {
      return true
    }
    return false
  }

  /// Takes a name off the free names from `start`.
  private mutating func forget(_ name: Name, from start: Int) {
    var kept = start
    for index in start..<free.count where free[index] != name {
      free[kept] = free[index]
      kept += 1
    }
    free.truncate(to: kept)
  }

  // MARK: Free names on the way up

  /// Decides what the free names of inner scopes, on the stack from `innerStart`, are in a scope: cells, or
  /// free in it as well. Leaves its free names on the stack from `ownStart`.
  private mutating func settleFreeNames(
    of scope: ScopeIndex, _ kind: ScopeKind, _ ownStart: Int, _ innerStart: Int
  ) {
    serial += 1
    for index in innerStart..<free.count { marks[Int(free[index].index)] = serial }
    if kind.isFunctionLike {
      markCells(of: scope)
    } else if kind == .class {
      dropClassCells(of: scope)
    }
    let isClassLike = kind == .class || table[scope].flags.contains(.seesClassScope)
    // Names marked are those left; unmarking what is settled drops repetitions, too.
    var kept = innerStart
    for index in innerStart..<free.count where marks[Int(free[index].index)] == serial {
      let name = free[index]
      marks[Int(name.index)] = 0
      free[kept] = name
      kept += 1
      let symbol = SymbolIndex(word: table.symbolsByName[scope.word, name.word])
      if symbol.word != 0 {
        if isClassLike { table[symbol].flags.insert(.freeInClass) }
      } else if kind == .module || visible[Int(name.index)] & Self.bound != 0 {
        table.addSymbol(name, [], .free, to: scope)
      }
    }
    free.truncate(to: kept)
    // A name of the scope's own and of inner scopes counts once.
    serial += 1
    for index in ownStart..<innerStart { marks[Int(free[index].index)] = serial }
    kept = innerStart
    for index in innerStart..<free.count where marks[Int(free[index].index)] != serial {
      free[kept] = free[index]
      kept += 1
    }
    free.truncate(to: kept)
  }

  /// Makes the local variables that inner scopes use cells.
  private mutating func markCells(of scope: ScopeIndex) {
    var index = table[scope].firstSymbol
    while index.word != 0 {
      let symbol = table[index]
      if symbol.binding == .local {
        let isFree = marks[Int(symbol.name.index)] == serial
        if isFree || symbol.flags.contains(.comprehensionCell) {
          table[index].binding = .cell
          marks[Int(symbol.name.index)] = 0
        }
      }
      index = symbol.next
    }
  }

  /// Gives a class the cells of its own that inner scopes use.
  private mutating func dropClassCells(of scope: ScopeIndex) {
    if take(Name(.class)) { table[scope].flags.insert(.needsClassCell) }
    if take(Name(.classDict)) { table[scope].flags.insert(.needsClassDictCell) }
    if take(Name(.conditionalAnnotations)) { table[scope].flags.insert(.conditionalAnnotations) }
  }

  /// Unmarks a name; whether it was marked.
  private mutating func take(_ name: Name) -> Bool {
    guard marks[Int(name.index)] == serial else { return false }
    marks[Int(name.index)] = 0
    return true
  }
}
