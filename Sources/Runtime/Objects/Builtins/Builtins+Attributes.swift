import CRuntime

extension Builtins {
  /// Attributes and what a value is.
  static let attributes: [NativeEntry] = [
    .window("getattr", "(object, name, default=<unset>, /) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let name = try c.attributeName(a[1])
        if a[2].isEmpty { return try c.getAttribute(a[0], name) }
        let found = try c.findAttribute(a[0], name)
        return found.isEmpty ? a[2] : found
      }
    },
    .two("hasattr", "(obj, name, /)", .function) { c, object, name in
      bridge(c) { () throws(Raised) in Value(try !c.findAttribute(object, c.attributeName(name)).isEmpty) }
    },
    .three("setattr", "(obj, name, value, /)", .function) { c, object, name, value in
      bridge(c) { () throws(Raised) -> Void in try c.setAttribute(object, c.attributeName(name), value) }
    },
    .two("delattr", "(obj, name, /)", .function) { c, object, name in
      bridge(c) { () throws(Raised) -> Void in try c.setAttribute(object, c.attributeName(name), .empty) }
    },
    .two("isinstance", "(obj, class_or_tuple, /)", .function) { c, value, classes in
      bridge(c) { () throws(Raised) in Value(try c.isInstance(value, of: classes)) }
    },
    .two("issubclass", "(cls, class_or_tuple, /)", .function) { c, value, classes in
      bridge(c) { () throws(Raised) in Value(try c.isSubclass(value, of: classes)) }
    },
    .one("callable", "(obj, /)", .function) { c, value in Value(c.type(of: value).has(.call)) },
    .one("hash", "(obj, /)", .function) { c, value in
      bridge(c) { () throws(Raised) in try PythonInt.make(c, c.hash(value)) }
    },
    .one("id", "(obj, /)", .function) { c, value in
      // Numbers are identical where they are equal; their words serve as well as addresses.
      bridge(c) { () throws(Raised) in try PythonInt.make(c, Int64(bitPattern: value.bits & .max >> 1)) }
    },
  ]
}
