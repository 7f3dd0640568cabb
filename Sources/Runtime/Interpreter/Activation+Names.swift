import Bytecode
import CRuntime

// Variables, by whatever they are: registers, cells, the globals, a class body's namespace.

extension Activation {
  /// A variable's value goes into a cell, which takes its place.
  @inline(__always)
  func makeCell() throws(Raised) { setA(try Cell.make(context, frame.register(operands.a).pointee).value) }

  private var globals: Dict { Dict(frame.function.pointer.pointee.globals) }

  // MARK: Registers and cells

  func checkBound() throws(Raised) {
    if frame.register(operands.a).pointee == .unbound { throw raiseUnbound(register: operands.a) }
  }

  func loadCell() throws(Raised) {
    let content = Cell(frame.register(operands.b).pointee).content
    if content == .unbound { throw raiseUnbound(register: operands.b) }
    setA(content)
  }

  func deleteCell() throws(Raised) {
    let cell = Cell(frame.register(operands.a).pointee)
    if cell.content == .unbound { throw raiseUnbound(register: operands.a) }
    cell.content = .unbound
  }

  func loadFree() throws(Raised) {
    let content = frame.freeCell(Int(operands.b)).content
    if content == .unbound { throw raiseUnbound(free: operands.b) }
    setA(content)
  }

  func deleteFree() throws(Raised) {
    let cell = frame.freeCell(Int(operands.a))
    if cell.content == .unbound { throw raiseUnbound(free: operands.a) }
    cell.content = .unbound
  }

  /// A variable without a value. The name is that of the parameter, variable or cell whose register it is.
  @inline(never)
  private func raiseUnbound(register: Int32) -> Raised {
    let header = frame.code.portable.header
    var name = ""
    if Int(register) < header.variableNames.count { name = header.variableNames[Int(register)].string }
    for (index, cell) in header.cellRegisters.enumerated() where cell.index == register {
      name = header.cellNames[index].string
    }
    return context.raiseNameError(
      .unboundLocalError, "cannot access local variable '\(name)' where it is not associated with a value", name)
  }

  @inline(never)
  private func raiseUnbound(free index: Int32) -> Raised {
    let name = frame.code.portable.header.freeNames[Int(index)].string
    return context.raiseNameError(
      .nameError,
      "cannot access free variable '\(name)' where it is not associated with a value in enclosing scope", name)
  }

  // MARK: Namespaces

  func loadLocals() throws(Raised) {
    if frame.pointee.locals.isEmpty { throw context.raise(.systemError, "no locals") }
    setA(frame.pointee.locals)
  }

  func loadName() throws(Raised) {
    let name = frame.name(operands.b)
    if frame.localsAreGlobals { try cacheGlobal(name, as: .loadNameCell) }
    let found = try context.mappingValue(frame.pointee.locals, name)
    setA(found.isEmpty ? try global(name) : found)
  }

  func storeName() throws(Raised) {
    let name = frame.name(operands.a)
    try context.setItem(of: frame.pointee.locals, name, to: frame.valueB(operands))
    if frame.localsAreGlobals { try cacheGlobalStore(name) }
  }

  func deleteName() throws(Raised) {
    let name = frame.name(operands.a)
    do throws(Raised) {
      try context.setItem(of: frame.pointee.locals, name, to: .empty)
    } catch {
      if !context.isPending(.keyError) { throw error }
      context.pointee.pendingException = .empty
      throw raiseUndefined(name)
    }
  }

  func loadGlobal() throws(Raised) {
    let name = frame.name(operands.b)
    try cacheGlobal(name, as: .loadGlobalCell)
    setA(try global(name))
  }

  func storeGlobal() throws(Raised) {
    let name = frame.name(operands.a)
    try globals.set(context, name, to: frame.valueB(operands))
    try cacheGlobalStore(name)
  }

  /// A specialised instruction that its cache does not serve is what it was compiled as again.
  func withoutCache() throws(Raised) -> Outcome {
    let code = frame.code
    code.restore(frame.currentWord)
    return try perform(context, frame, code.originalWord(frame.currentWord).trustedOpcode, operands)
  }

  func deleteGlobal() throws(Raised) {
    let name = frame.name(operands.a)
    if try globals.remove(context, name).isEmpty { throw raiseUndefined(name) }
  }

  func loadMappingOrGlobal() throws(Raised) {
    let name = frame.name(operands.c)
    let found = try context.mappingValue(frame.register(operands.b).pointee, name)
    setA(found.isEmpty ? try global(name) : found)
  }

  func loadMappingOrCell() throws(Raised) {
    let header = frame.code.portable.header
    for (index, register) in header.cellRegisters.enumerated() where register.index == operands.c {
      let name = try context.interned(header.cellNames[index])
      let found = try context.mappingValue(frame.register(operands.b).pointee, name)
      let content = found.isEmpty ? Cell(frame.register(operands.c).pointee).content : found
      if content == .unbound { throw raiseUnbound(register: operands.c) }
      setA(content)
    }
  }

  func loadMappingOrFree() throws(Raised) {
    let name = try context.interned(frame.code.portable.header.freeNames[Int(operands.c)])
    let found = try context.mappingValue(frame.register(operands.b).pointee, name)
    let content = found.isEmpty ? frame.freeCell(Int(operands.c)).content : found
    if content == .unbound { throw raiseUnbound(free: operands.c) }
    setA(content)
  }

  /// A global variable, or a built-in.
  private func global(_ name: Value) throws(Raised) -> Value {
    let found = try context.mappingValue(frame.function.pointer.pointee.globals, name)
    if !found.isEmpty { return found }
    let builtin = try context.mappingValue(frame.function.pointer.pointee.builtins, name)
    if builtin.isEmpty { throw raiseUndefined(name) }
    return builtin
  }

  @inline(never)
  private func raiseUndefined(_ name: Value) -> Raised {
    let text = String(Text(name))
    return context.raiseNameError(.nameError, "name '\(text)' is not defined", text)
  }
}

extension Context {
  /// What a namespace has under a name: a dict's value, or any mapping's `__getitem__`; *empty* where it has none.
  func mappingValue(_ namespace: Value, _ name: Value) throws(Raised) -> Value {
    if namespace.isEmpty { return .empty }
    if let dict = Dict(ifExactly: namespace) { return try dict.value(self, for: name) }
    do throws(Raised) {
      return try item(of: namespace, name)
    } catch {
      if !isPending(.keyError) { throw error }
      pointee.pendingException = .empty
      return .empty
    }
  }

  /// NameError and its kind, with its `name`, from which tracebacks make suggestions.
  func raiseNameError(_ kind: ExceptionKind, _ message: String, _ name: String) -> Raised {
    let raised = raise(kind, message)
    if let exception = Exception(ifHas: pointee.pendingException), let text = try? Text.make(self, name) {
      store(text.value, to: exception.field(0))
    }
    return raised
  }
}
