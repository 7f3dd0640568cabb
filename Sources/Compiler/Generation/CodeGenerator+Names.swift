import Bytecode
import Syntax

/// Which instruction reads and writes a name.
enum Variable: BitwiseCopyable {
  case register(Register)
  case cell(Register)
  case free(FreeIndex)
  /// A name that the namespace of a class may hold, else an enclosing function's cell, else the globals.
  case mappingOrCell(Register)
  case mappingOrFree(FreeIndex)
  case mappingOrGlobal(NameIndex)
  case global(NameIndex)
  /// An entry of the local namespace of a module's or class's body.
  case name(NameIndex)
}

extension CodeGenerator {
  // MARK: Indices

  /// The index of a name in `co_names`.
  mutating func nameIndex(_ name: Name) -> NameIndex {
    let next = UInt32(truncatingIfNeeded: unit.names.count) + 1
    let index = nameIndices.value(unit.number, name.word, orInsert: next)
    if index == next { unit.names.append(name) }
    return NameIndex(Int(index) - 1)
  }

  /// The index of a name that the source need not spell.
  mutating func nameIndex(_ text: StaticString) -> NameIndex { nameIndex(table.intern(text.bytes)) }

  /// The index of an attribute's name, mangled in a class.
  mutating func attributeIndex(_ name: Name) -> NameIndex { nameIndex(mangled(name)) }

  mutating func mangled(_ name: Name) -> Name {
    unit.privateClass.index == 0 ? name : table.mangle(name, in: unit.scope)
  }

  /// The register of a variable, which gets the next one when it is mentioned first.
  mutating func register(of name: Name) -> Register {
    let next = UInt32(truncatingIfNeeded: unit.variables.count) + 1
    let register = variableRegisters.value(unit.number, name.word, orInsert: next)
    if register == next {
      unit.variables.append(name)
      if unbindableNames[unit.number, name.word] != 0 { unit.unbindable.insert(Register(Int(register) - 1)) }
    }
    return Register(Int(register) - 1)
  }

  /// The register of a name's variable, if it has one here already.
  ///
  /// A target that is yet to be mentioned gets its register only after the expression that is assigned to it
  /// if that may mention others first: `co_varnames` has them in that order.
  mutating func settledRegister(of name: Name, assigned expression: Expression) -> Register? {
    let name = mangled(name)
    guard unit.isFunctionLike || !unit.inlined.isEmpty else { return nil }
    var isOwn = false
    for scope in unit.inlined.reversed() where !isOwn {
      if let binding = table.lookup(name, in: scope)?.binding {
        if binding == .local { isOwn = true }
        if binding == .cell { return nil }
      }
    }
    if !isOwn { guard unit.isFunctionLike, table.lookup(name, in: unit.scope)?.binding == .local else { return nil } }
    let known = variableRegisters[unit.number, name.word]
    if known != 0 { return Register(Int(known) - 1) }
    if unit.hasInnerVariables, !isAtom(expression) { return nil }
    if case .name(let source, _) = tree[expression] { _ = variable(source) }
    return register(of: name)
  }

  func cell(_ name: Name) -> Register { Register(Int(cellRegisters[unit.number, name.word]) - 1) }

  func freeIndex(of name: Name) -> FreeIndex { FreeIndex(Int(freeIndices[unit.number, name.word]) - 1) }

  private func isFreeHere(_ name: Name) -> Bool { freeIndices[unit.number, name.word] != 0 }

  // MARK: Resolution

  /// The variable that a name of the source means here.
  mutating func variable(_ name: Name) -> Variable {
    let name = mangled(name)
    // An inlined comprehension has variables of its own. What else it names is as around it, except in a
    // class body, whose names it does not see.
    if !unit.inlined.isEmpty {
      var isFree = false
      for scope in unit.inlined.reversed() {
        guard let symbol = table.lookup(name, in: scope) else { continue }
        switch symbol.binding {
        case .local: return .register(register(of: name))
        case .cell: return .cell(cell(name))
        // Free in this comprehension it may be a variable of one around it.
        case .free where unit.kind == .class: isFree = true
        case .globalImplicit where unit.kind == .class, .globalExplicit where unit.kind == .class:
          return .global(nameIndex(name))
        // The function's variable of that name is another comprehension's.
        case .globalImplicit where unit.isFunctionLike && !unit.seesClassScope: return .global(nameIndex(name))
        default: continue
        }
      }
      // Without a function of its own it does not reach the cells that a class has for scopes inside it.
      if isFree { return isFreeHere(name) ? .free(freeIndex(of: name)) : .global(nameIndex(name)) }
    }
    guard let symbol = table.lookup(name, in: unit.scope) else { return .name(nameIndex(name)) }
    switch symbol.binding {
    case .local where unit.isFunctionLike: return .register(register(of: name))
    case .cell: return unit.kind == .class ? .mappingOrCell(cell(name)) : .cell(cell(name))
    case .free:
      let seesClass = unit.kind == .class || unit.seesClassScope && name != .classDict
      return seesClass ? .mappingOrFree(freeIndex(of: name)) : .free(freeIndex(of: name))
    case .globalExplicit: return .global(nameIndex(name))
    case .globalImplicit where unit.isFunctionLike:
      return unit.seesClassScope ? .mappingOrGlobal(nameIndex(name)) : .global(nameIndex(name))
    default: return .name(nameIndex(name))
    }
  }

