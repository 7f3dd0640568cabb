import Bytecode
import CRuntime

// Inline caches of `super().name(…)`, whose records have the forms of `object.name(…)` and also say behind which class the
// search began: one function may be that of several classes.

extension Activation {
  func loadSuperMethod() throws(Raised) {
    let word = frame.lastInstruction
    let (arguments, target) = (windowB, frame.register(operands.a))
    if word.trustedOpcode.hasSite,
      context.loadCachedSuperMethod(frame.pointee.constants.cache(word.c), arguments, to: target)
    {
      return
    }
    let name = attributeName(operands.c)
    if let site = cacheSite(megamorphic: .loadSuperMethodAny) {
      add(
        try context.describeSuperMethod(arguments, name), to: site, as: { _ in .loadSuperMethodCached },
        orElse: .loadSuperMethodAny)
    }
    try loadSuperMethod(name)
  }

  /// The same without a cache.
  func loadSuperMethod(_ name: Value) throws(Raised) {
    let target = frame.register(operands.a)
    let method = try context.superMethod(windowB, name)
    if !method.isEmpty {
      target[1] = windowB[2]
      target[0] = method
      return
    }
    let found = try superAttribute(name)
    if let method = Method(ifExactly: found) {
      target[0] = method.function
      target[1] = method.receiver
    } else {
      target[0] = found
      target[1] = .empty
    }
  }

  func superAttribute(_ name: Value) throws(Raised) -> Value {
    let arguments = windowB
    if arguments[0] == Interpreter(of: context).type(.super).value {
      guard let owner = Type(ifHas: arguments[1]) else {
        throw context.raise(
          .typeError, "super() argument 1 must be a type, not \(context.typeName(of: arguments[1]))")
      }
      let found = try Super.find(context, owner, arguments[2], name)
      if !found.isEmpty { return found }
    }
    return try context.getAttribute(context.call(arguments[0], arguments[1], arguments[2]), name)
  }
}

extension Context {
  /// What the records of a site say of three arguments: `super`, the class around the method, and the method's first one.
  func loadCachedSuperMethod(
    _ cache: Value, _ arguments: UnsafePointer<Value>, to target: UnsafeMutablePointer<Value>
  ) -> Bool {
    arguments[0] == Interpreter(of: self).type(.super).value
      && loadCachedMethod(cache, arguments[2], behind: arguments[1], to: target)
  }

  /// What such arguments give to be called with the object as its receiver; *empty* for all else.
  fileprivate func superMethod(_ arguments: UnsafePointer<Value>, _ name: Value) throws(Raised) -> Value {
    guard arguments[0] == Interpreter(of: self).type(.super).value, let behind = Type(ifHas: arguments[1]) else {
      return .empty
    }
    let type = type(of: arguments[2])
    if !type.isSubtype(of: behind) || Type(ifHas: arguments[2]) != nil { return .empty }
    let found = try type.lookup(self, after: behind, name)
    return takesReceiver(found, type) ? found : .empty
  }

  /// A record for such arguments; nil where there can be none.
  fileprivate func describeSuperMethod(
    _ arguments: UnsafePointer<Value>, _ name: Value
  ) throws(Raised) -> CacheRecord? {
    guard arguments[0] == Interpreter(of: self).type(.super).value, let behind = Type(ifHas: arguments[1]) else {
      return nil
    }
    let object = arguments[2]
    func record(_ form: CacheForm, _ owner: Type, _ callable: Value) -> CacheRecord? {
      CacheRecord.make(
        self, form, shape: object.shapeOfClass, owner: owner.value, version: owner.version, value: callable,
        behind: behind.value)
    }
    if let owner = Type(ifHas: object) {
      guard owner.isSubtype(of: behind), owner.version != 0 else { return nil }
      let found = try owner.lookup(self, after: behind, name)
      if let wrapper = Wrapper(self, classMethod: found) {
        return Function(ifExactly: wrapper.callable) == nil ? nil : record(.classMethod, owner, wrapper.callable)
      }
      if let wrapper = Wrapper(self, staticMethod: found) { return record(.ownValue, owner, wrapper.callable) }
      return Function(ifExactly: found) == nil ? nil : record(.ownValue, owner, found)
    }
    let (type, found) = (type(of: object), try superMethod(arguments, name))
    return found.isEmpty || type.version == 0 || object.shapeOfClass == 0 ? nil : record(.method, type, found)
  }
}
