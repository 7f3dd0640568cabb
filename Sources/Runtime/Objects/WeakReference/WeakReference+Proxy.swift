import CRuntime

// Proxies pass on whatever they are asked to the object that they refer to.

extension Context {
  /// The value, or what it is a proxy of; ReferenceError where that is dead.
  fileprivate func referent(_ value: Value) throws(Raised) -> Value {
    guard let proxy = WeakReference(ifExactly: value), proxy.isProxy else { return value }
    let target = proxy.target
    if target.isEmpty { throw raise(.referenceError, "weakly-referenced object no longer exists") }
    return target
  }

  /// A new proxy, or the one that there is.
  func weakProxy(to target: Value, callback: Value) throws(Raised) -> WeakReference {
    let isCallable = type(of: target).has(.call)
    let shape = isCallable ? BuiltinShape.weakCallableProxy : BuiltinShape.weakProxy
    return try WeakReference.make(self, Interpreter(of: self).type(shape: shape), to: target, callback: callback)
  }
}

extension WeakReference {
  static let proxyDeclaration = TypeDeclaration(
    "weakref.ProxyType", kind: .weakReference, shape: BuiltinShape.weakProxy, slots: forwarding, methods: forwardingMethods)

  static let callableProxyDeclaration = TypeDeclaration(
    "weakref.CallableProxyType", kind: .weakReference, shape: BuiltinShape.weakCallableProxy,
    slots: forwarding + [
      .window(.call) { c, s, arguments, count, names in
        pass(c, s) { (x) throws(Raised) in try c.call(x, arguments, count: Int(count), names: names) }
      }
    ], methods: forwardingMethods)

  private static func pass(_ c: Context, _ s: Value, _ body: (Value) throws(Raised) -> Value) -> Value {
    bridge(c) { () throws(Raised) in try body(c.referent(s)) }
  }

  private static func compare(_ c: Context, _ comparison: Comparison, _ s: Value, _ o: Value) -> Value {
    bridge(c) { () throws(Raised) in try c.compare(comparison, c.referent(s), c.referent(o)) }
  }

  private static func binary(_ c: Context, _ operation: BinaryOperation, _ s: Value, _ o: Value) -> Value {
    bridge(c) { () throws(Raised) in try c.binary(operation, c.referent(s), c.referent(o)) }
  }

  private static func inPlace(_ c: Context, _ operation: BinaryOperation, _ s: Value, _ o: Value) -> Value {
    bridge(c) { () throws(Raised) in try c.inPlace(operation, c.referent(s), c.referent(o)) }
  }

  /// Calls a special method by its name.
  private static func special(_ c: Context, _ s: Value, _ name: StaticString, _ argument: Value = .empty) -> Value {
    pass(c, s) { (x) throws(Raised) in
      let method = try c.getAttribute(x, Text.interned(c, Text.make(c, name)).value)
      return try argument.isEmpty ? c.call(method) : c.call(method, c.referent(argument))
    }
  }

