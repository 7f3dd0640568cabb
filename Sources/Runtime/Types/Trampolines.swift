import CRuntime

// What the slots of classes hold whose special methods are written in Python: they find the method on the class and
// call it, and see to it that the result is what the slot promises.

func callSpecial(_ context: Context, _ name: WellKnown, _ receiver: Value) -> Value {
  bridge(context) { () throws(Raised) in try context.callSpecial(name, receiver) }
}

func callSpecial(_ context: Context, _ name: WellKnown, _ receiver: Value, _ argument: Value) -> Value {
  bridge(context) { () throws(Raised) in try context.callSpecial(name, receiver, argument) }
}

extension Context {
  public func callSpecial(_ name: WellKnown, _ receiver: Value) throws(Raised) -> Value {
    try withWindow(1) { (window) throws(Raised) in try callSpecial(name, receiver, window, count: 0) }
  }

  public func callSpecial(_ name: WellKnown, _ receiver: Value, _ argument: Value) throws(Raised) -> Value {
    try withWindow(2) { (window) throws(Raised) in
      window[1] = argument
      return try callSpecial(name, receiver, window, count: 1)
    }
  }

  func callSpecial(
    _ name: WellKnown, _ receiver: Value, _ first: Value, _ second: Value
  ) throws(Raised) -> Value {
    try withWindow(3) { (window) throws(Raised) in
      window[1] = first
      window[2] = second
      return try callSpecial(name, receiver, window, count: 2)
    }
  }
}

func callHash(_ context: Context, _ receiver: Value) -> Value {
  bridge(context) { () throws(Raised) in
    let result = try context.callSpecial(.__hash__, receiver)
    if result.isSmallInt, result != Value(smallInt: -1) { return result }
    guard context.isInt(result) else {
      throw context.raise(.typeError, "__hash__ method should return an integer")
    }
    guard let hash = PythonInt.int64(result) else { return try PythonInt.make(context, PythonInt.hash(result)) }
    return try PythonInt.make(context, hash == -1 ? -2 : hash)
  }
}

/// `__iter__`; None says that instances are not iterable.
func callIterate(_ context: Context, _ receiver: Value) -> Value {
  bridge(context) { () throws(Raised) in
    if try context.type(of: receiver).lookup(context, context.name(.__iter__)) == .none {
      throw context.raise(.typeError, "'\(context.typeName(of: receiver))' object is not iterable")
    }
    return try context.callSpecial(.__iter__, receiver)
  }
}

/// `__next__`: StopIteration becomes *empty* without an exception, its value the result that is left for `yield from`.
func callNext(_ context: Context, _ receiver: Value) -> Value {
  let result = callSpecial(context, .__next__, receiver)
  if result.isEmpty, context.isPending(.stopIteration) {
    context.pointee.generatorResult = context.takeException().stopValue
  }
  return result
}

func callLength(_ context: Context, _ receiver: Value) -> Value {
  bridge(context) { () throws(Raised) in
    let result = try context.index(of: context.callSpecial(.__len__, receiver))
    if let length = PythonInt.int64(result), length >= 0 { return result }
    if try context.compare(.less, result, Value(smallInt: 0)) == .true {
      throw context.raise(.valueError, "__len__() should return >= 0")
    }
    throw context.raise(.overflowError, "cannot fit 'int' into an index-sized integer")
  }
}

func callBool(_ context: Context, _ receiver: Value) -> Value {
  bridge(context) { () throws(Raised) in
    let result = try context.callSpecial(.__bool__, receiver)
    if result == .true || result == .false { return result }
    throw context.raise(.typeError, "__bool__ should return bool, returned \(context.typeName(of: result))")
  }
}

func callContains(_ context: Context, _ receiver: Value, _ item: Value) -> Value {
  bridge(context) { () throws(Raised) in
    let method = try context.type(of: receiver).lookup(context, context.name(.__contains__))
    if method == .none {
      throw context.raise(.typeError, "'\(context.typeName(of: receiver))' object is not a container")
    }
    return Value(try context.isTrue(context.callSpecial(.__contains__, receiver, item)))
  }
}

/// `__getattribute__`, then `__getattr__` where that raised AttributeError.
func callGetAttribute(_ context: Context, _ receiver: Value, _ name: Value) -> Value {
  bridge(context) { () throws(Raised) in
    let type = context.type(of: receiver)
    do throws(Raised) {
      let own = try type.lookup(context, context.name(.__getattribute__))
      guard let native = NativeFunction(ifExactly: own) else {
        return try context.callSpecial(.__getattribute__, receiver, name)
      }
      if native.body != ObjectType.getAttributeBody {
        return try check(unsafeBitCast(native.body, to: BinaryFunction.self)(context, receiver, name))
      }
      // The ordinary way says that there is none without raising.
      let found = try context.findOrdinaryAttribute(receiver, name)
      if !found.isEmpty { return found }
    } catch {
      let hasFallback = try !type.lookup(context, context.name(.__getattr__)).isEmpty
      if !hasFallback || !context.isPending(.attributeError) { throw error }
      context.pointee.pendingException = .empty
    }
    let hasFallback = try !type.lookup(context, context.name(.__getattr__)).isEmpty
    if hasFallback { return try context.callSpecial(.__getattr__, receiver, name) }
    return try context.ordinaryAttribute(receiver, name)
  }
}

/// A method that sets, or, for an *empty* value, the one that deletes.
func callSetter(
  _ context: Context, _ setter: WellKnown, _ deleter: WellKnown, _ receiver: Value, _ key: Value, _ value: Value
) -> Value {
  bridge(context) { () throws(Raised) in
    if value.isEmpty { return try context.callSpecial(deleter, receiver, key) }
    return try context.callSpecial(setter, receiver, key, value)
  }
}

func callGetDescriptor(_ context: Context, _ descriptor: Value, _ object: Value, _ owner: Value) -> Value {
  bridge(context) { () throws(Raised) in
    try context.callSpecial(.__get__, descriptor, object.isEmpty ? .none : object, owner.isEmpty ? .none : owner)
  }
}

func callSpecialWindow(
  _ context: Context, _ name: WellKnown, _ receiver: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64,
  _ names: Value
) -> Value {
  bridge(context) { () throws(Raised) in
    try context.withWindow(Int(count) + 1) { (window) throws(Raised) in
      (window + 1).update(from: arguments, count: Int(count))
      return try context.callSpecial(name, receiver, window, count: Int(count), names: names)
    }
  }
}

/// `__new__` is a static method that is given the class.
func callNew(
  _ context: Context, _ type: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value
) -> Value {
  bridge(context) { () throws(Raised) in
    let found = try Type(type).lookup(context, context.name(.__new__))
    let function = try context.bind(found, to: .empty, of: Type(type))
    return try context.withWindow(Int(count) + 1) { (window) throws(Raised) in
      window[0] = type
      (window + 1).update(from: arguments, count: Int(count))
      return try context.call(function, window, count: Int(count) + 1, names: names)
    }
  }
}
