import Bytecode
import CRuntime

extension Code {
  static var replacementSignature: StaticString {
    """
    (self, /, *, co_name=<unset>, co_qualname=<unset>, co_filename=<unset>, co_firstlineno=<unset>, co_flags=<unset>, \
    co_consts=<unset>, co_argcount=<unset>, co_posonlyargcount=<unset>, co_kwonlyargcount=<unset>, co_nlocals=<unset>, \
    co_stacksize=<unset>, co_code=<unset>, co_names=<unset>, co_varnames=<unset>, co_freevars=<unset>, \
    co_cellvars=<unset>, co_linetable=<unset>, co_exceptiontable=<unset>) \
    shown ($self, /, **changes)
    """
  }

  /// `replace()`: a copy of which some attributes are others; `changes` has a value or *empty* for each of
  /// `replacementSignature`. What instructions rely on unchecked (the variables, their number, what kind of function it
  /// is) must stay: the code was verified with it.
  func replacing(_ context: Context, _ changes: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    var header = portable.header
    let size = MemoryLayout<CodeLayout>.size
    let copy = Code(pointer: try context.allocate(size, .plain).assumingMemoryBound(to: CodeLayout.self))
    copy.pointer.pointee = pointer.pointee
    // The copy has a reference of its own to what the compiler made.
    copy.pointer.pointee.portable = .passRetained(portable)
    copy.pointer.pointee.liveness = nil
    copy.pointer.pointee.monitoring = 0
    copy.register(context)
    try copy.separate(context)
    if let name = try text(context, changes[0], "co_name") {
      header.name = Bytecode.Text(String(name))
      copy.pointer.pointee.name = name.value
    }
    if let name = try text(context, changes[1], "co_qualname") {
      header.qualifiedName = Bytecode.Text(String(name))
      copy.pointer.pointee.qualifiedName = name.value
    }
    if let name = try text(context, changes[2], "co_filename") {
      header.filename = Bytecode.Text(String(name))
      copy.pointer.pointee.filename = name.value
    }
    if !changes[3].isEmpty { header.firstLine = Int32(clamping: try context.machineIndex(of: changes[3])) }
    if !changes[4].isEmpty {
      let flags = CodeFlags(rawValue: UInt32(truncatingIfNeeded: try context.machineIndex(of: changes[4])))
      let fixed: CodeFlags = [
        .optimized, .newLocals, .variableArguments, .variableKeywords, .generator, .coroutine, .asyncGenerator,
      ]
      if !flags.symmetricDifference(header.flags).isDisjoint(with: fixed) {
        throw context.raise(.valueError, "code: co_flags may not change what kind of function the code is")
      }
      header.flags = flags
      copy.pointer.pointee.flags = flags.rawValue
    }
    if !changes[5].isEmpty { try copy.replaceConstants(context, changes[5]) }
    for (index, name) in Code.fixedAttributes.enumerated() where !changes[6 + index].isEmpty {
      let own = try context.getAttribute(value, Text.interned(context, Text.make(context, name)).value)
      if try !context.areEqual(own, changes[6 + index]) {
        throw context.raise(.valueError, "code: \(name) cannot be replaced")
      }
    }
    let replaced = portable.replacing(header)
    copy.pointer.pointee.portable.release()
    copy.pointer.pointee.portable = .passRetained(replaced)
    return copy.value
  }

  private static let fixedAttributes: [StaticString] = [
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_code", "co_names",
    "co_varnames", "co_freevars", "co_cellvars", "co_linetable", "co_exceptiontable",
  ]

  private func text(_ context: Context, _ value: Value, _ name: StaticString) throws(Raised) -> Text? {
    if value.isEmpty { return nil }
    guard let text = Text(ifHas: value) else {
      throw context.raise(.typeError, "replace() argument '\(name)' must be str, not \(context.typeName(of: value))")
    }
    return try Text.interned(context, text)
  }

  /// Instructions name constants by their places and rely on the types of some. A tuple may be what an instruction reads
  /// its operands from, and nested code must find its cells where it is made into a function.
  private func replaceConstants(_ context: Context, _ value: Value) throws(Raised) {
    guard let given = Tuple(ifHas: value) else {
      throw context.raise(
        .typeError, "replace() argument 'co_consts' must be tuple, not \(context.typeName(of: value))")
    }
    let count = portable.constants.count
    for index in 0..<count {
      let own = pointer.pointee.constants[index]
      guard index < given.count, Code.isReplaceable(context, own, by: given[index]) else {
        throw context.raise(.valueError, "code: co_consts does not fit the code")
      }
      store(given[index], to: pointer.pointee.constants + index)
    }
  }

  private static func isReplaceable(_ context: Context, _ own: Value, by other: Value) -> Bool {
    if context.isIdentical(own, other) { return true }
    if let code = Code(ifExactly: own) {
      guard let other = Code(ifExactly: other) else { return false }
      return code.portable.header.captures == other.portable.header.captures
    }
    return Tuple(ifExactly: own) == nil && context.type(of: own) == context.type(of: other)
  }
}