  private static let forwarding: [SlotEntry] = [
    SlotEntry(slot: .new, body: 0), SlotEntry(slot: .hash, body: 0),
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try WeakReference(s).representation(c).value } },
    .unary(.str) { c, s in pass(c, s) { (x) throws(Raised) in try c.str(x).value } },
    .unary(.bool) { c, s in pass(c, s) { (x) throws(Raised) in Value(try c.isTrue(x)) } },
    .unary(.length) { c, s in pass(c, s) { (x) throws(Raised) in Value(smallInt: Int64(try c.length(x))) } },
    .unary(.iterate) { c, s in pass(c, s) { (x) throws(Raised) in try c.iterator(over: x) } },
    .unary(.next) { c, s in
      pass(c, s) { (x) throws(Raised) in
        if c.type(of: x).has(.next) { return try c.next(x) }
        throw c.raise(.typeError, "Weakref proxy referenced a non-iterator '\(c.typeName(of: x))' object")
      }
    },
    .unary(.int) { c, s in
      pass(c, s) { (x) throws(Raised) in try c.call(Interpreter(of: c).type(.int).value, x) }
    },
    .unary(.float) { c, s in
      pass(c, s) { (x) throws(Raised) in try c.call(Interpreter(of: c).type(.float).value, x) }
    },
    .unary(.index) { c, s in pass(c, s) { (x) throws(Raised) in try c.index(of: x) } },
    .unary(.negative) { c, s in pass(c, s) { (x) throws(Raised) in try c.unary(.negative, x) } },
    .unary(.positive) { c, s in pass(c, s) { (x) throws(Raised) in try c.unary(.positive, x) } },
    .unary(.absolute) { c, s in pass(c, s) { (x) throws(Raised) in try c.unary(.absolute, x) } },
    .unary(.invert) { c, s in pass(c, s) { (x) throws(Raised) in try c.unary(.invert, x) } },

    .binary(.equal) { c, s, o in compare(c, .equal, s, o) },
    .binary(.notEqual) { c, s, o in compare(c, .notEqual, s, o) },
    .binary(.less) { c, s, o in compare(c, .less, s, o) },
    .binary(.lessEqual) { c, s, o in compare(c, .lessEqual, s, o) },
    .binary(.greater) { c, s, o in compare(c, .greater, s, o) },
    .binary(.greaterEqual) { c, s, o in compare(c, .greaterEqual, s, o) },

    .binary(.getAttribute) { c, s, name in pass(c, s) { (x) throws(Raised) in try c.getAttribute(x, name) } },
    .ternary(.setAttribute) { c, s, name, value in
      pass(c, s) { (x) throws(Raised) in
        try c.setAttribute(x, name, value)
        return .none
      }
    },
    .binary(.getItem) { c, s, key in pass(c, s) { (x) throws(Raised) in try c.item(of: x, key) } },
    .ternary(.setItem) { c, s, key, item in
      pass(c, s) { (x) throws(Raised) in
        try c.setItem(of: x, key, to: item)
        return .none
      }
    },
    .binary(.contains) { c, s, item in pass(c, s) { (x) throws(Raised) in Value(try c.contains(x, item)) } },

    .binary(.add) { c, s, o in binary(c, .add, s, o) },
    .binary(.reflectedAdd) { c, s, o in binary(c, .add, o, s) },
    .binary(.inPlaceAdd) { c, s, o in inPlace(c, .add, s, o) },
    .binary(.subtract) { c, s, o in binary(c, .subtract, s, o) },
    .binary(.reflectedSubtract) { c, s, o in binary(c, .subtract, o, s) },
    .binary(.inPlaceSubtract) { c, s, o in inPlace(c, .subtract, s, o) },
    .binary(.multiply) { c, s, o in binary(c, .multiply, s, o) },
    .binary(.reflectedMultiply) { c, s, o in binary(c, .multiply, o, s) },
    .binary(.inPlaceMultiply) { c, s, o in inPlace(c, .multiply, s, o) },
    .binary(.matrixMultiply) { c, s, o in binary(c, .matrixMultiply, s, o) },
    .binary(.reflectedMatrixMultiply) { c, s, o in binary(c, .matrixMultiply, o, s) },
    .binary(.inPlaceMatrixMultiply) { c, s, o in inPlace(c, .matrixMultiply, s, o) },
    .binary(.divide) { c, s, o in binary(c, .divide, s, o) },
    .binary(.reflectedDivide) { c, s, o in binary(c, .divide, o, s) },
    .binary(.inPlaceDivide) { c, s, o in inPlace(c, .divide, s, o) },
    .binary(.floorDivide) { c, s, o in binary(c, .floorDivide, s, o) },
    .binary(.reflectedFloorDivide) { c, s, o in binary(c, .floorDivide, o, s) },
    .binary(.inPlaceFloorDivide) { c, s, o in inPlace(c, .floorDivide, s, o) },
    .binary(.modulo) { c, s, o in binary(c, .modulo, s, o) },
    .binary(.reflectedModulo) { c, s, o in binary(c, .modulo, o, s) },
    .binary(.inPlaceModulo) { c, s, o in inPlace(c, .modulo, s, o) },
    .binary(.power) { c, s, o in binary(c, .power, s, o) },
    .binary(.reflectedPower) { c, s, o in binary(c, .power, o, s) },
    .binary(.inPlacePower) { c, s, o in inPlace(c, .power, s, o) },
    .binary(.leftShift) { c, s, o in binary(c, .leftShift, s, o) },
    .binary(.reflectedLeftShift) { c, s, o in binary(c, .leftShift, o, s) },
    .binary(.inPlaceLeftShift) { c, s, o in inPlace(c, .leftShift, s, o) },
    .binary(.rightShift) { c, s, o in binary(c, .rightShift, s, o) },
    .binary(.reflectedRightShift) { c, s, o in binary(c, .rightShift, o, s) },
    .binary(.inPlaceRightShift) { c, s, o in inPlace(c, .rightShift, s, o) },
    .binary(.bitAnd) { c, s, o in binary(c, .bitAnd, s, o) },
    .binary(.reflectedBitAnd) { c, s, o in binary(c, .bitAnd, o, s) },
    .binary(.inPlaceBitAnd) { c, s, o in inPlace(c, .bitAnd, s, o) },
    .binary(.bitOr) { c, s, o in binary(c, .bitOr, s, o) },
    .binary(.reflectedBitOr) { c, s, o in binary(c, .bitOr, o, s) },
    .binary(.inPlaceBitOr) { c, s, o in inPlace(c, .bitOr, s, o) },
    .binary(.bitXor) { c, s, o in binary(c, .bitXor, s, o) },
    .binary(.reflectedBitXor) { c, s, o in binary(c, .bitXor, o, s) },
    .binary(.inPlaceBitXor) { c, s, o in inPlace(c, .bitXor, s, o) },
  ]

  private static let forwardingMethods: [NativeEntry] = [
    .one("__bytes__") { c, s in special(c, s, "__bytes__") },
    .one("__reversed__") { c, s in special(c, s, "__reversed__") },
    .two("__divmod__", "(self, value, /)") { c, s, o in special(c, s, "__divmod__", o) },
    .two("__rdivmod__", "(self, value, /)") { c, s, o in special(c, s, "__rdivmod__", o) },
  ]
}
