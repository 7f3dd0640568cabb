import Bytecode
import CRuntime

extension Activation {
  func importName() throws(Raised) {
    let request = Tuple(frame.constant(operands.b))
    let name = frame.name(operands.c)
    let own = frame.function.pointer.pointee
    let hook = try context.mappingValue(own.builtins, context.name(.__import__))
    if hook.isEmpty { throw context.raise(.importError, "__import__ not found") }
    let locals = frame.pointee.locals.isEmpty ? Value.none : frame.pointee.locals
    setA(
      try context.withWindow(5) { (window) throws(Raised) in
        window[0] = name
        window[1] = own.globals
        window[2] = locals
        window[3] = request[1]
        window[4] = request[0]
        return try context.call(hook, window, count: 5)
      })
  }

  func importFrom() throws(Raised) {
    let module = frame.register(operands.b).pointee
    let name = frame.name(operands.c)
    let found = try context.findAttribute(module, name)
    if !found.isEmpty { return setA(found) }
    let owner = try context.findAttribute(module, context.name(.__name__))
    let ownerName = Text(ifHas: owner).map { String($0) } ?? "<unknown module name>"
    if let text = Text(ifHas: owner) {
      // A submodule that is imported already, before its package has it as an attribute.
      let full = try Text.make(context, "\(String(text)).\(String(Text(name)))")
      let submodule = try Dict(Interpreter(of: context).state.pointee.modules).value(context, for: full.value)
      if !submodule.isEmpty { return setA(submodule) }
    }
    let file = try context.findAttribute(module, context.name(.__file__))
    let path = Text(ifHas: file).map { String($0) } ?? "unknown location"
    let isPartial = try Module(ifHas: module)?.isInitializing(context) ?? false
    let advice = try Module(ifHas: module)?.shadowingAdvice(context, named: owner, isInitializing: isPartial)
    let source =
      advice.map { "'\(ownerName)' (\($0))" }
      ?? (isPartial
        ? "partially initialized module '\(ownerName)' (most likely due to a circular import) (\(path))"
        : "'\(ownerName)' (\(path))")
    throw Importer(context: context).raise(
      .importError, "cannot import name '\(String(Text(name)))' from \(source)", name: orNone(owner),
      path: orNone(file), nameFrom: name)
  }

  /// `from module import *`: what `__all__` names, else every name without an underscore before it.
  func importStar() throws(Raised) {
    let module = frame.register(operands.a).pointee
    let all = try context.findAttribute(module, context.name(.__all__))
    if all.isEmpty {
      guard let dict = Dict(ifHas: try context.findAttribute(module, context.name(.__dict__))) else {
        throw context.raise(.importError, "from-import-* object has no __dict__ and no __all__")
      }
      var position = 0
      while let (key, value) = dict.next(&position) {
        guard let text = Text(ifHas: key) else { throw try refuseStarName(key, of: module, "Key", "__dict__") }
        if text.count > 0, text.codePoint(at: 0) == 0x5f { continue }
        try context.setItem(of: frame.pointee.locals, key, to: value)
      }
      return
    }
    let names = try context.iterator(over: all)
    while true {
      let name = try context.next(names)
      if name.isEmpty { return }
      guard let text = Text(ifHas: name) else { throw try refuseStarName(name, of: module, "Item", "__all__") }
      let attribute = try context.getAttribute(module, Text.interned(context, text).value)
      try context.setItem(of: frame.pointee.locals, name, to: attribute)
    }
  }

  private func refuseStarName(
    _ name: Value, of module: Value, _ kind: StaticString, _ place: StaticString
  ) throws(Raised) -> Raised {
    let owner = try context.getAttribute(module, context.name(.__name__))
    guard let owner = Text(ifHas: owner) else {
      return context.raise(.typeError, "module __name__ must be a string, not \(context.typeName(of: owner))")
    }
    return context.raise(
      .typeError, "\(kind) in \(String(owner)).\(place) must be str, not \(context.typeName(of: name))")
  }
}
