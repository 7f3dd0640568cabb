import CRuntime
import Runtime

/// The module `_operator`: the operators as functions.
enum Operators {
  static let module = ModuleDeclaration(
    "_operator", "Operator interface.",
    functions: binary + inPlace + comparisons + unary + tests + sequences,
    nativeTypes: [AttributeGetter.declaration, ItemGetter.declaration, MethodCaller.declaration])

  // MARK: Operators

  private static let binary: [NativeEntry] = [
    .two("add", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.add, a, b) } },
    .two("sub", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.subtract, a, b) } },
    .two("mul", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.multiply, a, b) } },
    .two("matmul", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.binary(.matrixMultiply, a, b) }
    },
    .two("truediv", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.binary(.divide, a, b) }
    },
    .two("floordiv", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.binary(.floorDivide, a, b) }
    },
    .two("mod", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.modulo, a, b) } },
    .two("pow", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.power, a, b) } },
    .two("lshift", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.binary(.leftShift, a, b) }
    },
    .two("rshift", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.binary(.rightShift, a, b) }
    },
    .two("and_", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.bitAnd, a, b) } },
    .two("or_", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.bitOr, a, b) } },
    .two("xor", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.binary(.bitXor, a, b) } },
  ]

  private static let inPlace: [NativeEntry] = [
    .two("iadd", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.add, a, b) } },
    .two("isub", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.subtract, a, b) }
    },
    .two("imul", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.multiply, a, b) }
    },
    .two("imatmul", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.matrixMultiply, a, b) }
    },
    .two("itruediv", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.divide, a, b) }
    },
    .two("ifloordiv", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.floorDivide, a, b) }
    },
    .two("imod", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.modulo, a, b) } },
    .two("ipow", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.power, a, b) } },
    .two("ilshift", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.leftShift, a, b) }
    },
    .two("irshift", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.inPlace(.rightShift, a, b) }
    },
    .two("iand", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.bitAnd, a, b) } },
    .two("ior", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.bitOr, a, b) } },
    .two("ixor", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.inPlace(.bitXor, a, b) } },
    .two("iconcat", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in
        try checkConcatenable(c, a, with: b)
        return try c.inPlace(.add, a, b)
      }
    },
  ]

  private static let comparisons: [NativeEntry] = [
    .two("eq", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.compare(.equal, a, b) } },
    .two("ne", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.compare(.notEqual, a, b) } },
    .two("lt", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.compare(.less, a, b) } },
    .two("le", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.compare(.lessEqual, a, b) }
    },
    .two("gt", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.compare(.greater, a, b) } },
    .two("ge", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in try c.compare(.greaterEqual, a, b) }
    },
  ]

  private static let unary: [NativeEntry] = [
    .one("neg", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.unary(.negative, a) } },
    .one("pos", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.unary(.positive, a) } },
    .one("abs", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.unary(.absolute, a) } },
    .one("inv", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.unary(.invert, a) } },
    .one("invert", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.unary(.invert, a) } },
    .one("index", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in try c.index(of: a) } },
  ]

  private static let tests: [NativeEntry] = [
    .one("truth", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in Value(try c.isTrue(a)) } },
    .one("not_", "(a, /)", .function) { c, a in bridge(c) { () throws(Raised) in Value(try !c.isTrue(a)) } },
    .two("is_", "(a, b, /)", .function) { c, a, b in Value(c.isIdentical(a, b)) },
    .two("is_not", "(a, b, /)", .function) { c, a, b in Value(!c.isIdentical(a, b)) },
    .one("is_none", "(a, /)", .function) { _, a in Value(a == .none) },
    .one("is_not_none", "(a, /)", .function) { _, a in Value(a != .none) },
  ]

  // MARK: Sequences

  private static let sequences: [NativeEntry] = [
    .two("concat", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in
        try checkConcatenable(c, a, with: b)
        return try c.binary(.add, a, b)
      }
    },
    .two("contains", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in Value(try c.contains(a, b)) }
    },
    .two("countOf", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try count(c, a, b) } },
    .two("indexOf", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try index(c, a, b) } },
    .two("getitem", "(a, b, /)", .function) { c, a, b in bridge(c) { () throws(Raised) in try c.item(of: a, b) } },
    .three("setitem", "(a, b, c, /)", .function) { c, a, b, item in
      bridge(c) { () throws(Raised) -> Void in try c.setItem(of: a, b, to: item) }
    },
    .two("delitem", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) -> Void in try c.setItem(of: a, b, to: .empty) }
    },
    .two("length_hint", "(obj, default=0, /)", .function) { c, object, fallback in
      bridge(c) { () throws(Raised) in
        Value(smallInt: Int64(try c.lengthHint(of: object, orElse: c.sizeArgument(fallback))))
      }
    },
    .window("call", "(obj, /, *args, **kwargs)", .function) { c, a in
      bridge(c) { () throws(Raised) in try c.call(a[0], Tuple(a[1]), keywords: Dict(a[2])) }
    },
    .two("_compare_digest", "(a, b, /)", .function) { c, a, b in
      bridge(c) { () throws(Raised) in Value(try areDigestsEqual(c, a, b)) }
    },
  ]

  private static func checkConcatenable(_ context: Context, _ value: Value, with other: Value) throws(Raised) {
    let type = context.type(of: value)
    if type.flags.contains(.concatenates) { return }
    if Dict(ifHas: value) == nil, type.has(.getItem), context.type(of: other).has(.getItem) { return }
    throw context.raise(.typeError, "'\(context.typeName(of: value))' object can't be concatenated")
  }

  private static func elements(_ context: Context, _ iterable: Value) throws(Raised) -> Value {
    do throws(Raised) {
      return try context.iterator(over: iterable)
    } catch {
      if !context.isPending(.typeError) { throw error }
      _ = context.takeException()
      throw context.raise(.typeError, "argument of type '\(context.typeName(of: iterable))' is not iterable")
    }
  }

  private static func count(_ context: Context, _ iterable: Value, _ value: Value) throws(Raised) -> Value {
    let iterator = try elements(context, iterable)
    var count: Int64 = 0
    while case let element = try context.next(iterator), !element.isEmpty {
      if try areElementsEqual(context, element, value) { count += 1 }
    }
    return Value(smallInt: count)
  }

  private static func index(_ context: Context, _ iterable: Value, _ value: Value) throws(Raised) -> Value {
    let iterator = try elements(context, iterable)
    var index: Int64 = 0
    while case let element = try context.next(iterator), !element.isEmpty {
      if try areElementsEqual(context, element, value) { return Value(smallInt: index) }
      index += 1
    }
    throw context.raise(.valueError, "sequence.index(x): x not in sequence")
  }

  /// Compares in a time that does not tell where the two differ.
  private static func areDigestsEqual(_ context: Context, _ a: Value, _ b: Value) throws(Raised) -> Bool {
    let (left, right): (TextUnits, TextUnits)
    if let a = Text(ifHas: a), let b = Text(ifHas: b) {
      if !a.isASCII || !b.isASCII {
        throw context.raise(.typeError, "comparing strings with non-ASCII characters is not supported")
      }
      (left, right) = (a.units, b.units)
    } else {
      let (bytesA, bytesB) = (try context.bytes(of: a), try context.bytes(of: b))
      if bytesA == nil, bytesB == nil {
        throw context.raise(
          .typeError,
          "unsupported operand types(s) or combination of types: '\(context.typeName(of: a))' and '\(context.typeName(of: b))'")
      }
      (left, right) = (try context.bytesLike(a), try context.bytesLike(b))
    }
    var difference: UInt32 = left.count == right.count ? 0 : 1
    let other = left.count == right.count ? left : right
    for index in 0..<right.count { difference |= other[index] ^ right[index] }
    return difference == 0
  }
}