  // MARK: Reading

  /// The value of a name: where it stands, if that is a register.
  mutating func load(_ name: Name, into destination: Register?) -> Value {
    if name == .debug { return deliver(pool.boolean(options.optimization == 0), into: destination) }
    return load(variable(name), into: destination)
  }

  mutating func load(_ variable: Variable, into destination: Register?) -> Value {
    if case .register(let register) = variable {
      checkBound(register)
      return deliver(.register(register), into: destination)
    }
    let mark = unit.top
    var mapping: Register?
    switch variable {
    case .mappingOrCell, .mappingOrFree, .mappingOrGlobal: mapping = loadClassNamespace()
    default: break
    }
    unit.top = mark
    let result = destination ?? unit.push()
    switch variable {
    case .register: break
    case .cell(let cell): unit.code.loadCell(result: result, cell: cell)
    case .free(let index): unit.code.loadFree(result: result, variable: index)
    case .mappingOrCell(let cell): unit.code.loadMappingOrCell(result: result, mapping: mapping ?? result, cell: cell)
    case .mappingOrFree(let index):
      unit.code.loadMappingOrFree(result: result, mapping: mapping ?? result, variable: index)
    case .mappingOrGlobal(let key): unit.code.loadMappingOrGlobal(result: result, mapping: mapping ?? result, key: key)
    case .global(let key): unit.code.loadGlobal(result: result, key: key)
    case .name(let key): unit.code.loadName(result: result, key: key)
    }
    return .register(result)
  }

  /// The namespace of the class body that this is, or of the class that this annotation is in.
  private mutating func loadClassNamespace() -> Register {
    let mapping = unit.push()
    if unit.kind == .class {
      unit.code.loadLocals(result: mapping)
    } else {
      unit.code.loadFree(result: mapping, variable: freeIndex(of: Name(.classDict)))
    }
    return mapping
  }

  /// From here on the variable is bound, or UnboundLocalError was raised.
  mutating func checkBound(_ variable: Register) {
    if unit.bound.contains(variable) { return }
    unit.code.checkBound(variable: variable)
    unit.bound.insert(variable)
  }

  // MARK: Writing

  mutating func store(_ value: Value, to name: Name) { store(value, to: variable(name)) }

  mutating func store(_ value: Value, to variable: Variable) {
    switch variable {
    case .register(let register):
      move(value, to: register)
      unit.bound.insert(register)
    case .cell(let cell), .mappingOrCell(let cell): unit.code.storeCell(cell: cell, value: operand(value))
    case .free(let index), .mappingOrFree(let index): unit.code.storeFree(variable: index, value: operand(value))
    case .global(let key), .mappingOrGlobal(let key): unit.code.storeGlobal(key: key, value: operand(value))
    case .name(let key): unit.code.storeName(key: key, value: operand(value))
    }
  }

  mutating func delete(_ name: Name) {
    switch variable(name) {
    case .register(let register):
      checkBound(register)
      unbind(register)
    case .cell(let cell), .mappingOrCell(let cell): unit.code.deleteCell(cell: cell)
    case .free(let index), .mappingOrFree(let index): unit.code.deleteFree(variable: index)
    case .global(let key), .mappingOrGlobal(let key): unit.code.deleteGlobal(key: key)
    case .name(let key): unit.code.deleteName(key: key)
    }
  }

  mutating func unbind(_ variable: Register) {
    unit.code.unbind(variable: variable)
    unit.bound.remove(variable)
  }

  /// `name = None; del name`: what ends `except … as name`. It never fails, whatever the handler did to the name.
  mutating func clear(_ name: Name) {
    if case .register(let register) = variable(name) { return unbind(register) }
    store(pool.none, to: name)
    delete(name)
  }

  // MARK: Inlined comprehensions

  /// For each scope, how many variables the comprehensions that run inline in it add to its own.
  static func comprehensionVariables(of table: borrowing SymbolTable) -> [Int32] {
    var extra = [Int32](repeating: 0, count: table.scopes.count)
    var seen = PairMap(capacity: 64)
    for index in 1..<max(1, table.scopes.count) {
      let scope = ScopeIndex(word: UInt32(truncatingIfNeeded: index))
      guard table[scope].flags.contains(.inlined) else { continue }
      var owner = table[scope].parent
      while table[owner].flags.contains(.inlined) { owner = table[owner].parent }
      let hasRegisters = table[owner].kind.isFunctionLike
      for symbol in table.symbols(of: scope) where symbol.binding == .local {
        if hasRegisters, let own = table.lookup(symbol.name, in: owner), own.binding == .local { continue }
        let fresh = seen[owner.word, symbol.name.word] == 0
        if fresh {
          _ = seen.value(owner.word, symbol.name.word, orInsert: 1)
          extra[Int(owner.word)] += 1
        }
      }
    }
    return extra
  }
}
