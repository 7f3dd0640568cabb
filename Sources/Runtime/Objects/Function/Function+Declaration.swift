import Bytecode
import CRuntime

extension Function {
  /// `types.FunctionType(code, globals, name, argdefs, closure, kwdefaults)`.
  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      guard let code = Code(ifExactly: a[1]) else {
        throw c.raise(.typeError, "function() argument 'code' must be code, not \(c.typeName(of: a[1]))")
      }
      guard let globals = Dict(ifHas: a[2]) else {
        throw c.raise(.typeError, "function() argument 'globals' must be dict, not \(c.typeName(of: a[2]))")
      }
      if a[3] != .none, Text(ifHas: a[3]) == nil { throw c.raise(.typeError, "arg 3 (name) must be None or string") }
      if a[4] != .none, Tuple(ifHas: a[4]) == nil { throw c.raise(.typeError, "arg 4 (defaults) must be None or tuple") }
      let closure = try closure(c, of: code, a[5])
      if a[6] != .none, Dict(ifHas: a[6]) == nil { throw c.raise(.typeError, "arg 6 (kwdefaults) must be None or dict") }
      let function = try make(
        c, code: code, globals: globals.value, builtins: c.builtins(of: globals), closure: closure)
      if a[3] != .none { function.pointer.pointee.name = a[3] }
      if a[4] != .none { function.pointer.pointee.defaults = a[4] }
      if a[6] != .none { function.pointer.pointee.keywordDefaults = a[6] }
      return function.value
    }
  }

  /// A closure that fits a code object: *empty* where that needs none.
  private static func closure(_ context: Context, of code: Code, _ given: Value) throws(Raised) -> Value {
    let wanted = code.portable.header.freeNames.count
    guard let cells = Tuple(ifHas: given) else {
      if given != .none { throw context.raise(.typeError, "arg 5 (closure) must be None or tuple") }
      if wanted > 0 { throw context.raise(.typeError, "arg 5 (closure) must be tuple") }
      return .empty
    }
    if cells.count != wanted {
      throw context.raise(
        .valueError, "\(String(Text(code.name))) requires closure of length \(wanted), not \(cells.count)")
    }
    for index in 0..<cells.count where Cell(ifExactly: cells[index]) == nil {
      throw context.raise(
        .typeError, "arg 5 (closure) expected cell, found \(context.typeName(of: cells[index]))")
    }
    return wanted == 0 ? .empty : given
  }

  static let declaration = TypeDeclaration(
    "function", kind: .function, flags: [.hasDict, .hasWeakReferences],
    signature: """
      (code, globals, name=None, argdefs=None, closure=None,
               kwdefaults=None)
      """,
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "function", "(type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", construct, type,
          arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try c.run(Function(s), arguments, count: Int(count), names: names) }
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        if object.isEmpty { return s }
        return bridge(c) { () throws(Raised) in try Method.make(c, s, object).value }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = String(Text(Function(s).pointer.pointee.qualifiedName))
          return try Text.make(c, "<function \(name) at \(s.addressString)>").value
        }
      },
    ],
    methods: attributes)
}
